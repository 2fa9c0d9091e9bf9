// How does an answer become columns? Every answer has a `to_table`; a Table is named, typed columns of equal length.
//
//   const hobnob::Table table = hobnob::to_table(paths);
//   std::puts(hobnob::to_text(table).c_str());
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/types.hpp"

namespace hobnob {
inline namespace v0 {

/// A named column: numbers, whole numbers, text, keys, or lists of keys.
struct Column {
  std::string name;
  std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::string>, std::vector<Key>, std::vector<std::vector<Key>>> values;
  [[nodiscard]] std::size_t size() const noexcept {
    return std::visit([](const auto& column) { return column.size(); }, values);
  }
  friend bool operator==(const Column&, const Column&) = default;
};

/// Columns of equal length, in order; a plain value.
struct Table {
  std::vector<Column> columns;
  [[nodiscard]] std::size_t row_count() const noexcept { return columns.empty() ? 0 : columns.front().size(); }
  /// The column of that name; Error(invalid_argument) that lists the names there are.
  [[nodiscard]] HOBNOB_API const Column& operator[](std::string_view name) const;
  friend bool operator==(const Table&, const Table&) = default;
};

/// The table as aligned text, one line a row below a line of names; numbers with 6 significant digits. O(cells).
HOBNOB_API std::string to_text(const Table& table);

/// The table as RFC 4180 CSV with a header line, numbers with 17 significant digits so that they read back to the bit. A list of keys
/// is one cell, joined by `;`, which is not escaped: keys that hold one cannot be told apart there. O(cells).
HOBNOB_API std::string to_csv(const Table& table);

}  // namespace v0
}  // namespace hobnob

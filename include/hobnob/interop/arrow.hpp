// How do tables travel to and from Arrow's world: polars, pandas, DuckDB, pyarrow, Arrow C++? Through the three structs of its C data
// interface, which need no library on either side.
//
//   ArrowArrayStream stream;
//   hobnob::export_table(hobnob::to_table(paths), &stream);        // for whoever takes streams; they release it
//
//   hobnob::ArrowReader reader(&stream);                           // theirs; taken over
//   while (reader.next_batch())
//     for (std::size_t row = 0; row < reader.row_count(); ++row) network.add_connection(*reader.key(row, 0), *reader.key(row, 1));
//
// The structs and what they mean: the Arrow columnar format, "The Arrow C data interface" and "The Arrow C stream interface".
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"

// Laid out by the specification, and guarded by its macros, so that whoever else brings them may come first or later.
extern "C" {
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};
#endif
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};
#endif
}  // extern "C"

namespace hobnob {
inline namespace v0 {

/// The table as a stream of one batch: numbers as float64 and int64, text and text keys as utf8 (large_utf8 beyond 2 GiB), number keys as
/// int64, lists of keys as lists; nothing is null. The stream and whatever is taken from it own what they need: numbers are not copied
/// from the table that was given. `requested`, if given, asks for large_utf8 or utf8 column by column; what else it asks for is not done.
/// O(bytes of text and keys). `stream` is written to and must hold no stream.
HOBNOB_API void export_table(Table table, ArrowArrayStream* stream, const ArrowSchema* requested = nullptr);

/// The types of that stream's columns.
HOBNOB_API void export_schema(const Table& table, ArrowSchema* schema);

class ArrowList;

/// A timestamp or a date, floored to seconds since 1970-01-01 UTC; without a time zone it is taken as UTC.
struct ArrowTime {
  Time seconds = 0;
  friend bool operator==(const ArrowTime&, const ArrowTime&) = default;
};

/// A cell: null, or a value. Text points into the batch.
using ArrowValue = std::variant<std::monostate, bool, std::int64_t, double, ArrowTime, std::string_view, ArrowList>;

namespace detail {
struct ArrowColumn;   // private: a type and the array that is being read
}

/// The cells of a list, in the batch.
class HOBNOB_API ArrowList {
 public:
  ArrowList(const detail::ArrowColumn* column, std::int64_t from, std::int64_t to) : column_(column), from_(from), to_(to) {}
  [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(to_ - from_); }
  /// Bounds-checked.
  [[nodiscard]] ArrowValue operator[](std::size_t i) const;
  friend bool operator==(const ArrowList&, const ArrowList&) = default;   // the same place

 private:
  const detail::ArrowColumn* column_;
  std::int64_t from_, to_;
};

/// A stream of record batches, read cell by cell without a copy. Takes integers of all widths, floats, booleans, text (utf8, large_utf8,
/// string_view), timestamps and dates of every unit, lists of these, and dictionaries of any of them; a column of another type is refused
/// by name at the start. A stream of a single column and no table has one column, without a name. Everything that a batch says of itself is checked before it is believed.
/// Throws Error: io for what the stream reports, corrupt_data for a batch that cannot be what its schema says, invalid_argument else.
class HOBNOB_API ArrowReader {
 public:
  /// Takes over what `stream` holds, also when it throws, and leaves it released.
  explicit ArrowReader(ArrowArrayStream* stream);
  ArrowReader(ArrowReader&&) noexcept;
  ArrowReader& operator=(ArrowReader&&) noexcept;
  ~ArrowReader();

  [[nodiscard]] const std::vector<std::string>& names() const noexcept;
  /// The next batch; false at the end. What was read from the one before is then gone.
  bool next_batch();
  [[nodiscard]] std::size_t row_count() const noexcept;  ///< Of this batch.
  /// A cell, bounds-checked. Error(invalid_argument) for an unsigned integer beyond 64 bits with sign.
  [[nodiscard]] ArrowValue value(std::size_t row, std::size_t column) const;
  /// The same as a key, if it is not null. Error(invalid_argument) if it is neither text nor a whole number.
  [[nodiscard]] std::optional<Key> key(std::size_t row, std::size_t column) const;

 private:
  struct Data;
  std::unique_ptr<Data> data_;
};

}  // namespace v0
}  // namespace hobnob

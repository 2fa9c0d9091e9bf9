#include "hobnob/core/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

#include "hobnob/core/error.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

template <class Cell>
std::string cell_text(const Cell& cell, bool exact) {
  if constexpr (std::is_same_v<Cell, double>) return exact ? fmt::format("{:.17g}", cell) : fmt::format("{:.6g}", cell);
  else if constexpr (std::is_same_v<Cell, std::int64_t>) return fmt::format("{}", cell);
  else if constexpr (std::is_same_v<Cell, std::string>) return cell;
  else if constexpr (std::is_same_v<Cell, Key>) return cell.to_string();
  else {
    std::string list;
    for (const Key& key : cell) {
      if (!list.empty()) list += ';';
      list += key.to_string();
    }
    return list;
  }
}

std::string cell_text(const Column& column, std::size_t row, bool exact) {
  return std::visit([&](const auto& cells) { return cell_text(cells[row], exact); }, column.values);
}

// Columns on a terminal line up by code points; wide characters are rare enough in keys and names.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

}  // namespace

const Column& Table::operator[](std::string_view name) const {
  std::string names;
  for (const Column& column : columns) {
    if (column.name == name) return column;
    names += (names.empty() ? "" : ", ") + column.name;
  }
  throw Error(Errc::invalid_argument, fmt::format("no column '{}'; there are: {}", name, names));
}

std::string to_text(const Table& table) {
  std::vector<std::vector<std::string>> cells;
  std::vector<std::size_t> widths;
  for (const Column& column : table.columns) {
    std::vector<std::string> texts{column.name};
    for (std::size_t row = 0; row < column.size(); ++row) texts.push_back(cell_text(column, row, false));
    std::size_t widest = 0;
    for (const std::string& text : texts) widest = std::max(widest, width(text));
    widths.push_back(widest);
    cells.push_back(std::move(texts));
  }
  std::string out;
  for (std::size_t row = 0; row <= table.row_count() && !cells.empty(); ++row) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string& text = cells[i][row];
      const std::string pad(widths[i] - width(text), ' ');
      const bool number = std::holds_alternative<std::vector<double>>(table.columns[i].values) ||
                          std::holds_alternative<std::vector<std::int64_t>>(table.columns[i].values);
      line += (i == 0 ? "" : "  ") + (number ? pad + text : text + pad);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

std::string to_csv(const Table& table) {
  std::string out;
  const auto put = [&out](std::size_t i, const std::string& text) {
    if (i > 0) out += ',';
    out += csv_cell(text);
  };
  for (std::size_t i = 0; i < table.columns.size(); ++i) put(i, table.columns[i].name);
  out += '\n';
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) put(i, cell_text(table.columns[i], row, true));
    out += '\n';
  }
  return out;
}

}  // namespace v0
}  // namespace hobnob

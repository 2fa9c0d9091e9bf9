// Private: from bytes to rows. Lines in bounded memory, records with quoted cells, columns by name or place, and what becomes of bad rows.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/io/source.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

inline constexpr std::size_t chunk = 256 * 1024;
inline constexpr std::size_t longest_line = 1024 * 1024;

/// The bytes of a source from its start, unpacked if they are a gzip stream. Error(corrupt_data) for a damaged one.
std::function<std::size_t(std::span<char>)> plain_bytes(const Source& source);

/// The name of a source for a message, as `shown_path` does.
std::string shown_name(const Source& source);

/// A row for a message. Cut before quoting, between two characters, so that a megabyte is not looked at.
inline std::string shown_row(std::string_view row) {
  std::size_t cut = std::min(row.size(), std::size_t{120});
  for (int i = 0; i < 3 && cut < row.size() && (static_cast<unsigned char>(row[cut]) & 0xC0U) == 0x80; ++i) --cut;
  return in_quotes(row.substr(0, cut));
}

/// Lines without their ends (LF, CR LF or CR), counted from 1. Memory is O(longest line), and no line is longer than `longest_line`.
class Lines {
 public:
  explicit Lines(const Source& source) : name_(shown_name(source)), read_(plain_bytes(source)), buffer_(chunk) {}

  /// The next line, valid until the next call; false at the end.
  bool next(std::string_view& line) {
    std::size_t seen = begin_;
    for (;;) {
      if (after_return_ && begin_ < end_) {
        if (buffer_[begin_] == '\n') seen = ++begin_;
        after_return_ = false;
      }
      const char* const data = buffer_.data();
      const char* const stop = std::find_if(data + seen, data + end_, [](char c) { return c == '\n' || c == '\r'; });
      seen = static_cast<std::size_t>(stop - data);
      if (seen - begin_ > longest_line) fail(number_ + 1, "the line is longer than 1 MiB; is this a text file of rows?");
      if (seen < end_ || (ended_ && begin_ < end_)) break;
      if (ended_) return false;
      seen -= begin_;
      fill();
    }
    line = std::string_view(buffer_.data() + begin_, seen - begin_);
    after_return_ = seen < end_ && buffer_[seen] == '\r';
    begin_ = std::min(seen + 1, end_);
    if (++number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    return true;
  }
  /// Of the line last given.
  [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  [[noreturn]] void fail(std::uint64_t line, std::string_view text) const {
    throw Error(Errc::corrupt_data, fmt::format("{}:{}: {}", name_, line, text));
  }

 private:
  /// Moves what is left to the front and reads behind it.
  void fill() {
    if (begin_ > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (buffer_.size() - end_ < chunk / 2) buffer_.resize(buffer_.size() + chunk);  // ends below longest_line + 2 chunks
    const std::size_t got = read_(std::span(buffer_).subspan(end_));
    end_ += got;
    ended_ = got == 0;
  }

  std::string name_;
  std::function<std::size_t(std::span<char>)> read_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
  std::uint64_t number_ = 0;
  bool ended_ = false, after_return_ = false;
};

inline bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }

inline std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

inline std::string lower(std::string_view text) {  // ASCII only: no locale
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// What separates the cells of a record: a comma, a tab, or ' ' for any white space.
/// A tab decides before a comma ("Ng, Kim<tab>Bo"), both only outside quotes; but numbers apart by blanks of both sorts are white space.
inline char separator_of(std::string_view record, char otherwise) {
  bool tab = false, comma = false, space = false, quotes = false, open = false, at_start = true;
  bool numbers = true;
  for (const char c : trimmed(record)) {
    if (c == '"' && (open || at_start)) {
      open = !open;
      quotes = true;  // and `at_start` stays: a quote right after a closing one opens again, as "" within quotes does
      numbers = false;
      continue;
    }
    if (open) continue;
    tab |= c == '\t';
    comma |= c == ',';
    space |= c == ' ';
    numbers &= is_blank(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
    at_start = c == ',' || is_blank(c);
  }
  if (tab) return numbers && space ? ' ' : '\t';
  return comma || quotes ? ',' : otherwise;
}

/// Is a quoted cell (RFC 4180) still open at the end of this line? `open`: was one at its start?
inline bool leaves_open(std::string_view line, char separator, bool open) {
  bool at_start = !open;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && open && i + 1 < line.size() && line[i + 1] == '"') ++i;  // "" is a quote, not an end
    else if (line[i] == '"' && (open || at_start)) open = !open, at_start = false;
    else if (!open) at_start = line[i] == separator || (at_start && is_blank(line[i]));
  }
  return open;
}

/// The cells of a record, trimmed and unquoted. A quote inside a cell that does not begin with one is a character like others.
/// Error(corrupt_data) where something follows a closing quote. `unquoted` holds the cells that had to be rewritten.
inline void split(std::string_view record, char separator, std::vector<std::string_view>& cells, std::string& unquoted) {
  cells.clear();
  unquoted.clear();
  std::size_t at = 0;
  const auto skip_blanks = [&] {
    while (at < record.size() && is_blank(record[at]) && record[at] != separator) ++at;
  };
  if (separator == ' ') {
    while (at < record.size()) {
      std::size_t stop = at;
      while (stop < record.size() && !is_blank(record[stop])) ++stop;
      if (stop > at) cells.push_back(record.substr(at, stop - at));
      at = stop + 1;
    }
    return;
  }
  unquoted.reserve(record.size());  // never grows below, so that views into it stay valid
  for (;; ++at) {
    skip_blanks();
    if (at < record.size() && record[at] == '"') {
      const std::size_t from = unquoted.size();
      for (++at; at < record.size(); ++at) {
        if (record[at] == '"' && (++at == record.size() || record[at] != '"')) break;
        unquoted += record[at];
      }
      cells.push_back(std::string_view(unquoted).substr(from));
      skip_blanks();
      if (at < record.size() && record[at] != separator)
        throw Error(Errc::corrupt_data, "text follows a closing quote; write a quote within quotes twice");
    } else {
      const std::size_t stop = std::min(record.find(separator, at), record.size());
      cells.push_back(trimmed(record.substr(at, stop - at)));
      at = stop;
    }
    if (at >= record.size()) return;
  }
}

/// What a kind of file holds. A header is recognised by the first `anchors` names; without one the first `by_place` columns are meant.
struct Columns {
  std::span<const std::string_view> names;
  std::size_t anchors;
  std::size_t required;
  std::size_t by_place;   ///< 0: there must be a header.
  /// For what another program wrote: is this the header? Lines above it, columns beside ours and rows that begin with # or % are its own.
  bool (*is_foreign_header)(std::span<const std::string> names) = nullptr;
  std::string_view foreign_header{};   ///< Which names it looks for, for a message.

  [[nodiscard]] std::string list(std::size_t count) const {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out += ' ';
      out += i < required ? std::string(names[i]) : fmt::format("[{}]", names[i]);
    }
    return out;
  }
};

/// The rows of a file: neither comments nor blank lines nor the header. Faults of the file are thrown with its name and line.
class Rows {
 public:
  Rows(const Source& source, const Columns& columns, std::uint64_t skip_lines) : lines_(source), columns_(columns) {
    std::string_view line;
    while (lines_.number() < skip_lines && lines_.next(line)) {}
    for (std::size_t i = 0; i < columns.by_place; ++i) place_of_.push_back(i);
    place_of_.resize(columns.names.size(), nowhere);
  }

  /// Goes to the next row; false at the end.
  bool next() {
    if (columns_.is_foreign_header && !std::exchange(begun_, true)) find_foreign_header();
    while (next_record()) {
      if (!std::exchange(begun_, true)) {
        if (read_header()) continue;
        first_row_ = line_;
      }
      return true;
    }
    return false;
  }

  /// Makes cells of the row. Error(corrupt_data) if it has too few or too many: the fault of this row alone.
  void split() {
    detail::split(text_, separator_, cells_, unquoted_);
    if (header_cells_ == 0) {
      if (cells_.size() >= columns_.required && cells_.size() <= columns_.by_place) return;
      throw Error(Errc::corrupt_data, fmt::format("{} columns found, expected {}{}", cells_.size(), columns_.list(columns_.by_place),
                                                  cells_.size() < columns_.required ? " apart by commas, tabs or white space"
                                                                                    : "; others need a header that names them"));
    }
    // White space cannot write an empty cell, so there the last ones may be left out; elsewhere a short row is a torn one.
    const bool enough = separator_ == ' ' ? last_required_ < cells_.size() : cells_.size() == header_cells_;
    if (enough && cells_.size() <= header_cells_) return;
    throw Error(Errc::corrupt_data, fmt::format("{} columns found, the header has {}", cells_.size(), header_cells_));
  }

  /// The cell of a column of `columns.names`; empty if it is empty or not there.
  [[nodiscard]] std::string_view operator[](std::size_t column) const noexcept {
    const std::size_t place = place_of_[column];
    return place < cells_.size() ? cells_[place] : std::string_view{};
  }
  [[nodiscard]] std::string_view name(std::size_t column) const noexcept { return columns_.names[column]; }
  [[nodiscard]] bool has_header() const noexcept { return header_cells_ != 0; }
  [[nodiscard]] const std::string& file() const noexcept { return lines_.name(); }
  [[nodiscard]] std::uint64_t line() const noexcept { return line_; }      ///< Where the row begins.
  [[nodiscard]] std::string_view text() const noexcept { return text_; }   ///< The row as given.

  /// Is this the first row, and does it look more like a header than like what the columns hold?
  [[nodiscard]] bool may_be_header() const { return line_ == first_row_ && std::ranges::none_of(cells_, is_number); }
  [[nodiscard]] bool all_numbers() const { return std::ranges::all_of(cells_, is_number); }
  /// What to add to the reason why such a row was refused.
  [[nodiscard]] std::string hint() const {
    return may_be_header() ? fmt::format("; if this is a header, it must name the columns {}", anchor_names()) : std::string();
  }
  [[noreturn]] void refuse_first_row() const {
    lines_.fail(first_row_, fmt::format("words above numbers look like a header, which must name the columns {}; else skip the line (skip_lines)",
                                        anchor_names()));
  }

 private:
  static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

  static bool is_number(std::string_view cell) { return !cell.empty() && cell.find_first_not_of("0123456789.-") == cell.npos; }
  std::string anchor_names() const { return fmt::format("{}", fmt::join(columns_.names.first(columns_.anchors), " and ")); }

  bool next_record() {
    std::string_view line;
    do {
      if (!lines_.next(line)) return false;
    } while (trimmed(line).empty() || (!columns_.is_foreign_header && (trimmed(line).front() == '#' || trimmed(line).front() == '%')));
    line_ = lines_.number();
    if (separator_ == 0) separator_ = separator_of(line, columns_.by_place == 0 ? ',' : ' ');
    text_ = line;
    if (separator_ == ' ' || line.find('"') == line.npos || !leaves_open(line, separator_, false)) return true;
    record_ = line;
    for (bool open = true; open;) {
      if (!lines_.next(line)) lines_.fail(line_, "a quote that is opened here is never closed");
      if (record_.size() + line.size() > longest_line)
        lines_.fail(line_, "a quoted cell that begins here is longer than 1 MiB; is its closing quote missing?");
      record_ += '\n';
      record_ += line;
      open = leaves_open(line, separator_, true);
    }
    text_ = record_;
    return true;
  }

  /// Line by line, so that a quote which a note above leaves open cannot swallow the header.
  void find_foreign_header() {
    std::string_view line;
    std::vector<std::string> names;
    while (lines_.next(line)) {
      separator_ = separator_of(line, ',');
      try {
        detail::split(line, separator_, cells_, unquoted_);
      } catch (const Error&) { continue; }
      names.clear();
      for (const std::string_view cell : cells_) names.push_back(lower(cell));
      if (!columns_.is_foreign_header(names)) continue;
      for (std::size_t place = 0; place < names.size(); ++place) {
        const auto column = static_cast<std::size_t>(std::ranges::find(columns_.names, names[place]) - columns_.names.begin());
        if (column == columns_.names.size()) continue;
        if (place_of_[column] != nowhere) lines_.fail(lines_.number(), fmt::format("column {} is there twice", in_quotes(cells_[place])));
        place_of_[column] = place;
      }
      header_cells_ = names.size();
      return;
    }
    throw Error(Errc::corrupt_data,
                fmt::format("{}: no line is a header with {}; is it the right file, and complete?", lines_.name(), columns_.foreign_header));
  }

  /// Is the record a header? Then it says where the columns are.
  bool read_header() {
    try {
      detail::split(text_, separator_, cells_, unquoted_);
    } catch (const Error& error) {
      if (columns_.by_place == 0) lines_.fail(line_, error.what());
      return false;  // a row, which will be refused as such
    }
    std::vector<std::string> names;
    for (const std::string_view cell : cells_) names.push_back(lower(cell));
    const auto anchors = columns_.names.first(columns_.anchors);
    if (!std::ranges::all_of(anchors, [&](std::string_view name) { return std::ranges::count(names, name) != 0; })) {
      if (columns_.by_place != 0) return false;
      lines_.fail(line_, fmt::format("the first line must be a header with {}, got {}", fmt::join(anchors, ", "), shown_row(text_)));
    }
    std::ranges::fill(place_of_, nowhere);
    for (std::size_t place = 0; place < names.size(); ++place) {
      const auto column = static_cast<std::size_t>(std::ranges::find(columns_.names, names[place]) - columns_.names.begin());
      if (names[place].empty()) lines_.fail(line_, fmt::format("column {} of the header has no name", place + 1));
      if (column == columns_.names.size())
        lines_.fail(line_, fmt::format("unknown column {}; known are {}", in_quotes(cells_[place]), columns_.list(columns_.names.size())));
      if (place_of_[column] != nowhere) lines_.fail(line_, fmt::format("column {} is there twice", columns_.names[column]));
      place_of_[column] = place;
    }
    for (std::size_t column = 0; column < columns_.required; ++column) {
      if (place_of_[column] == nowhere)
        lines_.fail(line_, fmt::format("the header lacks the column {}; known are {}", columns_.names[column], columns_.list(columns_.names.size())));
      last_required_ = std::max(last_required_, place_of_[column]);
    }
    header_cells_ = names.size();
    return true;
  }

  Lines lines_;
  Columns columns_;
  char separator_ = 0;                   // 0: no record has been seen yet
  bool begun_ = false;
  std::size_t header_cells_ = 0;         // 0: no header
  std::size_t last_required_ = 0;        // place of the last column that a row cannot do without
  std::vector<std::size_t> place_of_;    // column → place in a row
  std::string_view text_;
  std::string record_;                   // a record of several lines
  std::uint64_t line_ = 0, first_row_ = 0;
  std::vector<std::string_view> cells_;
  std::string unquoted_;
};

/// What became of the rows. Up to `max_rejected` failures are noted; the next one is thrown, with file, line and row.
class RowReport {
 public:
  RowReport(const std::string& file, std::uint64_t max_rejected) : file_(file), max_rejected_(max_rejected) {}

  void accept(std::uint64_t rows = 1) noexcept { report_.rows += rows, report_.accepted += rows; }
  void reject(std::uint64_t line, std::string_view row, const Error& error, const std::string& hint = {}) {
    const std::string reason = error.what() + hint;
    const bool of_the_row = error.code() != Errc::limit_exceeded && error.code() != Errc::cancelled && error.code() != Errc::io;
    if (!of_the_row || failed_ >= max_rejected_)
      throw Error(error.code(), fmt::format("{}:{}: {}, in row {} ({} rows were rejected before; max_rejected allows more)", file_, line, reason,
                                            shown_row(row), failed_));
    ++failed_;
    leave_out(line, reason);
  }
  /// A row that is as it should be and says nothing: reported, but no failure.
  void leave_out(std::uint64_t line, const std::string& reason) {
    ++report_.rows;
    report_.rejected.push_back({line, reason});
  }
  ImportReport take() {
    std::ranges::stable_sort(report_.rejected, {}, &ImportReport::Rejected::line);  // a merged event is judged after later lines
    return std::move(report_);
  }

 private:
  const std::string& file_;
  std::uint64_t max_rejected_;
  std::uint64_t failed_ = 0;
  ImportReport report_;
};

/// Gives every row to `add`, which throws Error to refuse one.
template <class Add>
ImportReport read_rows(const Source& source, const Columns& columns, const ReadOptions& options, const Add& add) {
  Rows rows(source, columns, options.skip_lines);
  RowReport report(rows.file(), options.max_rejected);
  bool after_words = false;  // the row before was the first, and was taken though it holds no number
  while (rows.next()) {
    bool taken = false;
    try {
      rows.split();
      add(rows);
      report.accept();
      taken = true;
    } catch (const Error& error) { report.reject(rows.line(), rows.text(), error, rows.hint()); }
    if (after_words && rows.all_numbers()) rows.refuse_first_row();  // "node_1,node_2" are no people
    after_words = taken && rows.may_be_header();
  }
  return report.take();
}

/// The same for rows that `add` puts into a network: all or nothing, see `edge_list.hpp`.
template <class Add>
ImportReport import_rows(Network& network, const Source& source, const Columns& columns, const ReadOptions& options, const Add& add) {
  Network::Batch batch(network);
  ImportReport report = read_rows(source, columns, options, add);
  batch.commit();
  return report;
}

// Cells as values. All throw Error(invalid_argument) that names the column, what it takes and the cell.

[[noreturn]] inline void refuse_cell(std::string_view column, std::string_view takes, std::string_view cell) {
  throw Error(Errc::invalid_argument, fmt::format("{} must be {}, got {}", column, takes, in_quotes(cell)));
}

/// The number that the whole cell spells, if it does.
template <class Number>
std::optional<Number> number_in(std::string_view cell) {
  Number value{};
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc{} || end != cell.data() + cell.size()) return std::nullopt;
  return value;
}

inline double number_of(std::string_view column, std::string_view cell, std::string_view takes) {
  const auto value = number_in<double>(cell);
  if (!value) refuse_cell(column, takes, cell);
  return *value;  // maybe NaN or infinite, as the cell may say: who takes it refuses what is out of range
}

/// Unix seconds, fractions floored. Decimal digits are floored as digits: as doubles, …961.9999999999 would be …962.
inline Time time_of(std::string_view column, std::string_view cell) {
  const std::size_t dot = std::min(cell.find('.'), cell.size());
  const std::string_view fraction = cell.substr(std::min(dot + 1, cell.size()));
  if (const auto whole = number_in<Time>(cell.substr(0, dot)); whole && fraction.find_first_not_of("0123456789") == fraction.npos) {
    const bool below = cell.front() == '-' && fraction.find_first_not_of('0') != fraction.npos;
    return below && *whole > std::numeric_limits<Time>::min() ? *whole - 1 : *whole;
  }
  static constexpr std::string_view takes = "Unix seconds of a year 1…9999";
  const double value = std::floor(number_of(column, cell, takes));
  if (!(std::abs(value) < 0x1p63)) refuse_cell(column, takes, cell);
  return static_cast<Time>(value);  // whether it is a year 1…9999, the network checks
}

inline std::optional<Time> maybe_time(std::string_view column, std::string_view cell) {
  return cell.empty() ? std::nullopt : std::optional(time_of(column, cell));
}

inline bool truth_of(std::string_view column, std::string_view cell) {
  const std::string word = lower(cell);
  if (word == "1" || word == "true" || word == "yes") return true;
  if (word == "0" || word == "false" || word == "no") return false;
  refuse_cell(column, "1 or 0, true or false, yes or no", cell);
}

inline Key key_of(std::string_view column, std::string_view cell, KeyKind kind) {
  if (kind == KeyKind::text) return Key(cell);
  const auto number = number_in<std::int64_t>(cell);
  if (!number) refuse_cell(column, "a whole number of 64 bits, as keys are read as integers", cell);
  return Key(*number);
}

/// The parts between `;`, trimmed; empty ones do not count.
template <class Visit>
void for_each_part(std::string_view cell, const Visit& visit) {
  while (!cell.empty()) {
    const std::size_t stop = std::min(cell.find(';'), cell.size());
    if (const std::string_view part = trimmed(cell.substr(0, stop)); !part.empty()) visit(part);
    cell.remove_prefix(std::min(stop + 1, cell.size()));
  }
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

// How do Python's tables become rows of ours? An Arrow stream, columns (a dict of them, a data frame) or an iterable of rows; a further kind
// of source is one more class with `next()` and `[place]`.
#pragma once

#include <pybind11/numpy.h>

#include <cstring>
#include <deque>
#include <tuple>
#include <variant>
#include <vector>

#include "hobnob/interop/arrow.hpp"
#include "keywords.hpp"
#include "record.hpp"

namespace hobnob::python {

/// The columns of a kind of row: first those that the struct has itself, then those of the fact within it.
/// `needed` of them must be there; `what` is for messages.
template <class Row>
struct Shape;
template <>
struct Shape<Network::MemberRow> {
  using Row = Network::MemberRow;
  static constexpr const char* what = "members";
  static constexpr std::size_t needed = 1;
  static constexpr auto own = std::tuple{field("key", &Row::key)};
  static constexpr auto fact = &Row::member;
  static void add(Network& network, const Row& row, const ReadOptions&) { network.add_member(row.key, row.member); }
  static constexpr auto import = &import_members;
};
template <>
struct Shape<Network::ConnectionRow> {
  using Row = Network::ConnectionRow;
  static constexpr const char* what = "connections";
  static constexpr std::size_t needed = 2;
  static constexpr auto own = std::tuple{field("source", &Row::source), field("target", &Row::target)};
  static constexpr auto fact = &Row::connection;
  static void add(Network& network, const Row& row, const ReadOptions& options) {
    network.add_connection(row.source, row.target, row.connection, options.duplicates);
  }
  static constexpr auto import = &import_connections;
};
template <>
struct Shape<Network::InteractionRow> {
  using Row = Network::InteractionRow;
  static constexpr const char* what = "interactions";
  static constexpr std::size_t needed = 3;
  static constexpr auto own = std::tuple{field("source", &Row::source), field("target", &Row::target), field("time", &Row::time)};
  static constexpr auto fact = &Row::interaction;
  static void add(Network& network, const Row& row, const ReadOptions& options) {
    if (!options.undirected) return network.add_interaction(row.source, row.target, row.time, row.interaction);
    Interaction both = row.interaction;
    both.undirected = true;
    network.add_interaction(row.source, row.target, row.time, both);
  }
  static constexpr auto import = &import_interactions;
};
template <>
struct Shape<Network::GroupRow> {
  using Row = Network::GroupRow;
  static constexpr const char* what = "groups";
  static constexpr std::size_t needed = 2;
  static constexpr auto own = std::tuple{field("group", &Row::group), field("member", &Row::member)};
  static constexpr auto fact = &Row::interval;
  static void add(Network& network, const Row& row, const ReadOptions&) { network.add_group(row.group, row.member, row.interval); }
  static constexpr auto import = &import_groups;
};
template <>
struct Shape<Network::FollowRow> {
  using Row = Network::FollowRow;
  static constexpr const char* what = "follows";
  static constexpr std::size_t needed = 2;
  static constexpr auto own =
      std::tuple{field("follower", &Row::follower), field("followed", &Row::followed), field("channel", &Row::channel), field("since", &Row::since)};
  static constexpr std::nullptr_t fact{};
  static void add(Network& network, const Row& row, const ReadOptions&) { network.add_follow(row.follower, row.followed, row.channel, row.since); }
  static constexpr auto import = &import_follows;
};

template <>
struct Shape<ArcRow> {
  static constexpr const char* what = "arcs";
  static constexpr std::size_t needed = 2;
  static constexpr auto own =
      std::tuple{field("source", &ArcRow::source), field("target", &ArcRow::target), field("probability", &ArcRow::probability)};
  static constexpr std::nullptr_t fact{};
};

/// Visits (name, reference) of every column's place in a row.
template <class AnyRow, class Visit>
void for_each_column(AnyRow& row, const Visit& visit) {
  using Row = std::remove_const_t<AnyRow>;
  std::apply([&](const auto&... each) { (visit(each.name, row.*each.member), ...); }, Shape<Row>::own);
  if constexpr (!std::same_as<decltype(Shape<Row>::fact), const std::nullptr_t>) {
    auto& fact = row.*Shape<Row>::fact;
    std::apply([&](const auto&... each) { (visit(each.name, fact.*each.member), ...); }, std::remove_cvref_t<decltype(fact)>::fields());
  }
}

template <class Row>
std::vector<std::string_view> column_names() {
  std::vector<std::string_view> names;
  Row row;
  for_each_column(row, [&](std::string_view name, auto&) { names.push_back(name); });
  return names;
}

/// One column: a NumPy array of numbers read in place, or Python objects.
class ColumnData {
 public:
  ColumnData(std::string_view name, const py::object& data);
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// NaN is "not said" in a data frame, whose libraries write it for what is missing; elsewhere it is a number, and refused as one.
  [[nodiscard]] Cell operator[](std::size_t row) const;

 private:
  enum class Kind { objects, integers, numbers, truths, seconds };
  py::object keep_;
  const void* data_ = nullptr;
  std::size_t size_ = 0;
  Kind kind_ = Kind::objects;
  bool nan_is_missing_ = false;
};

/// Cells by (row, place of the column in the shape).
class ColumnCells {
 public:
  /// `columns`: pairs of a name and data. Error(invalid_argument) for an unknown name, one that is missing, or columns of unequal length.
  ColumnCells(const std::vector<std::pair<std::string, py::object>>& columns, const std::vector<std::string_view>& names, std::size_t needed);
  [[nodiscard]] bool next() noexcept { return ++row_ < size_; }
  [[nodiscard]] Cell operator[](std::size_t place) const { return columns_[place] ? (*columns_[place])[row_] : Cell{}; }

 private:
  std::vector<std::optional<ColumnData>> columns_;
  std::size_t size_ = 0, row_ = static_cast<std::size_t>(-1);
};

/// The same from an Arrow stream. Text points into its batches, lists become Python's.
class ArrowCells {
 public:
  ArrowCells(const py::object& data, const std::vector<std::string_view>& names, std::size_t needed, const std::vector<std::string>& renamed);
  bool next();
  [[nodiscard]] Cell operator[](std::size_t place) const;

 private:
  ArrowReader reader_;
  std::vector<std::optional<std::size_t>> columns_;   // of each place
  std::size_t row_ = 0, next_row_ = 0;
  mutable std::vector<py::object> lists_;             // of the row that is being read
};

/// The same from an iterable of tuples, lists, other sequences or arrays of one dimension (by place), dicts (by name), or bare keys.
class RowCells {
 public:
  RowCells(const py::object& rows, const std::vector<std::string_view>& names) : iterator_(py::iter(rows)), names_(names) {}
  bool next();
  /// Error(invalid_argument) for a row of the wrong shape.
  void split();
  [[nodiscard]] Cell operator[](std::size_t place) const { return place < cells_.size() ? to_cell(cells_[place]) : Cell{}; }

 private:
  py::object iterator_;
  py::object row_;
  const std::vector<std::string_view>& names_;
  std::vector<py::object> cells_;
};

/// Columns under the names that they have in our calls. `renamed`: our name → theirs.
std::vector<std::pair<std::string, py::object>> columns_of(const py::object& data, const std::vector<std::string_view>& names,
                                                           const std::vector<std::string>& renamed);
bool has_columns(const py::object& data);
/// Error(invalid_argument) for a lazy frame, whose columns have names and nothing else.
void refuse_unread(const py::object& data);
/// polars, pyarrow, duckdb and whatever else has `__arrow_c_stream__`. Not pandas: its index would be one more column, and pyarrow needed.
bool has_stream(const py::object& data);

template <class Row, class Cells>
Row read_row(const Cells& cells) {
  Row row;
  std::size_t place = 0;
  for_each_column(row, [&](std::string_view name, auto& value) {
    const bool needed = place < Shape<Row>::needed;
    try {
      const Cell cell = cells[place++];
      if (!std::holds_alternative<std::monostate>(cell)) assign(value, cell);
      else if (needed) throw Error(Errc::invalid_argument, "is missing");
    } catch (const Error& error) { throw Error(error.code(), std::string(name) + ": " + error.what()); }
  });
  return row;
}

/// A row as it was read, or why it cannot be one.
template <class Row>
using MaybeRow = std::variant<Row, Error>;

/// The next few thousand rows; false: they are the last. Python's values become ours with the GIL.
template <class Row, class Cells>
bool read_block(Cells& cells, std::vector<MaybeRow<Row>>& rows) {
  constexpr std::size_t block = 4096;
  check_signals();
  rows.clear();
  bool more = true;
  while (rows.size() < block && (more = cells.next())) {
    try {
      if constexpr (requires { cells.split(); }) cells.split();
      rows.emplace_back(read_row<Row>(cells));
    } catch (const Error& error) { rows.emplace_back(error); }
  }
  return more;
}

/// What becomes of rows, in their order: throws at the first that fails after `max_rejected` have.
template <class Row>
class Tally {
 public:
  explicit Tally(std::uint64_t max_rejected) : max_rejected_(max_rejected) {}
  /// `add` throws Error to refuse the row.
  template <class Add>
  void take(const MaybeRow<Row>& row, const Add& add) {
    ++report_.rows;
    if (const auto* bad = std::get_if<Error>(&row)) return reject(*bad);
    try {
      add(std::get<Row>(row));
      ++report_.accepted;
    } catch (const Error& error) { reject(error); }
  }
  [[nodiscard]] ImportReport report() { return std::move(report_); }

 private:
  void reject(const Error& error) {
    if (error.code() == Errc::limit_exceeded || report_.rejected.size() >= max_rejected_)
      throw Error(error.code(), std::string(Shape<Row>::what) + " row " + std::to_string(report_.rows) + ": " + error.what() + " (" +
                                    std::to_string(report_.rejected.size()) + " rows were rejected before; max_rejected allows more)");
    report_.rejected.push_back({report_.rows, error.what()});
  }
  std::uint64_t max_rejected_;
  ImportReport report_;
};

/// Gives every row to `add`, as `Tally` does. Python's values become ours in blocks, with the GIL; they are added without.
template <class Row, class Cells, class Add>
ImportReport take_cells(Cells& cells, std::uint64_t max_rejected, const Add& add) {
  Tally<Row> tally(max_rejected);
  std::vector<MaybeRow<Row>> rows;
  for (bool more = true; more;) {
    more = read_block<Row>(cells, rows);
    const py::gil_scoped_release others_run;
    for (const auto& row : rows) tally.take(row, add);
  }
  return tally.report();
}

/// Values end to end, to be taken out in the order in which they were put in.
class Packed {
 public:
  template <class Number>
    requires(std::is_arithmetic_v<Number> || std::is_enum_v<Number>)
  void put(const Number& number) {
    bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  void put(const std::string& text) { put(static_cast<std::uint32_t>(text.size())), bytes_ += text; }
  void put(const Key& key) {
    put(key.is_text());
    if (key.is_text()) put(key.text());
    else put(key.number());
  }
  template <class Value>
  void put(const std::optional<Value>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <class Value>
  void put(const std::vector<Value>& values) {
    put(static_cast<std::uint32_t>(values.size()));
    for (const Value& value : values) put(value);
  }

  template <class Number>
    requires(std::is_arithmetic_v<Number> || std::is_enum_v<Number>)
  void take(Number& number) {
    std::memcpy(&number, bytes_.data() + at_, sizeof number);
    at_ += sizeof number;
  }
  void take(std::string& text) {
    const auto size = taken<std::uint32_t>();
    text.assign(bytes_, at_, size);
    at_ += size;
  }
  void take(Key& key) {
    if (taken<bool>()) key = Key(taken<std::string>());
    else key = Key(taken<std::int64_t>());
  }
  template <class Value>
  void take(std::optional<Value>& value) {
    value.reset();
    if (taken<bool>()) take(value.emplace());
  }
  template <class Value>
  void take(std::vector<Value>& values) {
    values.resize(taken<std::uint32_t>());
    for (Value& value : values) take(value);
  }
  void fit() { bytes_.shrink_to_fit(); }

 private:
  template <class Value>
  Value taken() {
    Value value{};
    take(value);
    return value;
  }
  std::string bytes_;
  std::size_t at_ = 0;
};

/// Rows that were read and wait to be added, so that nobody is asked for a row while a network is locked. Packed they take about as much memory as
/// the facts that they will be; as structs they would take four times that.
template <class Row>
class WaitingRows {
 public:
  /// Reads all there are, or until so many cannot be rows that none will be added. With the GIL.
  template <class Cells>
  WaitingRows(Cells& cells, std::uint64_t max_rejected) {
    std::vector<MaybeRow<Row>> rows;
    for (bool more = true; more && refused_.size() <= max_rejected;) {
      more = read_block<Row>(cells, rows);
      const py::gil_scoped_release others_run;
      Block& block = blocks_.emplace_back();
      for (const auto& row : rows) {
        ++block.rows, ++size_;
        if (const auto* bad = std::get_if<Error>(&row)) refused_.emplace_back(size_, *bad);
        else for_each_column(std::get<Row>(row), [&](std::string_view, const auto& value) { block.values.put(value); });
      }
      block.values.fit();
    }
  }
  /// Gives every row to `add`, as `Tally` does. Once, and without the GIL.
  template <class Add>
  ImportReport add_to(std::uint64_t max_rejected, const Add& add) {
    Tally<Row> tally(max_rejected);
    Hearing hear;
    std::uint64_t number = 0;
    auto refused = refused_.begin();
    for (; !blocks_.empty(); blocks_.pop_front()) {
      hear();
      Block& block = blocks_.front();
      for (std::size_t i = 0; i < block.rows; ++i) {
        if (++number; refused != refused_.end() && refused->first == number) {
          tally.take(refused++->second, add);
          continue;
        }
        MaybeRow<Row> row;
        for_each_column(std::get<Row>(row), [&](std::string_view, auto& value) { block.values.take(value); });
        tally.take(row, add);
      }
    }
    return tally.report();
  }

 private:
  struct Block {
    Packed values;
    std::size_t rows = 0;
  };
  std::deque<Block> blocks_;
  std::vector<std::pair<std::uint64_t, Error>> refused_;   // by number, from 1
  std::uint64_t size_ = 0;
};

/// Our names of a kind of row's columns.
template <class Row>
const std::vector<std::string_view>& names_of() {
  static const std::vector<std::string_view> names = column_names<Row>();
  return names;
}

/// For what has no columns by name; `these` say what they have instead.
template <class Row>
void refuse_names(const std::vector<std::string>& renamed, const char* these) {
  if (!std::equal(renamed.begin(), renamed.end(), names_of<Row>().begin()))  // the last name of an interaction cannot be given
    throw Error(Errc::invalid_argument,
                std::string("names of columns can be given for a dict of columns, a data frame or an Arrow stream; ") + these);
}

/// Gives `visit` the cells of Python's columns or rows. `renamed`: what the columns are called there.
template <class Row, class Visit>
auto with_cells(const py::object& data, const std::vector<std::string>& renamed, const Visit& visit) {
  const std::vector<std::string_view>& names = names_of<Row>();
  refuse_unread(data);
  if (has_stream(data)) {
    ArrowCells cells(data, names, Shape<Row>::needed, renamed);
    return visit(cells);
  }
  if (has_columns(data)) {
    ColumnCells cells(columns_of(data, names, renamed), names, Shape<Row>::needed);
    return visit(cells);
  }
  refuse_names<Row>(renamed, "rows are sequences in the order of our columns, or dicts with our names");
  if (!py::hasattr(data, "__iter__"))
    throw Error(Errc::invalid_argument, "rows must be a dict of columns, a data frame, an Arrow stream, an iterable of rows, a path or a file, got " +
                                            std::string(Py_TYPE(data.ptr())->tp_name));
  RowCells cells(data, names);
  return visit(cells);
}

/// Whatever Python gives but a file, read.
template <class Row>
WaitingRows<Row> rows_of(const py::object& data, const std::vector<std::string>& renamed, std::uint64_t max_rejected) {
  return with_cells<Row>(data, renamed, [&](auto& cells) { return WaitingRows<Row>(cells, max_rejected); });
}

/// Whatever Python gives, in the order in which it is tried: all rows are added or, if more than `max_rejected` of them fail, none.
template <class Row>
ImportReport import_any(Record& self, const py::object& data, const ReadOptions& options, const std::vector<std::string>& renamed) {
  if (is_source(data)) {
    refuse_names<Row>(renamed, "a file is read by the names in its header or, without one, by the order of columns; pandas.read_csv gives a frame");
    const Source source = locked_source_of(data);
    return self.write([&](Network& network) {
      const py::gil_scoped_release others_run;
      return Shape<Row>::import(network, source, options);
    });
  }
  if (options.skip_lines != 0 || options.merge_same_instant || options.keys != KeyKind::text)
    throw Error(Errc::invalid_argument, "skip_lines, keys and merge_same_instant say how to read a file, and this is none");
  WaitingRows<Row> rows = rows_of<Row>(data, renamed, options.max_rejected);
  return self.write([&](Network& network) {
    const py::gil_scoped_release others_run;
    Network::Batch batch(network);
    ImportReport report = rows.add_to(options.max_rejected, [&](const Row& row) { Shape<Row>::add(network, row, options); });
    batch.commit();
    return report;
  });
}

}  // namespace hobnob::python

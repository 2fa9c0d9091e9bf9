#include "rows.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <memory>
#include <string>

namespace hobnob::python {
namespace {

[[noreturn]] void refuse(const std::string& text) { throw Error(Errc::invalid_argument, text); }

std::string in_words(const std::vector<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) (text += text.empty() ? "" : ", ").append(name);
  return text;
}

}  // namespace

ColumnData::ColumnData(std::string_view name, const py::object& data) {
  if (py::isinstance<py::list>(data) || py::isinstance<py::tuple>(data)) {
    const py::tuple items(data);  // its own copy: the list may change while other threads run
    data_ = PySequence_Fast_ITEMS(items.ptr());
    size_ = items.size();
    keep_ = items;
    return;
  }
  const py::module_ numpy = py::module_::import("numpy");
  const bool has_zone = py::hasattr(data, "dtype") && !py::getattr(data.attr("dtype"), "tz", py::none()).is_none();
  auto array = has_zone ? py::array(numpy.attr("asarray")(data, py::arg("dtype") = "datetime64[us]")) : py::array(numpy.attr("asarray")(data));
  if (array.ndim() != 1) refuse("column " + std::string(name) + " must have one dimension, got " + std::to_string(array.ndim()));
  nan_is_missing_ = !py::isinstance<py::array>(data);
  const auto as = [&](const char* dtype) { return py::array(numpy.attr("ascontiguousarray")(array.attr("astype")(dtype, py::arg("copy") = false))); };
  switch (array.dtype().kind()) {
    case 'i': array = as("int64"), kind_ = Kind::integers; break;
    case 'u': array = array.itemsize() < 8 ? as("int64") : as("object"), kind_ = array.dtype().kind() == 'i' ? Kind::integers : Kind::objects; break;
    case 'f': array = as("float64"), kind_ = Kind::numbers; break;
    case 'b': array = as("bool"), kind_ = Kind::truths; break;
    case 'M': array = py::array(as("datetime64[s]").attr("view")("int64")), kind_ = Kind::seconds; break;
    case 'O':
    case 'U':
    case 'T': array = as("object"); break;
    default: refuse("column " + std::string(name) + " must hold numbers, text, times or objects, got " + py::str(array.dtype()).cast<std::string>());
  }
  data_ = array.data();
  size_ = static_cast<std::size_t>(array.size());
  keep_ = std::move(array);
}

Cell ColumnData::operator[](std::size_t row) const {
  const auto missing = [this](double number) { return nan_is_missing_ && std::isnan(number); };
  switch (kind_) {
    case Kind::integers: return static_cast<const std::int64_t*>(data_)[row];
    case Kind::truths: return static_cast<const bool*>(data_)[row];
    case Kind::seconds: {
      const std::int64_t seconds = static_cast<const std::int64_t*>(data_)[row];
      return seconds == std::numeric_limits<std::int64_t>::min() ? Cell{} : Cell{Instant{seconds}};  // NumPy's "not a time"
    }
    case Kind::numbers: {
      const double number = static_cast<const double*>(data_)[row];
      if (missing(number)) return {};
      // A data frame turns whole numbers into floats as soon as one is missing.
      if (nan_is_missing_ && std::trunc(number) == number && std::abs(number) < 0x1p53) return static_cast<std::int64_t>(number);
      return number;
    }
    case Kind::objects: break;
  }
  PyObject* const item = static_cast<PyObject* const*>(data_)[row];
  const Cell cell = to_cell(item ? item : Py_None);
  const auto* number = std::get_if<double>(&cell);
  return number && missing(*number) ? Cell{} : cell;
}

namespace {

/// Of a column that is none of ours, among `theirs`: what to do. Either it is more than is wanted, or it is ours by another name.
[[noreturn]] void refuse_column(const std::string& unknown, const std::vector<std::string>& theirs, const std::vector<std::string_view>& names) {
  const auto absent = std::find_if(names.begin(), names.end(), [&](std::string_view name) {
    return name != "undirected" && std::find(theirs.begin(), theirs.end(), name) == theirs.end();  // which no keyword names
  });
  const std::string cure =
      absent == names.end() ? "" : ", or if it is one of these by another name, say so: " + std::string(*absent) + "='" + unknown + "'";
  refuse("unknown column '" + unknown + "'; known are: " + in_words(names) + ". Leave it out (df[[…]])" + cure);
}

/// Where each of our columns stands among theirs, which go by our names. `needed` of ours must be there.
std::vector<std::optional<std::size_t>> places_of(const std::vector<std::string>& theirs, const std::vector<std::string_view>& names,
                                                  std::size_t needed) {
  std::vector<std::optional<std::size_t>> columns(names.size());
  std::string present;
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    const auto place = std::find(names.begin(), names.end(), theirs[i]);
    if (place == names.end()) refuse_column(theirs[i], theirs, names);
    auto& column = columns[static_cast<std::size_t>(place - names.begin())];
    if (column) refuse("column '" + theirs[i] + "' is there twice");
    column = i;
    present += (present.empty() ? "" : ", ") + theirs[i];
  }
  for (std::size_t place = 0; place < needed; ++place)
    if (!columns[place])
      refuse("no column '" + std::string(names[place]) + "'; there are: " + present + " (a keyword of that name says what it is called)");
  return columns;
}

/// Their names in our words. `renamed`: what ours are called there.
std::vector<std::string> in_our_words(const std::vector<std::string>& theirs, const std::vector<std::string_view>& names,
                                      const std::vector<std::string>& renamed) {
  const auto given_name = [&](std::size_t place) { return place < renamed.size() && renamed[place] != names[place]; };
  std::vector<std::string> ours;
  std::string present;
  for (const std::string& name : theirs) {
    ours.push_back(name);
    const auto place = std::find(renamed.begin(), renamed.end(), name);
    if (place != renamed.end()) ours.back() = names[static_cast<std::size_t>(place - renamed.begin())];
    else if (const auto own = std::find(names.begin(), names.end(), name);
             own != names.end() && given_name(static_cast<std::size_t>(own - names.begin())))
      refuse("column '" + name + "' is there, but " + name + "='" + renamed[static_cast<std::size_t>(own - names.begin())] + "' was asked for");
    present += (present.empty() ? "" : ", ") + name;
  }
  // A keyword that names no column is a slip, and could leave out what was meant to be private.
  for (std::size_t place = 0; place < names.size(); ++place)
    if (given_name(place) && std::find(ours.begin(), ours.end(), names[place]) == ours.end())
      refuse(std::string(names[place]) + "='" + renamed[place] + "': no such column; there are: " + present);
  return ours;
}

}  // namespace

ColumnCells::ColumnCells(const std::vector<std::pair<std::string, py::object>>& columns, const std::vector<std::string_view>& names,
                         std::size_t needed)
    : columns_(names.size()) {
  std::vector<std::string> theirs;
  for (const auto& [name, data] : columns) theirs.push_back(name);
  const auto places = places_of(theirs, names, needed);
  const std::string* first = nullptr;
  for (std::size_t place = 0; place < places.size(); ++place) {
    if (!places[place]) continue;
    const auto& [name, data] = columns[*places[place]];
    auto& column = columns_[place];
    column.emplace(name, data);
    if (!first) {
      first = &name;
      size_ = column->size();
    } else if (column->size() != size_) {
      refuse("columns must be of equal length, got " + std::to_string(size_) + " for '" + *first + "' and " + std::to_string(column->size()) +
             " for '" + name + "'");
    }
  }
}

namespace {

/// The stream in the capsule that `__arrow_c_stream__` gives. The reader takes it over; the capsule then has nothing left to release.
ArrowReader reader_of(const py::object& data) {
  const py::object capsule = data.attr("__arrow_c_stream__")();
  if (!PyCapsule_IsValid(capsule.ptr(), "arrow_array_stream"))
    refuse("__arrow_c_stream__ must give a capsule 'arrow_array_stream', got " + py::repr(capsule).cast<std::string>());
  auto* const stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule.ptr(), "arrow_array_stream"));
  const py::gil_scoped_release others_run;
  return ArrowReader(stream);
}

}  // namespace

ArrowCells::ArrowCells(const py::object& data, const std::vector<std::string_view>& names, std::size_t needed,
                       const std::vector<std::string>& renamed)
    : reader_(reader_of(data)) {
  // A single column without a name, such as a Series, is of bare keys.
  std::vector<std::string> theirs = reader_.names();
  if (theirs.size() == 1 && theirs[0].empty()) theirs[0] = renamed[0];
  columns_ = places_of(in_our_words(theirs, names, renamed), names, needed);
}

namespace {

/// Bytes of a stranger's as Python's text; what is no UTF-8 fails its row, as it does in a column of text.
py::str text_of(std::string_view text) {
  PyObject* const made = PyUnicode_FromStringAndSize(text.data(), static_cast<Py_ssize_t>(text.size()));
  if (!made) {
    PyErr_Clear();
    refuse("a list must hold text in UTF-8");
  }
  return py::reinterpret_steal<py::str>(made);
}

}  // namespace

bool ArrowCells::next() {
  lists_.clear();
  while (next_row_ >= reader_.row_count()) {
    check_signals();
    const py::gil_scoped_release others_run;  // a query may be running behind it
    if (!reader_.next_batch()) return false;
    next_row_ = 0;
  }
  row_ = next_row_++;
  return true;
}

Cell ArrowCells::operator[](std::size_t place) const {
  if (!columns_[place]) return {};
  return std::visit(
      [this]<class Value>(const Value& value) -> Cell {
        if constexpr (std::same_as<Value, ArrowTime>) return Instant{value.seconds};
        else if constexpr (std::same_as<Value, ArrowList>) {
          py::list list;
          for (std::size_t i = 0; i < value.size(); ++i) {
            const ArrowValue item = value[i];
            if (const auto* text = std::get_if<std::string_view>(&item)) list.append(text_of(*text));
            else if (const auto* whole = std::get_if<std::int64_t>(&item)) list.append(py::int_(*whole));
            else refuse("a list must hold text or whole numbers");
          }
          lists_.push_back(list);
          return lists_.back();
        } else return value;
      },
      reader_.value(row_, *columns_[place]));
}

bool RowCells::next() {
  auto& iterator = reinterpret_cast<py::iterator&>(iterator_);
  row_ = py::reinterpret_steal<py::object>(PyIter_Next(iterator.ptr()));
  if (!row_ && PyErr_Occurred()) throw py::error_already_set();
  return static_cast<bool>(row_);
}

namespace {

/// Is it cells in our order? str and bytes are sequences, too, and what they may be is a key.
bool is_row(py::handle row) {
  if (PyTuple_Check(row.ptr()) || PyList_Check(row.ptr())) return true;
  if (row.is_none() || PyUnicode_Check(row.ptr()) || PyBytes_Check(row.ptr()) || PyByteArray_Check(row.ptr())) return false;
  if (py::isinstance<py::array>(row)) {
    const auto dimensions = py::reinterpret_borrow<py::array>(row).ndim();
    if (dimensions > 1) refuse("a row must have one dimension, got " + std::to_string(dimensions));
    return dimensions == 1;
  }
  if (PyIndex_Check(row.ptr()) || !py::hasattr(row, "__iter__")) return false;
  if (py::isinstance(row, py::module_::import("collections.abc").attr("Sequence"))) return true;
  refuse("a row must be a tuple, a list, an array of one dimension or a dict, got " + std::string(Py_TYPE(row.ptr())->tp_name));
}

}  // namespace

void RowCells::split() {
  cells_.assign(names_.size(), py::none());
  if (py::isinstance<py::dict>(row_)) {
    for (const auto& [name, value] : py::reinterpret_borrow<py::dict>(row_)) {
      const auto place = std::find(names_.begin(), names_.end(), py::str(name).cast<std::string>());
      if (place == names_.end())
        refuse("unknown column '" + py::str(name).cast<std::string>() + "'; known are: " + in_words(names_) +
               ". In rows that are dicts leave it out, or call it as it is called here");
      cells_[static_cast<std::size_t>(place - names_.begin())] = py::reinterpret_borrow<py::object>(value);
    }
    return;
  }
  if (!is_row(row_)) {
    cells_[0] = row_;  // a bare key, for members; whatever else is needed is then missing
    return;
  }
  const py::tuple row(row_);
  if (row.size() > names_.size())
    refuse("a row holds at most " + std::to_string(names_.size()) + " cells (" + in_words(names_) + "), got " + std::to_string(row.size()));
  for (std::size_t place = 0; place < row.size(); ++place) cells_[place] = row[place];
}

void refuse_unread(const py::object& data) {
  if (std::strcmp(Py_TYPE(data.ptr())->tp_name, "LazyFrame") == 0 && py::hasattr(data, "collect"))
    refuse("a LazyFrame has no rows yet: call .collect()");
}

bool has_columns(const py::object& data) {
  if (py::isinstance<py::dict>(data)) return true;
  if (py::isinstance<py::tuple>(data)) {  // of arrays, in our order
    const auto columns = py::reinterpret_borrow<py::tuple>(data);
    return columns.size() > 0 && py::isinstance<py::array>(columns[0]);
  }
  return py::hasattr(data, "columns") && py::hasattr(data, "__getitem__");
}

std::vector<std::pair<std::string, py::object>> columns_of(const py::object& data, const std::vector<std::string_view>& names,
                                                           const std::vector<std::string>& renamed) {
  std::vector<std::pair<std::string, py::object>> columns;
  if (py::isinstance<py::tuple>(data)) {
    const auto given = py::reinterpret_borrow<py::tuple>(data);
    if (given.size() > names.size())
      refuse("at most " + std::to_string(names.size()) + " columns (" + in_words(names) + "), got " + std::to_string(given.size()));
    for (std::size_t place = 0; place < given.size(); ++place) columns.emplace_back(names[place], given[place]);
    return columns;
  }
  const py::object frame = py::isinstance<py::dict>(data) ? data : py::getattr(data, "column_names", data.attr("columns"));
  std::vector<std::string> theirs;
  for (const py::handle name : frame) {
    theirs.push_back(py::str(name).cast<std::string>());
    columns.emplace_back(std::string(), data[name]);
  }
  std::vector<std::string> ours = in_our_words(theirs, names, renamed);
  for (std::size_t i = 0; i < ours.size(); ++i) columns[i].first = std::move(ours[i]);
  return columns;
}

bool has_stream(const py::object& data) {
  if (!py::hasattr(data, "__arrow_c_stream__")) return false;
  for (const py::handle type : py::type::of(data).attr("__mro__")) {  // a frame of geopandas is one of pandas, too
    const auto module = py::str(type.attr("__module__")).cast<std::string>();
    if (module == "pandas" || module.starts_with("pandas.")) return false;
  }
  return true;
}

namespace {

/// A file object of Python's. Asks it for as many bytes as there is room for; text is encoded, and what did not fit is kept for the next call.
class PythonFile {
 public:
  explicit PythonFile(const py::object& file) : read_(file.attr("read")) {}
  PythonFile(const PythonFile&) = delete;
  PythonFile& operator=(const PythonFile&) = delete;
  ~PythonFile() {
    const py::gil_scoped_acquire hold;
    read_ = py::object();
  }

  std::size_t operator()(std::span<char> room) {
    if (left_.empty()) {
      const py::gil_scoped_acquire hold;
      check_signals();
      const py::object chunk = read_(room.size());
      if (py::isinstance<py::str>(chunk)) {
        text_ = std::string(std::get<std::string_view>(to_cell(chunk)));
      } else if (PyObject_CheckBuffer(chunk.ptr())) {
        const py::buffer_info bytes = py::reinterpret_borrow<py::buffer>(chunk).request();
        if (bytes.itemsize != 1 || bytes.ndim != 1 || (bytes.size > 0 && bytes.strides[0] != 1)) refuse("a file's read must give bytes or str");
        text_.assign(static_cast<const char*>(bytes.ptr), static_cast<std::size_t>(bytes.size));
      } else {
        refuse("a file's read must give bytes or str, got " + std::string(Py_TYPE(chunk.ptr())->tp_name));
      }
      left_ = text_;
    }
    const std::size_t size = std::min(room.size(), left_.size());
    std::memcpy(room.data(), left_.data(), size);
    left_.remove_prefix(size);
    return size;
  }

 private:
  py::object read_;
  std::string text_;
  std::string_view left_;
};

bool is_file(const py::object& data) {
  return PyCallable_Check(py::getattr(data, "read", py::none()).ptr()) != 0;
}  // a frame may have a column "read"

/// The same source, and Ctrl-C is heard while it is read.
Source heard(Source source) {
  source.read = [read = std::move(source.read), hear = Hearing()](std::span<char> room) mutable {
    hear();
    return read(room);
  };
  return source;
}

}  // namespace

std::string encoded(const AnyPath& path) { return py::module_::import("os").attr("fsencode")(path).cast<std::string>(); }

bool is_source(const py::object& data) {
  return py::isinstance<py::str>(data) || py::isinstance<py::bytes>(data) || py::hasattr(data, "__fspath__") || is_file(data);
}

Source source_of(const py::object& path_or_file) {
  if (is_file(path_or_file)) {
    const py::object name = py::getattr(path_or_file, "name", py::none());
    auto file = std::make_shared<PythonFile>(path_or_file);
    return {py::isinstance<py::str>(name) ? name.cast<std::string>() : std::string("<file>"), [file](std::span<char> room) { return (*file)(room); }};
  }
  if (!is_source(path_or_file)) refuse("a path or a file is wanted, got " + std::string(Py_TYPE(path_or_file.ptr())->tp_name));
  const auto path = py::module_::import("os").attr("fsencode")(path_or_file).cast<std::string>();
#ifdef HOBNOB_NO_ZLIB  // then Python unpacks
  if (path.ends_with(".gz")) return source_of(py::module_::import("gzip").attr("open")(path_or_file));
#endif
  Source source{std::filesystem::path(path)};
  return heard(std::move(source));
}

Source locked_source_of(const py::object& path_or_file) {
  Source source = source_of(path_or_file);
  if (!is_file(path_or_file)) return source;
  const py::gil_scoped_release others_run;
  constexpr std::size_t piece = std::size_t{1} << 20;
  const auto pieces = std::make_shared<std::deque<std::string>>();
  std::string buffer(piece, '\0');
  while (const std::size_t size = source.read(buffer)) {
    if (pieces->empty() || pieces->back().size() + size > piece) pieces->emplace_back().reserve(piece);
    pieces->back().append(buffer, 0, size);
  }
  return heard({source.name, [pieces, at = std::size_t{0}](std::span<char> room) mutable {
                  if (!pieces->empty() && at == pieces->front().size()) pieces->pop_front(), at = 0;
                  if (pieces->empty()) return std::size_t{0};
                  const std::size_t size = pieces->front().copy(room.data(), room.size(), at);
                  at += size;
                  return size;
                }});
}

}  // namespace hobnob::python

#include "convert.hpp"

#include <datetime.h>
#include <pybind11/gil_safe_call_once.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <iterator>

namespace hobnob::python {
namespace {

[[noreturn]] void refuse(const std::string& wanted, const std::string& given) { throw Error(Errc::invalid_argument, wanted + ", got " + given); }

bool is_type(py::handle value, const char* name) { return std::strcmp(Py_TYPE(value.ptr())->tp_name, name) == 0; }

/// Seconds since 1970 of an aware datetime, microseconds floored. The calendar is in C++ to keep bulk imports off Python's arithmetic.
Time seconds_of(py::handle datetime) {
  using namespace std::chrono;
  PyObject* const raw = datetime.ptr();
  const py::object offset = datetime.attr("utcoffset")();
  if (offset.is_none())
    refuse("a datetime must be aware (for example tzinfo=datetime.timezone.utc), or hobnob would have to guess its time zone", shown(datetime));
  const sys_days day{year{PyDateTime_GET_YEAR(raw)} / PyDateTime_GET_MONTH(raw) / PyDateTime_GET_DAY(raw)};
  const std::int64_t local = std::int64_t{day.time_since_epoch().count()} * seconds_per_day + PyDateTime_DATE_GET_HOUR(raw) * 3600 +
                             PyDateTime_DATE_GET_MINUTE(raw) * 60 + PyDateTime_DATE_GET_SECOND(raw);
  const std::int64_t ahead = PyDateTime_DELTA_GET_DAYS(offset.ptr()) * seconds_per_day + PyDateTime_DELTA_GET_SECONDS(offset.ptr());
  const bool borrows = PyDateTime_DATE_GET_MICROSECOND(raw) < PyDateTime_DELTA_GET_MICROSECONDS(offset.ptr());
  return local - ahead - (borrows ? 1 : 0);
}

template <class Add>
void each_of(const Cell& cell, const char* wanted, const Add& add) {
  const auto* list = std::get_if<py::handle>(&cell);
  if (!list || PyBytes_Check(list->ptr()) || !py::hasattr(*list, "__iter__")) refuse(wanted, shown_cell(cell));
  for (const py::handle item : *list) add(to_cell(item));
}

py::object named_tuple(const char* name, std::initializer_list<const char*> fields, const char* doc) {
  py::list names;
  for (const char* field : fields) names.append(field);
  py::object type = py::module_::import("collections").attr("namedtuple")(name, names, py::arg("module") = "hobnob._core");
  type.attr("__doc__") = doc;
  return type;
}

}  // namespace

std::string shortened(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t cut = most - 4;
  while ((static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80) --cut;
  return text.substr(0, cut) + "…";
}

std::string shown_type(py::handle value) {
  std::string name = Py_TYPE(value.ptr())->tp_name;
  if (constexpr std::string_view inner = "hobnob._core."; name.starts_with(inner)) name.replace(0, inner.size(), "hobnob.");
  return shortened(std::move(name), 80);
}

std::string shown(py::handle value) {
  PyObject* const raw = value.ptr();
  if (value.is_none()) return "None";
  const std::string type = shown_type(value);
  if (PyUnicode_CheckExact(raw) || (PyBytes_CheckExact(raw) && PyBytes_GET_SIZE(raw) <= 40)) {  // cut before its repr is made, which may be long
    const auto start = py::reinterpret_steal<py::object>(PySequence_GetSlice(raw, 0, 80));
    return shortened(type + ' ' + py::repr(start).cast<std::string>(), 80);
  }
  const bool plain = PyLong_CheckExact(raw) || PyFloat_CheckExact(raw) || PyBool_Check(raw) || type.starts_with("numpy.") ||
                     type.find("datetime") != std::string::npos || type.find("Timestamp") != std::string::npos;
  if (!plain || py::hasattr(value, "__len__")) return type;
  try {
    return shortened(type + ' ' + py::repr(value).cast<std::string>(), 80);
  } catch (const py::error_already_set&) { return type; }  // Python makes no text of an int of thousands of digits
}

std::string shown_cell(const Cell& cell) {
  if (std::holds_alternative<std::monostate>(cell)) return "None";
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth ? "bool True" : "bool False";
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return "int " + std::to_string(*number);
  if (const auto* number = std::get_if<double>(&cell)) return std::isnan(*number) ? "NaN" : "float " + hobnob::detail::shortest(*number);
  if (std::holds_alternative<Instant>(cell)) return "a time";
  if (const auto* text = std::get_if<std::string_view>(&cell)) return shown(py::str(text->data(), text->size()));
  return shown(std::get<py::handle>(cell));
}

Cell to_cell(py::handle value) {
  PyObject* const raw = value.ptr();
  if (value.is_none()) return {};
  if (PyUnicode_Check(raw)) {
    Py_ssize_t size = 0;
    const char* const text = PyUnicode_AsUTF8AndSize(raw, &size);
    if (text) return std::string_view(text, static_cast<std::size_t>(size));
    PyErr_Clear();
    refuse("text must be valid Unicode, without lone surrogates", shown(value));
  }
  if (PyBool_Check(raw) || is_type(value, "numpy.bool") || is_type(value, "numpy.bool_")) return PyObject_IsTrue(raw) == 1;
  if (PyFloat_Check(raw)) return PyFloat_AS_DOUBLE(raw);
  if (is_type(value, "numpy.datetime64")) {
    const auto seconds = value.attr("astype")("datetime64[s]").attr("astype")("int64").attr("item")().cast<std::int64_t>();
    if (seconds == std::numeric_limits<std::int64_t>::min()) return {};  // not a time
    return Instant{seconds};
  }
  if (PyIndex_Check(raw) && !py::hasattr(value, "__len__")) {
    const auto number = py::reinterpret_steal<py::object>(PyNumber_Index(raw));
    if (!number) throw py::error_already_set();
    int overflow = 0;
    const long long whole = PyLong_AsLongLongAndOverflow(number.ptr(), &overflow);
    if (overflow != 0) refuse("an integer must fit into 64 bits", shown(value));
    return std::int64_t{whole};
  }
  if (!PyDateTimeAPI) PyDateTime_IMPORT;
  if (PyDateTime_Check(raw)) {
    if (is_type(value, "NaTType") || is_type(value, "pandas._libs.tslibs.nattype.NaTType") || !value.equal(value)) return {};
    return Instant{seconds_of(value)};
  }
  if (is_type(value, "NAType") || is_type(value, "pandas._libs.missing.NAType")) return {};
  if (PyNumber_Check(raw) && PyObject_HasAttrString(raw, "__float__") && !py::hasattr(value, "__len__")) {
    const double number = PyFloat_AsDouble(raw);
    if (!PyErr_Occurred()) return number;
    PyErr_Clear();
  }
  return value;
}

void assign(Key& field, const Cell& cell) {
  if (const auto* text = std::get_if<std::string_view>(&cell)) field = Key(*text);
  else if (const auto* number = std::get_if<std::int64_t>(&cell)) field = Key(*number);
  else refuse("a key must be a str or an int", shown_cell(cell));
}

void assign(Time& field, const Cell& cell) {
  if (const auto* time = std::get_if<Instant>(&cell)) field = time->value;
  else if (const auto* seconds = std::get_if<std::int64_t>(&cell)) field = *seconds;
  else refuse("a time must be int seconds since 1970, an aware datetime or a datetime64", shown_cell(cell));
}

void assign(double& field, const Cell& cell) {
  if (const auto* number = std::get_if<double>(&cell)) field = *number;
  else if (const auto* whole = std::get_if<std::int64_t>(&cell)) field = static_cast<double>(*whole);
  else refuse("a number is wanted", shown_cell(cell));
}

void assign(bool& field, const Cell& cell) {
  if (const auto* truth = std::get_if<bool>(&cell)) field = *truth;
  else if (const auto* whole = std::get_if<std::int64_t>(&cell); whole && (*whole == 0 || *whole == 1)) field = *whole == 1;
  else refuse("True or False is wanted", shown_cell(cell));
}

void assign(int& field, const Cell& cell) {
  const auto* whole = std::get_if<std::int64_t>(&cell);
  if (!whole || !std::in_range<int>(*whole)) refuse("a small whole number is wanted", shown_cell(cell));
  field = static_cast<int>(*whole);
}

void assign(std::string& field, const Cell& cell) {
  if (const auto* text = std::get_if<std::string_view>(&cell)) field = *text;
  else refuse("a str is wanted", shown_cell(cell));
}

void assign(std::vector<std::string>& field, const Cell& cell) {
  field.clear();
  each_of(cell, "a list of str is wanted", [&](const Cell& item) { assign(field.emplace_back(), item); });
}

void assign(std::vector<Key>& field, const Cell& cell) {
  field.clear();
  each_of(cell, "a list of keys is wanted", [&](const Cell& item) { assign(field.emplace_back(), item); });
}

std::uint64_t to_count(py::handle value, const char* wanted) {
  const Cell cell = to_cell(value);
  const auto* whole = std::get_if<std::int64_t>(&cell);
  if (!whole || *whole < 0) refuse(wanted, shown_cell(cell));
  return static_cast<std::uint64_t>(*whole);
}

std::uint64_t to_seed(py::handle value) {
  if (PyIndex_Check(value.ptr()) && !PyBool_Check(value.ptr())) {
    const auto number = py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()));
    const std::uint64_t seed = PyLong_AsUnsignedLongLong(number.ptr());
    if (!PyErr_Occurred()) return seed;
    PyErr_Clear();
    refuse("rng must be 0…2⁶⁴−1 when it is a number", shown(value));
  }
  if (PyBool_Check(value.ptr())) refuse("rng must be an int, a numpy Generator, BitGenerator or SeedSequence, or None", shown(value));
  const py::module_ random = py::module_::import("numpy.random");  // None: fresh entropy
  py::object generator;
  try {
    generator = random.attr("default_rng")(value);
  } catch (const py::error_already_set&) { refuse("rng must be an int, a numpy Generator, BitGenerator or SeedSequence, or None", shown(value)); }
  return generator
      .attr("integers")(0, py::arg("high") = py::int_(std::numeric_limits<std::uint64_t>::max()), py::arg("endpoint") = true,
                        py::arg("dtype") = "uint64")
      .cast<std::uint64_t>();
}

py::object to_python(const Key& key) {
  if (!key.is_text()) return py::int_(key.number());
  return py::str(key.text());
}

std::size_t place_of(const Cell& cell, const std::string_view* words, std::size_t count) {
  const auto* text = std::get_if<std::string_view>(&cell);
  std::string wanted = "one of ";
  for (std::size_t i = 0; i < count; ++i) {
    if (text && *text == words[i]) return i;
    (wanted += i == 0 ? "'" : ", '").append(words[i]) += '\'';
  }
  refuse(wanted + " is wanted", shown_cell(cell));
}

py::object factor_type() {
  PYBIND11_CONSTINIT static py::gil_safe_call_once_and_store<py::object> type;
  return type
      .call_once_and_store_result([] {
        return named_tuple("Factor", {"name", "value", "who"},
                           "One part of a score: its name, its value, and the key of whom it speaks of (None: nobody).");
      })
      .get_stored();
}

py::object ranked_type() {
  PYBIND11_CONSTINIT static py::gil_safe_call_once_and_store<py::object> type;
  return type
      .call_once_and_store_result([] {
        py::object ranked = named_tuple("Ranked", {"item", "score", "factors"},
                                        "A row of an answer: the item, its score, and the factors that make up the score. Unpacks like a tuple.");
        ranked.attr("__str__") = py::cpp_function(
            [](const py::object& row) {
              // Of the others a score is a number of readers, or a product of what are no chances.
              constexpr std::string_view chances[] = {"Path", "Introducer", "Reader"};
              const auto score = row.attr("score").cast<double>();
              const auto item = py::str(py::type::of(row.attr("item")).attr("__name__")).cast<std::string>();
              const bool is_chance = std::find(std::begin(chances), std::end(chances), item) != std::end(chances);
              return py::str("{}: {}").format(py::str(row.attr("item")),
                                              is_chance ? py::str(chance_text(score)) : py::str("score {:.4g}").format(score));
            },
            py::is_method(ranked), py::name("__str__"));
        return ranked;
      })
      .get_stored();
}

}  // namespace hobnob::python

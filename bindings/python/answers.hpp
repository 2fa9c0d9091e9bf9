// What have all answers in common in Python? They are sequences and tables, and long questions tell how far they are.
#pragma once

#include <pybind11/numpy.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "keywords.hpp"

namespace hobnob::python {

// Items of answers as Python sees them: by key, without the answer that they come from.
struct KeyedPath {
  std::vector<Key> members;
  friend bool operator==(const KeyedPath&, const KeyedPath&) = default;
};
struct KeyedStep {
  Key source, target;
  double probability = 0;
  TieFacts facts;
  bool weakest = false;
  std::string reason;
  friend bool operator==(const KeyedStep& a, const KeyedStep& b);
};
struct KeyedExplanation {
  std::vector<KeyedStep> steps;
  std::vector<KeyedFactor> factors;
  double score = 0;
  bool is_chance = true;
  Time as_of = 0;
  TieModelInfo model;
  std::string text;
  std::map<Key, std::string> names;  // of everybody whom the answer mentions
};
template <>
struct FieldsOf<KeyedPath> {
  static constexpr auto fields() { return std::tuple{field("members", &KeyedPath::members)}; }
};

std::vector<Key> keys_of(const People& people, const std::vector<MemberId>& members);
std::optional<Key> key_or_none(const People& people, MemberId id);
KeyedPath keyed(const People& people, const Path& path);
KeyedFactor keyed(const People& people, const Factor& factor);
std::vector<KeyedFactor> keyed(const People& people, const std::vector<Factor>& factors);
KeyedExplanation keyed(const Explanation& made);

py::array array_of(const Column& column);
py::typing::Dict<py::str, py::array> arrays_of(const Table& table);
/// One structured array: a record a row.
py::array records_of(const Table& table);
py::typing::List<py::dict> dicts_of(const Table& table);
py::object frame_of(const Table& table);
/// The capsules of Arrow's PyCapsule interface. `requested`: None, or a capsule with the schema that is wished for.
py::capsule stream_of(Table table, const py::object& requested);
py::capsule schema_of(const Table& table);

/// Python's `progress` as ours: hears Ctrl-C every 50 ms, and calls the callable, if there is one, which cancels by returning False.
std::function<bool(std::uint64_t, std::uint64_t)> progress_of(const py::object& told);

/// A question with its options as keywords: `Query<&find_paths>::define(m, "find_paths", doc)`.
template <auto Ask>
struct Query;
template <class Answer, class Options, Answer (*Ask)(const View&, MemberId, MemberId, const Options&)>
struct Query<Ask> {  // about two members
  static void define(py::module_& m, const char* name, const char* doc) {
    Keywords<Options>::define(
        m, name,
        +[](const Options& options, const View& view, const Key& seeker, const Key& target) {
          return Ask(view, view.id(seeker), view.id(target), options);
        },
        py::arg("view"), py::arg("seeker"), py::arg("target"), py::kw_only(), py::call_guard<py::gil_scoped_release>(), doc);
  }
};
template <class Answer, class Options, Answer (*Ask)(const View&, MemberId, const Options&)>
struct Query<Ask> {  // about an author
  static void define(py::module_& m, const char* name, const char* doc) {
    if constexpr (requires(Options options) { options.progress; }) {   // may take long
      Keywords<Options>::define(
          m, name,
          +[](const Options& given, const View& view, const Key& author, const py::object& progress) {
            Options options = given;
            options.progress = progress_of(progress);
            const py::gil_scoped_release others_run;
            return Ask(view, view.id(author), options);
          },
          py::arg("view"), py::arg("author"), py::kw_only(), py::arg("progress") = py::none(), doc);
    } else {
      Keywords<Options>::define(
          m, name, +[](const Options& options, const View& view, const Key& author) { return Ask(view, view.id(author), options); }, py::arg("view"),
          py::arg("author"), py::kw_only(), py::call_guard<py::gil_scoped_release>(), doc);
    }
  }
};
template <class Answer, class Options, Answer (*Ask)(const ArcGraph&, const Options&)>
struct Query<Ask> {  // about a plain graph; the documents stand with the same question of a network
  static void define(py::module_& m, const char* name) {
    Keywords<Options>::define(
        m, name,
        +[](const Options& given, const ArcGraph& graph, const py::object& progress) {
          Options options = given;
          options.progress = progress_of(progress);
          const py::gil_scoped_release others_run;
          return Ask(graph, options);
        },
        py::arg("graph"), py::kw_only(), py::arg("progress") = py::none());
  }
};
template <class Answer, class Options, Answer (*Ask)(const View&, const Options&)>
struct Query<Ask> {  // about everybody: may take long
  static void define(py::module_& m, const char* name, const char* doc) {
    Keywords<Options>::define(
        m, name,
        +[](const Options& given, const View& view, const py::object& progress) {
          Options options = given;
          options.progress = progress_of(progress);
          const py::gil_scoped_release others_run;
          return Ask(view, options);
        },
        py::arg("view"), py::kw_only(), py::arg("progress") = py::none(), doc);
  }
};
template <class Answer, class Options, Answer (*Ask)(const Options&)>
struct Query<Ask> {  // arithmetic
  static void define(py::module_& m, const char* name, const char* doc) {
    Keywords<Options>::define(
        m, name, +[](const Options& options) { return Ask(options); }, py::kw_only(), doc);
  }
};

/// What every answer and every table can become. `table` makes the table of a T.
template <class T>
void bind_table(py::class_<T>& bound, const auto& table) {
  bound
      .def(
          "__getitem__", [table](const T& self, const std::string& column) { return array_of(table(self)[column]); }, py::arg("column"))
      .def(
          "to_pandas", [table](const T& self) { return frame_of(table(self)); }, "A pandas DataFrame; needs pandas.")
      .def(
          "to_polars", [](const py::object& self) { return py::module_::import("polars").attr("DataFrame")(self); },
          "A polars DataFrame; needs polars.")
      .def(
          "to_arrow", [](const py::object& self) { return py::module_::import("pyarrow").attr("table")(self); }, "A pyarrow Table; needs pyarrow.")
      .def(
          "__arrow_c_stream__", [table](const T& self, const py::object& requested_schema) { return stream_of(table(self), requested_schema); },
          py::arg("requested_schema") = py::none(), "The table for whatever takes Arrow streams, as often as it is asked for.")
      .def(
          "__arrow_c_schema__", [table](const T& self) { return schema_of(table(self)); }, "The types of its columns.")
      .def(
          "to_numpy", [table](const T& self) { return records_of(table(self)); }, "One structured array, a record a row.")
      .def(
          "to_dicts", [table](const T& self) { return dicts_of(table(self)); }, "A list of dicts, one a row.")
      .def(
          "to_csv", [table](const T& self) { return to_csv(table(self)); }, "CSV with a header line; numbers read back to the bit.")
      .def(
          "_repr_html_",
          [table](const T& self) {
            if constexpr (requires { to_html(self); }) return to_html(self);
            else return to_html(table(self));
          },
          "The section of a `report`.");
}

/// Figures in rows of a plain value: a sequence of them, a table, and the figures of the whole as attributes.
template <class Answer>
py::class_<Answer> bind_figures(py::module_& m, const char* name, const char* doc) {
  using Row = std::remove_cvref_t<decltype(std::declval<Answer>().rows.front())>;
  py::class_<Answer> bound = plain_class<Answer, false>(m, name, doc);
  bound.def("__len__", &Answer::size)
      .def(
          "__getitem__",
          [](const Answer& a, py::ssize_t row) {
            const auto size = static_cast<py::ssize_t>(a.size());
            if (row < -size || row >= size) throw py::index_error("row " + std::to_string(row) + " of " + std::to_string(size));
            return a.rows[static_cast<std::size_t>(row < 0 ? row + size : row)];
          },
          py::arg("row"))
      .def("__iter__", [](const Answer& a) -> py::typing::Iterator<Row> { return py::iter(py::cast(a.rows)); });
  const auto table = [](const Answer& a) { return to_table(a); };
  bind_table(bound, table);
  bound.def("to_table", table, "The answer as named columns.")
      .def("__str__", [](const Answer& a) { return to_text(a); })
      .def("__repr__", [text = std::string(name)](const Answer& a) {
        return "<hobnob." + text + ": " + std::to_string(a.size()) + (a.size() == 1 ? " row>" : " rows>");
      });
  return bound;
}

}  // namespace hobnob::python

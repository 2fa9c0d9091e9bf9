// How does Python see a graph? Its arrays without a copy, its members and ties by key.
#pragma once

#include <pybind11/numpy.h>

#include <cstdint>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

#include "keywords.hpp"

namespace hobnob::python {

/// Our memory as a read-only array whose base, `owner`, keeps it alive. Ids and offsets are below 2³¹, so that NumPy and SciPy may take
/// them for signed.
template <class Element, class Stored>
py::array_t<Element> lent(const py::object& owner, std::span<const Stored> stored) {
  static_assert(sizeof(Element) == sizeof(Stored));
  py::array_t<Element> array(static_cast<py::ssize_t>(stored.size()), reinterpret_cast<const Element*>(stored.data()), owner);
  array.attr("setflags")(py::arg("write") = false);
  return array;
}

/// Keys by id, as integers or as objects.
template <class Graph>
py::array keys_of(const Graph& graph) {
  const std::uint32_t count = graph.member_count();
  const bool text = count > 0 && graph.key(MemberId{0}).is_text();
  py::array keys = text ? py::array(py::dtype("O"), count) : py::array(py::dtype::of<std::int64_t>(), count);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (text) Py_XSETREF(static_cast<PyObject**>(keys.mutable_data())[i], to_python(graph.key(MemberId{i})).release().ptr());
    else static_cast<std::int64_t*>(keys.mutable_data())[i] = graph.key(MemberId{i}).number();
  }
  keys.attr("setflags")(py::arg("write") = false);
  return keys;
}

/// A tie as Python sees it: by key.
struct KeyedTie {
  Key member;
  double probability = 0;
  double cost = 0;
};

template <>
struct FieldsOf<KeyedTie> {
  static constexpr auto fields() {
    return std::tuple{field("member", &KeyedTie::member), field("probability", &KeyedTie::probability), field("cost", &KeyedTie::cost)};
  }
};

inline std::optional<KeyedTie> keyed(const std::optional<Tie>& tie, const auto& graph) {
  if (!tie) return std::nullopt;
  return KeyedTie{Key(graph.key(tie->member)), probability_of(double{tie->cost}), double{tie->cost}};
}

template <class Graph>
std::vector<KeyedTie> listed(const Graph& graph, const auto& ties) {
  std::vector<KeyedTie> all;
  for (const Tie tie : ties) all.push_back(*keyed(tie, graph));
  return all;
}

}  // namespace hobnob::python

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "graph.hpp"
#include "rows.hpp"

namespace hobnob::python {
namespace {

/// Whatever Python gives, but a file, in the order in which it is tried.
ArcGraph graph_of(const ArcOptions& options, const py::object& data, std::string source, std::string target, std::string probability) {
  if (is_source(data))
    throw Error(Errc::invalid_argument, "rows must be a dict of columns, a data frame or an iterable of rows; read_arcs reads files");
  ArcGraph::Builder builder(options);
  ImportReport report = with_cells<ArcRow>(data, {std::move(source), std::move(target), std::move(probability)}, [&](auto& cells) {
    return take_cells<ArcRow>(cells, options.max_rejected, [&](const ArcRow& row) { builder.add(row); });
  });
  const py::gil_scoped_release others_run;
  return builder.build(std::move(report));
}

std::vector<KeyedTie> ties_of(const ArcGraph& graph, const Key& member, std::span<const std::uint32_t> offsets, std::span<const std::uint32_t> ends,
                              std::span<const double> probability) {
  const std::size_t row = index(graph.id(member));
  std::vector<KeyedTie> ties;
  for (std::uint32_t arc = offsets[row]; arc < offsets[row + 1]; ++arc)
    ties.push_back({graph.key(MemberId{ends[arc]}), probability[arc], double{static_cast<float>(cost_of(probability[arc]))}});
  return ties;
}

constexpr int arcs_pickle_version = 1;

py::tuple arcs_state(const py::object& self) {
  return py::make_tuple(arcs_pickle_version, self.attr("keys"), self.attr("indptr"), self.attr("indices"), self.attr("probability"),
                        self.attr("report"));
}

/// The arcs go in as rows do, so that whatever a pickle holds is checked as rows are.
ArcGraph restored_arcs(const py::tuple& state) {
  if (state.size() != 6 || state[0].cast<int>() != arcs_pickle_version)
    throw Error(Errc::unsupported_version, "this graph was pickled by another version");
  const py::module_ numpy = py::module_::import("numpy");
  const py::object keys = state[1];
  const py::tuple columns = py::make_tuple(numpy.attr("repeat")(keys, numpy.attr("diff")(state[2])), numpy.attr("take")(keys, state[3]), state[4]);
  ArcGraph::Builder builder;
  (void)with_cells<ArcRow>(columns, {"source", "target", "probability"},
                           [&](auto& cells) { return take_cells<ArcRow>(cells, 0, [&](const ArcRow& row) { builder.add(row); }); });
  return builder.build(state[5].cast<ImportReport>());
}

}  // namespace

void bind_arcs(py::module_& m) {
  py::class_<ArcGraph> graph(
      m, "ArcGraph", R"(A plain directed graph for the independent cascade: source -> target with a probability. Immutable, shared between threads.

What the literature's data sets hold: no record, no time, no policy, so no views either. Its arrays are read-only and no copies: `indptr`,
`indices` and `probability` are compressed sparse rows as SciPy takes them, `in_indptr`, `in_indices` and `in_probability` compressed sparse
columns, and `keys[i]` is the key of row `i`.

Examples
--------
>>> graph = hobnob.ArcGraph([("ana", "bo", 0.5), ("bo", "kim")])
>>> graph
<hobnob.ArcGraph: 3 members, 2 arcs>
>>> graph.indices, graph.probability
(array([1, 2], dtype=int32), array([0.5, 1. ]))
)");
  Keywords<ArcOptions>::define_init(graph, &graph_of, py::arg("data") = py::tuple(), py::kw_only(), py::arg("source") = "source",
                                    py::arg("target") = "target", py::arg("probability") = "probability", R"(The arcs of rows; members are their ends.

Parameters
----------
data : Arrow stream, dict of columns, data frame or iterable of rows
    Columns are sequences or arrays; rows are tuples (source, target[, probability]) or dicts. A probability that is left out is 1.
source, target, probability : str
    What a column is called in `data`.
duplicates : {'reject', 'last'}
    A row that repeats source and target is bad, or replaces the one before.
undirected : bool
    Each row counts both ways. A row that turns an earlier one around is no repeat: it replaces it, whatever `duplicates` says.
max_rejected : int or 'all'
    Up to this many bad rows are left out and reported: one member as both ends, a probability outside 0 to 1, keys of another kind,
    empty or too long; one more raises.

Raises
------
InvalidArgument, DuplicateKey
    For the first bad row too many.

Examples
--------
>>> graph = hobnob.ArcGraph({"from": [1, 2, 2], "to": [2, 2, 3]}, source="from", target="to", max_rejected="all")
>>> graph.arc_count, graph.report.rejected[0].line
(2, 2)
)");
  graph.def_property_readonly("member_count", &ArcGraph::member_count, "How many members there are.")
      .def_property_readonly("arc_count", &ArcGraph::arc_count, "How many arcs there are.")
      .def_property_readonly(
          "report", [](const ArcGraph& g) { return g.report(); }, "What became of the rows.")
      .def_property_readonly("keys", &keys_of<ArcGraph>, "Keys by row, ascending; a copy.")
      .def_property_readonly(
          "indptr", [](const py::object& self) { return lent<std::int32_t>(self, self.cast<const ArcGraph&>().offsets()); },
          "Where the arcs from each member begin; no copy.")
      .def_property_readonly(
          "indices", [](const py::object& self) { return lent<std::int32_t>(self, self.cast<const ArcGraph&>().ends()); },
          "The target of every arc; no copy.")
      .def_property_readonly(
          "probability", [](const py::object& self) { return lent<double>(self, self.cast<const ArcGraph&>().probability()); },
          "The probability of every arc; no copy.")
      .def_property_readonly(
          "in_indptr", [](const py::object& self) { return lent<std::int32_t>(self, self.cast<const ArcGraph&>().in_offsets()); },
          "Where the arcs to each member begin; no copy.")
      .def_property_readonly(
          "in_indices", [](const py::object& self) { return lent<std::int32_t>(self, self.cast<const ArcGraph&>().in_ends()); },
          "The source of every arc, by target; no copy.")
      .def_property_readonly(
          "in_probability", [](const py::object& self) { return lent<double>(self, self.cast<const ArcGraph&>().in_probability()); },
          "The probability of every arc, by target; no copy.")
      .def(
          "__contains__", [](const ArcGraph& g, const Key& key) { return g.find(key).has_value(); }, py::arg("key"))
      .def(
          "find",
          [](const ArcGraph& g, const Key& key) {
            const auto id = g.find(key);
            return id ? std::optional<std::uint32_t>(index(*id)) : std::nullopt;
          },
          py::arg("key"), "The place of a member in the graph's arrays, or None.")
      .def(
          "ties_from", [](const ArcGraph& g, const Key& member) { return ties_of(g, member, g.offsets(), g.ends(), g.probability()); },
          py::arg("member"), "The arcs from a member, in ascending order of the targets' keys.")
      .def(
          "ties_to", [](const ArcGraph& g, const Key& member) { return ties_of(g, member, g.in_offsets(), g.in_ends(), g.in_probability()); },
          py::arg("member"), "The arcs to a member, in ascending order of the sources' keys.")
      .def("weighted", &ArcGraph::weighted, py::call_guard<py::gil_scoped_release>(),
           R"(The weighted cascade: the same arcs, each with the probability 1 / in-degree of its target.

D. Kempe, J. Kleinberg, E. Tardos, Maximizing the spread of influence through a social network, 2003, doi:10.1145/956750.956769.

Returns
-------
ArcGraph

Examples
--------
>>> hobnob.ArcGraph([("ana", "kim"), ("bo", "kim")]).weighted().probability
array([0.5, 0.5])
)")
      .def(
          "__eq__", [](const ArcGraph& a, const ArcGraph& b) { return a == b; }, py::is_operator(), py::arg("other"))
      .def("__copy__", [](const ArcGraph& g) { return g; })
      .def(
          "__deepcopy__", [](const ArcGraph& g, const py::dict&) { return g; }, py::arg("memo"))
      .def("__repr__",
           [](const ArcGraph& g) {
             return "<hobnob.ArcGraph: " + std::to_string(g.member_count()) + " members, " + std::to_string(g.arc_count()) + " arcs>";
           })
      .def(py::pickle(&arcs_state, &restored_arcs));

  Keywords<ReadOptions>::define(
      m, "read_arcs",
      +[](const ReadOptions& options, const PathOrFile& source) {
        const Source bytes = source_of(source);
        const py::gil_scoped_release others_run;
        return read_arcs(bytes, options);
      },
      py::arg("source"), py::kw_only(), R"(A graph from a file of arcs: source target [probability, 1 if left out].

Parameters
----------
source : path or file object
    Text in UTF-8, plain or gzip, as in `read_interactions`.
skip_lines : int
    Leading lines to leave out, for example a count.
max_rejected : int or 'all'
    Up to this many rows may fail; `report` of the graph tells which.
duplicates : {'reject', 'last'}
    A row that repeats source and target is bad, or replaces the one before.
undirected : bool
    Each row counts both ways, and one that turns an earlier one around replaces it.
keys : {'str', 'int'}
    How keys are read.
merge_same_instant : bool
    For interactions alone.

Returns
-------
ArcGraph

Examples
--------
>>> import io
>>> graph = hobnob.read_arcs(io.StringIO("1 2 0.5\n2 3\n3 3 1\n"), keys="int", max_rejected="all")
>>> graph, graph.report.rejected[0].line
(<hobnob.ArcGraph: 3 members, 2 arcs>, 3)
)");
}

}  // namespace hobnob::python

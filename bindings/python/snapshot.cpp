#include <cmath>
#include <string>
#include <vector>

#include "answers.hpp"
#include "graph.hpp"
#include "keywords.hpp"
#include "python_ties.hpp"
#include "record.hpp"

namespace hobnob::python {

Snapshot snapshot_of(const SnapshotOptions& given, const Record& self, Instant as_of, const py::object& model, const py::object& progress) {
  SnapshotOptions options = given;
  options.progress = progress_of(progress);
  return self.read([&](const Network& network) {
    const auto made = [&](const auto&... with) {
      const py::gil_scoped_release others_run;
      return network.snapshot(as_of.value, with..., options);
    };
    if (model.is_none()) return made();
    if (py::isinstance<LogisticTies>(model)) return made(model.cast<const LogisticTies&>());
    if (py::isinstance<ComparisonTies>(model)) return made(model.cast<const ComparisonTies&>());
    if (py::isinstance<Overlap>(model)) return made(Overlap{});
    if (!py::hasattr(model, "strength"))
      throw Error(Errc::invalid_argument, "model must be None, LogisticTies, ComparisonTies, Overlap or an object with strength(pair), got " +
                                              py::repr(model).cast<std::string>());
    return made(PythonTies(model));
  });
}

namespace {

/// The id of a key for a question about one member: an unknown key raises where it may (not in a member's view, where it is nobody).
MemberId id_in(const View& view, const Key& key) { return view.id(key); }
MemberId id_in(const Snapshot& snapshot, const Key& key) {
  if (const auto id = snapshot.find(key)) return *id;
  return snapshot.owner_view(Policy::open()).id(key);  // raises, and names the nearest keys
}

/// What Snapshot and View have in common: a graph of members with keys.
template <class Graph>
void bind_graph(py::class_<Graph>& graph) {
  graph
      .def_property_readonly(
          "member_count", [](const Graph& g) { return g.member_count(); }, "How many members there are to see.")
      .def_property_readonly(
          "as_of", [](const Graph& g) { return g.as_of(); }, "The instant, in seconds since 1970.")
      .def_property_readonly(
          "model", [](const Graph& g) { return g.model(); }, "What the strengths come from.")
      .def_property_readonly(
          "notice", [](const Graph& g) { return g.notice(); }, "What the asker should know of this instant; empty if nothing.")
      .def(
          "__contains__",
          [](const Graph& g, const Key& key) {
            const auto id = g.find(key);
            return id && g.contains(*id);
          },
          py::arg("key"))
      .def(
          "name",
          [](const Graph& g, const Key& key) {
            const MemberId id = id_in(g, key);
            return g.contains(id) ? std::string(g.name(id)) : std::string();
          },
          py::arg("key"), "The member's name; empty if there is none, or nobody to see.")
      .def(
          "find",
          [](const Graph& g, const Key& key) {
            const auto id = g.find(key);
            return id ? std::optional<std::uint32_t>(index(*id)) : std::nullopt;
          },
          py::arg("key"), "The place of a member in the snapshot's arrays, or None.")
      .def(
          "degree", [](const Graph& g, const Key& member) { return g.degree(id_in(g, member)); }, py::arg("member"), "How many ties the member has.")
      .def(
          "find_tie",
          [](const Graph& g, const Key& source, const Key& target) {
            const MemberId u = id_in(g, source), v = id_in(g, target);
            return g.contains(u) && g.contains(v) ? keyed(g.find_tie(u, v), g) : std::nullopt;
          },
          py::arg("source"), py::arg("target"), "The tie from `source` to `target`, or None.")
      .def(
          "strength",
          [](const Graph& g, const Key& source, const Key& target) {
            const MemberId u = id_in(g, source), v = id_in(g, target);
            return g.contains(u) && g.contains(v) ? g.strength(u, v) : 0.0;
          },
          py::arg("source"), py::arg("target"), "The chance that `source` turns to `target` within the window; 0 without a tie.")
      .def(
          "ties_from",
          [](const Graph& g, const Key& member) {
            const MemberId u = id_in(g, member);
            return listed(g, g.ties_from(u));
          },
          py::arg("member"), "The ties of a member to others, in ascending order of their keys.")
      .def(
          "ties_to",
          [](const Graph& g, const Key& member) {
            const MemberId u = id_in(g, member);
            return listed(g, g.ties_to(u));
          },
          py::arg("member"), "The ties of others to a member, in ascending order of their keys.");
}

py::bytes picture_bytes(const Snapshot& snapshot, const py::object& progress) {
  const auto tell = progress_of(progress);
  std::string bytes;
  {
    const py::gil_scoped_release others_run;
    bytes = snapshot.to_bytes(tell);
  }
  return bytes;
}

Snapshot snapshot_from(const py::bytes& bytes, const py::object& progress) {
  const std::string_view view(bytes);
  const auto tell = progress_of(progress);
  const py::gil_scoped_release others_run;
  return Snapshot::from_bytes(view, tell);
}

}  // namespace

void bind_models(py::module_& m) {
  value_class<Evidence>(m, "Evidence",
                        "What the events from one member to another amount to: days_since_last, three decayed masses, and their count.");
  value_class<PairEvidence>(m, "PairEvidence", R"(Both directions of a pair, and the weight of their declared connection (0: none).

Examples
--------
>>> pair = hobnob.PairEvidence(declared=0.3)
>>> round(hobnob.preset().strength(pair), 3)
0.304
)");
  value_class<EvidenceOptions>(m, "EvidenceOptions", "How events become evidence: what a tie model asks for.");
  value_class<TieModelInfo>(m, "TieModelInfo", "What a snapshot stores of its tie model.").def("__str__", [](const TieModelInfo& info) {
    return to_text(info);
  });
  value_class<TieOptions>(m, "TieOptions", "The window, and how events are weighed.");
  value_class<TieFit>(m, "TieFit", "What a fit rests on, and how well the model says what it was fitted to; `rows` is 0 for a preset.");
  value_class<LogisticTies>(m, "LogisticTies", R"(The default tie model: a monotone logistic model of a pair's own events.

Examples
--------
>>> hobnob.LogisticTies() == hobnob.preset()
True
)")
      .def("strength", &LogisticTies::strength, py::arg("pair"), "The chance that the near end turns to the far one within the window.")
      .def("evidence_options", &LogisticTies::evidence_options, "How events are weighed.")
      .def("info", &LogisticTies::info, "What a snapshot stores of the model.");
  py::class_<Overlap>(m, "Overlap", R"(Strengths from shared neighbours, for a plain friend list; its snapshot gives only `owner_view("open")`.

Examples
--------
>>> network = hobnob.Network()
>>> report = network.add_connections([("ana", "bo"), ("bo", "kim"), ("kim", "ana")])
>>> round(network.snapshot(0, hobnob.Overlap()).strength("ana", "bo"), 3)
0.6
)")
      .def(py::init<>())
      .def(
          "__eq__", [](const Overlap&, const Overlap&) { return true; }, py::is_operator(), py::arg("other"))
      .def("__repr__", [](const Overlap&) { return "Overlap()"; })
      .def(py::pickle([](const Overlap&) { return py::tuple(); }, [](const py::tuple&) { return Overlap{}; }));
  Keywords<TieOptions>::define(
      m, "preset", +[](const TieOptions& options) { return preset(options); }, py::kw_only(),
      R"(The published preset of the default tie model, for a window and weights of your choice.

Parameters
----------
window_days : float
    A strength is a chance within so many days: mail 30, a campus 14.
reciprocity : float
    How much the strength of the other direction counts, 0 to 1; a half means both must care alike.
max_participants : int
    An event with more is mass mail and no evidence.
kind_weights : dict of str to float
    Weights of kinds of interaction; every other kind weighs 1.

Returns
-------
LogisticTies

Examples
--------
>>> hobnob.preset(window_days=14).options.window_days
14.0
)");

  py::class_<Policy> policy = plain_class<Policy>(m, "Policy", R"(What silence means, per purpose, and how far a path may go.

Wherever a policy is asked for, "open" and "opt_in" are understood too.

Examples
--------
>>> hobnob.Policy.opt_in(introduce=True).introduce
True
)");
  Keywords<Policy>::define_static(
      policy, "open", Policy::open(),
      +[](const Policy& made) {
        validate(made);
        return made;
      },
      py::kw_only(), "Silence is yes: for plain files and analysis. Keywords change single fields.");
  Keywords<Policy>::define_static(
      policy, "opt_in", Policy::opt_in(),
      +[](const Policy& made) {
        validate(made);
        return made;
      },
      py::kw_only(), "Silence is no: for apps that show members to members. Keywords change single fields.");
  policy.def("silence", &Policy::silence, py::arg("purpose"), "What silence means for one purpose.");

  const auto parts = [](const Grantee& g) -> py::tuple {
    switch (g.kind) {
      case Grantee::Kind::all: return py::make_tuple("all");
      case Grantee::Kind::connections: return py::make_tuple("connections");
      case Grantee::Kind::group: return py::make_tuple("group", g.group_name);
      case Grantee::Kind::member: break;
    }
    return py::make_tuple("member", g.member_key);
  };
  py::class_<Grantee>(m, "Grantee", R"(To whom a consent speaks.

Examples
--------
>>> hobnob.Grantee.group("chess")
Grantee('group', 'chess')
)")
      .def_static("all", &Grantee::all, "Everybody.")
      .def_static("connections", &Grantee::connections, "One's declared connections.")
      .def_static("group", &Grantee::group, py::arg("name"), "The members of a group.")
      .def_static("member", &Grantee::member, py::arg("key"), "One member.")
      .def(
          "__eq__", [parts](const Grantee& a, const Grantee& b) { return parts(a).equal(parts(b)); }, py::is_operator(), py::arg("other"))
      .def("__repr__",
           [parts](const Grantee& g) {
             const py::tuple all = parts(g);
             return "Grantee(" +
                    py::str(", ").attr("join")(py::make_tuple(py::repr(all[0]), all.size() > 1 ? py::repr(all[1]) : py::str())).cast<std::string>() +
                    ")";
           })
      .def(py::pickle(
          [parts](const Grantee& g) { return parts(g); },
          [](const py::tuple& state) { return (state.size() == 1 ? py::object(state[0]) : py::object(state)).cast<GranteeLike>().value; }));
}

void bind_snapshot(py::module_& m) {
  plain_class<SnapshotMemory>(m, "SnapshotMemory", "Bytes held by a snapshot, by what they are for.")
      .def_property_readonly("total", [](const SnapshotMemory& memory) { return memory.total(); });
  plain_class<KeyedTie>(m, "Tie", "A directed tie as seen from one of its ends: the member at the other, its probability and its cost -ln p.");
  plain_class<TieFacts>(m, "TieFacts", "What is known of a tie beside its probability.");

  py::class_<Snapshot> snapshot(m, "Snapshot", R"(How things stand at one instant: immutable, shared between threads, made by `Network.snapshot`.

Queries take a View of it. Its arrays are the owner's sight, read-only, without a copy where they are the snapshot's own:
`indptr` and `indices` are compressed sparse rows as SciPy takes them, and `keys[i]` is the key of row `i`.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_connection("ana", "bo")
>>> snapshot = network.snapshot(0)
>>> snapshot
<hobnob.Snapshot: 2 members, 2 ties, as of 0>
>>> snapshot.indices
array([1, 0], dtype=int32)
)");
  py::class_<View> view(m, "View", R"(What a viewer may see of a snapshot: the one thing that queries take. Immutable, shared between threads.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_connection("ana", "bo")
>>> view = network.snapshot(0).view("ana", "open")
>>> view.viewer, "bo" in view, "kim" in view
('ana', True, False)
)");

  bind_graph(snapshot);
  snapshot.def_property_readonly("tie_count", &Snapshot::tie_count, "Directed ties: twice the number of pairs.")
      .def_property_readonly("memory_usage", &Snapshot::memory_usage, "Bytes held, by what they are for.")
      .def(
          "industry", [](const Snapshot& s, const Key& key) { return s.industry(id_in(s, key)); }, py::arg("key"), "The member's industry.")
      .def(
          "organisation", [](const Snapshot& s, const Key& key) { return s.organisation(id_in(s, key)); }, py::arg("key"),
          "The member's organisation.")
      .def(
          "city", [](const Snapshot& s, const Key& key) { return s.city(id_in(s, key)); }, py::arg("key"), "The member's city.")
      .def_property_readonly("keys", &keys_of<Snapshot>, "Keys by row, ascending; a copy.")
      .def_property_readonly(
          "indptr", [](const py::object& self) { return lent<std::int32_t>(self, self.cast<const Snapshot&>().offsets()); },
          "Where each row begins; no copy.")
      .def_property_readonly(
          "indices", [](const py::object& self) { return lent<std::int32_t>(self, self.cast<const Snapshot&>().ends()); },
          "The other end of every tie; no copy.")
      .def_property_readonly(
          "costs", [](const py::object& self) { return lent<float>(self, self.cast<const Snapshot&>().costs()); }, "-ln p of every tie; no copy.")
      .def_property_readonly(
          "strengths", [](const py::object& self) { return lent<float>(self, self.cast<const Snapshot&>().strengths()); },
          "The strength of every tie, from the row's member; no copy.")
      .def_property_readonly(
          "probability",
          [](const Snapshot& s) {
            py::array_t<double> all(static_cast<py::ssize_t>(s.tie_count()));
            double* const p = all.mutable_data();
            for (std::size_t i = 0; i < s.tie_count(); ++i) p[i] = probability_of(double{s.costs()[i]});
            return all;
          },
          "p of every tie; a copy.")
      .def(
          "view", [](const Snapshot& s, const Key& viewer, const PolicyLike& policy) { return s.view(viewer, policy.value); }, py::arg("viewer"),
          py::arg("policy"), R"(What a member may see, answering that member's own questions.

Parameters
----------
viewer : str or int
    The member's key.
policy : 'open', 'opt_in' or Policy
    What silence means.

Returns
-------
View

Raises
------
UnknownMember
    If there is no such member.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_connection("ana", "bo")
>>> network.snapshot(0).view("ana", "opt_in").viewer
'ana'
)")
      .def(
          "owner_view", [](const Snapshot& s, const PolicyLike& policy) { return s.owner_view(policy.value); }, py::arg("policy"),
          R"(The app's own sight: any seeker, consents as the policy says.

Parameters
----------
policy : 'open', 'opt_in' or Policy
    What silence means.

Returns
-------
View

Examples
--------
>>> network = hobnob.Network()
>>> network.add_connection("ana", "bo")
>>> network.snapshot(0).owner_view("open").is_owner
True
)")
      .def(
          "__eq__", [](const Snapshot& a, const Snapshot& b) { return a == b; }, py::is_operator(), py::arg("other"))
      .def("to_bytes", &picture_bytes, py::kw_only(), py::arg("progress") = py::none(),
           R"(The picture as bytes, for another process of the same version; pickles are these.

All that the owner may see is in them, so they go only where a record may.

Parameters
----------
progress : callable, True or None
    Called now and then with bytes done and about how many there are; False ends the call. True tells on stderr.

Returns
-------
bytes

Raises
------
Cancelled
    If `progress` returned False.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_connection("ana", "bo")
>>> snapshot = network.snapshot(0)
>>> hobnob.Snapshot.from_bytes(snapshot.to_bytes()) == snapshot
True
)")
      .def_static("from_bytes", &snapshot_from, py::arg("data"), py::kw_only(), py::arg("progress") = py::none(),
                  R"(The snapshot of bytes that `to_bytes` gave.

Parameters
----------
data : bytes
progress : callable, True or None
    As of `to_bytes`.

Returns
-------
Snapshot

Raises
------
Cancelled
    If `progress` returned False.
CorruptData
    If they are damaged, or cannot be a snapshot.
UnsupportedVersion
    If another version wrote them; what is kept for long is the record.

Examples
--------
>>> snapshot = hobnob.Network().snapshot(0)
>>> hobnob.Snapshot.from_bytes(snapshot.to_bytes()).member_count
0
)")
      .def(py::pickle([](const Snapshot& s) { return picture_bytes(s, py::none()); },
                      [](const py::bytes& bytes) { return snapshot_from(bytes, py::none()); }))
      .def("__copy__", [](const Snapshot& s) { return s; })
      .def(
          "__deepcopy__", [](const Snapshot& s, const py::dict&) { return s; }, py::arg("memo"))
      .def("__repr__", [](const Snapshot& s) {
        return "<hobnob.Snapshot: " + std::to_string(s.member_count()) + " members, " + std::to_string(s.tie_count()) + " ties, as of " +
               std::to_string(s.as_of()) + ">";
      });

  bind_graph(view);
  // Of a member whom the view does not show, nothing is allowed, likely or known.
  const auto shown = [](const View& v, const Key& key, auto otherwise, const auto& ask) {
    const MemberId u = v.id(key);
    return v.contains(u) ? ask(u) : otherwise;
  };
  view.def_property_readonly("is_owner", &View::is_owner, "Is it the owner's view?")
      .def_property_readonly(
          "viewer", [](const View& v) { return v.is_owner() ? std::nullopt : std::optional<Key>(v.key(v.viewer())); },
          "The key of who is asking; None for the owner.")
      .def_property_readonly(
          "policy", [](const View& v) { return v.policy(); }, "What silence means.")
      .def_property_readonly("explains", &View::explains, "Does the snapshot hold what `explain` says of ties?")
      .def(
          "permits",
          [shown](const View& v, const Key& member, Purpose purpose) {
            return shown(v, member, false, [&](MemberId u) { return v.permits(u, purpose); });
          },
          py::arg("member"), py::arg("purpose"), "May this be done with the member, for this viewer?")
      .def(
          "willingness", [shown](const View& v, const Key& member) { return shown(v, member, 0.0, [&](MemberId u) { return v.willingness(u); }); },
          py::arg("member"), "The chance that the member passes an ask on.")
      .def(
          "introducer_cost",
          [shown](const View& v, const Key& member) { return shown(v, member, infinity, [&](MemberId u) { return v.introducer_cost(u); }); },
          py::arg("member"), "-ln of the willingness, as paths are charged.")
      .def(
          "openness", [shown](const View& v, const Key& member) { return shown(v, member, 0.0, [&](MemberId u) { return v.openness(u); }); },
          py::arg("member"), "The chance that the member accepts an introduction.")
      .def(
          "blocked",
          [](const View& v, const Key& source, const Key& target) {
            const MemberId a = v.id(source), b = v.id(target);
            return v.contains(a) && v.contains(b) && v.blocked(a, b);
          },
          py::arg("source"), py::arg("target"), "Is there a block between the two, either way?")
      .def(
          "asked",
          [](const View& v, const Key& seeker, const Key& target) {
            const MemberId a = v.id(seeker), b = v.id(target);
            return v.asked(a, b);
          },
          py::arg("seeker"), py::arg("target"),
          "Has the seeker an ask open for the target? Of asks and impressions a member's view knows the viewer's own alone.")
      .def(
          "days_since_refusal",
          [](const View& v, const Key& seeker, const Key& introducer) {
            const MemberId a = v.id(seeker), b = v.id(introducer);
            return v.days_since_refusal(a, b);
          },
          py::arg("seeker"), py::arg("introducer"), "Days since the introducer last refused an ask of the seeker or let one expire; None if never.")
      .def(
          "days_since_decline",
          [](const View& v, const Key& seeker, const Key& target) {
            const MemberId a = v.id(seeker), b = v.id(target);
            return v.days_since_decline(a, b);
          },
          py::arg("seeker"), py::arg("target"), "Days since the target last declined to be introduced to the seeker; None if never.")
      .def(
          "impressions",
          [](const View& v, const Key& viewer, const Key& target) {
            const MemberId a = v.id(viewer), b = v.id(target);
            return v.impressions(a, b);
          },
          py::arg("viewer"), py::arg("target"),
          "How often the target was suggested to the viewer without an ask since, decayed with a half-life of 30 days.")
      .def(
          "tie_facts",
          [](const View& v, const Key& source, const Key& target) {
            const MemberId a = v.id(source), b = v.id(target);
            return v.contains(a) && v.contains(b) ? v.tie_facts(a, b) : std::nullopt;
          },
          py::arg("source"), py::arg("target"), "What is known of the visible tie; None without one.")
      .def("project", &View::project, py::call_guard<py::gil_scoped_release>(),
           "The permitted picture as a snapshot of its own, for this viewer and policy only.")
      .def("__copy__", [](const View& v) { return v; })
      .def(
          "__deepcopy__", [](const View& v, const py::dict&) { return v; }, py::arg("memo"))
      .def("__repr__",
           [](const View& v) {
             return std::string("<hobnob.View: ") + (v.is_owner() ? "the owner's" : "a member's") + ", " + std::to_string(v.member_count()) +
                    " members, as of " + std::to_string(v.as_of()) + ">";
           })
      .def("__reduce__", [](const View&) -> py::object {
        throw py::type_error("a View cannot be pickled: it would carry what it hides; make it from the snapshot where it is needed");
      });

  auto network = py::class_<Record>(m.attr("Network"));
  Keywords<SnapshotOptions>::define(network, "snapshot", &snapshot_of, py::arg("as_of"), py::arg("model") = py::none(), py::kw_only(),
                                    py::arg("progress") = py::none(), R"(The picture at an instant; events after it do not exist.

Parameters
----------
as_of : int, datetime or datetime64
    The instant; often `network.last_event()`.
model : LogisticTies, ComparisonTies, Overlap or an object with `strength(pair)`, optional
    What makes strengths of evidence; the preset if left out. A Python object is asked about every pair, from both ends, which is slow;
    it may also have `evidence_options()` and `info()`.
explain : bool
    Keep recency and counts of every tie for `explain`.
progress : callable, True or None
    Called now and then with rows done and about how many there are; False ends the call. True tells on stderr.

Returns
-------
Snapshot

Raises
------
Cancelled
    If `progress` returned False.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_interaction("ana", "bo", 1_700_000_000)
>>> network.snapshot(network.last_event()).tie_count
2
)");
}

}  // namespace hobnob::python

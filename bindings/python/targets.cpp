#include "answers.hpp"
#include "keywords.hpp"
#include "record.hpp"

namespace hobnob::python {

template <>
struct FieldsOf<TargetCut> {
  static constexpr auto fields() {
    using C = TargetCut;
    return std::tuple{field("cut", &C::cut),         field("as_of", &C::as_of),        field("until", &C::until),
                      field("ranking", &C::ranking), field("model", &C::model),        field("whole", &C::whole),
                      field("members", &C::members), field("seekers", &C::seekers),    field("positives", &C::positives),
                      field("scores", &C::scores),   field("intervals", &C::intervals)};
  }
};
template <>
struct FieldsOf<TargetBacktest> {
  static constexpr auto fields() { return std::tuple{field("rows", &TargetBacktest::rows)}; }
};

namespace {

/// A question to the record, with options that know of progress.
template <auto ask, class Options>
auto asked(const Options& given, const Record& record, const py::object& progress, const auto&... more) {
  Options options = given;
  options.progress = progress_of(progress);
  return record.read([&](const Network& network) {
    const py::gil_scoped_release others_run;
    return ask(network, more..., options);
  });
}

}  // namespace

void bind_target_model(py::module_& m) {
  value_class<TargetModel>(m, "TargetModel",
                           R"(How measures of closeness make one score: the product of (M + delta) to the power of the measure's weight.

A field for the weight of each measure; left alone, the published preset. `scales` holds the delta of each in the order of the fields; empty: the
90 % quantile of the positive values among the question's own candidates. `fit_targets` makes one, and `discover_targets` takes it as `model`.

Examples
--------
>>> hobnob.TargetModel.only("jaccard").jaccard
1.0
)")
      .def_static("only", &TargetModel::only, py::arg("measure"), "The score is this measure itself.")
      .def("weight", &TargetModel::weight, py::arg("measure"), "The weight of a measure.");
}

void bind_targets(py::module_& m) {
  py::class_<TargetLists> lists(m, "TargetLists", R"(Everybody's targets: what `discover_targets` tells each member in their own view; a table.

Columns seeker, rank, target, score: `lists["target"]`, `lists.to_pandas()`. Whoever has none is left out.
)");
  const auto table = [](const TargetLists& all) { return to_table(all); };
  bind_table(lists, table);
  lists.def("to_table", table, "The answer as named columns.")
      .def("__len__", &TargetLists::size)
      .def_property_readonly(
          "seekers",
          [](const TargetLists& all) {
            std::vector<Key> keys;
            for (const MemberId seeker : all.seekers) keys.push_back(all.key(seeker));
            return keys;
          },
          "The members who have any target, ascending.")
      .def_readonly("method", &TargetLists::method, "How the answer was found.")
      .def_readonly("notice", &TargetLists::notice, "What the asker should know of the instant; empty if nothing.")
      .def_readonly("as_of", &TargetLists::as_of, "The instant, in seconds since 1970.")
      .def_readonly("ties_touched", &TargetLists::ties_touched, "Work done, in permitted ties looked at.")
      .def("__str__", [](const TargetLists& all) { return to_text(all); })
      .def("__repr__",
           [](const TargetLists& all) { return "<hobnob.TargetLists: " + std::to_string(all.size()) + (all.size() == 1 ? " row>" : " rows>"); });

  Keywords<TargetOptions>::define(
      m, "discover_targets",
      +[](const TargetOptions& given, const View& view, const Key& seeker, const py::object& progress) {
        TargetOptions options = given;
        options.progress = progress_of(progress);
        const py::gil_scoped_release others_run;
        return discover_targets(view, view.id(seeker), options);
      },
      py::arg("view"), py::arg("seeker"), py::kw_only(), py::arg("progress") = py::none(),
      R"(Whom to meet: members whom the seeker does not know yet and is most likely to get to know, each with who could introduce.

Candidates are members within two hops and the 100 with the most PageRank of each kind that the model uses; less those connected, those with an open
ask of this seeker for them or resting from one, those who do not want to be introduced, and the excluded. The score is a product of powers of
measures, see `TargetModel`, times how well needs and offers fit, the target's openness, novelty, and rest after having been shown in vain.

Parameters
----------
view : View
    What may be seen; in a member's view the seeker is the viewer.
seeker : str or int
    The seeker's key.
k : int
    How many members to return; fewer if there are fewer.
measure : str, optional
    Rank by this measure alone: 'common_neighbours', 'adamic_adar', 'resource_allocation', 'jaccard', 'preferential_attachment', 'katz',
    'pagerank', 'warm', 'strength_allocation', 'strength_pagerank', 'near_pagerank', 'recent_pagerank' or 'new_ties'.
model : TargetModel
    The weights of the measures; `fit_targets` makes one.
connected_at : float
    Members with a declared connection, or with a strength of this or more either way, are connected and no candidates. A weaker tie is dormant:
    such rows tell its probability in `direct`. Strengths are chances within the model's window: where that is hours, 0 leaves out whoever was met.
everybody : bool
    Look at every visible member, not only at those near.
topic_weight : float
    How much fitting needs and offers count; 0: not at all.
novelty : float
    Members of another industry than the seeker's count 1 + novelty times.
per_industry, per_organisation, per_group : int
    At most so many of one industry, one organisation, one of the seeker's groups; 0: any number.
exclude : list of str or int
    Members not to be suggested.
rest_days : float
    A target who declined is not suggested to the same seeker for so many days.
threads : int
    Of `discover_targets_for_all`.
progress : callable, True or None
    Called now and then with seekers done and in all, which is one; returning False cancels. True tells on stderr.

Returns
-------
Targets

Raises
------
Cancelled
    If `progress` returned False.
InvalidArgument
    For options out of range, a model without a weight, or a seeker who is not the viewer.
UnknownMember
    In the owner's view, for a key that is nobody's.

Examples
--------
>>> network = hobnob.Network()
>>> for a, b in [("ana", "bo"), ("bo", "kim"), ("bo", "cy"), ("cy", "kim")]:
...     network.add_connection(a, b)
>>> for target, score, factors in hobnob.discover_targets(network.snapshot(0).owner_view("open"), "ana"):
...     print(target.member, "via", target.via)
cy via bo
kim via bo
)");
  Keywords<TargetOptions>::define(
      m, "discover_targets_for_all",
      +[](const TargetOptions& given, const View& view, const py::object& progress) {
        TargetOptions options = given;
        options.progress = progress_of(progress);
        const py::gil_scoped_release others_run;
        return discover_targets_for_all(view, options);
      },
      py::arg("view"), py::kw_only(), py::arg("progress") = py::none(),
      R"(Everybody's targets: for each member what `discover_targets` tells them in their own view, under the owner's policy.

Parameters
----------
view : View
    The owner's view.
progress : callable, True or None
    Called with members done and members in all; returning False cancels. True tells on stderr.
threads : int
    0: as many as the machine has. The answer is the same for any number.
k, measure, model, connected_at, everybody, topic_weight, novelty, per_industry, per_organisation, per_group, exclude, rest_days
    As in `discover_targets`.

Returns
-------
TargetLists

Raises
------
InvalidArgument
    As in `discover_targets`, and in a member's view.
Cancelled
    If `progress` returned False.

Examples
--------
>>> network = hobnob.generate_community(members=50, rng=1)
>>> lists = hobnob.discover_targets_for_all(network.snapshot(network.last_event()).owner_view("open"), k=3)
>>> int(lists["rank"].max())
3
)");
  Keywords<FitTargetsOptions>::define(
      m, "fit_targets",
      +[](const FitTargetsOptions& options, const Record& record, Instant as_of, const py::object& progress) {
        return asked<&fit_targets>(options, record, progress, as_of.value);
      },
      py::arg("network"), py::arg("as_of"), py::kw_only(), py::arg("progress") = py::none(),
      R"(Weights for `discover_targets`, learned from the network's own past: how the members stood two windows ago, and who has met whom since.

Of each seeker the 50 whom the preset puts first are looked at. The weights are the most probable ones, 0 or more, of a model that draws the next to
be met in proportion to their scores, under a prior that is centred on the preset. Nothing after `as_of` is looked at. With fewer than 5 members to
learn from it is the preset, and `origin` says so.

Parameters
----------
network : Network
as_of : int, datetime or datetime64
    The instant, as of a snapshot.
progress : callable, True or None
    Called with members done and members in all; returning False cancels. True tells on stderr.
window_days : float
    The window of the tie model; first-ever ties of two windows are what is learned from.
max_participants, kind_weights
    As in `preset`.
seekers : int
    Learn from at most so many members, evenly spaced among those with first-ever ties.
threads : int
    0: as many as the machine has. The answer is the same for any number.

Returns
-------
TargetModel

Raises
------
InvalidArgument
    For options or an instant out of range.
Cancelled
    If `progress` returned False.

Examples
--------
>>> network = hobnob.generate_community(members=200, rng=1)
>>> model = hobnob.fit_targets(network, network.last_event())
>>> model.near_pagerank > 0
True
)");
  plain_class<TargetCut, false>(m, "TargetCut", R"(One way to rank at one cut of a backtest.

`ranking` is "fitted", "preset", or the name of a measure alone. Of `members` there `as_of` an instant, `seekers` had first-ever ties by `until`,
`positives` in all (once from each end). `scores` (`RankingScores`) tell how good their lists were, `intervals` how sure that is. `whole`: both windows
lie within the record.
)")
      .def("__str__", [](const TargetCut& cut) { return to_text(TargetBacktest{{cut}}); })
      .def("__repr__",
           [](const TargetCut& cut) { return "<hobnob.TargetCut: " + cut.ranking + " for " + std::to_string(cut.seekers) + " seekers>"; });
  bind_figures<TargetBacktest>(m, "TargetBacktest",
                               R"(How good lists of whom to meet would have been: `TargetCut` rows, also a table: `backtest["ndcg"]`.

For each cut the fitted model, the preset, and each classic measure alone.
)");
  Keywords<TargetBacktestOptions>::define(
      m, "backtest_targets",
      +[](const TargetBacktestOptions& options, const Record& record, const py::object& progress) {
        return asked<&backtest_targets>(options, record, progress);
      },
      py::arg("network"), py::kw_only(), py::arg("progress") = py::none(),
      R"(How good would the lists of whom to meet have been? The record's own past is asked, without a look ahead.

At each cut the clock is set back: lists are made from what was known, and held against the first-ever ties of the two windows after it. The models
rank the candidates that `discover_targets` would rank; the measures alone rank everybody, nothing being sampled.

Parameters
----------
network : Network
progress : callable, True or None
    Called with steps done and steps in all; returning False cancels. True tells on stderr.
cuts : list of float
    Shares of the interactions, as in `backtest_ties`.
window_days, max_participants, kind_weights, seekers
    As in `fit_targets`; lists are judged for all who made first-ever ties.
k : int
    How many of a list are looked at.
resamples : int
    As in `bootstrap_rankings`.
rng : int, Generator or None
    As in `bootstrap_rankings`.
threads : int
    0: as many as the machine has. The answer is the same for any number.

Returns
-------
TargetBacktest

Raises
------
InvalidArgument
    For options out of range, and for a network without interactions.
Cancelled
    If `progress` returned False.

Examples
--------
>>> network = hobnob.generate_community(members=200, rng=1)
>>> [row.ranking for row in hobnob.backtest_targets(network, cuts=[0.5])][:3]
['fitted', 'preset', 'common_neighbours']
)");
}

}  // namespace hobnob::python

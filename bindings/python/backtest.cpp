#include "hobnob/learn/backtest.hpp"

#include <memory>
#include <string>
#include <vector>

#include "answers.hpp"
#include "keywords.hpp"
#include "python_ties.hpp"
#include "record.hpp"

namespace hobnob::python {

template <>
struct FieldsOf<TieStratum> {
  static constexpr auto fields() {
    using S = TieStratum;
    return std::tuple{field("name", &S::name),
                      field("population", &S::population),
                      field("positives", &S::positives),
                      field("predicted", &S::predicted),
                      field("observed", &S::observed),
                      field("log_loss", &S::log_loss),
                      field("auc", &S::auc),
                      field("calibration_error", &S::calibration_error),
                      field("calibration_null", &S::calibration_null)};
  }
};
template <>
struct FieldsOf<TieCut> {
  static constexpr auto fields() {
    using C = TieCut;
    return std::tuple{field("cut", &C::cut),
                      field("as_of", &C::as_of),
                      field("until", &C::until),
                      field("window_days", &C::window_days),
                      field("model", &C::model),
                      field("whole", &C::whole),
                      field("judged", &C::judged),
                      field("past_population", &C::past_population),
                      field("past_positives", &C::past_positives),
                      field("scores", &C::scores),
                      field("intervals", &C::intervals),
                      field("constant_log_loss", &C::constant_log_loss),
                      field("constant_calibration_error", &C::constant_calibration_error),
                      field("ranking", &C::ranking),
                      field("ranking_intervals", &C::ranking_intervals),
                      field("strata", &C::strata)};
  }
};
template <>
struct FieldsOf<TieBacktest> {
  static constexpr auto fields() { return std::tuple{field("rows", &TieBacktest::rows)}; }
};

namespace {

/// A tie model, a callable that makes one, or nothing, for signatures.
class ModelOrMaker : public py::object {
  PYBIND11_OBJECT_DEFAULT(ModelOrMaker, object, PyObject_Type)
};

[[noreturn]] void refuse(const char* wanted, const py::object& given) {
  throw Error(Errc::invalid_argument, std::string(wanted) + ", got " + py::repr(given).cast<std::string>());
}

/// What a maker returned, as a model that comes along and can be let go of anywhere. With the GIL held.
AnyTieModel made_by(const py::object& maker, const py::object& network, Time as_of) {
  const py::object model = maker(network, as_of);
  if (py::isinstance<LogisticTies>(model)) return detail::owned(model.cast<LogisticTies>());
  if (py::isinstance<ComparisonTies>(model)) return detail::owned(model.cast<ComparisonTies>());
  if (!py::hasattr(model, "strength")) refuse("the callable must return LogisticTies, ComparisonTies or an object with strength(pair)", model);
  const std::shared_ptr<const PythonTies> kept(new PythonTies(model), [](const PythonTies* ties) {
    const py::gil_scoped_acquire hold;
    delete ties;
  });
  return {[kept](const PairEvidence& pair) { return kept->strength(pair); }, kept->evidence_options(), kept->info()};
}

TieBacktest backtest_given(const BacktestOptions& given, const Record& self, const ModelOrMaker& model, const py::object& progress) {
  BacktestOptions options = given;
  options.progress = progress_of(progress);
  return self.read([&](const Network& network) {
    const auto asked = [&](const auto&... with) {
      const py::gil_scoped_release others_run;
      return backtest_ties(network, with..., options);
    };
    if (model.is_none()) return asked();
    if (py::isinstance<LogisticTies>(model)) return asked(model.cast<const LogisticTies&>());
    if (py::isinstance<ComparisonTies>(model)) return asked(model.cast<const ComparisonTies&>());
    if (py::hasattr(model, "strength")) return asked(PythonTies(model));
    if (py::isinstance<Overlap>(model) || !PyCallable_Check(model.ptr()))
      refuse("model must be None, LogisticTies, ComparisonTies, an object with strength(pair), or callable(network, as_of)", model);
    const py::object same = py::cast(self, py::return_value_policy::reference);  // the very network that was given
    const py::gil_scoped_release others_run;
    return detail::backtest(
        network,
        [&](Time as_of) {
          const py::gil_scoped_acquire hold;
          return made_by(model, same, as_of);
        },
        options);
  });
}

}  // namespace
}  // namespace hobnob::python

namespace pybind11::detail {
template <>
struct handle_type_name<hobnob::python::ModelOrMaker> {
  static constexpr auto name = const_name("typing.Any | None");
};
}  // namespace pybind11::detail

namespace hobnob::python {

void bind_backtest(py::module_& m) {
  plain_class<TieStratum>(m, "TieStratum", R"(A part of the ties that a backtest looks at, by evidence alone: the same for every model.

`name` is "declared" (no event between the two), "new" (the first event is within the last window), "dormant" (no event within the last
three), and of the rest "strong" (ten events or more, both directions together) or "weak". `predicted` is the mean strength, `observed` the
share of those who turned to the other.
)");
  plain_class<TieCut, false>(m, "TieCut", R"(One cut of a backtest: what was said `as_of` an instant, held against the window `until` its end.

`scores` (`ProbabilityScores`) tell of the strengths of both directions of every pair with a tie by then, `intervals` how sure they are;
`constant_log_loss` and `constant_calibration_error` of the past window's share of positives as the forecast for all. `ranking` and
`ranking_intervals` tell how each member's ties were ordered, `strata` of parts (`TieStratum`). `whole`: both windows lie within the record;
`judged`: it is whole and has at least 200 positives in each window, fewer say little.
)")
      .def_property_readonly("population", &TieCut::population, "Directions of pairs with a tie by then.")
      .def_property_readonly("positives", &TieCut::positives, "Those that turned to the other within the window.")
      .def_property_readonly("base_rate", &TieCut::base_rate, "Share of positives.")
      .def("__str__", [](const TieCut& cut) { return to_text(TieBacktest{{cut}}); })
      .def("__repr__", [](const TieCut& cut) {
        return "<hobnob.TieCut: " + std::to_string(cut.positives()) + " of " + std::to_string(cut.population()) + " turned to the other>";
      });
  bind_figures<TieBacktest>(m, "TieBacktest", R"(How true strengths would have been: `TieCut` rows, one a cut; also a table: `backtest["log_loss"]`.

In the table NaN stands for what is absent, as an AUC where nobody turned to anybody.
)");
  Keywords<BacktestOptions>::define(
      m, "backtest_ties", &backtest_given, py::arg("network"), py::arg("model") = py::none(), py::kw_only(), py::arg("progress") = py::none(),
      R"(Had I used this model then, how true would its strengths have been? The record's past is asked, without a look ahead.

At each cut the model is made from what was known by an instant, gives the strength of both directions of every pair with a tie by then, and
is held against who turned to whom within the window after it.

Parameters
----------
network : Network
    The record; it must hold interactions.
model : LogisticTies, ComparisonTies, an object with `strength(pair)`, callable or None
    None: `fit_ties` at each cut. A model is used as it is at every cut. A callable `(network, as_of) -> model` makes one at each cut; it is
    given the whole record and must not look beyond `as_of`. The window is the model's own (`info().window_days`).
progress : callable, True or None
    Called with steps done and steps in all; returning False cancels. True tells on stderr.
cuts : list of float
    Shares of the interactions, each between 0 and 1: the instant is the time of that one in their order.
window_days, max_participants, kind_weights, prior_weight, steadiness, rhythm
    As in `fit_ties`, for the model that is fitted at each cut; a model of yours brings its own.
k : int
    As in `score_rankings`.
bins, draws : int
    As in `score_probabilities`.
resamples : int
    As in `bootstrap_probabilities`.
rng : int, numpy.random.Generator, BitGenerator, SeedSequence or None
    What draws and resamples come from.

Returns
-------
TieBacktest

Raises
------
InvalidArgument
    For options out of range, a network without interactions, a strength that is not from 0 to 1.
Cancelled
    If `progress` returned False.

Examples
--------
>>> network = hobnob.generate_community(members=200, rng=1)
>>> backtest = hobnob.backtest_ties(network, cuts=[0.5, 0.8], resamples=50)
>>> [cut.whole for cut in backtest]
[True, True]
>>> cut = backtest[0]
>>> cut.scores.log_loss < cut.constant_log_loss
True
>>> preset = hobnob.backtest_ties(network, hobnob.preset(), cuts=[0.5], resamples=50)
)");
}

}  // namespace hobnob::python

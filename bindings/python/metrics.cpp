#include <pybind11/numpy.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "keywords.hpp"
#include "record.hpp"

namespace hobnob::python {

template <>
struct FieldsOf<CalibrationBin> {
  static constexpr auto fields() {
    return std::tuple{field("predicted", &CalibrationBin::predicted), field("observed", &CalibrationBin::observed),
                      field("count", &CalibrationBin::count), field("lower", &CalibrationBin::lower), field("upper", &CalibrationBin::upper)};
  }
};
template <>
struct FieldsOf<ProbabilityScores> {
  static constexpr auto fields() {
    using S = ProbabilityScores;
    return std::tuple{field("count", &S::count),
                      field("positives", &S::positives),
                      field("log_loss", &S::log_loss),
                      field("brier", &S::brier),
                      field("reliability", &S::reliability),
                      field("resolution", &S::resolution),
                      field("uncertainty", &S::uncertainty),
                      field("within_bin", &S::within_bin),
                      field("auc", &S::auc),
                      field("calibration_error", &S::calibration_error),
                      field("calibration_null", &S::calibration_null),
                      field("slope", &S::slope),
                      field("intercept", &S::intercept),
                      field("curve", &S::curve)};
  }
};
template <>
struct FieldsOf<RankingScores> {
  static constexpr auto fields() {
    using S = RankingScores;
    return std::tuple{field("queries", &S::queries), field("left_out", &S::left_out), field("k", &S::k),      field("mrr", &S::mrr),
                      field("ndcg", &S::ndcg),       field("recall", &S::recall),     field("hits", &S::hits)};
  }
};
template <>
struct FieldsOf<Interval95> {
  static constexpr auto fields() {
    return std::tuple{field("value", &Interval95::value), field("lower", &Interval95::lower), field("upper", &Interval95::upper)};
  }
};
template <>
struct FieldsOf<ScoreIntervals> {
  static constexpr auto fields() {
    using S = ScoreIntervals;
    return std::tuple{field("groups", &S::groups), field("log_loss", &S::log_loss), field("brier", &S::brier), field("auc", &S::auc)};
  }
};
template <>
struct FieldsOf<RankingIntervals> {
  static constexpr auto fields() {
    using S = RankingIntervals;
    return std::tuple{field("queries", &S::queries), field("left_out", &S::left_out), field("k", &S::k),      field("mrr", &S::mrr),
                      field("ndcg", &S::ndcg),       field("recall", &S::recall),     field("hits", &S::hits)};
  }
};

/// What NumPy makes an array of, for signatures.
class ArrayLike : public py::object {
  PYBIND11_OBJECT_DEFAULT(ArrayLike, object, PyObject_Type)
};
/// An array-like for each query, of any lengths, or one array of two dimensions.
class ArrayLikes : public py::object {
  PYBIND11_OBJECT_DEFAULT(ArrayLikes, object, PyObject_Type)
};

}  // namespace hobnob::python

namespace pybind11::detail {
template <>
struct handle_type_name<hobnob::python::ArrayLike> {
  static constexpr auto name = const_name("numpy.typing.ArrayLike");
};
template <>
struct handle_type_name<hobnob::python::ArrayLikes> {
  static constexpr auto name = const_name("numpy.typing.ArrayLike | collections.abc.Sequence[numpy.typing.ArrayLike]");
};
}  // namespace pybind11::detail

namespace hobnob::python {
namespace {

[[noreturn]] void refuse_list(const std::string& why) { throw Error(Errc::invalid_argument, why); }

py::array as_array(const py::handle& data) { return py::module_::import("numpy").attr("asarray")(data); }

/// One dimension, and elements of one of NumPy's kinds; an empty list has no kind to speak of.
py::array checked(const py::array& array, const char* name, std::string_view kinds, const char* wanted) {
  if (array.ndim() != 1) refuse_list(std::string(name) + " must have one dimension, got " + std::to_string(array.ndim()));
  if (array.size() > 0 && kinds.find(array.dtype().kind()) == std::string_view::npos)
    refuse_list(std::string(name) + " must be " + wanted + ", got " + py::str(array.dtype()).cast<std::string>());
  return array;
}

template <class Number>
using Contiguous = py::array_t<Number, py::array::c_style | py::array::forcecast>;

template <class Number>
std::span<const Number> span_of(const Contiguous<Number>& array) {
  return {array.data(), static_cast<std::size_t>(array.size())};
}

Contiguous<double> probabilities_of(const ArrayLike& data) { return checked(as_array(data), "probabilities", "fiub", "numbers"); }

std::vector<std::uint8_t> outcomes_of(const ArrayLike& data) {
  const py::array array = checked(as_array(data), "outcomes", "biuf", "0, 1 or bool");
  if (array.dtype().kind() == 'b') {
    const Contiguous<bool> truths(array);
    return {truths.data(), truths.data() + truths.size()};
  }
  const Contiguous<double> numbers(array);
  std::vector<std::uint8_t> outcomes(static_cast<std::size_t>(numbers.size()));
  for (std::size_t row = 0; row < outcomes.size(); ++row) {
    const double given = numbers.data()[row];
    if (given != 0 && given != 1)
      refuse_list("outcomes[" + std::to_string(row) + "] must be 0 or 1, got " + py::repr(py::float_(given)).cast<std::string>());
    outcomes[row] = given == 1 ? 1 : 0;
  }
  return outcomes;
}

/// Members by number; keys of members, or numbers too large, are numbered in their order.
Contiguous<std::uint32_t> groups_of(const ArrayLike& data) {
  py::array array = checked(as_array(data), "groups", "biuUO", "whole numbers or text");
  if (array.size() == 0) return array;
  const py::module_ numpy = py::module_::import("numpy");
  const char kind = array.dtype().kind();
  const bool fits = kind == 'b' || ((kind == 'i' || kind == 'u') && array.attr("min")().cast<py::int_>() >= py::int_(0) &&
                                    array.attr("max")().cast<py::int_>() <= py::int_(std::numeric_limits<std::uint32_t>::max()));
  if (!fits) array = numpy.attr("unique")(array, py::arg("return_inverse") = true).cast<py::tuple>()[1];
  return array;
}

std::uint32_t small(std::int64_t number, const char* name) {
  if (!std::in_range<std::uint32_t>(number)) refuse_list(std::string(name) + " must be 0…4294967295, got " + std::to_string(number));
  return static_cast<std::uint32_t>(number);
}

Contiguous<std::int64_t> whole_numbers(const py::array& array, const char* name) { return checked(array, name, "iu", "whole numbers"); }

std::vector<RankedQuery> queries_of(const ArrayLikes& ranks, const ArrayLike& relevant) {
  const Contiguous<std::int64_t> relevants = whole_numbers(as_array(relevant), "relevant");
  const bool is_array = py::isinstance<py::array>(ranks);
  const std::size_t count = py::len(ranks);
  if (static_cast<std::size_t>(relevants.size()) != count)
    refuse_list("relevant must have a number for each of the " + std::to_string(count) + " queries, got " + std::to_string(relevants.size()));
  std::vector<RankedQuery> queries(count);
  const auto add = [&](std::size_t query, const std::int64_t* at, std::size_t size) {
    for (const std::int64_t rank : std::span(at, size))
      if (rank != 0) queries[query].ranks.push_back(small(rank, "ranks"));
  };
  if (is_array && ranks.cast<py::array>().dtype().kind() != 'O') {
    const auto given = ranks.cast<py::array>();
    if (given.ndim() != 2) refuse_list("ranks must be an array of two dimensions, or an array-like for each query");
    const Contiguous<std::int64_t> flat = whole_numbers(given.attr("reshape")(-1), "ranks");
    const auto width = static_cast<std::size_t>(given.shape(1));
    for (std::size_t query = 0; query < count; ++query) add(query, flat.data() + query * width, width);
  } else {
    std::size_t query = 0;
    for (const py::handle each : ranks) {
      if (query == count) break;
      const Contiguous<std::int64_t> some = whole_numbers(as_array(each), "the ranks of a query");
      add(query++, some.data(), static_cast<std::size_t>(some.size()));
    }
  }
  for (std::size_t query = 0; query < count; ++query) queries[query].relevant = small(relevants.data()[query], "relevant");
  return queries;
}

ProbabilityScores score_given(const ScoreOptions& options, const ArrayLike& probabilities, const ArrayLike& outcomes) {
  const Contiguous<double> given = probabilities_of(probabilities);
  const std::vector<std::uint8_t> happened = outcomes_of(outcomes);
  const py::gil_scoped_release others_run;
  return score_probabilities(span_of(given), happened, options);
}

ScoreIntervals bootstrap_given(const BootstrapOptions& options, const ArrayLike& probabilities, const ArrayLike& outcomes, const ArrayLike& groups) {
  const Contiguous<double> given = probabilities_of(probabilities);
  const std::vector<std::uint8_t> happened = outcomes_of(outcomes);
  const Contiguous<std::uint32_t> named = groups_of(groups);
  // A copy: they are read more than once, and meanwhile another thread might write to the array.
  const std::vector<std::uint32_t> members(named.data(), named.data() + named.size());
  const py::gil_scoped_release others_run;
  return bootstrap_probabilities(span_of(given), happened, members, options);
}

template <auto Ask, class Options>
auto ask_of_rankings(const Options& options, const ArrayLikes& ranks, const ArrayLike& relevant) {
  const std::vector<RankedQuery> queries = queries_of(ranks, relevant);
  const py::gil_scoped_release others_run;
  return Ask(queries, options);
}

void bind_scores(py::module_& m) {
  plain_class<CalibrationBin>(m, "CalibrationBin", R"(Rows of similar probability: what was said of them and what happened.

`predicted` is the mean probability, `observed` the share of outcomes that are 1, with its 95 % interval `lower` to `upper` (Wilson).
)");
  plain_class<ProbabilityScores, false>(m, "ProbabilityScores", R"(How good probabilities were. Lower is better, but for `auc` and `resolution`.

`brier` = `reliability` - `resolution` + `uncertainty` + `within_bin`. `auc` is None if one class is missing; `slope` and `intercept` of the
logistic recalibration (1 and 0 are right) are None where a threshold separates the classes; `calibration_null` is the error that a perfect
model stays below in 95 of 100 cases. `curve` is a list of `CalibrationBin`, by rising probability.
)")
      .def(
          "to_table", [](const ProbabilityScores& scores) { return to_table(scores); }, "The curve as named columns.")
      .def("__str__", [](const ProbabilityScores& scores) { return to_text(scores); })
      .def("__repr__",
           [](const ProbabilityScores& scores) { return "<hobnob.ProbabilityScores: " + std::to_string(scores.count) + " probabilities>"; });
  plain_class<RankingScores>(m, "RankingScores", R"(How good rankings were: means over the `queries` that have relevant items; higher is better.

`left_out` counts the queries without. `mrr` looks at all ranks, `ndcg`, `recall` and `hits` at the first `k`.
)")
      .def(
          "to_table", [](const RankingScores& scores) { return to_table(scores); }, "One row of named columns.")
      .def("__str__", [](const RankingScores& scores) { return to_text(scores); });
  plain_class<Interval95>(m, "Interval95", "The score of all rows, and the 2.5 % and 97.5 % quantiles of that of resampled members.");
  plain_class<ScoreIntervals>(m, "ScoreIntervals",
                              R"(Intervals of `log_loss`, `brier` and `auc`, each an `Interval95`; `groups` members were drawn from.

`auc` is None if one class is missing.
)");
  plain_class<RankingIntervals>(m, "RankingIntervals", "Intervals of `mrr`, `ndcg`, `recall` and `hits`, each an `Interval95`.");
}

}  // namespace

void bind_metrics(py::module_& m) {
  bind_scores(m);
  Keywords<ScoreOptions>::define(m, "score_probabilities", &score_given, py::arg("probabilities"), py::arg("outcomes"), py::kw_only(),
                                 R"(How good are these probabilities? Log loss, Brier score and its parts, AUC, calibration with its own null.

The order of rows does not matter. Equal probabilities always share a bin.

Parameters
----------
probabilities : array_like of float
    From 0 to 1.
outcomes : array_like of bool or int
    1 (it happened) or 0 (it did not), one for each probability.
bins : int
    Bins of equal mass, for calibration, the parts of the Brier score and the curve.
draws : int
    How often outcomes are redrawn from the probabilities for `calibration_null`; 0 leaves it None.
rng : int, numpy.random.Generator, BitGenerator, SeedSequence or None
    What the draws come from.

Returns
-------
ProbabilityScores

Raises
------
InvalidArgument
    For sizes that differ, a probability that is not from 0 to 1, an outcome that is not 0 or 1, options out of range.

Examples
--------
>>> scores = hobnob.score_probabilities([0.1, 0.4, 0.6, 0.8], [0, 0, 1, 1], bins=2)
>>> round(scores.brier, 4), scores.auc
(0.0925, 1.0)
>>> scores.to_table()["observed"]
array([0., 1.])
)");
  Keywords<BootstrapOptions>::define(m, "bootstrap_probabilities", &bootstrap_given, py::arg("probabilities"), py::arg("outcomes"), py::arg("groups"),
                                     py::kw_only(),
                                     R"(How sure are the scores of probabilities? 95 % intervals by the percentile bootstrap, members resampled.

The rows of a member are alike, so that whole members are drawn: drawing rows would give intervals that are too narrow.

Parameters
----------
probabilities, outcomes : array_like
    As in `score_probabilities`.
groups : array_like of int or str
    The member of each row.
resamples : int
    How often as many members as there are are drawn with replacement.
rng : int, numpy.random.Generator, BitGenerator, SeedSequence or None
    What the draws come from.

Returns
-------
ScoreIntervals

Raises
------
InvalidArgument
    As in `score_probabilities`.

Examples
--------
>>> intervals = hobnob.bootstrap_probabilities([0.1, 0.4, 0.6, 0.8], [0, 1, 0, 1], ["ana", "ana", "bo", "bo"])
>>> intervals.groups, intervals.auc.value
(2, 0.75)
)");
  Keywords<RankingScoreOptions>::define(m, "score_rankings", &ask_of_rankings<&score_rankings, RankingScoreOptions>, py::arg("ranks"),
                                        py::arg("relevant"), py::kw_only(),
                                        R"(How good are these rankings? Mean reciprocal rank, nDCG, recall and hits.

Parameters
----------
ranks : sequence of array_like of int, or array of two dimensions
    For each query the ranks, from 1, at which relevant items were found, in any order; 0 stands for none, so that rows can be filled up.
relevant : array_like of int
    For each query how many relevant items there are, found or not. Queries with none are left out.
k : int
    How many ranks are looked at; the reciprocal rank looks at all.

Returns
-------
RankingScores

Raises
------
InvalidArgument
    For a rank that occurs twice in a query, more ranks than relevant items, options out of range.

Examples
--------
>>> scores = hobnob.score_rankings([[1, 4], [2], []], [3, 1, 1], k=3)
>>> scores.mrr, round(scores.recall, 3)
(0.5, 0.444)
)");
  Keywords<RankingBootstrapOptions>::define(m, "bootstrap_rankings", &ask_of_rankings<&bootstrap_rankings, RankingBootstrapOptions>, py::arg("ranks"),
                                            py::arg("relevant"), py::kw_only(),
                                            R"(How sure are the scores of rankings? As `bootstrap_probabilities`; a query is a member's one answer.

Parameters
----------
ranks, relevant : array_like
    As in `score_rankings`.
k : int
    As in `score_rankings`.
resamples : int
    How often as many queries as count are drawn with replacement.
rng : int, numpy.random.Generator, BitGenerator, SeedSequence or None
    What the draws come from.

Returns
-------
RankingIntervals

Raises
------
InvalidArgument
    As in `score_rankings`.

Examples
--------
>>> intervals = hobnob.bootstrap_rankings([[1, 4], [2], []], [3, 1, 1])
>>> intervals.mrr.lower <= intervals.mrr.value <= intervals.mrr.upper
True
)");
}

}  // namespace hobnob::python

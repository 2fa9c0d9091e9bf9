#include <pybind11/numpy.h>

#include <string>
#include <vector>

#include "keywords.hpp"
#include "record.hpp"

namespace hobnob::python {
namespace {

/// Numbers of any kind, or truths, as an array; a duration, text or an object is none of them.
py::array numbers_of(const py::object& given, const char* name, std::string_view kinds) {
  py::array array = py::module_::import("numpy").attr("asarray")(given);
  if (kinds.find(array.dtype().kind()) == std::string_view::npos)
    throw Error(Errc::invalid_argument, std::string(name) + " must be numbers, got " + py::repr(array.dtype()).cast<std::string>());
  return array;
}

py::array_t<double> list_of(const py::object& given, const char* name, std::string_view kinds) {
  const py::array array = numbers_of(given, name, kinds);
  if (array.ndim() != 1) throw Error(Errc::invalid_argument, std::string(name) + " must have one dimension, got " + std::to_string(array.ndim()));
  return py::array_t<double, py::array::c_style | py::array::forcecast>(array);
}

Calibration from_outcomes(const py::object& probabilities, const py::object& outcomes, CalibrateMethod method) {
  const auto predicted = list_of(probabilities, "probabilities", "fiu"), seen = list_of(outcomes, "outcomes", "bfiu");
  const std::span<const double> p(predicted.data(), static_cast<std::size_t>(predicted.size()));
  const std::span<const double> truths(seen.data(), static_cast<std::size_t>(seen.size()));
  const py::gil_scoped_release others_run;
  std::vector<std::uint8_t> worked;
  worked.reserve(truths.size());
  for (const double truth : truths) {
    if (truth != 0 && truth != 1)
      throw Error(Errc::invalid_argument,
                  "outcomes must be 0 or 1, got " + hobnob::detail::shortest(truth) + " at place " + std::to_string(worked.size()));
    worked.push_back(truth == 1 ? 1 : 0);
  }
  return calibrate(p, worked, {.method = method});
}

Calibration from_record(const CalibrateOptions& options, const Record& record, Instant as_of, const py::object& model) {
  return record.read([&](const Network& network) {
    const auto picture = [&](Time at) {
      const py::gil_scoped_acquire hold;
      check_signals();  // there may be hundreds of them
      return snapshot_of({.explain = false}, record, Instant{at}, model, py::none());
    };
    const py::gil_scoped_release others_run;
    return hobnob::detail::calibrate_record(network, as_of.value, picture, options);
  });
}

}  // namespace

void bind_learn(py::module_& m) {
  value_class<Calibration>(m, "Calibration", R"(What the probabilities of a model come to in practice: a map of 0...1 into 0...1 that never falls.

`calibrate` makes it, and queries take it as their `calibration`. `method` is "platt", with slope and intercept on the logit, or "isotonic",
with knots x and y; `outcomes` and `positives` say how much it rests on, `origin` on what.

Examples
--------
>>> hobnob.Calibration(method="isotonic", x=[0, 1], y=[0.25, 0.75])(0.5)
0.5
)")
      .def(
          "__call__",
          [](const Calibration& calibration, const py::object& p) -> py::object {
            validate(calibration);
            return py::vectorize([&calibration](double each) { return calibration(each); })(numbers_of(p, "p", "fiu"));
          },
          py::arg("p"), "What p comes to; of an array, an array.");
  Keywords<CalibrateOptions>::define(m, "calibrate", &from_record, py::arg("network"), py::arg("as_of"), py::arg("model") = py::none(), py::kw_only(),
                                     R"(When introductions of this probability were asked for, how often did they work?

Give a network, and its record of asks tells: those answered by `as_of`, or expired by then, which is a no. What was predicted of an ask is
the probability of the best path through the introducer who was asked, in the owner's open view, as things stood at the end of the day (UTC)
before. Asks for which there was no path then are left out. Or give what was predicted and what came of it as two lists.

Parameters
----------
network : Network
    The record.
as_of : int, datetime or datetime64
    Nothing later counts.
model : LogisticTies, ComparisonTies, Overlap or an object with `strength(pair)`, optional
    As in `Network.snapshot`. One that was fitted to what came after the asks looks better than it is.
probabilities : array of float
    What was predicted, 0 to 1.
outcomes : array of bool or int
    What came of each: 1 if it worked, else 0.
method : {'automatic', 'platt', 'isotonic'}
    "platt" fits two numbers, "isotonic" a free monotone curve; "automatic" is "platt" under 1,000 yeses and where all answers are alike.
max_hops : int
    Ties on a path, 2 to 6, as the queries have it that will use the calibration. With a network only.

Returns
-------
Calibration

Raises
------
InvalidArgument
    For fewer than 50 outcomes, lists of two lengths, or values out of range.

Examples
--------
>>> observed = hobnob.calibrate([0.2] * 100 + [0.8] * 100, [1] * 10 + [0] * 90 + [1] * 40 + [0] * 60, method="isotonic")
>>> observed(0.2), observed(0.8), observed.outcomes
(0.1, 0.4, 200)
>>> hobnob.calibrate(hobnob.Network(), 1_700_000_000)
Traceback (most recent call last):
    ...
hobnob.InvalidArgument: calibrate needs the outcomes of at least 50 asks, got 0; ...
)");
  m.def("calibrate", &from_outcomes, py::arg("probabilities"), py::arg("outcomes"), py::kw_only(), py::arg("method") = CalibrateOptions{}.method);
}

}  // namespace hobnob::python

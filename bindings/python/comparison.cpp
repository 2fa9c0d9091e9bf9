#include "answers.hpp"
#include "keywords.hpp"
#include "record.hpp"

namespace hobnob::python {

template <>
struct FieldsOf<ComparisonTies> {
  static constexpr auto fields() {
    return std::tuple{field("options", &ComparisonTies::options), field("which", &ComparisonTies::which),
                      field("parameters", &ComparisonTies::parameters), field("origin", &ComparisonTies::origin), field("fit", &ComparisonTies::fit)};
  }
};

void bind_comparison(py::module_& m) {
  value_class<ComparisonTies>(m, "ComparisonTies", R"(A simpler or better known tie model, to compare with; `fit_comparison` makes it.

`parameters` are intercept and slope of "count", "half_life" and "recency"; r and alpha of "gamma_poisson"; r, alpha, a, b of "bg_nbd" and the
strength where there was no event yet. The rest is 0.

Examples
--------
>>> model = hobnob.ComparisonTies(which="gamma_poisson", parameters=[0.25, 5, 0, 0, 0])
>>> round(model.strength(hobnob.PairEvidence()), 3)
0.044
)")
      .def("strength", &ComparisonTies::strength, py::arg("pair"), "The chance that the near end turns to the far one within the window.")
      .def("evidence_options", &ComparisonTies::evidence_options, "How events are weighed.")
      .def("info", &ComparisonTies::info, "What a snapshot stores of the model.");
  Keywords<FitOptions>::define(
      m, "fit_comparison",
      +[](const FitOptions& given, const Record& record, Instant as_of, Comparison which, const py::object& progress) {
        FitOptions options = given;
        options.progress = progress_of(progress);
        return record.read([&](const Network& network) {
          const py::gil_scoped_release others_run;
          return fit_comparison(network, as_of.value, which, options);
        });
      },
      py::arg("network"), py::arg("as_of"), py::arg("which"), py::kw_only(), py::arg("progress") = py::none(),
      R"(A simpler or better known model, fitted to the rows that `fit_ties` learns from: what would it say?

None looks at declared connections or at the other direction. Logistic ones with a slope of at least 0:
"count", of ln(1 + events); "half_life", of ln(1 + mass of half-life `window_days`); "recency", of the time since the last event.
"gamma_poisson": a rate for ever, gamma distributed over directions. "bg_nbd": a rate, and after each event a chance that it was the last
(Fader, Hardie and Lee 2005, doi:10.1287/mksc.1040.0098). These two are not monotone: after a longer silence, one event more can lower a
strength. Where there is nothing to learn from, parameters by default, and `origin` says why.

Parameters
----------
network : Network
as_of : int, datetime or datetime64
    The instant, as of a snapshot; nothing after it is looked at.
which : {'count', 'half_life', 'recency', 'gamma_poisson', 'bg_nbd'}
window_days, reciprocity, max_participants, kind_weights
    As in `fit_ties`.
prior_weight : float
    Times the precision of a prior that is wide enough to matter only where a threshold separates the outcomes.
steadiness, rhythm : float
    Not looked at.
progress : callable, True or None
    Called now and then with steps done and in all; False ends the fit. True tells on stderr.

Returns
-------
ComparisonTies

Raises
------
InvalidArgument
    For options or an instant out of range.
Cancelled
    If `progress` returned False.

Examples
--------
>>> network = hobnob.generate_community(members=200, rng=1)
>>> as_of = network.last_event()
>>> model = hobnob.fit_comparison(network, as_of, "recency")
>>> model.fit.rows == hobnob.fit_ties(network, as_of).fit.rows
True
>>> network.snapshot(as_of, model).model.name.startswith("recency (fitted to ")
True
)");
}

}  // namespace hobnob::python

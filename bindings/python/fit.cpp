#include "answers.hpp"
#include "keywords.hpp"
#include "record.hpp"

namespace hobnob::python {

void bind_fit(py::module_& m) {
  Keywords<FitOptions>::define(
      m, "fit_ties",
      +[](const FitOptions& given, const Record& record, Instant as_of, const py::object& progress) {
        FitOptions options = given;
        options.progress = progress_of(progress);
        return record.read([&](const Network& network) {
          const py::gil_scoped_release others_run;
          return fit_ties(network, as_of.value, options);
        });
      },
      py::arg("network"), py::arg("as_of"), py::kw_only(), py::arg("progress") = py::none(),
      R"(The default tie model fitted to the network's own past: who turned to whom again, given what was known before.

Features as of one window before `as_of`, outcomes from the window since. The most probable coefficients under a normal prior that is
centred on the preset, so that a short history levels the preset and a long one speaks for itself. Monotone: a newer event or one more
never lowers a strength. Nothing after `as_of` is looked at. Where there is nothing to learn from, the preset, and `origin` says why.

Parameters
----------
network : Network
as_of : int, datetime or datetime64
    The instant, as of a snapshot.
window_days : float
    A strength is a chance within so many days, and so many days are learned from: mail 30, a campus 14.
reciprocity : float
    How much the strength of the other direction counts, 0 to 1; not learned.
max_participants : int
    An event with more is mass mail and no evidence.
kind_weights : dict of str to float
    Weights of kinds of interaction; every other kind weighs 1.
prior_weight : float
    Times the precision of the prior; 0: the record alone speaks.
steadiness : float
    How far the level is drawn back to that of the window before, 0 to 1: a busy window is followed by one that is less so.
    Where there are more than 262,144 directions, to that of a part of its pairs.
rhythm : float
    How far the level follows where it went at this time a day ago (windows of half a day at most) or a week ago (of half a week at most), 0 to 1:
    a school at noon. It goes that share of the way to the level of the window that began then, of no longer a way than 2, or than the level
    went in that direction when that window began, and upwards in proportion to the pairs known then; `fit.moved` tells by how much. 0: not at all.
progress : callable, True or None
    Called now and then with steps done and in all; False ends the fit. True tells on stderr.

Returns
-------
LogisticTies
    With `fit`: how many rows it rests on, and how well it says them.

Raises
------
Cancelled
    If `progress` returned False.

Examples
--------
>>> network = hobnob.generate_community(members=200, rng=1)
>>> as_of = network.last_event()
>>> model = hobnob.fit_ties(network, as_of)
>>> model.fit.rows > 0
True
>>> snapshot = network.snapshot(as_of, model)
)");
  Keywords<FitOptions>::define(
      m, "training_data",
      +[](const FitOptions& given, const Record& record, Instant as_of, const py::object& progress) {
        FitOptions options = given;
        options.progress = progress_of(progress);
        return record.read([&](const Network& network) {
          const py::gil_scoped_release others_run;
          return training_data(network, as_of.value, options);
        });
      },
      py::arg("network"), py::arg("as_of"), py::kw_only(), py::arg("progress") = py::none(),
      R"(What `fit_ties` of the same instant and options learns from: a row for each direction of each pair known one window before.

Columns `source`, `target`, the eight features of the default model by name, `declared` (the weight; 0: not declared), and `turned`
(1: source turned to target within the window that ends at `as_of`). For models of one's own.

Parameters
----------
network, as_of, window_days, reciprocity, max_participants, kind_weights, prior_weight, steadiness, rhythm, progress
    As in `fit_ties`.

Returns
-------
Table

Examples
--------
>>> network = hobnob.Network()
>>> network.add_interaction("ana", "bo", 1_700_000_000)
>>> data = hobnob.training_data(network, 1_700_000_000 + 30 * 86_400)
>>> data["source"].tolist(), data["turned"].tolist()
(['ana', 'bo'], [0, 0])
)");
}

}  // namespace hobnob::python

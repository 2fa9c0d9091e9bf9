#include <map>
#include <variant>
#include <vector>

#include "answers.hpp"
#include "hobnob/introduce/introducers.hpp"
#include "keywords.hpp"
#include "record.hpp"

namespace hobnob::python {
namespace {

/// Keys, or keys with weights.
using Wanted = std::variant<std::vector<Key>, std::map<Key, double>>;

SharedIntroducers rank_for_several(const IntroducerOptions& options, const View& view, const Key& seeker, const Wanted& targets) {
  std::vector<WeightedTarget> wanted;
  if (const auto* keys = std::get_if<std::vector<Key>>(&targets))
    for (const Key& key : *keys) wanted.push_back({view.id(key), 1});
  else
    for (const auto& [key, weight] : std::get<std::map<Key, double>>(targets)) wanted.push_back({view.id(key), weight});
  return rank_introducers(view, view.id(seeker), wanted, options);
}

/// A key, and nothing that holds keys: those are left to the other signature, where a key by itself would refuse them.
struct OneKey {
  Key key;
};

Introducers rank_for_one(const IntroducerOptions& options, const View& view, const Key& seeker, const OneKey& target) {
  return rank_introducers(view, view.id(seeker), view.id(target.key), options);
}

}  // namespace
}  // namespace hobnob::python

namespace pybind11::detail {
template <>
struct type_caster<hobnob::python::OneKey> {
  PYBIND11_TYPE_CASTER(hobnob::python::OneKey, make_caster<hobnob::Key>::name);
  bool load(handle source, bool convert) {
    if (isinstance<iterable>(source) && !isinstance<str>(source) && !isinstance<bytes>(source)) return false;
    make_caster<hobnob::Key> key;
    if (!key.load(source, convert)) return false;
    value.key = cast_op<const hobnob::Key&>(key);
    return true;
  }
};
}  // namespace pybind11::detail

namespace hobnob::python {

void bind_introductions(py::module_& m) {
  Keywords<IntroducerOptions>::define(m, "rank_introducers", &rank_for_one, py::arg("view"), py::arg("seeker"), py::arg("target"), py::kw_only(),
                                      py::call_guard<py::gil_scoped_release>(),
                                      R"(Whom to ask first: the people next to the seeker, each with the best path through them.

With several targets, who opens the most doors: by the sum of weight times chance.

Parameters
----------
view : View
    As in `find_paths`.
seeker, target : str or int
    Keys of two members.
targets : list of str or int, or dict
    Instead of one target: several, each with weight 1, or a dict of their weights, which must be positive. One that is named twice
    counts twice. The seeker is no target.
k : int
    How many introducers to return; fewer if there are fewer.
max_hops : int
    Ties on a path, 2 to 6. The policy may cap it.
min_probability : float
    Leave out paths whose chance is less than this: the calibrated one, where there is a calibration.
calibration : Calibration, optional
    As in `find_paths`.
rest_days : float
    So long after a no somebody rests towards the seeker: an introducer is not asked first, a target not at all. 0: nobody rests.
exclude : list of str or int
    Members who must not be on a path, at either end or between.

Returns
-------
Introducers, or SharedIntroducers
    Without rows where the seeker has an ask open for the target: `notice` says so. Of several targets those are left out.

Raises
------
InvalidArgument, UnknownMember
    As in `find_paths`.

Examples
--------
>>> network = hobnob.Network()
>>> report = network.add_connections([("ana", "bo"), ("bo", "kim"), ("bo", "lee"), ("ana", "cy")])
>>> view = network.snapshot(0).owner_view("open")
>>> best = hobnob.rank_introducers(view, "ana", "kim")
>>> best[0].item.member
'bo'
>>> doors = hobnob.rank_introducers(view, "ana", {"kim": 1, "lee": 2})
>>> [(row.item.member, row.item.targets) for row in doors]
[('bo', 2)]
)");
  Keywords<IntroducerOptions>::define(m, "rank_introducers", &rank_for_several, py::arg("view"), py::arg("seeker"), py::arg("targets"), py::kw_only(),
                                      py::call_guard<py::gil_scoped_release>());
  Keywords<IntroductionOptions>::define(
      m, "rank_introductions",
      +[](const IntroductionOptions& options, const View& view, const Key& introducer) {
        return rank_introductions(view, view.id(introducer), options);
      },
      py::arg("view"), py::arg("introducer"), py::kw_only(), py::call_guard<py::gil_scoped_release>(),
      R"(Whom an introducer could introduce to each other today: pairs of their ties who do not know each other.

The score is the chance that both agree when the introducer asks them, times how well their needs and offers fit; pairs with an ask
for each other open, a block between them or one who declined to meet the other are left out, as far as the view tells.

Parameters
----------
view : View
    The owner's, or the introducer's own.
introducer : str or int
    Key of a member.
k : int
    How many pairs to return; fewer if there are fewer.
per_member : int
    At most so many pairs with any one member; 0: any number.
connected_at : float
    Who turns to the other with at least this strength knows them already.
rest_days : float
    So long after declining to meet somebody a member is not introduced to them.
topic_weight : float
    How much it counts that what one needs the other offers; 0: not at all.

Returns
-------
Introductions

Raises
------
InvalidArgument, UnknownMember
    As in `find_paths`.

Examples
--------
>>> network = hobnob.Network()
>>> report = network.add_connections([("ana", "bo"), ("bo", "kim")])
>>> hobnob.rank_introductions(network.snapshot(0).owner_view("open"), "bo")[0].item.second
'kim'
)");
}

}  // namespace hobnob::python

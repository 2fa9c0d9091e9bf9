#include "hobnob/introduce/chance.hpp"
#include "hobnob/introduce/explain.hpp"
#include "hobnob/report/report.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "answers.hpp"
#include "keywords.hpp"
#include "record.hpp"

namespace hobnob::python {
namespace {

using python::keyed;

// What C++ has with ids, with keys.
struct KeyedAskStep {
  Key introducer;
  double way = 0;
  double chance = 0;
  KeyedPath path;
  std::vector<KeyedFactor> factors;
  friend bool operator==(const KeyedAskStep&, const KeyedAskStep&) = default;
};
struct KeyedChance {
  std::vector<KeyedAskStep> rows;
  double value = 0, lower = 0, upper = 0;
  bool complete = true;
  std::string method;
  std::string notice;
  Time as_of = 0;
  std::uint64_t paths = 0;
  bool paths_complete = true;
  std::uint64_t components = 0, samples = 0, seed = 0, ties_touched = 0;
  std::map<Key, std::string> names;  // of everybody whom the answer mentions
  [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
};

KeyedChance keyed(const Chance& made) {
  KeyedChance out{.rows = {},
                  .value = made.value,
                  .lower = made.lower,
                  .upper = made.upper,
                  .complete = made.complete,
                  .method = made.method,
                  .notice = made.notice,
                  .as_of = made.as_of,
                  .paths = made.paths,
                  .paths_complete = made.paths_complete,
                  .components = made.components,
                  .samples = made.samples,
                  .seed = made.seed,
                  .ties_touched = made.ties_touched,
                  .names = {}};
  for (const People::Person& person : made.people) out.names.emplace(person.key, person.name);
  for (const AskStep& step : made.ask_in_order)
    out.rows.push_back({made.key(step.introducer), step.way, step.chance, keyed(made.people, step.path), keyed(made.people, step.factors)});
  return out;
}

/// The same as C++ has it, with ids of its own.
Chance unkeyed(const KeyedChance& keyed) {
  std::map<Key, std::string> names = keyed.names;
  for (const KeyedAskStep& step : keyed.rows) {
    names.try_emplace(step.introducer);
    for (const Key& key : step.path.members) names.try_emplace(key);
    for (const KeyedFactor& factor : step.factors)
      if (factor.who) names.try_emplace(*factor.who);
  }
  Chance out;
  out.value = keyed.value, out.lower = keyed.lower, out.upper = keyed.upper, out.complete = keyed.complete, out.method = keyed.method;
  out.notice = keyed.notice, out.as_of = keyed.as_of, out.paths = keyed.paths, out.paths_complete = keyed.paths_complete;
  out.components = keyed.components, out.samples = keyed.samples, out.seed = keyed.seed, out.ties_touched = keyed.ties_touched;
  std::map<Key, MemberId> ids;
  for (const auto& [key, name] : names) {
    const MemberId id{static_cast<std::uint32_t>(ids.size())};
    out.people.add(id, key, name), ids.emplace(key, id);
  }
  for (const KeyedAskStep& step : keyed.rows) {
    AskStep& made = out.ask_in_order.emplace_back();
    made.introducer = ids.at(step.introducer), made.way = step.way, made.chance = step.chance;
    for (const Key& key : step.path.members) made.path.members.push_back(ids.at(key));
    for (const KeyedFactor& factor : step.factors) made.factors.push_back({factor.name, factor.value, factor.who ? ids.at(*factor.who) : no_member});
  }
  return out;
}
std::string to_text(const KeyedChance& chance) { return hobnob::to_text(unkeyed(chance)); }
std::string to_html(const KeyedChance& chance) { return hobnob::to_html(unkeyed(chance)); }
Table to_table(const KeyedChance& chance) { return hobnob::to_table(unkeyed(chance)); }

}  // namespace

template <>
struct FieldsOf<KeyedAskStep> {
  static constexpr auto fields() {
    return std::tuple{field("introducer", &KeyedAskStep::introducer), field("way", &KeyedAskStep::way), field("chance", &KeyedAskStep::chance),
                      field("path", &KeyedAskStep::path), field("factors", &KeyedAskStep::factors)};
  }
};
template <>
struct FieldsOf<KeyedChance> {
  static constexpr auto fields() {
    using C = KeyedChance;
    return std::tuple{field("value", &C::value),
                      field("lower", &C::lower),
                      field("upper", &C::upper),
                      field("ask_in_order", &C::rows),
                      field("complete", &C::complete),
                      field("method", &C::method),
                      field("notice", &C::notice),
                      field("as_of", &C::as_of),
                      field("paths", &C::paths),
                      field("paths_complete", &C::paths_complete),
                      field("components", &C::components),
                      field("samples", &C::samples),
                      field("seed", &C::seed),
                      field("ties_touched", &C::ties_touched),
                      field("names", &C::names)};
  }
};

void bind_chance(py::module_& m) {
  plain_class<KeyedAskStep>(m, "AskStep", R"(Somebody to ask, after those before them.

`way` is the probability of the best path that begins with them, as in `rank_introducers`; `chance` that one introduction at least has
succeeded once this one and those before have been asked. `path` is that best path; `factors` multiply to `way`.
)");
  bind_figures<KeyedChance>(m, "Chance",
                            R"(The chance that at least one introduction succeeds; a sequence of `AskStep`, whom to ask in which order, and a table.

`value` lies between `lower` and `upper`, which are certain, or where `samples` of the seed `rng` were drawn hold it with chance 95 % or more.
`complete` says that `value` is the chance itself: then all three are the same. `method` is "closed form" (paths share nothing), "exact" (by
expansion over what they share), "bounds" (as near as was asked; the value is in their middle), "Karp-Luby" (worlds in which a listed path works)
or "worlds" (of all ties and introducers). `paths` were listed, with so many `components`, ties and introducers; `paths_complete` says that these
are all.

The order: next always whoever adds most to the chance that one has succeeded, by the listed paths.
The table has a row for each: rank, introducer, way, chance.
)");
  Keywords<ChanceOptions>::define(
      m, "chance",
      +[](const ChanceOptions& options, const View& view, const Key& seeker, const Key& target) {
        return keyed(chance(view, view.id(seeker), view.id(target), options));
      },
      py::arg("view"), py::arg("seeker"), py::arg("target"), py::kw_only(), py::call_guard<py::gil_scoped_release>(),
      R"(How likely is it that at least one introduction succeeds, and whom to ask first?

Ties and introducers fail independently of one another, an introducer for all the paths through them; the target is open or not, once for all.
The direct tie is no introduction. Exact at two hops, and where what paths share can be told apart in a bounded number of steps; else within
`tolerance`, as far as `max_samples` allow. The same answer for the same view, options and `rng`, on any machine.

Parameters
----------
view : View
    What may be seen.
seeker, target : str or int
    Who asks, and whom they want to meet.
max_hops : int
    Ties on a path, 2 to 6. The policy's horizon may cap it.
tolerance : float
    How far `lower` and `upper` may be from each other before more work is done.
k : int
    How many introducers to tell the order of; fewer if there are fewer.
max_paths : int
    How many paths are looked at one by one, the most promising.
max_samples : int
    Random worlds at most, where neither closed form nor bounds nor expansion will do.
rest_days : float
    As in `rank_introducers`, for the notice alone: a chance speaks of ties, whoever rests.
rng : int, numpy.random.Generator, SeedSequence, BitGenerator or None
    Seed of the worlds. None: another each time.

Returns
-------
Chance

Raises
------
InvalidArgument, UnknownMember
    As in `find_paths`.

Examples
--------
>>> network = hobnob.Network()
>>> for introducer in ("bo", "cy"):
...     network.add_connection("ana", introducer, weight=1)
...     network.add_connection(introducer, "kim", weight=1)
>>> view = network.snapshot(0).owner_view("open")
>>> print(hobnob.chance(view, "ana", "kim"), end="")
89 % that at least one introduction succeeds (closed form).
Whom to ask, in order, and the best way through each:
1. ana → bo → kim: 67 %, by then 67 %
2. ana → cy → kim: 67 %, by then 89 %
By 2 paths, as if ties were independent of one another.
>>> chance = hobnob.chance(view, "ana", "kim")
>>> chance.lower == chance.value == chance.upper
True
>>> print(hobnob.explain(view, chance, row=1).text.splitlines()[0])
ana to kim, through 1 introducer: 67 % as of 1970-01-01 UTC.
)");
  m.def(
      "explain", [](const View& view, const KeyedChance& answer, Count row) { return keyed(hobnob::explain(view, unkeyed(answer), row.value)); },
      py::arg("view"), py::arg("answer"), py::arg("row") = Count{});
}

}  // namespace hobnob::python

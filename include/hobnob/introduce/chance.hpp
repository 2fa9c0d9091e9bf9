// How likely is it that at least one introduction to Kim succeeds, if I ask for all of them? And whom do I ask first?
//
//   hobnob::Chance chance = hobnob::chance(view, view.id("ana"), view.id("kim"));
//   chance.value                                         // 0.62, between chance.lower and chance.upper
//   chance.ask_in_order[0].introducer                    // whom to ask first; [1], whom to ask if that comes to nothing
//
// Ties and introducers fail independently of one another, an introducer for all the paths through them; the target is open or not, once for
// all. That is reliability between two members under a hop bound: hard in general, so `method` says how the figure was come by, and `lower`
// and `upper` what is certain of it. `search/reliability.hpp` has the steps of the ladder and where they are from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/ranking.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/paths.hpp"

namespace hobnob {
inline namespace v0 {

struct ChanceOptions {
  int max_hops = 3;         ///< Ties on a path, 2…6. The policy's horizon may cap it.
  double tolerance = 0.01;  ///< How far `lower` and `upper` may be from each other before more work is done.
  int k = 10;               ///< How many introducers to tell the order of; fewer if there are fewer.
  int max_paths = 256;      ///< How many paths are looked at one by one, the most promising.
  std::int64_t max_samples = 1 << 16;  ///< Random worlds at most, where neither closed form nor bounds nor expansion will do.
  std::uint64_t seed = 0;   ///< Of the worlds.
  double rest_days = 180;   ///< As in `rank_introducers`, for the notice alone.
  template <class O = ChanceOptions>
  static constexpr auto fields() {
    return std::tuple{field("max_hops", &O::max_hops, 2, 6),
                      field("tolerance", &O::tolerance, 0, 1),
                      field("k", &O::k, 1, 100'000),
                      field("max_paths", &O::max_paths, 1, 10'000),
                      field("max_samples", &O::max_samples, 2, 1LL << 32),
                      field("seed", &O::seed),
                      field("rest_days", &O::rest_days, 0, 36'500)};
  }
};

/// Somebody to ask, after those before them.
struct AskStep {
  MemberId introducer = no_member;
  double way = 0;     ///< Probability of the best path that begins with them, as in `find_paths`, whether they rest or not.
  double chance = 0;  ///< That one introduction at least has succeeded once this one and those before have been asked.
  Path path{};        ///< The best that begins with them.
  std::vector<Factor> factors{};   ///< They multiply to `way`: "tie", "willingness" and "openness", as in `find_paths`.
};

/// The chance of at least one. lower ≤ value ≤ upper.
struct Chance {
  double value = 0;
  double lower = 0;  ///< `lower` and `upper` are certain, or where worlds were drawn ("Karp-Luby", "worlds") hold it with chance 95 % or more.
  double upper = 0;
  /// Whom to ask, one after the other: next always whoever adds most to the chance that one has succeeded, among equals by ascending id.
  /// Only introducers with whom one of the listed paths begins, and chances by the listed paths alone, so that the last may stay below `value`.
  std::vector<AskStep> ask_in_order;
  bool complete = true;  ///< Is `value` the chance itself? Then lower = value = upper.
  /// "closed form": paths share nothing. "exact": by expansion over what they share. "bounds": they are as near as was asked, and the value is in
  /// their middle. "Karp-Luby": worlds of the listed paths in which one works at least. "worlds": of all ties and introducers, the last two hops in
  /// closed form.
  std::string method = "closed form";
  /// What the asker should know of the instant asked about, and of earlier asks: a chance speaks of ties, whoever rests. Empty if nothing.
  std::string notice;
  Time as_of = 0;
  std::uint64_t paths = 0;  ///< Listed: all there are, or as many as `max_paths`.
  bool paths_complete = true;  ///< Were all listed?
  std::uint64_t components = 0;  ///< Ties and introducers on the listed paths.
  std::uint64_t samples = 0;  ///< Random worlds drawn for the value.
  std::uint64_t seed = 0;  ///< Of the worlds.
  std::uint64_t ties_touched = 0;  ///< Work done, in permitted ties looked at.
  People people;

  [[nodiscard]] std::size_t size() const noexcept { return ask_in_order.size(); }
  [[nodiscard]] bool empty() const noexcept { return ask_in_order.empty(); }  ///< Is there nobody to ask? Then the chance is 0.
  [[nodiscard]] const Key& key(MemberId id) const { return people.key(id); }
  [[nodiscard]] const std::string& name(MemberId id) const { return people.name(id); }
  /// The same keyed content, to the bit.
  HOBNOB_API friend bool operator==(const Chance& a, const Chance& b);
};

/// The chance that at least one introduction of `seeker` to `target` over 2…max_hops ties succeeds; the direct tie is no introduction. Nobody to
/// ask and 0 where there is no path, and errors, as in `find_paths`. The same for the same view, options and seed, on any machine.
/// Exact at 2 hops, and where what the paths share can be told apart in a bounded number of steps; else within `tolerance`, as far as
/// `max_samples` allow. Cost: a search as in `find_paths`, the ties of the smaller of two neighbourhoods (of both from 4 hops on), and
/// O(max_paths) or O(ties of who is reached) a world.
HOBNOB_API Chance chance(const View& view, MemberId seeker, MemberId target, const ChanceOptions& options = {});

/// For people: the chance, and a line for each who is to be asked. What Python's `str` gives.
HOBNOB_API std::string to_text(const Chance& chance);
/// The order in which to ask. Columns rank, introducer, way, chance.
HOBNOB_API Table to_table(const Chance& chance);

}  // namespace v0
}  // namespace hobnob

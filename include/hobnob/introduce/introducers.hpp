// Whom should I ask first? The people next to me through whom the way to Kim is most promising, each with that way. And whom for several?
//
//   hobnob::Introducers best = hobnob::rank_introducers(view, view.id("ana"), view.id("kim"));
//   hobnob::SharedIntroducers doors = hobnob::rank_introducers(view, view.id("ana"), {{view.id("kim")}, {view.id("lee"), 2}});
//
// For each first introducer c the best path that begins with c; ranked by that path, or by the sum over the targets. Exact.
// Asks are heeded: whoever waits for an answer asks nobody else for the same target, and who said no is left in peace for a while. That is
// about whom to ask now; `find_paths` shows chains as they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/ranking.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/calibration.hpp"
#include "hobnob/introduce/paths.hpp"

namespace hobnob {
inline namespace v0 {

/// Somebody to ask, and the best path through them: seeker, this member, …, target.
struct Introducer {
  MemberId member = no_member;
  Path path;
};
inline std::span<const MemberId> mentions(const Introducer& introducer) { return introducer.path.members; }

/// Introducers in order; factors multiply to the score: "tie" (yours to them), "willingness" (theirs, load included),
/// "way" (from them to the target, that member's openness included), and, where a calibration was given, "calibration" as in `Paths`.
/// `notice` says who rests, and why there are no rows where an ask is open or the target rests.
struct Introducers : Ranking<Introducer> {};

struct IntroducerOptions {
  int k = 10;                   ///< How many introducers to return; fewer if there are fewer.
  int max_hops = 3;             ///< Ties on a path, 2…6. The policy's horizon may cap it.
  double min_probability = 0;   ///< Leave out paths whose chance is less than this: the calibrated one, where there is a calibration.
  std::optional<Calibration> calibration{};   ///< As in `PathOptions`.
  double rest_days = 180;       ///< So long after a no somebody rests towards the seeker: an introducer is not asked first, a target not at all.
  std::vector<Key> exclude{};   ///< Members who must not be on a path, at either end or between.
  template <class O = IntroducerOptions>
  static constexpr auto fields() {
    return std::tuple{
        field("k", &O::k, 1, 100'000),         field("max_hops", &O::max_hops, 2, 6),        field("min_probability", &O::min_probability, 0, 1),
        field("calibration", &O::calibration), field("rest_days", &O::rest_days, 0, 36'500), field("exclude", &O::exclude)};
  }
};

/// The k best people to ask for an introduction to `target`; ties by fewer hops of their path, then by ascending ids along it.
/// Empty where the seeker has an ask open for the target, or the target declined to meet them within `rest_days`; introducers who refused
/// an ask of theirs within that time, or let one expire, are not asked first. Later on a path it is somebody else who asks them.
/// Empty and errors otherwise as in `find_paths`; also Error(unknown_member) for an excluded key, in the owner's view.
/// Cost: one backward pass as there, and a search below each tie of the seeker.
HOBNOB_API Introducers rank_introducers(const View& view, MemberId seeker, MemberId target, const IntroducerOptions& options = {});

/// Somebody the seeker would like to meet, and how much, in a unit of the caller's own.
struct WeightedTarget {
  MemberId member = no_member;
  double weight = 1;            ///< More than 0.
};

/// A target that an introducer opens the door to: the chance of the best path through them, and that path.
struct Door {
  MemberId target = no_member;
  double probability = 0;
  Path path;
};

/// Somebody to ask for several targets.
struct SharedIntroducer {
  MemberId member = no_member;
  std::uint64_t targets = 0;    ///< To how many of the targets there is a path through them.
  std::vector<Door> doors;      ///< Those that make up most of the score, up to three; most first.
};
HOBNOB_API std::vector<MemberId> mentions(const SharedIntroducer& introducer);

/// Introducers in order; factors add up to the score, each weight · chance: "target" for each of the doors, then "others" for the rest, if any.
struct SharedIntroducers : Ranking<SharedIntroducer> {};

/// The k people to ask who open the most doors: Σ over the targets of weight · chance of the best path through them. Other targets may be
/// on such a path. Ties by ascending ids. Targets with an open ask, and such as rest, are left out; `notice` counts them. Weights of a target named
/// twice add up; the seeker is no target. Without targets empty. Errors as above; Error(invalid_argument) for a weight that is not positive.
/// Cost: that of `rank_introducers` for each target, with all introducers kept.
HOBNOB_API SharedIntroducers rank_introducers(const View& view, MemberId seeker, std::span<const WeightedTarget> targets,
                                              const IntroducerOptions& options = {});
inline SharedIntroducers rank_introducers(const View& view, MemberId seeker, std::initializer_list<WeightedTarget> targets,
                                          const IntroducerOptions& options = {}) {
  return rank_introducers(view, seeker, std::span<const WeightedTarget>(targets.begin(), targets.size()), options);
}

/// Two members next to an introducer who might like to know each other: the better one to ask first, and the other.
struct Introduction {
  MemberId first = no_member;
  MemberId second = no_member;
};
inline std::vector<MemberId> mentions(const Introduction& introduction) { return {introduction.first, introduction.second}; }

/// Pairs in order; factors multiply to the score: the chance that both agree, which is "tie" and "openness" of the first, then of the
/// second; and "fit", how well what they need and offer goes together, 1 where nothing does.
struct Introductions : Ranking<Introduction> {};

struct IntroductionOptions {
  int k = 20;                   ///< How many pairs to return; fewer if there are fewer.
  int per_member = 3;           ///< At most so many pairs with any one member; 0: any number.
  double connected_at = 0.05;   ///< Who turns to the other with at least this strength knows them already.
  double rest_days = 180;       ///< So long after declining to meet somebody a member is not introduced to them.
  double topic_weight = 1;      ///< κ: how much fitting needs and offers count.
  template <class O = IntroductionOptions>
  static constexpr auto fields() {
    return std::tuple{field("k", &O::k, 1, 100'000), field("per_member", &O::per_member, 0, 100'000), field("connected_at", &O::connected_at, 0, 1),
                      field("rest_days", &O::rest_days, 0, 36'500), field("topic_weight", &O::topic_weight, 0, 1e6)};
  }
};

/// Whom could this introducer introduce to each other today? Pairs a, b of their ties who are not connected (declared, or strong enough either
/// way), by p(introducer→a) · open(a) · p(introducer→b) · open(b) · fit: it is the introducer who asks both, so that their own willingness is
/// not charged. fit = √((1 + κ·cos(needs of a, offers of b)) · (1 + κ·cos(offers of a, needs of b))), topics weighted by ln(1 + n/n_topic)
/// among the n visible members, n_topic of whom name them. The better pairs are taken first, and of a member no more than `per_member`. Ties by
/// who is surest to agree, then ascending ids.
/// Left out are pairs with an ask for each other open, a block between them, or one who declined to meet the other within `rest_days`, as far
/// as the view tells: a member's knows nothing of what others asked or blocked. Empty where the introducer refuses to introduce; a cap on
/// asks is about what others ask of them. In a member's view the introducer must be the viewer. Errors as in `find_paths`.
/// O(members + ties of the introducer + pairs looked at · log): until k are found, pairs are looked at from the most promising on.
HOBNOB_API Introductions rank_introductions(const View& view, MemberId introducer, const IntroductionOptions& options = {});

/// For people: one line an introducer, or a pair. What Python's `str` gives.
HOBNOB_API std::string to_text(const Introducers& introducers);
HOBNOB_API std::string to_text(const SharedIntroducers& introducers);
HOBNOB_API std::string to_text(const Introductions& introductions);
/// Columns rank, introducer, target, path, hops, score, tie, willingness, way. A calibrated score is not the product of the last three.
HOBNOB_API Table to_table(const Introducers& introducers);
/// Columns rank, introducer, targets (how many), score, doors (the targets that make up most of the score), path (to the first of them).
HOBNOB_API Table to_table(const SharedIntroducers& introducers);
/// Columns rank, first, second, score, first_tie, first_openness, second_tie, second_openness, fit.
HOBNOB_API Table to_table(const Introductions& introductions);

}  // namespace v0
}  // namespace hobnob

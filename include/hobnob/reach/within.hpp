// How many people are a few introductions away? Members within so many hops of each: who has the widest neighbourhood, over all.
//
//   hobnob::Neighbourhoods widest = hobnob::rank_within(app, {.hops = 2, .k = 10});
//   hobnob::Neighbourhoods about = hobnob::rank_within(app, {.hops = 6, .approximate = 64});   // ± 13 %, by sketches
//
// Along ties that a path can use (probability above 0), in the direction of asking; nobody counts themselves.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <tuple>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/ranking.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/graph/arc_graph.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/reach/spread.hpp"

namespace hobnob {
inline namespace v0 {

/// Members in order; the score is how many others are within the hops asked about, and its factors add up to it: how many are at "1 hop",
/// "2 hops", … from them. From ten hops on they are one, as "10 to 255 hops".
struct Neighbourhoods : Ranking<Author> {};

struct RankWithinOptions {
  int hops = 2;          ///< How far to look. A policy with a horizon below 6 hops caps it.
  int k = 20;            ///< How many members to return; fewer if there are fewer.
  /// 0 counts. A power of two from 64 to 4096 estimates whoever is farther than one hop from as many bytes a member: a standard deviation of
  /// 1.04/√registers, 13 to 1.6 % of the score.
  int approximate = 0;
  std::uint64_t seed = 0;  ///< Of the estimates.
  int threads = 1;       ///< 0: as many as the machine has. The answer is the same for any number.
  /// Called now and then with work done and work in all, on the calling thread; false ends the query with Error(cancelled).
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = RankWithinOptions>
  static constexpr auto fields() {
    return std::tuple{field("hops", &O::hops, 1, 255), field("k", &O::k, 1, 100'000'000), field("approximate", &O::approximate, 0, 4096),
                      field("seed", &O::seed), field("threads", &O::threads, 0, 1024)};
  }
};

/// The members with most others within so many hops; ties by ascending id. The owner's question: Error(invalid_argument) in a member's view,
/// and for options out of range. O(ties) for one hop, at most Σ degree² for two, hops · ties · members / 512 beyond; estimated, hops · ties ·
/// registers. Memory and sources: `search/within.hpp`.
HOBNOB_API Neighbourhoods rank_within(const View& view, const RankWithinOptions& options = {});
/// The same along the arcs of a plain graph, of everybody in it.
HOBNOB_API Neighbourhoods rank_within(const ArcGraph& graph, const RankWithinOptions& options = {});

/// For people: one line a member.
HOBNOB_API std::string to_text(const Neighbourhoods& neighbourhoods);
/// Columns rank, member, within, and one a distance: hops_1, hops_2, …, hops_10_to_255.
HOBNOB_API Table to_table(const Neighbourhoods& neighbourhoods);

}  // namespace v0
}  // namespace hobnob

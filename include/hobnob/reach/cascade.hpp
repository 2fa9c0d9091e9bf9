// How far does something spread on a plain graph of given chances, from whom, and from whom best? The independent cascade of the literature.
//
//   const hobnob::ArcGraph graph = hobnob::read_arcs("NetHEPT.txt.gz", {.skip_lines = 1});
//   hobnob::Seeds seeds = hobnob::choose_seeds(graph, {.k = 50});               // and how near the best they are
//   hobnob::Spread spread = hobnob::estimate_reach(graph, members);             // by worlds that know nothing of how they were chosen
//
// Whoever is reached passes it on over each arc with its probability, once (D. Kempe, J. Kleinberg, É. Tardos 2003, doi:10.1145/956750.956769). The same
// questions as of a network, and the same kernels; nobody is hidden here, and there is no time.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/arc_graph.hpp"
#include "hobnob/reach/seeds.hpp"
#include "hobnob/reach/spread.hpp"

namespace hobnob {
inline namespace v0 {

struct CascadeOptions {
  std::int64_t worlds = 1000;
  std::uint64_t seed = 0;
  int threads = 1;  ///< 0: as many as the machine has. The answer is the same for any number.
  /// Called now and then with worlds done and worlds in all, on the calling thread; false ends the query with Error(cancelled).
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = CascadeOptions>
  static constexpr auto fields() {
    return std::tuple{field("worlds", &O::worlds, 2, 100'000'000), field("seed", &O::seed), field("threads", &O::threads, 0, 1024)};
  }
};

/// How many are reached, seeds included.
struct Spread {
  double readers = 0;  ///< The mean over the worlds.
  double standard_error = 0;  ///< Of the mean.
  std::uint64_t worlds = 0;
  std::uint64_t seed = 0;
  std::uint64_t arcs_touched = 0;
  friend bool operator==(const Spread&, const Spread&) = default;
};

/// Expected number of members whom an independent cascade from `seeds` reaches, by simulating worlds; questions of one seed share their
/// coins. Repeats count once. Error(invalid_argument) for an id that is nobody's or options out of range. O(worlds · arcs from those reached).
HOBNOB_API Spread estimate_reach(const ArcGraph& graph, std::span<const MemberId> seeds, const CascadeOptions& options = {});

HOBNOB_API std::string to_text(const Spread& spread);

struct RankCascadeOptions {
  int k = 20;  ///< How many members to return; fewer if there are fewer.
  std::int64_t samples = 1'000'000;  ///< Random reverse reachable sets.
  std::uint64_t seed = 0;
  int threads = 1;
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = RankCascadeOptions>
  static constexpr auto fields() {
    return std::tuple{field("k", &O::k, 1, 100'000'000), field("samples", &O::samples, 2, 1LL << 32), field("seed", &O::seed),
                      field("threads", &O::threads, 0, 1024)};
  }
};

/// For every member the expected number whom a cascade from them alone reaches, themselves included; the greatest first, then by ascending
/// id. All are estimated from the same sets, each with a standard error of at most √(readers · (members − readers) / samples). The factors "itself" and "others" add
/// up to the score. O(samples · live arcs).
HOBNOB_API Authors rank_reach(const ArcGraph& graph, const RankCascadeOptions& options = {});

/// As of `SeedOptions`.
struct ArcSeedOptions {
  int k = 10;
  std::vector<Key> exclude{};
  std::map<Key, double> costs{};
  double budget = infinity;
  double quality = 0.82;
  std::int64_t max_samples = 3 << 20;
  std::uint64_t seed = 0;
  int threads = 1;
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = ArcSeedOptions>
  static constexpr auto fields() {
    return std::tuple{field("k", &O::k, 1, 1'000'000),
                      field("exclude", &O::exclude),
                      field("costs", &O::costs),
                      field("budget", &O::budget, 0, infinity),
                      field("quality", &O::quality, 0, 1),
                      field("max_samples", &O::max_samples, 2, 1LL << 32),
                      field("seed", &O::seed),
                      field("threads", &O::threads, 0, 1024)};
  }
};

/// The members from whom a cascade reaches the most, seeds included, and how near the best that is. Errors as of the network's.
HOBNOB_API Seeds choose_seeds(const ArcGraph& graph, const ArcSeedOptions& options = {});

}  // namespace v0
}  // namespace hobnob

// Private: seeds by random reverse reachable sets. Two thirds choose, one third judges, and both are doubled until the certificate is good.
#pragma once

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <vector>

#include "hobnob/core/error.hpp"
#include "hobnob/core/random.hpp"
#include "hobnob/reach/seeds.hpp"
#include "hobnob/search/cover.hpp"
#include "hobnob/search/parallel.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

struct SampleOptions {
  double quality;
  std::uint64_t most;
  std::uint64_t seed;
  int threads;
  const std::function<bool(std::uint64_t, std::uint64_t)>& progress;
  std::uint64_t before = 0;   // what was done already, as progress counts
};

struct ChosenSeeds {
  std::vector<std::uint32_t> sources;
  std::vector<double> adds;
  Estimate spread;
  double certificate = 1;
  double cost = 0;
  std::uint64_t samples = 0;
  std::uint64_t looked = 0;
};

/// How many sets a block should hold, so that a wish to stop is heard soon though a set may hold everybody. Which block a set is in changes nothing.
inline std::size_t sets_at_once(std::uint64_t looked, std::size_t sets) noexcept {
  constexpr std::uint64_t work = 1 << 18;
  return sets == 0 ? 1 : static_cast<std::size_t>(std::clamp<std::uint64_t>(work * sets / (looked + sets), 1, 512));
}

/// Draws the sets numbered from sets.size() up to `count` of one kind. `draw(scratch, stream, sets)` appends the sources of one set and
/// returns how much it looked at. Same bits for any number of threads.
template <class Make, class Draw>
std::uint64_t draw_sets(SourceSets& sets, std::size_t count, std::uint64_t kind, std::uint64_t seed, int threads,
                        const std::function<bool(std::uint64_t, std::uint64_t)>& progress, std::size_t block, const Make& make, const Draw& draw) {
  const std::size_t begin = sets.size();
  struct Part {
    SourceSets sets;
    std::uint64_t looked = 0;
  };
  std::uint64_t looked = 0;
  const auto draw_some = [&](auto& scratch, std::size_t from, std::size_t until, SourceSets& into) {
    std::uint64_t here = 0;
    for (std::size_t i = begin + from; i < begin + until; ++i) {
      Stream stream{seed, 2 * i + kind};
      here += draw(scratch, stream, into);
      into.close();
    }
    return here;
  };
  if (threads == 1) {   // blocks come in order, straight to where they belong
    if (begin > 0) sets.sources.reserve(sets.sources.size() * count / begin + count / 8);
    sets.offsets.reserve(count + 1);
    parallel_blocks(count - begin, block, threads, progress, make,
                    [&](auto& scratch, std::size_t from, std::size_t until) { looked += draw_some(scratch, from, until, sets); });
    return looked;
  }
  std::vector<Part> parts((count - begin + block - 1) / block);
  parallel_blocks(count - begin, block, threads, progress, make, [&](auto& scratch, std::size_t from, std::size_t until) {
    Part& part = parts[from / block];
    part.looked = draw_some(scratch, from, until, part.sets);
  });
  std::size_t room = sets.sources.size();
  for (const Part& part : parts) room += part.sets.sources.size(), looked += part.looked;
  sets.sources.reserve(room), sets.offsets.reserve(count + 1);
  for (Part& part : parts) {
    sets.append(part.sets);
    part.sets = {};
  }
  return looked;
}

/// Adds to a count that other threads add to; sums of whole numbers come out the same in any order.
inline void add_one(std::uint64_t& count) noexcept { std::atomic_ref(count).fetch_add(1, std::memory_order_relaxed); }

/// Draws the sets numbered 0 … count − 1 of the first kind and keeps none: `draw(worker, stream)` counts what it finds. Returns what it looked at.
template <class Make, class Draw>
std::uint64_t count_sets(std::size_t count, std::uint64_t seed, int threads, const std::function<bool(std::uint64_t, std::uint64_t)>& progress,
                         const Make& make, const Draw& draw) {
  std::atomic<std::uint64_t> looked{0};
  for (std::size_t begin = 0, lot = std::min<std::size_t>(64, count); begin < count;
       begin += lot, lot = count - begin) {  // a few tell what one costs
    const auto told = [&](std::uint64_t done, std::uint64_t) { return !progress || progress(begin + done, count); };
    parallel_blocks(lot, sets_at_once(looked, begin), threads, told, make, [&](auto& worker, std::size_t from, std::size_t until) {
      std::uint64_t here = 0;
      for (std::size_t i = begin + from; i < begin + until; ++i) {
        Stream stream{seed, 2 * i};
        here += draw(worker, stream);
      }
      looked += here;
    });
  }
  return looked;
}

/// How many of at most so many sets choose, and how many judge beside them.
inline std::size_t most_choosing(std::uint64_t most) noexcept { return std::max<std::size_t>(1, most * 2 / 3); }
inline std::size_t judging(std::size_t choosing) noexcept { return (choosing + 1) / 2; }
inline std::uint64_t most_sets(std::uint64_t most) noexcept { return most_choosing(most) + judging(most_choosing(most)); }

/// Lets the caller hear that so much of all is done; Error(cancelled) once they say false.
inline void tell(const std::function<bool(std::uint64_t, std::uint64_t)>& progress, std::uint64_t done, std::uint64_t all) {
  if (progress && !progress(done, all)) throw Error(Errc::cancelled, "the progress callback asked to stop");
}

/// OPIM-C with quality instead of ε. `limits()` gives the limits anew for each round; `roots` is how many members a set may begin with.
/// Which seeds are found rests on the sets that choose, so they are two thirds: halves would sharpen the certificate by no more than a twentieth of
/// what sampling leaves open.
template <class Make, class Draw>
ChosenSeeds choose_by_samples(std::size_t source_count, std::size_t roots, const SampleOptions& options, const std::function<CoverLimits()>& limits,
                              const Make& make, const Draw& draw) {
  constexpr std::size_t first = 1 << 8;  // few, since a set may hold everybody
  constexpr std::size_t most_entries = std::size_t{1} << 28;  // of those that choose: 4 bytes each, twice
  constexpr double failure = 1e-3;
  ChosenSeeds out;
  if (roots == 0 || source_count == 0) return out;
  const std::size_t most = most_choosing(options.most);
  const double rounds = std::max(1.0, std::ceil(std::log2(static_cast<double>(most) / first)) + 1);
  const double a = std::log(3 * rounds / failure);
  SourceSets chooses, judges;
  double before = 0;  // the certificate of the round before
  for (std::size_t count = std::min(first, most), times = 2;; count = std::min(times * count, most)) {
    const std::uint64_t done = chooses.size() + judges.size();
    std::uint64_t before_these = done;
    const auto progress = [&](std::uint64_t here, std::uint64_t) {
      return !options.progress || options.progress(options.before + before_these + here, options.before + most_sets(options.most));
    };
    const std::size_t block = sets_at_once(out.looked, done);
    out.looked += draw_sets(chooses, count, 0, options.seed, options.threads, progress, block, make, draw);
    before_these = chooses.size() + judges.size();
    out.looked += draw_sets(judges, judging(count), 1, options.seed, options.threads, progress, block, make, draw);
    Cover cover = greedy_cover(chooses, source_count, limits());
    const std::vector<std::uint64_t> by = covered_by(judges, source_count, cover.chosen);
    const auto covered = static_cast<double>(std::accumulate(by.begin(), by.end(), std::uint64_t{0}));
    const auto all = static_cast<double>(roots);
    const double scale = all / static_cast<double>(judges.size());
    const double best = std::min(all, spread_upper(cover.bound, a) * all / static_cast<double>(count));
    out.spread = {covered * scale, spread_lower(covered, a) * scale, std::min(all, spread_upper(covered, a) * scale)};
    out.certificate = best > 0 ? std::min(1.0, out.spread.lower / best) : 1;
    const std::size_t entries = std::max(chooses.sources.size(), judges.sources.size()) + 2 * count;
    if (out.certificate < options.quality && count < most && entries < most_entries / 2) {
      // It rises less with each doubling: where rising as much again would not do, nobody need look after the next.
      times = 2 * out.certificate - before < options.quality && entries < most_entries / 4 ? 4 : 2;
      before = out.certificate;
      continue;
    }
    out.sources = std::move(cover.chosen);
    for (const std::uint64_t sets : by) out.adds.push_back(static_cast<double>(sets) * scale);
    out.cost = cover.cost;
    out.samples = count + judges.size();
    return out;
  }
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

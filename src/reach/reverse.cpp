#include "reach/reverse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <numeric>
#include <utility>

#include "hobnob/core/error.hpp"
#include "hobnob/search/parallel.hpp"
#include "reach/onward.hpp"
#include "reach/readers.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {
namespace {

struct Arrival {
  std::uint32_t source, reader;
  double probability;
};

/// Rows that come by source, as lists by reader.
ReverseLists by_reader(const std::vector<std::vector<Arrival>>& parts, std::size_t members) {
  std::vector<std::uint64_t> offsets(members + 1);
  for (const auto& part : parts)
    for (const Arrival& row : part) ++offsets[row.reader + std::size_t{1}];
  std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
  std::vector<std::uint32_t> ends(offsets.back());
  std::vector<double> probability(offsets.back());
  std::vector<std::uint64_t> at(offsets.begin(), offsets.end() - 1);
  for (const auto& part : parts)
    for (const Arrival& row : part) {
      const std::uint64_t place = at[row.reader]++;
      ends[place] = row.source, probability[place] = row.probability;
    }
  return reverse_lists({offsets, ends, probability});
}

}  // namespace

ReaderSets::ReaderSets(const View& view, const Options& options)
    : view_(view),
      members_(view.id_bound()),
      sources_(std::size_t{view.id_bound()} + (options.groups ? view.group_bound() : 0)),
      author_(options.author),
      attention_(options.reading.attention),
      share_(options.share),
      days_(options.days),
      choose_members_(options.members),
      posts_follow_(options.channels.follow),
      posts_subscription_(options.channels.subscription) {
  build(view, options);
}

void ReaderSets::build(const View& view, const Options& options) {
  constexpr std::size_t block = 64;
  constexpr std::uint64_t most = std::uint64_t{1} << 31;
  Channels channels = options.channels;
  channels.follow = channels.subscription = true;
  if (!options.members) channels.connection = false, channels.groups.emplace();
  using Kinds = std::array<std::vector<std::vector<Arrival>>, 3>;   // follow, subscription, the rest
  Kinds rows;
  for (auto& kind : rows) kind.resize((members_ + block - 1) / block + 1);
  std::atomic<std::uint64_t> entries{0};
  parallel_blocks(
      members_, block, options.threads, options.progress, [&] { return Readers(view, channels, true); },
      [&](Readers& readers, std::size_t begin, std::size_t end) {
        for (std::size_t u = begin; u < end; ++u) {
          readers.gather(MemberId{static_cast<std::uint32_t>(u)});
          for (const Readers::List& list : readers.lists()) {
            const auto [visibility, base] = rate_of(options.reading, list.kind);
            auto& part = rows[std::min<std::size_t>(2, static_cast<std::size_t>(list.kind))][begin / block];
            for (const std::uint32_t place : readers.entries(list))
              part.push_back({static_cast<std::uint32_t>(u), index(readers.members()[place]), visibility * std::max(readers.strength(place), base)});
            if (entries.fetch_add(list.end - list.begin) > most)
              throw Error(Errc::limit_exceeded, fmt::format("the channels of all members hold more than {} entries: leave large groups out", most));
          }
        }
      });
  if (options.groups)
    for (std::uint32_t group = 0; group < view.group_bound(); ++group)
      for_each_in_group(view, GroupId{group}, author_, options.reading, [&](MemberId reader, double reads) {
        rows[2].back().push_back({members_ + group, index(reader), reads});
      });
  follow_ = by_reader(rows[0], members_), rows[0] = {};
  subscription_ = by_reader(rows[1], members_), rows[1] = {};
  other_ = by_reader(rows[2], members_), rows[2] = {};
  posts_follow_ = posts_follow_ || follow_.arcs.empty(), posts_subscription_ = posts_subscription_ || subscription_.arcs.empty();
  const bool any_posts =
      (choose_members_ && ((posts_follow_ && !follow_.arcs.empty()) || (posts_subscription_ && !subscription_.arcs.empty()))) || !other_.arcs.empty();
  for (std::uint32_t u = 0; u < members_; ++u) {
    const bool hears = !follow_.of(u).empty() || !subscription_.of(u).empty() || !other_.of(u).empty();
    if (hears && any_posts && attention_.seen_by(days_) > 0) roots_.push_back(u);
    any_blocks_ = any_blocks_ || view.has_blocks(MemberId{u});
  }
}

ReaderSets::Scratch ReaderSets::scratch() const {
  Scratch scratch;
  scratch.covered.resize(sources_), scratch.done.resize(members_), scratch.shares.resize(members_);
  return scratch;
}

std::uint64_t ReaderSets::draw(Scratch& scratch, Stream& stream, std::vector<std::uint32_t>& out, std::size_t& direct) const {
  const auto later = [](const Scratch::Wait& a, const Scratch::Wait& b) { return a.day > b.day; };
  if (++scratch.epoch == 1U << 31) {
    for (auto* marks : {&scratch.covered, &scratch.done, &scratch.shares}) std::ranges::fill(*marks, 0U);
    scratch.epoch = 1;
  }
  const std::uint32_t epoch = scratch.epoch;
  const bool timed = !std::isinf(days_), posts_on_all = posts_follow_ && posts_subscription_;
  // Whether words that pass a poster's blocks, or the poster again, must be told apart.
  const bool checks = any_blocks_ || !posts_on_all || author_ != no_member;
  const std::size_t begin = out.size();
  std::uint64_t looked = 0;
  const std::uint32_t root = roots_[static_cast<std::size_t>(stream.uniform() * static_cast<double>(roots_.size()))];
  const auto cover = [&](std::uint32_t source) {
    if (source == root || scratch.covered[source] == epoch || (source < members_ && !choose_members_)) return;
    scratch.covered[source] = epoch;
    out.push_back(source);
  };
  scratch.live.clear();
  scratch.waiting.assign(1, {0, root});
  while (!scratch.waiting.empty()) {
    std::pop_heap(scratch.waiting.begin(), scratch.waiting.end(), later);
    const auto [day, reader] = scratch.waiting.back();
    scratch.waiting.pop_back();
    if (scratch.done[reader] == epoch) continue;
    scratch.done[reader] = epoch;
    const auto pass = [&, day = day, reader = reader](const ReverseLists& lists, bool posts) {
      looked += live_arcs(lists, reader, stream, [&](std::uint32_t from) {
        const double late = timed ? reading_delay(attention_, stream.uniform()) : 0;
        if (!(day + late <= days_)) return;
        std::uint32_t& coin = scratch.shares[from];
        if (coin >> 1 != epoch) coin = 2 * epoch + (stream.uniform() < share_ ? 0 : 1);
        const bool shares = (coin & 1U) == 0;
        if (checks) scratch.live.push_back({reader, from, late, posts, shares, false});
        if (posts) cover(from);
        if (!shares || scratch.done[from] == epoch) return;
        scratch.waiting.push_back({day + late, from});
        std::push_heap(scratch.waiting.begin(), scratch.waiting.end(), later);
      });
    };
    pass(follow_, posts_follow_);
    pass(subscription_, posts_subscription_);
    if (!other_.of(reader).empty()) {
      const double seen = timed ? attention_.seen_by(days_ - day) : 1;
      looked += live_arcs(other_, reader, stream, [&](std::uint32_t from) {
        const double late = stream.uniform();
        if (checks) scratch.live.push_back({reader, from, late, true, false, true});
        if (late < seen) cover(from);
      });
    }
    if (reader == root) direct = out.size() - begin;
  }
  if (checks) {
    std::size_t kept = begin;
    const std::size_t first_hop = begin + direct;
    for (std::size_t i = begin; i < out.size(); ++i) {
      const std::uint32_t source = out[i];
      const MemberId poster = source < members_ ? MemberId{source} : author_;
      const bool blocks = any_blocks_ && poster != no_member && view_.has_blocks(poster);
      const bool itself = (source >= members_ || !posts_on_all) && poster != no_member && scratch.done[index(poster)] == epoch;
      if ((blocks || itself) && !reaches(source, root, scratch)) {
        if (i < first_hop) --direct;
        continue;
      }
      out[kept++] = source;
    }
    out.resize(kept);
  }
  return looked;
}

bool ReaderSets::reaches(std::uint32_t source, std::uint32_t root, const Scratch& scratch) const {
  // The same search among the arcs that were live, without those who do not hear of the poster and without the source as one who passes on.
  const MemberId poster = source < members_ ? MemberId{source} : author_;
  const auto hears = [&](std::uint32_t u) { return MemberId{u} != poster && (poster == no_member || !view_.blocked(poster, MemberId{u})); };
  if (!hears(root)) return false;
  std::vector<Scratch::Wait> waiting{{0, root}};
  std::vector<std::uint32_t> done;
  while (!waiting.empty()) {
    const auto soonest = std::ranges::min_element(waiting, {}, &Scratch::Wait::day);
    const auto [day, reader] = *soonest;
    waiting.erase(soonest);
    if (std::ranges::find(done, reader) != done.end()) continue;
    done.push_back(reader);
    for (const Scratch::LiveArc& arc : scratch.live) {
      if (arc.to != reader) continue;
      const bool in_time = arc.by_chance ? std::isinf(days_) || arc.late < attention_.seen_by(days_ - day) : day + arc.late <= days_;
      if (arc.from == source && arc.own && in_time) return true;
      if (arc.onward && hears(arc.from) && day + arc.late <= days_) waiting.push_back({day + arc.late, arc.from});
    }
  }
  return false;
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

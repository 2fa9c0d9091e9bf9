#include "reach/onward.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <numeric>

#include "hobnob/core/random.hpp"
#include "hobnob/search/parallel.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

double reading_delay(const Attention& attention, double uniform) noexcept {
  double weights = 0;
  for (const AttentionTerm& term : attention.terms) weights += term.weight;
  double left = uniform * weights;
  const AttentionTerm* term = &attention.terms.front();
  for (const AttentionTerm& each : attention.terms) {
    if (each.weight > 0) term = &each;
    if (left < each.weight) break;
    left -= each.weight;
  }
  const double u = std::clamp(left / term->weight, 0.0, 1 - 0x1p-53);   // uniform again
  double days = 0;
  switch (term->family) {
    case AttentionFamily::exponential: days = -term->days * std::log2(1 - u); break;
    case AttentionFamily::michaelis_menten: days = term->days * u / (1 - u); break;
    case AttentionFamily::lomax: days = term->days * std::expm1(-std::log1p(-u) / term->power); break;
  }
  return std::min(days, 1e300);   // late, and not never: flat power laws pass what a double holds, and infinity means "did not"
}

std::string method_of_worlds(double share, std::uint64_t worlds, std::uint64_t seed) {
  return fmt::format("exact first hop, then passed on with chance {:g} in {} worlds of seed {}", share, worlds, seed);
}

DaysInOrder::DaysInOrder(std::span<const double> days) : order_(days.size()), days_(days.begin(), days.end()) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) { return days[a] < days[b]; });
  std::sort(days_.begin(), days_.end());
}

const Channels& onward_channels() {
  static const Channels channels{true, true, false, std::vector<std::string>{}};
  return channels;
}

void reading_arcs(const View& view, const Readers& readers, const ReadingModel& reading, std::vector<ReadingArc>& out) {
  for (const Readers::List& list : readers.lists()) {
    const auto [visibility, base] = rate_of(reading, list.kind);
    const std::uint64_t channel = list.kind == ChannelKind::group ? key_hash(Key(list.name)) : static_cast<std::uint64_t>(list.kind);
    for (const std::uint32_t place : readers.entries(list)) {
      const MemberId reader = readers.members()[place];
      out.push_back(
          {reader, static_cast<std::uint32_t>(list.kind), channel, key_hash(view.key(reader)), visibility * std::max(readers.strength(place), base)});
    }
  }
}

OnwardWorlds::OnwardWorlds(const View& view, MemberId author, const Channels& channels, const ReadingModel& reading, double share,
                           std::span<const double> posts, double horizon, std::uint64_t seed)
    : view_(&view),
      author_(author),
      reading_(&reading),
      share_(share),
      horizon_(horizon),
      seed_(seed),
      author_hash_(key_hash(view.key(author))),
      posts_(posts.begin(), posts.end()),
      onward_(view, onward_channels()),
      row_(view.id_bound(), {1, 0}),
      hash_(view.id_bound()),
      place_(view.id_bound(), Readers::nowhere) {
  Readers own(view, channels);
  own.gather(author);
  reading_arcs(view, own, reading, first_);
  for (const ReadingArc& arc : first_) hash_[index(arc.reader)] = arc.hash;
}

std::span<const ReadingArc> OnwardWorlds::arcs_of(MemberId sharer) {
  auto& [begin, end] = row_[index(sharer)];
  if (begin > end) {
    onward_.gather(sharer);
    begin = static_cast<std::uint32_t>(arcs_.size());
    reading_arcs(*view_, onward_, *reading_, arcs_);
    const auto is_kept_from = [&](const ReadingArc& arc) { return !view_->may_read(author_, arc.reader); };   // the words are the author's
    arcs_.erase(std::remove_if(arcs_.begin() + begin, arcs_.end(), is_kept_from), arcs_.end());
    for (std::size_t at = begin; at < arcs_.size(); ++at) hash_[index(arcs_[at].reader)] = arcs_[at].hash;
    end = static_cast<std::uint32_t>(arcs_.size());
  }
  return std::span(arcs_).subspan(begin, end - begin);
}

OnwardWorlds::Read& OnwardWorlds::read(MemberId member) {
  std::uint32_t& place = place_[index(member)];
  if (place == Readers::nowhere) {
    place = static_cast<std::uint32_t>(reads_.size());
    reads_.push_back({member});
  }
  return reads_[place];
}

void OnwardWorlds::run(std::uint64_t world) {
  for (const Read& each : reads_) place_[index(each.member)] = Readers::nowhere;
  reads_.clear(), passed_.clear();
  looked_ = 0;
  for (std::size_t post = 0; post < posts_.size(); ++post) {
    const WorldCoins coins(seed_, (std::uint64_t{post} << 40) + world);
    starts_.clear();
    for (const ReadingArc& arc : first_) {
      const WorldCoins::Draws draws = coins.arc(author_hash_, arc.hash, arc.channel);
      if (draws.coin < arc.probability) starts_.push_back({posts_[post] + reading_delay(reading_->attention, draws.delay), arc.reader, no_member});
    }
    looked_ += first_.size();
    cascade(
        starts_, horizon_, scratch_,
        [&](MemberId member, double time, const auto& push) {
          if (!(coins.member(hash_[index(member)]) < share_)) return;
          const std::span<const ReadingArc> arcs = arcs_of(member);
          looked_ += arcs.size();
          for (const ReadingArc& arc : arcs) {
            const WorldCoins::Draws draws = coins.arc(hash_[index(member)], arc.hash, arc.channel);
            if (draws.coin < arc.probability) push(arc.reader, time + reading_delay(reading_->attention, draws.delay));
          }
        },
        [&](const Arrival& arrival) {
          if (arrival.from != no_member) return passed_.push_back(arrival.time);
          Read& at = read(arrival.member);
          at.first_hop = std::min(at.first_hop, arrival.time);
        },
        [&](const Arrival& arrival) {
          Read& at = read(arrival.member);
          if (arrival.time < at.day) at.day = arrival.time, at.from = arrival.from;
        });
  }
}

OnwardCrowd::OnwardCrowd(const View& view, MemberId author, const Readers& readers, const ReadingModel& reading, double share, double first)
    : attention_(&reading.attention) {
  constexpr std::size_t most_hops = 30;
  // Strangers too few to be told are as if they were not there: they pass nothing on, and others may hear of it as any stranger may.
  Figures figures(view);
  std::uint64_t own = 0;
  for (std::uint32_t place = 0; place < readers.members().size(); ++place) own += readers.own(place) ? 1 : 0;
  const std::uint64_t strangers = figures.count(0, readers.members().size() - own);
  std::vector<MemberId> level, next;
  for (std::uint32_t place = 0; place < readers.members().size(); ++place)
    if (strangers > 0 || readers.own(place)) level.push_back(readers.members()[place]);
  std::vector<bool> met(view.id_bound());
  met[index(author)] = true;
  for (const MemberId u : level) met[index(u)] = true;
  double members = static_cast<double>(own + strangers), expected = first;
  for (std::size_t hop = 2; hop <= most_hops && expected > 0; ++hop) {
    // People are counted, never their arcs: how many one of them follows is not to be told, however large the crowd is.
    std::vector<std::uint8_t> heard(view.id_bound());
    std::array<std::uint64_t, 2> by_kind{};   // by follow, by subscription
    next.clear();
    const auto pass = [&](const View::Members& list, std::size_t kind) {
      for (const MemberId reader : list) {
        std::uint8_t& how = heard[index(reader)];
        if ((how >> kind & 1U) != 0 || met[index(reader)] || !view.may_read(author, reader)) continue;
        if (how == 0) next.push_back(reader);
        how = static_cast<std::uint8_t>(how | 1U << kind);
        ++by_kind[kind];
      }
    };
    for (const MemberId sharer : level) pass(view.followers(sharer), 0), pass(view.subscribers(sharer), 1);
    const auto told = [&](std::uint64_t count) { return static_cast<double>(figures.count(0, count)); };
    const double crowd = told(next.size());
    if (!(crowd > 0) || !(members > 0)) break;
    const double reads = told(by_kind[0]) * reading.follow_visibility * reading.follow_base +
                         told(by_kind[1]) * reading.subscription_visibility * reading.subscription_base;
    const double views = share * expected / members * reads;
    levels_.push_back({crowd, views});
    expected = crowd * -std::expm1(-views / crowd);
    members = crowd;
    for (const MemberId u : next) met[index(u)] = true;
    level.swap(next);
  }
}

std::vector<std::pair<double, double>> OnwardCrowd::by(std::span<const double> days, std::span<const double> posts, std::uint64_t worlds,
                                                       std::uint64_t seed, int threads,
                                                       const std::function<bool(std::uint64_t, std::uint64_t)>& progress) const {
  const std::size_t times = days.size(), hops = levels_.size();
  std::vector<std::pair<double, double>> out(times);
  if (hops == 0) return out;
  const DaysInOrder sorted(days);
  // How often each hop's delays first fit into each of the times; whole numbers, so that the order of blocks does not matter.
  std::vector<std::uint64_t> fits(hops * (times + 1));
  std::mutex adding;
  parallel_blocks(
      worlds, std::max<std::size_t>(1, 4096 / posts.size()), threads, progress, [&] { return std::vector<std::uint64_t>(fits.size()); },
      [&](std::vector<std::uint64_t>& here, std::size_t begin, std::size_t end) {
        std::ranges::fill(here, std::uint64_t{0});
        for (std::size_t world = begin; world < end; ++world)
          for (std::size_t post = 0; post < posts.size(); ++post) {
            Stream stream{seed, (std::uint64_t{post} << 40) + world};
            double day = posts[post] + reading_delay(*attention_, stream.uniform());
            for (std::size_t hop = 0; hop < hops; ++hop) {
              day += reading_delay(*attention_, stream.uniform());
              ++here[hop * (times + 1) + sorted.since(day)];
            }
          }
        const std::scoped_lock lock(adding);
        for (std::size_t i = 0; i < fits.size(); ++i) fits[i] += here[i];
      });
  for (std::size_t hop = 0; hop < hops; ++hop) {
    std::uint64_t by_then = 0;
    for (std::size_t i = 0; i < times; ++i) {
      by_then += fits[hop * (times + 1) + i];
      const double seen = levels_[hop].views * static_cast<double>(by_then) / static_cast<double>(worlds);
      out[sorted.place(i)].first += seen;
      out[sorted.place(i)].second += levels_[hop].members * -std::expm1(-seen / levels_[hop].members);
    }
  }
  return out;
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

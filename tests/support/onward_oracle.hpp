// What becomes of a post that is passed on? Arcs straight from the facts, and three slow roads along them: every world there can be, every
// state there can be, and one world after another.
//
//   support::Sharing sharing(now, Policy::open(), channels, reading, 0.5);
//   sharing.ever(sharing.of("ana")).readers        // exact, however long it takes
//
// In the owner's view. Shares nothing with the library but its options. Written for a dozen members.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "hobnob/reach/attention.hpp"
#include "hobnob/reach/audience.hpp"
#include "support/random_network.hpp"
#include "support/reach_oracle.hpp"
#include "support/record_oracle.hpp"

namespace support {

/// F by its definition, and when it reaches `level`, by halving.
inline double share_seen(const hobnob::Attention& attention, double days) {
  double sum = 0;
  for (const hobnob::AttentionTerm& term : attention.terms) {
    if (!(days > 0)) continue;
    switch (term.family) {
      case hobnob::AttentionFamily::exponential: sum += term.weight * (1 - std::pow(0.5, days / term.days)); break;
      case hobnob::AttentionFamily::michaelis_menten: sum += term.weight * (days / (days + term.days)); break;
      case hobnob::AttentionFamily::lomax: sum += term.weight * (1 - std::pow(1 + days / term.days, -term.power)); break;
    }
  }
  return sum;
}
inline double day_of(const hobnob::Attention& attention, double level) {
  double low = 0, high = 1;
  while (share_seen(attention, high) < level && high < 1e12) low = high, high *= 2;
  for (int i = 0; i < 40; ++i) {
    const double middle = 0.5 * (low + high);
    (share_seen(attention, middle) < level ? low : high) = middle;
  }
  return high;
}

class Sharing {
 public:
  static constexpr double never = std::numeric_limits<double>::infinity();

  struct Arc {
    std::size_t from, to;
    double p;
  };
  /// Who or what a post goes out through, and whose words they are (if anybody's in particular).
  struct Source {
    std::vector<std::size_t> own;            // arcs of the first hop
    std::optional<std::size_t> poster;
  };

  std::vector<Key> who;
  std::vector<Arc> arcs;
  std::vector<std::vector<std::size_t>> onward;   // of each sharer
  std::map<Key, Source> members;
  std::map<std::string, Source> groups;
  double share;

  Sharing(const Instant& now, const Policy& policy, const hobnob::Channels& channels, const hobnob::ReadingModel& reading, double chance,
          const std::optional<Key>& group_author = {})
      : share(chance), attention_(reading.attention) {
    who.assign(now.members().begin(), now.members().end());
    std::map<Key, std::size_t> at;
    for (std::size_t i = 0; i < who.size(); ++i) at[who[i]] = i;
    const auto tie = [&](const Key& reader, const Key& author) {
      return now.tie_visible(reader, author, {}, policy) ? now.strength(reader, author, {}) : 0.0;
    };
    onward.resize(who.size());
    hears_.assign(who.size() + 1, std::vector<bool>(who.size()));
    const Key nobody("\x7f nobody");
    for (std::size_t u = 0; u <= who.size(); ++u)
      for (std::size_t v = 0; v < who.size(); ++v) hears_[u][v] = now.may_read(u < who.size() ? who[u] : nobody, who[v], {}, policy);
    for (std::size_t u = 0; u < who.size(); ++u) {
      // One arc for each channel and reader: what others may pass on is the same arc as one's own post takes.
      hobnob::Channels all = channels;
      all.follow = all.subscription = true;
      Source& source = members[who[u]];
      source.poster = u;
      for (const OracleChannel& channel : ReachOracle(now, who[u], {}, policy, all, reading).channels)
        for (const Key& reader : channel.readers) {
          const bool passes = channel.name == "follow" || channel.name == "subscription";
          if (passes) onward[u].push_back(arcs.size());
          if (!passes || (channel.name == "follow" ? channels.follow : channels.subscription)) source.own.push_back(arcs.size());
          arcs.push_back({u, at[reader], channel.visibility * std::max(tie(reader, who[u]), channel.base)});
        }
    }
    std::set<std::string> names;
    for (const Key& u : who) names.merge(now.groups_of(u));
    for (const std::string& name : names) {
      Source& source = groups[name];
      if (group_author) source.poster = at.at(*group_author);
      for (const Key& reader : who) {
        if (!now.in_group(reader, name) || !now.may_read(group_author.value_or(nobody), reader, {}, policy)) continue;
        source.own.push_back(arcs.size());
        arcs.push_back(
            {who.size(), at[reader], reading.group_visibility * std::max(group_author ? tie(reader, *group_author) : 0.0, reading.group_base)});
      }
    }
  }
  [[nodiscard]] const Source& of(const Key& author) const { return members.at(author); }
  [[nodiscard]] bool hears(const Source& source, std::size_t reader) const { return hears_[source.poster.value_or(who.size())][reader]; }

  // --- one world ---

  struct World {
    std::vector<double> day;          // of each arc: how long the reading takes; never: dead
    std::vector<char> shares;         // of each member
  };
  [[nodiscard]] World draw(Dice& dice, bool timed = true) const {
    World world{std::vector<double>(arcs.size(), never), std::vector<char>(who.size())};
    for (std::size_t i = 0; i < arcs.size(); ++i)
      if (dice.chance(arcs[i].p)) world.day[i] = timed ? day_of(attention_, dice.unit()) : 0;
    for (char& each : world.shares) each = dice.chance(share);
    return world;
  }
  /// When each reads words of `source` that appeared on day `post`, each by the earliest way; and the days of all views.
  [[nodiscard]] std::vector<double> read_days(const World& world, const Source& source, double post, std::vector<double>* views = nullptr) const {
    std::vector<double> day(who.size(), never);
    for (const std::size_t i : source.own) day[arcs[i].to] = std::min(day[arcs[i].to], post + world.day[i]);
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t u = 0; u < who.size(); ++u) {
        if (day[u] == never || !world.shares[u]) continue;
        for (const std::size_t i : onward[u])
          if (hears(source, arcs[i].to) && day[u] + world.day[i] < day[arcs[i].to]) day[arcs[i].to] = day[u] + world.day[i], changed = true;
      }
    }
    if (views) {
      for (const std::size_t i : source.own)
        if (world.day[i] != never) views->push_back(post + world.day[i]);
      for (std::size_t u = 0; u < who.size(); ++u)
        for (const std::size_t i : onward[u])
          if (day[u] != never && world.shares[u] && hears(source, arcs[i].to) && world.day[i] != never) views->push_back(day[u] + world.day[i]);
    }
    return day;
  }

  // --- all of them, however long it takes to read ---

  struct Ever {
    std::vector<double> reads;   // each member's chance to read
    double readers = 0, views = 0;
  };
  /// State by state: who has read, and who of them has not yet decided whether to share.
  [[nodiscard]] Ever ever(const Source& source) const {
    const std::size_t n = who.size();
    std::vector<std::vector<double>> q(n, std::vector<double>(n));
    std::vector<double> first(n);
    for (const std::size_t i : source.own) first[arcs[i].to] = 1 - (1 - first[arcs[i].to]) * (1 - arcs[i].p);
    for (std::size_t u = 0; u < n; ++u)
      for (const std::size_t i : onward[u])
        if (hears(source, arcs[i].to)) q[u][arcs[i].to] = 1 - (1 - q[u][arcs[i].to]) * (1 - arcs[i].p);
    using State = std::tuple<int, int, std::uint32_t, std::uint32_t>;   // more readers later, then fewer undecided
    std::map<State, double> states;
    const auto put = [&](std::uint32_t read, std::uint32_t undecided, double chance) {
      if (chance > 0) states[{std::popcount(read), -std::popcount(undecided), read, undecided}] += chance;
    };
    // Each of `may` reads with their own chance.
    const auto branch = [&](auto&& self, const std::vector<double>& may, std::size_t from, std::uint32_t read, std::uint32_t undecided,
                            double chance) -> void {
      while (from < n && (may[from] == 0 || (read >> from & 1U))) ++from;
      if (from == n) return put(read, undecided, chance);
      if (may[from] < 1) self(self, may, from + 1, read, undecided, chance * (1 - may[from]));
      self(self, may, from + 1, read | 1U << from, undecided | 1U << from, chance * may[from]);
    };
    branch(branch, first, 0, 0, 0, 1);
    Ever out{std::vector<double>(n)};
    while (!states.empty()) {
      const auto [state, chance] = *states.begin();
      states.erase(states.begin());
      const auto [count, waiting, read, undecided] = state;
      if (undecided == 0) {
        for (std::size_t u = 0; u < n; ++u)
          if (read >> u & 1U) out.reads[u] += chance;
        continue;
      }
      const auto u = static_cast<std::size_t>(std::countr_zero(undecided));
      const std::uint32_t rest = undecided & (undecided - 1);
      put(read, rest, chance * (1 - share));
      if (share > 0) branch(branch, q[u], 0, read, rest, chance * share);
    }
    for (const std::size_t i : source.own) out.views += arcs[i].p;
    for (std::size_t u = 0; u < n; ++u) {
      out.readers += out.reads[u];
      for (const std::size_t i : onward[u])
        if (hears(source, arcs[i].to)) out.views += out.reads[u] * share * arcs[i].p;   // who shares does so whatever becomes of it
    }
    return out;
  }
  /// The same world by world; nothing where more than `most` coins are neither certain nor impossible.
  [[nodiscard]] std::optional<Ever> ever_by_worlds(const Source& source, std::size_t most) const {
    World world{std::vector<double>(arcs.size(), never), std::vector<char>(who.size())};
    std::vector<std::pair<std::size_t, double>> coins;   // arcs, then members
    std::vector<bool> concerns(arcs.size());
    for (const std::size_t i : source.own) concerns[i] = true;
    for (const auto& list : onward)
      for (const std::size_t i : list) concerns[i] = concerns[i] || hears(source, arcs[i].to);
    for (std::size_t i = 0; i < arcs.size(); ++i)
      if (arcs[i].p == 1) world.day[i] = 0;
      else if (arcs[i].p > 0 && concerns[i]) coins.emplace_back(i, arcs[i].p);
    for (std::size_t u = 0; u < who.size(); ++u)
      if (share == 1) world.shares[u] = 1;
      else if (share > 0 && !onward[u].empty()) coins.emplace_back(arcs.size() + u, share);
    if (coins.size() > most) return {};
    Ever out{std::vector<double>(who.size())};
    for (std::uint32_t bits = 0; bits < 1U << coins.size(); ++bits) {
      double chance = 1;
      for (std::size_t c = 0; c < coins.size(); ++c) {
        const bool yes = (bits >> c & 1U) != 0;
        chance *= yes ? coins[c].second : 1 - coins[c].second;
        if (coins[c].first < arcs.size()) world.day[coins[c].first] = yes ? 0 : never;
        else world.shares[coins[c].first - arcs.size()] = yes;
      }
      std::vector<double> views;
      const std::vector<double> day = read_days(world, source, 0, &views);
      for (std::size_t u = 0; u < who.size(); ++u)
        if (day[u] != never) out.reads[u] += chance, out.readers += chance;
      out.views += chance * static_cast<double>(views.size());
    }
    return out;
  }

 private:
  hobnob::Attention attention_;
  std::vector<std::vector<bool>> hears_;   // [poster or nobody][reader]
};

/// A random small record with many follows, and a reading model that lets words travel.
struct SharingCase {
  RecordOracle record;
  hobnob::Network network;
  Time as_of = 0;
  Policy policy;
  hobnob::Channels channels;
  hobnob::ReadingModel reading;
  double share = 0;

  SharingCase(Dice& dice, int least, int most) : policy(Policy::open()) {
    const int members = dice.between(least, most);
    const RandomFacts wanted{.members = members,
                             .facts = members * dice.between(4, 10),
                             .days = 60,
                             .text_keys = dice.chance(0.7),
                             .refusals_too = false,
                             .undated = 0.8,
                             .restrained = dice.chance(0.5) ? 0 : dice.unit(),
                             .following = 0.5 + 0.4 * dice.unit()};
    auto facts = random_facts(dice, wanted);
    record = oracle_of(facts);
    if (dice.chance(0.5)) {   // blocks are rare in random facts, and what words may not pass
      std::vector<Key> keys;
      for (const auto& [key, profile] : record.members) keys.push_back(key);
      for (int i = dice.between(1, 3); i > 0; --i) {
        const auto [a, b] = random_pair(dice, keys);
        facts.push_back(Blocks{a, b, {}});
      }
      record = oracle_of(facts);
    }
    network = network_of(facts);
    as_of = first_day + one_day * 70;
    if (dice.chance(0.2)) policy = random_policy(dice);
    channels = {dice.chance(0.7), dice.chance(0.7), dice.chance(0.5), std::nullopt};
    if (dice.chance(0.5)) channels.groups.emplace();
    for (double* each : {&reading.follow_visibility, &reading.follow_base, &reading.subscription_visibility, &reading.subscription_base,
                         &reading.connection_visibility, &reading.connection_base, &reading.group_visibility, &reading.group_base})
      *each = dice.chance(0.2) ? 1 : 0.3 + 0.7 * dice.unit();
    reading.talk = dice.unit();
    share = dice.chance(0.25) ? 1 : 0.2 + 0.8 * dice.unit();
    switch (dice.below(4)) {
      case 0: break;
      case 1: reading.attention = hobnob::Attention::michaelis_menten(1 + 5 * dice.unit()); break;
      case 2: reading.attention = hobnob::Attention::lomax(1 + dice.unit(), 0.4); break;
      default:
        reading.attention = hobnob::Attention::mixture(
            {{0.25, hobnob::Attention::video()}, {0.5, hobnob::Attention::exponential(3)}, {0.25, hobnob::Attention::michaelis_menten(2)}});
    }
  }
};

}  // namespace support

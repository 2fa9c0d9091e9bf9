// Small records with a little of everything, in random order and from a seed: what a drawing would not think of.
//
//   support::Dice dice(seed);
//   std::vector<support::Fact> facts = support::random_facts(dice, {.members = 6});
//
// The same on every machine: std::mt19937_64 is fixed by the standard, and its distributions are not used.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/policy.hpp"
#include "support/record_oracle.hpp"

namespace support {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  int between(int low, int high) { return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1))); }
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
  bool chance(double p) { return unit() < p; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

inline constexpr Time first_day = 1'700'006'400;  // a midnight in November 2023
inline constexpr Time one_day = 86'400;

struct RandomFacts {
  int members = 6;
  int facts = 40;
  int days = 120;               ///< Facts are dated within so many days.
  bool text_keys = true;
  bool refusals_too = true;     ///< Also facts that the record refuses: unknown members, repeats, outcomes without an ask.
  double undated = 0.5;         ///< How often what may be undated is.
  double restrained = 1;        ///< How often members restrict what may be seen and done, 0…1.
  double consenting = 0;        ///< Share of facts that are consents and memberships beside the usual ones, so that statements meet.
  double following = 0;         ///< Share of facts that are follows, subscriptions and memberships beside the usual ones.
};

/// Keys that sort otherwise than they were made, and tempt every comparison.
inline std::vector<Key> random_keys(Dice& dice, int count, bool text) {
  std::vector<Key> keys;
  if (text) {
    for (const char* word : {"ana", "bo", "Bo", "10", "9", "\xc3\xa9milie", "an", "anab", " kim", "x,\"y\"", "bartholomew", "bartholomeu", "zz", "b"})
      keys.emplace_back(word);
  } else {
    for (const std::int64_t number : std::initializer_list<std::int64_t>{0, -1, 10, 9, 1, -10, std::numeric_limits<std::int64_t>::max(),
                                                                         std::numeric_limits<std::int64_t>::min(), 4294967296, 77, 78, 100, 2, 3})
      keys.emplace_back(number);
  }
  while (static_cast<int>(keys.size()) < count) {
    const auto i = static_cast<std::int64_t>(1000 + keys.size());
    keys.push_back(text ? Key("m" + std::to_string(i)) : Key(i));
  }
  dice.shuffle(keys);
  keys.resize(static_cast<std::size_t>(count));
  return keys;
}

/// An instant within the days that facts are dated in, often a whole day, so that edges meet.
inline Time random_time(Dice& dice, int days) {
  const Time day = first_day + one_day * dice.between(0, days);
  return dice.chance(0.6) ? day : day + dice.between(-40'000, 40'000);
}

inline hobnob::Interval random_interval(Dice& dice, const RandomFacts& wanted) {
  hobnob::Interval interval;
  if (!dice.chance(wanted.undated)) interval.start = random_time(dice, wanted.days);
  if (dice.chance(0.4)) interval.until = interval.start.value_or(first_day) + one_day * dice.between(1, wanted.days);
  return interval;
}

inline hobnob::Member random_profile(Dice& dice, const RandomFacts& wanted) {
  static const std::vector<std::string> topics{"hiring", "funding", "law", "go", "\xc3\xa4rzte"};
  const double restrained = wanted.restrained;
  hobnob::Member member;
  if (dice.chance(0.5)) member.name = dice.pick(std::vector<std::string>{"Ana Silva", "Bo", "K\xc3\xafm", "N. N."});
  if (dice.chance(0.3)) member.industry = dice.pick(topics);
  if (dice.chance(0.3)) member.organisation = dice.pick(topics);
  if (dice.chance(0.3)) member.city = dice.pick(topics);
  for (int i = dice.between(0, 2); i > 0; --i) member.needs.push_back(dice.pick(topics));
  for (int i = dice.between(0, 2); i > 0; --i) member.offers.push_back(dice.pick(topics));
  if (dice.chance(0.5)) member.openness = dice.chance(0.2 * restrained) ? 0 : dice.unit();
  if (dice.chance(0.2)) member.joined = random_time(dice, wanted.days);
  member.unlisted = dice.chance(0.15 * restrained);
  if (dice.chance(0.3 * restrained)) member.ask_cap = dice.between(0, 3);
  member.do_not_contact = dice.chance(0.1 * restrained);
  return member;
}

inline hobnob::Grantee random_grantee(Dice& dice, const std::vector<Key>& keys, const std::vector<std::string>& groups) {
  switch (dice.below(5)) {
    case 0: return hobnob::Grantee::member(dice.pick(keys));
    case 1: return hobnob::Grantee::group(dice.pick(groups));
    case 2: return hobnob::Grantee::connections();
    default: return hobnob::Grantee::all();
  }
}

inline hobnob::Outcome random_outcome(Dice& dice) {
  const double what = dice.unit();
  return what < 0.5 ? hobnob::Outcome::yes : what < 0.8 ? hobnob::Outcome::no : hobnob::Outcome::declined;
}

/// Two different members.
inline std::pair<Key, Key> random_pair(Dice& dice, const std::vector<Key>& keys) {
  const std::size_t a = dice.below(keys.size());
  const std::size_t b = (a + 1 + dice.below(keys.size() - 1)) % keys.size();
  return {keys[a], keys[b]};
}

/// One fact of any kind about some of `keys` (at least three).
inline Fact random_fact(Dice& dice, const std::vector<Key>& keys, const RandomFacts& wanted) {
  static const std::vector<std::string> kinds{"message", "message", "meeting", "reaction", "coffee", "spam"};
  static const std::vector<std::string> groups{"rowing", "chess", "alumni"};
  const auto [a, b] = random_pair(dice, keys);
  std::vector<Key> others = keys;
  std::erase(others, a), std::erase(others, b);
  const Key& c = dice.pick(others);
  double what = !dice.chance(wanted.consenting) ? dice.unit() : dice.chance(0.3) ? 0.6 : 0.8;
  if (wanted.following > 0 && dice.chance(wanted.following)) what = dice.chance(0.4) ? 0.6 : 0.65;
  if (what < 0.12) return Says{a, random_profile(dice, wanted)};
  if (what < 0.27) {
    hobnob::Connection connection;
    if (dice.chance(0.5)) connection.weight = dice.chance(0.1) ? 1.0 : 1 - dice.unit();
    if (!dice.chance(wanted.undated)) connection.since = random_time(dice, wanted.days);
    connection.is_private = dice.chance(0.2 * wanted.restrained);
    return Connects{a, b, connection, dice.chance(0.5) ? hobnob::Duplicates::last : hobnob::Duplicates::reject};
  }
  if (what < 0.55) {
    hobnob::Interaction how{.kind = dice.pick(kinds), .participants = {}, .undirected = dice.chance(0.15)};
    if (dice.chance(0.25))
      for (int i = dice.between(1, 3); i > 0; --i) how.participants.push_back(dice.pick(keys));
    return Interacts{a, b, random_time(dice, wanted.days), how};
  }
  if (what < 0.62) return Joins{dice.pick(groups), a, random_interval(dice, wanted)};
  if (what < 0.68) {
    const auto since = dice.chance(wanted.undated) ? std::nullopt : std::optional(random_time(dice, wanted.days));
    return Follows{a, b, dice.chance(0.5) ? Channel::follow : Channel::subscription, since};
  }
  if (what < 0.82) {
    const auto purpose = static_cast<Purpose>(dice.below(hobnob::purpose_count));
    const bool allow = !dice.chance(0.15 + 0.4 * wanted.restrained);
    return Consents{a, purpose, allow, random_grantee(dice, keys, groups), random_interval(dice, wanted)};
  }
  if (what < 0.82 + 0.04 * wanted.restrained) return Blocks{a, b, random_interval(dice, wanted)};
  if (what < 0.92) return Asks{a, b, c, random_time(dice, wanted.days)};
  if (what < 0.95) return Answers{a, b, c, random_time(dice, wanted.days), random_outcome(dice)};
  return Sees{a, b, random_time(dice, wanted.days)};
}

/// Random facts in random order. An outcome follows some of the asks, so that not only refused ones are there.
inline std::vector<Fact> random_facts(Dice& dice, const RandomFacts& wanted) {
  const std::vector<Key> keys = random_keys(dice, std::max(3, wanted.members), wanted.text_keys);
  RecordOracle seen;
  std::vector<Fact> facts;
  const auto put = [&](const Fact& fact) {
    if (seen.add(fact) || wanted.refusals_too) facts.push_back(fact);
  };
  while (static_cast<int>(facts.size()) < wanted.facts) {
    const Fact fact = random_fact(dice, keys, wanted);
    put(fact);
    if (const Asks* ask = std::get_if<Asks>(&fact); ask && dice.chance(0.5))
      put(Answers{ask->seeker, ask->introducer, ask->target, ask->at + dice.between(0, 45) * one_day, random_outcome(dice)});
  }
  return facts;
}

/// The same facts in another order that leaves the same record: what needs a member waits for one, and what replaces or answers an
/// earlier fact stays behind it. Only for facts that the record takes.
inline std::vector<Fact> shuffled(Dice& dice, const std::vector<Fact>& facts) {
  // Facts of one subject keep their order: the profile of a member, the connection of a pair, a member's consents, the asks of three.
  const auto subject = [](const Fact& fact) -> std::vector<Key> {
    if (const auto* f = std::get_if<Says>(&fact)) return {f->key};
    if (const auto* f = std::get_if<Connects>(&fact)) return {std::min(f->a, f->b), std::max(f->a, f->b)};
    if (const auto* f = std::get_if<Consents>(&fact)) return {f->member};
    if (const auto* f = std::get_if<Asks>(&fact)) return {f->seeker, f->introducer, f->target};
    if (const auto* f = std::get_if<Answers>(&fact)) return {f->seeker, f->introducer, f->target};
    return {};
  };
  const auto kind = [](const Fact& fact) { return std::holds_alternative<Answers>(fact) ? Fact(Asks{}).index() : fact.index(); };
  std::vector<std::size_t> order(facts.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  dice.shuffle(order);
  std::vector<bool> done(facts.size(), false);
  std::vector<Fact> out;
  RecordOracle seen;
  while (out.size() < facts.size()) {
    const std::size_t before = out.size();
    for (const std::size_t i : order) {
      if (done[i]) continue;
      bool waits = false;
      if (!subject(facts[i]).empty())
        for (std::size_t j = 0; j < i && !waits; ++j) waits = !done[j] && kind(facts[j]) == kind(facts[i]) && subject(facts[j]) == subject(facts[i]);
      if (waits || !seen.add(facts[i])) continue;
      done[i] = true;
      out.push_back(facts[i]);
    }
    if (out.size() == before) break;  // cannot be, for facts that the record takes in their own order
  }
  return out;
}

inline hobnob::Network network_of(const std::vector<Fact>& facts) {
  hobnob::Network network;
  for (const Fact& fact : facts) accepts(network, fact);
  return network;
}

inline RecordOracle oracle_of(const std::vector<Fact>& facts) {
  RecordOracle oracle;
  for (const Fact& fact : facts) oracle.add(fact);
  return oracle;
}

/// Open, opt-in, or any mixture.
inline Policy random_policy(Dice& dice) {
  if (dice.chance(0.35)) return Policy::open();
  if (dice.chance(0.3)) return Policy::opt_in();
  Policy policy = Policy::open();
  policy.share_ties = dice.chance(0.5), policy.introduce = dice.chance(0.5), policy.be_introduced = dice.chance(0.5);
  policy.be_messaged = dice.chance(0.5), policy.be_counted = dice.chance(0.5);
  policy.max_hops = dice.chance(0.6) ? 6 : dice.between(1, 5);
  return policy;
}

/// An instant to ask about: before, within and after the facts, and often at the very edge of one.
inline Time random_instant(Dice& dice, const RandomFacts& wanted) {
  const Time time = random_time(dice, wanted.days + 60) + (dice.chance(0.3) ? dice.between(-1, 1) : 0);
  return dice.chance(0.1) ? first_day - one_day * dice.between(0, 3) : dice.chance(0.3) ? first_day + one_day * wanted.days : time;
}

}  // namespace support

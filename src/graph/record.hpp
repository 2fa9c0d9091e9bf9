// Private: what a Network holds. Facts name members by slot (the order in which they came); slots never leave the sources.
#pragma once

#include <array>
#include <atomic>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/key_table.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

using Slot = std::uint32_t;

// "Not said" as a number, so that facts stay small: times outside the accepted years, a weight of 0.
inline constexpr Time from_always = std::numeric_limits<Time>::min();
inline constexpr Time until_ever = std::numeric_limits<Time>::max();

struct Span {
  Time from = from_always;
  Time until = until_ever;
  [[nodiscard]] bool holds(Time at) const noexcept { return from <= at && at < until; }
  friend auto operator<=>(const Span&, const Span&) = default;
};
struct ConnectionFact {
  Slot a, b;
  float weight;
  bool is_private;
  Time since;
};
struct EventFact {
  Slot source;
  std::uint32_t other;         // the one other participant, or where they begin in `participants`
  std::uint32_t others;        // how many
  std::uint32_t kind : 31;     // where it stands in `kinds`
  std::uint32_t undirected : 1;
  Time time;
};
struct GroupFact {
  std::uint32_t group;
  Slot member;
  Span span;
};
struct FollowFact {
  Slot follower, followed;
  Channel channel;
  Time since;
};
struct ConsentFact {
  Slot member;
  Purpose purpose;
  Grantee::Kind kind;
  std::uint32_t grantee;       // slot, place in `groups`, or 0
  Span span;
  bool allow;
};
struct BlockFact {
  Slot blocker, blocked;
  Span span;
};
struct AskFact {
  Slot seeker, introducer, target;
  Time at;
  std::optional<Time> answered;
  Outcome outcome = Outcome::no;
};
struct ImpressionFact {
  Slot viewer, target;
  Time at;
};

/// Words that many facts share: kinds and groups.
class Words {
 public:
  std::uint32_t intern(std::string_view word) {
    const auto at = by_word_.find(word);
    if (at != by_word_.end()) return at->second;
    const auto place = static_cast<std::uint32_t>(words_.size());
    words_.emplace_back(word);
    by_word_.emplace(words_.back(), place);
    return place;
  }
  [[nodiscard]] const std::string& operator[](std::uint32_t place) const { return words_[place]; }
  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(words_.size()); }
  Words() = default;
  Words(const Words& other) {
    for (const std::string& word : other.words_) intern(word);
  }
  Words(Words&&) = default;
  Words& operator=(Words other) noexcept {
    words_.swap(other.words_);
    by_word_.swap(other.by_word_);
    return *this;
  }
  ~Words() = default;

 private:
  std::deque<std::string> words_;
  boost::unordered_flat_map<std::string_view, std::uint32_t, SipHash> by_word_;
};

}  // namespace detail

struct Network::Record {
  detail::KeyTable keys;
  std::vector<std::shared_ptr<const Member>> profiles;   // per slot; null for a member who was only mentioned
  std::vector<detail::ConnectionFact> connections;
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> connection_of;   // by both slots, the smaller one high
  std::vector<detail::EventFact> events;
  std::vector<detail::Slot> participants;
  detail::Words kinds;
  detail::Words groups;
  std::vector<detail::GroupFact> memberships;
  std::vector<detail::FollowFact> follows;
  std::array<boost::unordered_flat_map<std::uint64_t, std::uint32_t>, 2> follow_of;   // per channel, by (follower, followed)
  std::vector<detail::ConsentFact> consents;
  boost::unordered_flat_map<detail::Slot, std::vector<std::uint32_t>> consents_of;   // per member
  std::vector<detail::BlockFact> blocks;
  std::vector<detail::AskFact> asks;
  boost::unordered_flat_map<std::uint64_t, std::vector<std::uint32_t>> asks_of;      // per (seeker, introducer)
  std::vector<detail::ImpressionFact> impressions;

  /// How much of each list an open batch will keep if it is not committed, and how to take back what it changed in place.
  struct Mark {
    std::uint32_t keys;
    std::size_t connections, events, participants, memberships, follows, consents, blocks, asks, impressions;
    std::vector<std::function<void(Record&)>> undo;
  };
  std::optional<Mark> mark;

  /// How many calls read the record now and call back. A copy is read by nobody.
  struct Readers {
    std::atomic<int> count{0};
    Readers() = default;
    Readers(const Readers&) noexcept {}
    Readers& operator=(const Readers&) = delete;
  };
  mutable Readers readers;
  /// For calls that change something: a callback of a call that reads may not.
  void check_unread() const {
    if (readers.count.load(std::memory_order_relaxed) != 0)
      throw Error(Errc::invalid_argument, "this network is in use by the call that is calling back; change it afterwards");
  }

  [[nodiscard]] static std::uint64_t pair_key(detail::Slot a, detail::Slot b) noexcept {
    return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
  }
  [[nodiscard]] static std::uint64_t ordered(detail::Slot a, detail::Slot b) noexcept { return std::uint64_t{a} << 32 | b; }
  [[nodiscard]] auto& follows_on(Channel channel) noexcept { return follow_of[static_cast<std::size_t>(channel)]; }
  /// A follow that is there already becomes the older of the two.
  void follow(const detail::FollowFact& fact) {
    auto& known = follows_on(fact.channel);
    const auto [at, is_new] = known.emplace(ordered(fact.follower, fact.followed), static_cast<std::uint32_t>(follows.size()));
    if (is_new) {
      try {
        follows.push_back(fact);
      } catch (...) {  // no memory for the fact: then no index either
        known.erase(at);
        throw;
      }
      return;
    }
    detail::FollowFact& before = follows[at->second];
    if (before.since <= fact.since) return;
    if (mark && at->second < mark->follows)
      mark->undo.push_back([place = at->second, since = before.since](Record& record) { record.follows[place].since = since; });
    before.since = fact.since;
  }
  /// Makes the per-member lists of consents and asks anew. O(consents + asks).
  void reindex() {
    consents_of.clear(), asks_of.clear();
    for (std::uint32_t i = 0; i < consents.size(); ++i) consents_of[consents[i].member].push_back(i);
    for (std::uint32_t i = 0; i < asks.size(); ++i) asks_of[ordered(asks[i].seeker, asks[i].introducer)].push_back(i);
  }
  [[nodiscard]] const Member& profile(detail::Slot slot) const noexcept {
    static const Member nobody{};
    return profiles[slot] ? *profiles[slot] : nobody;
  }
};

namespace detail {

/// A record while a call reads it and calls back: it stays, and stays as it is, whatever the callback does to its network.
template <class Record>
class Reading {
 public:
  explicit Reading(std::shared_ptr<Record> record) : record_(std::move(record)) { record_->readers.count.fetch_add(1, std::memory_order_relaxed); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  ~Reading() { record_->readers.count.fetch_sub(1, std::memory_order_relaxed); }
  [[nodiscard]] const Record& operator*() const noexcept { return *record_; }

 private:
  std::shared_ptr<Record> record_;
};

}  // namespace detail

}  // namespace v0
}  // namespace hobnob

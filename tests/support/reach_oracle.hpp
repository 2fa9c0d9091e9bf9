// Who is reached, and what may be told of it? Sets of keys straight from the facts, counted by walking over them again and again.
//
//   support::ReachOracle ana(now, "ana", std::nullopt, Policy::open(), {});
//   ana.everybody().size()       // the audience, each once
//
// Shares nothing with the library but its options.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "hobnob/reach/attention.hpp"
#include "hobnob/reach/audience.hpp"
#include "support/record_oracle.hpp"

namespace support {

using Keys = std::set<Key>;

inline Keys both(const Keys& a, const Keys& b) {
  Keys out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
  return out;
}
inline Keys either(Keys a, const Keys& b) {
  a.insert(b.begin(), b.end());
  return a;
}
inline Keys without(const Keys& a, const Keys& b) {
  Keys out;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
  return out;
}

/// One channel: what it is called, how likely a post is shown, how likely it is read by those with no stronger tie, and whom it reaches.
struct OracleChannel {
  std::string name;
  double visibility = 0, base = 0;
  Keys readers;
  bool group = false;
};

struct ReachOracle {
  using Strength = std::function<double(const Key& reader)>;   // S(reader → author), 0 without a tie

  Key author;
  std::vector<OracleChannel> channels;
  Keys own;                          // of whom a member may be told exactly; for the owner, everybody
  bool owner = false;

  ReachOracle(const Instant& now, Key who, const Viewer& viewer, const Policy& policy, const hobnob::Channels& wanted,
              const hobnob::ReadingModel& reading = {})
      : author(std::move(who)), owner(!viewer) {
    Keys may, follows, subscribes, connected, messaged;
    for (const Key& u : now.members()) {
      if (!now.may_read(author, u, viewer, policy)) continue;
      may.insert(u);
      if (now.follows(u, author, Channel::follow)) follows.insert(u);
      if (now.follows(u, author, Channel::subscription)) subscribes.insert(u);
      if (!now.declared(u, author) || !now.tie_visible(u, author, viewer, policy)) continue;
      connected.insert(u);
      if (now.permits(u, Purpose::be_messaged, viewer, policy)) messaged.insert(u);
    }
    own = owner ? may : either(either(follows, subscribes), connected);
    if (wanted.follow) channels.push_back({"follow", reading.follow_visibility, reading.follow_base, follows});
    if (wanted.subscription) channels.push_back({"subscription", reading.subscription_visibility, reading.subscription_base, subscribes});
    if (wanted.connection) channels.push_back({"connection", reading.connection_visibility, reading.connection_base, messaged});
    const std::set<std::string> groups = wanted.groups ? std::set<std::string>(wanted.groups->begin(), wanted.groups->end()) : now.groups_of(author);
    for (const std::string& group : groups) {
      Keys readers;
      if (owner || now.in_group(author, group))  // to a member, a group that they are not in does not exist
        for (const Key& u : may)
          if (now.in_group(u, group)) readers.insert(u);
      channels.push_back({"group " + group, reading.group_visibility, reading.group_base, readers, true});
    }
  }

  [[nodiscard]] Keys everybody() const {
    Keys all;
    for (const OracleChannel& channel : channels) all = either(all, channel.readers);
    return all;
  }
  [[nodiscard]] Keys by_nothing_else(std::size_t i) const {
    Keys left = channels[i].readers;
    for (std::size_t j = 0; j < channels.size(); ++j)
      if (j != i) left = without(left, channels[j].readers);
    return left;
  }
  [[nodiscard]] bool has_group() const {
    return std::any_of(channels.begin(), channels.end(), [](const OracleChannel& channel) { return channel.group; });
  }
  /// What may be told of how many they are: strangers from 300 on, to the nearest 10, halves up. And is that all of them? Where strangers can
  /// be, none and few look alike.
  [[nodiscard]] std::pair<std::uint64_t, bool> told(const Keys& who, bool strangers_can_be) const {
    const std::uint64_t mine = both(who, own).size(), strangers = who.size() - mine;
    if (owner) return {who.size(), true};
    if (!strangers_can_be) return {mine, strangers == 0};
    if (strangers < 300) return {mine, false};
    return {mine + (strangers % 10 < 5 ? strangers - strangers % 10 : strangers - strangers % 10 + 10), true};
  }

  /// The chances of each showing of each post to `reader` by `days`: a channel and a post that is there give one.
  [[nodiscard]] std::vector<double> showings(const Key& reader, double days, const std::vector<double>& posts, const Strength& strength,
                                             const hobnob::Attention& attention) const {
    std::vector<double> chances;
    for (const OracleChannel& channel : channels)
      if (channel.readers.contains(reader))
        for (const double post : posts)
          chances.push_back(channel.visibility * std::max(strength(reader), channel.base) * (days > post ? attention.seen_by(days - post) : 0));
    return chances;
  }
};

}  // namespace support

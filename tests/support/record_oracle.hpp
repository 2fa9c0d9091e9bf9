// What does the semantics say of these facts? The slow road: facts in plain containers, each question answered by reading all of them.
//
//   support::RecordOracle record;
//   record.add(support::Interacts{"ana", "bo", 1000});
//   support::Instant now(record, 2000, options);
//   now.evidence("ana", "bo").mass[1]
//
// Shares nothing with the library but its vocabulary (keys, profiles, policies). Written for small records: everything is O(facts).
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "hobnob/core/error.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/evidence.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/policy.hpp"
#include "hobnob/graph/tie_model.hpp"

namespace support {

using hobnob::Channel;
using hobnob::Key;
using hobnob::Policy;
using hobnob::Purpose;
using hobnob::Time;

// --- facts ---------------------------------------------------------------------------------------------------------------------------

struct Says {
  Key key;
  hobnob::Member member{};
};                    // of a member described already: replaces what they said
struct Connects {
  Key a, b;
  hobnob::Connection connection{};
  hobnob::Duplicates duplicates = hobnob::Duplicates::reject;
};
struct Interacts {
  Key source, target;
  Time time = 0;
  hobnob::Interaction how{};
};
struct Joins {
  std::string group;
  Key member;
  hobnob::Interval interval{};
};
struct Follows {
  Key follower, followed;
  Channel channel = Channel::follow;
  std::optional<Time> since{};
};
struct Consents {
  Key member;
  Purpose purpose = Purpose::share_ties;
  bool allow = true;
  hobnob::Grantee grantee{};
  hobnob::Interval interval{};
};
struct Blocks {
  Key blocker, blocked;
  hobnob::Interval interval{};
};
struct Asks {
  Key seeker, introducer, target;
  Time at = 0;
};
struct Answers {
  Key seeker, introducer, target;
  Time at = 0;
  hobnob::Outcome outcome = hobnob::Outcome::yes;
};
struct Sees {
  Key viewer, target;
  Time at = 0;
};                     // an impression

using Fact = std::variant<Says, Connects, Interacts, Joins, Follows, Consents, Blocks, Asks, Answers, Sees>;

/// Tells the library. Throws what the library throws.
inline void tell(hobnob::Network& network, const Fact& fact) {
  struct {
    hobnob::Network& network;
    void operator()(const Says& f) const {
      try {
        network.add_member(f.key, f.member);
      } catch (const hobnob::Error& error) {
        if (error.code() != hobnob::Errc::duplicate_key) throw;
        network.update_member(f.key, f.member);
      }
    }
    void operator()(const Connects& f) const { network.add_connection(f.a, f.b, f.connection, f.duplicates); }
    void operator()(const Interacts& f) const { network.add_interaction(f.source, f.target, f.time, f.how); }
    void operator()(const Joins& f) const { network.add_group(f.group, f.member, f.interval); }
    void operator()(const Follows& f) const { network.add_follow(f.follower, f.followed, f.channel, f.since); }
    void operator()(const Consents& f) const { network.set_consent(f.member, f.purpose, f.allow, f.grantee, f.interval); }
    void operator()(const Blocks& f) const { network.add_block(f.blocker, f.blocked, f.interval); }
    void operator()(const Asks& f) const { network.record_ask(f.seeker, f.introducer, f.target, f.at); }
    void operator()(const Answers& f) const { network.record_outcome(f.seeker, f.introducer, f.target, f.at, f.outcome); }
    void operator()(const Sees& f) const { network.record_impression(f.viewer, f.target, f.at); }
  } teller{network};
  std::visit(teller, fact);
}

/// Tells the library and says whether it took the fact.
inline bool accepts(hobnob::Network& network, const Fact& fact) {
  try {
    tell(network, fact);
    return true;
  } catch (const hobnob::Error&) { return false; }
}

// --- the record ----------------------------------------------------------------------------------------------------------------------

/// The facts that hold, as the door of the record would leave them. Only facts whose values are in range are asked of it.
class RecordOracle {
 public:
  struct Ask {
    Key seeker, introducer, target;
    Time at;
    std::optional<Time> answered;
    hobnob::Outcome outcome = hobnob::Outcome::no;
  };

  /// False where the record refuses: a member it must know and does not, a connection or ask that is there, an outcome without an ask.
  bool add(const Fact& fact) {
    const bool taken = std::visit([this](const auto& f) { return take(f); }, fact);
    if (taken) told_.push_back(fact);
    return taken;
  }

  std::map<Key, std::optional<hobnob::Member>> members;                // empty: only mentioned
  std::map<std::pair<Key, Key>, hobnob::Connection> connections;       // the smaller key first
  std::vector<Interacts> events;
  std::vector<Joins> memberships;
  std::vector<Follows> follows;
  std::vector<Consents> consents;
  std::vector<Blocks> blocks;
  std::vector<Ask> asks;
  std::vector<Sees> impressions;

  [[nodiscard]] const std::vector<Fact>& told() const { return told_; }
  [[nodiscard]] hobnob::Member profile(const Key& key) const { return members.at(key).value_or(hobnob::Member{}); }

  /// What would have been told if `gone` had never existed: their facts left out, events without them. Whoever else was there still is.
  [[nodiscard]] std::vector<Fact> told_without(const Key& gone) const {
    std::vector<Fact> kept;
    for (const auto& [key, profile] : members)
      if (key != gone) kept.push_back(Says{key, {}});
    for (const Fact& fact : told_) {
      if (const Interacts* event = std::get_if<Interacts>(&fact)) {
        std::vector<Key> left = everybody(*event);
        std::erase(left, gone);
        if (left.size() < 2 || (event->source == gone && !both_ways(*event))) continue;  // nobody left to talk to, or nobody who talked
        Interacts now = *event;
        now.source = left[0], now.target = left[1];
        now.how.participants.assign(left.begin() + 2, left.end());
        kept.push_back(now);
      } else if (!std::visit([&](const auto& f) { return names(f, gone); }, fact)) {
        kept.push_back(fact);
      }
    }
    return kept;
  }

  /// Source first, then target, then the other participants, each once.
  static std::vector<Key> everybody(const Interacts& event) {
    std::vector<Key> all{event.source, event.target};
    for (const Key& key : event.how.participants)
      if (std::find(all.begin(), all.end(), key) == all.end()) all.push_back(key);
    return all;
  }
  static bool both_ways(const Interacts& event) { return event.how.undirected || event.how.kind == "meeting"; }

 private:
  static bool names(const Says& f, const Key& key) { return f.key == key; }
  static bool names(const Connects& f, const Key& key) { return f.a == key || f.b == key; }
  static bool names(const Interacts&, const Key&) { return false; }  // seen to above
  static bool names(const Joins& f, const Key& key) { return f.member == key; }
  static bool names(const Follows& f, const Key& key) { return f.follower == key || f.followed == key; }
  static bool names(const Consents& f, const Key& key) {
    return f.member == key || (f.grantee.kind == hobnob::Grantee::Kind::member && f.grantee.member_key == key);
  }
  static bool names(const Blocks& f, const Key& key) { return f.blocker == key || f.blocked == key; }
  static bool names(const Asks& f, const Key& key) { return f.seeker == key || f.introducer == key || f.target == key; }
  static bool names(const Answers& f, const Key& key) { return f.seeker == key || f.introducer == key || f.target == key; }
  static bool names(const Sees& f, const Key& key) { return f.viewer == key || f.target == key; }

  [[nodiscard]] bool knows(const Key& key) const { return members.contains(key); }
  void mention(const Key& key) { members.try_emplace(key); }

  bool take(const Says& f) { return members[f.key] = f.member, true; }
  bool take(const Connects& f) {
    const auto pair = std::minmax(f.a, f.b);
    if (connections.contains(pair) && f.duplicates == hobnob::Duplicates::reject) return false;
    mention(f.a), mention(f.b);
    connections[pair] = f.connection;
    return true;
  }
  bool take(const Interacts& f) {
    for (const Key& key : everybody(f)) mention(key);
    events.push_back(f);
    return true;
  }
  bool take(const Joins& f) {
    mention(f.member);
    memberships.push_back(f);
    return true;
  }
  bool take(const Follows& f) {
    mention(f.follower), mention(f.followed);
    follows.push_back(f);
    return true;
  }
  bool take(const Consents& f) {
    if (!knows(f.member)) return false;
    if (f.grantee.kind == hobnob::Grantee::Kind::member && !knows(f.grantee.member_key)) return false;
    const auto same = [&f](const Consents& c) {
      return c.member == f.member && c.purpose == f.purpose && c.grantee.kind == f.grantee.kind && c.grantee.member_key == f.grantee.member_key &&
             c.grantee.group_name == f.grantee.group_name && c.interval == f.interval;
    };
    std::erase_if(consents, same);
    consents.push_back(f);
    return true;
  }
  bool take(const Blocks& f) {
    if (!knows(f.blocker) || !knows(f.blocked)) return false;
    blocks.push_back(f);
    return true;
  }
  bool take(const Asks& f) {
    if (!knows(f.seeker) || !knows(f.introducer) || !knows(f.target)) return false;
    for (const Ask& ask : asks)
      if (ask.seeker == f.seeker && ask.introducer == f.introducer && ask.target == f.target && ask.at == f.at) return false;
    asks.push_back({f.seeker, f.introducer, f.target, f.at, {}});
    return true;
  }
  bool take(const Answers& f) {
    Ask* latest = nullptr;
    for (Ask& ask : asks)
      if (ask.seeker == f.seeker && ask.introducer == f.introducer && ask.target == f.target && ask.at <= f.at && !ask.answered &&
          (!latest || ask.at > latest->at))
        latest = &ask;
    if (!latest) return false;
    latest->answered = f.at, latest->outcome = f.outcome;
    return true;
  }
  bool take(const Sees& f) {
    if (!knows(f.viewer) || !knows(f.target)) return false;
    impressions.push_back(f);
    return true;
  }

  std::vector<Fact> told_;
};

// --- an instant ----------------------------------------------------------------------------------------------------------------------

/// The default model as the semantics write it, for strengths by the other road.
struct Logistic {
  double window_days = 30;
  double reciprocity = 0.5;
  std::array<double, 9> theta = hobnob::preset().theta;
  double gamma = 1;
};

/// What is known from one member to another: masses, days since the last event, how many events.
struct Traffic {
  std::array<double, 3> mass{};
  double weight = 0;  // the mass that never decays
  std::optional<Time> last;
  std::uint32_t events = 0;
};

/// Who asks: a member by key, or nobody for the owner.
using Viewer = std::optional<Key>;

class Instant {
 public:
  Instant(const RecordOracle& record, Time as_of, hobnob::EvidenceOptions evidence = {})
      : record_(&record), as_of_(as_of), options_(std::move(evidence)) {
    for (const auto& [key, profile] : record.members)
      if (begins(key, profile) <= as_of) members_.insert(key);
  }

  [[nodiscard]] Time as_of() const { return as_of_; }
  [[nodiscard]] const RecordOracle& record() const { return *record_; }
  [[nodiscard]] const std::set<Key>& members() const { return members_; }
  [[nodiscard]] bool exists(const Key& key) const { return members_.contains(key); }

  /// m_H = Σ w_kind · φ(g) · 2^(−age/H), φ(g) = 1/(g−1), 0 above g_max. Events to or from somebody who does not exist yet are not there.
  [[nodiscard]] const Traffic& traffic(const Key& from, const Key& to) const {
    const auto [at, is_new] = traffic_.try_emplace({from, to});
    if (is_new) at->second = sum_of_traffic(from, to);
    return at->second;
  }
  [[nodiscard]] double days_since(Time time) const { return static_cast<double>(as_of_ - time) / 86'400; }

  /// The declared connection of two members, if it holds.
  [[nodiscard]] std::optional<hobnob::Connection> declared(const Key& u, const Key& v) const {
    const auto at = record_->connections.find(std::minmax(u, v));
    if (at == record_->connections.end() || !exists(u) || !exists(v)) return {};
    return at->second.since.value_or(as_of_) <= as_of_ ? std::optional(at->second) : std::nullopt;
  }

  [[nodiscard]] bool blocked(const Key& u, const Key& v) const {
    if (!exists(u) || !exists(v)) return false;
    return std::any_of(record_->blocks.begin(), record_->blocks.end(), [&](const Blocks& b) {
      return ((b.blocker == u && b.blocked == v) || (b.blocker == v && b.blocked == u)) && holds(b.interval);
    });
  }

  /// A tie exists where there is a declared connection or an event that counts, either way, and no block.
  [[nodiscard]] bool tied(const Key& u, const Key& v) const {
    if (u == v || blocked(u, v)) return false;
    return declared(u, v) || traffic(u, v).events > 0 || traffic(v, u).events > 0;
  }

  /// S(from→to) where they are tied.
  [[nodiscard]] double strength(const Key& from, const Key& to, const Logistic& model) const {
    const Traffic out = traffic(from, to), back = traffic(to, from);
    const double W = model.window_days;
    const auto r = [&](const Traffic& t) { return -std::log(0.01 + (t.last ? std::min(days_since(*t.last) / W, 1000.0) : 1000.0)); };
    const double logit = model.theta[0] + model.theta[1] * r(out) + model.theta[2] * r(back) + model.theta[3] * std::log1p(out.mass[0]) +
                         model.theta[4] * std::log1p(out.mass[1]) + model.theta[5] * std::log1p(out.mass[2]) +
                         model.theta[6] * std::log1p(back.mass[1]) + model.theta[7] * std::max(r(out), r(back)) +
                         model.theta[8] * std::log1p(out.weight);
    const double s = 1 / (1 + std::exp(-logit));
    const auto connection = declared(from, to);
    return connection ? 1 - (1 - s) * (1 - model.gamma * connection->weight.value_or(0.3)) : s;
  }

  /// p(u→v) = S(v→u)^(1−ρ) · S(u→v)^ρ, the chance that v does what u asks.
  [[nodiscard]] double probability(const Key& u, const Key& v, const Logistic& model) const {
    return std::pow(strength(v, u, model), 1 - model.reciprocity) * std::pow(strength(u, v, model), model.reciprocity);
  }

  /// ω before consent: (2 + yes)/(3 + yes + no), decayed with 365 days, times the room below the cap.
  [[nodiscard]] double willingness(const Key& v) const {
    double yes = 0, no = 0;
    int open = 0;
    const Time days_30 = Time{30} * 86'400;
    for (const RecordOracle::Ask& ask : record_->asks) {
      if (ask.introducer != v || ask.at > as_of_) continue;
      const bool answered = ask.answered && *ask.answered <= as_of_;
      const bool expired = as_of_ - ask.at >= days_30;
      if (answered) (ask.outcome == hobnob::Outcome::no ? no : yes) += std::pow(2.0, -days_since(*ask.answered) / 365);
      else if (expired) no += std::pow(2.0, -days_since(ask.at + days_30) / 365);
      else ++open;
    }
    const double omega = (2 + yes) / (3 + yes + no);
    const std::optional<int> cap = record_->profile(v).ask_cap;
    if (!cap) return omega;
    return *cap == 0 ? 0.0 : omega * std::max(0.0, 1 - static_cast<double>(open) / *cap);
  }

  [[nodiscard]] bool in_group(const Key& member, const std::string& group) const {
    return exists(member) && std::any_of(record_->memberships.begin(), record_->memberships.end(),
                                         [&](const Joins& f) { return f.member == member && f.group == group && holds(f.interval); });
  }

  /// The narrowest statement that applies decides; among equals the one that began last; among those a refusal; else the policy.
  [[nodiscard]] bool permits(const Key& u, Purpose purpose, const Viewer& viewer, const Policy& policy) const {
    if (viewer == u) return true;
    using Kind = hobnob::Grantee::Kind;
    const auto applies = [&](const Consents& c) {
      if (c.member != u || c.purpose != purpose || !holds(c.interval)) return false;
      if (c.grantee.kind == Kind::all) return true;
      if (!viewer) return false;
      if (c.grantee.kind == Kind::connections) return declared(u, *viewer).has_value();
      if (c.grantee.kind == Kind::group) return in_group(*viewer, c.grantee.group_name);
      return c.grantee.member_key == *viewer;
    };
    for (const Kind kind : {Kind::member, Kind::group, Kind::connections, Kind::all}) {
      std::vector<Consents> equals;
      for (const Consents& c : record_->consents)
        if (c.grantee.kind == kind && applies(c)) equals.push_back(c);
      if (equals.empty()) continue;
      std::optional<Time> last;  // nothing is before every instant, as std::optional orders it
      for (const Consents& c : equals) last = std::max(last, c.interval.start);
      return std::all_of(equals.begin(), equals.end(), [&](const Consents& c) { return c.interval.start != last || c.allow; });
    }
    return policy.silence(purpose);
  }

  // --- through a view ---

  [[nodiscard]] bool visible(const Key& u, const Viewer& viewer) const {
    if (!exists(u)) return false;
    if (!viewer || u == *viewer) return true;
    return !record_->profile(u).unlisted && !blocked(u, *viewer);
  }

  [[nodiscard]] bool tie_visible(const Key& u, const Key& v, const Viewer& viewer, const Policy& policy) const {
    if (!visible(u, viewer) || !visible(v, viewer) || !tied(u, v)) return false;
    if (viewer && (u == *viewer || v == *viewer)) return true;
    if (!permits(u, Purpose::share_ties, viewer, policy) || !permits(v, Purpose::share_ties, viewer, policy)) return false;
    const auto connection = declared(u, v);
    return !viewer || !connection || !connection->is_private;
  }

  [[nodiscard]] double omega(const Key& u, const Viewer& viewer, const Policy& policy) const {
    return permits(u, Purpose::introduce, viewer, policy) ? willingness(u) : 0.0;
  }

  [[nodiscard]] double open(const Key& u, const Viewer& viewer, const Policy& policy) const {
    const hobnob::Member profile = record_->profile(u);
    return profile.do_not_contact || !permits(u, Purpose::be_introduced, viewer, policy) ? 0.0 : profile.openness;
  }

  // --- what was asked for and shown ---

  /// An ask that counts for a viewer: made by the instant by the viewer (or anybody, for the owner), with nobody in it who is hidden.
  [[nodiscard]] bool counts(const RecordOracle::Ask& ask, const Viewer& viewer) const {
    return ask.at <= as_of_ && visible(ask.seeker, viewer) && visible(ask.introducer, viewer) && visible(ask.target, viewer) &&
           (!viewer || *viewer == ask.seeker);
  }
  [[nodiscard]] bool asked(const Key& seeker, const Key& target, const Viewer& viewer) const {
    return std::any_of(record_->asks.begin(), record_->asks.end(), [&](const RecordOracle::Ask& ask) {
      const bool waits = (!ask.answered || *ask.answered > as_of_) && days_since(ask.at) < 30;
      return counts(ask, viewer) && ask.seeker == seeker && ask.target == target && waits;
    });
  }
  [[nodiscard]] std::optional<double> days_since_refusal(const Key& seeker, const Key& introducer, const Viewer& viewer) const {
    std::optional<double> least;
    for (const RecordOracle::Ask& ask : record_->asks) {
      if (!counts(ask, viewer) || ask.seeker != seeker || ask.introducer != introducer) continue;
      const bool answered = ask.answered && *ask.answered <= as_of_;
      if (answered && ask.outcome != hobnob::Outcome::no) continue;
      const double days = answered ? days_since(*ask.answered) : days_since(ask.at + Time{30} * 86'400);
      if (days >= 0 && (!least || days < *least)) least = days;
    }
    return least;
  }
  [[nodiscard]] std::optional<double> days_since_decline(const Key& seeker, const Key& target, const Viewer& viewer) const {
    std::optional<double> least;
    for (const RecordOracle::Ask& ask : record_->asks) {
      const bool declined = ask.answered && *ask.answered <= as_of_ && ask.outcome == hobnob::Outcome::declined;
      if (!counts(ask, viewer) || ask.seeker != seeker || ask.target != target || !declined) continue;
      if (const double days = days_since(*ask.answered); !least || days < *least) least = days;
    }
    return least;
  }
  /// Impressions that no ask followed which counts, each decayed with a half-life of 30 days.
  [[nodiscard]] double impressions(const Key& who, const Key& target, const Viewer& viewer) const {
    if (!visible(who, viewer) || !visible(target, viewer) || (viewer && *viewer != who)) return 0;
    double sum = 0;
    for (const Sees& f : record_->impressions) {
      if (f.viewer != who || f.target != target || f.at > as_of_) continue;
      const bool acted = std::any_of(record_->asks.begin(), record_->asks.end(), [&](const RecordOracle::Ask& ask) {
        return counts(ask, viewer) && ask.seeker == who && ask.target == target && ask.at >= f.at;
      });
      if (!acted) sum += std::pow(2.0, -days_since(f.at) / 30);
    }
    return sum;
  }

  // --- whose words reach whom ---

  [[nodiscard]] bool follows(const Key& reader, const Key& author, Channel channel) const {
    return exists(reader) && exists(author) && std::any_of(record_->follows.begin(), record_->follows.end(), [&](const Follows& f) {
             return f.follower == reader && f.followed == author && f.channel == channel && f.since.value_or(as_of_) <= as_of_;
           });
  }

  [[nodiscard]] std::set<std::string> groups_of(const Key& member) const {
    std::set<std::string> groups;
    for (const Joins& f : record_->memberships)
      if (in_group(member, f.group)) groups.insert(f.group);
    return groups;
  }

  [[nodiscard]] bool may_read(const Key& author, const Key& reader, const Viewer& viewer, const Policy& policy) const {
    return reader != author && visible(reader, viewer) && !record_->profile(reader).do_not_contact && !blocked(author, reader) &&
           permits(reader, Purpose::be_counted, viewer, policy);
  }

 private:
  [[nodiscard]] bool holds(const hobnob::Interval& interval) const {
    return (!interval.start || *interval.start <= as_of_) && (!interval.until || as_of_ < *interval.until);
  }

  [[nodiscard]] Traffic sum_of_traffic(const Key& from, const Key& to) const {
    Traffic sum;
    if (!exists(from) || !exists(to)) return sum;
    for (const Interacts& event : record_->events) {
      if (event.time > as_of_) continue;
      const std::vector<Key> all = RecordOracle::everybody(event);
      const bool has_from = std::find(all.begin(), all.end(), from) != all.end(), has_to = std::find(all.begin(), all.end(), to) != all.end();
      if (!has_from || !has_to || (event.source != from && !RecordOracle::both_ways(event))) continue;
      if (all.size() > static_cast<std::size_t>(options_.max_participants)) continue;
      const auto weighed = options_.kind_weights.find(event.how.kind);
      const double weight = weighed == options_.kind_weights.end() ? 1.0 : weighed->second;
      if (weight == 0) continue;  // a kind that weighs nothing is no evidence, as an event with φ = 0 is none
      const double days = days_since(event.time);
      for (std::size_t h = 0; h < 3; ++h)
        sum.mass[h] += weight / static_cast<double>(all.size() - 1) * std::pow(2.0, -days / options_.half_life_days[h]);
      sum.weight += weight / static_cast<double>(all.size() - 1);
      sum.last = std::max(sum.last.value_or(event.time), event.time);
      ++sum.events;
    }
    return sum;
  }

  /// From `joined`, else from the first dated fact, or always if a fact is undated or there is none.
  [[nodiscard]] Time begins(const Key& key, const std::optional<hobnob::Member>& profile) const {
    if (profile && profile->joined) return *profile->joined;
    std::vector<std::optional<Time>> dates;
    for (const auto& [pair, c] : record_->connections)
      if (pair.first == key || pair.second == key) dates.push_back(c.since);
    for (const Interacts& f : record_->events) {
      const std::vector<Key> all = RecordOracle::everybody(f);
      if (std::find(all.begin(), all.end(), key) != all.end()) dates.push_back(f.time);
    }
    for (const Joins& f : record_->memberships)
      if (f.member == key) dates.push_back(f.interval.start);
    for (const Follows& f : record_->follows)
      if (f.follower == key || f.followed == key) dates.push_back(f.since);
    for (const Consents& f : record_->consents)
      if (f.member == key || (f.grantee.kind == hobnob::Grantee::Kind::member && f.grantee.member_key == key)) dates.push_back(f.interval.start);
    for (const Blocks& f : record_->blocks)
      if (f.blocker == key || f.blocked == key) dates.push_back(f.interval.start);
    for (const RecordOracle::Ask& f : record_->asks)
      if (f.seeker == key || f.introducer == key || f.target == key) dates.push_back(f.at);
    for (const Sees& f : record_->impressions)
      if (f.viewer == key || f.target == key) dates.push_back(f.at);
    if (dates.empty()) return hobnob::min_time;
    return std::min_element(dates.begin(), dates.end())->value_or(hobnob::min_time);  // nothing is before every date
  }

  const RecordOracle* record_;
  Time as_of_;
  hobnob::EvidenceOptions options_;
  std::set<Key> members_;
  mutable std::map<std::pair<Key, Key>, Traffic> traffic_;  // what was asked before
};

}  // namespace support

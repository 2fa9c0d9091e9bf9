#include "hobnob/graph/network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/text.hpp"
#include "graph/record.hpp"
#include "graph/rules.hpp"
#include "hobnob/core/error.hpp"

namespace hobnob {
inline namespace v0 {

using detail::check_key;
using detail::check_member;
using detail::check_pair;
using detail::check_time;
using detail::check_value;
using detail::check_word;
using detail::checked;
using detail::refuse;
using detail::shown;
using detail::Slot;
using detail::Span;

namespace {

/// The slot of a key that has passed its checks; a member is made of it if there is none.
template <class Record>
Slot mention(Record& record, const Key& key) {
  if (const auto slot = record.keys.find(key)) return *slot;
  if (record.keys.size() == index(no_member)) throw Error(Errc::limit_exceeded, "a network holds at most 4,294,967,295 members");
  record.profiles.emplace_back();
  return record.keys.add(key);
}

template <class Record>
Slot existing(const Record& record, const Key& key, std::string_view field) {
  if (const auto slot = record.keys.find(key)) return *slot;
  throw Error(Errc::unknown_member,
              fmt::format("{}: no member {}{}", field, shown(key),
                          detail::did_you_mean(key.to_string(), record.keys.size(), [&](std::uint32_t i) { return record.keys[i].to_string(); })));
}

/// In a fact that needs a member who is there: a key that could name nobody is a wrong argument, any other an unknown member.
template <class Record>
Slot named(const Record& record, const Key& key, std::string_view field) {
  check_key(record.keys, key, field);
  return existing(record, key, field);
}

template <class Record>
std::pair<Slot, Slot> named_pair(const Record& record, const Key& a, std::string_view field_a, const Key& b, std::string_view field_b) {
  const std::pair found{named(record, a, field_a), named(record, b, field_b)};
  if (found.first == found.second) refuse(fmt::format("{} and {} must be two members, got {} twice", field_a, field_b, shown(a)));
  return found;
}

template <class Fact>
std::size_t bytes_of(const std::vector<Fact>& facts) {
  return facts.capacity() * sizeof(Fact);
}

}  // namespace

Network::Network() : record_(std::make_unique<Record>()) {}
Network::~Network() = default;
Network::Network(Network&& other) noexcept : record_(std::exchange(other.record_, nullptr)) {
  try {
    other.record_ = std::make_unique<Record>();
  } catch (...) {  // the source of a move may be left empty-handed: it can only be destroyed or assigned to
  }
}
Network& Network::operator=(Network&& other) noexcept {
  std::swap(record_, other.record_);
  return *this;
}
Network::Network(const Network& other) {
  if (other.record_->mark) refuse("copy must wait until the open batch is committed or taken back");
  record_ = std::make_unique<Record>(*other.record_);
}
Network& Network::operator=(const Network& other) {
  if (this == &other) return *this;
  if (record_->mark) refuse("assignment must wait until the open batch is committed or taken back");
  return *this = Network(other);
}

void Network::add_member(const Key& key, const Member& member) {
  record_->check_unread();
  check_key(record_->keys, key, "key");
  check_member(member);
  const auto known = record_->keys.find(key);
  if (known && record_->profiles[*known])
    throw Error(Errc::duplicate_key, fmt::format("member {} is already there; update_member replaces what they say of themselves", shown(key)));
  auto profile = std::make_shared<const Member>(member);
  const Slot slot = mention(*record_, key);
  if (record_->mark && slot < record_->mark->keys) record_->mark->undo.push_back([slot](Record& record) { record.profiles[slot].reset(); });
  record_->profiles[slot] = std::move(profile);
}

void Network::update_member(const Key& key, const Member& member) {
  record_->check_unread();
  check_member(member);
  const Slot slot = named(*record_, key, "key");
  auto profile = std::make_shared<const Member>(member);
  if (record_->mark && slot < record_->mark->keys)
    record_->mark->undo.push_back([slot, before = record_->profiles[slot]](Record& record) { record.profiles[slot] = before; });
  record_->profiles[slot] = std::move(profile);
}

void Network::add_connection(const Key& a, const Key& b, const Connection& connection, Duplicates duplicates) {
  record_->check_unread();
  check_pair(record_->keys, a, "source", b, "target");
  if (connection.weight && !(*connection.weight > 0 && *connection.weight <= 1))
    refuse(fmt::format("weight must be in (0, 1], got {}", *connection.weight));
  check_time(connection.since, "since");
  check_value(duplicates, "duplicates");
  const auto weight = static_cast<float>(connection.weight.value_or(0));
  if (connection.weight && weight == 0) refuse(fmt::format("weight must be at least 1.2e-38, got {}", *connection.weight));
  const auto known_a = record_->keys.find(a);
  const auto known_b = record_->keys.find(b);
  if (known_a && known_b) {
    const auto at = record_->connection_of.find(Record::pair_key(*known_a, *known_b));
    if (at != record_->connection_of.end()) {
      if (duplicates == Duplicates::reject)
        throw Error(Errc::duplicate_key, fmt::format("{} and {} are connected already; duplicates = last replaces it", shown(a), shown(b)));
      detail::ConnectionFact& fact = record_->connections[at->second];
      if (record_->mark && at->second < record_->mark->connections)
        record_->mark->undo.push_back([place = at->second, before = fact](Record& record) { record.connections[place] = before; });
      fact.weight = weight, fact.is_private = connection.is_private, fact.since = connection.since.value_or(detail::from_always);
      return;
    }
  }
  const Slot slot_a = mention(*record_, a);
  const Slot slot_b = mention(*record_, b);
  const auto place = static_cast<std::uint32_t>(record_->connections.size());
  record_->connections.push_back(
      {std::min(slot_a, slot_b), std::max(slot_a, slot_b), weight, connection.is_private, connection.since.value_or(detail::from_always)});
  try {
    record_->connection_of.emplace(Record::pair_key(slot_a, slot_b), place);
  } catch (...) {  // no memory for the index: then no fact either
    record_->connections.pop_back();
    throw;
  }
}

void Network::add_interaction(const Key& source, const Key& target, Time time, const Interaction& interaction) {
  record_->check_unread();
  check_pair(record_->keys, source, "source", target, "target");
  check_time(time, "time");
  check_word(interaction.kind, "kind");
  for (const Key& key : interaction.participants) {
    check_key(record_->keys, key, "participants");
    if (key.is_text() != source.is_text()) refuse(fmt::format("participants must be keys of the kind of source, got {}", shown(key)));
  }
  if (record_->participants.size() + interaction.participants.size() + 1 > 0xFFFF'FFFFU)
    throw Error(Errc::limit_exceeded, "a network holds at most 4,294,967,295 places in events of more than two");
  detail::EventFact event{.source = mention(*record_, source),
                          .other = mention(*record_, target),
                          .others = 1,
                          .kind = record_->kinds.intern(interaction.kind) & 0x7FFF'FFFFU,
                          .undirected = interaction.undirected,
                          .time = time};
  if (!interaction.participants.empty()) {
    std::vector<Slot> others{event.other};
    for (const Key& key : interaction.participants)
      if (key != source) others.push_back(mention(*record_, key));
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
    if (others.size() > 1) {
      event.other = static_cast<std::uint32_t>(record_->participants.size());
      event.others = static_cast<std::uint32_t>(others.size());
      record_->participants.insert(record_->participants.end(), others.begin(), others.end());
    }
  }
  record_->events.push_back(event);
}

void Network::add_group(std::string_view group, const Key& member, const Interval& interval) {
  record_->check_unread();
  check_word(group, "group");
  check_key(record_->keys, member, "member");
  const Span span = checked(interval);
  record_->memberships.push_back({record_->groups.intern(group), mention(*record_, member), span});
}

void Network::add_follow(const Key& follower, const Key& followed, Channel channel, std::optional<Time> since) {
  record_->check_unread();
  check_pair(record_->keys, follower, "follower", followed, "followed");
  check_value(channel, "channel");
  check_time(since, "since");
  const Slot from = mention(*record_, follower);
  record_->follow({from, mention(*record_, followed), channel, since.value_or(detail::from_always)});
}

void Network::set_consent(const Key& member, Purpose purpose, bool allow, const Grantee& grantee, const Interval& interval) {
  record_->check_unread();
  const Slot slot = named(*record_, member, "member");
  const Span span = checked(interval);
  check_value(purpose, "purpose");
  check_value(grantee.kind, "grantee's kind");
  std::uint32_t to = 0;
  if (grantee.kind == Grantee::Kind::member) to = named(*record_, grantee.member_key, "grantee");
  if (grantee.kind == Grantee::Kind::group) {
    check_word(grantee.group_name, "grantee group");
    to = record_->groups.intern(grantee.group_name);
  }
  for (const std::uint32_t place : record_->consents_of[slot]) {
    detail::ConsentFact& fact = record_->consents[place];
    if (fact.purpose != purpose || fact.kind != grantee.kind || fact.grantee != to || fact.span != span) continue;
    if (record_->mark && place < record_->mark->consents)
      record_->mark->undo.push_back([place, before = fact.allow](Record& record) { record.consents[place].allow = before; });
    fact.allow = allow;
    return;
  }
  record_->consents_of[slot].push_back(static_cast<std::uint32_t>(record_->consents.size()));
  record_->consents.push_back({slot, purpose, grantee.kind, to, span, allow});
}

void Network::add_block(const Key& blocker, const Key& blocked, const Interval& interval) {
  record_->check_unread();
  const auto [from, to] = named_pair(*record_, blocker, "blocker", blocked, "blocked");
  record_->blocks.push_back({from, to, checked(interval)});
}

void Network::record_ask(const Key& seeker, const Key& introducer, const Key& target, Time at) {
  record_->check_unread();
  const auto [asking, asked] = named_pair(*record_, seeker, "seeker", introducer, "introducer");
  const auto [same, wanted] = named_pair(*record_, seeker, "seeker", target, "target");
  if (asked == wanted) refuse(fmt::format("introducer and target must be two members, got {} twice", shown(target)));
  check_time(at, "at");
  std::vector<std::uint32_t>& between = record_->asks_of[Record::ordered(same, asked)];
  for (const std::uint32_t place : between)
    if (record_->asks[place].target == wanted && record_->asks[place].at == at)
      throw Error(Errc::duplicate_key, fmt::format("{} asked {} for {} at {} already", shown(seeker), shown(introducer), shown(target), at));
  between.push_back(static_cast<std::uint32_t>(record_->asks.size()));
  record_->asks.push_back({asking, asked, wanted, at, std::nullopt});
}

void Network::record_outcome(const Key& seeker, const Key& introducer, const Key& target, Time at, Outcome outcome) {
  record_->check_unread();
  const Slot asking = named(*record_, seeker, "seeker");
  const Slot asked = named(*record_, introducer, "introducer");
  const Slot wanted = named(*record_, target, "target");
  check_time(at, "at");
  check_value(outcome, "outcome");
  detail::AskFact* latest = nullptr;
  const auto between = record_->asks_of.find(Record::ordered(asking, asked));
  if (between != record_->asks_of.end())
    for (const std::uint32_t place : between->second) {
      detail::AskFact& ask = record_->asks[place];
      if (ask.target == wanted && ask.at <= at && !ask.answered && (!latest || ask.at > latest->at)) latest = &ask;
    }
  if (!latest)
    refuse(fmt::format("{} has no unanswered ask to {} for {} by {}: record_ask comes first", shown(seeker), shown(introducer), shown(target), at));
  const auto place = static_cast<std::size_t>(latest - record_->asks.data());
  if (record_->mark && place < record_->mark->asks)
    record_->mark->undo.push_back([place](Record& record) { record.asks[place].answered.reset(), record.asks[place].outcome = Outcome::no; });
  latest->answered = at;
  latest->outcome = outcome;
}

void Network::record_impression(const Key& viewer, const Key& target, Time at) {
  record_->check_unread();
  const auto [seen_by, seen] = named_pair(*record_, viewer, "viewer", target, "target");
  check_time(at, "at");
  record_->impressions.push_back({seen_by, seen, at});
}

void Network::remove(const Key& member) {
  record_->check_unread();
  const Slot gone = existing(*record_, member, "member");
  if (record_->mark) refuse("remove must wait until the open batch is committed or taken back");
  Record& old = *record_;
  auto kept = std::make_unique<Record>();  // built beside the old one, so that a failure on the way changes nothing
  const auto slot_of = [gone](Slot slot) { return slot > gone ? slot - 1 : slot; };
  kept->keys = old.keys;
  kept->keys.remove(gone);
  kept->profiles = old.profiles;
  kept->profiles.erase(kept->profiles.begin() + gone);
  for (const detail::ConnectionFact& fact : old.connections) {
    if (fact.a == gone || fact.b == gone) continue;
    kept->connections.push_back({slot_of(fact.a), slot_of(fact.b), fact.weight, fact.is_private, fact.since});
    kept->connection_of.emplace(Record::pair_key(slot_of(fact.a), slot_of(fact.b)), static_cast<std::uint32_t>(kept->connections.size() - 1));
  }
  for (const detail::EventFact& event : old.events) {
    const std::string& kind = old.kinds[event.kind];
    const bool both_ways = event.undirected || kind == "meeting";
    if (event.source == gone && !both_ways) continue;  // what they sent was never sent
    std::vector<Slot> others;
    if (event.others == 1) others.push_back(event.other);
    else others.assign(old.participants.begin() + event.other, old.participants.begin() + event.other + event.others);
    if (event.source != gone) others.insert(others.begin(), event.source);  // now everybody, the source first
    std::erase(others, gone);
    if (others.size() < 2) continue;
    for (Slot& slot : others) slot = slot_of(slot);
    detail::EventFact now{.source = others[0],
                          .other = others[1],
                          .others = static_cast<std::uint32_t>(others.size() - 1),
                          .kind = kept->kinds.intern(kind) & 0x7FFF'FFFFU,
                          .undirected = event.undirected,
                          .time = event.time};
    if (now.others > 1) {
      now.other = static_cast<std::uint32_t>(kept->participants.size());
      kept->participants.insert(kept->participants.end(), others.begin() + 1, others.end());
    }
    kept->events.push_back(now);
  }
  for (const detail::GroupFact& fact : old.memberships)
    if (fact.member != gone) kept->memberships.push_back({kept->groups.intern(old.groups[fact.group]), slot_of(fact.member), fact.span});
  for (const detail::FollowFact& fact : old.follows)
    if (fact.follower != gone && fact.followed != gone) kept->follow({slot_of(fact.follower), slot_of(fact.followed), fact.channel, fact.since});
  for (detail::ConsentFact fact : old.consents) {
    if (fact.member == gone || (fact.kind == Grantee::Kind::member && fact.grantee == gone)) continue;
    if (fact.kind == Grantee::Kind::member) fact.grantee = slot_of(fact.grantee);
    if (fact.kind == Grantee::Kind::group) fact.grantee = kept->groups.intern(old.groups[fact.grantee]);
    fact.member = slot_of(fact.member);
    kept->consents.push_back(fact);
  }
  for (const detail::BlockFact& fact : old.blocks)
    if (fact.blocker != gone && fact.blocked != gone) kept->blocks.push_back({slot_of(fact.blocker), slot_of(fact.blocked), fact.span});
  for (const detail::AskFact& fact : old.asks)
    if (fact.seeker != gone && fact.introducer != gone && fact.target != gone)
      kept->asks.push_back({slot_of(fact.seeker), slot_of(fact.introducer), slot_of(fact.target), fact.at, fact.answered, fact.outcome});
  for (const detail::ImpressionFact& fact : old.impressions)
    if (fact.viewer != gone && fact.target != gone) kept->impressions.push_back({slot_of(fact.viewer), slot_of(fact.target), fact.at});
  kept->reindex();
  record_ = std::move(kept);
}

Network::Batch::Batch(Network& network) : record_(network.record_) {
  Record& record = *record_;
  record.check_unread();
  if (record.mark) refuse("a batch is open already: commit it or let it go first");
  record.mark.emplace(Record::Mark{record.keys.size(),
                                   record.connections.size(),
                                   record.events.size(),
                                   record.participants.size(),
                                   record.memberships.size(),
                                   record.follows.size(),
                                   record.consents.size(),
                                   record.blocks.size(),
                                   record.asks.size(),
                                   record.impressions.size(),
                                   {}});
}

void Network::Batch::commit() noexcept {
  if (record_) record_->mark.reset();
  record_.reset();
}

Network::Batch::~Batch() {
  if (!record_) return;
  Record& record = *record_;
  const Record::Mark mark = std::move(*record.mark);
  record.mark.reset();
  for (auto undo = mark.undo.rbegin(); undo != mark.undo.rend(); ++undo) (*undo)(record);
  for (std::size_t place = mark.connections; place < record.connections.size(); ++place)
    record.connection_of.erase(Record::pair_key(record.connections[place].a, record.connections[place].b));
  for (std::size_t place = mark.follows; place < record.follows.size(); ++place)
    record.follows_on(record.follows[place].channel).erase(Record::ordered(record.follows[place].follower, record.follows[place].followed));
  // The lists of consents and asks lose what the batch put at their ends; nothing is allocated here, as a destructor must not fail.
  for (std::size_t place = record.consents.size(); place-- > mark.consents;)
    record.consents_of.find(record.consents[place].member)->second.pop_back();
  for (std::size_t place = record.asks.size(); place-- > mark.asks;)
    record.asks_of.find(Record::ordered(record.asks[place].seeker, record.asks[place].introducer))->second.pop_back();
  record.keys.truncate(mark.keys);
  const auto cut = [](auto& facts, std::size_t size) { facts.erase(facts.begin() + static_cast<std::ptrdiff_t>(size), facts.end()); };
  cut(record.profiles, mark.keys);
  cut(record.connections, mark.connections);
  cut(record.events, mark.events);
  cut(record.participants, mark.participants);
  cut(record.memberships, mark.memberships);
  cut(record.follows, mark.follows);
  cut(record.consents, mark.consents);
  cut(record.blocks, mark.blocks);
  cut(record.asks, mark.asks);
  cut(record.impressions, mark.impressions);
}

namespace {

/// Adds rows one by one; the first failure too many takes all of them back and is thrown, with its row.
template <class Row, class Add>
ImportReport add_all(Network& network, std::span<const Row> rows, const ImportOptions& options, std::string_view what, const Add& add) {
  Network::Batch batch(network);
  ImportReport report = detail::take_rows(rows, options.max_rejected, what, add);
  batch.commit();
  return report;
}

}  // namespace

ImportReport Network::add_members(std::span<const MemberRow> rows, const ImportOptions& options) {
  return add_all(*this, rows, options, "members", [this](const MemberRow& row) { add_member(row.key, row.member); });
}
ImportReport Network::add_connections(std::span<const ConnectionRow> rows, const ImportOptions& options) {
  return add_all(*this, rows, options, "connections",
                 [&, this](const ConnectionRow& row) { add_connection(row.source, row.target, row.connection, options.duplicates); });
}
ImportReport Network::add_interactions(std::span<const InteractionRow> rows, const ImportOptions& options) {
  return add_all(*this, rows, options, "interactions",
                 [this](const InteractionRow& row) { add_interaction(row.source, row.target, row.time, row.interaction); });
}
ImportReport Network::add_groups(std::span<const GroupRow> rows, const ImportOptions& options) {
  return add_all(*this, rows, options, "groups", [this](const GroupRow& row) { add_group(row.group, row.member, row.interval); });
}
ImportReport Network::add_follows(std::span<const FollowRow> rows, const ImportOptions& options) {
  return add_all(*this, rows, options, "follows", [this](const FollowRow& row) { add_follow(row.follower, row.followed, row.channel, row.since); });
}

std::size_t Network::member_count() const noexcept { return record_->keys.size(); }
std::size_t Network::connection_count() const noexcept { return record_->connections.size(); }
std::size_t Network::interaction_count() const noexcept { return record_->events.size(); }
bool Network::contains(const Key& key) const noexcept { return record_->keys.find(key).has_value(); }
Member Network::member(const Key& key) const { return record_->profile(existing(*record_, key, "key")); }

std::optional<Connection> Network::connection(const Key& a, const Key& b) const {
  const auto known_a = record_->keys.find(a);
  const auto known_b = record_->keys.find(b);
  if (!known_a || !known_b) return std::nullopt;
  const auto at = record_->connection_of.find(Record::pair_key(*known_a, *known_b));
  if (at == record_->connection_of.end()) return std::nullopt;
  const detail::ConnectionFact& fact = record_->connections[at->second];
  Connection found{.is_private = fact.is_private};
  if (fact.weight > 0) found.weight = double{fact.weight};
  if (fact.since != detail::from_always) found.since = fact.since;
  return found;
}

std::optional<bool> Network::text_keys() const noexcept { return record_->keys.text(); }

std::vector<Key> Network::keys() const {
  std::vector<Key> keys;
  keys.reserve(record_->keys.size());
  for (Slot slot = 0; slot < record_->keys.size(); ++slot) keys.push_back(record_->keys[slot]);
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::vector<Time> Network::interaction_times() const {
  std::vector<Time> times;
  times.reserve(record_->events.size());
  for (const detail::EventFact& fact : record_->events) times.push_back(fact.time);
  std::sort(times.begin(), times.end());
  return times;
}

std::vector<Ask> Network::asks() const {
  const auto& keys = record_->keys;
  std::vector<Ask> asks;
  asks.reserve(record_->asks.size());
  for (const detail::AskFact& fact : record_->asks)
    asks.push_back({keys[fact.seeker], keys[fact.introducer], keys[fact.target], fact.at, fact.answered,
                    fact.answered ? std::optional(fact.outcome) : std::nullopt});
  std::sort(asks.begin(), asks.end(), [](const Ask& a, const Ask& b) {
    return std::tie(a.at, a.seeker, a.introducer, a.target) < std::tie(b.at, b.seeker, b.introducer, b.target);
  });
  return asks;
}

Time Network::last_event() const noexcept {
  const Record& record = *record_;
  std::optional<Time> last;
  const auto see = [&last](Time time) {
    if (time != detail::from_always && (!last || time > *last)) last = time;
  };
  for (const detail::EventFact& fact : record.events) see(fact.time);
  if (last) return *last;
  for (const detail::ConnectionFact& fact : record.connections) see(fact.since);
  for (const detail::GroupFact& fact : record.memberships) see(fact.span.from);
  for (const detail::FollowFact& fact : record.follows) see(fact.since);
  for (const detail::ConsentFact& fact : record.consents) see(fact.span.from);
  for (const detail::BlockFact& fact : record.blocks) see(fact.span.from);
  for (const detail::AskFact& fact : record.asks) see(fact.at), see(fact.answered.value_or(fact.at));
  for (const detail::ImpressionFact& fact : record.impressions) see(fact.at);
  for (const auto& profile : record.profiles)
    if (profile && profile->joined) see(*profile->joined);
  return last.value_or(0);
}

NetworkMemory Network::memory_usage() const noexcept {
  const Record& record = *record_;
  NetworkMemory memory;
  memory.members = record.keys.memory_usage() + bytes_of(record.profiles);
  for (const auto& profile : record.profiles)
    if (profile) memory.members += sizeof(Member) + 16;
  memory.connections = bytes_of(record.connections) + record.connection_of.bucket_count() * 17;
  memory.interactions = bytes_of(record.events) + bytes_of(record.participants);
  memory.other = bytes_of(record.memberships) + bytes_of(record.follows) +
                 (record.follow_of[0].bucket_count() + record.follow_of[1].bucket_count()) * 17 + bytes_of(record.consents) +
                 bytes_of(record.blocks) + bytes_of(record.asks) + bytes_of(record.impressions);
  return memory;
}

}  // namespace v0
}  // namespace hobnob

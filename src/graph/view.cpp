#include "hobnob/graph/view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "core/text.hpp"
#include "graph/key_table.hpp"
#include "graph/snapshot_data.hpp"

namespace hobnob {
inline namespace v0 {

namespace {
constexpr std::uint32_t no_slot = 0xFFFF'FFFFU;

/// The place of `name` among names in ascending order.
std::optional<std::uint32_t> place_of(const detail::TextColumn& names, std::string_view name) noexcept {
  std::uint32_t low = 0, high = names.size();
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (names[middle] < name) low = middle + 1;
    else high = middle;
  }
  return low == names.size() || names[low] != name ? std::nullopt : std::optional(low);
}
}  // namespace

View::View(Snapshot snapshot, MemberId viewer, const Policy& policy)
    : snapshot_(std::move(snapshot)), hot_(snapshot_.arrays()), policy_(policy), viewer_(viewer) {
  validate(policy_);
  const detail::SnapshotData& data = snapshot_.data();
  visible_count_ = hot_.member_count;
  if (!is_owner()) {
    hiding_ = detail::status_unlisted;
    visible_count_ -= data.unlisted_count;
    if (data.status[index(viewer_)] & detail::status_unlisted) ++visible_count_;  // nobody is hidden from themselves
    const auto blocked = data.blocks.row(index(viewer_));
    if (!blocked.empty()) hiding_ |= detail::status_blocks;
    for (const std::uint32_t other : blocked)
      if ((data.status[other] & detail::status_unlisted) == 0) --visible_count_;
  }
  const bool everybody_shares = policy_.share_ties ? (data.any_status & detail::refuses(Purpose::share_ties)) == 0
                                                   : (data.all_status & detail::allows(Purpose::share_ties)) != 0;
  filters_ = (data.any_status & (hiding_ | detail::status_exceptions)) != 0 || !everybody_shares || (!is_owner() && data.any_private);
}

bool View::contains_slowly(MemberId u) const noexcept {
  const std::uint32_t status = hot_.status[index(u)];
  if (status & hiding_ & detail::status_unlisted) return false;
  return !blocked(viewer_, u);
}

bool View::blocked(MemberId u, MemberId v) const noexcept {
  if (!is_owner() && u != viewer_ && v != viewer_) return false;  // who else blocked whom is not theirs to know
  const detail::SnapshotData& data = snapshot_.data();
  if (index(u) >= data.size() || (data.status[index(u)] & detail::status_blocks) == 0) return false;
  return data.blocks.contains(index(u), index(v));
}

bool View::permits(MemberId u, Purpose purpose) const noexcept {
  if (!contains(u) || purpose > last_value(purpose)) return false;
  if (u == viewer_) return true;
  const detail::SnapshotData& data = snapshot_.data();
  const std::uint32_t status = hot_.status[index(u)];
  if ((status & detail::status_exceptions) && !is_owner()) {
    const auto key = std::tuple(index(u), purpose);
    auto says = std::lower_bound(data.exceptions.begin(), data.exceptions.end(), key,
                                 [](const detail::ConsentException& e, const auto& k) { return std::tuple(e.member, e.purpose) < k; });
    int narrowest = -1;  // Grantee::Kind in ascending order: all, connections, group, member
    Time from = 0;       // when the statement that decides began
    bool allow = false;
    for (; says != data.exceptions.end() && std::tuple(says->member, says->purpose) == key; ++says) {
      const auto kind = static_cast<Grantee::Kind>(says->kind);
      const bool applies = kind == Grantee::Kind::member  ? says->grantee == index(viewer_)
                           : kind == Grantee::Kind::group ? data.members_of.contains(says->grantee, index(viewer_))
                                                          : is_declared(u, viewer_);
      if (!applies || says->kind < narrowest || (says->kind == narrowest && says->from < from)) continue;
      const bool equal = says->kind == narrowest && says->from == from;
      allow = equal ? allow && says->allow : says->allow;
      narrowest = says->kind, from = says->from;
    }
    if (narrowest >= 0) return allow;
  }
  if (status & detail::allows(purpose)) return true;
  if (status & detail::refuses(purpose)) return false;
  return policy_.silence(purpose);
}

bool View::is_declared(MemberId u, MemberId v) const noexcept {
  const std::uint32_t* const first = hot_.ends + hot_.offsets[index(u)];
  const std::uint32_t* const last = hot_.ends + hot_.offsets[index(u) + 1];
  const std::uint32_t* const at = std::lower_bound(first, last, index(v));
  return at != last && *at == index(v) && detail::bit(hot_.declared, static_cast<std::uint32_t>(at - hot_.ends));
}

View::Ties View::ties(MemberId u, const float* cost) const noexcept {
  if (!contains(u)) return Ties({this, cost, 0, 0, false});
  const std::uint32_t from = hot_.offsets[index(u)], to = hot_.offsets[index(u) + 1];
  if (!filters_) return Ties({this, cost, from, to, false});
  if (u != viewer_ && !shares(u)) {  // then only the tie to the viewer, who is an end of it, can be seen
    const std::uint32_t* const at = std::lower_bound(hot_.ends + from, hot_.ends + to, index(viewer_));
    const auto slot = static_cast<std::uint32_t>(at - hot_.ends);
    const bool there = slot != to && *at == index(viewer_);
    return Ties({this, cost, slot, there ? slot + 1 : slot, false});
  }
  return Ties({this, cost, from, to, true, u == viewer_});
}

std::uint32_t View::find_slot(MemberId u, MemberId v) const noexcept {
  if (!contains(u) || !contains(v)) return no_slot;
  const std::uint32_t* const first = hot_.ends + hot_.offsets[index(u)];
  const std::uint32_t* const last = hot_.ends + hot_.offsets[index(u) + 1];
  const std::uint32_t* const at = std::lower_bound(first, last, index(v));
  if (at == last || *at != index(v)) return no_slot;
  const auto slot = static_cast<std::uint32_t>(at - hot_.ends);
  if (filters_ && u != viewer_ && v != viewer_ && !(shares(u) && shows(slot))) return no_slot;
  return slot;
}

bool View::may_read(MemberId author, MemberId reader) const noexcept {
  return reader != author && contains(reader) && (hot_.status[index(reader)] & detail::status_do_not_contact) == 0 &&
         permits(reader, Purpose::be_counted) && !blocked(author, reader);
}

std::string_view View::industry(MemberId u) const noexcept { return contains(u) ? snapshot_.data().industries[index(u)] : std::string_view(); }
std::string_view View::organisation(MemberId u) const noexcept { return contains(u) ? snapshot_.data().organisations[index(u)] : std::string_view(); }
std::string_view View::city(MemberId u) const noexcept { return contains(u) ? snapshot_.data().cities[index(u)] : std::string_view(); }
std::span<const std::uint32_t> View::needs(MemberId u) const noexcept {
  return contains(u) ? snapshot_.data().needs.row(index(u)) : std::span<const std::uint32_t>();
}
std::span<const std::uint32_t> View::offers(MemberId u) const noexcept {
  return contains(u) ? snapshot_.data().offers.row(index(u)) : std::span<const std::uint32_t>();
}
std::optional<std::uint32_t> View::find_topic(std::string_view name) const noexcept { return place_of(snapshot_.data().topics, name); }

View::Members View::followers(MemberId u) const noexcept {
  return {this, contains(u) ? snapshot_.data().followers.row(index(u)) : std::span<const std::uint32_t>()};
}
View::Members View::subscribers(MemberId u) const noexcept {
  return {this, contains(u) ? snapshot_.data().subscribers.row(index(u)) : std::span<const std::uint32_t>()};
}
std::uint32_t View::group_bound() const noexcept { return snapshot_.data().groups.size(); }
View::Members View::members_of(GroupId group) const noexcept {
  return {this, index(group) < group_bound() ? snapshot_.data().members_of.row(index(group)) : std::span<const std::uint32_t>()};
}
std::span<const std::uint32_t> View::groups_of(MemberId u) const noexcept {
  return contains(u) ? snapshot_.data().groups_of.row(index(u)) : std::span<const std::uint32_t>();
}
std::string_view View::group_name(GroupId group) const noexcept { return snapshot_.data().groups[index(group)]; }
std::optional<GroupId> View::find_group(std::string_view name) const noexcept {
  const std::optional<std::uint32_t> place = place_of(snapshot_.data().groups, name);
  if (!place || (!is_owner() && !std::ranges::binary_search(groups_of(viewer_), *place))) return std::nullopt;
  return GroupId{*place};
}

std::span<const AskFacts> View::asks_of(MemberId seeker) const noexcept {
  if (!contains(seeker) || !(is_owner() || seeker == viewer_)) return {};
  return snapshot_.data().asks.row(index(seeker));
}
bool View::asked(MemberId seeker, MemberId target) const noexcept {
  bool open = false;
  for_each_ask(seeker, [&](const AskFacts& ask) { open |= ask.state == AskState::open && ask.target == target; });
  return open;
}
std::optional<double> View::days_since(AskState state, MemberId seeker, MemberId AskFacts::*who, MemberId by) const noexcept {
  std::optional<Time> last;
  for_each_ask(seeker, [&](const AskFacts& ask) {
    if (ask.state == state && ask.*who == by && (!last || ask.since > *last)) last = ask.since;
  });
  if (!last) return std::nullopt;
  return static_cast<double>(as_of() - *last) / static_cast<double>(seconds_per_day);
}
std::optional<double> View::days_since_refusal(MemberId seeker, MemberId introducer) const noexcept {
  return days_since(AskState::refused, seeker, &AskFacts::introducer, introducer);
}
std::optional<double> View::days_since_decline(MemberId seeker, MemberId target) const noexcept {
  return days_since(AskState::declined, seeker, &AskFacts::target, target);
}
double View::impressions(MemberId viewer, MemberId target) const noexcept {
  if (!contains(viewer) || !contains(target) || !(is_owner() || viewer == viewer_)) return 0;
  std::optional<Time> asked;
  for_each_ask(viewer, [&](const AskFacts& ask) {
    if (ask.target == target && (!asked || ask.at > *asked)) asked = ask.at;
  });
  std::uint64_t mass = 0;
  const auto row = snapshot_.data().impressions.row(index(viewer));
  for (auto at = std::ranges::lower_bound(row, index(target), {}, &detail::Impressions::target); at != row.end() && at->target == index(target); ++at)
    if (!asked || at->last > *asked) mass += at->mass;
  return static_cast<double>(mass) / detail::mass_grid;
}
std::vector<std::pair<MemberId, double>> View::shown_to(MemberId viewer) const {
  std::vector<std::pair<MemberId, double>> shown;
  if (!contains(viewer) || !(is_owner() || viewer == viewer_)) return shown;
  for (const detail::Impressions& row : snapshot_.data().impressions.row(index(viewer))) {
    const MemberId target{row.target};
    if (!shown.empty() && shown.back().first == target) continue;
    if (const double often = impressions(viewer, target); often > 0) shown.emplace_back(target, often);
  }
  return shown;
}

std::optional<Tie> View::find_tie(MemberId u, MemberId v) const noexcept {
  const std::uint32_t slot = find_slot(u, v);
  return slot == no_slot ? std::nullopt : std::optional(Tie{v, hot_.cost[slot]});
}

double View::strength(MemberId u, MemberId v) const noexcept {
  const std::uint32_t slot = find_slot(u, v);
  return slot == no_slot ? 0.0 : double{hot_.strength[slot]};
}

bool View::explains() const noexcept { return snapshot_.data().explained; }

std::optional<TieFacts> View::tie_facts(MemberId u, MemberId v) const noexcept {
  const std::uint32_t out = find_slot(u, v), back = find_slot(v, u);
  if (out == no_slot || back == no_slot) return std::nullopt;
  const detail::SnapshotData& data = snapshot_.data();
  TieFacts facts;
  facts.declared = detail::bit(hot_.declared, out);
  if (data.events.empty()) return facts;
  facts.events_out = data.events[out], facts.events_back = data.events[back];
  if (facts.events_out) facts.seconds_since_out = data.seconds_since[out];
  if (facts.events_back) facts.seconds_since_back = data.seconds_since[back];
  return facts;
}

View::Use View::last_use(MemberId u, const Ties::iterator& tie) const noexcept {
  const detail::SnapshotData& data = snapshot_.data();
  if (data.events.empty()) return {};
  const std::uint32_t out = tie.slot(), back = find_slot((*tie).member, u);
  Use use;
  const auto look = [&](std::uint32_t slot) {
    if (slot == no_slot || data.events[slot] == 0) return;
    use.events += data.events[slot];
    use.days_ago = std::min(use.days_ago, static_cast<double>(data.seconds_since[slot]) / static_cast<double>(seconds_per_day));
  };
  look(out), look(back);
  return use;
}

View View::as_member(MemberId member) const {
  if (!is_owner()) throw Error(Errc::invalid_argument, "a member's view is nobody else's");
  return snapshot_.data().open_only ? *this : snapshot_.view(key(member), policy_);
}

bool View::is_listed(MemberId u) const noexcept { return contains(u) && (!is_owner() || (hot_.status[index(u)] & detail::status_unlisted) == 0); }
View::Exceptions View::exceptions_of(MemberId member) const {
  Exceptions found;
  if (!is_owner() || !contains(member)) return found;
  if (!is_listed(member)) found.more.push_back(member);   // nobody is hidden from themselves
  for (const std::uint32_t other : snapshot_.data().blocks.row(index(member)))
    if (is_listed(MemberId{other})) found.less.push_back(MemberId{other});
  return found;
}

MemberId View::id(const Key& key) const {
  const auto id = snapshot_.find(key);
  if (id && contains(*id)) return *id;
  if (!is_owner()) return no_member;
  throw detail::unknown_member(snapshot_.data().keys, key, snapshot_.as_of());
}

Key View::key(MemberId u) const {
  if (!contains(u)) throw Error(Errc::invalid_argument, fmt::format("no member has the id {} in this view", index(u)));
  return snapshot_.key(u);
}

std::string_view View::name(MemberId u) const {
  if (!contains(u)) throw Error(Errc::invalid_argument, fmt::format("no member has the id {} in this view", index(u)));
  return snapshot_.name(u);
}

double View::willingness(MemberId u) const noexcept { return permits(u, Purpose::introduce) ? snapshot_.data().willingness[index(u)] : 0.0; }
double View::introducer_cost(MemberId u) const noexcept {
  return permits(u, Purpose::introduce) ? snapshot_.data().introducer_cost[index(u)] : infinity;
}
double View::openness(MemberId u) const noexcept {
  if (!permits(u, Purpose::be_introduced) || (hot_.status[index(u)] & detail::status_do_not_contact)) return 0.0;
  return snapshot_.data().openness[index(u)];
}

void View::require_seeker(MemberId seeker, std::string_view role) const {
  if (is_owner() ? contains(seeker) : seeker == viewer_) return;
  throw Error(Errc::invalid_argument, is_owner() ? fmt::format("{} must be a member, got id {}", role, index(seeker))
                                                 : fmt::format("in a member's view the {} must be the viewer", role));
}

void View::introduce(MemberId u, People& people) const { people.add(u, key(u), std::string(name(u))); }

Snapshot View::project() const {
  const detail::SnapshotData& from = snapshot_.data();
  auto made = std::make_shared<detail::SnapshotData>();
  detail::SnapshotData& to = *made;
  to.as_of = from.as_of, to.model = from.model, to.notice = from.notice, to.open_only = from.open_only, to.explained = from.explained;
  to.projected = true, to.projected_by = policy_;
  if (!is_owner()) to.projected_for = from.keys[index(viewer_)];

  std::vector<std::uint32_t> id(from.size(), no_slot);
  std::vector<std::uint32_t> was;
  for (std::uint32_t u = 0; u < from.size(); ++u) {
    if (!contains(MemberId{u})) continue;
    id[u] = static_cast<std::uint32_t>(was.size());
    was.push_back(u);
  }
  const auto count = static_cast<std::uint32_t>(was.size());
  const auto rows_of = [&](const detail::Csr& csr, bool ids_are_members) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::uint32_t i = 0; i < count; ++i)
      for (const std::uint32_t other : csr.row(was[i])) {
        const std::uint32_t now = ids_are_members ? id[other] : other;
        if (now != no_slot) pairs.emplace_back(i, now);
      }
    return detail::Csr::from_pairs(count, std::move(pairs));
  };
  // Words that only hidden members use must not stay: renumber what is left.
  const auto keep_words = [&](const detail::TextColumn& words, detail::TextColumn& kept, std::initializer_list<const detail::Csr*> users) {
    std::vector<std::uint32_t> word_id(words.size(), no_slot);
    for (const detail::Csr* csr : users)
      for (const std::uint32_t u : was)
        for (const std::uint32_t word : csr->row(u)) word_id[word] = 0;
    for (std::uint32_t word = 0; word < words.size(); ++word) {
      if (word_id[word] == no_slot) continue;
      word_id[word] = kept.size();
      kept.push(words[word]);
    }
    return word_id;
  };
  const auto renumber = [](detail::Csr csr, const std::vector<std::uint32_t>& word_id) {
    for (std::uint32_t& word : csr.ids) word = word_id[word];
    return csr;
  };

  to.keys.text = from.keys.text;
  for (const std::uint32_t u : was) {
    to.keys.push(from.keys[u]);
    to.names.push(from.names[u]);
    to.industries.push(from.industries[u]);
    to.organisations.push(from.organisations[u]);
    to.cities.push(from.cities[u]);
    to.openness.push_back(from.openness[u]);
    to.willingness.push_back(from.willingness[u]);
    // Consents as they hold for this viewer: what was said to some is now said to all, for there is nobody else to say it to.
    std::uint32_t status = from.status[u] & (detail::status_unlisted | detail::status_do_not_contact);
    for (std::size_t p = 0; p < purpose_count; ++p) {
      const auto purpose = static_cast<Purpose>(p);
      const std::uint32_t said = from.status[u] & (detail::allows(purpose) | detail::refuses(purpose));
      const bool permitted = permits(MemberId{u}, purpose);
      const bool by_default = said ? (said & detail::allows(purpose)) != 0 : policy_.silence(purpose);
      status |= permitted == by_default ? said : permitted ? detail::allows(purpose) : detail::refuses(purpose);
    }
    to.status.push_back(status);
  }
  const std::vector<std::uint32_t> topic_id = keep_words(from.topics, to.topics, {&from.needs, &from.offers});
  to.needs = renumber(rows_of(from.needs, false), topic_id);
  to.offers = renumber(rows_of(from.offers, false), topic_id);
  const std::vector<std::uint32_t> group_id = keep_words(from.groups, to.groups, {&from.groups_of});
  to.groups_of = renumber(rows_of(from.groups_of, false), group_id);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> by_group;
  for (std::uint32_t i = 0; i < count; ++i)
    for (const std::uint32_t group : to.groups_of.row(i)) by_group.emplace_back(group, i);
  to.members_of = detail::Csr::from_pairs(to.groups.size(), std::move(by_group));
  to.followers = rows_of(from.followers, true);
  to.subscribers = rows_of(from.subscribers, true);
  // What a member asked for and was shown is their own: nobody else's rows are there.
  std::vector<std::pair<std::uint32_t, AskFacts>> asks;
  std::vector<std::pair<std::uint32_t, detail::Impressions>> shown;
  for (std::uint32_t i = 0; i < count; ++i) {
    for_each_ask(MemberId{was[i]}, [&](AskFacts ask) {
      ask.introducer = MemberId{id[index(ask.introducer)]}, ask.target = MemberId{id[index(ask.target)]};
      asks.emplace_back(i, ask);
    });
    for (const auto& [target, often] : shown_to(MemberId{was[i]})) {
      const auto row = from.impressions.row(was[i]);
      const auto last = std::prev(std::ranges::upper_bound(row, index(target), {}, &detail::Impressions::target))->last;
      shown.push_back({i, {id[index(target)], last, static_cast<std::uint64_t>(often * detail::mass_grid)}});
    }
  }
  to.asks = detail::SparseRows<AskFacts>::from_sorted(count, asks);
  to.impressions = detail::SparseRows<detail::Impressions>::from_sorted(count, shown);
  // Only the owner needs to know who blocked whom: for a member, those whom it concerns are gone.
  to.blocks = is_owner() ? rows_of(from.blocks, true) : detail::Csr::from_pairs(count, {});
  for (std::uint32_t i = 0; i < count; ++i)
    if (!to.blocks.row(i).empty()) to.status[i] |= detail::status_blocks;

  std::vector<std::uint32_t> slots;  // the visible ties, as places in the old arrays
  to.offsets.reserve(count + std::size_t{1});
  for (const std::uint32_t u : was) {
    const Ties row = ties_from(MemberId{u});
    for (auto tie = row.begin(); tie != row.end(); ++tie) slots.push_back(tie.slot());
    to.offsets.push_back(static_cast<std::uint32_t>(slots.size()));
  }
  const auto copy = [&](const auto& column, auto& kept) {
    if (column.empty()) return;
    kept.reserve(slots.size());
    for (const std::uint32_t slot : slots) kept.push_back(column[slot]);
  };
  copy(from.cost, to.cost), copy(from.cost_back, to.cost_back), copy(from.strength, to.strength);
  copy(from.seconds_since, to.seconds_since), copy(from.events, to.events);
  to.declared = detail::bits_for(slots.size()), to.is_private = detail::bits_for(slots.size());
  to.ends.reserve(slots.size());
  for (std::uint32_t at = 0; at < slots.size(); ++at) {
    to.ends.push_back(id[from.ends[slots[at]]]);
    if (detail::bit(hot_.declared, slots[at])) detail::set_bit(to.declared, at);
    if (detail::bit(hot_.is_private, slots[at])) detail::set_bit(to.is_private, at);
  }
  to.finish();
  return Snapshot(std::move(made));
}

}  // namespace v0
}  // namespace hobnob

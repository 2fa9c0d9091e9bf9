#include "hobnob/graph/snapshot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/words.hpp"
#include "graph/key_table.hpp"
#include "graph/rules.hpp"
#include "graph/snapshot_data.hpp"
#include "hobnob/graph/view.hpp"

namespace hobnob {
inline namespace v0 {

namespace detail {

namespace {

/// Why the key can be nobody's here, or whose it may have been meant to be.
std::string why_unknown(const KeyColumn& keys, const Key& key, std::optional<Time> as_of) {
  if (keys.size() == 0) return as_of ? fmt::format(": the snapshot of {} has no members yet", date(*as_of)) : "";
  if (key.is_text() == keys.text)
    return did_you_mean(
        key.to_string(), keys.size(), [&](std::uint32_t i) { return keys[i].to_string(); }, keys.text);
  std::string why = keys.text ? ": keys here are text, and this is an integer" : ": keys here are integers, and this is text";
  for (std::uint32_t i = 0; i < keys.size(); ++i)
    if (const Key other = keys[i]; other.to_string() == key.to_string()) why += fmt::format("; did you mean {}?", shown(other));
  return why;
}

}  // namespace

Error unknown_member(const KeyColumn& keys, const Key& key, std::optional<Time> as_of) {
  return {Errc::unknown_member, fmt::format("no member {}{}", shown(key), why_unknown(keys, key, as_of))};
}

}  // namespace detail

namespace {

void check_id(const detail::SnapshotData& data, MemberId u) {
  if (index(u) >= data.size()) throw Error(Errc::invalid_argument, fmt::format("member id must be below {}, got {}", data.size(), index(u)));
}

}  // namespace

Snapshot::Snapshot(std::shared_ptr<const detail::SnapshotData> data) : data_(std::move(data)) {
  hot_ = {data_->offsets.data(),
          data_->ends.data(),
          data_->cost.data(),
          data_->cost_back.empty() ? data_->cost.data() : data_->cost_back.data(),
          data_->strength.data(),
          data_->declared.data(),
          data_->is_private.data(),
          data_->status.data(),
          data_->size()};
}

std::optional<Tie> Snapshot::find_tie(MemberId u, MemberId v) const noexcept {
  if (!contains(u)) return std::nullopt;
  const std::uint32_t* const first = hot_.ends + hot_.offsets[index(u)];
  const std::uint32_t* const last = hot_.ends + hot_.offsets[index(u) + 1];
  const std::uint32_t* const at = std::lower_bound(first, last, index(v));
  if (at == last || *at != index(v)) return std::nullopt;
  return Tie{v, hot_.cost[at - hot_.ends]};
}

double Snapshot::strength(MemberId u, MemberId v) const noexcept {
  if (!contains(u)) return 0;
  const std::uint32_t* const first = hot_.ends + hot_.offsets[index(u)];
  const std::uint32_t* const last = hot_.ends + hot_.offsets[index(u) + 1];
  const std::uint32_t* const at = std::lower_bound(first, last, index(v));
  return at == last || *at != index(v) ? 0 : double{hot_.strength[at - hot_.ends]};
}

std::size_t Snapshot::tie_count() const noexcept { return data_->ends.size(); }
Time Snapshot::as_of() const noexcept { return data_->as_of; }
const TieModelInfo& Snapshot::model() const noexcept { return data_->model; }
const std::string& Snapshot::notice() const noexcept { return data_->notice; }
detail::Workspace& Snapshot::workspace() const noexcept { return data_->workspace; }

SnapshotMemory Snapshot::memory_usage() const noexcept {
  const auto bytes = [](const auto& column) { return column.capacity() * sizeof(column[0]); };
  SnapshotMemory memory;
  memory.ties = bytes(data_->offsets) + bytes(data_->ends) + bytes(data_->cost) + bytes(data_->cost_back) + bytes(data_->strength) +
                bytes(data_->declared) + bytes(data_->is_private);
  memory.explanation = bytes(data_->seconds_since) + bytes(data_->events);
  memory.members = bytes(data_->keys.numbers) + data_->keys.texts.memory_usage() + data_->names.memory_usage() + data_->industries.memory_usage() +
                   data_->organisations.memory_usage() + data_->cities.memory_usage() + data_->topics.memory_usage() + data_->needs.memory_usage() +
                   data_->offers.memory_usage() + bytes(data_->openness) + bytes(data_->willingness) + bytes(data_->introducer_cost) +
                   bytes(data_->status) + bytes(data_->exceptions) + data_->blocks.memory_usage();
  memory.audience = data_->followers.memory_usage() + data_->subscribers.memory_usage() + data_->groups.memory_usage() +
                    data_->members_of.memory_usage() + data_->groups_of.memory_usage();
  memory.asks = data_->asks.memory_usage() + data_->impressions.memory_usage();
  return memory;
}

Key Snapshot::key(MemberId u) const {
  check_id(*data_, u);
  return data_->keys[index(u)];
}
std::string_view Snapshot::name(MemberId u) const {
  check_id(*data_, u);
  return data_->names[index(u)];
}
std::string_view Snapshot::industry(MemberId u) const {
  check_id(*data_, u);
  return data_->industries[index(u)];
}
std::string_view Snapshot::organisation(MemberId u) const {
  check_id(*data_, u);
  return data_->organisations[index(u)];
}
std::string_view Snapshot::city(MemberId u) const {
  check_id(*data_, u);
  return data_->cities[index(u)];
}
std::optional<MemberId> Snapshot::find(const Key& key) const noexcept { return data_->keys.find(key); }

View Snapshot::view(const Key& viewer, const Policy& policy) const {
  if (data_->open_only)
    throw Error(Errc::invalid_argument, "strengths from overlap read other members' ties: such a snapshot gives only owner_view(Policy::open())");
  if (data_->projected && (!data_->projected_for || *data_->projected_for != viewer || *data_->projected_by != policy))
    throw Error(Errc::invalid_argument, "a projection answers the viewer and policy that it was made for, and nobody else");
  const auto id = find(viewer);
  if (!id) throw detail::unknown_member(data_->keys, viewer, as_of());
  return {*this, *id, policy};
}

View Snapshot::owner_view(const Policy& policy) const {
  if (data_->open_only && policy != Policy::open())
    throw Error(Errc::invalid_argument, "strengths from overlap read other members' ties: such a snapshot gives only owner_view(Policy::open())");
  if (data_->projected && (data_->projected_for || *data_->projected_by != policy))
    throw Error(Errc::invalid_argument, "a projection answers the viewer and policy that it was made for, and nobody else");
  return {*this, no_member, policy};
}

bool operator==(const Snapshot& a, const Snapshot& b) {
  const detail::SnapshotData& x = *a.data_;
  const detail::SnapshotData& y = *b.data_;
  if (&x == &y) return true;
  return x.as_of == y.as_of && x.model == y.model && x.notice == y.notice && x.open_only == y.open_only && x.projected == y.projected &&
         x.projected_for == y.projected_for && x.projected_by == y.projected_by && x.keys == y.keys && x.names == y.names &&
         x.industries == y.industries && x.organisations == y.organisations && x.cities == y.cities && x.topics == y.topics && x.needs == y.needs &&
         x.offers == y.offers && x.openness == y.openness && x.willingness == y.willingness && x.status == y.status && x.offsets == y.offsets &&
         x.ends == y.ends && x.cost == y.cost && x.cost_back == y.cost_back && x.strength == y.strength && x.declared == y.declared &&
         x.is_private == y.is_private && x.explained == y.explained && x.seconds_since == y.seconds_since && x.events == y.events &&
         x.exceptions == y.exceptions && x.blocks == y.blocks && x.followers == y.followers && x.subscribers == y.subscribers &&
         x.groups == y.groups && x.members_of == y.members_of && x.groups_of == y.groups_of && x.asks == y.asks && x.impressions == y.impressions;
}

}  // namespace v0
}  // namespace hobnob

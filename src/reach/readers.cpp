#include "reach/readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ranges>

#include "core/text.hpp"
#include "graph/key_table.hpp"
#include "hobnob/core/error.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {
namespace {

constexpr GroupId no_group{0xFFFF'FFFFU};

}  // namespace

Readers::Readers(const View& view, const Channels& channels, bool everybody)
    : view_(&view), channels_(&channels), marks_(view.workspace().borrow<ReaderMarks>()) {
  if ((*marks_).of.size() < view.id_bound()) (*marks_).of.resize(view.id_bound());
  if (channels.groups) {
    std::vector<std::string_view> names(channels.groups->begin(), channels.groups->end());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string_view name : names) {
      const auto group = view.find_group(name);
      if (!group && view.is_owner())
        throw Error(Errc::invalid_argument,
                    fmt::format("no group {}{}", in_quotes(name), did_you_mean(std::string(name), view.group_bound(), [&](std::uint32_t i) {
                                  return std::string(view.group_name(GroupId{i}));
                                })));
      named_.emplace_back(name, group.value_or(no_group));
    }
  }
  if (!everybody) return;
  countable_.resize(view.id_bound());
  for (std::uint32_t u = 0; u < view.id_bound(); ++u) countable_[u] = view.may_read(no_member, MemberId{u});
}

void Readers::gather(MemberId author) {
  author_ = author;
  author_blocks_ = view_->has_blocks(author);
  lists_.clear(), entries_.clear(), members_.clear(), strength_.clear(), own_.clear();
  touched_ = 0;
  ReaderMarks& marks = *marks_;
  if (++marks.epoch == 0) {
    std::ranges::fill(marks.of, ReaderMarks::Mark{});
    marks.epoch = 1;
  }
  const View::Ties ties = view_->ties_from(author);
  for (auto tie = ties.begin(); tie != ties.end(); ++tie) {
    ReaderMarks::Mark& at = mark((*tie).member);
    at.strength = static_cast<float>(view_->strength((*tie).member, author));
    at.own = tie.declared();
    ++touched_;
  }
  if (!view_->is_owner()) {  // of whom exact figures may be told, whatever the channels
    for (const MemberId u : view_->followers(author)) mark(u).own = true;
    for (const MemberId u : view_->subscribers(author)) mark(u).own = true;
  }
  if (channels_->follow) add_list(ChannelKind::follow, view_->followers(author), no_group, {});
  if (channels_->subscription) add_list(ChannelKind::subscription, view_->subscribers(author), no_group, {});
  if (channels_->connection) {
    lists_.push_back({ChannelKind::connection, no_group, {}, static_cast<std::uint32_t>(entries_.size()), 0});
    for (auto tie = ties.begin(); tie != ties.end(); ++tie)
      if (tie.declared() && view_->permits((*tie).member, Purpose::be_messaged)) add((*tie).member);
    lists_.back().end = static_cast<std::uint32_t>(entries_.size());
  }
  const auto add_group = [this](GroupId group, std::string_view name) { add_list(ChannelKind::group, view_->members_of(group), group, name); };
  if (channels_->groups)
    for (const auto& [name, group] : named_) add_group(group, name);
  else
    for (const std::uint32_t group : view_->groups_of(author)) add_group(GroupId{group}, view_->group_name(GroupId{group}));
}

void Readers::add_list(ChannelKind kind, const View::Members& members, GroupId group, std::string_view name) {
  const bool tells = kind != ChannelKind::group || view_->is_owner();
  lists_.push_back({kind, group, name, static_cast<std::uint32_t>(entries_.size()), 0});
  for (const MemberId u : members) touched_ += add(u) && tells;
  lists_.back().end = static_cast<std::uint32_t>(entries_.size());
}

bool Readers::add(MemberId reader) {
  if (!may_read(reader)) return false;
  ReaderMarks::Mark& at = mark(reader);
  if (at.place == nowhere) {
    at.place = static_cast<std::uint32_t>(members_.size());
    members_.push_back(reader);
    strength_.push_back(at.strength);
    own_.push_back(view_->is_owner() || at.own);
  }
  entries_.push_back(at.place);
  return true;
}

void Chances::by(double days, std::span<const double> posts, const Readers& readers) {
  seen_.clear();
  for (const double post : posts)
    if (const double seen = reading_->attention.seen_by(days - post); seen > 0) seen_.push_back(seen);
  miss_.assign(readers.members().size(), 1.0);
  own_views = own_readers = 0;
  brought = {};
  for (const Readers::List& list : readers.lists()) {
    const auto [visibility, base] = rate_of(*reading_, list.kind);
    double& brings = brought[static_cast<std::size_t>(list.kind)];
    for (const std::uint32_t place : readers.entries(list)) {
      const double reads = visibility * std::max(readers.strength(place), base);
      double miss = miss_[place];
      double views = 0;
      for (const double seen : seen_) views += reads * seen, miss *= 1 - reads * seen;
      brings += miss_[place] - miss;
      miss_[place] = miss;
      if (readers.own(place)) own_views += views;
    }
  }
  for (std::uint32_t place = 0; place < miss_.size(); ++place)
    if (readers.own(place)) own_readers += 1 - miss_[place];
}

std::pair<double, double> Chances::of_strangers(double strangers, double groups) const noexcept {
  const double reads = reading_->group_visibility * reading_->group_base;
  double views = 0, miss = 1;
  for (const double seen : seen_) views += reads * seen, miss *= 1 - reads * seen;
  return {strangers * groups * views, strangers * (1 - std::pow(miss, groups))};
}

std::uint64_t Figures::count(std::uint64_t own, std::uint64_t strangers) noexcept {
  if (exact) return own + strangers;
  if (strangers >= stranger_floor) return own + (strangers + stranger_rounding / 2) / stranger_rounding * stranger_rounding;
  complete = false;
  return own;
}

Crowd::Crowd(const View& view, const Readers& readers) {
  if (view.is_owner()) return;
  Figures figures(view);
  const auto told = [&](const auto& places) {
    return static_cast<double>(
        figures.count(0, static_cast<std::uint64_t>(std::ranges::count_if(places, [&](std::uint32_t place) { return !readers.own(place); }))));
  };
  strangers = told(std::views::iota(std::uint32_t{0}, static_cast<std::uint32_t>(readers.members().size())));
  double entries = 0;
  for (const Readers::List& list : readers.lists()) entries += told(readers.entries(list));
  if (strangers > 0) groups = std::max(1.0, entries / strangers);
}

void check_reading(const ReadingModel& reading) {
  validate(reading);
  validate(reading.attention);
}

std::string name_of(const Readers::List& list) {
  switch (list.kind) {
    case ChannelKind::follow: return "follow";
    case ChannelKind::subscription: return "subscription";
    case ChannelKind::connection: return "connection";
    case ChannelKind::group: break;
  }
  return fmt::format("group {}", list.name);
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

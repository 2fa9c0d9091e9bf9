// Private: whom a seeker does not ask now, because of what was asked before.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/words.hpp"
#include "hobnob/core/ranking.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/view.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

inline std::string known_as(const View& view, MemberId id) {
  People people;
  view.introduce(id, people);
  return called(people, id);
}

inline void add_notice(std::string& notice, const std::string& more) {
  if (!more.empty()) notice += (notice.empty() ? "" : " ") + more;
}

/// Did the ask come to what it is within so many days?
inline bool lately(const View& view, const AskFacts& ask, double days) noexcept {
  return static_cast<double>(view.as_of() - ask.since) / static_cast<double>(seconds_per_day) < days;
}

/// What a seeker asked for before, and whom they do not want to ask now.
class Restraint {
 public:
  Restraint(const View& view, MemberId seeker, std::span<const Key> exclude, double rest_days)
      : view_(&view), seeker_(seeker), rest_days_(rest_days) {
    for (const Key& key : exclude)
      if (const MemberId id = view.id(key); view.contains(id)) excluded_.push_back(id);
    tidy(excluded_);
    view.for_each_ask(seeker, [&](const AskFacts& ask) {
      if (ask.state == AskState::refused && lately(view, ask, rest_days) && view.find_tie(seeker, ask.introducer) && !excludes(ask.introducer))
        resting_.push_back(ask.introducer);
    });
    tidy(resting_);
  }
  [[nodiscard]] const std::vector<MemberId>& excluded() const noexcept { return excluded_; }
  /// Those next to the seeker who refused an ask of theirs lately, ascending.
  [[nodiscard]] const std::vector<MemberId>& resting() const noexcept { return resting_; }
  [[nodiscard]] bool first_may_be(MemberId introducer) const noexcept { return !std::ranges::binary_search(resting_, introducer); }
  [[nodiscard]] bool waits_for(MemberId target) const noexcept { return view_->asked(seeker_, target); }
  [[nodiscard]] bool target_rests(MemberId target) const noexcept { return rests(view_->days_since_decline(seeker_, target)); }
  [[nodiscard]] std::string why_not(MemberId target) const {
    if (waits_for(target))
      return fmt::format("{} has asked for {} and waits for the answer: nobody else is asked meanwhile.", known_as(*view_, seeker_),
                         known_as(*view_, target));
    if (!target_rests(target)) return {};
    const double ago = *view_->days_since_decline(seeker_, target);
    return fmt::format("{} declined to meet {} {} and rests until {:g} days have passed.", known_as(*view_, target), known_as(*view_, seeker_),
                       detail::ago(static_cast<std::uint32_t>(ago * static_cast<double>(seconds_per_day))), rest_days_);
  }
  /// `heeded`: does the answer keep to it?
  [[nodiscard]] std::string who_rests(bool heeded) const {
    if (resting_.empty()) return {};
    const bool one = resting_.size() == 1;
    return fmt::format("{} next to {} refused an ask within {:g} days and {}.", count(resting_.size(), "member", "members"),
                       known_as(*view_, seeker_), rest_days_,
                       heeded ? (one ? "is not asked first" : "are not asked first") : (one ? "counts all the same" : "count all the same"));
  }

 private:
  static void tidy(std::vector<MemberId>& ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  }
  [[nodiscard]] bool rests(const std::optional<double>& days) const noexcept { return days && *days < rest_days_; }
  [[nodiscard]] bool excludes(MemberId id) const noexcept { return std::ranges::binary_search(excluded_, id); }

  const View* view_;
  MemberId seeker_;
  double rest_days_;
  std::vector<MemberId> excluded_, resting_;
};

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

// Private: what every question about introductions has in common, said once.
#pragma once

#include <fmt/format.h>

#include <algorithm>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/search/best_paths.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// A seeker's way to a target under a view: who may introduce at what cost, and whether there is anything to look for.
class Quest {
 public:
  Quest(const View& view, MemberId seeker, MemberId target) : view_(&view), seeker_(seeker), target_(target) {
    view.require_seeker(seeker);
    if (seeker == target) throw Error(Errc::invalid_argument, "seeker and target must be two members");
    const bool visible = view.contains(target);
    if (!visible && view.is_owner())  // the owner may know that the id is wrong; a member may not
      throw Error(Errc::invalid_argument, fmt::format("target must be a member, got id {}", index(target)));
    // In a member's view blocked members are hidden; in the owner's they are neither target nor introducer of the one who is blocked.
    open_ = visible && !view.blocked(seeker, target) ? view.openness(target) : 0.0;
    direct_ = visible ? view.find_tie(seeker, target) : std::nullopt;
  }
  [[nodiscard]] bool possible() const noexcept { return open_ > 0; }
  [[nodiscard]] double openness() const noexcept { return open_; }
  [[nodiscard]] const std::optional<Tie>& direct() const noexcept { return direct_; }
  [[nodiscard]] Endpoint source() const noexcept { return {seeker_, 0.0}; }
  [[nodiscard]] Endpoint goal() const noexcept { return {target_, cost_of(open_)}; }
  /// The cost of passing through an introducer.
  double operator()(MemberId v) const noexcept {
    if (view_->is_owner() && view_->blocked(v, seeker_)) return infinity;
    return view_->introducer_cost(v);
  }
  /// The best paths, with as many hops as options and horizon allow.
  template <class Options>
  [[nodiscard]] BestPaths best(const Options& options, bool one_per_first, int min_hops = 2) const {
    const int max_hops = std::min(options.max_hops, view_->policy().max_hops);
    if (!possible() || max_hops < min_hops) return {};
    // The slack lets the last comparison be made on probabilities, as the caller stated the bound.
    const double max_cost = options.min_probability > 0 ? cost_of(options.min_probability) * (1 + 1e-9) + 1e-9 : infinity;
    const auto scratch = view_->workspace().borrow<PathScratch>();
    const Endpoint from = source(), to = goal();
    BestPaths found = best_paths(
        *view_, std::span(&from, 1), std::span(&to, 1), *this,
        BestPathsOptions{.k = options.k, .min_hops = min_hops, .max_hops = max_hops, .max_cost = max_cost, .one_per_first = one_per_first}, *scratch);
    const double least = std::max(options.min_probability, std::numeric_limits<double>::denorm_min());
    std::erase_if(found.paths, [least](const CostedPath& path) { return probability_of(path.cost) < least; });
    return found;
  }
  /// Puts into an answer what it says of the whole: instant, notice, work, and the members it mentions.
  template <class Answer>
  void finish(Answer& answer, std::uint64_t ties_touched) const {
    answer.as_of = view_->as_of();
    answer.notice = view_->notice();
    // A member cannot tell why an answer is empty, not even by the work that it took.
    answer.ties_touched = answer.empty() && !view_->is_owner() ? 0 : ties_touched;
    for (const auto& row : answer)
      for (const MemberId id : mentions(row.item)) view_->introduce(id, answer.people);
  }

 private:
  const View* view_;
  MemberId seeker_, target_;
  double open_ = 0;
  std::optional<Tie> direct_;
};

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

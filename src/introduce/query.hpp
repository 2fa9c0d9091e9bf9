// Private: what every question about introductions has in common, said once.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/words.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/core/ranking.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/calibration.hpp"
#include "hobnob/introduce/paths.hpp"
#include "hobnob/search/best_paths.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// ln(p/(1 − p)), finite also at the ends.
double logit(double p) noexcept;

inline constexpr const char* calibration_factor = "calibration";

/// "calibrated (platt, 812 outcomes)"
inline std::string told(const Calibration& calibration) {
  return fmt::format("calibrated ({}, {})", calibration.method == CalibrationMethod::platt ? "platt" : "isotonic",
                     count(calibration.outcomes, "outcome", "outcomes"));
}
/// The same, out of the method of an answer; empty where it was not calibrated.
inline std::string told(const std::string& method) {
  const auto at = method.find("calibrated (");
  return at == std::string::npos ? std::string() : method.substr(at);
}

/// Out of range is refused here for every query that takes a calibration.
template <class Options>
void check(const Options& options) {
  validate(options);
  if (options.calibration) validate(*options.calibration);
}

/// The least chance that comes to `wanted` or more; 1 if none does. Bisection over the doubles from 0 to 1, whose order is that of their bits.
inline double least_that_comes_to(const Calibration& calibration, double wanted) noexcept {
  std::uint64_t low = 0, high = std::bit_cast<std::uint64_t>(1.0);
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (calibration(std::bit_cast<double>(middle)) >= wanted) high = middle;
    else low = middle + 1;
  }
  return std::bit_cast<double>(low);
}

/// What a path may cost at most under the options. The slack lets the last comparison be made on probabilities, as the caller stated the bound.
template <class Options>
double max_cost_of(const Options& options) noexcept {
  const bool mapped = options.calibration && options.min_probability > 0;
  const double bound = mapped ? least_that_comes_to(*options.calibration, options.min_probability) : options.min_probability;
  return bound > 0 ? cost_of(bound) * (1 + 1e-9) + 1e-9 : infinity;
}
/// That last comparison. Paths of probability 0 are none.
template <class Options>
void leave_out_unlikely(std::vector<CostedPath>& paths, const Options& options) {
  std::erase_if(paths, [&](const CostedPath& path) {
    const double p = probability_of(path.cost);
    return p <= 0 || (options.calibration ? (*options.calibration)(p) : p) < options.min_probability;
  });
}

/// Do the two know each other: by a declared connection, or a tie of at least this strength in either direction?
inline bool connected(const View& view, MemberId u, MemberId v, double connected_at) {
  const auto tie = view.tie_facts(u, v);
  return tie && (tie->declared || std::max(view.strength(u, v), view.strength(v, u)) >= connected_at);
}

/// Puts into an answer what it says of the whole: instant, notice, work, and the members it mentions.
template <class Answer>
void finish(const View& view, Answer& answer, std::uint64_t ties_touched, const std::optional<Calibration>& calibration) {
  if (calibration) answer.method += ", " + told(*calibration);
  answer.as_of = view.as_of();
  answer.notice = view.notice();
  // A member cannot tell why an answer is empty, not even by the work that it took.
  answer.ties_touched = answer.empty() && !view.is_owner() ? 0 : ties_touched;
  for (const auto& row : answer)
    for (const MemberId id : mentions(row.item)) view.introduce(id, answer.people);
}

/// A path as a row: factors that multiply to its chance.
inline Ranked<Path> ranked(const View& view, CostedPath&& found) {
  Ranked<Path> row{{std::move(found.members)}, probability_of(found.cost), {}};
  const std::vector<MemberId>& members = row.item.members;
  for (std::size_t i = 1; i < members.size(); ++i) {
    row.factors.push_back({"tie", probability_of(view.find_tie(members[i - 1], members[i])->cost), members[i]});
    if (i + 1 < members.size()) row.factors.push_back({"willingness", view.willingness(members[i]), members[i]});
  }
  row.factors.push_back({"openness", view.openness(members.back()), members.back()});
  return row;
}

/// A row whose score is the model's probability as the asker will see it. The map never falls, so the order of rows stays theirs.
template <class Item>
Ranked<Item> calibrated(Ranked<Item>&& row, const std::optional<Calibration>& calibration) {
  if (!calibration) return std::move(row);
  const double model = row.score;  // not 0: such paths are none
  row.score = (*calibration)(model);
  row.factors.push_back({calibration_factor, row.score / model, no_member});
  return std::move(row);
}

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
  /// Members, ascending, who must not be on a path.
  void leave_out(std::vector<MemberId> members) {
    left_out_ = std::move(members);
    if (std::ranges::binary_search(left_out_, seeker_) || std::ranges::binary_search(left_out_, target_)) open_ = 0;
  }
  /// The cost of passing through an introducer.
  double operator()(MemberId v) const noexcept {
    if (!left_out_.empty() && std::ranges::binary_search(left_out_, v)) return infinity;
    if (view_->is_owner() && view_->blocked(v, seeker_)) return infinity;
    return view_->introducer_cost(v);
  }
  /// The best paths, with as many hops as options and horizon allow.
  template <class Options>
  [[nodiscard]] BestPaths best(const Options& options, bool one_per_first, int min_hops = 2) const {
    const int max_hops = std::min(options.max_hops, view_->policy().max_hops);
    if (!possible() || max_hops < min_hops) return {};
    const double max_cost = max_cost_of(options);
    const auto scratch = view_->workspace().borrow<PathScratch>();
    const Endpoint from = source(), to = goal();
    BestPaths found = best_paths(
        *view_, std::span(&from, 1), std::span(&to, 1), *this,
        BestPathsOptions{.k = options.k, .min_hops = min_hops, .max_hops = max_hops, .max_cost = max_cost, .one_per_first = one_per_first}, *scratch);
    leave_out_unlikely(found.paths, options);
    return found;
  }
  /// What the best path costs that begins with `first` as its introducer: the cost of that row of `rank_introducers`, to the bit.
  [[nodiscard]] double cost_through(MemberId first, int max_hops) const {
    const auto tie = view_->find_tie(seeker_, first);
    if (!possible() || !tie || first == target_) return infinity;
    const auto scratch = view_->workspace().borrow<PathScratch>();
    const Endpoint from{first, double{tie->cost} + (*this)(first)}, to = goal();
    const BestPaths found = best_paths(
        *view_, std::span(&from, 1), std::span(&to, 1), [this](MemberId v) { return v == seeker_ ? infinity : (*this)(v); },
        BestPathsOptions{.k = 1, .max_hops = std::min(max_hops, view_->policy().max_hops) - 1}, *scratch);
    return found.paths.empty() ? infinity : found.paths.front().cost;
  }
  /// Puts into an answer what it says of the whole: instant, notice, work, and the members it mentions.
  template <class Answer>
  void finish(Answer& answer, std::uint64_t ties_touched, const std::optional<Calibration>& calibration = {}) const {
    detail::finish(*view_, answer, ties_touched, calibration);
  }

 private:
  const View* view_;
  MemberId seeker_, target_;
  double open_ = 0;
  std::optional<Tie> direct_;
  std::vector<MemberId> left_out_;
};

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

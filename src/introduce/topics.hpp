// Private: how well what one member needs goes with what another offers.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

#include "core/telling.hpp"
#include "hobnob/graph/view.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// How rare each topic is among the n members of a view: ln(1 + n/n_topic). O(members and what they need and offer) to make.
class TopicWeights {
 public:
  explicit TopicWeights(const View& view) {
    Telling nobody;
    *this = TopicWeights(view, nobody);
  }
  TopicWeights(const View& view, Telling& tell) {
    for (std::uint32_t u = 0; u < view.id_bound(); ++u, tell.work()) count(view, MemberId{u}, 1);   // nothing of a hidden member
    weigh();
  }
  /// Of those who are listed, not weighed yet: what the topics of a member's view are made of. In the owner's view.
  static TopicWeights of_listed(const View& owner) {
    TopicWeights topics;
    for (std::uint32_t u = 0; u < owner.id_bound(); ++u)
      if (owner.is_listed(MemberId{u})) topics.count(owner, MemberId{u}, 1);
    return topics;
  }
  /// The topics of the member's own view, to the bit. O(topics, and exceptions of the member).
  [[nodiscard]] TopicWeights seen_by(const View& owner, MemberId member) const {
    TopicWeights own = *this;
    const View::Exceptions exceptions = owner.exceptions_of(member);
    for (const MemberId other : exceptions.more) own.count(owner, other, 1);
    for (const MemberId other : exceptions.less) own.count(owner, other, -1);
    own.weigh();
    return own;
  }
  /// Does anybody need or offer anything?
  [[nodiscard]] bool any() const noexcept { return !users_.empty(); }
  /// The cosine of two sets of topics, each topic as long as its weight; 0 where one is empty.
  [[nodiscard]] double cosine(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) const noexcept {
    double both = 0, of_a = 0, of_b = 0;
    for (const std::uint32_t topic : a) {
      of_a += squares_[topic];
      if (std::ranges::binary_search(b, topic)) both += squares_[topic];
    }
    for (const std::uint32_t topic : b) of_b += squares_[topic];
    return both > 0 ? std::min(1.0, both / std::sqrt(of_a * of_b)) : 0;
  }

 private:
  TopicWeights() = default;
  void count(const View& view, MemberId u, int sign) {
    if (!view.contains(u)) return;
    members_ += sign;
    std::vector<std::uint32_t> both;
    std::ranges::set_union(view.needs(u), view.offers(u), std::back_inserter(both));
    for (const std::uint32_t topic : both) {
      if (topic >= users_.size()) users_.resize(topic + std::size_t{1});
      users_[topic] += sign;
    }
  }
  void weigh() {
    squares_.clear();
    for (const std::int64_t n : users_)
      squares_.push_back(n == 0 ? 0 : std::pow(std::log1p(static_cast<double>(members_) / static_cast<double>(n)), 2));
  }

  std::int64_t members_ = 0;
  std::vector<std::int64_t> users_;   // of each topic
  std::vector<double> squares_;
};

/// √((1 + κ·cos(needs of a, offers of b)) · (1 + κ·cos(offers of a, needs of b))), of two members of a view: 1…1 + κ. Nothing said is no hindrance.
inline double fit(const View& view, const TopicWeights& topics, MemberId a, MemberId b, double kappa) noexcept {
  return std::sqrt((1 + kappa * topics.cosine(view.needs(a), view.offers(b))) * (1 + kappa * topics.cosine(view.offers(a), view.needs(b))));
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

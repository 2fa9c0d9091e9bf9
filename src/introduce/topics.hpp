// Private: how well what one member needs goes with what another offers.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

#include "hobnob/graph/view.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// How rare each topic is among the members of a view: ln(1 + n/n_topic). O(members and what they need and offer) to make.
class TopicWeights {
 public:
  explicit TopicWeights(const View& view) {
    std::vector<std::uint32_t> users, both;
    for (std::uint32_t u = 0; u < view.id_bound(); ++u) {
      const auto needs = view.needs(MemberId{u}), offers = view.offers(MemberId{u});   // nothing of a hidden member
      both.clear();
      std::ranges::set_union(needs, offers, std::back_inserter(both));
      for (const std::uint32_t topic : both) {
        if (topic >= users.size()) users.resize(topic + std::size_t{1});
        ++users[topic];
      }
    }
    for (const std::uint32_t n : users)
      squares_.push_back(n == 0 ? 0 : std::pow(std::log1p(static_cast<double>(view.member_count()) / static_cast<double>(n)), 2));
  }
  /// Does anybody need or offer anything?
  [[nodiscard]] bool any() const noexcept { return !squares_.empty(); }
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
  std::vector<double> squares_;
};

/// √((1 + κ·cos(needs of a, offers of b)) · (1 + κ·cos(offers of a, needs of b))), of two members of a view: 1…1 + κ. Nothing said is no hindrance.
inline double fit(const View& view, const TopicWeights& topics, MemberId a, MemberId b, double kappa) noexcept {
  return std::sqrt((1 + kappa * topics.cosine(view.needs(a), view.offers(b))) * (1 + kappa * topics.cosine(view.offers(a), view.needs(b))));
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

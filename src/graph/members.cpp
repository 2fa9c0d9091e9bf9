#include "hobnob/graph/members.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace hobnob {
inline namespace v0 {

std::vector<MemberId> find_members(const View& view, const MemberFilter& filter) {
  std::optional<std::uint32_t> need, offer;
  if (!filter.needs.empty() && !(need = view.find_topic(filter.needs))) return {};
  if (!filter.offers.empty() && !(offer = view.find_topic(filter.offers))) return {};
  const auto matches = [&](MemberId u) {
    return (filter.industry.empty() || view.industry(u) == filter.industry) &&
           (filter.organisation.empty() || view.organisation(u) == filter.organisation) && (filter.city.empty() || view.city(u) == filter.city) &&
           (!need || std::ranges::binary_search(view.needs(u), *need)) && (!offer || std::ranges::binary_search(view.offers(u), *offer));
  };
  std::vector<MemberId> found;
  if (!filter.group.empty()) {
    const std::optional<GroupId> group = view.find_group(filter.group);
    if (!group) return {};
    for (const MemberId u : view.members_of(*group))
      if (matches(u)) found.push_back(u);
    return found;
  }
  for (std::uint32_t u = 0; u < view.id_bound(); ++u)
    if (view.contains(MemberId{u}) && matches(MemberId{u})) found.push_back(MemberId{u});
  return found;
}

}  // namespace v0
}  // namespace hobnob

// Who here is with Acme, or needs what I offer? The members of a view whose profile says so.
//
//   std::vector<hobnob::MemberId> there = hobnob::find_members(view, {.organisation = "Acme"});
//   hobnob::Paths paths = hobnob::find_paths(view, std::vector{ana}, there);   // to any of them
//
// A plain list of members, so that one filter serves every question that takes some. Hidden members never match.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/view.hpp"

namespace hobnob {
inline namespace v0 {

/// What a profile must say; what is left empty is not asked for. Texts match as a whole, letter by letter.
struct MemberFilter {
  std::string industry{};
  std::string organisation{};
  std::string city{};
  std::string needs{};    ///< A topic among those that the member needs.
  std::string offers{};   ///< A topic among those that the member offers.
  std::string group{};    ///< A group that the member is in. In a member's view only those that the viewer is in exist.
  template <class O = MemberFilter>
  static constexpr auto fields() {
    return std::tuple{field("industry", &O::industry), field("organisation", &O::organisation),
                      field("city", &O::city),         field("needs", &O::needs),
                      field("offers", &O::offers),     field("group", &O::group)};
  }
};

/// The visible members that match every part of the filter, ascending; an empty filter matches all. O(members), or of the group.
HOBNOB_API std::vector<MemberId> find_members(const View& view, const MemberFilter& filter = {});

}  // namespace v0
}  // namespace hobnob

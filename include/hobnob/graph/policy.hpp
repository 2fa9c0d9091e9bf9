// What may be seen and done when a member has said nothing? A Policy answers, purpose by purpose; one must be chosen.
//
//   hobnob::Policy::open()     // silence is yes: plain files, analysis
//   hobnob::Policy::opt_in()   // silence is no: apps that show members to members
//
// Plain data. The evaluation is in `view.hpp` and nowhere else.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "hobnob/core/fields.hpp"
#include "hobnob/core/types.hpp"

namespace hobnob {
inline namespace v0 {

/// What a member can allow or refuse.
enum class Purpose : std::uint8_t {
  share_ties,      ///< Their ties may be seen and walked by people who are no end of them.
  introduce,       ///< They may be asked to introduce somebody.
  be_introduced,   ///< They may be introduced to somebody.
  be_messaged,     ///< They may be reached over the connection channel.
  be_counted,      ///< They may be part of others' figures.
};
constexpr Purpose last_value(Purpose) noexcept { return Purpose::be_counted; }  ///< The greatest value.
inline constexpr std::size_t purpose_count = 5;
inline constexpr std::array<std::string_view, purpose_count> purpose_names{"share_ties", "introduce", "be_introduced", "be_messaged", "be_counted"};

/// To whom a consent speaks: everybody, one's declared connections, the members of a group, or one member.
/// The narrowest statement that applies decides (member, group, connections, all); among equals the one that began last;
/// among those a refusal.
struct Grantee {
  enum class Kind : std::uint8_t { all, connections, group, member };
  friend constexpr Kind last_value(Kind) noexcept { return Kind::member; }  ///< The greatest value.
  Kind kind = Kind::all;
  Key member_key{};
  std::string group_name{};
  static Grantee all() { return {}; }
  static Grantee connections() { return {Kind::connections, {}, {}}; }
  static Grantee group(std::string name) { return {Kind::group, {}, std::move(name)}; }
  static Grantee member(Key key) { return {Kind::member, std::move(key), {}}; }
};

/// What silence means, per purpose, and how far a path may go.
struct Policy {
  bool share_ties;
  bool introduce;
  bool be_introduced;
  bool be_messaged;
  bool be_counted;
  int max_hops = 6;    ///< Hop horizon, 1…6: caps the `max_hops` of every query; it hides nobody.

  static constexpr Policy open() noexcept { return Policy(true); }
  static constexpr Policy opt_in() noexcept { return Policy(false); }

  /// What silence means for one purpose.
  [[nodiscard]] constexpr bool silence(Purpose purpose) const noexcept {
    const std::array<bool, purpose_count> all{share_ties, introduce, be_introduced, be_messaged, be_counted};
    return all[static_cast<std::size_t>(purpose)];
  }
  template <class O = Policy>
  static constexpr auto fields() {
    return std::tuple{field("share_ties", &O::share_ties),   field("introduce", &O::introduce),   field("be_introduced", &O::be_introduced),
                      field("be_messaged", &O::be_messaged), field("be_counted", &O::be_counted), field("max_hops", &O::max_hops, 1, 6)};
  }
  friend bool operator==(const Policy&, const Policy&) = default;

 private:
  constexpr explicit Policy(bool yes) noexcept : share_ties(yes), introduce(yes), be_introduced(yes), be_messaged(yes), be_counted(yes) {}
};

}  // namespace v0
}  // namespace hobnob

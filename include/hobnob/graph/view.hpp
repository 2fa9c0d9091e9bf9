// What may this viewer see? A View: a snapshot, a policy, and who is asking. Every query takes one, and nothing else.
//
//   hobnob::View ana = now.view("ana", hobnob::Policy::opt_in());
//   for (hobnob::Tie uv : ana.ties_from(ana.id("bo"))) …            // only ties that Ana may see
//
// The law: answer(view) = answer(view.project().view(same viewer, same policy)), to the bit of the keyed output. Permission is decided
// here, during the walk; kernels see a graph. Making a view costs O(blocks of the viewer), not O(graph); a handle, copyable, any thread.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/ranking.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/policy.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/tie_graph.hpp"

namespace hobnob {
inline namespace v0 {

class HOBNOB_API View {
 public:
  /// The visible ties of one member, in ascending order of the other end. Valid while the view lives.
  class Ties {
   public:
    class iterator {
     public:
      using value_type = Tie;
      using difference_type = std::ptrdiff_t;
      using iterator_concept = std::forward_iterator_tag;
      iterator() = default;
      iterator(const View* view, const float* cost, std::uint32_t at, std::uint32_t end, bool filter, bool own = false)
          : view_(view), cost_(cost), at_(at), end_(end), filter_(filter), own_(own) {
        skip_hidden();
      }
      Tie operator*() const noexcept { return {MemberId{view_->hot_.ends[at_]}, cost_[at_]}; }
      iterator& operator++() noexcept {
        ++at_;
        skip_hidden();
        return *this;
      }
      iterator operator++(int) noexcept {
        iterator was = *this;
        ++*this;
        return was;
      }
      friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.at_ == b.at_; }
      friend bool operator==(const iterator& a, std::default_sentinel_t) noexcept { return a.at_ == a.end_; }
      /// Where the tie stands in the snapshot's arrays.
      [[nodiscard]] std::uint32_t slot() const noexcept { return at_; }
      /// Is there a declared connection between the two?
      [[nodiscard]] bool declared() const noexcept { return detail::bit(view_->hot_.declared, at_); }
      /// S(u→v), where u is the member whose row this is.
      [[nodiscard]] double strength() const noexcept { return double{view_->hot_.strength[at_]}; }
      /// S(v→u), from p(u→v)·p(v→u) = S(u→v)·S(v→u): good to six digits, without a search in v's row.
      [[nodiscard]] double strength_back(MemberId u) const noexcept {
        const double out = strength();
        if (!(out > 0)) return view_->strength(MemberId{view_->hot_.ends[at_]}, u);
        return std::min(1.0, std::exp(-(double{view_->hot_.cost[at_]} + double{view_->hot_.cost_back[at_]})) / out);
      }

     private:
      void skip_hidden() noexcept {
        if (!filter_) return;
        while (at_ != end_ && !(own_ ? view_->contains(MemberId{view_->hot_.ends[at_]}) : view_->shows(at_))) ++at_;
      }
      const View* view_ = nullptr;
      const float* cost_ = nullptr;
      std::uint32_t at_ = 0, end_ = 0;
      bool filter_ = false;
      bool own_ = false;   // the viewer's own row: only hidden members are left out
    };
    explicit Ties(iterator first) : first_(first) {}
    [[nodiscard]] iterator begin() const noexcept { return first_; }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

   private:
    iterator first_;
  };

  /// The visible ones of a list of members, ascending. Valid while the view lives.
  class Members {
   public:
    class iterator {
     public:
      using value_type = MemberId;
      using difference_type = std::ptrdiff_t;
      using iterator_concept = std::forward_iterator_tag;
      iterator() = default;
      iterator(const View* view, const std::uint32_t* at, const std::uint32_t* end) : view_(view), at_(at), end_(end) { skip_hidden(); }
      MemberId operator*() const noexcept { return MemberId{*at_}; }
      iterator& operator++() noexcept {
        ++at_;
        skip_hidden();
        return *this;
      }
      iterator operator++(int) noexcept {
        iterator was = *this;
        ++*this;
        return was;
      }
      friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.at_ == b.at_; }
      friend bool operator==(const iterator& a, std::default_sentinel_t) noexcept { return a.at_ == a.end_; }

     private:
      void skip_hidden() noexcept {
        while (at_ != end_ && !view_->contains(MemberId{*at_})) ++at_;
      }
      const View* view_ = nullptr;
      const std::uint32_t* at_ = nullptr;
      const std::uint32_t* end_ = nullptr;
    };
    Members(const View* view, std::span<const std::uint32_t> ids) : first_(view, ids.data(), ids.data() + ids.size()) {}
    [[nodiscard]] iterator begin() const noexcept { return first_; }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }
    [[nodiscard]] bool empty() const noexcept { return first_ == std::default_sentinel; }

   private:
    iterator first_;
  };

  // A TieGraph. Ids keep the snapshot's numbers: scratch is sized by `id_bound`, counts say `member_count`.
  [[nodiscard]] std::uint32_t id_bound() const noexcept { return hot_.member_count; }
  [[nodiscard]] std::uint32_t member_count() const noexcept { return visible_count_; }
  [[nodiscard]] bool contains(MemberId u) const noexcept {
    if (index(u) >= hot_.member_count) return false;
    const std::uint32_t status = hot_.status[index(u)];
    return (status & hiding_) == 0 || u == viewer_ || contains_slowly(u);
  }
  [[nodiscard]] Ties ties_from(MemberId u) const noexcept { return ties(u, hot_.cost); }
  [[nodiscard]] Ties ties_to(MemberId u) const noexcept { return ties(u, hot_.cost_back); }
  /// How many visible ties u has: O(1) where nothing is hidden from the viewer, else O(degree).
  [[nodiscard]] std::uint64_t degree(MemberId u) const noexcept {
    if (!filters_) return contains(u) ? hot_.offsets[index(u) + 1] - hot_.offsets[index(u)] : 0;
    std::uint64_t count = 0;
    for (auto tie = ties_from(u).begin(); tie != std::default_sentinel; ++tie) ++count;
    return count;
  }
  /// The visible tie u→v. O(log degree).
  [[nodiscard]] std::optional<Tie> find_tie(MemberId u, MemberId v) const noexcept;

  /// The member of that key. For one that is hidden or does not exist: `no_member` in a member's view,
  /// Error(unknown_member), naming the nearest keys, in the owner's.
  [[nodiscard]] MemberId id(const Key& key) const;
  /// The visible member of that key, if there is one; in any view, without an error.
  [[nodiscard]] std::optional<MemberId> find(const Key& key) const noexcept {
    const auto u = snapshot_.find(key);
    return u && contains(*u) ? u : std::nullopt;
  }
  /// Key and name of a visible member; Error(invalid_argument) for any other id.
  [[nodiscard]] Key key(MemberId u) const;
  [[nodiscard]] std::string_view name(MemberId u) const;

  [[nodiscard]] bool is_owner() const noexcept { return viewer_ == no_member; }
  /// Who is asking; `no_member` for the owner.
  [[nodiscard]] MemberId viewer() const noexcept { return viewer_; }
  [[nodiscard]] const Policy& policy() const noexcept { return policy_; }
  [[nodiscard]] Time as_of() const noexcept { return snapshot_.as_of(); }
  [[nodiscard]] const TieModelInfo& model() const noexcept { return snapshot_.model(); }
  [[nodiscard]] const std::string& notice() const noexcept { return snapshot_.notice(); }

  /// The one evaluator of consent: may this be done with the visible member `u`, for this viewer?
  [[nodiscard]] bool permits(MemberId u, Purpose purpose) const noexcept;
  /// ω(u), the chance that u passes an ask on; 0 where u has refused to introduce. For a visible member.
  [[nodiscard]] double willingness(MemberId u) const noexcept;
  /// −ln ω(u), as paths are charged; +infinity where ω is 0.
  [[nodiscard]] double introducer_cost(MemberId u) const noexcept;
  /// open(u), the chance that u accepts an introduction; 0 where u has refused to be introduced or asked not to be contacted.
  [[nodiscard]] double openness(MemberId u) const noexcept;
  /// Is there a block between the two, either way? In a member's view a blocked member is hidden already, and blocks between
  /// others are not shown.
  [[nodiscard]] bool blocked(MemberId u, MemberId v) const noexcept;
  /// May `reader` be counted among those whom `author` reaches? Not the author, nobody who asked not to be contacted or refuses to be
  /// counted, no block between the two.
  [[nodiscard]] bool may_read(MemberId author, MemberId reader) const noexcept;

  /// Does u block anybody, or is blocked? False in a member's view, where those concerned are hidden already.
  [[nodiscard]] bool has_blocks(MemberId u) const noexcept {
    return is_owner() && contains(u) && (hot_.status[index(u)] & detail::status_blocks) != 0;
  }

  // What a visible member's profile says; nothing of any other. Topics are numbers within the snapshot, ascending as their names are.
  [[nodiscard]] std::string_view industry(MemberId u) const noexcept;
  [[nodiscard]] std::string_view organisation(MemberId u) const noexcept;
  [[nodiscard]] std::string_view city(MemberId u) const noexcept;
  [[nodiscard]] std::span<const std::uint32_t> needs(MemberId u) const noexcept;
  [[nodiscard]] std::span<const std::uint32_t> offers(MemberId u) const noexcept;
  /// The number of that topic; hidden members' topics have one too, which says nothing, as no visible member has it.
  [[nodiscard]] std::optional<std::uint32_t> find_topic(std::string_view name) const noexcept;

  // Who opted in to whose words. For the library's own queries, which know what figures may be told; groups keep the snapshot's numbers.
  [[nodiscard]] Members followers(MemberId u) const noexcept;
  [[nodiscard]] Members subscribers(MemberId u) const noexcept;
  [[nodiscard]] std::uint32_t group_bound() const noexcept;
  [[nodiscard]] Members members_of(GroupId group) const noexcept;
  /// As places: GroupId{place}. Ascending, as their names are. Of a visible member.
  [[nodiscard]] std::span<const std::uint32_t> groups_of(MemberId u) const noexcept;
  [[nodiscard]] std::string_view group_name(GroupId group) const noexcept;
  /// The group of that name that the viewer may post to: one that they are in; in the owner's view, any that somebody is in.
  [[nodiscard]] std::optional<GroupId> find_group(std::string_view name) const noexcept;

  // What members asked for and were shown. In a member's view only of the viewer: what others asked is nobody's business, and nothing is
  // known of it. An ask counts where all three are visible, so that one that went through a hidden member never was. O(asks of the seeker).

  /// Has the seeker an ask open for the target: without an answer, and younger than 30 days?
  [[nodiscard]] bool asked(MemberId seeker, MemberId target) const noexcept;
  /// Days since the introducer last refused an ask of the seeker, or let one expire; empty if they never did.
  [[nodiscard]] std::optional<double> days_since_refusal(MemberId seeker, MemberId introducer) const noexcept;
  /// Days since the target last declined to be introduced to the seeker, by whatever introducer; empty if they never did.
  [[nodiscard]] std::optional<double> days_since_decline(MemberId seeker, MemberId target) const noexcept;
  /// The seeker's asks, in ascending order of (introducer, target, time): `visit(AskFacts)`.
  template <class Visit>
  void for_each_ask(MemberId seeker, Visit&& visit) const {
    for (const AskFacts& ask : asks_of(seeker))
      if (contains(ask.introducer) && contains(ask.target)) visit(ask);
  }
  /// How often the target was suggested to the viewer without an ask since, each time decayed with a half-life of 30 days.
  [[nodiscard]] double impressions(MemberId viewer, MemberId target) const noexcept;
  /// Everybody who was, ascending, with how often. O(impressions · asks of the viewer).
  [[nodiscard]] std::vector<std::pair<MemberId, double>> shown_to(MemberId viewer) const;

  /// S(u→v) of a visible tie; 0 without one.
  [[nodiscard]] double strength(MemberId u, MemberId v) const noexcept;
  /// What is known of the visible tie u→v; empty without one. Counts and recency only if the snapshot kept them.
  [[nodiscard]] std::optional<TieFacts> tie_facts(MemberId u, MemberId v) const noexcept;
  /// When the two last turned to each other, whoever began, and how often in all; 0 events if they never did, or if the snapshot keeps no recency.
  /// Events that count both ways are in both counts. `tie` is one of u's row.
  struct Use {
    double days_ago = infinity;
    std::uint32_t events = 0;
  };
  [[nodiscard]] Use last_use(MemberId u, const Ties::iterator& tie) const noexcept;
  /// Places of ties (`Ties::iterator::slot`) are below this.
  [[nodiscard]] std::uint32_t place_bound() const noexcept { return hot_.member_count == 0 ? 0 : hot_.offsets[hot_.member_count]; }
  /// Is every member and every tie of the snapshot visible here? Then all such views are one picture.
  [[nodiscard]] bool hides_nothing() const noexcept { return !filters_ && visible_count_ == hot_.member_count; }
  /// The owner's view as that member's own, under the same policy. Where strengths come from `Overlap`, whose snapshots show nobody less than
  /// all, the owner's view itself. Error(invalid_argument) in a member's view and on a projection.
  [[nodiscard]] View as_member(MemberId member) const;
  /// In the owner's view: do members see u, as a rule? In a member's view: is u visible?
  [[nodiscard]] bool is_listed(MemberId u) const noexcept;
  /// In the owner's view: the exceptions to that rule in the member's own view, ascending. None in a member's view. O(blocks of the member).
  struct Exceptions {
    std::vector<MemberId> more;  ///< Whom they see although they are not listed: themselves.
    std::vector<MemberId> less;  ///< Whom they do not see although they are.
  };
  [[nodiscard]] Exceptions exceptions_of(MemberId member) const;

  /// Does the snapshot hold what `explain` says of ties?
  [[nodiscard]] bool explains() const noexcept;

  /// Who asks must be who looks: Error(invalid_argument) where `seeker` is not the viewer of a member's view, or is no member of the owner's.
  /// `role` is what the message calls them.
  void require_seeker(MemberId seeker, std::string_view role = "seeker") const;
  /// Notes key and name of a visible member in an answer.
  void introduce(MemberId u, People& people) const;

  /// The permitted picture as a snapshot of its own: only visible members and ties, ids anew, consents as they hold for this viewer,
  /// ω and openness of those it holds. For this viewer and policy only. Projecting twice changes nothing. O(members + ties).
  [[nodiscard]] Snapshot project() const;

  /// Scratch of the underlying snapshot. For the library's own queries.
  [[nodiscard]] detail::Workspace& workspace() const noexcept { return snapshot_.workspace(); }
  /// For the library's own sources; callers say `snapshot.view(…)` or `snapshot.owner_view(…)`.
  View(Snapshot snapshot, MemberId viewer, const Policy& policy);

 private:
  /// Is the tie in slot `at` of a row visible, given that the row's member is visible, shares ties and is not the viewer?
  [[nodiscard]] bool shows(std::uint32_t at) const noexcept {
    const MemberId other{hot_.ends[at]};
    if (other == viewer_) return true;
    if (!contains(other) || !shares(other)) return false;
    return is_owner() || !detail::bit(hot_.is_private, at);
  }
  [[nodiscard]] bool shares(MemberId u) const noexcept {
    const std::uint32_t status = hot_.status[index(u)];
    if (status & detail::status_exceptions) return permits(u, Purpose::share_ties);
    return policy_.share_ties ? (status & detail::refuses(Purpose::share_ties)) == 0 : (status & detail::allows(Purpose::share_ties)) != 0;
  }
  [[nodiscard]] bool contains_slowly(MemberId u) const noexcept;
  [[nodiscard]] bool is_declared(MemberId u, MemberId v) const noexcept;
  [[nodiscard]] std::uint32_t find_slot(MemberId u, MemberId v) const noexcept;  // of the visible tie u→v, else 2³²−1
  [[nodiscard]] Ties ties(MemberId u, const float* cost) const noexcept;
  [[nodiscard]] std::span<const AskFacts> asks_of(MemberId seeker) const noexcept;  // with hidden members among them
  [[nodiscard]] std::optional<double> days_since(AskState state, MemberId seeker, MemberId AskFacts::*who, MemberId by) const noexcept;

  Snapshot snapshot_;
  detail::TieArrays hot_;
  Policy policy_;
  MemberId viewer_;
  std::uint32_t hiding_ = 0;  // status bits that may hide a member from this viewer
  std::uint32_t visible_count_ = 0;
  bool filters_ = false;  // is anything hidden from this viewer at all?
};

static_assert(TieGraph<View>);

}  // namespace v0
}  // namespace hobnob

// Whom should I meet? The members I do not know yet and am most likely to get to know, each with who could introduce me.
//
//   hobnob::Targets people = hobnob::discover_targets(view, view.id("ana"));
//   hobnob::Targets by_one = hobnob::discover_targets(view, ana, {.measure = hobnob::TargetMeasure::jaccard});   // one measure alone
//   hobnob::Targets better = hobnob::discover_targets(view, ana, {.model = hobnob::fit_targets(network, now)});  // learn/targets.hpp
//
// No measure of closeness is the best on every network, and which one is can be seen in the network's own past. So the score is a product of
// powers, ∏ (M + δ)^w over the measures M, with weights w that `fit_targets` learns or, without it, a published preset; times how well needs
// and offers fit, the target's openness, novelty, and rest after having been shown in vain.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/ranking.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/view.hpp"

namespace hobnob {
inline namespace v0 {

/// How close is a member t whom s does not know? Over ties alone, z being those tied to both, d degrees. Of a snapshot without explanations no
/// recency is known: `recent_pagerank` and `new_ties` are 0 then, and say nothing.
enum class TargetMeasure : std::uint8_t {
  common_neighbours,         ///< How many z there are.
  adamic_adar,               ///< Σ 1/ln d(z). L. Adamic, E. Adar, 2003, doi:10.1016/S0378-8733(03)00009-1.
  resource_allocation,       ///< Σ 1/d(z). T. Zhou, L. Lü, Y.-C. Zhang, 2009, doi:10.1140/epjb/e2009-00335-8.
  jaccard,                   ///< Common neighbours of all neighbours; 0 where there are none.
  preferential_attachment,   ///< d(s)·d(t).
  katz,                      ///< Σ 0.005^l · walks of l ties, up to 4. L. Katz, 1953, doi:10.1007/BF02289026.
  pagerank,                  ///< Personalised, restart 0.15, all ties alike.
  warm,                      ///< 1 − Π (1 − p(s→z)·ω(z)·p(z→t)): the chance that one of the z gets s introduced.
  strength_allocation,       ///< Σ q(s,z)·q(z,t) / Σ_x q(z,x), q = √ of the mean of S both ways: resource allocation where ties weigh.
  strength_pagerank,         ///< PageRank along ties in proportion to S(u→v) + S(v→u).
  near_pagerank,             ///< The same with restart 0.5: it stays near.
  recent_pagerank,  ///< PageRank along ties in proportion to 2^(−Δ/W), Δ since the last event between the two, W the tie model's window.
  new_ties,  ///< Of t alone: Σ over its ties of 2^(−4Δ/W) / events between the two: who is just getting to know many.
};
constexpr TargetMeasure last_value(TargetMeasure) noexcept { return TargetMeasure::new_ties; }  ///< The greatest value.
inline constexpr std::array<std::string_view, 13> target_measure_names{
    "common_neighbours", "adamic_adar", "resource_allocation", "jaccard",           "preferential_attachment", "katz",
    "pagerank",          "warm",        "strength_allocation", "strength_pagerank", "near_pagerank",           "recent_pagerank",
    "new_ties"};

/// How measures make one score: ∏ (M + δ)^w over the measures whose weight w, 0…10, is not 0. Left alone, the published preset.
struct TargetModel {
  double common_neighbours = 0;
  double adamic_adar = 0;
  double resource_allocation = 0;
  double jaccard = 0.85;
  double preferential_attachment = 0;
  double katz = 0;
  double pagerank = 0;
  double warm = 0;
  double strength_allocation = 0;
  double strength_pagerank = 0;
  double near_pagerank = 1;
  double recent_pagerank = 0.3;
  double new_ties = 0.75;
  /// δ of each measure, in the order of `TargetMeasure`; empty: the 90 % quantile of the positive values among the question's own candidates.
  std::vector<double> scales{};
  std::string origin = "preset";  ///< Where the weights come from.
  template <class O = TargetModel>
  static constexpr auto fields() {
    return std::tuple{field("common_neighbours", &O::common_neighbours, 0, 10),
                      field("adamic_adar", &O::adamic_adar, 0, 10),
                      field("resource_allocation", &O::resource_allocation, 0, 10),
                      field("jaccard", &O::jaccard, 0, 10),
                      field("preferential_attachment", &O::preferential_attachment, 0, 10),
                      field("katz", &O::katz, 0, 10),
                      field("pagerank", &O::pagerank, 0, 10),
                      field("warm", &O::warm, 0, 10),
                      field("strength_allocation", &O::strength_allocation, 0, 10),
                      field("strength_pagerank", &O::strength_pagerank, 0, 10),
                      field("near_pagerank", &O::near_pagerank, 0, 10),
                      field("recent_pagerank", &O::recent_pagerank, 0, 10),
                      field("new_ties", &O::new_ties, 0, 10),
                      field("scales", &O::scales),
                      field("origin", &O::origin)};
  }
  /// The score is this measure itself.
  [[nodiscard]] HOBNOB_API static TargetModel only(TargetMeasure measure);
  [[nodiscard]] HOBNOB_API double weight(TargetMeasure measure) const noexcept;
  friend bool operator==(const TargetModel&, const TargetModel&) = default;
};

/// Somebody to meet.
struct Target {
  MemberId member = no_member;
  MemberId via = no_member;  ///< Who could introduce: the z with the greatest p(s→z)·ω(z)·p(z→t) who does not rest; `no_member` if nobody can.
  std::optional<double> direct{};  ///< p(s→t) of a dormant tie that the two have: they met before. It is no part of the score.
};
inline std::vector<MemberId> mentions(const Target& target) {
  return target.via == no_member ? std::vector{target.member} : std::vector{target.member, target.via};
}

/// Members in order; factors multiply to the score: one for each measure with a weight, under its name, then "fit", "openness", "novelty" and
/// "rested".
struct Targets : Ranking<Target> {
  MemberId seeker = no_member;
  friend bool operator==(const Targets& a, const Targets& b) {
    const bool nobody = a.seeker == no_member || b.seeker == no_member;
    return (nobody ? a.seeker == b.seeker : a.key(a.seeker) == b.key(b.seeker)) &&
           static_cast<const Ranking<Target>&>(a) == static_cast<const Ranking<Target>&>(b);
  }
};

struct TargetOptions {
  int k = 20;  ///< How many members to return; fewer if there are fewer.
  std::optional<TargetMeasure> measure{};  ///< Rank by this one alone, as `TargetModel::only` does; `model` then says nothing.
  TargetModel model{};
  /// Members with a declared connection, or with S of this or more in either direction, are connected: no candidates. A tie below it is
  /// dormant, and leaves its ends to meet again (`Target::direct`). S is a chance within the model's window: where that is hours, most who met
  /// yesterday are dormant. 0: any tie connects.
  double connected_at = 0.05;
  bool everybody = false;  ///< Look at every visible member, not only at those near (see `discover_targets`).
  double topic_weight = 1;  ///< κ: how much fitting needs and offers count.
  double novelty = 0;  ///< ν: members of another industry than one's own count 1 + ν times.
  int per_industry = 0;  ///< At most so many of one industry; 0: any number. Members who state none are not counted.
  int per_organisation = 0;  ///< At most so many of one organisation, as of one industry.
  int per_group = 0;  ///< At most so many of any one of the seeker's groups; 0: any number.
  std::vector<Key> exclude{};  ///< Members not to be suggested.
  double rest_days = 180;  ///< For so long a target who declined is not suggested to the same seeker, nor an introducer who refused.
  int threads = 1;  ///< Of `discover_targets_for_all`. 0: as many as there are. The answer is the same for any number.
  /// Called now and then with seekers done and seekers in all, on the calling thread; false ends the query with Error(cancelled).
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = TargetOptions>
  static constexpr auto fields() {
    return std::tuple{field("k", &O::k, 1, 100'000),
                      field("measure", &O::measure),
                      field("model", &O::model),
                      field("connected_at", &O::connected_at, 0, 1),
                      field("everybody", &O::everybody),
                      field("topic_weight", &O::topic_weight, 0, 1e6),
                      field("novelty", &O::novelty, 0, 1e6),
                      field("per_industry", &O::per_industry, 0, 100'000),
                      field("per_organisation", &O::per_organisation, 0, 100'000),
                      field("per_group", &O::per_group, 0, 100'000),
                      field("exclude", &O::exclude),
                      field("rest_days", &O::rest_days, 0, 36500),
                      field("threads", &O::threads, 0, 1024)};
  }
};

/// The k members whom `seeker` should meet, ties by ascending id. Candidates are members within two hops, the 100 with the most PageRank of
/// each kind that the model uses (`recent_pagerank` brings none: it likes everybody who is busy far away) and, among 50,000 members at most, the
/// 100 with the most `new_ties` if it uses them; less the seeker, those connected, those with an open ask of this seeker for them or resting from
/// one, those who do not want to be introduced, and the excluded.
///   fit       √((1 + κ·cos(needs of s, offers of t))·(1 + κ·cos(offers of s, needs of t))), topics weighted by ln(1 + n/n_topic) among the n
///             visible members; 1 for what is not stated
///   openness  of t
///   novelty   1 + ν where both state an industry and it is not the same, else 1
///   rested    2^(−impressions/3): shown again and again without an ask; impressions fade with a half-life of 30 days
/// A member whose score is 0 is none of the answer. Throws Error(invalid_argument) for options out of range, a model without a weight, or a seeker
/// who is not the viewer of a member's view, and Error(unknown_member) for an excluded key, in the owner's view. O(wedges of the seeker), the
/// pushes of the PageRanks, for Katz the ties within three hops, for `new_ties` among 50,000 members at most all ties, and for stated topics all
/// members.
HOBNOB_API Targets discover_targets(const View& view, MemberId seeker, const TargetOptions& options = {});

/// Everybody's targets: for each member what `discover_targets` tells them in their own view.
struct TargetLists {
  std::vector<MemberId> seekers;  ///< Ascending; of those who have any target at all.
  std::vector<std::uint64_t> offsets{0};  ///< The rows of seeker i are offsets[i] … offsets[i + 1] − 1, best first.
  std::vector<MemberId> targets;
  std::vector<double> scores;
  std::string method = "exact";
  std::string notice;
  Time as_of = 0;
  std::uint64_t ties_touched = 0;
  std::vector<Key> keys;  ///< Of all members, by id.
  [[nodiscard]] std::size_t size() const noexcept { return targets.size(); }
  [[nodiscard]] bool empty() const noexcept { return targets.empty(); }
  [[nodiscard]] const Key& key(MemberId id) const { return keys.at(index(id)); }
};

/// What the members of the owner's view would each be told: one view a row, under the same policy. Error(invalid_argument) in a member's view.
/// What the model asks for, for every member: O(Σ degree²) for measures of wedges. Where nothing is hidden from anybody, what is said of members as
/// such is worked out once; else for each. 12 bytes a row.
HOBNOB_API TargetLists discover_targets_for_all(const View& view, const TargetOptions& options = {});

/// For people: one line a member, with who could introduce. What Python's `str` gives.
HOBNOB_API std::string to_text(const Targets& targets);
HOBNOB_API std::string to_text(const TargetLists& lists);
/// Columns rank, target, score, via (empty if nobody can introduce), and one for each factor.
HOBNOB_API Table to_table(const Targets& targets);
/// Columns seeker, rank, target, score.
HOBNOB_API Table to_table(const TargetLists& lists);

}  // namespace v0
}  // namespace hobnob

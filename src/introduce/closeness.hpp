// Private: how close is one member to everybody near, by each of the measures of `TargetMeasure`?
#pragma once

#include <array>
#include <bitset>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/telling.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/targets.hpp"
#include "hobnob/search/neighbours.hpp"
#include "hobnob/search/pagerank.hpp"
#include "hobnob/search/scratch.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

inline constexpr std::size_t target_measure_count = target_measure_names.size();
/// The weight of each measure.
inline constexpr std::array<double TargetModel::*, target_measure_count> target_weights{&TargetModel::common_neighbours,
                                                                                        &TargetModel::adamic_adar,
                                                                                        &TargetModel::resource_allocation,
                                                                                        &TargetModel::jaccard,
                                                                                        &TargetModel::preferential_attachment,
                                                                                        &TargetModel::katz,
                                                                                        &TargetModel::pagerank,
                                                                                        &TargetModel::warm,
                                                                                        &TargetModel::strength_allocation,
                                                                                        &TargetModel::strength_pagerank,
                                                                                        &TargetModel::near_pagerank,
                                                                                        &TargetModel::recent_pagerank,
                                                                                        &TargetModel::new_ties};
using TargetMeasures = std::bitset<target_measure_count>;

/// Sums over wedges s – z – t of ties alone.
struct PlainSums {
  std::uint32_t count = 0;
  double adamic_adar = 0, allocation = 0;
};
/// The same where ties weigh: the chance that nobody introduces, and the closure of what both legs are worth.
struct StrengthSums {
  std::uint32_t count = 0;
  double complement = 1, allocation = 0;
};

/// What ties weigh, by their places in the snapshot and in all by member; −1: not known yet.
struct TieWeights {
  std::vector<double> by_place;   // in small networks alone
  MemberMap<double> total{-1.0};
};

/// Memory of `find_close`. What it knows of members as such is kept from row to row as long as views hide nothing.
struct ClosenessScratch {
  WedgeScratch<PlainSums> plain;
  WedgeScratch<StrengthSums> strong;
  PageRankScratch pagerank, strength_pagerank, near_pagerank, recent_pagerank;
  MemberMap<double> walks{0.0}, next_walks{0.0}, katz{0.0};
  MemberMap<std::uint8_t> near{0};                                                              // whom the row met
  TieWeights strong_ties, recent_ties, new_ties;
  MemberMap<double> root_total{-1.0};  // of members as such
  std::vector<MemberId> about;                                                                  // who has new ties at all, of them all:
  bool knows_about = false;                                                                     // is that known?
  bool of_everything = false;   // were these made from a view that hides nothing?
  void clear() noexcept {
    plain.clear(), strong.clear(), pagerank.clear(), strength_pagerank.clear(), near_pagerank.clear(), recent_pagerank.clear();
    walks.clear(), next_walks.clear(), katz.clear(), near.clear();
  }
};

/// Those near, ascending unless asked for otherwise, and how near by each measure that was asked for, in the order of `members`.
struct Close {
  std::vector<MemberId> members;
  std::array<std::vector<double>, target_measure_count> values;
  std::uint64_t ties_touched = 0;   // by wedges, walks and pushes; what is known of members as such, or may be, is not counted
};

/// Who is looked at.
enum class Who {
  everybody,       // all who are visible and whom `keep` lets pass
  near,  // of them those within two hops and, for each PageRank but that of recency and in small networks for new ties, the 100 with most
  near_unordered,  // the same before `keep` was asked, in any order: for those who will look at few of them
};
/// Fills `close` with those whom `keep(member)` lets pass. `scratch` is one that was used on this snapshot alone; where `tell` ends the call, it can
/// be used again.
void find_close(const View& view, MemberId seeker, const TargetMeasures& measures, Who who, const std::function<bool(MemberId)>& keep,
                ClosenessScratch& scratch, Close& close, Telling& tell);

/// base^weight; a weight of 1 changes no bit.
inline double power(double base, double weight) noexcept { return weight == 1 ? base : std::pow(base, weight); }

/// The 90 % quantile of the values above 0, between neighbours in proportion; 1 if there are none, so that all powers are alike.
double typical(const std::vector<double>& values);

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

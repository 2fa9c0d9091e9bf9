#include "hobnob/search/neighbours.hpp"

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include <Eigen/Dense>

#include <gtest/gtest.h>

#include "hobnob/core/types.hpp"
#include "support/toy_graphs.hpp"

namespace {

using namespace hobnob;
using support::Arc;
using support::Draws;
using support::ToyGraph;
using support::Veiled;

struct Shared {
  std::uint32_t count = 0;
  double allocation = 0;
  double product = 1;
};

template <class G>
double degree(const G& graph, MemberId u) {
  double count = 0;
  for (const Tie tie : graph.ties_from(u)) count += tie.member == u ? 0 : 1;
  return count;
}

template <class G>
std::uint64_t share(const G& graph, MemberId s, WedgeScratch<Shared>& scratch) {
  return add_wedges(
      graph, s, scratch, [&](const auto& sz) { return std::pair(1 / degree(graph, (*sz).member), probability_of((*sz).cost)); },
      [](const std::pair<double, double>& leg, const auto& zb, Shared& cell) {
        cell.allocation += leg.first;
        cell.product *= 1 - leg.second * probability_of((*zb).cost);
      });
}

ToyGraph random_graph(Draws& draws, std::uint32_t members) {
  std::vector<Arc> arcs;
  const double density = draws.uniform();
  for (std::uint32_t u = 0; u < members; ++u)
    for (std::uint32_t v = 0; v < u; ++v)
      if (draws.chance(density)) arcs.push_back({u, v, static_cast<float>(2 * draws.uniform())});
  return support::both_ways(members, arcs);
}

/// A, A·diag(1/d)·A and the complement of noisy-or, by matrices and loops over all pairs.
template <class G>
void check_all_rows(const G& graph, WedgeScratch<Shared>& scratch) {
  const auto n = static_cast<Eigen::Index>(graph.id_bound());
  Eigen::MatrixXd ties = Eigen::MatrixXd::Zero(n, n), chance = ties;
  for (std::uint32_t u = 0; u < graph.id_bound(); ++u)
    for (const Tie tie : graph.ties_from(MemberId{u})) {
      ties(u, index(tie.member)) = 1;
      chance(u, index(tie.member)) = probability_of(tie.cost);
    }
  Eigen::VectorXd inverse = ties.rowwise().sum();
  for (Eigen::Index i = 0; i < n; ++i) inverse(i) = inverse(i) > 0 ? 1 / inverse(i) : 0;
  const Eigen::MatrixXd common = ties * ties, allocation = ties * inverse.asDiagonal() * ties;
  for (std::uint32_t s = 0; s < graph.id_bound(); ++s) {
    std::uint64_t walked = 0;
    for (const Tie sz : graph.ties_from(MemberId{s})) walked += 1 + static_cast<std::uint64_t>(degree(graph, sz.member));
    EXPECT_EQ(share(graph, MemberId{s}, scratch), walked);
    std::size_t met = 0;
    for (std::uint32_t b = 0; b < graph.id_bound(); ++b) {
      const Shared& cell = scratch[MemberId{b}];
      if (b == s) {
        EXPECT_EQ(cell.count, 0U);
        continue;
      }
      EXPECT_EQ(cell.count, common(s, b));
      EXPECT_NEAR(cell.allocation, allocation(s, b), 1e-12);
      double product = 1;
      for (Eigen::Index z = 0; z < n; ++z)
        if (ties(s, z) * ties(z, b) != 0) product *= 1 - chance(s, z) * chance(z, b);
      EXPECT_NEAR(cell.product, product, 1e-12);
      met += cell.count > 0;
    }
    EXPECT_EQ(scratch.members().size(), met);
    for (const MemberId b : scratch.members()) EXPECT_GT(scratch[b].count, 0U);
    scratch.clear();
    EXPECT_TRUE(scratch.members().empty());
  }
}

TEST(AddWedges, EqualsTheSquareOfTheMatrix) {
  Draws draws(1);
  WedgeScratch<Shared> scratch;  // one for graphs of all sizes
  for (int i = 0; i < 60; ++i) check_all_rows(random_graph(draws, draws.below(24)), scratch);
}

TEST(AddWedges, SeesWhatTheGraphShows) {
  Draws draws(2);
  WedgeScratch<Shared> scratch;
  for (int i = 0; i < 30; ++i) {
    const ToyGraph graph = random_graph(draws, 12);
    std::vector<bool> hidden(12);
    for (std::size_t u = 0; u < hidden.size(); ++u) hidden[u] = draws.chance(0.3);
    check_all_rows(Veiled(graph, hidden), scratch);
  }
}

TEST(AddWedges, CountsOnAStarAndAClique) {
  std::vector<Arc> star, clique;
  for (std::uint32_t u = 1; u < 6; ++u) star.push_back({0, u, 0});
  for (std::uint32_t u = 0; u < 6; ++u)
    for (std::uint32_t v = 0; v < u; ++v) clique.push_back({u, v, 0});
  WedgeScratch<Shared> scratch;
  share(support::both_ways(6, star), MemberId{3}, scratch);
  EXPECT_EQ(scratch.members().size(), 4U);
  EXPECT_EQ(scratch[MemberId{1}].count, 1U);
  EXPECT_DOUBLE_EQ(scratch[MemberId{1}].allocation, 0.2);
  scratch.clear();
  share(support::both_ways(6, clique), MemberId{3}, scratch);
  EXPECT_EQ(scratch[MemberId{5}].count, 4U);
  EXPECT_DOUBLE_EQ(scratch[MemberId{5}].allocation, 0.8);
}

}  // namespace

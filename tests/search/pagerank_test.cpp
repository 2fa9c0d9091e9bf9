#include "hobnob/search/pagerank.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include <Eigen/Dense>

#include <gtest/gtest.h>

#include "hobnob/core/types.hpp"
#include "support/toy_graphs.hpp"

namespace {

using namespace hobnob;
using support::Draws;

/// A dense symmetric matrix of weights.
struct Weights {
  Eigen::MatrixXd w;
  [[nodiscard]] std::uint32_t id_bound() const { return static_cast<std::uint32_t>(w.rows()); }
  [[nodiscard]] double total(MemberId u) const { return w.row(index(u)).sum(); }
  template <class Visit>
  void walk(MemberId u, const Visit& visit) const {
    for (std::uint32_t v = 0; v < id_bound(); ++v)
      if (w(index(u), v) > 0) visit(MemberId{v}, w(index(u), v));
  }
};

Weights random_weights(Draws& draws, std::uint32_t members) {
  Weights weights{Eigen::MatrixXd::Zero(members, members)};
  const double density = 0.4 * draws.uniform();
  const bool plain = draws.chance(0.3);
  for (std::uint32_t u = 0; u < members; ++u)
    for (std::uint32_t v = 0; v < u; ++v)
      if (draws.chance(density)) weights.w(u, v) = weights.w(v, u) = plain ? 1 : draws.uniform() * draws.uniform();
  return weights;
}

/// The stationary distribution as the solution of its linear equations.
Eigen::VectorXd solved(const Weights& weights, std::uint32_t seed, double restart) {
  const auto n = weights.w.rows();
  Eigen::VectorXd source = Eigen::VectorXd::Zero(n);
  source(seed) = restart;
  Eigen::MatrixXd system = Eigen::MatrixXd::Identity(n, n);
  for (Eigen::Index u = 0; u < n; ++u) {
    const double total = weights.w.row(u).sum();
    if (total > 0) system.col(u) -= (1 - restart) * weights.w.row(u).transpose() / total;
    else system(u, u) -= 1 - restart;  // stays where it is
  }
  return system.partialPivLu().solve(source);
}

TEST(PushPageRank, StaysWithinItsBound) {
  Draws draws(1);
  PageRankScratch scratch;
  for (int i = 0; i < 300; ++i) {
    const Weights weights = random_weights(draws, 1 + draws.below(25));
    const std::uint32_t seed = draws.below(weights.id_bound());
    const double restart = 0.05 + 0.9 * draws.uniform();
    const Eigen::VectorXd truth = solved(weights, seed, restart);
    scratch.clear();
    for (const double tolerance : {0.5, 1e-2, 1e-4, 1e-12}) {  // each goes on from the last
      push_pagerank(weights, MemberId{seed}, {restart, tolerance}, scratch);
      double mass = 0;
      for (std::uint32_t u = 0; u < weights.id_bound(); ++u) {
        const double missing = truth(u) - scratch[MemberId{u}];
        EXPECT_GE(missing, -1e-14);
        EXPECT_LE(missing, tolerance * weights.total(MemberId{u}) + 1e-14);
        EXPECT_LE(scratch.waiting(MemberId{u}), tolerance * weights.total(MemberId{u}) + 1e-14);
        mass += scratch[MemberId{u}] + scratch.waiting(MemberId{u});
      }
      EXPECT_NEAR(mass, 1, 1e-12);
    }
  }
}

TEST(PushPageRank, OfAStarInClosedForm) {
  // From the hub: h = a + (1 − a)·(1 − h), as every leaf's walk comes back to it.
  Weights star{Eigen::MatrixXd::Zero(5, 5)};
  for (int u = 1; u < 5; ++u) star.w(0, u) = star.w(u, 0) = 2.5;
  PageRankScratch scratch;
  push_pagerank(star, MemberId{0}, {0.2, 1e-13}, scratch);
  EXPECT_NEAR(scratch[MemberId{0}], 1 / 1.8, 1e-11);
  EXPECT_NEAR(scratch[MemberId{3}], (1 - 1 / 1.8) / 4, 1e-11);
}

TEST(PushPageRank, ComesToAnEndWhereTotalsAreNextToNothing) {
  Weights faint{Eigen::MatrixXd::Zero(4, 4)};
  faint.w(0, 1) = faint.w(1, 0) = 1, faint.w(0, 2) = faint.w(2, 0) = faint.w(2, 3) = faint.w(3, 2) = 1e-296;
  PageRankScratch scratch;
  for (const std::uint32_t seed : {0U, 2U, 3U}) {
    scratch.clear();
    push_pagerank(faint, MemberId{seed}, {0.15, 1e-6}, scratch);
    double mass = 0;
    for (std::uint32_t u = 0; u < 4; ++u) mass += scratch[MemberId{u}] + scratch.waiting(MemberId{u});
    EXPECT_NEAR(mass, 1, 1e-12);
  }
}

TEST(PushPageRank, StaysAtASeedWithoutTies) {
  PageRankScratch scratch;
  push_pagerank(Weights{Eigen::MatrixXd::Zero(3, 3)}, MemberId{1}, {}, scratch);
  EXPECT_EQ(scratch[MemberId{1}], 1);
  EXPECT_EQ(scratch[MemberId{0}], 0);
  scratch.clear();
  EXPECT_EQ(scratch[MemberId{1}], 0);
}

TEST(TopPageRank, IsTheTopWhereItIsCertified) {
  Draws draws(2);
  PageRankScratch scratch;
  int certified = 0;
  for (int i = 0; i < 300; ++i) {
    const Weights weights = random_weights(draws, 5 + draws.below(40));
    const std::uint32_t seed = draws.below(weights.id_bound());
    const int k = 1 + static_cast<int>(draws.below(6));
    const TopPageRank top = top_pagerank(weights, MemberId{seed}, k, {0.15, 1e-2}, 14, scratch);
    if (!top.certified) continue;
    ++certified;
    const Eigen::VectorXd truth = solved(weights, seed, 0.15);
    std::vector<double> values;
    for (std::uint32_t u = 0; u < weights.id_bound(); ++u)
      if (u != seed) values.push_back(truth(u));
    std::ranges::sort(values, std::greater<>());
    double least = 1;
    for (const MemberId u : top.members) least = std::min(least, truth(index(u)));
    ASSERT_LE(top.members.size(), values.size());
    if (top.members.size() < static_cast<std::size_t>(k)) EXPECT_NEAR(values[top.members.size()], 0, 1e-15);  // nobody else can be reached
    else EXPECT_NEAR(least, values[static_cast<std::size_t>(k) - 1], 1e-13);
  }
  EXPECT_GT(certified, 150);
}

TEST(IteratePageRank, IsTheSolutionOfItsEquations) {
  Draws draws(3);
  for (int i = 0; i < 300; ++i) {
    const Weights weights = random_weights(draws, 1 + draws.below(25));
    const std::uint32_t seed = draws.below(weights.id_bound());
    const double restart = 0.05 + 0.9 * draws.uniform();
    const Eigen::VectorXd truth = solved(weights, seed, restart);
    std::vector<double> restarts(weights.id_bound());
    restarts[seed] = 1 + 5 * draws.uniform();
    for (const double tolerance : {0.5, 1e-2, 1e-5, 1e-13}) {
      const PageRank rank = iterate_pagerank(weights, restarts, {restart, tolerance});
      double error = 0, mass = 0;
      for (std::uint32_t u = 0; u < weights.id_bound(); ++u) error += std::abs(rank.values[u] - truth(u)), mass += rank.values[u];
      EXPECT_LE(rank.error, tolerance);
      EXPECT_LE(error, rank.error + 1e-14);
      EXPECT_NEAR(mass, 1, 1e-13);
      EXPECT_LE(rank.iterations, 2 + std::log(2 / (restart * tolerance)) / restart);
    }
  }
}

// Directed, several seeds, every seventh member without ties: SciPy 1.17, 5,000 products of a sparse matrix and a vector,
//   x = (1 - restart) * (x @ p + x[total == 0].sum() * restarts) + restart * restarts
TEST(IteratePageRank, IsThatOfSciPy) {
  struct Case {
    std::uint32_t members, modulus;
    double restart;
    std::array<double, 4> of_some;
  };
  for (const auto& [members, modulus, restart, of_some] :
       {Case{12, 11, 0.15, {0.099637640676001699, 0.093363403265938755, 0.093525483457030004, 0.046758225713219331}},
        Case{20, 17, 0.15, {0.075006636001342483, 0.044166663130569758, 0.012251990826412207, 0.021968596090290456}},
        Case{20, 17, 0.5, {0.098178644943311841, 0.022132447312068051, 0.0078782237119906541, 0.015890781135134861}},
        Case{33, 29, 0.03, {0.042890552411068511, 0.034853072393561925, 0.027529680186598036, 0.02801358806825234}}}) {
    Weights weights{Eigen::MatrixXd::Zero(members, members)};
    std::vector<double> restarts(members);
    for (std::uint32_t u = 0; u < members; ++u) {
      restarts[u] = u % 3 == 0 ? 1 : 0;
      for (std::uint32_t v = 0; v < members; ++v)
        if (const std::uint32_t w = (u * u + 3 * v) % modulus; u != v && u % 7 != 6 && w < 4) weights.w(u, v) = 1 + w;
    }
    const PageRank rank = iterate_pagerank(weights, restarts, {restart, 1e-15});
    EXPECT_NEAR(rank.values[0], of_some[0], 1e-14);
    EXPECT_NEAR(rank.values[1], of_some[1], 1e-14);
    EXPECT_NEAR(rank.values[members / 2], of_some[2], 1e-14);
    EXPECT_NEAR(rank.values[members - 1], of_some[3], 1e-14);
  }
}

TEST(IteratePageRank, OfNobodyAndOfNoSeeds) {
  EXPECT_TRUE(iterate_pagerank(Weights{Eigen::MatrixXd::Zero(0, 0)}, {}).values.empty());
  EXPECT_EQ(iterate_pagerank(Weights{Eigen::MatrixXd::Ones(2, 2)}, std::vector<double>{0, 0}).values, (std::vector<double>{0, 0}));
  EXPECT_EQ(iterate_pagerank(Weights{Eigen::MatrixXd::Zero(2, 2)}, std::vector<double>{0, 1}).values, (std::vector<double>{0, 1}));
}

}  // namespace

// Eigen must see the ties and columns that are there, where they are.
#include "hobnob/interop/eigen.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <Eigen/Dense>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/core/table.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/evidence.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/graph/policy.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/tie_model.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/paths.hpp"
#include "support/toy_graphs.hpp"

namespace {

using namespace hobnob;
using support::Draws;

constexpr Time now = 1'700'000'000;

/// Any strength by a pair's evidence, other in each direction, 0 and 1 among them; and p is not the same both ways.
struct Lopsided {
  [[nodiscard]] double strength(const PairEvidence& pair) const {
    const double x = std::fmod(0.37 * pair.out.events + 0.53 * pair.back.events + pair.declared, 1.0);
    return x < 0.1 ? 0 : x > 0.9 ? 1 : x;
  }
  [[nodiscard]] EvidenceOptions evidence_options() const { return {}; }
  [[nodiscard]] TieModelInfo info() const { return {"lopsided", 30, 0.25, {}}; }
};

Snapshot random_snapshot(Draws& draws, std::uint32_t members, std::uint32_t facts) {
  Network network;
  for (std::uint32_t u = 0; u < members; ++u) network.add_member(u);
  for (; facts > 0; --facts) {
    const std::uint32_t u = draws.below(members), v = draws.below(members);
    if (u == v) continue;
    if (draws.chance(0.5)) network.add_interaction(u, v, now - draws.below(1'000'000));
    else network.add_connection(u, v, {.weight = 0.05 + 0.95 * draws.uniform()}, Duplicates::last);
  }
  return network.snapshot(now, Lopsided{});
}

TEST(Eigen, SeesTheTiesWhereTheyAre) {
  Draws draws(1);
  std::size_t ties = 0, zeros = 0, infinite = 0;
  for (int round = 0; round < 200 && !HasFailure(); ++round) {
    const Snapshot snapshot = random_snapshot(draws, 1 + draws.below(30), draws.below(80));
    const TieMatrixMap costs = cost_matrix(snapshot), strengths = strength_matrix(snapshot);
    const TieMatrix<double> chances = probability_matrix(snapshot);
    const TieMatrix<float> short_chances = probability_matrix<float>(snapshot);
    ASSERT_EQ(static_cast<const void*>(costs.valuePtr()), snapshot.costs().data());
    ASSERT_EQ(static_cast<const void*>(strengths.valuePtr()), snapshot.strengths().data());
    for (const auto* matrix : {&costs, &strengths}) {
      ASSERT_EQ(static_cast<const void*>(matrix->outerIndexPtr()), snapshot.offsets().data());
      ASSERT_EQ(static_cast<const void*>(matrix->innerIndexPtr()), snapshot.ends().data());
      ASSERT_EQ(matrix->rows(), snapshot.member_count());
      ASSERT_EQ(matrix->cols(), snapshot.member_count());
    }
    for (const Eigen::Index entries : {costs.nonZeros(), strengths.nonZeros(), chances.nonZeros(), short_chances.nonZeros()})
      ASSERT_EQ(entries, static_cast<Eigen::Index>(snapshot.tie_count()));   // those of value 0, too
    for (std::uint32_t u = 0; u < snapshot.member_count(); ++u)
      for (std::uint32_t v = 0; v < snapshot.member_count(); ++v) {
        const auto tie = snapshot.find_tie(MemberId{u}, MemberId{v});
        ASSERT_EQ(costs.coeff(u, v), tie ? tie->cost : 0);
        ASSERT_EQ(double{strengths.coeff(u, v)}, snapshot.strength(MemberId{u}, MemberId{v}));
        ASSERT_EQ(chances.coeff(u, v), tie ? std::exp(-double{tie->cost}) : 0);
        ASSERT_EQ(short_chances.coeff(u, v), tie ? static_cast<float>(std::exp(-double{tie->cost})) : 0);
        if (!tie) continue;
        ++ties, zeros += snapshot.strength(MemberId{u}, MemberId{v}) == 0, infinite += double{tie->cost} == infinity;
      }
  }
  EXPECT_GT(ties, 1000U);
  EXPECT_GT(zeros, 50U);
  EXPECT_GT(infinite, 50U);
}

TEST(Eigen, MultipliesByThem) {
  Draws draws(2);
  const Snapshot snapshot = random_snapshot(draws, 40, 120);
  const Eigen::Index n = snapshot.member_count();
  Eigen::VectorXd x(n), expected = Eigen::VectorXd::Zero(n);
  for (Eigen::Index u = 0; u < n; ++u) x(u) = draws.uniform();
  for (std::uint32_t u = 0; u < snapshot.member_count(); ++u)
    for (const Tie uv : snapshot.ties_from(MemberId{u})) expected(u) += probability_of(double{uv.cost}) * x(index(uv.member));
  const Eigen::VectorXd product = probability_matrix(snapshot) * x;
  EXPECT_TRUE(product.isApprox(expected, 1e-14));
  const Eigen::MatrixXf dense = strength_matrix(snapshot);   // a copy, and then products of sparse ones
  const Eigen::MatrixXf two = TieMatrix<float>(strength_matrix(snapshot) * strength_matrix(snapshot));
  EXPECT_GT(two.sum(), 1);
  EXPECT_TRUE(two.isApprox(dense * dense, 1e-5F));
  const Eigen::VectorXf strengths = strength_matrix(snapshot).transpose() * Eigen::VectorXf::Ones(n);
  EXPECT_TRUE(strengths.isApprox(dense.colwise().sum().transpose(), 1e-5F));
}

TEST(Eigen, MatricesLiveAsLongAsSomeHandleAndProbabilitiesLonger) {
  Draws draws(3);
  std::optional<Snapshot> first = random_snapshot(draws, 10, 30);
  std::optional<Snapshot> second = first;
  const TieMatrixMap costs = cost_matrix(*first);
  const TieMatrix<double> chances = probability_matrix(*first);
  first.reset();
  double sum = 0, expected = 0;
  for (const float cost : second->costs()) expected += std::exp(-double{cost});
  for (Eigen::Index i = 0; i < costs.nonZeros(); ++i) sum += std::exp(-double{costs.valuePtr()[i]});
  EXPECT_EQ(sum, expected);
  second.reset();
  EXPECT_NEAR(chances.sum(), expected, 1e-12);
}

TEST(Eigen, TakesASnapshotOfNobody) {
  const Snapshot nobody = Network().snapshot(now);
  EXPECT_EQ(cost_matrix(nobody).rows(), 0);
  EXPECT_EQ(strength_matrix(nobody).nonZeros(), 0);
  EXPECT_EQ(probability_matrix(nobody).nonZeros(), 0);
  Network network;
  network.add_member("ana");
  const Snapshot alone = network.snapshot(now);
  EXPECT_EQ(cost_matrix(alone).rows(), 1);
  EXPECT_EQ(probability_matrix(alone).sum(), 0);
}

template <class Argument>
concept MakesCosts = requires(Argument&& argument) { cost_matrix(std::forward<Argument>(argument)); };
template <class Argument>
concept MakesStrengths = requires(Argument&& argument) { strength_matrix(std::forward<Argument>(argument)); };
template <class Argument>
concept MakesVectors = requires(Argument&& argument) { column_vector<double>(std::forward<Argument>(argument), "score"); };
template <class Argument>
concept MakesVector = requires(Argument&& argument) { column_vector<double>(std::forward<Argument>(argument)); };
static_assert(MakesCosts<const Snapshot&> && MakesCosts<Snapshot&> && !MakesCosts<Snapshot> && !MakesCosts<const Snapshot>);
static_assert(MakesStrengths<const Snapshot&> && MakesStrengths<Snapshot&> && !MakesStrengths<Snapshot> && !MakesStrengths<const Snapshot>);
static_assert(MakesVectors<const Table&> && MakesVectors<Table&> && !MakesVectors<Table>);
static_assert(MakesVector<const Column&> && !MakesVector<Column>);

TEST(Eigen, SeesColumnsWhereTheyAre) {
  Network network;
  network.add_connection("ana", "bo", {.weight = 0.5});
  network.add_connection("bo", "kim", {.weight = 0.5});
  network.add_connection("ana", "cy", {.weight = 0.25});
  network.add_connection("cy", "kim", {.weight = 0.5});
  const View view = network.snapshot(now).owner_view(Policy::open());
  const Paths paths = find_paths(view, view.id("ana"), view.id("kim"));
  const Table table = to_table(paths);
  const auto scores = column_vector<double>(table, "score");
  ASSERT_EQ(scores.size(), 2);
  EXPECT_EQ(scores(0), paths[0].score);
  EXPECT_EQ(scores(1), paths[1].score);
  EXPECT_EQ(scores.maxCoeff(), paths[0].score);
  EXPECT_EQ(scores.data(), std::get<std::vector<double>>(table["score"].values).data());

  const Table made{{{"count", std::vector<std::int64_t>{3, 1, 1'000'000'000'000}}, {"none", std::vector<double>{}}}};
  const auto counts = column_vector<std::int64_t>(made, "count");
  EXPECT_EQ(counts.sum(), 1'000'000'000'004);
  EXPECT_EQ(counts.data(), std::get<std::vector<std::int64_t>>(made.columns[0].values).data());
  EXPECT_EQ(column_vector<double>(made["none"]).size(), 0);
}

template <ColumnScalar Scalar>
std::string refusal(const Table& table, const std::string& name) {
  try {
    column_vector<Scalar>(table, name);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::invalid_argument);
    return error.what();
  }
  return "accepted";
}

TEST(Eigen, RefusesColumnsOfSomethingElse) {
  const Table table{{{"score", std::vector<double>{1}},
                     {"count", std::vector<std::int64_t>{1}},
                     {"reason", std::vector<std::string>{"x"}},
                     {"target", std::vector<Key>{"x"}},
                     {"via", std::vector<std::vector<Key>>{{"x"}}}}};
  EXPECT_EQ(refusal<double>(table, "score"), "accepted");
  EXPECT_EQ(refusal<std::int64_t>(table, "count"), "accepted");
  EXPECT_EQ(refusal<double>(table, "count"), "column count holds whole numbers, not numbers");
  EXPECT_EQ(refusal<std::int64_t>(table, "score"), "column score holds numbers, not whole numbers");
  EXPECT_EQ(refusal<double>(table, "reason"), "column reason holds text, not numbers");
  EXPECT_EQ(refusal<double>(table, "target"), "column target holds keys, not numbers");
  EXPECT_EQ(refusal<double>(table, "via"), "column via holds lists of keys, not numbers");
  EXPECT_NE(refusal<double>(table, "points").find("score"), std::string::npos);
}

}  // namespace

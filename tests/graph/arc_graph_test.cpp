// A graph of arcs holds what a map of pairs would, in the order of keys, and kernels walk it as they walk any graph.
#include "hobnob/graph/arc_graph.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"
#include "hobnob/search/cheapest_path.hpp"
#include "support/path_oracle.hpp"
#include "support/random_network.hpp"

namespace {

using namespace hobnob;

using Arcs = std::map<std::pair<Key, Key>, double>;
using Rejected = ImportReport::Rejected;

Arcs arcs_from(const ArcGraph& graph) {
  Arcs arcs;
  for (std::uint32_t u = 0; u < graph.member_count(); ++u)
    for (std::uint32_t arc = graph.offsets()[u]; arc < graph.offsets()[u + 1]; ++arc)
      arcs[{graph.key(MemberId{u}), graph.key(MemberId{graph.ends()[arc]})}] = graph.probability()[arc];
  return arcs;
}

Arcs arcs_to(const ArcGraph& graph) {
  Arcs arcs;
  for (std::uint32_t u = 0; u < graph.member_count(); ++u)
    for (std::uint32_t arc = graph.in_offsets()[u]; arc < graph.in_offsets()[u + 1]; ++arc)
      arcs[{graph.key(MemberId{graph.in_ends()[arc]}), graph.key(MemberId{u})}] = graph.in_probability()[arc];
  return arcs;
}

template <class T>
std::vector<T> listed(std::span<const T> values) {
  return {values.begin(), values.end()};
}

template <class Call>
std::optional<Error> error_of(const Call& call) {
  try {
    call();
  } catch (const Error& error) { return error; }
  return std::nullopt;
}

//   kim ─1─► ana ─0.5─► bo ─0.25─► kim,  ana ─0─► kim
std::vector<ArcRow> triangle() { return {{"kim", "ana"}, {"ana", "kim", 0}, {"bo", "kim", 0.25}, {"ana", "bo", 0.5}}; }

TEST(ArcGraph, KeepsMembersAndArcsInTheOrderOfKeys) {
  const ArcGraph graph(triangle());
  EXPECT_EQ(graph.member_count(), 3U);
  EXPECT_EQ(graph.id_bound(), 3U);
  EXPECT_EQ(graph.arc_count(), 4U);
  EXPECT_EQ(graph.keys(), (std::vector<Key>{"ana", "bo", "kim"}));
  EXPECT_EQ(listed(graph.offsets()), (std::vector<std::uint32_t>{0, 2, 3, 4}));
  EXPECT_EQ(listed(graph.ends()), (std::vector<std::uint32_t>{1, 2, 2, 0}));
  EXPECT_EQ(listed(graph.probability()), (std::vector<double>{0.5, 0, 0.25, 1}));
  EXPECT_EQ(listed(graph.in_offsets()), (std::vector<std::uint32_t>{0, 1, 2, 4}));
  EXPECT_EQ(listed(graph.in_ends()), (std::vector<std::uint32_t>{2, 0, 0, 1}));
  EXPECT_EQ(listed(graph.in_probability()), (std::vector<double>{1, 0.5, 0, 0.25}));
  EXPECT_EQ(graph.report(), (ImportReport{4, 4, {}}));
}

TEST(ArcGraph, FindsMembersByKey) {
  const ArcGraph graph(triangle());
  EXPECT_EQ(graph.find("bo"), MemberId{1});
  EXPECT_EQ(graph.id("kim"), MemberId{2});
  EXPECT_EQ(graph.find("dee"), std::nullopt);
  EXPECT_EQ(graph.find(1), std::nullopt);
  EXPECT_TRUE(graph.contains(MemberId{2}));
  EXPECT_FALSE(graph.contains(MemberId{3}));
  EXPECT_FALSE(graph.contains(no_member));
  const auto unknown = error_of([&] { (void)graph.id("anna"); });
  ASSERT_TRUE(unknown);
  EXPECT_EQ(unknown->code(), Errc::unknown_member);
  EXPECT_STREQ(unknown->what(), "no member 'anna'; did you mean 'ana'?");
  const auto beyond = error_of([&] { (void)graph.key(MemberId{3}); });
  ASSERT_TRUE(beyond);
  EXPECT_EQ(beyond->code(), Errc::invalid_argument);
}

TEST(ArcGraph, OrdersIntegerKeysAsNumbers) {
  EXPECT_EQ(ArcGraph(std::vector<ArcRow>{{10, 9}, {-1, 100}}).keys(), (std::vector<Key>{-1, 9, 10, 100}));
}

TEST(ArcGraph, WithoutRowsIsEmpty) {
  const ArcGraph graph;
  EXPECT_EQ(graph.member_count(), 0U);
  EXPECT_EQ(graph.arc_count(), 0U);
  EXPECT_EQ(listed(graph.offsets()), std::vector<std::uint32_t>{0});
  EXPECT_EQ(listed(graph.in_offsets()), std::vector<std::uint32_t>{0});
  EXPECT_TRUE(graph.keys().empty());
  EXPECT_EQ(graph.find("ana"), std::nullopt);
  EXPECT_EQ(graph.ties_from(MemberId{0}).size(), 0U);
  EXPECT_EQ(graph.weighted(), graph);
  EXPECT_TRUE(error_of([&] { (void)graph.id("ana"); }));
}

TEST(ArcGraph, IsAValueThatOutlivesItsCopies) {
  std::optional<ArcGraph> first{triangle()};
  ArcGraph second = *first;
  const auto* const where = first->ends().data();
  const ArcGraph third = std::move(second);
  EXPECT_EQ(second, third);  // NOLINT(bugprone-use-after-move): a move leaves the graph as it was
  first.reset();
  EXPECT_EQ(third.ends().data(), where);
  EXPECT_EQ(third, ArcGraph(triangle()));
  second = ArcGraph();
  EXPECT_EQ(second.member_count(), 0U);
  EXPECT_EQ(third.arc_count(), 4U);
}

TEST(ArcGraph, IsEqualByContent) {
  std::vector<ArcRow> rows = triangle();
  const ArcGraph graph(rows);
  std::reverse(rows.begin(), rows.end());
  EXPECT_EQ(ArcGraph(rows), graph);
  rows.push_back(rows.front());
  EXPECT_EQ(ArcGraph(rows, {.max_rejected = 1}), graph) << "the report is no part of it";
  rows.back() = {"bo", "ana", 0.5};
  EXPECT_NE(ArcGraph(rows), graph);
  rows.pop_back();
  rows.front().probability = std::nextafter(rows.front().probability, 1.0);
  EXPECT_NE(ArcGraph(rows), graph);
  EXPECT_NE(ArcGraph(std::vector<ArcRow>{{1, 2}}), ArcGraph(std::vector<ArcRow>{{"1", "2"}}));
}

TEST(ArcGraph, ProbabilitiesAreKeptToTheBitAndZeroHasNoSign) {
  const double tiny = std::numeric_limits<double>::denorm_min(), nearly = std::nextafter(1.0, 0.0);
  const ArcGraph graph(std::vector<ArcRow>{{1, 2, tiny}, {1, 3, nearly}, {1, 4, -0.0}, {1, 5, 1}});
  EXPECT_EQ(listed(graph.probability()), (std::vector<double>{tiny, nearly, 0, 1}));
  EXPECT_FALSE(std::signbit(graph.probability()[2]));
  EXPECT_FALSE(std::signbit(graph.in_probability()[3]));
}

TEST(ArcGraph, BadRowsEndItAndAreNamed) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<std::tuple<ArcRow, Errc, std::string>> bad{
      {{"dee", "dee"}, Errc::invalid_argument, "source and target must be two members, got 'dee' twice"},
      {{"dee", "bo", nan}, Errc::invalid_argument, "probability must be in [0, 1], got nan"},
      {{"dee", "bo", 1.5}, Errc::invalid_argument, "probability must be in [0, 1], got 1.5"},
      {{"dee", "bo", -1e-300}, Errc::invalid_argument, "probability must be in [0, 1], got -1e-300"},
      {{"dee", "bo", infinity}, Errc::invalid_argument, "probability must be in [0, 1], got inf"},
      {{"ana", "bo", 0.5}, Errc::duplicate_key, "there is an arc from 'ana' to 'bo' already; duplicates = last replaces it"},
      {{"dee", ""}, Errc::invalid_argument, "target must not be empty"},
      {{std::string(129, 'x'), "bo"}, Errc::invalid_argument, "source must be at most 128 bytes, got 129"},
      {{"dee", "b\xC3\x28"}, Errc::invalid_argument, "target must be UTF-8"},
      {{7, 8}, Errc::invalid_argument, "source must be text like the other keys of this graph, got the integer 7"},
      {{"dee", 8}, Errc::invalid_argument, "target must be text like the other keys of this graph, got the integer 8"},
  };
  const ArcGraph expected(triangle());
  for (const auto& [row, code, reason] : bad) {
    std::vector<ArcRow> rows = triangle();
    rows.push_back(row);
    const auto error = error_of([&] { (void)ArcGraph(rows); });
    ASSERT_TRUE(error) << reason;
    EXPECT_EQ(error->code(), code) << reason;
    EXPECT_EQ(std::string(error->what()).find("arcs row 5: " + reason), 0U) << error->what();
    rows.insert(rows.begin(), {"bo", "bo"});
    EXPECT_TRUE(error_of([&] { (void)ArcGraph(rows, {.max_rejected = 1}); })) << reason;
    const ArcGraph graph(rows, {.max_rejected = 2});
    EXPECT_EQ(graph, expected) << reason << ": a bad row names no members";
    ASSERT_EQ(graph.report().rejected.size(), 2U);
    EXPECT_EQ(graph.report().rows, 6U);
    EXPECT_EQ(graph.report().accepted, 4U);
    EXPECT_EQ(graph.report().rejected[0].line, 1U);
    EXPECT_EQ(graph.report().rejected[1].line, 6U);
    EXPECT_EQ(graph.report().rejected[1].reason.find(reason), 0U);
  }
}

TEST(ArcGraph, ABadFirstRowDoesNotDecideTheKindOfKeys) {
  const auto error = error_of([] { (void)ArcGraph(std::vector<ArcRow>{{"ana", 1}}); });
  ASSERT_TRUE(error);
  EXPECT_STREQ(error->what(),
               "arcs row 1: source and target must be keys of one kind, got 'ana' and 1 (0 rows were rejected before; max_rejected allows more)");
  EXPECT_EQ(ArcGraph(std::vector<ArcRow>{{"ana", "ana"}, {1, 2}}, {.max_rejected = 1}).keys(), (std::vector<Key>{1, 2}));
}

TEST(ArcGraph, ARepeatIsTheLaterOneWhereTheLastIsWanted) {
  const std::vector<ArcRow> rows{{"ana", "bo", 0.5}, {"bo", "ana", 0.75}, {"ana", "bo", 0.25}};
  EXPECT_EQ(arcs_from(ArcGraph(rows, {.duplicates = Duplicates::last})), (Arcs{{{"ana", "bo"}, 0.25}, {{"bo", "ana"}, 0.75}}));
  EXPECT_EQ(arcs_from(ArcGraph(rows, {.max_rejected = 1})), (Arcs{{{"ana", "bo"}, 0.5}, {{"bo", "ana"}, 0.75}}));
}

TEST(ArcGraph, UndirectedRowsCountBothWaysAndMayBeTurnedAroundOnce) {
  const auto both = [](double p) { return Arcs{{{"ana", "bo"}, p}, {{"bo", "ana"}, p}}; };
  std::vector<ArcRow> rows{{"ana", "bo", 0.5}};
  EXPECT_EQ(arcs_from(ArcGraph(rows, {.undirected = true})), both(0.5));
  rows.push_back({"bo", "ana", 0.75});
  EXPECT_EQ(arcs_from(ArcGraph(rows, {.undirected = true})), both(0.75));
  EXPECT_EQ(ArcGraph(rows, {.undirected = true}).report(), (ImportReport{2, 2, {}}));
  for (const ArcRow& again : {ArcRow{"ana", "bo", 0.25}, ArcRow{"bo", "ana", 0.25}}) {
    rows.push_back(again);
    const auto error = error_of([&] { (void)ArcGraph(rows, {.undirected = true}); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), Errc::duplicate_key);
    EXPECT_EQ(arcs_from(ArcGraph(rows, {.duplicates = Duplicates::last, .undirected = true})), both(0.25));
    rows.pop_back();
  }
}

/// What the rows say, as the header tells it, kept in maps and sets.
struct Model {
  Arcs arcs;
  std::vector<std::uint64_t> rejected;
  std::set<Key> members;
  Model(const std::vector<ArcRow>& rows, const ArcOptions& options) {
    std::set<std::pair<Key, Key>> given;
    for (std::uint64_t i = 0; i < rows.size(); ++i) {
      const ArcRow& row = rows[i];
      const bool repeats = options.duplicates == Duplicates::reject && given.contains({row.source, row.target});
      if (row.source == row.target || !(row.probability >= 0) || row.probability > 1 || repeats) {
        rejected.push_back(i + 1);
        continue;
      }
      given.emplace(row.source, row.target);
      arcs[{row.source, row.target}] = row.probability;
      if (options.undirected) arcs[{row.target, row.source}] = row.probability;
      members.insert(row.source), members.insert(row.target);
    }
  }
};

std::vector<ArcRow> random_rows(support::Dice& dice, std::size_t members, std::size_t count, bool text) {
  std::vector<ArcRow> rows;
  const auto key = [&](std::size_t i) { return text ? Key("m" + std::to_string(i * 7919 % 1000)) : Key(static_cast<std::int64_t>(i) * 31 - 40); };
  for (std::size_t i = 0; i < count; ++i) {
    const double p = dice.chance(0.1) ? (dice.chance(0.5) ? 1.25 : std::numeric_limits<double>::quiet_NaN()) : dice.pick<double>({0, 1, dice.unit()});
    rows.push_back({key(dice.below(members)), key(dice.below(members)), p});
  }
  return rows;
}

TEST(ArcGraph, HoldsWhatAMapOfPairsHolds) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    support::Dice dice(seed);
    const std::vector<ArcRow> rows = random_rows(dice, 1 + dice.below(20), dice.below(120), dice.chance(0.5));
    const ArcOptions options{
        .duplicates = dice.chance(0.5) ? Duplicates::last : Duplicates::reject, .undirected = dice.chance(0.5), .max_rejected = 200};
    const Model model(rows, options);
    const ArcGraph graph(rows, options);
    ASSERT_EQ(arcs_from(graph), model.arcs) << seed;
    ASSERT_EQ(arcs_to(graph), model.arcs) << seed;
    ASSERT_EQ(graph.arc_count(), model.arcs.size()) << seed;
    ASSERT_EQ(graph.keys(), std::vector<Key>(model.members.begin(), model.members.end())) << seed;
    ASSERT_EQ(graph.report().rows, rows.size()) << seed;
    ASSERT_EQ(graph.report().accepted, rows.size() - model.rejected.size()) << seed;
    std::vector<std::uint64_t> lines;
    for (const Rejected& row : graph.report().rejected) lines.push_back(row.line);
    ASSERT_EQ(lines, model.rejected) << seed;
    for (std::uint32_t u = 0; u < graph.member_count(); ++u) {
      std::vector<Tie> from, to;
      for (const Tie tie : graph.ties_from(MemberId{u})) from.push_back(tie);
      for (const Tie tie : graph.ties_to(MemberId{u})) to.push_back(tie);
      ASSERT_EQ(from.size(), graph.ties_from(MemberId{u}).size());
      for (const auto* ties : {&from, &to})
        ASSERT_TRUE(std::ranges::is_sorted(*ties, std::less_equal<>{}, &Tie::member)) << "ascending, and each other end once";
      for (const Tie tie : from) {
        const double p = model.arcs.at({graph.key(MemberId{u}), graph.key(tie.member)});
        ASSERT_EQ(tie.cost, p == 0 ? std::numeric_limits<float>::infinity() : static_cast<float>(-std::log(p)) + 0.0F);
      }
      for (const Tie tie : to) {
        const double p = model.arcs.at({graph.key(tie.member), graph.key(MemberId{u})});
        ASSERT_EQ(tie.cost, p == 0 ? std::numeric_limits<float>::infinity() : static_cast<float>(-std::log(p)) + 0.0F);
      }
    }
    if (!model.rejected.empty()) {
      ASSERT_TRUE(error_of([&] { (void)ArcGraph(rows, {options.duplicates, options.undirected, model.rejected.size() - 1}); })) << seed;
    }
  }
}

TEST(ArcGraph, WeightedSharesOneAmongTheSourcesOfEveryTarget) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    support::Dice dice(seed);
    const ArcGraph graph(random_rows(dice, 1 + dice.below(20), dice.below(120), false), {.undirected = dice.chance(0.5), .max_rejected = 200});
    const Arcs given = arcs_from(graph);
    std::map<Key, double> sources;
    for (const auto& [ends, p] : given) ++sources[ends.second];
    Arcs expected;
    for (const auto& [ends, p] : given) expected[ends] = 1 / sources[ends.second];
    const ArcGraph weighted = graph.weighted();
    ASSERT_EQ(arcs_from(weighted), expected) << seed;
    ASSERT_EQ(arcs_to(weighted), expected) << seed;
    ASSERT_EQ(weighted.report(), graph.report()) << seed;
    ASSERT_EQ(weighted.weighted(), weighted) << seed;
    ASSERT_EQ(arcs_from(graph), given) << "the graph itself stays";
  }
}

TEST(ArcGraph, KernelsFindItsMostProbablePaths) {
  int found = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    support::Dice dice(seed);
    const std::vector<ArcRow> rows = random_rows(dice, 2 + dice.below(5), dice.below(20), true);
    const Model model(rows, {});
    const ArcGraph graph(rows, {.max_rejected = 200});
    const std::uint32_t n = graph.member_count();
    support::PathOracle oracle{std::vector(n, std::vector(n, std::numeric_limits<float>::infinity())), std::vector<double>(n, 0.0)};
    for (const auto& [ends, p] : model.arcs)
      if (p > 0) oracle.tie[index(graph.id(ends.first))][index(graph.id(ends.second))] = static_cast<float>(-std::log(p)) + 0.0F;
    CheapestScratch scratch;
    for (std::uint32_t s = 0; s < n; ++s)
      for (std::uint32_t t = 0; t < n; ++t) {
        if (s == t) continue;
        const auto expected = oracle.best_paths({{s, 0.0}}, {{t, 0.0}}, 1, 1, n, infinity, false);
        const auto path = cheapest_path(
            graph, MemberId{s}, MemberId{t}, [](MemberId) { return 0.0; }, 0.0, scratch);
        ASSERT_EQ(path.has_value(), !expected.empty()) << seed;
        if (!path) continue;
        ++found;
        std::vector<std::uint32_t> members;
        for (const MemberId u : path->members) members.push_back(index(u));
        ASSERT_EQ(members, expected[0].members) << seed;
        ASSERT_EQ(path->cost, expected[0].cost) << seed;
      }
  }
  EXPECT_GT(found, 300);
}

TEST(ArcGraph, ABuilderRefusesARowAndGoesOn) {
  ArcGraph::Builder builder({.duplicates = Duplicates::reject});
  builder.add({"ana", "bo", 0.5});
  EXPECT_TRUE(error_of([&] { builder.add({"ana", "bo"}); }));
  EXPECT_TRUE(error_of([&] { builder.add({"dee", "dee"}); }));
  EXPECT_EQ(arcs_from(builder.build()), (Arcs{{{"ana", "bo"}, 0.5}}));
  builder.add({"bo", "kim"});
  EXPECT_EQ(builder.build(ImportReport{7, 2, {}}).report().rows, 7U);
  EXPECT_EQ(builder.build().arc_count(), 2U);
}

}  // namespace

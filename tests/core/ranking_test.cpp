// Two answers are equal when what they say by key is equal; ids are never compared.
#include "hobnob/core/ranking.hpp"

#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace hobnob;

struct Chain {
  std::vector<MemberId> members;
};
std::span<const MemberId> mentions(const Chain& chain) { return chain.members; }

MemberId id(std::uint32_t i) { return MemberId{i}; }

/// ana → bo with score ½, the ids shifted by `shift`.
Ranking<Chain> answer(std::uint32_t shift = 0) {
  Ranking<Chain> ranking;
  ranking.rows.push_back({Chain{{id(shift), id(shift + 1)}}, 0.5, {{"tie", 0.5, id(shift + 1)}, {"luck", 1.0, no_member}}});
  ranking.people.add(id(shift), "ana", "Ana Silva");
  ranking.people.add(id(shift + 1), "bo", "");
  ranking.as_of = 1000;
  ranking.ties_touched = 7;
  return ranking;
}

TEST(Ranking, IsEqualAcrossSnapshotsWithOtherIds) { EXPECT_TRUE(answer(0) == answer(40)); }

TEST(Ranking, DiffersByAnyPartOfWhatItSays) {
  const auto differs = [](const auto& change) {
    Ranking<Chain> other = answer();
    change(other);
    return !(other == answer()) && !(answer() == other);
  };
  EXPECT_TRUE(differs([](auto& r) { r.rows[0].score = 0.5000000000000001; }));
  EXPECT_TRUE(differs([](auto& r) { r.rows[0].item.members.pop_back(); }));
  EXPECT_TRUE(differs([](auto& r) { std::swap(r.rows[0].item.members[0], r.rows[0].item.members[1]); }));
  EXPECT_TRUE(differs([](auto& r) { r.rows[0].factors[0].name = "willingness"; }));
  EXPECT_TRUE(differs([](auto& r) { r.rows[0].factors[0].value = 0.25; }));
  EXPECT_TRUE(differs([](auto& r) { r.rows[0].factors[0].who = id(0); }));
  EXPECT_TRUE(differs([](auto& r) { r.rows[0].factors[1].who = id(0); }));
  EXPECT_TRUE(differs([](auto& r) { r.rows[0].factors.pop_back(); }));
  EXPECT_TRUE(differs([](auto& r) { r.rows.clear(); }));
  EXPECT_TRUE(differs([](auto& r) { r.rows.push_back(r.rows[0]); }));
  EXPECT_TRUE(differs([](auto& r) { r.factor_kind = FactorKind::sum; }));
  EXPECT_TRUE(differs([](auto& r) { r.complete = false; }));
  EXPECT_TRUE(differs([](auto& r) { r.method = "sampled"; }));
  EXPECT_TRUE(differs([](auto& r) { r.notice = "silent"; }));
  EXPECT_TRUE(differs([](auto& r) { r.as_of = 1001; }));
  EXPECT_TRUE(differs([](auto& r) { r.ties_touched = 8; }));
}

TEST(Ranking, RefusesRowsThatAreNotThere) {
  const auto complaint = [](const Ranking<Chain>& ranking, std::size_t row) {
    try {
      return std::string("row ") + std::to_string(ranking[row].score);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Errc::invalid_argument);
      return std::string(error.what());
    }
  };
  EXPECT_EQ(complaint(answer(), 1), "row must be below 1, got 1");
  EXPECT_EQ(complaint({}, 0), "the answer has no rows");
}

TEST(Ranking, DiffersWhenTheSameIdsMeanOtherPeople) {
  Ranking<Chain> other = answer();
  other.people = {};
  other.people.add(id(0), "ana", "Ana Silva");
  other.people.add(id(1), "kim", "");
  EXPECT_FALSE(other == answer());
}

TEST(Ranking, DiffersWhenANameDoes) {
  Ranking<Chain> other = answer();
  other.people = {};
  other.people.add(id(0), "ana", "Ana S.");
  other.people.add(id(1), "bo", "");
  EXPECT_FALSE(other == answer());
}

TEST(Ranking, IsReadRowByRowWithBoundsChecked) {
  const Ranking<Chain> ranking = answer();
  EXPECT_EQ(ranking.size(), 1U);
  EXPECT_EQ(ranking[0].score, 0.5);
  try {
    (void)ranking[1];
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::invalid_argument);
    EXPECT_STREQ(error.what(), "row must be below 1, got 1");
  }
  int rows = 0;
  for (const auto& [item, score, factors] : ranking) rows += item.members.size() == 2 && score == 0.5 && factors.size() == 2;
  EXPECT_EQ(rows, 1);
}

TEST(People, AreKeptByIdWhateverTheOrderOfComing) {
  People people;
  people.add(id(9), "kim", "Kim");
  people.add(id(2), "ana", "Ana");
  people.add(id(5), "bo", "Bo");
  std::vector<std::uint32_t> ids;
  for (const People::Person& person : people) ids.push_back(index(person.id));
  EXPECT_EQ(ids, (std::vector<std::uint32_t>{2, 5, 9}));
  EXPECT_EQ(people.key(id(5)), Key("bo"));
  EXPECT_EQ(people.name(id(9)), "Kim");
}

TEST(People, AreAddedOnce) {
  People people;
  people.add(id(1), "ana", "Ana");
  people.add(id(1), "ana", "somebody else");
  EXPECT_EQ(std::distance(people.begin(), people.end()), 1);
  EXPECT_EQ(people.name(id(1)), "Ana");
}

TEST(People, SayWhomTheyDoNotHold) {
  People people;
  people.add(id(1), "ana", "Ana");
  EXPECT_TRUE(people.contains(id(1)));
  EXPECT_FALSE(people.contains(id(0)));
  EXPECT_FALSE(people.contains(no_member));
  EXPECT_THROW((void)people.key(id(2)), Error);
  EXPECT_THROW((void)people.name(no_member), Error);
}

}  // namespace

// On real networks: find_paths against brute force, for a thousand pairs of each. Needs files that are not part of the repository:
//   HOBNOB_MAIL=…/email-Eu-core-temporal.txt.gz HOBNOB_NETWORKS=… build/dev/tests/hobnob_test_laws --gtest_filter='RealNetwork.*'
// HOBNOB_NETWORKS is a folder that holds email-Eu-core/email-Eu-core.txt.gz, ego-facebook/facebook_combined.txt.gz and
// wiki-Vote/wiki-Vote.txt.gz as the SNAP collection has them. Without them the tests are skipped and say so.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

#include "hobnob/hobnob.hpp"

namespace {

using namespace hobnob;

struct Found {
  double cost;
  std::vector<MemberId> members;
  friend bool operator<(const Found& a, const Found& b) {
    return std::tuple(a.cost, a.members.size(), a.members) < std::tuple(b.cost, b.members.size(), b.members);
  }
};

/// Every simple path from the snapshot's own arrays: nothing of the kernel, the view or its filters.
class BruteForce {
 public:
  explicit BruteForce(const Snapshot& snapshot) : s_(snapshot), role_(snapshot.member_count(), nobody) {}
  /// The k best of at least two ties from any of a team to any of a set: nobody of either is between.
  std::vector<Found> best(const std::vector<MemberId>& team, const std::vector<MemberId>& targets, std::size_t k, std::size_t hops,
                          bool one_per_target = false) {
    std::ranges::fill(role_, nobody);
    for (const MemberId t : targets) role_[index(t)] = target;
    for (const MemberId s : team) role_[index(s)] = seeker;
    found_.clear();
    hops_ = hops;
    for (const MemberId s : team) {
      path_ = {s};
      extend(0);
    }
    if (one_per_target) {
      std::ranges::sort(found_, [](const Found& a, const Found& b) { return a < b; });
      std::vector<MemberId> seen;
      std::erase_if(found_, [&](const Found& one) {
        if (std::ranges::find(seen, one.members.back()) != seen.end()) return true;
        seen.push_back(one.members.back());
        return false;
      });
    }
    const auto middle = found_.begin() + static_cast<std::ptrdiff_t>(std::min(k, found_.size()));
    std::partial_sort(found_.begin(), middle, found_.end());
    found_.erase(middle, found_.end());
    return found_;
  }

 private:
  enum Role : char { nobody, seeker, target };
  void extend(double cost) {
    const std::uint32_t u = index(path_.back());
    if (path_.size() > 1) cost += cost_of(2.0 / 3.0);   // nobody in these records was ever asked
    for (std::uint32_t at = s_.offsets()[u]; at < s_.offsets()[u + 1]; ++at) {
      const MemberId v{s_.ends()[at]};
      const double on = cost + double{s_.costs()[at]};
      if (role_[index(v)] == target) {
        if (path_.size() > 1) found_.push_back({on + 0.0, path_}), found_.back().members.push_back(v);
      } else if (path_.size() < hops_ && role_[index(v)] == nobody && std::ranges::find(path_, v) == path_.end()) {
        path_.push_back(v);
        extend(on);
        path_.pop_back();
      }
    }
  }
  const Snapshot& s_;
  std::vector<Role> role_;
  std::vector<Found> found_;
  std::vector<MemberId> path_;
  std::size_t hops_ = 0;
};

std::size_t compare_rows(const Paths& paths, const std::vector<Found>& expected) {
  EXPECT_EQ(paths.size(), expected.size());
  for (std::size_t row = 0; row < std::min(paths.size(), expected.size()); ++row) {
    EXPECT_EQ(paths[row].item.members, expected[row].members);
    EXPECT_EQ(paths[row].score, probability_of(expected[row].cost));
  }
  return paths.size();
}

void compare_pairs(const Snapshot& snapshot, const std::string& what, int max_hops, int pairs) {
  const View view = snapshot.owner_view(Policy::open());
  BruteForce brute(snapshot);
  Stream random(2024, static_cast<std::uint64_t>(max_hops));
  std::size_t paths_compared = 0;
  for (int pair = 0; pair < pairs && !testing::Test::HasFailure();) {
    const MemberId from{static_cast<std::uint32_t>(random.below(snapshot.member_count()))};
    const MemberId to{static_cast<std::uint32_t>(random.below(snapshot.member_count()))};
    if (from == to) continue;
    SCOPED_TRACE(what + ": " + snapshot.key(from).to_string() + " to " + snapshot.key(to).to_string());
    paths_compared +=
        compare_rows(find_paths(view, from, to, {.k = 5, .max_hops = max_hops}), brute.best({from}, {to}, 5, static_cast<std::size_t>(max_hops)));
    ++pair;
  }
  std::printf("%s, %d hops: %d pairs, %zu paths equal\n", what.c_str(), max_hops, pairs, paths_compared);
  ASSERT_GT(paths_compared, 0U);
}

/// Teams of up to three and sets of up to ten, whom nobody of the team knows yet.
void compare_sets(const Snapshot& snapshot, const std::string& what, int max_hops, int questions) {
  const View view = snapshot.owner_view(Policy::open());
  BruteForce brute(snapshot);
  Stream random(2025, static_cast<std::uint64_t>(max_hops));
  std::size_t paths_compared = 0;
  for (int question = 0; question < questions && !testing::Test::HasFailure(); ++question) {
    const auto draw = [&](std::uint64_t most) {
      std::vector<MemberId> drawn(1 + random.below(most));
      for (MemberId& u : drawn) u = MemberId{static_cast<std::uint32_t>(random.below(snapshot.member_count()))};
      return drawn;
    };
    const std::vector<MemberId> team = draw(3), wanted = draw(10);
    std::vector<MemberId> unknown;
    for (const MemberId t : wanted)
      if (std::ranges::find(team, t) == team.end() && std::ranges::none_of(team, [&](MemberId s) { return snapshot.find_tie(s, t).has_value(); }) &&
          std::ranges::find(unknown, t) == unknown.end())
        unknown.push_back(t);
    std::vector<MemberId> seekers = team;
    std::ranges::sort(seekers);
    seekers.erase(std::unique(seekers.begin(), seekers.end()), seekers.end());
    SCOPED_TRACE(what + ", question " + std::to_string(question));
    for (const PathsPer per : {PathsPer::overall, PathsPer::target})
      paths_compared += compare_rows(find_paths(view, team, wanted, {.k = 5, .max_hops = max_hops, .per = per}),
                                     brute.best(seekers, unknown, 5, static_cast<std::size_t>(max_hops), per == PathsPer::target));
  }
  std::printf("%s, %d hops: %d questions about sets, %zu paths equal\n", what.c_str(), max_hops, questions, paths_compared);
  ASSERT_GT(paths_compared, 0U);
}

TEST(RealNetwork, FindPathsEqualsBruteForceForAThousandPairs) {
  const char* const file = std::getenv("HOBNOB_MAIL");
  if (file == nullptr) GTEST_SKIP() << "did not run: HOBNOB_MAIL names no record of mail";
  const Network network = read_interactions(file);
  for (const Time as_of : {Time{34'560'000}, network.last_event()}) {
    const Snapshot snapshot = network.snapshot(as_of);
    const std::string what = "mail as of " + std::to_string(as_of);
    compare_pairs(snapshot, what, 3, 1000);
    compare_pairs(snapshot, what, 4, 100);
    compare_sets(snapshot, what, 3, 100);
  }
}

class PlainNetwork : public testing::TestWithParam<const char*> {};

TEST_P(PlainNetwork, FindPathsEqualsBruteForceForAThousandPairs) {
  const char* const folder = std::getenv("HOBNOB_NETWORKS");
  if (folder == nullptr) GTEST_SKIP() << "did not run: HOBNOB_NETWORKS names no folder of networks";
  ReadOptions lenient;
  lenient.keys = KeyKind::integer, lenient.max_rejected = any_number;
  const ArcGraph arcs = read_arcs(std::string(folder) + "/" + GetParam(), lenient);
  // Once with chances that differ by direction: an event for each arc, at a time that is drawn. Once with equal ones, where ids decide.
  Network events, connections;
  Stream random(7, 0);
  for (std::uint32_t u = 0; u < arcs.id_bound(); ++u)
    for (const Tie arc : arcs.ties_from(MemberId{u})) {
      events.add_interaction(arcs.key(MemberId{u}), arcs.key(arc.member), 1'700'000'000 + static_cast<Time>(random.below(60)) * seconds_per_day);
      connections.add_connection(arcs.key(MemberId{u}), arcs.key(arc.member), {}, Duplicates::last);
    }
  const Snapshot uneven = events.snapshot(events.last_event(), preset({.reciprocity = 0.3})), even = connections.snapshot(0);
  compare_pairs(uneven, std::string(GetParam()) + ", uneven", 3, 1000);
  compare_pairs(even, std::string(GetParam()) + ", even", 3, 1000);
  compare_sets(uneven, std::string(GetParam()) + ", uneven", 3, 50);
  compare_sets(even, std::string(GetParam()) + ", even", 3, 50);
}
INSTANTIATE_TEST_SUITE_P(RealNetwork, PlainNetwork,
                         testing::Values("email-Eu-core/email-Eu-core.txt.gz", "ego-facebook/facebook_combined.txt.gz",
                                         "wiki-Vote/wiki-Vote.txt.gz"));

}  // namespace

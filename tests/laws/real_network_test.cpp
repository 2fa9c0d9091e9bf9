// On a real network: find_paths against brute force, for a thousand pairs. Needs a record that is not part of the repository:
//   HOBNOB_MAIL=…/email-Eu-core-temporal.txt.gz build/dev/tests/hobnob_test_laws --gtest_filter='RealNetwork.*'
// Without it the test is skipped and says so.
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
  explicit BruteForce(const Snapshot& snapshot) : s_(snapshot) {}
  std::vector<Found> best(MemberId from, MemberId to, std::size_t k, std::size_t hops) {
    found_.clear();
    path_ = {from};
    target_ = to;
    hops_ = hops;
    extend(0);
    const auto middle = found_.begin() + static_cast<std::ptrdiff_t>(std::min(k, found_.size()));
    std::partial_sort(found_.begin(), middle, found_.end());
    found_.erase(middle, found_.end());
    return found_;
  }

 private:
  void extend(double cost) {
    const std::uint32_t u = index(path_.back());
    if (path_.size() > 1) cost += cost_of(2.0 / 3.0);   // nobody in this record was ever asked
    for (std::uint32_t at = s_.offsets()[u]; at < s_.offsets()[u + 1]; ++at) {
      const MemberId v{s_.ends()[at]};
      const double on = cost + double{s_.costs()[at]};
      if (v == target_) {
        if (path_.size() > 1) found_.push_back({on + 0.0, path_}), found_.back().members.push_back(v);
      } else if (path_.size() < hops_ && std::ranges::find(path_, v) == path_.end()) {
        path_.push_back(v);
        extend(on);
        path_.pop_back();
      }
    }
  }
  const Snapshot& s_;
  std::vector<Found> found_;
  std::vector<MemberId> path_;
  MemberId target_{};
  std::size_t hops_ = 0;
};

void compare(const Network& network, Time as_of, int max_hops, int pairs) {
  const Snapshot snapshot = network.snapshot(as_of);
  const View view = snapshot.owner_view(Policy::open());
  BruteForce brute(snapshot);
  Stream random(2024, static_cast<std::uint64_t>(max_hops));
  std::size_t paths_compared = 0;
  for (int pair = 0; pair < pairs; ++pair) {
    const MemberId from{static_cast<std::uint32_t>(random.below(snapshot.member_count()))};
    const MemberId to{static_cast<std::uint32_t>(random.below(snapshot.member_count()))};
    if (from == to) continue;
    const Paths paths = find_paths(view, from, to, {.k = 5, .max_hops = max_hops});
    const std::vector<Found> expected = brute.best(from, to, 5, static_cast<std::size_t>(max_hops));
    ASSERT_EQ(paths.size(), expected.size()) << snapshot.key(from).to_string() << " to " << snapshot.key(to).to_string();
    for (std::size_t row = 0; row < paths.size(); ++row) {
      ASSERT_EQ(paths[row].item.members, expected[row].members);
      ASSERT_EQ(paths[row].score, probability_of(expected[row].cost));
      ++paths_compared;
    }
  }
  std::printf("as of %lld, %d hops: %d pairs, %zu paths equal\n", static_cast<long long>(as_of), max_hops, pairs, paths_compared);
  ASSERT_GT(paths_compared, 0U);
}

TEST(RealNetwork, FindPathsEqualsBruteForceForAThousandPairs) {
  const char* const file = std::getenv("HOBNOB_MAIL");
  if (file == nullptr) GTEST_SKIP() << "did not run: HOBNOB_MAIL names no record of mail";
  const Network network = read_interactions(file);
  for (const Time as_of : {Time{34'560'000}, network.last_event()}) {
    compare(network, as_of, 3, 1000);
    compare(network, as_of, 4, 100);
  }
}

}  // namespace

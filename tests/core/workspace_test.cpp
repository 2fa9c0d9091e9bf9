// Scratch is never in two hands at once, and comes back for the next who asks.
#include "hobnob/core/workspace.hpp"

#include <atomic>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace {

struct Scratch {
  Scratch() { ++made; }
  std::atomic<int> users{0};
  long sum = 0;
  static inline std::atomic<int> made{0};
};
struct Other {
  int value = 5;
};

using hobnob::detail::Workspace;

TEST(Workspace, LendsTheSameScratchAgainAfterItCameBack) {
  Workspace workspace;
  Scratch* first = nullptr;
  {
    const auto lease = workspace.borrow<Scratch>();
    first = &*lease;
    (*lease).sum = 42;
  }
  const auto lease = workspace.borrow<Scratch>();
  EXPECT_EQ(&*lease, first);
  EXPECT_EQ((*lease).sum, 42);
}

TEST(Workspace, LendsAnotherWhileTheFirstIsInUse) {
  Workspace workspace;
  const auto one = workspace.borrow<Scratch>();
  const auto two = workspace.borrow<Scratch>();
  EXPECT_NE(&*one, &*two);
}

TEST(Workspace, KeepsKindsApart) {
  Workspace workspace;
  std::set<const void*> seen;
  {
    const auto a = workspace.borrow<Scratch>();
    const auto b = workspace.borrow<Other>();
    const auto c = workspace.borrow<Scratch>();
    seen = {&*a, &*b, &*c};
    (*b).value = 6;
  }
  const auto b = workspace.borrow<Other>();
  EXPECT_EQ((*b).value, 6);
  const auto a = workspace.borrow<Scratch>();
  const auto c = workspace.borrow<Scratch>();
  EXPECT_EQ((std::set<const void*>{&*a, &*b, &*c}), seen);
}

TEST(Workspace, NeverLendsOneScratchToTwoThreads) {
  Workspace workspace;
  Scratch::made = 0;
  std::atomic<int> clashes{0};
  const int threads = 8, rounds = 5000;
  std::vector<std::thread> crew;
  for (int i = 0; i < threads; ++i)
    crew.emplace_back([&] {
      for (int round = 0; round < rounds; ++round) {
        const auto lease = workspace.borrow<Scratch>();
        if (++(*lease).users != 1) ++clashes;
        ++(*lease).sum;  // a data race if two threads hold it
        if (round % 3 == 0) (void)workspace.borrow<Other>();
        --(*lease).users;
      }
    });
  for (std::thread& worker : crew) worker.join();
  EXPECT_EQ(clashes, 0);
  EXPECT_LE(Scratch::made, threads);  // as many as were ever held at once
  long total = 0;
  std::vector<std::unique_ptr<Workspace::Lease<Scratch>>> all;
  const int made = Scratch::made;
  for (int i = 0; i < made; ++i) {
    all.emplace_back(new Workspace::Lease<Scratch>(workspace.borrow<Scratch>()));
    total += (**all.back()).sum;
  }
  EXPECT_EQ(Scratch::made, made);     // every one of them had come back
  EXPECT_EQ(total, long{threads} * rounds);
}

}  // namespace

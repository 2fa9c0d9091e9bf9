#include "hobnob/search/parallel.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hobnob/core/error.hpp"

namespace {

using namespace hobnob;

const auto no_scratch = [] { return 0; };

TEST(ParallelBlocks, VisitsEveryIndexOnceForAnyNumberOfThreads) {
  for (const std::size_t count : {0U, 1U, 2U, 63U, 64U, 65U, 1000U})
    for (const std::size_t block : {1U, 7U, 64U, 2000U})
      for (const int threads : {0, 1, 2, 3, 8, 50}) {
        std::vector<std::atomic<int>> visits(count);
        parallel_blocks(count, block, threads, {}, no_scratch, [&](int&, std::size_t begin, std::size_t end) {
          for (std::size_t i = begin; i < end; ++i) ++visits[i];
        });
        for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(visits[i], 1) << i << " of " << count << " in " << block << ", threads " << threads;
      }
}

TEST(ParallelBlocks, CutsTheSameBlocksForAnyNumberOfThreads) {
  for (const int threads : {1, 2, 8}) {
    std::vector<std::pair<std::size_t, std::size_t>> blocks(4);
    parallel_blocks(10, 3, threads, {}, no_scratch, [&](int&, std::size_t begin, std::size_t end) { blocks[begin / 3] = {begin, end}; });
    EXPECT_EQ(blocks, (std::vector<std::pair<std::size_t, std::size_t>>{{0, 3}, {3, 6}, {6, 9}, {9, 10}}));
  }
}

TEST(ParallelBlocks, GivesEachWorkerAScratchOfItsOwn) {
  std::atomic<int> made{0}, shared{0};
  parallel_blocks(
      400, 1, 8, {},
      [&] {
        return std::tuple{++made, std::thread::id{}};
      },
      [&](std::tuple<int, std::thread::id>& scratch, std::size_t, std::size_t) {
        auto& user = std::get<1>(scratch);
        if (user == std::thread::id{}) user = std::this_thread::get_id();
        shared += user != std::this_thread::get_id();
      });
  EXPECT_GE(made, 1);
  EXPECT_LE(made, 8);
  EXPECT_EQ(shared, 0);
}

TEST(ParallelBlocks, PassesOnWhatABlockThrowsOnceEverybodyHasStopped) {
  for (const int threads : {1, 2, 8}) {
    std::atomic<int> working{0};
    try {
      parallel_blocks(1000, 1, threads, {}, no_scratch, [&](int&, std::size_t begin, std::size_t) {
        ++working;
        if (begin == 20) {
          --working;
          throw std::runtime_error("block 20");
        }
        std::this_thread::sleep_for(std::chrono::microseconds(50));
        --working;
      });
      ADD_FAILURE() << "nothing thrown";
    } catch (const std::runtime_error& error) { EXPECT_EQ(std::string(error.what()), "block 20"); }
    EXPECT_EQ(working, 0);
  }
}

TEST(ParallelBlocks, PassesOnThatNoScratchCouldBeMade) {
  for (const int threads : {1, 8})
    EXPECT_THROW(parallel_blocks(
                     100, 1, threads, {}, []() -> int { throw std::bad_alloc(); }, [](int&, std::size_t, std::size_t) {}),
                 std::bad_alloc);
}

TEST(ParallelBlocks, StopsWhenProgressSaysNo) {
  for (const int threads : {1, 2, 8}) {
    std::atomic<int> blocks{0};
    try {
      parallel_blocks(
          100'000, 1, threads, [](std::uint64_t, std::uint64_t) { return false; }, no_scratch,
          [&](int&, std::size_t, std::size_t) {
            ++blocks;
            std::this_thread::sleep_for(std::chrono::microseconds(100));
          });
      ADD_FAILURE() << "not cancelled";
    } catch (const Error& error) { EXPECT_EQ(error.code(), Errc::cancelled); }
    EXPECT_LT(blocks, 100'000);
  }
}

/// Within a block, which may be all there is to do; everybody else then stops within theirs.
TEST(ParallelBlocks, StopsBetweenTheItemsOfABlock) {
  for (const int threads : {1, 2, 8}) {
    std::atomic<int> visited{0}, asked{0}, endured{0};
    const auto caller = std::this_thread::get_id();
    const auto refuse_third = [&](std::uint64_t done, std::uint64_t count) {
      EXPECT_EQ(count, 8'000'000U);
      EXPECT_EQ(done, 0U) << "no block is done";
      return ++asked < 3;
    };
    try {
      parallel_blocks(8'000'000, 1'000'000, threads, refuse_third, no_scratch, [&](int&, std::size_t begin, std::size_t end, const auto& breathe) {
        for (std::size_t i = begin; i < end; ++i) {
          breathe();
          ++visited;
          if (std::this_thread::get_id() == caller) continue;
          const auto late = std::chrono::steady_clock::now() + std::chrono::seconds(20);   // told to stop, nobody stays so long with an item
          while (std::chrono::steady_clock::now() < late) breathe();
          ++endured;
        }
      });
      FAIL() << "it was told to stop";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Errc::cancelled);
      EXPECT_STREQ(error.what(), "the progress callback asked to stop");
    }
    EXPECT_EQ(asked, 3);
    EXPECT_LT(visited, 8'000'000);
    EXPECT_EQ(endured, 0);
    EXPECT_TRUE(threads > 1 || visited == 2);
  }
}

TEST(ParallelBlocks, TellsOfProgressOnTheCallersThreadAlone) {
  for (const int threads : {1, 2, 8}) {
    std::uint64_t last = 0, elsewhere = 0, calls = 0;
    const auto progress = [&, caller = std::this_thread::get_id()](std::uint64_t done, std::uint64_t all) {
      elsewhere += std::this_thread::get_id() != caller;
      EXPECT_GT(done, last);
      EXPECT_LE(done, all);
      EXPECT_EQ(all, 503U);
      last = done, ++calls;
      return true;
    };
    parallel_blocks(503, 10, threads, progress, no_scratch,
                    [](int&, std::size_t, std::size_t) { std::this_thread::sleep_for(std::chrono::microseconds(50)); });
    EXPECT_EQ(elsewhere, 0U);
    EXPECT_GE(calls, 1U);
    EXPECT_EQ(last, 503U) << "the end is told, whoever came last";
    EXPECT_TRUE(threads > 1 || calls == 51);
  }
}

TEST(ParallelBlocks, AsksAtTheEndWhereOtherWorkersDidItAll) {
  using namespace std::chrono_literals;
  for (const bool goes_on : {true, false}) {
    std::atomic<int> done{0};
    std::vector<std::pair<std::uint64_t, std::uint64_t>> told;
    const auto caller = std::this_thread::get_id();
    const auto make = [&] {  // the caller comes too late for any block
      for (int i = 0; std::this_thread::get_id() == caller && done < 3 && i < 5000; ++i) std::this_thread::sleep_for(1ms);
      return 0;
    };
    const auto listen = [&](std::uint64_t finished, std::uint64_t all) {
      told.emplace_back(finished, all);
      return goes_on;
    };
    const auto ask = [&] { parallel_blocks(3, 1, 2, listen, make, [&](int&, std::size_t, std::size_t) { ++done; }); };
    if (goes_on) ask();
    else EXPECT_THROW(ask(), Error);
    EXPECT_EQ(told, (std::vector<std::pair<std::uint64_t, std::uint64_t>>{{3, 3}}));
  }
}

}  // namespace

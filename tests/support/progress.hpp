// What every call that takes a progress callback must do: tell in order, end with all done, and stop wherever it is asked to.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"

namespace support {

using hobnob::Duplicates;
using hobnob::Errc;
using hobnob::Error;
using hobnob::Key;
using hobnob::Network;
using hobnob::Time;

using Progress = std::function<bool(std::uint64_t, std::uint64_t)>;

/// `call(progress)` tells at least `least` times; ended at about twenty of them, it throws Error(cancelled) without asking again.
template <class Call>
void expect_told_and_ended(const Call& call, std::size_t least) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> told;
  call(Progress([&](std::uint64_t done, std::uint64_t all) { return told.emplace_back(done, all), true; }));
  ASSERT_GE(told.size(), least);
  EXPECT_TRUE(std::ranges::is_sorted(told, {}, [](const auto& tell) { return tell.first; }));
  for (std::size_t i = 0; i + 1 < told.size(); ++i) ASSERT_LT(told[i].first, told[i].second);
  EXPECT_EQ(told.back().first, told.back().second);
  for (std::size_t stop = 0; stop < told.size(); stop += 1 + told.size() / 20) {
    std::size_t asked = 0;
    try {
      call(Progress([&](std::uint64_t, std::uint64_t) { return asked++ < stop; }));
      ADD_FAILURE() << "not ended at question " << stop;
    } catch (const Error& error) { EXPECT_EQ(error.code(), Errc::cancelled) << error.what(); }
    EXPECT_EQ(asked, stop + 1);
  }
}

/// A record that takes some time: lists of tens of thousands of every kind of row that there may be many of.
inline Network long_record() {
  Network network;
  std::uint64_t state = 1;
  const auto draw = [&state](std::uint64_t below) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33U) % below;
  };
  constexpr std::uint64_t members = 30'000;
  const auto key = [](std::uint64_t i) { return Key("member " + std::to_string(i)); };
  constexpr Time begin = 1'600'000'000;
  for (int i = 0; i < 60'000; ++i) {
    const std::uint64_t a = draw(members), b = (a + 1 + draw(9)) % members;
    network.add_interaction(key(a), key(b), begin + static_cast<Time>(draw(10'000'000)));
    if (i % 2 == 0) network.add_follow(key(b), key(a));
    if (i % 2 == 0) network.add_group(i % 4 == 0 ? "even" : "odd", key(a), {.start = begin});
    if (i % 2 == 1) network.add_connection(key(a), key(b), {}, Duplicates::last);
  }
  for (std::uint64_t i = 0; i < members; i += 2) network.add_member(key(i), {.name = "Somebody", .needs = {"law", "go"}});
  // A pair of whom each has more to say than all others, and one long before the end of the record.
  for (int i = 0; i < 40'000; ++i) network.add_interaction(key(0), key(1), begin + i);
  return network;
}

}  // namespace support

// What the document on embedding shows of a progress callback: it tells somebody, ends the call, and what it throws comes out.
#include <atomic>
#include <cstdint>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "hobnob/hobnob.hpp"

namespace {

// Shown from here.
/// Saves the record, and tells `out` how far it is. False if `stop` was set meanwhile: then an old file is as it was.
bool save(const hobnob::Network& network, const std::string& path, std::ostream& out, const std::atomic<bool>& stop) {
  try {
    network.save(path, [&](std::uint64_t done, std::uint64_t all) {
      out << '\r' << done << " of about " << all << " rows" << std::flush;
      return !stop;  // false ends the call
    });
    out << '\n';
    return true;
  } catch (const hobnob::Error& error) {
    if (error.code() != hobnob::Errc::cancelled) throw;
    return false;
  }
}
// To here.

TEST(ProgressOfADocument, IsToldAndEndsTheCall) {
  const hobnob::Network network = hobnob::generate_community({.members = 2'000});
  const std::string path = testing::TempDir() + "hobnob_progress_test.hobnob";
  std::atomic<bool> stop = false;
  std::ostringstream told;
  EXPECT_TRUE(save(network, path, told, stop));
  const std::string kept = hobnob::Network::load(path).to_bytes();
  EXPECT_EQ(kept, network.to_bytes());
  const std::string text = told.str(), last = text.substr(text.rfind('\r'));
  const std::string rows = last.substr(1, last.find(' ') - 1);
  EXPECT_EQ(last, "\r" + rows + " of about " + rows + " rows\n");
  EXPECT_GT(std::stoll(rows), 50'000);

  stop = true;
  std::ostringstream once;
  EXPECT_FALSE(save(hobnob::Network(), path, once, stop));
  EXPECT_EQ(hobnob::Network::load(path).to_bytes(), kept);
}

TEST(ProgressOfADocument, LetsThroughWhatACallbackThrows) {
  const hobnob::Network network = hobnob::generate_community({.members = 50});
  const auto broken = [](std::uint64_t, std::uint64_t) -> bool { throw std::runtime_error("the window is gone"); };
  EXPECT_THROW((void)network.to_bytes(broken), std::runtime_error);
  EXPECT_THROW((void)network.snapshot(network.last_event(), {.progress = broken}), std::runtime_error);
  EXPECT_THROW((void)hobnob::generate_community({.members = 50, .progress = broken}), std::runtime_error);
}

}  // namespace

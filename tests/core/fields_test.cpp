// Options validate themselves and say what is wrong in words a caller can act on.
#include "hobnob/core/fields.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace hobnob;

enum class Colour : std::uint8_t { red, green };
constexpr Colour last_value(Colour) noexcept { return Colour::green; }

struct Options {
  int k = 5;
  double share = 0.5;
  bool loud = false;
  std::string name{};
  Colour colour = Colour::red;
  std::optional<Colour> other{};
  static constexpr auto fields() {
    return std::tuple{field("k", &Options::k, 1, 1000), field("share", &Options::share, 0, 1), field("loud", &Options::loud),
                      field("name", &Options::name),    field("colour", &Options::colour),     field("other", &Options::other)};
  }
};

std::string complaint(const Options& options) {
  try {
    validate(options);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::invalid_argument);
    return error.what();
  }
  return {};
}

TEST(Validate, AcceptsTheDefaults) { EXPECT_EQ(complaint({}), ""); }

TEST(Validate, AcceptsBothEndsOfARange) {
  EXPECT_EQ(complaint({.k = 1, .share = 0}), "");
  EXPECT_EQ(complaint({.k = 1000, .share = 1}), "");
}

TEST(Validate, NamesTheFieldTheRangeAndTheValue) {
  EXPECT_EQ(complaint({.k = 0}), "k must be 1…1000, got 0");
  EXPECT_EQ(complaint({.k = 1001}), "k must be 1…1000, got 1001");
  EXPECT_EQ(complaint({.share = -0.25}), "share must be 0…1, got -0.25");
}

TEST(Validate, RefusesNaNAndInfinity) {
  EXPECT_EQ(complaint({.share = std::numeric_limits<double>::quiet_NaN()}), "share must be 0…1, got nan");
  EXPECT_EQ(complaint({.share = std::numeric_limits<double>::infinity()}), "share must be 0…1, got inf");
  EXPECT_EQ(complaint({.share = -std::numeric_limits<double>::infinity()}), "share must be 0…1, got -inf");
}

TEST(Validate, RefusesTheNextNumberAfterTheEnd) { EXPECT_EQ(complaint({.share = 1.0000000000000002}), "share must be 0…1, got 1.0000000000000002"); }

TEST(Validate, ComplainsOfTheFirstWrongField) { EXPECT_EQ(complaint({.k = -1, .share = 7}), "k must be 1…1000, got -1"); }

TEST(Validate, RefusesWhatIsNoValueOfItsEnum) {
  EXPECT_EQ(complaint({.colour = Colour::green, .other = Colour::green}), "");
  EXPECT_EQ(complaint({.colour = static_cast<Colour>(2)}), "colour must be one of the values 0…1 of its enum, got 2");
  EXPECT_EQ(complaint({.other = static_cast<Colour>(9)}), "other must be one of the values 0…1 of its enum, got 9");
}

TEST(Fields, AreVisitedInOrder) {
  std::vector<std::string> names;
  for_each_field<Options>([&](const auto& each) { names.emplace_back(each.name); });
  EXPECT_EQ(names, (std::vector<std::string>{"k", "share", "loud", "name", "colour", "other"}));
}

}  // namespace

#include "hobnob/core/error.hpp"

#include <set>
#include <stdexcept>
#include <string_view>

#include <gtest/gtest.h>

namespace {

using namespace hobnob;

TEST(Error, CarriesItsCodeAndText) {
  try {
    throw Error(Errc::duplicate_key, "bo is there already");
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "bo is there already");
    EXPECT_EQ(dynamic_cast<const Error&>(error).code(), Errc::duplicate_key);
  }
}

TEST(Error, HasANameForEveryCode) {
  std::set<std::string_view> names;
  for (const Errc code : {Errc::invalid_argument, Errc::unknown_member, Errc::duplicate_key, Errc::corrupt_data, Errc::unsupported_version, Errc::io,
                          Errc::limit_exceeded, Errc::cancelled})
    names.insert(name_of(code));
  EXPECT_EQ(names, (std::set<std::string_view>{"invalid_argument", "unknown_member", "duplicate_key", "corrupt_data", "unsupported_version", "io",
                                               "limit_exceeded", "cancelled"}));
}

}  // namespace

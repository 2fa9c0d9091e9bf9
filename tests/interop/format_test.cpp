// With std::format an answer is its text, formatted as any string. Where the standard library has none, the header must at least compile.
#include "hobnob/interop/format.hpp"

#include <gtest/gtest.h>

#ifdef __cpp_lib_format

#include <string>
#include <vector>

#include "hobnob/core/printable.hpp"
#include "hobnob/hobnob.hpp"

namespace {

using namespace hobnob;

TEST(Format, FormatsAnswersAsTheirText) {
  Network network;
  network.add_connection("ana", "bo", {.weight = 0.5});
  network.add_connection("bo", "kim", {.weight = 0.5});
  const View view = network.snapshot(1'717'200'000).owner_view(Policy::open());
  const Paths paths = find_paths(view, view.id("ana"), view.id("kim"));
  EXPECT_EQ(std::format("{}", paths), to_text(paths));
  EXPECT_EQ(std::format("{}", to_table(paths)), to_text(to_table(paths)));
  Explanation explanation;
  explanation.text = "because";
  EXPECT_EQ(std::format("{:>10}|{:*^11}|{:.3}|{:{}}|", explanation, explanation, explanation, explanation, 9),
            "   because|**because**|bec|because  |");
}

TEST(Format, FormatsKeysAsTextIdsAsNumbersAndErrorsAsWhatTheySay) {
  EXPECT_EQ(std::format("{} {:>5} {:<4}|", Key("ana"), Key("bo"), Key(-7)), "ana    bo -7  |");
  EXPECT_EQ(std::format("{} {:3} {:x}", MemberId{7}, GroupId{8}, MemberId{255}), "7   8 ff");
  EXPECT_EQ(std::format("{}: {}", Errc::io, Error(Errc::io, "no such file")), "io: no such file");
}

}  // namespace

#endif

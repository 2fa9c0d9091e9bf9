// With fmt an answer is its text, formatted as any string; and only ours are.
#include "hobnob/interop/fmt.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "hobnob/core/printable.hpp"
#include "hobnob/hobnob.hpp"

// Another library's types, which have a text, too.
namespace app {

struct Order {};
std::string to_text(const Order&) { return "an order"; }
template <class Item>
struct Basket : std::vector<Item> {
  friend std::string to_text(const Basket&) { return "a basket"; }
};
enum class Colour { red };
std::string_view to_text(Colour) { return "red"; }

}  // namespace app
template <>
struct fmt::formatter<app::Order> : fmt::formatter<fmt::string_view> {
  template <class Context>
  auto format(const app::Order&, Context& context) const {
    return fmt::formatter<fmt::string_view>::format("theirs", context);
  }
};

namespace {

using namespace hobnob;

constexpr Time now = 1'717'200'000;

template <class... Answers>
constexpr bool all_formattable = ((Printable<Answers> && fmt::is_formattable<Answers, char>::value && !fmt::is_range<Answers, char>::value) && ...);
static_assert(all_formattable<Paths, Introducers, SharedIntroducers, Introductions, Chance, Targets, TargetLists, Explanation>);
static_assert(all_formattable<Audience, Readers, Reach, Authors, Seeds, Spread, Neighbourhoods, Effort, PostComparison>);
static_assert(all_formattable<TieBacktest, TargetBacktest, ProbabilityScores, RankingScores, TieModelInfo, Table>);
static_assert(!Printable<app::Order> && !Printable<app::Basket<int>> && !Printable<app::Colour> && !Printable<std::string> && !Printable<int>);
static_assert(!Printable<Path> && !Printable<std::vector<Path>> && !Printable<Key> && !Printable<Snapshot> && !Printable<View>);

View small_world(Network& network) {
  for (const auto& [a, b] :
       std::vector<std::pair<Key, Key>>{{"ana", "bo"}, {"bo", "kim"}, {"ana", "cy"}, {"cy", "kim"}, {"cy", "dee"}, {"dee", "kim"}})
    network.add_connection(a, b, {.weight = 0.5});
  return network.snapshot(now).owner_view(Policy::open());
}

TEST(Fmt, FormatsAnswersAsTheirText) {
  Network network;
  const View view = small_world(network);
  const MemberId ana = view.id("ana"), kim = view.id("kim");
  const Paths paths = find_paths(view, ana, kim);
  ASSERT_EQ(paths.size(), 3U);
  EXPECT_EQ(fmt::format("{}", paths), to_text(paths));
  EXPECT_EQ(fmt::format("{}", rank_introducers(view, ana, kim)), to_text(rank_introducers(view, ana, kim)));
  EXPECT_EQ(fmt::format("{}", chance(view, ana, kim)), to_text(chance(view, ana, kim)));
  EXPECT_EQ(fmt::format("{}", discover_targets(view, ana)), to_text(discover_targets(view, ana)));
  EXPECT_EQ(fmt::format("{}", explain(view, paths)), explain(view, paths).text);
  EXPECT_EQ(fmt::format("{}", to_table(paths)), to_text(to_table(paths)));
  EXPECT_EQ(fmt::format("{}", preset().info()), to_text(preset().info()));
  EXPECT_EQ(fmt::format("<{}>", static_cast<const Ranking<Path>&>(paths).key(kim)), "<kim>");
}

TEST(Fmt, TakesTheFormatsOfStrings) {
  Explanation explanation;
  explanation.text = "because";
  EXPECT_EQ(fmt::format("{:>10}|{:*^11}|{:.3}|{:{}}|", explanation, explanation, explanation, explanation, 9),
            "   because|**because**|bec|because  |");
  EXPECT_EQ(fmt::format(fmt::runtime("{:s}"), explanation), "because");
  EXPECT_THROW(static_cast<void>(fmt::format(fmt::runtime("{:d}"), explanation)), fmt::format_error);
  const Explanation& constant = explanation;
  std::string out;
  fmt::format_to(std::back_inserter(out), "{0}{0}", constant);
  EXPECT_EQ(out, "becausebecause");
}

TEST(Fmt, FormatsKeysAsTextAndIdsAsNumbers) {
  EXPECT_EQ(fmt::format("{} {:>5} {:<4}|", Key("ana"), Key("bo"), Key(-7)), "ana    bo -7  |");
  EXPECT_EQ(fmt::format("{}", Key("émilie\n")), "émilie\n");
  EXPECT_EQ(fmt::format("{} {:3} {:x}", MemberId{7}, GroupId{8}, MemberId{255}), "7   8 ff");
  const std::vector<Key> keys{"ana", 7};
  EXPECT_EQ(fmt::format("{}", fmt::join(keys, " – ")), "ana – 7");
}

TEST(Fmt, FormatsErrorsAsWhatTheySay) {
  const Error error(Errc::unknown_member, "there is no anna; did you mean ana?");
  EXPECT_EQ(fmt::format("{}: {}", error.code(), error), "unknown_member: there is no anna; did you mean ana?");
  EXPECT_EQ(fmt::format("{:>20}", Errc::io), "                  io");
}

TEST(Fmt, LeavesOtherTypesToOthers) {
  EXPECT_EQ(fmt::format("{}", app::Order{}), "theirs");
  EXPECT_FALSE((fmt::is_formattable<app::Colour, char>::value));
  EXPECT_EQ(fmt::format("{}", app::Basket<int>{{1, 2}}), "[1, 2]");
}

}  // namespace

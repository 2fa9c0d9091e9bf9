// Private: what do the pictures of a report show? Plain values in, inline SVG out. Every picture comes in two widths, the narrow one hidden
// until the page's style asks for it, so that letters stay the same size on a telephone.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "report/markup.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// A part of a lane, from one of its people to a later one.
struct TieSpan {
  std::size_t from = 0, to = 0;
  double chance = 0;
  bool weakest = false;
};
/// One chain of introductions.
struct Lane {
  std::vector<std::string> people;  // seeker, introducers, target
  std::vector<TieSpan> spans;
  std::optional<double> chance{};   // of the whole, if that is what its score is
  std::size_t rank = 1;
};
/// Seeker at the left, target at the right, a lane between them for each chain. `label` says the same in words.
Html lanes_picture(const std::vector<Lane>& lanes, std::string_view label);

struct CurvePoint {
  double days = 0, readers = 0, views = 0;
};
/// Straight lines between the points given, by ascending days; infinite days stand apart at the right.
Html curve_picture(std::vector<CurvePoint> points, std::string_view label);

/// How a figure grows with one way of doing something.
struct WayCurve {
  std::string name;
  std::vector<double> values;  // one a day
  bool may_leave = false;      // the scale is that of the others: this one leaves the picture where it passes them
};
/// A line of its own pattern for each way, its name at its end: told apart without colours. Straight lines from one day to the next;
/// infinite days stand apart at the right. A dozen ways at most: the picture gives each end a line of text.
Html ways_picture(std::vector<double> days, std::vector<WayCurve> ways, std::string_view label);

/// A small bar for the cell of a table: shares of its length one after the other, each fainter than the one before.
Html bar(const std::vector<double>& shares);

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

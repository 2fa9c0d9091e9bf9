#include "report/pictures.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace hobnob {
inline namespace v0 {
namespace detail {
namespace {

constexpr double wide = 704, narrow = 342;  // a column of text, and what a telephone leaves of it

double letters(double width) { return width < 500 ? 12 : 13; }

/// A chance that has little room: "1 in 2.9k".
std::string brief_chance(double probability) {
  if (!(probability > 0 && probability < 0.001)) return chance(probability);
  if (probability < 1e-6) return "< 1 in 1M";
  const double thousands = 0.001 / probability;
  return fmt::format("1 in {:.{}f}k", thousands, thousands < 9.95 ? 1 : 0);
}

/// Both widths of a picture: `draw(width)` gives the size it needs and what is in it.
template <class Draw>
Html both_widths(const Draw& draw, std::string_view label) {
  const auto svg = [&](double width) {
    const auto [needed, height, inside] = draw(width);
    return html(R"(<svg role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}" font-size="{}" fill="currentColor">{}</svg>)", label,
                at(needed), at(height), at(needed), at(height), at(letters(width)), inside);
  };
  return html("<div class=\"picture wide\">{}</div>\n<div class=\"picture narrow\" hidden=\"\">{}</div>\n", svg(wide), svg(narrow));
}

struct Drawn {
  double width, height;
  Html inside;
};

Html label(double x, double y, std::string_view anchor, std::string_view kind, const std::string& text) {
  return html(R"(<text x="{}" y="{}" text-anchor="{}" class="{}">{}</text>)", at(x), at(y), anchor, kind, text);
}

/// A name where there is room for so many ems; the whole of it when pointed at.
Html name_label(double x, double y, std::string_view anchor, const std::string& name, double most_ems) {
  return html("<g><title>{}</title>{}</g>", name, label(x, y, anchor, "name", shortened(name, most_ems)));
}

}  // namespace

Html lanes_picture(const std::vector<Lane>& lanes, std::string_view words) {
  constexpr double left = 22, chance_room = 78, top = 30, lane_height = 54, least_gap = 80;
  const auto draw = [&](double width) {
    std::size_t most_links = 1;
    for (const Lane& lane : lanes) most_links = std::max(most_links, lane.people.size() - 1);
    const double right = std::max(width - chance_room, left + least_gap * static_cast<double>(most_links));
    const double height = top + lane_height * static_cast<double>(lanes.size());
    Html out;
    const double ems_for_ends = ((right - left) / 2 - 4) / letters(width);
    out += name_label(left - 4, 14, "start", lanes.front().people.front(), ems_for_ends);
    out += name_label(right + 4, 14, "end", lanes.front().people.back(), ems_for_ends);
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      const Lane& lane = lanes[i];
      const double y = top + lane_height * (static_cast<double>(i) + 0.5) - 6;
      const double gap = (right - left) / static_cast<double>(lane.people.size() - 1);
      const auto x = [&](std::size_t person) { return left + gap * static_cast<double>(person); };
      out += label(0, y + 4, "start", "faint", number(std::uint64_t{lane.rank}));
      for (const TieSpan& span : lane.spans) {
        if (span.to >= lane.people.size()) continue;
        const double chance_of = std::clamp(std::isnan(span.chance) ? 0.0 : span.chance, 0.0, 1.0), sure = std::sqrt(chance_of);
        out += html(R"(<g><title>{} → {}: {}{}</title><line class="link" x1="{}" y1="{}" x2="{}" y2="{}" stroke="currentColor" )",
                    lane.people[span.from], lane.people[span.to], chance(span.chance), std::string(span.weakest ? ", the weakest link" : ""),
                    at(x(span.from)), at(y), at(x(span.to)), at(y));
        out += html(R"(stroke-width="{}" stroke-opacity="{}"{}/>)", at(1.2 + 4 * chance_of), Html{fmt::format("{:.2f}", 0.4 + 0.6 * sure)},
                    Html{span.weakest ? " stroke-dasharray=\"6 4\"" : ""});
        out += html("{}</g>",
                    label((x(span.from) + x(span.to)) / 2, y - 9, "middle", span.weakest ? "chance weakest" : "chance", brief_chance(span.chance)));
      }
      for (std::size_t person = 1; person + 1 < lane.people.size(); ++person) {
        out += html(R"(<circle class="person" cx="{}" cy="{}" r="5.5" stroke="currentColor" stroke-width="2"/>)", at(x(person)), at(y));
        out += name_label(x(person), y + 22, "middle", lane.people[person], (gap - 3) / letters(width));
      }
      if (lane.chance)
        out += html("<g><title>{}</title>{}</g>", chance(*lane.chance), label(right + 12, y + 4, "start", "total", brief_chance(*lane.chance)));
    }
    for (const double rail : {left, right})
      out += html(R"(<rect class="rail" x="{}" y="{}" width="8" height="{}" rx="4"/>)", at(rail - 4), at(top - 6), at(height - top));
    return Drawn{right + chance_room, height, std::move(out)};
  };
  return both_widths(draw, words);
}

Html curve_picture(std::vector<CurvePoint> points, std::string_view words) {
  std::erase_if(points, [](const CurvePoint& p) { return !(p.days >= 0) || !std::isfinite(p.readers) || !std::isfinite(p.views); });
  std::ranges::stable_sort(points, {}, &CurvePoint::days);
  if (points.empty()) return {};
  constexpr std::size_t most_points = 400;
  if (points.size() > most_points) {  // leave out evenly, never the last
    std::vector<CurvePoint> some;
    for (std::size_t i = 0; i < most_points; ++i) some.push_back(points[i * (points.size() - 1) / (most_points - 1)]);
    points = std::move(some);
  }
  double last_day = 0, highest = 0;
  for (const CurvePoint& p : points) {
    if (std::isfinite(p.days)) last_day = std::max(last_day, p.days);
    highest = std::max({highest, p.readers, p.views});
  }
  const bool ever = std::isinf(points.back().days);

  // Which points get a label: all of a few, or the usual days of many; the last first, so that it wins where there is no room for both.
  std::vector<std::size_t> order;
  constexpr std::array<double, 7> usual{1, 7, 30, 90, 180, 365, 730};
  for (std::size_t i = points.size(); i-- > 0;)
    if (i + 1 == points.size() || points.size() <= 12 || std::ranges::find(usual, points[i].days) != usual.end()) order.push_back(i);

  const auto draw = [&](double width) {
    const double letter = letters(width), room = std::max(50.0, 1.15 * letter * ems(number(points.back().readers)) + 8);
    const double height = width > 500 ? 280 : 240, left = 10, right = width - room, top = 14, bottom = height - 44;
    const double finite_right = ever && last_day > 0 ? left + (right - left) * 0.84 : right;
    // The first days pass slowly, so that day 1 and day 7 can be told apart on one axis with half a year: the root of the days.
    const auto x = [&](const CurvePoint& p) {
      return std::isinf(p.days) ? right : last_day > 0 ? left + (finite_right - left) * std::sqrt(p.days / last_day) : left;
    };
    const auto y = [&](double value) { return highest > 0 ? bottom - (bottom - top) * std::max(0.0, value) / highest : bottom; };
    const auto line = [&](double CurvePoint::*value) {
      Html path;
      for (std::size_t i = 0; i < points.size(); ++i)
        if (std::isfinite(points[i].days)) path += html("{}{} {}", std::string(i == 0 ? "M" : "L"), at(x(points[i])), at(y(points[i].*value)));
      return path;
    };
    Html out = html(R"(<line class="axis" x1="{}" y1="{}" x2="{}" y2="{}" stroke="currentColor" stroke-opacity="0.3"/>)", at(left), at(bottom),
                    at(right), at(bottom));
    const auto finite = static_cast<std::size_t>(std::ranges::count_if(points, [](const CurvePoint& p) { return std::isfinite(p.days); }));
    if (finite > 1) {
      out += html(R"(<path class="area" fill-opacity="0.12" d="{}L{} {}L{} {}Z"/>)", line(&CurvePoint::readers), at(x(points[finite - 1])),
                  at(bottom), at(x(points.front())), at(bottom));
      out += html(R"(<path class="views" fill="none" stroke="currentColor" stroke-opacity="0.5" stroke-width="1.5" stroke-dasharray="3 4" d="{}"/>)",
                  line(&CurvePoint::views));
      out += html(R"(<path class="readers" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round" d="{}"/>)",
                  line(&CurvePoint::readers));
    }
    struct Box {
      double left, right, top, bottom;
      bool meets(const Box& other) const { return left < other.right && right > other.left && top < other.bottom && bottom > other.top; }
    };
    std::vector<Box> taken;
    for (const std::size_t i : order) {
      const double px = x(points[i]), py = y(points[i].readers);
      taken.push_back({px - 5, px + 5, py - 5, py + 5});
    }
    for (const std::size_t i : order) {
      const CurvePoint& p = points[i];
      const double px = x(p), py = y(p.readers);
      const std::string value = number(p.readers), day = std::isinf(p.days) ? "ever" : fmt::format("{:g}", p.days);
      out += html(R"(<g><title>{}: {} readers, {} views</title><circle class="point" cx="{}" cy="{}" r="4.5"/></g>)",
                  std::isinf(p.days) ? "ever" : "by day " + day, value, number(p.views), at(px), at(py));
      const double half = ems(day) * letter / 2 + 3, base = py + 21 < bottom - 6 ? py + 21 : py - 10;
      const Box below_axis{px - half, px + half, bottom, height}, beside{px + 2, px + 6 + ems(value) * letter * 1.1, base - 12, base + 4};
      if (std::ranges::any_of(taken, [&](const Box& other) { return other.meets(below_axis) || other.meets(beside); })) continue;
      taken.insert(taken.end(), {below_axis, beside});
      out += html(R"(<line class="axis" x1="{}" y1="{}" x2="{}" y2="{}" stroke="currentColor" stroke-opacity="0.3"/>)", at(px), at(bottom), at(px),
                  at(bottom + 5));
      out += label(px, bottom + 19, "middle", "faint", day);
      out += label(px + 4, base, "start", "value", value);
    }
    out += label(right, bottom + 38, "end", "faint", "days after the post");
    return Drawn{width, height, std::move(out)};
  };
  return both_widths(draw, words);
}

Html ways_picture(std::vector<double> days, std::vector<WayCurve> ways, std::string_view words) {
  std::erase_if(ways, [&](const WayCurve& way) {
    return way.values.size() != days.size() || !std::ranges::all_of(way.values, [](double value) { return std::isfinite(value) && value >= 0; });
  });
  std::vector<std::size_t> order;  // of the days, ascending; many are left out evenly, never the last
  for (std::size_t i = 0; i < days.size(); ++i)
    if (days[i] >= 0) order.push_back(i);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return days[i]; });
  constexpr std::size_t most_points = 200;
  if (order.size() > most_points) {
    std::vector<std::size_t> some;
    for (std::size_t i = 0; i < most_points; ++i) some.push_back(order[i * (order.size() - 1) / (most_points - 1)]);
    order = std::move(some);
  }
  if (ways.empty() || order.empty()) return {};
  double last_day = 0, highest = 0, beyond = 0;
  for (const std::size_t i : order) {
    if (std::isfinite(days[i])) last_day = std::max(last_day, days[i]);
    for (const WayCurve& way : ways) (way.may_leave ? beyond : highest) = std::max(way.may_leave ? beyond : highest, way.values[i]);
  }
  if (highest == 0) highest = beyond;
  const bool ever = std::isinf(days[order.back()]);
  constexpr std::array<std::string_view, 8> patterns{"", "9 4", "2 3", "12 4 2 4", "5 2", "16 5", "9 3 2 3 2 3", "1 6"};

  const auto draw = [&](double width) {
    const double letter = letters(width), line_height = letter + 5, room = width * (width > 500 ? 0.42 : 0.52), left = 8, right = width - room,
                 top = 14;
    const double bottom = std::max(width > 500 ? 250.0 : 210.0, top + line_height * static_cast<double>(ways.size())), height = bottom + 40;
    const double finite_right = ever && last_day > 0 ? left + (right - left) * 0.8 : right;
    const auto x = [&](std::size_t i) {  // early days are stretched, as in the picture of one reach
      return std::isinf(days[i]) ? right : last_day > 0 ? left + (finite_right - left) * std::sqrt(days[i] / last_day) : left;
    };
    const auto y = [&](double value) { return highest > 0 ? bottom - (bottom - top) * std::min(1.0, value / highest) : bottom; };
    Html out = html(R"(<line class="axis" x1="{}" y1="{}" x2="{}" y2="{}" stroke="currentColor" stroke-opacity="0.3"/>)", at(left), at(bottom),
                    at(right), at(bottom));
    struct End {
      std::size_t way;
      double x, y, text_y;
    };
    std::vector<End> ends;
    std::size_t drawn = 0;
    for (std::size_t w = 0; w < ways.size(); ++w) {
      const WayCurve& way = ways[w];
      Html path;
      double end_x = x(order[0]), end_y = y(way.values[order[0]]);
      bool begun = false;
      for (std::size_t at_day = 0; at_day < order.size(); ++at_day) {
        const std::size_t i = order[at_day];
        const double value = way.values[i];
        double px = x(i);
        if (value > highest && begun) {  // to where it leaves, and no farther
          const double before = way.values[order[at_day - 1]];
          px = end_x + (px - end_x) * (highest - before) / (value - before);
        }
        if (std::isfinite(days[i])) path += html("{}{} {}", std::string(begun ? "L" : "M"), at(px), at(y(value)));
        begun = true, end_x = px, end_y = y(value);
        if (value > highest) break;
      }
      const bool first = !way.may_leave && drawn == 0;
      const std::string_view pattern = way.may_leave ? "4 2 1 2" : patterns[drawn % patterns.size()];
      drawn += !way.may_leave;
      out += html(R"(<path class="{}" fill="none" stroke="currentColor" stroke-width="{}" stroke-linejoin="round"{} d="{}"/>)",
                  std::string(first ? "way readers" : "way"), at(first ? 2.5 : 1.8),
                  pattern.empty() ? Html{} : html(" stroke-dasharray=\"{}\"", pattern), path);
      out += html(R"(<circle class="end" cx="{}" cy="{}" r="3.5"/>)", at(end_x), at(end_y));
      ends.push_back({w, end_x, end_y, end_y});
    }
    // Names stand under each other beside their ends: from the top down, then up again from the foot where there was no room.
    std::ranges::stable_sort(ends, {}, &End::y);
    double floor = top;
    for (End& end : ends) end.text_y = std::max(end.text_y, floor), floor = end.text_y + line_height;
    double ceiling = bottom;
    for (std::size_t i = ends.size(); i-- > 0;) ends[i].text_y = std::min(ends[i].text_y, ceiling), ceiling = ends[i].text_y - line_height;
    double figure_ems = 0;
    for (const WayCurve& way : ways) figure_ems = std::max(figure_ems, ems(number(way.values[order.back()])));
    const double lead_end = right + 24, figure_end = lead_end + 6 + figure_ems * letter * 1.1, name_x = figure_end + 7;
    for (const End& end : ends) {
      const WayCurve& way = ways[end.way];
      const std::string figure = number(way.values[order.back()]);
      out += html(R"(<path class="leader" fill="none" stroke="currentColor" stroke-opacity="0.35" d="M{} {}L{} {}L{} {}"/>)", at(end.x + 4),
                  at(end.y), at(right + 8), at(end.y), at(lead_end), at(end.text_y));
      out += html("<g><title>{}: {}</title>{}{}</g>", way.name, figure, label(figure_end, end.text_y + 4, "end", "value", figure),
                  label(name_x, end.text_y + 4, "start", "name", shortened(way.name, (width - name_x) / letter)));
    }
    // Days that have room below the axis; the last first.
    double free_until = width;
    for (std::size_t at_day = order.size(); at_day-- > 0;) {
      const std::size_t i = order[at_day];
      const std::string day = std::isinf(days[i]) ? "ever" : fmt::format("{:g}", days[i]);
      const double half = ems(day) * letter / 2 + 3;
      if (x(i) + half > free_until) continue;
      free_until = x(i) - half;
      out += html(R"(<line class="axis" x1="{}" y1="{}" x2="{}" y2="{}" stroke="currentColor" stroke-opacity="0.3"/>)", at(x(i)), at(bottom),
                  at(x(i)), at(bottom + 5));
      out += label(x(i), bottom + 19, "middle", "faint", day);
    }
    out += label(right, bottom + 36, "end", "faint", "days");
    return Drawn{width, height, std::move(out)};
  };
  return both_widths(draw, words);
}

Html bar(const std::vector<double>& shares) {
  Html out;
  double from = 0, opacity = 1;
  for (const double share : shares) {
    const double width = std::clamp(std::isnan(share) ? 0.0 : share * 100, 0.0, 100 - from);
    if (width > 0)
      out += html(R"(<rect x="{}" width="{}" height="6" fill-opacity="{}"/>)", at(from), at(width), Html{fmt::format("{:.2f}", opacity)});
    from += width, opacity *= 0.55;
  }
  return html(
      R"(<svg class="bar" aria-hidden="true" viewBox="0 0 100 6" preserveAspectRatio="none" width="100" height="6" fill="currentColor">{}</svg>)",
      out);
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

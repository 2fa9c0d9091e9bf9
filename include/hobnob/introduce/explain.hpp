// Why this path, and why this chance? Who asks whom, what each tie rests on, and which link is the weakest.
//
//   std::puts(hobnob::explain(view, paths, 0).text.c_str());
//
// Made on request, from the view that answered (or a later one: members are matched by key). A plain value.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/ranking.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/introduce/introducers.hpp"
#include "hobnob/introduce/paths.hpp"
#include "hobnob/introduce/targets.hpp"

namespace hobnob {
inline namespace v0 {

struct Chance;

/// One link of a path: `source` turns to `target`.
struct Step {
  MemberId source = no_member;
  MemberId target = no_member;
  double probability = 0;      ///< p of the tie, as charged.
  TieFacts facts;              ///< What it rests on; counts and recency if the snapshot kept them.
  bool weakest = false;        ///< The least likely tie of the path (the first of equals).
  std::string reason;          ///< In words.
};

struct Explanation {
  std::vector<Step> steps;
  std::vector<Factor> factors; ///< They multiply to the score.
  double score = 0;
  bool is_chance = true;       ///< Is the score a probability? That of a target is not.
  Time as_of = 0;
  TieModelInfo model;          ///< What made the ties' probabilities: coefficients, where they come from, how well they were calibrated.
  std::string text;            ///< All of it, for people.
  People people;
  [[nodiscard]] const Key& key(MemberId id) const { return people.key(id); }
  [[nodiscard]] const std::string& name(MemberId id) const { return people.name(id); }
};

/// Explains one row. The factors and the chance are those of the row; what the ties rest on is read from the view.
/// Throws Error(invalid_argument) if there is no such row or if the view no longer shows one of its ties or one of its
/// people refuses by now. O(hops log degree).
HOBNOB_API Explanation explain(const View& view, const Paths& paths, std::size_t row = 0);
HOBNOB_API Explanation explain(const View& view, const Introducers& introducers, std::size_t row = 0);
/// The best path that begins with one of those to ask; the score is its own chance, not that of all together.
HOBNOB_API Explanation explain(const View& view, const Chance& chance, std::size_t row = 0);
/// Why this target: what the score is made of, whom the two have in common, and what the introduction rests on, if somebody could make one (its two
/// ties are the steps). O(degrees).
HOBNOB_API Explanation explain(const View& view, const Targets& targets, std::size_t row = 0);

/// The explanation's text. What Python's `str` gives.
inline std::string to_text(const Explanation& explanation) { return explanation.text; }

}  // namespace v0
}  // namespace hobnob

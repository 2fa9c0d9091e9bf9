// How do I show answers to somebody who reads no code? One page, one file: headings, pictures, tables, no script and no network.
//
//   hobnob::report("ana.html", {paths, introducers, reach}, {.title = "How Ana reaches Kim"});
//   std::string page = hobnob::page({audience, effort});       // the same, as text
//   std::string part = hobnob::to_html(paths);                 // one part, to be put into a page of your own
//
// Whatever comes from outside (names, keys, groups, notices) is shown as text and never taken as markup. Equal answers give equal bytes:
// nothing on the page speaks of the machine or the hour.
#pragma once

#include <concepts>
#include <string>
#include <tuple>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"

namespace hobnob {
inline namespace v0 {

// By name only: whoever holds an answer has included its header, and nobody pays for the others.
struct Paths;
struct Introducers;
struct Chance;
struct Targets;
struct Explanation;
struct Audience;
struct Reach;
struct Readers;
struct Authors;
struct Seeds;
struct Neighbourhoods;
struct Effort;
struct PostComparison;
struct Table;

/// One answer as a `<section>`: a heading, what it comes to, a picture where one helps, its table. Well-formed as HTML and as XML, legible
/// without the page's style too. A table shows its first 100 rows and says how many more there are.
HOBNOB_API std::string to_html(const Paths& paths);
HOBNOB_API std::string to_html(const Introducers& introducers);
HOBNOB_API std::string to_html(const Chance& chance);
HOBNOB_API std::string to_html(const Targets& targets);
HOBNOB_API std::string to_html(const Explanation& explanation);
HOBNOB_API std::string to_html(const Audience& audience);
HOBNOB_API std::string to_html(const Reach& reach);
HOBNOB_API std::string to_html(const Readers& readers);
HOBNOB_API std::string to_html(const Authors& authors);
HOBNOB_API std::string to_html(const Seeds& seeds);
HOBNOB_API std::string to_html(const Neighbourhoods& neighbourhoods);
HOBNOB_API std::string to_html(const Effort& effort);
HOBNOB_API std::string to_html(const PostComparison& comparison);
HOBNOB_API std::string to_html(const Table& table);

/// A part of a page, made from anything that has a `to_html`: hobnob's answers, or a type of yours with one in its own namespace (which
/// then answers for its own markup).
struct Section {
  std::string html;

  template <class Answer>
    requires requires(const Answer& answer) {
      { to_html(answer) } -> std::same_as<std::string>;
    }
  Section(const Answer& answer) : html(to_html(answer)) {}  // NOLINT(google-explicit-constructor): an answer is a part of a page
};

struct ReportOptions {
  std::string title = "Introductions and reach";  ///< The page's heading.
  template <class O = ReportOptions>
  static constexpr auto fields() {
    return std::tuple{field("title", &O::title)};
  }
};

/// The whole page. O(what is shown).
HOBNOB_API std::string page(const std::vector<Section>& sections, const ReportOptions& options = {});

/// Writes the page to a file, under another name in the same folder first: whoever reads the file sees the old page or the new one, whole.
/// Error(io) with path and reason; the old file is then untouched.
HOBNOB_API void report(const std::string& path, const std::vector<Section>& sections, const ReportOptions& options = {});

}  // namespace v0
}  // namespace hobnob

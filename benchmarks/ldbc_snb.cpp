// Do the search kernels answer what the LDBC Social Network Benchmark asks? Three of its complex reads, against its validation parameters.
//
//   hobnob_ldbc_snb FOLDER VALIDATION      // folders of CSV files and of validation_params_ic*.csv, plain or gzip
//
// IC13, the length of a shortest path: `cheapest_path` with costs of 1. IC14 (v1), all shortest paths and what their people wrote to each other:
// `best_paths` of exactly that length. IC10, friends of friends born in a month, by shared interests: `add_wedges`. The specification is at
// ldbcouncil.org; what is computed here is no benchmark result in its sense. Ends with 1 where an answer differs.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <zlib.h>

#include "hobnob/core/types.hpp"
#include "hobnob/graph/tie_graph.hpp"
#include "hobnob/search/best_paths.hpp"
#include "hobnob/search/cheapest_path.hpp"
#include "hobnob/search/neighbours.hpp"

namespace {

using namespace hobnob;
using Number = std::int64_t;

std::vector<std::string> lines_of(const std::filesystem::path& folder, const std::string& file) {
  std::filesystem::path path = folder / file;
  if (!std::filesystem::exists(path)) path += ".gz";
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> input(gzopen(path.c_str(), "rb"), gzclose);  // reads what is not compressed, too
  if (!input) throw std::runtime_error("cannot read " + path.string());
  std::vector<std::string> lines{{}};
  std::vector<char> room(1 << 16);
  for (int got; (got = gzread(input.get(), room.data(), static_cast<unsigned>(room.size()))) > 0;)
    for (const char c : std::string_view(room.data(), static_cast<std::size_t>(got))) {
      if (c == '\n') lines.emplace_back();
      else lines.back() += c;
    }
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

template <class T>
T number(std::string_view text) {
  T value{};
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc()) throw std::runtime_error("no number: " + std::string(text));
  return value;
}

/// Columns of a file with a header, by place.
void for_each_row(const std::filesystem::path& folder, const std::string& file,
                  const std::function<void(const std::vector<std::string_view>&)>& visit) {
  bool header = true;
  for (const std::string& line : lines_of(folder, file)) {
    if (std::exchange(header, false)) continue;
    std::vector<std::string_view> cells;
    for (std::string_view rest = line;;) {
      const auto bar = rest.find('|');
      cells.push_back(rest.substr(0, bar));
      if (bar == std::string_view::npos) break;
      rest.remove_prefix(bar + 1);
    }
    visit(cells);
  }
}
std::multimap<Number, Number> pairs_of(const std::filesystem::path& folder, const std::string& file) {
  std::multimap<Number, Number> pairs;
  for_each_row(folder, file, [&](const auto& cells) { pairs.emplace(number<Number>(cells.at(0)), number<Number>(cells.at(1))); });
  return pairs;
}

/// The number that follows `"name":`, from `at` on; `at` then stands behind it.
template <class T>
std::optional<T> value_of(std::string_view json, std::string_view name, std::size_t& at) {
  const std::string label = '"' + std::string(name) + "\":";
  at = json.find(label, at);
  if (at == std::string_view::npos) return std::nullopt;
  at += label.size();
  return number<T>(json.substr(at));
}
template <class T>
T value_of(std::string_view json, std::string_view name) {
  std::size_t at = 0;
  const auto value = value_of<T>(json, name, at);
  if (!value) throw std::runtime_error("no " + std::string(name) + " in " + std::string(json.substr(0, 200)));
  return *value;
}

/// Who knows whom, each tie of cost 1.
class Acquaintance {
 public:
  explicit Acquaintance(const std::filesystem::path& folder) {
    for_each_row(folder, "person_0_0.csv", [&](const auto& cells) {
      const auto person = number<Number>(cells.at(0));
      ids_.push_back(person);
      const std::chrono::sys_time<std::chrono::milliseconds> born{std::chrono::milliseconds{number<Number>(cells.at(4))}};
      birthdays.emplace(person, std::chrono::floor<std::chrono::days>(born));
    });
    std::ranges::sort(ids_);
    ties_.resize(ids_.size());
    for (const auto& [a, b] : pairs_of(folder, "person_knows_person_0_0.csv")) {
      ties_[index(id(a))].push_back({id(b), 1.0F});
      ties_[index(id(b))].push_back({id(a), 1.0F});
    }
    for (auto& row : ties_) {
      std::ranges::sort(row, {}, &Tie::member);
      row.erase(std::unique(row.begin(), row.end()), row.end());
    }
  }
  [[nodiscard]] std::uint32_t id_bound() const { return static_cast<std::uint32_t>(ids_.size()); }
  [[nodiscard]] std::uint32_t member_count() const { return id_bound(); }
  [[nodiscard]] bool contains(MemberId u) const { return index(u) < ids_.size(); }
  [[nodiscard]] std::span<const Tie> ties_from(MemberId u) const { return contains(u) ? std::span(ties_[index(u)]) : std::span<const Tie>(); }
  [[nodiscard]] std::span<const Tie> ties_to(MemberId u) const { return ties_from(u); }

  [[nodiscard]] MemberId id(Number person) const {
    const auto at = std::ranges::lower_bound(ids_, person);
    if (at == ids_.end() || *at != person) throw std::runtime_error("no person " + std::to_string(person));
    return MemberId{static_cast<std::uint32_t>(at - ids_.begin())};
  }
  [[nodiscard]] Number person(MemberId u) const { return ids_.at(index(u)); }

  std::map<Number, std::chrono::sys_days> birthdays;

 private:
  std::vector<Number> ids_;
  std::vector<std::vector<Tie>> ties_;
};
static_assert(TieGraph<Acquaintance>);

/// Hops of a shortest path; −1 without one.
int shortest(const Acquaintance& graph, MemberId from, MemberId to) {
  if (from == to) return 0;
  CheapestScratch scratch;
  const auto found = cheapest_path(
      graph, from, to, [](MemberId) { return 0.0; }, 0.0, scratch);
  return found ? static_cast<int>(found->members.size()) - 1 : -1;
}

/// What any two wrote to each other: a reply to a post is 1, to a comment 0.5.
using Correspondence = std::map<std::pair<Number, Number>, double>;
Correspondence correspondence_of(const std::filesystem::path& folder) {
  Correspondence all;
  const auto posts = pairs_of(folder, "post_hasCreator_person_0_0.csv"), comments = pairs_of(folder, "comment_hasCreator_person_0_0.csv");
  for (const auto& [file, of, weight] :
       {std::tuple("comment_replyOf_post_0_0.csv", &posts, 1.0), std::tuple("comment_replyOf_comment_0_0.csv", &comments, 0.5)})
    for (const auto& [reply, what] : pairs_of(folder, file)) {
      const auto writer = comments.find(reply), author = of->find(what);
      if (writer != comments.end() && author != of->end()) all[std::minmax(writer->second, author->second)] += weight;
    }
  return all;
}

using Weighed = std::pair<double, std::vector<Number>>;
std::vector<Weighed> all_shortest(const Acquaintance& graph, const Correspondence& letters, MemberId from, MemberId to) {
  const int hops = shortest(graph, from, to);
  if (hops <= 0) return {};
  PathScratch scratch;
  const Endpoint start{from}, end{to};
  const BestPaths found = best_paths(
      graph, {&start, 1}, {&end, 1}, [](MemberId) { return 0.0; }, BestPathsOptions{.k = 1'000'000, .min_hops = hops, .max_hops = hops}, scratch);
  std::vector<Weighed> paths;
  for (const CostedPath& path : found.paths) {
    Weighed& one = paths.emplace_back();
    for (const MemberId u : path.members) one.second.push_back(graph.person(u));
    for (std::size_t i = 1; i < one.second.size(); ++i) {
      const auto written = letters.find(std::minmax(one.second[i - 1], one.second[i]));
      if (written != letters.end()) one.first += written->second;
    }
  }
  std::ranges::sort(paths);
  return paths;
}

std::vector<Weighed> expected_paths(std::string_view answer) {
  std::vector<Weighed> paths;
  for (std::size_t at = 0; (at = answer.find("\"personIdsInPath\":[", at)) != std::string_view::npos;) {
    at = answer.find('[', at) + 1;
    Weighed& one = paths.emplace_back();
    for (;;) {
      one.second.push_back(number<Number>(answer.substr(at)));
      at = answer.find_first_of(",]", at) + 1;
      if (answer[at - 1] == ']') break;
    }
    one.first = value_of<double>(answer, "pathWeight", at).value();
  }
  std::ranges::sort(paths);
  return paths;
}

struct Shared {
  std::uint32_t count = 0;
};

/// Friends of friends who are no friends, born from the 21st of the month to the 21st of the next; by posts about what interests the person, less
/// the others.
class Interests {
 public:
  explicit Interests(const std::filesystem::path& folder)
      : likes_(pairs_of(folder, "person_hasInterest_tag_0_0.csv")), tags_(pairs_of(folder, "post_hasTag_tag_0_0.csv")) {
    for (const auto& [post, person] : pairs_of(folder, "post_hasCreator_person_0_0.csv")) posts_.emplace(person, post);
  }
  [[nodiscard]] std::vector<std::pair<Number, Number>> best(const Acquaintance& graph, Number person, unsigned month, std::size_t limit) const {
    WedgeScratch<Shared> scratch;
    const MemberId start = graph.id(person);
    add_wedges(
        graph, start, scratch, [](const auto&) { return 0; }, [](int, const auto&, Shared&) {});
    std::set<Number> interests;
    for (auto [tag, end] = likes_.equal_range(person); tag != end; ++tag) interests.insert(tag->second);
    std::vector<std::pair<Number, Number>> rows;  // score, person
    for (const MemberId u : scratch.members()) {
      const auto friends = graph.ties_from(start);
      if (std::ranges::binary_search(friends, u, {}, &Tie::member)) continue;
      const Number other = graph.person(u);
      const std::chrono::year_month_day born(graph.birthdays.at(other));
      const unsigned of = static_cast<unsigned>(born.month()), day = static_cast<unsigned>(born.day());
      if (!((of == month && day >= 21) || (of == month % 12 + 1 && day < 22))) continue;
      Number score = 0;
      for (auto [post, end] = posts_.equal_range(other); post != end; ++post) {
        const auto [tag, last] = tags_.equal_range(post->second);
        score += std::any_of(tag, last, [&](const auto& each) { return interests.contains(each.second); }) ? 1 : -1;
      }
      rows.emplace_back(score, other);
    }
    std::ranges::sort(rows, [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    rows.resize(std::min(rows.size(), limit));
    return rows;
  }

 private:
  std::multimap<Number, Number> likes_, tags_, posts_;
};

/// Runs every parameter row of a query; `agrees(parameters, answer)`.
bool check(const std::filesystem::path& validation, const char* query, const std::function<bool(std::string_view, std::string_view)>& agrees) {
  int right = 0, all = 0;
  for (const std::string& line : lines_of(validation, "validation_params_" + std::string(query) + ".csv")) {
    const auto bar = line.find('|');
    ++all;
    const bool good = agrees(std::string_view(line).substr(0, bar), std::string_view(line).substr(bar + 1));
    right += good;
    if (!good) std::printf("%s differs: %s\n", query, line.substr(0, bar).c_str());
  }
  std::printf("%s: %d of %d\n", query, right, all);
  return all > 0 && right == all;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("usage: hobnob_ldbc_snb FOLDER VALIDATION\n", stderr), 2;
  try {
    const std::filesystem::path folder = argv[1], validation = argv[2];
    const Acquaintance graph(folder);
    const Correspondence letters = correspondence_of(folder);
    const Interests interests(folder);
    bool all = check(validation, "ic13", [&](std::string_view asked, std::string_view answer) {
      const auto from = value_of<Number>(asked, "person1IdQ13StartNode"), to = value_of<Number>(asked, "person2IdQ13EndNode");
      return shortest(graph, graph.id(from), graph.id(to)) == value_of<int>(answer, "shortestPathLength");
    });
    std::size_t weighed = 0;
    all &= check(validation, "ic14", [&](std::string_view asked, std::string_view answer) {
      const auto from = value_of<Number>(asked, "person1IdQ14StartNode"), to = value_of<Number>(asked, "person2IdQ14EndNode");
      const std::vector<Weighed> found = all_shortest(graph, letters, graph.id(from), graph.id(to));
      weighed += found.size();
      return found == expected_paths(answer);
    });
    std::printf("ic14: %zu weighed paths in all\n", weighed);
    all &= check(validation, "ic10", [&](std::string_view asked, std::string_view answer) {
      const auto rows = interests.best(graph, value_of<Number>(asked, "personIdQ10"), static_cast<unsigned>(value_of<int>(asked, "month")),
                                       static_cast<std::size_t>(value_of<int>(asked, "limit")));
      std::vector<std::pair<Number, Number>> expected;
      for (std::size_t at = 0;;) {
        const auto person = value_of<Number>(answer, "personId", at);
        if (!person) break;
        expected.emplace_back(value_of<Number>(answer, "commonInterestScore", at).value(), *person);
      }
      return rows == expected;
    });
    return all ? 0 : 1;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "hobnob_ldbc_snb: %s\n", e.what());
    return 1;
  }
}

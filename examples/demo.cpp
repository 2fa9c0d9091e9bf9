// Who can introduce one member to another, and how far will their words carry? On a made-up community, or on your own record.
//
//   hobnob-demo                                       a community of 10,000, the same on every machine
//   hobnob-demo --data mail.txt.gz                    rows of: source target time; or a folder of CSV files
//   hobnob-demo --data mail.txt.gz --from 12 --to 7   who asks, and for whom
//   hobnob-demo --out FOLDER                          writes table.txt and report.html there, too
//   hobnob-demo --data mail.txt.gz --max-rejected 9   leave out up to nine rows that cannot be read; else the first ends the reading
//
// The answer goes to standard output, times to standard error. `demo.py` prints the very same answer.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hobnob/hobnob.hpp"

namespace {

using namespace hobnob;

/// An instant as a calendar and clock show it.
std::string utc(Time time) {
  const std::chrono::sys_seconds at{std::chrono::seconds{time}};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{at - day};
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d:%02d UTC", int{date.year()}, unsigned{date.month()}, unsigned{date.day()},
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return text;
}

/// A stopwatch that reports to standard error.
class Watch {
 public:
  void lap(const char* what) {
    const auto now = std::chrono::steady_clock::now();
    std::fprintf(stderr, "%-28s %9.1f ms\n", what, std::chrono::duration<double, std::milli>(now - start_).count());
    start_ = std::chrono::steady_clock::now();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

Network read(const std::string& data, std::uint64_t max_rejected, std::ostream& out) {
  if (data.empty()) {
    Network network = generate_community();
    out << "Read: a made-up community (seed 1)";
    return network;
  }
  if (std::filesystem::is_directory(data)) {
    Network network = read_csv_folder(data);
    out << "Read: the CSV files of a folder";
    return network;
  }
  Network network;
  const ImportReport report = import_interactions(network, data, {.max_rejected = max_rejected});
  out << "Read: " << std::filesystem::path(data).filename().string();
  if (!report.rejected.empty())
    out << ", " << report.rejected.size() << " of " << report.rows << " rows left out (line " << report.rejected[0].line << ": "
        << report.rejected[0].reason << ")";
  return network;
}

/// Somebody with as many ties as most, who would like to meet the best connected member there is a way to, but no tie.
std::pair<MemberId, MemberId> choose(const Snapshot& snapshot, const View& view) {
  std::vector<MemberId> with_ties;
  const auto degree = [&](MemberId u) { return snapshot.offsets()[index(u) + 1] - snapshot.offsets()[index(u)]; };
  for (std::uint32_t u = 0; u < snapshot.member_count(); ++u)
    if (degree(MemberId{u}) > 0) with_ties.push_back(MemberId{u});
  if (with_ties.empty()) throw Error(Errc::invalid_argument, "nobody in this record has a tie");
  std::ranges::stable_sort(with_ties, [&](MemberId a, MemberId b) { return degree(a) > degree(b); });
  const MemberId seeker = with_ties[with_ties.size() / 2];
  for (const MemberId target : with_ties) {
    if (target == seeker) continue;
    const Paths paths = find_paths(view, seeker, target, {.k = 1});
    if (!paths.direct && !paths.empty()) return {seeker, target};
  }
  throw Error(Errc::invalid_argument, "everybody within three ties is known already: choose with --from and --to");
}

std::string shown(const View& view, MemberId u) { return view.name(u).empty() ? view.key(u).to_string() : std::string(view.name(u)); }

std::string called(const View& view, MemberId u) {
  const std::string key = view.key(u).to_string();
  return view.name(u).empty() || view.name(u) == key ? key : std::string(view.name(u)) + " (" + key + ")";
}

struct Wanted {
  std::string data, from, to, max_rejected = "0", out;
};

std::string answer(const Wanted& wanted) {
  Watch watch;
  std::ostringstream text;
  const Network network =
      read(wanted.data, wanted.max_rejected == "all" ? any_number : std::strtoull(wanted.max_rejected.c_str(), nullptr, 10), text);
  text << ": " << network.member_count() << " members, " << network.connection_count() << " declared connections, " << network.interaction_count()
       << " interactions.\n";
  watch.lap("read");

  const LogisticTies model = fit_ties(network, network.last_event());
  watch.lap("fit_ties");
  const Snapshot snapshot = network.snapshot(network.last_event(), model);
  watch.lap("snapshot");
  text << "As of: " << utc(snapshot.as_of()) << " (" << snapshot.as_of() << "), the last event: " << snapshot.tie_count() / 2
       << " pairs with a tie, by " << to_text(snapshot.model()) << ".\n";
  if (!snapshot.notice().empty()) text << "Note: " << snapshot.notice() << "\n";

  const View view = snapshot.owner_view(Policy::open());
  const auto [seeker, target] = wanted.from.empty() ? choose(snapshot, view) : std::pair{view.id(wanted.from), view.id(wanted.to)};
  watch.lap("who asks for whom");
  const Paths paths = find_paths(view, seeker, target);
  watch.lap("find_paths");
  const Introducers introducers = rank_introducers(view, seeker, target);
  watch.lap("rank_introducers");
  text << "\nWho can introduce " << called(view, seeker) << " to " << called(view, target) << "?\n" << to_text(paths);
  for (std::size_t row = 0; row < std::min<std::size_t>(paths.size(), 3); ++row) text << "\n" << explain(view, paths, row).text;
  text << "\nWhom to ask first?\n" << to_text(introducers);
  watch.lap("explain and print");

  const Authors authors = rank_reach(view, {.k = 5});
  watch.lap("rank_reach");
  const MemberId author = authors[0].item.member;
  const Reach reach = estimate_reach(view, author);
  const Audience opted_in = audience(view, author);
  const Readers readers = rank_readers(view, author, {.k = 10});
  const ReachPoint post = estimate_reach(view, author, {.times = {180}, .channels = {.groups = std::vector<std::string>{}}}).rows[0];
  const ReachPoint group =
      estimate_reach(view, author, {.times = {180}, .channels = {.follow = false, .subscription = false, .connection = false}}).rows[0];
  EffortOptions asked{.members = view.member_count(),
                      .post_readers = post.readers,
                      .post_conversations = post.conversations,
                      .group_readers = group.readers,
                      .group_conversations = group.conversations};
  if (!paths.empty()) asked.ask_chance = paths[0].score;
  const Effort costs = effort(asked);
  const PostComparison posts = compare_posts(view, author);
  watch.lap("reach, audience, readers");
  text << "\nWhose words carry farthest?\n" << to_text(authors);
  text << "\nHow far do the words of " << called(view, author) << " carry?\n" << to_text(reach) << "\n" << to_text(opted_in);
  text << "\nWho is likely to read them, and to talk?\n" << to_text(readers);
  text << "\nWhat does a conversation cost?\n" << to_text(costs);
  text << "\nWhere should " << called(view, author) << " post?\n" << to_text(posts);

  text << "\nLimits: these are the model's chances (" << view.model().name << ", window " << view.model().window_days
       << " days), not yet compared with real outcomes here;\nties are taken as independent; chances of reading are presets; what nobody recorded, "
          "nobody knows.\n";
  if (!wanted.out.empty()) {
    const std::filesystem::path folder = wanted.out;
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "table.txt") << text.str();
    const std::vector<double> days{1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 150, 180};
    const Reach curve = estimate_reach(view, author, {.times = days});
    const PostComparison curves = compare_posts(view, author, {.times = days});
    report((folder / "report.html").string(), {paths, introducers, curve, opted_in, readers, costs, curves},
           {.title = shown(view, seeker) + " to " + shown(view, target) + ", and how far words carry"});
    watch.lap("report");
  }
  return text.str();
}

}  // namespace

int main(int argc, char** argv) {
  Wanted wanted;
  for (int i = 1; i < argc; i += 2) {
    const std::string_view option = argv[i];
    std::string* value = option == "--data"           ? &wanted.data
                         : option == "--from"         ? &wanted.from
                         : option == "--to"           ? &wanted.to
                         : option == "--max-rejected" ? &wanted.max_rejected
                         : option == "--out"          ? &wanted.out
                                                      : nullptr;
    if (!value || i + 1 == argc) {
      std::cerr << "usage: hobnob-demo [--data FILE-OR-FOLDER] [--max-rejected N|all] [--from KEY --to KEY] [--out FOLDER]\n";
      return 2;
    }
    *value = argv[i + 1];
  }
  if (wanted.from.empty() != wanted.to.empty()) {
    std::cerr << "--from and --to go together\n";
    return 2;
  }
  try {
    std::cout << answer(wanted);
    return 0;
  } catch (const Error& error) {
    std::cerr << "hobnob-demo: " << error.what() << "\n";
    return error.code() == Errc::unknown_member ? 2 : 1;
  } catch (const std::exception& error) {
    std::cerr << "hobnob-demo: " << error.what() << "\n";
    return 1;
  }
}

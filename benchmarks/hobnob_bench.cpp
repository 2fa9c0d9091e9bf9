// How long does an answer take? Times of single questions, the work behind them, and the bytes a tie costs.
// A question's time is the processor time of the thread that asks: what one waits on an idle machine, and still true on a busy one.
//
//   hobnob_bench                                   # communities and Chung–Lu graphs of 10,000 members
//   hobnob_bench --benchmark_filter=1e6            # 1,000,000 members, 10,000,000 pairs: 3 GB, two minutes
//   hobnob_bench --benchmark_filter=1e7            # 10,000,000 events of 1,000,000 pairs: a snapshot and a fit, 2 GB
//   hobnob_bench --data FILE [--as-of SECONDS]     # your interactions: find_paths over 1,000 random questions, chance over 500
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hobnob/hobnob.hpp"
#include "subjects.hpp"

namespace {

using namespace hobnob;
using Questions = std::vector<std::pair<MemberId, MemberId>>;

struct Subject {
  std::string kind;
  std::int64_t members;
  Network network;
  Snapshot snapshot;
};

/// The subject asked for; made when first asked for, and dropped when another is.
const Subject& subject(const std::string& kind, std::int64_t members) {
  static std::optional<Subject> now;
  if (!now || now->kind != kind || now->members != members) {
    now.reset();
    Network network = bench::make(kind, members);
    Snapshot snapshot = network.snapshot(network.last_event());
    now.emplace(Subject{kind, members, std::move(network), std::move(snapshot)});
  }
  return *now;
}

/// Processor time of this thread so far, in microseconds; asking for it takes about 0.3 of them.
double processor_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e6 * static_cast<double>(time.tv_sec) + 1e-3 * static_cast<double>(time.tv_nsec);
}

/// The value that `share` of the sorted times stay below or at.
double quantile(const std::vector<double>& sorted, double share) {
  return sorted.empty() ? 0 : sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

/// Asks one question an iteration, in turn, and notes how long each took and how many ties it looked at.
template <class Ask>
void measure(benchmark::State& state, const Questions& questions, Ask&& ask) {
  std::vector<double> microseconds;
  double ties = 0;
  std::size_t next = 0;
  for (auto _ : state) {
    const auto [seeker, target] = questions[next++ % questions.size()];
    const double start = processor_time();
    const auto answer = ask(seeker, target);
    microseconds.push_back(processor_time() - start);
    ties += static_cast<double>(answer.ties_touched);
    benchmark::DoNotOptimize(answer.rows.data());
  }
  std::ranges::sort(microseconds);
  state.counters["p50_us"] = quantile(microseconds, 0.50);
  state.counters["p99_us"] = quantile(microseconds, 0.99);
  state.counters["ties"] = ties / static_cast<double>(microseconds.size());
  state.SetItemsProcessed(static_cast<std::int64_t>(microseconds.size()));
}

void build_snapshot(benchmark::State& state, const std::string& kind, std::int64_t members) {
  const Subject& of = subject(kind, members);
  for (auto _ : state) {
    const Snapshot snapshot = of.network.snapshot(of.network.last_event());
    benchmark::DoNotOptimize(snapshot.costs().data());
  }
  const double pairs = static_cast<double>(of.snapshot.tie_count()) / 2, people = of.snapshot.member_count();
  const SnapshotMemory memory = of.snapshot.memory_usage();
  state.counters["pairs"] = pairs;
  state.counters["B/pair"] = static_cast<double>(memory.ties) / pairs;
  state.counters["explain_B/pair"] = static_cast<double>(memory.explanation) / pairs;
  state.counters["B/member"] = static_cast<double>(memory.members) / people;
  state.counters["audience_B/member"] = static_cast<double>(memory.audience) / people;
  state.counters["record_B/pair"] = static_cast<double>(of.network.memory_usage().total()) / pairs;
}

void register_for(const std::string& kind, const std::string& size, std::int64_t members) {
  const bool large = members > 100'000;
  const std::string graph = kind + "/" + size;
  const auto add = [&](const std::string& question, int iterations, auto run) {
    auto* it = benchmark::RegisterBenchmark((question + "/" + graph).c_str(), run)->Unit(benchmark::kMicrosecond);
    if (iterations > 0) it->Iterations(iterations);
  };
  if (kind == "community")
    add("generate", large ? 1 : 3, [=](benchmark::State& state) {
      for (auto _ : state) benchmark::DoNotOptimize(bench::make(kind, members).member_count());
    });
  add("snapshot", large ? 2 : 5, [=](benchmark::State& state) { build_snapshot(state, kind, members); });
  for (const int hops : {3, 4}) {
    const int iterations = large && hops == 4 ? 1'000 : 5'000;  // a fixed set of questions: builds are compared on the same work
    const std::string bound = "/hops:" + std::to_string(hops);
    add("find_paths" + bound, iterations, [=](benchmark::State& state) {
      const Snapshot& snapshot = subject(kind, members).snapshot;
      const View view = snapshot.owner_view(Policy::open());
      measure(state, bench::questions(snapshot, 5'000), [&](MemberId s, MemberId t) { return find_paths(view, s, t, {.max_hops = hops}); });
    });
    add("find_paths_as_member" + bound, iterations, [=](benchmark::State& state) {  // the seeker's own view, made anew for each question
      const Snapshot& snapshot = subject(kind, members).snapshot;
      measure(state, bench::questions(snapshot, 5'000),
              [&](MemberId s, MemberId t) { return find_paths(snapshot.view(snapshot.key(s), Policy::open()), s, t, {.max_hops = hops}); });
    });
  }
  add("rank_introducers/hops:3", 5'000, [=](benchmark::State& state) {
    const Snapshot& snapshot = subject(kind, members).snapshot;
    const View view = snapshot.owner_view(Policy::open());
    measure(state, bench::questions(snapshot, 5'000), [&](MemberId s, MemberId t) { return rank_introducers(view, s, t); });
  });
  add("discover_targets", large ? 200 : 1'000, [=](benchmark::State& state) {
    const Snapshot& snapshot = subject(kind, members).snapshot;
    const View view = snapshot.owner_view(Policy::open());
    measure(state, bench::questions(snapshot, 5'000), [&](MemberId s, MemberId) { return discover_targets(view, s); });
  });
  for (const int threads : {1, 2})
    add("discover_targets_for_all/resource_allocation/threads:" + std::to_string(threads), 1, [=](benchmark::State& state) {
      const Snapshot& snapshot = subject(kind, members).snapshot;
      const View view = snapshot.owner_view(Policy::open());
      TargetOptions options;
      options.measure = TargetMeasure::resource_allocation, options.threads = threads;
      TargetLists lists;
      for (auto _ : state) lists = discover_targets_for_all(view, options);
      state.counters["wedges_per_second"] =  // ties walked less the first of each wedge
          benchmark::Counter(static_cast<double>(lists.ties_touched - snapshot.tie_count()), benchmark::Counter::kIsRate);
      state.counters["members_per_second"] = benchmark::Counter(snapshot.member_count(), benchmark::Counter::kIsRate);
      state.counters["rows"] = static_cast<double>(lists.size());
    });
  add("rank_readers", 5'000, [=](benchmark::State& state) {
    const Snapshot& snapshot = subject(kind, members).snapshot;
    const View view = snapshot.owner_view(Policy::open());
    measure(state, bench::questions(snapshot, 5'000), [&](MemberId s, MemberId) { return rank_readers(view, s, {.k = 10}); });
  });
  for (const int threads : {1, 2})
    add("rank_reach/threads:" + std::to_string(threads), large ? 1 : 20, [=](benchmark::State& state) {
      const Snapshot& snapshot = subject(kind, members).snapshot;
      const View view = snapshot.owner_view(Policy::open());
      std::uint64_t entries = 0;
      for (auto _ : state) entries = rank_reach(view, {.k = 20, .threads = threads}).ties_touched;
      state.counters["entries"] = static_cast<double>(entries);
      state.counters["authors_per_second"] =
          benchmark::Counter(static_cast<double>(snapshot.member_count()) * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
    });
  for (const int threads : {1, 2})
    for (const int registers : {0, 64}) {  // two hops counted, three estimated
      const std::string how = registers == 0 ? "/hops:2" : "/hops:3/registers:64";
      add("rank_within" + how + "/threads:" + std::to_string(threads), large ? 1 : 20, [=](benchmark::State& state) {
        const Snapshot& snapshot = subject(kind, members).snapshot;
        const View view = snapshot.owner_view(Policy::open());
        double ties = 0;
        for (auto _ : state)
          ties = static_cast<double>(
              rank_within(view, {.hops = registers == 0 ? 2 : 3, .k = 20, .approximate = registers, .threads = threads}).ties_touched);
        state.counters["ties"] = ties;
        state.counters["ties_per_second"] = benchmark::Counter(ties * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
      });
    }
  if (kind == "community") {  // follows, subscriptions and groups are its alone
    add("choose_seeds/share:0.02", large ? 1 : 3, [=](benchmark::State& state) {
      const Snapshot& snapshot = subject(kind, members).snapshot;
      const View view = snapshot.owner_view(Policy::open());
      SeedOptions options;
      options.k = 50, options.share = 0.02, options.max_samples = 1 << 20;
      Seeds seeds;
      for (auto _ : state) seeds = choose_seeds(view, options);
      state.counters["certificate"] = seeds.certificate;
      state.counters["samples"] = static_cast<double>(seeds.samples);
      state.counters["entries"] = static_cast<double>(seeds.ties_touched);
    });
  }
  add("cheapest_path", 1'000, [=](benchmark::State& state) {
    const Snapshot& snapshot = subject(kind, members).snapshot;
    const View view = snapshot.owner_view(Policy::open());
    measure(state, bench::questions(snapshot, 5'000), [&](MemberId s, MemberId t) { return cheapest_path(view, s, t); });
  });
}

/// Seeds on a plain graph under the weighted cascade: the pairs of chung_lu, both ways.
void register_cascade() {
  static const auto plain = [] {
    static const ArcGraph graph = [] {
      const Snapshot& snapshot = subject("chung_lu", 10'000).snapshot;
      const View view = snapshot.owner_view(Policy::open());
      std::vector<ArcRow> rows;
      for (std::uint32_t u = 0; u < view.id_bound(); ++u)
        for (const Tie tie : view.ties_from(MemberId{u})) rows.push_back({view.key(MemberId{u}), view.key(tie.member), 1});
      return ArcGraph(rows).weighted();
    }();
    return &graph;
  };
  benchmark::RegisterBenchmark("choose_seeds/arcs/chung_lu/1e4",
                               [](benchmark::State& state) {
                                 ArcSeedOptions options;
                                 options.k = 50, options.max_samples = 1 << 20, options.quality = 1;
                                 Seeds seeds;
                                 for (auto _ : state) seeds = choose_seeds(*plain(), options);
                                 state.counters["certificate"] = seeds.certificate;
                                 state.counters["sets_per_second"] = benchmark::Counter(
                                     static_cast<double>(seeds.samples) * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
                                 state.counters["arcs"] = static_cast<double>(seeds.ties_touched);
                               })
      ->Unit(benchmark::kMillisecond)
      ->Iterations(3);
}

/// What a busy record costs: a snapshot of 10⁷ events, and a fit to 10⁶ pairs.
void register_busy() {
  static const auto record = [] {
    static const Network network = bench::busy(1'000'000, 10'000'000, 1);
    return &network;
  };
  static constexpr Time as_of = 300 * seconds_per_day;
  benchmark::RegisterBenchmark("snapshot/events:1e7",
                               [](benchmark::State& state) {
                                 const Network& network = *record();
                                 std::size_t ties = 0;
                                 for (auto _ : state) ties = network.snapshot(as_of).tie_count();
                                 state.counters["pairs"] = static_cast<double>(ties) / 2;
                                 state.counters["events"] = static_cast<double>(network.interaction_count());
                               })
      ->Unit(benchmark::kMillisecond)
      ->Iterations(3);
  benchmark::RegisterBenchmark("fit_ties/events:1e7",
                               [](benchmark::State& state) {
                                 const Network& network = *record();
                                 TieFit fit;
                                 for (auto _ : state) fit = fit_ties(network, as_of).fit;
                                 state.counters["rows"] = static_cast<double>(fit.rows);
                                 state.counters["positives"] = static_cast<double>(fit.positives);
                               })
      ->Unit(benchmark::kMillisecond)
      ->Iterations(3);
}

/// The chance of at least one introduction at 3 hops, of pairs of members with a path between them: time, how it was come by and how far its
/// bounds are from each other.
void measure_chance(const Snapshot& snapshot, const View& view) {
  std::vector<double> microseconds, widths;
  std::map<std::string, int> methods;
  for (const auto& [seeker, target] : bench::questions(snapshot, 5'000)) {
    const double start = processor_time();
    const Chance chance = hobnob::chance(view, seeker, target);
    const double time = processor_time() - start;
    if (chance.empty()) continue;
    microseconds.push_back(time);
    widths.push_back(chance.upper - chance.lower);
    ++methods[chance.method];
    if (microseconds.size() == 500) break;
  }
  std::ranges::sort(microseconds), std::ranges::sort(widths);
  std::printf("chance, 3 hops: p50 %.0f us, p95 %.0f us; width p50 %.4f, p95 %.4f, most %.4f;", quantile(microseconds, 0.50),
              quantile(microseconds, 0.95), quantile(widths, 0.50), quantile(widths, 0.95), quantile(widths, 1));
  for (const auto& [method, count] : methods) std::printf(" %s %d", method.c_str(), count);
  std::printf(" of %zu\n", microseconds.size());
}

/// find_paths and chance on a file of interactions, as of an instant.
int measure_file(const std::string& file, std::optional<Time> as_of) {
  const Network network = read_interactions(file, {.keys = KeyKind::integer});
  const Snapshot snapshot = network.snapshot(as_of.value_or(network.last_event()));
  const View view = snapshot.owner_view(Policy::open());
  const double pairs = static_cast<double>(snapshot.tie_count()) / 2;
  const SnapshotMemory memory = snapshot.memory_usage();
  std::printf("%zu interactions, %u members and %.0f pairs as of %lld; %.1f bytes a pair for ties, %.1f for explanations\n",
              network.interaction_count(), snapshot.member_count(), pairs, static_cast<long long>(snapshot.as_of()),
              static_cast<double>(memory.ties) / pairs, static_cast<double>(memory.explanation) / pairs);
  if (!snapshot.notice().empty()) std::printf("note: %s\n", snapshot.notice().c_str());
  for (const int hops : {3, 4}) {
    std::vector<double> microseconds;
    double ties = 0, found = 0, total = 0;
    for (const auto& [seeker, target] : bench::questions(snapshot, 1'000)) {
      const double start = processor_time();
      const Paths paths = find_paths(view, seeker, target, {.max_hops = hops});
      microseconds.push_back(processor_time() - start);
      total += microseconds.back();
      ties += static_cast<double>(paths.ties_touched);
      found += paths.empty() ? 0 : 1;
    }
    if (microseconds.empty()) break;
    std::ranges::sort(microseconds);
    std::printf("find_paths, %d hops: p50 %.1f us, p99 %.1f us, %.0f questions a second, %.0f ties a question, %.0f of 1000 answered\n", hops,
                quantile(microseconds, 0.50), quantile(microseconds, 0.99), 1e9 / total, ties / 1'000, found);
  }
  measure_chance(snapshot, view);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string file;
  std::optional<Time> as_of;
  bool large = false, busy = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--data" && i + 1 < argc) file = argv[i + 1];
    if (argument == "--as-of" && i + 1 < argc) as_of = std::strtoll(argv[i + 1], nullptr, 10);
    if (argument.find("1e6") != std::string_view::npos) large = true;
    if (argument.find("1e7") != std::string_view::npos) busy = true;
  }
  try {
    if (!file.empty()) return measure_file(file, as_of);
    for (const std::string kind : {"community", "chung_lu"}) {
      register_for(kind, "1e4", 10'000);
      if (large) register_for(kind, "1e6", 1'000'000);
    }
    register_cascade();
    if (busy) register_busy();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "hobnob_bench: %s\n", error.what());
    return 1;
  }
}

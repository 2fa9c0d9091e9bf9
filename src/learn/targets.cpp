#include "hobnob/learn/targets.hpp"

#include <fmt/format.h>

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

#include "core/words.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/search/parallel.hpp"
#include "introduce/closeness.hpp"
#include "learn/resample.hpp"
#include "learn/window.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

using detail::target_measure_count;

constexpr std::size_t few_seekers = 5;
constexpr std::ptrdiff_t head = 50;
// Of the prior: weights are drawn towards those of the preset, by as many standard deviations as they are off in proportion.
constexpr double spread = 0.6;
constexpr double likely_scale = 0.5, scale_precision = 1e-3, least_scale = 0.05;

constexpr std::array classics{TargetMeasure::common_neighbours,
                              TargetMeasure::adamic_adar,
                              TargetMeasure::resource_allocation,
                              TargetMeasure::jaccard,
                              TargetMeasure::preferential_attachment,
                              TargetMeasure::katz,
                              TargetMeasure::pagerank};

detail::TargetMeasures measures_of(const TargetModel& model) {
  detail::TargetMeasures measures;
  for (std::size_t i = 0; i < target_measure_count; ++i) measures[i] = model.weight(static_cast<TargetMeasure>(i)) != 0;
  return measures;
}

using Progress = detail::Telling::Progress;

/// How things stood at an instant, and who has had a first-ever tie since.
class PastNetwork {
 public:
  template <class Options>
  PastNetwork(const Network& network, Time then, Time until, const Options& options, const Progress& hear)
      : before_(picture(network, then, options, hear)), view_(before_.owner_view(Policy::open())), met_(before_.member_count()) {
    const Snapshot after = picture(network, until, options, hear);
    constexpr std::uint32_t absent = 0xFFFF'FFFFU;
    std::vector<std::uint32_t> was(after.member_count(), absent);  // ids of then by ids of later: both ascend with the keys
    std::uint32_t later = 0;
    for (std::uint32_t u = 0; u < before_.member_count(); ++u) {
      const Key key = before_.key(MemberId{u});
      while (later < after.member_count() && after.key(MemberId{later}) < key) ++later;
      if (later < after.member_count() && after.key(MemberId{later}) == key) was[later] = u;
    }
    for (std::uint32_t u = 0; u < after.member_count(); ++u) {
      if (was[u] == absent) continue;
      const MemberId seeker{was[u]};
      for (const Tie tie : after.ties_from(MemberId{u})) {
        const std::uint32_t v = was[index(tie.member)];
        if (v != absent && !tied(seeker, MemberId{v})) met_[was[u]].push_back(MemberId{v});
      }
      if (!met_[was[u]].empty()) seekers_.push_back(seeker), positives_ += met_[was[u]].size();
    }
    std::ranges::sort(seekers_);
  }
  [[nodiscard]] const View& view() const noexcept { return view_; }
  /// Also where they show their ties to nobody: a tie that is there is no first-ever one.
  [[nodiscard]] bool tied(MemberId u, MemberId v) const noexcept { return before_.find_tie(u, v).has_value(); }
  [[nodiscard]] const std::vector<MemberId>& seekers() const noexcept { return seekers_; }
  [[nodiscard]] std::uint64_t positives() const noexcept { return positives_; }
  /// Ascending.
  [[nodiscard]] const std::vector<MemberId>& met(MemberId seeker) const noexcept { return met_[index(seeker)]; }

 private:
  template <class Options>
  static Snapshot picture(const Network& network, Time as_of, const Options& options, const Progress& hear) {
    return network.snapshot(
        as_of, preset({.window_days = options.window_days, .max_participants = options.max_participants, .kind_weights = options.kind_weights}),
        {.progress = [&hear](std::uint64_t done, std::uint64_t all) {
          return hear(done, all);
        }});   // not a copy, as what it holds may be another language's
  }
  Snapshot before_;
  View view_;
  std::vector<std::vector<MemberId>> met_;
  std::vector<MemberId> seekers_;
  std::uint64_t positives_ = 0;
};

void find_strangers(const PastNetwork& past, MemberId seeker, const detail::TargetMeasures& measures, bool everybody,
                    detail::ClosenessScratch& scratch, detail::Close& close, const Progress& hear) {
  detail::Telling tell(hear, 1);
  detail::find_close(
      past.view(), seeker, measures, everybody ? detail::Who::everybody : detail::Who::near,
      [&](MemberId t) { return t != seeker && !past.tied(seeker, t); }, scratch, close, tell);
}

/// Where those stand whom the seeker met, by falling score and then ascending id; only scores above 0 are on the list.
RankedQuery query_of(const std::vector<MemberId>& members, const std::vector<double>& scores, const std::vector<MemberId>& met) {
  RankedQuery query;
  query.relevant = static_cast<std::uint32_t>(met.size());
  for (const MemberId t : met) {
    const auto at = std::ranges::lower_bound(members, t);
    if (at == members.end() || *at != t) continue;
    const auto place = at - members.begin();
    const double score = scores[static_cast<std::size_t>(place)];
    if (!(score > 0)) continue;
    const auto before = std::count_if(scores.begin(), scores.begin() + place, [&](double other) { return other >= score; });
    const auto after = std::count_if(scores.begin() + place, scores.end(), [&](double other) { return other > score; });
    query.ranks.push_back(static_cast<std::uint32_t>(before + after + 1));
  }
  return query;
}

/// ∏ (M + δ)^w of each candidate, as `discover_targets` has it where nobody stated or showed anything.
std::vector<double> scores_of(const TargetModel& model, const detail::Close& close) {
  std::vector<double> scores(close.members.size(), 1.0);
  for (std::size_t i = 0; i < target_measure_count; ++i) {
    const double weight = model.weight(static_cast<TargetMeasure>(i));
    if (weight == 0) continue;
    const double scale = model.scales.empty() ? detail::typical(close.values[i]) : model.scales[i];
    for (std::size_t at = 0; at < scores.size(); ++at) scores[at] *= detail::power(close.values[i][at] + scale, weight);
  }
  return scores;
}

/// The first candidates of one seeker: ln(M + δ) by candidate and measure, and how much each was worth: together 1, those who were not met 0.
struct Lesson {
  Eigen::MatrixXd logs;
  Eigen::VectorXd worth;
};

/// Whom the preset puts first, for at most so many seekers, evenly spaced. Those who met none of them are left out: what is far down every list
/// says nothing of its head, and a fit to everybody spends its weights on it.
std::vector<Lesson> lessons_of(const PastNetwork& past, const TargetModel& model, const FitTargetsOptions& options) {
  const std::size_t all = past.seekers().size(), some = std::min(all, static_cast<std::size_t>(options.seekers));
  const detail::TargetMeasures measures = measures_of(model);
  std::vector<Lesson> lessons(some);
  parallel_blocks(
      some, 16, options.threads, options.progress, [] { return detail::ClosenessScratch{}; },
      [&](detail::ClosenessScratch& scratch, std::size_t begin, std::size_t end, const auto& breathe) {
        detail::Close close;
        const Progress hear = [&breathe](std::uint64_t, std::uint64_t) { return breathe(), true; };
        for (std::size_t i = begin; i < end; ++i) {
          const MemberId seeker = past.seekers()[i * all / some];
          find_strangers(past, seeker, measures, false, scratch, close, hear);
          const std::vector<double> scores = scores_of(model, close);
          std::vector<std::uint32_t> order(scores.size());
          std::iota(order.begin(), order.end(), 0U);
          const auto last = order.begin() + std::min(std::ssize(order), head);
          std::partial_sort(order.begin(), last, order.end(),
                            [&](std::uint32_t x, std::uint32_t y) { return scores[x] != scores[y] ? scores[x] > scores[y] : x < y; });
          order.erase(last, order.end());
          Lesson& lesson = lessons[i];
          lesson.logs.resize(std::ssize(order), static_cast<Eigen::Index>(measures.count()));
          lesson.worth = Eigen::VectorXd::Zero(std::ssize(order));
          Eigen::Index column = 0;
          for (std::size_t m = 0; m < target_measure_count; ++m) {
            if (!measures[m]) continue;
            const double scale = detail::typical(close.values[m]);
            for (Eigen::Index row = 0; row < std::ssize(order); ++row)
              lesson.logs(row, column) = std::log(close.values[m][order[static_cast<std::size_t>(row)]] + scale);
            ++column;
          }
          for (Eigen::Index row = 0; row < std::ssize(order); ++row)
            if (std::ranges::binary_search(past.met(seeker), close.members[order[static_cast<std::size_t>(row)]])) lesson.worth(row) = 1;
          const double met = lesson.worth.sum();
          if (met > 0) lesson.worth /= met;
        }
      });
  std::erase_if(lessons, [](const Lesson& lesson) { return !(lesson.worth.sum() > 0); });
  return lessons;
}

/// ln of the chance that those who were met are drawn first, each candidate in proportion to its score; with a normal prior of these centres and
/// precisions, its gradient and curvature. J. Guiver, E. Snelson, Bayesian inference for Plackett-Luce ranking models, 2009,
/// doi:10.1145/1553374.1553423, of the first place alone.
double posterior(const std::vector<Lesson>& lessons, const Eigen::VectorXd& at, const Eigen::VectorXd& centre, const Eigen::VectorXd& precision,
                 Eigen::VectorXd& gradient, Eigen::MatrixXd& curvature) {
  const Eigen::VectorXd off = at - centre;
  double sum = -0.5 * off.dot(precision.cwiseProduct(off));
  gradient = -precision.cwiseProduct(off), curvature = precision.asDiagonal();
  for (const Lesson& lesson : lessons) {
    const Eigen::VectorXd scores = lesson.logs * at;
    const double most = scores.maxCoeff();
    Eigen::VectorXd chance = (scores.array() - most).exp().matrix();
    const double total = chance.sum();
    chance /= total;
    sum += lesson.worth.dot((scores.array() - most - std::log(total)).matrix());
    gradient += lesson.logs.transpose() * (lesson.worth - chance);
    const Eigen::VectorXd mean = lesson.logs.transpose() * chance;
    curvature += lesson.logs.transpose() * chance.asDiagonal() * lesson.logs - mean * mean.transpose();
  }
  return sum;
}

/// The most probable weights of 0 or more. Newton steps among what is not held at 0, halved until they pay.
Eigen::VectorXd most_probable(const std::vector<Lesson>& lessons, Eigen::VectorXd at, const Eigen::VectorXd& centre,
                              const Eigen::VectorXd& precision) {
  Eigen::VectorXd gradient, ignored;
  Eigen::MatrixXd curvature, unused;
  double value = posterior(lessons, at, centre, precision, gradient, curvature);
  for (int step = 0; step < 60; ++step) {
    for (Eigen::Index i = 0; i < at.size(); ++i)
      if (at(i) <= 0 && gradient(i) < 0) curvature.row(i).setZero(), curvature.col(i).setZero(), curvature(i, i) = 1, gradient(i) = 0;
    const Eigen::VectorXd move = curvature.ldlt().solve(gradient);
    Eigen::VectorXd next;
    double length = 1;
    for (; length > 1e-6; length /= 2) {
      next = (at + length * move).cwiseMax(0.0);
      const double there = posterior(lessons, next, centre, precision, ignored, unused);
      if (there >= value) break;
    }
    if (length <= 1e-6) return at;
    const double moved = (next - at).cwiseAbs().maxCoeff();
    at = next;
    value = posterior(lessons, at, centre, precision, gradient, curvature);
    if (moved < 1e-9) return at;
  }
  return at;
}

}  // namespace

TargetModel fit_targets(const Network& network, Time as_of, const FitTargetsOptions& options) {
  validate(options);
  detail::check_instant(as_of);
  TargetModel model;
  const Time horizon = 2 * detail::seconds_of(options.window_days);
  const auto unfitted = [&](const std::string& why) {
    model.origin = fmt::format("{}; not fitted: {}", model.origin, why);
    return model;
  };
  if (as_of - horizon < min_time) return unfitted("there is no time before");
  const PastNetwork past(network, as_of - horizon, as_of, options, [&](std::uint64_t, std::uint64_t) {
    return !options.progress || options.progress(0, static_cast<std::uint64_t>(options.seekers));
  });
  if (past.seekers().size() < few_seekers)
    return unfitted(fmt::format("{} made a first-ever tie in the last {:g} days", detail::count(past.seekers().size(), "member", "members"),
                                2 * options.window_days));
  const std::vector<Lesson> lessons = lessons_of(past, model, options);
  if (lessons.size() < few_seekers)
    return unfitted(fmt::format("{} had met anybody near the head of their list", detail::count(lessons.size(), "member", "members")));
  std::vector<double TargetModel::*> places;
  for (double TargetModel::*const place : detail::target_weights)
    if (model.*place != 0) places.push_back(place);
  Eigen::VectorXd preset(std::ssize(places));
  for (std::size_t j = 0; j < places.size(); ++j) preset(static_cast<Eigen::Index>(j)) = model.*places[j];
  // A product of powers has no scale, the chance of being drawn has one: first that, with the proportions of the preset; then the proportions.
  std::vector<Lesson> as_one = lessons;
  for (Lesson& lesson : as_one) lesson.logs = lesson.logs * preset;
  const auto one = [](double x) { return Eigen::VectorXd::Constant(1, x); };
  const double scale = std::max(least_scale, most_probable(as_one, one(likely_scale), one(likely_scale), one(scale_precision))(0));
  const Eigen::VectorXd centre = scale * preset;
  const Eigen::VectorXd found = most_probable(lessons, centre, centre, (spread * centre).array().square().inverse().matrix());
  for (std::size_t j = 0; j < places.size(); ++j) model.*places[j] = found(static_cast<Eigen::Index>(j)) / scale;
  model.origin = fmt::format("fitted to {} of {} in {:g} days", detail::count(past.positives() / 2, "first-ever tie", "first-ever ties"),
                             detail::count(past.seekers().size(), "member", "members"), 2 * options.window_days);
  return model;
}

TargetBacktest backtest_targets(const Network& network, const TargetBacktestOptions& options) {
  validate(options);
  detail::check_cuts(options.cuts);
  const std::vector<Time> times = network.interaction_times();
  if (times.empty()) throw Error(Errc::invalid_argument, "a network without interactions has no past to test lists on");
  const Time horizon = 2 * detail::seconds_of(options.window_days);
  const std::uint64_t steps = 2 * options.cuts.size();
  std::uint64_t done = 0;
  const auto tell = [&] {
    if (options.progress && !options.progress(done, steps)) throw Error(Errc::cancelled, "the progress callback asked to stop");
  };
  const auto hear = [&](std::uint64_t, std::uint64_t) { return !options.progress || options.progress(done, steps); };

  TargetBacktest out;
  for (const double share : options.cuts) {
    tell();
    const Time as_of = detail::cut_of(times, share);
    const TargetModel fitted = fit_targets(network, as_of,
                                           {.window_days = options.window_days,
                                            .max_participants = options.max_participants,
                                            .kind_weights = options.kind_weights,
                                            .seekers = options.seekers,
                                            .threads = options.threads,
                                            .progress = hear});
    ++done, tell();
    const PastNetwork past(network, as_of, std::min(as_of + horizon, max_time), options, hear);
    struct Way {
      std::string name;
      TargetModel model;
      bool everybody;
      std::vector<RankedQuery> queries;
    };
    std::vector<Way> ways{{"fitted", fitted, false, {}}, {"preset", TargetModel{}, false, {}}};
    for (const TargetMeasure measure : classics)
      ways.push_back({std::string(target_measure_names[static_cast<std::size_t>(measure)]), TargetModel::only(measure), true, {}});
    detail::TargetMeasures of_models, of_classics;
    for (Way& way : ways) {
      (way.everybody ? of_classics : of_models) |= measures_of(way.model);
      way.queries.resize(past.seekers().size());
    }
    parallel_blocks(
        past.seekers().size(), 16, options.threads, hear, [] { return detail::ClosenessScratch{}; },
        [&](detail::ClosenessScratch& scratch, std::size_t begin, std::size_t end, const auto& breathe) {
          detail::Close near, all;
          const Progress listen = [&breathe](std::uint64_t, std::uint64_t) { return breathe(), true; };
          for (std::size_t i = begin; i < end; ++i) {
            const MemberId seeker = past.seekers()[i];
            find_strangers(past, seeker, of_models, false, scratch, near, listen);
            find_strangers(past, seeker, of_classics, true, scratch, all, listen);
            for (Way& way : ways) {
              const detail::Close& close = way.everybody ? all : near;
              way.queries[i] = query_of(close.members, scores_of(way.model, close), past.met(seeker));
            }
          }
        });
    ++done, tell();
    for (Way& way : ways) {
      TargetCut& row = out.rows.emplace_back();
      row.cut = share, row.as_of = as_of, row.until = std::min(as_of + horizon, max_time);
      row.ranking = std::move(way.name), row.model = way.model.origin;
      row.whole = as_of - horizon >= times.front() && as_of + horizon <= times.back();
      row.members = past.view().member_count(), row.seekers = past.seekers().size(), row.positives = past.positives();
      row.scores = score_rankings(way.queries, {options.k});
      row.intervals = detail::bootstrap_rankings(way.queries, {options.k, options.resamples, options.seed}, tell);
    }
  }
  return out;
}

std::string to_text(const TargetBacktest& backtest) {
  std::string out;
  for (const TargetCut& row : backtest) {
    out +=
        fmt::format("{:g} ({}): {}: nDCG@{} {:.3f} [{:.3f}, {:.3f}], MRR {:.3f}, hits@{} {:.3f}", row.cut, detail::date(row.as_of), row.ranking,
                    row.scores.k, row.scores.ndcg, row.intervals.ndcg.lower, row.intervals.ndcg.upper, row.scores.mrr, row.scores.k, row.scores.hits);
    out += fmt::format("; {} first-ever ties of {}{}\n", row.positives / 2, detail::count(row.seekers, "member", "members"),
                       row.whole ? "" : "; the record does not hold both windows");
  }
  return out;
}

Table to_table(const TargetBacktest& backtest) {
  Table table;
  const auto add = [&](std::string name, const auto& get) {
    std::vector<std::decay_t<decltype(get(TargetCut{}))>> column;
    column.reserve(backtest.size());
    for (const TargetCut& row : backtest) column.push_back(get(row));
    table.columns.push_back({std::move(name), std::move(column)});
  };
  const auto add_interval = [&](const std::string& name, Interval95 RankingIntervals::*which) {
    add(name, [&](const TargetCut& row) { return (row.intervals.*which).value; });
    add(name + "_lower", [&](const TargetCut& row) { return (row.intervals.*which).lower; });
    add(name + "_upper", [&](const TargetCut& row) { return (row.intervals.*which).upper; });
  };
  const auto whole = [](std::uint64_t number) { return static_cast<std::int64_t>(number); };
  add("cut", [](const TargetCut& row) { return row.cut; });
  add("as_of", [](const TargetCut& row) { return row.as_of; });
  add("until", [](const TargetCut& row) { return row.until; });
  add("ranking", [](const TargetCut& row) { return row.ranking; });
  add("whole", [](const TargetCut& row) { return std::int64_t{row.whole}; });
  add("members", [&](const TargetCut& row) { return whole(row.members); });
  add("seekers", [&](const TargetCut& row) { return whole(row.seekers); });
  add("positives", [&](const TargetCut& row) { return whole(row.positives); });
  add_interval("ndcg", &RankingIntervals::ndcg);
  add_interval("mrr", &RankingIntervals::mrr);
  add_interval("recall", &RankingIntervals::recall);
  add_interval("hits", &RankingIntervals::hits);
  return table;
}

}  // namespace v0
}  // namespace hobnob

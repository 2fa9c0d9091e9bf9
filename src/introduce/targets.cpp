#include "hobnob/introduce/targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "core/words.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/search/parallel.hpp"
#include "introduce/closeness.hpp"
#include "introduce/query.hpp"
#include "introduce/restraint.hpp"
#include "introduce/topics.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

using detail::TopicWeights;

constexpr double impressions_to_halve = 3;

/// What all rows of one call have in common.
class Wanted {
 public:
  explicit Wanted(const TargetOptions& options) : options_(options), model_(options.measure ? TargetModel::only(*options.measure) : options.model) {
    validate(options);
    hobnob::validate(model_);
    for (std::size_t i = 0; i < detail::target_measure_count; ++i) measures_[i] = model_.weight(static_cast<TargetMeasure>(i)) != 0;
    if (measures_.none()) refuse("at least one measure must have a weight other than 0");
    if (!model_.scales.empty() && model_.scales.size() != detail::target_measure_count)
      refuse(fmt::format("scales must be empty or one for each of {} measures, got {}", detail::target_measure_count, model_.scales.size()));
    for (const double scale : model_.scales)
      if (!(scale >= 0 && std::isfinite(scale))) refuse(fmt::format("scales must be 0 or more and finite, got {}", scale));
  }
  [[nodiscard]] const TargetOptions& options() const noexcept { return options_; }
  [[nodiscard]] const TargetModel& model() const noexcept { return model_; }
  [[nodiscard]] const detail::TargetMeasures& measures() const noexcept { return measures_; }

 private:
  [[noreturn]] static void refuse(const std::string& why) { throw Error(Errc::invalid_argument, "target model: " + why); }
  const TargetOptions& options_;
  TargetModel model_;
  detail::TargetMeasures measures_;
};

/// One seeker's question, as a view answers it.
class TargetSearch {
 public:
  /// `topics` are this view's, if they are known.
  TargetSearch(const View& view, MemberId seeker, const Wanted& wanted, detail::ClosenessScratch& scratch, detail::Telling& tell,
               const TopicWeights* topics = nullptr)
      : view_(view), seeker_(seeker), wanted_(wanted), options_(wanted.options()), scratch_(scratch), tell_(tell), topics_(topics) {
    for (const Key& key : options_.exclude)
      if (const MemberId u = view.id(key); view.contains(u)) excluded_.push_back(u);
    std::ranges::sort(excluded_);
    shown_ = view.shown_to(seeker);
    view.for_each_ask(seeker, [&](const AskFacts& ask) {
      const bool rests = detail::lately(view, ask, options_.rest_days);
      if (ask.state == AskState::open || (ask.state == AskState::declined && rests)) not_now_.push_back(ask.target);
      if (ask.state == AskState::refused && rests) resting_.push_back(ask.introducer);
    });
    std::ranges::sort(not_now_);
    std::ranges::sort(resting_);
  }

  /// Places in `close()`, best first, at most k.
  std::vector<std::pair<double, std::uint32_t>> best() {
    const bool spread = options_.per_industry > 0 || options_.per_organisation > 0 || options_.per_group > 0;
    const bool few = !wanted_.model().scales.empty() && !options_.everybody && !spread;   // no figure hangs on all of them together
    detail::find_close(
        view_, seeker_, wanted_.measures(),
        options_.everybody ? detail::Who::everybody
        : few              ? detail::Who::near_unordered
                           : detail::Who::near,
        [this](MemberId t) { return possible(t); }, scratch_, close_, tell_);
    for (std::size_t i = 0; i < detail::target_measure_count; ++i)
      if (wanted_.measures()[i]) scales_[i] = wanted_.model().scales.empty() ? detail::typical(close_.values[i]) : wanted_.model().scales[i];
    std::vector<Place> rows = few ? best_of_few() : scored();
    const auto last = rows.begin() + (spread ? std::ssize(rows) : std::min<std::ptrdiff_t>(std::ssize(rows), options_.k));
    tell_.partial_sort(rows.begin(), last, rows.end(), [this](const Place& a, const Place& b) { return better(a, b); });
    rows.erase(last, rows.end());
    if (spread) keep_diverse(rows);
    return rows;
  }
  [[nodiscard]] const detail::Close& close() const noexcept { return close_; }

  /// The product, and each of its factors to `tell(name, value)`.
  template <class Tell>
  double score(std::uint32_t at, const Tell& tell) {
    const MemberId t = close_.members[at];
    double product = 1;
    const auto times = [&](std::string_view name, double value) { product *= value, tell(name, value); };
    for (std::size_t i = 0; i < detail::target_measure_count; ++i)
      if (wanted_.measures()[i]) times(target_measure_names[i], closeness(i, at));
    times("fit", fit(t));
    times("openness", view_.openness(t));
    times("novelty", novelty(t));
    times("rested", std::exp2(-impressions(t) / impressions_to_halve));
    return product;
  }

  /// The z through whom an introduction is most likely.
  [[nodiscard]] MemberId via(MemberId t) const {
    MemberId best = no_member;
    double chance = 0;
    auto&& near = view_.ties_from(seeker_);
    auto&& far = view_.ties_to(t);
    auto z = near.begin();
    auto y = far.begin();
    while (z != near.end() && y != far.end()) {
      const MemberId a = (*z).member, b = (*y).member;
      if (a == b && !view_.blocked(a, seeker_) && !std::ranges::binary_search(resting_, a)) {
        const double through = probability_of(double{(*z).cost} + double{(*y).cost}) * view_.willingness(a);
        if (through > chance) chance = through, best = a;
      }
      if (a <= b) ++z;
      if (b <= a) ++y;
    }
    return best;
  }

 private:
  using Place = std::pair<double, std::uint32_t>;   // score, place in `close_`
  [[nodiscard]] bool better(const Place& a, const Place& b) const {
    return a.first != b.first ? a.first > b.first : close_.members[a.second] < close_.members[b.second];
  }
  [[nodiscard]] double closeness(std::size_t measure, std::uint32_t at) const {
    return detail::power(close_.values[measure][at] + scales_[measure], wanted_.model().weight(static_cast<TargetMeasure>(measure)));
  }
  double score(std::uint32_t at) {
    return score(at, [](std::string_view, double) {});
  }
  /// All who have a score.
  std::vector<Place> scored() {
    std::vector<Place> rows;
    rows.reserve(close_.members.size());
    for (std::uint32_t at = 0; at < close_.members.size(); ++at, tell_.work())
      if (const double score = this->score(at); score > 0) rows.emplace_back(score, at);
    return rows;
  }
  /// The k best, in any order: most members are not good enough whoever they are, and nobody asks who they are.
  std::vector<Place> best_of_few() {
    const bool has_topics = options_.topic_weight > 0 && !(view_.needs(seeker_).empty() && view_.offers(seeker_).empty());
    const double most = (has_topics ? 1 + options_.topic_weight : 1) * (1 + options_.novelty) * (1 + 0x1p-40);   // of the factors beside closeness
    std::vector<Place> waiting;   // a heap by what the score may be at best
    waiting.reserve(close_.members.size());
    for (std::uint32_t at = 0; at < close_.members.size(); ++at, tell_.work()) {
      double product = most;
      for (std::size_t i = 0; i < detail::target_measure_count; ++i)
        if (wanted_.measures()[i]) product *= closeness(i, at);
      if (product > 0) waiting.emplace_back(product, at);
    }
    std::make_heap(waiting.begin(), waiting.end());
    std::vector<Place> rows;   // a heap, the worst on top
    const auto worse_on_top = [this](const Place& a, const Place& b) { return better(a, b); };
    const auto k = static_cast<std::size_t>(options_.k);
    while (!waiting.empty() && (rows.size() < k || waiting.front().first >= rows.front().first)) {
      tell_.work();
      std::pop_heap(waiting.begin(), waiting.end());
      const std::uint32_t at = waiting.back().second;
      waiting.pop_back();
      if (!possible(close_.members[at])) continue;
      const Place row(score(at), at);
      if (!(row.first > 0)) continue;
      if (rows.size() == k) {
        if (!better(row, rows.front())) continue;
        std::pop_heap(rows.begin(), rows.end(), worse_on_top);
        rows.pop_back();
      }
      rows.push_back(row);
      std::push_heap(rows.begin(), rows.end(), worse_on_top);
    }
    return rows;
  }
  [[nodiscard]] bool possible(MemberId t) const {
    if (t == seeker_ || !(view_.openness(t) > 0) || view_.blocked(seeker_, t) || std::ranges::binary_search(excluded_, t)) return false;
    if (std::ranges::binary_search(not_now_, t)) return false;
    return !detail::connected(view_, seeker_, t, options_.connected_at);
  }
  [[nodiscard]] double fit(MemberId t) {
    const auto needs = view_.needs(seeker_), offers = view_.offers(seeker_);
    if (options_.topic_weight == 0 || (needs.empty() && offers.empty())) return 1;
    if (!topics_) topics_ = &own_topics_.emplace(view_, tell_);
    return detail::fit(view_, *topics_, seeker_, t, options_.topic_weight);
  }
  [[nodiscard]] double novelty(MemberId t) const {
    const std::string_view own = view_.industry(seeker_), other = view_.industry(t);
    return own.empty() || other.empty() || own == other ? 1 : 1 + options_.novelty;
  }
  [[nodiscard]] double impressions(MemberId t) const {
    const auto at = std::ranges::lower_bound(shown_, t, {}, &std::pair<MemberId, double>::first);
    return at != shown_.end() && at->first == t ? at->second : 0;
  }
  /// Best first; who comes after as many of the same kind as may be is left out.
  void keep_diverse(std::vector<std::pair<double, std::uint32_t>>& rows) const {
    std::map<std::string_view, int> industries, organisations;
    std::map<std::uint32_t, int> groups;
    const auto own = view_.groups_of(seeker_);
    std::size_t kept = 0;
    for (const auto& row : rows) {
      if (kept == static_cast<std::size_t>(options_.k)) break;
      const MemberId t = close_.members[row.second];
      std::vector<std::uint32_t> shared;
      std::ranges::set_intersection(own, view_.groups_of(t), std::back_inserter(shared));
      const std::string_view industry = view_.industry(t), organisation = view_.organisation(t);
      const auto full = [](const auto& counts, const auto& kind, int most) {
        const auto at = counts.find(kind);
        return most > 0 && at != counts.end() && at->second >= most;
      };
      if (full(industries, industry, industry.empty() ? 0 : options_.per_industry)) continue;
      if (full(organisations, organisation, organisation.empty() ? 0 : options_.per_organisation)) continue;
      if (std::ranges::any_of(shared, [&](std::uint32_t group) { return full(groups, group, options_.per_group); })) continue;
      ++industries[industry], ++organisations[organisation];
      for (const std::uint32_t group : shared) ++groups[group];
      rows[kept++] = row;
    }
    rows.resize(kept);
  }

  const View& view_;
  MemberId seeker_;
  const Wanted& wanted_;
  const TargetOptions& options_;
  detail::ClosenessScratch& scratch_;
  detail::Telling& tell_;
  detail::Close close_;
  std::array<double, detail::target_measure_count> scales_{};
  std::vector<MemberId> excluded_;
  std::vector<MemberId> not_now_;   // targets with an open ask, or resting
  std::vector<MemberId> resting_;   // introducers
  std::vector<std::pair<MemberId, double>> shown_;
  const TopicWeights* topics_;
  std::optional<TopicWeights> own_topics_;
};

std::string method_of(const Wanted& wanted) {
  if (wanted.options().measure) return fmt::format("{} alone", target_measure_names[static_cast<std::size_t>(*wanted.options().measure)]);
  const TargetModel& model = wanted.model();
  const bool changed = model.origin == TargetModel{}.origin && model != TargetModel{};
  return fmt::format("product of powers, weights: {}", changed ? "by hand" : model.origin);
}

}  // namespace

TargetModel TargetModel::only(TargetMeasure measure) {
  detail::check_value(measure, "measure");
  TargetModel model;
  for (double TargetModel::*const weight : detail::target_weights) model.*weight = 0;
  model.*detail::target_weights[static_cast<std::size_t>(measure)] = 1;
  model.scales.assign(detail::target_measure_count, 0);
  model.origin = fmt::format("{} alone", target_measure_names[static_cast<std::size_t>(measure)]);
  return model;
}
double TargetModel::weight(TargetMeasure measure) const noexcept {
  return measure <= last_value(measure) ? this->*detail::target_weights[static_cast<std::size_t>(measure)] : 0;
}

Targets discover_targets(const View& view, MemberId seeker, const TargetOptions& options) {
  const Wanted wanted(options);
  view.require_seeker(seeker);
  const auto scratch = view.workspace().borrow<detail::ClosenessScratch>();
  detail::Telling tell(options.progress, 1);
  TargetSearch search(view, seeker, wanted, *scratch, tell);
  Targets targets;
  for (const auto& [score, at] : search.best()) {
    const MemberId t = search.close().members[at];
    Ranked<Target> row{{t, search.via(t), {}}, score, {}};
    if (const auto tie = view.find_tie(seeker, t)) row.item.direct = probability_of(tie->cost);
    search.score(at, [&](std::string_view name, double value) { row.factors.push_back({std::string(name), value, no_member}); });
    tell.work(view.degree(seeker) + view.degree(t));
    targets.rows.push_back(std::move(row));
  }
  targets.seeker = seeker;
  targets.method = method_of(wanted);
  detail::finish(view, targets, search.close().ties_touched, std::nullopt);
  view.introduce(seeker, targets.people);
  tell.end();
  return targets;
}

TargetLists discover_targets_for_all(const View& view, const TargetOptions& options) {
  const Wanted wanted(options);
  if (!view.is_owner()) throw Error(Errc::invalid_argument, "discover_targets_for_all asks for every member: it needs the owner's view");
  for (const Key& key : options.exclude) (void)view.id(key);   // members' views could not say that there is no such member
  constexpr std::size_t block = 64;
  struct Block {
    std::vector<std::pair<MemberId, std::uint32_t>> seekers;  // and how many rows are theirs
    std::vector<MemberId> targets;
    std::vector<double> scores;
    std::uint64_t touched = 0;
  };
  std::vector<Block> blocks((view.id_bound() + block - 1) / block);
  const TopicWeights everybodys(view), listed = TopicWeights::of_listed(view);
  parallel_blocks(
      view.id_bound(), block, options.threads, options.progress, [] { return detail::ClosenessScratch{}; },
      [&](detail::ClosenessScratch& scratch, std::size_t begin, std::size_t end, const auto& breathe) {
        Block& out = blocks[begin / block];
        const detail::Telling::Progress hear = [&breathe](std::uint64_t, std::uint64_t) { return breathe(), true; };
        for (std::size_t u = begin; u < end; ++u) {
          detail::Telling tell(hear, 1);
          const MemberId seeker{static_cast<std::uint32_t>(u)};
          const View own = view.as_member(seeker);
          std::optional<TopicWeights> own_topics;   // where they are asked for and the seeker does not see all that the owner sees
          if (own.member_count() != view.member_count() && !(own.needs(seeker).empty() && own.offers(seeker).empty()))
            own_topics = listed.seen_by(view, seeker);
          TargetSearch search(own, seeker, wanted, scratch, tell, own_topics ? &*own_topics : &everybodys);
          const auto rows = search.best();
          if (rows.empty()) continue;
          out.seekers.emplace_back(seeker, static_cast<std::uint32_t>(rows.size()));
          for (const auto& [score, at] : rows) out.targets.push_back(search.close().members[at]), out.scores.push_back(score);
          out.touched += search.close().ties_touched;
        }
      });
  TargetLists lists;
  for (Block& part : blocks) {
    for (const auto& [seeker, rows] : part.seekers) {
      lists.seekers.push_back(seeker);
      lists.offsets.push_back(lists.offsets.back() + rows);
    }
    lists.targets.insert(lists.targets.end(), part.targets.begin(), part.targets.end());
    lists.scores.insert(lists.scores.end(), part.scores.begin(), part.scores.end());
    lists.ties_touched += part.touched;
    part = Block{};
  }
  lists.method = method_of(wanted);
  lists.as_of = view.as_of();
  lists.notice = view.notice();
  for (std::uint32_t u = 0; u < view.id_bound(); ++u) lists.keys.push_back(view.key(MemberId{u}));
  return lists;
}

std::string to_text(const Targets& targets) {
  std::string out;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const Target& target = targets[i].item;
    out += fmt::format("{}. {}", i + 1, detail::called(targets.people, target.member));
    if (target.direct) out += fmt::format(", known from before ({})", chance_text(*target.direct));
    if (target.via != no_member) out += fmt::format(", whom {} could introduce", detail::called(targets.people, target.via));
    out += fmt::format(" (score {:.4g})\n", targets[i].score);
  }
  if (targets.empty()) out += "Nobody found whom to meet.\n";
  else out += fmt::format("Ranked by {}.\n", detail::one_line(targets.method));
  if (!targets.notice.empty()) out += targets.notice + '\n';
  return out;
}

std::string to_text(const TargetLists& lists) {
  std::string out = fmt::format("{} for {}, ranked by {}.\n", detail::count(lists.size(), "target", "targets"),
                                detail::count(lists.seekers.size(), "member", "members"), detail::one_line(lists.method));
  if (!lists.notice.empty()) out += lists.notice + '\n';
  return out;
}

Table to_table(const Targets& targets) {
  std::vector<std::int64_t> rank;
  std::vector<Key> target;
  std::vector<std::string> via;
  std::vector<double> score, direct;
  const std::size_t factors = targets.empty() ? 0 : targets[0].factors.size();
  std::vector<std::vector<double>> parts(factors);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const Ranked<Target>& row = targets[i];
    rank.push_back(static_cast<std::int64_t>(i + 1));
    target.push_back(targets.key(row.item.member));
    via.push_back(row.item.via == no_member ? std::string() : targets.key(row.item.via).to_string());
    score.push_back(row.score);
    direct.push_back(row.item.direct.value_or(0));
    for (std::size_t f = 0; f < factors; ++f) parts[f].push_back(row.factors[f].value);
  }
  Table table{{{"rank", rank}, {"target", target}, {"score", score}, {"via", via}}};
  for (std::size_t f = 0; f < factors; ++f) table.columns.push_back({targets[0].factors[f].name, std::move(parts[f])});
  table.columns.push_back({"direct", std::move(direct)});
  return table;
}

Table to_table(const TargetLists& lists) {
  std::vector<Key> seeker, target;
  std::vector<std::int64_t> rank;
  for (std::size_t i = 0; i < lists.seekers.size(); ++i)
    for (std::uint64_t row = lists.offsets[i]; row < lists.offsets[i + 1]; ++row) {
      seeker.push_back(lists.key(lists.seekers[i]));
      target.push_back(lists.key(lists.targets[row]));
      rank.push_back(static_cast<std::int64_t>(row - lists.offsets[i] + 1));
    }
  return {{{"seeker", std::move(seeker)}, {"rank", std::move(rank)}, {"target", std::move(target)}, {"score", lists.scores}}};
}

}  // namespace v0
}  // namespace hobnob

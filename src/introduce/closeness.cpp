#include "introduce/closeness.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <span>
#include <utility>

namespace hobnob {
inline namespace v0 {
namespace detail {
namespace {

constexpr double katz_beta = 0.005;
constexpr int katz_length = 4;
constexpr std::ptrdiff_t ranked_too = 100;   // by each PageRank and by new ties, beside those within two hops
// In small networks everybody is looked at to find who has the most new ties, and PageRanks are told to a millionth of a seeker's typical tie; in
// others that would take too long. By the members of the picture, so that its projection is small when it is.
constexpr std::uint32_t small_network = 50'000;
constexpr double fine_tolerance = 1e-6, coarse_tolerance = 1e-5;

constexpr double scale_quantile = 0.9;

using M = TargetMeasure;

/// The graph of ties alone.
struct PlainTies {
  const View& view;
  Telling& tell;
  [[nodiscard]] std::uint32_t id_bound() const noexcept { return view.id_bound(); }
  [[nodiscard]] double total(MemberId u) const noexcept { return static_cast<double>(view.degree(u)); }
  template <class Visit>
  void walk(MemberId u, const Visit& visit) const {
    tell.work(view.degree(u));
    for (const Tie tie : view.ties_from(u)) visit(tie.member, 1.0);
  }
};

/// 2^(−rate · windows since then); 0 for never, and for so long ago that sums of it would not be numbers to divide by.
double lately(const View::Use& use, const View& view, double rate) noexcept {
  const double exponent = -rate * use.days_ago / view.model().window_days;
  return use.events > 0 && exponent > -600 ? std::exp2(exponent) : 0;
}

/// A graph in which the weight of a tie says something of the tie itself, whoever looks: known by its place, once it was worked out.
template <double (*weight)(const View&, MemberId, const View::Ties::iterator&)>
struct WeighedTies {
  const View& view;
  TieWeights& known;
  Telling& tell;
  [[nodiscard]] std::uint32_t id_bound() const noexcept { return view.id_bound(); }
  [[nodiscard]] double total(MemberId u) const {
    if (known.total[u] < 0) {
      double sum = 0;
      walk(u, [&](MemberId, double w) { sum += w; });
      known.total.set(u, sum);
    }
    return known.total[u];
  }
  template <class Visit>
  void walk(MemberId u, const Visit& visit) const {
    const View::Ties ties = view.ties_from(u);
    tell.work(view.degree(u));
    for (auto tie = ties.begin(); tie != ties.end(); ++tie) {
      if (known.by_place.empty()) {
        visit((*tie).member, weight(view, u, tie));
        continue;
      }
      double& w = known.by_place[tie.slot()];
      if (w < 0) w = weight(view, u, tie);
      visit((*tie).member, w);
    }
  }
};

/// S(u→v) + S(v→u)
double both_ways(const View&, MemberId u, const View::Ties::iterator& tie) noexcept { return tie.strength() + tie.strength_back(u); }
/// Half after each window of the tie model since the two last turned to each other.
double recency(const View& view, MemberId u, const View::Ties::iterator& tie) noexcept { return lately(view.last_use(u, tie), view, 1); }

/// How new a tie is, and how lately it was used.
double news(const View& view, MemberId u, const View::Ties::iterator& tie) noexcept {
  const View::Use use = view.last_use(u, tie);
  return use.events > 0 ? lately(use, view, 4) / static_cast<double>(use.events) : 0;
}

using StrongTies = WeighedTies<&both_ways>;
using RecentTies = WeighedTies<&recency>;
using NewTies = WeighedTies<&news>;

class Row {
 public:
  Row(const View& view, MemberId seeker, const TargetMeasures& measures, ClosenessScratch& scratch, Close& close, Telling& tell)
      : view_(view), seeker_(seeker), measures_(measures), scratch_(scratch), close_(close), tell_(tell) {
    for (auto* map : {&scratch.walks, &scratch.next_walks, &scratch.katz}) map->cover(view.id_bound());
    scratch.near.cover(view.id_bound());
    const bool keeps = scratch.of_everything && view.hides_nothing();
    for (auto* known : {&scratch.strong_ties.total, &scratch.recent_ties.total, &scratch.new_ties.total, &scratch.root_total}) {
      known->cover(view.id_bound());
      if (!keeps) known->clear();
    }
    if (is_small())
      for (auto* ties : {&scratch.strong_ties, &scratch.recent_ties, &scratch.new_ties}) ties->by_place.resize(view.place_bound(), -1.0);
    scratch.of_everything = view.hides_nothing();
    scratch.knows_about &= keeps;
  }

  void find(Who who, const std::function<bool(MemberId)>& keep) {
    const ClearAtExit clear(scratch_);
    close_ = Close{};
    if (wants_any({M::common_neighbours, M::adamic_adar, M::resource_allocation, M::jaccard})) add_plain();
    if (who == Who::near_unordered && measures_.count() == 1 && !scratch_.plain.members().empty()) {   // nobody else is met
      close_.members.assign(scratch_.plain.members().begin(), scratch_.plain.members().end());
      return measure_all();
    }
    meet_all(scratch_.plain.members());
    if (wants_any({M::warm, M::strength_allocation}) || scratch_.near.members().empty()) add_strong(), meet_all(scratch_.strong.members());
    if (wants(M::katz)) add_walks();
    const StrongTies strong{view_, scratch_.strong_ties, tell_};
    const double unit = strong.total(seeker_) / std::max(1.0, static_cast<double>(view_.degree(seeker_)));
    if (wants(M::pagerank)) push(PlainTies{view_, tell_}, 0.15, 1, scratch_.pagerank, keep);
    if (wants(M::strength_pagerank)) push(strong, 0.15, unit, scratch_.strength_pagerank, keep);
    if (wants(M::near_pagerank)) push(strong, 0.5, unit, scratch_.near_pagerank, keep);
    if (wants(M::recent_pagerank)) {
      const RecentTies recent{view_, scratch_.recent_ties, tell_};
      push(recent, 0.15, recent.total(seeker_) / std::max(1.0, static_cast<double>(view_.degree(seeker_))), scratch_.recent_pagerank,
           [](MemberId) { return false; });
    }
    if (wants(M::new_ties) && who != Who::everybody && is_small())
      meet_best(
          getting_about(), [this](MemberId t) { return new_ties(t); }, keep);
    if (who == Who::near_unordered) {
      close_.members.assign(scratch_.near.members().begin(), scratch_.near.members().end());
    } else if (who == Who::everybody) {
      for (std::uint32_t t = 0; t < view_.id_bound(); ++t)
        if (tell_.work(), view_.contains(MemberId{t}) && keep(MemberId{t})) close_.members.push_back(MemberId{t});
    } else {
      for (const MemberId t : scratch_.near.members())
        if (tell_.work(), keep(t)) close_.members.push_back(t);
      tell_.sort(close_.members.begin(), close_.members.end());
    }
    measure_all();
  }

 private:
  void measure_all() {
    for (std::size_t i = 0; i < target_measure_count; ++i)
      if (measures_[i]) measure(static_cast<M>(i), close_.values[i]);
  }
  [[nodiscard]] bool wants(M measure) const noexcept { return measures_[static_cast<std::size_t>(measure)]; }
  [[nodiscard]] bool wants_any(std::initializer_list<M> measures) const noexcept {
    return std::ranges::any_of(measures, [this](M measure) { return wants(measure); });
  }
  [[nodiscard]] bool is_small() const noexcept { return view_.member_count() <= small_network; }
  void meet_all(std::span<const MemberId> members) {
    for (const MemberId t : members) scratch_.near.set(t, 1);
  }

  void add_plain() {
    close_.ties_touched += add_wedges(
        view_, seeker_, scratch_.plain,
        [this](const auto& sz) {
          const auto d = static_cast<double>(view_.degree((*sz).member));
          tell_.work(view_.degree((*sz).member));
          return std::pair(d > 1 ? 1 / std::log(d) : 0.0, 1 / d);
        },
        [](const std::pair<double, double>& leg, const auto&, PlainSums& sums) { sums.adamic_adar += leg.first, sums.allocation += leg.second; });
  }
  void add_strong() {
    struct Leg {
      MemberId z;
      double introduced, share;
    };
    close_.ties_touched += add_wedges(
        view_, seeker_, scratch_.strong,
        [this](const auto& sz) {
          const MemberId z = (*sz).member;
          tell_.work(view_.degree(z));
          const double willing = view_.blocked(z, seeker_) ? 0 : view_.willingness(z), all = root_total(z);
          return Leg{z, probability_of((*sz).cost) * willing, all > 0 ? std::sqrt(both_ways(view_, seeker_, sz) / 2) / all : 0};
        },
        [this](const Leg& leg, const auto& zt, StrengthSums& sums) {
          sums.complement *= 1 - leg.introduced * probability_of((*zt).cost);
          sums.allocation += leg.share * std::sqrt(both_ways(view_, leg.z, zt) / 2);
        });
  }
  double root_total(MemberId z) {
    if (scratch_.root_total[z] < 0) {
      double sum = 0;
      StrongTies{view_, scratch_.strong_ties, tell_}.walk(z, [&](MemberId, double w) { sum += std::sqrt(w / 2); });
      scratch_.root_total.set(z, sum);
    }
    return scratch_.root_total[z];
  }
  /// Walks of each length from the seeker, one step after the other; all that was reached in the order of ids, so that sums have one order.
  void add_walks() {
    MemberMap<double>&now = scratch_.walks, &next = scratch_.next_walks;
    now.set(seeker_, 1);
    double factor = 1;
    for (int length = 1; length <= katz_length; ++length) {
      factor *= katz_beta;
      std::vector<MemberId> reached(now.members().begin(), now.members().end());
      tell_.sort(reached.begin(), reached.end());
      for (const MemberId u : reached) {
        tell_.work(view_.degree(u));
        for (const Tie tie : view_.ties_from(u)) next.set(tie.member, next[tie.member] + now[u]), ++close_.ties_touched;
      }
      for (const MemberId t : next.members()) {
        scratch_.katz.set(t, scratch_.katz[t] + factor * next[t]);
        scratch_.near.set(t, 1);
      }
      now.clear();
      std::swap(now, next);
    }
  }
  template <class Ties>
  void push(const Ties& ties, double restart, double unit, PageRankScratch& pagerank, const std::function<bool(MemberId)>& keep) {
    close_.ties_touched +=
        push_pagerank(ties, seeker_, {restart, (is_small() ? fine_tolerance : coarse_tolerance) / (unit > 0 ? unit : 1)}, pagerank);
    meet_best(
        pagerank.members(), [&](MemberId t) { return pagerank[t]; }, keep);
  }
  /// The first few of those with the most.
  template <class Value>
  void meet_best(std::span<const MemberId> members, const Value& value, const std::function<bool(MemberId)>& keep) {
    std::vector<MemberId> order;
    std::ranges::copy_if(members, std::back_inserter(order), [&](MemberId t) { return tell_.work(), keep(t); });
    const auto last = order.begin() + std::min(std::ssize(order), ranked_too);
    tell_.partial_sort(order.begin(), last, order.end(), [&](MemberId a, MemberId b) { return value(a) != value(b) ? value(a) > value(b) : a < b; });
    meet_all({order.begin(), last});
  }
  /// Everybody with any new ties.
  const std::vector<MemberId>& getting_about() {
    if (!scratch_.knows_about) {
      scratch_.about.clear();
      for (std::uint32_t t = 0; t < view_.id_bound(); ++t)
        if (tell_.work(), view_.contains(MemberId{t}) && new_ties(MemberId{t}) > 0) scratch_.about.push_back(MemberId{t});
      scratch_.knows_about = true;
    }
    return scratch_.about;
  }
  void measure(M which, std::vector<double>& values) {
    const auto each = [&](const auto& of) {
      values.reserve(close_.members.size());
      tell_.for_each(close_.members, [&](MemberId t) { values.push_back(of(t)); });
    };
    const auto degree = [this](MemberId u) { return static_cast<double>(view_.degree(u)); };
    switch (which) {
      case M::common_neighbours: return each([&](MemberId t) { return static_cast<double>(scratch_.plain[t].count); });
      case M::adamic_adar: return each([&](MemberId t) { return scratch_.plain[t].adamic_adar; });
      case M::resource_allocation: return each([&](MemberId t) { return scratch_.plain[t].allocation; });
      case M::jaccard:
        return each([&, own = degree(seeker_)](MemberId t) {
          const double common = scratch_.plain[t].count, all = own + degree(t) - common;
          return common > 0 ? common / all : 0.0;
        });
      case M::preferential_attachment: return each([&, own = degree(seeker_)](MemberId t) { return own * degree(t); });
      case M::katz: return each([&](MemberId t) { return scratch_.katz[t]; });
      case M::pagerank: return each([&](MemberId t) { return scratch_.pagerank[t]; });
      case M::warm: return each([&](MemberId t) { return 1 - scratch_.strong[t].complement; });
      case M::strength_allocation: return each([&](MemberId t) { return scratch_.strong[t].allocation; });
      case M::strength_pagerank: return each([&](MemberId t) { return scratch_.strength_pagerank[t]; });
      case M::near_pagerank: return each([&](MemberId t) { return scratch_.near_pagerank[t]; });
      case M::recent_pagerank: return each([&](MemberId t) { return scratch_.recent_pagerank[t]; });
      case M::new_ties: return each([&](MemberId t) { return new_ties(t); });
    }
  }

  double new_ties(MemberId t) { return NewTies{view_, scratch_.new_ties, tell_}.total(t); }

  const View& view_;
  MemberId seeker_;
  const TargetMeasures& measures_;
  ClosenessScratch& scratch_;
  Close& close_;
  Telling& tell_;
};

}  // namespace

void find_close(const View& view, MemberId seeker, const TargetMeasures& measures, Who who, const std::function<bool(MemberId)>& keep,
                ClosenessScratch& scratch, Close& close, Telling& tell) {
  Row(view, seeker, measures, scratch, close, tell).find(who, keep);
}

double typical(const std::vector<double>& values) {
  std::vector<double> some;
  for (const double value : values)
    if (value > 0) some.push_back(value);
  if (some.empty()) return 1;
  const double place = scale_quantile * static_cast<double>(some.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  std::nth_element(some.begin(), some.begin() + static_cast<std::ptrdiff_t>(below), some.end());
  const double low = some[below];
  if (below + 1 == some.size()) return low;
  const double high = *std::min_element(some.begin() + static_cast<std::ptrdiff_t>(below) + 1, some.end());
  return low + (place - static_cast<double>(below)) * (high - low);
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

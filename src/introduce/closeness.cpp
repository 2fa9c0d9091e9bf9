#include "introduce/closeness.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <utility>

namespace hobnob {
inline namespace v0 {
namespace detail {
namespace {

constexpr double katz_beta = 0.005;
constexpr int katz_length = 4;
constexpr std::ptrdiff_t ranked_too = 100;          // by PageRank, beside those within two hops
constexpr double pagerank_tolerance = 1e-5;  // per tie of a seeker's average strength

constexpr double faint_quantile = 0.3;

using M = TargetMeasure;

/// The graph of ties alone.
struct PlainTies {
  const View& view;
  [[nodiscard]] std::uint32_t id_bound() const noexcept { return view.id_bound(); }
  [[nodiscard]] double total(MemberId u) const noexcept { return static_cast<double>(view.degree(u)); }
  template <class Visit>
  void walk(MemberId u, const Visit& visit) const {
    for (const Tie tie : view.ties_from(u)) visit(tie.member, 1.0);
  }
};

double both_ways(MemberId u, const View::Ties::iterator& tie) noexcept { return tie.strength() + tie.strength_back(u); }

/// The graph in which ties weigh S(u→v) + S(v→u).
struct StrongTies {
  const View& view;
  MemberMap<double>& known;   // totals
  [[nodiscard]] std::uint32_t id_bound() const noexcept { return view.id_bound(); }
  [[nodiscard]] double total(MemberId u) const {
    if (known[u] < 0) {
      double sum = 0;
      walk(u, [&](MemberId, double w) { sum += w; });
      known.set(u, sum);
    }
    return known[u];
  }
  template <class Visit>
  void walk(MemberId u, const Visit& visit) const {
    const View::Ties ties = view.ties_from(u);
    for (auto tie = ties.begin(); tie != ties.end(); ++tie) visit((*tie).member, both_ways(u, tie));
  }
};

class Row {
 public:
  Row(const View& view, MemberId seeker, const TargetMeasures& measures, ClosenessScratch& scratch, Close& close)
      : view_(view), seeker_(seeker), measures_(measures), scratch_(scratch), close_(close) {
    for (auto* map : {&scratch.walks, &scratch.next_walks, &scratch.katz}) map->cover(view.id_bound());
    scratch.near.cover(view.id_bound());
    const bool keeps = scratch.of_everything && view.hides_nothing();
    for (auto* known : {&scratch.total, &scratch.root_total, &scratch.new_ties, &scratch.recent_ties}) {
      known->cover(view.id_bound());
      if (!keeps) known->clear();
    }
    scratch.of_everything = view.hides_nothing();
  }

  void find(bool everybody, const std::function<bool(MemberId)>& keep) {
    const ClearAtExit clear(scratch_);
    close_ = Close{};
    if (wants_any({M::common_neighbours, M::adamic_adar, M::resource_allocation, M::jaccard})) add_plain(), meet_all(scratch_.plain.members());
    if (wants_any({M::warm, M::strength_allocation}) || scratch_.near.members().empty()) add_strong(), meet_all(scratch_.strong.members());
    if (wants(M::katz)) add_walks();
    const StrongTies strong{view_, scratch_.total};
    const double unit = strong.total(seeker_) / std::max(1.0, static_cast<double>(view_.degree(seeker_)));
    if (wants(M::pagerank)) push(PlainTies{view_}, 0.15, 1, scratch_.pagerank, keep);
    if (wants(M::strength_pagerank)) push(strong, 0.15, unit, scratch_.strength_pagerank, keep);
    if (wants(M::near_pagerank)) push(strong, 0.5, unit, scratch_.near_pagerank, keep);
    if (everybody) {
      for (std::uint32_t t = 0; t < view_.id_bound(); ++t)
        if (view_.contains(MemberId{t}) && keep(MemberId{t})) close_.members.push_back(MemberId{t});
    } else {
      for (const MemberId t : scratch_.near.members())
        if (keep(t)) close_.members.push_back(t);
      std::ranges::sort(close_.members);
    }
    for (std::size_t i = 0; i < target_measure_count; ++i)
      if (measures_[i]) measure(static_cast<M>(i), close_.values[i]);
  }

 private:
  [[nodiscard]] bool wants(M measure) const noexcept { return measures_[static_cast<std::size_t>(measure)]; }
  [[nodiscard]] bool wants_any(std::initializer_list<M> measures) const noexcept {
    return std::ranges::any_of(measures, [this](M measure) { return wants(measure); });
  }
  void meet_all(std::span<const MemberId> members) {
    for (const MemberId t : members) scratch_.near.set(t, 1);
  }

  void add_plain() {
    close_.ties_touched += add_wedges(
        view_, seeker_, scratch_.plain,
        [this](const auto& sz) {
          const auto d = static_cast<double>(view_.degree((*sz).member));
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
          const double willing = view_.blocked(z, seeker_) ? 0 : view_.willingness(z), all = root_total(z);
          return Leg{z, probability_of((*sz).cost) * willing, all > 0 ? std::sqrt(both_ways(seeker_, sz) / 2) / all : 0};
        },
        [](const Leg& leg, const auto& zt, StrengthSums& sums) {
          sums.complement *= 1 - leg.introduced * probability_of((*zt).cost);
          sums.allocation += leg.share * std::sqrt(both_ways(leg.z, zt) / 2);
        });
  }
  double root_total(MemberId z) {
    if (scratch_.root_total[z] < 0) {
      double sum = 0;
      StrongTies{view_, scratch_.total}.walk(z, [&](MemberId, double w) { sum += std::sqrt(w / 2); });
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
      std::ranges::sort(reached);
      for (const MemberId u : reached)
        for (const Tie tie : view_.ties_from(u)) next.set(tie.member, next[tie.member] + now[u]), ++close_.ties_touched;
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
    close_.ties_touched += push_pagerank(ties, seeker_, {restart, pagerank_tolerance / (unit > 0 ? unit : 1)}, pagerank);
    std::vector<MemberId> order(pagerank.members().begin(), pagerank.members().end());
    std::erase_if(order, [&](MemberId t) { return !keep(t); });
    const auto last = order.begin() + std::min(std::ssize(order), ranked_too);
    std::partial_sort(order.begin(), last, order.end(),
                      [&](MemberId a, MemberId b) { return pagerank[a] != pagerank[b] ? pagerank[a] > pagerank[b] : a < b; });
    meet_all({order.begin(), last});
  }

  void measure(M which, std::vector<double>& values) {
    const auto each = [&](const auto& of) {
      values.reserve(close_.members.size());
      for (const MemberId t : close_.members) values.push_back(of(t));
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
      case M::recent_ties: return each([&](MemberId t) { return lately(t, false); });
      case M::new_ties: return each([&](MemberId t) { return lately(t, true); });
    }
  }

  /// Σ over the ties of t of 2^(−4·windows since the last event between the two), or of that for each event between them.
  double lately(MemberId t, bool per_event) {
    MemberMap<double>& known = per_event ? scratch_.new_ties : scratch_.recent_ties;
    if (known[t] < 0) {
      double sum = 0;
      const View::Ties ties = view_.ties_from(t);
      for (auto tie = ties.begin(); tie != ties.end(); ++tie) {
        const auto use = view_.last_use(t, tie);
        if (use.events > 0) sum += std::exp2(-4 * use.days_ago / view_.model().window_days) / (per_event ? static_cast<double>(use.events) : 1);
        ++close_.ties_touched;
      }
      known.set(t, sum);
    }
    return known[t];
  }

  const View& view_;
  MemberId seeker_;
  const TargetMeasures& measures_;
  ClosenessScratch& scratch_;
  Close& close_;
};

}  // namespace

void find_close(const View& view, MemberId seeker, const TargetMeasures& measures, bool everybody, const std::function<bool(MemberId)>& keep,
                ClosenessScratch& scratch, Close& close) {
  Row(view, seeker, measures, scratch, close).find(everybody, keep);
}

double faint(const std::vector<double>& values) {
  std::vector<double> some;
  for (const double value : values)
    if (value > 0) some.push_back(value);
  if (some.empty()) return 1;
  const double place = faint_quantile * static_cast<double>(some.size() - 1);
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

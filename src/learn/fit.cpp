#include "hobnob/learn/fit.hpp"

#include <fmt/format.h>

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "hobnob/core/error.hpp"
#include "hobnob/learn/metrics.hpp"
#include "learn/fit_telling.hpp"
#include "learn/window.hpp"

namespace hobnob {
inline namespace v0 {

namespace {

constexpr Eigen::Index slopes = LogisticTies::feature_count;
constexpr Eigen::Index level = 0;               // θ0; then the slopes, then γ
constexpr Eigen::Index gamma_at = slopes + 1;
constexpr Eigen::Index unknowns = slopes + 2;
using Vector = Eigen::Matrix<double, unknowns, 1>;
using Matrix = Eigen::Matrix<double, unknowns, unknowns>;
using Flags = Eigen::Array<bool, unknowns, 1>;
using Rows = Eigen::Matrix<double, Eigen::Dynamic, slopes, Eigen::RowMajor>;

// Standard deviations of the prior. The level's is half the spread of levels between networks: few pairs should not turn it far, and many do.
// The slopes', of recencies (which run over 11 units) and of logarithms of masses, are those under which fits forecast a network best that was
// left out of the pooling (half of them and twice them did worse).
constexpr double level_width = 0.5;
constexpr double recency_width = 0.03;
constexpr double mass_width = 0.15;
constexpr double gamma_width = 0.5;
constexpr std::array<double, unknowns> widths{level_width, recency_width, recency_width, mass_width, mass_width,
                                              mass_width,  mass_width,    recency_width, mass_width, gamma_width};
// Windows differ: a busy one is followed by one that is less so. The level is drawn towards that of the window before, but not by more than
// this times `steadiness`: there are nights and holidays, and records that begin.
constexpr double furthest_turn = 0.5;
// Days and weeks have a rhythm: where the level stood a period ago says where it goes now, as far as it went there then.
constexpr double furthest_rhythm = 2;
constexpr std::size_t sample = 1 << 16;         // rows that are enough to come near
constexpr std::size_t most_scored = 1 << 18;
constexpr std::uint64_t few = 50;               // outcomes: what is said of a fit to fewer
constexpr double near_bound = 1e-6;
constexpr double least_prior = 1e-9;            // a flat prior is not quite flat: columns that are alike need something to lean on
constexpr double furthest = 100;                // no parameter goes beyond: strengths stay finite where a threshold separates the outcomes

constexpr std::array<const char*, LogisticTies::feature_count> feature_names{"recency_out",     "recency_back",  "log_mass_quarter", "log_mass",
                                                                             "log_mass_triple", "log_mass_back", "recency_either",   "log_weight"};

/// Rows in chunks: too many to be moved when there are more, and read one after the other.
class Features {
 public:
  using Row = std::array<double, slopes>;
  void push_back(const Row& row) {
    if (size_ % chunk == 0) chunks_.push_back(std::make_unique_for_overwrite<Row[]>(chunk));
    chunks_.back()[size_++ % chunk] = row;
  }
  [[nodiscard]] const Row& operator[](std::size_t row) const noexcept { return chunks_[row / chunk][row % chunk]; }

 private:
  static constexpr std::size_t chunk = 1 << 12;
  std::vector<std::unique_ptr<Row[]>> chunks_;
  std::size_t size_ = 0;
};

/// What is learned from: a row for each direction of each pair.
struct Past {
  Time from = 0, until = 0;
  Features x;
  std::vector<double> declared;
  std::vector<std::uint8_t> turned;
  std::vector<MemberId> source, target;         // only if asked for
  bool any_events = false;                      // before or after `from`
  [[nodiscard]] std::size_t size() const noexcept { return turned.size(); }
};

LogisticTies start_of(const FitOptions& options) {
  validate(options);
  return preset({options.window_days, options.reciprocity, options.max_participants, options.kind_weights});
}

Past past_of(const Network& network, Time as_of, const LogisticTies& model, bool with_ends, const detail::FitTelling& tell,
             std::uint32_t one_in = 1) {
  detail::check_instant(as_of);
  Past past;
  past.from = as_of - detail::seconds_of(model.options.window_days), past.until = as_of;
  if (past.from < min_time) return past;        // nothing can have been before
  const auto add = [&](MemberId source, MemberId target, const PairEvidence& pair, bool turned) {
    past.x.push_back(model.features(pair));
    past.declared.push_back(pair.declared);
    past.turned.push_back(turned);
    if (with_ends) past.source.push_back(source), past.target.push_back(target);
  };
  const auto visit = [&](const PairHistory& pair) {
    const PairEvidence& known = pair.evidence;
    past.any_events = past.any_events || known.out.events > 0 || known.back.events > 0 || pair.next_out || pair.next_back;
    add(pair.low, pair.high, known, pair.next_out.has_value());
    add(pair.high, pair.low, {known.back, known.out, known.declared}, pair.next_back.has_value());
  };
  network.for_each_pair(
      past.from, past.until, model.evidence_options(), visit, [&](std::uint64_t, std::uint64_t) { return tell(), true; }, one_in);
  return past;
}

/// Time from this window to the one that tells its rhythm: a day, or a week for windows that are too long for hours to matter; 0 if none does. It is
/// two windows at least, so that the window which is learned from is not looked at again.
Time period_of(double window_days) { return window_days <= 0.5 ? seconds_per_day : window_days <= 3.5 ? 7 * seconds_per_day : 0; }

/// −log posterior of θ and γ, with its gradient and expected curvature (Fisher's information, so that it is never negative).
class Posterior {
 public:
  Posterior(const Past& past, const Vector& centre, double prior_weight, std::size_t stride) : past_(past), centre_(centre), stride_(stride) {
    for (Eigen::Index i = 0; i < unknowns; ++i)
      precision_[i] = std::max(prior_weight, least_prior) / (widths[static_cast<std::size_t>(i)] * widths[static_cast<std::size_t>(i)]);
  }

  [[nodiscard]] std::size_t rows() const noexcept { return past_.size() / stride_; }
  // Blocks of rows, in order, so that equal pasts give equal bits; η = θ0 + x·θ, s = σ(η), S = s + γd(1 − s).
  double operator()(const Vector& at, Vector& gradient, Matrix& curvature) const {
    constexpr Eigen::Index block = 512;
    const Vector off = at - centre_;
    double sum = 0.5 * off.dot(precision_.cwiseProduct(off));
    gradient = precision_.cwiseProduct(off), curvature = precision_.asDiagonal();
    Eigen::Matrix<double, block, unknowns> slope;   // ∂S/∂(θ, γ), over the standard deviation of the outcome
    Eigen::Matrix<double, block, 1> surprise;       // (S − y) over the same
    for (std::size_t first = 0; first < past_.size(); first += static_cast<std::size_t>(block) * stride_) {
      Eigen::Index count = 0;
      double product = 1;   // of what −ln σ is the logarithm of, each at most 2: one logarithm for a block
      for (std::size_t row = first; row < past_.size() && count < block; row += stride_, ++count) {
        const double* x = past_.x[row].data();
        double eta = at[level];
        for (Eigen::Index i = 0; i < slopes; ++i) eta += at[1 + i] * x[i];
        const bool turned = past_.turned[row] != 0;
        const double d = past_.declared[row];
        const double e = std::exp(-std::abs(eta));
        if (d == 0) {
          if (turned != (eta > 0)) sum += std::abs(eta);
          product *= 1 + e;
          const double s = eta > 0 ? 1 / (1 + e) : e / (1 + e);
          const double spread = std::max(std::sqrt(e) / (1 + e), 1e-150);
          const double away = turned ? -(eta > 0 ? e / (1 + e) : 1 / (1 + e)) : s;   // s − y without cancellation
          surprise[count] = away / spread;
          slope(count, level) = spread;
          for (Eigen::Index i = 0; i < slopes; ++i) slope(count, 1 + i) = spread * x[i];
          slope(count, gamma_at) = 0;
        } else {
          const double s = eta > 0 ? 1 / (1 + e) : e / (1 + e);
          const double no_s = eta > 0 ? e / (1 + e) : 1 / (1 + e);
          const double no = std::max((1 - at[gamma_at] * d) * no_s, 1e-15), yes = std::max(1 - no, 1e-15);
          sum -= std::log(turned ? yes : no);
          const double spread = std::sqrt(yes * no);
          surprise[count] = (turned ? -no : yes) / spread;
          const double by_eta = (1 - at[gamma_at] * d) * s * no_s / spread;
          slope(count, level) = by_eta;
          for (Eigen::Index i = 0; i < slopes; ++i) slope(count, 1 + i) = by_eta * x[i];
          slope(count, gamma_at) = d * no_s / spread;
        }
      }
      sum += std::log(product);
      gradient.noalias() += slope.topRows(count).transpose() * surprise.head(count);
      curvature.selfadjointView<Eigen::Lower>().rankUpdate(slope.topRows(count).transpose());
    }
    return sum;
  }

 private:
  const Past& past_;
  Vector centre_, precision_;
  std::size_t stride_;
};

/// The least value within the bounds. Newton steps among what is not held at a bound, shortened along the projected arc until they pay.
Vector least(const Posterior& posterior, Vector at, const Vector& low, const Vector& high, const detail::FitTelling& tell) {
  Vector gradient, next_gradient;
  Matrix curvature, next_curvature;
  double value = posterior(at, gradient, curvature);
  for (int step = 0; step < 100; ++step) {
    tell();
    // Held: what stands at a bound, or so near that it would block the others, and is pushed against it (Bertsekas' ε-active set).
    Flags held = low.array() >= high.array();
    Vector bound = at;
    const double flat = 1e-12 * curvature.diagonal().maxCoeff();   // columns that are alike, as both directions of meetings
    for (Eigen::Index i = 0; i < unknowns; ++i) {
      if (at[i] <= low[i] + near_bound && gradient[i] > 0) held[i] = true, bound[i] = low[i];
      else if (at[i] >= high[i] - near_bound && gradient[i] < 0) held[i] = true, bound[i] = high[i];
    }
    const auto solved = [&] {   // the least of the quadratic model where what is held goes to its bound
      const Matrix full = curvature.selfadjointView<Eigen::Lower>();
      const Vector known = held.select(bound - at, 0);
      Vector wanted = held.select(known, -gradient - full * known);
      Matrix system = full;
      for (Eigen::Index i = 0; i < unknowns; ++i) {
        if (held[i]) system.row(i).setZero(), system.col(i).setZero(), system(i, i) = 1;
        else system(i, i) += flat;
      }
      return Vector(system.ldlt().solve(wanted));
    };
    Vector move = solved();
    if (!move.allFinite()) return at;
    // What would go beyond its bound is held too, as long as that still leads down: to look where a step must end costs nothing against
    // evaluating steps that are cut off there.
    const Vector plain = move;
    for (bool more = true; more;) {
      more = false;
      for (Eigen::Index i = 0; i < unknowns; ++i) {
        if (held[i] || (at[i] + move[i] >= low[i] && at[i] + move[i] <= high[i])) continue;
        held[i] = more = true, bound[i] = at[i] + move[i] < low[i] ? low[i] : high[i];
      }
      if (more) move = solved();
    }
    if (!move.allFinite() || !(gradient.dot(move) < 0)) move = plain;
    // Where what is left to gain drowns in the rounding of the sum, a step is taken on trust, and squares the distance that is left. Of many rows
    // a pass over all is dear: there it is trusted from a seventh of a standard error on, which leaves less than a thousandth.
    const double gain = -gradient.dot(move);
    if (std::abs(gain) <= 1e-10 * (1 + std::abs(value)) || (posterior.rows() > sample && std::abs(gain) <= 0.02)) {
      const Vector last = at + move, within = last.cwiseMax(low).cwiseMin(high);
      if (last == within) return last;
      at = within, value = posterior(at, gradient, curvature);  // what was clipped is held from now on
      continue;
    }
    Vector next;
    double next_value = 0, length = 1;
    for (; length > 1e-10; length /= 2) {
      next = (at + length * move).cwiseMax(low).cwiseMin(high);
      tell();
      next_value = posterior(next, next_gradient, next_curvature);
      if (next_value <= value + 1e-4 * gradient.dot(next - at)) break;
    }
    if (length <= 1e-10) return at;
    at = next, value = next_value, gradient = next_gradient, curvature = next_curvature;
  }
  return at;
}

}  // namespace

LogisticTies fit_ties(const Network& network, Time as_of, const FitOptions& options) {
  LogisticTies model = start_of(options);
  detail::FitTelling tell(options, 4);
  tell();
  const Past past = past_of(network, as_of, model, false, tell);
  tell.step();
  const auto positives = static_cast<std::uint64_t>(std::count(past.turned.begin(), past.turned.end(), 1));
  const auto unfitted = [&](std::string_view why) {
    model.origin = fmt::format("{}; not fitted: {}", model.origin, why);
    tell.end();
    return model;
  };
  if (past.size() == 0) return unfitted(fmt::format("no pair was known {:g} days before", options.window_days));
  if (!past.any_events) return unfitted("no interaction is recorded between those who knew each other then");

  Vector centre;
  for (Eigen::Index i = 0; i <= slopes; ++i) centre[i] = model.theta[static_cast<std::size_t>(i)];
  centre[gamma_at] = model.gamma;
  Vector low = Vector::Zero(), high = Vector::Constant(furthest);
  low[level] = -furthest;
  const bool any_declared = std::any_of(past.declared.begin(), past.declared.end(), [](double weight) { return weight > 0; });
  low[gamma_at] = any_declared ? 0 : model.gamma, high[gamma_at] = any_declared ? 1 : model.gamma;
  Vector found = centre;
  // Most steps on a part, some on a greater part, the last two or three on all; the prior must weigh as little there as it will on all.
  for (std::size_t part = sample; 4 * part < past.size(); part *= 4) {
    const std::size_t stride = (past.size() / part) | 1U;
    found = least(Posterior(past, centre, options.prior_weight / static_cast<double>(stride), stride), found, low, high, tell);
  }
  found = least(Posterior(past, centre, options.prior_weight, 1), found, low, high, tell);
  tell.step();
  // One number needs a part of the pairs; a younger network has fewer of them.
  const std::size_t thinning = 1 + past.size() / (4 * sample);
  const auto past_until = [&](Time until) { return past_of(network, until, model, false, tell, static_cast<std::uint32_t>(thinning)); };
  const auto level_of = [&](const Past& then, const Vector& towards) {  // of another window, where all else is as it was found
    Vector held_low = found, held_high = found;
    held_low[level] = low[level], held_high[level] = high[level];
    const std::size_t stride = 1 | (then.size() / sample);
    return least(Posterior(then, towards, options.prior_weight / static_cast<double>(stride), stride), found, held_low, held_high, tell)[level];
  };
  if (options.steadiness > 0) {
    const Past before = past_until(past.from);
    if (before.any_events) found[level] += options.steadiness * std::clamp(level_of(before, centre) - found[level], -furthest_turn, furthest_turn);
  }
  double moved = 0;
  const Time period = period_of(options.window_days), a_period_ago = as_of - period;
  if (options.rhythm > 0 && period > 0 && a_period_ago >= min_time) {
    const Past before = past_until(a_period_ago), after = before.size() > 0 ? past_until(a_period_ago + (past.until - past.from)) : Past{};
    if (before.any_events) {
      // Towards the level of the window that began a period ago, as far as it went in that direction from the window before: what differs for the
      // whole day, as a holiday does, tells little.
      const double level_after = level_of(after, found), away = level_after - found[level], went = level_after - level_of(before, found);
      if (away * went > 0) moved = std::copysign(std::min({std::abs(away), std::abs(went), furthest_rhythm}), away);
      // A younger network has a higher level, as only the busiest pairs are known: it is a weaker reason to go up.
      if (moved > 0) moved *= std::min(1.0, static_cast<double>(after.size() * thinning) / static_cast<double>(past.size()));
      moved *= options.rhythm;
    }
  }

  tell.step();
  for (Eigen::Index i = 0; i <= slopes; ++i) model.theta[static_cast<std::size_t>(i)] = found[i];
  model.gamma = found[gamma_at];
  model.origin = fmt::format("fitted to {} of {} directions of pairs{}", positives, past.size(), positives < few ? ", few to learn from" : "");
  // How true it is of what it was fitted to, on rows that are evenly spaced where there are very many.
  const std::size_t stride = (1 + (past.size() - 1) / most_scored) | 1U;  // odd: rows come in pairs, both directions must have their turn
  std::vector<double> said;
  std::vector<std::uint8_t> turned;
  for (std::size_t row = 0; row < past.size(); row += stride) {
    double logit = model.theta[0];
    for (std::size_t i = 0; i < LogisticTies::feature_count; ++i) logit += model.theta[i + 1] * past.x[row][i];
    const double s = 1 / (1 + std::exp(-logit)), known = model.gamma * past.declared[row];
    said.push_back(known + s * (1 - known));
    turned.push_back(past.turned[row]);
  }
  const ProbabilityScores scores = score_probabilities(said, turned);
  model.fit = {past.from, past.until, past.size(), positives, scores.log_loss, scores.calibration_error, scores.calibration_null.value_or(0), moved};
  model.theta[0] += moved;
  tell.step();
  return model;
}

Table training_data(const Network& network, Time as_of, const FitOptions& options) {
  const LogisticTies model = start_of(options);
  detail::FitTelling tell(options, 1);
  const Past past = past_of(network, as_of, model, true, tell);
  const std::vector<Key> keys = past.size() == 0 ? std::vector<Key>() : network.keys(past.from);
  const auto keys_of = [&](const std::vector<MemberId>& ids) {
    std::vector<Key> of;
    of.reserve(ids.size());
    for (const MemberId id : ids) of.push_back(keys[index(id)]);
    return of;
  };
  Table table{{{"source", keys_of(past.source)}, {"target", keys_of(past.target)}}};
  for (std::size_t i = 0; i < feature_names.size(); ++i) {
    std::vector<double> column(past.size());
    for (std::size_t row = 0; row < past.size(); ++row) column[row] = past.x[row][i];
    table.columns.push_back({feature_names[i], std::move(column)});
  }
  table.columns.push_back({"declared", past.declared});
  table.columns.push_back({"turned", std::vector<std::int64_t>(past.turned.begin(), past.turned.end())});
  tell.end();
  return table;
}

}  // namespace v0
}  // namespace hobnob

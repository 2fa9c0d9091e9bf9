// From the record to a picture of one instant. Every step orders what it meets, so that the order of entry cannot show.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <numeric>

#include "core/telling.hpp"
#include "graph/record.hpp"
#include "graph/snapshot_data.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"

namespace hobnob {
inline namespace v0 {

using detail::mass_grid;  // masses are whole multiples of 2⁻³⁶: their sum has no order
using detail::Slot;
using detail::Span;
using detail::Telling;

namespace {

constexpr std::uint32_t no_id = 0xFFFF'FFFFU;  // the id of a slot whose member does not exist at the instant
constexpr double half_life_of_outcomes = 365;   // days
constexpr double half_life_of_impressions = 30;
constexpr float undeclared_weight = 0.3F;       // of a connection that says none: the same bits as one that says 0.3

/// 2^(−age/half_life).
double decay(Time age_seconds, double half_life_days) noexcept {
  return std::exp2(-static_cast<double>(age_seconds) / static_cast<double>(seconds_per_day) / half_life_days);
}

std::uint32_t saturated(Time seconds) noexcept { return static_cast<std::uint32_t>(std::min<Time>(seconds, 0xFFFF'FFFE)); }

/// What one event says of one direction of one pair.
struct Contribution {
  std::uint64_t low : 24;        // the lower id of the pair, among those of its part
  std::uint64_t time : 40;       // since min_time
  std::uint32_t high;            // the higher id
  std::uint32_t from_high : 1;   // 1: from high to low
  std::uint32_t weight : 31;     // where it stands among the weights
};
static_assert(sizeof(Contribution) == 16 && max_time - min_time < Time{1} << 40);

// Members are all over memory. Where they are known some steps ahead, the processor fetches them while it works on others.
constexpr std::ptrdiff_t ahead = 16;

struct DeclaredPair {
  std::uint32_t high;
  float weight;
  bool is_private;
};

/// A pair with a tie, before it becomes two arcs.
struct PairTie {
  std::uint32_t low, high;
  float strength_up = 0, strength_down = 0;   // S(low→high), S(high→low)
  float cost_up = 0, cost_down = 0;           // of low→high and high→low
  std::uint32_t since_up = no_id, since_down = no_id, events_up = 0, events_down = 0;
  bool declared = false, is_private = false;
};

/// Lists by bucket, built in two passes: count, then fill.
template <class T>
class Buckets {
 public:
  explicit Buckets(std::uint32_t count) : begins_(count + std::size_t{2}, 0) {}
  void count(std::uint32_t bucket) noexcept { ++begins_[bucket + std::size_t{2}]; }
  void allocate() {
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    items_ = std::make_unique_for_overwrite<T[]>(size());
  }
  void fill(std::uint32_t bucket, const T& item) noexcept { items_[begins_[bucket + std::size_t{1}]++] = item; }
  [[nodiscard]] std::size_t size() const noexcept { return begins_.back(); }
  [[nodiscard]] std::span<T> operator[](std::uint32_t bucket) noexcept {
    return {items_.get() + begins_[bucket], items_.get() + begins_[bucket + std::size_t{1}]};
  }

 private:
  std::vector<std::size_t> begins_;
  std::unique_ptr<T[]> items_;
};

/// Contributions by the pair's lower member. There are as many as events, and they come by time: put straight to its member, each would be a write
/// to a page that no cache knows. So they go into parts that a cache holds, and each part is put in order when its first member is asked for.
class Contributions {
 public:
  Contributions(std::uint32_t members, std::size_t about) : members_(members) {
    const std::size_t parts = std::clamp<std::size_t>(about / part_size, 1, most_parts);
    while (shift_ < 24 && (members_ >> shift_) > parts) ++shift_;
    parts_.resize((members_ >> shift_) + 1);
  }
  void add(std::uint32_t low, std::uint32_t high, bool from_high, std::uint32_t weight, Time time) {
    Part& part = parts_[low >> shift_];
    if (part.next == part.end) {
      part.chunks.push_back(std::make_unique_for_overwrite<Contribution[]>(chunk + fetched));
      part.next = part.chunks.back().get(), part.end = part.next + chunk;
    }
    __builtin_prefetch(part.next + fetched, 1);   // there are too many parts for the processor to see that each goes straight on
    *part.next++ = {low & ((std::uint32_t{1} << shift_) - 1) & 0xFF'FFFFU, static_cast<std::uint64_t>(time - min_time) & 0xFF'FFFF'FFFF, high,
                    from_high, weight & 0x7FFF'FFFFU};
  }
  /// Ascending in `low` from call to call; until the next call.
  [[nodiscard]] std::span<const Contribution> of(std::uint32_t low) {
    if (low >= ordered_until_) order(low >> shift_);
    const std::size_t place = low & ((std::uint32_t{1} << shift_) - 1);
    return {part_.data() + begins_[place], begins_[place + 1] - begins_[place]};
  }

 private:
  struct Part {
    std::vector<std::unique_ptr<Contribution[]>> chunks;   // all full but the last
    Contribution* next = nullptr;
    Contribution* end = nullptr;
  };
  // Counting sort.
  void order(std::size_t number) {
    Part& part = parts_[number];
    const auto for_each = [&](auto&& use) {
      for (const auto& items : part.chunks)
        for (const Contribution *item = items.get(), *end = items == part.chunks.back() ? part.next : item + chunk; item != end; ++item) use(*item);
    };
    begins_.assign((std::size_t{1} << shift_) + 1, 0);
    for_each([&](const Contribution& item) { ++begins_[item.low + std::size_t{1}]; });
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    part_.resize(std::max(part_.size(), begins_.back()));
    next_.assign(begins_.begin(), begins_.end());
    for_each([&](const Contribution& item) { part_[next_[item.low]++] = item; });
    part = {};
    ordered_until_ = (number + 1) << shift_;
  }

  static constexpr std::size_t part_size = 1 << 16, most_parts = 1 << 10, chunk = 1 << 11;
  static constexpr std::size_t fetched = 8;   // so many items ahead of the one that is added
  std::size_t members_;
  std::vector<Part> parts_;
  std::vector<Contribution> part_;            // one, by member
  std::vector<std::size_t> begins_, next_;    // of the members in it
  std::size_t ordered_until_ = 0;
  unsigned shift_ = 0;
};

/// Evidence of one direction while it is being summed.
struct Sum {
  std::array<std::uint64_t, 3> mass{};
  std::uint64_t weight = 0;
  Time first = detail::until_ever;
  Time last = detail::from_always;
  Time next = detail::until_ever;   // of the first event after the instant
  std::uint32_t events = 0;
  void add(Time time, double event_weight, Time as_of, const std::array<double, 3>& half_lives) noexcept {
    if (time > as_of) {
      next = std::min(next, time);
      return;
    }
    const double units = event_weight * mass_grid;
    const double slow = decay(as_of - time, half_lives[2]);
    double middle = slow * slow * slow, fast = middle * middle * (middle * middle);   // powers: most models ask for half-lives of w/4, w and 3w
    if (half_lives[1] * 3 != half_lives[2] || half_lives[0] * 4 != half_lives[1])
      middle = decay(as_of - time, half_lives[1]), fast = decay(as_of - time, half_lives[0]);
    add_to(mass[0], units * fast), add_to(mass[1], units * middle), add_to(mass[2], units * slow);
    add_to(weight, units);
    first = std::min(first, time);
    last = std::max(last, time);
    if (events != no_id) ++events;
  }
  [[nodiscard]] Evidence evidence(Time as_of) const noexcept {
    Evidence out;
    if (events == 0) return out;
    out.days_since_last = static_cast<double>(as_of - last) / static_cast<double>(seconds_per_day);
    for (std::size_t h = 0; h < 3; ++h) out.mass[h] = static_cast<double>(mass[h]) / mass_grid;
    out.events = events;
    out.weight = static_cast<double>(weight) / mass_grid;
    out.days_since_first = static_cast<double>(as_of - first) / static_cast<double>(seconds_per_day);
    return out;
  }
  [[nodiscard]] std::optional<Time> next_time() const noexcept { return next == detail::until_ever ? std::nullopt : std::optional<Time>(next); }

 private:
  static void add_to(std::uint64_t& sum, double units) noexcept { sum += std::min(static_cast<std::uint64_t>(units), ~std::uint64_t{0} - sum); }
};

/// A pair as the walk over all pairs meets it.
struct PairFound {
  std::uint32_t low, high;
  Sum up, down;                             // low→high, high→low
  const DeclaredPair* declared = nullptr;
  [[nodiscard]] double weight() const noexcept { return declared ? double{declared->weight > 0 ? declared->weight : undeclared_weight} : 0; }
};

class Builder {
 public:
  Builder(Time as_of, Telling& tell) : tell_(tell), as_of_(as_of) {
    data_ = std::make_shared<detail::SnapshotData>();
    data_->as_of = as_of;
  }

  template <class Record>
  void find_members(const Record& record);
  template <class Record>
  void describe_members(const Record& record);
  template <class Record>
  void gather_evidence(const Record& record, const EvidenceOptions& options, Time until, std::uint32_t one_in = 1);
  template <class Visit>
  void for_each_pair(const std::array<double, 3>& half_lives, Visit&& visit);
  void weigh(const AnyTieModel& model);
  void overlap();
  void make_ties(bool explain);
  template <class Record>
  void write_notice(const Record& record);
  template <class Record>
  void find_consents(const Record& record);
  template <class Record>
  void find_willingness(const Record& record);
  template <class Record>
  void find_audiences(const Record& record);
  template <class Record>
  void find_asks(const Record& record);

  template <class Record>
  [[nodiscard]] std::vector<Key> keys(const Record& record) const {
    std::vector<Key> keys;
    keys.reserve(slot_.size());
    for (const Slot slot : slot_) keys.push_back(record.keys[slot]);
    return keys;
  }
  [[nodiscard]] std::shared_ptr<const detail::SnapshotData> finish() {
    data_->finish();
    return std::move(data_);
  }

 private:
  [[nodiscard]] bool seen(Time since) const noexcept { return since <= as_of_; }
  [[nodiscard]] bool both(Slot a, Slot b) const noexcept { return id_[a] != no_id && id_[b] != no_id; }

  Telling& tell_;
  std::shared_ptr<detail::SnapshotData> data_;
  Time as_of_;
  std::vector<std::uint32_t> id_;         // per slot
  std::vector<Slot> slot_;                // per id
  std::vector<std::uint64_t> blocked_;    // pairs (low id, high id), ascending
  std::vector<double> weights_;           // of contributions
  std::optional<Contributions> contributions_;
  std::optional<Buckets<DeclaredPair>> declared_;
  std::vector<PairTie> ties_;
};

template <class Visit, class Record>
void for_each_other(const Record& record, const detail::EventFact& event, Visit&& visit) {
  if (event.others == 1) visit(event.other);
  else
    for (std::uint32_t i = 0; i < event.others; ++i) visit(record.participants[event.other + i]);
}

// A member exists from `joined`, else from the first dated fact about them, or always if some fact is undated or there is none.
template <class Record>
void Builder::find_members(const Record& record) {
  const std::uint32_t count = record.keys.size();
  std::vector<Time> first(count, detail::until_ever);
  const auto fact = [&first](Slot slot, Time since) { first[slot] = std::min(first[slot], since); };  // undated: from_always
  tell_.for_each(record.connections, [&](const detail::ConnectionFact& f) { fact(f.a, f.since), fact(f.b, f.since); });
  const detail::EventFact* const last_event = record.events.data() + record.events.size();
  tell_.for_each(record.events, [&](const detail::EventFact& f) {
    if (last_event - &f > ahead) {
      __builtin_prefetch(&first[(&f)[ahead].source], 1);
      if ((&f)[ahead].others == 1) __builtin_prefetch(&first[(&f)[ahead].other], 1);
    }
    fact(f.source, f.time);
    for_each_other(record, f, [&](Slot other) { fact(other, f.time); });
  });
  tell_.for_each(record.memberships, [&](const detail::GroupFact& f) { fact(f.member, f.span.from); });
  tell_.for_each(record.follows, [&](const detail::FollowFact& f) { fact(f.follower, f.since), fact(f.followed, f.since); });
  for (const detail::ConsentFact& f : record.consents) {
    fact(f.member, f.span.from);
    if (f.kind == Grantee::Kind::member) fact(f.grantee, f.span.from);
  }
  for (const detail::BlockFact& f : record.blocks) fact(f.blocker, f.span.from), fact(f.blocked, f.span.from);
  for (const detail::AskFact& f : record.asks) fact(f.seeker, f.at), fact(f.introducer, f.at), fact(f.target, f.at);
  for (const detail::ImpressionFact& f : record.impressions) fact(f.viewer, f.at), fact(f.target, f.at);
  for (Slot slot = 0; slot < count; ++slot) {
    const Member& member = record.profile(slot);
    const Time since = member.joined ? *member.joined : first[slot] == detail::until_ever ? detail::from_always : first[slot];
    if (seen(since)) slot_.push_back(slot);
    tell_.work();
  }
  record.keys.sort(slot_, tell_);
  id_.assign(count, no_id);
  for (std::uint32_t i = 0; i < slot_.size(); ++i) id_[slot_[i]] = i;

  for (const detail::BlockFact& f : record.blocks)
    if (f.span.holds(as_of_) && both(f.blocker, f.blocked)) blocked_.push_back(record.pair_key(id_[f.blocker], id_[f.blocked]));
  tell_.sort(blocked_.begin(), blocked_.end());
  blocked_.erase(std::unique(blocked_.begin(), blocked_.end()), blocked_.end());
}

template <class Record>
void Builder::describe_members(const Record& record) {
  detail::SnapshotData& data = *data_;
  const auto count = static_cast<std::uint32_t>(slot_.size());
  data.keys.text = record.keys.text().value_or(false);
  std::vector<std::string_view> topics;
  tell_.for_each(slot_, [&](Slot slot) {
    const Member& member = record.profile(slot);
    data.keys.push(record.keys[slot]);
    data.names.push(member.name);
    data.industries.push(member.industry);
    data.organisations.push(member.organisation);
    data.cities.push(member.city);
    data.openness.push_back(member.openness);
    data.status.push_back((member.unlisted ? detail::status_unlisted : 0) | (member.do_not_contact ? detail::status_do_not_contact : 0));
    topics.insert(topics.end(), member.needs.begin(), member.needs.end());
    topics.insert(topics.end(), member.offers.begin(), member.offers.end());
  });
  tell_.sort(topics.begin(), topics.end());
  topics.erase(std::unique(topics.begin(), topics.end()), topics.end());
  for (const std::string_view topic : topics) data.topics.push(topic);
  const auto rows_of = [&](std::vector<std::string> Member::*list) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::uint32_t i = 0; i < count; ++i, tell_.work())
      for (const std::string& topic : record.profile(slot_[i]).*list)
        pairs.emplace_back(i, static_cast<std::uint32_t>(std::lower_bound(topics.begin(), topics.end(), topic) - topics.begin()));
    return detail::Csr::from_pairs(count, std::move(pairs), tell_);
  };
  data.needs = rows_of(&Member::needs);
  data.offers = rows_of(&Member::offers);

  std::vector<std::pair<std::uint32_t, std::uint32_t>> blocks;
  for (const std::uint64_t pair : blocked_) {
    const auto low = static_cast<std::uint32_t>(pair >> 32), high = static_cast<std::uint32_t>(pair);
    blocks.emplace_back(low, high), blocks.emplace_back(high, low);
    data.status[low] |= detail::status_blocks, data.status[high] |= detail::status_blocks;
  }
  data.blocks = detail::Csr::from_pairs(count, std::move(blocks), tell_);
}

/// A number that looks drawn at random, and is the same for a key on every machine (FNV-1a, then a round of multiplying).
std::uint64_t mixed(const Key& key) {
  std::uint64_t hash = 0xCBF2'9CE4'8422'2325;
  const auto add = [&hash](std::uint64_t number) { hash = (hash ^ number) * 0x100'0000'01B3; };
  if (key.is_text()) {
    for (const char c : key.text()) add(static_cast<unsigned char>(c));
  } else {
    add(static_cast<std::uint64_t>(key.number()));
  }
  hash = (hash ^ hash >> 32) * 0x9E37'79B9'7F4A'7C15;
  return hash ^ hash >> 32;
}

// Events up to the instant are evidence; later ones, up to `until`, are what came after.
template <class Record>
void Builder::gather_evidence(const Record& record, const EvidenceOptions& options, Time until, std::uint32_t one_in) {
  const auto count = static_cast<std::uint32_t>(slot_.size());
  std::vector<double> weight_of(record.kinds.size(), 1.0);
  std::vector<std::uint8_t> is_meeting(record.kinds.size(), 0);
  for (std::uint32_t kind = 0; kind < record.kinds.size(); ++kind) {
    const auto at = options.kind_weights.find(record.kinds[kind]);
    if (at != options.kind_weights.end()) weight_of[kind] = at->second;
    is_meeting[kind] = record.kinds[kind] == "meeting";
  }
  // One in so many by the key of the lower member, so that they are the same ones as of any instant.
  std::vector<std::uint8_t> left_out(one_in > 1 ? slot_.size() : 0);
  for (std::size_t id = 0; id < left_out.size(); ++id) left_out[id] = (mixed(record.keys[slot_[id]]) >> 32) * one_in >> 32 != 0;
  const auto is_left_out = [&left_out](std::uint32_t low) { return !left_out.empty() && left_out[low] != 0; };
  const detail::EventFact* const last_event = record.events.data() + record.events.size();
  const auto for_each_direction = [&](auto&& use) {
    tell_.for_each(record.events, [&](const detail::EventFact& event) {
      if (last_event - &event > ahead) {
        __builtin_prefetch(&id_[(&event)[ahead].source]);
        if ((&event)[ahead].others == 1) __builtin_prefetch(&id_[(&event)[ahead].other]);
      }
      const std::uint32_t people = event.others + 1;
      if (event.time > until || people > static_cast<std::uint32_t>(options.max_participants) || weight_of[event.kind] <= 0) return;
      const auto pass = [&](Slot from, Slot to) {
        if (both(from, to) && !is_left_out(std::min(id_[from], id_[to]))) use(event, id_[from], id_[to]);
      };
      const bool both_ways = event.undirected || is_meeting[event.kind];
      for_each_other(record, event, [&](Slot other) {
        pass(event.source, other);
        if (!both_ways) return;
        pass(other, event.source);
        for_each_other(record, event, [&](Slot third) {
          if (third != other) pass(other, third);
        });
      });
    });
  };
  std::vector<std::vector<std::uint32_t>> weights_of(record.kinds.size());   // of each kind by how many others there are: where, and one more
  weights_.clear();
  const auto weight = [&](const detail::EventFact& event) {
    std::vector<std::uint32_t>& of_kind = weights_of[event.kind];
    if (of_kind.size() <= event.others) of_kind.resize(event.others + std::size_t{1});
    std::uint32_t& place = of_kind[event.others];
    if (place == 0) {
      if (weights_.size() > 0x7FFF'FFFEU) throw Error(Errc::limit_exceeded, "kinds times their participants must stay below 2^31");
      weights_.push_back(weight_of[event.kind] / static_cast<double>(event.others)), place = static_cast<std::uint32_t>(weights_.size());
    }
    return place - 1;
  };
  contributions_.emplace(count, record.events.size() / one_in);
  for_each_direction([&](const detail::EventFact& event, std::uint32_t from, std::uint32_t to) {
    contributions_->add(std::min(from, to), std::max(from, to), from > to, weight(event), event.time);
  });

  const auto for_each_declared = [&](auto&& use) {
    tell_.for_each(record.connections, [&](const detail::ConnectionFact& f) {
      if (!seen(f.since) || !both(f.a, f.b) || is_left_out(std::min(id_[f.a], id_[f.b]))) return;
      use(std::min(id_[f.a], id_[f.b]), DeclaredPair{std::max(id_[f.a], id_[f.b]), f.weight, f.is_private});
    });
  };
  declared_.emplace(count);
  for_each_declared([&](std::uint32_t low, const DeclaredPair&) { declared_->count(low); });
  declared_->allocate();
  for_each_declared([&](std::uint32_t low, const DeclaredPair& pair) { declared_->fill(low, pair); });
}

// Every pair with evidence or a declaration by the instant, ascending by (low, high).
template <class Visit>
void Builder::for_each_pair(const std::array<double, 3>& half_lives, Visit&& visit) {
  std::vector<std::uint32_t> place(slot_.size(), no_id);   // of the higher member among the pairs of the lower one
  std::vector<PairFound> pairs;
  for (std::uint32_t low = 0; low < slot_.size(); ++low) {
    const auto with = [&](std::uint32_t high) -> PairFound& {
      if (place[high] == no_id) place[high] = static_cast<std::uint32_t>(pairs.size()), pairs.push_back({low, high, {}, {}});
      return pairs[place[high]];
    };
    // Sums have no order: only the pairs are sorted.
    for (const Contribution& event : contributions_->of(low)) {
      PairFound& pair = with(event.high);
      (event.from_high ? pair.down : pair.up).add(min_time + static_cast<Time>(event.time), weights_[event.weight], as_of_, half_lives);
      tell_(1);
    }
    for (const DeclaredPair& declared : (*declared_)[low]) with(declared.high).declared = &declared, tell_(1);
    for (const PairFound& pair : pairs) place[pair.high] = no_id;
    tell_.sort(pairs.begin(), pairs.end(), [](const PairFound& a, const PairFound& b) { return a.high < b.high; });
    for (const PairFound& pair : pairs) {
      if (pair.up.events == 0 && pair.down.events == 0 && !pair.declared) continue;   // they met after the instant
      if (std::binary_search(blocked_.begin(), blocked_.end(), std::uint64_t{low} << 32 | pair.high)) continue;
      visit(pair);
      tell_.work(64);   // a model may think long
    }
    pairs.clear();
  }
}

// One tie for every pair.
void Builder::weigh(const AnyTieModel& model) {
  const double rho = model.info.reciprocity;
  const auto strength_of = [&](const PairEvidence& pair) {
    const double strength = model.strength(pair);
    if (!(strength >= 0 && strength <= 1))
      throw Error(Errc::invalid_argument, fmt::format("tie model '{}' must give strengths 0…1, gave {}", model.info.name, strength));
    return strength;
  };
  const auto mixed_cost = [rho](double near, double far) {  // near: S of the one who is turned to, towards the one who asks
    double cost = 0;
    if (rho < 1) cost += (1 - rho) * cost_of(near);
    if (rho > 0) cost += rho * cost_of(far);
    return static_cast<float>(cost);
  };
  ties_.reserve(declared_->size());
  float last_weight = -1;  // pairs that are only declared have few weights: the model is asked once for each run of equals
  double last_strength = 0;
  for_each_pair(model.evidence_options.half_life_days, [&](const PairFound& pair) {
    const Sum &up = pair.up, &down = pair.down;
    PairTie tie{.low = pair.low, .high = pair.high, .events_up = up.events, .events_down = down.events};
    const double weight = pair.weight();
    if (pair.declared) tie.declared = true, tie.is_private = pair.declared->is_private;
    double strength_up = 0, strength_down = 0;
    if (up.events == 0 && down.events == 0) {
      if (static_cast<float>(weight) != last_weight) last_weight = static_cast<float>(weight), last_strength = strength_of({{}, {}, weight});
      strength_up = strength_down = last_strength;
    } else {
      const Evidence out = up.evidence(as_of_), back = down.evidence(as_of_);
      strength_up = strength_of({out, back, weight});
      strength_down = strength_of({back, out, weight});
      if (up.events) tie.since_up = saturated(as_of_ - up.last);
      if (down.events) tie.since_down = saturated(as_of_ - down.last);
    }
    tie.strength_up = static_cast<float>(strength_up), tie.strength_down = static_cast<float>(strength_down);
    tie.cost_up = mixed_cost(strength_down, strength_up), tie.cost_down = mixed_cost(strength_up, strength_down);
    ties_.push_back(tie);
  });
  data_->model = model.info;
}

// Strength from shared neighbours; runs after `weigh` has found the pairs. O(Σ over pairs of both degrees).
void Builder::overlap() {
  const auto count = static_cast<std::uint32_t>(slot_.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  pairs.reserve(2 * ties_.size());
  for (const PairTie& tie : ties_) pairs.emplace_back(tie.low, tie.high), pairs.emplace_back(tie.high, tie.low);
  const detail::Csr friends = detail::Csr::from_pairs(count, std::move(pairs), tell_);
  for (PairTie& tie : ties_) {
    const auto of_low = friends.row(tie.low), of_high = friends.row(tie.high);
    tell_.work(of_low.size() + of_high.size());
    std::size_t common = 0;
    for (auto a = of_low.begin(), b = of_high.begin(); a != of_low.end() && b != of_high.end();) {
      if (*a == *b) ++common;
      const bool step_a = *a <= *b, step_b = *b <= *a;
      a += step_a, b += step_b;
    }
    const auto rest = static_cast<double>(of_low.size() + of_high.size() - 2 - common);
    const double strength = 0.1 + (rest > 0 ? 0.5 * static_cast<double>(common) / rest : 0.0);
    tie.strength_up = tie.strength_down = static_cast<float>(strength);
    tie.cost_up = tie.cost_down = static_cast<float>(cost_of(strength));
  }
  data_->model = {"topological overlap (Onnela et al. 2007): 0.1 + 0.5 O", 0, 0.5, {}};
  data_->open_only = true;
}

void Builder::make_ties(bool explain) {
  detail::SnapshotData& data = *data_;
  contributions_.reset(), declared_.reset();
  const std::size_t arcs = 2 * ties_.size();
  if (arcs > 0x7FFF'FFFFU) throw Error(Errc::limit_exceeded, fmt::format("a snapshot holds at most 2^31 directed ties, got {}", arcs));
  data.offsets.assign(slot_.size() + 1, 0);
  const bool symmetric = data.model.reciprocity == 0.5;
  tell_.for_each(ties_, [&](const PairTie& tie) { ++data.offsets[tie.low + std::size_t{1}], ++data.offsets[tie.high + std::size_t{1}]; });
  std::partial_sum(data.offsets.begin(), data.offsets.end(), data.offsets.begin());
  const auto make_room = [&](auto& column) { column.resize(arcs), tell_.work(arcs); };
  make_room(data.ends), make_room(data.cost), make_room(data.strength);
  if (!symmetric) make_room(data.cost_back);
  data.explained = explain;
  data.declared = detail::bits_for(arcs), data.is_private = detail::bits_for(arcs);
  if (explain) make_room(data.seconds_since), make_room(data.events);
  // Pairs come by (low, high): a member's lower neighbours arrive in order, and all before the higher ones.
  std::vector<std::uint32_t> next(data.offsets.begin(), data.offsets.end() - 1);
  const auto arc = [&](std::uint32_t from, std::uint32_t to, float cost, float cost_back, float strength, std::uint32_t since, std::uint32_t events,
                       const PairTie& tie) {
    const std::uint32_t at = next[from]++;
    data.ends[at] = to, data.cost[at] = cost, data.strength[at] = strength;
    if (!symmetric) data.cost_back[at] = cost_back;
    if (tie.declared) detail::set_bit(data.declared, at);
    if (tie.is_private) detail::set_bit(data.is_private, at);
    if (explain) data.seconds_since[at] = since, data.events[at] = events;
  };
  tell_.for_each(ties_, [&](const PairTie& tie) {
    arc(tie.low, tie.high, tie.cost_up, tie.cost_down, tie.strength_up, tie.since_up, tie.events_up, tie);
    arc(tie.high, tie.low, tie.cost_down, tie.cost_up, tie.strength_down, tie.since_down, tie.events_down, tie);
  });
  ties_ = {};
}

// A dead instant: the last window holds under 1 % of the events. Say so, and name the latest one that is alive.
template <class Record>
void Builder::write_notice(const Record& record) {
  if (data_->model.window_days <= 0) return;
  const Time window = std::max<Time>(1, static_cast<Time>(data_->model.window_days * static_cast<double>(seconds_per_day)));
  std::size_t lately = 0, before = 0;
  tell_.for_each(record.events, [&](const detail::EventFact& event) {
    if (event.time <= as_of_) ++(event.time > as_of_ - window ? lately : before);
  });
  if (lately * 100 >= lately + before) return;
  std::vector<Time> times;
  tell_.for_each(record.events, [&](const detail::EventFact& event) {
    if (event.time <= as_of_) times.push_back(event.time);
  });
  tell_.sort(times.begin(), times.end());
  std::size_t first = 0;
  Time alive = times.front();
  for (std::size_t i = 0; i < times.size(); ++i, tell_.work()) {
    while (times[first] <= times[i] - window) ++first;
    if ((i + 1 - first) * 100 >= i + 1) alive = times[i];
  }
  data_->notice = fmt::format(
      "The record is nearly silent before this instant: the last {:g} days hold {} of {} interactions, so strengths are low. "
      "The latest instant that is not: {}.",
      data_->model.window_days, lately, times.size(), alive);
}

template <class Record>
void Builder::find_consents(const Record& record) {
  detail::SnapshotData& data = *data_;
  // Groups exist through members; a consent to a group nobody is in speaks to nobody.
  std::vector<std::string_view> names;
  std::vector<std::pair<std::string_view, std::uint32_t>> memberships;
  tell_.for_each(record.memberships, [&](const detail::GroupFact& f) {
    if (f.span.holds(as_of_) && id_[f.member] != no_id) memberships.emplace_back(record.groups[f.group], id_[f.member]);
  });
  for (const auto& [name, member] : memberships) names.push_back(name);
  tell_.sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const auto group_id = [&](std::string_view name) {
    const auto at = std::lower_bound(names.begin(), names.end(), name);
    return at != names.end() && *at == name ? static_cast<std::uint32_t>(at - names.begin()) : no_id;
  };
  std::vector<std::pair<std::uint32_t, std::uint32_t>> by_group, by_member;
  tell_.for_each(memberships, [&](const auto& of) {
    by_group.emplace_back(group_id(of.first), of.second), by_member.emplace_back(of.second, by_group.back().first);
  });
  for (const std::string_view name : names) data.groups.push(name);
  data.members_of = detail::Csr::from_pairs(static_cast<std::uint32_t>(names.size()), std::move(by_group), tell_);
  data.groups_of = detail::Csr::from_pairs(static_cast<std::uint32_t>(slot_.size()), std::move(by_member), tell_);

  // Among the statements of a member for one purpose and grantee, the one that began last decides; among those a refusal.
  using Statement = detail::ConsentException;
  std::vector<Statement> statements;
  tell_.for_each(record.consents, [&](const detail::ConsentFact& f) {
    if (!f.span.holds(as_of_) || id_[f.member] == no_id) return;
    std::uint32_t grantee = 0;
    if (f.kind == Grantee::Kind::member) grantee = id_[f.grantee];
    if (f.kind == Grantee::Kind::group) grantee = group_id(record.groups[f.grantee]);
    if (grantee == no_id) return;
    statements.push_back({id_[f.member], f.purpose, static_cast<std::uint8_t>(f.kind), f.allow, grantee, f.span.from});
  });
  const auto subject = [](const Statement& s) { return std::tuple(s.member, s.purpose, s.kind, s.grantee); };
  tell_.sort(statements.begin(), statements.end(), [&](const Statement& a, const Statement& b) {
    if (subject(a) != subject(b)) return subject(a) < subject(b);
    return a.from != b.from ? a.from > b.from : a.allow < b.allow;
  });
  statements.erase(
      std::unique(statements.begin(), statements.end(), [&](const Statement& a, const Statement& b) { return subject(a) == subject(b); }),
      statements.end());
  for (const Statement& says : statements) {
    if (says.kind == static_cast<std::uint8_t>(Grantee::Kind::all)) {
      data.status[says.member] |= says.allow ? detail::allows(says.purpose) : detail::refuses(says.purpose);
    } else {
      data.exceptions.push_back(says);
      data.status[says.member] |= detail::status_exceptions;
    }
  }
  tell_.sort(data.exceptions.begin(), data.exceptions.end());
}

// ω = (2 + yes) / (3 + yes + no), outcomes decayed, times the room that a cap leaves; with no history 2/3.
template <class Record>
void Builder::find_willingness(const Record& record) {
  struct Past {
    std::uint32_t introducer;
    Time at;
    bool yes;
  };
  std::vector<Past> past;
  std::vector<std::uint32_t> open(slot_.size(), 0);
  for (const detail::AskFact& ask : record.asks) {
    if (ask.at > as_of_ || id_[ask.introducer] == no_id) continue;
    if (ask.answered && *ask.answered <= as_of_) past.push_back({id_[ask.introducer], *ask.answered, ask.outcome != Outcome::no});
    else if (ask.at + ask_expires_after <= as_of_) past.push_back({id_[ask.introducer], ask.at + ask_expires_after, false});
    else ++open[id_[ask.introducer]];
  }
  tell_.sort(past.begin(), past.end(),
             [](const Past& a, const Past& b) { return std::tuple(a.introducer, a.at, a.yes) < std::tuple(b.introducer, b.at, b.yes); });
  std::vector<double>& omega = data_->willingness;
  omega.assign(slot_.size(), 2.0 / 3.0);
  for (auto event = past.begin(); event != past.end();) {
    const std::uint32_t introducer = event->introducer;
    double yes = 0, no = 0;
    for (; event != past.end() && event->introducer == introducer; ++event)
      (event->yes ? yes : no) += decay(as_of_ - event->at, half_life_of_outcomes);
    omega[introducer] = (2 + yes) / (3 + yes + no);
  }
  for (std::uint32_t i = 0; i < slot_.size(); ++i) {
    const std::optional<int> cap = record.profile(slot_[i]).ask_cap;
    if (!cap) continue;
    omega[i] *= *cap == 0 ? 0.0 : std::max(0.0, 1.0 - static_cast<double>(open[i]) / static_cast<double>(*cap));
  }
}

template <class Record>
void Builder::find_audiences(const Record& record) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> followers, subscribers;
  tell_.for_each(record.follows, [&](const detail::FollowFact& f) {
    if (!seen(f.since) || !both(f.follower, f.followed)) return;
    (f.channel == Channel::follow ? followers : subscribers).emplace_back(id_[f.followed], id_[f.follower]);
  });
  const auto count = static_cast<std::uint32_t>(slot_.size());
  data_->followers = detail::Csr::from_pairs(count, std::move(followers), tell_);
  data_->subscribers = detail::Csr::from_pairs(count, std::move(subscribers), tell_);
}

// A fact counts where all whom it names exist.
template <class Record>
void Builder::find_asks(const Record& record) {
  const auto count = static_cast<std::uint32_t>(slot_.size());
  std::vector<std::pair<std::uint32_t, AskFacts>> asks;
  std::vector<std::tuple<std::uint32_t, std::uint32_t, Time>> asked, shown;   // who, for or to whom, when
  tell_.for_each(record.asks, [&](const detail::AskFact& ask) {
    if (ask.at > as_of_ || !both(ask.seeker, ask.introducer) || id_[ask.target] == no_id) return;
    asked.emplace_back(id_[ask.seeker], id_[ask.target], ask.at);
    AskFacts now{MemberId{id_[ask.introducer]}, MemberId{id_[ask.target]}, ask.at, AskState::open, ask.at};
    if (ask.answered && *ask.answered <= as_of_) {
      now.state = ask.outcome == Outcome::yes ? AskState::met : ask.outcome == Outcome::no ? AskState::refused : AskState::declined;
      now.since = *ask.answered;
    } else if (ask.at + ask_expires_after <= as_of_) {
      now.state = AskState::refused, now.since = ask.at + ask_expires_after;
    }
    asks.emplace_back(id_[ask.seeker], now);
  });
  tell_.sort(asks.begin(), asks.end());
  data_->asks = detail::SparseRows<AskFacts>::from_sorted(count, asks);

  // An ask ends what was shown before it; which asks count is for the view to say, so between two of them impressions stand together.
  tell_.sort(asked.begin(), asked.end());
  tell_.for_each(record.impressions, [&](const detail::ImpressionFact& f) {
    if (f.at <= as_of_ && both(f.viewer, f.target)) shown.emplace_back(id_[f.viewer], id_[f.target], f.at);
  });
  tell_.sort(shown.begin(), shown.end());
  std::vector<std::pair<std::uint32_t, detail::Impressions>> rows;
  auto next = asked.begin();   // the first ask that is not before
  for (auto impression = shown.begin(); impression != shown.end(); ++impression, tell_.work()) {
    const auto before = next;
    while (next != asked.end() && *next < *impression) ++next;
    const auto [viewer, target, at] = *impression;
    if (rows.empty() || next != before || rows.back().first != viewer || rows.back().second.target != target)
      rows.push_back({viewer, {target, at, 0}});
    rows.back().second.last = at;
    rows.back().second.mass += static_cast<std::uint64_t>(mass_grid * decay(as_of_ - at, half_life_of_impressions));
  }
  data_->impressions = detail::SparseRows<detail::Impressions>::from_sorted(count, rows);
}

/// About how many rows are looked at for a picture: each as often as it is passed.
template <class Record>
std::uint64_t rows_of(const Record& record) {
  return 5 * (record.events.size() + record.connections.size()) + 3 * std::uint64_t{record.keys.size()} +
         2 * (record.memberships.size() + record.follows.size());
}

void check_instant(Time as_of) {
  if (as_of < min_time || as_of > max_time)
    throw Error(Errc::invalid_argument, fmt::format("as_of must be Unix seconds of a year 1…9999, got {}{}", as_of,
                                                    as_of > max_time ? " (milliseconds? divide by 1000)" : ""));
}

void check_evidence(const EvidenceOptions& options) {
  if (options.max_participants < 0)
    throw Error(Errc::invalid_argument, fmt::format("max_participants must be 0 or more, got {}", options.max_participants));
  for (const double days : options.half_life_days)
    if (!(days > 0)) throw Error(Errc::invalid_argument, fmt::format("half_life_days must be positive, got {}", days));
  for (const auto& [kind, weight] : options.kind_weights)
    if (!(weight >= 0 && weight <= 1000)) throw Error(Errc::invalid_argument, fmt::format("kind_weights['{}'] must be 0…1000, got {}", kind, weight));
}

}  // namespace

Snapshot Network::build(Time as_of, const AnyTieModel& model, const SnapshotOptions& options) const {
  check_instant(as_of);
  const TieModelInfo& info = model.info;
  if (!(info.reciprocity >= 0 && info.reciprocity <= 1))
    throw Error(Errc::invalid_argument, fmt::format("reciprocity must be 0…1, got {}", info.reciprocity));
  if (!(info.window_days >= 0 && info.window_days <= 36500))
    throw Error(Errc::invalid_argument, fmt::format("window_days must be 0…36500, got {}", info.window_days));
  check_evidence(model.evidence_options);
  const detail::Reading record(record_);
  Telling tell(options.progress, rows_of(*record));
  Builder builder(as_of, tell);
  builder.find_members(*record);
  builder.describe_members(*record);
  builder.gather_evidence(*record, model.evidence_options, as_of);
  builder.weigh(model);
  builder.make_ties(options.explain);
  builder.write_notice(*record);
  builder.find_consents(*record);
  builder.find_willingness(*record);
  builder.find_audiences(*record);
  builder.find_asks(*record);
  Snapshot made(builder.finish());
  tell.end();
  return made;
}

std::vector<Key> Network::keys(Time as_of) const {
  check_instant(as_of);
  Telling nobody;
  Builder builder(as_of, nobody);
  builder.find_members(*record_);
  return builder.keys(*record_);
}

void Network::for_each_pair(Time as_of, Time until, const EvidenceOptions& options, const std::function<void(const PairHistory&)>& visit,
                            const std::function<bool(std::uint64_t, std::uint64_t)>& progress, std::uint32_t one_in) const {
  check_instant(as_of);
  check_evidence(options);
  if (until < as_of) throw Error(Errc::invalid_argument, fmt::format("until must not be before as_of ({}), got {}", as_of, until));
  if (!visit) throw Error(Errc::invalid_argument, "visit must be callable");
  if (one_in == 0) throw Error(Errc::invalid_argument, "one_in must be 1 or more, got 0");
  const detail::Reading record(record_);
  Telling tell(progress, rows_of(*record));
  Builder builder(as_of, tell);
  builder.find_members(*record);
  builder.gather_evidence(*record, options, until, one_in);
  builder.for_each_pair(options.half_life_days, [&](const PairFound& pair) {
    visit({MemberId{pair.low},
           MemberId{pair.high},
           {pair.up.evidence(as_of), pair.down.evidence(as_of), pair.weight()},
           pair.up.next_time(),
           pair.down.next_time()});
  });
  tell.end();
}

Snapshot Network::snapshot(Time as_of, const SnapshotOptions& options) const { return snapshot(as_of, preset(), options); }

Snapshot Network::snapshot(Time as_of, const Overlap&, const SnapshotOptions& options) const {
  check_instant(as_of);
  const LogisticTies any = preset();  // finds the pairs and gathers recency and counts; its strengths are replaced
  const detail::Reading record(record_);
  Telling tell(options.progress, rows_of(*record));
  Builder builder(as_of, tell);
  builder.find_members(*record);
  builder.describe_members(*record);
  builder.gather_evidence(*record, any.evidence_options(), as_of);
  builder.weigh(erase(any));
  builder.overlap();
  builder.make_ties(options.explain);
  builder.find_consents(*record);
  builder.find_willingness(*record);
  builder.find_audiences(*record);
  builder.find_asks(*record);
  Snapshot made(builder.finish());
  tell.end();
  return made;
}

}  // namespace v0
}  // namespace hobnob

#include "hobnob/io/community.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/telling.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/core/random.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/policy.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

constexpr Time last_instant = 1'719'705'600;  // 2024-06-30T00:00:00Z: a community has no clock either

// The powers of a community. Densities fall as x^−exponent, so tails fall as x^−(exponent−1).
constexpr double size_exponent = 2.2;      // of communities, from 8 members up
constexpr double weight_exponent = 2.5;    // of members' weights, from 1 up: who opens more ties is also chosen more often
constexpr double closure = 0.45;           // of ties go to a friend's friend,
constexpr double at_home = 0.40;           // of ties go to somebody of the own community, the rest to anybody

constexpr std::array<std::string_view, 48> first_names{
    "ada",  "aiko",  "amir",  "ana",  "anton", "aylin", "bo",    "carla", "chen", "dana",  "dev",   "ebba",  "eli",  "emre", "eva",   "femi",
    "finn", "fumi",  "goran", "hana", "hugo",  "ida",   "imani", "ines",  "ivan", "jin",   "jonas", "kaito", "kim",  "lars", "leila", "lin",
    "luca", "malik", "mara",  "mei",  "milo",  "nadia", "noor",  "olga",  "omar", "petra", "ravi",  "rosa",  "sami", "tova", "yara",  "zoe"};
constexpr std::array<std::string_view, 48> surnames{
    "Abe",    "Adeyemi", "Almeida", "Andersen", "Bauer", "Bianchi", "Castro", "Costa", "Demir",  "Dubois",   "Farah",  "Fischer",
    "Garcia", "Haddad",  "Hansen",  "Horvat",   "Ito",   "Jansen",  "Kaya",   "Khan",  "Kim",    "Kovacs",   "Larsen", "Li",
    "Lopez",  "Martin",  "Mbeki",   "Moreau",   "Mori",  "Müller",  "Nakata", "Novak", "Núñez",  "Okafor",   "Olsen",  "Papadakis",
    "Park",   "Petrov",  "Rao",     "Rossi",    "Saito", "Sharma",  "Silva",  "Singh", "Tanaka", "Virtanen", "Wang",   "Ødegård"};
constexpr std::array<std::string_view, 12> industries{"agriculture", "architecture", "biotech", "education", "energy",   "film",
                                                      "finance",     "games",        "health",  "logistics", "software", "textiles"};
constexpr std::array<std::string_view, 16> cities{"Accra", "Athens", "Bergen", "Bogota", "Cork",    "Dakar", "Ghent", "Hanoi",
                                                  "Izmir", "Kyoto",  "Lisbon", "Lyon",   "Nairobi", "Porto", "Quito", "Riga"};
constexpr std::array<std::string_view, 16> house_words{"Alder", "Basalt",  "Beacon",  "Birch", "Cobalt", "Copper", "Ember",   "Harbour",
                                                       "Heron", "Juniper", "Lantern", "Maple", "Meadow", "Quarry", "Saffron", "Tidal"};
constexpr std::array<std::string_view, 6> house_kinds{"Foundry", "Labs", "Partners", "Press", "Studio", "Works"};
constexpr std::array<std::string_view, 8> circles{"chess", "climbing", "cooking", "cycling", "gardening", "photography", "reading", "sailing"};
constexpr std::array<std::string_view, 20> topics{"accounting", "branding",  "climate",    "data",    "design",  "fundraising", "hiring",
                                                  "law",        "logistics", "marketing",  "music",   "pricing", "privacy",     "research",
                                                  "robotics",   "sales",     "statistics", "testing", "travel",  "writing"};

/// What a stream of random numbers is for: each matter of each member or pair has one of its own, so that matters cannot disturb each other.
enum class Matter : std::uint64_t { sizes, home, member, ties, pair, groups, follows, consents, asks, blocks };

struct Home {  // a community: members first…last−1
  std::uint32_t first, last;
  std::size_t industry, city, name;
};

class Founding {
 public:
  explicit Founding(const CommunityOptions& options)
      : options_(options),
        n_(static_cast<std::uint32_t>(options.members)),
        start_(last_instant - static_cast<Time>(options.days * double{seconds_per_day})),
        pairs_(std::min(std::round(n_ * options.mean_degree / 2), n_ * (n_ - 1.0) / 2)),
        rows_per_pair_(1 + static_cast<std::uint64_t>(std::round(options.interactions_per_tie))),
        tell_(options.progress, 2 * std::uint64_t{n_} + static_cast<std::uint64_t>(pairs_) * (1 + rows_per_pair_)) {}

  Network found() {
    settle();
    describe();
    befriend();
    live();
    for (std::uint32_t u = 0; u < n_; ++u) {
      gather(u);
      follow(u);
      consent(u);
      ask(u);
      block(u);
      tell_(1);
    }
    tell_.end();
    return std::move(network_);
  }

 private:
  [[nodiscard]] Stream stream(Matter matter, std::uint64_t i) const { return {options_.seed, static_cast<std::uint64_t>(matter) << 56 | i}; }
  template <class Choices>
  static const auto& one_of(const Choices& choices, Stream& draw) {
    return choices[static_cast<std::size_t>(draw.below(choices.size()))];
  }
  static bool happens(double chance, Stream& draw) { return draw.uniform() < chance; }
  /// An instant from `from` to `until`, both included.
  static Time between(Time from, Time until, Stream& draw) {
    return from + static_cast<Time>(draw.below(static_cast<std::uint64_t>(until - from) + 1));
  }

  /// Communities of power-law size, one after the other, and the members' weights.
  void settle() {
    Stream draw = stream(Matter::sizes, 0);
    const double largest = std::max(8.0, n_ / 20.0);
    home_of_.resize(n_);
    for (std::uint32_t first = 0; first < n_;) {
      tell_.work();
      const double size = std::min(largest, 8 * std::pow(1 - draw.uniform(), -1 / (size_exponent - 1)));
      const std::uint32_t last = first + std::min(n_ - first, static_cast<std::uint32_t>(size));
      Stream of_home = stream(Matter::home, homes_.size());
      std::fill(home_of_.begin() + first, home_of_.begin() + last, static_cast<std::uint32_t>(homes_.size()));
      homes_.push_back({first, last, static_cast<std::size_t>(of_home.below(industries.size())),
                        static_cast<std::size_t>(of_home.below(cities.size())), static_cast<std::size_t>(of_home.below(house_words.size()))});
      first = last;
    }
    // Weights are whole numbers, so that their sums are exact in any order and on any machine.
    const double heaviest = std::max(4.0, std::sqrt(1.0 * n_));
    weight_before_.reserve(std::size_t{n_} + 1);
    weight_before_.push_back(0);
    for (std::uint32_t u = 0; u < n_; ++u) {
      tell_.work();
      Stream of_member = stream(Matter::member, u);
      const double weight = std::min(heaviest, std::pow(1 - of_member.uniform(), -1 / (weight_exponent - 1)));
      weight_before_.push_back(weight_before_.back() + static_cast<std::uint64_t>(1024 * weight));
    }
  }

  /// Somebody of first…last−1, in proportion to weight.
  [[nodiscard]] std::uint32_t weighted(std::uint32_t first, std::uint32_t last, Stream& draw) const {
    const std::uint64_t at = weight_before_[first] + draw.below(weight_before_[last] - weight_before_[first]);
    const auto above = std::upper_bound(weight_before_.begin() + first, weight_before_.begin() + last, at);
    return static_cast<std::uint32_t>(above - weight_before_.begin()) - 1;
  }

  void describe() {
    std::size_t digits = 4;
    for (std::uint64_t most = 10'000; most < n_; most *= 10) ++digits;
    keys_.reserve(n_);
    joined_.reserve(n_);
    for (std::uint32_t u = 0; u < n_; ++u) {
      const Home& home = homes_[home_of_[u]];
      Stream draw = stream(Matter::member, u);
      draw.uniform();  // the weight
      const std::string_view first = one_of(first_names, draw);
      const std::string number = std::to_string(u);
      keys_.emplace_back(std::string(first) + "-" + std::string(digits - number.size(), '0') + number);

      Member member;
      member.name = std::string(first) + " " + std::string(one_of(surnames, draw));
      member.name[0] = static_cast<char>(member.name[0] - 'a' + 'A');
      member.industry = industries[happens(0.7, draw) ? home.industry : static_cast<std::size_t>(draw.below(industries.size()))];
      const std::uint64_t houses = 1 + (home.last - home.first) / 30;  // some thirty people work in each
      member.organisation = std::string(house_words[home.name]) + " " +
                            std::string(house_kinds[(home.city + draw.below(houses)) % house_kinds.size()]) + " " + std::to_string(home_of_[u] + 1);
      member.city = cities[happens(0.8, draw) ? home.city : static_cast<std::size_t>(draw.below(cities.size()))];
      for (std::vector<std::string>* list : {&member.needs, &member.offers})
        for (std::uint64_t left = draw.below(4); left > 0; --left) {
          const std::string_view topic = one_of(topics, draw);
          if (std::ranges::find(*list, topic) == list->end()) list->emplace_back(topic);
        }
      if (happens(0.3, draw)) member.openness = static_cast<double>(6 + draw.below(14)) / 20;
      const bool late = happens(0.4, draw);  // the others were there before the record begins
      joined_.push_back(late ? between(start_, start_ + (last_instant - start_) * 4 / 5, draw) : start_);
      if (late) member.joined = joined_.back();
      member.unlisted = happens(0.02, draw);
      member.do_not_contact = happens(0.01, draw);
      if (happens(0.05, draw)) member.ask_cap = static_cast<int>(draw.below(6));
      network_.add_member(keys_.back(), member);
      tell_(1);
    }
  }

  [[nodiscard]] bool friends(std::uint32_t u, std::uint32_t v) const {
    const std::vector<std::uint32_t>&a = friends_[u], &b = friends_[v];
    tell_.work(std::min(a.size(), b.size()) / 32);
    return a.size() < b.size() ? std::ranges::find(a, v) != a.end() : std::ranges::find(b, u) != b.end();
  }

  /// Ties by weight, community and closure of triads.
  /// P. Holme, B. J. Kim, Growing scale-free networks with tunable clustering, 2002, doi:10.1103/PhysRevE.65.026107.
  void befriend() {
    friends_.resize(n_);
    const auto due_before = [&](std::uint32_t u) {  // pairs that the members before u open
      return static_cast<std::uint64_t>(pairs_ * (static_cast<double>(weight_before_[u]) / static_cast<double>(weight_before_[n_])));
    };
    std::uint64_t opened = 0;
    for (std::uint32_t u = 0; u < n_; ++u) {
      Stream draw = stream(Matter::ties, u);
      for (; opened < due_before(u + 1) && friends_[u].size() + 1 < n_; ++opened) {
        const std::uint32_t v = stranger(u, draw);
        friends_[u].push_back(v);
        friends_[v].push_back(u);
        tell_(1);
      }
    }
  }

  /// Somebody whom u does not know yet; there is somebody.
  std::uint32_t stranger(std::uint32_t u, Stream& draw) const {
    const Home& home = homes_[home_of_[u]];
    for (int attempt = 0; attempt < 16; ++attempt) {
      const double way = attempt < 8 ? draw.uniform() : 1;  // who knows everybody near looks far
      std::uint32_t v = u;
      if (way < closure && !friends_[u].empty()) v = one_of(friends_[one_of(friends_[u], draw)], draw);
      else if (way < closure + at_home) v = weighted(home.first, home.last, draw);
      else v = weighted(0, n_, draw);
      if (v != u && !friends(u, v)) return v;
    }
    auto v = static_cast<std::uint32_t>(draw.below(n_));  // a small world in which nearly all know each other
    while (v == u || friends(u, v)) v = v + 1 < n_ ? v + 1 : 0;
    return v;
  }

  /// What is recorded of each pair. A tenth of the pairs only declares; a third of the others declares too.
  void live() {
    std::uint64_t pair = 0;
    for (std::uint32_t u = 0; u < n_; ++u)
      for (const std::uint32_t v : friends_[u]) {
        if (v < u) continue;
        Stream draw = stream(Matter::pair, pair);
        const Time known = std::max(joined_[u], joined_[v]);
        const Time met = happens(0.4, draw) ? known : between(known, known + (last_instant - known) * 9 / 10, draw);
        const bool talks = happens(0.9 * std::min(1.0, options_.interactions_per_tie), draw) || (pair == 0 && options_.interactions_per_tie > 0);
        if (!talks || happens(0.33, draw)) declare(u, v, met, draw);
        if (talks) talk(u, v, met, draw);
        if (talks && pair == 0) network_.add_interaction(keys_[u], keys_[v], last_instant);  // so that every community ends at the same instant
        ++pair;
        tell_(rows_per_pair_);
      }
  }

  void declare(std::uint32_t u, std::uint32_t v, Time met, Stream& draw) {
    Connection connection;
    if (happens(0.5, draw)) connection.since = met;
    if (options_.interactions_per_tie == 0 || happens(0.5, draw)) connection.weight = static_cast<double>(50 + draw.below(951)) / 1000;
    connection.is_private = happens(0.03, draw);
    network_.add_connection(keys_[u], keys_[v], connection);
  }

  /// Bursts of events, minutes to hours apart, at instants between the first meeting and the end of the relationship.
  void talk(std::uint32_t u, std::uint32_t v, Time met, Stream& draw) {
    Time end = last_instant;
    if (happens(0.6, draw)) end = std::min(end, met + static_cast<Time>(draw.exponential() * 0.3 * static_cast<double>(last_instant - start_)));
    const double often = std::max(1.0, options_.interactions_per_tie);  // the mean; 3 pairs in 10 have one event, the others a log-normal number
    std::uint64_t events = 1;
    if (!happens(0.3, draw)) {
      const double more = (often - 1) / 0.7 * std::exp(1.2 * draw.normal() - 0.72);
      events += static_cast<std::uint64_t>(more + draw.uniform());  // rounded up or down by chance: the mean stays
    }
    const double lead = draw.uniform(), reply = draw.uniform();  // who begins, and how often the other answers
    bool forth = true;
    Time at = 0;
    for (std::uint64_t event = 0; event < events; ++event) {
      tell_.work();
      const Time gap = 30 + static_cast<Time>(std::exp(8 + 1.5 * draw.normal()));
      if (event == 0 || happens(0.3, draw) || at + gap > end) {
        at = between(met, end, draw);
        forth = happens(lead, draw);
      } else {
        at += gap;
        if (happens(reply, draw)) forth = !forth;
      }
      interact(forth ? u : v, forth ? v : u, at, draw);
    }
  }

  void interact(std::uint32_t from, std::uint32_t to, Time at, Stream& draw) {
    const double kind = draw.uniform();
    interaction_.kind = kind < 0.06 ? "meeting" : kind < 0.14 ? "reaction" : "message";
    interaction_.participants.clear();
    if (kind < 0.03 || kind > 0.95) {  // others are there: in a meeting all know each other, a message goes to friends of its sender
      std::array<std::uint32_t, 3> others{};
      std::size_t count = 0;
      for (int attempt = 0; attempt < 6 && count < others.size(); ++attempt) {
        const std::uint32_t other = one_of(friends_[from], draw);
        const auto present = others.begin() + static_cast<std::ptrdiff_t>(count);
        if (other == to || joined_[other] > at || std::find(others.begin(), present, other) != present) continue;
        if (kind < 0.03 && !(friends(other, to) && std::all_of(others.begin(), present, [&](std::uint32_t x) { return friends(other, x); })))
          continue;
        others[count++] = other;
        interaction_.participants.push_back(keys_[other]);
      }
    }
    network_.add_interaction(keys_[from], keys_[to], at, interaction_);
  }

  /// The circles of a community, some forty members each; a few members join one elsewhere.
  void gather(std::uint32_t u) {
    Stream draw = stream(Matter::groups, u);
    for (const double chance : {0.6, 0.3, 0.1}) {
      if (!happens(chance, draw)) continue;
      Interval interval;
      if (happens(0.7, draw)) interval.start = between(joined_[u], last_instant, draw);
      if (happens(0.15, draw)) interval.until = between(interval.start.value_or(joined_[u]), last_instant, draw) + 1;
      network_.add_group(circle(chance < 0.2 ? static_cast<std::uint32_t>(draw.below(homes_.size())) : home_of_[u], draw), keys_[u], interval);
    }
  }
  [[nodiscard]] std::string circle(std::uint32_t home, Stream& draw) const {
    const std::uint64_t number = draw.below(1 + (homes_[home].last - homes_[home].first) / 40);
    return std::string(circles[(home + number) % circles.size()]) + " circle " + std::to_string(home + 1) + "." + std::to_string(number + 1);
  }

  void follow(std::uint32_t u) {
    Stream draw = stream(Matter::follows, u);
    for (auto left = static_cast<std::uint64_t>(3 * draw.exponential()); left > 0; --left) {
      const bool known = happens(0.5, draw) && !friends_[u].empty();
      const std::uint32_t v = known ? one_of(friends_[u], draw) : weighted(0, n_, draw);
      const Channel channel = happens(0.2, draw) ? Channel::subscription : Channel::follow;
      const Time since = between(std::max(joined_[u], joined_[v]), last_instant, draw);
      if (v != u) network_.add_follow(keys_[u], keys_[v], channel, happens(0.7, draw) ? std::optional<Time>(since) : std::nullopt);
    }
  }

  /// Most say nothing. Some refuse a purpose, half of these except towards some; some allow; some withdraw what they allowed.
  void consent(std::uint32_t u) {
    Stream draw = stream(Matter::consents, u);
    if (!happens(0.08, draw)) return;
    const auto purpose = static_cast<Purpose>(draw.below(purpose_count));
    const Time at = between(joined_[u], last_instant, draw);
    if (happens(0.35, draw)) {
      network_.set_consent(keys_[u], purpose, true, Grantee::all(), {.start = at, .until = {}});
      if (happens(0.3, draw)) network_.set_consent(keys_[u], purpose, false, Grantee::all(), {.start = between(at, last_instant, draw), .until = {}});
      return;
    }
    network_.set_consent(keys_[u], purpose, false);
    if (happens(0.25, draw)) network_.set_consent(keys_[u], purpose, true, Grantee::connections(), {.start = at, .until = {}});
    else if (happens(0.25, draw)) network_.set_consent(keys_[u], purpose, true, Grantee::group(circle(home_of_[u], draw)));
    else if (happens(0.15, draw) && !friends_[u].empty())
      network_.set_consent(keys_[u], purpose, true, Grantee::member(keys_[one_of(friends_[u], draw)]));
  }

  /// Three in ten asked once within the last year; three in four asks were answered, two in three of these with yes.
  void ask(std::uint32_t u) {
    Stream draw = stream(Matter::asks, u);
    if (!happens(0.3, draw) || friends_[u].empty()) return;
    const std::uint32_t v = one_of(friends_[u], draw);
    const std::uint32_t w = one_of(friends_[v], draw);
    if (w == u || friends(u, w)) return;
    const Time at = between(std::max({joined_[u], joined_[v], joined_[w], last_instant - 365 * seconds_per_day}), last_instant, draw);
    network_.record_ask(keys_[u], keys_[v], keys_[w], at);
    const Time answered = at + 600 + static_cast<Time>(draw.exponential() * 3 * double{seconds_per_day});
    const Outcome outcome = happens(0.65, draw) ? Outcome::yes : Outcome::no;
    if (happens(0.75, draw) && answered <= last_instant) network_.record_outcome(keys_[u], keys_[v], keys_[w], answered, outcome);
  }

  void block(std::uint32_t u) {
    Stream draw = stream(Matter::blocks, u);
    if (!happens(0.003, draw)) return;
    const std::uint32_t v = happens(0.5, draw) && !friends_[u].empty() ? one_of(friends_[u], draw) : weighted(0, n_, draw);
    const Time at = between(std::max(joined_[u], joined_[v]), last_instant, draw);
    if (v != u) network_.add_block(keys_[u], keys_[v], {.start = at, .until = {}});
  }

  const CommunityOptions& options_;
  std::uint32_t n_;
  Time start_;
  double pairs_;  // with a tie; fewer if all know each other before
  std::uint64_t rows_per_pair_;
  mutable detail::Telling tell_;
  Network network_;
  std::vector<Home> homes_;
  std::vector<std::uint32_t> home_of_;
  std::vector<std::uint64_t> weight_before_;  // n + 1: sums of the weights before each member, in 1024ths
  std::vector<Key> keys_;
  std::vector<Time> joined_;
  std::vector<std::vector<std::uint32_t>> friends_;
  Interaction interaction_;  // reused for its memory
};

}  // namespace

Network generate_community(const CommunityOptions& options) {
  validate(options);
  if (static_cast<double>(options.members) * options.mean_degree >= 0x1p31)
    throw Error(Errc::limit_exceeded, "members times mean_degree must be below 2147483648, got " + std::to_string(options.members) + " times " +
                                          detail::shortest(options.mean_degree));
  return Founding(options).found();
}

}  // namespace v0
}  // namespace hobnob

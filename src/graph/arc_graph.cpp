#include "hobnob/graph/arc_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <numeric>
#include <utility>

#include "graph/key_table.hpp"
#include "graph/rules.hpp"
#include "graph/snapshot_data.hpp"
#include "hobnob/core/error.hpp"

namespace hobnob {
inline namespace v0 {

namespace detail {

/// Compressed rows: of each member, the other ends ascending.
struct ArcRows {
  std::vector<std::uint32_t> offsets{0};
  std::vector<std::uint32_t> ends;
  std::vector<double> probability;
  friend bool operator==(const ArcRows&, const ArcRows&) = default;
};

struct ArcData {
  KeyColumn keys;
  ArcRows out, in;
  ImportReport report;
};

namespace {

constexpr std::size_t most_arcs = 0x7FFF'FFFFU;  // as in a snapshot: offsets are read as 32 bits with a sign, too

/// The same arcs from their other ends. Rows are walked in ascending order, so that the new lists come out ascending.
ArcRows turned(const ArcRows& rows) {
  ArcRows other;
  const std::size_t members = rows.offsets.size() - 1;
  other.offsets.assign(members + 1, 0);
  other.ends.resize(rows.ends.size());
  other.probability.resize(rows.ends.size());
  for (const std::uint32_t end : rows.ends) ++other.offsets[end + std::size_t{1}];
  std::partial_sum(other.offsets.begin(), other.offsets.end(), other.offsets.begin());
  std::vector<std::uint32_t> next(other.offsets.begin(), other.offsets.end() - 1);
  for (std::size_t u = 0; u < members; ++u)
    for (std::uint32_t arc = rows.offsets[u]; arc < rows.offsets[u + 1]; ++arc) {
      const std::uint32_t place = next[rows.ends[arc]]++;
      other.ends[place] = static_cast<std::uint32_t>(u);
      other.probability[place] = rows.probability[arc];
    }
  return other;
}

}  // namespace
}  // namespace detail

struct ArcGraph::Builder::Pending {
  struct Arc {
    detail::Slot source, target;
    double probability;
  };
  ArcOptions options;
  detail::KeyTable keys;
  std::vector<Arc> arcs;   // undirected: one for both ways
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> arc_of;   // by the ends of a row as it was given, the source high

  static std::uint64_t ordered(detail::Slot source, detail::Slot target) noexcept { return std::uint64_t{source} << 32 | target; }
  /// The arc that the row is about, if there is one. Error(duplicate_key).
  [[nodiscard]] std::optional<std::uint32_t> known(const ArcRow& row) const {
    const auto source = keys.find(row.source), target = keys.find(row.target);
    if (!source || !target) return std::nullopt;
    if (const auto at = arc_of.find(ordered(*source, *target)); at != arc_of.end()) {
      if (options.duplicates == Duplicates::last) return at->second;
      throw Error(Errc::duplicate_key, fmt::format("there is an arc from {} to {} already; duplicates = last replaces it", detail::shown(row.source),
                                                   detail::shown(row.target)));
    }
    if (!options.undirected) return std::nullopt;
    const auto at = arc_of.find(ordered(*target, *source));
    return at == arc_of.end() ? std::nullopt : std::optional(at->second);
  }
  detail::Slot mention(const Key& key) {
    if (const auto slot = keys.find(key)) return *slot;
    if (keys.size() == index(no_member)) throw Error(Errc::limit_exceeded, "a graph holds at most 4,294,967,295 members");
    return keys.add(key);
  }
};

ArcGraph::Builder::Builder(const ArcOptions& options) : pending_(std::make_unique<Pending>()) { pending_->options = options; }
ArcGraph::Builder::~Builder() = default;

void ArcGraph::Builder::add(const ArcRow& row) {
  Pending& all = *pending_;
  detail::check_pair(all.keys, row.source, "source", row.target, "target", "graph");
  if (!(row.probability >= 0 && row.probability <= 1)) detail::refuse(fmt::format("probability must be in [0, 1], got {}", row.probability));
  auto place = all.known(row);
  if (!place) {
    if (all.arcs.size() >= detail::most_arcs / (all.options.undirected ? 2 : 1))
      throw Error(Errc::limit_exceeded, fmt::format("a graph holds at most {} arcs", detail::most_arcs));
    place = static_cast<std::uint32_t>(all.arcs.size());
    const detail::Slot source = all.mention(row.source);
    all.arcs.push_back({source, all.mention(row.target), 0});
  }
  all.arcs[*place].probability = row.probability + 0.0;  // −0 would be another byte for the same chance
  all.arc_of.emplace(Pending::ordered(*all.keys.find(row.source), *all.keys.find(row.target)), *place);
}

ArcGraph ArcGraph::Builder::build(ImportReport report) const {
  const Pending& all = *pending_;
  auto data = std::make_shared<detail::ArcData>();
  data->report = std::move(report);
  const std::uint32_t members = all.keys.size();
  std::vector<detail::Slot> slots(members);
  std::iota(slots.begin(), slots.end(), 0U);
  all.keys.sort(slots);
  std::vector<std::uint32_t> rank(members);
  for (std::uint32_t id = 0; id < members; ++id) {
    rank[slots[id]] = id;
    data->keys.push(all.keys[slots[id]]);
  }
  data->keys.texts.fit(), data->keys.numbers.shrink_to_fit();

  // Lists in the order of entry; turning them twice sorts both ways. O(arcs + members)
  detail::ArcRows given;
  given.offsets.assign(members + std::size_t{1}, 0);
  const auto for_each = [&](const auto& visit) {
    for (const auto& [source, target, probability] : all.arcs) {
      visit(rank[source], rank[target], probability);
      if (all.options.undirected) visit(rank[target], rank[source], probability);
    }
  };
  for_each([&](std::uint32_t source, std::uint32_t, double) { ++given.offsets[source + std::size_t{1}]; });
  std::partial_sum(given.offsets.begin(), given.offsets.end(), given.offsets.begin());
  given.ends.resize(given.offsets.back());
  given.probability.resize(given.offsets.back());
  std::vector<std::uint32_t> next(given.offsets.begin(), given.offsets.end() - 1);
  for_each([&](std::uint32_t source, std::uint32_t target, double probability) {
    const std::uint32_t place = next[source]++;
    given.ends[place] = target;
    given.probability[place] = probability;
  });
  data->in = detail::turned(given);
  data->out = detail::turned(data->in);
  return ArcGraph(std::move(data));
}

namespace {

ArcGraph made_of(std::span<const ArcRow> rows, const ArcOptions& options) {
  ArcGraph::Builder builder(options);
  return builder.build(detail::take_rows(rows, options.max_rejected, "arcs", [&](const ArcRow& row) { builder.add(row); }));
}

}  // namespace

ArcGraph::ArcGraph(std::span<const ArcRow> rows, const ArcOptions& options) : ArcGraph(made_of(rows, options)) {}

ArcGraph::ArcGraph(std::shared_ptr<const detail::ArcData> data)
    : data_(std::move(data)),
      out_{data_->out.offsets, data_->out.ends, data_->out.probability},
      in_{data_->in.offsets, data_->in.ends, data_->in.probability} {}

const ImportReport& ArcGraph::report() const noexcept { return data_->report; }

Key ArcGraph::key(MemberId u) const {
  if (!contains(u)) throw Error(Errc::invalid_argument, fmt::format("member id must be below {}, got {}", member_count(), index(u)));
  return data_->keys[index(u)];
}

std::optional<MemberId> ArcGraph::find(const Key& key) const noexcept { return data_->keys.find(key); }

MemberId ArcGraph::id(const Key& key) const {
  if (const auto id = find(key)) return *id;
  throw detail::unknown_member(data_->keys, key);
}

std::vector<Key> ArcGraph::keys() const {
  std::vector<Key> keys;
  keys.reserve(member_count());
  for (std::uint32_t id = 0; id < member_count(); ++id) keys.push_back(data_->keys[id]);
  return keys;
}

ArcGraph ArcGraph::weighted() const {
  auto data = std::make_shared<detail::ArcData>(*data_);
  detail::ArcRows& in = data->in;
  for (std::size_t u = 0; u < member_count(); ++u) {
    const std::uint32_t degree = in.offsets[u + 1] - in.offsets[u];
    std::fill(in.probability.begin() + in.offsets[u], in.probability.begin() + in.offsets[u + 1], 1.0 / degree);
  }
  for (std::size_t arc = 0; arc < arc_count(); ++arc) {
    const std::size_t target = data->out.ends[arc];
    data->out.probability[arc] = 1.0 / (in.offsets[target + 1] - in.offsets[target]);
  }
  return ArcGraph(std::move(data));
}

bool operator==(const ArcGraph& a, const ArcGraph& b) {
  return a.data_ == b.data_ || (a.data_->keys == b.data_->keys && a.data_->out == b.data_->out);
}

}  // namespace v0
}  // namespace hobnob

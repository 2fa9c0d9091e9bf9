// A snapshot as bytes, and back: for another process of the same version, not for keeping. What lasts is the record.
//
// The eight bytes 89 48 4F 53 0D 0A 1A 0A, u32 version, the columns as `columns` lists them, and a CRC-32 of everything before it. Numbers
// are as they lie in memory (little-endian, checked at compile time), lists are a u64 count and their items. What follows from the rest is
// not stored but made again. Everything that a query relies on is looked at before it is believed.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/telling.hpp"
#include "core/text.hpp"
#include "graph/rules.hpp"
#include "graph/snapshot_data.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "io/checksum.hpp"

namespace hobnob {
inline namespace v0 {

namespace {

using detail::SnapshotData;
using detail::Telling;

constexpr std::string_view snapshot_magic = "\x89HOS\r\n\x1A\n";
constexpr std::uint32_t snapshot_version = 1;

template <class T>
constexpr bool is_number = std::is_arithmetic_v<T> || std::is_enum_v<T>;

/// Visits the fields of what is more than a number, each once, in the order in which they are stored.
template <class Io>
void columns(Io& io, std::pair<std::string, double>& named) {
  io(named.first, named.second);
}
template <class Io>
void columns(Io& io, TieModelInfo& model) {
  io(model.name, model.window_days, model.reciprocity, model.parameters);
}
template <class Io>
void columns(Io& io, Policy& policy) {
  std::apply([&](const auto&... each) { io(policy.*each.member...); }, Policy::fields());
}
template <class Io>
void columns(Io& io, detail::KeyColumn& keys) {
  io(keys.text, keys.numbers, keys.texts);
}
template <class Io>
void columns(Io& io, detail::Csr& csr) {
  io(csr.offsets, csr.ids);
}
template <class Io, class Item>
void columns(Io& io, detail::SparseRows<Item>& rows) {
  io(rows.offsets, rows.items);
}
template <class Io>
void columns(Io& io, AskFacts& ask) {
  io(ask.introducer, ask.target, ask.at, ask.state, ask.since);
}
template <class Io>
void columns(Io& io, detail::Impressions& shown) {
  io(shown.target, shown.last, shown.mass);
}
template <class Io>
void columns(Io& io, detail::ConsentException& c) {
  io(c.member, c.purpose, c.kind, c.allow, c.grantee, c.from);
}
template <class Io>
void columns(Io& io, SnapshotData& d) {
  io(d.as_of, d.model, d.notice, d.open_only, d.projected, d.projected_for, d.projected_by);
  io(d.keys, d.names, d.industries, d.organisations, d.cities, d.topics, d.needs, d.offers, d.openness, d.willingness, d.status);
  io(d.offsets, d.ends, d.cost, d.cost_back, d.strength, d.declared, d.is_private, d.explained, d.seconds_since, d.events);
  io(d.exceptions, d.blocks, d.followers, d.subscribers, d.asks, d.impressions, d.groups, d.members_of, d.groups_of);
}

class Saver {
 public:
  /// `size`: about how many bytes it will be.
  Saver(std::size_t size, Telling& tell) : tell_(tell) {
    bytes_.reserve(size);
    bytes_ += snapshot_magic;
    (*this)(snapshot_version);
  }
  template <class... Values>
  void operator()(const Values&... values) {
    (one(values), ...);
  }
  std::string finish() {
    (*this)(detail::checksum(bytes_, tell_));
    return std::move(bytes_);
  }

 private:
  void raw(const void* from, std::size_t size) { bytes_.append(static_cast<const char*>(from), size), tell_(size); }
  template <class T>
  void one(const T& value) {
    if constexpr (is_number<T>) raw(&value, sizeof value);
    else columns(*this, const_cast<T&>(value));  // the fields are listed once for both ways; this way only reads
  }
  void one(const std::string& text) { (*this)(std::uint64_t{text.size()}), raw(text.data(), text.size()); }
  void one(const detail::TextColumn& texts) {
    (*this)(std::uint64_t{texts.size()});
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
      (*this)(static_cast<std::uint32_t>(texts[i].size()));
      raw(texts[i].data(), texts[i].size());
    }
  }
  template <class T>
  void one(const std::vector<T>& items) {
    (*this)(std::uint64_t{items.size()});
    if constexpr (is_number<T>) raw(items.data(), items.size() * sizeof(T));
    else
      for (const T& item : items) one(item);
  }
  void one(const std::optional<Key>& key) {
    (*this)(key.has_value(), key && key->is_text());
    if (!key) return;
    if (key->is_text()) one(std::string(key->text()));
    else (*this)(key->number());
  }
  void one(const std::optional<Policy>& policy) {
    (*this)(policy.has_value());
    if (policy) one(*policy);
  }

  Telling& tell_;
  std::string bytes_;
};

[[noreturn]] void damaged(std::string_view what) { throw Error(Errc::corrupt_data, fmt::format("these bytes are no whole snapshot: {}", what)); }

class Loader {
 public:
  Loader(std::string_view bytes, Telling& tell) : tell_(tell), left_(bytes) {
    if (!bytes.starts_with(snapshot_magic) || bytes.size() < snapshot_magic.size() + 2 * sizeof(std::uint32_t))
      damaged("they do not begin as one does");
    left_.remove_prefix(snapshot_magic.size());
    std::uint32_t written = 0;
    one(written);
    if (written != snapshot_version)
      throw Error(Errc::unsupported_version,
                  fmt::format("a snapshot of format {} and this hobnob reads {}: make it anew from the record", written, snapshot_version));
    std::uint32_t sum = 0;
    std::memcpy(&sum, bytes.data() + bytes.size() - sizeof sum, sizeof sum);
    if (detail::checksum(bytes.substr(0, bytes.size() - sizeof sum), tell_) != sum) damaged("their checksum does not fit");
    left_.remove_suffix(sizeof sum);
  }
  template <class... Values>
  void operator()(Values&... values) {
    (one(values), ...);
  }
  void finish() const {
    if (!left_.empty()) damaged("there is more after its end");
  }

 private:
  void raw(void* to, std::size_t size) {
    if (size > left_.size()) damaged("they end too early");
    if (size > 0) std::memcpy(to, left_.data(), size);
    left_.remove_prefix(size);
    tell_(size);
  }
  /// A count, of items that take at least `size` bytes each: never more than there can be.
  std::size_t count(std::size_t size) {
    std::uint64_t items = 0;
    one(items);
    if (items > left_.size() / size) damaged("they end too early");
    return static_cast<std::size_t>(items);
  }
  template <class T>
  void one(T& value) {
    if constexpr (is_number<T>) raw(&value, sizeof value);
    else columns(*this, value);
  }
  void one(bool& flag) {
    std::uint8_t byte = 0;
    raw(&byte, 1);
    if (byte > 1) damaged("a flag is neither 0 nor 1");
    flag = byte == 1;
  }
  void one(std::string& text) {
    text.resize(count(1));
    raw(text.data(), text.size());
    if (!detail::is_utf8(text)) damaged("a text is not UTF-8");
  }
  void one(detail::TextColumn& texts) {
    std::string text;
    for (std::size_t more = count(sizeof(std::uint32_t)); more > 0; --more) {
      std::uint32_t size = 0;
      one(size);
      if (size > left_.size()) damaged("they end too early");
      text.resize(size);
      raw(text.data(), size);
      if (!detail::is_utf8(text)) damaged("a text is not UTF-8");
      texts.push(text);
    }
    texts.fit();
  }
  template <class T>
  void one(std::vector<T>& items) {
    items.resize(count(is_number<T> ? sizeof(T) : 1));
    if constexpr (is_number<T>) raw(items.data(), items.size() * sizeof(T));
    else
      for (T& item : items) one(item);
  }
  void one(std::optional<Key>& key) {
    bool there = false, is_text = false;
    (*this)(there, is_text);
    if (!there) return;
    if (is_text) {
      std::string text;
      one(text);
      key = Key(text);
    } else {
      std::int64_t number = 0;
      one(number);
      key = Key(number);
    }
  }
  void one(std::optional<Policy>& policy) {
    bool there = false;
    one(there);
    if (!there) return;
    one(policy.emplace(Policy::open()));
    validate(*policy);
  }

  Telling& tell_;
  std::string_view left_;
};

// --- what queries rely on --------------------------------------------------------------------------------------------------------------

void must(bool holds, std::string_view what) {
  if (!holds) damaged(what);
}

/// Offsets of `rows` rows over `items` items.
void check_offsets(std::span<const std::uint32_t> offsets, std::size_t rows, std::size_t items, std::string_view what) {
  must(offsets.size() == rows + 1 && offsets.front() == 0 && offsets.back() == items && std::ranges::is_sorted(offsets), what);
}

/// Rows whose items ascend, no two alike, and are below `bound`.
void check_rows(const detail::Csr& csr, std::size_t rows, std::uint32_t bound, std::string_view what) {
  check_offsets(csr.offsets, rows, csr.ids.size(), what);
  for (std::uint32_t row = 0; row < rows; ++row) {
    const auto list = csr.row(row);
    must(list.empty() || list.back() < bound, what);
    must(std::ranges::adjacent_find(list, std::greater_equal<>{}) == list.end(), what);
  }
}

template <class Item>
void check_rows(const detail::SparseRows<Item>& sparse, std::size_t rows, const auto& fits, std::string_view what) {
  check_offsets(sparse.offsets, rows, sparse.items.size(), what);
  must(std::ranges::all_of(sparse.items, fits), what);
  for (std::uint32_t row = 0; row < rows; ++row) must(std::ranges::is_sorted(sparse.row(row)), what);
}

bool ascends(const detail::TextColumn& texts) {
  for (std::uint32_t i = 1; i < texts.size(); ++i)
    if (texts[i - 1] >= texts[i]) return false;
  return true;
}

/// Ascending, none empty, none too long for what is called by it.
bool are_words(const detail::TextColumn& texts) {
  for (std::uint32_t i = 0; i < texts.size(); ++i)
    if (texts[i].empty() || texts[i].size() > detail::longest_key) return false;
  return ascends(texts);
}

bool are_short(const detail::TextColumn& texts) {
  for (std::uint32_t i = 0; i < texts.size(); ++i)
    if (texts[i].size() > detail::longest_text) return false;
  return true;
}

void check_keys(const detail::KeyColumn& keys) {
  must(keys.text ? keys.numbers.empty() : keys.texts.size() == 0, "keys of two kinds");
  if (keys.text) {
    must(are_words(keys.texts), "keys that do not ascend, or are none");
  } else {
    must(std::ranges::adjacent_find(keys.numbers, std::greater_equal<>{}) == keys.numbers.end(), "keys that do not ascend");
  }
}

void check_ties(const SnapshotData& d, Telling& tell) {
  const std::uint32_t n = d.size();
  const std::size_t m = d.ends.size();
  must(m < std::size_t{1} << 31U, "more ties than a snapshot can hold");
  check_offsets(d.offsets, n, m, "offsets of ties");
  must(d.cost.size() == m && d.strength.size() == m && (d.cost_back.empty() || d.cost_back.size() == m), "columns of ties of unequal length");
  const std::size_t words = detail::bits_for(m).size();
  must(d.declared.size() == words && d.is_private.size() == words, "columns of ties of unequal length");
  for (const auto* bits : {&d.declared, &d.is_private}) must(m % 64 == 0 || bits->back() >> (m % 64) == 0, "bits of ties that are not there");
  must(d.seconds_since.size() == (d.explained ? m : 0) && d.events.size() == d.seconds_since.size(), "columns of ties of unequal length");
  for (const auto* costs : {&d.cost, &d.cost_back}) must(std::ranges::all_of(*costs, [](float c) { return c >= 0; }), "a cost below 0");
  must(std::ranges::all_of(d.strength, [](float s) { return s >= 0 && s <= 1; }), "a strength outside 0…1");
  // Every tie has its other arc: walking the rows in order meets the members of each row in order.
  std::vector<std::uint32_t> next(d.offsets.begin(), d.offsets.end() - 1);
  for (std::uint32_t u = 0; u < n; ++u) {
    tell.work(d.offsets[u + 1] - d.offsets[u]);
    for (std::uint32_t i = d.offsets[u]; i < d.offsets[u + 1]; ++i) {
      const std::uint32_t v = d.ends[i];
      must(v < n && v != u && (i == d.offsets[u] || d.ends[i - 1] < v), "ties that do not ascend, or lead to nobody");
      must(next[v] < d.offsets[v + 1] && d.ends[next[v]] == u, "a tie without its other direction");
      const std::uint32_t back = next[v]++;
      // Searches from both ends would not meet where a cost differs with the end that it is looked up from.
      must((d.cost_back.empty() ? d.cost : d.cost_back)[i] == d.cost[back], "a tie whose cost depends on the end");
      for (const auto* bits : {&d.declared, &d.is_private})
        must(detail::bit(bits->data(), i) == detail::bit(bits->data(), back), "a tie that is declared or private one way only");
    }
  }
}

void check(const SnapshotData& d, Telling& tell) {
  const std::uint32_t n = d.size();
  must(d.as_of >= min_time && d.as_of <= max_time, "an instant outside of the calendar");
  must(std::isfinite(d.model.window_days) && d.model.window_days >= 0 && d.model.reciprocity >= 0 && d.model.reciprocity <= 1,
       "a model that cannot be");
  check_keys(d.keys);
  must(d.keys.size() == n && d.names.size() == n && d.industries.size() == n && d.organisations.size() == n && d.cities.size() == n &&
           d.openness.size() == n && d.willingness.size() == n,
       "columns of members of unequal length");
  for (const auto* chances : {&d.openness, &d.willingness})
    must(std::ranges::all_of(*chances, [](double p) { return p >= 0 && p <= 1; }), "a chance outside 0…1");
  must(d.projected == d.projected_by.has_value() && (d.projected || !d.projected_for), "a projection that is none");
  must(!d.projected_for || d.keys.find(*d.projected_for), "a projection for somebody who is not there");
  must(are_words(d.topics) && are_words(d.groups), "topics or groups that do not ascend, or are none");
  must(are_short(d.names) && are_short(d.industries) && are_short(d.organisations) && are_short(d.cities), "a text that is too long");
  check_rows(d.needs, n, d.topics.size(), "needs");
  check_rows(d.offers, n, d.topics.size(), "offers");
  check_ties(d, tell);
  for (const detail::ConsentException& c : d.exceptions) {
    must(c.member < n && static_cast<std::size_t>(c.purpose) < purpose_count && c.kind <= static_cast<std::uint8_t>(Grantee::Kind::member),
         "a consent that cannot be");
    const auto kind = static_cast<Grantee::Kind>(c.kind);
    must((kind != Grantee::Kind::group || c.grantee < d.groups.size()) && (kind != Grantee::Kind::member || c.grantee < n), "a consent for nobody");
  }
  must(std::ranges::is_sorted(d.exceptions), "consents that do not ascend");
  check_rows(d.blocks, n, n, "blocks");
  check_rows(d.followers, n, n, "followers");
  check_rows(d.subscribers, n, n, "subscribers");
  check_rows(d.members_of, d.groups.size(), n, "members of groups");
  check_rows(d.groups_of, n, d.groups.size(), "groups of members");
  must(d.members_of.ids.size() == d.groups_of.ids.size(), "groups that do not know their members");
  for (std::uint32_t group = 0; group < d.groups.size(); ++group)
    for (const std::uint32_t member : d.members_of.row(group))
      tell.work(), must(d.groups_of.contains(member, group), "groups that do not know their members");
  check_rows(
      d.asks, n,
      [n, now = d.as_of](const AskFacts& ask) {
        return index(ask.introducer) < n && index(ask.target) < n && ask.state <= AskState::met && min_time <= ask.at && ask.at <= ask.since &&
               ask.since <= now;
      },
      "asks");
  constexpr std::uint64_t most_mass = std::uint64_t{1} << 62;
  check_rows(
      d.impressions, n,
      [n, now = d.as_of](const detail::Impressions& shown) {
        return shown.target < n && min_time <= shown.last && shown.last <= now && shown.mass <= most_mass;
      },
      "impressions");
}

}  // namespace

std::string Snapshot::to_bytes(const std::function<bool(std::uint64_t, std::uint64_t)>& progress) const {
  const std::size_t size = memory_usage().total();
  Telling tell(progress, size);
  Saver out(size, tell);
  out(*data_);
  std::string bytes = out.finish();
  tell.end();
  return bytes;
}

Snapshot Snapshot::from_bytes(std::string_view bytes, const std::function<bool(std::uint64_t, std::uint64_t)>& progress) {
  try {
    Telling tell(progress, bytes.size());
    Loader in(bytes, tell);
    const auto data = std::make_shared<SnapshotData>();
    in(*data);
    in.finish();
    check(*data, tell);
    data->finish();
    tell.end();
    return Snapshot(data);
  } catch (const Error& error) {
    if (error.code() == Errc::corrupt_data || error.code() == Errc::unsupported_version || error.code() == Errc::cancelled) throw;
    damaged(error.what());   // what a column or a policy refuses
  }
}

}  // namespace v0
}  // namespace hobnob

// The whole record as bytes, and back.
//
// All numbers are little-endian and unsigned unless said otherwise; u32 has 32 bits, i64 is signed, f32 and f64 are IEEE 754.
// A file is the eight bytes 89 48 4F 42 0D 0A 1A 0A, u32 version (2), and the twelve sections below, each once, in this order, then nothing.
//   section    u32 id · u64 length of the payload · payload · u32 checksum
//   payload    u64 number of rows · the rows
//   checksum   CRC-32 as in gzip of every byte of the file before it, except the earlier checksums: no section fits into another file
//   text       u32 length · as many bytes of UTF-8
//   member     u32, the place of a key among the keys, from 0; groups and kinds likewise
//   flag       u8, 0 or 1
//   instant    i64, seconds since 1970-01-01 UTC; where it may be left out, −2^63 says that it is (2^63 − 1 for the end of an interval)
//   interval   instant start or none · instant until or none
// The sections, by id, and their rows:
//   1  keys           first, once, before the rows: flag, are they text; then each a text or an i64
//   2  profiles       member · f64 openness · instant joined or none · i32 ask_cap or −1 · flag unlisted · flag do_not_contact ·
//                     texts name, industry, organisation, city · u32 count and texts of needs, and the same of offers
//   3  kinds          text                                   kinds of interactions
//   4  groups         text
//   5  connections    member a · member b > a · f32 weight or 0 · flag private · instant since or none
//   6  interactions   instant · member source · u32 kind, plus 2^31 if it counts both ways · u32 count of the others · members, ascending
//   7  memberships    group · member · interval
//   8  follows        member follower · member followed · u8 channel (0 follow, 1 subscription) · instant since or none
//   9  consents       member · u8 purpose (0 share_ties, 1 introduce, 2 be_introduced, 3 be_messaged, 4 be_counted) ·
//                     u8 to whom (0 all, 1 connections, 2 group, 3 member) · u32 which group or member, else 0 · interval · flag allow
//   10 blocks         member blocker · member blocked · interval
//   11 asks           member seeker · member introducer · member target · instant · instant of the answer or none ·
//                     u8 outcome (0 yes, 2 declined by the target, else 1)
//   12 impressions    member viewer · member target · instant
// There is one way to write a record, and readers refuse every other: rows ascend, compared field by field as they are laid out (text byte by
// byte). No two are alike but interactions and impressions, which are events; nor do two connections, follows, consents or asks differ only in
// what follows b, the channel, the interval, or the instant of asking. Kinds and groups are those that some row uses. An event that counts
// both ways (every meeting does) has no direction: its source is the first of its members.
// Version 1 differs in its number, and knows no outcome 2. It is read, and never written.
// What a row must mean is what the calls of Network demand; an answer is not before its ask.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/files.hpp"
#include "core/telling.hpp"
#include "core/text.hpp"
#include "graph/record.hpp"
#include "graph/rules.hpp"
#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "io/checksum.hpp"
#include "io/rows.hpp"

namespace hobnob {
inline namespace v0 {

using detail::AskFact;
using detail::BlockFact;
using detail::ConnectionFact;
using detail::ConsentFact;
using detail::EventFact;
using detail::FollowFact;
using detail::GroupFact;
using detail::ImpressionFact;
using detail::refuse;
using detail::Slot;
using detail::Span;
using detail::Telling;

namespace {

// Not ASCII, both ends of line and an end of file: what a transfer "as text" would damage is seen at once (as in PNG).
constexpr std::string_view record_magic = "\x89HOB\r\n\x1A\n";
constexpr std::uint32_t record_version = 2;
constexpr std::uint32_t both_ways = 0x8000'0000U;

enum class Part : std::uint32_t {
  keys = 1,
  profiles,
  kinds,
  groups,
  connections,
  interactions,
  memberships,
  follows,
  consents,
  blocks,
  asks,
  impressions
};
constexpr std::array<std::string_view, 13> part_names{
    "", "keys", "profiles", "kinds", "groups", "connections", "interactions", "memberships", "follows", "consents", "blocks", "asks", "impressions"};
constexpr std::string_view name_of(Part part) { return part_names[static_cast<std::size_t>(part)]; }

template <class Number>
using Bits = std::conditional_t<sizeof(Number) == 8, std::uint64_t, std::conditional_t<sizeof(Number) == 4, std::uint32_t, std::uint8_t>>;

// What tells two facts of a list apart, in the order in which it is laid out.
auto identity(const ConnectionFact& f) { return std::tuple(f.a, f.b); }
auto identity(const GroupFact& f) { return std::tuple(f.group, f.member, f.span); }
auto identity(const FollowFact& f) { return std::tuple(f.follower, f.followed, f.channel); }
auto identity(const ConsentFact& f) { return std::tuple(f.member, f.purpose, f.kind, f.grantee, f.span); }
auto identity(const BlockFact& f) { return std::tuple(f.blocker, f.blocked, f.span); }
auto identity(const AskFact& f) { return std::tuple(f.seeker, f.introducer, f.target, f.at); }
auto identity(const ImpressionFact& f) { return std::tuple(f.viewer, f.target, f.at); }

/// Who took part in an event beside its source.
std::span<const Slot> others_of(const EventFact& event, const std::vector<Slot>& participants) {
  return event.others == 1 ? std::span(&event.other, 1) : std::span(participants).subspan(event.other, event.others);
}

bool before(const EventFact& a, const EventFact& b, const std::vector<Slot>& participants) {
  const auto fields = [](const EventFact& f) { return std::tuple(f.time, f.source, f.undirected != 0, std::uint32_t{f.kind}, f.others); };
  if (fields(a) != fields(b)) return fields(a) < fields(b);
  return std::ranges::lexicographical_compare(others_of(a, participants), others_of(b, participants));
}

// --- writing -------------------------------------------------------------------------------------------------------------------------

class RecordWriter {
 public:
  /// `size`: about how many bytes it will be, so that they need not be moved.
  RecordWriter(std::size_t size, Telling& tell) : tell_(tell) {
    bytes_.reserve(size);
    bytes_ += record_magic;
    number(record_version);
  }

  template <class Number>
  void number(Number value) {
    const auto bits = std::bit_cast<Bits<Number>>(value);
    char little[sizeof bits];
    for (std::size_t i = 0; i < sizeof bits; ++i) little[i] = static_cast<char>(bits >> (8 * i) & 0xFFU);
    bytes_.append(little, sizeof bits);
  }
  template <class... Numbers>
  void numbers(Numbers... values) {
    (number(values), ...);
  }
  void text(std::string_view text) {
    number(static_cast<std::uint32_t>(text.size()));
    bytes_ += text;
  }
  void texts(const std::vector<std::string>& texts) {
    number(static_cast<std::uint32_t>(texts.size()));
    for (const std::string& each : texts) text(each);
  }
  void span(const Span& span) { numbers(span.from, span.until); }

  /// A section of one row for each of `facts`.
  template <class Facts, class Row>
  void section(Part part, const Facts& facts, const Row& row) {
    open(part, facts.size());
    tell_.for_each(facts, row);
    close();
  }
  void open(Part part, std::uint64_t rows) {
    number(static_cast<std::uint32_t>(part));
    length_at_ = bytes_.size();
    numbers(std::uint64_t{0}, rows);
  }
  void close() {
    std::uint64_t length = bytes_.size() - length_at_ - sizeof length;
    for (std::size_t i = 0; i < sizeof length; ++i, length >>= 8U) bytes_[length_at_ + i] = static_cast<char>(length & 0xFFU);
    detail::add_to(crc_, std::string_view(bytes_).substr(summed_), tell_);
    number(std::uint32_t{crc_.checksum()});
    summed_ = bytes_.size();
  }
  [[nodiscard]] std::string finish() { return std::move(bytes_); }

 private:
  Telling& tell_;
  std::string bytes_;
  boost::crc_32_type crc_;
  std::size_t summed_ = 0;      // what the checksum has seen
  std::size_t length_at_ = 0;   // where the length of the open section stands
};

/// Places of a table in the order in which they are written, and from a place to its rank there.
struct SortedOrder {
  std::vector<std::uint32_t> places, rank;
  SortedOrder(std::vector<std::uint32_t> sorted, std::size_t size) : places(std::move(sorted)), rank(size) {
    for (std::uint32_t i = 0; i < places.size(); ++i) rank[places[i]] = i;
  }
  [[nodiscard]] std::size_t size() const noexcept { return places.size(); }
};

SortedOrder order_of(const detail::KeyTable& keys, Telling& tell) {
  std::vector<Slot> slots(keys.size());
  std::iota(slots.begin(), slots.end(), Slot{0});
  keys.sort(slots, tell);
  return {std::move(slots), keys.size()};
}

SortedOrder order_of(const detail::Words& words, const std::vector<bool>& used) {
  std::vector<std::uint32_t> places;
  for (std::uint32_t place = 0; place < words.size(); ++place)
    if (used[place]) places.push_back(place);
  std::ranges::sort(places, [&](std::uint32_t a, std::uint32_t b) { return words[a] < words[b]; });
  return {std::move(places), words.size()};
}

template <class Fact, class Rename>
std::vector<Fact> in_order(std::vector<Fact> facts, const Rename& rename, Telling& tell) {
  tell.for_each(facts, rename);
  tell.stable_sort(facts.begin(), facts.end(), [](const Fact& a, const Fact& b) { return identity(a) < identity(b); });
  if constexpr (!std::is_same_v<Fact, ImpressionFact>) {  // the others are no events: said twice is said
    const auto repeats = std::ranges::unique(facts, {}, [](const Fact& fact) { return identity(fact); });
    facts.erase(repeats.begin(), repeats.end());
  }
  return facts;
}

template <class Record>
void write_members(RecordWriter& out, const Record& record, const SortedOrder& members, Telling& tell) {
  const bool text = record.keys.text().value_or(false);
  out.open(Part::keys, members.size());
  out.number(text);
  tell.for_each(members.places, [&](Slot slot) { text ? out.text(record.keys.text_at(slot)) : out.number(record.keys.number_at(slot)); });
  out.close();

  std::vector<Slot> described;
  for (const Slot slot : members.places)
    if (record.profiles[slot]) described.push_back(slot);
  out.section(Part::profiles, described, [&](Slot slot) {
    const Member& member = *record.profiles[slot];
    out.number(members.rank[slot]);
    out.numbers(member.openness + 0.0, member.joined.value_or(detail::from_always), member.ask_cap.value_or(-1));  // + 0.0: no −0
    out.numbers(member.unlisted, member.do_not_contact);
    out.text(member.name), out.text(member.industry), out.text(member.organisation), out.text(member.city);
    out.texts(member.needs), out.texts(member.offers);
  });
}

template <class Record>
void write_interactions(RecordWriter& out, const Record& record, const SortedOrder& members, const SortedOrder& kinds, Telling& tell) {
  std::vector<EventFact> events;
  events.reserve(record.events.size());
  std::vector<Slot> participants = record.participants;
  tell.for_each(record.events, [&](EventFact event) {
    event.undirected = event.undirected || record.kinds[event.kind] == "meeting";
    event.kind = kinds.rank[event.kind] & 0x7FFF'FFFFU;
    event.source = members.rank[event.source];
    if (event.others == 1) event.other = members.rank[event.other];
    const std::span<Slot> others = event.others == 1 ? std::span(&event.other, 1) : std::span(participants).subspan(event.other, event.others);
    if (event.others > 1) {
      for (Slot& other : others) other = members.rank[other];
      std::ranges::sort(others);
    }
    if (event.undirected && others.front() < event.source) {
      std::swap(others.front(), event.source);
      std::ranges::sort(others);
    }
    events.push_back(event);
  });
  tell.sort(events.begin(), events.end(), [&](const EventFact& a, const EventFact& b) { return before(a, b, participants); });
  out.section(Part::interactions, events, [&](const EventFact& f) {
    out.numbers(f.time, f.source, f.kind | (f.undirected ? both_ways : 0U), f.others);
    for (const Slot other : others_of(f, participants)) out.number(other);
  });
}

/// About how many rows are looked at to write a record, each as often as it is passed; and about how many bytes that gives.
template <class Record>
std::uint64_t rows_in(const Record& record) {
  return 2 * (record.events.size() + record.connections.size() + record.memberships.size() + record.follows.size()) + record.keys.size();
}
template <class Record>
std::size_t size_of(const Record& record) {
  return 24 * (record.events.size() + record.connections.size() + record.memberships.size() + record.follows.size()) +
         4 * record.participants.size() + 16 * std::size_t{record.keys.size()} + 32 * (record.consents.size() + record.asks.size());
}

template <class Record>
std::string bytes_of(const Record& record, Telling& tell) {
  if (record.mark) refuse("saving must wait until the open batch is committed or taken back");
  std::vector<bool> kind_used(record.kinds.size()), group_used(record.groups.size());
  tell.for_each(record.events, [&](const EventFact& fact) { kind_used[fact.kind] = true; });
  for (const GroupFact& fact : record.memberships) group_used[fact.group] = true;
  for (const ConsentFact& fact : record.consents)
    if (fact.kind == Grantee::Kind::group) group_used[fact.grantee] = true;
  const SortedOrder members = order_of(record.keys, tell), kinds = order_of(record.kinds, kind_used), groups = order_of(record.groups, group_used);
  const auto renamed = [&members](auto&... slots) { ((slots = members.rank[slots]), ...); };

  RecordWriter out(size_of(record), tell);
  write_members(out, record, members, tell);
  out.section(Part::kinds, kinds.places, [&](std::uint32_t place) { out.text(record.kinds[place]); });
  out.section(Part::groups, groups.places, [&](std::uint32_t place) { out.text(record.groups[place]); });

  const auto connections = in_order(
      record.connections,
      [&](ConnectionFact& f) {
        renamed(f.a, f.b);
        if (f.b < f.a) std::swap(f.a, f.b);
      },
      tell);
  out.section(Part::connections, connections, [&](const ConnectionFact& f) { out.numbers(f.a, f.b, f.weight, f.is_private, f.since); });

  write_interactions(out, record, members, kinds, tell);

  const auto memberships = in_order(
      record.memberships, [&](GroupFact& f) { renamed(f.member), f.group = groups.rank[f.group]; }, tell);
  out.section(Part::memberships, memberships, [&](const GroupFact& f) { out.numbers(f.group, f.member), out.span(f.span); });

  const auto follows = in_order(
      record.follows, [&](FollowFact& f) { renamed(f.follower, f.followed); }, tell);
  out.section(Part::follows, follows, [&](const FollowFact& f) { out.numbers(f.follower, f.followed, f.channel, f.since); });

  const auto consents = in_order(
      record.consents,
      [&](ConsentFact& f) {
        renamed(f.member);
        if (f.kind == Grantee::Kind::member) renamed(f.grantee);
        if (f.kind == Grantee::Kind::group) f.grantee = groups.rank[f.grantee];
      },
      tell);
  out.section(Part::consents, consents, [&](const ConsentFact& f) {
    out.numbers(f.member, f.purpose, f.kind, f.grantee);
    out.span(f.span);
    out.number(f.allow);
  });

  const auto blocks = in_order(
      record.blocks, [&](BlockFact& f) { renamed(f.blocker, f.blocked); }, tell);
  out.section(Part::blocks, blocks, [&](const BlockFact& f) { out.numbers(f.blocker, f.blocked), out.span(f.span); });

  const auto asks = in_order(
      record.asks, [&](AskFact& f) { renamed(f.seeker, f.introducer, f.target); }, tell);
  out.section(Part::asks, asks,
              [&](const AskFact& f) { out.numbers(f.seeker, f.introducer, f.target, f.at, f.answered.value_or(detail::from_always), f.outcome); });

  const auto impressions = in_order(
      record.impressions, [&](ImpressionFact& f) { renamed(f.viewer, f.target); }, tell);
  out.section(Part::impressions, impressions, [&](const ImpressionFact& f) { out.numbers(f.viewer, f.target, f.at); });
  return out.finish();
}

}  // namespace

std::string Network::to_bytes(const std::function<bool(std::uint64_t, std::uint64_t)>& progress) const {
  const detail::Reading record(record_);
  Telling tell(progress, rows_in(*record));
  std::string bytes = bytes_of(*record, tell);
  tell.end();
  return bytes;
}

// --- reading -------------------------------------------------------------------------------------------------------------------------

namespace {

/// Goes through the bytes, never past the end of a section, and knows where it is when something is wrong.
class RecordReader {
 public:
  RecordReader(std::string_view bytes, Telling& tell) : tell_(tell), bytes_(bytes), end_(bytes.size()) {
    if (!bytes.starts_with(record_magic)) refuse(bytes.empty() ? "it is empty" : "it does not begin as a saved record does");
    at_ = record_magic.size();
    written_ = number<std::uint32_t>();
    if (written_ == 0) refuse("there is no version 0");
    if (written_ > record_version)
      throw Error(Errc::unsupported_version,
                  fmt::format("version {} of the format is newer than this hobnob, which reads versions up to {}", written_, record_version));
  }
  /// The version of the format that the bytes are in.
  [[nodiscard]] std::uint32_t written() const noexcept { return written_; }

  /// Enters the section that must come now, whose rows take at least `least` bytes each, and says how many there are.
  std::size_t open(Part part, std::size_t least) {
    part_ = part, row_ = rows_ = 0, end_ = bytes_.size();
    if (const auto id = number<std::uint32_t>(); id != static_cast<std::uint32_t>(part))
      refuse(fmt::format("section {} must come here, got {}", static_cast<std::uint32_t>(part), id));
    const auto length = number<std::uint64_t>();
    const std::size_t left = end_ - at_;
    if (left < checksum_size || length > left - checksum_size)
      refuse(fmt::format("{} bytes and a checksum are announced, {} bytes are left; is the file complete?", length, left));
    const std::size_t begin = at_;
    at_ += length;
    detail::add_to(crc_, bytes_.substr(summed_, at_ - summed_), tell_);
    if (number<std::uint32_t>() != crc_.checksum()) refuse("the checksum is wrong: the file is damaged");
    summed_ = at_, end_ = at_ - checksum_size, at_ = begin;
    const auto rows = number<std::uint64_t>();
    if (rows > (end_ - at_) / least) refuse(fmt::format("{} rows are announced, {} bytes are there", rows, end_ - at_));
    if (rows > 0xFFFF'FFFFU && part != Part::interactions)
      throw Error(Errc::limit_exceeded, fmt::format("a network holds at most 4,294,967,295 {}, got {}", name_of(part), rows));
    return rows_ = rows;
  }
  /// Goes to the next row; after the last one leaves the section.
  bool next() {
    if (row_ % 8192 == 0) tell_.at(at_);
    if (row_ < rows_) return ++row_, true;
    if (at_ != end_) refuse(fmt::format("{} bytes follow the last row", end_ - at_));
    at_ = summed_;
    return false;
  }
  void finish() const {
    if (at_ != bytes_.size()) refuse(fmt::format("{} bytes follow the last section", bytes_.size() - at_));
  }

  template <class Number>
  Number number() {
    const std::string_view little = take(sizeof(Number));
    Bits<Number> bits = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
      bits = static_cast<Bits<Number>>(bits | static_cast<Bits<Number>>(static_cast<Bits<Number>>(static_cast<unsigned char>(little[i])) << (8 * i)));
    return std::bit_cast<Number>(bits);
  }
  std::string text() { return std::string(take(number<std::uint32_t>())); }
  std::vector<std::string> texts() {
    const auto count = number<std::uint32_t>();
    if (count > (end_ - at_) / sizeof count) refuse(fmt::format("{} texts are announced, {} bytes are there", count, end_ - at_));
    std::vector<std::string> texts(count);
    for (std::string& each : texts) each = text();
    return texts;
  }
  /// A number below `bound`: a place in a table, or one of a few values.
  template <class Number>
  Number below(std::size_t bound, std::string_view field) {
    const auto value = number<Number>();
    if (value >= bound) refuse(fmt::format("{} must be below {}, got {}", field, bound, value));
    return value;
  }
  template <class Enum>
  Enum one_of(std::size_t values, std::string_view field) {
    return static_cast<Enum>(below<std::uint8_t>(values, field));
  }
  bool flag(std::string_view field) { return below<std::uint8_t>(2, field) == 1; }
  Slot member(std::string_view field) { return below<Slot>(members, field); }
  std::pair<Slot, Slot> two_members(std::string_view field_a, std::string_view field_b) {
    const std::pair pair{member(field_a), member(field_b)};
    if (pair.first == pair.second) refuse(fmt::format("{} and {} must be two members, got {} twice", field_a, field_b, pair.first));
    return pair;
  }
  Time time(std::string_view field) {
    const auto time = number<Time>();
    detail::check_time(time, field);
    return time;
  }
  std::optional<Time> time_or_none(std::string_view field) {
    const auto time = number<Time>();
    if (time == detail::from_always) return std::nullopt;
    detail::check_time(time, field);
    return time;
  }
  Span span() {
    Interval interval{.start = time_or_none("start")};
    if (const auto until = number<Time>(); until != detail::until_ever) interval.until = until;
    return detail::checked(interval);
  }

  [[nodiscard]] std::string where() const {
    if (rows_ == 0) return fmt::format("{} (byte {})", part_ ? name_of(*part_) : "the head", at_);
    return fmt::format("{}, row {} of {} (byte {})", name_of(*part_), row_, rows_, at_);
  }

  std::size_t members = 0;   ///< How many there are, once that is known.

 private:
  static constexpr std::size_t checksum_size = 4;

  std::string_view take(std::size_t size) {
    if (size > end_ - at_) refuse(fmt::format("{} more bytes are needed, {} are left; is the file complete?", size, end_ - at_));
    const std::string_view taken = bytes_.substr(at_, size);
    at_ += size;
    return taken;
  }

  Telling& tell_;
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint32_t written_ = 0;
  std::size_t end_;             // of what may be read now
  std::size_t summed_ = 0;      // where the section ends, with its checksum
  boost::crc_32_type crc_;
  std::optional<Part> part_;
  std::uint64_t row_ = 0, rows_ = 0;
};

template <class Fact>
void append(std::vector<Fact>& facts, const Fact& fact) {
  if (!facts.empty()) {
    const bool ascends = identity(facts.back()) < identity(fact);
    if (!ascends && (!std::is_same_v<Fact, ImpressionFact> || identity(fact) < identity(facts.back()))) refuse("rows must ascend");
  }
  facts.push_back(fact);
}

template <class Record>
void read_members(RecordReader& in, Record& record) {
  record.profiles.resize(in.open(Part::keys, 4));
  const bool text = in.flag("text");
  if (text && record.profiles.empty()) refuse("no keys are no text");
  while (in.next()) {
    const Key key = text ? Key(in.text()) : Key(in.number<std::int64_t>());
    if (text) detail::check_word(key.text(), "key");
    if (in.members > 0 && !(record.keys[static_cast<Slot>(in.members - 1)] < key)) refuse("keys must ascend");
    record.keys.add(key);
    ++in.members;
  }
  in.open(Part::profiles, 50);
  Slot first_left = 0;
  while (in.next()) {
    const Slot slot = in.member("member");
    if (slot < first_left) refuse("rows must ascend");
    first_left = slot + 1;
    Member member;
    member.openness = in.number<double>();
    if (std::signbit(member.openness)) refuse("openness must be 0…1, got a number with a minus sign");
    member.joined = in.time_or_none("joined");
    if (const auto cap = in.number<std::int32_t>(); cap != -1) member.ask_cap = cap;
    member.unlisted = in.flag("unlisted"), member.do_not_contact = in.flag("do_not_contact");
    member.name = in.text(), member.industry = in.text(), member.organisation = in.text(), member.city = in.text();
    member.needs = in.texts(), member.offers = in.texts();
    detail::check_member(member);
    record.profiles[slot] = std::make_shared<const Member>(std::move(member));
  }
}

void read_words(RecordReader& in, Part part, detail::Words& words) {
  in.open(part, 4);
  while (in.next()) {
    const std::string word = in.text();
    detail::check_word(word, name_of(part));
    if (words.size() > 0 && !(words[words.size() - 1] < word)) refuse("rows must ascend");
    words.intern(word);
  }
}

template <class Record>
void read_connections(RecordReader& in, Record& record) {
  const std::size_t count = in.open(Part::connections, 21);
  record.connections.reserve(count), record.connection_of.reserve(count);
  while (in.next()) {
    const auto [a, b] = in.two_members("a", "b");
    if (b < a) refuse("the smaller key comes first");
    const auto weight = in.number<float>();
    if (std::bit_cast<std::uint32_t>(weight) != 0 && !(weight > 0 && weight <= 1)) refuse(fmt::format("weight must be in (0, 1], got {}", weight));
    const bool is_private = in.flag("private");
    append(record.connections, ConnectionFact{a, b, weight, is_private, in.time_or_none("since").value_or(detail::from_always)});
    record.connection_of.emplace(Record::pair_key(a, b), static_cast<std::uint32_t>(record.connections.size() - 1));
  }
}

template <class Record>
void read_interactions(RecordReader& in, Record& record, std::vector<bool>& kind_used) {
  record.events.reserve(in.open(Part::interactions, 24));
  std::vector<bool> is_meeting;
  for (std::uint32_t kind = 0; kind < record.kinds.size(); ++kind) is_meeting.push_back(record.kinds[kind] == "meeting");
  std::vector<Slot> others;
  while (in.next()) {
    const Time time = in.time("time");
    const Slot source = in.member("source");
    const auto kind_and_ways = in.number<std::uint32_t>();
    const std::uint32_t kind = kind_and_ways & ~both_ways;
    if (kind >= record.kinds.size()) refuse(fmt::format("kind must be below {}, got {}", record.kinds.size(), kind));
    const bool undirected = kind_and_ways != kind;
    if (is_meeting[kind] && !undirected) refuse("a meeting counts both ways");
    kind_used[kind] = true;
    others.clear();
    for (auto count = in.number<std::uint32_t>(); count > 0; --count) {
      const Slot other = in.member("participant");
      if (other == source || (!others.empty() && other <= others.back())) refuse("participants must ascend, without the source");
      others.push_back(other);
    }
    if (others.empty()) refuse("an interaction has two members or more");
    if (undirected && others.front() < source) refuse("what counts both ways has its first member as source");
    EventFact event{.source = source,
                    .other = others.front(),
                    .others = static_cast<std::uint32_t>(others.size()),
                    .kind = kind & 0x7FFF'FFFFU,
                    .undirected = undirected,
                    .time = time};
    if (event.others > 1) {
      if (record.participants.size() + others.size() > 0xFFFF'FFFFU)
        throw Error(Errc::limit_exceeded, "a network holds at most 4,294,967,295 places in events of more than two");
      event.other = static_cast<std::uint32_t>(record.participants.size());
      record.participants.insert(record.participants.end(), others.begin(), others.end());
    }
    if (!record.events.empty() && before(event, record.events.back(), record.participants)) refuse("rows must ascend");
    record.events.push_back(event);
  }
}

template <class Record>
void read_groups_and_follows(RecordReader& in, Record& record, std::vector<bool>& group_used) {
  record.memberships.reserve(in.open(Part::memberships, 24));
  while (in.next()) {
    const auto group = in.below<std::uint32_t>(record.groups.size(), "group");
    group_used[group] = true;
    const Slot member = in.member("member");
    append(record.memberships, GroupFact{group, member, in.span()});
  }
  record.follows.reserve(in.open(Part::follows, 17));
  while (in.next()) {
    const auto [follower, followed] = in.two_members("follower", "followed");
    const auto channel = in.one_of<Channel>(2, "channel");
    const FollowFact fact{follower, followed, channel, in.time_or_none("since").value_or(detail::from_always)};
    append(record.follows, fact);
    record.follows_on(channel).emplace(Record::ordered(follower, followed), static_cast<std::uint32_t>(record.follows.size() - 1));
  }
}

template <class Record>
void read_permissions(RecordReader& in, Record& record, std::vector<bool>& group_used) {
  record.consents.reserve(in.open(Part::consents, 27));
  while (in.next()) {
    const Slot member = in.member("member");
    const auto purpose = in.one_of<Purpose>(purpose_count, "purpose");
    const auto kind = in.one_of<Grantee::Kind>(4, "to whom");
    const std::size_t grantees = kind == Grantee::Kind::member ? in.members : kind == Grantee::Kind::group ? record.groups.size() : 1;
    const auto grantee = in.below<std::uint32_t>(grantees, "grantee");
    if (kind == Grantee::Kind::group) group_used[grantee] = true;
    const Span span = in.span();
    append(record.consents, ConsentFact{member, purpose, kind, grantee, span, in.flag("allow")});
  }
  record.blocks.reserve(in.open(Part::blocks, 24));
  while (in.next()) {
    const auto [blocker, blocked] = in.two_members("blocker", "blocked");
    append(record.blocks, BlockFact{blocker, blocked, in.span()});
  }
}

template <class Record>
void read_asks_and_impressions(RecordReader& in, Record& record) {
  record.asks.reserve(in.open(Part::asks, 29));
  while (in.next()) {
    const auto [seeker, introducer] = in.two_members("seeker", "introducer");
    const Slot target = in.member("target");
    if (target == seeker || target == introducer) refuse("seeker, introducer and target must be three members");
    const Time at = in.time("at");
    const std::optional<Time> answered = in.time_or_none("answered");
    const auto outcome = in.one_of<Outcome>(in.written() == 1 ? 2 : 3, "outcome");
    if (answered && *answered < at) refuse(fmt::format("the answer at {} is before the ask at {}", *answered, at));
    if (!answered && outcome != Outcome::no) refuse("an ask without an answer has no outcome");
    append(record.asks, AskFact{seeker, introducer, target, at, answered, outcome});
  }
  record.impressions.reserve(in.open(Part::impressions, 16));
  while (in.next()) {
    const auto [viewer, target] = in.two_members("viewer", "target");
    append(record.impressions, ImpressionFact{viewer, target, in.time("at")});
  }
}

void check_used(const detail::Words& words, const std::vector<bool>& used, std::string_view what) {
  for (std::uint32_t place = 0; place < words.size(); ++place)
    if (!used[place]) refuse(fmt::format("no row uses the {} {}", what, detail::in_quotes(words[place])));
}

/// Slots are the places of the keys, so that facts enter the record as they are read.
template <class Record>
void read_all(RecordReader& in, Record& record) {
  read_members(in, record);
  read_words(in, Part::kinds, record.kinds);
  read_words(in, Part::groups, record.groups);
  std::vector<bool> kind_used(record.kinds.size()), group_used(record.groups.size());
  read_connections(in, record);
  read_interactions(in, record, kind_used);
  read_groups_and_follows(in, record, group_used);
  read_permissions(in, record, group_used);
  read_asks_and_impressions(in, record);
  in.finish();
  check_used(record.kinds, kind_used, "kind");
  check_used(record.groups, group_used, "group");
  record.reindex();
}

template <class Record>
void read_bytes(std::string_view bytes, Record& record, Telling& tell) {
  std::optional<RecordReader> in;
  try {
    read_all(in.emplace(bytes, tell), record);
  } catch (const Error& error) {
    if (error.code() != Errc::invalid_argument) throw;
    throw Error(Errc::corrupt_data, fmt::format("{}: {}", in ? in->where() : "the head", error.what()));
  }
  tell.end();
}

}  // namespace

Network Network::from_bytes(std::string_view bytes, const std::function<bool(std::uint64_t, std::uint64_t)>& progress) {
  Network network;
  Telling tell(progress, bytes.size());
  read_bytes(bytes, *network.record_, tell);
  return network;
}

// --- files ---------------------------------------------------------------------------------------------------------------------------

void Network::save(const std::string& path, const std::function<bool(std::uint64_t, std::uint64_t)>& progress) const {
  const detail::Reading record(record_);
  Telling tell(progress, rows_in(*record));
  detail::save_file(path, bytes_of(*record, tell), tell);
  tell.end();
}

Network Network::load(const std::string& path, const std::function<bool(std::uint64_t, std::uint64_t)>& progress) {
  Telling tell(progress, 1);
  const std::string bytes = detail::load_file(path, tell);
  Network network;
  try {
    read_bytes(bytes, *network.record_, tell);
  } catch (const Error& error) {
    if (error.code() == Errc::cancelled) throw;
    throw Error(error.code(), fmt::format("{}: {}", detail::shown_path(path), error.what()));
  }
  return network;
}

}  // namespace v0
}  // namespace hobnob

// Where do the facts live? In the one mutable record: members, connections, interactions, groups, follows, consents, asks.
//
//   hobnob::Network network;
//   network.add_interaction("ana", "bo", 1'700'000'000);
//   network.add_connection("bo", "kim", {.weight = 0.4});
//   hobnob::Snapshot now = network.snapshot(network.last_event());
//
// The record has one writer and no clock, holds no scores, and checks whatever it is given: a call either adds one whole fact or
// throws Error and changes nothing. Members come into being with the first fact that names them in a connection, interaction, follow
// or group; consents, blocks, asks and impressions need members that exist, so that a misspelt key cannot lose a refusal. Groups are free
// words: a consent to a group nobody is in is kept, and speaks to whoever joins.
// Threads: like a standard container. Adding is amortised O(1) (hashing); `remove` and `snapshot` are O(record).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/policy.hpp"
#include "hobnob/graph/snapshot.hpp"
#include "hobnob/graph/tie_model.hpp"

namespace hobnob {
inline namespace v0 {

/// What a member says of themselves. Every field may be left out.
struct Member {
  std::string name{};
  std::string industry{};
  std::string organisation{};
  std::string city{};
  std::vector<std::string> needs{};    ///< Topics the member looks for.
  std::vector<std::string> offers{};   ///< Topics the member can help with.
  double openness = 1;                 ///< Chance to accept an introduction that arrives, 0…1.
  std::optional<Time> joined{};        ///< Before it the member does not exist.
  bool unlisted = false;               ///< Absent from other members' views.
  std::optional<int> ask_cap{};        ///< At most this many open asks at a time; 0: never an introducer. None: no cap.
  bool do_not_contact = false;         ///< Never a target or reader, in any view.
  template <class O = Member>
  static constexpr auto fields() {
    return std::tuple{
        field("name", &O::name),         field("industry", &O::industry), field("organisation", &O::organisation),    field("city", &O::city),
        field("needs", &O::needs),       field("offers", &O::offers),     field("openness", &O::openness, 0, 1),      field("joined", &O::joined),
        field("unlisted", &O::unlisted), field("ask_cap", &O::ask_cap),   field("do_not_contact", &O::do_not_contact)};
  }
  friend bool operator==(const Member&, const Member&) = default;
};

/// A half-open span of time [start, until); what is left out is unbounded. (`from` is a reserved word in Python.)
struct Interval {
  std::optional<Time> start{};
  std::optional<Time> until{};
  template <class O = Interval>
  static constexpr auto fields() {
    return std::tuple{field("start", &O::start), field("until", &O::until)};
  }
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// A declared connection: both said that they know each other.
struct Connection {
  std::optional<double> weight{};      ///< How much it means, in (0, 1]; left out: not said (semantics take 0.3).
  std::optional<Time> since{};         ///< Left out: holds at every instant.
  bool is_private = false;             ///< Visible to its two ends alone, with all that passes between them.
  template <class O = Connection>
  static constexpr auto fields() {
    return std::tuple{field("weight", &O::weight), field("since", &O::since), field("is_private", &O::is_private)};
  }
  friend bool operator==(const Connection&, const Connection&) = default;
};

/// How an interaction went, beside who, whom and when.
struct Interaction {
  std::string kind = "message";        ///< A free word; "meeting" counts in both directions of every pair.
  std::vector<Key> participants{};     ///< Who else took part, beside source and target; naming these again changes nothing.
  bool undirected = false;             ///< Counts in both directions of every pair, as a meeting does.
  template <class O = Interaction>
  static constexpr auto fields() {
    return std::tuple{field("kind", &O::kind), field("participants", &O::participants), field("undirected", &O::undirected)};
  }
};

enum class Channel : std::uint8_t { follow, subscription };
constexpr Channel last_value(Channel) noexcept { return Channel::subscription; }  ///< The greatest value.
/// What came of an ask: the introducer passed it on, and the target is met (`yes`) or would rather not (`declined`); or they did not (`no`).
enum class Outcome : std::uint8_t { yes, no, declined };
constexpr Outcome last_value(Outcome) noexcept { return Outcome::declined; }  ///< The greatest value.

/// An ask without an answer counts as open for so long, and as a no from then on.
inline constexpr Time ask_expires_after = 30 * seconds_per_day;

/// `seeker` asked `introducer` to introduce them to `target`; and what came of it, if anything has.
struct Ask {
  Key seeker{}, introducer{}, target{};
  Time at = 0;
  std::optional<Time> answered{};      ///< Left out: not answered.
  std::optional<Outcome> outcome{};    ///< The answer, where there is one.
  template <class O = Ask>
  static constexpr auto fields() {
    return std::tuple{field("seeker", &O::seeker), field("introducer", &O::introducer), field("target", &O::target),
                      field("at", &O::at),         field("answered", &O::answered),     field("outcome", &O::outcome)};
  }
  friend bool operator==(const Ask&, const Ask&) = default;
};

/// What to do with a connection that is already there.
enum class Duplicates : std::uint8_t { reject, last };
constexpr Duplicates last_value(Duplicates) noexcept { return Duplicates::last; }  ///< The greatest value.

/// How bulk imports treat rows that fail. The default is strict: the first bad row raises and nothing is imported.
struct ImportOptions {
  std::uint64_t max_rejected = 0;      ///< Up to this many rows may fail and are reported; one more, and nothing is imported.
  Duplicates duplicates = Duplicates::reject;
  template <class O = ImportOptions>
  static constexpr auto fields() {
    return std::tuple{field("max_rejected", &O::max_rejected), field("duplicates", &O::duplicates)};
  }
};

/// What became of an import, row by row where rows failed.
struct ImportReport {
  struct Rejected {
    std::uint64_t line = 0;            ///< Line of the file, or row of the table, counted from 1.
    std::string reason;
    friend bool operator==(const Rejected&, const Rejected&) = default;
  };
  std::uint64_t rows = 0;
  std::uint64_t accepted = 0;
  std::vector<Rejected> rejected;
  friend bool operator==(const ImportReport&, const ImportReport&) = default;
};

/// Bytes held, by what they are for.
struct NetworkMemory {
  std::size_t members = 0, connections = 0, interactions = 0, other = 0;
  [[nodiscard]] std::size_t total() const noexcept { return members + connections + interactions + other; }
};

class HOBNOB_API Network {
  struct Record;

 public:
  Network();
  ~Network();
  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;
  Network(const Network&);
  Network& operator=(const Network&);

  // One fact at a time. All throw Error(invalid_argument) for a key of the other kind, an empty key, a key that is not UTF-8 or is longer
  // than 128 bytes, a member paired with themselves, NaN or a number out of range, or a time outside years 1…9999; and change nothing then.

  /// Adds a member, or describes one that so far was only mentioned. Error(duplicate_key) if already described: use `update_member`.
  void add_member(const Key& key, const Member& member = {});
  /// Replaces what an existing member says of themselves. Error(unknown_member).
  void update_member(const Key& key, const Member& member);
  /// A declared, undirected connection. Error(duplicate_key) if there is one, unless `duplicates` is `last`: then it is replaced.
  void add_connection(const Key& a, const Key& b, const Connection& connection = {}, Duplicates duplicates = Duplicates::reject);
  /// One event from `source` to `target` (and further participants). Events are never merged.
  void add_interaction(const Key& source, const Key& target, Time time, const Interaction& interaction = {});
  /// `member` belongs to `group` during `interval`; several intervals add up. A group is its members and needs no other act.
  void add_group(std::string_view group, const Key& member, const Interval& interval = {});
  /// Following is an opt-in to be reached. Repeating it changes nothing but may make it older.
  void add_follow(const Key& follower, const Key& followed, Channel channel = Channel::follow, std::optional<Time> since = {});
  /// What `member` allows or refuses, to whom, and when; the same (purpose, grantee, interval) again replaces it. Error(unknown_member).
  void set_consent(const Key& member, Purpose purpose, bool allow, const Grantee& grantee = {}, const Interval& interval = {});
  /// Neither sees the other while it lasts, whoever blocked. Error(unknown_member).
  void add_block(const Key& blocker, const Key& blocked, const Interval& interval = {});
  /// `seeker` asked `introducer` to introduce them to `target`. Error(unknown_member); Error(duplicate_key) if recorded already.
  void record_ask(const Key& seeker, const Key& introducer, const Key& target, Time at);
  /// The answer, at `at`, to the latest unanswered ask made by then and recorded so far: enter asks and outcomes in the order of time. Error(invalid_argument) if there is none.
  /// A `no` is the introducer's, who then rests towards the seeker; `declined` is the target's, whom the introducer did ask.
  void record_outcome(const Key& seeker, const Key& introducer, const Key& target, Time at, Outcome outcome);
  /// `target` was suggested to `viewer`. Error(unknown_member).
  void record_impression(const Key& viewer, const Key& target, Time at);

  /// Leaves no fact about the member, no trace, no tombstone. The others stay, also those whom only facts with this member had named.
  /// Error(unknown_member). O(record).
  void remove(const Key& member);

  // In bulk: rows whose fields are named as in the one-fact calls. Either all rows are imported that can be, at most `max_rejected` being
  // reported, or Error names the first bad row and nothing is. O(rows).
  struct MemberRow {
    Key key;
    Member member{};
  };
  struct ConnectionRow {
    Key source, target;
    Connection connection{};
  };
  struct InteractionRow {
    Key source, target;
    Time time = 0;
    Interaction interaction{};
  };
  struct GroupRow {
    std::string group;
    Key member;
    Interval interval{};
  };
  struct FollowRow {
    Key follower, followed;
    Channel channel = Channel::follow;
    std::optional<Time> since{};
  };
  ImportReport add_members(std::span<const MemberRow> rows, const ImportOptions& options = {});
  ImportReport add_connections(std::span<const ConnectionRow> rows, const ImportOptions& options = {});
  ImportReport add_interactions(std::span<const InteractionRow> rows, const ImportOptions& options = {});
  ImportReport add_groups(std::span<const GroupRow> rows, const ImportOptions& options = {});
  ImportReport add_follows(std::span<const FollowRow> rows, const ImportOptions& options = {});

  /// Until `commit`, whatever is added can still be undone: the destructor takes it back. What bulk imports and readers stand on.
  /// One batch at a time per network; `remove` and copying wait for its end (Error(invalid_argument)). It goes with a network that is moved.
  class HOBNOB_API Batch {
   public:
    explicit Batch(Network& network);
    ~Batch();
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;
    void commit() noexcept;

   private:
    std::shared_ptr<Record> record_;
  };

  [[nodiscard]] std::size_t member_count() const noexcept;
  [[nodiscard]] std::size_t connection_count() const noexcept;
  [[nodiscard]] std::size_t interaction_count() const noexcept;
  [[nodiscard]] bool contains(const Key& key) const noexcept;
  /// What the member says of themselves. Error(unknown_member), naming the nearest keys.
  [[nodiscard]] Member member(const Key& key) const;
  /// What the two declared, if they are connected; in either order.
  [[nodiscard]] std::optional<Connection> connection(const Key& a, const Key& b) const;
  /// All keys, ascending. O(members log members).
  [[nodiscard]] std::vector<Key> keys() const;
  /// The keys of those who are members at an instant, ascending: where a key stands is the id of a snapshot of that instant.
  [[nodiscard]] std::vector<Key> keys(Time as_of) const;
  /// All asks and their answers, by the time of asking, then by seeker, introducer and target. O(asks log asks).
  [[nodiscard]] std::vector<Ask> asks() const;
  /// Do the keys hold text? Unset while the record is empty: the first member decides.
  [[nodiscard]] std::optional<bool> text_keys() const noexcept;
  /// The time of the latest interaction, else of the latest dated fact, else 0.
  [[nodiscard]] Time last_event() const noexcept;
  /// The times of all interactions, ascending. O(events log events).
  [[nodiscard]] std::vector<Time> interaction_times() const;
  [[nodiscard]] NetworkMemory memory_usage() const noexcept;

  // The whole record as a file. Equal records give equal bytes, however they were entered; reading them gives an equal record.
  // O(record log record); the bytes (about 24 for an interaction) are made in memory. `progress` is called now and then with what is done and
  // about how much there is (rows, of what is read bytes), on the calling thread; false ends the call with Error(cancelled), and nothing is changed.
  // What it throws passes through. It may read the network; what it would add, remove or open a batch for is Error(invalid_argument).

  /// Writes a new file beside `path` and puts it in its place when it is safely on the disk: at every instant the old file or the new one
  /// is there, whole. A link is followed. Error(io), and then the old file is untouched; Error(invalid_argument) while a batch is open.
  void save(const std::string& path, const std::function<bool(std::uint64_t, std::uint64_t)>& progress = {}) const;
  /// What `save` wrote. Error(io) if there is no such file; Error(corrupt_data), saying what is wrong where, for a file that is damaged,
  /// cut, or holds what no call could have entered; Error(unsupported_version) for one that a newer hobnob wrote.
  [[nodiscard]] static Network load(const std::string& path, const std::function<bool(std::uint64_t, std::uint64_t)>& progress = {});
  /// What `save` would write.
  [[nodiscard]] std::string to_bytes(const std::function<bool(std::uint64_t, std::uint64_t)>& progress = {}) const;
  /// What `load` makes of a file of these bytes. Its errors, without a path.
  [[nodiscard]] static Network from_bytes(std::string_view bytes, const std::function<bool(std::uint64_t, std::uint64_t)>& progress = {});

  /// The picture at an instant: events after `as_of` do not exist. Equal records give equal bytes, however they were entered.
  /// O(record + ties); the model is asked twice for every pair with evidence.
  template <TieModel Model>
  [[nodiscard]] Snapshot snapshot(Time as_of, const Model& model, const SnapshotOptions& options = {}) const {
    return build(as_of, erase(model), options);
  }
  /// With the published preset of the default model.
  [[nodiscard]] Snapshot snapshot(Time as_of, const SnapshotOptions& options = {}) const;
  /// With strengths from shared neighbours, for a plain friend list. Its snapshot gives only `owner_view(Policy::open())`.
  [[nodiscard]] Snapshot snapshot(Time as_of, const Overlap& overlap, const SnapshotOptions& options = {}) const;

  /// Every pair with a tie as of an instant, ascending by (low, high), and when each next turned to the other, up to `until`: what
  /// models are fitted to and judged by. A member or a declaration that came after `as_of` is not there. O(record + pairs).
  /// With `one_in` above 1 only the pairs of about one in so many members (as the lower of the two) are visited, the same as of any instant.
  /// Errors as of `snapshot`, and invalid_argument if `one_in` is 0; what `visit` throws passes through. `progress` as in SnapshotOptions. Neither
  /// may change the network: Error(invalid_argument).
  void for_each_pair(Time as_of, Time until, const EvidenceOptions& options, const std::function<void(const PairHistory&)>& visit,
                     const std::function<bool(std::uint64_t, std::uint64_t)>& progress = {}, std::uint32_t one_in = 1) const;

 private:
  [[nodiscard]] Snapshot build(Time as_of, const AnyTieModel& model, const SnapshotOptions& options) const;
  std::shared_ptr<Record> record_;  // an open batch holds on to it
};

}  // namespace v0
}  // namespace hobnob

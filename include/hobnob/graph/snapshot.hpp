// How do things stand at one instant? A Snapshot: members, ties with their costs, consents; immutable, shared, made in one go.
//
//   hobnob::Snapshot now = network.snapshot(network.last_event());
//   hobnob::View view = now.owner_view(hobnob::Policy::open());        // or now.view("ana", Policy::opt_in()): what Ana may see
//
// A handle to shared constant data: copying is one counter, any thread may read, it outlives the network. Ties are compressed sparse
// rows with ascending ids: 12 bytes per directed tie (other end, cost, strength) and 4 per member for offsets; what `explain` says of a
// tie stands apart (8 bytes, optional). Every tie has both arcs, so rows serve as in-lists and out-lists.
// This is the owner's sight; queries take a `View`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "hobnob/core/error.hpp"
#include "hobnob/core/export.hpp"
#include "hobnob/core/fields.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/core/workspace.hpp"
#include "hobnob/graph/policy.hpp"
#include "hobnob/graph/tie_graph.hpp"
#include "hobnob/graph/tie_model.hpp"

namespace hobnob {
inline namespace v0 {

class View;

struct SnapshotOptions {
  bool explain = true;   ///< Keep recency and counts of every tie for `explain` (8 bytes per directed tie).
  /// Called now and then with rows done and about how many there are, on the calling thread; false ends the call with Error(cancelled).
  std::function<bool(std::uint64_t, std::uint64_t)> progress{};
  template <class O = SnapshotOptions>
  static constexpr auto fields() {
    return std::tuple{field("explain", &O::explain)};
  }
};

/// Bytes held, by what they are for.
struct SnapshotMemory {
  std::size_t ties = 0;         ///< Offsets, ends, costs, strengths, and a bit each for declared and private.
  std::size_t explanation = 0;
  std::size_t members = 0;      ///< Keys and all that members said of themselves.
  std::size_t audience = 0;     ///< Follows, subscriptions, groups.
  std::size_t asks = 0;         ///< Asks and impressions.
  [[nodiscard]] std::size_t total() const noexcept { return ties + explanation + members + audience + asks; }
};

/// What has come of an ask by an instant: nothing yet · the introducer said no, or let it expire · the target said no · they were introduced.
enum class AskState : std::uint8_t { open, refused, declined, met };

/// One of a seeker's asks, as it stands.
struct AskFacts {
  MemberId introducer = no_member;
  MemberId target = no_member;
  Time at = 0;
  AskState state = AskState::open;
  Time since = 0;               ///< When it came to that: of an open ask, when it was made.
  friend auto operator<=>(const AskFacts&, const AskFacts&) = default;
};

/// What is known of the tie u→v beside its probability.
struct TieFacts {
  std::uint32_t events_out = 0;        ///< Events from u to v.
  std::uint32_t events_back = 0;
  std::optional<std::uint32_t> seconds_since_out;   ///< From the last event u→v to the snapshot's instant; saturates at 2³²−2.
  std::optional<std::uint32_t> seconds_since_back;
  bool declared = false;
};

namespace detail {

struct SnapshotData;

/// The arrays that walks touch, side by side in every handle.
struct TieArrays {
  const std::uint32_t* offsets = nullptr;    // id_bound + 1
  const std::uint32_t* ends = nullptr;
  const float* cost = nullptr;               // of row member → end
  const float* cost_back = nullptr;          // of end → row member; the same array where ρ = ½
  const float* strength = nullptr;           // S(row member → end)
  const std::uint64_t* declared = nullptr;   // a bit per directed tie
  const std::uint64_t* is_private = nullptr;
  const std::uint32_t* status = nullptr;     // per member: consents for everybody (2 bits a purpose), then the flags below
  std::uint32_t member_count = 0;
};

// Bits of a member's status: for purpose i, bit 2i says "allows everybody", bit 2i+1 "refuses everybody".
inline constexpr std::uint32_t allows(Purpose p) { return 1U << (2U * static_cast<unsigned>(p)); }
inline constexpr std::uint32_t refuses(Purpose p) { return 2U << (2U * static_cast<unsigned>(p)); }
inline constexpr std::uint32_t status_unlisted = 1U << 10;
inline constexpr std::uint32_t status_do_not_contact = 1U << 11;
inline constexpr std::uint32_t status_exceptions = 1U << 12;   // has consents for some but not for all: ask the evaluator
inline constexpr std::uint32_t status_blocks = 1U << 13;       // blocks or is blocked by somebody

inline bool bit(const std::uint64_t* bits, std::uint32_t i) noexcept { return (bits[i >> 6] >> (i & 63U)) & 1U; }

}  // namespace detail

class HOBNOB_API Snapshot {
 public:
  // A copy is one counter, so that a move may be one too: no handle is ever left without its picture.
  Snapshot(const Snapshot&) = default;
  Snapshot& operator=(const Snapshot&) = default;
  ~Snapshot() = default;

  /// The ties of one member, in ascending order of the other end.
  class Ties {
   public:
    class iterator {
     public:
      using value_type = Tie;
      using difference_type = std::ptrdiff_t;
      using iterator_concept = std::forward_iterator_tag;
      iterator() = default;
      iterator(const std::uint32_t* end, const float* cost) : end_(end), cost_(cost) {}
      Tie operator*() const noexcept { return {MemberId{*end_}, *cost_}; }
      iterator& operator++() noexcept {
        ++end_, ++cost_;
        return *this;
      }
      iterator operator++(int) noexcept {
        iterator was = *this;
        ++*this;
        return was;
      }
      friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.end_ == b.end_; }

     private:
      const std::uint32_t* end_ = nullptr;
      const float* cost_ = nullptr;
    };
    Ties(const std::uint32_t* ends, const float* cost, std::uint32_t from, std::uint32_t to) : ends_(ends), cost_(cost), from_(from), to_(to) {}
    [[nodiscard]] iterator begin() const noexcept { return {ends_ + from_, cost_ + from_}; }
    [[nodiscard]] iterator end() const noexcept { return {ends_ + to_, cost_ + to_}; }
    [[nodiscard]] std::size_t size() const noexcept { return to_ - from_; }

   private:
    const std::uint32_t* ends_;
    const float* cost_;
    std::uint32_t from_, to_;
  };

  // A TieGraph.
  [[nodiscard]] std::uint32_t id_bound() const noexcept { return hot_.member_count; }
  [[nodiscard]] std::uint32_t member_count() const noexcept { return hot_.member_count; }
  [[nodiscard]] bool contains(MemberId u) const noexcept { return index(u) < hot_.member_count; }
  [[nodiscard]] Ties ties_from(MemberId u) const noexcept { return ties(u, hot_.cost); }
  [[nodiscard]] Ties ties_to(MemberId u) const noexcept { return ties(u, hot_.cost_back); }
  [[nodiscard]] std::uint64_t degree(MemberId u) const noexcept { return ties_from(u).size(); }
  [[nodiscard]] std::optional<Tie> find_tie(MemberId u, MemberId v) const noexcept;
  /// S(u→v), the chance that u turns to v within the window; 0 without a tie.
  [[nodiscard]] double strength(MemberId u, MemberId v) const noexcept;

  [[nodiscard]] std::size_t tie_count() const noexcept;     ///< Directed ties: twice the number of pairs.
  [[nodiscard]] Time as_of() const noexcept;
  [[nodiscard]] const TieModelInfo& model() const noexcept;
  /// What the asker should know of this instant, for example that the record is nearly silent before it; empty if nothing.
  [[nodiscard]] const std::string& notice() const noexcept;
  [[nodiscard]] SnapshotMemory memory_usage() const noexcept;

  /// The key of a member, bounds-checked.
  [[nodiscard]] Key key(MemberId u) const;
  [[nodiscard]] std::string_view name(MemberId u) const;
  [[nodiscard]] std::string_view industry(MemberId u) const;
  [[nodiscard]] std::string_view organisation(MemberId u) const;
  [[nodiscard]] std::string_view city(MemberId u) const;
  /// The member of that key, if there is one. O(log n) key comparisons.
  [[nodiscard]] std::optional<MemberId> find(const Key& key) const noexcept;

  // The arrays themselves, for bulk work; valid as long as some handle lives.
  [[nodiscard]] std::span<const std::uint32_t> offsets() const noexcept { return {hot_.offsets, hot_.member_count + std::size_t{1}}; }
  [[nodiscard]] std::span<const std::uint32_t> ends() const noexcept { return {hot_.ends, tie_count()}; }
  [[nodiscard]] std::span<const float> costs() const noexcept { return {hot_.cost, tie_count()}; }
  [[nodiscard]] std::span<const float> strengths() const noexcept { return {hot_.strength, tie_count()}; }

  /// What the member of that key may see, answering that member's own questions. Error(unknown_member), naming the nearest keys;
  /// Error(invalid_argument) on a snapshot made with `Overlap`, or on a projection made for somebody else.
  [[nodiscard]] View view(const Key& viewer, const Policy& policy) const;
  /// The app's own sight: any seeker, consents as the policy says.
  [[nodiscard]] View owner_view(const Policy& policy) const;

  /// The picture as bytes, for another process of the same version: equal snapshots give equal bytes. All that the owner may see is in
  /// them, so they go only where a record may. O(ties). `progress` as in `SnapshotOptions`, with bytes instead of rows.
  [[nodiscard]] std::string to_bytes(const std::function<bool(std::uint64_t, std::uint64_t)>& progress = {}) const;
  /// The snapshot of such bytes. Error(corrupt_data) if they are damaged or cannot be one; Error(unsupported_version) for another format:
  /// what is kept for long is the record.
  [[nodiscard]] static Snapshot from_bytes(std::string_view bytes, const std::function<bool(std::uint64_t, std::uint64_t)>& progress = {});

  /// The same picture, to the byte.
  friend HOBNOB_API bool operator==(const Snapshot& a, const Snapshot& b);

  /// For the library's own sources.
  explicit Snapshot(std::shared_ptr<const detail::SnapshotData> data);
  [[nodiscard]] const detail::SnapshotData& data() const noexcept { return *data_; }
  [[nodiscard]] const detail::TieArrays& arrays() const noexcept { return hot_; }
  [[nodiscard]] detail::Workspace& workspace() const noexcept;

 private:
  [[nodiscard]] Ties ties(MemberId u, const float* cost) const noexcept {
    if (!contains(u)) return {nullptr, nullptr, 0, 0};
    return {hot_.ends, cost, hot_.offsets[index(u)], hot_.offsets[index(u) + 1]};
  }
  std::shared_ptr<const detail::SnapshotData> data_;
  detail::TieArrays hot_;
};

static_assert(TieGraph<Snapshot>);

}  // namespace v0
}  // namespace hobnob

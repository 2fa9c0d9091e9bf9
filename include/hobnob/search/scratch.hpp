// How can a search keep a value per member without paying for all members in every call?
//
//   detail::MemberMap<float> cost(std::numeric_limits<float>::infinity());   // what absent members read as
//   cost.cover(graph.id_bound());
//   cost.set(u, 1.5F);     // cost[u] is 1.5, everybody else's is infinite
//   cost.clear();          // costs what was set, not what is covered
//
// Dense, so that reading is one load; a list of the members that were set, so that it is clean for the next search, on any graph.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "hobnob/core/types.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

template <class Value>
class MemberMap {
 public:
  explicit MemberMap(Value absent) : absent_(absent) {}

  /// Makes room for the ids below `id_bound`. O(id_bound) the first time, nothing after.
  void cover(std::uint32_t id_bound) {
    if (values_.size() < id_bound) values_.resize(id_bound, absent_);
  }
  Value operator[](MemberId u) const noexcept { return values_[index(u)]; }
  /// `value` is not the absent one. Notes the member before it writes: should memory run out, nothing is left behind.
  void set(MemberId u, Value value) {
    if (values_[index(u)] == absent_) members_.push_back(u);
    values_[index(u)] = value;
  }
  /// Those that were set, in the order of their first time.
  [[nodiscard]] std::span<const MemberId> members() const noexcept { return members_; }
  void clear() noexcept {
    for (const MemberId u : members_) values_[index(u)] = absent_;
    members_.clear();
  }

 private:
  Value absent_;
  std::vector<Value> values_;
  std::vector<MemberId> members_;
};

/// Clears a scratch at the end of a search, however it ends.
template <class Scratch>
struct ClearAtExit {
  Scratch& scratch;
  explicit ClearAtExit(Scratch& borrowed) : scratch(borrowed) {}
  ClearAtExit(const ClearAtExit&) = delete;
  ClearAtExit& operator=(const ClearAtExit&) = delete;
  ~ClearAtExit() { scratch.clear(); }
};

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

// Whom do two members know in common? Sums over the wedges s – z – b of one member s, for every b at once.
//
//   struct Shared { std::uint32_t count = 0; double allocation = 0; };
//   hobnob::WedgeScratch<Shared> scratch;                                       // kept for the next row, on any graph
//   hobnob::add_wedges(graph, s, scratch,
//       [&](const auto& sz) { return 1.0 / degree((*sz).member); },             // once for each z
//       [](double share, const auto&, Shared& cell) { cell.allocation += share; });
//   for (const hobnob::MemberId b : scratch.members()) scratch[b] …             // everybody two hops away, and those of one hop who close a triangle
//
// A dense row that is added to, and a list of what was touched: F. G. Gustavson, Two fast algorithms for sparse matrices, 1978,
// doi:10.1145/355791.355796. Ascending z, then ascending b: sums have one order on every picture of the same members. O(wedges); memory is a
// cell for each member of the largest graph.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <ranges>
#include <span>
#include <vector>

#include "hobnob/core/types.hpp"
#include "hobnob/graph/tie_graph.hpp"

namespace hobnob {
inline namespace v0 {

/// What is summed for one member: `count` is how many wedges lead there, and is the kernel's.
template <class Cell>
concept WedgeCell = std::default_initializable<Cell> && requires(Cell& cell) {
  { ++cell.count } -> std::same_as<std::uint32_t&>;
};

/// Memory of `add_wedges`.
template <WedgeCell Cell>
class WedgeScratch {
 public:
  /// Of a member that no wedge leads to, a cell as it begins.
  [[nodiscard]] const Cell& operator[](MemberId u) const noexcept { return cells_[index(u)]; }
  /// Those whom a wedge leads to, in the order in which they were met.
  [[nodiscard]] std::span<const MemberId> members() const noexcept { return {touched_.data(), count_}; }
  void clear() noexcept {
    for (std::size_t i = 0; i < count_; ++i) cells_[index(touched_[i])] = Cell{};
    count_ = 0;
  }

  /// For the kernel: room for the ids below `id_bound`. O(id_bound) the first time, nothing after.
  void cover(std::uint32_t id_bound) {
    if (cells_.size() < id_bound) cells_.resize(id_bound), touched_.resize(id_bound + std::size_t{1});
  }
  /// For the kernel: one more wedge to u. Writes the member down before it is known whether they are new: a branch would miss often.
  Cell& meet(MemberId u) noexcept {
    Cell& cell = cells_[index(u)];
    touched_[count_] = u;
    count_ += cell.count == 0;
    ++cell.count;
    return cell;
  }

 private:
  std::vector<Cell> cells_;
  std::vector<MemberId> touched_;  // one place more than there are members: the last write may be of one who is there already
  std::size_t count_ = 0;
};

/// Adds up the wedges of s, of whom nothing must be left in `scratch`. `leg(sz)` is called for each tie of s, as an iterator of `ties_from`,
/// and what it returns is handed to `add(leg, zb, cell)` for each tie of z but the one back to s. Returns how many ties were walked.
template <TieGraph G, WedgeCell Cell, class Leg, class Add>
std::uint64_t add_wedges(const G& graph, MemberId s, WedgeScratch<Cell>& scratch, const Leg& leg, const Add& add) {
  scratch.cover(graph.id_bound());
  std::uint64_t walked = 0;
  auto&& near = graph.ties_from(s);
  for (auto sz = std::ranges::begin(near); sz != std::ranges::end(near); ++sz) {
    ++walked;
    const auto weight = leg(sz);
    auto&& far = graph.ties_from((*sz).member);
    for (auto zb = std::ranges::begin(far); zb != std::ranges::end(far); ++zb) {
      ++walked;
      const MemberId b = (*zb).member;
      if (b != s) add(weight, zb, scratch.meet(b));
    }
  }
  return walked;
}

}  // namespace v0
}  // namespace hobnob

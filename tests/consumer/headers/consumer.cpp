// The caller's own graph, and a kernel on it: nothing is linked, nothing is thrown.
#include <hobnob/search/best_paths.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <span>

using hobnob::MemberId;
using hobnob::Tie;

/// A ring: everybody knows the two beside them; clockwise is cheaper.
struct Ring {
  static constexpr std::uint32_t size = 5;
  std::array<std::array<Tie, 2>, size> from{}, to{};
  Ring() {
    for (std::uint32_t u = 0; u < size; ++u) {
      const MemberId next{(u + 1) % size}, before{(u + size - 1) % size};
      from[u] = {Tie{next, 1.0F}, Tie{before, 2.0F}};
      to[u] = {Tie{next, 2.0F}, Tie{before, 1.0F}};
      for (auto* row : {&from[u], &to[u]}) std::ranges::sort(*row, {}, &Tie::member);
    }
  }
  static constexpr std::uint32_t id_bound() { return size; }
  static constexpr std::uint32_t member_count() { return size; }
  static constexpr bool contains(MemberId u) { return index(u) < size; }
  std::span<const Tie> ties_from(MemberId u) const { return from[index(u)]; }
  std::span<const Tie> ties_to(MemberId u) const { return to[index(u)]; }
};
static_assert(hobnob::TieGraph<Ring>);

int main() {
  const Ring ring;
  const hobnob::Endpoint start{MemberId{0}}, goal{MemberId{2}};
  hobnob::PathScratch scratch;
  const auto found = hobnob::best_paths(
      ring, {&start, 1}, {&goal, 1}, [](MemberId) { return 0.5; }, {.k = 3}, scratch);
  for (const hobnob::CostedPath& path : found.paths) std::printf("%g\n", path.cost);
  return found.paths.size() == 2 && found.paths[0].cost == 2.5 && found.paths[1].cost == 7 ? 0 : 1;
}

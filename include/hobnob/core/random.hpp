// How can a random answer be the same on any machine, for any number of threads? The i-th stream is a function of (seed, i).
//
//   hobnob::Stream world{42, 7};       // world 7 of seed 42: the same numbers wherever and whenever it is made
//   double x = world.uniform();        // in [0, 1)
//
// Philox 4×32 with 10 rounds: J. Salmon, M. Moraes, R. Dror, D. Shaw, Parallel random numbers: as easy as 1, 2, 3, 2011,
// doi:10.1145/2063384.2063405. O(1) to make, no state beyond 48 bytes. Not for secrets.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string_view>

#include "hobnob/core/types.hpp"

namespace hobnob {
inline namespace v0 {

/// The Philox 4×32-10 block function: 128 bits from a counter and a key. Published test vectors hold.
constexpr std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) noexcept {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53U} * counter[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57U} * counter[2];
    counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
               static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key[0] += 0x9E3779B9U;
    key[1] += 0xBB67AE85U;
  }
  return counter;
}

/// The random numbers of one world, row or sample: `Stream{seed, index}`.
class Stream {
 public:
  constexpr Stream(std::uint64_t seed, std::uint64_t index) noexcept
      : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
        index_{static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32)} {}

  /// 64 uniform bits.
  constexpr std::uint64_t bits() noexcept {
    if ((draws_ & 1U) == 0) {
      const std::uint64_t block = draws_ >> 1;
      block_ = philox({static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32), index_[0], index_[1]}, key_);
    }
    const std::size_t half = (draws_++ & 1U) * 2;
    return std::uint64_t{block_[half + 1]} << 32 | block_[half];
  }

  /// Uniform in [0, 1), on a grid of 2⁻⁵³.
  constexpr double uniform() noexcept { return static_cast<double>(bits() >> 11) * 0x1p-53; }

  /// Uniform among 0…n−1, without bias (rejection); n > 0.
  constexpr std::uint64_t below(std::uint64_t n) noexcept {
    const std::uint64_t limit = n * (~std::uint64_t{0} / n);  // the largest multiple of n that fits
    std::uint64_t draw = bits();
    while (draw >= limit) draw = bits();
    return draw % n;
  }

  /// Exponential with mean 1.
  double exponential() noexcept { return -std::log1p(-uniform()); }

  /// Normal with mean 0 and variance 1 (Box–Muller, one of the pair).
  double normal() noexcept {
    const double radius = std::sqrt(2.0 * exponential());
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
  }

 private:
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 2> index_;
  std::array<std::uint32_t, 4> block_{};
  std::uint64_t draws_ = 0;
};

/// A 64-bit hash of a key that never changes: random numbers are keyed by it, so they survive projection and erasure.
/// Fixed and public: not for tables that outsiders can fill.
inline std::uint64_t key_hash(const Key& key) noexcept {
  const auto mix = [](std::uint64_t x) {  // the finaliser of splitmix64 (S. Vigna)
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31);
  };
  if (!key.is_text()) return mix(static_cast<std::uint64_t>(key.number()) + 0x9E3779B97F4A7C15U);
  std::uint64_t hash = mix(key.text().size() + 0x7465787400000000U);
  for (const char c : key.text()) hash = mix(hash ^ static_cast<unsigned char>(c)) + 0x9E3779B97F4A7C15U;
  return hash;
}

}  // namespace v0
}  // namespace hobnob

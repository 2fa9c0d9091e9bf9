// How many different things were there, told by a few bytes? A HyperLogLog sketch: registers that only rise, merged by the greater of each.
//
//   const hobnob::HyperLogLog sketches(64);                      // 64 bytes each, one cache line
//   std::vector<std::uint8_t> sketch(64);
//   sketches.add(sketch.data(), hobnob::Stream{seed, hobnob::key_hash(key)}.bits());
//   double people = sketches.distinct(sketch.data());            // off by 13 % in one standard deviation
//
// P. Flajolet, É. Fusy, O. Gandouet, F. Meunier, HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm, 2007,
// doi:10.46298/dmtcs.3545. Read by the corrected raw estimate of O. Ertl, New cardinality estimation algorithms for HyperLogLog sketches,
// 2017, arXiv:1702.01284: as good as linear counting where few were there, without its jump, and never lower after one more. Flajolet's factor
// for so many registers makes it right on average.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace hobnob {
inline namespace v0 {

/// What sketches of so many registers, a power of two from 64 to 65,536, mean. A sketch is that many bytes, at first 0.
/// (Fewer than 64 would save no cache line, and err to one side.)
class HyperLogLog {
 public:
  /// What a hash says: the register that it speaks to, and the least that this must hold.
  struct Mark {
    std::uint16_t place = 0;
    std::uint8_t rank = 0;
  };

  explicit HyperLogLog(int registers)
      : registers_(static_cast<std::size_t>(registers)), scale_(0.7213 * registers / (1 + 1.079 / registers) * registers), empty_(registers_ + 1) {
    for (std::size_t zeros = 0; zeros <= registers_; ++zeros) empty_[zeros] = weight_of_empty(zeros);
  }

  [[nodiscard]] std::size_t registers() const noexcept { return registers_; }
  /// The standard deviation of `distinct`, relative to the truth; less where there are fewer than registers.
  [[nodiscard]] double relative_error() const noexcept { return 1.04 / std::sqrt(static_cast<double>(registers_)); }

  /// `hash` is 64 uniform bits, the same for the same thing.
  [[nodiscard]] Mark mark(std::uint64_t hash) const noexcept {
    const int bits = std::countr_zero(registers_);
    return {static_cast<std::uint16_t>(hash >> (64 - bits)), static_cast<std::uint8_t>(std::min(std::countl_zero(hash << bits) + 1, top_rank))};
  }
  /// Did the register rise?
  static bool raise(std::uint8_t* sketch, Mark mark) noexcept {
    std::uint8_t& held = sketch[mark.place];
    const bool rises = held < mark.rank;
    held = rises ? mark.rank : held;
    return rises;
  }
  bool add(std::uint8_t* sketch, std::uint64_t hash) const noexcept { return raise(sketch, mark(hash)); }

  /// About how many different hashes were added to the sketch or to those it was merged of. Sums of powers of two, in whole numbers.
  [[nodiscard]] double distinct(const std::uint8_t* sketch) const noexcept {
    std::uint64_t sum = 0, zeros = 0;
    for (std::size_t i = 0; i < registers_; ++i) {
      sum += std::uint64_t{1} << (top_rank - sketch[i]);
      zeros += sketch[i] == 0;
    }
    sum -= zeros << top_rank;
    return scale_ / (empty_[zeros] + static_cast<double>(sum) * 0x1p-47);
  }

 private:
  static constexpr int top_rank = 47;  // enough for 2³² things; 65,536 registers of 2⁴⁷ still fit into 64 bits

  /// m · σ(zeros / m) of Ertl, (11) and (13): what registers that hold nothing add to the harmonic sum.
  [[nodiscard]] double weight_of_empty(std::size_t zeros) const noexcept {
    if (zeros == registers_) return std::numeric_limits<double>::infinity();  // nothing was there
    const auto size = static_cast<double>(registers_);
    double power = static_cast<double>(zeros) / size, sum = power, factor = 1, before = -1;
    while (sum != before) {
      power *= power;
      before = sum;
      sum += power * factor;
      factor += factor;
    }
    return size * sum;
  }

  std::size_t registers_;
  double scale_;               // α m²
  std::vector<double> empty_;  // by how many registers are 0
};

}  // namespace v0
}  // namespace hobnob

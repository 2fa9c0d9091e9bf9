// Private: how does a long call on one thread let its caller hear how far it is, and end it?
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>

#include "hobnob/core/error.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// Counts what is done and asks the caller's callback after every few thousand rows; Error(cancelled) once it says false. Without a callback
/// nobody is asked, and sorting is the standard library's.
class Telling {
 public:
  using Progress = std::function<bool(std::uint64_t, std::uint64_t)>;

  /// `progress` is not copied: what it holds may be another language's, and ours to call but not to count references of. It is first asked at
  /// once. `all` may be an estimate: what is told stays below it until the end.
  Telling(const Progress& progress, std::uint64_t all) : progress_(progress), all_(all), due_(progress ? 0 : never) { (*this)(0); }
  /// Nobody is told.
  Telling() : Telling(nobody(), 0) {}
  Telling(const Telling&) = delete;
  Telling& operator=(const Telling&) = delete;
  ~Telling() = default;

  /// So many rows more are done.
  void operator()(std::uint64_t rows) {
    done_ += rows;
    work(rows);
  }
  /// As many are done in all.
  void at(std::uint64_t rows) {
    done_ = rows;
    ask();
  }
  /// So many rows there are, as is known by now.
  void expect(std::uint64_t rows) noexcept { all_ = rows; }
  /// So much was worked that is no part of what is counted.
  void work(std::uint64_t rows = 1) {
    worked_ += rows;
    if (worked_ >= due_) ask();
  }
  /// All is done.
  void end() {
    if (progress_ && !progress_(all_, all_)) stop();
  }

  /// `each(item)` for all of them, counted.
  template <class Items, class Each>
  void for_each(Items&& items, const Each& each) {
    for (auto item = std::begin(items); item != std::end(items);) {
      const auto size = std::min<std::ptrdiff_t>(block, std::end(items) - item);
      for (const auto last = item + size; item != last; ++item) each(*item);
      (*this)(static_cast<std::uint64_t>(size));
    }
  }
  /// Sorts. Items are such as may be left in any order, or half moved, where the caller ends it.
  template <class Iterator, class Less = std::less<>>
  void sort(Iterator first, Iterator last, const Less& less = {}) {
    if (!asks(last - first)) std::sort(first, last, less);
    else std::sort(first, last, heard(less));
  }
  template <class Iterator, class Less = std::less<>>
  void stable_sort(Iterator first, Iterator last, const Less& less = {}) {
    if (!asks(last - first)) std::stable_sort(first, last, less);
    else std::stable_sort(first, last, heard(less));
  }
  template <class Iterator, class Less = std::less<>>
  void partial_sort(Iterator first, Iterator middle, Iterator last, const Less& less = {}) {
    if (!asks(last - first)) std::partial_sort(first, middle, last, less);
    else std::partial_sort(first, middle, last, heard(less));
  }

 private:
  static constexpr std::ptrdiff_t block = 1 << 14;
  static const Progress& nobody() {
    static const Progress none;
    return none;
  }
  static constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();

  [[nodiscard]] bool asks(std::ptrdiff_t items) const noexcept { return due_ != never && items >= block; }
  template <class Less>
  auto heard(const Less& less) {
    return [this, &less](const auto& a, const auto& b) {
      work();
      return less(a, b);
    };
  }
  void ask() {
    if (due_ == never) return;
    due_ = worked_ + block;
    if (!progress_(std::min(done_, all_ > 0 ? all_ - 1 : 0), all_)) stop();
  }
  [[noreturn]] static void stop() { throw Error(Errc::cancelled, "the progress callback asked to stop"); }

  const Progress& progress_;
  std::uint64_t all_, done_ = 0;
  std::uint64_t worked_ = 0, due_;   // when the caller is asked again
};

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

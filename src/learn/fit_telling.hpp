// Private: how a fit tells how far it is.
#pragma once

#include <cstdint>
#include <functional>

#include "hobnob/core/error.hpp"
#include "hobnob/learn/fit.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// Tells how far a fit is, and ends it when the caller says so: four steps, and asked more often within each.
class FitTelling {
 public:
  explicit FitTelling(const FitOptions& options) : progress_(options.progress) {}
  void operator()() const {
    if (progress_ && !progress_(done_, steps)) throw Error(Errc::cancelled, "the progress callback asked to stop");
  }
  void step() { ++done_, (*this)(); }
  void end() { done_ = steps, (*this)(); }

 private:
  static constexpr std::uint64_t steps = 4;
  const std::function<bool(std::uint64_t, std::uint64_t)>& progress_;
  std::uint64_t done_ = 0;
};

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

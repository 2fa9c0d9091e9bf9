// Private: how a fit tells how far it is.
#pragma once

#include <cstdint>
#include <functional>

#include "hobnob/core/error.hpp"
#include "hobnob/learn/fit.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// Tells how far a fit is, and ends it when the caller says so: at each step, and more often within.
class FitTelling {
 public:
  FitTelling(const FitOptions& options, std::uint64_t steps) : progress_(options.progress), steps_(steps) {}
  void operator()() const {
    if (progress_ && !progress_(done_, steps_)) throw Error(Errc::cancelled, "the progress callback asked to stop");
  }
  void step() { ++done_, (*this)(); }
  void end() { done_ = steps_, (*this)(); }

 private:
  const std::function<bool(std::uint64_t, std::uint64_t)>& progress_;
  std::uint64_t steps_, done_ = 0;
};

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

// How is one question about everybody shared out among threads, with the same answer for any number of them?
//
//   parallel_blocks(n, 1024, threads, progress, [] { return Scratch{}; }, [&](Scratch& scratch, std::size_t begin, std::size_t end) { … });
//
// Where a single item may take long, the work takes a fourth argument, a function, and calls it between items: it asks `progress` meanwhile.
//
// Blocks are cut by the size of the input, not by the number of workers; each block writes its own part of the result. Threads are made
// for the call and joined before it returns. The caller's thread works too, and alone calls `progress`.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

#include "hobnob/core/error.hpp"

namespace hobnob {
inline namespace v0 {

/// Calls `work(scratch, begin, end)` for the blocks of [0, count). `make()` gives each worker its scratch. `threads` = 0: all there are.
/// Throws what a block threw (one of them, if several did) or Error(cancelled) once `progress(done, count)` says false; both after every
/// worker has stopped. `progress` is asked at least once if there is anything to do, at the end where other workers have done it all.
template <class Make, class Work>
void parallel_blocks(std::size_t count, std::size_t block, int threads, const std::function<bool(std::uint64_t, std::uint64_t)>& progress,
                     const Make& make, const Work& work) {
  const std::size_t blocks = (count + block - 1) / block;
  const std::size_t wanted = threads > 0 ? static_cast<std::size_t>(threads) : std::max(1U, std::thread::hardware_concurrency());
  std::atomic<std::size_t> next{0}, done{0};
  std::atomic<bool> stop{false};
  std::size_t told = 0;  // by the calling thread alone
  bool asked = false;
  std::exception_ptr failure;
  std::mutex failing;
  const auto ask = [&](std::size_t finished) {
    if (!progress) return;
    asked = true, told = finished;
    if (!progress(finished, count)) throw Error(Errc::cancelled, "the progress callback asked to stop");
  };
  const auto run = [&](bool tells) noexcept {
    const auto breathe = [&, tells] {
      if (tells) ask(done);
      if (stop) throw Error(Errc::cancelled, "another worker has failed or was stopped");   // whose failure is the one that is told
    };
    try {
      auto scratch = make();
      while (!stop) {
        const std::size_t at = next.fetch_add(1);
        if (at >= blocks) return;
        const std::size_t begin = at * block, end = std::min(count, begin + block);
        if constexpr (std::is_invocable_v<const Work&, decltype(scratch)&, std::size_t, std::size_t, decltype(breathe)>)
          work(scratch, begin, end, breathe);
        else work(scratch, begin, end);
        const std::size_t finished = done.fetch_add(end - begin) + (end - begin);
        if (tells) ask(finished);
      }
    } catch (...) {
      const std::scoped_lock lock(failing);
      if (!failure) failure = std::current_exception();
      stop = true;
    }
  };
  {
    std::vector<std::jthread> crew;
    try {
      for (std::size_t i = 1; i < std::min(wanted, blocks); ++i) crew.emplace_back(run, false);
    } catch (...) {  // no more threads to be had: those there are do the work
    }
    run(true);
  }
  if (failure) std::rethrow_exception(failure);
  if (blocks > 0 && (!asked || told != count)) ask(count);
}

}  // namespace v0
}  // namespace hobnob

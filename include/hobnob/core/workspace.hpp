// How can a query of 50 µs use scratch of 10 MB? It borrows it, clean, and gives it back clean.
//
//   auto scratch = workspace.borrow<PathScratch>();   // one that nobody else is using now
//   best_paths(graph, …, *scratch);                   // back in the pool when `scratch` goes out of scope
//
// Holds no answers, so nothing can leak from one viewer to another. Safe to call from many threads; one short lock a call.
#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace hobnob {
inline namespace v0 {
namespace detail {

class Workspace {
  template <class Scratch>
  static const void* tag() noexcept {
    static constexpr char here = 0;
    return &here;
  }

 public:
  template <class Scratch>
  class Lease {
   public:
    Lease(Workspace& owner, std::shared_ptr<void> scratch) : owner_(&owner), scratch_(std::move(scratch)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { owner_->put(tag<Scratch>(), std::move(scratch_)); }
    Scratch& operator*() const noexcept { return *static_cast<Scratch*>(scratch_.get()); }

   private:
    Workspace* owner_;
    std::shared_ptr<void> scratch_;
  };

  template <class Scratch>
  Lease<Scratch> borrow() {
    std::shared_ptr<void> scratch = take(tag<Scratch>());
    if (!scratch) scratch = std::make_shared<Scratch>();
    return {*this, std::move(scratch)};
  }

 private:
  std::shared_ptr<void> take(const void* kind) {
    const std::scoped_lock lock(mutex_);
    for (auto& [of, scratch] : idle_) {
      if (of != kind) continue;
      std::shared_ptr<void> found = std::move(scratch);
      std::swap(idle_.back().first, of);
      std::swap(idle_.back().second, scratch);
      idle_.pop_back();
      return found;
    }
    return nullptr;
  }
  void put(const void* kind, std::shared_ptr<void> scratch) noexcept {
    try {
      const std::scoped_lock lock(mutex_);
      idle_.emplace_back(kind, std::move(scratch));
    } catch (...) {  // no memory or no lock: the scratch is freed instead of kept, which is as correct
    }
  }

  std::mutex mutex_;
  std::vector<std::pair<const void*, std::shared_ptr<void>>> idle_;
};

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

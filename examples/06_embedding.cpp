// How does an app live with hobnob? One writer records what happens; now and then it makes a new snapshot and swaps it in, while readers
// go on asking the one they hold. `06_embedding.py` says the same in Python and prints the same.
#include <atomic>
#include <iostream>
#include <memory>
#include <thread>
#include <vector>

#include "hobnob/hobnob.hpp"

using namespace hobnob;

namespace {

/// What the app's threads share: the latest snapshot. A snapshot never changes, so whoever holds one can go on with it.
class Current {
 public:
  explicit Current(Snapshot first) : held_(std::make_shared<const Snapshot>(std::move(first))) {}
  [[nodiscard]] std::shared_ptr<const Snapshot> get() const { return std::atomic_load(&held_); }
  void swap_in(Snapshot next) { std::atomic_store(&held_, std::make_shared<const Snapshot>(std::move(next))); }

 private:
  std::shared_ptr<const Snapshot> held_;
};

}  // namespace

int main() {
  constexpr Time start = 1'717'200'000;  // 2024-06-01T00:00:00Z
  constexpr int days = 30;
  Network network;  // belongs to the writer
  network.add_connection("ana", "bo", {.weight = 0.5});
  network.add_connection("bo", "kim", {.weight = 0.5});
  Current current(network.snapshot(start));

  // Two readers ask on, each on whatever snapshot is the latest at that moment: a chance they see never falls, for ties only grow here.
  std::atomic<bool> done{false};
  std::atomic<int> falls{0};
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 2; ++reader)
    readers.emplace_back([&] {
      for (double before = 0; !done;) {
        const auto snapshot = current.get();
        const View ana = snapshot->view("ana", Policy::open());
        const double chance = find_paths(ana, ana.id("ana"), ana.id("kim"))[0].score;
        falls += chance < before;
        before = chance;
      }
    });

  for (Time day = 1; day <= days; ++day) {
    network.add_interaction("ana", "bo", start + day * seconds_per_day, {.kind = "meeting"});
    network.add_interaction("bo", "kim", start + day * seconds_per_day, {.kind = "meeting"});
    network.add_follow("follower " + std::to_string(day), "ana", Channel::follow, start + day * seconds_per_day);
    current.swap_in(network.snapshot(start + day * seconds_per_day));
  }
  done = true;
  for (std::thread& reader : readers) reader.join();

  // What is kept: the whole record as bytes, in memory here; network.save("record.hobnob") puts the same into a file, whole or not at all.
  const Network kept = Network::from_bytes(network.to_bytes());
  std::cout << "Kept and read again: " << kept.interaction_count() << " interactions of " << kept.member_count() << " members.\n";

  const auto snapshot = current.get();
  // A snapshot travels as bytes to processes that only answer; a view never does: it is made where somebody looks.
  std::cout << "Sent to another process: " << (Snapshot::from_bytes(snapshot->to_bytes()) == *snapshot ? "the same" : "another") << " snapshot.\n";
  const View ana = snapshot->view("ana", Policy::open());
  std::cout << "After " << days << " days and as many snapshots, a reader saw a chance fall " << falls << " times.\n";
  std::cout << to_text(find_paths(ana, ana.id("ana"), ana.id("kim"))) << to_text(audience(ana, ana.id("ana")));
}

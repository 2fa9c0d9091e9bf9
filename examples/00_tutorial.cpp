// The first ten minutes: what happened, a picture of it, who may see what, and answers. The tutorial of the documents walks through it.
// `00_tutorial.py` says the same in Python and prints the same.

// --- the record
#include <iostream>

#include "hobnob/hobnob.hpp"

using namespace hobnob;

int main() {
  constexpr Time now = 1'717'200'000, day = seconds_per_day;  // 2024-06-01, 0:00 UTC
  Network network;
  network.add_member("ana", {.name = "Ana"});
  network.add_member("bo", {.name = "Bo", .organisation = "Tidal Works"});
  for (Time week = 1; week <= 10; ++week) {
    network.add_interaction("ana", "bo", now - 7 * week * day);
    network.add_interaction("bo", "ana", now - 7 * week * day + 3600);
    network.add_interaction("bo", "kim", now - 7 * week * day + 7200, {.kind = "meeting"});
  }
  network.add_connection("ana", "cy", {.weight = 0.4});
  network.add_connection("cy", "kim", {.weight = 0.5});

  // --- the picture
  const Snapshot snapshot = network.snapshot(now);
  const View app = snapshot.owner_view(Policy::open());

  // --- the answer
  const Paths paths = find_paths(app, app.id("ana"), app.id("kim"));
  std::cout << to_text(paths);
  for (const auto& [path, score, factors] : paths) {
    std::cout << path.hops() << " hops, first to ask: " << paths.key(path.members[1]).to_string() << "\n";
  }

  // --- the reason
  std::cout << explain(app, paths, 0).text;

  // --- whom to ask
  std::cout << to_text(rank_introducers(app, app.id("ana"), app.id("kim")));

  // --- the past
  network.record_ask("cy", "bo", "kim", now - 60 * day);
  network.record_outcome("cy", "bo", "kim", now - 59 * day, Outcome::no);
  const View later = network.snapshot(now).owner_view(Policy::open());
  std::cout << to_text(rank_introducers(later, later.id("ana"), later.id("kim")));

  // --- what a member sees
  network.set_consent("bo", Purpose::share_ties, false);
  const View ana = network.snapshot(now).view("ana", Policy::open());
  std::cout << to_text(find_paths(ana, ana.id("ana"), ana.id("kim")));

  // --- the audience
  for (int i = 1; i <= 200; ++i) network.add_follow("reader " + std::to_string(i), "ana");
  const View wider = network.snapshot(now).owner_view(Policy::open());
  std::cout << to_text(estimate_reach(wider, wider.id("ana"), {.times = {1, 7, 30, 180}}));

  // --- what is kept
  const Network again = Network::from_bytes(network.to_bytes());
  std::cout << again.member_count() << " members, " << again.interaction_count() << " interactions\n";
}

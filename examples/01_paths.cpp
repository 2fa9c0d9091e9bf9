// Paths: who can introduce Ana to Kim? Seven people, their messages and meetings, one private connection, one refusal.
//
// A record of facts becomes a picture at an instant (snapshot), a picture becomes what somebody may see (view), and a view answers.
// The app sees the private connection of Dee and Kim; Ana does not, so in her own view it opens no way. When Bo refuses to introduce,
// no way leads through Bo, whoever asks. `01_paths.py` says the same in Python and prints the same.
#include <iostream>
#include <vector>

#include "hobnob/hobnob.hpp"

using namespace hobnob;

int main() {
  constexpr Time now = 1'717'200'000;  // 2024-06-01T00:00:00Z
  Network network;
  network.add_member("ana", {.name = "Ana"});
  network.add_member("bo", {.name = "Bo"});
  network.add_member("cy", {.name = "Cy", .organisation = "Acme"});
  network.add_member("dee", {.name = "Dee"});
  network.add_member("eli", {.name = "Eli"});
  network.add_member("fay", {.name = "Fay", .organisation = "Acme"});
  network.add_member("kim", {.name = "Kim", .organisation = "Acme", .openness = 0.9});

  // Every week Ana and Bo write to each other; Bo meets Kim; Ana writes to Cy, who answers now and then.
  for (Time week = 1; week <= 12; ++week) {
    const Time then = now - week * 7 * seconds_per_day;
    network.add_interaction("ana", "bo", then);
    network.add_interaction("bo", "ana", then + 3600);
    network.add_interaction("bo", "kim", then + 7200, {.kind = "meeting"});
    network.add_interaction("ana", "cy", then);
    if (week % 4 == 0) network.add_interaction("cy", "ana", then + 600);
  }
  network.add_interaction("eli", "fay", now - 3 * seconds_per_day, {.kind = "meeting", .participants = {"cy"}});
  network.add_connection("fay", "kim", {.weight = 0.6});
  network.add_connection("ana", "dee", {.weight = 0.8});
  network.add_connection("dee", "kim", {.weight = 0.9, .is_private = true});

  const Snapshot snapshot = network.snapshot(now);
  const View app = snapshot.owner_view(Policy::open());
  std::cout << "What the app sees\n" << to_text(find_paths(app, app.id("ana"), app.id("kim"))) << "\n";

  const View ana = snapshot.view("ana", Policy::open());
  const Paths paths = find_paths(ana, ana.id("ana"), ana.id("kim"), {.k = 3});
  std::cout << "What Ana sees\n" << to_text(paths) << "\n";
  std::cout << "Why the first\n" << explain(ana, paths, 0).text << "\n";
  std::cout << "The most promising way of any length\n" << to_text(cheapest_path(ana, ana.id("ana"), ana.id("kim"))) << "\n";

  // Anybody at Acme will do. Ana knows one of them already, who is told apart and may introduce.
  const std::vector<MemberId> acme = find_members(ana, {.organisation = "Acme"});
  std::cout << "To anybody at Acme\n" << to_text(find_paths(ana, std::vector{ana.id("ana")}, acme, {.per = PathsPer::target})) << "\n";
  const Paths apart = find_paths(ana, ana.id("ana"), ana.id("kim"), {.disjoint = true});
  std::cout << "Ways to Kim that share nobody\n" << to_text(apart) << "\n";

  network.set_consent("bo", Purpose::introduce, false);
  const View later = network.snapshot(now).view("ana", Policy::open());
  const Paths without_bo = find_paths(later, later.id("ana"), later.id("kim"));
  std::cout << "When Bo refuses to introduce\n" << to_text(without_bo) << "\n";
  for (const auto& [path, score, factors] : without_bo) {
    std::cout << path.hops() << " hops:";
    for (const MemberId member : path.members) std::cout << " " << without_bo.key(member).to_string();
    std::cout << (score > 0.001 ? ", more than one in a thousand\n" : ", less than one in a thousand\n");
  }

  // A hidden member, one who never existed and one without a path are the same answer to Ana.
  std::cout << "To somebody who does not exist: " << find_paths(ana, ana.id("ana"), ana.id("zoe")).size() << " paths\n";
}

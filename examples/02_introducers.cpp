// Introducers: whom should Ana ask first for an introduction to Kim? Past asks, a full agenda, and what silence means.
//
// Willingness is learned from how earlier asks ended; a cap on open asks makes it fall as they pile up; a consent decides whether somebody
// introduces at all. In an opt-in app nobody does unless they said so. `02_introducers.py` says the same in Python and prints the same.
#include <iostream>

#include "hobnob/hobnob.hpp"

using namespace hobnob;

int main() {
  constexpr Time now = 1'717'200'000;  // 2024-06-01T00:00:00Z
  constexpr Time day = seconds_per_day;
  Network network;
  network.add_member("ana", {.name = "Ana", .organisation = "Harbour Labs"});
  network.add_member("bo", {.name = "Bo"});
  network.add_member("cy", {.name = "Cy", .ask_cap = 2});
  network.add_member("dee", {.name = "Dee"});
  network.add_member("eli", {.name = "Eli"});
  network.add_member("kim", {.name = "Kim", .organisation = "Tidal Works"});
  for (const char* between : {"bo", "cy", "dee", "eli"}) {
    network.add_connection("ana", between, {.weight = 0.5, .since = now - 400 * day});
    network.add_connection(between, "kim", {.weight = 0.5, .since = now - 300 * day});
  }
  network.add_interaction("ana", "eli", now - 2 * day);  // the freshest tie

  // Bo said yes twice. Cy has one of at most two asks open. Dee said no. Eli was never asked.
  network.record_ask("eli", "bo", "kim", now - 90 * day);
  network.record_outcome("eli", "bo", "kim", now - 88 * day, Outcome::yes);
  network.record_ask("dee", "bo", "kim", now - 60 * day);
  network.record_outcome("dee", "bo", "kim", now - 59 * day, Outcome::yes);
  network.record_ask("bo", "cy", "kim", now - 5 * day);
  network.record_ask("bo", "dee", "kim", now - 40 * day);
  network.record_outcome("bo", "dee", "kim", now - 39 * day, Outcome::no);

  const View open = network.snapshot(now).owner_view(Policy::open());
  const Introducers best = rank_introducers(open, open.id("ana"), open.id("kim"));
  std::cout << "Silence is yes\n" << to_text(best) << "\n";
  std::cout << "Why the first\n" << explain(open, best, 0).text << "\n";
  std::cout << "Why the last\n" << explain(open, best, best.size() - 1).text << "\n";

  // Where silence is no, people are walked through and asked only if they agreed: Bo and Kim to everything, Eli not to introduce.
  for (const char* member : {"bo", "kim"})
    for (const Purpose purpose : {Purpose::share_ties, Purpose::introduce, Purpose::be_introduced}) network.set_consent(member, purpose, true);
  network.set_consent("eli", Purpose::share_ties, true);
  network.set_consent("dee", Purpose::share_ties, true, Grantee::connections());
  network.set_consent("dee", Purpose::introduce, true, Grantee::member("ana"), {.start = now - 10 * day, .until = now + 10 * day});
  const View ana = network.snapshot(now).view("ana", Policy::opt_in());
  const Introducers agreed = rank_introducers(ana, ana.id("ana"), ana.id("kim"), {.k = 5, .max_hops = 2});
  std::cout << "Silence is no: what Ana sees\n" << to_text(agreed) << "\n";
  for (const auto& [introducer, score, factors] : agreed) std::cout << "ask " << agreed.name(introducer.member) << "\n";

  // Two weeks later Dee's consent to Ana has ended; Bo's has not.
  const View later = network.snapshot(now + 14 * day).view("ana", Policy::opt_in());
  std::cout << "Two weeks later: " << rank_introducers(later, later.id("ana"), later.id("kim")).size() << " to ask\n\n";

  // Ana would also like to meet Lee, and more so than Kim. Who opens the most doors, and whom could Eli bring together?
  network.add_member("lee", {.name = "Lee"});
  for (const char* between : {"cy", "eli"}) network.add_connection(between, "lee", {.weight = 0.4, .since = now - 200 * day});
  const View all = network.snapshot(now).owner_view(Policy::open());
  std::cout << "Kim, and twice as gladly Lee\n" << to_text(rank_introducers(all, all.id("ana"), {{all.id("kim")}, {all.id("lee"), 2}})) << "\n";
  std::cout << "Eli could introduce\n" << to_text(rank_introductions(all, all.id("eli"), {.k = 3})) << "\n";

  // Ana asks Bo. Until he answers she asks nobody else for Kim; and as Kim would rather not, she leaves her in peace for a while.
  network.record_ask("ana", "bo", "kim", now);
  const View asked = network.snapshot(now + day).owner_view(Policy::open());
  std::cout << "A day later\n" << to_text(rank_introducers(asked, asked.id("ana"), asked.id("kim"))) << "\n";
  network.record_outcome("ana", "bo", "kim", now + 3 * day, Outcome::declined);
  const View declined = network.snapshot(now + 10 * day).owner_view(Policy::open());
  std::cout << "A week after Kim's no\n" << to_text(rank_introducers(declined, declined.id("ana"), declined.id("kim")));
}

// Who passes it on, how far, and through whom to post? Onward sharing, seeds, neighbourhoods, plain graphs. The twin is `09_spread.py`.
#include <iostream>
#include <string>
#include <vector>

#include "hobnob/hobnob.hpp"

int main() {
  const hobnob::Time now = 1'717'200'000;  // 2024-06-01T00:00:00Z
  const auto named = [](const char* word, int i) { return std::string(word).append(std::to_string(i)); };

  hobnob::Network network;
  hobnob::Member ana;
  ana.name = "Ana";
  network.add_member("ana", ana);
  // Forty follow Ana; each of the first ten has ten followers of their own, and Bo has as many as all of them together.
  for (int i = 0; i < 40; ++i) network.add_follow(named("reader ", i), "ana");
  for (int i = 0; i < 10; ++i)
    for (int j = 0; j < 10; ++j) {
      const std::string friend_name = named("friend ", i).append(" ").append(std::to_string(j));
      network.add_follow(friend_name, named("reader ", i));
      network.add_follow(friend_name, "bo");
    }
  for (int i = 0; i < 60; ++i) network.add_group("climbing", named("climber ", i));
  network.add_connection("ana", "bo");
  network.add_connection("bo", "climber 0");

  const hobnob::View app = network.snapshot(now).owner_view(hobnob::Policy::open());
  const hobnob::MemberId author = app.id("ana");
  hobnob::ReadingModel eager;  // chances of your own, once you have measured them
  eager.follow_visibility = 1, eager.follow_base = 0.6;

  hobnob::ReachOptions reach;
  reach.reading = eager;
  std::cout << "Nobody passes it on\n" << to_text(estimate_reach(app, author, reach));
  reach.share = 0.3;
  std::cout << "Three in ten readers do\n" << to_text(estimate_reach(app, author, reach)) << '\n';

  hobnob::ReaderOptions readers;
  readers.k = 100, readers.reading = eager, readers.share = 0.3;
  std::cout << "Who hears of it from others\n";
  const hobnob::Readers heard = rank_readers(app, author, readers);
  for (int shown = 0; const auto& row : heard)
    if (row.item.through != hobnob::no_member && shown++ < 2)
      std::cout << "  " << heard.key(row.item.member).to_string() << ", through " << heard.key(row.item.through).to_string() << '\n';
  std::cout << '\n';
  hobnob::RankReachOptions authors;
  authors.k = 2, authors.reading = eager, authors.share = 0.3, authors.samples = 100'000;
  std::cout << "Whose words carry farthest\n" << to_text(rank_reach(app, authors)) << '\n';

  hobnob::SeedOptions through;
  through.k = 3, through.among = hobnob::SeedKind::both, through.reading = eager;
  std::cout << "Through whom to post, exactly\n" << to_text(choose_seeds(app, through)) << '\n';
  through.share = 0.3;
  std::cout << "The same where words are passed on\n" << to_text(choose_seeds(app, through)) << '\n';

  std::cout << "Who has the widest neighbourhood\n" << to_text(rank_within(app, {.hops = 2, .k = 2})) << '\n';

  // The independent cascade of the literature: a plain graph of given chances.
  std::vector<hobnob::ArcRow> rows;
  for (int i = 0; i < 30; ++i)
    if (const int j = (i * i + 7) % 30; i != j) rows.push_back({named("node ", i), named("node ", j), 0.1 + 0.02 * i});
  const hobnob::ArcGraph arcs(rows);
  hobnob::ArcSeedOptions two;
  two.k = 2;
  const hobnob::Seeds seeds = choose_seeds(arcs, two);
  std::vector<hobnob::MemberId> members;
  for (const auto& row : seeds) members.push_back(row.item.member);
  hobnob::CascadeOptions worlds;
  worlds.worlds = 2000;
  std::cout << "Two seeds on a plain graph\n" << to_text(seeds) << to_text(estimate_reach(arcs, members, worlds)) << '\n';
  std::cout << "Who reaches most under the weighted cascade\n" << to_text(rank_reach(arcs.weighted(), {.k = 2, .samples = 100'000}));
}

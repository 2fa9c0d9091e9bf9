// Targets: whom should a member meet, how sure is an introduction, and how good would such lists have been? `10_targets.py` prints the same.
#include <cstdio>
#include <iostream>

#include "hobnob/hobnob.hpp"

using namespace hobnob;

int main() {
  const Network network = generate_community({.members = 400, .interactions_per_tie = 12, .seed = 3});
  const Time now = network.last_event();
  const Snapshot snapshot = network.snapshot(now);
  const View app = snapshot.owner_view(Policy::open());

  // The preset ranks well on most networks; weights fitted to this one's own past do better where there is one.
  const TargetModel model = fit_targets(network, now);
  std::cout << "Weights " << model.origin << "\n\n";
  const MemberId seeker = app.id(snapshot.key(MemberId{7}));
  const Targets people = discover_targets(app, seeker, {.k = 5, .model = model});
  std::cout << to_text(people) << "\nWhy the first\n";
  for (const Factor& factor : people[0].factors) std::printf("  %s %.3g\n", factor.name.c_str(), factor.value);

  // How sure is it that one introduction to the first comes about, and whom to ask in turn?
  const Chance sure = chance(app, seeker, people[0].item.member);
  std::cout << "\n" << to_text(sure) << "\nWhy the first of them\n" << to_text(explain(app, sure, 0));

  // One measure alone; nobody of one's own industry twice; not whom one was shown before.
  const Targets classic = discover_targets(app, seeker, {.k = 3, .measure = TargetMeasure::resource_allocation});
  std::cout << "\nBy resource allocation alone\n" << to_text(classic);
  const Targets varied = discover_targets(app, seeker, {.k = 3, .model = model, .novelty = 0.5, .per_industry = 1});
  std::cout << "\nOne of each industry\n" << to_text(varied);

  // Everybody's, each in their own view; and how good such lists would have been.
  const TargetLists lists = discover_targets_for_all(app, {.k = 5, .model = model, .threads = 0});
  std::cout << "\n" << to_text(lists) << "\n" << to_text(backtest_targets(network, {.cuts = {0.7}}));
}

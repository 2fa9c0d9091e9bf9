// Calibrate: how often does an introduction work that the model gives one chance in five? The record of asks tells.
//
// A path's probability takes its ties for independent, and every model has its bent. Once some fifty asks have ended, what was predicted of
// them can be held against what came of them, and queries can answer in what was observed. `07_calibrate.py` says the same in Python and
// prints the same.
#include <iostream>

#include "hobnob/hobnob.hpp"

using namespace hobnob;

int main() {
  constexpr Time now = 1'717'200'000;  // 2024-06-01T00:00:00Z
  constexpr Time day = seconds_per_day;
  Network network;
  for (const char* between : {"bo", "cy"}) {
    const double weight = between[0] == 'b' ? 0.9 : 0.4;
    network.add_connection("ana", between, {.weight = weight});
    network.add_connection(between, "kim", {.weight = weight});
    network.add_connection(between, "lee", {.weight = weight});
  }
  // For two years Ana has asked Bo and Cy in turn to introduce her to Lee. Bo nearly always did, and Cy every third time, when asked in time.
  for (int i = 0; i < 96; ++i) {
    const Time asked = now - 730 * day + 7 * day * i;
    const char* introducer = i % 2 == 0 ? "bo" : "cy";
    network.record_ask("ana", introducer, "lee", asked);
    if (i % 2 == 0) network.record_outcome("ana", introducer, "lee", asked + day, i % 16 == 0 ? Outcome::no : Outcome::yes);
    else if (i % 6 == 1) network.record_outcome("ana", introducer, "lee", asked + 5 * day, Outcome::yes);  // else no answer: a no in 30 days
  }
  network.record_ask("ana", "kim", "lee", now - 50 * day);  // whom Ana has no tie to: that tells nothing of chances

  const Calibration observed = calibrate(network, now);
  std::cout << "Rests on " << observed.positives << " yeses in " << observed.origin << "\n";
  for (const double promised : {0.02, 0.1, 0.2, 0.5}) std::cout << chance_text(promised) << " promised: " << chance_text(observed(promised)) << "\n";

  const View view = network.snapshot(now).owner_view(Policy::open());
  const MemberId ana = view.id("ana"), kim = view.id("kim");
  std::cout << "\nThe model's chances\n" << to_text(find_paths(view, ana, kim)) << "\n";
  const Paths paths = find_paths(view, ana, kim, {.calibration = observed});
  std::cout << "What such chances came to\n" << to_text(paths) << "\n";
  std::cout << "Why the first\n" << explain(view, paths, 0).text << "\n";
  std::cout << "At least even: " << find_paths(view, ana, kim, {.min_probability = 0.5, .calibration = observed}).size() << " path\n";
}

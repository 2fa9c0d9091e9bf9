// Learning: what do strengths mean in this very network, and would they have been true? Fit, look back, compare.
//
// The preset knows how networks are; a fit knows how this one was lately. A backtest sets the clock back, makes the model of what was known
// then, and counts who turned to whom afterwards. `08_learning.py` says the same in Python and prints the same.
#include <cstdio>
#include <iostream>
#include <span>
#include <vector>

#include "hobnob/hobnob.hpp"

using namespace hobnob;

int main() {
  const Network network = generate_community({.members = 400, .interactions_per_tie = 12, .seed = 3});
  const Time now = network.last_event();

  const LogisticTies model = fit_ties(network, now);
  std::cout << "Ties by " << to_text(model.info()) << "\n\n";

  // Had we used it then?
  const BacktestOptions cuts{.cuts = {0.6, 0.8}};
  const TieBacktest fitted = backtest_ties(network, cuts);
  std::cout << to_text(fitted) << "\nA stranger's preset\n" << to_text(backtest_ties(network, preset(), cuts)) << "\nBG/NBD\n";
  const auto known = [](const Network& record, Time as_of) { return fit_comparison(record, as_of, Comparison::bg_nbd); };
  std::cout << to_text(backtest_ties(network, known, cuts)) << "\nHow the strengths of the last cut turned out\n"
            << to_text(to_table(fitted[1].scores));

  // The same rows for a model of your own: here, "once is nothing, more is a coin".
  const Table data = training_data(network, now);
  std::vector<double> guesses;
  std::vector<std::uint8_t> turned;
  const auto& weights = std::get<std::vector<double>>(data["log_weight"].values);
  const auto& outcomes = std::get<std::vector<std::int64_t>>(data["turned"].values);
  for (std::size_t row = 0; row < data.row_count(); ++row) {
    guesses.push_back(weights[row] > 0.7 ? 0.5 : 0.05);
    turned.push_back(outcomes[row] == 1);
  }
  std::cout << "\nA model of one's own\n" << to_text(score_probabilities(guesses, turned));

  const View view = network.snapshot(now, model).owner_view(Policy::open());
  const Paths paths = find_paths(view, MemberId{0}, MemberId{300}, {.k = 2});
  std::cout << "\nIntroductions on fitted ties\n" << to_text(paths);
}

# Learning: what do strengths mean in this very network, and would they have been true? The twin of `08_learning.cpp`: the same output.
import numpy as np

import hobnob

network = hobnob.generate_community(members=400, interactions_per_tie=12, rng=3)
now = network.last_event()

model = hobnob.fit_ties(network, now)
print(f"Ties by {model.info()}\n")

# Had we used it then?
cuts = [0.6, 0.8]
fitted = hobnob.backtest_ties(network, cuts=cuts)
print(fitted)
print("A stranger's preset", hobnob.backtest_ties(network, hobnob.preset(), cuts=cuts), sep="\n")
print("BG/NBD", hobnob.backtest_ties(network, lambda record, as_of: hobnob.fit_comparison(record, as_of, "bg_nbd"), cuts=cuts), sep="\n")
print("How the strengths of the last cut turned out", fitted[1].scores.to_table(), sep="\n")

# The same rows for a model of your own: here, "once is nothing, more is a coin".
data = hobnob.training_data(network, now)
guesses = np.where(data["log_weight"] > 0.7, 0.5, 0.05)
print("A model of one's own", hobnob.score_probabilities(guesses, data["turned"]), sep="\n")

view = network.snapshot(now, model).owner_view("open")
keys = view.project().keys
print("Introductions on fitted ties", hobnob.find_paths(view, keys[0], keys[300], k=2), sep="\n", end="")

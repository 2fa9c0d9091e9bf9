"""Where do the preset's coefficients come from? One logistic regression pooled over the development networks, a level for each cut.

    python benchmarks/preset.py --data FOLDER

Every network has the same total weight, which its cuts share equally, so that no large network decides alone. Features as of a cut,
outcomes from the window after it. The slopes are common and at least 0 (what keeps strengths monotone), with a weak prior; the levels,
which differ a hundredfold between networks, are free but for a wide one, and the preset takes their median. Then each network is left out
in turn: what the others say of it, and how much that moves the coefficients.
"""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence

import networks
import numpy as np
import numpy.typing as npt

import hobnob

FEATURES = (
    "recency_out",
    "recency_back",
    "log_mass_quarter",
    "log_mass",
    "log_mass_triple",
    "log_mass_back",
    "recency_either",
    "log_weight",
)
NETWORK_WEIGHT = 3000.0  # what a network counts for, in rows
LEVEL_MEAN, LEVEL_SD = -3.0, 3.0
# Recencies run over eleven units and logarithms of masses over a few, so the priors of their slopes differ.
SLOPE_MEAN = np.array([0.01 if name.startswith("recency") else 0.05 for name in FEATURES])
SLOPE_SD = np.array([0.2 if name.startswith("recency") else 1.0 for name in FEATURES])

Real = npt.NDArray[np.float64]


@dataclasses.dataclass(frozen=True)
class Cut:
    network: str
    share: float
    features: Real
    turned: Real


def cuts_of(events: networks.Events) -> list[Cut]:
    """What the library learns from, one window later: features as of the cut."""
    network = events.network()
    cuts = []
    for share, as_of in events.cuts():
        known = hobnob.training_data(network, as_of, window_days=events.window_days)
        data = hobnob.training_data(network, as_of + events.window, window_days=events.window_days)
        if min(known["turned"].sum(), data["turned"].sum()) < networks.LEAST_POSITIVES:
            print(f"{events.name} {share:.0%}: left out, fewer than {networks.LEAST_POSITIVES} turned", flush=True)
            continue
        features = np.stack([data[name] for name in FEATURES], axis=1)
        cuts.append(Cut(events.name, share, features, data["turned"].astype(np.float64)))
    return cuts


def loss(logit: Real, turned: Real) -> float:
    """The sum of −ln of the probability of what happened."""
    return float(np.sum(np.logaddexp(0, logit) - turned * logit))


def fit(cuts: Sequence[Cut], start: Real) -> tuple[Real, Real, float]:
    """Levels by cut and common slopes of the maximum a posteriori, by projected Newton steps; and the mean weighted log loss."""
    count = {cut.network: sum(other.network == cut.network for other in cuts) for cut in cuts}
    weights = [NETWORK_WEIGHT / count[cut.network] / len(cut.turned) for cut in cuts]

    def objective(levels: Real, slopes: Real) -> float:
        data = sum(w * loss(level + cut.features @ slopes, cut.turned) for w, level, cut in zip(weights, levels, cuts, strict=True))
        prior = np.sum(((levels - LEVEL_MEAN) / LEVEL_SD) ** 2) + np.sum(((slopes - SLOPE_MEAN) / SLOPE_SD) ** 2)
        return float(data + prior / 2)

    levels, slopes = np.full(len(cuts), LEVEL_MEAN), start.copy()
    value = objective(levels, slopes)
    for _ in range(100):
        level_gradient = (levels - LEVEL_MEAN) / LEVEL_SD**2
        slope_gradient = (slopes - SLOPE_MEAN) / SLOPE_SD**2
        level_curvature = np.full(len(cuts), 1 / LEVEL_SD**2)
        slope_curvature = np.diag(1 / SLOPE_SD**2)
        mixed = np.zeros((len(cuts), len(slopes)))
        for i, (w, cut) in enumerate(zip(weights, cuts, strict=True)):
            p = 1 / (1 + np.exp(-(levels[i] + cut.features @ slopes)))
            away, spread = w * (p - cut.turned), w * p * (1 - p)
            level_gradient[i] += away.sum()
            slope_gradient += cut.features.T @ away
            level_curvature[i] += spread.sum()
            mixed[i] = cut.features.T @ spread
            slope_curvature += (cut.features * spread[:, None]).T @ cut.features
        # The levels are eliminated; a slope at 0 that would fall is held there.
        free = (slopes > 0) | (slope_gradient < 0)
        schur = slope_curvature - mixed.T @ (mixed / level_curvature[:, None])
        wanted = -(slope_gradient - mixed.T @ (level_gradient / level_curvature))
        slope_move = np.zeros(len(slopes))
        slope_move[free] = np.linalg.solve(schur[np.ix_(free, free)], wanted[free])
        level_move = -(level_gradient + mixed @ slope_move) / level_curvature
        length = 1.0
        while True:
            next_levels, next_slopes = levels + length * level_move, np.maximum(slopes + length * slope_move, 0)
            next_value = objective(next_levels, next_slopes)
            if next_value < value or length < 1e-6:
                break
            length /= 2
        gained = value - next_value
        if gained <= 0:
            break
        levels, slopes, value = next_levels, next_slopes, next_value
        if gained < 1e-9 * abs(value):
            break
    return levels, slopes, value / sum(w * len(cut.turned) for w, cut in zip(weights, cuts, strict=True))


def row(name: str, values: Sequence[float]) -> str:
    return f"{name:<14}" + "".join(f"{value:>10.3f}" for value in values)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    networks.add_arguments(parser)
    options = parser.parse_args()
    cuts: list[Cut] = []
    for events in networks.chosen(options, judged_only=True):
        found = cuts_of(events)
        print(f"{events.name}: {len(found)} cuts, {sum(len(cut.turned) for cut in found)} rows", flush=True)
        cuts += found
    if not cuts:
        print("Nothing to pool.")
        return 1

    levels, slopes, mean = fit(cuts, SLOPE_MEAN)
    print(f"\n{len(cuts)} cuts, log loss and prior {mean:.4f} a row")
    print(" " * 14 + "".join(f"{f'theta{i}':>10}" for i in range(len(FEATURES) + 1)))
    print(row("all", [float(np.median(levels)), *slopes]), flush=True)
    names = list(dict.fromkeys(cut.network for cut in cuts))
    without = []
    for name in names if len(names) > 1 else []:
        rest_levels, rest_slopes, _ = fit([cut for cut in cuts if cut.network != name], slopes)
        without.append([float(np.median(rest_levels)), *rest_slopes])
        print(row(f"− {name}", without[-1]), flush=True)
    if without:
        print(row("spread (sd)", np.std(without, axis=0).tolist()))
        print(row("least", np.min(without, axis=0).tolist()))
        print(row("most", np.max(without, axis=0).tolist()))
    print("\nLevels by cut:")
    for name in names:
        print(f"{name:<14}" + " ".join(f"{level:.2f}" for level, cut in zip(levels, cuts, strict=True) if cut.network == name))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""How good are the strengths? Forecasts on public networks, beside known models and what scikit-learn makes of the same past.

    python benchmarks/quality.py --data FOLDER --json quality.json --figure quality.png

At each cut (40, 50, … 90 % of the events) every model knows what came before, and forecasts for both directions of every pair known by
then who turns to whom within the next window. Only whole windows count, and only cuts with at least 200 positives both in the window that
is learned from and in the one that is forecast. The peers learn from the very rows that ours learn from, with features of their own:
    lr3       logistic regression on ln(1 + mass) of three half-lives
    lr15      logistic regression on 15 features
    gbc15     gradient boosting on those (below 150,000 rows)
    hist15    gradient boosting on their histograms
The best of the three families (both boostings are one), chosen in hindsight at each cut, is what ours are measured by; nobody could have
chosen so well. One thing flatters ours: the preset, towards which a fit is drawn where the past is thin, was pooled over these very
networks; `preset.py` tells what it would be without each of them.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import pathlib
import statistics
import time
import typing
from collections.abc import Callable, Iterable

import networks
import numpy as np
import numpy.typing as npt
from sklearn.ensemble import GradientBoostingClassifier, HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import hobnob

Real = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Whole = networks.Whole
Model = typing.Any  # whatever Network.snapshot takes

LONGEST = 1000.0  # windows; no silence counts for longer
BOOSTED_ROWS = 150_000  # above, only the boosting of histograms ends in reasonable time
# What is a miss. The slope of the logistic recalibration is looked at where there are enough positives to tell it.
RATIO, AUC_LOSS, CALIBRATION_SLACK, SLOPES, SLOPE_POSITIVES = 1.05, 0.02, 0.01, (0.8, 1.25), 500

# --- rows -------------------------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Rows:
    """Both directions of every pair known at an instant, ascending by `key` = source · members + target."""

    key: Whole
    masses: Real  # three features
    all: Real  # fifteen
    turned: Flags


def recency(windows: Real) -> Real:
    return -np.log(0.01 + windows)


def one_way(key: Whole, age: Real, rows: Whole) -> dict[str, Real]:
    """What the events of each direction in `rows` amount to; `key` and `age` (in windows) have one element for each event."""
    order = np.lexsort((age, key))
    key, age = key[order], age[order]
    directions, start, count = np.unique(key, return_index=True, return_counts=True)
    place = np.searchsorted(rows, directions)
    end = start + count

    def spread(values: Real, otherwise: float) -> Real:
        column = np.full(len(rows), otherwise)
        column[place] = values
        return column

    def first_of_run(slot: Whole) -> Real:
        new = np.ones(len(key), dtype=bool)
        new[1:] = (key[1:] != key[:-1]) | (slot[1:] != slot[:-1])
        return new.astype(np.float64)

    last = spread(np.minimum(age[start], LONGEST), LONGEST)
    second = spread(np.where(count > 1, np.minimum(age[np.minimum(start + 1, len(age) - 1)], LONGEST), LONGEST), LONGEST)
    first = spread(np.minimum(age[end - 1], LONGEST), LONGEST)
    columns = {"last": last, "second": second, "first": first, "events": spread(count.astype(np.float64), 0)}
    for name, half_life in (("quarter", 0.25), ("one", 1.0), ("triple", 3.0)):
        columns[name] = spread(np.add.reduceat(np.exp2(-age / half_life), start), 0)
    columns["windows"] = spread(np.add.reduceat(first_of_run(np.floor(age).astype(np.int64)), start), 0)
    return columns


def rows_of(events: networks.Events, as_of: int) -> Rows:
    """Features from the raw events alone, by another road than the library's."""
    past = events.time <= as_of
    later = ~past & (events.time <= as_of + events.window)
    members = events.members

    def keys(which: Flags) -> tuple[Whole, Whole]:
        source, target = events.source[which], events.target[which]
        if events.undirected:
            source, target = np.concatenate([source, target]), np.concatenate([target, source])
        return source * members + target, target * members + source

    key, opposite = keys(past)
    age = (as_of - events.time[past]) / events.window
    if events.undirected:
        age = np.concatenate([age, age])
    rows = np.unique(np.concatenate([key, opposite]))
    out, back = one_way(key, age, rows), one_way(opposite, age, rows)
    masses = np.log1p(np.stack([out["quarter"], out["one"], out["triple"]], axis=1))
    columns = [
        *(np.log1p(way[name]) for way in (out, back) for name in ("quarter", "one", "triple")),
        *(recency(way["last"]) for way in (out, back)),
        *(np.log1p(way[name]) for name in ("events", "first", "windows") for way in (out, back)),
        recency(out["second"]),
    ]
    return Rows(rows, masses, np.stack(columns, axis=1), np.isin(rows, keys(later)[0]))


# --- models -----------------------------------------------------------------------------------------------------------------------------

COMPARISONS = ("count", "half_life", "recency", "gamma_poisson", "bg_nbd")


def models(network: hobnob.Network, as_of: int, window_days: float) -> dict[str, Model]:
    ours: dict[str, Model] = {
        "fitted": hobnob.fit_ties(network, as_of, window_days=window_days),
        "no_rhythm": hobnob.fit_ties(network, as_of, window_days=window_days, rhythm=0),
        "preset": hobnob.preset(window_days=window_days),
    }
    for which in COMPARISONS:
        ours[which] = hobnob.fit_comparison(network, as_of, which, window_days=window_days)
    return ours


OURS = ("fitted", "no_rhythm", "preset", *COMPARISONS)


def strengths(network: hobnob.Network, as_of: int, model: Model, members: int) -> tuple[Whole, Real]:
    """Every direction's key, ascending, and its strength."""
    snapshot = network.snapshot(as_of, model, explain=False)
    keys = snapshot.keys.astype(np.int64)
    source = np.repeat(keys, np.diff(snapshot.indptr))
    key = source * members + keys[snapshot.indices]
    order = np.argsort(key, kind="stable")
    return key[order], snapshot.strengths.astype(np.float64)[order]


def peers() -> dict[str, tuple[str, Callable[[Rows], Real], typing.Any]]:
    """Name: family, features, estimator."""

    def logistic() -> typing.Any:
        return make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))

    return {
        "lr3": ("lr3", lambda rows: rows.masses, logistic()),
        "lr15": ("lr15", lambda rows: rows.all, logistic()),
        "gbc15": ("gb15", lambda rows: rows.all, GradientBoostingClassifier(random_state=0)),
        "hist15": ("gb15", lambda rows: rows.all, HistGradientBoostingClassifier(random_state=0)),
    }


PEERS = tuple(peers())

# --- judgement --------------------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Judgement:
    """One model at one cut; `ratio` and `auc_difference` to the best peer of the cut."""

    log_loss: float
    auc: float
    calibration_error: float
    calibration_null: float
    slope: float | None
    seconds: float
    ratio: float = 0.0
    auc_difference: float = 0.0
    calibration_excess: float = 0.0  # above what is allowed, if positive
    curve: list[tuple[float, float, float, float]] = dataclasses.field(default_factory=list)

    def misses(self, positives: int) -> list[str]:
        found = []
        if self.ratio > RATIO:
            found.append("ratio")
        if self.auc_difference < -AUC_LOSS:
            found.append("auc")
        if self.calibration_excess > 0:
            found.append("calibration")
        if positives >= SLOPE_POSITIVES and (self.slope is None or not SLOPES[0] <= self.slope <= SLOPES[1]):
            found.append("slope")
        return found


@dataclasses.dataclass
class Cut:
    network: str
    family: str
    judged: bool
    share: float
    as_of: int
    window_days: float
    known: int  # rows that are learned from
    known_positives: int
    rows: int
    positives: int
    best_peer: str
    models: dict[str, Judgement]


def judge(probabilities: Real, turned: Flags, seconds: float, drawn: Flags) -> Judgement:
    """`drawn` are the rows whose outcomes are independent: of meetings one direction of each pair, as the other has the same outcome."""
    scores = hobnob.score_probabilities(probabilities, turned, rng=0)
    independent = scores if drawn.all() else hobnob.score_probabilities(probabilities[drawn], turned[drawn], rng=0)
    null = independent.calibration_null
    curve = [(each.predicted, each.observed, each.lower, each.upper) for each in scores.curve]
    assert scores.auc is not None
    assert null is not None
    return Judgement(scores.log_loss, scores.auc, scores.calibration_error, null, scores.slope, round(seconds, 3), curve=curve)


def run(events: networks.Events, network: hobnob.Network, share: float, as_of: int) -> Cut | None:
    known, asked = rows_of(events, as_of - events.window), rows_of(events, as_of)
    if min(known.turned.sum(), asked.turned.sum()) < networks.LEAST_POSITIVES:
        print(f"{events.name} {share:.0%}: left out, fewer than {networks.LEAST_POSITIVES} turned", flush=True)
        return None
    judged: dict[str, Judgement] = {}
    drawn = asked.key // events.members < asked.key % events.members if events.undirected else np.ones(len(asked.key), dtype=bool)

    start = time.perf_counter()
    ours = models(network, as_of, events.window_days)
    for name, model in ours.items():
        key, chance = strengths(network, as_of, model, events.members)
        assert np.array_equal(key, asked.key), f"{events.name}: the library's pairs are not those of the peers"
        judged[name] = judge(chance, asked.turned, time.perf_counter() - start, drawn)
        start = time.perf_counter()
    for name in ("fitted", *COMPARISONS):  # and they learned from the same rows and outcomes
        assert (ours[name].fit.rows, ours[name].fit.positives) == (len(known.key), int(known.turned.sum())), name

    families: dict[str, str] = {}
    for name, (family, features, estimator) in peers().items():
        if name == "gbc15" and len(known.key) >= BOOSTED_ROWS:
            continue
        start = time.perf_counter()
        estimator.fit(features(known), known.turned)
        chance = estimator.predict_proba(features(asked))[:, 1]
        judged[name] = judge(chance, asked.turned, time.perf_counter() - start, drawn)
        families[name] = family
    constant = judge(np.full(len(asked.key), known.turned.mean()), asked.turned, 0, drawn)
    judged["constant"] = constant

    best = min(families, key=lambda name: judged[name].log_loss)
    best_auc = max(judged[name].auc for name in families)
    for each in judged.values():
        each.ratio = each.log_loss / judged[best].log_loss
        each.auc_difference = each.auc - best_auc
        each.calibration_excess = each.calibration_error - (constant.calibration_error + CALIBRATION_SLACK + each.calibration_null)
    return Cut(
        events.name,
        events.family,
        events.judged,
        share,
        as_of,
        events.window_days,
        len(known.key),
        int(known.turned.sum()),
        len(asked.key),
        int(asked.turned.sum()),
        best,
        judged,
    )


# --- output -----------------------------------------------------------------------------------------------------------------------------


def log_losses(cut: Cut) -> str:
    shown = [cut.models[name].log_loss if name in cut.models else float("nan") for name in (*OURS, *PEERS, "constant")]
    return f"{cut.network:<14}{cut.share:>4.0%}{cut.rows:>8}{cut.positives:>7}" + "".join(f"{value:>9.4f}" for value in shown)


def header() -> str:
    return f"{'log loss':<14}{'cut':>4}{'rows':>8}{'turned':>7}" + "".join(f"{name[:8]:>9}" for name in (*OURS, *PEERS, "constant"))


def ours_beside_the_best(cuts: Iterable[Cut], name: str) -> list[str]:
    lines = [f"{name:<14}{'cut':>4}{'ratio':>8}{'best':>8}{'AUC':>8}{'± best':>8}{'cal.':>8}{'allowed':>9}{'slope':>7}  misses"]
    for cut in cuts:
        each = cut.models[name]
        slope = "–" if each.slope is None or cut.positives < SLOPE_POSITIVES else f"{each.slope:.2f}"
        allowed = each.calibration_error - each.calibration_excess
        misses = ", ".join(each.misses(cut.positives)) + ("" if cut.judged else " (not judged)")
        lines.append(
            f"{cut.network:<14}{cut.share:>4.0%}{each.ratio:>8.3f}{cut.best_peer:>8}{each.auc:>8.3f}{each.auc_difference:>+8.3f}"
            f"{each.calibration_error:>8.4f}{allowed:>9.4f}{slope:>7}  {misses}"
        )
    return lines


def summary_of(cuts: list[Cut]) -> dict[str, dict[str, float]]:
    """By model, over the judged cuts: median and greatest ratio, and how often it missed."""
    judged = [cut for cut in cuts if cut.judged]
    out: dict[str, dict[str, float]] = {}
    for name in (*OURS, *PEERS, "constant"):
        there = [(cut, cut.models[name]) for cut in judged if name in cut.models]
        if not there:
            continue
        misses = [miss for cut, each in there for miss in each.misses(cut.positives)]
        ratios = [each.ratio for _, each in there]
        out[name] = {
            "cuts": len(there),
            "median_ratio": statistics.median(ratios),
            "max_ratio": max(ratios),
            "above_1.01": sum(ratio > 1.01 for ratio in ratios),
            "above_1.05": sum(ratio > 1.05 for ratio in ratios),
            "above_1.10": sum(ratio > 1.10 for ratio in ratios),
            "worst_auc_difference": min(each.auc_difference for _, each in there),
            "auc_misses": misses.count("auc"),
            "calibration_misses": misses.count("calibration"),
            "slope_misses": misses.count("slope"),
            "slopes": sum(cut.positives >= SLOPE_POSITIVES for cut, _ in there),
            "seconds": round(sum(each.seconds for _, each in there), 2),
        }
    return out


def summary_text(summary: dict[str, dict[str, float]]) -> str:
    lines = [
        f"{'summary':<14}{'cuts':>5}{'median':>8}{'max':>8}{'>1.01':>7}{'>1.05':>7}{'>1.10':>7}"
        f"{'AUC min':>9}{'misses: AUC':>13}{'cal.':>6}{'slope':>9}"
    ]
    for name, s in summary.items():
        lines.append(
            f"{name:<14}{s['cuts']:>5}{s['median_ratio']:>8.3f}{s['max_ratio']:>8.3f}{s['above_1.01']:>7}{s['above_1.05']:>7}{s['above_1.10']:>7}"
            f"{s['worst_auc_difference']:>+9.3f}{s['auc_misses']:>13}{s['calibration_misses']:>6}{s['slope_misses']:>5} /{s['slopes']:>2}"
        )
    return "\n".join(lines)


def draw(cuts: list[Cut], path: pathlib.Path) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    names = list(dict.fromkeys(cut.network for cut in cuts))
    figure = plt.figure(figsize=(13, 9), layout="constrained")
    grid = figure.add_gridspec(2, 4)
    panel = figure.add_subplot(grid[0, :])
    styles = {"fitted": "o", "preset": "s", "recency": "^", "half_life": "v", "count": "<", "bg_nbd": "x", "gamma_poisson": "+"}
    highest = 1.6
    place, ticks = 0.0, []
    for name in names:
        of_network = [cut for cut in cuts if cut.network == name]
        ticks.append((place + (len(of_network) - 1) / 2, name if of_network[0].judged else f"{name}\n(not judged)"))
        for cut in of_network:
            for color, (model, marker) in enumerate(styles.items()):
                ratio = cut.models[model].ratio
                label, size = model if place == 0 else None, 6 if model == "fitted" else 4
                panel.plot(place, min(max(ratio, 0.7), highest), marker, color=f"C{color}", ms=size, label=label, clip_on=False)
            place += 1
        place += 1
    panel.axhline(1, color="black", lw=0.8)
    panel.axhline(RATIO, color="black", lw=0.8, ls=":")
    panel.set(ylim=(0.7, highest), ylabel="log loss / that of the best peer")
    figure.suptitle("A column for each cut, by network; ratios beyond stand at the edge")
    panel.set_xticks([at for at, _ in ticks], [text for _, text in ticks], rotation=30)
    panel.legend(ncols=len(styles), fontsize=8, loc="lower right", bbox_to_anchor=(1, 1))
    shown = [name for name in ("email", "mathoverflow", "CollegeMsg", "SFHH09") if name in names] or names[:4]
    for column, name in enumerate(shown):
        of_network = [cut for cut in cuts if cut.network == name]
        cut = of_network[len(of_network) // 2]
        panel = figure.add_subplot(grid[1, column])
        panel.plot([1e-3, 1], [1e-3, 1], color="black", lw=0.8)
        for color, model in enumerate(("fitted", "preset", cut.best_peer)):
            predicted, observed, lower, upper = np.array(cut.models[model].curve).T
            errors = [np.maximum(observed - lower, 0), np.maximum(upper - observed, 0)]
            panel.errorbar(predicted, observed, errors, fmt="o-", ms=3, lw=0.8, color=f"C{color}", label=model)
        panel.set(xscale="log", yscale="log", xlim=(1e-3, 1), ylim=(1e-3, 1), title=f"{name}, {cut.share:.0%}", xlabel="predicted")
        panel.legend(fontsize=8)
        if column == 0:
            panel.set_ylabel("observed, 95 % intervals")
    figure.savefig(path, dpi=120)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    networks.add_arguments(parser)
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="everything as JSON")
    parser.add_argument("--figure", type=pathlib.Path, metavar="FILE", help="ratios and reliability curves as a picture")
    options = parser.parse_args()

    cuts: list[Cut] = []
    print(header())
    for events in networks.chosen(options):
        network = events.network()
        before = len(cuts)
        for share, as_of in events.cuts():
            cut = run(events, network, share, as_of)
            if cut is not None:
                cuts.append(cut)
                print(log_losses(cut), flush=True)
        if len(cuts) == before:
            print(f"{events.name}: NO CUT COUNTS", flush=True)
    if not cuts:
        print("Nothing ran.")
        return 1
    for name in ("fitted", "preset"):
        print()
        print("\n".join(ours_beside_the_best(cuts, name)))
    summary = summary_of(cuts)
    if summary:
        print()
        print(summary_text(summary))
    if options.json:
        content = {"hobnob": hobnob.__version__, "summary": summary, "cuts": [dataclasses.asdict(cut) for cut in cuts]}
        options.json.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    if options.figure:
        draw(cuts, options.figure)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

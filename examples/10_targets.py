# Targets: whom should a member meet, how sure is an introduction, and how good would such lists have been? The twin of `10_targets.cpp`.
import hobnob

network = hobnob.generate_community(members=400, interactions_per_tie=12, rng=3)
now = network.last_event()
snapshot = network.snapshot(now)
app = snapshot.owner_view("open")

# The preset ranks well on most networks; weights fitted to this one's own past do better where there is one.
model = hobnob.fit_targets(network, now)
print(f"Weights {model.origin}\n")
seeker = snapshot.keys[7]
people = hobnob.discover_targets(app, seeker, k=5, model=model)
print(people)
print("Why the first")
for factor in people[0].factors:
    print(f"  {factor.name} {factor.value:.3g}")

# How sure is it that one introduction to the first comes about, and whom to ask in turn?
sure = hobnob.chance(app, seeker, people[0].item.member)
print(f"\n{sure}\nWhy the first of them\n{hobnob.explain(app, sure, 0)}")

# One measure alone; nobody of one's own industry twice; not whom one was shown before.
print("By resource allocation alone", hobnob.discover_targets(app, seeker, k=3, measure="resource_allocation"), sep="\n")
varied = hobnob.discover_targets(app, seeker, k=3, model=model, novelty=0.5, per_industry=1)
print("One of each industry", varied, sep="\n")

# Everybody's, each in their own view; and how good such lists would have been.
print(hobnob.discover_targets_for_all(app, k=5, model=model, threads=0))
print(hobnob.backtest_targets(network, cuts=[0.7]), end="")

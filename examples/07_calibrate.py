# Calibrate: how often does an introduction work that the model gives one chance in five? The twin of `07_calibrate.cpp`: the same output.
import hobnob

now = 1_717_200_000  # 2024-06-01T00:00:00Z
day = 86_400
network = hobnob.Network()
for between, weight in [("bo", 0.9), ("cy", 0.4)]:
    network.add_connection("ana", between, weight=weight)
    network.add_connection(between, "kim", weight=weight)
    network.add_connection(between, "lee", weight=weight)
# For two years Ana has asked Bo and Cy in turn to introduce her to Lee. Bo nearly always did, and Cy every third time, when asked in time.
for i in range(96):
    asked = now - 730 * day + 7 * day * i
    introducer = "bo" if i % 2 == 0 else "cy"
    network.record_ask("ana", introducer, "lee", asked)
    if i % 2 == 0:
        network.record_outcome("ana", introducer, "lee", asked + day, "no" if i % 16 == 0 else "yes")
    elif i % 6 == 1:
        network.record_outcome("ana", introducer, "lee", asked + 5 * day, "yes")  # else no answer: a no in 30 days
network.record_ask("ana", "kim", "lee", now - 50 * day)  # whom Ana has no tie to: that tells nothing of chances

observed = hobnob.calibrate(network, now)
print("Rests on", observed.positives, "yeses in", observed.origin)
for promised in [0.02, 0.1, 0.2, 0.5]:
    print(f"{hobnob.chance_text(promised)} promised: {hobnob.chance_text(observed(promised))}")

view = network.snapshot(now).owner_view("open")
print("\nThe model's chances", hobnob.find_paths(view, "ana", "kim"), sep="\n")
paths = hobnob.find_paths(view, "ana", "kim", calibration=observed)
print("What such chances came to", paths, sep="\n")
print("Why the first", hobnob.explain(view, paths, 0), sep="\n")
print("At least even:", len(hobnob.find_paths(view, "ana", "kim", min_probability=0.5, calibration=observed)), "path")

"""Who passes it on, how far, and through whom to post? The twin of `09_spread.cpp`: onward sharing, seeds, neighbourhoods, plain graphs."""

import hobnob

NOW = 1_717_200_000  # 2024-06-01T00:00:00Z

network = hobnob.Network()
network.add_member("ana", name="Ana")
# Forty follow Ana; each of the first ten has ten followers of their own, and Bo has as many as all of them together.
for i in range(40):
    network.add_follow(f"reader {i}", "ana")
for i in range(10):
    for j in range(10):
        network.add_follow(f"friend {i} {j}", f"reader {i}")
        network.add_follow(f"friend {i} {j}", "bo")
for i in range(60):
    network.add_group("climbing", f"climber {i}")
network.add_connection("ana", "bo")
network.add_connection("bo", "climber 0")

app = network.snapshot(NOW).owner_view("open")
eager = hobnob.ReadingModel(follow_visibility=1, follow_base=0.6)  # chances of your own, once you have measured them
print(f"Nobody passes it on\n{hobnob.estimate_reach(app, 'ana', reading=eager)}", end="")
print(f"Three in ten readers do\n{hobnob.estimate_reach(app, 'ana', reading=eager, share=0.3)}")

print("Who hears of it from others")
heard = [reader for reader, _, _ in hobnob.rank_readers(app, "ana", k=100, reading=eager, share=0.3) if reader.through]
for reader in heard[:2]:
    print(f"  {reader.member}, through {reader.through}")
print()
print(f"Whose words carry farthest\n{hobnob.rank_reach(app, k=2, reading=eager, share=0.3, samples=100_000)}")

print(f"Through whom to post, exactly\n{hobnob.choose_seeds(app, k=3, among='both', reading=eager)}")
print(f"The same where words are passed on\n{hobnob.choose_seeds(app, k=3, among='both', reading=eager, share=0.3)}")

print(f"Who has the widest neighbourhood\n{hobnob.rank_within(app, hops=2, k=2)}")

# The independent cascade of the literature: a plain graph of given chances.
arcs = hobnob.ArcGraph([(f"node {i}", f"node {(i * i + 7) % 30}", 0.1 + 0.02 * i) for i in range(30) if i != (i * i + 7) % 30])
seeds = hobnob.choose_seeds(arcs, k=2)
print(f"Two seeds on a plain graph\n{seeds}{hobnob.estimate_reach(arcs, [seed.member for seed, _, _ in seeds], worlds=2000)}")
print(f"Who reaches most under the weighted cascade\n{hobnob.rank_reach(arcs.weighted(), k=2, samples=100_000)}", end="")

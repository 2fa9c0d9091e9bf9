"""How does an app live with hobnob? The twin of `06_embedding.cpp`: record, snapshot, swap, while readers go on."""

import pickle
import threading

import hobnob

START = 1_717_200_000  # 2024-06-01T00:00:00Z
DAY = 86_400
DAYS = 30

network = hobnob.Network()  # belongs to the writer
network.add_connection("ana", "bo", weight=0.5)
network.add_connection("bo", "kim", weight=0.5)

# What the app's threads share: the latest snapshot. A snapshot never changes, so whoever holds one can go on with it.
current = network.snapshot(START)

# Two readers ask on, each on whatever snapshot is the latest at that moment: a chance they see never falls, for ties only grow here.
done = threading.Event()
falls = [0, 0]


def read(reader):
    before = 0.0
    while not done.is_set():
        chance = hobnob.find_paths(current.view("ana", "open"), "ana", "kim")[0].score
        falls[reader] += chance < before
        before = chance


readers = [threading.Thread(target=read, args=(reader,)) for reader in range(2)]
for thread in readers:
    thread.start()

for day in range(1, DAYS + 1):
    network.add_interaction("ana", "bo", START + day * DAY, kind="meeting")
    network.add_interaction("bo", "kim", START + day * DAY, kind="meeting")
    network.add_follow(f"follower {day}", "ana", since=START + day * DAY)
    current = network.snapshot(START + day * DAY)
done.set()
for thread in readers:
    thread.join()

# What is kept: the whole record as bytes, in memory here; network.save("record.hobnob") puts the same into a file, whole or not at all.
kept = hobnob.Network.from_bytes(network.to_bytes())
print(f"Kept and read again: {kept.interaction_count} interactions of {kept.member_count} members.")

# A snapshot travels as bytes, which its pickles are, to processes that only answer; a view never does: it is made where somebody looks.
print(f"Sent to another process: {'the same' if pickle.loads(pickle.dumps(current)) == current else 'another'} snapshot.")
ana = current.view("ana", "open")
print(f"After {DAYS} days and as many snapshots, a reader saw a chance fall {sum(falls)} times.")
print(f"{hobnob.find_paths(ana, 'ana', 'kim')}{hobnob.audience(ana, 'ana')}", end="")

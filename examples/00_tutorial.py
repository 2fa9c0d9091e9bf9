"""The first ten minutes: the twin of `00_tutorial.cpp`. The tutorial of the documents walks through it."""

# --- the record
import hobnob

now, day = 1_717_200_000, 86_400  # 2024-06-01, 0:00 UTC
network = hobnob.Network()
network.add_member("ana", name="Ana")
network.add_member("bo", name="Bo", organisation="Tidal Works")
for week in range(1, 11):
    network.add_interaction("ana", "bo", now - 7 * week * day)
    network.add_interaction("bo", "ana", now - 7 * week * day + 3600)
    network.add_interaction("bo", "kim", now - 7 * week * day + 7200, kind="meeting")

network.add_connection("ana", "cy", weight=0.4)
network.add_connection("cy", "kim", weight=0.5)

# --- the picture
snapshot = network.snapshot(now)
app = snapshot.owner_view("open")

# --- the answer
paths = hobnob.find_paths(app, "ana", "kim")
print(paths, end="")
for path, _score, _factors in paths:
    print(path.hops, "hops, first to ask:", path.members[1])

# --- the reason
print(hobnob.explain(app, paths, 0), end="")

# --- whom to ask
print(hobnob.rank_introducers(app, "ana", "kim"), end="")

# --- the past
network.record_ask("cy", "bo", "kim", now - 60 * day)
network.record_outcome("cy", "bo", "kim", now - 59 * day, "no")
later = network.snapshot(now).owner_view("open")
print(hobnob.rank_introducers(later, "ana", "kim"), end="")

# --- what a member sees
network.set_consent("bo", "share_ties", False)
ana = network.snapshot(now).view("ana", "open")
print(hobnob.find_paths(ana, "ana", "kim"), end="")

# --- the audience
for i in range(1, 201):
    network.add_follow(f"reader {i}", "ana")
wider = network.snapshot(now).owner_view("open")
print(hobnob.estimate_reach(wider, "ana", times=[1, 7, 30, 180]), end="")

# --- what is kept
again = hobnob.Network.from_bytes(network.to_bytes())
print(again.member_count, "members,", again.interaction_count, "interactions")

# Paths: who can introduce Ana to Kim? The twin of `01_paths.cpp`: the same words, the same output.
import hobnob

now = 1_717_200_000  # 2024-06-01T00:00:00Z
day = 86_400
network = hobnob.Network()
network.add_member("ana", name="Ana")
network.add_member("bo", name="Bo")
network.add_member("cy", name="Cy", organisation="Acme")
network.add_member("dee", name="Dee")
network.add_member("eli", name="Eli")
network.add_member("fay", name="Fay", organisation="Acme")
network.add_member("kim", name="Kim", organisation="Acme", openness=0.9)

# Every week Ana and Bo write to each other; Bo meets Kim; Ana writes to Cy, who answers now and then.
for week in range(1, 13):
    then = now - week * 7 * day
    network.add_interaction("ana", "bo", then)
    network.add_interaction("bo", "ana", then + 3600)
    network.add_interaction("bo", "kim", then + 7200, kind="meeting")
    network.add_interaction("ana", "cy", then)
    if week % 4 == 0:
        network.add_interaction("cy", "ana", then + 600)
network.add_interaction("eli", "fay", now - 3 * day, kind="meeting", participants=["cy"])
network.add_connection("fay", "kim", weight=0.6)
network.add_connection("ana", "dee", weight=0.8)
network.add_connection("dee", "kim", weight=0.9, is_private=True)

snapshot = network.snapshot(now)
app = snapshot.owner_view("open")
print("What the app sees", hobnob.find_paths(app, "ana", "kim"), sep="\n")

ana = snapshot.view("ana", "open")
paths = hobnob.find_paths(ana, "ana", "kim", k=3)
print("What Ana sees", paths, sep="\n")
print("Why the first", hobnob.explain(ana, paths, 0), sep="\n")
print("The most promising way of any length", hobnob.cheapest_path(ana, "ana", "kim"), sep="\n")

# Anybody at Acme will do. Ana knows one of them already, who is told apart and may introduce.
acme = hobnob.find_members(ana, organisation="Acme")
print("To anybody at Acme", hobnob.find_paths(ana, ["ana"], acme, per="target"), sep="\n")
print("Ways to Kim that share nobody", hobnob.find_paths(ana, "ana", "kim", disjoint=True), sep="\n")

network.set_consent("bo", "introduce", False)
later = network.snapshot(now).view("ana", "open")
without_bo = hobnob.find_paths(later, "ana", "kim")
print("When Bo refuses to introduce", without_bo, sep="\n")
for path, score, _factors in without_bo:
    print(path.hops, "hops:", *path.members, end=", more than one in a thousand\n" if score > 0.001 else ", less than one in a thousand\n")

# A hidden member, one who never existed and one without a path are the same answer to Ana.
print("To somebody who does not exist:", len(hobnob.find_paths(ana, "ana", "zoe")), "paths")

# Introducers: whom should Ana ask first for an introduction to Kim? The twin of `02_introducers.cpp`: the same words, the same output.
import hobnob

now = 1_717_200_000  # 2024-06-01T00:00:00Z
day = 86_400
network = hobnob.Network()
network.add_member("ana", name="Ana", organisation="Harbour Labs")
network.add_member("bo", name="Bo")
network.add_member("cy", name="Cy", ask_cap=2)
network.add_member("dee", name="Dee")
network.add_member("eli", name="Eli")
network.add_member("kim", name="Kim", organisation="Tidal Works")
for between in ["bo", "cy", "dee", "eli"]:
    network.add_connection("ana", between, weight=0.5, since=now - 400 * day)
    network.add_connection(between, "kim", weight=0.5, since=now - 300 * day)
network.add_interaction("ana", "eli", now - 2 * day)  # the freshest tie

# Bo said yes twice. Cy has one of at most two asks open. Dee said no. Eli was never asked.
network.record_ask("eli", "bo", "kim", now - 90 * day)
network.record_outcome("eli", "bo", "kim", now - 88 * day, "yes")
network.record_ask("dee", "bo", "kim", now - 60 * day)
network.record_outcome("dee", "bo", "kim", now - 59 * day, "yes")
network.record_ask("bo", "cy", "kim", now - 5 * day)
network.record_ask("bo", "dee", "kim", now - 40 * day)
network.record_outcome("bo", "dee", "kim", now - 39 * day, "no")

view = network.snapshot(now).owner_view("open")
best = hobnob.rank_introducers(view, "ana", "kim")
print("Silence is yes", best, sep="\n")
print("Why the first", hobnob.explain(view, best, 0), sep="\n")
print("Why the last", hobnob.explain(view, best, len(best) - 1), sep="\n")

# Where silence is no, people are walked through and asked only if they agreed: Bo and Kim to everything, Eli not to introduce.
for member in ["bo", "kim"]:
    for purpose in ["share_ties", "introduce", "be_introduced"]:
        network.set_consent(member, purpose, True)
network.set_consent("eli", "share_ties", True)
network.set_consent("dee", "share_ties", True, "connections")
network.set_consent("dee", "introduce", True, ("member", "ana"), start=now - 10 * day, until=now + 10 * day)
ana = network.snapshot(now).view("ana", "opt_in")
agreed = hobnob.rank_introducers(ana, "ana", "kim", k=5, max_hops=2)
print("Silence is no: what Ana sees", agreed, sep="\n")
for introducer, _score, _factors in agreed:
    print("ask", agreed.name(introducer.member))

# Two weeks later Dee's consent to Ana has ended; Bo's has not.
later = network.snapshot(now + 14 * day).view("ana", "opt_in")
print("Two weeks later:", len(hobnob.rank_introducers(later, "ana", "kim")), "to ask\n")

# Ana would also like to meet Lee, and more so than Kim. Who opens the most doors, and whom could Eli bring together?
network.add_member("lee", name="Lee")
for between in ["cy", "eli"]:
    network.add_connection(between, "lee", weight=0.4, since=now - 200 * day)
everybody = network.snapshot(now).owner_view("open")
print("Kim, and twice as gladly Lee", hobnob.rank_introducers(everybody, "ana", {"kim": 1, "lee": 2}), sep="\n")
print("Eli could introduce", hobnob.rank_introductions(everybody, "eli", k=3), sep="\n")

# Ana asks Bo. Until he answers she asks nobody else for Kim; and as Kim would rather not, she leaves her in peace for a while.
network.record_ask("ana", "bo", "kim", now)
asked = network.snapshot(now + day).owner_view("open")
print("A day later", hobnob.rank_introducers(asked, "ana", "kim"), sep="\n")
network.record_outcome("ana", "bo", "kim", now + 3 * day, "declined")
declined = network.snapshot(now + 10 * day).owner_view("open")
print("A week after Kim's no", hobnob.rank_introducers(declined, "ana", "kim"), sep="\n", end="")

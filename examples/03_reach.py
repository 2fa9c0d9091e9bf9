"""How far will my words carry? The twin of `03_reach.cpp`: who is opted in, who reads by when, who talks, what it costs, where to post."""

import hobnob

NOW = 1_717_200_000  # 2024-06-01T00:00:00Z
WEEK = 7 * 86_400

network = hobnob.Network()
network.add_member("ana", name="Ana")
# Sixty follow Ana, every third also subscribes, and forty are in her climbing club; member 7 asked not to be contacted.
for i in range(1, 61):
    network.add_follow(f"member {i}", "ana")
    if i % 3 == 0:
        network.add_follow(f"member {i}", "ana", "subscription")
for i in range(41, 81):
    network.add_group("climbing", f"member {i}")
for i in range(61, 91):
    network.add_group("sailing", f"member {i}")
network.add_group("climbing", "ana")
network.add_member("member 7", do_not_contact=True)
# Bo writes to Ana every week and is a declared connection of hers, but does not want to be messaged.
for week in range(1, 9):
    network.add_interaction("bo", "ana", NOW - week * WEEK)
network.add_connection("ana", "bo")
network.set_consent("bo", "be_messaged", False)
network.add_follow("bo", "ana")

app = network.snapshot(NOW).owner_view("open")
opted_in = hobnob.audience(app, "ana")
print(f"{opted_in}Followers who are in the club too: {opted_in.overlap(0, 3)}\n")

print(f"One post\n{hobnob.estimate_reach(app, 'ana')}", end="")
fast = hobnob.ReadingModel(attention=hobnob.Attention.exponential(1))
print(f"If all attention fell by half every day\n{hobnob.estimate_reach(app, 'ana', reading=fast)}", end="")
print(f"Twelve posts, one a month\n{hobnob.estimate_reach(app, 'ana', times=[30, 360], posts=range(0, 360, 30))}")

print(f"Who is likely to read, and to talk\n{hobnob.rank_readers(app, 'ana', k=3)}")
print(f"Whose words carry farthest\n{hobnob.rank_reach(app, k=2)}")

half_a_year = hobnob.estimate_reach(app, "ana", times=[180])[0]
effort = hobnob.effort(members=10_000, post_readers=half_a_year.readers, post_conversations=half_a_year.conversations)
print(f"What a conversation costs\n{effort}")

print(f"To whom to post, and what it brings\n{hobnob.compare_posts(app, 'ana', groups=['climbing', 'sailing'])}")

# Ana herself sees exact figures of her followers and connections; of strangers in groups only from 300 on.
hers = network.snapshot(NOW).view("ana", "open")
print(f"What Ana sees\n{hobnob.audience(hers, 'ana')}", end="")

# Tables: from data frames to answers, and back. The twin of `05_tables.cpp`, which reads the same from CSV, and prints the same.
# It needs pandas and polars: pip install hobnob[pandas,polars].
import pandas
import polars

import hobnob

members = pandas.DataFrame(
    {
        "key": ["ana", "bo", "cy", "dee", "eli", "kim"],
        "name": ["Ana", "Bo", "Cy", "Dee, of the harbour", "Eli", "Kim"],
        "organisation": [None, "Acme", "Acme", "Tidal Works", "Tidal Works", None],
        "city": ["Porto", "Oslo", "Porto", "Porto", "Oslo", "Oslo"],
    }
)
connections = pandas.DataFrame(
    {
        "from": ["ana", "ana", "ana", "ana", "bo", "cy", "dee", "eli"],
        "to": ["bo", "cy", "dee", "eli", "kim", "kim", "kim", "kim"],
        "closeness": [0.9, 0.5, 0.25, 0.75, 0.4, 0.6, 0.8, 0.5],
    }
)
interactions = pandas.DataFrame(
    {
        "source": ["ana", "dee", "kim", "ana", "kim"],
        "target": ["dee", "kim", "dee", "ana", "kate"],  # nobody turns to themselves, and nobody has said who Kate is
        "time": pandas.to_datetime(["2024-05-29", "2024-05-30", "2024-05-31", "2024-05-31", "2024-06-01"], utc=True),
        "kind": ["meeting", "call", "message", "message", "call"],
    }
)
network = hobnob.Network()
network.add_members(members)
network.add_connections(connections, source="from", target="to", weight="closeness")  # other names of columns are no hindrance
report = network.add_interactions(interactions, max_rejected=1)
print(f"{report.accepted} of {report.rows} interactions; row {report.rejected[0].line} says nothing")
print(f"{network.member_count} members, {network.connection_count} connections: {len(network.to_bytes())} bytes of record\n")

view = network.snapshot(network.last_event()).owner_view("open")
best = hobnob.rank_introducers(view, "ana", "kim")
print("The answer as a table", best.to_table(), sep="\n")

# For whatever takes Arrow streams (polars, pyarrow, DuckDB).
rows, columns = polars.DataFrame(best).shape
print(f"As a stream: {columns} columns, {rows} rows. First to ask: {best[0].item.member}\n")

# Joined with the profiles: the best introducer of each organisation.
print("One of each organisation")
frame = best.to_pandas()
joined = frame.merge(members, left_on="introducer", right_on="key")
for row in joined.drop_duplicates("organisation").itertuples():
    print(f"{row.organisation}: {row.name} from {row.city}, {hobnob.chance_text(row.score)}")
print(f"Likelier than one in ten: {(frame['score'] > 0.1).sum()}\n")

print("Chains, as CSV", hobnob.find_paths(view, "ana", "kim", k=2).to_csv(), sep="\n", end="")

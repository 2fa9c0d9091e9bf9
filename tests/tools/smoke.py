"""Does an installed hobnob answer? Run outside the sources, where only the package can be imported."""

import importlib.metadata
import sys

import hobnob

network = hobnob.Network()
network.add_connection("ana", "bo", weight=0.9)
network.add_connection("bo", "kim", weight=0.8)
network.add_interaction("ana", "bo", 1_700_000_000)
view = network.snapshot(network.last_event()).owner_view("open")
paths = hobnob.find_paths(view, "ana", "kim")
print(paths)
assert len(paths) == 1
assert hobnob.__version__ == importlib.metadata.version("hobnob")
brought = {"pandas", "networkx", "igraph", "rustworkx", "scipy", "matplotlib"} & set(sys.modules)
assert not brought, "import hobnob imports numpy and nothing else"

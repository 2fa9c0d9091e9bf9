// What a user of the library does first: facts, a snapshot, a view, an answer, an error. Exit status 0 if all went as it should.
#include <hobnob/hobnob.hpp>

#include <cstdio>

int main() {
  hobnob::Network network;
  network.add_connection("ana", "bo", {.weight = 0.9});
  network.add_connection("bo", "kim", {.weight = 0.8});
  network.add_interaction("ana", "bo", 1'700'000'000);

  const hobnob::View view = network.snapshot(network.last_event()).owner_view(hobnob::Policy::open());
  const hobnob::Paths paths = hobnob::find_paths(view, view.id("ana"), view.id("kim"), {.k = 3});
  std::puts(hobnob::to_text(paths).c_str());

  bool refused = false;
  try {
    (void)view.id("nobody");
  } catch (const hobnob::Error& error) {  // also across the border of a shared library
    refused = error.code() == hobnob::Errc::unknown_member;
  }
  return paths.size() == 1 && paths[0].item.members.size() == 3 && refused ? 0 : 1;
}

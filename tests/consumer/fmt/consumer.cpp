// An answer and a key, printed as strings are.
#include <hobnob/hobnob.hpp>
#include <hobnob/interop/fmt.hpp>

int main() {
  hobnob::Network network;
  network.add_connection("ana", "bo", {.weight = 0.5});
  network.add_connection("bo", "kim", {.weight = 0.5});
  const hobnob::View view = network.snapshot(0).owner_view(hobnob::Policy::open());

  const hobnob::Paths paths = hobnob::find_paths(view, view.id("ana"), view.id("kim"));
  fmt::print("{}\n", paths);
  return paths.size() == 1 && fmt::format("{}|{:>4}", paths, paths.key(view.id("bo"))) == to_text(paths) + "|  bo" ? 0 : 1;
}

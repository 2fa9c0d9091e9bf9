#include <pybind11/pybind11.h>
#include <hobnob/hobnob.hpp>

PYBIND11_MODULE(hobnob_consumer, module) {
  module.def("chains", [] {
    hobnob::Network network;
    network.add_connection("ana", "bo");
    network.add_connection("bo", "kim");
    const hobnob::View view = network.snapshot(0).owner_view(hobnob::Policy::open());
    return hobnob::find_paths(view, view.id("ana"), view.id("kim")).size();
  });
}

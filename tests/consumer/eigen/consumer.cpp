// A snapshot's strengths times a vector of the caller's own.
#include <hobnob/graph/network.hpp>
#include <hobnob/interop/eigen.hpp>

int main() {
  hobnob::Network network;
  network.add_connection("ana", "bo", {.weight = 0.5});
  network.add_connection("bo", "kim", {.weight = 0.25});
  const hobnob::Snapshot now = network.snapshot(0);

  const Eigen::VectorXd interest = Eigen::VectorXd::Unit(3, 2);   // in kim
  const Eigen::VectorXd shared = hobnob::strength_matrix(now).cast<double>() * interest;
  const Eigen::VectorXd chance = hobnob::probability_matrix(now) * interest;
  return shared(0) == 0 && shared(1) > 0 && shared(1) < 1 && chance(1) > 0 && hobnob::cost_matrix(now).nonZeros() == 4 ? 0 : 1;
}

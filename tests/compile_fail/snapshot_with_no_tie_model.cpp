// A model says how strong a tie is and which evidence it wants; a type that does not is refused by the concept's name.
#include "hobnob/graph/network.hpp"

struct Constant {
  double strength(const hobnob::PairEvidence&) const { return 0.5; }
#ifndef HOBNOB_WRONG
  hobnob::EvidenceOptions evidence_options() const { return {}; }
  hobnob::TieModelInfo info() const { return {}; }
#endif
};

hobnob::Snapshot now(const hobnob::Network& network) { return network.snapshot(0, Constant{}); }

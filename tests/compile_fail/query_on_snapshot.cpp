// Queries take a view, so that nobody can leave out who is asking and what they may see.
#include "hobnob/introduce/paths.hpp"

hobnob::Paths answer(const hobnob::Snapshot& now, hobnob::MemberId ana, hobnob::MemberId kim) {
#ifdef HOBNOB_WRONG
  return hobnob::find_paths(now, ana, kim);
#else
  return hobnob::find_paths(now.owner_view(hobnob::Policy::open()), ana, kim);
#endif
}

// A number is no member: ids come from a view, so that a row number or another snapshot's id cannot slip in.
#include "hobnob/core/types.hpp"

std::uint32_t slot(hobnob::MemberId member) { return hobnob::index(member); }

#ifdef HOBNOB_WRONG
std::uint32_t answer() { return slot(7); }
#else
std::uint32_t answer() { return slot(hobnob::MemberId{7}); }
#endif

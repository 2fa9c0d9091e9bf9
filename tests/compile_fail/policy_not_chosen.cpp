// What silence means must be chosen; there is no default policy to forget.
#include "hobnob/graph/policy.hpp"

#ifdef HOBNOB_WRONG
hobnob::Policy policy() { return {}; }
#else
hobnob::Policy policy() { return hobnob::Policy::opt_in(); }
#endif

// A truth value is no key: it would become 0 or 1 and meet somebody else's integer key.
#include "hobnob/core/types.hpp"

#ifdef HOBNOB_WRONG
hobnob::Key key() { return true; }
#else
hobnob::Key key() { return 1; }
#endif

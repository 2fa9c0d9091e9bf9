// Half of the unsigned 64-bit integers are no keys: they would become negative ones.
#include <cstdint>

#include "hobnob/core/types.hpp"

#ifdef HOBNOB_WRONG
hobnob::Key key(std::uint64_t number) { return number; }
#else
hobnob::Key key(std::uint64_t number) { return static_cast<std::int64_t>(number); }
#endif

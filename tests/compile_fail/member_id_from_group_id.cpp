// Members and groups are numbered apart; their ids do not mix.
#include "hobnob/core/types.hpp"

bool same(hobnob::MemberId a, hobnob::MemberId b) { return a == b; }

#ifdef HOBNOB_WRONG
bool answer() { return same(hobnob::MemberId{1}, hobnob::GroupId{1}); }
#else
bool answer() { return same(hobnob::MemberId{1}, hobnob::MemberId{1}); }
#endif

// What does a call that fits no signature say? What, where and what to do, in a few lines, and never what the arguments hold.
//
//   find_paths() has no argument 'maxhops'; did you mean 'max_hops'?
//   Snapshot.owner_view() needs 'policy': a hobnob.Policy or 'open', 'opt_in'
//   find_paths(): view must be a hobnob.View, got hobnob.Snapshot: take snapshot.owner_view(policy) or snapshot.view(member, policy) first
//
// Of itself pybind11 tells the repr of every argument, which for a record is megabytes of other people's keys.
#pragma once

#include "convert.hpp"

namespace hobnob::python {

/// Every function, method, constructor and property that `m` holds by now tells its misfits in our words. Call it last.
void explain_misfits(py::module_& m);

/// An argument was refused by its caster: the call that this happened in puts the argument's name before the text. For the translator of errors.
void note_refusal(py::handle value) noexcept;

}  // namespace hobnob::python

// Which names leave the compiled library? Those marked HOBNOB_API; everything else stays hidden in a shared build.
//
//   HOBNOB_API Paths find_paths(const View& view, MemberId seeker, MemberId target, const PathOptions& options = {});
//
// Written by hand, not generated, so that the headers also work without CMake: a static library needs neither macro.
// HOBNOB_SHARED: the library is shared (CMake passes it on to users; by hand: -DHOBNOB_SHARED).
// HOBNOB_BUILDING: this file is being compiled into the library itself.
#pragma once

#if !defined(HOBNOB_SHARED)
#define HOBNOB_API
#elif !defined(_WIN32)
#define HOBNOB_API __attribute__((visibility("default")))
#elif defined(HOBNOB_BUILDING)
#define HOBNOB_API __declspec(dllexport)
#else
#define HOBNOB_API __declspec(dllimport)
#endif

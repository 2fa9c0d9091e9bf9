// Who can introduce me to whom, and how far will my words carry? Everything that answers, in one include.
// Not in it, so that nobody pays for what they do not use: the kernels (`search/`) and other libraries' types (`interop/`).
#pragma once

#include "hobnob/core/error.hpp"       // IWYU pragma: export
#include "hobnob/core/fields.hpp"      // IWYU pragma: export
#include "hobnob/core/random.hpp"      // IWYU pragma: export
#include "hobnob/core/ranking.hpp"     // IWYU pragma: export
#include "hobnob/core/table.hpp"       // IWYU pragma: export
#include "hobnob/core/types.hpp"       // IWYU pragma: export
#include "hobnob/graph/arc_graph.hpp"  // IWYU pragma: export
#include "hobnob/graph/evidence.hpp"   // IWYU pragma: export
#include "hobnob/graph/members.hpp"    // IWYU pragma: export
#include "hobnob/graph/network.hpp"    // IWYU pragma: export
#include "hobnob/graph/policy.hpp"     // IWYU pragma: export
#include "hobnob/graph/snapshot.hpp"   // IWYU pragma: export
#include "hobnob/graph/tie_graph.hpp"  // IWYU pragma: export
#include "hobnob/graph/tie_model.hpp"  // IWYU pragma: export
#include "hobnob/graph/view.hpp"       // IWYU pragma: export
#include "hobnob/introduce/calibration.hpp"  // IWYU pragma: export
#include "hobnob/introduce/chance.hpp"       // IWYU pragma: export
#include "hobnob/introduce/explain.hpp"      // IWYU pragma: export
#include "hobnob/introduce/introducers.hpp"  // IWYU pragma: export
#include "hobnob/introduce/paths.hpp"
#include "hobnob/introduce/targets.hpp"        // IWYU pragma: export
#include "hobnob/io/community.hpp"     // IWYU pragma: export
#include "hobnob/io/contacts.hpp"      // IWYU pragma: export
#include "hobnob/io/csv.hpp"           // IWYU pragma: export
#include "hobnob/io/edge_list.hpp"     // IWYU pragma: export
#include "hobnob/io/source.hpp"        // IWYU pragma: export
#include "hobnob/learn/backtest.hpp"    // IWYU pragma: export
#include "hobnob/learn/calibrate.hpp"   // IWYU pragma: export
#include "hobnob/learn/comparison.hpp"  // IWYU pragma: export
#include "hobnob/learn/fit.hpp"         // IWYU pragma: export
#include "hobnob/learn/metrics.hpp"     // IWYU pragma: export
#include "hobnob/learn/targets.hpp"  // IWYU pragma: export
#include "hobnob/reach/attention.hpp"  // IWYU pragma: export
#include "hobnob/reach/audience.hpp"   // IWYU pragma: export
#include "hobnob/reach/cascade.hpp"    // IWYU pragma: export
#include "hobnob/reach/compare.hpp"    // IWYU pragma: export
#include "hobnob/reach/effort.hpp"     // IWYU pragma: export
#include "hobnob/reach/seeds.hpp"      // IWYU pragma: export
#include "hobnob/reach/spread.hpp"     // IWYU pragma: export
#include "hobnob/reach/within.hpp"     // IWYU pragma: export
#include "hobnob/report/report.hpp"    // IWYU pragma: export

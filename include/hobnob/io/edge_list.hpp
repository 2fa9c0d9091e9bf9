// How do I get rows of people into a network? Interactions, connections, follows and groups from columns of text.
//
//   hobnob::Network network = hobnob::read_interactions("mail.txt.gz");
//   hobnob::ImportReport report = hobnob::import_groups(network, "groups.csv");
//
// Columns are separated by commas, tabs or white space: the first line with data decides, for a tab before a comma before blanks (but for
// blanks where it is numbers between tabs and spaces). Cells are trimmed; between commas and tabs they may be quoted (RFC 4180) and may
// be empty, which says nothing. `#` and `%` begin comment lines. A first line that holds the first two names below is a header: it names
// the columns, in any order and nothing else, and every row then has as many. Without one a number is no kind: it is more likely a weight;
// and two words above two numbers are refused: they are more likely a header with other names than a pair of people.
// UTF-8, with or without a byte order mark, any line ends, gzip or plain; memory is O(longest line) beside the network.
//   interactions   source target time [kind] [participants, by header, separated by `;`]     time in Unix seconds, fractions floored
//   connections    source target [weight] [time] [private]  (the last two by header)
//   follows        follower followed [channel: follow or subscription]
//   groups         group member [from until]
//   arcs           source target [probability, default 1]     a plain graph with chances, no network: see `graph/arc_graph.hpp`
// A row fails for a wrong number of columns (corrupt_data), a cell that is no such value or a fact that `Network` refuses (its own code).
// Either everything is imported that can be, at most `max_rejected` failed rows being reported, or Error is thrown with file, line and
// reason, and the network is as before. What is no single row's fault is thrown in any case: Error(io) for the system's refusals,
// Error(corrupt_data) for a wrong header and for bytes that cannot be such a file: a damaged gzip stream, a line longer than 1 MiB,
// a quote that is never closed.
#pragma once

#include "hobnob/core/export.hpp"
#include "hobnob/graph/arc_graph.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/io/source.hpp"

namespace hobnob {
inline namespace v0 {

HOBNOB_API ImportReport import_interactions(Network& network, const Source& source, const ReadOptions& options = {});
HOBNOB_API ImportReport import_connections(Network& network, const Source& source, const ReadOptions& options = {});
HOBNOB_API ImportReport import_follows(Network& network, const Source& source, const ReadOptions& options = {});
HOBNOB_API ImportReport import_groups(Network& network, const Source& source, const ReadOptions& options = {});

/// A new network from one file; strict unless options say otherwise.
HOBNOB_API Network read_interactions(const Source& source, const ReadOptions& options = {});
HOBNOB_API Network read_connections(const Source& source, const ReadOptions& options = {});

/// A graph from one file of arcs; its report says what became of the rows, by line. `duplicates` and `undirected` as in `ArcOptions`.
HOBNOB_API ArcGraph read_arcs(const Source& source, const ReadOptions& options = {});

}  // namespace v0
}  // namespace hobnob

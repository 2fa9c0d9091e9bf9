// How do I get rows of people into a network? Interactions, connections, follows and groups from columns of text.
//
//   hobnob::Network network = hobnob::read_interactions("mail.txt.gz");
//   hobnob::ImportReport report = hobnob::import_groups(network, "groups.csv");
//
// Columns are separated by commas, tabs or white space (the first line with data decides; commas and tabs follow RFC 4180 quoting);
// `#` and `%` begin comment lines; a header line is recognised by its names and then names the columns, in any order. UTF-8, with or without
// a byte order mark, any line ends, gzip or plain. Read in bounded chunks: memory is O(longest line) beside the network.
//   interactions   source target time [kind] [participants, by header, separated by `;`]     time in Unix seconds, fractions floored
//   connections    source target [weight] [time] [private]  (the last two by header)
//   follows        follower followed [channel: follow or subscription]
//   groups         group member [from until]
// Row errors name file, line and reason. Either everything is imported that can be, at most `max_rejected` rows being reported, or
// Error is thrown and the network is as before: Error(io) for the system's refusals, Error(corrupt_data) for bytes that cannot be such a
// file (a damaged gzip stream, a line longer than 1 MiB) and for rows of the wrong shape, the row's own code otherwise.
#pragma once

#include "hobnob/core/export.hpp"
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

}  // namespace v0
}  // namespace hobnob

// How do I get profiles and consents in? CSV with a header, RFC 4180.
//
//   hobnob::import_members(network, "members.csv");      // key,name,industry,organisation,city,needs,offers,openness,joined,unlisted,ask_cap,do_not_contact
//   hobnob::import_consents(network, "consents.csv");    // member,purpose,allow,grantee,from,until
//   hobnob::Network all = hobnob::read_csv_folder("data/");
//
// The first line names the columns, in any order and none but these, parted by commas or tabs; all but `key` (members) and `member`,
// `purpose`, `allow` (consents) may be missing, and an empty cell is "not said". Lists are separated by `;`. Truth is 1/0, true/false,
// yes/no. A grantee is `all`, `connections`, `group:NAME` or `member:KEY`. Everything else, errors too, as in `edge_list.hpp`.
#pragma once

#include <filesystem>

#include "hobnob/core/export.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/io/source.hpp"

namespace hobnob {
inline namespace v0 {

HOBNOB_API ImportReport import_members(Network& network, const Source& source, const ReadOptions& options = {});
HOBNOB_API ImportReport import_consents(Network& network, const Source& source, const ReadOptions& options = {});

/// A new network from the files interactions, connections, follows, groups, members and consents (`.csv`, `.tsv` or `.txt`, also `.gz`)
/// that a folder holds, read in that order, each with these options. Error(io) if there is none, Error(invalid_argument) if one is there twice.
HOBNOB_API Network read_csv_folder(const std::filesystem::path& folder, const ReadOptions& options = {});

}  // namespace v0
}  // namespace hobnob

// How do I get in the people I know already? From the files that LinkedIn and Google give to everybody who asks for their own data.
//
//   hobnob::Network network = hobnob::read_linkedin("Connections.csv", "linkedin.com/in/ana-silva");
//   hobnob::import_linkedin(network, "bo/Connections.csv", "linkedin.com/in/bo-berg");   // the two stars join
//   hobnob::import_google_contacts(network, "contacts.csv");
//
// LinkedIn's file holds its owner's connections and not its owner, who must be named. It is a star: one file alone holds no introductions
// (its owner knows everybody in it); with the files of two people who share a connection they begin. A row is a member (name, and Company
// as organisation) and a connection of that member and the owner since "Connected On", from 0:00 UTC.
//   member's key   the address of the profile as "linkedin.com/in/ana-silva": no scheme, country, query or closing slash, lower case,
//                  %-escapes read; else the e-mail address in lower case; else the name. The owner is read alike: give the address or e-mail
//                  that others' files have for them. People without address and e-mail who share a name are taken for one.
//   header         the first line with First Name, Last Name and URL, Email Address, Company, Position or Connected On, in any order
//   date           06 Nov 2023, Nov 6, 2023, 2023-11-06 or, month first, 11/6/23, 4:12 PM; the time of day is left out
// Google's file (the form of today or the one before) holds people without connections: name, organisation, city. A member's key is their
// first e-mail address in lower case, else the digits of their first phone number, else the name.
//
// Both: other columns are left out. A row that names nobody (LinkedIn leaves such rows for people who hide) is left out too; it stands among
// the report's rejected rows and is no failure: `max_rejected` does not count it. What a member said already stays, and empty fields are
// filled. A connection that is there already is the same fact, whatever `duplicates` says, and keeps the earlier date (and none, which is
// always): a file may be read again, and two people's files may both tell of the same connection. Keys are text.
// Everything else, errors and quoting too, as in `csv.hpp`; a file without its header is no such file: Error(corrupt_data).
#pragma once

#include "hobnob/core/export.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/io/source.hpp"

namespace hobnob {
inline namespace v0 {

HOBNOB_API ImportReport import_linkedin(Network& network, const Source& source, const Key& owner, const ReadOptions& options = {});
HOBNOB_API ImportReport import_google_contacts(Network& network, const Source& source, const ReadOptions& options = {});

/// A new network from one file; strict unless options say otherwise.
HOBNOB_API Network read_linkedin(const Source& source, const Key& owner, const ReadOptions& options = {});
HOBNOB_API Network read_google_contacts(const Source& source, const ReadOptions& options = {});

}  // namespace v0
}  // namespace hobnob

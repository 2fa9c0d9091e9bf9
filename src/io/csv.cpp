#include "hobnob/io/csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "hobnob/core/error.hpp"
#include "hobnob/io/edge_list.hpp"
#include "io/rows.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

using detail::Columns;
using detail::Rows;

constexpr std::array<std::string_view, 12> member_names{"key",    "name",     "industry", "organisation", "city",    "needs",
                                                        "offers", "openness", "joined",   "unlisted",     "ask_cap", "do_not_contact"};
constexpr std::array<std::string_view, 6> consent_names{"member", "purpose", "allow", "grantee", "from", "until"};

Member member_in(const Rows& rows) {
  Member member;
  member.name = rows[1];
  member.industry = rows[2];
  member.organisation = rows[3];
  member.city = rows[4];
  detail::for_each_part(rows[5], [&](std::string_view topic) { member.needs.emplace_back(topic); });
  detail::for_each_part(rows[6], [&](std::string_view topic) { member.offers.emplace_back(topic); });
  if (!rows[7].empty()) member.openness = detail::number_of("openness", rows[7], "a number in 0…1");
  member.joined = detail::maybe_time("joined", rows[8]);
  if (!rows[9].empty()) member.unlisted = detail::truth_of("unlisted", rows[9]);
  if (!rows[10].empty()) {
    member.ask_cap = detail::number_in<int>(rows[10]);
    if (!member.ask_cap) detail::refuse_cell("ask_cap", "a whole number, 0 or more", rows[10]);
  }
  if (!rows[11].empty()) member.do_not_contact = detail::truth_of("do_not_contact", rows[11]);
  return member;
}

Purpose purpose_in(std::string_view cell) {
  const auto at = std::ranges::find(purpose_names, detail::lower(cell));
  if (at == purpose_names.end()) detail::refuse_cell("purpose", fmt::format("one of {}", fmt::join(purpose_names, ", ")), cell);
  return static_cast<Purpose>(at - purpose_names.begin());
}

Grantee grantee_in(std::string_view cell, KeyKind keys) {
  const std::string word = detail::lower(cell);
  if (word.empty() || word == "all") return Grantee::all();
  if (word == "connections") return Grantee::connections();
  const std::string_view of = detail::trimmed(cell.substr(std::min(cell.find(':') + 1, cell.size())));
  if (word.starts_with("group:")) return Grantee::group(std::string(of));
  if (word.starts_with("member:")) return Grantee::member(detail::key_of("grantee", of, keys));
  detail::refuse_cell("grantee", "all, connections, group:NAME or member:KEY", cell);
}

/// The one file of that name in a folder, with whichever ending.
std::optional<std::filesystem::path> file_named(const std::filesystem::path& folder, std::string_view name) {
  std::optional<std::filesystem::path> found;
  for (const std::string_view end : {".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz"}) {
    const std::filesystem::path path = folder / fmt::format("{}{}", name, end);
    std::error_code error;
    if (!std::filesystem::exists(path, error)) continue;
    if (found)
      throw Error(Errc::invalid_argument, fmt::format("{} is there twice, as {} too; keep one of them", found->string(), path.filename().string()));
    found = path;
  }
  return found;
}

}  // namespace

ImportReport import_members(Network& network, const Source& source, const ReadOptions& options) {
  const Columns columns{.names = member_names, .anchors = 1, .required = 1, .by_place = 0};
  return detail::import_rows(network, source, columns, options,
                             [&](const Rows& rows) { network.add_member(detail::key_of("key", rows[0], options.keys), member_in(rows)); });
}

ImportReport import_consents(Network& network, const Source& source, const ReadOptions& options) {
  const Columns columns{.names = consent_names, .anchors = 3, .required = 3, .by_place = 0};
  return detail::import_rows(network, source, columns, options, [&](const Rows& rows) {
    network.set_consent(detail::key_of("member", rows[0], options.keys), purpose_in(rows[1]), detail::truth_of("allow", rows[2]),
                        grantee_in(rows[3], options.keys), {detail::maybe_time("from", rows[4]), detail::maybe_time("until", rows[5])});
  });
}

Network read_csv_folder(const std::filesystem::path& folder, const ReadOptions& options) {
  using Import = ImportReport (*)(Network&, const Source&, const ReadOptions&);
  static constexpr std::array<std::pair<std::string_view, Import>, 6> kinds{{{"interactions", import_interactions},
                                                                             {"connections", import_connections},
                                                                             {"follows", import_follows},
                                                                             {"groups", import_groups},
                                                                             {"members", import_members},
                                                                             {"consents", import_consents}}};
  const std::string shown = detail::shown_name(Source(folder));
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) throw Error(Errc::io, fmt::format("{} is no directory that can be read; check the path", shown));
  Network network;
  bool any = false;
  for (const auto& [name, import] : kinds) {
    const auto path = file_named(folder, name);
    if (!path) continue;
    import(network, *path, options);
    any = true;
  }
  if (!any)
    throw Error(Errc::io, fmt::format("{} holds none of the files interactions, connections, follows, groups, members, consents "
                                      "(.csv, .tsv or .txt, also .gz)",
                                      shown));
  return network;
}

}  // namespace v0
}  // namespace hobnob

#include "hobnob/io/contacts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/text.hpp"
#include "hobnob/core/error.hpp"
#include "io/rows.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

using detail::Columns;
using detail::Rows;

bool holds(std::span<const std::string> names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }
bool holds_any(std::span<const std::string> names, std::initializer_list<std::string_view> wanted) {
  return std::ranges::any_of(wanted, [&](std::string_view name) { return holds(names, name); });
}

enum LinkedIn : std::size_t { first_name, last_name, url, email_address, e_mail_address, company, connected_on };
constexpr std::array<std::string_view, 7> linkedin_names{"first name",     "last name", "url",         "email address",
                                                         "e-mail address", "company",   "connected on"};
bool is_linkedin(std::span<const std::string> names) {
  return holds(names, "first name") && holds(names, "last name") &&
         holds_any(names, {"url", "email address", "e-mail address", "company", "position", "connected on"});
}
constexpr Columns linkedin_columns{.names = linkedin_names,
                                   .anchors = 2,
                                   .required = 2,
                                   .by_place = 0,
                                   .is_foreign_header = is_linkedin,
                                   .foreign_header =
                                       "First Name, Last Name and one of URL, Email Address, Company, Position, Connected On, as "
                                       "LinkedIn's Connections.csv has it"};

constexpr std::array<std::string_view, 16> google_names{"name",
                                                        "first name",
                                                        "given name",
                                                        "middle name",
                                                        "additional name",
                                                        "last name",
                                                        "family name",
                                                        "e-mail 1 - value",
                                                        "e-mail 2 - value",
                                                        "e-mail 3 - value",
                                                        "phone 1 - value",
                                                        "phone 2 - value",
                                                        "phone 3 - value",
                                                        "organization name",
                                                        "organization 1 - name",
                                                        "address 1 - city"};
enum Google : std::size_t { whole_name, given_names, middle_names = 3, family_names = 5, emails = 7, phones = 10, organisations = 13, city = 15 };
bool is_google(std::span<const std::string> names) {
  return holds_any(names, {"name", "first name", "given name"}) &&
         holds_any(names, {"e-mail 1 - value", "phone 1 - value", "organization 1 - name", "organization name", "labels", "group membership"});
}
constexpr Columns google_columns{.names = google_names,
                                 .anchors = 1,
                                 .required = 1,
                                 .by_place = 0,
                                 .is_foreign_header = is_google,
                                 .foreign_header =
                                     "Name or First Name, and E-mail 1 - Value, Phone 1 - Value, Organization Name or Labels, as Google's "
                                     "contacts.csv has it"};

/// Without control characters and with single blanks: what people read as one line.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
    if (!blank) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// The words of some cells, apart by blanks.
std::string joined(std::initializer_list<std::string_view> cells) {
  std::string out;
  for (const std::string_view cell : cells) (out += ' ').append(cell);
  return one_line(out);
}

/// The e-mail address that a cell holds, in lower case; empty if it holds none.
std::string email_in(std::string_view cell) {
  const std::string text = detail::lower(one_line(cell));
  const std::size_t at = text.find('@');
  const bool whole = at != text.npos && at > 0 && at + 1 < text.size() && text.find(' ') == text.npos;
  return whole ? text : std::string();
}

/// %-escapes as the bytes they stand for; as it is if those are no text.
std::string unescaped(const std::string& text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };  // in lower case already
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
    out += escape ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return detail::is_utf8(out) && one_line(out) == out ? detail::lower(out) : text;
}

/// The address of a profile, the same however it is written: "linkedin.com/in/ana-silva". Empty if it leads to nobody.
std::string profile_in(std::string_view cell) {
  std::string text = detail::lower(one_line(cell));
  for (const std::string_view scheme : {"https://", "http://"})
    if (text.starts_with(scheme)) text.erase(0, scheme.size());
  text.erase(std::min(text.find_first_of("?#"), text.size()));
  const std::size_t slash = std::min(text.find('/'), text.size());
  std::string host = text.substr(0, slash);
  std::string path = text.substr(slash);
  while (path.ends_with('/')) path.pop_back();
  if (host.ends_with(".linkedin.com")) host = "linkedin.com";
  if (host.starts_with("www.")) host.erase(0, 4);
  if (host.find('.') == std::string::npos) return {};  // "n/a" is no address
  if (host != "linkedin.com") return host + path;
  static constexpr std::string_view people = "/in/";
  if (path.starts_with(people)) path.erase(std::min(path.find('/', people.size()), path.size()));  // the language may follow
  if (path.empty() || path == "/in") return {};
  return host + unescaped(path);
}

/// A date as LinkedIn writes and wrote it, at 0:00 UTC.
Time date_in(std::string_view cell) {
  static constexpr std::array<std::string_view, 12> months{"january", "february", "march",     "april",   "may",      "june",
                                                           "july",    "august",   "september", "october", "november", "december"};
  static constexpr std::string_view takes = "a date such as 06 Nov 2023, 2023-11-06 or 11/6/23 (month first)";
  const auto fail = [&] { detail::refuse_cell("Connected On", takes, cell); };
  const std::string text = detail::lower(one_line(cell));
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };

  std::array<std::string_view, 3> parts;  // runs of digits or of letters, apart by , / - . or blanks
  std::size_t at = 0;
  for (std::string_view& part : parts) {
    while (at < text.size() && std::string_view(" ,/-.").find(text[at]) != std::string_view::npos) ++at;
    const std::size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (at == from)
      while (at < text.size() && is_letter(text[at])) ++at;
    part = std::string_view(text).substr(from, at - from);
    if (part.empty()) fail();
  }
  if (text.find_first_not_of("0123456789 :.,+-tzamp", at) != text.npos) fail();  // the time of day

  const auto month_in = [&](std::string_view word) -> unsigned {
    const auto found = std::ranges::find_if(months, [&](std::string_view month) { return word.size() >= 3 && month.starts_with(word); });
    return static_cast<unsigned>(found - months.begin()) % 12 + (found == months.end() ? 0 : 1);
  };
  std::string_view year = parts[2], day = parts[0];
  unsigned month = month_in(parts[1]);
  if (const unsigned first = month_in(parts[0])) month = first, day = parts[1];
  else if (month == 0 && parts[0].size() == 4) year = parts[0], month = detail::number_in<unsigned>(parts[1]).value_or(0), day = parts[2];
  else if (month == 0 && text.find('/') < at) month = detail::number_in<unsigned>(parts[0]).value_or(0), day = parts[1];
  const auto y = detail::number_in<int>(year);
  const auto d = detail::number_in<unsigned>(day);
  if (!y || !d || month < 1 || month > 12 || day.size() > 2 || (year.size() != 2 && year.size() != 4)) fail();
  const std::chrono::year_month_day date{std::chrono::year(year.size() == 2 ? 2000 + *y : *y), std::chrono::month(month), std::chrono::day(*d)};
  if (!date.ok() || date.year() < std::chrono::year(1)) fail();
  return std::chrono::sys_days(date).time_since_epoch().count() * seconds_per_day;
}

/// Adds a member, or fills what one who is there has not said.
void describe(Network& network, const Key& key, const Member& found) {
  if (!network.contains(key)) return network.add_member(key, found);
  Member known = network.member(key);
  const Member before = known;
  for (const auto field : {&Member::name, &Member::organisation, &Member::city})
    if ((known.*field).empty()) known.*field = found.*field;
  if (known != before) network.update_member(key, known);
}

/// The same connection may be told twice; it holds from the earlier date.
void connect(Network& network, const Key& owner, const Key& key, std::optional<Time> since) {
  std::optional<Connection> known = network.connection(owner, key);
  if (!known) return network.add_connection(owner, key, {.since = since});
  if (!known->since || !since || *known->since <= *since) return;
  known->since = since;
  network.add_connection(owner, key, *known, Duplicates::last);
}

/// Gives every row that names somebody to `add`. All or nothing, as in `edge_list.hpp`.
template <class KeyOf, class Add>
ImportReport import_people(Network& network, const Source& source, const Columns& columns, const ReadOptions& options, const KeyOf& key_of,
                           const Add& add) {
  if (options.keys != KeyKind::text)
    throw Error(Errc::invalid_argument, "keys must be text here: people are known by addresses, phone numbers and names");
  if (network.text_keys() == false)
    throw Error(Errc::invalid_argument, "the keys of this network are integers, and those of contacts are text; read them into another one");
  Network::Batch batch(network);
  Rows rows(source, columns, options.skip_lines);
  detail::RowReport report(rows.file(), options.max_rejected);
  while (rows.next()) {
    try {
      rows.split();
      const std::string key = key_of(rows);
      if (key.empty()) {
        report.leave_out(rows.line(), "the row names nobody");
        continue;
      }
      add(key, rows);
      report.accept();
    } catch (const Error& error) { report.reject(rows.line(), rows.text(), error); }
  }
  batch.commit();
  return report.take();
}

/// The first of some texts that says something.
std::string first_of(std::initializer_list<std::string> texts) {
  for (const std::string& text : texts)
    if (!text.empty()) return text;
  return {};
}

/// As the owner's key would be in a row of somebody else's file.
Key owner_key(const Key& owner) {
  if (!owner.is_text())
    throw Error(Errc::invalid_argument, fmt::format("owner must be text, as the keys of the members are, got {}", owner.number()));
  const std::string text = one_line(owner.text());
  const std::string profile = profile_in(text);
  const Key key(profile.starts_with("linkedin.com/") ? profile : first_of({email_in(text), text}));
  try {
    Network().add_member(key);
  } catch (const Error& error) { throw Error(error.code(), fmt::format("owner: {}; say whose connections these are", error.what())); }
  return key;
}

}  // namespace

ImportReport import_linkedin(Network& network, const Source& source, const Key& owner, const ReadOptions& options) {
  const Key self = owner_key(owner);
  const auto name_in = [](const Rows& rows) { return joined({rows[first_name], rows[last_name]}); };
  const auto key_of = [&](const Rows& rows) {
    return first_of({profile_in(rows[url]), email_in(rows[email_address]), email_in(rows[e_mail_address]), name_in(rows)});
  };
  return import_people(network, source, linkedin_columns, options, key_of, [&](const std::string& key, const Rows& rows) {
    const auto since = rows[connected_on].empty() ? std::nullopt : std::optional(date_in(rows[connected_on]));
    if (self == Key(key)) throw Error(Errc::invalid_argument, "this is the owner, who cannot be a connection of their own");
    describe(network, key, {.name = name_in(rows), .organisation = one_line(rows[company])});
    connect(network, self, key, since);
  });
}

ImportReport import_google_contacts(Network& network, const Source& source, const ReadOptions& options) {
  const auto cell = [](const Rows& rows, std::size_t column) { return rows[column].substr(0, rows[column].find(" ::: ")); };  // the first of many
  const auto name_in = [&](const Rows& rows) {
    return first_of({one_line(rows[whole_name]), joined({rows[given_names], rows[given_names + 1], rows[middle_names], rows[middle_names + 1],
                                                         rows[family_names], rows[family_names + 1]})});
  };
  const auto key_of = [&](const Rows& rows) {
    for (std::size_t column = emails; column < phones; ++column)
      if (std::string email = email_in(cell(rows, column)); !email.empty()) return email;
    for (std::size_t column = phones; column < organisations; ++column) {
      std::string digits(cell(rows, column));
      std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
      if (!digits.empty()) return digits;
    }
    return name_in(rows);
  };
  return import_people(network, source, google_columns, options, key_of, [&](const std::string& key, const Rows& rows) {
    describe(network, key,
             {.name = name_in(rows),
              .organisation = first_of({one_line(cell(rows, organisations)), one_line(cell(rows, organisations + 1))}),
              .city = one_line(cell(rows, city))});
  });
}

Network read_linkedin(const Source& source, const Key& owner, const ReadOptions& options) {
  Network network;
  import_linkedin(network, source, owner, options);
  return network;
}

Network read_google_contacts(const Source& source, const ReadOptions& options) {
  Network network;
  import_google_contacts(network, source, options);
  return network;
}

}  // namespace v0
}  // namespace hobnob

#include <pybind11/numpy.h>

#include <memory>
#include <string>
#include <string_view>

#include "answers.hpp"
#include "rows.hpp"

namespace hobnob::python {
namespace {

using RecordClass = py::class_<Record>;

// What the docstrings of several functions share, between their first line and their examples.
constexpr const char* bulk_notes = R"(
Parameters
----------
data : Arrow stream, dict of columns, data frame, iterable of rows, path or file object
    Whatever has `__arrow_c_stream__` (polars, pyarrow, duckdb) is read batch by batch. Columns are sequences or arrays, and of
    other names than those below are refused: leave them out. Rows are tuples, lists or arrays in the order of the keywords below, or dicts.
    Files are text, plain or gzip, and are read without Python's lock. All rows are read first, and the network may be used meanwhile, by
    whatever makes them too; then they are added at once. Until then they take about as much memory as they will in the network, or a file
    object's bytes; a file that is given by its path is read in bounded memory, and others wait for the network.
skip_lines, keys, merge_same_instant
    How to read a file, as in `read_interactions`.
max_rejected : int or 'all'
    Up to this many rows may fail and are reported; one more, and nothing is imported.
duplicates : {'reject', 'last'}
    For connections that are there already.
undirected : bool
    For interactions: every row counts in both directions.
**columns : str
    Every other keyword is the name of a column, and says what this column is called in `data`, if that is a frame, a dict of columns or an
    Arrow stream. Files have our names in their header, or none: a file with other names is read with pandas or the like first.

Returns
-------
ImportReport
    How many rows there were, how many were accepted, and why the others were not.
)";

constexpr const char* read_notes = R"(
Parameters
----------
source : path or file object
    Text in UTF-8, plain or gzip. Columns are separated by commas, tabs or white space; `#` and `%` begin comments; a header line is
    recognised by its names.
skip_lines : int
    Leading lines to leave out, for example a count.
max_rejected : int or 'all'
    Up to this many rows may fail.
duplicates : {'reject', 'last'}
    For connections that are there already.
undirected : bool
    For interactions: every row counts in both directions.
keys : {'str', 'int'}
    How keys are read.
merge_same_instant : bool
    For interactions: adjacent rows of one sender, instant and kind become one event.
)";

constexpr const char* import_notes = R"(
Parameters
----------
network : Network
    What the rows are added to.
source : path or file object
    As in `read_interactions`, whose keywords are the same. A file object is read whole before the network is locked.
skip_lines, max_rejected, duplicates, undirected, keys, merge_same_instant
    As in `read_interactions`.

Returns
-------
ImportReport
)";

/// A bulk method: data first, then a keyword for the name of every column that can be called otherwise, then those of ReadOptions.
/// `undirected` is both a column and an option; the column keeps its name.
template <class Row>
void bulk(RecordClass& scope, const char* name, const char* first_line, const char* examples) {
  static const std::vector<std::string_view> names = column_names<Row>();
  const std::string doc = std::string(first_line) + bulk_notes + examples;
  constexpr std::size_t count = std::tuple_size_v<decltype(Shape<Row>::own)> + [] {
    if constexpr (std::same_as<decltype(Shape<Row>::fact), const std::nullptr_t>) return std::size_t{0};
    else return std::tuple_size_v<decltype(std::remove_cvref_t<decltype(std::declval<Row&>().*Shape<Row>::fact)>::fields())>;
  }() - (std::same_as<Row, Network::InteractionRow> ? 1 : 0);
  [&]<std::size_t... N>(std::index_sequence<N...>) {
    Keywords<ReadOptions>::define(
        scope, name,
        +[](const ReadOptions& options, Record& self, const py::object& data,
            std::conditional_t<true, std::string, std::index_sequence<N>>... renamed) {
          return import_any<Row>(self, data, options, {std::move(renamed)...});
        },
        py::arg("data"), py::kw_only(), (py::arg(names[N].data()) = std::string(names[N]))..., doc.c_str());
  }(std::make_index_sequence<count>{});
}

template <ImportReport (*Import)(Network&, const Source&, const ReadOptions&)>
void import_function(py::module_& m, const char* name, const char* first_line, const char* examples = "", const char* notes = import_notes) {
  const std::string doc = std::string(first_line) + notes + examples;
  Keywords<ReadOptions>::define(
      m, name,
      +[](const ReadOptions& options, Record& network, const PathOrFile& source) {
        const Source bytes = locked_source_of(source);
        return network.write([&](Network& self) {
          const py::gil_scoped_release others_run;
          return Import(self, bytes, options);
        });
      },
      py::arg("network"), py::arg("source"), py::kw_only(), doc.c_str());
}

template <Network (*Read)(const Source&, const ReadOptions&)>
void read_function(py::module_& m, const char* name, const char* first_line, const char* examples, const char* notes = read_notes) {
  const std::string doc = std::string(first_line) + notes + examples;
  Keywords<ReadOptions>::define(
      m, name,
      +[](const ReadOptions& options, const PathOrFile& source) {
        const Source bytes = source_of(source);
        const py::gil_scoped_release others_run;
        return std::make_unique<Record>(Read(bytes, options));
      },
      py::arg("source"), py::kw_only(), doc.c_str());
}

/// What other programs write about their users' contacts.
void bind_contacts(py::module_& m) {
  const std::string options = R"(skip_lines, max_rejected, duplicates, undirected, keys, merge_same_instant
    As in `read_interactions`; only `skip_lines` and `max_rejected` matter, and keys are text.
)";
  const std::string network = "network : Network\n    What the rows are added to.\n";
  const std::string makes_network = "\nReturns\n-------\nNetwork\n", makes_report = "\nReturns\n-------\nImportReport\n";

  const std::string linkedin_notes = R"(
A row is a member and a connection of that member and the file's owner, whom it does not name. One file alone holds no introductions, as its
owner knows everybody in it: import the files of several people. Rows that name nobody are left out; they stand among the rejected rows and
are no failure. What is known already stays, of a connection told twice the earlier date.

Parameters
----------
)";
  const std::string linkedin_source = R"(source : path or file object
    LinkedIn's Connections.csv, plain or gzip.
owner : str
    Whose file it is: the address of their LinkedIn profile, as others' files have it, or their e-mail address or a name.
    Members' keys are such addresses, as "linkedin.com/in/ana-silva"; else e-mail addresses in lower case; else names.
)";
  const std::string linkedin_examples = R"(
Examples
--------
>>> import io
>>> text = "First Name,Last Name,URL,Connected On\nKim,Ng,https://www.linkedin.com/in/kim-ng/,06 Nov 2023\n"
>>> network = hobnob.read_linkedin(io.StringIO(text), owner="https://www.linkedin.com/in/ana-silva")
>>> network.keys()
['linkedin.com/in/ana-silva', 'linkedin.com/in/kim-ng']
)";
  Keywords<ReadOptions>::define(
      m, "read_linkedin",
      +[](const ReadOptions& read, const PathOrFile& source, const Key& owner) {
        const Source bytes = source_of(source);
        const py::gil_scoped_release others_run;
        return std::make_unique<Record>(read_linkedin(bytes, owner, read));
      },
      py::arg("source"), py::arg("owner"), py::kw_only(),
      ("A new network from the file of connections that LinkedIn gives to everybody who asks for theirs.\n" + linkedin_notes + linkedin_source +
       options + makes_network + linkedin_examples)
          .c_str());
  Keywords<ReadOptions>::define(
      m, "import_linkedin",
      +[](const ReadOptions& read, Record& record, const PathOrFile& source, const Key& owner) {
        const Source bytes = locked_source_of(source);
        return record.write([&](Network& self) {
          const py::gil_scoped_release others_run;
          return import_linkedin(self, bytes, owner, read);
        });
      },
      py::arg("network"), py::arg("source"), py::arg("owner"), py::kw_only(),
      ("Add somebody's file of LinkedIn connections to a network.\n" + linkedin_notes + network + linkedin_source + options + makes_report +
       linkedin_examples + R"(>>> hobnob.import_linkedin(network, io.StringIO(text), owner="linkedin.com/in/bo-berg").accepted
1
>>> view = network.snapshot(network.last_event()).owner_view("open")
>>> len(hobnob.find_paths(view, "linkedin.com/in/ana-silva", "linkedin.com/in/bo-berg"))
1
)")
          .c_str());

  const std::string google_notes = R"(
The file tells of no connections. A member's key is their first e-mail address in lower case, else the digits of their first phone number,
else their name. Rows that name nobody are left out; they stand among the rejected rows and are no failure. What a member said already stays.

Parameters
----------
)";
  const std::string google_source =
      "source : path or file object\n    Google's contacts.csv in the form of today or the one before, plain or gzip.\n";
  const std::string google_examples = R"(
Examples
--------
>>> import io
>>> contacts = io.StringIO("First Name,Last Name,Labels,E-mail 1 - Value\nAna,Silva,,Ana@Silva.example\n")
>>> hobnob.read_google_contacts(contacts).member("ana@silva.example").name
'Ana Silva'
)";
  read_function<&read_google_contacts>(m, "read_google_contacts", "A new network of the people in Google's contacts.csv.\n", google_examples.c_str(),
                                       (google_notes + google_source + options + makes_network).c_str());
  import_function<&import_google_contacts>(m, "import_google_contacts", "Add the people in Google's contacts.csv to a network.\n",
                                           google_examples.c_str(), (google_notes + network + google_source + options + makes_report).c_str());
}

void bind_facts(RecordClass& network) {
  Keywords<Member>::define(
      network, "add_member",
      +[](const Member& member, Record& self, const Key& key) { self.write([&](Network& to) { to.add_member(key, member); }); }, py::arg("key"),
      py::kw_only(), R"(Add a member, or describe one that so far was only mentioned.

Parameters
----------
key : str or int
    The member's key. One kind of key per network, set by its first member.
name, industry, organisation, city : str
    What people read beside the key.
needs, offers : list of str
    Topics the member looks for, and can help with.
openness : float
    Chance to accept an introduction that arrives, 0 to 1.
joined : int, datetime or datetime64, optional
    Before it the member does not exist.
unlisted : bool
    Absent from other members' views.
ask_cap : int, optional
    At most this many open asks at a time; 0: never an introducer. None: no cap.
do_not_contact : bool
    Never a target or reader, in any view.

Raises
------
DuplicateKey
    If the member is described already; see `update_member`.
InvalidArgument
    If a value is out of its range.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_member("ana", name="Ana", needs=["c++"])
>>> network.member("ana").needs
['c++']
)");
  Keywords<Member>::define_changes(
      network, "update_member",
      +[](Record& self, const Key& key, const std::function<void(Member&)>& apply) {
        self.write([&](Network& to) {
          Member member = to.member(key);
          apply(member);
          to.update_member(key, member);
        });
      },
      py::arg("key"), py::kw_only(), R"(Change what an existing member says of themselves; what is not named stays.

Parameters
----------
key : str or int
    The member's key.
name, industry, organisation, city, needs, offers, openness, joined, unlisted, ask_cap, do_not_contact
    As in `add_member`.

Raises
------
UnknownMember
    If there is no such member.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_member("ana", name="Ana", city="Rome")
>>> network.update_member("ana", city="Oslo")
>>> network.member("ana").name, network.member("ana").city
('Ana', 'Oslo')
)");
  Keywords<Connection>::define(
      network, "add_connection",
      +[](const Connection& connection, Record& self, const Key& source, const Key& target, Duplicates duplicates) {
        self.write([&](Network& to) { to.add_connection(source, target, connection, duplicates); });
      },
      py::arg("source"), py::arg("target"), py::kw_only(), py::arg("duplicates") = ReadOptions{}.duplicates,
      R"(Add a declared, undirected connection: both said that they know each other.

Parameters
----------
source, target : str or int
    The two members; they come into being if they are new.
duplicates : {'reject', 'last'}
    What to do with a connection that is there already.
weight : float, optional
    How much it means, in (0, 1].
since : int, datetime or datetime64, optional
    Left out, it holds at every instant.
is_private : bool
    Visible to its two ends alone, with all that passes between them.

Raises
------
DuplicateKey
    If the two are connected and `duplicates` is 'reject'.
InvalidArgument
    For a member connected to themselves or a weight outside (0, 1].

Examples
--------
>>> network = hobnob.Network()
>>> network.add_connection("ana", "bo", weight=0.4)
>>> network.connection_count
1
)");
  Keywords<Interaction>::define(
      network, "add_interaction",
      +[](const Interaction& interaction, Record& self, const Key& source, const Key& target, Instant time) {
        self.write([&](Network& to) { to.add_interaction(source, target, time.value, interaction); });
      },
      py::arg("source"), py::arg("target"), py::arg("time"), py::kw_only(), R"(Add one event from one member to another. Events are never merged.

Parameters
----------
source, target : str or int
    Who turned to whom; they come into being if they are new.
time : int, datetime or datetime64
    Whole seconds since 1970, or an aware datetime, or a datetime64 in UTC; of those what is finer than a second is floored.
kind : str
    A free word; "meeting" counts in both directions of every pair.
participants : list of str or int
    Who else took part, beside source and target.
undirected : bool
    Counts in both directions of every pair, as a meeting does.

Examples
--------
>>> import datetime
>>> network = hobnob.Network()
>>> network.add_interaction("ana", "bo", 1_700_000_000)
>>> network.add_interaction("bo", "kim", datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc), kind="meeting")
>>> network.last_event()
1704067200
)");
  Keywords<Interval>::define(
      network, "add_group",
      +[](const Interval& interval, Record& self, const std::string& group, const Key& member) {
        self.write([&](Network& to) { to.add_group(group, member, interval); });
      },
      py::arg("group"), py::arg("member"), py::kw_only(), R"(Say that a member belongs to a group; several intervals add up.

Parameters
----------
group : str
    The group's name. A group is its members and needs no other act.
member : str or int
    The member's key.
start, until : int, datetime or datetime64, optional
    The time of membership, [start, until); what is left out is unbounded.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_group("chess", "ana")
>>> "ana" in network
True
)");
  network.def(
      "add_follow",
      [](Record& self, const Key& follower, const Key& followed, Channel channel, std::optional<Instant> since) {
        self.write([&](Network& to) { to.add_follow(follower, followed, channel, since ? std::optional<Time>(since->value) : std::nullopt); });
      },
      py::arg("follower"), py::arg("followed"), py::arg("channel") = Network::FollowRow{}.channel, py::kw_only(), py::arg("since") = py::none(),
      R"(Say that one member follows another, which is an opt-in to be reached.

Parameters
----------
follower, followed : str or int
    Keys of the two members.
channel : {'follow', 'subscription'}
    What is followed.
since : int, datetime or datetime64, optional
    Left out, it holds at every instant.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_follow("ana", "bo", "subscription")
>>> network.member_count
2
)");
  Keywords<Interval>::define(
      network, "set_consent",
      +[](const Interval& interval, Record& self, const Key& member, Purpose purpose, bool allow, const GranteeLike& grantee) {
        self.write([&](Network& to) { to.set_consent(member, purpose, allow, grantee.value, interval); });
      },
      py::arg("member"), py::arg("purpose"), py::arg("allow"), py::arg_v("grantee", "all", "'all'"), py::kw_only(),
      R"(Record what a member allows or refuses, to whom, and when.

Parameters
----------
member : str or int
    Whose consent it is; the member must exist.
purpose : {'share_ties', 'introduce', 'be_introduced', 'be_messaged', 'be_counted'}
    What is allowed or refused.
allow : bool
    Which of the two.
grantee : 'all', 'connections', ('group', name), ('member', key) or Grantee
    To whom it speaks. The narrowest statement that applies decides.
start, until : int, datetime or datetime64, optional
    When it holds, [start, until).

Raises
------
UnknownMember
    If there is no such member.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_member("ana")
>>> network.set_consent("ana", "introduce", False)
>>> network.set_consent("ana", "introduce", True, ("group", "chess"))
)");
  Keywords<Interval>::define(
      network, "add_block",
      +[](const Interval& interval, Record& self, const Key& blocker, const Key& blocked) {
        self.write([&](Network& to) { to.add_block(blocker, blocked, interval); });
      },
      py::arg("blocker"), py::arg("blocked"), py::kw_only(), R"(Hide two members from each other while it lasts, whoever blocked.

Parameters
----------
blocker, blocked : str or int
    Keys of two members that exist.
start, until : int, datetime or datetime64, optional
    When it holds, [start, until).

Examples
--------
>>> network = hobnob.Network()
>>> network.add_connection("ana", "bo")
>>> network.add_block("ana", "bo")
)");
  network.def(
      "record_ask",
      [](Record& self, const Key& seeker, const Key& introducer, const Key& target, Instant at) {
        self.write([&](Network& to) { to.record_ask(seeker, introducer, target, at.value); });
      },
      py::arg("seeker"), py::arg("introducer"), py::arg("target"), py::arg("at"), R"(Record that a seeker asked an introducer for a target.

Parameters
----------
seeker, introducer, target : str or int
    Keys of three members that exist.
at : int, datetime or datetime64
    When they asked.

Examples
--------
>>> network = hobnob.Network()
>>> report = network.add_members(["ana", "bo", "kim"])
>>> network.record_ask("ana", "bo", "kim", 1_700_000_000)
>>> network.record_outcome("ana", "bo", "kim", 1_700_086_400, "yes")
)");
  network.def(
      "record_outcome",
      [](Record& self, const Key& seeker, const Key& introducer, const Key& target, Instant at, Outcome outcome) {
        self.write([&](Network& to) { to.record_outcome(seeker, introducer, target, at.value, outcome); });
      },
      py::arg("seeker"), py::arg("introducer"), py::arg("target"), py::arg("at"), py::arg("outcome"),
      R"(Record the answer to the latest unanswered ask made by then.

Parameters
----------
seeker, introducer, target : str or int
    Those of the ask.
at : int, datetime or datetime64
    When the answer came.
outcome : {'yes', 'no', 'declined'}
    'no' is the introducer's, who then rests towards the seeker; 'declined' the target's, whom the introducer did ask.

Raises
------
InvalidArgument
    If there is no such ask.

Examples
--------
>>> network = hobnob.Network()
>>> report = network.add_members(["ana", "bo", "kim"])
>>> network.record_ask("ana", "bo", "kim", 1_700_000_000)
>>> network.record_outcome("ana", "bo", "kim", 1_700_086_400, "no")
)");
  network.def(
      "record_impression",
      [](Record& self, const Key& viewer, const Key& target, Instant at) {
        self.write([&](Network& to) { to.record_impression(viewer, target, at.value); });
      },
      py::arg("viewer"), py::arg("target"), py::arg("at"), R"(Record that a target was suggested to a viewer.

Parameters
----------
viewer, target : str or int
    Keys of two members that exist.
at : int, datetime or datetime64
    When.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_connection("ana", "bo")
>>> network.record_impression("ana", "bo", 1_700_000_000)
)");
  network.def(
      "remove", [](Record& self, const Key& member) { self.write([&](Network& to) { to.remove(member); }); }, py::arg("member"),
      R"(Leave the record as if the member had never existed: no fact, no trace.

Parameters
----------
member : str or int
    The member's key.

Raises
------
UnknownMember
    If there is no such member.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_connection("ana", "bo")
>>> network.remove("bo")
>>> network.keys()
['ana']
)");
}

/// Adds a member, or fills what one who is there has not said. `trial` refuses what no member can say, also where it is not needed.
void describe(Network& network, Network& trial, const Network::MemberRow& row) {
  trial.add_member(row.key, row.member);
  if (!network.contains(row.key)) return network.add_member(row.key, row.member);
  Member known = network.member(row.key);
  const Member unsaid;
  std::apply(
      [&](const auto&... each) { ((known.*each.member == unsaid.*each.member ? void(known.*each.member = row.member.*each.member) : void()), ...); },
      Member::fields());
  network.update_member(row.key, known);
}

/// What adapters.py and importers.py make of foreign data, in one step, all or nothing: what members say, edges, and keys that are members whether or
/// not an edge names them. What a member said already stays. Members must all be right; up to `max_rejected` edges may fail.
ImportReport import_together(Record& self, const py::object& members, const std::vector<Key>& keys, const py::object& edges, bool interactions,
                             bool undirected, Duplicates duplicates, Rejections max_rejected) {
  const ReadOptions options{.max_rejected = max_rejected.value, .duplicates = duplicates, .undirected = undirected};
  const auto names = []<class Row>(const Row&) { return std::vector<std::string>(names_of<Row>().begin(), names_of<Row>().end()); };
  WaitingRows<Network::MemberRow> people = rows_of<Network::MemberRow>(members, names(Network::MemberRow{}), 0);
  const auto add = [&]<class Row>(const Row& any) {
    WaitingRows<Row> rows = rows_of<Row>(edges, names(any), options.max_rejected);
    return self.write([&](Network& network) {
      const py::gil_scoped_release others_run;
      Network::Batch batch(network);
      Network trial;
      people.add_to(0, [&](const Network::MemberRow& row) { describe(network, trial, row); });
      ImportReport report = rows.add_to(options.max_rejected, [&](const Row& row) { Shape<Row>::add(network, row, options); });
      Hearing hear;
      for (const Key& key : keys) {
        hear();
        if (!network.contains(key)) network.add_member(key);
      }
      batch.commit();
      return report;
    });
  };
  return interactions ? add(Network::InteractionRow{}) : add(Network::ConnectionRow{});
}

void bind_bulk(py::module_& m, RecordClass& network) {
  m.def("_import_together", &import_together, py::arg("network"), py::kw_only(), py::arg("members"), py::arg("keys"), py::arg("edges"),
        py::arg("interactions"), py::arg("undirected") = false, py::arg("duplicates") = Duplicates::reject, py::arg("max_rejected") = Rejections{});
  bulk<Network::MemberRow>(network, "add_members", "Add many members; the columns are `key` and the keywords of `add_member`.\n", R"(
Examples
--------
>>> network = hobnob.Network()
>>> network.add_members({"key": ["ana", "bo"], "name": ["Ana", "Bo"]})
ImportReport(rows=2, accepted=2, rejected=[])
)");
  bulk<Network::ConnectionRow>(network, "add_connections", "Add many connections; the columns are those of `add_connection`.\n", R"(
Examples
--------
>>> network = hobnob.Network()
>>> network.add_connections([("ana", "bo"), ("bo", "kim", 0.5)]).accepted
2
>>> report = network.add_connections({"from": ["kim", "kim"], "to": ["ana", "kim"]}, source="from", target="to", max_rejected=1)
>>> report.rejected[0].line
2
)");
  bulk<Network::InteractionRow>(network, "add_interactions", "Add many interactions; the columns are those of `add_interaction`.\n", R"(
Examples
--------
>>> import numpy
>>> network = hobnob.Network()
>>> people = numpy.array([1, 2, 3])
>>> network.add_interactions({"source": people, "target": people + 1, "time": people * 1000}).rows
3
>>> network.keys()
[1, 2, 3, 4]
)");
  bulk<Network::GroupRow>(network, "add_groups", "Add many memberships; the columns are those of `add_group`.\n", R"(
Examples
--------
>>> network = hobnob.Network()
>>> network.add_groups([("chess", "ana"), ("chess", "bo")]).accepted
2
)");
  bulk<Network::FollowRow>(network, "add_follows", "Add many follows; the columns are those of `add_follow`.\n", R"(
Examples
--------
>>> network = hobnob.Network()
>>> network.add_follows([{"follower": "ana", "followed": "bo"}]).accepted
1
)");
}

template <class Get>
auto reads(const Get& get) {
  return [get](const Record& self) { return self.read(get); };
}

void bind_questions(RecordClass& network) {
  network.def_property_readonly("member_count", reads([](const Network& n) { return n.member_count(); }), "How many members there are.")
      .def_property_readonly("connection_count", reads([](const Network& n) { return n.connection_count(); }), "How many connections there are.")
      .def_property_readonly("interaction_count", reads([](const Network& n) { return n.interaction_count(); }), "How many interactions there are.")
      .def_property_readonly("text_keys", reads([](const Network& n) { return n.text_keys(); }),
                             "Are the keys text? None while the network is empty: the first member decides.")
      .def_property_readonly("memory_usage", reads([](const Network& n) { return n.memory_usage(); }), "Bytes held, by what they are for.")
      .def(
          "__contains__", [](const Record& self, const Key& key) { return self.read([&](const Network& n) { return n.contains(key); }); },
          py::arg("key"))
      .def("__repr__", reads([](const Network& n) {
             return "<hobnob.Network: " + std::to_string(n.member_count()) + " members, " + std::to_string(n.connection_count()) + " connections, " +
                    std::to_string(n.interaction_count()) + " interactions>";
           }))
      .def("__copy__", [](const Record& self) { return self.read([](const Network& n) { return std::make_unique<Record>(Network(n)); }); })
      .def(
          "__deepcopy__",
          [](const Record& self, const py::dict&) { return self.read([](const Network& n) { return std::make_unique<Record>(Network(n)); }); },
          py::arg("memo"))
      .def(
          "member", [](const Record& self, const Key& key) { return self.read([&](const Network& n) { return n.member(key); }); }, py::arg("key"),
          R"(What a member says of themselves.

Raises
------
UnknownMember
    If there is no such member; the message names the nearest keys.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_member("ana", city="Rome")
>>> network.member("ana").city
'Rome'
>>> network.member("anna")
Traceback (most recent call last):
    ...
hobnob.UnknownMember: ...
)")
      .def(
          "connection",
          [](const Record& self, const Key& a, const Key& b) { return self.read([&](const Network& n) { return n.connection(a, b); }); },
          py::arg("a"), py::arg("b"), R"(What two members declared, in either order; None if they are not connected.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_connection("ana", "bo", weight=0.5, since=1_700_000_000)
>>> network.connection("bo", "ana")
Connection(weight=0.5, since=1700000000, is_private=False)
>>> network.connection("ana", "kim") is None
True
)")
      .def("keys", reads([](const Network& n) { return n.keys(); }), R"(All keys, ascending.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_connection("bo", "ana")
>>> network.keys()
['ana', 'bo']
)")
      .def("interaction_times", reads([](const Network& n) {
             const std::vector<Time> times = n.interaction_times();
             return py::array_t<std::int64_t>(static_cast<py::ssize_t>(times.size()), times.data());
           }),
           R"(The times of all interactions, ascending, as an array of integers.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_interaction("ana", "bo", 1_700_000_000)
>>> network.interaction_times()
array([1700000000])
)")
      .def("asks", reads([](const Network& n) { return n.asks(); }),
           R"(All asks and their answers, by the time of asking, then by seeker, introducer and target.

Examples
--------
>>> network = hobnob.Network()
>>> report = network.add_members(["ana", "bo", "kim"])
>>> network.record_ask("ana", "bo", "kim", 1_700_000_000)
>>> network.record_outcome("ana", "bo", "kim", 1_700_086_400, "no")
>>> [(ask.introducer, ask.answered - ask.at, ask.outcome) for ask in network.asks()]
[('bo', 86400, 'no')]
)")
      .def("last_event", reads([](const Network& n) { return n.last_event(); }),
           R"(The time of the latest interaction, else of the latest dated fact, else 0; in seconds since 1970.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_interaction("ana", "bo", 1_700_000_000)
>>> network.last_event()
1700000000
)");
}

py::bytes bytes_of(const Record& self, const py::object& progress) {
  const auto tell = progress_of(progress);
  return self.read([&](const Network& network) {
    const py::gil_scoped_release others_run;
    return network.to_bytes(tell);
  });
}

std::unique_ptr<Record> network_of(const py::bytes& data, const py::object& progress) {
  const std::string_view bytes(data);
  const auto tell = progress_of(progress);
  const py::gil_scoped_release others_run;
  return std::make_unique<Record>(Network::from_bytes(bytes, tell));
}

void bind_archive(RecordClass& network) {
  network
      .def(
          "save",
          [](const Record& self, const AnyPath& path, const py::object& progress) {
            const std::string file = encoded(path);
            const auto tell = progress_of(progress);
            self.read([&](const Network& n) {
              const py::gil_scoped_release others_run;
              n.save(file, tell);
            });
          },
          py::arg("path"), py::kw_only(), py::arg("progress") = py::none(),
          R"(Write the whole record to a file, which is replaced whole or not at all.

Equal records give equal files, however they were entered.

Parameters
----------
path : path
    The file. At every instant the old one or the new one is there; a link is followed.
progress : callable, True or None
    Called now and then with rows done and about how many there are; False ends the call, and an old file is untouched. True tells on
    stderr. Neither it nor Ctrl-C is heard while the system waits for the disk.

Raises
------
Cancelled
    If `progress` returned False.
IoError
    If it cannot be written; then an old file is untouched.

Examples
--------
>>> import pathlib, tempfile
>>> network = hobnob.Network()
>>> network.add_connection("ana", "bo")
>>> with tempfile.TemporaryDirectory() as folder:
...     network.save(pathlib.Path(folder, "network.hobnob"))
...     hobnob.Network.load(pathlib.Path(folder, "network.hobnob"))
<hobnob.Network: 2 members, 1 connections, 0 interactions>
)")
      .def_static(
          "load",
          [](const AnyPath& path, const py::object& progress) {
            const std::string file = encoded(path);
            const auto tell = progress_of(progress);
            const py::gil_scoped_release others_run;
            return std::make_unique<Record>(Network::load(file, tell));
          },
          py::arg("path"), py::kw_only(), py::arg("progress") = py::none(), R"(The record that `save` wrote.

Parameters
----------
path : path
    The file.
progress : callable, True or None
    Called now and then with bytes done and bytes in all; False ends the call. True tells on stderr.

Returns
-------
Network

Raises
------
Cancelled
    If `progress` returned False.
IoError
    If there is no such file.
CorruptData
    If it is damaged, cut, or holds what could not have been entered; the message says what is wrong where.
UnsupportedVersion
    If a newer hobnob wrote it.

Examples
--------
>>> hobnob.Network.load("missing.hobnob")
Traceback (most recent call last):
    ...
hobnob.IoError: ...
)")
      .def("to_bytes", &bytes_of, py::kw_only(), py::arg("progress") = py::none(), R"(What `save` would write; pickling uses it too.

Parameters
----------
progress : callable, True or None
    As of `save`.

Returns
-------
bytes

Raises
------
Cancelled
    If `progress` returned False.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_connection("ana", "bo")
>>> hobnob.Network.from_bytes(network.to_bytes()).keys()
['ana', 'bo']
)")
      .def_static("from_bytes", &network_of, py::arg("data"), py::kw_only(), py::arg("progress") = py::none(),
                  R"(What `load` makes of a file of these bytes.

Parameters
----------
data : bytes
    What `to_bytes` gave.
progress : callable, True or None
    As of `load`.

Returns
-------
Network

Raises
------
Cancelled, CorruptData, UnsupportedVersion
    As in `load`.

Examples
--------
>>> hobnob.Network.from_bytes(b"")
Traceback (most recent call last):
    ...
hobnob.CorruptData: ...
)")
      .def(py::pickle([](const Record& self) { return bytes_of(self, py::none()); },
                      [](const py::bytes& data) { return network_of(data, py::none()); }));
}

}  // namespace

void bind_network(py::module_& m) {
  value_class<Member>(m, "Member", R"(What a member says of themselves.

Examples
--------
>>> hobnob.Member(name="Ana").openness
1.0
)");
  plain_class<Connection>(m, "Connection", "What two members declared: how much it means, since when, and whether it is for them alone.");
  plain_class<Ask>(m, "Ask", "Who asked whom to introduce them to whom, and when; `answered` and `outcome` are None where nothing came of it yet.");
  value_class<ImportReport::Rejected>(m, "Rejected", "A row that was not imported: its line in the file (or row of the table, from 1), and why.");
  value_class<ImportReport>(m, "ImportReport", R"(What became of an import: rows, accepted, and rejected rows with their reasons.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_connections([("ana", "bo"), ("bo", "bo")], max_rejected="all").accepted
1
)");
  plain_class<NetworkMemory>(m, "NetworkMemory", "Bytes held by a network, by what they are for.")
      .def_property_readonly("total", [](const NetworkMemory& memory) { return memory.total(); });

  RecordClass network(m, "Network", R"(The one mutable record: members, connections, interactions, groups, follows, consents, asks.

A call either adds one whole fact or raises and changes nothing. Methods may be called from several threads: writers wait for each other.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_interaction("ana", "bo", 1_700_000_000)
>>> network.add_connection("bo", "kim", weight=0.4)
>>> network
<hobnob.Network: 3 members, 1 connections, 1 interactions>
)");
  network.def(py::init<>());
  bind_facts(network);
  bind_bulk(m, network);
  bind_questions(network);
  bind_archive(network);
}

void bind_readers(py::module_& m) {
  read_function<&read_interactions>(m, "read_interactions", "A new network from a file of interactions: source target time [kind] [participants].\n",
                                    R"(
Returns
-------
Network

Examples
--------
>>> import io
>>> hobnob.read_interactions(io.BytesIO(b"ana bo 1700000000\nbo kim 1700000100\n"))
<hobnob.Network: 3 members, 0 connections, 2 interactions>
)");
  read_function<&read_connections>(m, "read_connections", "A new network from a file of connections: source target [weight] [time] [private].\n", R"(
Returns
-------
Network

Examples
--------
>>> import io
>>> hobnob.read_connections(io.StringIO("1 2 0.5\n2 3 0.25\n"), keys="int").keys()
[1, 2, 3]
)");
  Keywords<ReadOptions>::define(
      m, "read_csv_folder",
      +[](const ReadOptions& options, const AnyPath& folder) {
        const std::filesystem::path path(encoded(folder));
        const py::gil_scoped_release others_run;
        return std::make_unique<Record>(read_csv_folder(path, options));
      },
      py::arg("folder"), py::kw_only(),
      "A new network from the files of a folder: interactions, connections, follows, groups, members, consents.\n"
      R"(
Parameters
----------
folder : path
    Where the files (`.csv`, `.tsv` or `.txt`, also `.gz`) are.
skip_lines, max_rejected, duplicates, undirected, keys, merge_same_instant
    As in `read_interactions`.

Returns
-------
Network

Examples
--------
>>> import pathlib, tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = pathlib.Path(folder, "connections.csv").write_text("source,target\nana,bo\n")
...     hobnob.read_csv_folder(folder)
<hobnob.Network: 2 members, 1 connections, 0 interactions>
)");
  import_function<&import_interactions>(m, "import_interactions",
                                        "Add a file of interactions to a network; `Network.add_interactions` does the same.\n");
  import_function<&import_connections>(m, "import_connections", "Add a file of connections to a network; `Network.add_connections` does the same.\n");
  import_function<&import_follows>(m, "import_follows", "Add a file of follows to a network; `Network.add_follows` does the same.\n");
  import_function<&import_groups>(m, "import_groups", "Add a file of groups to a network; `Network.add_groups` does the same.\n");
  import_function<&import_members>(m, "import_members", "Add a CSV file of profiles to a network; `Network.add_members` does the same.\n");
  import_function<&import_consents>(m, "import_consents", "Add a CSV file of consents to a network.\n", R"(
Examples
--------
>>> import io
>>> network = hobnob.Network()
>>> network.add_member("ana")
>>> hobnob.import_consents(network, io.BytesIO(b"member,purpose,allow\nana,introduce,no\n")).accepted
1
)");
  bind_contacts(m);
  Keywords<CommunityOptions>::define(
      m, "generate_community",
      +[](const CommunityOptions& given, const py::object& progress) {
        CommunityOptions options = given;
        options.progress = progress_of(progress);
        const py::gil_scoped_release others_run;
        return std::make_unique<Record>(generate_community(options));
      },
      py::kw_only(), py::arg("progress") = py::none(), R"(A made-up community, the same for the same `rng` on every machine.

Parameters
----------
members : int
    How many members, at least 2.
mean_degree : float
    Pairs with a tie, per member, times two.
days : float
    Length of the recorded past.
interactions_per_tie : float
    Mean number of interactions of a pair that interacts.
rng : int, numpy.random.Generator, BitGenerator, SeedSequence or None
    An int is the seed; a Generator gives 64 bits; None is fresh entropy.
progress : callable, True or None
    Called now and then with rows done and about how many there are; False ends the call. True tells on stderr.

Returns
-------
Network
    Nobody in it is real.

Raises
------
Cancelled
    If `progress` returned False.

Examples
--------
>>> hobnob.generate_community(members=50).member_count
50
)");
}

}  // namespace hobnob::python

#include <pybind11/numpy.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "answers.hpp"
#include "hobnob/interop/arrow.hpp"
#include "keywords.hpp"
#include "record.hpp"

namespace hobnob::python {

struct KeyedIntroducer {
  Key member;
  KeyedPath path;
  friend bool operator==(const KeyedIntroducer&, const KeyedIntroducer&) = default;
};
struct KeyedTarget {
  Key member;
  std::optional<Key> via;
  std::optional<double> direct;
  friend bool operator==(const KeyedTarget&, const KeyedTarget&) = default;
};
struct KeyedDoor {
  Key target;
  double probability = 0;
  KeyedPath path;
  friend bool operator==(const KeyedDoor&, const KeyedDoor&) = default;
};
struct KeyedSharedIntroducer {
  Key member;
  std::uint64_t targets = 0;
  std::vector<KeyedDoor> doors;
  friend bool operator==(const KeyedSharedIntroducer&, const KeyedSharedIntroducer&) = default;
};
struct KeyedIntroduction {
  Key first, second;
  friend bool operator==(const KeyedIntroduction&, const KeyedIntroduction&) = default;
};
struct KeyedKnownTie {
  Key seeker, target;
  double probability = 0;
  friend bool operator==(const KeyedKnownTie&, const KeyedKnownTie&) = default;
};
struct KeyedReader {
  Key member;
  std::vector<std::string> channels;
  std::optional<Key> through;
  friend bool operator==(const KeyedReader&, const KeyedReader&) = default;
};
struct KeyedAuthor {
  Key member;
  friend bool operator==(const KeyedAuthor&, const KeyedAuthor&) = default;
};
struct KeyedSeed {
  std::optional<Key> member;
  std::optional<std::string> group;
  friend bool operator==(const KeyedSeed&, const KeyedSeed&) = default;
};
template <>
struct FieldsOf<KeyedIntroducer> {
  static constexpr auto fields() { return std::tuple{field("member", &KeyedIntroducer::member), field("path", &KeyedIntroducer::path)}; }
};
template <>
struct FieldsOf<KeyedTarget> {
  static constexpr auto fields() {
    return std::tuple{field("member", &KeyedTarget::member), field("via", &KeyedTarget::via), field("direct", &KeyedTarget::direct)};
  }
};
template <>
struct FieldsOf<KeyedDoor> {
  static constexpr auto fields() {
    return std::tuple{field("target", &KeyedDoor::target), field("probability", &KeyedDoor::probability), field("path", &KeyedDoor::path)};
  }
};
template <>
struct FieldsOf<KeyedSharedIntroducer> {
  static constexpr auto fields() {
    using S = KeyedSharedIntroducer;
    return std::tuple{field("member", &S::member), field("targets", &S::targets), field("doors", &S::doors)};
  }
};
template <>
struct FieldsOf<KeyedIntroduction> {
  static constexpr auto fields() { return std::tuple{field("first", &KeyedIntroduction::first), field("second", &KeyedIntroduction::second)}; }
};
template <>
struct FieldsOf<KeyedKnownTie> {
  static constexpr auto fields() {
    return std::tuple{field("seeker", &KeyedKnownTie::seeker), field("target", &KeyedKnownTie::target),
                      field("probability", &KeyedKnownTie::probability)};
  }
};
template <>
struct FieldsOf<KeyedReader> {
  static constexpr auto fields() {
    return std::tuple{field("member", &KeyedReader::member), field("channels", &KeyedReader::channels), field("through", &KeyedReader::through)};
  }
};
template <>
struct FieldsOf<KeyedSeed> {
  static constexpr auto fields() { return std::tuple{field("member", &KeyedSeed::member), field("group", &KeyedSeed::group)}; }
};
template <>
struct FieldsOf<Estimate> {
  static constexpr auto fields() {
    return std::tuple{field("value", &Estimate::value), field("lower", &Estimate::lower), field("upper", &Estimate::upper)};
  }
};
template <>
struct FieldsOf<Spread> {
  static constexpr auto fields() {
    return std::tuple{field("readers", &Spread::readers), field("standard_error", &Spread::standard_error), field("worlds", &Spread::worlds),
                      field("seed", &Spread::seed), field("arcs_touched", &Spread::arcs_touched)};
  }
};
template <>
struct FieldsOf<KeyedAuthor> {
  static constexpr auto fields() { return std::tuple{field("member", &KeyedAuthor::member)}; }
};
template <>
struct FieldsOf<ChannelAudience> {
  static constexpr auto fields() {
    return std::tuple{field("channel", &ChannelAudience::channel), field("size", &ChannelAudience::size), field("only", &ChannelAudience::only),
                      field("size_complete", &ChannelAudience::size_complete), field("only_complete", &ChannelAudience::only_complete)};
  }
};
template <>
struct FieldsOf<Audience> {
  static constexpr auto fields() {
    return std::tuple{field("rows", &Audience::rows),     field("overlaps", &Audience::overlaps),
                      field("total", &Audience::total),   field("total_complete", &Audience::total_complete),
                      field("more", &Audience::more),     field("complete", &Audience::complete),
                      field("method", &Audience::method), field("notice", &Audience::notice),
                      field("as_of", &Audience::as_of),   field("entries_touched", &Audience::entries_touched)};
  }
};
template <>
struct FieldsOf<ReachPoint> {
  static constexpr auto fields() {
    return std::tuple{field("days", &ReachPoint::days), field("views", &ReachPoint::views), field("readers", &ReachPoint::readers),
                      field("conversations", &ReachPoint::conversations), field("standard_error", &ReachPoint::standard_error)};
  }
};
template <>
struct FieldsOf<Reach> {
  static constexpr auto fields() {
    return std::tuple{field("rows", &Reach::rows),
                      field("audience", &Reach::audience),
                      field("complete", &Reach::complete),
                      field("method", &Reach::method),
                      field("reading", &Reach::reading),
                      field("share", &Reach::share),
                      field("worlds", &Reach::worlds),
                      field("seed", &Reach::seed),
                      field("notice", &Reach::notice),
                      field("as_of", &Reach::as_of),
                      field("entries_touched", &Reach::entries_touched)};
  }
};
template <>
struct FieldsOf<Way> {
  static constexpr auto fields() {
    return std::tuple{field("way", &Way::way), field("seconds", &Way::seconds), field("readers", &Way::readers),
                      field("conversations", &Way::conversations), field("receiver_seconds", &Way::receiver_seconds)};
  }
};
template <>
struct FieldsOf<Effort> {
  static constexpr auto fields() {
    return std::tuple{field("rows", &Effort::rows), field("one_by_one_hours", &Effort::one_by_one_hours),
                      field("break_even_readers", &Effort::break_even_readers)};
  }
};
template <>
struct FieldsOf<KeyedStep> {
  static constexpr auto fields() {
    return std::tuple{field("source", &KeyedStep::source), field("target", &KeyedStep::target),   field("probability", &KeyedStep::probability),
                      field("facts", &KeyedStep::facts),   field("weakest", &KeyedStep::weakest), field("reason", &KeyedStep::reason)};
  }
};
bool operator==(const KeyedStep& a, const KeyedStep& b) { return Keywords<KeyedStep>::same(a, b); }
template <>
struct FieldsOf<KeyedExplanation> {
  static constexpr auto fields() {
    return std::tuple{field("steps", &KeyedExplanation::steps), field("factors", &KeyedExplanation::factors),
                      field("score", &KeyedExplanation::score), field("is_chance", &KeyedExplanation::is_chance),
                      field("as_of", &KeyedExplanation::as_of), field("model", &KeyedExplanation::model),
                      field("text", &KeyedExplanation::text),   field("names", &KeyedExplanation::names)};
  }
};

/// A key, or several.
struct OneOrSome {
  std::vector<Key> keys;
  bool one = false;
};

/// `Ranked` whose item is an Item, for signatures.
template <class Item>
class RankedOf : public py::object {
  PYBIND11_OBJECT_DEFAULT(RankedOf, object, PyObject_Type)
};

}  // namespace hobnob::python

namespace pybind11::detail {
template <class Item>
struct handle_type_name<hobnob::python::RankedOf<Item>> {
  static constexpr auto name = const_name("hobnob._core.Ranked[") + make_caster<Item>::name + const_name("]");
};
template <>
struct type_caster<hobnob::python::OneOrSome> {
  PYBIND11_TYPE_CASTER(hobnob::python::OneOrSome, const_name("str | typing.SupportsIndex | collections.abc.Iterable[str | typing.SupportsIndex]"));
  bool load(handle source, bool) {
    value.one = isinstance<str>(source) || isinstance<bytes>(source) || !isinstance<iterable>(source);
    value.keys.clear();
    const auto add = [this](handle key) { hobnob::python::assign(value.keys.emplace_back(), hobnob::python::to_cell(key)); };
    return hobnob::python::load_from(source, [&] {
      if (value.one) add(source);
      else
        for (const handle key : reinterpret_borrow<iterable>(source)) add(key);
    });
  }
};
}  // namespace pybind11::detail

namespace hobnob::python {

std::vector<Key> keys_of(const People& people, const std::vector<MemberId>& members) {
  std::vector<Key> keys;
  for (const MemberId member : members) keys.push_back(people.key(member));
  return keys;
}
std::optional<Key> key_or_none(const People& people, MemberId id) { return id == no_member ? std::nullopt : std::optional<Key>(people.key(id)); }
KeyedPath keyed(const People& people, const Path& path) { return {keys_of(people, path.members)}; }
KeyedFactor keyed(const People& people, const Factor& factor) { return {factor.name, factor.value, key_or_none(people, factor.who)}; }
std::vector<KeyedFactor> keyed(const People& people, const std::vector<Factor>& factors) {
  std::vector<KeyedFactor> all;
  for (const Factor& factor : factors) all.push_back(keyed(people, factor));
  return all;
}
KeyedExplanation keyed(const Explanation& made) {
  KeyedExplanation out{{}, keyed(made.people, made.factors), made.score, made.is_chance, made.as_of, made.model, made.text, {}};
  for (const People::Person& person : made.people) out.names.emplace(person.key, person.name);
  for (const Step& step : made.steps)
    out.steps.push_back({made.key(step.source), made.key(step.target), step.probability, step.facts, step.weakest, step.reason});
  return out;
}

namespace {

using python::keyed;
using RowIds = std::vector<std::uint32_t>;

KeyedIntroducer keyed(const People& people, const Introducer& introducer) { return {people.key(introducer.member), keyed(people, introducer.path)}; }
KeyedSharedIntroducer keyed(const People& people, const SharedIntroducer& introducer) {
  KeyedSharedIntroducer made{people.key(introducer.member), introducer.targets, {}};
  for (const Door& door : introducer.doors) made.doors.push_back({people.key(door.target), door.probability, keyed(people, door.path)});
  return made;
}
KeyedIntroduction keyed(const People& people, const Introduction& pair) { return {people.key(pair.first), people.key(pair.second)}; }
KeyedTarget keyed(const People& people, const Target& target) { return {people.key(target.member), key_or_none(people, target.via), target.direct}; }
KeyedKnownTie keyed(const People& people, const KnownTie& tie) { return {people.key(tie.seeker), people.key(tie.target), tie.probability}; }
KeyedReader keyed(const People& people, const Reader& reader) {
  return {people.key(reader.member), reader.channels, key_or_none(people, reader.through)};
}
KeyedSeed keyed(const People& people, const Seed& seed) {
  return {key_or_none(people, seed.member), seed.member == no_member ? std::optional<std::string>(seed.group) : std::nullopt};
}
KeyedAuthor keyed(const People& people, const Author& author) { return {people.key(author.member)}; }
template <class Item>
using Keyed = decltype(keyed(std::declval<const People&>(), std::declval<const Item&>()));

template <class Item>
RankedOf<Keyed<Item>> row_of(const Ranking<Item>& ranking, std::size_t row) {
  const Ranked<Item>& ranked = ranking[row];
  return py::reinterpret_borrow<RankedOf<Keyed<Item>>>(
      ranked_type()(keyed(ranking.people, ranked.item), ranked.score, py::tuple(py::cast(keyed(ranking.people, ranked.factors)))));
}

// --- pickles: the rows by number, and who the numbers are -------------------------------------------------------------------------------

MemberId mentioned(const People& people, std::uint32_t id) {
  if (!people.contains(MemberId{id})) throw Error(Errc::corrupt_data, "a pickled answer mentions a member whom it does not name");
  return MemberId{id};
}
MemberId only_one(const People& people, const RowIds& ids) {
  if (ids.size() != 1) throw Error(Errc::corrupt_data, "a pickled row must name one member");
  return mentioned(people, ids[0]);
}
Path path_from(const People& people, const RowIds& ids) {
  if (ids.size() < 2) throw Error(Errc::corrupt_data, "a pickled path must have two ends");
  Path path;
  for (const std::uint32_t id : ids) path.members.push_back(mentioned(people, id));
  return path;
}

// What an item holds beside the members it mentions, and how it is made of both again.
py::object rest_of(const Path&) { return py::none(); }
py::object rest_of(const Introducer&) { return py::none(); }
py::object rest_of(const SharedIntroducer& introducer) {  // how many paths there are, and where each ends
  std::vector<std::pair<double, std::size_t>> doors;
  for (const Door& door : introducer.doors) doors.emplace_back(door.probability, door.path.members.size());
  return py::make_tuple(introducer.targets, doors);
}
py::object rest_of(const Introduction&) { return py::none(); }
py::object rest_of(const Reader& reader) { return py::cast(reader.channels); }
py::object rest_of(const Author&) { return py::none(); }
py::object rest_of(const Target&) { return py::none(); }
py::object rest_of(const Seed& seed) { return py::cast(seed.group); }
void restore_item(Path& item, const People& people, const RowIds& ids, const py::object&) { item = path_from(people, ids); }
void restore_item(Introducer& item, const People& people, const RowIds& ids, const py::object&) {
  item.path = path_from(people, ids);
  item.member = item.path.members[1];
}
void restore_item(SharedIntroducer& item, const People& people, const RowIds& ids, const py::object& rest) {
  const auto [targets, doors] = rest.cast<std::pair<std::uint64_t, std::vector<std::pair<double, std::size_t>>>>();
  const auto begin = ids.begin();
  std::size_t at = 1;
  for (const auto& [probability, size] : doors) {
    if (size > ids.size() || at + size > ids.size()) break;
    Path path = path_from(people, RowIds(begin + static_cast<std::ptrdiff_t>(at), begin + static_cast<std::ptrdiff_t>(at + size)));
    item.doors.push_back({path.members.back(), probability, path});
    at += size;
  }
  if (item.doors.empty() || item.doors.size() != doors.size() || at != ids.size() || targets < doors.size())
    throw Error(Errc::corrupt_data, "a pickled introducer for several must have a path for each of the doors");
  item.member = mentioned(people, ids[0]), item.targets = targets;
}
void restore_item(Introduction& item, const People& people, const RowIds& ids, const py::object&) {
  if (ids.size() != 2) throw Error(Errc::corrupt_data, "a pickled pair must name two members");
  item = {mentioned(people, ids[0]), mentioned(people, ids[1])};
}
void restore_item(Reader& item, const People& people, const RowIds& ids, const py::object& rest) {
  if (ids.empty() || ids.size() > 2) throw Error(Errc::corrupt_data, "a pickled reader must be named, and at most who brought it");
  item = {mentioned(people, ids[0]), rest.cast<std::vector<std::string>>(), ids.size() == 2 ? mentioned(people, ids[1]) : no_member};
}
void restore_item(Seed& item, const People& people, const RowIds& ids, const py::object& rest) {
  item = {ids.empty() ? no_member : only_one(people, ids), rest.cast<std::string>()};
}
void restore_item(Target& item, const People& people, const RowIds& ids, const py::object&) {
  if (ids.empty() || ids.size() > 2) throw Error(Errc::corrupt_data, "a pickled target must be named, and at most who could introduce");
  item = {mentioned(people, ids[0]), ids.size() == 2 ? mentioned(people, ids[1]) : no_member};
}
void restore_item(Author& item, const People& people, const RowIds& ids, const py::object&) { item = {only_one(people, ids)}; }

// The factors that text and tables of an item rely on.
bool fits(const std::vector<Factor>& factors, const Path& path) { return factors.size() >= 2 && factors.front().who == path.members[1]; }
bool fits(const std::vector<Factor>& factors, const Introducer& introducer) {
  const bool calibrated = factors.size() == 4 && factors.back().name == "calibration";
  return (factors.size() == 3 || calibrated) && fits(factors, introducer.path);
}
bool fits(const std::vector<Factor>& factors, const SharedIntroducer& introducer) {
  return factors.size() == introducer.doors.size() + (introducer.targets > introducer.doors.size());
}
bool fits(const std::vector<Factor>& factors, const Introduction&) { return factors.size() == 5; }
bool fits(const std::vector<Factor>& factors, const Reader&) { return factors.size() == 2; }
bool fits(const std::vector<Factor>& factors, const Author&) { return !factors.empty(); }
bool fits(const std::vector<Factor>& factors, const Target&) { return factors.size() >= 5; }
bool fits(const std::vector<Factor>& factors, const Seed&) { return factors.size() == 1; }
template <class Answer, class Item>
bool fits(const Answer&, const Ranked<Item>& row) {
  return fits(row.factors, row.item);
}
/// The same measures in every row.
bool fits(const Targets& answer, const Ranked<Target>& row) {
  return fits(row.factors, row.item) && std::ranges::equal(row.factors, answer.rows.front().factors, {}, &Factor::name, &Factor::name);
}
/// Whole numbers, at the same distances in every row.
bool fits(const Neighbourhoods& answer, const Ranked<Author>& row) {
  const auto whole = [](double value) { return value >= 0 && value <= 0x1p32 && value == std::trunc(value); };
  return whole(row.score) && std::ranges::all_of(row.factors, whole, &Factor::value) &&
         std::ranges::equal(row.factors, answer.rows.front().factors, {}, &Factor::name, &Factor::name);
}

// What an answer holds beside its rows and what all answers hold.
template <class Answer>
py::object more_of(const Answer&) {
  return py::none();
}
std::vector<KeyedKnownTie> known_of(const Paths& paths) {
  std::vector<KeyedKnownTie> known;
  for (const KnownTie& tie : paths.known) known.push_back(keyed(paths.people, tie));
  return known;
}
py::object more_of(const Paths& paths) { return py::make_tuple(paths.direct, known_of(paths), paths.unseen); }
py::object more_of(const Seeds& seeds) { return py::make_tuple(seeds.spread, seeds.certificate, seeds.cost, seeds.samples, seeds.seed); }
/// The seeker, by place among the people of the answer.
py::object more_of(const Targets& targets) {
  std::size_t place = 0;
  for (const People::Person& person : targets.people) {
    if (person.id == targets.seeker) break;
    ++place;
  }
  return py::cast(place);
}
template <class Answer>
void restore_more(Answer&, const py::object&) {}
void restore_more(Targets& targets, const py::object& more) {
  const auto place = static_cast<std::uint32_t>(more.cast<std::size_t>());
  targets.seeker = mentioned(targets.people, place);
}
void restore_more(Paths& paths, const py::object& more) {
  std::vector<KeyedKnownTie> known;
  std::tie(paths.direct, known, paths.unseen) = more.cast<std::tuple<std::optional<double>, std::vector<KeyedKnownTie>, double>>();
  const auto named = [&paths](const Key& key) {
    const auto person = std::ranges::find(paths.people, key, &People::Person::key);
    if (person == paths.people.end()) throw Error(Errc::corrupt_data, "a pickled answer mentions a member whom it does not name");
    return person->id;
  };
  for (const KeyedKnownTie& tie : known) paths.known.push_back({named(tie.seeker), named(tie.target), tie.probability});
}
void restore_more(Seeds& seeds, const py::object& more) {
  std::tie(seeds.spread, seeds.certificate, seeds.cost, seeds.samples, seeds.seed) =
      more.cast<std::tuple<Estimate, double, double, std::uint64_t, std::uint64_t>>();
}

constexpr int pickle_version = 2;

template <class Answer>
py::tuple state_of(const Answer& answer) {
  py::list people, rows;
  std::vector<MemberId> places;  // ids of the snapshot would count those whom a view hides: people are numbered anew
  for (const People::Person& person : answer.people) {
    people.append(py::make_tuple(places.size(), person.key, person.name));
    places.push_back(person.id);
  }
  const auto place = [&places](MemberId id) {
    return id == no_member ? index(no_member) : static_cast<std::uint32_t>(std::lower_bound(places.begin(), places.end(), id) - places.begin());
  };
  for (const auto& [item, score, factors] : answer) {
    py::list ids, parts;
    for (const MemberId id : mentions(item)) ids.append(place(id));
    for (const Factor& factor : factors) parts.append(py::make_tuple(factor.name, factor.value, place(factor.who)));
    rows.append(py::make_tuple(std::move(ids), score, std::move(parts), rest_of(item)));
  }
  return py::make_tuple(pickle_version, std::move(people), std::move(rows), answer.factor_kind, answer.complete, answer.method, answer.notice,
                        answer.as_of, answer.ties_touched, more_of(answer));
}

template <class Answer>
Answer restored(const py::tuple& state) {
  if (state.size() != 10 || state[0].cast<int>() != pickle_version)
    throw Error(Errc::unsupported_version, "this answer was pickled by another version");
  Answer answer;
  for (const auto& [id, key, name] : state[1].cast<std::vector<std::tuple<std::uint32_t, Key, std::string>>>())
    answer.people.add(MemberId{id}, key, name);
  using Factors = std::vector<std::tuple<std::string, double, std::uint32_t>>;
  for (const auto& parts : state[2].cast<std::vector<py::tuple>>()) {
    if (parts.size() != 4) throw Error(Errc::corrupt_data, "a pickled row must have four parts, got " + std::to_string(parts.size()));
    auto& row = answer.rows.emplace_back();
    restore_item(row.item, answer.people, parts[0].cast<RowIds>(), parts[3]);
    row.score = parts[1].cast<double>();
    for (const auto& [name, value, who] : parts[2].cast<Factors>())
      row.factors.push_back({name, value, who == index(no_member) ? no_member : mentioned(answer.people, who)});
    if (!fits(answer, row)) throw Error(Errc::corrupt_data, "the factors of a pickled row are not those of its members");
  }
  answer.factor_kind = state[3].cast<FactorKind>();
  answer.complete = state[4].cast<bool>();
  answer.method = state[5].cast<std::string>();
  answer.notice = state[6].cast<std::string>();
  answer.as_of = state[7].cast<Time>();
  answer.ties_touched = state[8].cast<std::uint64_t>();
  restore_more(answer, py::object(state[9]));
  return answer;
}

// --- tables -----------------------------------------------------------------------------------------------------------------------------

template <class Value>
py::array objects(const std::vector<Value>& values) {
  py::array all(py::dtype("O"), static_cast<py::ssize_t>(values.size()));
  auto** const cells = static_cast<PyObject**>(all.mutable_data());
  for (std::size_t i = 0; i < values.size(); ++i) Py_XSETREF(cells[i], py::cast(values[i]).release().ptr());
  return all;
}

template <class Number>
py::array numbers(const std::vector<Number>& values) {
  return py::array_t<Number>(static_cast<py::ssize_t>(values.size()), values.data());
}

}  // namespace

py::array array_of(const Column& column) {
  return std::visit(
      []<class Value>(const std::vector<Value>& values) {
        if constexpr (std::is_arithmetic_v<Value>) {
          return numbers(values);
        } else if constexpr (std::same_as<Value, Key>) {
          if (values.empty() || values.front().is_text()) return objects(values);
          std::vector<std::int64_t> integers;
          for (const Key& key : values) integers.push_back(key.number());
          return numbers(integers);
        } else {
          return objects(values);
        }
      },
      column.values);
}

py::typing::Dict<py::str, py::array> arrays_of(const Table& table) {
  py::typing::Dict<py::str, py::array> arrays;
  for (const Column& column : table.columns) arrays[py::str(column.name)] = array_of(column);
  return arrays;
}

py::array records_of(const Table& table) {
  const py::dict arrays = arrays_of(table);
  py::list types;
  for (const auto& [name, array] : arrays) types.append(py::make_tuple(name, array.attr("dtype")));
  py::array records = py::module_::import("numpy").attr("empty")(table.row_count(), types);
  for (const auto& [name, array] : arrays) records[name] = array;
  return records;
}

py::typing::List<py::dict> dicts_of(const Table& table) {
  py::list rows;
  for (std::size_t i = 0; i < table.row_count(); ++i) {
    py::dict row;
    for (const Column& column : table.columns)
      row[py::str(column.name)] = std::visit([i](const auto& values) { return py::cast(values[i]); }, column.values);
    rows.append(std::move(row));
  }
  return rows;
}

namespace {

/// A table from a dict of columns: floats, whole numbers, or keys.
Table table_from(const py::dict& columns) {
  Table table;
  for (const auto& [name, data] : columns) {
    Column column{py::str(name).cast<std::string>(), {}};
    const py::array array = py::module_::import("numpy").attr("asarray")(data);
    if (array.ndim() != 1)
      throw Error(Errc::invalid_argument, "column '" + column.name + "' must have one dimension, got " + std::to_string(array.ndim()));
    if (array.dtype().kind() == 'f') column.values = array.cast<std::vector<double>>();
    else if (array.dtype().kind() == 'i' || array.dtype().kind() == 'u') column.values = array.cast<std::vector<std::int64_t>>();
    else column.values = py::list(array).cast<std::vector<Key>>();
    if (!table.columns.empty() && column.size() != table.row_count())
      throw Error(Errc::invalid_argument,
                  "columns must be of equal length, got " + std::to_string(table.row_count()) + " and " + std::to_string(column.size()));
    table.columns.push_back(std::move(column));
  }
  return table;
}

}  // namespace

py::object frame_of(const Table& table) { return py::module_::import("pandas").attr("DataFrame")(arrays_of(table)); }

namespace {

/// A struct of Arrow's, released unless somebody has taken it.
struct Release {
  template <class Struct>
  void operator()(Struct* held) const {
    if (held->release) held->release(held);
    delete held;
  }
};

/// The same in a capsule.
template <class Struct>
py::capsule capsule_of(std::unique_ptr<Struct, Release> held, const char* name) {
  py::capsule capsule(held.get(), name,
                      [](PyObject* going) { Release{}(static_cast<Struct*>(PyCapsule_GetPointer(going, PyCapsule_GetName(going)))); });
  held.release();
  return capsule;
}

}  // namespace

py::capsule stream_of(Table table, const py::object& requested) {
  const ArrowSchema* wish = nullptr;
  if (!requested.is_none()) {
    if (!PyCapsule_IsValid(requested.ptr(), "arrow_schema"))
      throw Error(Errc::invalid_argument,
                  "requested_schema must be a capsule 'arrow_schema' or None, got " + py::repr(requested).cast<std::string>());
    wish = static_cast<const ArrowSchema*>(PyCapsule_GetPointer(requested.ptr(), "arrow_schema"));
  }
  std::unique_ptr<ArrowArrayStream, Release> stream(new ArrowArrayStream{});
  export_table(std::move(table), stream.get(), wish);
  return capsule_of(std::move(stream), "arrow_array_stream");
}

py::capsule schema_of(const Table& table) {
  std::unique_ptr<ArrowSchema, Release> schema(new ArrowSchema{});
  export_schema(table, schema.get());
  return capsule_of(std::move(schema), "arrow_schema");
}

namespace {

template <class Answer>
void bind_answer(py::module_& m, const char* name, const char* doc) {
  using Item = std::remove_cvref_t<decltype(std::declval<Answer>().rows.front().item)>;
  using Row = RankedOf<Keyed<Item>>;
  py::class_<Answer> bound(m, name, doc);
  bound.def("__len__", [](const Answer& a) { return a.size(); })
      .def(
          "__getitem__",
          [](const Answer& a, py::ssize_t row) {
            const auto size = static_cast<py::ssize_t>(a.size());
            if (size == 0) throw py::index_error("the answer has no rows");
            if (row < -size || row >= size) throw py::index_error("row " + std::to_string(row) + " of " + std::to_string(size));
            return row_of(a, static_cast<std::size_t>(row < 0 ? row + size : row));
          },
          py::arg("row"))
      .def(
          "__getitem__",
          [](const Answer& a, const py::slice& rows) {
            std::size_t start = 0, stop = 0, step = 0, count = 0;
            if (!rows.compute(a.size(), &start, &stop, &step, &count)) throw py::error_already_set();
            py::typing::List<Row> all;
            for (; count > 0; --count, start += step) all.append(row_of(a, start));
            return all;
          },
          py::arg("rows"))
      .def("__iter__", [](const Answer& a) -> py::typing::Iterator<Row> {
        py::list all;
        for (std::size_t row = 0; row < a.size(); ++row) all.append(row_of(a, row));
        return py::iter(all);
      });
  const auto table = [](const Answer& a) { return to_table(a); };
  bind_table(bound, table);
  bound.def("to_table", table, "The answer as named columns.")
      .def_property_readonly(
          "factor_kind", [](const Answer& a) { return a.factor_kind; }, "Do the factors multiply to the score, or add up to it?")
      .def_property_readonly(
          "complete", [](const Answer& a) { return a.complete; }, "Was nothing better left out?")
      .def_property_readonly(
          "method", [](const Answer& a) { return a.method; }, "How the answer was found.")
      .def_property_readonly(
          "notice", [](const Answer& a) { return a.notice; }, "What the asker should know of the instant; empty if nothing.")
      .def_property_readonly(
          "as_of", [](const Answer& a) { return a.as_of; }, "The instant, in seconds since 1970.")
      .def_property_readonly(
          "ties_touched", [](const Answer& a) { return a.ties_touched; }, "Work done, in permitted ties looked at.")
      .def(
          "name",
          [](const Answer& a, const Key& key) {
            for (const People::Person& person : a.people)
              if (person.key == key) return person.name;
            throw Error(Errc::invalid_argument, "this answer does not mention " + key.to_string());
          },
          py::arg("key"), "The name of a member whom the answer mentions.")
      .def(
          "__eq__", [](const Answer& a, const Answer& b) { return a == b; }, py::is_operator(), py::arg("other"))
      .def("__str__", [](const Answer& a) { return to_text(a); })
      .def("__repr__",
           [text = std::string(name)](const Answer& a) {
             return "<hobnob." + text + ": " + std::to_string(a.size()) + (a.size() == 1 ? " row" : " rows") + (a.complete ? "" : ", incomplete") +
                    ">";
           })
      .def(py::pickle(&state_of<Answer>, &restored<Answer>));
}

}  // namespace

std::function<bool(std::uint64_t, std::uint64_t)> progress_of(const py::object& told) {
  py::object tell = told;
  if (told.is_none() || told.is(py::bool_(false))) {
    tell = py::none();
  } else if (told.is(py::bool_(true))) {
    // tqdm where it is installed, else one line on stderr.
    const py::object sys = py::module_::import("sys");
    py::object bar = py::none();
    try {
      bar = py::module_::import("tqdm").attr("tqdm")(py::arg("desc") = "hobnob", py::arg("file") = sys.attr("stderr"));
    } catch (const py::error_already_set& error) {
      if (!error.matches(PyExc_ImportError)) throw;
    }
    if (!bar.is_none())
      tell = py::cpp_function([bar](std::uint64_t done, std::uint64_t all) {
        bar.attr("total") = all;
        bar.attr("n") = done;
        bar.attr("refresh")();
        if (done == all) bar.attr("close")();
      });
    else
      tell = py::cpp_function([sys](std::uint64_t done, std::uint64_t all) {
        sys.attr("stderr").attr("write")("\rhobnob: " + std::to_string(done) + " of " + std::to_string(all) + (done == all ? "\n" : ""));
        sys.attr("stderr").attr("flush")();
      });
  } else if (!PyCallable_Check(told.ptr())) {
    throw Error(Errc::invalid_argument, "progress must be True, None or callable(done, total), got " + py::repr(told).cast<std::string>());
  }
  return [tell, last = std::chrono::steady_clock::time_point{}](std::uint64_t done, std::uint64_t all) mutable {
    const auto now = std::chrono::steady_clock::now();
    if (done < all && now - last < std::chrono::milliseconds(50)) return true;
    last = now;
    const py::gil_scoped_acquire python;
    check_signals();
    if (tell.is_none()) return true;
    const py::object says = tell(done, all);
    const bool is_bool = PyBool_Check(says.ptr()) || py::isinstance(says, py::module_::import("numpy").attr("bool_"));
    return !is_bool || py::bool_(says);  // only an explicit False cancels: most callables return nothing
  };
}

namespace {

template <class Answer>
KeyedExplanation explained(const View& view, const Answer& answer, Count row) {
  return keyed(explain(view, answer, row.value));
}

/// The same as C++ has it, with ids of its own.
Explanation unkeyed(const KeyedExplanation& keyed) {
  std::map<Key, std::string> names = keyed.names;
  for (const KeyedStep& step : keyed.steps) names.try_emplace(step.source), names.try_emplace(step.target);
  for (const KeyedFactor& factor : keyed.factors)
    if (factor.who) names.try_emplace(*factor.who);
  Explanation out{{}, {}, keyed.score, keyed.is_chance, keyed.as_of, keyed.model, keyed.text, {}};
  std::map<Key, MemberId> ids;
  for (const auto& [key, name] : names) {
    const MemberId id{static_cast<std::uint32_t>(ids.size())};
    out.people.add(id, key, name), ids.emplace(key, id);
  }
  for (const KeyedStep& step : keyed.steps)
    out.steps.push_back({ids.at(step.source), ids.at(step.target), step.probability, step.facts, step.weakest, step.reason});
  for (const KeyedFactor& factor : keyed.factors) out.factors.push_back({factor.name, factor.value, factor.who ? ids.at(*factor.who) : no_member});
  return out;
}

void bind_reach(py::module_& m) {
  value_class<AttentionTerm>(m, "AttentionTerm",
                             R"(One part of an attention curve: family, weight, and its days (half-life, half-saturation or scale) and power.

Examples
--------
>>> hobnob.AttentionTerm(family="lomax", days=2, power=0.4).family
'lomax'
)");
  value_class<Attention>(m, "Attention", R"(How attention to a post falls over time: the share of all it will ever have that it has had by then.

Left alone, 0.7 of it has a half-life of one day and 0.3 one of 120 days.

Examples
--------
>>> round(hobnob.Attention().seen_by(180), 3)
0.894
>>> hobnob.Attention.exponential(1).seen_by([0, 1, 2])
array([0.  , 0.5 , 0.75])
)")
      .def_static("exponential", &Attention::exponential, py::arg("half_life_days"), "1 - 2 ** (-days / half_life_days).")
      .def_static("michaelis_menten", &Attention::michaelis_menten, py::arg("half_days"), "days / (days + half_days).")
      .def_static("lomax", &Attention::lomax, py::arg("scale_days"), py::arg("power"), "1 - (1 + days / scale_days) ** -power.")
      .def_static("front_page", &Attention::front_page, "A half-life of 69 minutes (Wu and Huberman 2007, doi:10.1073/pnas.0704916104).")
      .def_static("video", &Attention::video, "A power law of exponent 1.4 (Crane and Sornette 2008, doi:10.1073/pnas.0803685105).")
      .def_static("mixture", &Attention::mixture, py::arg("parts"), R"(Weighted parts, as a list of (weight, Attention).

Examples
--------
>>> hobnob.Attention.mixture([(0.5, hobnob.Attention.exponential(1)), (0.5, hobnob.Attention.video())]).seen_by(0)
0.0
)")
      .def(
          "seen_by",
          [](const Attention& attention, const py::object& days) -> py::object {
            const py::array given = py::module_::import("numpy").attr("asarray")(days);
            const char kind = given.dtype().kind();
            if (kind != 'f' && kind != 'i' && kind != 'u')  // a timedelta has a unit of its own, and need not be days
              throw Error(Errc::invalid_argument, "days must be numbers, got " + py::repr(given.dtype()).cast<std::string>());
            return py::vectorize([&attention](double each) { return attention.seen_by(each); })(given);
          },
          py::arg("days"), "The share by so many days after the post appeared; of an array, an array.");
  value_class<ReadingModel>(m, "ReadingModel",
                            R"(How likely a post is seen, read and answered, by channel. Presets, fitted to nobody, until somebody fits them.

A reader's propensity over a channel is their tie strength towards the author, at least the channel's base; times visibility and the
attention that the post has had, that is the chance of having read.

Examples
--------
>>> hobnob.ReadingModel(talk=0.05).follow_visibility
0.3
)");
  value_class<Channels>(m, "Channels", R"(Over which channels a post goes.

Examples
--------
>>> hobnob.Channels(connection=False, groups=["chess"]).groups
['chess']
)");
  plain_class<ChannelAudience>(m, "ChannelAudience", "One channel's part of an audience: whom it reaches, and whom it alone reaches.");
  bind_figures<Audience>(m, "Audience", R"(Who can be reached at all: `ChannelAudience` rows, where channels overlap, and together; also a table.

`more` names further groups, `only` being how many readers each would add. `complete` is False if strangers were left out because they are
too few to be given as a figure.
)")
      .def_property_readonly(
          "overlaps",
          [](const Audience& a) {
            return numbers(std::vector<std::int64_t>(a.overlaps.begin(), a.overlaps.end())).attr("reshape")(a.size(), a.size()).cast<py::array>();
          },
          "How many readers two channels share, as a square array; the diagonal holds their sizes.")
      .def(
          "overlap", [](const Audience& a, Count i, Count j) { return a.overlap(i.value, j.value); }, py::arg("i"), py::arg("j"),
          "How many readers the channels of rows i and j share.");
  plain_class<ReachPoint>(m, "ReachPoint", "Views, distinct readers and conversations expected by a day.");
  bind_figures<Reach>(m, "Reach", R"(How far a post carries: `ReachPoint` rows, one a time asked about; also a table: `reach["readers"]`.

`audience` is who can be reached at all, `reading` where the chances of reading come from.
)");
  plain_class<Way>(m, "Way", "One way to reach people, once done; durations are seconds of human time.")
      .def_property_readonly("readers_per_hour", &Way::readers_per_hour, "Readers for an hour of the sender.")
      .def_property_readonly("conversations_per_hour", &Way::conversations_per_hour, "Conversations for an hour of the sender.");
  bind_figures<Effort>(m, "Effort", "What conversations cost: `Way` rows for asking, cold contact, a post, a post to a group; also a table.");
  value_class<KeyedReader>(m, "Reader",
                           "Somebody who may read, over which channels, and through whom, where others bring it more often than the author.")
      .def("__hash__", [](const KeyedReader& reader) { return py::hash(py::cast(reader.member)); })
      .def("__str__", [](const KeyedReader& reader) { return reader.member.to_string(); });
  value_class<KeyedAuthor>(m, "Author", "An author among all.")
      .def("__hash__", [](const KeyedAuthor& author) { return py::hash(py::cast(author.member)); })
      .def("__str__", [](const KeyedAuthor& author) { return author.member.to_string(); });
  value_class<KeyedSeed>(m, "Seed", "Somebody or something to post through: a member's key, or the name of a group.")
      .def("__hash__", [](const KeyedSeed& seed) { return py::hash(py::make_tuple(seed.member, seed.group)); })
      .def("__str__", [](const KeyedSeed& seed) { return seed.member ? seed.member->to_string() : "group " + seed.group.value_or(""); });
  plain_class<Estimate>(m, "Estimate", "A figure, and the interval that holds it.");
  plain_class<Spread>(m, "Spread", "How many an independent cascade reaches: the mean over its worlds and the standard error of that mean.")
      .def("__str__", [](const Spread& spread) { return to_text(spread); });
  bind_answer<Readers>(m, "Readers", R"(Readers in order, each a `Ranked(item, score, factors)`; also a table.

The factors multiply to the score: "reads", by the day asked about, and "talks".
)");
  bind_answer<Authors>(m, "Authors", R"(Authors in order, each a `Ranked(item, score, factors)`; also a table.

The score is the expected distinct readers; the factors add up to it: what "follow", then "subscription", "connection" and "groups" bring, and
"onward" sharing. On a plain graph "itself" and "others".
)");
  bind_answer<Seeds>(m, "Seeds", R"(Seeds in the order of choice, each a `Ranked(item, score, factors)`; also a table.

The score of each is what it adds to those before it in expected distinct readers.
)");
  py::class_<Seeds>(m.attr("Seeds"))
      .def_property_readonly(
          "spread", [](const Seeds& seeds) { return seeds.spread; },
          "Expected distinct readers of all together, and the interval that holds them but for one chance in a thousand.")
      .def_property_readonly(
          "certificate", [](const Seeds& seeds) { return seeds.certificate; },
          "Their readers are at least this share of the best possible, as surely as the interval holds.")
      .def_property_readonly(
          "cost", [](const Seeds& seeds) { return seeds.cost; }, "Of all together, where costs were given.")
      .def_property_readonly(
          "samples", [](const Seeds& seeds) { return seeds.samples; }, "Random reverse reachable sets drawn; 0 where the answer is exact.")
      .def_property_readonly(
          "rng", [](const Seeds& seeds) { return seeds.seed; }, "The seed that was used.");

  bind_answer<Neighbourhoods>(m, "Neighbourhoods", R"(Members in order, each a `Ranked(item, score, factors)`; also a table.

The score is how many others are within the hops asked about; the factors add up to it: how many are at "1 hop", "2 hops" and so on. From ten
hops on they are one, as "10 to 255 hops". In a table the distances are columns `hops_1`, `hops_2`, ..., `hops_10_to_255`.
)");

  Query<&audience>::define(m, "audience", R"(Who is opted in to what an author posts, over which channels, each counted once.

Follows, subscriptions, declared connections and groups make an audience; interactions strengthen ties, but nobody opted in by them.

Parameters
----------
view : View
    What may be seen. In a member's view the author is the viewer; figures about members of groups who are neither followers, subscribers
    nor connections are given from 300 on and rounded to 10.
author : str or int
    The author's key.
channels : Channels
    Over which channels; by default all, with the groups that the author belongs to.
more_groups : int
    How many further groups to name, by how many readers each would add.

Returns
-------
Audience

Raises
------
InvalidArgument
    For an author who is not the viewer, an unknown group in the owner's view, or options out of range.
UnknownMember
    In the owner's view, for a key that is not there.

Examples
--------
>>> network = hobnob.Network()
>>> for reader in ["bo", "cy"]:
...     network.add_follow(reader, "ana")
>>> network.add_connection("ana", "bo")
>>> audience = hobnob.audience(network.snapshot(0).owner_view("open"), "ana")
>>> audience.total, audience["size"], audience.overlap(0, 2)
(2, array([2, 0, 1]), 1)
)");
  Query<static_cast<Reach (*)(const View&, MemberId, const ReachOptions&)>(&estimate_reach)>::define(
      m, "estimate_reach",
      R"(How far a post carries: views, distinct readers and conversations expected by each of the times.

Parameters
----------
view : View
    As in `audience`.
author : str or int
    The author's key.
times : list of float
    Days to tell of; infinity is "ever".
posts : list of float
    Days on which posts appear; several are an archive, whose views add up while each reader counts once.
channels : Channels
    As in `audience`.
reading : ReadingModel
    Chances of seeing, reading and talking.
share : float
    Chance that a reader passes it on to those who follow or subscribe to them; 0 is one hop, exact. Our preset where sharing is asked for: 0.02.
worlds : int
    How many worlds are simulated beyond the first hop, which stays exact.
rng : int, numpy.random.Generator or None
    The seed; questions of one seed share their coins. None: fresh entropy.
threads : int
    0: as many as the machine has. The answer is the same for any number.
progress : callable, True or None
    Called with worlds done and worlds in all; returning False cancels. True tells on stderr.

Returns
-------
Reach
    Of a plain graph, given as `ArcGraph` with the keys it starts from, `Spread`: how many an independent cascade reaches, those included.

Raises
------
InvalidArgument, UnknownMember
    As in `audience`.
Cancelled
    If `progress` returned False.

Examples
--------
>>> network = hobnob.Network()
>>> for reader in range(1, 101):
...     network.add_follow(reader, 0)
>>> view = network.snapshot(0).owner_view("open")
>>> hobnob.estimate_reach(view, 0, times=[1, 180])["readers"].round(2)
array([1.06, 2.68])
>>> network.add_follow(200, 1)
>>> shared = hobnob.estimate_reach(view, 0, times=[180], share=0.5)
>>> shared.worlds, shared[0].standard_error > 0
(1000, False)
>>> hobnob.estimate_reach(hobnob.ArcGraph([("a", "b", 0.5), ("b", "c", 1)]), ["a"], worlds=100).readers <= 3
True
)");
  Query<&rank_readers>::define(m, "rank_readers", R"(The readers most likely to read and to talk: those who come pre-qualified to a conversation.

Parameters
----------
view : View
    As in `audience`. In a member's view only followers, subscribers and connections are named.
author : str or int
    The author's key.
k : int
    How many readers to return; fewer if there are fewer.
days : float
    Reading by so many days after the post appeared.
channels : Channels
    As in `audience`.
reading : ReadingModel
    As in `estimate_reach`.
share, worlds, rng, threads, progress
    As in `estimate_reach`. In a member's view sharing names nobody and changes no chance.

Returns
-------
Readers

Raises
------
InvalidArgument, UnknownMember
    As in `audience`.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_follow("bo", "ana")
>>> network.add_follow("cy", "ana", "subscription")
>>> for reader, score, factors in hobnob.rank_readers(network.snapshot(0).owner_view("open"), "ana"):
...     print(reader, reader.channels)
cy ['subscription']
bo ['follow']
)");
  Query<static_cast<Authors (*)(const View&, const RankReachOptions&)>(&rank_reach)>::define(
      m, "rank_reach", R"(The members whose words carry farthest, by the distinct readers expected of a post.

Parameters
----------
view : View
    The owner's view: the question is about every author.
k : int
    How many authors to return; fewer if there are fewer.
days : float
    Reading by so many days after the post appeared.
channels : Channels
    As in `audience`.
reading : ReadingModel
    As in `estimate_reach`.
share : float
    As in `estimate_reach`. What sharing adds is estimated for all at once.
samples : int
    Random reverse reachable sets for that; the standard error is the root of onward readers times members by samples.
rng : int, numpy.random.Generator or None
    The seed. None: fresh entropy.
threads : int
    0: as many as the machine has. The answer is the same for any number.
progress : callable, True or None
    Called with authors (then samples) done and in all; returning False cancels. True tells on stderr.

Returns
-------
Authors
    Of a plain graph, given as `ArcGraph`, how many a cascade from each alone reaches.

Raises
------
InvalidArgument
    In a member's view, or for options out of range.
Cancelled
    If `progress` returned False.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_follow("bo", "ana")
>>> network.add_follow("cy", "ana")
>>> network.add_follow("ana", "bo")
>>> [str(author) for author, score, factors in hobnob.rank_reach(network.snapshot(0).owner_view("open"), k=2)]
['ana', 'bo']
)");
  Keywords<CascadeOptions>::define(
      m, "estimate_reach",
      +[](const CascadeOptions& given, const ArcGraph& graph, const std::vector<Key>& seeds, const py::object& progress) {
        CascadeOptions options = given;
        options.progress = progress_of(progress);
        const py::gil_scoped_release others_run;
        std::vector<MemberId> members;
        for (const Key& key : seeds) members.push_back(graph.id(key));
        return estimate_reach(graph, members, options);
      },
      py::arg("graph"), py::arg("seeds"), py::kw_only(), py::arg("progress") = py::none());
  Query<static_cast<Authors (*)(const ArcGraph&, const RankCascadeOptions&)>(&rank_reach)>::define(m, "rank_reach");
  Query<static_cast<Seeds (*)(const View&, const SeedOptions&)>(&choose_seeds)>::define(
      m, "choose_seeds", R"(Through whom to post: the few members or groups whose posts reach the most distinct readers together.

Greedy, which is within 1 - 1/e of the best; the certificate says how near this choice is. Without onward sharing the answer is exact; with
it, and on a plain graph, it comes from random reverse reachable sets, doubled until the certificate reaches `quality`.

Parameters
----------
view : View or ArcGraph
    The owner's view: the question is about everybody. Or a plain graph, with those of the options below that it has.
k : int
    How many to choose; fewer if nobody else adds a reader.
among : {'members', 'groups', 'both'}
    What may be chosen.
days : float
    Reading by so many days after the posts appeared.
channels : Channels
    Of the members, as in `audience`.
reading : ReadingModel
    As in `estimate_reach`.
share : float
    As in `estimate_reach`.
author : str or int, optional
    Who posts to the groups: reading propensity is towards them.
exclude : list of str or int
    Members who may not be chosen; they may read and share.
costs : dict
    Of choosing a member; the others cost 1.
group_costs : dict
    Of choosing a group, likewise.
budget : float
    The chosen may cost so much together.
group_cap : int
    At most so many of the chosen members may belong to any one group; 0: no cap.
quality : float
    Draw until the certificate is at least this, or `max_samples` are drawn.
max_samples : int
    Sets at most.
rng : int, numpy.random.Generator or None
    The seed. None: fresh entropy.
threads : int
    0: as many as the machine has. The answer is the same for any number.
progress : callable, True or None
    Called with samples (or candidates) done and in all; returning False cancels. True tells on stderr.

Returns
-------
Seeds

Raises
------
InvalidArgument
    In a member's view, or for options out of range.
UnknownMember
    For keys that are not there.
LimitExceeded
    If the channels of all members hold more than 2 ** 31 entries.
Cancelled
    If `progress` returned False.

Examples
--------
>>> network = hobnob.Network()
>>> for reader in ["bo", "cy", "di"]:
...     network.add_follow(reader, "ana")
>>> network.add_follow("cy", "bo")
>>> network.add_follow("eva", "bo")
>>> seeds = hobnob.choose_seeds(network.snapshot(0).owner_view("open"), k=2)
>>> [(str(seed), round(adds, 4)) for seed, adds, factors in seeds]
[('ana', 0.0805), ('bo', 0.0529)]
>>> plain = hobnob.choose_seeds(hobnob.ArcGraph([("a", "b", 0.5), ("b", "c", 0.5), ("d", "c", 0.1)]), k=1)
>>> str(plain[0].item), plain.certificate > 0.82
('a', True)
)");
  Query<static_cast<Seeds (*)(const ArcGraph&, const ArcSeedOptions&)>(&choose_seeds)>::define(m, "choose_seeds");
  Query<static_cast<Neighbourhoods (*)(const View&, const RankWithinOptions&)>(&rank_within)>::define(
      m, "rank_within", R"(The members with most others within so many hops.

Along ties that a path can use, in the direction of asking; nobody counts themselves.

Parameters
----------
view : View
    The owner's view: the question is about every member. Or an `ArcGraph`, whose arcs are followed.
hops : int
    How far to look, 1 to 255. A policy with a horizon below 6 hops caps it.
k : int
    How many members to return; fewer if there are fewer.
approximate : int
    0 counts. A power of two from 64 to 4096 estimates whoever is farther than one hop from as many bytes a member (HyperBall), with a
    standard deviation of 1.04 / sqrt(approximate) of the score: 13 to 1.6 %.
rng : int, numpy.random.Generator, BitGenerator, SeedSequence or None
    What the estimates' hashes come from.
threads : int
    0: as many as the machine has. The answer is the same for any number.
progress : callable, True or None
    Called with work done and work in all; returning False cancels. True tells on stderr.

Returns
-------
Neighbourhoods

Raises
------
InvalidArgument
    In a member's view, or for options out of range.
Cancelled
    If `progress` returned False.

Examples
--------
>>> network = hobnob.Network()
>>> report = network.add_connections([("ana", "bo"), ("bo", "cy"), ("cy", "dee")])
>>> for member, score, factors in hobnob.rank_within(network.snapshot(0).owner_view("open"), k=2):
...     print(member, score, [(factor.name, factor.value) for factor in factors])
bo 3.0 [('1 hop', 2.0), ('2 hops', 1.0)]
cy 3.0 [('1 hop', 2.0), ('2 hops', 1.0)]
)");
  Query<static_cast<Neighbourhoods (*)(const ArcGraph&, const RankWithinOptions&)>(&rank_within)>::define(m, "rank_within");
  Query<&effort>::define(m, "effort", R"(What conversations cost: asking, cold contact, a post and a post to a group side by side.

Parameters
----------
members : int
    How many there are to turn to.
contact_seconds, contact_chance : float
    Turning to one person, and the chance that a cold contact answers.
ask_chance : float
    Chance that an ask for an introduction succeeds, for example that of a path.
ask_seeker_seconds, ask_introducer_seconds, ask_target_seconds : float
    What an ask takes.
writing_seconds, reply_seconds, reading_seconds : float
    What a post takes its author, a conversation either side, and a post or message its reader.
post_readers, post_conversations, group_readers, group_conversations : float, optional
    As `estimate_reach` gives them; left out, what the presets expect of as many followers, or members of a group, as there are members.

Returns
-------
Effort

Raises
------
InvalidArgument
    For options out of range.

Examples
--------
>>> effort = hobnob.effort(members=10_000)
>>> round(effort.one_by_one_hours, 1), effort.break_even_readers
(83.3, 60.0)
)");
}

}  // namespace

void bind_answers(py::module_& m) {
  m.attr("Factor") = factor_type();
  m.attr("Ranked") = ranked_type();

  value_class<KeyedPath>(m, "Path", "A chain of members from the seeker to the target; everybody between is an introducer.")
      .def_property_readonly(
          "hops", [](const KeyedPath& path) { return path.members.empty() ? 0 : path.members.size() - 1; }, "Ties on the path.")
      .def("__hash__", [](const KeyedPath& path) { return py::hash(py::tuple(py::cast(path.members))); })
      .def("__str__", [](const KeyedPath& path) {
        std::string text;
        for (const Key& key : path.members) text += (text.empty() ? "" : " → ") + key.to_string();
        return text;
      });
  value_class<KeyedIntroducer>(m, "Introducer", "Somebody to ask, and the best path through them.")
      .def("__hash__", [](const KeyedIntroducer& introducer) { return py::hash(py::make_tuple(introducer.member, introducer.path)); })
      .def("__str__", [](const KeyedIntroducer& introducer) { return introducer.member.to_string(); });
  value_class<KeyedDoor>(m, "Door", "A target that an introducer opens the door to: the chance of the best path through them, and that path.")
      .def("__hash__", [](const KeyedDoor& door) { return py::hash(py::make_tuple(door.target, door.path)); })
      .def("__str__", [](const KeyedDoor& door) { return door.target.to_string(); });
  value_class<KeyedSharedIntroducer>(m, "SharedIntroducer",
                                     "Somebody to ask for several targets: for how many there is a path through them, and the doors that count most.")
      .def("__hash__", [](const KeyedSharedIntroducer& introducer) { return py::hash(py::make_tuple(introducer.member, introducer.targets)); })
      .def("__str__", [](const KeyedSharedIntroducer& introducer) { return introducer.member.to_string(); });
  value_class<KeyedIntroduction>(m, "Introduction", "Two members who might like to know each other: the surer one to agree, and the other.")
      .def("__hash__", [](const KeyedIntroduction& pair) { return py::hash(py::make_tuple(pair.first, pair.second)); })
      .def("__str__", [](const KeyedIntroduction& pair) { return pair.first.to_string() + ", " + pair.second.to_string(); });
  plain_class<KeyedKnownTie>(m, "KnownTie", "A tie that there is already between a seeker and one of a set of targets.");
  plain_class<KeyedStep>(m, "Step", "One link of an explained path: `source` turns to `target`.");
  plain_class<KeyedExplanation, false>(m, "Explanation",
                                       "Why a path, and why its chance: steps, factors that multiply to the score, and text for people.")
      .def("__str__", [](const KeyedExplanation& explanation) { return explanation.text; })
      .def(
          "_repr_html_", [](const KeyedExplanation& explanation) { return to_html(unkeyed(explanation)); }, "The section of a `report`.")
      .def("__repr__",
           [](const KeyedExplanation& explanation) { return "<hobnob.Explanation: " + std::to_string(explanation.steps.size()) + " steps>"; });

  py::class_<Table> table(m, "Table", R"(Named columns of equal length: floats, whole numbers, text, keys, or lists of keys.

Examples
--------
>>> print(hobnob.Table({"member": ["ana", "bo"], "score": [0.5, 0.25]}).to_csv(), end="")
member,score
ana,0.5
bo,0.25
)");
  table.def(py::init(&table_from), py::arg("columns"))
      .def("__len__", &Table::row_count)
      .def_property_readonly(
          "columns",
          [](const Table& t) {
            std::vector<std::string> names;
            for (const Column& column : t.columns) names.push_back(column.name);
            return names;
          },
          "The names of the columns.")
      .def(
          "__eq__", [](const Table& a, const Table& b) { return a == b; }, py::is_operator(), py::arg("other"))
      .def("__str__", [](const Table& t) { return to_text(t); })
      .def("__repr__", [](const Table& t) {
        return "<hobnob.Table: " + std::to_string(t.row_count()) + " rows, " + std::to_string(t.columns.size()) + " columns>";
      });
  bind_table(table, [](const Table& t) -> const Table& { return t; });

  bind_answer<Paths>(m, "Paths", R"(Paths in order, each a `Ranked(item, score, factors)`; also a table: `paths["score"]`, `paths.to_pandas()`.

The factors multiply to the score: "tie" (who: its far end), "willingness" (of an introducer), "openness" (of the target), and, where a
calibration was given, "calibration": what was observed divided by what the model says.
)");
  plain_class<KeyedTarget>(m, "Target", R"(Somebody to meet, and `via` whom an introduction is most likely: None if nobody can introduce.

`direct` is the probability of a dormant tie that the two have (they met before), or None (in tables 0). It is no part of the score.
)");
  bind_answer<Targets>(m, "Targets", R"(Members to meet in order, each a `Ranked(item, score, factors)`; also a table.

Factors multiply to the score: one for each measure that the model weighs, then "fit", "openness", "novelty" and "rested". `seeker` is whom
they are for.
)");
  bind_answer<Introducers>(m, "Introducers", R"(Introducers in order, each a `Ranked(item, score, factors)`; also a table.

The factors multiply to the score: "tie" (yours to them), "willingness" (theirs), "way" (from them to the target), and, where a calibration
was given, "calibration" as in `Paths`. `notice` says who rests, and why there are no rows where an ask is open.
)");
  bind_answer<SharedIntroducers>(m, "SharedIntroducers",
                                 R"(Introducers for several targets in order, each a `Ranked(item, score, factors)`; also a table.

The factors add up to the score, each weight times chance: "target" for each of the doors, then "others" for the rest, if any.
)");
  bind_answer<Introductions>(m, "Introductions", R"(Pairs in order, each a `Ranked(item, score, factors)`; also a table.

The factors multiply to the score: "tie" and "openness" of the first, then of the second, and "fit" of what they need and offer.
)");
  py::class_<Targets>(m.attr("Targets"))
      .def_property_readonly(
          "seeker", [](const Targets& targets) { return key_or_none(targets.people, targets.seeker); }, "Whom they are for.");
  py::class_<Paths>(m.attr("Paths"))
      .def_property_readonly(
          "direct", [](const Paths& paths) { return paths.direct; },
          "Of one seeker and one target: the probability of a tie between them, if there is one; never inside the ranking.")
      .def_property_readonly("known", &known_of, "Of sets: the ties of seekers to targets, likeliest first. Those targets are not looked for.")
      .def_property_readonly(
          "unseen", [](const Paths& paths) { return paths.unseen; },
          "No path that was left out for want of ties to walk has a score above this: 0 if the answer is complete.");

  Keywords<MemberFilter>::define(
      m, "find_members",
      +[](const MemberFilter& filter, const View& view) {
        std::vector<Key> keys;
        for (const MemberId member : find_members(view, filter)) keys.push_back(view.key(member));
        return keys;
      },
      py::arg("view"), py::kw_only(), R"(The members of a view whose profile says so, in ascending order of their keys.

What is left empty is not asked for; texts match as a whole, letter by letter. Hidden members never match.

Parameters
----------
view : View
    What may be seen.
industry, organisation, city : str
    What the profile must say.
needs, offers : str
    A topic among those that the member needs, or offers.
group : str
    A group that the member is in. In a member's view only those that the viewer is in exist.

Returns
-------
list of str or int
    Keys, as every question about members takes them.

Examples
--------
>>> network = hobnob.Network()
>>> network.add_member("kim", organisation="Acme")
>>> network.add_member("lea", organisation="Acme", city="Bonn")
>>> view = network.snapshot(0).owner_view("open")
>>> hobnob.find_members(view, organisation="Acme"), hobnob.find_members(view, organisation="Acme", city="Bonn")
(['kim', 'lea'], ['lea'])
)");
  Keywords<PathOptions>::define(
      m, "find_paths",
      +[](const PathOptions& options, const View& view, const OneOrSome& seeker, const OneOrSome& target) {
        if (seeker.one && target.one) return find_paths(view, view.id(seeker.keys.front()), view.id(target.keys.front()), options);
        const auto ids = [&view](const std::vector<Key>& keys) {
          std::vector<MemberId> all;
          for (const Key& key : keys) all.push_back(view.id(key));
          return all;
        };
        return find_paths(view, ids(seeker.keys), ids(target.keys), options);
      },
      py::arg("view"), py::arg("seeker"), py::arg("target"), py::kw_only(), py::call_guard<py::gil_scoped_release>(),
      R"(The most promising chains of introductions from a seeker to a target, or from any of a team to any of a set, best first.

Parameters
----------
view : View
    What may be seen. In a member's view the seeker is the viewer, and a hidden or unknown target is answered like one without a path.
seeker, target : str or int, or several of them
    Keys of two members; or of a team, of a set of targets (`find_members` makes some), or of both. Who is on the team is no introducer.
    Of a set, targets who have a tie to one of the team are in `known` and not looked for (they may introduce); the others are never
    introducers.
k : int
    How many paths to return; fewer if there are fewer.
max_hops : int
    Ties on a path, 2 to 6; introducers are hops - 1. The policy may cap it.
min_probability : float
    Leave out paths whose score is less than this: the calibrated one, where there is a calibration.
calibration : Calibration, optional
    What `calibrate` made of earlier asks: scores are `calibration(p)`, the order stays that of p, and `direct` stays too.
per : {'overall', 'target', 'introducer'}
    The k best of all; or only the best to each target, or through each first introducer, the k best of those.
disjoint : bool
    Alternatives: no introducer is on two paths. Greedy, each row is the best path without the introducers of the rows before it.
max_ties : int
    Walk no more ties than this; 0: as many as it takes. An answer that this cuts short is not `complete`, and no path that it left out has
    a score above `unseen`. In a member's view an empty answer under a budget is never called complete.
exclude : sequence of str or int
    Members who must not be on a path, at either end or between.

Returns
-------
Paths

Raises
------
InvalidArgument
    For options out of range, seeker = target, no seekers, or a seeker who is not the viewer.
UnknownMember
    In the owner's view, for a key that is not there.

Examples
--------
>>> network = hobnob.Network()
>>> report = network.add_connections([("ana", "bo"), ("bo", "kim"), ("ana", "cy"), ("cy", "kim")])
>>> view = network.snapshot(0).owner_view("open")
>>> for path, score, factors in hobnob.find_paths(view, "ana", "kim"):
...     print(path, path.hops)
ana → bo → kim 2
ana → cy → kim 2
>>> hobnob.find_paths(view, "ana", "kim")["hops"]
array([2, 2])
>>> some = hobnob.find_paths(view, "ana", ["bo", "kim"], per="target")
>>> str(some[0].item), some.known[0].target
('ana → bo → kim', 'bo')
)");
  m.def(
      "cheapest_path", [](const View& view, const Key& seeker, const Key& target) { return cheapest_path(view, view.id(seeker), view.id(target)); },
      py::arg("view"), py::arg("seeker"), py::arg("target"), py::call_guard<py::gil_scoped_release>(),
      R"(The most promising chain of any length, the direct tie included: at most one row.

Parameters
----------
view : View
    As in `find_paths`.
seeker, target : str or int
    Keys of two members.

Returns
-------
Paths

Raises
------
InvalidArgument, UnknownMember
    As in `find_paths`.

Examples
--------
>>> network = hobnob.Network()
>>> report = network.add_connections([("ana", "bo"), ("bo", "kim")])
>>> hobnob.cheapest_path(network.snapshot(0).owner_view("open"), "ana", "kim")[0].item.members
['ana', 'bo', 'kim']
)");
  constexpr const char* explain_doc = R"(Why a row of an answer, and why its chance: who asks whom, what each tie rests on, which link is the weakest.

Parameters
----------
view : View
    The view that answered, or a later one.
answer : Paths, Introducers, Targets or Chance
    The answer.
row : int
    Which row of it.

Returns
-------
Explanation

Raises
------
InvalidArgument
    If there is no such row, or if the view no longer shows one of its ties.

Examples
--------
>>> network = hobnob.Network()
>>> report = network.add_connections([("ana", "bo"), ("bo", "kim")])
>>> view = network.snapshot(0).owner_view("open")
>>> explanation = hobnob.explain(view, hobnob.find_paths(view, "ana", "kim"))
>>> [(step.source, step.target) for step in explanation.steps]
[('ana', 'bo'), ('bo', 'kim')]
)";
  m.def("explain", &explained<Paths>, py::arg("view"), py::arg("answer"), py::arg("row") = Count{}, explain_doc);
  m.def("explain", &explained<Introducers>, py::arg("view"), py::arg("answer"), py::arg("row") = Count{});
  m.def("explain", &explained<Targets>, py::arg("view"), py::arg("answer"), py::arg("row") = Count{});
  bind_reach(m);
  m.def("chance_text", &chance_text, py::arg("probability"), R"(A chance for people.

Parameters
----------
probability : float
    From 0 to 1.

Returns
-------
str

Examples
--------
>>> hobnob.chance_text(0.62), hobnob.chance_text(0.003)
('62 %', '1 in 330')
)");
}

}  // namespace hobnob::python

// How do Python's values become ours, and ours Python's? Every value from outside is looked at once and becomes a Cell; a Cell is assigned
// to a field of any type, or refused with Error(invalid_argument). Arguments of calls, cells of columns and fields of rows share these rules.
#pragma once

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "hobnob/hobnob.hpp"

namespace hobnob::python {

namespace py = pybind11;

// Types of our own where a signature should say more than "int".
struct Instant {
  Time value = 0;
};                  // int seconds, aware datetime, numpy.datetime64
struct Whole {
  int value = 0;
};                     // an int; no float, no bool
struct Count {
  std::uint64_t value = 0;
};           // the same, 0 or more
struct Rejections {
  std::uint64_t value = 0;
};      // the same, or "all"
struct Rng {
  std::uint64_t seed = 0;
};              // int, numpy.random.Generator, SeedSequence, BitGenerator, None
struct PolicyLike {
  Policy value = Policy::open();
};  // "open", "opt_in" or Policy
struct GranteeLike {
  Grantee value;
};               // "all", "connections", ("group", name), ("member", key) or Grantee

// What a query's rows say of members, by key: plain values that outlive the answer.
struct KeyedFactor {
  std::string name;
  double value = 0;
  std::optional<Key> who;
  friend bool operator==(const KeyedFactor&, const KeyedFactor&) = default;
};

/// What a caster could not take: `calls.cpp` finds the argument that this value is (or stands in) and puts its name before the text.
class Refused : public Error {
 public:
  Refused(const Error& error, py::handle value) : Error(error), value_(value) {}
  [[nodiscard]] py::handle value() const noexcept { return value_; }

 private:
  py::handle value_;  // borrowed from the call
};

/// Does what a caster has to do; an Error of it says which value it is about. Costs nothing when all is well.
template <class Load>
bool load_from(py::handle value, const Load& load) {
  try {
    load();
  } catch (const Error& error) { throw Refused(error, value); }
  return true;
}

/// At most `most` bytes, cut between two characters.
std::string shortened(std::string text, std::size_t most);
/// The Python repr of a number, a word, a date or None, shortened, after its type; of anything else the type alone.
std::string shown(py::handle value);
/// The name of a type as users know it, of bounded length.
std::string shown_type(py::handle value);

/// A Python value, looked at once. Text points into the Python object.
using Cell = std::variant<std::monostate, bool, std::int64_t, double, Instant, std::string_view, py::handle>;

std::string shown_cell(const Cell& cell);

/// Error(invalid_argument) for what no field can take: an integer beyond 64 bits, text with lone surrogates, a naive datetime.
Cell to_cell(py::handle value);

// Each throws Error(invalid_argument), telling what was wanted and what was given.
void assign(Key& field, const Cell& cell);
void assign(Time& field, const Cell& cell);
void assign(double& field, const Cell& cell);
void assign(bool& field, const Cell& cell);
void assign(int& field, const Cell& cell);
void assign(std::string& field, const Cell& cell);
void assign(std::vector<std::string>& field, const Cell& cell);
void assign(std::vector<Key>& field, const Cell& cell);
template <class Value>
void assign(std::optional<Value>& field, const Cell& cell) {
  assign(field.emplace(), cell);
}

std::uint64_t to_count(py::handle value, const char* wanted = "a whole number of 0 or more is wanted");
std::uint64_t to_seed(py::handle value);
py::object to_python(const Key& key);

/// `Factor(name, value, who)` and `Ranked(item, score, factors)`: named tuples, so that rows unpack.
py::object factor_type();
py::object ranked_type();

// Words that stand for the values of an enum.
template <class Enum>
struct Words;
template <>
struct Words<Duplicates> {
  static constexpr auto type = py::detail::const_name("typing.Literal['reject', 'last']");
  static constexpr std::array<std::string_view, 2> words{"reject", "last"};
};
template <>
struct Words<KeyKind> {
  static constexpr auto type = py::detail::const_name("typing.Literal['str', 'int']");
  static constexpr std::array<std::string_view, 2> words{"str", "int"};
};
template <>
struct Words<Channel> {
  static constexpr auto type = py::detail::const_name("typing.Literal['follow', 'subscription']");
  static constexpr std::array<std::string_view, 2> words{"follow", "subscription"};
};
template <>
struct Words<Outcome> {
  static constexpr auto type = py::detail::const_name("typing.Literal['yes', 'no', 'declined']");
  static constexpr std::array<std::string_view, 3> words{"yes", "no", "declined"};
};
template <>
struct Words<Comparison> {
  static constexpr auto type = py::detail::const_name("typing.Literal['count', 'half_life', 'recency', 'gamma_poisson', 'bg_nbd']");
  static constexpr std::array<std::string_view, 5> words{"count", "half_life", "recency", "gamma_poisson", "bg_nbd"};
};
template <>
struct Words<FactorKind> {
  static constexpr auto type = py::detail::const_name("typing.Literal['product', 'sum']");
  static constexpr std::array<std::string_view, 2> words{"product", "sum"};
};
template <>
struct Words<CalibrationMethod> {
  static constexpr auto type = py::detail::const_name("typing.Literal['platt', 'isotonic']");
  static constexpr std::array<std::string_view, 2> words{"platt", "isotonic"};
};
template <>
struct Words<CalibrateMethod> {
  static constexpr auto type = py::detail::const_name("typing.Literal['automatic', 'platt', 'isotonic']");
  static constexpr std::array<std::string_view, 3> words{"automatic", "platt", "isotonic"};
};
template <>
struct Words<TargetMeasure> {
  static constexpr auto type = py::detail::const_name(
      "typing.Literal['common_neighbours', 'adamic_adar', 'resource_allocation', 'jaccard', 'preferential_attachment', 'katz', 'pagerank', 'warm', "
      "'strength_allocation', 'strength_pagerank', 'near_pagerank', 'recent_pagerank', 'new_ties']");
  static constexpr auto words = target_measure_names;
};
template <>
struct Words<PathsPer> {
  static constexpr auto type = py::detail::const_name("typing.Literal['overall', 'target', 'introducer']");
  static constexpr std::array<std::string_view, 3> words{"overall", "target", "introducer"};
};
template <>
struct Words<SeedKind> {
  static constexpr auto type = py::detail::const_name("typing.Literal['members', 'groups', 'both']");
  static constexpr std::array<std::string_view, 3> words{"members", "groups", "both"};
};
template <>
struct Words<AttentionFamily> {
  static constexpr auto type = py::detail::const_name("typing.Literal['exponential', 'michaelis_menten', 'lomax']");
  static constexpr std::array<std::string_view, 3> words{"exponential", "michaelis_menten", "lomax"};
};
template <>
struct Words<Purpose> {
  static constexpr auto type = py::detail::const_name("typing.Literal['share_ties', 'introduce', 'be_introduced', 'be_messaged', 'be_counted']");
  static constexpr auto words = purpose_names;
};
template <class Enum>
concept Worded = requires { Words<Enum>::words; };

/// The place of `cell` among `words`; Error(invalid_argument) that lists them.
std::size_t place_of(const Cell& cell, const std::string_view* words, std::size_t count);

template <Worded Enum>
void assign(Enum& field, const Cell& cell) {
  field = static_cast<Enum>(place_of(cell, Words<Enum>::words.data(), Words<Enum>::words.size()));
}

}  // namespace hobnob::python

namespace pybind11::detail {

template <>
struct type_caster<hobnob::Key> {
  PYBIND11_TYPE_CASTER(hobnob::Key, io_name("str | typing.SupportsIndex", "str | int"));
  bool load(handle source, bool) {
    return hobnob::python::load_from(source, [&] { hobnob::python::assign(value, hobnob::python::to_cell(source)); });
  }
  static handle cast(const hobnob::Key& key, return_value_policy, handle) { return hobnob::python::to_python(key).release(); }
};

template <>
struct type_caster<hobnob::python::Instant> {
  PYBIND11_TYPE_CASTER(hobnob::python::Instant, io_name("typing.SupportsIndex | datetime.datetime | numpy.datetime64", "int"));
  bool load(handle source, bool) {
    return hobnob::python::load_from(source, [&] { hobnob::python::assign(value.value, hobnob::python::to_cell(source)); });
  }
  static handle cast(hobnob::python::Instant time, return_value_policy, handle) { return PyLong_FromLongLong(time.value); }
};

template <>
struct type_caster<std::optional<hobnob::python::Instant>> {  // pandas' and NumPy's "not a time" is None here
  PYBIND11_TYPE_CASTER(std::optional<hobnob::python::Instant>, make_caster<hobnob::python::Instant>::name | make_caster<none>::name);
  bool load(handle source, bool) {
    return hobnob::python::load_from(source, [&] {
      const hobnob::python::Cell cell = hobnob::python::to_cell(source);
      value.reset();
      if (!std::holds_alternative<std::monostate>(cell)) hobnob::python::assign(value.emplace().value, cell);
    });
  }
  static handle cast(const std::optional<hobnob::python::Instant>& time, return_value_policy, handle) {
    return time ? PyLong_FromLongLong(time->value) : none().release().ptr();
  }
};

template <>
struct type_caster<hobnob::python::Whole> {
  PYBIND11_TYPE_CASTER(hobnob::python::Whole, io_name("typing.SupportsIndex", "int"));
  bool load(handle source, bool) {
    return hobnob::python::load_from(source, [&] { hobnob::python::assign(value.value, hobnob::python::to_cell(source)); });
  }
  static handle cast(hobnob::python::Whole whole, return_value_policy, handle) { return PyLong_FromLong(whole.value); }
};

template <>
struct type_caster<hobnob::python::Count> {
  PYBIND11_TYPE_CASTER(hobnob::python::Count, io_name("typing.SupportsIndex", "int"));
  bool load(handle source, bool) {
    return hobnob::python::load_from(source, [&] { value.value = hobnob::python::to_count(source); });
  }
  static handle cast(hobnob::python::Count count, return_value_policy, handle) { return PyLong_FromUnsignedLongLong(count.value); }
};

template <>
struct type_caster<hobnob::python::Rejections> {
  PYBIND11_TYPE_CASTER(hobnob::python::Rejections, io_name("typing.SupportsIndex | typing.Literal['all']", "int"));
  bool load(handle source, bool) {
    return hobnob::python::load_from(source, [&] {
      const bool all = isinstance<str>(source) && std::get<std::string_view>(hobnob::python::to_cell(source)) == "all";
      value.value = all ? hobnob::any_number : hobnob::python::to_count(source, "'all' or a whole number of 0 or more is wanted");
    });
  }
  static handle cast(hobnob::python::Rejections most, return_value_policy, handle) { return PyLong_FromUnsignedLongLong(most.value); }
};

template <>
struct type_caster<hobnob::python::Rng> {
  PYBIND11_TYPE_CASTER(hobnob::python::Rng,
                       io_name("typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None",
                               "int"));
  bool load(handle source, bool) {
    return hobnob::python::load_from(source, [&] { value.seed = hobnob::python::to_seed(source); });
  }
  static handle cast(hobnob::python::Rng rng, return_value_policy, handle) { return PyLong_FromUnsignedLongLong(rng.seed); }
};

template <hobnob::python::Worded Enum>
struct type_caster_enum_type_enabled<Enum, void> : std::false_type {};  // words, not pybind11's enum classes
template <hobnob::python::Worded Enum>
struct type_caster<Enum> {
  PYBIND11_TYPE_CASTER(Enum, hobnob::python::Words<Enum>::type);
  bool load(handle source, bool) {
    return hobnob::python::load_from(source, [&] { hobnob::python::assign(value, hobnob::python::to_cell(source)); });
  }
  static handle cast(Enum word, return_value_policy, handle) {
    return str(std::string(hobnob::python::Words<Enum>::words[static_cast<std::size_t>(word)])).release();
  }
};

template <>
struct type_caster<hobnob::python::PolicyLike> {
  PYBIND11_TYPE_CASTER(hobnob::python::PolicyLike, make_caster<hobnob::Policy>::name + const_name(" | typing.Literal['open', 'opt_in']"));
  bool load(handle source, bool convert) {
    using hobnob::Policy;
    if (isinstance<str>(source)) {
      static constexpr std::array<std::string_view, 2> words{"open", "opt_in"};
      return hobnob::python::load_from(source, [&] {
        const hobnob::python::Cell word = hobnob::python::to_cell(source);
        value.value = hobnob::python::place_of(word, words.data(), words.size()) == 0 ? Policy::open() : Policy::opt_in();
      });
    }
    make_caster<Policy> policy;
    if (!policy.load(source, convert)) return false;
    value.value = cast_op<Policy&>(policy);
    return true;
  }
  static handle cast(const hobnob::python::PolicyLike& policy, return_value_policy, handle parent) {
    return make_caster<hobnob::Policy>::cast(policy.value, return_value_policy::copy, parent);
  }
};

template <>
struct type_caster<hobnob::python::GranteeLike> {
  PYBIND11_TYPE_CASTER(hobnob::python::GranteeLike,
                       make_caster<hobnob::Grantee>::name +
                           const_name(" | typing.Literal['all', 'connections'] | tuple[typing.Literal['group', 'member'], str | int]"));
  bool load(handle source, bool convert) {
    using namespace hobnob;
    if (isinstance<str>(source)) {
      static constexpr std::array<std::string_view, 2> words{"all", "connections"};
      return python::load_from(source, [&] {
        value.value = python::place_of(python::to_cell(source), words.data(), words.size()) == 0 ? Grantee::all() : Grantee::connections();
      });
    }
    if (isinstance<tuple>(source) && len(source) == 2) {
      const auto pair = reinterpret_borrow<tuple>(source);
      static constexpr std::array<std::string_view, 2> words{"group", "member"};
      return python::load_from(source, [&] {
        if (python::place_of(python::to_cell(pair[0]), words.data(), words.size()) == 0) {
          std::string group;
          python::assign(group, python::to_cell(pair[1]));
          value.value = Grantee::group(std::move(group));
        } else {
          Key key;
          python::assign(key, python::to_cell(pair[1]));
          value.value = Grantee::member(std::move(key));
        }
      });
    }
    make_caster<Grantee> grantee;
    if (!grantee.load(source, convert)) return false;
    value.value = cast_op<Grantee&>(grantee);
    return true;
  }
  static handle cast(const hobnob::python::GranteeLike& grantee, return_value_policy, handle parent) {
    return make_caster<hobnob::Grantee>::cast(grantee.value, return_value_policy::copy, parent);
  }
};

template <>
struct type_caster<hobnob::python::KeyedFactor> {
  PYBIND11_TYPE_CASTER(hobnob::python::KeyedFactor, const_name("hobnob._core.Factor"));
  bool load(handle source, bool) {
    if (!isinstance<tuple>(source) || len(source) != 3) return false;
    const auto parts = reinterpret_borrow<tuple>(source);
    value = {parts[0].cast<std::string>(), parts[1].cast<double>(), parts[2].cast<std::optional<hobnob::Key>>()};
    return true;
  }
  static handle cast(const hobnob::python::KeyedFactor& factor, return_value_policy, handle) {
    return hobnob::python::factor_type()(factor.name, factor.value, factor.who).release();
  }
};

}  // namespace pybind11::detail

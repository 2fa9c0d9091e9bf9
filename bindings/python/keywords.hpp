// How do options become keywords? From the `fields()` tables, so that names and defaults live in C++ alone.
//
//   Keywords<PathOptions>::define(m, "find_paths", +[](const PathOptions& options, const View& view, …) { … }, py::arg("view"), …, py::kw_only(), doc);
//   value_class<TieOptions>(m, "TieOptions", doc);      // a plain value: keywords in, attributes out, ==, repr, pickle
#pragma once

#include <pybind11/operators.h>

#include <concepts>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "convert.hpp"

namespace hobnob::python {

// The tables of structs that are no options in C++ and have no table there.
template <class T>
struct FieldsOf {
  static constexpr auto fields() { return T::fields(); }
};
template <>
struct FieldsOf<Evidence> {
  static constexpr auto fields() {
    return std::tuple{field("days_since_last", &Evidence::days_since_last), field("mass", &Evidence::mass), field("events", &Evidence::events),
                      field("weight", &Evidence::weight), field("days_since_first", &Evidence::days_since_first)};
  }
};
template <>
struct FieldsOf<PairEvidence> {
  static constexpr auto fields() {
    return std::tuple{field("out", &PairEvidence::out), field("back", &PairEvidence::back), field("declared", &PairEvidence::declared)};
  }
};
template <>
struct FieldsOf<EvidenceOptions> {
  static constexpr auto fields() {
    return std::tuple{field("half_life_days", &EvidenceOptions::half_life_days), field("kind_weights", &EvidenceOptions::kind_weights),
                      field("max_participants", &EvidenceOptions::max_participants)};
  }
};
template <>
struct FieldsOf<TieModelInfo> {
  static constexpr auto fields() {
    return std::tuple{field("name", &TieModelInfo::name), field("window_days", &TieModelInfo::window_days),
                      field("reciprocity", &TieModelInfo::reciprocity), field("parameters", &TieModelInfo::parameters)};
  }
};
template <>
struct FieldsOf<TieFit> {
  static constexpr auto fields() {
    return std::tuple{field("start", &TieFit::start),
                      field("until", &TieFit::until),
                      field("rows", &TieFit::rows),
                      field("positives", &TieFit::positives),
                      field("log_loss", &TieFit::log_loss),
                      field("calibration_error", &TieFit::calibration_error),
                      field("calibration_null", &TieFit::calibration_null),
                      field("moved", &TieFit::moved)};
  }
};
template <>
struct FieldsOf<LogisticTies> {
  static constexpr auto fields() {
    return std::tuple{field("options", &LogisticTies::options), field("theta", &LogisticTies::theta), field("gamma", &LogisticTies::gamma),
                      field("origin", &LogisticTies::origin), field("fit", &LogisticTies::fit)};
  }
};
template <>
struct FieldsOf<TieFacts> {
  static constexpr auto fields() {
    return std::tuple{field("events_out", &TieFacts::events_out), field("events_back", &TieFacts::events_back),
                      field("seconds_since_out", &TieFacts::seconds_since_out), field("seconds_since_back", &TieFacts::seconds_since_back),
                      field("declared", &TieFacts::declared)};
  }
};
template <>
struct FieldsOf<ImportReport::Rejected> {
  static constexpr auto fields() {
    return std::tuple{field("line", &ImportReport::Rejected::line), field("reason", &ImportReport::Rejected::reason)};
  }
};
template <>
struct FieldsOf<ImportReport> {
  static constexpr auto fields() {
    return std::tuple{field("rows", &ImportReport::rows), field("accepted", &ImportReport::accepted), field("rejected", &ImportReport::rejected)};
  }
};
template <>
struct FieldsOf<NetworkMemory> {
  static constexpr auto fields() {
    return std::tuple{field("members", &NetworkMemory::members), field("connections", &NetworkMemory::connections),
                      field("interactions", &NetworkMemory::interactions), field("other", &NetworkMemory::other)};
  }
};
template <>
struct FieldsOf<SnapshotMemory> {
  static constexpr auto fields() {
    return std::tuple{field("ties", &SnapshotMemory::ties), field("explanation", &SnapshotMemory::explanation),
                      field("members", &SnapshotMemory::members), field("audience", &SnapshotMemory::audience), field("asks", &SnapshotMemory::asks)};
  }
};

template <class T, std::size_t I>
inline constexpr auto field_of = std::get<I>(FieldsOf<T>::fields());

template <class T>
using Places = std::make_index_sequence<std::tuple_size_v<decltype(FieldsOf<T>::fields())>>;

// `seed` is called `rng` in Python, as NumPy's users expect. There is no other renaming.
template <class T, std::size_t I>
constexpr const char* python_name() {
  return field_of<T, I>.name == "seed" ? "rng" : field_of<T, I>.name.data();
}

/// The type that carries field I across the border.
template <class T, std::size_t I>
constexpr auto traveller() {
  using Value = std::remove_cvref_t<decltype(std::declval<T&>().*field_of<T, I>.member)>;
  if constexpr (field_of<T, I>.name == "max_rejected") return std::type_identity<Rejections>{};
  else if constexpr (field_of<T, I>.name == "seed") return std::type_identity<Rng>{};
  else if constexpr (std::same_as<Value, std::optional<Time>>) return std::type_identity<std::optional<Instant>>{};
  else if constexpr (std::same_as<Value, std::uint64_t>) return std::type_identity<Count>{};
  else if constexpr (std::same_as<Value, int>) return std::type_identity<Whole>{};
  else if constexpr (std::same_as<Value, std::optional<int>>) return std::type_identity<std::optional<Whole>>{};
  else return std::type_identity<Value>{};
}
template <class T, std::size_t I>
using Travel = typename decltype(traveller<T, I>())::type;

template <class Value>
void store(Value& into, Value&& from) {
  into = std::move(from);
}
inline void store(int& into, Whole from) { into = from.value; }
inline void store(std::optional<int>& into, std::optional<Whole> from) { into = from ? std::optional<int>(from->value) : std::nullopt; }
inline void store(std::uint64_t& into, Count from) { into = from.value; }
inline void store(std::uint64_t& into, Rejections from) { into = from.value; }
inline void store(std::uint64_t& into, Rng from) { into = from.seed; }
inline void store(std::optional<Time>& into, std::optional<Instant> from) { into = from ? std::optional<Time>(from->value) : std::nullopt; }

template <class T, std::size_t I>
Travel<T, I> fetch(const T& value) {
  const auto& field = value.*field_of<T, I>.member;
  using Out = Travel<T, I>;
  if constexpr (std::same_as<Out, std::optional<Instant>>) return field ? Out(Instant{*field}) : Out();
  else if constexpr (std::same_as<Out, std::optional<Whole>>) return field ? Out(Whole{*field}) : Out();
  else if constexpr (!std::same_as<Out, std::remove_cvref_t<decltype(field)>>) return Out{field};
  else return field;
}

/// A keyword that may be left out, which then says nothing (unlike a default).
template <class Value>
struct Maybe {
  std::optional<Value> value;
};

template <class T>
T blank() {
  if constexpr (std::default_initializable<T>) return T{};
  else return T::open();  // Policy has no default: silence must mean something
}

template <class T, class = Places<T>>
struct Keywords;
template <class T, std::size_t... I>
struct Keywords<T, std::index_sequence<I...>> {
  /// A function or method that takes what stands in `extra` (positional arguments, `py::kw_only`, a docstring), and then every field as a
  /// keyword. Its first parameter in C++ is the struct made of them.
  template <class Scope, class R, class... A, class... Extra>
  static void define(Scope& scope, const char* name, R (*function)(const T&, A...), const Extra&... extra) {
    define_from(
        blank<T>(), [&]<class... More>(auto&& f, const More&... more) { scope.def(name, f, more...); }, function, extra...);
  }
  template <class Scope, class R, class... Extra>
  static void define_static(Scope& scope, const char* name, const T& defaults, R (*function)(const T&), const Extra&... extra) {
    define_from(
        defaults, [&]<class... More>(auto&& f, const More&... more) { scope.def_static(name, f, more...); }, function, extra...);
  }
  template <class Scope>
  static void define_init(Scope& scope, const char* doc) {
    define_from(
        blank<T>(), [&]<class... More>(auto&& f, const More&... more) { scope.def(py::init(f), more...); }, +[](const T& made) { return made; },
        py::kw_only(), doc);
  }
  /// The same for an object that is made of more: as `define`.
  template <class Scope, class R, class... A, class... Extra>
  static void define_init(Scope& scope, R (*function)(const T&, A...), const Extra&... extra) {
    define_from(
        blank<T>(), [&]<class... More>(auto&& f, const More&... more) { scope.def(py::init(f), more...); }, function, extra...);
  }
  /// A method that changes only the fields that are named: `change(self, key, apply)` is given what applies them.
  template <class Scope, class Self, class... Extra>
  static void define_changes(Scope& scope, const char* name, void (*change)(Self&, const Key&, const std::function<void(T&)>&),
                             const Extra&... extra) {
    scope.def(
        name,
        [change](Self& self, const Key& key, Maybe<Travel<T, I>>... given) {
          change(self, key, [&](T& all) { ((given.value ? store(all.*field_of<T, I>.member, std::move(*given.value)) : void()), ...); });
        },
        extra..., py::arg_v(python_name<T, I>(), py::ellipsis(), "...")...);
  }
  static T make(Travel<T, I>... given) {
    T all = blank<T>();
    (store(all.*field_of<T, I>.member, std::move(given)), ...);
    return all;
  }
  static py::tuple state(const T& value) { return py::make_tuple(fetch<T, I>(value)...); }
  static T restore(const py::tuple& state) {
    if (state.size() != sizeof...(I))
      throw Error(Errc::corrupt_data, "a pickle with " + std::to_string(state.size()) + " fields is not of this version");
    return make(state[I].template cast<Travel<T, I>>()...);
  }
  static bool same(const T& a, const T& b) { return (same_value(a.*field_of<T, I>.member, b.*field_of<T, I>.member) && ...); }
  template <class Class>
  static void attributes(Class& bound) {
    (bound.def_property_readonly(python_name<T, I>(), [](const T& value) { return fetch<T, I>(value); }), ...);
  }
  static std::string shown(const T& value) {
    std::string text;
    ((text +=
      (text.empty() ? "" : ", ") + std::string(python_name<T, I>()) + '=' + py::repr(py::cast(fetch<T, I>(value))).template cast<std::string>()),
     ...);
    return text;
  }
  static py::dict defaults(const T& value) {
    py::dict all;
    ((all[python_name<T, I>()] = fetch<T, I>(value)), ...);
    return all;
  }

 private:
  template <class Value>
  static bool same_value(const Value& a, const Value& b) {
    if constexpr (std::equality_comparable<Value>) return a == b;
    else return Keywords<Value>::same(a, b);
  }
  template <class Define, class R, class... A, class... Extra>
  static void define_from(const T& defaults, const Define& define_it, R (*function)(const T&, A...), const Extra&... extra) {
    define_it(
        [function, defaults](A... given, Travel<T, I>... options) -> R {
          T all = defaults;
          (store(all.*field_of<T, I>.member, std::move(options)), ...);
          return function(all, std::forward<A>(given)...);
        },
        extra..., (py::arg(python_name<T, I>()) = fetch<T, I>(defaults))...);
  }
};

/// A struct as a Python value: attributes, ==, repr (unless it gets another) and pickle from its table.
template <class T, bool shows_fields = true>
py::class_<T> plain_class(py::module_& m, const char* name, const char* doc) {
  py::class_<T> bound(m, name, doc);
  Keywords<T>::attributes(bound);
  bound
      .def(
          "__eq__", [](const T& a, const T& b) { return Keywords<T>::same(a, b); }, py::is_operator(), py::arg("other"))
      .def(py::pickle(&Keywords<T>::state, &Keywords<T>::restore));
  if constexpr (shows_fields)
    bound.def("__repr__", [name = std::string(name)](const T& value) { return name + '(' + Keywords<T>::shown(value) + ')'; });
  return bound;
}

/// The same, made by keywords.
template <class T>
py::class_<T> value_class(py::module_& m, const char* name, const char* doc) {
  py::class_<T> bound = plain_class<T>(m, name, doc);
  Keywords<T>::define_init(bound, "Every field is a keyword and may be left out.");
  return bound;
}

}  // namespace hobnob::python

namespace pybind11::detail {
template <class Value>
struct type_caster<hobnob::python::Maybe<Value>> {
  PYBIND11_TYPE_CASTER(hobnob::python::Maybe<Value>, make_caster<Value>::name);
  bool load(handle source, bool convert) {
    value.value.reset();
    if (source.ptr() == Py_Ellipsis) return true;
    make_caster<Value> inner;
    if (!inner.load(source, convert)) return false;
    value.value.emplace(cast_op<Value&&>(std::move(inner)));
    return true;
  }
};
}  // namespace pybind11::detail

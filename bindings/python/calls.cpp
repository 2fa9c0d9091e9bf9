// How it is done, and why so. pybind11 has no hook for a call that fits nothing, but one flag that changes what it does then: the head of a
// chain of overloads that says `py::is_operator` makes it return NotImplemented, as Python's operators want it, before any text is made.
// So once the module is complete, every chain in it that is no operator gets that flag, and its entry in Python's table of methods a
// function that calls pybind11's and looks at what comes back: anything but an error or NotImplemented goes on as it is.
//   - Overloads, their order, conversions and docstrings are what they were. A last overload that takes (*args, **kwargs) would make every
//     function overloaded, and pybind11 goes through overloads twice, at first without conversions: slower, and columns would be read twice.
//   - What is told is known from the function's record (names, defaults, places), and types from its signature, which is in the docstring too.
//   - Operators (`__eq__`, …) have the flag already and are left alone, so that Python can ask the other side.
#include "calls.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace hobnob::python {
namespace calls {  // names of its own, also where several sources are compiled as one
namespace {

using Record = py::detail::function_record;
using Strings = std::vector<std::string>;

/// A call as pybind11 was given it: values by place, then values by name.
struct Call {
  Call(PyObject* self, PyObject* const* values, std::size_t places, PyObject* names)
      : function(self),
        by_place(values, static_cast<std::size_t>(PyVectorcall_NARGS(places))),
        by_name(values + by_place.size(), names ? static_cast<std::size_t>(PyTuple_GET_SIZE(names)) : 0) {
    for (std::size_t i = 0; i < by_name.size(); ++i) words.emplace_back(PyTuple_GET_ITEM(names, static_cast<Py_ssize_t>(i)));
  }
  Call(PyObject* self, PyObject* values, PyObject* named) : function(self) {  // before pybind11 3.1
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(values); ++i) held.push_back(PyTuple_GET_ITEM(values, i));
    const auto places = held.size();
    PyObject* name = nullptr;
    PyObject* value = nullptr;
    for (Py_ssize_t at = 0; named && PyDict_Next(named, &at, &name, &value);) {
      words.emplace_back(name);
      held.push_back(value);
    }
    by_place = std::span(held).first(places);
    by_name = std::span(held).subspan(places);
  }

  PyObject* function;
  std::span<PyObject* const> by_place, by_name;
  std::vector<py::handle> words;
  std::vector<PyObject*> held;
};

// ---- what a signature says of each parameter

struct Parameter {
  std::string name, type;
  bool has_default = false, none = true, by_place = true;
  bool by_name = true;  // false: pybind11 numbers what was not named
};

struct Signature {
  std::vector<Parameter> parameters;
  bool more_places = false, more_names = false;
};

/// The parts of `text` between `separator`s that stand in no brackets and no quotes.
std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  int depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote) {
      if (c == '\\') ++i;
      else if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') quote = c;
    else if (c == '(' || c == '[' || c == '{') ++depth;
    else if (c == ')' || c == ']' || c == '}') --depth;
    else if (depth == 0 && text.substr(i).starts_with(separator)) {
      parts.push_back(text.substr(start, i - start));
      i += separator.size() - 1;
      start = i + 1;
    }
  }
  parts.push_back(text.substr(start));
  return parts;
}

/// "(view: hobnob._core.View, *, k: typing.SupportsIndex = 10) -> …" without what stands around the parameters.
std::string_view parameters_of(std::string_view signature) {
  const std::string_view head = split(signature, " -> ").front();
  return head.size() < 2 ? std::string_view() : head.substr(1, head.size() - 2);
}

Signature signature_of(const Record& record) {
  Signature all;
  all.more_places = record.has_args;
  all.more_names = record.has_kwargs;
  for (const std::string_view part : split(parameters_of(record.signature), ", ")) {
    if (part.empty() || part[0] == '*' || part[0] == '/') continue;
    const auto colon = part.find(": ");
    const std::string_view type = colon == std::string_view::npos ? std::string_view() : split(part.substr(colon + 2), " = ").front();
    const std::size_t i = all.parameters.size();
    Parameter& one = all.parameters.emplace_back(Parameter{std::string(part.substr(0, colon)), std::string(type)});
    one.by_place = i < record.nargs_pos;
    one.by_name = i < record.args.size() && record.args[i].name && i >= record.nargs_pos_only;
    if (i < record.args.size()) {
      one.has_default = static_cast<bool>(record.args[i].value);
      one.none = record.args[i].none;
    }
  }
  return all;
}

// ---- types, as the signature names them

std::map<std::string, py::handle, std::less<>>& classes() {  // by the name in signatures; the module holds them
  static std::map<std::string, py::handle, std::less<>> all;
  return all;
}

bool inside(std::string_view type, std::string_view prefix, std::string_view& argument) {
  if (!type.starts_with(prefix) || !type.ends_with(']')) return false;
  argument = type.substr(prefix.size(), type.size() - prefix.size() - 1);
  return true;
}

bool has(py::handle value, const char* name) { return py::hasattr(value, name); }

/// Whether `value` could be of `type`. False only if it is certain that it is not.
bool fits(std::string_view type, py::handle value);

bool items_fit(std::string_view type, py::handle value) {
  if (!PyList_Check(value.ptr()) && !PyTuple_Check(value.ptr())) return true;  // what is read once must not be read here
  const std::span items(PySequence_Fast_ITEMS(value.ptr()), static_cast<std::size_t>(PySequence_Fast_GET_SIZE(value.ptr())));
  return std::all_of(items.begin(), items.end(), [&](PyObject* item) { return fits(type, item); });
}

bool fits_one(std::string_view type, py::handle value) {
  PyObject* const raw = value.ptr();
  const bool text = PyUnicode_Check(raw) || PyBytes_Check(raw) || PyByteArray_Check(raw);
  std::string_view argument;
  if (type == "None") return value.is_none();
  if (type == "str") return text;
  if (type == "bytes") return PyBytes_Check(raw) != 0;
  if (type == "bool") return PyBool_Check(raw) || value.is_none() || has(value, "__bool__");
  if (type == "slice") return PySlice_Check(raw) != 0;
  if (type == "dict") return PyDict_Check(raw) != 0;
  if (type == "list") return PyList_Check(raw) != 0;
  if (type == "tuple") return PyTuple_Check(raw) != 0;
  if (type == "typing.SupportsIndex") return PyIndex_Check(raw) != 0;
  if (type == "typing.SupportsFloat") return has(value, "__float__");
  if (type == "typing.SupportsInt") return has(value, "__int__") && !PyFloat_Check(raw);
  if (type.starts_with("os.PathLike")) return has(value, "__fspath__");
  if (type.starts_with("typing.IO")) return has(value, "read") || has(value, "write");
  if (type.starts_with("collections.abc.Callable")) return PyCallable_Check(raw) != 0;
  if (inside(type, "typing.Annotated[", argument)) return fits(split(argument, ", ").front(), value);
  if (inside(type, "collections.abc.Mapping[", argument)) return has(value, "keys");
  if (inside(type, "collections.abc.Sequence[", argument) || inside(type, "collections.abc.Iterable[", argument) || inside(type, "list[", argument))
    return !text && (has(value, "__iter__") || has(value, "__getitem__")) && items_fit(argument, value);
  if (inside(type, "typing.Literal[", argument)) {
    if (!PyUnicode_Check(raw)) return false;
    for (const std::string_view word : split(argument, ", "))
      if (PyUnicode_CompareWithASCIIString(raw, std::string(word.substr(1, word.size() - 2)).c_str()) == 0) return true;
    return false;
  }
  const auto known = classes().find(type);
  return known == classes().end() || PyObject_TypeCheck(raw, reinterpret_cast<PyTypeObject*>(known->second.ptr()));
}

bool fits(std::string_view type, py::handle value) {
  const auto any = split(type, " | ");
  return std::any_of(any.begin(), any.end(), [&](std::string_view one) { return fits_one(one, value); });
}

/// A type in words: "a hobnob.View", "a number", "'open', 'opt_in' or None".
std::string in_words(std::string_view type, bool with_article = true);

std::string one_in_words(std::string_view type, bool with_article) {
  std::string_view argument;
  const auto noun = [&](std::string text) {
    if (!with_article) return text;
    return (std::string_view("aeiouAEIOU").find(text[0]) == std::string_view::npos ? "a " : "an ") + text;
  };
  if (type == "None") return std::string(type);
  if (type == "typing.SupportsIndex" || type == "typing.SupportsInt") return noun("int");
  if (type == "typing.SupportsFloat") return noun("number");
  if (type == "object" || type == "typing.Any") return noun("object");
  if (type.starts_with("os.PathLike")) return noun("path");
  if (type.starts_with("typing.IO")) return noun("file object");
  if (type.starts_with("collections.abc.Callable")) return noun("function");
  if (inside(type, "typing.Annotated[", argument)) return in_words(split(argument, ", ").front(), with_article);
  if (inside(type, "collections.abc.Sequence[", argument)) return noun("sequence of " + in_words(argument, false));
  if (inside(type, "collections.abc.Iterable[", argument)) return noun("iterable of " + in_words(argument, false));
  if (inside(type, "collections.abc.Mapping[", argument)) {
    const auto both = split(argument, ", ");
    return noun("mapping of " + in_words(both.front(), false) + " to " + in_words(both.back(), false));
  }
  std::string text(type);
  if (constexpr std::string_view inner = "hobnob._core."; text.starts_with(inner)) text.replace(0, inner.size(), "hobnob.");
  return noun(text);
}

std::string joined(const Strings& parts, const std::string& last) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "" : i + 1 == parts.size() ? last : ", ") + parts[i];
  return text;
}

std::string in_words(std::string_view type, bool with_article) {
  Strings words;
  for (const std::string_view one : split(type, " | ")) {
    if (std::string_view argument; inside(one, "typing.Literal[", argument)) {
      for (const std::string_view word : split(argument, ", ")) words.emplace_back(word);
      continue;
    }
    std::string word = one_in_words(one, with_article);
    const bool number = !words.empty() && words.back().ends_with("number") && one == "typing.SupportsIndex";  // a number is either
    if (!number && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
  }
  return joined(words, " or ");
}

/// What to do with what is one step away from what is wanted.
std::string_view way_to(std::string_view type, py::handle value) {
  struct Step {
    std::string_view wanted, given, way;
  };
  static constexpr Step steps[] = {
      {"View", "Snapshot", ": take snapshot.owner_view(policy) or snapshot.view(member, policy) first"},
      {"View", "Network", ": take network.snapshot(as_of) first, and of it .owner_view(policy) or .view(member, policy)"},
      {"Snapshot", "Network", ": take network.snapshot(as_of) first"},
      {"Snapshot", "View", ": what it shows is view.project()"},
      {"bytes", "bytearray", ": take bytes(…) of it"},
      {"bytes", "memoryview", ": take bytes(…) of it"},
  };
  const std::string given = shown_type(value);
  const auto is = [](std::string_view name, std::string_view told) {
    constexpr std::string_view room = "hobnob.", inner = "hobnob._core.";
    return name == told || (name.starts_with(inner) && name.substr(inner.size()) == told) ||
           (name.starts_with(room) && name.substr(room.size()) == told);
  };
  for (const Step& step : steps)
    if (is(type, step.wanted) && is(given, step.given)) return step.way;
  return "";
}

// ---- what is told

std::string word_of(py::handle word) {
  const char* const text = PyUnicode_Check(word.ptr()) ? PyUnicode_AsUTF8(word.ptr()) : nullptr;
  if (text) return shortened(text, 60);
  PyErr_Clear();
  return "?";
}

std::unordered_map<const Record*, std::string>& known_names() {  // as users write them: "Snapshot.owner_view"
  static std::unordered_map<const Record*, std::string> all;
  return all;
}

/// Letters to change, add or leave out between two words; capitals and underlines count for nothing.
std::size_t distance(std::string_view a, std::string_view b) {
  const auto plain = [](std::string_view word) {
    std::string text;
    for (const char c : word)
      if (c != '_') text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
  };
  const std::string from = plain(a), to = plain(b);
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, corner + (from[i] == to[j] ? 0 : 1)});
      corner = above;
    }
  }
  return row[to.size()];
}

std::string in_quotes(std::string_view word) { return '\'' + std::string(word) + '\''; }

/// What a function takes, as in its docstring if that is short, else without types.
std::string taken(const Record& record, const std::string& name) {
  std::string all(parameters_of(record.signature));
  constexpr std::string_view inner = "hobnob._core.";
  for (std::size_t at = all.find(inner); at != std::string::npos; at = all.find(inner, at)) all.replace(at, inner.size(), "hobnob.");
  const auto parts = split(all, ", ");
  std::string text;
  for (std::size_t i = record.is_method ? 1 : 0; i < parts.size(); ++i) {
    text += text.empty() ? "" : ", ";
    const auto colon = all.size() > 200 && parts[i][0] != '*' ? parts[i].find(": ") : std::string_view::npos;
    text += parts[i].substr(0, colon);
    if (colon == std::string_view::npos) continue;
    const auto value = split(parts[i].substr(colon + 2), " = ");
    if (value.size() > 1) (text += '=') += shortened(std::string(value[1]), 30);
  }
  return name + '(' + shortened(text, 900) + ')';
}

/// Why a call does not fit one signature. What is told later came nearer to it.
struct Misfit {
  enum Kind { unknown_word, too_many, twice, missing, wrong_type, unclear } kind = unclear;
  std::string what;          // the sentence after the function's name
  std::string name, wanted;  // of a wrong type: which argument, and what it must be
  py::handle value;
};

Misfit misfit_of(const Signature& signature, const Call& call) {
  const auto& parameters = signature.parameters;
  const auto places =
      static_cast<std::size_t>(std::count_if(parameters.begin(), parameters.end(), [](const Parameter& one) { return one.by_place; }));
  std::vector<py::handle> given(parameters.size());
  for (std::size_t i = 0; i < std::min(call.by_place.size(), places); ++i) given[i] = call.by_place[i];
  for (std::size_t i = 0; i < call.words.size(); ++i) {
    const std::string word = word_of(call.words[i]);
    const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& one) { return one.by_name && one.name == word; });
    if (found != parameters.end()) {
      py::handle& value = given[static_cast<std::size_t>(found - parameters.begin())];
      if (value) return {Misfit::twice, " is given " + in_quotes(word) + " twice, by place and by name", word, "", {}};
      value = call.by_name[i];
    } else if (!signature.more_names) {
      const Parameter* nearest = nullptr;
      std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
      for (const Parameter& one : parameters) {
        const bool begins = word.size() >= 3 && one.name.starts_with(word + '_');
        const std::size_t far = !one.by_name || one.name == "self" ? least : begins ? 1 : distance(word, one.name);
        if (far < least) {
          least = far;
          nearest = &one;
        }
      }
      return {Misfit::unknown_word,
              " has no argument " + in_quotes(word) + (nearest ? "; did you mean " + in_quotes(nearest->name) + '?' : ""),
              word,
              nearest ? nearest->name : "",
              {}};
    }
  }
  if (call.by_place.size() > places && !signature.more_places) {
    const bool method = !parameters.empty() && parameters[0].name == "self";
    const std::size_t most = places - method, got = call.by_place.size() - method;
    return {Misfit::too_many,
            " takes " + (most == 0 ? std::string("no argument") : "at most " + std::to_string(most) + (most == 1 ? " argument" : " arguments")) +
                " by place, got " + std::to_string(got) + (parameters.size() > places ? "; the others are given by name" : ""),
            "",
            "",
            {}};
  }
  Strings missing;
  std::string type;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (given[i] || parameters[i].has_default) continue;
    missing.push_back(in_quotes(parameters[i].name));
    type = parameters[i].type;
  }
  if (!missing.empty())
    return {Misfit::missing, " needs " + joined(missing, " and ") + (missing.size() == 1 ? ": " + shortened(in_words(type), 300) : ""), "", "", {}};
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (!given[i] || (fits(parameters[i].type, given[i]) && (parameters[i].none || !given[i].is_none()))) continue;
    std::string wanted = in_words(parameters[i].type);
    std::string what = parameters[i].name + " must be " + shortened(wanted, 500) + ", got " + shown(given[i]);
    for (const std::string_view one : split(parameters[i].type, " | ")) what += way_to(one, given[i]);
    return {Misfit::wrong_type, ": " + std::move(what), parameters[i].name, std::move(wanted), given[i]};
  }
  return {};
}

/// "(list, sources=str)": types, and of numbers and short words what they are.
std::string told(const Call& call, bool with_self) {
  Strings parts;
  for (std::size_t i = with_self ? 0 : 1; i < call.by_place.size(); ++i) parts.push_back(shown(call.by_place[i]));
  for (std::size_t i = 0; i < call.words.size(); ++i) parts.push_back(word_of(call.words[i]) + '=' + shown(call.by_name[i]));
  return '(' + shortened(joined(parts, ", "), 500) + ')';
}

std::string misfit_text(const Record& chain, const Call& call) {
  const auto known = known_names().find(&chain);
  const std::string name = known == known_names().end() ? std::string(chain.name) : known->second;
  if (chain.is_setter && call.by_place.size() == 2) {
    const Signature setter = signature_of(chain);
    return name + " must be " + shortened(in_words(setter.parameters.back().type), 500) + ", got " + shown(call.by_place[1]);
  }
  std::vector<Misfit> all;
  for (const Record* one = &chain; one; one = one->next) all.push_back(misfit_of(signature_of(*one), call));
  const auto kind = std::max_element(all.begin(), all.end(), [](const Misfit& a, const Misfit& b) { return a.kind < b.kind; })->kind;
  std::erase_if(all, [&](const Misfit& one) { return one.kind != kind; });
  const auto same = [&](auto part) { return std::all_of(all.begin(), all.end(), [&](const Misfit& one) { return part(one) == part(all[0]); }); };
  std::string text = name + "()";
  if (kind == Misfit::wrong_type && all.size() > 1 && same([](const Misfit& one) { return one.value.ptr(); })) {
    Strings called, wanted;
    const auto add = [](Strings& to, const std::string& word) {
      if (std::find(to.begin(), to.end(), word) == to.end()) to.push_back(word);
    };
    for (const Misfit& one : all) {
      add(called, one.name);
      add(wanted, one.wanted);
    }
    const std::string which = joined(called, " or ") + " must be " + shortened(joined(wanted, " or "), 500);
    return text + ": " + which + ", got " + shown(all[0].value);
  }
  const bool sure = kind != Misfit::unclear && same([](const Misfit& one) { return one.what; });
  if (kind == Misfit::unknown_word && !sure) {  // the nearest word may be another overload's
    const auto best = std::find_if(all.begin(), all.end(), [](const Misfit& one) { return !one.wanted.empty(); });
    if (best != all.end() && same([](const Misfit& one) { return one.name; })) return text + best->what;
  }
  if (sure && (kind != Misfit::unknown_word || !all[0].wanted.empty())) return text + all[0].what;
  if (sure) text += all[0].what;
  else text += ": cannot be called with " + told(call, !chain.is_method);
  text += "; it takes";
  std::size_t shown_ones = 0;
  for (const Record* one = &chain; one && shown_ones < 3; one = one->next, ++shown_ones)
    text += (chain.next ? "\n  " : " ") + shortened(taken(*one, name), chain.next ? 400 : 1000);
  return text;
}

// ---- refusals of our own casters

thread_local PyObject* refused = nullptr;  // compared, never looked into

/// "k: " or "targets[3]: " for the argument that `refused` is or stands in. Empty: none is; the text came from elsewhere.
std::string place_of_refused(const Record& chain, const Call& call, PyObject* value) {
  Strings found, misfits;
  for (const Record* one = &chain; one; one = one->next) {
    const auto signature = signature_of(*one);
    const auto look = [&](const Parameter& parameter, PyObject* given) {
      std::string name;
      if (given == value) name = parameter.name;
      else if (PyList_Check(given) || PyTuple_Check(given)) {
        const std::span items(PySequence_Fast_ITEMS(given), static_cast<std::size_t>(PySequence_Fast_GET_SIZE(given)));
        const auto at = std::find(items.begin(), items.end(), value);
        if (at != items.end()) name = parameter.name + '[' + std::to_string(at - items.begin()) + ']';
      }
      if (name.empty()) return;
      // Where a number is wanted True is none for us, though Python thinks so.
      const bool truth = PyBool_Check(given) && parameter.type.find("typing.SupportsIndex") != std::string::npos;
      auto& into = !truth && fits(parameter.type, given) ? found : misfits;
      if (std::find(into.begin(), into.end(), name) == into.end()) into.push_back(name);
    };
    const auto& parameters = signature.parameters;
    for (std::size_t i = 0; i < std::min(call.by_place.size(), parameters.size()); ++i) look(parameters[i], call.by_place[i]);
    for (std::size_t i = 0; i < call.words.size(); ++i)
      for (const Parameter& parameter : parameters)
        if (parameter.by_name && parameter.name == word_of(call.words[i])) look(parameter, call.by_name[i]);
  }
  return joined(misfits.empty() ? found : misfits, " or ");  // one value may be two arguments: then the one whose type it is not
}

// ---- the way in

struct Pybind11 : py::cpp_function {
  static constexpr auto dispatch() { return &py::cpp_function::dispatcher; }
};

void put_name_before_text(const Record& chain, const Call& call, PyObject* value) {
  py::error_already_set raised;
  if (!raised.matches(PyExc_ValueError)) return raised.restore();
  const auto text = py::str(raised.value()).cast<std::string>();
  const std::string name = place_of_refused(chain, call, value);
  if (name.empty() || text.starts_with(name + ' ')) return raised.restore();
  py::set_error(raised.type(), (name + ": " + text).c_str());
}

/// After a call that brought nothing: its error in our words.
template <class... A>
[[gnu::cold, gnu::noinline]] PyObject* misfit(PyObject* result, A... given) {
  PyObject* const value = std::exchange(refused, nullptr);
  try {
    const Call call(given...);
    const Record* const chain = py::detail::function_record_ptr_from_PyObject(call.function);
    if (result) {
      Py_DECREF(result);
      py::set_error(PyExc_TypeError, misfit_text(*chain, call).c_str());
    } else if (value) {
      put_name_before_text(*chain, call, value);
    }
  } catch (py::error_already_set& error) { error.restore(); } catch (const std::exception& error) {
    py::set_error(PyExc_TypeError, error.what());
  }
  return nullptr;
}

template <class... A>
PyObject* call(A... given) {
  PyObject* const result = Pybind11::dispatch()(given...);
  if (result && result != Py_NotImplemented) [[likely]]
    return result;
  return misfit(result, given...);
}

template <class... A>
PyCFunction explained(PyObject* (*)(A...)) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(&call<A...>));
}

void explain_function(py::handle function, const std::string& name) {
  PyObject* raw = function.ptr();
  if (raw && PyInstanceMethod_Check(raw)) raw = PyInstanceMethod_GET_FUNCTION(raw);
  if (!raw || !PyCFunction_Check(raw) || !PyCFunction_GET_SELF(raw)) return;
  Record* const record = py::detail::function_record_ptr_from_PyObject(PyCFunction_GET_SELF(raw));
  PyMethodDef* const entry = reinterpret_cast<PyCFunctionObject*>(raw)->m_ml;
  const auto ours = reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(Pybind11::dispatch()));
  if (!record || record->is_operator || entry->ml_meth != ours) return;  // an operator, or another module's
  known_names().insert_or_assign(record, name);
  entry->ml_meth = explained(Pybind11::dispatch());
  record->is_operator = true;
}

void explain_scope(py::handle scope, const std::string& prefix) {
  const py::dict members(scope.attr("__dict__"));
  for (const auto& [key, value] : members) {
    const auto word = py::str(key).cast<std::string>();
    if (PyType_Check(value.ptr())) {
      const auto own = value.attr("__module__").cast<std::string>() + '.' + value.attr("__qualname__").cast<std::string>();
      if (!own.starts_with("hobnob._core.")) continue;
      const bool bound = PyObject_TypeCheck(value.ptr(), py::detail::get_internals().default_metaclass) != 0;
      if (bound) classes().insert_or_assign(own, value);  // a named tuple may be any tuple in a call
      if (prefix.size() < 100) explain_scope(value, prefix + word + '.');
    } else if (PyObject_TypeCheck(value.ptr(), &PyProperty_Type)) {
      explain_function(value.attr("fget"), prefix + word);
      explain_function(value.attr("fset"), prefix + word);
    } else if (PyObject_TypeCheck(value.ptr(), &PyStaticMethod_Type)) {
      explain_function(value.attr("__func__"), prefix + word);
    } else {
      explain_function(value, word == "__init__" ? prefix.substr(0, prefix.size() - 1) : prefix + word);
    }
  }
}

}  // namespace
}  // namespace calls

void note_refusal(py::handle value) noexcept { calls::refused = value.ptr(); }

void explain_misfits(py::module_& m) { calls::explain_scope(m, ""); }

}  // namespace hobnob::python

// What does every answer look like? Items in order, each with its score and the factors that make it up; a plain value.
//
//   for (const auto& [path, score, factors] : hobnob::find_paths(view, ana, kim)) …
//   ranking.key(id), ranking.name(id)     // of every member the answer mentions: no snapshot needed any more
//
// An answer keeps no graph alive, and two answers are equal when their keyed content is: ids are never compared.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "hobnob/core/error.hpp"
#include "hobnob/core/export.hpp"
#include "hobnob/core/types.hpp"

namespace hobnob {
inline namespace v0 {

/// A chance for people: "62 %" down to 1 %, "1 in 340" below.
HOBNOB_API std::string chance_text(double probability);

/// One part of a score: a name, its value, and whom it speaks of (`no_member`: nobody in particular).
struct Factor {
  std::string name;
  double value = 0;
  MemberId who = no_member;
};

/// Do the factors multiply to the score, or add up to it?
enum class FactorKind { product, sum };

template <class T>
struct Ranked {
  T item;
  double score = 0;
  std::vector<Factor> factors;
};

/// Keys and names of the members that an answer mentions.
class People {
 public:
  struct Person {
    MemberId id;
    Key key;
    std::string name;
  };
  void add(MemberId id, Key key, std::string name) {
    const auto at = find(id);
    if (at == people_.end() || at->id != id) people_.insert(at, Person{id, std::move(key), std::move(name)});
  }
  [[nodiscard]] bool contains(MemberId id) const noexcept {
    const auto at = find(id);
    return at != people_.end() && at->id == id;
  }
  /// Error(invalid_argument) for a member that the answer does not mention.
  [[nodiscard]] const Key& key(MemberId id) const { return person(id).key; }
  [[nodiscard]] const std::string& name(MemberId id) const { return person(id).name; }
  /// All of them, by ascending id.
  [[nodiscard]] auto begin() const noexcept { return people_.begin(); }
  [[nodiscard]] auto end() const noexcept { return people_.end(); }

 private:
  [[nodiscard]] std::vector<Person>::const_iterator find(MemberId id) const noexcept {
    return std::lower_bound(people_.begin(), people_.end(), id, [](const Person& p, MemberId x) { return p.id < x; });
  }
  [[nodiscard]] const Person& person(MemberId id) const {
    const auto at = find(id);
    if (at == people_.end() || at->id != id) throw Error(Errc::invalid_argument, "this answer does not mention member " + std::to_string(index(id)));
    return *at;
  }
  std::vector<Person> people_;
};

namespace detail {
inline Error no_such_row(std::size_t row, std::size_t rows) {
  if (rows == 0) return {Errc::invalid_argument, "the answer has no rows"};
  return {Errc::invalid_argument, "row must be below " + std::to_string(rows) + ", got " + std::to_string(row)};
}
}  // namespace detail

/// An ordered answer. `complete` says that nothing better was left out; `method` how it was found.
/// `mentions(item)` (found by argument-dependent lookup) lists the members of an item in a fixed order.
template <class T>
struct Ranking {
  std::vector<Ranked<T>> rows;
  FactorKind factor_kind = FactorKind::product;
  bool complete = true;
  std::string method = "exact";
  std::string notice;               ///< What the asker should know of the instant asked about; empty if nothing.
  Time as_of = 0;
  std::uint64_t ties_touched = 0;   ///< Work done, in permitted ties looked at.
  People people;

  [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
  [[nodiscard]] bool empty() const noexcept { return rows.empty(); }
  [[nodiscard]] const Ranked<T>& operator[](std::size_t row) const {
    if (row >= rows.size()) throw detail::no_such_row(row, rows.size());
    return rows[row];
  }
  [[nodiscard]] auto begin() const noexcept { return rows.begin(); }
  [[nodiscard]] auto end() const noexcept { return rows.end(); }
  [[nodiscard]] const Key& key(MemberId id) const { return people.key(id); }
  [[nodiscard]] const std::string& name(MemberId id) const { return people.name(id); }

  /// The same keyed content, to the bit.
  friend bool operator==(const Ranking& a, const Ranking& b) {
    const auto same_member = [&](MemberId x, MemberId y) {
      if (x == no_member || y == no_member) return x == y;
      return a.key(x) == b.key(y) && a.name(x) == b.name(y);
    };
    const auto same_factor = [&](const Factor& x, const Factor& y) { return x.name == y.name && x.value == y.value && same_member(x.who, y.who); };
    const auto same_row = [&](const Ranked<T>& x, const Ranked<T>& y) {
      return x.score == y.score && std::ranges::equal(mentions(x.item), mentions(y.item), same_member) &&
             std::ranges::equal(x.factors, y.factors, same_factor);
    };
    return a.factor_kind == b.factor_kind && a.complete == b.complete && a.method == b.method && a.notice == b.notice && a.as_of == b.as_of &&
           a.ties_touched == b.ties_touched && std::ranges::equal(a.rows, b.rows, same_row);
  }
};

}  // namespace v0
}  // namespace hobnob

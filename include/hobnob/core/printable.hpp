// What can be printed? Every value of ours that has a `to_text`.
//
//   template <hobnob::Printable Answer>
//   void show(const Answer& answer) { std::puts(std::string(to_text(answer)).c_str()); }
//
// What `interop/fmt.hpp` and `interop/format.hpp` format: an answer is printable as soon as its header has a `to_text`, and nothing else is
// to be done for it. Other people's types are not ours to format, whatever functions they have.
#pragma once

#include <concepts>
#include <string_view>

namespace hobnob {
inline namespace v0 {

namespace detail {

/// Of this namespace, or made of such a type: `is_of_hobnob` is declared further down, so that only the argument's own namespace leads to it.
template <class T>
concept OfHobnob = requires(const T& value) { is_of_hobnob(value); };

}  // namespace detail

template <class T>
concept Printable = detail::OfHobnob<T> && requires(const T& value) {
  { to_text(value) } -> std::convertible_to<std::string_view>;
};

template <class T>
void is_of_hobnob(const T& value);   // never called, never defined

}  // namespace v0
}  // namespace hobnob

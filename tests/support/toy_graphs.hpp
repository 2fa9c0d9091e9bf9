// Graphs small enough to draw: a TieGraph from a list of ties, the same seen through a filter, and random ones that stress the order.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "hobnob/core/types.hpp"
#include "hobnob/graph/tie_graph.hpp"

namespace support {

using namespace hobnob;

constexpr float never = std::numeric_limits<float>::infinity();   // the cost of a tie that no path can use

struct Arc {
  std::uint32_t from = 0, to = 0;
  float cost = 0;
};

/// Members 0 … n − 1 and their ties.
class ToyGraph {
 public:
  ToyGraph(std::uint32_t n, const std::vector<Arc>& arcs) : from_(n), to_(n) {
    for (const auto& [u, v, cost] : arcs) {
      from_[u].push_back({MemberId{v}, cost});
      to_[v].push_back({MemberId{u}, cost});
    }
    for (auto* lists : {&from_, &to_})
      for (auto& list : *lists) std::ranges::sort(list, {}, &Tie::member);
  }

  [[nodiscard]] std::uint32_t id_bound() const { return static_cast<std::uint32_t>(from_.size()); }
  [[nodiscard]] std::uint32_t member_count() const { return id_bound(); }
  [[nodiscard]] bool contains(MemberId u) const { return index(u) < from_.size(); }
  [[nodiscard]] std::span<const Tie> ties_from(MemberId u) const {
    return contains(u) ? std::span<const Tie>(from_[index(u)]) : std::span<const Tie>();
  }
  [[nodiscard]] std::span<const Tie> ties_to(MemberId u) const { return contains(u) ? std::span<const Tie>(to_[index(u)]) : std::span<const Tie>(); }

 private:
  std::vector<std::vector<Tie>> from_, to_;
};
static_assert(TieGraph<ToyGraph>);

inline ToyGraph both_ways(std::uint32_t n, std::vector<Arc> arcs) {
  const std::size_t one_way = arcs.size();
  for (std::size_t i = 0; i < one_way; ++i) arcs.push_back({arcs[i].to, arcs[i].from, arcs[i].cost});
  return {n, arcs};
}

/// A toy graph of which some members are hidden. Its lists can be walked once, by an iterator that cannot be copied: no graph gives less.
class Veiled {
 public:
  class Ties {
   public:
    class iterator {
     public:
      using iterator_concept = std::input_iterator_tag;
      using value_type = Tie;
      using difference_type = std::ptrdiff_t;
      iterator() = default;
      iterator(std::span<const Tie> rest, const std::vector<bool>* hidden) : rest_(rest), hidden_(hidden) { skip(); }
      iterator(iterator&&) = default;
      iterator& operator=(iterator&&) = default;
      Tie operator*() const { return rest_.front(); }
      iterator& operator++() {
        rest_ = rest_.subspan(1);
        skip();
        return *this;
      }
      void operator++(int) { ++*this; }
      friend bool operator==(const iterator& at, std::default_sentinel_t) { return at.rest_.empty(); }

     private:
      void skip() {
        while (!rest_.empty() && (*hidden_)[index(rest_.front().member)]) rest_ = rest_.subspan(1);
      }
      std::span<const Tie> rest_;
      const std::vector<bool>* hidden_ = nullptr;
    };
    Ties(std::span<const Tie> all, const std::vector<bool>* hidden) : all_(all), hidden_(hidden) {}
    [[nodiscard]] iterator begin() const { return {all_, hidden_}; }
    [[nodiscard]] std::default_sentinel_t end() const { return {}; }

   private:
    std::span<const Tie> all_;
    const std::vector<bool>* hidden_;
  };

  Veiled(const ToyGraph& graph, std::vector<bool> hidden) : graph_(&graph), hidden_(std::move(hidden)) {}
  [[nodiscard]] std::uint32_t id_bound() const { return graph_->id_bound(); }
  [[nodiscard]] std::uint32_t member_count() const { return static_cast<std::uint32_t>(std::ranges::count(hidden_, false)); }
  [[nodiscard]] bool contains(MemberId u) const { return graph_->contains(u) && !hidden_[index(u)]; }
  [[nodiscard]] Ties ties_from(MemberId u) const { return {contains(u) ? graph_->ties_from(u) : std::span<const Tie>(), &hidden_}; }
  [[nodiscard]] Ties ties_to(MemberId u) const { return {contains(u) ? graph_->ties_to(u) : std::span<const Tie>(), &hidden_}; }

 private:
  const ToyGraph* graph_;
  std::vector<bool> hidden_;
};
static_assert(TieGraph<Veiled>);

/// Draws that are the same with every standard library: its engines are fixed, its distributions are not.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }
  int between(int least, int most) { return least + static_cast<int>(below(static_cast<std::uint32_t>(most - least + 1))); }
  bool chance(double p) { return uniform() < p; }
  double uniform() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
  template <class Value>
  Value one_of(const std::vector<Value>& values) {
    return values[below(static_cast<std::uint32_t>(values.size()))];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace support

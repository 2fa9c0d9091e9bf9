// The best paths, found by writing down every simple path and sorting the list. Shares nothing with the kernels but the meaning of a cost.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace support {

struct OraclePath {
  double cost = 0;
  std::vector<std::uint32_t> members;
  friend bool operator==(const OraclePath&, const OraclePath&) = default;
  friend bool operator<(const OraclePath& a, const OraclePath& b) {
    return std::tuple(a.cost, a.members.size(), a.members) < std::tuple(b.cost, b.members.size(), b.members);
  }
};

/// A graph as a matrix of tie costs (+infinity: no tie) and a cost for each interior member.
struct PathOracle {
  using Ends = std::multimap<std::uint32_t, double>;   // member and cost, the cheapest of several counts

  std::vector<std::vector<float>> tie;
  std::vector<double> interior;

  [[nodiscard]] std::vector<OraclePath> all_paths(const Ends& sources, const Ends& targets, std::size_t min_hops, std::size_t max_hops) const {
    std::vector<OraclePath> found;
    std::set<std::uint32_t> starts;
    for (const auto& [s, cost] : sources) starts.insert(s);
    for (const std::uint32_t s : starts) {
      std::vector<std::uint32_t> path{s};
      extend(path, sources, targets, min_hops, max_hops, found);
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  [[nodiscard]] std::vector<OraclePath> best_paths(const Ends& sources, const Ends& targets, std::size_t k, std::size_t min_hops,
                                                   std::size_t max_hops, double max_cost, bool one_per_first, bool one_per_target = false) const {
    std::vector<OraclePath> best;
    std::set<std::uint32_t> seen;
    for (const OraclePath& path : all_paths(sources, targets, min_hops, max_hops)) {
      if (path.cost > max_cost || best.size() == k) break;
      if ((one_per_first || one_per_target) && !seen.insert(one_per_first ? path.members[1] : path.members.back()).second) continue;
      best.push_back(path);
    }
    return best;
  }

 private:
  void extend(std::vector<std::uint32_t>& path, const Ends& sources, const Ends& targets, std::size_t min_hops, std::size_t max_hops,
              std::vector<OraclePath>& found) const {
    const std::size_t hops = path.size() - 1;
    if (hops > 0 && targets.contains(path.back())) {
      const double cost = cost_of_path(path, sources, targets);
      if (hops >= min_hops && cost < std::numeric_limits<double>::infinity()) found.push_back({cost, path});
      return;   // a target is never interior
    }
    if (hops > 0 && sources.contains(path.back())) return;
    if (hops == max_hops) return;
    for (std::uint32_t next = 0; next < tie.size(); ++next) {
      if (tie[path.back()][next] == std::numeric_limits<float>::infinity()) continue;
      if (std::find(path.begin(), path.end(), next) != path.end()) continue;
      path.push_back(next);
      extend(path, sources, targets, min_hops, max_hops, found);
      path.pop_back();
    }
  }
  [[nodiscard]] double cost_of_path(const std::vector<std::uint32_t>& path, const Ends& sources, const Ends& targets) const {
    double cost = cheapest(sources, path.front());
    for (std::size_t i = 1; i < path.size(); ++i) {
      cost += double{tie[path[i - 1]][path[i]]};
      if (i + 1 < path.size()) cost += interior[path[i]];
    }
    return cost + cheapest(targets, path.back());
  }
  static double cheapest(const Ends& ends, std::uint32_t member) {
    double cost = std::numeric_limits<double>::infinity();
    for (auto [at, last] = ends.equal_range(member); at != last; ++at) cost = std::min(cost, at->second);
    return cost;
  }
};

}  // namespace support

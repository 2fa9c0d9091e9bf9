#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <span>
#include <vector>
#include "hobnob/core/types.hpp"
#include "hobnob/graph/tie_graph.hpp"
namespace hobnob { inline namespace v0 {
struct Endpoint { MemberId member{}; double cost = 0; };
struct CostedPath { double cost = 0; std::vector<MemberId> members; };
struct BestPathsOptions { int k = 5; int min_hops = 1; int max_hops = 3; double max_cost = infinity; bool one_per_first = false; };
struct BestPaths { std::vector<CostedPath> paths; std::uint64_t ties_touched = 0; };
struct PathScratch {}; struct CheapestScratch {};
template <TieGraph G, class F>
BestPaths best_paths(const G& g, std::span<const Endpoint> ss, std::span<const Endpoint> ts, const F& f, const BestPathsOptions& o, PathScratch&) {
  BestPaths out; MemberId s = ss[0].member, t = ts[0].member; double a = ss[0].cost, b = ts[0].cost;
  auto less = [](const CostedPath& x, const CostedPath& y) { if (x.cost != y.cost) return x.cost < y.cost; if (x.members.size() != y.members.size()) return x.members.size() < y.members.size(); return x.members < y.members; };
  struct Frame { std::vector<MemberId> m; double c; };
  std::vector<Frame> stack{{{s}, a}};
  while (!stack.empty()) { Frame fr = stack.back(); stack.pop_back();
    double base = fr.c; if (fr.m.size() > 1) { double w = f(fr.m.back()); if (w == infinity) continue; base += w; }
    for (Tie x : g.ties_from(fr.m.back())) { ++out.ties_touched; if (x.cost == std::numeric_limits<float>::infinity()) continue;
      if (std::find(fr.m.begin(), fr.m.end(), x.member) != fr.m.end()) continue;
      Frame n = fr; n.m.push_back(x.member); n.c = base + double{x.cost};
      if (x.member == t) { CostedPath p{n.c + b, n.m}; if (p.cost < infinity && p.cost <= o.max_cost && (int)n.m.size() - 1 >= o.min_hops) out.paths.push_back(p); }
      else if ((int)n.m.size() <= o.max_hops - 0 && (int)n.m.size() - 1 < o.max_hops) stack.push_back(n); } }
  std::sort(out.paths.begin(), out.paths.end(), less);
  if (o.one_per_first) { std::set<MemberId> seen; std::vector<CostedPath> k; for (auto& p : out.paths) if (seen.insert(p.members[1]).second) k.push_back(p); out.paths = k; }
  if ((int)out.paths.size() > o.k) out.paths.resize(std::size_t(o.k));
  return out; }
template <TieGraph G, class F>
std::optional<CostedPath> cheapest_path(const G& g, MemberId s, MemberId t, const F& f, double tc, CheapestScratch&, std::uint64_t* n) {
  PathScratch p; Endpoint a{s, 0}, b{t, tc}; auto r = best_paths(g, std::span<const Endpoint>(&a, 1), std::span<const Endpoint>(&b, 1), f, BestPathsOptions{.k = 1, .max_hops = 6}, p);
  if (n) *n = r.ties_touched; if (r.paths.empty()) return std::nullopt; return r.paths[0]; }
}}

// Private: backwards from a random reader of a network, everybody and every group whose post they would have read. Members are the
// sources 0 … members − 1; groups follow.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "hobnob/core/random.hpp"
#include "hobnob/core/types.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/reach/attention.hpp"
#include "hobnob/reach/audience.hpp"
#include "hobnob/search/cascade.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// A source's post as `estimate_reach` has it, with onward sharing: the arcs of all members at once, 12 bytes each.
class ReaderSets {
 public:
  struct Options {
    const Channels& channels;
    const ReadingModel& reading;
    double share;
    double days;
    bool members, groups;               // which may be sources
    MemberId author = no_member;        // who posts to the groups; no_member: nobody in particular
    int threads;
    const std::function<bool(std::uint64_t, std::uint64_t)>& progress;
  };
  ReaderSets(const View& view, const Options& options);

  struct Scratch;
  [[nodiscard]] Scratch scratch() const;
  /// Appends the sources of one set: first those who reach the root at the first hop (`direct` of them), then those who do by sharing.
  /// A member does not reach themselves. Returns the arcs looked at.
  std::uint64_t draw(Scratch& scratch, Stream& stream, std::vector<std::uint32_t>& out, std::size_t& direct) const;
  /// Those whom words reach over some arc: a set begins with one of them. None where nobody's post reaches anybody.
  [[nodiscard]] std::size_t roots() const noexcept { return roots_.size(); }

  struct Scratch {
    struct Wait {
      double day;        // from their reading to the root's
      std::uint32_t member;
    };
    struct LiveArc {
      std::uint32_t to, from;
      double late;       // the delay, or (by_chance) what the share of attention by then is held against
      bool own, onward;  // does a post of `from` take it, do others' words?
      bool by_chance;
    };
    std::vector<Wait> waiting;
    std::vector<std::uint32_t> covered, done, shares;   // by epoch; shares: 2·epoch where the coin said yes, 2·epoch + 1 no
    std::vector<LiveArc> live;
    std::uint32_t epoch = 0;
  };

 private:
  void build(const View& view, const Options& options);
  [[nodiscard]] bool reaches(std::uint32_t source, std::uint32_t root, const Scratch& scratch) const;

  View view_;
  std::uint32_t members_;
  std::size_t sources_;
  MemberId author_;
  Attention attention_;
  double share_, days_;
  bool choose_members_, posts_follow_, posts_subscription_;
  bool any_blocks_ = false;
  ReverseLists follow_, subscription_, other_;
  std::vector<std::uint32_t> roots_;
};

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

// Private: what becomes of a post after the first hop, for those who may be told of it. Worlds of a live-edge process: the author shares; a
// reader shares once with chance `share`; each follower and subscriber of one who shared reads with chance visibility · R, later by a
// delay drawn from F. Every coin is a function of whom it concerns (search/cascade.hpp).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "hobnob/core/types.hpp"
#include "hobnob/graph/view.hpp"
#include "hobnob/reach/attention.hpp"
#include "hobnob/reach/audience.hpp"
#include "hobnob/search/cascade.hpp"
#include "reach/readers.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

/// When one reads who does: F⁻¹ of one of the terms, both drawn by one number in [0, 1). Distributed as F.
[[nodiscard]] double reading_delay(const Attention& attention, double uniform) noexcept;

/// How a figure of so many worlds was found.
[[nodiscard]] std::string method_of_worlds(double share, std::uint64_t worlds, std::uint64_t seed);

/// Of the mean over `count` worlds, from the sum and the sum of squares.
[[nodiscard]] inline double standard_error(double sum, double squares, double count) noexcept {
  return std::sqrt(std::max(0.0, squares - sum * sum / count) / (count - 1) / count);
}

/// Days that were asked about, so that an arrival finds the first that it counts for.
class DaysInOrder {
 public:
  explicit DaysInOrder(std::span<const double> days);
  /// Which of the ordered days is the first on or after `day`; as many as there are: none.
  [[nodiscard]] std::size_t since(double day) const noexcept {
    return static_cast<std::size_t>(std::lower_bound(days_.begin(), days_.end(), day) - days_.begin());
  }
  /// Where the i-th of the ordered days stands among those asked about.
  [[nodiscard]] std::size_t place(std::size_t i) const noexcept { return order_[i]; }
  [[nodiscard]] double last() const noexcept { return days_.back(); }

 private:
  std::vector<std::size_t> order_;
  std::vector<double> days_;
};

/// Over which channels sharers pass words on.
[[nodiscard]] const Channels& onward_channels();

/// Somebody who may read, over one channel: with what chance, and under which name the coin falls.
struct ReadingArc {
  MemberId reader;
  std::uint32_t kind;         // ChannelKind
  std::uint64_t channel;      // for WorldCoins
  std::uint64_t hash;         // of the reader's key
  double probability;         // visibility · R
};

/// The arcs of what has been gathered, list by list.
void reading_arcs(const View& view, const Readers& readers, const ReadingModel& reading, std::vector<ReadingArc>& out);

/// Worlds of one author's posts. One for each worker. In the owner's view only: its figures speak of strangers one by one.
class OnwardWorlds {
 public:
  OnwardWorlds(const View& view, MemberId author, const Channels& channels, const ReadingModel& reading, double share, std::span<const double> posts,
               double horizon, std::uint64_t seed);

  /// Somebody who read by the horizon.
  struct Read {
    MemberId member;
    double first_hop = std::numeric_limits<double>::infinity();   // the day they did from the author's own channels, if they did
    double day = std::numeric_limits<double>::infinity();         // the day they first did
    MemberId from = no_member;                                    // from whom; no_member: from the author
  };
  void run(std::uint64_t world);
  [[nodiscard]] const std::vector<Read>& reads() const noexcept { return reads_; }        // of the last run
  [[nodiscard]] const std::vector<double>& passed_on() const noexcept { return passed_; }  // days of views beyond the first hop
  [[nodiscard]] std::uint64_t looked() const noexcept { return looked_; }                  // arcs, in the last run

 private:
  [[nodiscard]] std::span<const ReadingArc> arcs_of(MemberId sharer);
  Read& read(MemberId member);

  const View* view_;
  MemberId author_;
  const ReadingModel* reading_;
  double share_, horizon_;
  std::uint64_t seed_, author_hash_;
  std::vector<double> posts_;
  Readers onward_;
  std::vector<ReadingArc> first_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> row_;   // of each sharer met so far, in arcs_; {1, 0}: not met
  std::vector<ReadingArc> arcs_;
  std::vector<std::uint64_t> hash_;                            // of each reader met so far
  CascadeScratch scratch_;
  std::vector<Arrival> starts_;
  std::vector<std::uint32_t> place_;                           // of each member in reads_; nowhere
  std::vector<Read> reads_;
  std::vector<double> passed_;
  std::uint64_t looked_ = 0;
};

/// What a member may be told of readers beyond their own audience: a crowd at each hop, of rounded counts, who read by the base propensities
/// alone, each as if of one sharer a kind. The mean field of the same process, with delays drawn from F.
class OnwardCrowd {
 public:
  /// `readers` have been gathered for the author; `first` is how many of them are expected to read, ever.
  OnwardCrowd(const View& view, MemberId author, const Readers& readers, const ReadingModel& reading, double share, double first);
  /// Expected views and distinct readers beyond the first hop by each of the days, from so many draws of the delays.
  [[nodiscard]] std::vector<std::pair<double, double>> by(std::span<const double> days, std::span<const double> posts, std::uint64_t worlds,
                                                          std::uint64_t seed, int threads,
                                                          const std::function<bool(std::uint64_t, std::uint64_t)>& progress) const;

 private:
  struct Level {
    double members, views;   // how many there are; views by all of them ever, a post
  };
  const Attention* attention_;
  std::vector<Level> levels_;
};

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

#include "hobnob/reach/compare.hpp"

#include <string>
#include <vector>

#include "answers.hpp"
#include "keywords.hpp"
#include "record.hpp"

namespace hobnob::python {

template <>
struct FieldsOf<PostPoint> {
  static constexpr auto fields() {
    return std::tuple{field("days", &PostPoint::days), field("readers", &PostPoint::readers), field("conversations", &PostPoint::conversations),
                      field("own_seconds", &PostPoint::own_seconds), field("receiver_seconds", &PostPoint::receiver_seconds)};
  }
};
template <>
struct FieldsOf<PostWay> {
  static constexpr auto fields() {
    return std::tuple{field("way", &PostWay::way), field("channels", &PostWay::channels), field("total", &PostWay::total),
                      field("total_complete", &PostWay::total_complete), field("points", &PostWay::points)};
  }
};
template <>
struct FieldsOf<PostComparison> {
  static constexpr auto fields() {
    using P = PostComparison;
    return std::tuple{field("rows", &P::rows),
                      field("complete", &P::complete),
                      field("method", &P::method),
                      field("reading", &P::reading),
                      field("notice", &P::notice),
                      field("as_of", &P::as_of),
                      field("entries_touched", &P::entries_touched)};
  }
};

void bind_posts(py::module_& m) {
  plain_class<PostPoint>(m, "PostPoint", "What a way to spread one's words comes to by a day; durations are seconds of human time.")
      .def_property_readonly("conversations_per_hour", &PostPoint::conversations_per_hour,
                             "Conversations for an hour of the author's own; 0 where nothing has been spent yet.");
  plain_class<PostWay>(m, "PostWay", R"(One way to spread one's words: its channels, whom it can reach at all, and a `PostPoint` for each time.

`total_complete` is False if strangers were left out of the total because they are too few to be given as a figure.
)");
  bind_figures<PostComparison>(m, "PostComparison",
                               R"(Ways to spread one's words: `PostWay` rows, the most conversations for an hour of one's own first; also a table.

The table has a row for every way and day: way, days, readers, conversations, own_seconds, receiver_seconds. `reading` is where the chances
of reading come from.
)");
  Query<&compare_posts>::define(m, "compare_posts",
                                R"(Where to post: to followers, to connections, to each group, to pairs of groups, everywhere; or one by one.

Readers and conversations of a post are those of `estimate_reach` over the channels of each way; what they cost is what `effort` says. One by
one is turning to each member of the whole audience within working hours: each reads, and some answer. Ways come in the order of
conversations for an hour of the author's own by the latest of the times.

Parameters
----------
view : View
    As in `audience`.
author : str or int
    The author's key.
times : list of float
    Days to tell of; infinity is "ever".
groups : list of str, optional
    Groups to compare; left out, those that the author belongs to.
pairs : int
    How many pairs of groups to tell of, those with the most readers at the first hop. Of more than 30 groups only the pairs among those with the most
    readers are looked at, and `method` says so.
hours_a_day : float
    Working hours in which to turn to people one by one.
contact_seconds, contact_chance : float
    Turning to one person, and the chance that they answer.
writing_seconds, reply_seconds, reading_seconds : float
    What a post takes its author, a conversation either side, and a post or message its reader.
reading : ReadingModel
    As in `estimate_reach`.
share, worlds, rng, threads, progress
    As in `estimate_reach`, for every post alike.

Returns
-------
PostComparison

Raises
------
InvalidArgument, UnknownMember
    As in `audience`.

Examples
--------
>>> network = hobnob.Network()
>>> for reader in range(1, 101):
...     network.add_follow(reader, 0)
>>> posts = hobnob.compare_posts(network.snapshot(0).owner_view("open"), 0, times=[1, 180])
>>> [way.way for way in posts]
['one by one', 'followers', 'all channels', 'connections']
>>> posts[1].points[-1].readers == hobnob.estimate_reach(network.snapshot(0).owner_view("open"), 0)[-1].readers
True
)");
}

}  // namespace hobnob::python

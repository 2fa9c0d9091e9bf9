#include "hobnob/io/edge_list.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hobnob/core/error.hpp"
#include "io/rows.hpp"

namespace hobnob {
inline namespace v0 {
namespace {

using detail::Columns;
using detail::RowReport;
using detail::Rows;

constexpr std::array<std::string_view, 5> interaction_names{"source", "target", "time", "kind", "participants"};
constexpr std::array<std::string_view, 5> connection_names{"source", "target", "weight", "time", "private"};
constexpr std::array<std::string_view, 3> follow_names{"follower", "followed", "channel"};
constexpr std::array<std::string_view, 4> group_names{"group", "member", "from", "until"};
constexpr std::array<std::string_view, 3> arc_names{"source", "target", "probability"};

/// One row as an event of its own.
Network::InteractionRow interaction_in(const Rows& rows, const ReadOptions& options) {
  Network::InteractionRow event{
      detail::key_of("source", rows[0], options.keys), detail::key_of("target", rows[1], options.keys), detail::time_of("time", rows[2]), {}};
  event.interaction.undirected = options.undirected;
  if (!rows[3].empty()) event.interaction.kind = rows[3];
  // Without a header a fourth number is far more often a weight or the time than a kind.
  if (!rows.has_header() && detail::number_in<double>(rows[3]))
    detail::refuse_cell("kind", "a word; other columns need a header that names them", rows[3]);
  detail::for_each_part(rows[4],
                        [&](std::string_view part) { event.interaction.participants.push_back(detail::key_of("participants", part, options.keys)); });
  return event;
}

void add_event(Network& network, const Network::InteractionRow& event) {
  network.add_interaction(event.source, event.target, event.time, event.interaction);
}

/// Adjacent rows of one sender, instant and kind, gathered into one event. Rows stand or fall alone: a bad one is left out of its event.
class EventMerger {
 public:
  EventMerger(Network& network, RowReport& report) : network_(network), report_(report) {}

  void take(Network::InteractionRow&& event, std::uint64_t line, std::string_view text) {
    const auto continues = [&](const Network::InteractionRow& first) {
      return first.source == event.source && first.time == event.time && first.interaction.kind == event.interaction.kind;
    };
    if (!rows_.empty() && !continues(rows_.front().event)) flush();
    rows_.push_back({std::move(event), line, std::string(text.substr(0, 200))});
  }

  void flush() {
    const std::vector<Row> rows = std::exchange(rows_, {});
    if (rows.empty()) return;
    try {
      add_event(network_, merged(rows));
      report_.accept(rows.size());
      return;
    } catch (const Error&) {  // at least one row is bad: which is asked below
    }
    std::vector<Row> good;
    for (const Row& row : rows) {
      try {
        Network alone;
        add_event(alone, row.event);
        good.push_back(row);
      } catch (const Error& error) { report_.reject(row.line, row.text, error); }
    }
    if (good.empty()) return;
    try {
      add_event(network_, merged(good));
      report_.accept(good.size());
    } catch (const Error& error) {  // good rows that this network cannot take: keys of the other kind
      for (const Row& row : good) report_.reject(row.line, row.text, error);
    }
  }

 private:
  struct Row {
    Network::InteractionRow event;
    std::uint64_t line;
    std::string text;
  };
  static Network::InteractionRow merged(const std::vector<Row>& rows) {
    Network::InteractionRow event = rows.front().event;
    std::vector<Key>& participants = event.interaction.participants;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const Network::InteractionRow& other = rows[i].event;
      participants.push_back(other.target);
      participants.insert(participants.end(), other.interaction.participants.begin(), other.interaction.participants.end());
    }
    return event;
  }

  Network& network_;
  RowReport& report_;
  std::vector<Row> rows_;
};

ImportReport import_merged(Network& network, const Source& source, const Columns& columns, const ReadOptions& options) {
  Network::Batch batch(network);
  Rows rows(source, columns, options.skip_lines);
  RowReport report(rows.file(), options.max_rejected);
  EventMerger events(network, report);
  while (rows.next()) {
    std::optional<Network::InteractionRow> event;
    try {
      rows.split();
      event = interaction_in(rows, options);
      if (event->source == event->target) add_event(network, *event);  // refused: writing to oneself too does not part an event
    } catch (const Error& error) {
      report.reject(rows.line(), rows.text(), error, rows.hint());
      continue;
    }
    events.take(std::move(*event), rows.line(), rows.text());
  }
  events.flush();
  batch.commit();
  return report.take();
}

}  // namespace

ImportReport import_interactions(Network& network, const Source& source, const ReadOptions& options) {
  const Columns columns{.names = interaction_names, .anchors = 2, .required = 3, .by_place = 4};
  if (options.merge_same_instant) return import_merged(network, source, columns, options);
  return detail::import_rows(network, source, columns, options, [&](const Rows& rows) { add_event(network, interaction_in(rows, options)); });
}

ImportReport import_connections(Network& network, const Source& source, const ReadOptions& options) {
  const Columns columns{.names = connection_names, .anchors = 2, .required = 2, .by_place = 3};
  return detail::import_rows(network, source, columns, options, [&](const Rows& rows) {
    Connection connection;
    if (!rows[2].empty()) connection.weight = detail::number_of("weight", rows[2], "a number in (0, 1]");
    connection.since = detail::maybe_time("time", rows[3]);
    if (!rows[4].empty()) connection.is_private = detail::truth_of("private", rows[4]);
    network.add_connection(detail::key_of("source", rows[0], options.keys), detail::key_of("target", rows[1], options.keys), connection,
                           options.duplicates);
  });
}

ImportReport import_follows(Network& network, const Source& source, const ReadOptions& options) {
  const Columns columns{.names = follow_names, .anchors = 2, .required = 2, .by_place = 3};
  return detail::import_rows(network, source, columns, options, [&](const Rows& rows) {
    Channel channel = Channel::follow;
    if (const std::string word = detail::lower(rows[2]); word == "subscription") channel = Channel::subscription;
    else if (!word.empty() && word != "follow") detail::refuse_cell("channel", "follow or subscription", rows[2]);
    network.add_follow(detail::key_of("follower", rows[0], options.keys), detail::key_of("followed", rows[1], options.keys), channel);
  });
}

ImportReport import_groups(Network& network, const Source& source, const ReadOptions& options) {
  const Columns columns{.names = group_names, .anchors = 2, .required = 2, .by_place = 4};
  return detail::import_rows(network, source, columns, options, [&](const Rows& rows) {
    network.add_group(rows[0], detail::key_of("member", rows[1], options.keys),
                      {detail::maybe_time("from", rows[2]), detail::maybe_time("until", rows[3])});
  });
}

Network read_interactions(const Source& source, const ReadOptions& options) {
  Network network;
  import_interactions(network, source, options);
  return network;
}

Network read_connections(const Source& source, const ReadOptions& options) {
  Network network;
  import_connections(network, source, options);
  return network;
}

ArcGraph read_arcs(const Source& source, const ReadOptions& options) {
  const Columns columns{.names = arc_names, .anchors = 2, .required = 2, .by_place = 3};
  ArcGraph::Builder builder({.duplicates = options.duplicates, .undirected = options.undirected});
  ImportReport report = detail::read_rows(source, columns, options, [&](const Rows& rows) {
    ArcRow arc{detail::key_of("source", rows[0], options.keys), detail::key_of("target", rows[1], options.keys)};
    if (!rows[2].empty()) arc.probability = detail::number_of("probability", rows[2], "a number in [0, 1]");
    builder.add(arc);
  });
  return builder.build(std::move(report));
}

}  // namespace v0
}  // namespace hobnob

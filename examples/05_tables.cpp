// Tables: from CSV files to answers, and from answers to columns again. `05_tables.py` does with data frames of pandas what this does with CSV,
// and prints the same.
//
// Whatever columns come through, the record is the same: equal records give equal bytes. Every answer is a table as well, whose columns can be
// looked up by name, printed, written as CSV (numbers read back to the bit) and joined with whatever else is known of the members.
#include <algorithm>
#include <iostream>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "hobnob/hobnob.hpp"
#include "hobnob/interop/arrow.hpp"
#include "hobnob/interop/fmt.hpp"

using namespace hobnob;

namespace {

// What is in memory is a source as well as a file is: import_members(network, "members.csv") would do.
Source text(std::string csv) {
  return {"a table", [csv = std::move(csv), at = std::size_t{0}](std::span<char> room) mutable {
            const std::size_t size = csv.copy(room.data(), room.size(), at);
            at += size;
            return size;
          }};
}

}  // namespace

int main() {
  Network network;
  import_members(network, text("key,name,organisation,city\n"
                               "ana,Ana,,Porto\n"
                               "bo,Bo,Acme,Oslo\n"
                               "cy,Cy,Acme,Porto\n"
                               "dee,\"Dee, of the harbour\",Tidal Works,Porto\n"
                               "eli,Eli,Tidal Works,Oslo\n"
                               "kim,Kim,,Oslo\n"));
  import_connections(network, text("source,target,weight\n"
                                   "ana,bo,0.9\nana,cy,0.5\nana,dee,0.25\nana,eli,0.75\nbo,kim,0.4\ncy,kim,0.6\ndee,kim,0.8\neli,kim,0.5\n"));
  const ImportReport report = import_interactions(network,
                                                  text("source,target,time,kind\n"
                                                       "ana,dee,1716940800,meeting\n"   // 2024-05-29
                                                       "dee,kim,1717027200,call\n"      // 2024-05-30
                                                       "kim,dee,1717113600,message\n"   // 2024-05-31
                                                       "ana,ana,1717113600,message\n"   // nobody turns to themselves
                                                       "kim,kate,1717200000,call\n"),   // 2024-06-01; nobody has said who Kate is
                                                  {.max_rejected = 1});
  std::cout << report.accepted << " of " << report.rows << " interactions; row " << report.rejected[0].line - 1 << " says nothing\n"
            << network.member_count() << " members, " << network.connection_count() << " connections: " << network.to_bytes().size()
            << " bytes of record\n\n";

  const View view = network.snapshot(network.last_event()).owner_view(Policy::open());
  const Introducers best = rank_introducers(view, view.id("ana"), view.id("kim"));
  const Table table = to_table(best);
  std::cout << "The answer as a table\n" << to_text(table) << "\n";

  // For whatever takes Arrow streams (Arrow C++, DuckDB); here a reader of ours does. Answers print with fmt as strings do.
  ArrowArrayStream stream;
  export_table(table, &stream);
  ArrowReader reader(&stream);
  std::size_t rows = 0;
  while (reader.next_batch()) rows += reader.row_count();
  std::cout << fmt::format("As a stream: {} columns, {} rows. First to ask: {}\n\n", reader.names().size(), rows, view.key(best[0].item.member));

  // Joined with the profiles: the best introducer of each organisation.
  std::cout << "One of each organisation\n";
  const auto& introducer = std::get<std::vector<Key>>(table["introducer"].values);
  const auto& score = std::get<std::vector<double>>(table["score"].values);
  std::set<std::string> seen;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const Member member = network.member(introducer[row]);
    if (seen.insert(member.organisation).second)
      std::cout << member.organisation << ": " << member.name << " from " << member.city << ", " << chance_text(score[row]) << "\n";
  }
  std::cout << "Likelier than one in ten: " << std::ranges::count_if(score, [](double chance) { return chance > 0.1; }) << "\n\n";

  std::cout << "Chains, as CSV\n" << to_csv(to_table(find_paths(view, view.id("ana"), view.id("kim"), {.k = 2})));
}

// Any bytes as a text file, read by HOBNOB_READER: imported, or refused and nothing changed. The first byte chooses how it is read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "hobnob/io/contacts.hpp"
#include "hobnob/io/csv.hpp"
#include "hobnob/io/edge_list.hpp"
#include "io/text_files.hpp"

namespace {
using hobnob::test::import_arcs;
/// LinkedIn's file does not say whose it is.
[[maybe_unused]] hobnob::ImportReport import_linkedin(hobnob::Network& network, const hobnob::Source& source, const hobnob::ReadOptions& options) {
  return hobnob::import_linkedin(network, source, "ana", options);
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hobnob;
  if (size == 0) return 0;
  const unsigned how = data[0];
  const ReadOptions options{.skip_lines = how & 1U,
                            .max_rejected = (how & 2U) != 0 ? any_number : 0,
                            .duplicates = (how & 4U) != 0 ? Duplicates::last : Duplicates::reject,
                            .undirected = (how & 8U) != 0,
                            .keys = (how & 16U) != 0 ? KeyKind::integer : KeyKind::text,
                            .merge_same_instant = (how & 32U) != 0};
  Network network;
  if ((how & 16U) != 0) network.add_connection(1, 2);
  else network.add_connection("ana", "bo");
  const std::string before = network.to_bytes();
  try {
    const ImportReport report = HOBNOB_READER(
        network, test::text_source(std::string(reinterpret_cast<const char*>(data) + 1, size - 1), (how & 64U) != 0 ? 3 : 4096), options);
    if (report.rows != report.accepted + report.rejected.size()) std::abort();
    const std::string after = network.to_bytes();
    if (report.accepted == 0 && after != before) std::abort();
    if (Network::from_bytes(after).to_bytes() != after) std::abort();
  } catch (const Error&) {
    if (network.to_bytes() != before) std::abort();
  }
  return 0;
}

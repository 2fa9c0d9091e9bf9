// Any bytes as a saved record: refused, or the very bytes that what was read would save. Checksums are made right first, for no fuzzer finds them.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "hobnob/core/error.hpp"
#include "hobnob/graph/network.hpp"
#include "io/archive_oracle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes = hobnob::test::Archive::mended(std::string(reinterpret_cast<const char*>(data), size));
  try {
    const hobnob::Network network = hobnob::Network::from_bytes(bytes);
    if (network.to_bytes() != bytes) std::abort();
    (void)network.snapshot(network.last_event());
  } catch (const hobnob::Error& error) {
    if (error.code() != hobnob::Errc::corrupt_data && error.code() != hobnob::Errc::unsupported_version) std::abort();
  }
  return 0;
}

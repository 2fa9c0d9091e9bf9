// Private: the CRC-32 of gzip, over bytes that may take longer than a caller waits.
#pragma once

#include <algorithm>
#include <boost/crc.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/telling.hpp"

namespace hobnob {
inline namespace v0 {
namespace detail {

inline void add_to(boost::crc_32_type& crc, std::string_view bytes, Telling& tell) {
  constexpr std::size_t piece = std::size_t{1} << 20;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    crc.process_bytes(bytes.data(), std::min(piece, bytes.size()));
    tell.work(piece);
  }
}

inline std::uint32_t checksum(std::string_view bytes, Telling& tell) {
  boost::crc_32_type crc;
  add_to(crc, bytes, tell);
  return crc.checksum();
}

}  // namespace detail
}  // namespace v0
}  // namespace hobnob

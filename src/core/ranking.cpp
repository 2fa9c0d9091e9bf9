#include "hobnob/core/ranking.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>

namespace hobnob {
inline namespace v0 {

std::string chance_text(double probability) {
  if (std::isnan(probability)) return "unknown";
  if (probability <= 0) return "no chance";
  if (probability >= 0.995) return probability >= 1 ? "100 %" : "over 99 %";
  if (probability >= 0.01) return fmt::format("{:.0f} %", probability * 100);
  const double n = 1 / probability;
  if (n >= 1e15) return "less than 1 in 10^15";
  const double unit = std::pow(10.0, std::floor(std::log10(n)) - 1);  // two significant digits
  std::string digits = fmt::format("{:.0f}", std::round(n / unit) * unit);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), 1, ',');
  return "1 in " + digits;
}

}  // namespace v0
}  // namespace hobnob

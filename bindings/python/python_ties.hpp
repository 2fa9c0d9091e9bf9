// How does a Python object become a tie model?
#pragma once

#include <cstdint>

#include "keywords.hpp"
#include "record.hpp"

namespace hobnob::python {

/// A Python object with `strength(pair)` as a TieModel. It is made and destroyed with the GIL, and asked without it: the GIL is taken for every
/// pair, which is slow.
class PythonTies {
 public:
  explicit PythonTies(const py::object& model) : strength_(model.attr("strength")) {
    if (py::hasattr(model, "evidence_options")) options_ = model.attr("evidence_options")().cast<EvidenceOptions>();
    if (py::hasattr(model, "info")) info_ = model.attr("info")().cast<TieModelInfo>();
    else info_.name = Py_TYPE(model.ptr())->tp_name;
  }
  [[nodiscard]] double strength(const PairEvidence& pair) const {
    const py::gil_scoped_acquire hold;
    if ((++asked_ & 1023U) == 0) check_signals();
    return strength_(pair).cast<double>();
  }
  [[nodiscard]] const EvidenceOptions& evidence_options() const { return options_; }
  [[nodiscard]] const TieModelInfo& info() const { return info_; }

 private:
  py::object strength_;
  EvidenceOptions options_;
  TieModelInfo info_;
  mutable std::uint64_t asked_ = 0;
};

}  // namespace hobnob::python

#include <pybind11/gil_safe_call_once.h>

#include <string>

#include "calls.hpp"
#include "keywords.hpp"
#include "record.hpp"

namespace hobnob::python {
namespace {

/// One exception class per Errc, in its order, each also the built-in class that a Python programmer would expect.
py::tuple make_errors(py::module_& m) {
  const auto make = [&m](const char* name, const char* doc, const py::tuple& bases) {
    // KeyError quotes its text and OSError looks for a number; ours say plainly what they were told.
    py::dict members;
    members["__str__"] = py::reinterpret_borrow<py::object>(PyExc_BaseException).attr("__str__");
    const auto type =
        py::reinterpret_steal<py::object>(PyErr_NewExceptionWithDoc((std::string("hobnob._core.") + name).c_str(), doc, bases.ptr(), members.ptr()));
    if (!type) throw py::error_already_set();
    m.attr(name) = type;
    return type;
  };
  const py::object error =
      make("Error", "What hobnob raises; its children are also built-in exceptions.", py::make_tuple(py::handle(PyExc_Exception)));
  const auto child = [&](const char* name, const char* doc, PyObject* also) {
    return make(name, doc, also ? py::tuple(py::make_tuple(error, py::handle(also))) : py::tuple(py::make_tuple(error)));
  };
  return py::make_tuple(child("InvalidArgument", "A value out of its range; the text names the field, the value and the range.", PyExc_ValueError),
                        child("UnknownMember", "A key that this network or owner's view does not hold.", PyExc_KeyError),
                        child("DuplicateKey", "A member, connection or ask that is already there.", PyExc_ValueError),
                        child("CorruptData", "A file whose content cannot be what it claims to be.", PyExc_ValueError),
                        child("UnsupportedVersion", "A file or pickle written by another hobnob.", PyExc_ValueError),
                        child("IoError", "The operating system refused: no such file, a directory, no space.", PyExc_OSError),
                        child("LimitExceeded", "More than hobnob can hold or than the caller allowed.", PyExc_ValueError),
                        child("Cancelled", "The caller's progress callback asked to stop; nothing was changed.", nullptr));
}

PYBIND11_CONSTINIT py::gil_safe_call_once_and_store<py::tuple> errors;

/// Names and defaults of every table that becomes keywords: what the tests compare the signatures with.
py::dict all_fields() {
  const auto of = []<class T>(const T& defaults) { return Keywords<T>::defaults(defaults); };
  py::dict all;
  all["Member"] = of(Member{});
  all["Interval"] = of(Interval{});
  all["Connection"] = of(Connection{});
  all["Interaction"] = of(Interaction{});
  all["ReadOptions"] = of(ReadOptions{});
  all["ArcOptions"] = of(ArcOptions{});
  all["CommunityOptions"] = of(CommunityOptions{});
  all["SnapshotOptions"] = of(SnapshotOptions{});
  all["TieOptions"] = of(TieOptions{});
  all["Policy.open"] = of(Policy::open());
  all["Policy.opt_in"] = of(Policy::opt_in());
  all["PathOptions"] = of(PathOptions{});
  all["MemberFilter"] = of(MemberFilter{});
  all["IntroducerOptions"] = of(IntroducerOptions{});
  all["TargetModel"] = of(TargetModel{});
  all["TargetOptions"] = of(TargetOptions{});
  all["FitTargetsOptions"] = of(FitTargetsOptions{});
  all["TargetBacktestOptions"] = of(TargetBacktestOptions{});
  all["ChanceOptions"] = of(ChanceOptions{});
  all["Calibration"] = of(Calibration{});
  all["CalibrateOptions"] = of(CalibrateOptions{});
  all["AttentionTerm"] = of(AttentionTerm{});
  all["IntroductionOptions"] = of(IntroductionOptions{});
  all["Attention"] = of(Attention{});
  all["ReadingModel"] = of(ReadingModel{});
  all["Channels"] = of(Channels{});
  all["AudienceOptions"] = of(AudienceOptions{});
  all["ReaderOptions"] = of(ReaderOptions{});
  all["ReachOptions"] = of(ReachOptions{});
  all["RankReachOptions"] = of(RankReachOptions{});
  all["SeedOptions"] = of(SeedOptions{});
  all["ArcSeedOptions"] = of(ArcSeedOptions{});
  all["CascadeOptions"] = of(CascadeOptions{});
  all["RankCascadeOptions"] = of(RankCascadeOptions{});
  all["RankWithinOptions"] = of(RankWithinOptions{});
  all["EffortOptions"] = of(EffortOptions{});
  all["ComparePostsOptions"] = of(ComparePostsOptions{});
  all["FitOptions"] = of(FitOptions{});
  all["BacktestOptions"] = of(BacktestOptions{});
  all["ScoreOptions"] = of(ScoreOptions{});
  all["BootstrapOptions"] = of(BootstrapOptions{});
  all["RankingScoreOptions"] = of(RankingScoreOptions{});
  all["RankingBootstrapOptions"] = of(RankingBootstrapOptions{});
  all["ReportOptions"] = of(ReportOptions{});
  return all;
}

}  // namespace

void bind_errors(py::module_& m) {
  errors.call_once_and_store_result([&] { return make_errors(m); });
  py::register_local_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const Error& error) {
      const auto* refused = dynamic_cast<const Refused*>(&error);
      note_refusal(refused ? refused->value() : py::handle());
      const py::tuple& types = errors.get_stored();
      py::set_error(types[static_cast<std::size_t>(error.code())], error.what());
    }
  });
}

}  // namespace hobnob::python

PYBIND11_MODULE(_core, m) {
  m.doc() = "The compiled part of hobnob.";
  m.attr("__version__") = HOBNOB_VERSION;
  using namespace hobnob::python;
  bind_errors(m);
  bind_models(m);
  bind_network(m);
  bind_snapshot(m);
  bind_arcs(m);
  bind_learn(m);  // before the queries that take what it makes
  bind_target_model(m);
  bind_answers(m);
  bind_chance(m);
  bind_introductions(m);
  bind_posts(m);
  bind_readers(m);
  bind_fit(m);
  bind_comparison(m);
  bind_metrics(m);
  bind_targets(m);  // whose backtests hold metrics
  bind_backtest(m);
  bind_report(m);
  m.def("_fields", &all_fields);
  explain_misfits(m);  // last: it looks at all of the above
}

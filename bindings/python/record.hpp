// How does a Network stay whole when several Python threads use it? C++ says "one writer, like a standard container"; Python cannot, because
// a long call lets other threads run. So every method holds a lock: writers one at a time, readers together. While the writers' lock is held,
// nobody's Python code is asked for anything (rows are read before): it might wait for another thread that asks the same network.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include "convert.hpp"

namespace hobnob::python {

/// Raises KeyboardInterrupt (or what else a signal handler raises) if the user asked for it. With the GIL held.
inline void check_signals() {
  if (PyErr_CheckSignals() != 0) throw py::error_already_set();
}

/// Does so every 50 ms, if called often enough. Without the GIL held.
class Hearing {
 public:
  void operator()() {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < std::chrono::milliseconds(50)) return;
    last_ = now;
    const py::gil_scoped_acquire python;
    check_signals();
  }

 private:
  std::chrono::steady_clock::time_point last_{};
};

/// A Network with its lock. `write` and `read` are called with the GIL held, and while they wait for the lock other threads may run:
/// nobody ever waits for the lock and keeps the GIL, so the two cannot block each other.
class Record {
 public:
  Record() = default;
  explicit Record(Network&& network) : network_(std::move(network)) {}

  template <class Call>
  decltype(auto) write(Call&& call) {
    // A Python callable that this very call is running (a tie model, progress) wants to change what is being worked on.
    if (busy_here()) throw Error(Errc::invalid_argument, "this network is in use by the call that is calling back; change it afterwards");
    const Hold<std::unique_lock<std::shared_timed_mutex>> hold(*this);
    return call(network_);
  }
  template <class Call>
  decltype(auto) read(Call&& call) const {
    if (busy_here()) return call(network_);
    const Hold<std::shared_lock<std::shared_timed_mutex>> hold(*this);
    return call(network_);
  }

 private:
  /// What the calls of this thread hold, innermost first.
  struct Frame {
    const Record* record;
    const Frame* outer;
  };
  static const Frame*& frames() {
    static thread_local const Frame* innermost = nullptr;
    return innermost;
  }
  [[nodiscard]] bool busy_here() const {
    for (const Frame* frame = frames(); frame; frame = frame->outer)
      if (frame->record == this) return true;
    return false;
  }
  template <class Lock>
  struct Hold {
    explicit Hold(const Record& record) : lock(record.mutex_, std::try_to_lock), frame{&record, frames()} {
      while (!lock.owns_lock()) {
        check_signals();
        const py::gil_scoped_release others_run;
        (void)lock.try_lock_for(std::chrono::milliseconds(50));
      }
      frames() = &frame;
    }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    ~Hold() { frames() = frame.outer; }
    Lock lock;
    Frame frame;
  };

  Network network_;
  mutable std::shared_timed_mutex mutex_;
};

/// The picture that `Network.snapshot` gives. With the GIL held; it is released while C++ works.
Snapshot snapshot_of(const SnapshotOptions& given, const Record& self, Instant as_of, const py::object& model, const py::object& progress);

/// What `source_of` takes, for signatures.
class PathOrFile : public py::object {
  PYBIND11_OBJECT_DEFAULT(PathOrFile, object, PyObject_Type)
};
class AnyPath : public py::object {
  PYBIND11_OBJECT_DEFAULT(AnyPath, object, PyObject_Type)
};

/// A path or a file object of Python's as a source of bytes, to be read without the GIL; Ctrl-C is heard while it is read.
Source source_of(const py::object& path_or_file);
/// The same, to be read while a network is locked: what a file object gives is asked for at once. With the GIL held.
Source locked_source_of(const py::object& path_or_file);
bool is_source(const py::object& data);
/// The path as the system takes it.
std::string encoded(const AnyPath& path);

// Each adds its part to the module.
void bind_errors(py::module_& m);
void bind_models(py::module_& m);
void bind_network(py::module_& m);
void bind_readers(py::module_& m);
void bind_snapshot(py::module_& m);
void bind_arcs(py::module_& m);
void bind_answers(py::module_& m);
void bind_chance(py::module_& m);
void bind_introductions(py::module_& m);
void bind_posts(py::module_& m);
void bind_target_model(py::module_& m);  // before answers.cpp, whose signatures show it
void bind_targets(py::module_& m);
void bind_fit(py::module_& m);
void bind_comparison(py::module_& m);
void bind_learn(py::module_& m);
void bind_metrics(py::module_& m);
void bind_backtest(py::module_& m);
void bind_report(py::module_& m);

}  // namespace hobnob::python

namespace pybind11::detail {
template <>
struct handle_type_name<hobnob::python::AnyPath> {
  static constexpr auto name = const_name("str | bytes | os.PathLike[str] | os.PathLike[bytes]");
};
template <>
struct handle_type_name<hobnob::python::PathOrFile> {
  static constexpr auto name = handle_type_name<hobnob::python::AnyPath>::name + const_name(" | typing.IO[bytes] | typing.IO[str]");
};
}  // namespace pybind11::detail

#!/usr/bin/env bash
# The demo on a fresh machine: installs what is missing, builds hobnob, and asks the demo's questions in C++ and in Python.
#
#   bash examples/demo.sh [--cpp-only] [--data FILE-OR-FOLDER]
#
# Without --data it asks about a community of 10,000 members made at once by a seeded generator. Both languages must print the same table.
# Exit status: 0 all well, 1 something failed, 2 something is missing or the call was wrong. PYTHON=… chooses the interpreter.
set -euo pipefail

usage="usage: bash examples/demo.sh [--cpp-only] [--data FILE-OR-FOLDER]"
cpp_only=
data=()
while (($#)); do
  case $1 in
    --cpp-only) cpp_only=1 ;;
    --data)
      [[ -n ${2:-} && -e $2 ]] || { printf '%s: no such file or folder\n%s\n' "${2:-(nothing)}" "$usage" >&2 && exit 2; }
      data=(--data "$(realpath "$2")")
      shift
      ;;
    *) printf '%s\n' "$usage" >&2 && exit 2 ;;
  esac
  shift
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tests/tools/setup.sh
source tests/tools/setup.sh

step "look for what is missing"
if [[ -n $cpp_only ]]; then install_missing need_cpp; else install_missing need_cpp need_python; fi

step "build the C++ demo"
cmake --workflow --preset demo || fail 1 "The C++ demo does not build."

step "the demo in C++"
build/demo/examples/hobnob-demo --out build/demo "${data[@]}" | tee build/demo/table-cpp.txt
say "The same as a page: build/demo/report.html"

if [[ -z $cpp_only ]]; then
  step "a Python environment"
  make_venv "" || exit 1
  step "pip install hobnob"
  install_hobnob "" || exit 1
  step "the demo in Python"
  "$venv/bin/python" examples/demo.py --out build/demo/python "${data[@]}" >build/demo/table-python.txt
  diff build/demo/table-cpp.txt build/demo/table-python.txt || fail 1 "C++ and Python print different tables (see above)."
  cmp build/demo/report.html build/demo/python/report.html || fail 1 "C++ and Python write different pages."
  say "Python prints the same table and writes the same page, byte for byte."
fi
print_times

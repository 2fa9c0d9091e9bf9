#!/usr/bin/env bash
# All tests on a fresh machine: installs what is missing, then builds and tests hobnob in C++ and in Python.
#
#   bash tests/run.sh [--cpp-only] [--long]
#
# --long adds the sanitizers, clang 16 and clang-tidy. Ends with "N passed, N failed"; the exit status is 0 only if nothing failed,
# and 2 if something is missing or the call was wrong. PYTHON=… chooses the interpreter.
set -euo pipefail

cpp_only=
long=
dist=build/dist
for argument in "$@"; do
  case $argument in
    --cpp-only) cpp_only=1 ;;
    --long) long=1 ;;
    *) printf 'usage: bash tests/run.sh [--cpp-only] [--long]\n' >&2 && exit 2 ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tests/tools/setup.sh
source tests/tools/setup.sh
export CTEST_PARALLEL_LEVEL=${CTEST_PARALLEL_LEVEL:-$CMAKE_BUILD_PARALLEL_LEVEL}

passed=0
failed=0
skipped=0
failures=()

check() { # NAME COMMAND…: one check, counted
  local name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    say "passed: $name"
  else
    failed=$((failed + 1))
    failures+=("$name")
    say "FAILED: $name"
    return 1
  fi
}
tally() { # NAME JUNIT-FILE COMMAND…: a command that runs many tests, each counted; it must run some and must not fail otherwise
  local name=$1 report=$2 status=0 counts=(0 0 0)
  shift 2
  rm -f "$report"
  "$@" || status=$?
  [[ ! -f $report ]] || read -ra counts < <(python3 tests/tools/junit_counts.py "$report")
  if ((status != 0 && counts[1] == 0 || counts[0] + counts[1] == 0)); then counts[1]=$((counts[1] + 1)); fi
  passed=$((passed + counts[0])) failed=$((failed + counts[1])) skipped=$((skipped + counts[2]))
  ((counts[1] == 0)) || failures+=("$name: ${counts[1]}")
  say "$name: ${counts[0]} passed, ${counts[1]} failed, ${counts[2]} skipped"
  ((status == 0))
}
workflow() { tally "$1" "build/$1/junit.xml" cmake --workflow --preset "$1" || true; }

need_tests() {
  need python3 commands_exist python3
  need libgtest-dev fit_header gtest/gtest.h
  need libgmock-dev fit_header gmock/gmock.h
  need libbenchmark-dev fit_header benchmark/benchmark.h
  need pkg-config commands_exist pkg-config
}
need_long() {
  need clang-16 commands_exist clang++-16
  need clang-tidy-16 commands_exist clang-tidy-16
}

cpp_is_formatted() {
  local file bad=()
  while IFS= read -r -d '' file; do
    clang-format-16 --dry-run -Werror "$file" 2>/dev/null || bad+=("$file")
  done < <(find include src bindings tests benchmarks examples -name '*.[ch]pp' -print0)
  ((${#bad[@]} == 0)) || say "to be mended by: clang-format-16 -i ${bad[*]}"
  ((${#bad[@]} == 0))
}

# What leaves the house: a source archive, a wheel made of it, and that wheel in an empty environment, away from the sources.
wheel_from_sdist() {
  local hash
  hash=$(sources_hash)
  if [[ $(cat "$dist/stamp" 2>/dev/null) == "$hash" ]]; then
    say "the wheel of these sources is built already"
    return
  fi
  rm -rf "$dist"
  offline pip install --quiet build || return 1
  offline "$venv/bin/python" -m build --sdist --outdir "$dist" . >/dev/null || return 1
  offline pip wheel --quiet --no-deps --wheel-dir "$dist" "$dist"/hobnob-*.tar.gz || return 1
  say "$hash" >"$dist/stamp"
}
wheel_stands_alone() {
  local clean=build/venv-wheel
  rm -rf "$clean"
  "$python" -m venv "$clean" || return 1
  offline "$clean/bin/python" -m pip --disable-pip-version-check install --quiet "$dist"/hobnob-*.whl || return 1
  (cd "$clean" && bin/python "$OLDPWD/tests/tools/smoke.py" && bin/hobnob --help >/dev/null)
}
wheel_serves_cpp() { # another project, built in isolation, finds the library inside our wheel
  PIP_NO_INDEX=1 PIP_FIND_LINKS="$PWD/$wheelhouse $PWD/$dist" \
    build/venv-wheel/bin/python -m pip --disable-pip-version-check install --quiet tests/consumer/wheel || return 1
  build/venv-wheel/bin/python -c 'import hobnob_consumer; assert hobnob_consumer.chains() == 1'
}

step "look for what is missing"
wanted=(need_cpp need_tests)
[[ -n $cpp_only ]] || wanted+=(need_python)
[[ -z $long ]] || wanted+=(need_long)
install_missing "${wanted[@]}"

step "C++: build with warnings as errors, every header alone, tests, consumers"
workflow dev

step "C++: format"
if commands_exist clang-format-16; then
  check "clang-format" cpp_is_formatted || true
else
  say "clang-format-16 is not installed: the format of the C++ sources is NOT checked"
fi

if [[ -z $cpp_only ]]; then
  step "a Python environment"
  if check "Python packages" make_venv test; then
    step "a wheel from the source archive"
    if check "wheel" wheel_from_sdist; then
      step "pip install 'hobnob[test]'"
      check "pip install" install_hobnob test "$(echo "$dist"/hobnob-*.whl)" || true
      step "the wheel in an empty environment"
      check "wheel alone" wheel_stands_alone && check "C++ from the wheel" wheel_serves_cpp || true
      step "Python tests"
      tally pytest build/pytest.xml env HOBNOB_BUILD_DIR="$PWD/build/dev" "$venv/bin/python" -m pytest --junitxml=build/pytest.xml || true
      step "Python: lint and types"
      check "ruff" "$venv/bin/ruff" check --quiet . || true
      check "mypy" "$venv/bin/mypy" || true
    fi
  fi
fi

if [[ -n $long ]]; then
  for preset in asan tsan clang16; do
    step "C++: $preset"
    workflow "$preset"
  done
  step "C++: clang-tidy"
  check "clang-tidy" cmake --workflow --preset tidy || true
fi

print_times
if ((failed > 0)); then printf '\nFAILED:\n' && printf '  %s\n' "${failures[@]}"; fi
printf '\n%d passed, %d failed' "$passed" "$failed"
((skipped == 0)) || printf ', %d skipped' "$skipped"
printf '\n'
((failed == 0))

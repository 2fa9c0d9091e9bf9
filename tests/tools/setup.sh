# shellcheck shell=bash
# What examples/demo.sh and tests/run.sh share: finding what is missing and installing only that, a venv that is filled from a wheelhouse,
# and the time of each step. Sourced with the repository as the current folder.

venv=build/venv
wheelhouse=build/wheelhouse
missing=()
python=
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}

say() { printf '%s\n' "$*"; }
fail() { # STATUS TEXT…
  local status=$1
  shift
  printf '%s\n' "$@" >&2
  exit "$status"
}

# --- time of each step ---
step_names=()
step_starts=()
now() { printf '%s' "${EPOCHREALTIME/[.,]/}"; } # microseconds
step() {
  step_names+=("$1")
  step_starts+=("$(now)")
  printf '\n== %s\n' "$1"
}
print_times() {
  local i end took
  step_starts+=("$(now)")
  printf '\n== time\n'
  for i in "${!step_names[@]}"; do
    end=${step_starts[i + 1]}
    took=$(((end - step_starts[i]) / 100000)) # tenths of a second
    printf '%6d.%d s  %s\n' $((took / 10)) $((took % 10)) "${step_names[i]}"
  done
}

# --- what is here, what is missing ---
at_least() { # WANTED GOT: is version GOT at least WANTED?
  [[ -n $2 ]] && printf '%s\n%s\n' "$1" "$2" | sort -VC
}
version_of() { # COMMAND: the first version number in what `COMMAND --version` prints
  local text
  text=$("$1" --version 2>/dev/null) || return 1
  [[ $text =~ [0-9]+(\.[0-9]+)+ ]] && printf '%s' "${BASH_REMATCH[0]}"
}
fit_compiler() { # COMPILER: g++ 12 or clang 16, or newer
  printf '#if defined(__clang__) ? __clang_major__ < 16 : __GNUC__ < 12\n#error\n#endif\n' | "$1" -x c++ -E - >/dev/null 2>&1
}
find_compiler() {
  local candidate
  for candidate in "${CXX:-c++}" g++ g++-{15,14,13,12} clang++ clang++-{20,19,18,17,16}; do
    if fit_compiler "$candidate"; then
      export CXX=$candidate
      return 0
    fi
  done
  return 1
}
fit_header() { # HEADER CONDITION…: does it exist, and does the condition on its macros hold?
  local header=$1
  shift
  printf '#include <%s>\n#if !(%s)\n#error\n#endif\n' "$header" "${*:-1}" |
    "${CXX:-c++}" -std=c++20 -x c++ -E -I"${HOBNOB_BOOST_INCLUDE:-/usr/include}" -I/usr/include/eigen3 -I/usr/local/include/eigen3 - \
      >/dev/null 2>&1
}
fit_python() { # INTERPRETER: 3.11 or newer, able to make a venv and to compile an extension
  "$1" -c 'import ensurepip, os, sys, sysconfig, venv
header = os.path.join(sysconfig.get_paths()["include"], "Python.h")
sys.exit(sys.version_info < (3, 11) or not os.path.exists(header))' >/dev/null 2>&1
}
find_python() {
  local candidate
  for candidate in ${PYTHON:-python3 /usr/bin/python3 python3.13 python3.12 python3.11}; do
    if fit_python "$candidate"; then
      python=$(command -v "$candidate")
      return 0
    fi
  done
  return 1
}
need() { # PACKAGE COMMAND…: the package is missing unless the command succeeds
  local package=$1
  shift
  "$@" || missing+=("$package")
}
boost_package() { # the distribution's own where that is new enough
  local candidate
  candidate=$(apt-cache policy libboost-dev 2>/dev/null | sed -n 's/^ *Candidate: //p')
  if at_least 1.81 "${candidate//[!0-9.]*/}"; then say libboost-dev; else say libboost1.81-dev; fi
}
need_cpp() {
  need g++ find_compiler
  need cmake at_least 3.25 "$(version_of cmake)"
  need ninja-build at_least 1.10 "$(version_of ninja)"
  need "$(boost_package)" fit_header boost/version.hpp 'BOOST_VERSION >= 108100'
  need libeigen3-dev fit_header Eigen/Core 'EIGEN_WORLD_VERSION > 3 || EIGEN_WORLD_VERSION == 3 && EIGEN_MAJOR_VERSION >= 4'
  need libfmt-dev fit_header fmt/core.h 'FMT_VERSION >= 90100'
  need zlib1g-dev fit_header zlib.h
}
need_python() {
  if ! find_python; then
    [[ -z ${PYTHON:-} ]] || fail 2 "PYTHON=$PYTHON must be a Python 3.11 or newer with venv and its C headers, and is not."
    missing+=(python3-venv python3-dev)
  fi
}
commands_exist() { command -v "$@" >/dev/null; }

# install_missing FUNCTION…: calls the functions, which name what they need, installs what is missing of it, and makes sure.
install_missing() {
  local function as_root=() line
  for function in "$@"; do "$function"; done
  if ((${#missing[@]} == 0)); then
    say "nothing is missing"
    return
  fi
  commands_exist apt-get || fail 2 "Missing, and there is no apt-get here to install it: ${missing[*]}"
  if ((EUID != 0)); then
    if commands_exist sudo && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then as_root=(sudo); else as_root=(none); fi
  fi
  line="apt-get update && apt-get install --no-remove ${missing[*]}"
  if [[ ${as_root[*]:-} == none ]]; then
    fail 2 "Missing: ${missing[*]}" "There are no rights to install it here. As root, run this line and then this script again:" "  $line"
  fi
  say "missing: ${missing[*]}"
  "${as_root[@]}" apt-get -qq update || say "apt-get update failed; going on with the package lists at hand"
  missing=() # the name of Boost's package may depend on the lists
  for function in "$@"; do "$function"; done
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-remove --no-install-recommends \
    -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 "${missing[@]}"; then
    say "Could not install: ${missing[*]}" >&2
    [[ ${missing[*]} != *libboost* ]] || fail 2 \
      "If another Boost is in the way, keep it and choose one of:" \
      "  a newer Boost in a folder of yours:  HOBNOB_BOOST_INCLUDE=FOLDER bash $0   (the folder that holds boost/)" \
      "  only Python, with its own Boost:     pip install ."
    exit 2
  fi
  missing=()
  for function in "$@"; do "$function"; done
  ((${#missing[@]} == 0)) || fail 2 "Still missing or too old after the installation: ${missing[*]}" \
    "Wanted: g++ 12 or clang 16, CMake 3.25, Boost 1.81, Eigen 3.4, fmt 9.1, Python 3.11 with venv and headers, or newer."
}

# --- Python: a venv, filled from a wheelhouse that is downloaded once ---
offline() { PIP_NO_INDEX=1 PIP_FIND_LINKS=$PWD/$wheelhouse "$@"; } # obeyed by pip's isolated builds too
pip() { "$venv/bin/python" -m pip --disable-pip-version-check "$@"; }

requirements() { # EXTRA or nothing: what building, running and EXTRA need, from pyproject.toml
  "$venv/bin/python" - "$@" <<'END'
import sys, tomllib
with open("pyproject.toml", "rb") as file:
    pyproject = tomllib.load(file)
print(*pyproject["build-system"]["requires"], *pyproject["project"]["dependencies"], sep="\n")
for extra in filter(None, sys.argv[1:]):
    print(*pyproject["project"]["optional-dependencies"][extra], sep="\n")
END
}

make_venv() { # EXTRA or ""
  if ! "$venv/bin/python" -c '' 2>/dev/null || [[ $("$venv/bin/python" -V) != "$("$python" -V)" ]]; then
    rm -rf "$venv"
    "$python" -m venv "$venv" || return 1
  fi
  local wanted
  mapfile -t wanted < <(requirements "$1")
  mkdir -p "$wheelhouse"
  if ! offline pip install --quiet --dry-run --ignore-installed "${wanted[@]}" >/dev/null 2>&1; then
    say "downloading wheels to $wheelhouse"
    pip wheel --quiet --wheel-dir "$wheelhouse" "${wanted[@]}" || {
      say "The Python package index could not be reached and $wheelhouse does not hold all that is needed; --cpp-only leaves Python out." >&2
      return 1
    }
  fi
}

sources_hash() { # of all that goes into the wheel
  find CMakeLists.txt pyproject.toml README.md LICENSE include src bindings -type f ! -name '*.pyc' -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

install_hobnob() { # EXTRA or "", WHEEL of these sources or nothing: what a user does, unless these very sources are installed already
  local stamp=$venv/hobnob.stamp installed='' hash
  hash=$(sources_hash)
  [[ ! -f $stamp ]] || installed=$(<"$stamp")
  if [[ $installed == "$hash "* && " $installed " == *" ${1:-$hash} "* ]]; then
    say "these sources are installed already"
    return
  fi
  rm -f "$stamp"
  pip uninstall --quiet --quiet --yes hobnob # pip takes a wheel of the same version for installed
  offline pip install --quiet "${2:-.}${1:+[$1]}" || return 1
  say "$hash $1" >"$stamp"
}

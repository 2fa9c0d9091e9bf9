#!/usr/bin/env bash
# The documents as a site, one for both languages: build/docs/html/index.html.
#
#   bash docs/build.sh
#
# Installs what is missing (as examples/demo.sh does), makes an environment under build/ with hobnob and the `docs` extra in it, reads the
# headers with doxygen, and runs sphinx: a warning is an error, and so is a link within the site that leads nowhere. A second run touches
# no network. A wheel of these very sources that tests/run.sh has built is taken; HOBNOB_WHEEL=FILE names another. PYTHON=… chooses the interpreter.
set -euo pipefail

(($# == 0)) || { printf 'usage: bash docs/build.sh\n' >&2 && exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tests/tools/setup.sh
source tests/tools/setup.sh
venv=build/venv-docs

need_docs() {
  need g++ find_compiler
  need doxygen at_least 1.9.4 "$(version_of doxygen)"
}

step "look for what is missing"
install_missing need_docs need_python

step "a Python environment"
make_venv docs || exit 1
wheel=${HOBNOB_WHEEL:-}
if [[ -z $wheel && $(cat build/dist/stamp 2>/dev/null) == "$(sources_hash)" ]]; then wheel=$(echo build/dist/hobnob-*.whl); fi
install_hobnob docs "$wheel" || exit 1

step "what the headers say"
rm -rf build/docs/doxygen
mkdir -p build/docs
doxygen docs/Doxyfile
# It has no place for a specialisation of another library's template, as interop/ may have; the pages leave those out too.
if grep -v 'scope for class .* not found' build/docs/doxygen.log; then fail 1 "doxygen complains"; fi

step "the site"
rm -rf build/docs/html
"$venv/bin/python" -m sphinx -W --keep-going --quiet --fresh-env --doctree-dir build/docs/doctrees --builder html docs build/docs/html
"$venv/bin/python" docs/_ext/links.py build/docs/html

print_times
printf '\nbuild/docs/html/index.html\n'

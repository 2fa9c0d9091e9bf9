#!/usr/bin/env bash
# run.sh COMPILER PREFIX VERSION: builds and runs the asking program with pkg-config alone, on an installed tree that was moved.
set -euo pipefail
compiler=$1
prefix=$2
version=$3
cd "$(dirname "$0")/.."

moved=$prefix-moved
rm -rf "$moved"
cp -r "$prefix" "$moved"
PKG_CONFIG_PATH=$(dirname "$(find "$moved" -name hobnob.pc)")
export PKG_CONFIG_PATH
pkg-config --exact-version="$version" hobnob
read -ra flags <<<"$(pkg-config --cflags --libs hobnob)"
"$compiler" -std=c++20 ask.cpp "${flags[@]}" -o "$moved/ask"
"$moved/ask"

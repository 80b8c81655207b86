#!/usr/bin/env bash
# From a fresh Debian machine to a first PDF: installs what is missing, builds, renders the sample of 図5.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/packages.sh

install_missing "${build_packages[@]}"
cmake --preset release -DBUILD_TESTING=OFF >/dev/null
cmake --build --preset release -j2 # all that cmake --install installs
mkdir -p out
build/release/todoke render nisc_renraku samples/nisc-fig5.json -o out/nisc-fig5.pdf

cat <<'TEXT'

build/release/todoke をビルドし、図5の事例 (samples/nisc-fig5.json) から情報連絡様式を作りました。
Built build/release/todoke and rendered the 図5 example (samples/nisc-fig5.json) as the 情報連絡様式:

    out/nisc-fig5.pdf

次に試すなら / try next:

    build/release/todoke forms                                        様式の一覧 / the forms there are
    build/release/todoke render nisc_renraku --blank -o out/blank.pdf 空欄の様式 / the empty form
    build/release/todoke check nisc_renraku samples/nisc-ddos.json    誤りの一覧 / everything that is wrong with it
    tools/test.sh                                                     すべてのテスト / all tests
TEXT

#!/usr/bin/env bash
# Installs what the tests need, builds with the sanitizers and for release, and runs every test.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/packages.sh

# build_and_test PRESET LABELS [TARGET]: builds TARGET, or everything. LABELS is a regular expression; the output is
# kept for the summary at the end.
build_and_test() {
    local preset=$1 labels=$2
    echo "== $preset"
    cmake --preset "$preset" -DBUILD_TESTING=ON >/dev/null
    cmake --build --preset "$preset" -j2 ${3:+--target "$3"}
    ctest --preset "$preset" -j2 --label-regex "$labels" --output-junit junit.xml | tee "build/$preset/ctest.log" ||
        failed+=("$preset")
}

# ctest's last words: totals by label, time, and the tests that failed.
summarise() {
    local preset
    for preset in "$@"; do
        echo
        echo "== $preset"
        sed -n '/tests passed,/,$p' "build/$preset/ctest.log"
    done
}

failed=()
install_missing "${build_packages[@]}" "${test_packages[@]}"
build_and_test asan '^(unit|property|conformance|golden|fuzz)$'
build_and_test release '.'
build_and_test tsan '^threads$' todoke
summarise asan release tsan
if ((${#failed[@]} > 0)); then
    echo "FAILED: ${failed[*]}"
    exit 1
fi

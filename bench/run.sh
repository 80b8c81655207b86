#!/usr/bin/env bash
# Builds the benchmarks and prints the figures of bench/README.md: todoke beside the reference, in the same run.
#   bench/run.sh [--instructions]     with --instructions also counts instructions by callgrind (slow)
set -euo pipefail
cd "$(dirname "$0")/.."

cmake --preset release >/dev/null
cmake --build build/release --target bench -j"$(nproc)" >/dev/null
bin=build/release/bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

font=$(find $(awk '$1 == "directory" { print $2 }' fonts/fonts.lock) -name BIZUDGothic-Regular.ttf | head -1)
build/release/todoke render nisc_renraku samples/nisc-fig5.json -o "$work/fig5.marks" 2>/dev/null
grep -o ' "[^"]*"' "$work/fig5.marks" | tr -d '"\n ' >"$work/text"

echo "cold, one document, whole process"
echo "  todoke     $("$bin/bench_cold" 40 build/release/todoke render nisc_renraku samples/nisc-fig5.json -o "$work/a.pdf")"
echo "  reference  $("$bin/bench_cold" 40 "$bin/bench_reference" "$font" "$work/text" "$work/r.pdf" 1)"
echo "  file       todoke $(stat -c %s "$work/a.pdf") bytes, reference $(stat -c %s "$work/r.pdf")"
echo "warm, one core"
"$bin/bench_warm" 1 >/dev/null # digests the fonts, once
echo "  todoke     $("$bin/bench_warm" 300)"
echo "  reference  $("$bin/bench_reference" "$font" "$work/text" "$work/r.pdf" 1 300)"

[ "${1:-}" = --instructions ] || exit 0
count() { valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 | awk '/Collected/ { print $NF }'; }
echo "instructions (callgrind)"
echo "  todoke     cold $(count build/release/todoke render nisc_renraku samples/nisc-fig5.json -o "$work/a.pdf")"
echo "  reference  cold $(count "$bin/bench_reference" "$font" "$work/text" "$work/r.pdf" 1)"
echo "  todoke     20 warm documents $(count --toggle-collect=make_document "$bin/bench_warm" 19)"

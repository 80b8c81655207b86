#!/usr/bin/env bash
# fuzz.sh SECONDS [TARGET...]: runs each fuzz target for so long, from its seeds. New finds stay in build/fuzz/finds/;
# a crash is written there too, and the script ends with status 1.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/packages.sh

seconds=${1:?usage: tools/fuzz.sh SECONDS [TARGET...]}
shift
install_missing "${build_packages[@]}" clang
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz -j2

targets=("$@")
if ((${#targets[@]} == 0)); then
    for source in tests/fuzz/*_fuzz.c; do
        name=${source##*/}
        targets+=("${name%_fuzz.c}")
    done
fi

status=0
for name in "${targets[@]}"; do
    echo "== $name"
    mkdir -p "build/fuzz/finds/$name"
    "build/fuzz/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/finds/$name/crash-" "build/fuzz/finds/$name" "tests/fuzz/corpus/$name" || status=1
done
exit $status

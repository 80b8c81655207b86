#!/usr/bin/env bash
# Lays out every C file (or those named) as .clang-format says.
set -euo pipefail
cd "$(dirname "$0")/.."
if (($# > 0)); then
    exec clang-format -i "$@"
fi
find engine tests -name '*.[ch]' -print0 | xargs -0 clang-format -i

#!/usr/bin/env bash
# format.sh CLANG_FORMAT: every C file as .clang-format has it. tools/format.sh puts it right.
set -euo pipefail
find engine tests -name '*.[ch]' -print0 | xargs -0 "$1" --dry-run --Werror

#!/usr/bin/env bash
# generated.sh PYTHON: tables written by a tool are what the tool writes now.
set -euo pipefail
"$1" tools/gen_holidays.py --check
if [ ! -e /usr/share/unicode/LineBreak.txt ]; then
    echo "unicode-data is not installed: nothing to compare with"
    exit 77
fi
"$1" tools/gen_unicode.py --check
"$1" tools/gen_orientation.py --check

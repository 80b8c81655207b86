#!/usr/bin/env bash
# long.sh TODOKE: what takes too long for every day. A hundred kills among 2,000 documents; a million jobs.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 tests/batch/kills.py "$1" 2000 100
python3 tests/batch/million.py "$1"

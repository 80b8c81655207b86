#!/usr/bin/env bash
# submit.sh JOBS OUT N [TASKS]: renders a list of jobs in N shards and joins their manifests. TASKS, such as 3 or 2,5, are
# the shards to be done; usually all of them.
set -euo pipefail
if (($# < 3)); then
    echo "usage: $0 JOBS OUT N [TASKS]" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
jobs=$1 out=$2 shards=$3 tasks=${4:-1-$3}

array=$(sbatch --parsable --array="$tasks" "$here/render.sbatch" "$jobs" "$out" "$shards")
# afterany: a shard in which some documents failed has its manifest all the same, and merge notices one that has none.
merge=$(sbatch --parsable --dependency="afterany:$array" "$here/merge.sbatch" "$out" "$shards")
echo "$array $merge"

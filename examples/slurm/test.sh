#!/usr/bin/env bash
# test.sh TODOKE: tries the scripts beside it with a Slurm of one machine. Needs root and Debian's packages slurm-wlm and
# munge, which it installs; takes about two minutes. Everything runs in a folder of its own and ends with this script.
# Exit status 77: skipped, as this is not root. `ctest --preset release -C long -R slurm` runs it.
set -euo pipefail
if ((EUID != 0)); then
    echo "skipped: it needs root"
    exit 77
fi
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export TODOKE=$(realpath "${1:-$root/build/release/todoke}")
shards=4 documents=${DOCUMENTS:-6000}
work=$(mktemp -d /tmp/todoke-slurm-XXXXXX)
export SLURM_CONF=$work/slurm.conf

say() { echo "== $*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }

install() {
    command -v slurmctld >/dev/null && command -v munged >/dev/null && return
    apt-get update -q >"$work/apt.log"
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends slurm-wlm munge >>"$work/apt.log"
}

# munge insists on who owns its folders and on the mode of its key.
start_munge() {
    mkdir -p "$work/munge"
    dd if=/dev/urandom of="$work/munge/key" bs=1024 count=1 2>/dev/null
    chown -R munge:munge "$work/munge"
    chmod 400 "$work/munge/key"
    chmod 711 "$work"
    chmod 755 "$work/munge"
    runuser -u munge -- munged --foreground --force --num-threads=2 --socket="$work/munge/socket" \
        --key-file="$work/munge/key" --pid-file="$work/munge/pid" --log-file="$work/munge/log" \
        --seed-file="$work/munge/seed" 2>"$work/munged.err" &
    daemons+=($!)
    until [[ -S $work/munge/socket ]]; do sleep 0.1; done
}

write_configuration() {
    cat >"$SLURM_CONF" <<EOF
ClusterName=test
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=root
SlurmctldPort=16817
SlurmdPort=16818
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
ReturnToService=2
KillWait=3
SchedulerParameters=sched_interval=1,batch_sched_delay=0,bf_interval=1,sched_min_interval=10000
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=1000 State=UNKNOWN
PartitionName=all Nodes=$(hostname -s) Default=YES State=UP MaxTime=INFINITE
EOF
    mkdir -p "$work/state" "$work/spool"
}

start_slurm() {
    write_configuration
    slurmctld -D -c -f "$SLURM_CONF" 2>/dev/null &
    daemons+=($!)
    slurmd -D -f "$SLURM_CONF" 2>/dev/null &
    daemons+=($!)
    for _ in $(seq 100); do
        sinfo -h -o %T 2>/dev/null | grep -q idle && return
        sleep 0.2
    done
    tail -5 "$work"/slurm*.log >&2
    fail "Slurm did not start"
}

stop_all() {
    kill "${daemons[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}

write_jobs() {
    (cd "$root" && python3 - "$work" "$documents" <<'EOF'
import json, pathlib, sys
sys.path.insert(0, "tests/batch")
import runner
work, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
runner.write_incidents(work / "data", count)
with open(work / "jobs.jsonl", "w") as jobs:
    for path in sorted((work / "data").iterdir()):
        jobs.write(json.dumps({"form": str(runner.ROOT / runner.TINY), "data": str(path)}) + "\n")
EOF
    )
}

state_of() { scontrol -o show job "$1" | grep -o 'JobState=[A-Z_]*' | cut -d= -f2; }

# wait_for_state JOB STATE...
wait_for_state() {
    local job=$1 state
    shift
    for _ in $(seq 3000); do
        state=$(state_of "$job")
        [[ " $* " == *" $state "* ]] && return
        sleep 0.1
    done
    fail "job $job is $state, not $*"
}

# outputs of shard K: a line each in its journal
done_by() { cat "$work/out/.todoke.$1-of-$shards.journal" 2>/dev/null | wc -l; }

wait_for_outputs() {
    for _ in $(seq 3000); do
        (($(done_by "$1") >= $2)) && return
        sleep 0.05
    done
    fail "shard $1 made nothing"
}

# The process of task K.
process_of() { pgrep -f "^$TODOKE batch .*$work/jobs.jsonl .*--shard env/$shards" | while read -r id; do
    grep -qz "^SLURM_ARRAY_TASK_ID=$1\$" "/proc/$id/environ" && echo "$id"; done; }

daemons=()
trap stop_all EXIT
say "installing"
install
say "starting"
start_munge
start_slurm
write_jobs

say "unsharded, without Slurm"
"$TODOKE" batch --jobs "$work/jobs.jsonl" -o "$work/whole" --progress=none

say "$documents documents in $shards tasks"
cd "$work"
read -r array merge < <("$here/submit.sh" "$work/jobs.jsonl" "$work/out" "$shards")
wait_for_outputs 1 100
say "task 1 is requeued in the middle of its work, after $(done_by 1) outputs"
scontrol requeue "${array}_1"
wait_for_outputs 2 100
victim=$(process_of 2)
say "task 2 is killed after $(done_by 2) outputs (process $victim)"
kill -9 "$victim"
wait_for_state "${array}_2" FAILED
scontrol requeue "${array}_2"
wait_for_state "$merge" COMPLETED FAILED
for task in $(seq "$shards"); do
    echo "task $task: $(state_of "${array}_$task")," \
        "restarts $(scontrol -o show job "${array}_$task" | grep -o 'Restarts=[0-9]*' | cut -d= -f2)"
    [[ $(state_of "${array}_$task") == COMPLETED ]] || fail "task $task"
done
[[ $(state_of "$merge") == COMPLETED ]] || fail "merge: $(cat todoke-merge-*.log)"

say "comparing"
cmp "$work/whole/manifest.jsonl" "$work/out/manifest.jsonl"
(cd "$work/whole" && find . -name '*.pdf' | sort | xargs sha256sum) >"$work/whole.sums"
(cd "$work/out" && find . -name '*.pdf' | sort | xargs sha256sum) >"$work/out.sums"
cmp "$work/whole.sums" "$work/out.sums"
[[ $(cat "$work"/out/.todoke.*.journal | wc -l) -eq $documents ]] || fail "something was made twice"

say "one task submitted again by itself"
before=$(stat -c '%i %Y' "$work"/out/*.pdf | sha256sum)
rm "$work/out/manifest.jsonl"
read -r array merge < <("$here/submit.sh" "$work/jobs.jsonl" "$work/out" "$shards" 3)
wait_for_state "$merge" COMPLETED FAILED
[[ $(state_of "${array}_3") == COMPLETED ]] || fail "task 3"
cmp "$work/whole/manifest.jsonl" "$work/out/manifest.jsonl"
[[ $before == "$(stat -c '%i %Y' "$work"/out/*.pdf | sha256sum)" ]] || fail "outputs were made again"
say "all is as without Slurm"

"""
A million jobs: memory does not grow with them but for the set of names, and nothing is lost. Takes minutes, and prints a table
of jobs, CPU and wall seconds, and memory at the peak, which bench/README.md has.

    python3 tests/batch/million.py build/release/todoke [JOBS]
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

import runner

BYTES_A_NAME = 16  # of the set of names that are taken, at most
BYTES_A_NOTE = 16  # of what the journal says of earlier runs
SPARE = 1536       # KiB that two runs may differ for reasons of their own
SPARE_KEPT = 3072  # and where malloc keeps the room in which the journal was sorted


def write_jobs(pipe, data, count):
    line = json.dumps({"form": runner.TINY, "data": data, "out": "%d/%d.text"}) + "\n"
    with os.fdopen(pipe, "w") as jobs:
        for i in range(count):
            jobs.write(line % (i // 1000, i))


def measure(program, folder, out, count):
    """A run over so many jobs, which come through a pipe: CPU and wall seconds, KiB at the peak, and how its jobs ended."""
    source, sink = os.pipe()
    writer = threading.Thread(target=write_jobs, args=(sink, f"{folder}/data/i000000.json", count), daemon=True)
    writer.start()
    command = runner.command(program, "--jobs", "-", "--to", "text", "-j", "2", "-o", out, "--manifest",
                             folder / "manifest.jsonl", "--progress=none")
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=runner.ROOT, env=runner.environment(), stdin=source, stderr=subprocess.PIPE)
    os.close(source)
    process.returncode, usage, peak = runner.wait_watching(process.pid)
    wall = time.monotonic() - start
    writer.join()
    said = process.stderr.read().decode()
    process.stderr.close()
    assert process.returncode == 0, said
    with open(folder / "manifest.jsonl", "rb") as manifest:
        lines = sum(b'"status":"done"' in line for line in manifest)
    assert lines == count, f"{lines} of {count} documents"
    return {"jobs": count, "cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "peak": peak, "said": said.strip()}


def bytes_a_job(small, large):
    return (large["peak"] - small["peak"]) * 1024 / (large["jobs"] - small["jobs"])


def check_growth(small, large, most, spare=SPARE):
    grown, allowed = large["peak"] - small["peak"], (large["jobs"] - small["jobs"]) * most / 1024 + spare
    assert grown <= allowed, f"{grown} KiB more for {large['jobs']:,} jobs than for {small['jobs']:,}"


def show(run, small, what=""):
    growth = f"{bytes_a_job(small, run):.1f}" if run is not small else ""
    print(f"| {run['jobs']:,}{what} | {run['cpu']:.1f} | {run['wall']:.1f} | {run['peak']:,} | {growth} |", flush=True)


def main(program, count=1_000_000):
    with tempfile.TemporaryDirectory(prefix="todoke-million-") as name:
        folder = pathlib.Path(name)
        runner.write_incidents(folder / "data", 1)
        print("| jobs | CPU s | wall s | peak KiB | more bytes a job |", flush=True)
        small = None
        for jobs in (count // 100, count // 10, count):
            run = measure(program, folder, "-", jobs)
            small = small or run
            show(run, small)
            check_growth(small, run, BYTES_A_NAME)
        # To files, and then once more: nothing is made, and the journal is what is kept in memory besides.
        jobs = count // 10
        made = measure(program, folder, folder / "out", jobs)
        show(made, small, ", written")
        check_growth(small, made, BYTES_A_NAME)
        kept = measure(program, folder, folder / "out", jobs)
        show(kept, small, ", unchanged")
        assert f"0 made, {jobs} unchanged" in kept["said"], kept["said"]
        check_growth(small, kept, BYTES_A_NAME + BYTES_A_NOTE, SPARE_KEPT)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))

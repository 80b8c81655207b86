"""
A million jobs: memory does not grow with them, and nothing is lost. Takes minutes.

    python3 tests/batch/million.py build/release/todoke [JOBS]
"""
import json
import os
import pathlib
import sys
import tempfile
import threading

import runner

BYTES_A_JOB = 18  # of the names that are taken


def write_jobs(pipe, data, count):
    line = json.dumps({"form": runner.TINY, "data": data, "out": "%d.pdf"}) + "\n"
    with os.fdopen(pipe, "w") as jobs:
        for i in range(count):
            jobs.write(line % i)


def measure(program, folder, count):
    """KiB at the peak of a run over so many jobs, which come through a pipe."""
    source, sink = os.pipe()
    writer = threading.Thread(target=write_jobs, args=(sink, f"{folder}/data/i000000.json", count), daemon=True)
    writer.start()
    peak = runner.peak_memory(program, "--jobs", "-", "-o", "-", "--manifest", folder / "manifest.jsonl", stdin=source)
    os.close(source)
    writer.join()
    with open(folder / "manifest.jsonl", "rb") as manifest:
        lines = sum(1 for line in manifest if b'"status":"done"' in line)
    assert lines == count, f"{lines} of {count} documents"
    return peak


def main(program, count=1_000_000):
    with tempfile.TemporaryDirectory(prefix="todoke-million-") as name:
        folder = pathlib.Path(name)
        runner.write_incidents(folder / "data", 1)
        small = measure(program, folder, 2000)
        large = measure(program, folder, count)
    print(f"{small} KiB for 2,000 jobs, {large} KiB for {count:,}: {(large - small) * 1024 / count:.1f} bytes a job")
    assert (large - small) * 1024 <= count * BYTES_A_JOB + 1536 * 1024


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))

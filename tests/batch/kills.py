"""
Kills runs at random moments until one comes to its end: nothing that was done is done again, and the end is as if nobody had
killed anything.

    python3 tests/batch/kills.py build/release/todoke [JOBS [KILLS [SEED]]]
"""
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import runner


def kill_one(program, arguments, seconds):
    """True when the run was killed, False when it was faster."""
    process = subprocess.Popen(runner.command(program, *arguments), cwd=runner.ROOT, env=runner.environment(),
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    assert process.returncode == 0, f"exit status {process.returncode}"
    return False


def check_kept(before, after):
    again = [name for name, stamp in before.items() if after.get(name) != stamp]
    assert not again, f"made again: {again[:5]}"


def lengths_of_runs(program, data, folder, jobs):
    """Seconds that half of the kills should take: a few at the very start, most of them among the jobs."""
    start = time.monotonic()
    result = runner.run(program, "--form", runner.TINY, data, "-o", folder, "-j", "2")
    assert result.returncode == 0, result.stderr
    whole = time.monotonic() - start
    return min(0.1, whole / 4), max(0.2, whole / max(4, jobs / 100))


def main(program, jobs=300, kills=12, seed=None):
    seed = seed or random.randrange(10**9)
    print(f"seed {seed}")
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="todoke-kills-") as name:
        folder = pathlib.Path(name)
        runner.write_incidents(folder / "data", jobs)
        least, most = lengths_of_runs(program, folder / "data", folder / "whole", jobs)
        out = folder / "out"
        arguments = ["--form", runner.TINY, folder / "data", "-o", out, "-j", "2"]
        killed, unfinished, done = 0, 0, {}
        while killed < kills:
            if not kill_one(program, arguments, rng.uniform(least / 4, most)):
                check_kept(done, runner.stamps(out))
                for path in rng.sample(sorted(out.glob("*.pdf")), k=jobs // 2):
                    path.unlink()  # work for the next ones
                done = runner.stamps(out)
                continue
            killed += 1
            now = runner.stamps(out) if out.exists() else {}
            check_kept(done, now)
            unfinished += len(now) < jobs
            done = now
        result = runner.run(program, *arguments)
        assert result.returncode == 0, result.stderr
        check_kept(done, runner.stamps(out))
        assert runner.contents(folder / "whole") == runner.contents(out), "not as if nobody had killed anything"
        assert not list(out.glob(".todoke*.part")), "left over"
    print(f"{killed} kills of {jobs} jobs, {unfinished} of them before the end")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))

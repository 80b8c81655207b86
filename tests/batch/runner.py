"""What the tests of batch share: small incidents, runs of the program, and what a folder of outputs holds."""
import json
import os
import pathlib
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TINY = "tests/batch/tiny.jsonc"
LEFT_OUT = {"LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "SOURCE_DATE_EPOCH", "JOB_COMPLETION_INDEX"}


def environment(**variables):
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT and "SLURM" not in name}
    return kept | {"LANG": "C.UTF-8"} | variables


def write_incidents(folder, count, first=0):
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(first, first + count):
        text = json.dumps({"incident_id": f"I-{i}", "note": f"番号{i}の事案"}, ensure_ascii=False)
        (folder / f"i{i:06d}.json").write_text(text, encoding="utf-8")


def command(program, *arguments):
    return [str(program), "batch", *map(str, arguments)]


def run(program, *arguments, stdin=b"", timeout=300, variables=None, **more):
    return subprocess.run(command(program, *arguments), input=stdin, cwd=ROOT, env=environment(**(variables or {})),
                          capture_output=True, timeout=timeout, check=False, **more)


def manifest(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def contents(folder):
    """Name -> bytes of every file in the folder but those that batch keeps for itself."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".todoke")}


def stamps(folder):
    """Name -> which file that is: it changes when an output is made anew."""
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.glob("*.pdf")}


def most_memory(pid):
    """The most memory a process has had so far, in KiB; 0 when it has ended."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return max((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), default=0)


def wait_watching(pid):
    """Exit status, resource usage and the most memory of a process, asked for while it runs: what wait4 tells counts
    the process it was forked from too, which is larger."""
    peak = 0
    while True:
        peak = max(peak, most_memory(pid))
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status), usage, peak
        time.sleep(0.005)


def peak_memory(program, *arguments, stdin=None):
    """The most memory a run had, in KiB."""
    process = subprocess.Popen(command(program, *arguments), cwd=ROOT, env=environment(), stdin=stdin,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    process.returncode, _, peak = wait_watching(process.pid)
    assert process.returncode == 0, f"exit status {process.returncode}"
    return peak

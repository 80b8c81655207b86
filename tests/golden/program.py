"""Runs todoke and the judges of its output, always in the same environment, so that only the input counts."""
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
SECONDS = 240
LEFT_OUT = {"LANG", "LANGUAGE", "TZ", "SOURCE_DATE_EPOCH", "HOME"}


class Failure(Exception):
    """A judge that could not be run, or said something that cannot be read."""


def environment(work, **more):
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT and not name.startswith("LC_")}
    return kept | {"LANG": "C.UTF-8", "TZ": "UTC", "XDG_CACHE_HOME": str(work / "cache")} | more


class Todoke:
    """The program under test, with a font cache of its own below `work`. `is_alone`: no other judges what it makes."""

    def __init__(self, path, work, is_alone=False):
        self.path = pathlib.Path(path).resolve()
        self.work = work
        self.is_alone = is_alone

    def run(self, arguments, stdin=b"", cwd=ROOT, **variables):
        """CompletedProcess with bytes; `stdin` bytes. A signal or a sanitizer's report is told by `crash_of`."""
        return subprocess.run([str(self.path), *map(str, arguments)], input=stdin, cwd=cwd, capture_output=True,
                              timeout=SECONDS, env=environment(self.work, **variables), check=False)


def crash_of(result):
    """What a run says about a crash, or None."""
    if result.returncode < 0:
        return f"ended by signal {-result.returncode}"
    for sign in (b"ERROR: AddressSanitizer", b"ERROR: LeakSanitizer", b"runtime error:"):
        if sign in result.stderr:
            return result.stderr.decode(errors="replace")
    if not 0 <= result.returncode <= 4:
        return f"unknown exit status {result.returncode}"
    return None


def judge(*command, may_fail=False):
    """A judge's standard output as bytes; Failure when it is missing or unhappy."""
    try:
        result = subprocess.run([str(word) for word in command], capture_output=True, timeout=SECONDS, check=False)
    except FileNotFoundError as error:
        raise Failure(f"{command[0]} is not installed") from error
    if result.returncode != 0 and not may_fail:
        words = " ".join(str(word) for word in command)
        said = (result.stdout + result.stderr).decode(errors="replace")
        raise Failure(f"{words}: status {result.returncode}\n{said}")
    return result.stdout


def library_versions():
    """The packages whose version moves bytes of a PDF, on one line; "" where dpkg does not know them."""
    names = ["libharfbuzz0b", "libharfbuzz-subset0", "libhpdf-2.3.0", "libdeflate0", "fonts-morisawa-bizud-gothic",
             "fonts-morisawa-bizud-mincho", "fonts-ipamj-mincho"]
    try:
        found = judge("dpkg-query", "--show", "--showformat", "${Package} ${Version}\n", *names)
    except Failure:
        return ""
    return ", ".join(sorted(set(found.decode().splitlines())))

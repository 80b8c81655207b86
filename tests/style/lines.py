"""Lines of at most 120 characters, no tabs, no blanks at the end, a final newline: in every source file."""
import pathlib
import sys

FOLDERS = ["engine", "tests/unit", "tests/property", "tests/fuzz", "tests/style", "tests/support", "tools", "cmake"]
SUFFIXES = {".c", ".h", ".def", ".py", ".sh", ".cmake"}
LONGEST = 120


def problems(text):
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST:
            yield number, f"{len(line)} columns"
        if "\t" in line:
            yield number, "a tab"
        if line != line.rstrip():
            yield number, "blanks at the end"
    if text and not text.endswith("\n"):
        yield text.count("\n") + 1, "no newline at the end"


def main():
    bad = 0
    for folder in FOLDERS:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.suffix not in SUFFIXES or not path.is_file():
                continue
            for number, problem in problems(path.read_text(encoding="utf-8")):
                print(f"{path}:{number}: {problem}")
                bad += 1
    return 1 if bad else 0


sys.exit(main())

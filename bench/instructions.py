"""
Counts instructions and compares them with those recorded in instructions.json: times depend on the machine and on what
else it does, counts do not.

    python3 bench/instructions.py BUILD             fails where a count has grown by more than MARGIN
    python3 bench/instructions.py BUILD --record    writes them down, on purpose

Without valgrind, or with other libraries than those recorded, nothing is known: exit status 77.
"""
import json
import pathlib
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True

import measure

sys.path.insert(0, str(measure.ROOT / "tests/golden"))

from program import library_versions

RECORD = measure.ROOT / "bench/instructions.json"
MARGIN = 1.25
SKIPPED = 77


def count(build):
    programs = measure.Programs(build)
    with tempfile.TemporaryDirectory(prefix="todoke-bench-") as work:
        out = pathlib.Path(work) / "out.pdf"
        measure.ask(*programs.render(out))  # digests the fonts, once
        programs.warm(1)
        return {"cold": programs.cold_instructions(out), "warm": programs.warm_instructions()}


def compare(recorded, counted):
    is_good = True
    for name, now in counted.items():
        ratio = now / recorded[name]
        print(f"{name}: {now:,} instructions, {ratio:.2f} of the {recorded[name]:,} recorded")
        is_good &= ratio <= MARGIN
    if not is_good:
        print(f"more than {MARGIN} times as many: mend it, or record them with --record and say why")
    return is_good


def main(build, *options):
    versions = library_versions()
    if not shutil.which("valgrind") or not versions:
        return SKIPPED
    if "--record" in options:
        counted = count(build)
        RECORD.write_text(json.dumps({"libraries": versions, **counted}, indent=4) + "\n", encoding="utf-8")
        print(counted)
        return 0
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))
    if recorded["libraries"] != versions:
        print("recorded with other libraries")
        return SKIPPED
    return 0 if compare(recorded, count(build)) else 1


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), *sys.argv[2:]))

"""gen_orientation.py [--check]: writes engine/text/orientation_table.c from Debian's unicode-data (UAX #50).

With --check nothing is written; the exit status says whether the file is up to date.
"""
import pathlib
import sys

from generated import write_or_check

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE = pathlib.Path("/usr/share/unicode/VerticalOrientation.txt")
HEADER = ROOT / "engine/text/orientation.h"
OUTPUT = ROOT / "engine/text/orientation_table.c"
VERSION = "15.0.0"

LAST = 0x10FFFF
NAMES = {"U": "UPRIGHT", "Tu": "UPRIGHT", "Tr": "TRANSFORMED", "R": None}  # None: not listed


def orientations():
    """By code point. Ranges of @missing lines come first in force: what is listed overrides them."""
    values = [None] * (LAST + 1)
    text = SOURCE.read_text(encoding="utf-8").splitlines()
    missing = [line.removeprefix("# @missing: ") for line in text if line.startswith("# @missing: ")]
    for line in missing + text:
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) == 2:
            first, _, last = fields[0].partition("..")
            start, end = int(first, 16), int(last or first, 16)
            values[start:end + 1] = [NAMES[fields[1]]] * (end + 1 - start)
    return values


def spans(values):
    first = 0
    for c in range(1, LAST + 2):
        if c > LAST or values[c] != values[first]:
            if values[first]:
                yield first, c - 1, values[first]
            first = c


def table():
    assert VERSION in SOURCE.read_text(encoding="utf-8").splitlines()[0], f"{SOURCE} is not of Unicode {VERSION}"
    lines = [f"    {{0x{first:04X}, 0x{last:04X}, ORIENTATION_{value}}},\n" for first, last, value in
             spans(orientations())]
    assert f"#define ORIENTATION_SPANS {len(lines)}\n" in HEADER.read_text(encoding="utf-8"), (
        f"{HEADER.relative_to(ROOT)}: ORIENTATION_SPANS must be {len(lines)}")
    return (f"/* Vertical_Orientation of Unicode {VERSION} (UAX #50), written by tools/gen_orientation.py. */\n"
            '#include "text/orientation.h"\n\n/* clang-format off */\n'
            "const struct orientation_span orientation_spans[ORIENTATION_SPANS] = {\n" + "".join(lines) + "};\n")


if __name__ == "__main__":
    sys.exit(write_or_check(sys.argv[1:], OUTPUT, table(), "gen_orientation.py"))

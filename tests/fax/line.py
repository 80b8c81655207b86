"""Pages sent over a telephone line, and the pixels of what arrived."""
import argparse
import collections
import pathlib
import re
import struct
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = None  # of main: the folder with the program
WIDTH, HEIGHT, STRIP = 256, 257, 273  # tags of TIFF

Call = collections.namedtuple("Call", "report pages of bit_rate bad_rows")
Page = collections.namedtuple("Page", "width rows")  # rows: bytes with a bit a pixel, 1 black


def run(*command):
    return subprocess.run([str(word) for word in command], cwd=ROOT, check=True, capture_output=True, timeout=600)


def directories(tiff):
    """The fields of each page of a little-endian TIFF file, by tag; values that stand elsewhere are left out."""
    (at,) = struct.unpack_from("<I", tiff, 4)
    while at:
        (count,) = struct.unpack_from("<H", tiff, at)
        fields = [struct.unpack_from("<HHII", tiff, at + 2 + 12 * i) for i in range(count)]
        yield {tag: value & 0xFFFF if kind == 3 else value for tag, kind, _, value in fields}
        (at,) = struct.unpack_from("<I", tiff, at + 2 + 12 * count)


def pages_of(path):
    """The pages of a FAX file."""
    plain = path.with_suffix(".plain")
    run("tiffcp", "-L", "-c", "none", "-f", "msb2lsb", "-s", "-r", "1000000", path, plain)
    tiff = plain.read_bytes()
    plain.unlink()
    pages = []
    for fields in directories(tiff):
        stride = (fields[WIDTH] + 7) // 8
        rows = [tiff[fields[STRIP] + stride * y:fields[STRIP] + stride * (y + 1)] for y in range(fields[HEIGHT])]
        pages.append(Page(fields[WIDTH], rows))
    return pages


def send(build, sent, received, ecm=True, burst_every=0):
    """A T.30 call that sends one file; noise of 10 ms every so many milliseconds."""
    line = run(build / "tests/fax/t30_line", sent, received, "ecm" if ecm else "plain", burst_every)
    report = line.stdout.decode().strip()
    pages, of = map(int, re.search(r"pages (\d+) of (\d+)", report).groups())
    return Call(report, pages, of, int(re.search(r"(\d+) bit/s", report)[1]),
                int(re.search(r"bad rows (\d+)", report)[1]))


def pbm(page):
    """As a portable bitmap."""
    return b"P4\n%d %d\n" % (page.width, len(page.rows)) + b"".join(page.rows)


def main():
    """Runs the tests of the script that calls it, on the program in the folder that --build names."""
    global BUILD
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    known, rest = parser.parse_known_args()
    BUILD = (ROOT / known.build).resolve()
    unittest.main(argv=[sys.argv[0], *rest])

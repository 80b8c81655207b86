#!/usr/bin/env python3
"""
Pages sent by FAX arrive as they were: TIFF-F from the program, a T.30 call over a telephone line, and what the other
side received, row by row.

    python3 tests/fax/t30_test.py --build build/dev
"""
import argparse
import collections
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = "samples/nisc-ddos.json"
BURST_EVERY = 2000  # [ms] noise of 10 ms
BUILD = None


def run(*command):
    return subprocess.run([str(word) for word in command], cwd=ROOT, check=True, capture_output=True, timeout=300)


def directories(tiff):
    """The fields of each page of a little-endian TIFF file, by tag; values that stand elsewhere are left out."""
    (at,) = struct.unpack_from("<I", tiff, 4)
    while at:
        (count,) = struct.unpack_from("<H", tiff, at)
        fields = [struct.unpack_from("<HHII", tiff, at + 2 + 12 * i) for i in range(count)]
        yield {tag: value & 0xFFFF if kind == 3 else value for tag, kind, _, value in fields}
        (at,) = struct.unpack_from("<I", tiff, at + 2 + 12 * count)


WIDTH, HEIGHT, STRIP = 256, 257, 273


def pages_of(path):
    """Each page as the list of its rows, bytes with a bit a pixel."""
    plain = path.with_suffix(".plain")
    run("tiffcp", "-L", "-c", "none", "-f", "msb2lsb", "-s", "-r", "1000000", path, plain)
    tiff = plain.read_bytes()
    pages = []
    for fields in directories(tiff):
        stride = (fields[WIDTH] + 7) // 8
        pages.append([tiff[fields[STRIP] + stride * y:fields[STRIP] + stride * (y + 1)] for y in range(fields[HEIGHT])])
    return pages


class Call:
    """One document sent and received."""

    def __init__(self, folder, resolution, coding, ecm, burst_every=0):
        sent, received = folder / "sent.tiff", folder / "received.tiff"
        run(BUILD / "todoke", "render", "nisc_renraku", SAMPLE, "--dpi", resolution, "--coding", coding, "-o", sent)
        line = run(BUILD / "tests/fax/t30_line", sent, received, "ecm" if ecm else "plain", burst_every)
        self.report = line.stdout.decode()
        self.pages, self.of = map(int, re.search(r"pages (\d+) of (\d+)", self.report).groups())
        self.bit_rate = int(re.search(r"(\d+) bit/s", self.report)[1])
        self.bad_rows = int(re.search(r"bad rows (\d+)", self.report)[1])
        self.sent, self.received = pages_of(sent), pages_of(received)


class T30Test(unittest.TestCase):
    def call(self, *options, **named):
        with tempfile.TemporaryDirectory(prefix="todoke-fax-") as folder:
            call = Call(pathlib.Path(folder), *options, **named)
        print(f"{' '.join(map(str, options))} {named}: {call.report.strip()}")
        self.assertEqual(call.of, call.pages)
        self.assertEqual(14400, call.bit_rate)  # V.17 at its fastest
        return call

    def assert_all_arrived(self, call):
        for number, (sent, received) in enumerate(zip(call.sent, call.received), start=1):
            self.assertEqual(len(sent), len(received), f"page {number}")
            self.assertEqual(sent, received, f"page {number}")

    def test_clean_line_with_error_correction(self):
        for resolution, coding in (("fine", "t4"), ("fine", "t6"), ("standard", "t4-2d")):
            self.assert_all_arrived(self.call(resolution, coding, ecm=True))

    def test_clean_line_without_error_correction(self):
        for resolution in ("fine", "standard"):
            self.assert_all_arrived(self.call(resolution, "t4", ecm=False))

    def test_superfine(self):
        self.assert_all_arrived(self.call("superfine", "t4-2d", ecm=True))

    def test_noise_with_error_correction(self):
        for resolution in ("fine", "standard"):
            self.assert_all_arrived(self.call(resolution, "t4", ecm=True, burst_every=BURST_EVERY))

    def test_noise_without_error_correction_spoils_the_rows_it_hits_and_no_others(self):
        call = self.call("fine", "t4", ecm=False, burst_every=BURST_EVERY)
        self.assertGreater(call.bad_rows, 0)
        spoilt = sum(self.rows_lost(sent, received) for sent, received in zip(call.sent, call.received))
        # A burst that eats the end of a line joins it with the next one, so that two rows become one bad row.
        self.assertLessEqual(spoilt, 4 * call.bad_rows + 8)
        self.assertLess(spoilt, 0.03 * sum(map(len, call.sent)))

    @staticmethod
    def rows_lost(sent, received):
        return (collections.Counter(sent) - collections.Counter(received)).total()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    known, rest = parser.parse_known_args()
    BUILD = (ROOT / known.build).resolve()
    unittest.main(argv=[sys.argv[0], *rest])

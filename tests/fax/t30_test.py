#!/usr/bin/env python3
"""
Pages sent by FAX arrive as they were: TIFF-F from the program, a T.30 call over a telephone line, and what the other
side received, row by row.

    python3 tests/fax/t30_test.py --build build/dev
"""
import argparse
import collections
import pathlib
import sys
import tempfile
import unittest

import line

ONE_FORM = ("render", "nisc_renraku", "samples/nisc-ddos.json")
TRANSMISSION = ("fax", "nisc_renraku_reiwa", "samples/hospital-ransomware.json")
BURST_EVERY = 2000  # [ms] noise of 10 ms
BUILD = None


class T30Test(unittest.TestCase):
    def call(self, resolution, coding, command=ONE_FORM, **options):
        """What a command makes sent and received: the call, and both files' pages."""
        with tempfile.TemporaryDirectory(prefix="todoke-fax-") as folder:
            sent, received = pathlib.Path(folder, "sent.tiff"), pathlib.Path(folder, "received.tiff")
            line.run(BUILD / "todoke", *command, "--dpi", resolution, "--coding", coding, "-o", sent)
            call = line.send(BUILD, sent, received, **options)
            pages = line.pages_of(sent), line.pages_of(received)
        print(f"{resolution} {coding} {options}: {call.report}")
        self.assertEqual(call.of, call.pages)
        self.assertEqual(14400, call.bit_rate)  # V.17 at its fastest
        return call, *pages

    def assert_all_arrive(self, *options, **named):
        _, sent, received = self.call(*options, **named)
        self.assertEqual(len(sent), len(received))
        for number, (page, arrived) in enumerate(zip(sent, received), start=1):
            self.assertEqual(len(page.rows), len(arrived.rows), f"page {number}")
            self.assertEqual(page.rows, arrived.rows, f"page {number}")

    def test_clean_line_with_error_correction(self):
        for resolution, coding in (("fine", "t4"), ("fine", "t6"), ("standard", "t4-2d")):
            self.assert_all_arrive(resolution, coding, ecm=True)

    def test_clean_line_without_error_correction(self):
        for resolution in ("fine", "standard"):
            self.assert_all_arrive(resolution, "t4", ecm=False)

    def test_a_transmission_with_its_cover_sheet(self):
        self.assert_all_arrive("fine", "t4", ecm=True, command=TRANSMISSION)

    def test_superfine(self):
        self.assert_all_arrive("superfine", "t4-2d", ecm=True)

    def test_noise_with_error_correction(self):
        for resolution in ("fine", "standard"):
            self.assert_all_arrive(resolution, "t4", ecm=True, burst_every=BURST_EVERY)

    def test_noise_without_error_correction_spoils_the_rows_it_hits_and_no_others(self):
        call, sent, received = self.call("fine", "t4", ecm=False, burst_every=BURST_EVERY)
        self.assertGreater(call.bad_rows, 0)
        spoilt = sum(self.rows_lost(page.rows, arrived.rows) for page, arrived in zip(sent, received))
        # A burst that eats the end of a line joins it with the next one, so that two rows become one bad row.
        self.assertLessEqual(spoilt, 4 * call.bad_rows + 8)
        self.assertLess(spoilt, 0.03 * sum(len(page.rows) for page in sent))

    @staticmethod
    def rows_lost(sent, received):
        return (collections.Counter(sent) - collections.Counter(received)).total()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    known, rest = parser.parse_known_args()
    BUILD = (line.ROOT / known.build).resolve()
    unittest.main(argv=[sys.argv[0], *rest])

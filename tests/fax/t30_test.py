#!/usr/bin/env python3
"""
Pages sent by FAX arrive as they were: TIFF-F from the program, a T.30 call over a telephone line, and what the other
side received, row by row.

    python3 tests/fax/t30_test.py --build build/dev
"""
import collections
import json
import pathlib
import tempfile
import unittest

import line

FORM_DATA, COVER_DATA = "samples/nisc-ddos.json", "samples/bank-ddos.json"  # the incident, and the cover sheet
BURST_EVERY = 2000  # [ms] noise of 10 ms


class T30Test(unittest.TestCase):
    @staticmethod
    def incident():
        """An incident with a cover sheet."""
        form, cover = (json.loads((line.ROOT / path).read_text(encoding="utf-8")) for path in (FORM_DATA, COVER_DATA))
        return json.dumps(form | {"fax_cover": cover["fax_cover"]}, ensure_ascii=False)

    def call(self, resolution, coding, **options):
        """A cover sheet and a form, sent and received: the call, and both files' pages."""
        with tempfile.TemporaryDirectory(prefix="todoke-fax-") as folder:
            data, sent, received = (pathlib.Path(folder, name) for name in ("data.json", "sent.tiff", "received.tiff"))
            data.write_text(self.incident(), encoding="utf-8")
            line.run(line.BUILD / "todoke", "fax", "nisc_renraku", data, "--dpi", resolution, "--coding", coding, "-o", sent)
            call = line.send(line.BUILD, sent, received, **options)
            pages = line.pages_of(sent), line.pages_of(received)
        print(f"{resolution} {coding} {options}: {call.report}")
        self.assertEqual(call.of, call.pages)
        self.assertGreaterEqual(call.pages, 4)
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

    def test_superfine(self):
        self.assert_all_arrive("superfine", "t4-2d", ecm=True)

    def test_noise_with_error_correction(self):
        for resolution in ("fine", "standard"):
            self.assert_all_arrive(resolution, "t4", ecm=True, burst_every=BURST_EVERY)

    def test_noise_without_error_correction_spoils_the_rows_it_hits_and_no_others(self):
        for resolution in ("fine", "standard"):
            call, sent, received = self.call(resolution, "t4", ecm=False, burst_every=BURST_EVERY)
            self.assertGreater(call.bad_rows, 0)
            self.assertEqual(len(sent), len(received))
            spoilt = sum(self.rows_lost(page.rows, arrived.rows) for page, arrived in zip(sent, received))
            # A burst that eats the end of a line joins it with the next one, so that two rows become one bad row.
            self.assertLessEqual(spoilt, 4 * call.bad_rows + 8)
            self.assertLess(spoilt, 0.03 * sum(len(page.rows) for page in sent))

    @staticmethod
    def rows_lost(sent, received):
        return (collections.Counter(sent) - collections.Counter(received)).total()


if __name__ == "__main__":
    line.main()

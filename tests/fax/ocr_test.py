#!/usr/bin/env python3
"""
Received pages are read by tesseract: of every resolution at least as many characters as tests/fax/README.md says. The
short form of tests/fax/ocr.py, with the first lines of some forms; that one reads all forms.

    python3 tests/fax/ocr_test.py --build build/dev
"""
import unittest

import line
import ocr

DOCUMENTS = [("nisc_renraku", "samples/nisc-ddos.json"),  # as dense as forms get
             ("authority_contacts", "samples/authority-contacts.json"),  # landscape
             ("ppc_mynumber_2015", "samples/mynumber-mail.json")]  # mincho
LINES = 40  # of each, the first


class OcrTest(unittest.TestCase):
    def test_distance(self):
        self.assertEqual(0, ocr.distance(ocr.plain("第〇報（ＸX）－"), ocr.plain("第O報(xx) -")))
        self.assertEqual(1, ocr.distance(ocr.plain("警報"), ocr.plain("登報")))
        self.assertEqual(2, ocr.distance(ocr.plain("警報"), ""))

    def test_received_pages_are_read(self):
        for resolution in ocr.RESOLUTIONS:
            readings = []
            for document in DOCUMENTS:
                found = ocr.read_fax(line.BUILD, document, resolution, lambda lines: self.chosen(lines, resolution))
                print(f"{resolution} {document[0]}: {ocr.accuracy(found):.1%} of {len(found)} lines")
                self.assertEqual(LINES, len(found))
                readings += found
            self.assertGreaterEqual(ocr.accuracy(readings), ocr.WANTED[resolution])

    @staticmethod
    def chosen(lines, resolution):
        return [one for one in ocr.once(lines, set()) if ocr.is_safe(one, resolution)][:LINES]


if __name__ == "__main__":
    line.main()

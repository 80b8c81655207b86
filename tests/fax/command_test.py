#!/usr/bin/env python3
"""
todoke fax: a cover sheet and forms in one file, counted through; and what is refused, with nothing written.

    python3 tests/fax/command_test.py --build build/dev
"""
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

import line

HOSPITAL = "samples/hospital-ransomware.json"


def run(*words, status=0):
    """What the program says."""
    result = subprocess.run([line.BUILD / "todoke", *map(str, words), "--lang", "en"], cwd=line.ROOT, capture_output=True,
                            timeout=100)
    if result.returncode != status:
        raise AssertionError(f"status {result.returncode}: {result.stderr.decode()}")
    return result.stderr.decode()


def tiff_pages(path):
    told = subprocess.run(["tiffinfo", path], capture_output=True, check=True, timeout=100)
    return told.stdout.count(b"Image Width")


def pdf_pages(path):
    """The text of each page."""
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, timeout=100).stdout
    return text.decode().split("\f")[:-1]


class FaxTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="todoke-fax-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.tiff, self.pdf = self.folder / "out.tiff", self.folder / "out.pdf"

    def fax(self, *words, status=0):
        return run("fax", *words, "-o", self.tiff, "--pdf", self.pdf, status=status)

    def hospital(self, change):
        """The hospital's incident, changed."""
        incident = json.loads((line.ROOT / HOSPITAL).read_text(encoding="utf-8"))
        change(incident)
        path = self.folder / "data.json"
        path.write_text(json.dumps(incident, ensure_ascii=False), encoding="utf-8")
        return path

    def test_cover_and_form_are_one_file_counted_through(self):
        self.fax("nisc_renraku_reiwa", HOSPITAL)
        pages = pdf_pages(self.pdf)
        self.assertEqual(4, tiff_pages(self.tiff))
        self.assertEqual(4, len(pages))
        for number, page in enumerate(pages, start=1):
            self.assertRegex(page, rf"TLP:AMBER +{number}/4\n")
        self.assertRegex(pages[0], "4 +枚（本紙を含む）")
        self.assertIn("医政局", pages[0])
        self.assertNotIn("さくら坂総合病院", pages[0])  # F2: TLP Amber

    def test_a_further_form_follows_and_both_are_named_on_the_cover(self):
        data = self.hospital(lambda incident: incident["fax_cover"].pop("subject"))
        self.fax("nisc_renraku_reiwa", data, "--form", "internal_record")
        pages = pdf_pages(self.pdf)
        self.assertEqual(len(pages), tiff_pages(self.tiff))
        self.assertRegex(pages[-1], rf"{len(pages)}/{len(pages)}\n")
        self.assertRegex(pages[0], rf"{len(pages)} +枚（本紙を含む）")
        flat = re.sub(r"\s|件名", "", pages[0])
        self.assertIn("情報連絡様式（令和版・公式の様式ではない）（第2報）、インシデント記録票の送付", flat)

    def test_without_a_cover_the_form_begins(self):
        self.fax("nisc_renraku_reiwa", HOSPITAL, "--no-cover")
        self.assertEqual(3, tiff_pages(self.tiff))
        self.assertRegex(pdf_pages(self.pdf)[0], r"1/3\n")

    def test_what_the_cover_needs_is_said_and_nothing_is_written(self):
        data = self.hospital(lambda incident: incident.pop("fax_cover"))
        said = self.fax("nisc_renraku_reiwa", data, status=1)
        self.assertIn("/fax_cover/sent_on", said)
        self.assertIn("/fax_cover/to/organization", said)
        self.assertFalse(self.tiff.exists() or self.pdf.exists())

    def test_equal_calls_give_equal_bytes(self):
        self.fax("nisc_renraku_reiwa", HOSPITAL)
        first = self.tiff.read_bytes(), self.pdf.read_bytes()
        self.fax("nisc_renraku_reiwa", HOSPITAL)
        self.assertEqual(first, (self.tiff.read_bytes(), self.pdf.read_bytes()))

    def test_the_fit_report_has_all_forms(self):
        report = self.folder / "fit"
        self.fax("nisc_renraku_reiwa", HOSPITAL, "--fit-report", report)
        said = report.read_text(encoding="utf-8")
        self.assertIn("/fax_cover/message", said)
        self.assertIn("/description/overview", said)

    def test_small_print_grows_or_is_refused_with_the_field_and_the_size(self):
        layout = self.folder / "six.jsonc"
        text = """{
          "todoke": 1, "form": "six", "title": "注", "edition": { "name": "1", "from": "2024-04-01", "source": "独自" },
          "page": { "size": "A4", "margin": "20mm" },
          "styles": { "base": { "font": "gothic", "size": "10.5pt" }, "small": { "size": "6pt" } },
          "fields": { "o": { "title": "概要", "path": "/description/overview" } },
          "body": [ { "table": { "columns": ["60mm"], "rows": [
            { "%s": "3.5mm", "cells": [ { "text": "{o}", "style": "small", "padding": "0.1mm" } ] } ] } } ] }"""
        layout.write_text(text % "min_height", encoding="utf-8")
        run("render", layout, HOSPITAL, "--profile", "fax", "--dpi", "standard", "-o", self.tiff)
        self.tiff.unlink()
        layout.write_text(text % "height", encoding="utf-8")
        said = run("render", layout, HOSPITAL, "--profile", "fax", "--dpi", "standard", "-o", self.tiff, status=1)
        self.assertIn("error[fax-no-room]", said)
        self.assertIn("the type of 概要 needs 10.5 pt, not 6 pt", said)
        self.assertFalse(self.tiff.exists())
        said = run("check", layout, "--profile", "fax", "--dpi", "standard", status=1)
        self.assertIn("the type of 概要 needs 10.5 pt, not 6 pt", said)

    def test_usage(self):
        self.assertIn("FORM and DATA", run("fax", "nisc_renraku", "-o", self.tiff, status=2))
        self.assertIn("-o OUT is missing", run("fax", "nisc_renraku", HOSPITAL, status=2))
        self.assertIn("same file", run("fax", "nisc_renraku", HOSPITAL, "-o", self.tiff, "--pdf", self.tiff, status=2))


if __name__ == "__main__":
    line.main()

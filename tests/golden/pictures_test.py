#!/usr/bin/env python3
"""
Does the comparison of two renderers see what it must see? On the blank form, in MuPDF's picture, each label in turn is
taken away and moved half a millimetre aside or down; poppler's picture stays. Every such change must be noticed, and
the untouched pair must agree.
"""
import sys

sys.dont_write_bytecode = True

import argparse
import pathlib
import tempfile
import unittest

import marks
import pdf_checks
import pictures
from program import ROOT, Todoke

BUILD = ROOT / "build" / "release"
SHIFT = 0.5  # [mm]
MARGIN = 12   # [pixels] rows compared above and below a label


def pixels(mm):
    return round(mm * pictures.DPI / 25.4)


def box_of(run):
    """The pixels of a line of text: left, top, right, bottom."""
    size = run.size * 25.4 / 72
    return pixels(run.x), pixels(run.y - 0.9 * size), pixels(run.x + run.advance), pixels(run.y + 0.15 * size)


def strip(picture, top, bottom):
    """Some whole rows of a picture, as a picture: quick to compare."""
    return pictures.Picture(picture.width, bottom - top, picture.pixels[top * picture.width:bottom * picture.width])


def moved(picture, box, right, down):
    """The picture with the box taken away, and drawn again `right` and `down` pixels on; None: only taken away."""
    left, top, end, bottom = box
    rows = [bytearray(picture.pixels[y * picture.width:(y + 1) * picture.width]) for y in range(picture.height)]
    cut = {y: bytes(rows[y][left:end]) for y in range(top, bottom)}
    for y in cut:
        rows[y][left:end] = b"\xff" * (end - left)
    if right is not None:
        for y, line in cut.items():
            row = rows[y + down]
            row[left + right:end + right] = bytes(map(min, row[left + right:end + right], line))
    return pictures.Picture(picture.width, picture.height, b"".join(rows))


def strays(one, other):
    return max(pictures.stray_bits(one, other).bit_count(), pictures.stray_bits(other, one).bit_count())


class PicturesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="todoke-pictures-")
        cls.addClassCleanup(folder.cleanup)
        work = pathlib.Path(folder.name)
        (work / "cache").mkdir()
        todoke = Todoke(BUILD / "todoke", work)
        for suffix in ("pdf", "marks"):
            result = todoke.run(["render", "nisc_renraku", "--blank", "-o", work / f"blank.{suffix}"])
            if result.returncode != 0:
                raise AssertionError(result.stderr.decode())
        cls.marks = (work / "blank.marks").read_text(encoding="utf-8")
        cls.poppler = [pictures.read_pgm(path) for path in pdf_checks.poppler_pages(work / "blank.pdf", work)]
        cls.mupdf = [pictures.read_pgm(path) for path in pdf_checks.mupdf_pages(work / "blank.pdf", work)]

    def is_seen(self, run, right, down):
        left, top, end, bottom = box_of(run)
        first, last = top - MARGIN, bottom + MARGIN
        poppler, mupdf = (strip(pages[run.page - 1], first, last) for pages in (self.poppler, self.mupdf))
        changed = moved(mupdf, (left, top - first, end, bottom - first), right, down)
        # The strip's edges cut through other labels, which leaves stray pixels of its own.
        return strays(poppler, changed) - strays(poppler, mupdf) > pictures.STRAY_MAX

    def changed(self, right, down):
        """Labels whose change goes unnoticed."""
        return [f"page {run.page}, {run.x} {run.y} mm: {run.text!r}" for run in marks.glyphs(self.marks)
                if run.text.strip() and not self.is_seen(run, right, down)]

    def test_the_untouched_pages_agree(self):
        for poppler, mupdf in zip(self.poppler, self.mupdf):
            self.assertIsNone(pictures.disagreement(poppler, mupdf))

    def test_a_missing_label_is_seen(self):
        self.assertEqual([], self.changed(None, 0))

    def test_a_label_half_a_millimetre_aside_is_seen(self):
        self.assertEqual([], self.changed(pixels(SHIFT), 0))

    def test_a_label_half_a_millimetre_down_is_seen(self):
        self.assertEqual([], self.changed(0, pixels(SHIFT)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, default=BUILD)
    known, rest = parser.parse_known_args()
    BUILD = known.build.resolve()
    unittest.main(argv=[sys.argv[0], *rest])

#!/usr/bin/env python3
"""labels_test.py TODOKE: each form's official labels stand in its blank's PDF text, in reading order.

The labels are lists of their own, tests/golden/FORM/labels.txt, so that an edit of a layout cannot change both.
White space does not count: lines are wrapped where the form wants them.
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

TODOKE = pathlib.Path(sys.argv.pop()).resolve()
HERE = pathlib.Path(__file__).parent


def solid(text):
    return "".join(text.split())


def blank_text(form):
    with tempfile.TemporaryDirectory() as folder:
        pdf = pathlib.Path(folder) / "blank.pdf"
        subprocess.run([TODOKE, "render", form, "--blank", "-o", pdf], check=True)
        return solid(subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True).stdout)


class Labels(unittest.TestCase):
    def test_every_form_has_its_list(self):
        for layout in sorted((HERE.parents[1] / "layouts").glob("*.jsonc")):
            with self.subTest(form=layout.stem):
                self.assertTrue((HERE / layout.stem / "labels.txt").exists())

    def test_every_label_stands_in_the_blank_in_order(self):
        for path in sorted(HERE.glob("*/labels.txt")):
            text = blank_text(path.parent.name)
            place = 0
            for label in path.read_text().splitlines():
                if label.startswith("#"):
                    continue
                with self.subTest(form=path.parent.name, label=label):
                    found = text.find(solid(label), place)
                    self.assertGreaterEqual(found, 0)
                    place = found + len(solid(label))
            self.assertEqual(place, len(text), f"{path.parent.name}: text after the last label")


if __name__ == "__main__":
    unittest.main()

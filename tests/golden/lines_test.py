#!/usr/bin/env python3
"""lines_test.py TODOKE: a line set with gaps comes back from the PDF as it was typed, spaces and all.

Gaps between fonts, around ruby (DE-1), of autospace (SP-6) and of kinto-waritsuke (AL-2) are no spaces.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TODOKE = pathlib.Path(sys.argv.pop()).resolve()
LAYOUT = {
    "todoke": 1, "form": "lines", "title": "行",
    "edition": {"name": "見本", "from": None, "source": "tests/golden"},
    "page": {"size": "A5", "margin": "15mm"},
    "styles": {
        "base": {"font": "mincho", "size": "12pt", "pitch": "24pt"},
        "mixed": {"latin": {"font": "gothic"}},
        "spread": {"align": "distribute"},
        "spaced": {"align": "justify"},
        "down": {"writing": "vertical"},
    },
}
WORD = {"text": "承", "ruby": ["うけたまわ"]}
GROUP = {"text": "承諾", "ruby": "うけたまわりだくる"}
CASES = [
    (["国の", WORD, "国と国", GROUP, "国。"], "base", "国の承国と国承諾国。"),
    (["国の", WORD, "国と国", GROUP, "国。"], "down", "国の承国と国承諾国。"),
    (["第1回でA国とweb-01の台、年2月"], "mixed", "第1回でA国とweb-01の台、年2月"),
    (["第1回の ", "A 国", "年"], "mixed", "第1回の A 国年"),
    (["国一𠮷A国"], "base", "国一𠮷A国"),
    (["氏", {"text": "名", "style": "mixed"}, "所"], "spread", "氏名所"),
    (["平成31年123号ー（Ab国）"], "down", "平成31年123号ー（Ab国）"),
]


def first_line(text, style):
    layout = LAYOUT | {"body": [{"text": text, "style": style}]}
    with tempfile.TemporaryDirectory() as folder:
        source, pdf = pathlib.Path(folder) / "lines.jsonc", pathlib.Path(folder) / "lines.pdf"
        source.write_text(json.dumps(layout), encoding="utf-8")
        subprocess.run([TODOKE, "render", source, "--blank", "-o", pdf], check=True)
        found = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True).stdout
        return found.split("\n")[0]


class Lines(unittest.TestCase):
    def test_a_line_comes_back_as_it_was_typed(self):
        for text, style, expected in CASES:
            with self.subTest(style=style, expected=expected):
                self.assertEqual(expected, first_line(text, style))


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/env python3
"""
reading_test.py TODOKE [--accept]: what assistive technology reads in archives, as `pdfinfo -struct-text` shows it.

reading/CASE.txt has it: which element follows which, with scopes and spans of cells. Places on paper are left out, and so
are summaries of tables, which poppler prints as the bytes they are. The texts of figures are added: they say which box has a
check mark, and poppler keeps them to itself.
"""
import difflib
import pathlib
import re
import subprocess
import sys
import tempfile

from archives import GOLDEN, ROOT, Program

from pdf_objects import Pdf, text
from structure import Structure

HERE = pathlib.Path(__file__).resolve().parent / "reading"
CASES = {
    "nisc_renraku": ("nisc_renraku", ROOT / "samples/nisc-fig5.json"),
    "ismap_sokuho": ("ismap_sokuho", GOLDEN / "ismap_sokuho/english/data.json"),
    "internal_record": ("internal_record", GOLDEN / "internal_record/account/data.json"),
    "jpcert_ics": ("jpcert_ics", ROOT / "samples/water-plant-malware.json"),
    "fax_cover": ("fax_cover", GOLDEN / "fax_cover/amber/data.json"),
    "ismap_kakuho": ("ismap_kakuho", GOLDEN / "ismap_kakuho/storage/data.json"),
}


def reading(program, pdf, form, data):
    options = (data.parent / "options").read_text().split() if (data.parent / "options").exists() else []
    program.archive(pdf, form, data, *options)
    said = subprocess.run(["pdfinfo", "-struct-text", pdf], check=True, capture_output=True).stdout
    said = re.sub(rb"\n *(/BBox \[.*?\]|/Summary \(.*?\))(?=\n)", b"", said, flags=re.DOTALL)
    return with_texts_of_figures(said.decode(), Structure(Pdf(pdf)))


def with_texts_of_figures(said, structure):
    texts = [text(figure.dictionary.get("/Alt")) for figure in structure.of("/Figure")]
    heads = re.findall(r"^ *Figure\b", said, re.MULTILINE)
    if len(heads) != len(texts):
        raise AssertionError(f"poppler shows {len(heads)} figures of {len(texts)}")
    rest = iter(texts)
    return re.sub(r"^( *)Figure\b.*$", lambda head: f"{head[0]}\n{head[1]}   /Alt {next(rest)}", said, flags=re.MULTILINE)


def main():
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        program = Program(sys.argv[1], folder)
        for name, (form, data) in CASES.items():
            got, path = reading(program, pathlib.Path(folder) / "a.pdf", form, data), HERE / f"{name}.txt"
            if "--accept" in sys.argv:
                path.write_text(got, encoding="utf-8")
            expected = path.read_text(encoding="utf-8")
            if got != expected:
                sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), got.splitlines(True), name, "got"))
                status = 1
    return status


sys.exit(main())

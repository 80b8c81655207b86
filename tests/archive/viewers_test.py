#!/usr/bin/env python3
"""
viewers_test.py TODOKE [--all] [--pdfjs NODE_MODULES]: qpdf finds every PDF sound, and poppler, MuPDF and pdf.js draw it alike.

The test run takes one sample of each form, in the profiles that the golden tests do not draw: archive without attachments,
and fax. With --all: every form blank and with every sample, in every profile, which takes a quarter of an hour. pdf.js is no Debian package: `npm install pdfjs-dist`, and --pdfjs says where that is.
"""
import argparse
import concurrent.futures
import pathlib
import subprocess
import tempfile

from archives import Program
from matrix import FORMS, made, of_forms, promised

import pdf_checks
import pictures
from program import Failure

HERE = pathlib.Path(__file__).resolve().parent
PROFILES = {
    "submit": ["--profile", "submit"],
    "archive": ["--profile", "archive"],
    "no-attach": ["--profile", "archive", "--no-attach"],
    "fax": ["--profile", "fax"],
}
IN_TEST_RUN = ["no-attach", "fax"]


def one_of_each_form():
    first = {}
    for form, sample in sorted(promised()):
        first.setdefault(form, f"{form}-{sample}")
    if set(first) != set(FORMS):
        raise AssertionError("a form has no sample")
    return [document for document in of_forms() if document.name in first.values()]


def pages_of_pdfjs(pdf, work, modules):
    subprocess.run(["node", HERE / "pdfjs_pages.mjs", modules, str(pictures.DPI), work], input=f"{pdf}\n".encode(),
                   check=True, capture_output=True, timeout=300)
    return sorted(work.glob(f"{pdf.stem}-*.pgm"))


def compare(pdf, work, modules):
    """How many pages there are; Failure when two do not draw one alike."""
    drawn = {"poppler": pdf_checks.poppler_pages(pdf, work), "mupdf": pdf_checks.mupdf_pages(pdf, work)}
    if modules:
        drawn["pdf.js"] = pages_of_pdfjs(pdf, work, modules)
    read = {name: [pictures.read_pgm(path) for path in paths] for name, paths in drawn.items()}
    for name in read:
        pdf_checks.compare_pages("poppler", read["poppler"], name, read[name])
    return len(read["poppler"])


def judge(pdf, modules):
    """(pages, what is wrong or None)"""
    with tempfile.TemporaryDirectory(prefix="todoke-viewers-") as folder:
        try:
            pdf_checks.structure(pdf)
            return compare(pdf, pathlib.Path(folder), modules), None
        except (Failure, subprocess.CalledProcessError) as failure:
            return 0, f"{pdf.parent.name}, {pdf.stem}: {failure}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("todoke")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--pdfjs", type=pathlib.Path, metavar="NODE_MODULES")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="todoke-matrix-") as folder:
        work, files, problems = pathlib.Path(folder), [], []
        program = Program(arguments.todoke, work)
        documents = [*of_forms()] if arguments.all else one_of_each_form()
        for profile in PROFILES if arguments.all else IN_TEST_RUN:
            of_profile = made(program, documents, work / profile, *PROFILES[profile])
            print(f"{profile}: {len(of_profile)} documents", flush=True)
            files += of_profile.values()
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda pdf: judge(pdf, arguments.pdfjs), files))
    problems = [problem for _, problem in results if problem]
    print("\n".join(problems + [f"{len(files)} files, {sum(pages for pages, _ in results)} pages, {len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())

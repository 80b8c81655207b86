#!/usr/bin/env python3
"""clauses_test.py TODOKE: archives of every form, blank and filled, keep the clauses of PDF/A and PDF/UA (clauses.py)."""
import collections
import concurrent.futures
import pathlib
import sys
import tempfile

from archives import ROOT, Program, cases

import clauses
from pdf_objects import Pdf

DATE = 1700000000
ISO_DATE = "2023-11-14T22:13:20Z"


def blanks():
    for layout in sorted((ROOT / "layouts").glob("*.jsonc")):
        yield f"{layout.stem}-blank", layout.stem, "--blank", []


def problems_of(program, work, name, form, data, options):
    """None: the form does not take the data."""
    found = []
    for part, more, date in ((3, [], None), (2, ["--no-attach"], ISO_DATE)):
        pdf = work / f"{name}-{part}.pdf"
        variables = {"SOURCE_DATE_EPOCH": str(DATE)} if date else {}
        program.run("render", form, data, *options, "--profile", "archive", *more, "-o", pdf, status=None, **variables)
        if not pdf.exists():
            return None
        archive = clauses.Archive(Pdf(pdf), part, date)
        for clause in clauses.CLAUSES:
            found += [f"{name}, part {part}: {clause.__name__}: {problem}" for problem in clause(archive)]
        pdf.unlink()
    return found


def main():
    judged = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(sys.argv[1], folder)
        tasks = [*blanks(), *cases()]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda task: problems_of(program, pathlib.Path(folder), *task), tasks))
    problems = [problem for found in results if found for problem in found]
    for (_, form, _, _), found in zip(tasks, results):
        judged[form] += found is not None
    problems += [f"no archive of {form} was made" for form, count in judged.items() if count < 1]
    print("\n".join(problems[:200]))
    print(f"{sum(judged.values())} archives of {len(judged)} forms, {len(clauses.CLAUSES)} clauses, {len(problems)} problems")
    return 1 if problems else 0


sys.exit(main())

#!/usr/bin/env python3
"""
Runs golden cases; README.md says what a case is.

    run.py [--build DIR] [CASE...]            compare; CASE is FORM/NAME, all of them when none is named
    run.py [--build DIR] --alone [CASE...]    without other programs that judge its PDFs: for slow builds of equal bytes
    run.py [--build DIR] --accept [CASE...]   rewrite the expectations: the only way they change
    run.py [--build DIR] --list               names of the cases
"""
import sys

sys.dont_write_bytecode = True

import argparse
import pathlib
import shutil
import tempfile

from choice_case import ChoiceCase
from failure_page import FailurePage
from form_case import FormCase
from program import ROOT, Failure, Todoke

HERE = pathlib.Path(__file__).resolve().parent


def case_names():
    return sorted(f"{folder.parent.name}/{folder.name}" for folder in HERE.glob("[!_.]*/[!_.]*") if folder.is_dir())


def make_case(name, todoke, work):
    folder = HERE / name
    if not folder.is_dir():
        raise Failure(f"there is no case {name}; there are: {', '.join(case_names())}")
    kind = ChoiceCase if (folder / "base.json").exists() else FormCase
    return kind(folder, todoke, work)


def check(name, build, is_alone):
    """True when the case is as expected; otherwise the failure page is left in the build folder."""
    kept = build / "golden-failures" / name.replace("/", "-")
    shutil.rmtree(kept, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="todoke-golden-") as folder:
        work = pathlib.Path(folder)
        page = FailurePage(name, work)
        try:
            make_case(name, Todoke(build / "todoke", build / "golden", is_alone), work).check(page)
        except Failure as failure:
            page.add(str(failure))
        if not page.summary:
            print(f"passed  {name}")
            return True
        page.write()
        shutil.copytree(work, kept)
    print(f"FAILED  {name}\n" + "\n".join(page.summary)[:20000])
    print(f"see {kept / 'index.html'}")
    return False


def accept(name, build):
    with tempfile.TemporaryDirectory(prefix="todoke-golden-") as folder:
        try:
            make_case(name, Todoke(build / "todoke", build / "golden"), pathlib.Path(folder)).accept()
        except Failure as failure:
            print(f"FAILED  {name}\n{failure}")
            return False
    print(f"accepted  {name}")
    return True


def main():
    parser = argparse.ArgumentParser(description="Runs golden cases.")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "release", help="where the program is")
    parser.add_argument("--accept", action="store_true", help="rewrite the expectations")
    parser.add_argument("--alone", action="store_true", help="ask no other program about the PDFs")
    parser.add_argument("--list", action="store_true", help="print the names of the cases")
    parser.add_argument("cases", nargs="*", metavar="CASE")
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    if arguments.list:
        print("\n".join(case_names()))
        return 0
    if not (build / "todoke").exists():
        print(f"{build / 'todoke'} is not there; build it, or say --build DIR")
        return 2
    (build / "golden" / "cache").mkdir(parents=True, exist_ok=True)
    names = arguments.cases or case_names()
    if arguments.accept:
        return 0 if all([accept(name, build) for name in names]) else 1
    return 0 if all([check(name, build, arguments.alone) for name in names]) else 1


sys.exit(main())

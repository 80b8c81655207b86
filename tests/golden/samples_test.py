#!/usr/bin/env python3
"""
samples_test.py [--build DIR] [--accept]: every sample as every form that fits it.

samples/expected.diags is the list of them: a line `FORM SAMPLE`, below it, indented, what the program says. --accept
writes the messages of the pairs in it again; a pair is added by hand. Each must render, with these messages only, and
every value must come back from the PDF. Every form and every sample must be in the list, and every pair a command of
samples/README.md. Every form must render blank without a word.
"""
import sys

sys.dont_write_bytecode = True

import argparse
import json
import pathlib
import tempfile

import fit
from form_case import settled
from program import ROOT, Todoke, crash_of, judge

SAMPLES = ROOT / "samples"
LIST = SAMPLES / "expected.diags"


def read_list():
    """{(form, sample): the messages expected}, in the order of the file."""
    pairs = {}
    for line in LIST.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith(" "):
            pairs[pair] += line[2:]
        else:
            pair = tuple(line.split())
            pairs[pair] = ""
    return pairs


def write_list(pairs):
    text = "".join(f"{form} {sample}\n" + "".join(f"  {line}" for line in said.splitlines(keepends=True))
                   for (form, sample), said in pairs.items())
    LIST.write_text(text, encoding="utf-8")


class SamplesTest:
    def __init__(self, todoke, work):
        self.todoke, self.work = todoke, work
        self.problems = []

    def expect(self, truth, problem):
        if not truth:
            self.problems.append(problem)

    def render(self, *operands):
        """(what the run said, marks, fit report, text of the PDF); the last three None when it failed."""
        pdf, marks, report = (self.work / f"got.{suffix}" for suffix in ("pdf", "marks", "fit"))
        for path in (pdf, marks, report):
            path.unlink(missing_ok=True)
        result = self.todoke.run(["render", *operands, "--lang", "en", "-o", pdf])
        said = (crash_of(result) or "") + settled(result.stderr.decode(errors="replace"))
        if not pdf.exists():
            return said, None, None, None
        self.todoke.run(["render", *operands, "--lang", "en", "--fit-report", report, "-o", marks])
        drawn = judge("pdftotext", "-raw", "-enc", "UTF-8", pdf, "-").decode()
        return said, marks.read_text(encoding="utf-8"), report.read_text(encoding="utf-8"), drawn

    def check_pair(self, form, sample, expected):
        name = f"{form} {sample}"
        path = SAMPLES / f"{sample}.json"
        said, marks, report, drawn = self.render(form, path.relative_to(ROOT))
        self.expect(said == expected, f"{name} says\n{said}instead of\n{expected}")
        if marks is None:
            self.problems.append(f"{name} does not render")
            return
        data = json.loads(path.read_text(encoding="utf-8"))
        self.problems += [f"{name}: {problem}" for problem in fit.problems(report, marks)]
        self.problems += [f"{name}: {problem}" for problem in fit.lost_in_pdf(report, data, drawn)]

    def check_blank(self, form):
        said, marks, _, _ = self.render(form, "--blank")
        self.expect(marks is not None and not said, f"{form} --blank says\n{said}")

    def check_whole(self, pairs, forms):
        samples = {path.stem for path in SAMPLES.glob("*.json")}
        self.expect({form for form, _ in pairs} == forms, "samples/expected.diags has not every form")
        self.expect({sample for _, sample in pairs} == samples, "samples/expected.diags has not every sample")
        commands = {tuple(line.split()[2:4]) for line in (SAMPLES / "README.md").read_text(encoding="utf-8").splitlines()
                    if line.startswith("    todoke render ")}
        wanted = {(form, f"samples/{sample}.json") for form, sample in pairs}
        self.expect(commands == wanted, f"samples/README.md has other commands: {sorted(commands ^ wanted)}")

    def check_forms(self, forms):
        listed = self.todoke.run(["forms", "--lang", "en"]).stdout.decode().split("\n")
        heads = [line.split()[0] for line in listed if line and not line.startswith(" ")]
        self.expect(heads == sorted(forms), f"todoke forms lists {heads}")
        editions = [line for line in listed if line.startswith("    edition: ")]
        self.expect(len(editions) == len(forms) and all("(valid from " in line for line in editions),
                    "todoke forms does not say the edition and validity of every form")

    def accept(self, pairs):
        write_list({pair: self.render(pair[0], f"samples/{pair[1]}.json")[0] for pair in pairs})


def main():
    parser = argparse.ArgumentParser(description="Renders every sample as every form that fits it.")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "release", help="where the program is")
    parser.add_argument("--accept", action="store_true", help="write the messages again")
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    pairs = read_list()
    forms = {path.stem for path in (ROOT / "layouts").glob("*.jsonc")}
    with tempfile.TemporaryDirectory(prefix="todoke-samples-") as folder:
        test = SamplesTest(Todoke(build / "todoke", build / "golden"), pathlib.Path(folder))
        if arguments.accept:
            test.accept(pairs)
            return 0
        test.check_whole(pairs, forms)
        test.check_forms(forms)
        for form in sorted(forms):
            test.check_blank(form)
        for (form, sample), expected in pairs.items():
            test.check_pair(form, sample, expected)
    print("\n".join(test.problems) or f"{len(pairs)} of samples and forms, {len(forms)} blank: passed")
    return 1 if test.problems else 0


sys.exit(main())

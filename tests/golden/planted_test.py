#!/usr/bin/env python3
"""
planted_test.py [--build DIR] [FORM...]: no form gives away what it does not read. All forms unless some are named.

Each golden case of the form, and each sample that the form takes, gets secrets wherever the layout does not read
(planted.py). The PDF must not tell any of them, and must have the very bytes it has without them; nor may the archive,
which carries data, and which in addition must not tell the texts that the form reads and a condition hides.
"""
import sys

sys.dont_write_bytecode = True

import argparse
import json
import pathlib
import tempfile

import jsonc
import planted
from program import ROOT, Failure, Todoke, crash_of

HERE = pathlib.Path(__file__).resolve().parent


def lines_of(path):
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


class FormTest:
    def __init__(self, form, todoke, work):
        self.form, self.todoke, self.work = form, todoke, work
        self.layout = jsonc.read_layout(planted.LAYOUTS / f"{form}.jsonc")
        self.problems = []

    def cases(self):
        """(name, data, options) of everything this form can be tried with."""
        for path in sorted((HERE / self.form).glob("*/data.json")):
            if not any((path.parent / name).exists() for name in ("layout.jsonc", "form", "status")):
                yield (str(path.parent.relative_to(HERE)), json.loads(path.read_text()),
                       ["--files", path.parent, *lines_of(path.parent / "options")])
        for path in sorted((ROOT / "samples").glob("*.json")):
            yield str(path.relative_to(ROOT)), json.loads(path.read_text(encoding="utf-8")), ["--files", path.parent]

    def render(self, data, name, options):
        """The PDF; None when the form does not take the data."""
        pdf = self.work / f"{name}.pdf"
        pdf.unlink(missing_ok=True)
        text = json.dumps(data, ensure_ascii=False).encode()
        result = self.todoke.run(["render", self.form, "-", "-o", pdf, *options], stdin=text)
        if crash_of(result):
            raise Failure(crash_of(result))
        self.said = result.stderr.decode(errors="replace")
        return pdf if pdf.exists() else None

    def check_case(self, name, data, options):
        """False when the form does not take the data."""
        planter = planted.Planter(self.layout)
        plain = self.render(data, "without", options)
        if not plain:
            return False
        secret = self.render(planter.plant(data), "with", options)
        if not secret:
            self.problems.append(f"{name}: with secrets beside what it reads the form is not made\n{self.said}")
            return True
        for told in planted.found(secret, self.work, planter.secrets):
            self.problems.append(f"{name}: the PDF tells what stands at {planter.secrets[told]}")
        if secret.read_bytes() != plain.read_bytes():
            self.problems.append(f"{name}: what the form does not read changes its bytes")
        if not planter.secrets:
            self.problems.append(f"{name}: no secret could be planted")
        if not any(option.startswith("--profile") for option in map(str, options)):
            self.check_archive(name, data, planter, [*options, "--profile", "archive"])
        return True

    @staticmethod
    def hidden_by(report):
        """Pointers of the values that a fit report calls hidden, and nothing else shows."""
        lines = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
        shown = {line.get("pointer") for line in lines if line["step"] != "hidden"}
        return {line.get("pointer") for line in lines if line["step"] == "hidden"} - shown

    def check_archive(self, name, data, planter, options):
        """The archive of the same data; with secrets also in the texts that the form reads and does not show."""
        report = self.work / "fit.jsonl"
        plain = self.render(data, "archive", [*options, "--fit-report", report]).read_bytes()
        hidden = self.hidden_by(report)
        planted_data, secrets = planter.plant(data), dict(planter.secrets)
        secret = self.render(planted_data, "with", options)
        if not secret or secret.read_bytes() != plain:
            self.problems.append(f"{name}: what the form does not read changes the bytes of the archive")
            return
        for path in planted.plain_texts(self.layout, data):
            pointer = "/" + "/".join(map(str, path))
            if pointer in hidden:
                word = f"Zq8{len(secrets):03d}Wx"
                changed = planted.with_text(planted_data, path, word)
                is_made = self.render(changed, "hidden", [*options, "--fit-report", report])
                if is_made and pointer in self.hidden_by(report): # it may decide itself whether it is shown
                    planted_data, secrets[word] = changed, pointer
        secret = self.render(planted_data, "with", options)
        for told in planted.found(secret, self.work, secrets):
            self.problems.append(f"{name}: the archive tells what stands at {secrets[told]}")

    def check_finding(self, data, options):
        """Whether a text that the form does draw is found: otherwise this test would see nothing at all."""
        for path in planted.plain_texts(self.layout, data):
            pdf = self.render(planted.with_text(data, path, "Zq9999Wx"), "told", options)
            if pdf and planted.found(pdf, self.work, ["Zq9999Wx"]):
                return True
        return False

    def run(self):
        taken = [case for case in self.cases() if self.check_case(*case)]
        if not taken:
            self.problems.append("no golden case and no sample of this form can be rendered")
        elif not any(self.check_finding(data, options) for _, data, options in taken):
            self.problems.append("a text that the form draws is not found in the PDF either")
        print(f"{'FAILED' if self.problems else 'passed'}  {self.form}: {len(taken)} incidents")
        print("\n".join(self.problems))
        return not self.problems


def test_of_finding():
    """A secret is found in whatever way a PDF may hold a text."""
    secret = "Zq0001Wx"
    wide = secret.encode("utf-16-be")
    for hidden in (secret.encode(), wide, wide.hex().upper().encode(), secret.encode().hex().encode(),
                   wide.replace(b"\0", b"\\000")):
        assert planted.contains(b"x" + hidden + b"x", b"", secret), hidden
    assert planted.contains(b"", b"aZq0001Wxb", secret)
    assert not planted.contains(b"Zq0002Wx", b"Zq0002Wx", secret)


def main():
    parser = argparse.ArgumentParser(description="No form gives away what it does not read.")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "release", help="where the program is")
    parser.add_argument("forms", nargs="*", metavar="FORM")
    arguments = parser.parse_args()
    test_of_finding()
    build = arguments.build.resolve()
    (build / "golden" / "cache").mkdir(parents=True, exist_ok=True)
    forms = arguments.forms or sorted(path.stem for path in planted.LAYOUTS.glob("*.jsonc"))
    with tempfile.TemporaryDirectory(prefix="todoke-planted-") as folder:
        todoke = Todoke(build / "todoke", build / "golden")
        return 0 if all([FormTest(form, todoke, pathlib.Path(folder)).run() for form in forms]) else 1


sys.exit(main())

"""
Every document that there is to make: each form blank, with each sample, and each golden case that is no mistake.

A sample need not be one for the form: then nothing is made, unless samples/expected.diags says that it is.
"""
import collections
import subprocess
import sys

from archives import GOLDEN, ROOT, lines_of

FORMS = sorted(path.stem for path in (ROOT / "layouts").glob("*.jsonc"))
SAMPLES = sorted((ROOT / "samples").glob("*.json"))

# `words` are those of `todoke render`, without profile and output.
Document = collections.namedtuple("Document", "name words must_be_made")


def promised():
    """The pairs of a form and a sample that can be made."""
    lines = (ROOT / "samples" / "expected.diags").read_text(encoding="utf-8").splitlines()
    return {tuple(line.split()) for line in lines if not line.startswith(" ")}


def of_forms():
    pairs = promised()
    for form in FORMS:
        yield Document(f"{form}-blank", [form, "--blank"], True)
        for sample in SAMPLES:
            yield Document(f"{form}-{sample.stem}", [form, sample], (form, sample.stem) in pairs)


def of_case(folder, work):
    """The folder of a golden case (tests/golden/README.md)."""
    layout, data, program = folder / "layout.jsonc", folder / "data.json", folder / "data.py"
    form = layout if layout.exists() else (lines_of(folder / "form") or [folder.parent.name])[0]
    if program.exists():
        data = work / f"{folder.parent.name}-{folder.name}.json"
        data.write_bytes(subprocess.run([sys.executable, program], check=True, capture_output=True).stdout)
    options = lines_of(folder / "options")
    data = [data] if data.exists() else [] if "--blank" in options else ["--blank"]
    return Document(f"{folder.parent.name}-case-{folder.name}", [form, *data, *options], True)


def of_cases(work):
    for folder in sorted(path.parent for path in GOLDEN.glob("*/*/expected.marks")):
        if not (folder / "status").exists():
            yield of_case(folder, work)


def made(program, documents, folder, *options, suffix="pdf", **variables):
    """{name: file} of those that can be made. AssertionError: one that must be made is not."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for document in documents:
        out = folder / f"{document.name}.{suffix}"
        result = program.run("render", *document.words, *options, "-o", out, status=None, **variables)
        if out.exists():
            files[document.name] = out
        elif document.must_be_made or result.returncode != 1:
            raise AssertionError(f"{document.name} is not made: {result.stderr.decode()}")
    return files

"""What the tests of archives share: incidents of every form, runs of the program, and what is inside a PDF."""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "golden"))
sys.dont_write_bytecode = True

from program import environment  # noqa: E402

GOLDEN = ROOT / "tests" / "golden"
FIG5 = ROOT / "samples" / "nisc-fig5.json"


class Program:
    def __init__(self, path, work):
        self.path, self.work = pathlib.Path(path).resolve(), pathlib.Path(work)
        (self.work / "cache").mkdir(parents=True, exist_ok=True)

    def run(self, *arguments, status=0, stdin=b"", **variables):
        """CompletedProcess with bytes; the exit status must be `status`, unless that is None."""
        result = subprocess.run([str(self.path), *map(str, arguments)], input=stdin, cwd=ROOT, capture_output=True,
                                timeout=600, env=environment(self.work, **variables), check=False)
        if status is not None and result.returncode != status:
            words = " ".join(map(str, arguments))
            raise AssertionError(f"todoke {words}: status {result.returncode}, not {status}\n"
                                 f"{result.stdout.decode(errors='replace')}{result.stderr.decode(errors='replace')}")
        return result

    def archive(self, pdf, form="nisc_renraku", data=FIG5, *options):
        self.run("render", form, data, "--profile", "archive", "-o", pdf, *options)
        return pdf

    def part(self, pdf, *which):
        return self.run("extract", pdf, *which).stdout

    def record(self, pdf):
        return json.loads(self.part(pdf, "--record"))


def lines_of(path):
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def cases():
    """(name, form, data, options) of every incident that some form may take."""
    for form in sorted(path.stem for path in (ROOT / "layouts").glob("*.jsonc")):
        for data in sorted((GOLDEN / form).glob("*/data.json")):
            is_fax = any(word.startswith("--profile") for word in lines_of(data.parent / "options"))
            if not is_fax and not any((data.parent / name).exists() for name in ("layout.jsonc", "form", "status")):
                yield f"{form}-{data.parent.name}", form, data, ["--files", data.parent, *lines_of(data.parent / "options")]
        for data in sorted((ROOT / "samples").glob("*.json")):
            yield f"{form}-{data.stem}", form, data, ["--files", data.parent]

"""What bench/run.py and bench/instructions.py share: the programs of the benchmark, and how they are asked."""
import json
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLE = "samples/nisc-fig5.json"
FORM = "nisc_renraku"


def ask(*command, **options):
    """Standard output of a command run in the root of the repository."""
    return subprocess.run([str(word) for word in command], cwd=ROOT, check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True, **options).stdout


def least(*command):
    """What the quickest of ten runs tells: what else the machine does can only add to it."""
    return min((json.loads(ask(*command)) for _ in range(10)), key=lambda told: told["ms"])


class Programs:
    """The programs of one build folder."""

    def __init__(self, build):
        self.todoke = build / "todoke"
        self.folder = build / "bench"

    def warm(self, documents, *job):
        """Of one document: ms, bytes, pages, and KiB at the peak. `job`: form, profile, device, data."""
        return least(self.folder / "bench_warm", documents, *job)

    def cold(self, runs, *command):
        return json.loads(ask(self.folder / "bench_cold", runs, *command))

    def render(self, out, profile="submit"):
        return [self.todoke, "render", FORM, SAMPLE, "--profile", profile, "-o", out]

    def fax(self, out):
        """A cover sheet and two pages, at fine resolution."""
        return [self.todoke, "fax", FORM, SAMPLE, "-o", out]

    def reference(self, work, *documents):
        """The measuring stick on the characters that 図5 shows; level 1, as todoke compresses."""
        font = next(path for folder in font_folders() for path in pathlib.Path(folder).rglob("BIZUDGothic-Regular.ttf"))
        text = work / "text"
        if not text.exists():
            ask(*self.render(work / "fig5.marks"))
            marks = (work / "fig5.marks").read_text(encoding="utf-8")
            text.write_text("".join(re.findall(r' "([^"]*)"', marks)).replace(" ", ""), encoding="utf-8")
        return [self.folder / "bench_reference", font, text, work / "reference.pdf", 1, *documents]

    def instructions(self, *command, only=None):
        """Counted by callgrind, in the function `only` when it is given."""
        options = [f"--toggle-collect={only}"] if only else []
        done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *options,
                               *map(str, command)], cwd=ROOT, check=True, capture_output=True, text=True)
        return int(re.search(r"Collected : (\d+)", done.stderr).group(1))

    def cold_instructions(self, out, profile="submit"):
        return self.instructions(*self.render(out, profile))

    def warm_instructions(self, *job, documents=20):
        """Of one document, the opening and the first one left out."""
        warm = self.folder / "bench_warm"
        return self.instructions(warm, documents, *job, only="make_document") // documents


def font_folders():
    lines = (ROOT / "fonts/fonts.lock").read_text(encoding="utf-8").splitlines()
    return [line.split()[1] for line in lines if line.startswith("directory ")]

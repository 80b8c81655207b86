"""One HTML page for a failed case: what is wrong, the differences of texts, and the pictures side by side."""
import difflib
import html

HEAD = """<!DOCTYPE html><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font-family: sans-serif; margin: 1em }} pre {{ background: #f4f4f4; padding: .5em; overflow-x: auto }}
.gone {{ color: #b00000 }} .came {{ color: #006000 }} img {{ width: 32%; border: 1px solid #999; vertical-align: top }}
</style><h1>{title}</h1>
"""
LINES_MAX = 2000


def colour(line):
    kind = {"-": "gone", "+": "came"}.get(line[:1])
    text = html.escape(line)
    return f'<span class="{kind}">{text}</span>' if kind else text


def difference(name, got, expected):
    lines = list(difflib.unified_diff(expected.splitlines(), got.splitlines(), f"expected {name}", f"got {name}",
                                      n=2, lineterm=""))
    shown = lines[:LINES_MAX] + ([f"... {len(lines) - LINES_MAX} lines more"] if len(lines) > LINES_MAX else [])
    return "\n".join(shown)


class FailurePage:
    """Gathers what is wrong with a case; `folder` also holds the pictures that the page shows."""

    def __init__(self, title, folder):
        self.title, self.folder, self.parts, self.summary = title, folder, [], []
        self.has_pictures = False

    def add(self, heading, text=""):
        self.summary.append(f"{heading}\n{text}" if text else heading)
        lines = "\n".join(colour(line) for line in text.splitlines())
        self.parts.append(f"<h2>{html.escape(heading)}</h2>\n" + (f"<pre>{lines}</pre>\n" if lines else ""))

    def add_pictures(self, heading, files):
        """Names of files in the folder, shown beside each other: got, expected, difference."""
        self.has_pictures = True
        pictures = "".join(f'<a href="{name}"><img src="{name}" alt="{name}" title="{name}"></a>\n' for name in files)
        self.parts.append(f"<h2>{html.escape(heading)}</h2>\n{pictures}")

    def write(self):
        path = self.folder / "index.html"
        path.write_text(HEAD.format(title=html.escape(self.title)) + "".join(self.parts), encoding="utf-8")
        return path

"""
docs/new-form.md holds: its files and commands, taken from its code blocks, do what it says with `todoke` alone.

    python3 tests/cli/new_form_test.py build/release/todoke

A block ```LANGUAGE FILE is that file. In a block ```console each line that begins with `$ ` is run in the folder of those files, in their
order; what follows it is what the command prints, diagnostics included.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

TODOKE = pathlib.Path(sys.argv.pop()).resolve()
DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "docs" / "new-form.md"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps(console):
    """(command, what it prints) of a block."""
    for part in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        command, printed = part.split("\n", 1)
        yield command, printed


class NewForm(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="todoke-new-form-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "todoke").symlink_to(TODOKE)
        (self.folder / "work").mkdir()

    def run_command(self, command):
        left_out = {"LANGUAGE", "LC_ALL", "LC_MESSAGES"}
        environment = {name: value for name, value in os.environ.items() if name not in left_out}
        environment |= {"LANG": "C.UTF-8", "PATH": f"{self.folder / 'bin'}:/usr/bin:/bin",
                        "XDG_CACHE_HOME": str(self.folder / "cache")}
        return subprocess.run(["bash", "-c", command], cwd=self.folder / "work", env=environment, timeout=120, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout.decode()

    def test_the_tutorial_does_what_it_says(self):
        commands = 0
        for language, name, text in BLOCK.findall(DOCUMENT.read_text(encoding="utf-8")):
            if name:
                (self.folder / "work" / name).write_text(text, encoding="utf-8")
            elif language == "console":
                for command, printed in steps(text):
                    commands += 1
                    with self.subTest(command=command):
                        self.assertEqual(self.run_command(command), printed)
        self.assertGreater(commands, 10)
        made = {path.name for path in (self.folder / "work").iterdir()}
        self.assertLessEqual({"blank-1.png", "near-miss.pdf", "near-miss-1.png", "near-miss.txt", "expected.marks"}, made)
        self.assertNotIn("wrong.pdf", made)
        self.assertNotIn("near-miss-2.png", made)


if __name__ == "__main__":
    unittest.main()

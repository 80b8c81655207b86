"""
Completion in bash and zsh offers what the program takes: commands, options, forms, profiles, limits.

    python3 tests/cli/completion_test.py build/release/todoke
"""
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TODOKE = pathlib.Path(sys.argv.pop()).resolve()
SCRIPTS = ROOT / "engine" / "cli" / "completion"
FORMS = {path.stem for path in (ROOT / "layouts").glob("*.jsonc")}

BASH = """
compopt() { :; }
source %s
COMP_WORDS=(%s) COMP_CWORD=%d
_todoke
printf '%%s\\n' "${COMPREPLY[@]}"
"""

# compadd offers all that stands behind --; the shell itself would keep what begins with the word.
ZSH = """
compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -rl -- "$@" }
_files() { print -r -- FILES }
complete_it() { source %s }
words=(%s) CURRENT=%d
complete_it
"""


def help_of(*arguments):
    return subprocess.run([TODOKE, *arguments, "--help", "--lang", "en"], stdout=subprocess.PIPE, timeout=60,
                          check=True).stdout.decode()


class Completion:
    """Tests for both shells; offered(...) gives the words for the last of the arguments, which is being written."""

    def test_commands(self):
        commands = set(re.findall(r"^  ([a-z]+) ", help_of().split("Commands:\n")[1], re.MULTILINE))
        self.assertEqual(commands | {"help", "--help", "--version"}, self.offered(""))
        self.assertEqual({"render"}, self.offered("ren"))
        self.assertEqual({"batch"}, self.offered("help", "ba"))

    def test_every_option_of_every_command(self):
        for command in re.findall(r"^  ([a-z]+) ", help_of().split("Commands:\n")[1], re.MULTILINE):
            usages = re.findall(r"^  (-.*?)(?:  |$)", help_of(command).split("Options:\n")[1], re.MULTILINE)
            options = set(re.findall(r"(?:^| )(--?[A-Za-z][a-z-]*)", "\n".join(usages), re.MULTILINE))
            with self.subTest(command=command):
                self.assertEqual(options, self.offered(command, "-"))

    def test_forms(self):
        self.assertLessEqual(FORMS, self.offered("render", ""))
        self.assertEqual({"nisc_renraku", "nisc_renraku_reiwa"}, self.offered("render", "nisc_ren") - {"FILES"})
        self.assertLessEqual(FORMS, self.offered("batch", "--form", ""))
        self.assertNotIn("nisc_renraku", self.offered("due", ""))
        self.assertNotIn("nisc_renraku", self.offered("render", "nisc_renraku", ""))

    def test_words_as_values(self):
        self.assertEqual({"ja", "en"}, self.offered("render", "--lang", ""))
        self.assertEqual({"fine"}, self.offered("render", "--dpi", "f"))
        self.assertEqual({"today"}, self.offered("due", "--date", "t"))
        self.assertLessEqual({"submit", "archive", "fax"}, self.offered("render", "--profile", ""))
        self.assertLessEqual({"pdf", "tiff"}, self.offered("render", "nisc_renraku", "--to", ""))

    def test_limits(self):
        self.assertEqual({"pages=", "page-pixels="}, self.offered("check", "--limit", "page"))

    def test_a_value_that_may_be_left_out_is_no_word_of_its_own(self):
        self.assertLessEqual(FORMS, self.offered("render", "--blank", "") | self.offered("render", ""))
        self.assertNotIn("geta", self.offered("render", "--allow-missing-glyph", ""))


class BashTest(Completion, unittest.TestCase):
    def offered(self, *words):
        line = " ".join(shlex.quote(word) for word in (str(TODOKE), *words))
        script = BASH % (shlex.quote(str(SCRIPTS / "todoke.bash")), line, len(words))
        result = subprocess.run(["bash", "--norc", "-c", script], cwd=ROOT, capture_output=True, timeout=60, check=False)
        self.assertEqual(b"", result.stderr)
        return set(result.stdout.decode().split())

    def test_a_sign_between_option_and_value(self):
        """bash takes it for a word of its own."""
        self.assertEqual({"ja", "en"}, self.offered("render", "--lang", "="))
        self.assertEqual({"ja"}, self.offered("render", "--lang", "=", "j"))
        self.assertEqual({"geta", "code"}, self.offered("render", "--allow-missing-glyph", "="))

    def test_files_and_folders(self):
        self.assertEqual({"samples"}, self.offered("render", "nisc_renraku", "sampl"))
        self.assertEqual({"samples/nisc-fig5.json"}, self.offered("due", "samples/nisc-fig5"))
        self.assertEqual({"layouts"}, self.offered("check", "--layouts", "layou"))
        self.assertEqual({"README.md"}, self.offered("check", "--compare", "README"))

    def test_the_first_operand_may_come_after_options(self):
        self.assertLessEqual(FORMS, self.offered("render", "--lang", "ja", "--blank", ""))
        self.assertNotIn("nisc_renraku", self.offered("render", "--lang", "ja", "nisc_renraku", "-o", "a.pdf", ""))

    def test_it_is_registered_for_the_program(self):
        script = f"source {shlex.quote(str(SCRIPTS / 'todoke.bash'))}; complete -p todoke"
        result = subprocess.run(["bash", "--norc", "-c", script], stdout=subprocess.PIPE, timeout=60, check=True)
        self.assertEqual(b"complete -F _todoke todoke\n", result.stdout)


@unittest.skipUnless(shutil.which("zsh"), "needs zsh")
class ZshTest(Completion, unittest.TestCase):
    def offered(self, *words):
        line = " ".join(shlex.quote(word) for word in (str(TODOKE), *words))
        script = ZSH % (shlex.quote(str(SCRIPTS / "_todoke")), line, len(words) + 1)
        result = subprocess.run(["zsh", "-fc", script], cwd=ROOT, capture_output=True, timeout=60, check=False)
        self.assertEqual(b"", result.stderr)
        return {word for word in result.stdout.decode().split() if word.startswith(words[-1]) or word == "FILES"}


if __name__ == "__main__":
    unittest.main()

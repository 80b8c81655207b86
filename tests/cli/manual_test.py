"""
The manual pages say what the program takes: each command has a page, each option of its --help is on it, and nothing else is.

    python3 tests/cli/manual_test.py build/release/todoke

An option is an item (.It Fl) of the command's page, or, where several commands share it, an item of todoke.1 that the
command's page names (.Fl). Words that --help offers as values (ja|en) are with the item, as is the operand (.Ar).
"""
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

TODOKE = pathlib.Path(sys.argv.pop()).resolve()
PAGES = pathlib.Path(__file__).resolve().parents[2] / "docs" / "man"
OPTION = re.compile(r"--?[A-Za-z0-9][a-z0-9-]*")


def printed(*arguments):
    return subprocess.run([TODOKE, *arguments, "--help", "--lang", "en"], stdout=subprocess.PIPE, timeout=60,
                          check=True).stdout.decode()


def commands():
    return re.findall(r"^  ([a-z]+) ", printed().split("Commands:\n")[1], re.MULTILINE)


class Help:
    """What --help of a command tells: {(an option's names): words it may have as values}, and its operands."""

    def __init__(self, command):
        text = printed(command)
        self.operands = set(re.findall(r"\b[A-Z]{2,}\b", text.splitlines()[0].split("[OPTION]")[1]))
        self.options = {}
        for line in text.split("Options:\n")[1].splitlines():
            usage = re.match(r"  (-.*?)(?:  |$)", line)
            if usage:
                words = set(re.findall(r"(?<=[ |=\[])[a-z0-9][a-z0-9-]*(?=[|\]]|$)", usage[1]))
                names = OPTION.findall(re.sub(r"[ =\[][^-].*", "", usage[1].replace(", ", ",")))
                self.options[tuple(names)] = words

    def names(self):
        return {name for names in self.options for name in names}


class Page:
    def __init__(self, name):
        self.path = PAGES / f"{name}.1"
        self.text = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        self.items = {}  # option: text of its item
        for item in re.split(r"^\.(?=It |El)", self.text, flags=re.MULTILINE)[1:]:
            for option in self.flags(item.splitlines()[0]) if item.startswith("It Fl") else ():
                self.items[option] = item

    @staticmethod
    def flags(text):
        return {f"-{word}" for word in re.findall(r"\bFl (-?[A-Za-z0-9][a-z0-9-]*)", text)}

    def named(self):
        return self.flags(self.text)


class ManualTest(unittest.TestCase):
    longMessage = False # what is lacking and where, and no more

    def setUp(self):
        self.main = Page("todoke")

    def test_every_command_has_a_page_that_the_main_page_and_the_page_itself_name(self):
        for command in commands():
            with self.subTest(command=command):
                page = Page(f"todoke-{command}")
                self.assertTrue(page.path.exists(), f"docs/man/todoke-{command}.1 is missing: write it, as its neighbours are")
                self.assertIn(f".It Xr todoke-{command} 1\n", self.main.text, "docs/man/todoke.1 does not list the command")
                self.assertIn(f".Nm todoke {command}\n", page.text)
                self.assertIn(f".Dt TODOKE-{command.upper()} 1\n", page.text)

    def test_no_page_is_of_a_command_that_does_not_exist(self):
        known = {"todoke", *(f"todoke-{command}" for command in commands())}
        self.assertEqual(known, {path.stem for path in PAGES.glob("*.1")})

    def test_every_option_of_the_help_is_on_the_page(self):
        for command in commands():
            page, told = Page(f"todoke-{command}"), Help(command)
            for names, words in told.options.items():
                option = names[-1]
                with self.subTest(command=command, option=option):
                    is_shared = option in page.named() and option not in page.items
                    items = self.main.items if is_shared else page.items
                    for name in names:
                        self.assertIn(name, items, f"{page.path.name} lacks {name}: todoke {command} --help has it")
                    for word in words:
                        self.assertRegex(items[option], rf"(?<![\w-]){re.escape(word)}(?![\w-])",
                                         f"{page.path.name} does not say that {option} takes {word!r}")

    def test_no_page_has_an_option_that_the_command_does_not_take(self):
        for command in commands():
            page, told = Page(f"todoke-{command}"), Help(command)
            shared = page.named() & set(self.main.items)
            self.assertEqual(set(), (set(page.items) | shared) - told.names(),
                             f"{page.path.name} names what todoke {command} does not take")

    def test_every_operand_of_the_help_is_on_the_page(self):
        for command in commands():
            page, told = Page(f"todoke-{command}"), Help(command)
            for operand in told.operands:
                self.assertRegex(page.text, rf"\bAr {operand.lower()}\b", f"{page.path.name} lacks the operand {operand}")

    def test_options_that_are_told_of_once_are_those_of_the_main_page(self):
        taken = set().union(*(Help(command).names() for command in commands())) | {"--version"}
        self.assertLessEqual(set(self.main.items), taken, "todoke.1 tells of an option that no command takes")

    @unittest.skipUnless(shutil.which("mandoc"), "needs mandoc")
    def test_the_pages_are_well_formed(self):
        pages = sorted(path.name for path in PAGES.glob("*.1")) # in their folder, so that references find each other
        result = subprocess.run(["mandoc", "-T", "lint", *pages], cwd=PAGES, stdout=subprocess.PIPE, timeout=60,
                                check=False)
        self.assertEqual("", result.stdout.decode())
        self.assertEqual(0, result.returncode)


if __name__ == "__main__":
    unittest.main()

"""
The installed tree works by itself, wherever it is put: program, library, example, manual, completion.

    python3 tests/library/library_test.py BUILD_FOLDER VERSION [C flags]

Uses `cmake --install`, pkg-config, the C compiler and make, as a packager and a user would.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv[1]).resolve()
VERSION, FLAGS = sys.argv[2], " ".join(sys.argv[3:])


def run(*command, check=True, **more):
    result = subprocess.run(list(map(str, command)), capture_output=True, timeout=300, check=False, **more)
    if check and result.returncode != 0:
        raise AssertionError(f"{command}: {result.stdout.decode()}{result.stderr.decode()}")
    return result


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.base = pathlib.Path(tempfile.mkdtemp(prefix="todoke-library-"))
        cls.addClassCleanup(shutil.rmtree, cls.base)
        # Staged below DESTDIR, as packagers do, and then moved: nothing may know the prefix it was installed for.
        run("cmake", "--install", BUILD, "--prefix", "/opt/todoke", env=os.environ | {"DESTDIR": str(cls.base / "stage")})
        cls.prefix = cls.base / "moved"
        (cls.base / "stage" / "opt" / "todoke").rename(cls.prefix)
        cls.libraries = next(cls.prefix.rglob("todoke.pc")).parents[1]
        cls.environment = {
            "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "XDG_CACHE_HOME": str(cls.base / "cache"), "CFLAGS": FLAGS,
            "PKG_CONFIG_PATH": str(cls.libraries / "pkgconfig"), "LD_LIBRARY_PATH": str(cls.libraries),
        }
        cls.work = cls.base / "work"
        shutil.copytree(ROOT / "examples" / "library", cls.work)

    def run_here(self, *command, **more):
        return run(*command, cwd=self.work, env=self.environment, **more)

    def pkg_config(self, *arguments):
        return self.run_here("pkg-config", *arguments, "todoke").stdout.decode().split()

    def make_report(self):
        self.run_here("make", "-B", "report")
        return self.work / "report"


class ProgramTest(Installed):
    def test_the_program_finds_its_layouts_and_fonts(self):
        todoke = self.prefix / "bin" / "todoke"
        forms = self.run_here(todoke, "forms").stdout.decode()
        for layout in (ROOT / "layouts").glob("*.jsonc"):
            self.assertIn(f"\n{layout.stem} ", "\n" + forms)
        self.run_here(todoke, "render", "nisc_renraku", ROOT / "samples" / "nisc-fig5.json", "-o", "fig5.pdf")
        self.assertIn("HogeHoge", run("pdftotext", self.work / "fig5.pdf", "-").stdout.decode())
        self.assertEqual(f"todoke {VERSION}\n", self.run_here(todoke, "--version").stdout.decode())
        self.run_here(todoke, "due", ROOT / "samples" / "cloud-storage.json")  # reads holidays.json

    def test_its_bytes_are_those_of_the_build_tree(self):
        outputs = []
        for number, todoke in enumerate((self.prefix / "bin" / "todoke", BUILD / "todoke")):
            out = self.work / f"same-{number}.pdf"
            run(todoke, "render", "nisc_renraku", ROOT / "samples" / "nisc-fig5.json", "-o", out, env=self.environment)
            outputs.append(out.read_bytes())
        self.assertEqual(outputs[0], outputs[1])

    def test_manual_completion_and_documents_are_there(self):
        pages = {path.name for path in (self.prefix / "share" / "man" / "man1").iterdir()}
        self.assertEqual({path.name for path in (ROOT / "docs" / "man").glob("*.1")}, pages)
        for name in ("bash-completion/completions/todoke", "zsh/site-functions/_todoke", "doc/todoke/README.md",
                     "doc/todoke/docs/library.md", "doc/todoke/examples/library/report.c",
                     "todoke/layouts/incident.schema.json", "todoke/fonts/fonts.lock"):
            self.assertTrue((self.prefix / "share" / name).is_file(), name)
        self.assertEqual([], list(self.prefix.rglob("*.pyc")))

    def test_no_file_knows_where_it_was_built(self):
        for name in ("bin/todoke", "share/todoke/fonts/fonts.conf", self.libraries / "pkgconfig" / "todoke.pc"):
            self.assertNotIn(str(self.base).encode(), (self.prefix / name).read_bytes())
        self.assertNotIn(str(BUILD), (self.libraries / "pkgconfig" / "todoke.pc").read_text())


class LibraryTest(Installed):
    def test_the_example_makes_a_report(self):
        result = self.run_here(self.make_report(), "report.pdf")
        self.assertRegex(result.stdout.decode(), r"\Areport\.pdf: \d+ bytes\n\Z")
        self.assertEqual("", result.stderr.decode())
        run("qpdf", "--check", self.work / "report.pdf")
        self.assertIn("保存したファイルを開けない状態が続いている。", run("pdftotext", self.work / "report.pdf", "-").stdout.decode())

    def test_the_example_writes_what_the_program_writes(self):
        self.run_here(self.make_report(), "report.pdf")
        source = (ROOT / "examples" / "library" / "report.c").read_text(encoding="utf-8")
        literals = re.findall(r'"((?:[^"\\]|\\.)*)"', source.split("incident[] =")[1].split(";\n")[0])
        data = self.work / "incident.json"
        data.write_text("".join(literals).replace('\\"', '"'), encoding="utf-8")
        self.run_here(self.prefix / "bin" / "todoke", "render", "ismap_sokuho", data, "-o", "program.pdf")
        self.assertEqual((self.work / "program.pdf").read_bytes(), (self.work / "report.pdf").read_bytes())

    def test_the_example_tells_what_is_missing(self):
        result = self.run_here(self.make_report(), "incomplete.pdf", "incomplete", check=False)
        self.assertEqual(1, result.returncode)
        self.assertIn("error[required]", result.stderr.decode())
        self.assertFalse((self.work / "incomplete.pdf").exists())

    def test_pkg_config(self):
        self.assertEqual([VERSION], self.pkg_config("--modversion"))
        self.assertIn("-ltodoke", self.pkg_config("--libs"))
        self.assertNotIn("-lhpdf", self.pkg_config("--libs"))
        private = self.pkg_config("--libs", "--static")
        for library in ("-lhpdf", "-lharfbuzz", "-lharfbuzz-subset", "-lfontconfig", "-lcrypto", "-ltiff"):
            self.assertIn(library, private)
        self.assertTrue((pathlib.Path(self.pkg_config("--variable=layouts")[0]) / "nisc_renraku.jsonc").exists())

    def test_the_archive_has_the_whole_library(self):
        """libtodoke.a, and from pkg-config all that it needs, as shared libraries."""
        rest = [word for word in self.pkg_config("--libs", "--static") if word != "-ltodoke"]
        folders = [f"-D{name.upper()}=\"{self.pkg_config('--variable=' + name)[0]}\"" for name in ("layouts", "fonts")]
        self.run_here("cc", "-std=c17", *FLAGS.split(), *self.pkg_config("--cflags"), *folders, "report.c", "-o", "static",
                      self.libraries / "libtodoke.a", *rest)
        self.run_here("./static", "static.pdf")
        self.run_here(self.make_report(), "report.pdf")
        self.assertEqual((self.work / "report.pdf").read_bytes(), (self.work / "static.pdf").read_bytes())

    def test_the_shared_library_shows_no_other_names_than_its_own(self):
        symbols = run("nm", "-D", "--defined-only", self.libraries / "libtodoke.so").stdout.decode().split("\n")
        names = {line.split()[-1] for line in symbols if line}
        self.assertEqual(set(), {name for name in names if not name.startswith("todoke_")})

    def test_every_function_of_the_headers_is_in_the_library(self):
        symbols = run("nm", "-D", "--defined-only", self.libraries / "libtodoke.so").stdout.decode().split("\n")
        names = {line.split()[-1] for line in symbols if line}
        for header in (self.prefix / "include" / "todoke").iterdir():
            text = re.sub(r"/\*.*?\*/", "", header.read_text(encoding="utf-8"), flags=re.DOTALL)
            declared = set(re.findall(r"^[a-z][\w \*]*?\b(todoke_\w+)\(", text, re.MULTILINE))
            self.assertEqual(set(), declared - names, header.name)

    @unittest.skipUnless(shutil.which("g++"), "needs a C++ compiler")
    def test_the_headers_are_for_cxx_too(self):
        source = self.work / "headers.cc"
        source.write_text('#include <todoke/batch.h>\n#include <todoke/engine.h>\n'
                          'int main() { return todoke_version()[0] == 0; }\n')
        self.run_here("g++", "-Wall", "-Wextra", "-Werror", *FLAGS.split(), *self.pkg_config("--cflags"), source, "-o", "cxx",
                      *self.pkg_config("--libs"))
        self.run_here("./cxx")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

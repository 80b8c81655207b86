"""
Limits: each is reached with status 4, its diagnostic and no output; each can be set; SECURITY.md says what they are.

    python3 tests/cli/limits_test.py build/release/todoke
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TODOKE = pathlib.Path(sys.argv.pop()).resolve()
FIG5 = ROOT / "samples" / "nisc-fig5.json"
PICTURES = ROOT / "tests" / "golden" / "figures" / "attachments" / "layout.jsonc"
FORM = ("render", "nisc_renraku", FIG5)

# A value that is too low for these arguments.
CASES = {
    "input-bytes": (2000, FORM),
    "json-depth": (3, FORM),
    "json-values": (5, FORM),
    "string-bytes": (10, FORM),
    "fonts": (2, FORM),
    "pages": (1, FORM),
    "marks": (10, FORM),
    "cells": (10, FORM),
    "image-bytes": (100, "pictures"),
    "image-pixels": (10, "pictures"),
    "images-bytes": (100, "pictures"),
    "images-pixels": (10, "pictures"),
    "page-pixels": (1000, (*FORM, "--to", "tiff")),
    "pdf-bytes": (1000, "archive"),
    "pdf-depth": (1, "archive"),
    "pdf-objects": (5, "archive"),
    "pdf-values": (50, "archive"),
    "pdf-decoded": (100, "archive"),
    "work": (1000, FORM),
}

# Takes a file with a history: tests/unit/pdf/pdf_test.c reaches it.
UNIT_TESTED = {"pdf-revisions"}

# Of a batch, where single jobs reach them: test_a_batch_has_limits_of_its_own.
OF_BATCHES = {"job-bytes", "batch-forms"}


class LimitsCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="todoke-limits-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.out = self.folder / "out.pdf"
        self.environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "XDG_CACHE_HOME": str(self.folder / "cache")}

    def run_todoke(self, *arguments, **more):
        return subprocess.run([TODOKE, *map(str, arguments)], cwd=ROOT, env=self.environment, capture_output=True, timeout=120,
                              check=False, **more)

    def start(self, *arguments):
        """With a standard input from which nothing comes and that does not end."""
        process = subprocess.Popen([TODOKE, *map(str, arguments)], cwd=ROOT, env=self.environment, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(process.stdin.close)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.kill)
        return process

    def limits(self, *options):
        result = self.run_todoke("limits", "--json", "--lang", "en", *options)
        self.assertEqual((0, b""), (result.returncode, result.stderr))
        return {limit["name"]: limit for limit in map(json.loads, result.stdout.splitlines())}

    def arguments(self, case):
        if case == "archive":
            self.run_todoke(*FORM, "--profile", "archive", "-o", self.folder / "archive.pdf")
            return ("inspect", self.folder / "archive.pdf")
        if case != "pictures":
            return case
        data = self.folder / "data.json"
        data.write_text(json.dumps({"attachments": [{"number": 1, "file": "rgb.png"}]}))
        return ("render", PICTURES, data, "--files", ROOT / "tests" / "images")

    def files(self):
        return sorted(path.name for path in self.folder.iterdir() if path.name not in ("cache", "data.json", "archive.pdf"))


class LimitsTest(LimitsCase):
    def test_every_limit_has_a_case(self):
        self.assertEqual(set(CASES) | UNIT_TESTED | OF_BATCHES | {"seconds"}, set(self.limits()))

    def test_each_limit_ends_with_its_diagnostic_status_4_and_no_output(self):
        limits = self.limits()
        for name, (value, case) in CASES.items():
            with self.subTest(limit=name):
                arguments = (*self.arguments(case), "-o", self.out)
                result = self.run_todoke(*arguments, "--limit", f"{name}={value}")
                self.assertEqual(4, result.returncode, result.stderr.decode())
                self.assertIn(f"error[{limits[name]['diagnostic']}]", result.stderr.decode())
                self.assertEqual([], self.files())
                self.assertEqual(0, self.run_todoke(*arguments).returncode)
                written = self.out.read_bytes()
                self.assertEqual(4, self.run_todoke(*arguments, "--limit", f"{name}={value}").returncode)
                self.assertEqual(written, self.out.read_bytes())
                self.out.unlink()

    def test_limits_that_are_just_enough_change_nothing(self):
        self.run_todoke(*FORM, "-o", self.out)
        usual = self.out.read_bytes()
        result = self.run_todoke(*FORM, "-o", self.out, "--limit", "pages=2", "--limit", "fonts=20", "--limit", "work=20000",
                                 "--limit", "seconds=60")
        self.assertEqual(0, result.returncode, result.stderr.decode())
        self.assertEqual(usual, self.out.read_bytes())

    def test_work_is_the_same_every_time(self):
        """To the unit: the least that is enough once is the least that is enough again, on any number of threads."""
        def is_enough(work):
            return self.run_todoke(*FORM, "-o", self.out, "--limit", f"work={work}").returncode == 0

        least, most = 1, 100000
        while least < most:
            middle = (least + most) // 2
            least, most = (least, middle) if is_enough(middle) else (middle + 1, most)
        for _ in range(3):
            self.assertTrue(is_enough(least))
            self.assertFalse(is_enough(least - 1))

    def test_a_raised_limit_takes_what_the_usual_one_refuses(self):
        data = self.folder / "data.json"
        data.write_text('{"a":' * 150 + "1" + "}" * 150)
        refused = self.run_todoke("check", "nisc_renraku", data)
        self.assertEqual(4, refused.returncode)
        self.assertIn("limit-depth", refused.stderr.decode())
        taken = self.run_todoke("check", "nisc_renraku", data, "--limit", "json-depth=200")
        self.assertEqual(1, taken.returncode)
        self.assertNotIn("limit-depth", taken.stderr.decode())

    def test_of_two_values_the_later_one_counts(self):
        self.assertEqual(7, self.limits("--limit", "pages=5", "--limit", "pages=7")["pages"]["value"])
        self.assertEqual(4, self.run_todoke(*FORM, "-o", self.out, "--limit", "pages=2", "--limit", "pages=1").returncode)
        self.assertEqual(0, self.run_todoke(*FORM, "-o", self.out, "--limit", "pages=1", "--limit", "pages=2").returncode)

    def test_usage(self):
        for given, said in (("page=5", "did you mean pages?"), ("pages", "number from 1"), ("pages=0", "number from 1"),
                            ("pages=1000001", "1000000"), ("pages=5x", "number from 1"), ("json-depth=1001", "1000"),
                            ("pages=-1", "number from 1"), ("seconds=0", "number from 1"), ("=5", "unknown limit")):
            with self.subTest(given=given):
                result = self.run_todoke("limits", "--limit", given)
                self.assertEqual(2, result.returncode)
                self.assertIn(said, result.stderr.decode())

    def test_every_command_that_reads_takes_limits(self):
        for arguments in (("check", "nisc_renraku", FIG5), ("forms",), ("due", FIG5), ("new", "nisc_renraku"),
                          ("schema", "nisc_renraku")):
            with self.subTest(command=arguments[0]):
                self.assertEqual(4, self.run_todoke(*arguments, "--limit", "input-bytes=100").returncode)

    def test_compose_refuses_a_string_over_its_limit(self):
        result = self.run_todoke("compose", "--limit", "string-bytes=9", input=b'{"id":"a","text":"0123456789"}\n')
        self.assertEqual(0, result.returncode)
        self.assertIn("more than 9 bytes", result.stdout.decode())

    def test_a_batch_has_the_same_limits_for_each_document(self):
        large = self.folder / "large.json"
        large.write_text(json.dumps(json.loads(FIG5.read_text()) | {"note": "甲" * 20000}, ensure_ascii=False))
        out = self.folder / "out"
        result = self.run_todoke("batch", "--form", "nisc_renraku", FIG5, large, "-o", out, "--limit", "input-bytes=50000")
        self.assertEqual(4, result.returncode, result.stderr.decode())
        self.assertIn("limit-input", result.stderr.decode())
        manifest = list(map(json.loads, (out / "manifest.jsonl").read_text().splitlines()))
        self.assertEqual(["done", "failed"], [line["status"] for line in manifest])

    def test_bounds_of_layouts_that_are_fixed(self):
        """As many as there may be are taken, and one more is refused at its place."""
        layout = json.loads((ROOT / "tests/batch/tiny.jsonc").read_text(encoding="utf-8"))

        def fields(count):
            return layout | {"fields": layout["fields"] | {f"f{i}": {"path": "/note"} for i in range(count - 2)}}

        def styles(count):
            return layout | {"styles": layout["styles"] | {f"s{i}": {} for i in range(count - 1)}}

        def columns(count):
            return layout | {"body": [{"table": {"columns": ["1mm"] * count, "rows": [[""] * count]}}]}

        for make, most in ((fields, 2000), (styles, 1000), (columns, 100)):
            for count, status in ((most, 0), (most + 1, 4)):
                with self.subTest(of=make.__name__, count=count):
                    path = self.folder / "layout.jsonc"
                    path.write_text(json.dumps(make(count)))
                    result = self.run_todoke("render", path, "--blank", "-o", self.folder / "out.txt")
                    self.assertEqual(status, result.returncode, result.stderr.decode())
                    self.assertEqual(status == 4, "error[layout-too-many]" in result.stderr.decode())
                    self.assertEqual(status == 4, f": more than {most} {make.__name__}" in result.stderr.decode())

    def test_a_batch_has_limits_of_its_own(self):
        """The job that reaches one fails; the others are made, and all of them with a higher limit."""
        jobs = self.folder / "jobs.jsonl"
        jobs.write_text("".join(json.dumps({"form": form, "data": "samples/cloud-storage.json"}) + " " * spaces + "\n"
                                for form, spaces in (("ismap_sokuho", 0), ("ppc_roei", 200), ("ismap_sokuho", 0))
                                ).replace('.json"}', '.json", "out": "%d.txt"}') % (1, 2, 3))
        usual = {name: limit["diagnostic"] for name, limit in self.limits().items()}
        for name in sorted(OF_BATCHES):
            for value, status, states in (({"job-bytes": 200, "batch-forms": 1}[name], 4, ["done", "failed", "done"]),
                                          ({"job-bytes": 400, "batch-forms": 2}[name], 0, ["done", "done", "done"])):
                with self.subTest(limit=name, value=value):
                    out = self.folder / f"{name}-{value}"
                    result = self.run_todoke("batch", "--jobs", jobs, "--to", "text", "-o", out, "--limit", f"{name}={value}")
                    self.assertEqual(status, result.returncode, result.stderr.decode())
                    self.assertEqual(status == 4, f"error[{usual[name]}]" in result.stderr.decode())
                    manifest = list(map(json.loads, (out / "manifest.jsonl").read_text().splitlines()))
                    self.assertEqual(states, [line["status"] for line in manifest])
                    self.assertEqual(status == 0, (out / "2.txt").exists())

    def test_a_batch_refuses_the_same_as_render(self):
        out = self.folder / "out"
        result = self.run_todoke("batch", "--form", "nisc_renraku", FIG5, "-o", out, "--limit", "marks=10")
        self.assertEqual(4, result.returncode)
        self.assertIn("limit-marks", result.stderr.decode())

    def test_japanese_messages(self):
        result = self.run_todoke(*FORM, "-o", self.out, "--limit", "work=1000", "--lang", "ja")
        self.assertIn("エラー[limit-work] 処理の量が 1000 単位を超えました", result.stderr.decode())
        self.assertIn("文書 1 件", self.run_todoke("limits", "--lang", "ja").stdout.decode())

    def test_security_md_has_the_table(self):
        text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
        told = re.findall(r"^\| `([a-z-]+)` \| (.*) \| (.*) \| `([a-z-]+)` \|$", text, re.MULTILINE)
        real = []
        for limit in self.limits().values():
            usual = f"{limit['default']:,} {limit['unit']}" if limit["default"] else "none"
            real.append((limit["name"], usual, limit["of"], limit["diagnostic"]))
        self.assertEqual(real, told)


class SecondsTest(LimitsCase):
    """Each test here takes a second: standard input keeps the program waiting."""

    def assert_ended(self, process, status, message):
        begin = time.monotonic()
        process.wait(30)
        self.assertLess(time.monotonic() - begin, 20)
        self.assertEqual(status, process.returncode)
        self.assertIn(message, process.stderr.read().decode())

    def test_a_program_that_takes_longer_ends(self):
        process = self.start("render", "nisc_renraku", "-", "-o", self.out, "--limit", "seconds=1")
        self.assert_ended(process, 4, "error[limit-seconds] more than 1 s\n")
        self.assertEqual([], self.files())

    def test_in_json_and_japanese(self):
        process = self.start("compose", "--limit", "seconds=1", "--diagnostics=json", "--lang", "ja")
        process.wait(30)
        message = json.loads(process.stderr.read())
        self.assertEqual(("limit-seconds", "error", "1 秒を超えました"),
                         (message["code"], message["severity"], message["message"]))
        self.assertEqual(4, process.returncode)

    def test_a_batch_ends_in_good_order_and_can_go_on(self):
        out = self.folder / "out"
        job = json.dumps({"form": "nisc_renraku", "data": str(FIG5), "out": "a.pdf"}) + "\n"
        process = self.start("batch", "--jobs", "-", "-o", out, "--limit", "seconds=2", "-j", "1")
        process.stdin.write(job.encode())
        process.stdin.flush()
        self.assert_ended(process, 4, "error[limit-seconds] more than 2 s\n")
        self.assertTrue((out / "a.pdf").exists())
        self.assertFalse((out / "manifest.jsonl").exists())
        again = self.run_todoke("batch", "--jobs", "-", "-o", out, "--limit", "seconds=60", input=job.encode())
        self.assertEqual(0, again.returncode, again.stderr.decode())
        self.assertIn("1 unchanged", again.stderr.decode())


if __name__ == "__main__":
    unittest.main()

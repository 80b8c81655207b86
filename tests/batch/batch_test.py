"""
todoke batch as users run it: outputs and manifest, resuming, bad documents among good ones, names, shards, memory.

    python3 tests/batch/batch_test.py build/release/todoke [unittest options]
"""
import json
import os
import pathlib
import pty
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import kills
import runner

PROGRAM = runner.ROOT / "build" / "release" / "todoke"
TINY = runner.TINY
REAL = "nisc_renraku"


class BatchTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="todoke-batch-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data = self.folder / "data"
        self.out = self.folder / "out"

    def batch(self, *arguments, status=0, **more):
        result = runner.run(PROGRAM, *arguments, **more)
        self.assertEqual(status, result.returncode, result.stderr.decode(errors="replace"))
        self.assertNotIn(b"Sanitizer", result.stderr)
        return result

    def tiny(self, *arguments, out=None, **more):
        return self.batch("--form", TINY, self.data, "-o", out or self.out, *arguments, **more)

    def jobs(self, *jobs):
        path = self.folder / "jobs.jsonl"
        path.write_text("".join((job if isinstance(job, str) else json.dumps(job, ensure_ascii=False)) + "\n"
                                for job in jobs), encoding="utf-8")
        return path

    def manifest(self, out=None):
        return runner.manifest((out or self.out) / "manifest.jsonl")

    def write_mixed(self):
        """Twelve good documents and one of each kind that cannot be made, first, last and in between."""
        runner.write_incidents(self.data, 12)
        (self.data / "a-broken.json").write_text('{"incident_id": }')
        (self.data / "i000004b.json").write_text('{"note": "no number"}')
        (self.data / "i000007b.json").mkdir()
        (self.data / "x-empty.json").write_text("")
        (self.data / "y-dangling.json").symlink_to("nowhere.json")
        (self.data / "z-outside.json").symlink_to("../outside.json")
        (self.folder / "outside.json").write_text('{"incident_id": "secret"}')


class ManifestTest(BatchTest):
    def test_a_line_a_document_says_all_there_is_to_say(self):
        runner.write_incidents(self.data, 3)
        self.tiny("--form", REAL, status=1)
        lines = self.manifest()
        self.assertEqual([1, 2, 3, 4, 5, 6], [line["job"] for line in lines])
        self.assertEqual([TINY, REAL] * 3, [line["form"] for line in lines])
        self.assertEqual(["done", "failed"] * 3, [line["status"] for line in lines])
        first, second = lines[:2]
        pdf = (self.out / "i000000-tiny.pdf").read_bytes()
        self.assertEqual(f"{self.data}/i000000.json", first["data"])
        self.assertEqual(("i000000-tiny.pdf", "pdf", 1, len(pdf)),
                         (first["out"], first["to"], first["pages"], first["bytes"]))
        self.assertEqual({"as-is": 2, "grow": 0, "condense": 0, "shrink": 0, "sheet": 0}, first["fit"])
        for name, path in (("out", self.out / first["out"]), ("data", self.data / "i000000.json"),
                           ("layout", runner.ROOT / TINY), ("fonts", runner.ROOT / "fonts" / "fonts.lock")):
            digest = subprocess.run(["sha256sum", path], capture_output=True, text=True, check=True).stdout.split()[0]
            self.assertEqual(digest, first["sha256"][name], name)
        self.assertEqual([], first["diagnostics"])
        self.assertEqual((None, None, None, None), (second["pages"], second["bytes"], second["fit"],
                                                    second["sha256"]["out"]))
        self.assertIn({"code": "N1", "severity": "error", "in": "data", "line": 1,
                       "pointer": "/submissions/nisc_renraku/report_number"}, second["diagnostics"])

    def test_outputs_are_those_of_render(self):
        runner.write_incidents(self.data, 1)
        for device in ("pdf", "marks", "png", "tiff", "text"):
            self.tiny("--to", device)
            out = self.folder / f"single.{device}"
            subprocess.run([PROGRAM, "render", TINY, self.data / "i000000.json", "-o", out, "--to", device], check=True,
                           cwd=runner.ROOT)
            self.assertEqual(out.read_bytes(), (self.out / f"i000000-tiny.{device}").read_bytes(), device)

    def test_profiles_and_outputs_may_be_mixed_and_are_those_of_render(self):
        """At any number of threads, and when half of them are made anew."""
        data = "samples/nisc-fig5.json"
        kinds = [(profile, to) for profile in ("submit", "archive", "fax") for to in ("pdf", "tiff", "png", "marks", "text")]
        expected = {}
        for profile, to in kinds:
            single = self.folder / f"single.{to}"
            result = subprocess.run([PROGRAM, "render", REAL, data, "-o", single, "--to", to, "--profile", profile,
                                            *(["--page", "1"] if to in ("png", "tiff") else [])], cwd=runner.ROOT,
                                           env=runner.environment(), capture_output=True, check=False)
            self.assertEqual(0, result.returncode, result.stderr.decode())
            expected[f"{profile}.{to}"] = single.read_bytes()
        jobs = self.jobs(*({"form": REAL, "data": data, "to": to, "profile": profile} for profile, to in kinds))
        arguments = ["--jobs", jobs, "--name", "{profile}.{to}", "--page", "1"]
        for threads in (1, 2, 8):
            out = self.folder / f"out{threads}"
            self.batch(*arguments, "-j", threads, "-o", out)
            for name in list(expected)[::2]:
                (out / name).unlink()
            for made in ("8 made, 7 unchanged", "0 made, 15 unchanged"):
                self.assertIn(made, self.batch(*arguments, "-j", threads, "-o", out).stderr.decode())
            contents = runner.contents(out)
            self.assertEqual([profile for profile, _ in kinds], [line["profile"] for line in self.manifest(out)])
            del contents["manifest.jsonl"]
            self.assertEqual(expected.keys(), contents.keys())
            for name, whole in expected.items():
                self.assertEqual(whole, contents[name], f"{name} with {threads} threads")

    def test_every_number_of_threads_gives_the_same_bytes(self):
        self.write_mixed()
        folders = [self.folder / f"out{threads}" for threads in (1, 2, 8)]
        for folder, threads in zip(folders, (1, 2, 8)):
            self.tiny("-j", threads, out=folder, status=3)
        first = runner.contents(folders[0])
        self.assertEqual(13, len(first))
        for folder in folders[1:]:
            self.assertEqual(first, runner.contents(folder))

    def test_bad_documents_do_not_stop_the_good_ones(self):
        self.write_mixed()
        result = self.tiny(status=3)
        failed = {pathlib.Path(line["data"]).name: line["diagnostics"] for line in self.manifest()
                  if line["status"] == "failed"}
        self.assertEqual({"a-broken.json": "json-syntax", "i000004b.json": "T1", "i000007b.json": "file-unreadable",
                          "x-empty.json": "json-syntax", "y-dangling.json": "file-unreadable",
                          "z-outside.json": "data-link"},
                         {name: diagnostics[0]["code"] for name, diagnostics in failed.items()})
        self.assertEqual(12, len(list(self.out.glob("*.pdf"))))
        self.assertIn("12 made, 0 unchanged, 6 failed", result.stderr.decode())

    def test_a_form_that_does_not_open_fails_its_jobs_and_is_explained_once(self):
        runner.write_incidents(self.data, 3)
        result = self.batch("--form", "nisc_renrak", "--form", TINY, self.data, "-o", self.out, status=1)
        self.assertEqual(["failed", "done"] * 3, [line["status"] for line in self.manifest()])
        self.assertEqual(1, result.stderr.decode().count("form-unknown"))

    def test_files_that_may_not_be_read_fail_among_good_ones(self):
        runner.write_incidents(self.data, 3)
        self.out.mkdir()
        self.out.chmod(0o777)
        self.folder.chmod(0o755)
        (self.data / "i000001.json").chmod(0)
        arguments = ["--form", TINY, self.data, "-o", self.out]
        as_nobody = {"preexec_fn": lambda: os.setuid(65534)} if os.geteuid() == 0 else {}
        try:
            result = self.batch(*arguments, status=3, **as_nobody)
        except (PermissionError, subprocess.SubprocessError):
            self.skipTest("only root may run the program here, and root may read everything")
        self.assertEqual(["done", "failed", "done"], [line["status"] for line in self.manifest()])
        self.assertIn(f"cannot read {self.data}/i000001.json: Permission denied", result.stderr.decode())

    def test_the_file_name_of_a_form_is_not_its_id(self):
        runner.write_incidents(self.data, 2)
        result = self.batch("--form", f"{REAL}.jsonc", self.data, "-o", self.out, status=1)
        self.assertEqual(1, result.stderr.decode().count(f'there is no form "{REAL}.jsonc"; did you mean "{REAL}"?'))

    def test_the_manifest_may_go_elsewhere(self):
        runner.write_incidents(self.data, 2)
        self.tiny("--manifest", self.folder / "m.jsonl")
        self.assertEqual(2, len(runner.manifest(self.folder / "m.jsonl")))
        self.assertFalse((self.out / "manifest.jsonl").exists())
        result = self.tiny("--manifest", "-")
        self.assertEqual((self.folder / "m.jsonl").read_bytes(), result.stdout)

    def test_a_hashing_run_writes_nothing_but_its_manifest(self):
        runner.write_incidents(self.data, 5)
        self.tiny()
        self.batch("--form", TINY, self.data, "-o", "-", "--manifest", self.folder / "m.jsonl")
        self.assertEqual((self.out / "manifest.jsonl").read_bytes(), (self.folder / "m.jsonl").read_bytes())
        self.assertEqual({"data", "out", "m.jsonl"}, {path.name for path in self.folder.iterdir()})

    def test_a_dry_run_checks_and_writes_nothing(self):
        self.write_mixed()
        result = self.tiny("--dry-run", status=3)
        states = [json.loads(line)["status"] for line in result.stdout.splitlines()]
        self.assertEqual((12, 6), (states.count("pending"), states.count("failed")))
        self.assertFalse(self.out.exists())


class ResumeTest(BatchTest):
    def assert_made(self, result, made, unchanged, failed=0):
        self.assertIn(f"{made} made, {unchanged} unchanged, {failed} failed", result.stderr.decode())

    def test_what_is_unchanged_is_not_made_again(self):
        runner.write_incidents(self.data, 10)
        self.tiny()
        before, stamps = runner.contents(self.out), runner.stamps(self.out)
        self.assert_made(self.tiny("-j", "8"), 0, 10)
        self.assertEqual(before, runner.contents(self.out))
        self.assertEqual(stamps, runner.stamps(self.out))

    def test_changed_data_outputs_and_options_are_noticed(self):
        runner.write_incidents(self.data, 10)
        self.tiny()
        before = runner.contents(self.out)
        self.data.joinpath("i000003.json").write_text('{"incident_id": "new"}')
        pdf = self.out / "i000005-tiny.pdf"
        pdf.write_bytes(pdf.read_bytes().replace(b"/Page", b"/Pagf", 1))
        self.out.joinpath("i000007-tiny.pdf").unlink()
        self.assert_made(self.tiny(), 3, 7)
        after = runner.contents(self.out)
        self.assertEqual({"i000003-tiny.pdf", "manifest.jsonl"}, {name for name in before if before[name] != after[name]})
        self.assert_made(self.tiny(variables={"SOURCE_DATE_EPOCH": "0"}), 10, 0)
        self.assert_made(self.tiny("--allow-missing-glyph", variables={"SOURCE_DATE_EPOCH": "0"}), 10, 0)

    def test_a_changed_layout_is_noticed(self):
        runner.write_incidents(self.data, 4)
        layout = self.folder / "tiny.jsonc"
        shutil.copy(runner.ROOT / TINY, layout)
        arguments = ["--form", layout, self.data, "-o", self.out]
        self.batch(*arguments)
        self.assert_made(self.batch(*arguments), 0, 4)
        layout.write_text(layout.read_text(encoding="utf-8").replace("第{id}号", "第 {id} 号"), encoding="utf-8")
        self.assert_made(self.batch(*arguments), 4, 0)

    def test_a_changed_picture_is_noticed(self):
        layout = self.folder / "picture.jsonc"
        text = (runner.ROOT / TINY).read_text(encoding="utf-8")
        layout.write_text(text.replace('"note": { "path": "/note" }', '"shot": { "path": "/shot", "type": "file" }')
                          .replace("第{id}号 {note}", "第{id}号").replace('"body": [', '"body": [{ "figure": "shot" }, '))
        self.data.mkdir()
        for name in ("a", "b"):
            (self.data / f"{name}.json").write_text(json.dumps({"incident_id": name, "shot": f"shots/{name}.png"}))
            (self.data / "shots").mkdir(exist_ok=True)
            shutil.copy(runner.ROOT / "tests/images/alpha.png", self.data / f"shots/{name}.png")
        arguments = ["--form", layout, self.data, "-o", self.out]
        self.batch(*arguments)
        digest = subprocess.run(["sha256sum", self.data / "shots/a.png"], capture_output=True, text=True, check=True)
        self.assertEqual([{"name": "shots/a.png", "sha256": digest.stdout.split()[0]}], self.manifest()[0]["files"])
        self.assert_made(self.batch(*arguments), 0, 2)
        shutil.copy(runner.ROOT / "tests/images/bilevel.png", self.data / "shots/b.png")
        self.assert_made(self.batch(*arguments), 1, 1)
        (self.data / "shots").rename(self.folder / "shots")
        self.assert_made(self.batch(*arguments, status=1), 0, 0, 2)
        self.assert_made(self.batch(*arguments, "--files", self.folder), 0, 2)

    def test_new_data_is_added(self):
        runner.write_incidents(self.data, 4, first=1)
        self.tiny()
        runner.write_incidents(self.data, 1)
        self.assert_made(self.tiny(), 1, 4)
        self.assertEqual(list(range(1, 6)), [line["job"] for line in self.manifest()])
        whole = self.folder / "whole"
        self.tiny(out=whole)
        self.assertEqual(runner.contents(whole), runner.contents(self.out))

    def test_a_torn_or_damaged_journal_costs_only_work(self):
        runner.write_incidents(self.data, 10)
        self.tiny()
        before, journal = runner.contents(self.out), self.out / ".todoke.journal"
        lines = journal.read_bytes().splitlines(keepends=True)
        journal.write_bytes(b"".join(lines[:9]) + lines[9][:200])
        self.assert_made(self.tiny(), 1, 9)
        lines = journal.read_bytes().splitlines(keepends=True)
        lines[2] = lines[2].replace(b'"status":"done"', b'"status":"gone"')
        lines[4] = b"\0" * 700 + b"\n"
        journal.write_bytes(b"".join(lines))
        self.assert_made(self.tiny(), 2, 8)
        self.assertEqual(before, runner.contents(self.out))

    def test_the_journal_does_not_grow_without_end(self):
        runner.write_incidents(self.data, 30)
        sizes = []
        for epoch in range(80):
            self.tiny(variables={"SOURCE_DATE_EPOCH": str(epoch % 2)})
            sizes.append((self.out / ".todoke.journal").stat().st_size)
        self.assertLess(sizes[-1], 45 * sizes[0])
        self.assert_made(self.tiny(variables={"SOURCE_DATE_EPOCH": "1"}), 0, 30)

    def test_only_what_failed_is_tried_again(self):
        runner.write_incidents(self.data, 6)
        good = self.data / "i000002.json"
        text = good.read_text(encoding="utf-8")
        good.write_text("{}")
        self.tiny(status=1)
        good.write_text(text, encoding="utf-8")
        self.data.joinpath("i000004.json").write_text('{"incident_id": "changed, but done"}')
        self.assert_made(self.tiny("--retry-failed"), 1, 5)
        self.assert_made(self.tiny(), 1, 5)

    def test_the_first_failure_may_end_the_run(self):
        runner.write_incidents(self.data, 400)
        self.data.joinpath("i000003.json").write_text("{}")
        result = self.tiny("--fail-fast", "-j", "2", status=1)
        self.assertIn("not complete", result.stderr.decode())
        self.assertLess(len(list(self.out.glob("*.pdf"))), 300)
        self.assertFalse((self.out / "manifest.jsonl").exists())

    def test_a_killed_run_goes_on(self):
        kills.main(PROGRAM, jobs=300, kills=12)

    def test_signals_end_the_run_in_good_order(self):
        runner.write_incidents(self.data, 3000)
        for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            process = subprocess.Popen(runner.command(PROGRAM, "--form", TINY, self.data, "-o", self.out, "-j", "2"),
                                       cwd=runner.ROOT, env=runner.environment(), stderr=subprocess.PIPE)
            have = len(list(self.out.glob("*.pdf"))) if self.out.exists() else 0
            while process.poll() is None and len(list(self.out.glob("*.pdf"))) < have + 20:
                time.sleep(0.02)
            process.send_signal(number)
            _, stderr = process.communicate(timeout=60)
            self.assertEqual(status, process.returncode, stderr)
            self.assertIn(b"goes on from here", stderr)
            self.assertFalse(list(self.out.glob("manifest*")))
            self.assertFalse(list(self.out.glob(".todoke*.part")))
        done = len(list(self.out.glob("*.pdf")))
        self.assertLess(done, 3000)
        self.assert_made(self.tiny(), 3000 - done, done)

    def test_a_pipe_that_says_nothing_can_be_interrupted(self):
        process = subprocess.Popen(runner.command(PROGRAM, "--jobs", "-", "-o", self.out), cwd=runner.ROOT,
                                   env=runner.environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        self.assertEqual(130, process.returncode)
        process.communicate()

    def test_a_list_or_folder_without_jobs_is_warned_of(self):
        self.data.mkdir()
        (self.data / "a.JSON").write_text("{}")
        (self.data / "sub").mkdir()
        result = self.tiny()
        self.assertIn(f"warning[batch-folder-empty] the folder {self.data} has no .json or .jsonc file directly in it",
                      result.stderr.decode())
        self.assertEqual([], self.manifest())
        jobs = self.jobs(" ", "")
        self.assertIn(f"warning[batch-empty] there is no job in {jobs}",
                      self.batch("--jobs", jobs, "-o", self.out).stderr.decode())
        full = self.folder / "full"
        runner.write_incidents(full, 2)
        result = self.batch("--form", TINY, "--form", REAL, full, self.data, full / "i000001.json", "-o", self.out, status=1)
        self.assertEqual(1, result.stderr.decode().count("batch-folder-empty"))
        self.assertEqual(6, len(self.manifest()))

    def test_a_folder_above_the_outputs_must_be_there(self):
        runner.write_incidents(self.data, 1)
        for arguments in ((["-o", self.folder / "a/b/c"]), (["-o", "-", "--manifest", self.folder / "a/b/m.jsonl"])):
            result = self.batch("--form", TINY, self.data, *arguments, status=3)
            self.assertIn(f"/{arguments[-1].name}: there is no folder {self.folder}/a/b\n", result.stderr.decode())
        self.assertEqual(["data"], [path.name for path in self.folder.iterdir()])

    def test_an_incident_file_that_is_given_as_the_list(self):
        jobs = self.folder / "incident.json"
        jobs.write_text('{\n "incident_id": 1\n}\n')
        result = self.batch("--jobs", jobs, "-o", self.out, status=1)
        self.assertEqual(1, result.stderr.decode().count("error[job-line] a list of jobs has a whole JSON object in each line"))
        self.assertIn("--form and its name", result.stderr.decode())

    def test_a_list_may_have_a_byte_order_mark_and_lines_of_windows(self):
        runner.write_incidents(self.data, 2)
        jobs = self.jobs(*({"form": TINY, "data": f"{self.data}/i00000{i}.json"} for i in range(2)))
        jobs.write_bytes(b"\xef\xbb\xbf" + jobs.read_bytes().replace(b"\n", b"\r\n"))
        self.batch("--jobs", jobs, "-o", self.out)
        self.assertEqual(["done", "done"], [line["status"] for line in self.manifest()])

    def test_data_in_other_codes_says_how_to_convert_it(self):
        self.data.mkdir()
        text = '{"incident_id": "1", "note": "不正アクセス"}'
        for name, code in (("a", "utf-8-sig"), ("b", "cp932"), ("c", "utf-16")):
            (self.data / f"{name}.json").write_bytes(text.encode(code))
        result = self.tiny(status=1)
        self.assertEqual(["done", "failed", "failed"], [line["status"] for line in self.manifest()])
        for code in ("CP932", "UTF-16"):
            self.assertIn(f"convert it with iconv -f {code} -t UTF-8", result.stderr.decode())

    def test_two_runs_do_not_share_a_folder(self):
        runner.write_incidents(self.data, 1)
        process = subprocess.Popen(runner.command(PROGRAM, "--jobs", "-", "-o", self.out), cwd=runner.ROOT,
                                   env=runner.environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        while not (self.out / ".todoke.journal").exists():
            time.sleep(0.02)
        time.sleep(0.3)
        result = self.tiny(status=3)
        self.assertIn("batch-busy", result.stderr.decode())
        process.communicate(json.dumps({"form": TINY, "data": f"{self.data}/i000000.json"}).encode())
        self.assertEqual(0, process.returncode)
        self.tiny()


class DiskTest(BatchTest):
    @staticmethod
    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    def test_files_that_may_not_grow_fail_and_the_next_run_makes_them(self):
        runner.write_incidents(self.data, 20)
        self.tiny(status=3, preexec_fn=self.small_files)
        self.assertEqual({}, {name: size for name, size in runner.contents(self.out).items()})
        self.assertFalse(list(self.out.glob(".todoke*.part")))
        self.tiny()
        self.assertEqual(20, len(runner.stamps(self.out)))

    def test_a_full_disk_leaves_whole_files_and_the_next_run_goes_on(self):
        runner.write_incidents(self.data, 60)
        self.out.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", self.out], capture_output=True,
                          check=False).returncode != 0:
            self.skipTest("mount is not allowed here")
        self.addCleanup(subprocess.run, ["umount", self.out], check=False)
        whole = self.folder / "whole"
        self.tiny(out=whole)
        whole = runner.contents(whole)
        result = self.tiny(status=3)
        self.assertIn(": No space left on device", result.stderr.decode())
        self.assertNotIn(".part", result.stderr.decode())
        self.assertIn("not complete: the same command goes on", result.stderr.decode())
        self.assertLess(result.stderr.decode().count("file-unwritable"), 20)
        left = runner.contents(self.out)
        self.assertTrue(0 < len(left) < 60, len(left))
        for name, text in left.items():
            self.assertEqual(whole[name], text, name)
        stamps = runner.stamps(self.out)
        subprocess.run(["mount", "-o", "remount,size=20m", self.out], check=True)
        self.tiny()
        self.assertEqual(whole, runner.contents(self.out))
        self.assertEqual(stamps, {name: stamp for name, stamp in runner.stamps(self.out).items() if name in stamps})


class JobsTest(BatchTest):
    def test_a_list_names_form_data_output_and_device(self):
        runner.write_incidents(self.data, 2)
        jobs = self.jobs({"form": TINY, "data": f"{self.data}/i000000.json", "out": "a/b/一号.pdf"}, "",
                         {"form": TINY, "data": f"{self.data}/i000001.json", "to": "marks", "profile": "submit"})
        self.batch("--jobs", jobs, "-o", self.out)
        self.assertEqual({"a/b/一号.pdf", "i000001-tiny.marks", "manifest.jsonl"}, set(runner.contents(self.out)))
        piped = self.batch("--jobs", "-", "-o", "-", "--manifest", "-", stdin=jobs.read_bytes())
        self.assertEqual((self.out / "manifest.jsonl").read_bytes(), piped.stdout)

    def test_a_job_may_have_its_own_resolution_page_and_attachments(self):
        """The bytes are those of render with the options of that job, whatever the run says for the others."""
        data = "samples/nisc-fig5.json"
        good = {"form": REAL, "data": data}
        kinds = {
            "a.pdf": ({"profile": "archive", "no_attach": True}, ["--profile", "archive", "--no-attach"]),
            "b.pdf": ({"profile": "archive"}, ["--profile", "archive"]),
            "c.png": ({"to": "png", "page": 2, "dpi": 72}, ["--page", "2", "--dpi", "72"]),
            "d.png": ({"to": "png", "page": 1}, ["--page", "1", "--dpi", "50"]),
            "e.tiff": ({"profile": "fax", "to": "tiff", "dpi": "superfine"}, ["--profile", "fax", "--dpi", "superfine"]),
            "f.tiff": ({"dpi": "204x98", "to": "tiff", "profile": "fax"}, ["--profile", "fax", "--dpi", "204x98"]),
            "g.pdf": ({"no_attach": False, "profile": "fax"}, ["--profile", "fax", "--dpi", "50"]),
        }
        jobs = self.jobs(*(good | {"out": name} | members for name, (members, _) in kinds.items()))
        run = ["--jobs", jobs, "-o", self.out, "--dpi", "50"]
        self.batch(*run)
        for name, (_, options) in kinds.items():
            single = self.folder / name
            result = subprocess.run([PROGRAM, "render", REAL, data, "-o", single, *options], cwd=runner.ROOT,
                                    env=runner.environment(), capture_output=True, check=False)
            self.assertEqual(0, result.returncode, result.stderr.decode())
            self.assertEqual(single.read_bytes(), (self.out / name).read_bytes(), name)
        self.assertIn("0 made, 7 unchanged", self.batch(*run).stderr.decode())
        jobs.write_text(jobs.read_text().replace('"dpi": 72', '"dpi": 73'))
        self.assertIn("1 made, 6 unchanged", self.batch(*run).stderr.decode())

    def test_bad_lines_are_jobs_that_fail(self):
        runner.write_incidents(self.data, 1)
        data = f"{self.data}/i000000.json"
        good = {"form": TINY, "data": data}
        bad = [("{", "json-truncated"), ('["a"]', "job-no-object"), ({"form": TINY}, "job-incomplete"),
               (good | {"dat": "x"}, "key-unknown"), (good | {"out": 3}, "job-value"),
               (good | {"profile": "archives"}, "job-profile"), (good | {"profile": 1}, "job-value"),
               (good | {"dpi": 29}, "job-value"), (good | {"dpi": 2401}, "job-value"), (good | {"dpi": 99.5}, "job-value"),
               (good | {"dpi": "fines"}, "job-value"), (good | {"dpi": "200x"}, "job-value"),
               (good | {"dpi": True}, "job-value"), (good | {"dpi": "-200"}, "job-value"),
               (good | {"page": 0}, "job-value"), (good | {"page": "1"}, "job-value"),
               (good | {"no_attach": 1}, "job-value"), (good | {"to": "pfd"}, "device-unknown"),
               (good | {"out": "../x.pdf"}, "out-name"), (good | {"out": "/x.pdf"}, "out-name"),
               (good | {"out": ".x.pdf"}, "out-name"), (good | {"out": "a//x.pdf"}, "out-name"),
               (good | {"out": "a b.pdf"}, "out-name"), (good | {"out": "x" * 201}, "out-name"),
               (good | {"out": "manifest.jsonl"}, "out-taken"), (good | {"data": "-"}, "job-standard-input"),
               ('{"form": "' + "x" * 70000 + '"}', "limit-job")]
        result = self.batch("--jobs", self.jobs(good, *[job for job, _ in bad], good | {"out": "last.pdf"}), "-o",
                            self.out, status=4)
        lines = self.manifest()
        self.assertEqual(["done", *["failed"] * len(bad), "done"], [line["status"] for line in lines])
        self.assertEqual([code for _, code in bad], [line["diagnostics"][0]["code"] for line in lines[1:-1]])
        self.assertIn("jobs.jsonl:5:", result.stderr.decode())
        self.assertIn('did you mean "data"', result.stderr.decode())

    def test_two_jobs_do_not_write_one_output(self):
        runner.write_incidents(self.data, 3)
        jobs = self.jobs(*[{"form": TINY, "data": f"{self.data}/i00000{i}.json", "out": "same.pdf"} for i in range(3)])
        for threads in (1, 8):
            out = self.folder / f"out{threads}"
            self.batch("--jobs", jobs, "-o", out, "-j", threads, status=1)
            lines = self.manifest(out)
            self.assertEqual(["done", "failed", "failed"], [line["status"] for line in lines])
            self.assertEqual("out-taken", lines[1]["diagnostics"][0]["code"])

    def test_a_list_that_is_not_there(self):
        result = self.batch("--jobs", self.folder / "none.jsonl", "-o", self.out, status=3)
        self.assertIn("file-unreadable", result.stderr.decode())


class NameTest(BatchTest):
    def outputs(self, template, *incidents, status=0):
        self.data.mkdir(exist_ok=True)
        for i, incident in enumerate(incidents):
            (self.data / f"d{i}.json").write_text(json.dumps(incident, ensure_ascii=False), encoding="utf-8")
        result = self.tiny("--name", template, status=status)
        return sorted(set(runner.contents(self.out)) - {"manifest.jsonl"}), result

    def test_values_of_the_data_make_names(self):
        names, _ = self.outputs("別記1_{/note}_{number}.{to}", {"incident_id": "1", "note": "2速5協ABCDE協会"},
                                {"incident_id": "1", "note": "髙﨑ﾊﾝｶｸ〇々 𠮷野家・ー"})
        self.assertEqual(["別記1_2速5協ABCDE協会_000001.pdf", "別記1_髙﨑ﾊﾝｶｸ〇々_𠮷野家・ー_000002.pdf"], names)

    def test_hostile_values_stay_in_the_folder(self):
        for value, name in (("../../etc/passwd", "_._.._etc_passwd"), ("..", "_."), ("a\nb\\c:d*e", "a_b_c_d_e"),
                            (".ssh", "_ssh"), ("□○△◇", "____"), ("か\u3099", "か_"), ("a\u2215b", "a_b")):
            names, _ = self.outputs("{/incident_id}.pdf", {"incident_id": value, "note": "n"})
            self.assertEqual([f"{name}.pdf"], names)
            shutil.rmtree(self.out)
        self.assertEqual({"data"}, {path.name for path in self.folder.iterdir()})

    def test_file_names_may_be_any_bytes(self):
        runner.write_incidents(self.data, 1)
        os.rename(self.data / "i000000.json", os.fsencode(self.data) + b"/\xb9\xb1 \"1\"\n.json")
        self.tiny()
        line, = self.manifest()
        self.assertEqual((f'{self.data}/\ufffd\ufffd "1"\n.json', "____1__-tiny.pdf"), (line["data"], line["out"]))
        self.assertIn("0 made, 1 unchanged", self.tiny().stderr.decode())

    def test_names_may_have_folders(self):
        names, _ = self.outputs("{form}/{/n}/{data}.{to}", {"incident_id": "1", "n": 2024})
        self.assertEqual(["tiny/2024/d0.pdf"], names)

    def test_a_value_that_is_missing_or_too_long_is_an_error_at_its_place(self):
        names, result = self.outputs("{/note}.pdf", {"incident_id": "1"}, {"incident_id": "2", "note": ["x"]},
                                     {"incident_id": "3", "note": "x" * 197}, {"incident_id": "4", "note": "y" * 196},
                                     status=1)
        self.assertEqual(["y" * 196 + ".pdf"], names)
        self.assertEqual(2, result.stderr.decode().count("out-value"))
        self.assertEqual(1, result.stderr.decode().count("out-name"))

    def test_templates_are_checked_before_anything_is_done(self):
        runner.write_incidents(self.data, 1)
        for template, word in (("{dta}.pdf", 'did you mean "data"'), ("{data", "not closed"), ("", "empty"),
                               ("a b{data}", "alphabet"), ("{/a~2}", "places:"), ("{incident_id}.pdf", "{/incident_id}"),
                               ("../{data}.pdf", "begins with a dot"), ("{form}/.{data}", "begins with a dot"),
                               ("/{data}.pdf", "before a slash is empty"), ("{data}//x.pdf", "before a slash is empty"),
                               ("{data}/", "no name follows the last slash")):
            result = self.tiny("--name", template, status=1)
            self.assertIn(word, result.stderr.decode())
            self.assertFalse(self.out.exists())


class ShardTest(BatchTest):
    def shards(self, count):
        for shard in range(1, count + 1):
            result = runner.run(PROGRAM, "--form", TINY, self.data, "-o", self.folder / "shards", "--shard",
                                f"{shard}/{count}")
            self.assertIn(result.returncode, (0, 1, 3), result.stderr)
        return sorted((self.folder / "shards").glob("manifest.*.jsonl"))

    def test_shards_together_are_the_whole(self):
        self.write_mixed()
        runner.write_incidents(self.data, 40)
        self.tiny(status=3)
        manifests = self.shards(3)
        self.assertEqual(["manifest.1-of-3.jsonl", "manifest.2-of-3.jsonl", "manifest.3-of-3.jsonl"],
                         [path.name for path in manifests])
        for path in manifests:
            self.assertGreater(len(path.read_bytes().splitlines()), 5)
        merged = self.folder / "shards" / "manifest.jsonl"
        self.batch("merge", *reversed(manifests), "-o", merged)
        for path in manifests:
            path.unlink()
        self.assertEqual(runner.contents(self.out), runner.contents(self.folder / "shards"))

    def test_jobs_of_one_name_meet_in_one_shard(self):
        runner.write_incidents(self.data, 30)
        for path in self.data.iterdir():
            number = int(path.stem[1:])
            path.write_text(json.dumps({"incident_id": f"x{number % 7}", "note": path.stem}))
        self.tiny("--name", "{/incident_id}.pdf", status=1)
        for shard in (1, 2, 3, 4):
            result = runner.run(PROGRAM, "--form", TINY, self.data, "-o", self.folder / "shards", "--name",
                                "{/incident_id}.pdf", "--shard", f"{shard}/4")
            self.assertIn(result.returncode, (0, 1))
        manifests = sorted((self.folder / "shards").glob("manifest.*.jsonl"))
        merged = self.batch("merge", *manifests, "-o", "-").stdout
        self.assertEqual((self.out / "manifest.jsonl").read_bytes(), merged)

    def test_shards_that_are_missing_or_come_twice_are_noticed(self):
        self.write_mixed()
        manifests = self.shards(3)
        out = self.folder / "merged.jsonl"
        for given, code in ((manifests[:2], "manifest-"), ([manifests[0], *manifests], "manifest-twice"),
                            ([self.data / "a-broken.json"], "manifest-line"), ([self.folder / "none"], "file-unreadable")):
            status = 3 if code == "file-unreadable" else 1
            result = self.batch("merge", *given, "-o", out, status=status)
            self.assertIn(code, result.stderr.decode())
            self.assertFalse(out.exists())
        torn = self.folder / "torn.jsonl"
        for text in (manifests[0].read_bytes()[:-20], b"".join(manifests[0].read_bytes().splitlines(keepends=True)[:-1]),
                     manifests[0].read_bytes() + b'{"job":99}\n'):
            torn.write_bytes(text)
            result = self.batch("merge", torn, *manifests[1:], "-o", out, status=1)
            self.assertIn(b"torn.jsonl:", result.stderr)

    def test_the_environment_says_which_shard(self):
        runner.write_incidents(self.data, 8)
        slurm = {"SLURM_ARRAY_TASK_ID": "2", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_MAX": "3",
                 "SLURM_ARRAY_TASK_COUNT": "3"}
        for variables, option, name in (
                (slurm, "env", "2-of-3"), (slurm | {"SLURM_ARRAY_TASK_MIN": "0", "SLURM_ARRAY_TASK_COUNT": "4"}, "env",
                                           "3-of-4"),
                (slurm, "env/5", "2-of-5"), ({"JOB_COMPLETION_INDEX": "0"}, "env/2", "1-of-2")):
            out = self.folder / name
            self.tiny("--shard", option, out=out, variables=variables)
            self.assertTrue((out / f"manifest.{name}.jsonl").exists())
        for variables, option in (
                ({}, "env"), ({}, "env/2"), ({"JOB_COMPLETION_INDEX": "0"}, "env"), ({"JOB_COMPLETION_INDEX": "2"}, "env/2"),
                (slurm | {"SLURM_ARRAY_TASK_MIN": "2", "SLURM_ARRAY_TASK_MAX": "2", "SLURM_ARRAY_TASK_COUNT": "1"}, "env"),
                (slurm | {"SLURM_ARRAY_TASK_COUNT": "2"}, "env"), (slurm, "env/1"), ({}, "0/2"), ({}, "3/2"), ({}, "1"),
                ({}, "1/x")):
            self.tiny("--shard", option, variables=variables, status=2)


class ProgressTest(BatchTest):
    def test_json_lines_tell_how_far_it_is(self):
        runner.write_incidents(self.data, 3)
        result = self.tiny("--progress=json")
        last = json.loads(result.stderr.splitlines()[-1])["progress"]
        self.assertEqual((3, 3, 3, 0, 0, True), (last["jobs"], last["total"], last["rendered"], last["unchanged"],
                                                 last["failed"], last["complete"]))

    def test_a_bar_has_rate_and_end(self):
        runner.write_incidents(self.data, 3)
        stderr = self.tiny("--progress=bar").stderr.decode()
        self.assertIn("/3  ", stderr)
        self.assertIn("ETA 0:00:0", stderr)
        self.assertTrue(stderr.endswith("s)\n"), stderr)
        stderr = self.tiny("--progress=bar", "--lang=ja").stderr.decode()
        self.assertIn("件/秒", stderr)

    def test_a_terminal_gets_a_bar_and_a_pipe_nothing(self):
        runner.write_incidents(self.data, 3)
        self.assertEqual(1, len(self.tiny().stderr.decode().splitlines()))
        master, slave = pty.openpty()
        process = subprocess.Popen(runner.command(PROGRAM, "--form", TINY, self.data, "-o", self.folder / "again"),
                                   cwd=runner.ROOT, env=runner.environment(), stderr=slave)
        os.close(slave)
        self.assertEqual(0, process.wait(60))
        seen = os.read(master, 10000).decode()
        os.close(master)
        self.assertRegex(seen, r"\r\x1b\[K\[#+\.*\] [123]/3  [0-9]+/s  ETA 0:00:0[0-9]")

    def test_json_lines_come_each_second_and_know_no_end_of_a_pipe(self):
        runner.write_incidents(self.data, 1)
        process = subprocess.Popen(runner.command(PROGRAM, "--jobs", "-", "-o", "-", "--progress", "json"), cwd=runner.ROOT,
                                   env=runner.environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        for i in range(3):
            process.stdin.write(json.dumps({"form": TINY, "data": f"{self.data}/i000000.json", "out": f"{i}.pdf"}).encode() + b"\n")
            process.stdin.flush()
            time.sleep(1.1)
        _, stderr = process.communicate(timeout=60)
        lines = [json.loads(line)["progress"] for line in stderr.splitlines()]
        self.assertGreaterEqual(len(lines), 3)
        self.assertEqual([None] * len(lines), [line["total"] for line in lines])
        self.assertEqual([None] * len(lines), [line["eta"] for line in lines])
        self.assertEqual(sorted(line["jobs"] for line in lines), [line["jobs"] for line in lines])
        self.assertEqual(["complete" in line for line in lines], [False] * (len(lines) - 1) + [True])

    def test_usage(self):
        runner.write_incidents(self.data, 1)
        for arguments in ((), ("--form", TINY, self.data), ("--form", TINY, "-o", "x"), (self.data, "-o", "x"),
                          ("--form", TINY, "-", "-o", "x"), ("--jobs", "x", self.data, "-o", "x"),
                          ("--form", TINY, self.data, "-o", "x", "-j", "0"),
                          ("--form", TINY, self.data, "-o", "x", "--to", "pfd"),
                          ("--form", TINY, self.data, "-o", "x", "--progress", "bra"), ("merge", "-o", "x"), ("merge", "x")):
            self.batch(*arguments, status=2)


class MemoryTest(BatchTest):
    def test_memory_does_not_grow_with_the_jobs(self):
        runner.write_incidents(self.data, 1)
        line = json.dumps({"form": TINY, "data": f"{self.data}/i000000.json", "out": "%d.pdf"}) + "\n"
        peaks = []
        for count in (2000, 20000):
            path = self.folder / f"{count}.jsonl"
            path.write_text("".join(line % i for i in range(count)))
            peaks.append(runner.peak_memory(PROGRAM, "--jobs", path, "-o", "-", "-j", "2", "--manifest",
                                            self.folder / "m.jsonl"))
        self.assertLess(peaks[1] - peaks[0], 1536, f"KiB at 2,000 and 20,000 jobs: {peaks}")

    def test_a_folder_of_many_files_is_listed_in_order(self):
        self.data.mkdir()
        names = sorted(f"{i * 7919 % 40009:x}.json" for i in range(40009))
        for name in names:
            (self.data / name).touch()
        (self.data / "README.txt").touch()
        (self.data / ".hidden.json").touch()
        jobs = [json.loads(line)["data"] for line in self.tiny("--dry-run", "--progress=none", status=1).stdout.splitlines()]
        self.assertEqual([f"{self.data}/{name}" for name in names], jobs)


class ThreadsTest(BatchTest):
    def test_threads_share_forms_and_fonts(self):
        """Small enough for ThreadSanitizer, which makes it ten times slower."""
        self.write_mixed()
        shutil.copy(runner.ROOT / "samples" / "nisc-fig5.json", self.data)
        arguments = ["--form", REAL, "--form", TINY, "-j", "8", "-o", self.out, "--name", "{/incident_id}-{data}-{form}.pdf"]
        self.batch(*arguments, self.data, status=3)
        self.batch(*arguments, self.data, status=3)


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    os.umask(0o022)
    unittest.main()

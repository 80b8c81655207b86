"""
todoke batch signs what it makes: judged by pdfsig and qpdf; nothing is signed twice, and two runs compare equal.

    python3 tests/batch/sign_test.py build/release/todoke [unittest options]
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import batch_test
import runner

sys.path.insert(0, str(runner.ROOT / "tests" / "sign"))

from authority import Authority, missing  # noqa: E402

REAL = batch_test.REAL
SAMPLE = runner.ROOT / "samples" / "nisc-fig5.json"
NEEDS = ("openssl", "pdfsig", "qpdf")


class SigningTest(batch_test.BatchTest):
    @classmethod
    def setUpClass(cls):
        if missing(*NEEDS):
            raise unittest.SkipTest(f"not installed: {missing(*NEEDS)}")
        folder = tempfile.TemporaryDirectory(prefix="todoke-batch-keys-")
        cls.addClassCleanup(folder.cleanup)
        cls.keys = Authority(folder.name)
        digest = cls.keys.openssl("x509", "-in", "p256.pem", "-noout", "-fingerprint", "-sha256").stdout.decode()
        cls.signed = {"by": "届出 太郎", "certificate": digest.split("=")[1].strip().replace(":", "").lower()}

    def key(self, kind="p256"):
        return ["--key", self.keys.path(f"{kind}.p12"), "--password-file", self.keys.password_file]

    def assert_made(self, result, made, unchanged, failed=0):
        self.assertIn(f"{made} made, {unchanged} unchanged, {failed} failed", result.stderr.decode())

    def expect_signed(self, path, line):
        """The unsigned document comes first, and has the digest of the manifest; pdfsig and qpdf find no fault."""
        whole = path.read_bytes()
        self.assertGreater(len(whole), line["bytes"])
        digest = subprocess.run(["sha256sum"], input=whole[:line["bytes"]], capture_output=True, check=True).stdout
        self.assertEqual(line["sha256"]["out"], digest.decode().split()[0])
        self.assertEqual(self.signed, line["signed"])
        seen = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, check=False).stdout.decode()
        self.assertIn("Signature is Valid.", seen)
        self.assertIn("Total document signed", seen)
        self.assertEqual(1, seen.count("Signature #"))
        subprocess.run(["qpdf", "--check", path], capture_output=True, check=True)

    def test_each_document_is_signed_and_begins_with_what_render_makes(self):
        runner.write_incidents(self.data, 3)
        jobs = self.jobs(*({"form": runner.TINY, "data": f"{self.data}/i{i:06d}.json", "out": f"{i}.pdf"} for i in range(3)),
                         {"form": REAL, "data": str(SAMPLE), "out": "archive.pdf", "profile": "archive"})
        self.batch("--jobs", jobs, "-o", self.out, "-j", "2", *self.key())
        lines = self.manifest()
        for line in lines:
            self.expect_signed(self.out / line["out"], line)
        for line in lines:
            plain = self.folder / "plain.pdf"
            subprocess.run([batch_test.PROGRAM, "render", line["form"], line["data"], "-o", plain, "--profile",
                            line["profile"]], cwd=runner.ROOT, check=True, env=runner.environment())
            self.assertEqual(plain.read_bytes(), (self.out / line["out"]).read_bytes()[:line["bytes"]])

    def test_what_is_seen_of_it_is_drawn(self):
        self.data.mkdir()
        shutil.copy(SAMPLE, self.data)
        self.batch("--form", REAL, self.data, "-o", self.out, "--profile", "archive", "--visible=2,120mm,265mm,60mm,15mm", "--seal", "届出",
                   *self.key())
        self.expect_signed(self.out / f"nisc-fig5-{REAL}.pdf", self.manifest()[0])
        self.assertNotIn("sign-covers", [diagnostic["code"] for diagnostic in self.manifest()[0]["diagnostics"]])

    def test_a_place_that_is_not_empty_is_warned_of(self):
        """In the document where it is not; a page that is not there is an error."""
        runner.write_incidents(self.data, 2)
        path = self.data / "i000001.json"
        path.write_text(json.dumps({"incident_id": "1", "note": "番号の事案" * 40}, ensure_ascii=False), encoding="utf-8")
        for place, codes in (("1,20mm,25mm,60mm,15mm", [[], ["sign-covers"]]), ("1,20mm,100mm,60mm,15mm", [[], []])):
            self.tiny(f"--visible={place}", *self.key())
            self.assertEqual(codes, [[diagnostic["code"] for diagnostic in line["diagnostics"]] for line in self.manifest()])
        result = self.tiny("--visible=2,20mm,25mm,60mm,15mm", *self.key(), status=1)
        self.assertIn("sign-document", result.stderr.decode())
        self.assertEqual(0, sum(line["status"] == "done" for line in self.manifest()))

    def test_two_runs_compare_equal(self):
        runner.write_incidents(self.data, 6)
        for out, threads in ((self.out, 1), (self.folder / "again", 8)):
            self.tiny("-j", threads, *self.key(), out=out)
        again = self.folder / "again"
        self.assertEqual((self.out / "manifest.jsonl").read_bytes(), (again / "manifest.jsonl").read_bytes())
        self.assertNotEqual(runner.contents(self.out), runner.contents(again), "ECDSA signatures differ")
        arguments = ["--time", "2026-11-29T12:00:00Z", *self.key("rsa2048")]
        for out, threads in (("rsa1", 1), ("rsa8", 8)):
            self.tiny("-j", threads, *arguments, out=self.folder / out)
        self.assertEqual(runner.contents(self.folder / "rsa1"), runner.contents(self.folder / "rsa8"))

    def test_nothing_is_signed_twice(self):
        runner.write_incidents(self.data, 6)
        self.assert_made(self.tiny(*self.key()), 6, 0)
        before, stamps = runner.contents(self.out), runner.stamps(self.out)
        self.assert_made(self.tiny(*self.key()), 0, 6)
        self.assertEqual((before, stamps), (runner.contents(self.out), runner.stamps(self.out)))
        (self.out / "i000002-tiny.pdf").write_bytes(before["i000002-tiny.pdf"] + b"\n")
        (self.out / "i000004-tiny.pdf").unlink()
        self.assert_made(self.tiny(*self.key()), 2, 4)
        self.assertEqual(before["manifest.jsonl"], (self.out / "manifest.jsonl").read_bytes())

    def test_another_signer_or_other_options_sign_anew(self):
        runner.write_incidents(self.data, 2)
        self.assert_made(self.tiny(), 2, 0)
        self.assertEqual([None, None], [line["signed"] for line in self.manifest()])
        for options in (self.key(), self.key("rsa2048"), [*self.key("rsa2048"), "--reason", "届出"]):
            self.assert_made(self.tiny(*options), 2, 0)
            self.assert_made(self.tiny(*options), 0, 2)
        self.assert_made(self.tiny("--retry-failed"), 0, 2)  # which looks at no settings
        self.assert_made(self.tiny(), 2, 0)

    def test_a_wrong_password_is_known_before_any_job(self):
        runner.write_incidents(self.data, 2)
        wrong = self.folder / "wrong"
        wrong.write_text("wrong\n")
        result = self.tiny("--key", self.keys.path("p256.p12"), "--password-file", wrong, status=1)
        self.assertIn("the password of", result.stderr.decode())
        self.assertFalse(self.out.exists())

    def test_a_signature_that_fails_is_a_job_that_fails(self):
        runner.write_incidents(self.data, 2)
        result = self.tiny("--reserve", "1024", *self.key(), status=1)
        self.assert_made(result, 0, 0, 2)
        self.assertEqual([], list(self.out.glob("*.pdf")))
        for line in self.manifest():
            self.assertEqual((None, None, None, ["sign-reserve"]), (line["bytes"], line["signed"], line["sha256"]["out"],
                                                                    [d["code"] for d in line["diagnostics"]]))
        self.assert_made(self.tiny(*self.key()), 2, 0)

    def test_an_authority_that_does_not_answer_fails_the_job(self):
        runner.write_incidents(self.data, 1)
        self.tiny("--tsa", "http://127.0.0.1:9/", *self.key(), status=3)
        self.assertEqual("tsa-failed", self.manifest()[0]["diagnostics"][0]["code"])
        self.assertEqual([], list(self.out.glob("*.pdf")))

    def test_only_pdf_is_signed(self):
        runner.write_incidents(self.data, 1)
        job = {"form": runner.TINY, "data": f"{self.data}/i000000.json"}
        jobs = self.jobs(job | {"to": "tiff"}, job)
        result = self.batch("--jobs", jobs, "-o", self.out, *self.key(), status=1)
        self.assert_made(result, 1, 0, 1)
        self.assertIn('only PDF can be signed, not the output "tiff"', result.stderr.decode())
        self.assertEqual(["failed", "done"], [line["status"] for line in self.manifest()])
        self.assertIn(b"only PDF can be signed", self.tiny("--to", "png", *self.key(), status=2).stderr)
        self.assertIn(b"one of --key", self.tiny("--reason", "x", status=2).stderr)
        self.assertIn(b"does not take", self.tiny("--digest", status=2).stderr)

    def test_a_dry_run_signs_nothing(self):
        runner.write_incidents(self.data, 1)
        line = json.loads(self.tiny("--dry-run", *self.key()).stdout)
        self.assertEqual(("pending", None), (line["status"], line["signed"]))
        self.assertFalse(self.out.exists())


class ThreadsTest(SigningTest):
    """Small enough for ThreadSanitizer: archives with signatures that are seen, by threads that share the signer."""

    def test_threads_share_the_signer(self):
        self.data.mkdir()
        for i in range(12):
            shutil.copy(SAMPLE, self.data / f"{i}.json")
        for _ in range(2):
            self.batch("--form", REAL, self.data, "-o", self.out, "-j", "8", "--profile", "archive", "--visible=2,120mm,265mm,60mm,15mm",
                       *self.key())


def load_tests(loader, _, __):
    """The tests of ThreadsTest are its own alone."""
    suite = loader.loadTestsFromTestCase(SigningTest)
    suite.addTest(ThreadsTest("test_threads_share_the_signer"))
    return suite


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        batch_test.PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()

"""
A signed archive of every form, accepted by openssl, pdfsig, our own judge, and PDFBox with BouncyCastle, where these are
installed (Debian: libpdfbox2-java libbcpkix-java libcommons-logging-java, and a Java of 11 or later).

    python3 tests/sign/third_judge_test.py build/dev/todoke build/dev/tests/sign/sign_judge
"""
import pathlib
import subprocess
import unittest

from authority import missing
from signing import SigningTest, main
from archives import cases  # from a folder that signing.py adds

JARS = [pathlib.Path("/usr/share/java") / f"{name}.jar" for name in (
    "pdfbox2", "fontbox2", "commons-logging", "bcprov", "bcpkix", "bcutil")]


class ThirdJudgeTest(SigningTest):
    def one_of_each_form(self):
        """(form, archive) of the first incident that each form takes."""
        done = set()
        for _, form, data, options in cases():
            pdf = self.work / f"{form}.pdf"
            if form in done or self.todoke.run("render", form, data, "--profile", "archive", "-o", pdf, *options,
                                               status=None).returncode:
                continue
            done.add(form)
            yield form, pdf

    def levels(self):
        stamped = ["--tsa", self.tsa.url]
        evidence = ["--level", "B-LT", "--chain", self.keys.path("tsa.pem"), "--crl", self.keys.path("ca.crl")]
        return {
            "b-b": (self.key("rsa2048"), ["signature"]),
            "b-t": ([*self.key("p256"), *stamped], ["signature"]),
            "b-lt": ([*self.key("rsa3072"), *stamped, *evidence], ["signature", "stamp"]),
            "stamp": (["--timestamp-only", *stamped], ["stamp"]),
        }

    def by_java(self, files):
        result = subprocess.run(["java", "-cp", ":".join(map(str, JARS)), "tests/sign/Judge.java",
                                 str(self.keys.path("ca.pem")), *map(str, files)], capture_output=True, text=True,
                                timeout=300, check=False)
        self.assertEqual(0, result.returncode, result.stdout + result.stderr)
        return [line for line in result.stdout.splitlines() if line.endswith(" right")]

    def test_every_form_at_every_level(self):
        files, signatures = [], 0
        for form, archive in self.one_of_each_form():
            for level, (options, kinds) in self.levels().items():
                with self.subTest(form=form, level=level):
                    pdf = self.sign(*options, pdf=archive, out=f"{form}-{level}.pdf")
                    files.append(pdf)
                    signatures += len(kinds)
                    self.expect_qpdf(pdf)
                    self.expect_judge(pdf, *kinds)
                    if "signature" in kinds:
                        self.expect_openssl(pdf, 0)
                        self.expect_pdfsig(pdf, is_whole=len(kinds) == 1)
        self.assertGreater(len(files), 40)
        print(f"{len(files)} files, {signatures} signatures and time stamps")
        if missing("java") or not all(jar.exists() for jar in JARS):
            raise unittest.SkipTest("the other judges agree; PDFBox with BouncyCastle is not installed")
        self.assertEqual(signatures, len(self.by_java(files)))

    def test_java_notices_what_was_changed(self):
        if missing("java") or not all(jar.exists() for jar in JARS):
            raise unittest.SkipTest("PDFBox with BouncyCastle is not installed")
        pdf = self.sign(*self.key())
        data = bytearray(pdf.read_bytes())
        place = data.index(b"%PDF-1.7") + 10
        data[place + 1] ^= 1  # in the comment after the header
        pdf.write_bytes(data)
        with self.assertRaises(AssertionError):
            self.by_java([pdf])


if __name__ == "__main__":
    main()

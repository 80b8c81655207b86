"""What the tests of signing share: one authority for all of a test program, and what each judge says of a file."""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "archive"))

from archives import Program  # noqa: E402
from authority import PASSWORD, PIN, SOFTHSM, Authority, StampServer, missing  # noqa: E402,F401

RANGE = re.compile(rb"/ByteRange *\[ *(\d+) +(\d+) +(\d+) +(\d+) *\]")
NEEDS = ("openssl", "qpdf", "pdfsig", "certutil", "softhsm2-util", "pkcs11-tool")


class SigningTest(unittest.TestCase):
    longMessage = True

    @classmethod
    def setUpClass(cls):
        lacking = missing(*NEEDS)
        if lacking or SOFTHSM is None:
            raise unittest.SkipTest(f"not installed: {lacking or 'the module of softhsm2'}")
        folder = tempfile.TemporaryDirectory(prefix="todoke-sign-")
        cls.addClassCleanup(folder.cleanup)
        cls.work = pathlib.Path(folder.name)
        cls.todoke = Program(cls.program, cls.work)
        (cls.work / "keys").mkdir()
        cls.keys = Authority(cls.work / "keys")
        cls.tsa = StampServer(cls.keys)
        cls.addClassCleanup(cls.tsa.close)
        cls.pdf = cls.todoke.archive(cls.work / "archive.pdf")

    def key(self, kind="p256"):
        return ["--key", self.keys.path(f"{kind}.p12"), "--password-file", self.keys.password_file]

    def sign(self, *options, pdf=None, out="signed.pdf", status=0, **variables):
        """The signed file, whose beginning is the unsigned one; or what the refusal says, when there is no file."""
        pdf, out = pdf or self.pdf, self.work / out
        out.unlink(missing_ok=True)
        result = self.todoke.run("sign", pdf, *options, "-o", out, "--lang", "en", status=status, **variables)
        if status:
            self.assertFalse(out.exists(), "a refusal leaves a file")
            self.assertEqual([], [path.name for path in self.work.glob("*signed.pdf*")], "a refusal leaves a part")
            return result.stderr.decode()
        before = pathlib.Path(pdf).read_bytes()
        self.assertEqual(before, out.read_bytes()[:len(before)], "the file before does not come first")
        return out

    # --- judges ---

    def ranges(self, pdf):
        return [tuple(map(int, match.groups())) for match in RANGE.finditer(pdf.read_bytes())]

    def parts(self, pdf, which=-1):
        """The signed bytes, and the CMS in the gap."""
        data = pdf.read_bytes()
        _, first, second, length = self.ranges(pdf)[which]
        cms = bytes.fromhex(data[first + 1:second - 1].decode())
        size = int.from_bytes(cms[2:4], "big") + 4  # 30 82 xx xx
        self.assertEqual(b"\x30\x82", cms[:2])
        self.assertEqual(b"", cms[size:].strip(b"\0"), "the padding is not zero")
        return data[:first] + data[second:second + length], cms[:size]

    def cut_out(self, prepared):
        """Writes `content`, what is to be signed of a prepared file; gives where the gap begins."""
        data = prepared.read_bytes()
        [(_, first, second, length)] = self.ranges(prepared)
        self.keys.path("content").write_bytes(data[:first] + data[second:second + length])
        return first

    def expect_openssl(self, pdf, which=-1):
        content, cms = self.parts(pdf, which)
        self.keys.path("content").write_bytes(content)
        self.keys.path("cms.der").write_bytes(cms)
        self.keys.openssl("cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "cms.der", "-content", "content",
                          "-CAfile", "ca.pem", "-purpose", "any", "-out", "/dev/null")
        return cms

    @property
    def nss(self):
        if not self.keys.path("nss").exists():
            self.keys.nss()
        return self.keys.path("nss")

    def pdfsig(self, pdf):
        return subprocess.run(["pdfsig", "-nssdir", f"sql:{self.nss}", str(pdf)], capture_output=True, timeout=60, text=True,
                              check=False, env={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}).stdout

    def expect_pdfsig(self, pdf, is_whole=True):
        text = self.pdfsig(pdf)
        self.assertIn("Signature Validation: Signature is Valid.", text)
        self.assertIn("Certificate Validation: Certificate is Trusted.", text)
        self.assertIn("Signature Type: ETSI.CAdES.detached", text)
        self.assertIn("Total document signed" if is_whole else "Not total document signed", text)
        return text

    def expect_qpdf(self, pdf):
        result = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, timeout=60, text=True, check=False)
        self.assertEqual(0, result.returncode, result.stdout + result.stderr)

    def judged(self, pdf, trust="ca.pem"):
        return subprocess.run([str(self.judge), str(self.keys.path(trust)), str(pdf)], capture_output=True, timeout=60,
                              text=True, check=False).stdout

    def expect_judge(self, pdf, *kinds):
        """No findings, and signatures of these kinds in this order ("signature", "stamp")."""
        text = self.judged(pdf)
        self.assertNotIn("error[", text)
        self.assertEqual(list(kinds), [line.split()[0] for line in text.splitlines()[1:]], text)
        return text


def main():
    """The last two arguments are the program and our judge."""
    SigningTest.judge = sys.argv.pop()
    SigningTest.program = sys.argv.pop()
    unittest.main(module="__main__", verbosity=2)

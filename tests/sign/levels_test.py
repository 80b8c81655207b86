"""
Every level, with keys of every kind: what openssl, pdfsig, qpdf and our own judge say of it.

    python3 tests/sign/levels_test.py build/dev/todoke build/dev/tests/sign/sign_judge
"""
import json
import os
import subprocess

from authority import KINDS, PASSWORD, PIN, SOFTHSM
from signing import ROOT, SigningTest, main

TIME_STAMP = bytes.fromhex("2a864886f70d010910020e")
SIGNING_TIME = bytes.fromhex("2a864886f70d010905")
ESS_V2 = bytes.fromhex("2a864886f70d010910022f")


def element(tag, contents):
    """DER."""
    size = len(contents).to_bytes(2, "big").lstrip(b"\0")
    length = bytes([len(contents)]) if len(contents) < 128 else bytes([128 + len(size)]) + size
    return bytes([tag]) + length + contents


def elements(der):
    """[(tag, contents)] of what stands one behind the other."""
    found = []
    while der:
        first, size = 2, der[1]
        if size >= 128:
            first, size = 2 + size - 128, int.from_bytes(der[2:2 + size - 128], "big")
        found.append((der[0], der[first:first + size]))
        der = der[first + size:]
    return found


def joined(parts):
    return b"".join(element(tag, contents) for tag, contents in parts)


def signed_again_without_time(cms, sign):
    """A CMS of one signer without its signing time; `sign` makes the signature of bytes (RFC 5652, 5.4)."""
    (_, info), = elements(cms)
    kind, (_, wrapped) = elements(info)
    (_, data), = elements(wrapped)
    *first, (_, signers) = elements(data)
    (_, signer), = elements(signers)
    signer = elements(signer)
    attributes = [(tag, contents) for tag, contents in elements(signer[3][1]) if SIGNING_TIME not in contents]
    signer[3] = 0xA0, joined(attributes)
    signer[5] = 0x04, sign(element(0x31, signer[3][1]))
    data = joined([*first, (0x31, element(0x30, joined(signer)))])
    return element(0x30, joined([kind, (0xA0, element(0x30, data))]))


class LevelsTest(SigningTest):
    def expect_all(self, pdf, *kinds):
        self.expect_qpdf(pdf)
        cms = self.expect_openssl(pdf, 0)
        self.expect_pdfsig(pdf, is_whole=len(kinds) == 1)
        signed = cms.split(TIME_STAMP)[0]
        self.assertTrue(ESS_V2 in signed, "the signing certificate is not named")
        self.assertFalse(SIGNING_TIME in signed, "PAdES leaves the time to the PDF")
        return self.expect_judge(pdf, *kinds)

    def test_b_b_of_every_kind_of_key(self):
        for kind in KINDS:
            with self.subTest(kind):
                pdf = self.sign(*self.key(kind))
                self.assertIn("stamped=0", self.expect_all(pdf, "signature"))
                self.assertIn("signer=届出 太郎", self.judged(pdf))

    def test_b_t(self):
        asked = len(self.tsa.queries)
        pdf = self.sign(*self.key("rsa2048"), "--tsa", self.tsa.url)
        self.assertIn("stamped=1", self.expect_all(pdf, "signature"))
        self.assertEqual(asked + 1, len(self.tsa.queries))

    def test_b_lt(self):
        asked = len(self.tsa.queries)
        pdf = self.sign(*self.key(), "--tsa", self.tsa.url, "--level", "B-LT", "--chain", self.keys.path("tsa.pem"),
                        "--crl", self.keys.path("ca.crl"))
        self.expect_all(pdf, "signature", "stamp")
        self.assertEqual(asked + 2, len(self.tsa.queries))
        data = pdf.read_bytes()
        self.assertIn(b"/DSS", data)
        self.assertIn(b"ETSI.RFC3161", data)

    def test_a_document_time_stamp_needs_no_key(self):
        pdf = self.sign("--timestamp-only", "--tsa", self.tsa.url)
        self.expect_qpdf(pdf)
        self.expect_judge(pdf, "stamp")
        content, token = self.parts(pdf)
        self.keys.path("content").write_bytes(content)
        self.keys.path("token.der").write_bytes(token)
        self.keys.openssl("ts", "-verify", "-data", "content", "-in", "token.der", "-token_in", "-CAfile", "ca.pem",
                          "-untrusted", "tsa.pem")

    def test_a_time_stamp_later_prolongs_the_proof(self):
        signed = self.sign(*self.key(), "--tsa", self.tsa.url, out="first.pdf")
        longer = self.sign("--timestamp-only", "--tsa", self.tsa.url, "--level", "B-LT", "--crl", self.keys.path("ca.crl"),
                           pdf=signed)
        self.expect_all(longer, "signature", "stamp")

    def test_two_steps_with_a_signature_of_openssl(self):
        for options, kinds in ([], ["signature"]), (["--tsa", self.tsa.url], ["signature"]), (
                ["--tsa", self.tsa.url, "--level", "B-LT", "--crl", self.keys.path("ca.crl")], ["signature", "stamp"]):
            prepared = self.work / "prepared.pdf"
            said = self.todoke.run("sign", self.pdf, "--digest", "--certify", "forms", "-o", prepared).stdout.decode()
            digest, first, second = said.split()
            data = prepared.read_bytes()
            gap = int(first.split("-")[1]), int(second.split("-")[0])
            self.keys.path("content").write_bytes(data[:gap[0]] + data[gap[1]:])
            self.assertIn(digest, self.keys.openssl("dgst", "-sha256", "content").stdout.decode())
            self.keys.openssl("cms", "-sign", "-cades", "-binary", "-in", "content", "-signer", "rsa2048.pem", "-inkey",
                              "rsa2048.key", "-outform", "DER", "-out", "made.der")
            out = self.work / "attached.pdf"
            self.todoke.run("sign", prepared, "--attach", self.keys.path("made.der"), *options, "-o", out)
            self.assertEqual(data[:gap[0]], out.read_bytes()[:gap[0]])
            self.expect_qpdf(out)
            self.expect_openssl(out, 0)
            self.expect_pdfsig(out, is_whole=len(kinds) == 1)
            self.assertIn("certify=2", self.expect_judge(out, *kinds))

    def attached(self, prepared, cms):
        """(what is said, the level that `verify` finds)"""
        out = self.work / "attached.pdf"
        said = self.todoke.run("sign", prepared, "--attach", cms, "-o", out).stderr.decode()
        report = self.todoke.run("verify", out, "--json", "--trust", self.keys.path("ca.pem")).stdout
        return said, json.loads(report)["signatures"][0]["level"]

    def test_a_signature_that_states_its_own_time_is_at_no_level(self):
        prepared = self.work / "prepared.pdf"
        self.todoke.run("sign", self.pdf, "--digest", "-o", prepared)
        self.cut_out(prepared)
        self.keys.openssl("cms", "-sign", "-cades", "-binary", "-in", "content", "-signer", "rsa2048.pem", "-inkey",
                          "rsa2048.key", "-outform", "DER", "-out", "made.der")
        said, level = self.attached(prepared, self.keys.path("made.der"))
        self.assertIn("[sign-own-time]", said)
        self.assertIsNone(level)
        sign = lambda data: self.keys.openssl("dgst", "-sha256", "-sign", "rsa2048.key", stdin=data).stdout
        other = self.keys.path("timeless.der")
        other.write_bytes(signed_again_without_time(self.keys.path("made.der").read_bytes(), sign))
        self.assertEqual(("", "B-B"), self.attached(prepared, other))

    def test_keys_in_a_token(self):
        self.keys.token("desk", "rsa2048", "p256")
        pin = self.work / "pin"
        pin.write_text(PIN)
        for kind in "rsa2048", "p256":
            for name in kind, f"pkcs11:token=desk;object={kind}":
                with self.subTest(name):
                    pdf = self.sign("--token", SOFTHSM, "--object", name, "--password-file", pin, "--tsa", self.tsa.url,
                                    "--chain", self.keys.path("ca.pem"), SOFTHSM2_CONF=os.environ["SOFTHSM2_CONF"])
                    self.expect_all(pdf, "signature")

    def test_the_reserved_field_is_filled(self):
        pdf = self.sign(*self.key())
        self.assertEqual(1, self.pdfsig(pdf).count("Signature Field Name: signature"))
        self.assertNotIn("Signature #2", self.pdfsig(pdf))

    def test_a_file_without_a_field_gets_one(self):
        plain = self.work / "plain.pdf"
        self.todoke.run("render", "nisc_renraku", ROOT / "samples" / "nisc-fig5.json", "-o", plain)
        pdf = self.sign(*self.key(), pdf=plain)
        self.expect_all(pdf, "signature")
        self.assertIn("Signature Field Name: Signature1", self.pdfsig(pdf))

    def test_files_of_other_programs_are_signed(self):
        for name, options in ("streams", ["--object-streams=generate"]), ("qdf", ["--qdf"]):
            other = self.work / f"{name}.pdf"
            subprocess.run(["qpdf", *options, str(self.pdf), str(other)], check=True, timeout=60)
            self.expect_all(self.sign(*self.key(), pdf=other), "signature")

    def test_certification_is_read_back(self):
        for level, word in enumerate(("nothing", "forms", "notes"), start=1):
            pdf = self.sign(*self.key(), "--certify", word, out=f"{word}.pdf")
            self.assertIn(f"certify={level}", self.expect_all(pdf, "signature"))
            self.assertIn(b"/DocMDP", pdf.read_bytes())
        said = self.sign(*self.key(), pdf=self.work / "nothing.pdf", status=1)
        self.assertIn("error[sign-document]", said)
        self.assertIn("no change allowed", said)

    def test_a_visible_signature_has_its_place_in_the_reserved_field(self):
        pdf = self.sign(*self.key(), "--visible=2,115mm,262mm,75mm,20mm", "--seal", "山田", "--time", "2027-03-01T06:00:00Z")
        self.expect_all(pdf, "signature")
        self.assertNotIn("Signature #2", self.pdfsig(pdf))
        images = [self.dots(file, *box) for file in (self.pdf, pdf) for box in ((115, 262, 75, 20), (20, 20, 170, 240))]
        self.assertEqual(images[1], images[3], "the form itself looks otherwise")
        self.assertNotEqual(images[0], images[2], "nothing is seen")

    def dots(self, pdf, x, y, width, height):
        """The pixels of a box of page 2 [mm], at 254 dpi: ten to the millimetre."""
        box = [word for letter, value in zip("xyWH", (x, y, width, height)) for word in (f"-{letter}", str(value * 10))]
        return subprocess.run(["pdftoppm", "-r", "254", "-f", "2", "-l", "2", *box, str(pdf)], capture_output=True,
                              check=True, timeout=60).stdout

    def test_a_place_is_wanted_where_the_field_has_none(self):
        self.assertIn("it has no place for a visible signature", self.sign(*self.key(), "--visible", status=1))
        self.assertIn("the field to fill is on another page",
                      self.sign(*self.key(), "--visible=1,20mm,250mm,70mm,20mm", status=1))
        pdf = self.sign(*self.key(), "--visible=1,20mm,250mm,70mm,20mm", "--field", "desk")
        self.expect_all(pdf, "signature")

    def test_the_same_key_and_time_give_the_same_bytes(self):
        files = [self.sign(*self.key("rsa2048"), "--time", "1804000000", out=f"same{i}.pdf") for i in range(2)]
        self.assertEqual(files[0].read_bytes(), files[1].read_bytes())
        pdf = self.sign(*self.key(), "--time", "2027-03-01T02:00:00+09:00")
        self.assertIn("Signing Time: Feb 28 2027 17:00:00", self.pdfsig(pdf))

    def test_a_password_from_the_environment(self):
        pdf = self.sign("--key", self.keys.path("p256.p12"), "--password-env", "DESK", DESK=PASSWORD)
        self.expect_all(pdf, "signature")


if __name__ == "__main__":
    main()

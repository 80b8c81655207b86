"""
What is not signed: the reason, the exit status, and that no file is left.

    python3 tests/sign/refusals_test.py build/dev/todoke build/dev/tests/sign/sign_judge
"""
import os
import resource
import socket
import subprocess
import time

from authority import KINDS, PIN, SOFTHSM
from signing import SigningTest, main


class RefusalsTest(SigningTest):
    def refused(self, code, *options, status=1, says="", **more):
        said = self.sign(*options, status=status, **more)
        self.assertIn(f"error[{code}]", said)
        self.assertIn(says, said)
        return said

    # --- keys ---

    def test_a_wrong_password(self):
        wrong = self.work / "wrong"
        wrong.write_text("not this\n")
        key = self.keys.path("p256.p12")
        self.refused("sign-password", "--key", key, "--password-file", wrong, says="p256.p12 is wrong")
        self.refused("sign-password", "--key", key, "--password-env", "NOWHERE")
        self.refused("sign-password", "--key", key, "--password-env", "DESK", DESK="not this")

    def test_the_password_is_never_an_argument(self):
        for option in "--password", "--pin":
            self.sign("--key", self.keys.path("p256.p12"), f"{option}=secret", status=2)
        usage = self.todoke.run("sign", "--help").stdout.decode()
        self.assertIn("--password-file", usage)
        self.assertNotIn("--password ", usage)

    def test_what_is_no_key(self):
        self.refused("sign-key", "--key", self.keys.path("ca.pem"), "--password-file", self.keys.password_file,
                     says="it is no PKCS#12 file")
        self.sign("--key", self.keys.path("nowhere.p12"), "--password-file", self.keys.password_file, status=3)
        self.keys.certify("short", ["-newkey", "rsa:1024"], "/CN=short", "person")
        self.keys.pack("short")
        self.refused("sign-key", *self.key("short"), says="2,048 bits or more")

    def test_certificates_that_must_not_sign(self):
        self.keys.certify("early", KINDS["p256"], "/CN=early", "person")
        self.keys.pack("early")
        self.refused("sign-certificate", *self.key("early"), "--time", "2020-01-01T00:00:00Z", says="not valid yet")
        self.refused("sign-certificate", *self.key("early"), "--time", "2040-01-01T00:00:00Z", says="it has expired")
        self.keys.certify("cipher", KINDS["p256"], "/CN=cipher", "cipher")
        self.keys.pack("cipher")
        self.refused("sign-certificate", *self.key("cipher"), says="it is not for signatures")

    def test_an_expired_certificate_by_the_clock(self):
        self.keys.certify("past", KINDS["p256"], "/CN=past", "person", "-days", "-1")
        self.keys.pack("past")
        self.refused("sign-certificate", *self.key("past"), says="it has expired")

    def test_who_is_trusted_is_for_judges(self):
        self.keys.openssl("req", "-x509", *KINDS["p256"], "-noenc", "-keyout", "other.key", "-out", "other.pem", "-subj",
                          "/CN=Other CA", "-config", "conf", "-extensions", "authority")
        self.keys.certify("stranger", KINDS["p256"], "/CN=stranger", "person", signed_by="other")
        self.keys.pack("stranger")
        pdf = self.sign(*self.key("stranger"))
        self.assertIn("error[signature-chain]", self.judged(pdf))
        text = self.pdfsig(pdf)
        self.assertIn("Signature is Valid", text)
        self.assertNotIn("Certificate is Trusted", text)
        self.assertNotIn("error[signature-chain]", self.judged(pdf, "other.pem"))

    # --- tokens ---

    def token(self, name, pin, module=SOFTHSM):
        file = self.work / "pin"
        file.write_text(pin)
        return ["--token", module, "--object", name, "--password-file", file]

    def test_tokens(self):
        self.keys.token("office", "p256")
        conf = {"SOFTHSM2_CONF": os.environ["SOFTHSM2_CONF"]}
        self.refused("sign-password", *self.token("p256", "0000"), **conf)
        self.refused("sign-token", *self.token("nobody", PIN), status=3, says="it has no such key", **conf)
        self.refused("sign-token", *self.token("pkcs11:token=nowhere;object=p256", PIN), status=3,
                     says="it is not there", **conf)
        self.refused("sign-token", *self.token("p256", PIN, module=self.keys.path("ca.pem")), status=3, **conf)
        self.refused("sign-key", *self.token("p256", PIN), "--certificate", self.keys.path("rsa2048.pem"), **conf)

    # --- time stamps ---

    def stamped(self, url, *options):
        return [*self.key(), "--tsa", url, *options]

    def test_an_authority_that_is_not_there_is_told_at_once(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        start = time.monotonic()
        self.refused("tsa-failed", *self.stamped(f"http://127.0.0.1:{port}/"), status=3, says="there is no connection")
        self.assertLess(time.monotonic() - start, 5)
        self.refused("tsa-failed", "--timestamp-only", "--tsa", f"http://127.0.0.1:{port}/", status=3)

    def test_an_authority_that_does_not_answer(self):
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            start = time.monotonic()
            self.refused("tsa-failed", *self.stamped(f"http://127.0.0.1:{silent.getsockname()[1]}/", "--tsa-timeout", "1"),
                         status=3, says="it does not answer in time")
            self.assertLess(time.monotonic() - start, 10)

    def answered(self, answer, status=200):
        self.tsa.answer, self.tsa.status = answer, status
        self.addCleanup(setattr, self.tsa, "answer", None)
        self.addCleanup(setattr, self.tsa, "status", 200)
        said = self.refused("tsa-failed", *self.stamped(self.tsa.url), status=3)
        self.tsa.answer, self.tsa.status = None, 200
        return said

    def test_an_authority_that_answers_rubbish(self):
        for answer, status in ((lambda query: b"", 200), (lambda query: b"<html>no</html>", 200),
                               (lambda query: bytes(2 << 20), 200), (lambda query: self.tsa.stamp(query)[:-20], 200),
                               (lambda query: b"", 503)):
            self.assertIn("its answer is no time stamp", self.answered(answer, status))

    def test_an_authority_that_refuses(self):
        rejection = bytes.fromhex("30053003020102")  # PKIStatus 2
        self.assertIn("it refuses", self.answered(lambda query: rejection))

    def test_an_answer_to_another_request(self):
        self.sign(*self.stamped(self.tsa.url))
        old = self.tsa.stamp(self.tsa.queries[-1])
        self.assertIn("its answer is to another request", self.answered(lambda query: old))

    # --- signatures from elsewhere ---

    def test_a_signature_of_other_bytes(self):
        prepared = self.work / "prepared.pdf"
        self.todoke.run("sign", self.pdf, "--digest", "-o", prepared)
        self.keys.path("other").write_bytes(b"other bytes")
        self.keys.openssl("cms", "-sign", "-cades", "-binary", "-in", "other", "-signer", "p256.pem", "-inkey", "p256.key",
                          "-outform", "DER", "-out", "other.der")
        self.refused("sign-attach", "--attach", self.keys.path("other.der"), pdf=prepared, says="it is of other bytes")
        self.refused("sign-attach", "--attach", self.keys.path("p256.p12"), pdf=prepared)
        self.refused("sign-document", "--attach", self.keys.path("other.der"), says="was not prepared")

    def test_a_signature_that_does_not_name_its_certificate(self):
        prepared = self.work / "prepared.pdf"
        self.todoke.run("sign", self.pdf, "--digest", "-o", prepared)
        self.cut_out(prepared)
        self.keys.openssl("cms", "-sign", "-binary", "-in", "content", "-signer", "p256.pem", "-inkey", "p256.key", "-outform",
                          "DER", "-out", "unnamed.der")
        self.refused("sign-attach", "--attach", self.keys.path("unnamed.der"), pdf=prepared,
                     says="signing-certificate-v2 is missing")

    # --- files ---

    def test_what_cannot_be_signed(self):
        signed = self.work / "first.pdf"
        signed.write_bytes(self.sign(*self.key()).read_bytes())
        self.refused("sign-document", *self.key(), "--field", "signature", pdf=signed, says="is signed already")
        self.refused("sign-document", *self.key(), "--certify", "forms", pdf=signed, says="only the first signature")
        self.refused("sign-document", *self.key(), "--visible=9,20mm,20mm,70mm,20mm", says="no page of this number")
        self.refused("sign-reserve", *self.key("rsa2048"), "--reserve", "1024", says="reserve more with --reserve")
        self.sign(*self.key(), pdf=self.keys.path("ca.pem"), status=1)

    def test_a_full_disk(self):
        out = self.work / "full-signed.pdf"
        result = subprocess.run([str(self.todoke.path), "sign", str(self.pdf), *map(str, self.key()), "-o", str(out)],
                                capture_output=True, timeout=60, check=False,
                                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)))
        self.assertEqual(3, result.returncode, result.stderr.decode())
        self.assertEqual([], [path.name for path in self.work.glob("*full-signed*")])
        with open("/dev/full", "wb") as full:
            result = subprocess.run([str(self.todoke.path), "sign", str(self.pdf), *map(str, self.key()), "-o", "-"],
                                    stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(3, result.returncode, result.stderr.decode())

    def test_a_file_that_was_there_stays(self):
        out = self.work / "there.pdf"
        out.write_text("there")
        self.todoke.run("sign", self.pdf, "--key", self.keys.path("ca.pem"), "--password-file", self.keys.password_file,
                        "-o", out, status=1)
        self.assertEqual("there", out.read_text())


if __name__ == "__main__":
    main()

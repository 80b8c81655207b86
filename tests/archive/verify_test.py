"""
Files judged: what is intact, signed or not, what was tampered with and how that is found out, what cannot be judged.

    python3 tests/archive/verify_test.py build/release/todoke
"""
import difflib
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from archives import FIG5, ROOT, Program
from pki import Authority, Stamper

TODOKE = sys.argv.pop()
HERE = pathlib.Path(__file__).resolve().parent
PLAIN = ["--qdf", "--object-streams=disable", "--normalize-content=n"]  # to be read and changed, saying the same
SIGNED_AT = "2026-11-29T03:00:00Z"
CONTENTS = re.compile(rb"/Contents *<([0-9a-f]{1000,})>")
OBJECT = rb"(\d+) 0 obj\s*(<<(?:(?!endobj).)*?%s(?:(?!endobj).)*?>>)\s*endobj"  # that has this in its dictionary


def update(pdf, objects):
    """The file with an incremental update: {number: bytes of the object}."""
    start = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    size = max(int(number) for number in re.findall(rb"/Size (\d+)", pdf))
    kept = b"".join(re.findall(rb"/%s \d+ \d+ R" % key, pdf)[-1] for key in (b"Root", b"Info"))
    out, rows = bytearray(pdf), b""
    for number, body in sorted(objects.items()):
        rows += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = max(size, max(objects) + 1)
    table = len(out)
    out += (b"xref\n" + rows + b"trailer\n<</Size %d%s/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" %
            (size, kept, start, table))
    return bytes(out)


class VerifyTest(unittest.TestCase):
    longMessage = True
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="todoke-verify-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.work = pathlib.Path(cls.folder.name)
        cls.todoke = Program(TODOKE, cls.work)
        cls.authority = Authority(cls.work / "pki")
        cls.signer = cls.authority.certify("signer", "届出 太郎")
        cls.unsigned = cls.todoke.archive(cls.work / "unsigned.pdf")
        cls.signed = cls.sign("signed.pdf")
        with Stamper(cls.authority) as stamper:
            cls.long_term = cls.sign("long-term.pdf", "--level", "B-LT", "--tsa", stamper.url, "--crl",
                                     cls.authority.revocations(), "--chain", cls.authority.certificate, time=None)
            cls.stamped = cls.work / "stamped.pdf"
            cls.todoke.run("sign", cls.unsigned, "--timestamp-only", "--tsa", stamper.url, "-o", cls.stamped)

    @classmethod
    def sign(cls, name, *options, pdf=None, key=None, time=SIGNED_AT):
        out = cls.work / name
        cls.todoke.run("sign", pdf or cls.unsigned, "--key", key or cls.signer, "--password-file",
                       cls.authority.password_file, "-o", out, *(["--time", time] if time else []), *options)
        return out

    # --- asking ---

    def ask(self, *paths, status=0, options=(), trust=True):
        """What --json says of each."""
        anchors = ["--trust", self.authority.certificate] if trust else []
        result = self.todoke.run("verify", *paths, "--json", "--lang", "en", *anchors, *options, status=status)
        return [json.loads(line) for line in result.stdout.decode().splitlines()]

    def codes(self, pdf, status=1, verdict="doubtful", **how):
        [said] = self.ask(pdf, status=status, **how)
        self.assertEqual(said["verdict"], verdict, said)
        return [finding["code"] for finding in said["findings"]]

    def codes_of(self, content, **how):
        pdf = self.work / "tampered.pdf"
        pdf.write_bytes(content)
        return self.codes(pdf, **how)

    def replaced(self, old, new, pdf=None, count=1):
        """The bytes of the signed file, changed in one place."""
        content = (pdf or self.signed).read_bytes()
        self.assertEqual(content.count(old), count, old)
        self.assertEqual(len(old), len(new))
        return content.replace(old, new)

    def rewritten(self, *changes, pdf=None):
        """An unsigned archive whose decompressed text differs; its cross-references are put right."""
        plain, changed, out = self.work / "plain.pdf", self.work / "changed.pdf", self.work / "rewritten.pdf"
        subprocess.run(["qpdf", *PLAIN, pdf or self.unsigned, plain], check=True, timeout=120)
        text = plain.read_bytes()
        for old, new in changes:
            self.assertEqual(text.count(old), 1, old)
            text = text.replace(old, new)
        changed.write_bytes(text)
        with out.open("wb") as file:
            subprocess.run(["fix-qdf", changed], check=True, stdout=file, timeout=60)
        return out

    def contents(self, pdf=None):
        """The hexadecimal digits of the last signature, and where they are."""
        found = list(CONTENTS.finditer((pdf or self.signed).read_bytes()))[-1]
        return found[1], found.start(1)

    def page_update(self, pdf):
        """An update that gives the first page other content."""
        content = pdf.read_bytes()
        number, page = re.findall(OBJECT % rb"/Type */Page\b", content, re.DOTALL)[0]
        size = max(int(value) for value in re.findall(rb"/Size (\d+)", content))
        other = re.sub(rb"/Contents \d+ 0 R", b"/Contents %d 0 R" % size, page)
        self.assertNotEqual(other, page)
        return update(content, {int(number): other, size: b"<</Length 0>>stream\n\nendstream"})

    # --- intact ---

    def test_what_is_intact_and_who_signed_it(self):
        plain, signed, stamped, long_term = self.ask(self.unsigned, self.signed, self.stamped, self.long_term)
        for said, revisions in ((plain, 1), (signed, 2), (stamped, 2), (long_term, 3)):
            self.assertEqual((said["verdict"], said["findings"], said["form"], said["pages"], len(said["revisions"])),
                             ("intact", [], "nisc_renraku", "same-bytes", revisions))
        self.assertEqual(plain["signatures"], [])
        [signature] = signed["signatures"]
        self.assertEqual((signature["kind"], signature["level"], signature["signer"], signature["issuer"],
                          signature["claimed"], signature["stamped"], signature["bytes"]),
                         ("signature", "B-B", "届出 太郎", "Test CA", SIGNED_AT, None, self.signed.stat().st_size))
        [stamp] = stamped["signatures"]
        self.assertEqual((stamp["kind"], stamp["level"], stamp["authority"]), ("time-stamp", None, "Test TSA"))
        self.assertEqual([(one["kind"], one["level"]) for one in long_term["signatures"]],
                         [("signature", "B-LT"), ("time-stamp", None)])
        self.assertRegex(long_term["signatures"][0]["stamped"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    def test_what_each_revision_adds(self):
        changed = self.work / "changed.pdf"
        changed.write_bytes(self.page_update(self.signed))
        for pdf, adds, status in ((self.unsigned, [["document"]], 0), (self.signed, [["document"], ["signature"]], 0),
                                  (self.long_term, [["document"], ["signature"], ["evidence", "time-stamp"]], 0),
                                  (changed, [["document"], ["signature"], ["other"]], 1)):
            with self.subTest(pdf=pdf):
                [said] = self.ask(pdf, status=status)
                self.assertEqual([revision["adds"] for revision in said["revisions"]], adds)
                self.assertEqual([revision["number"] for revision in said["revisions"]], [*range(1, len(adds) + 1)])
                self.assertEqual(sum(revision["bytes"] for revision in said["revisions"]), pdf.stat().st_size)

    def test_the_level_says_no_more_than_the_evidence(self):
        """B-LT: the store tells of the signer's certificate and of the time stamp authority's."""
        stranger = Authority(self.work / "elsewhere", "Another CA")
        with Stamper(self.authority) as ours, Stamper(stranger) as theirs:
            for name, url, lists, level in (("both", ours.url, [self.authority], "B-LT"),
                                            ("neither", ours.url, [stranger], "B-T"),
                                            ("signer's", theirs.url, [self.authority], "B-T"),
                                            ("stamper's", theirs.url, [stranger], "B-T"),
                                            ("each its own", theirs.url, [self.authority, stranger], "B-LT")):
                with self.subTest(name):
                    evidence = [word for one in lists for word in ("--crl", one.revocations())]
                    pdf = self.sign("level.pdf", "--level", "B-LT", "--tsa", url, *evidence, "--chain",
                                    self.authority.certificate, time=None)
                    [said] = self.ask(pdf, options=["--trust", stranger.certificate])
                    self.assertEqual((said["verdict"], said["signatures"][0]["level"]), ("intact", level))
            revoked = self.authority.certify("revoked", "失効 次郎")
            old = self.authority.revocations().read_bytes()
            self.authority.revoke("revoked")
            (self.work / "old.crl").write_bytes(old)
            for crl, codes in ((self.work / "old.crl", []), (self.authority.revocations(), ["signature-revoked"])):
                pdf = self.sign("revoked.pdf", "--level", "B-LT", "--tsa", ours.url, "--crl", crl, key=revoked, time=None)
                self.assertEqual(self.codes(pdf, 1 if codes else 0, "doubtful" if codes else "intact"), codes)

    def test_a_signature_that_was_cut_off_leaves_a_file_that_says_so(self):
        pdf = self.work / "cut.pdf"
        pdf.write_bytes(self.signed.read_bytes()[:self.unsigned.stat().st_size])
        [said] = self.ask(pdf)
        self.assertEqual((said["verdict"], said["signatures"]), ("intact", []))
        text = self.todoke.run("verify", pdf, "--lang", "en").stdout.decode()
        self.assertEqual(text.splitlines()[0], f"{pdf}: intact (not signed)")

    def test_signed_archives_are_made_again(self):
        result = self.todoke.run("replay", self.signed, self.stamped, self.long_term)
        self.assertIn("same-bytes 3,", result.stdout.decode())

    # --- tampered with ---

    def test_a_byte_in_the_body(self):
        content = self.signed.read_bytes()
        place = content.index(b"stream\n", 20000) + 200
        codes = self.codes_of(content[:place] + bytes([content[place] ^ 1]) + content[place + 1:])
        self.assertEqual(codes[0], "signature-digest")

    def test_a_byte_in_the_cross_references(self):
        content = self.signed.read_bytes()
        row = list(re.finditer(rb"\d{10} 00000 n", content))[20]
        other = b"%010d" % (int(row[0][:10]) + 1)
        self.assertEqual(self.codes_of(content[:row.start()] + other + content[row.start() + 10:]), ["pdf-damaged"])

    def test_a_byte_in_the_trailer(self):
        content = self.signed.read_bytes()
        place = content.index(b"/ID")
        digit = re.compile(rb"[0-9A-Fa-f]{8}").search(content, place).start()
        other = b"0" if content[digit:digit + 1] != b"0" else b"1"
        self.assertIn("signature-digest", self.codes_of(content[:digit] + other + content[digit + 1:]))

    def test_the_byte_range(self):
        for pattern in (rb"(/ByteRange *\[0 )(\d)", rb"(/ByteRange *\[0 \d+ )(\d)", rb"(/ByteRange *\[0 \d+ \d+ )(\d)",
                        rb"(/ByteRange *\[)(0)"):
            with self.subTest(pattern=pattern):
                content = re.sub(pattern, lambda found: found[1] + (b"3" if found[2] != b"3" else b"4"),
                                 self.signed.read_bytes())
                self.assertEqual(self.codes_of(content), ["signature-range"])

    def test_the_signature_itself(self):
        digits, start = self.contents()
        size = 4 + int(digits[4:8], 16)  # 30 82 xx xx
        content = bytearray(self.signed.read_bytes())
        last = start + 2 * size - 1
        content[last:last + 1] = b"0" if content[last:last + 1] != b"0" else b"1"
        self.assertEqual(self.codes_of(bytes(content)), ["signature-key"])

    def test_the_signature_of_another_file(self):
        other, start = self.sign("other.pdf", pdf=self.todoke.archive(self.work / "o.pdf", "nisc_teikyo")), self.contents()[1]
        digits = self.contents(other)[0]
        content = self.signed.read_bytes()
        self.assertEqual(self.codes_of(content[:start] + digits + content[start + len(digits):]), ["signature-digest"])

    def test_what_stands_in_the_room_behind_it(self):
        digits, start = self.contents()
        self.assertEqual(digits[-8:], b"00000000")
        content = self.signed.read_bytes()
        end = start + len(digits)
        for junk, code in ((b"00000001", "signature-padding"), (b"0000000A", "signature-hex"),
                           (b"0000    ", "signature-hex")):
            with self.subTest(junk=junk):
                self.assertEqual(self.codes_of(content[:end - 8] + junk + content[end:]), [code])

    def test_capital_digits(self):
        digits, start = self.contents()
        content = self.signed.read_bytes()
        self.assertEqual(self.codes_of(content[:start] + digits.upper() + content[start + len(digits):]), ["signature-hex"])

    def test_the_time_that_is_claimed(self):
        self.assertIn("signature-digest", self.codes_of(self.replaced(b"(D:20261129", b"(D:20261128")))

    def test_a_page_that_is_rewritten_behind_the_signature(self):
        for pdf in (self.signed, self.long_term):
            with self.subTest(pdf=pdf):
                codes = self.codes_of(self.page_update(pdf))
                self.assertEqual(codes, ["signature-update", "signature-end"])

    def test_a_page_that_is_rewritten_before_the_signature(self):
        pdf = self.work / "updated.pdf"
        pdf.write_bytes(self.page_update(self.unsigned))
        self.assertEqual(self.codes(pdf), ["replay-revisions"])
        self.assertEqual(self.codes(self.sign("signed-update.pdf", pdf=pdf)), ["replay-revisions"])

    def test_a_field_that_is_emptied(self):
        content = self.signed.read_bytes()
        number, field = re.findall(OBJECT % rb"/FT */Sig\b", content, re.DOTALL)[-1]
        emptied = re.sub(rb"/V \d+ 0 R", b"", field)
        self.assertNotEqual(emptied, field)
        self.assertIn("signature-update", self.codes_of(update(content, {int(number): emptied})))

    def test_files_cut_short_and_put_together(self):
        content = self.signed.read_bytes()
        for changed in (content[:-40], content + content, content + b"junk"):
            self.assertEqual(self.codes_of(changed), ["pdf-damaged"])
        for changed in (b"", b"junk" + content):
            self.assertEqual(self.codes_of(changed), ["pdf-none"])

    def test_a_file_that_is_damaged_is_not_called_unsigned(self):
        content = self.signed.read_bytes()
        place = re.search(rb"startxref\n(\d)", content).start(1)
        other = b"8" if content[place:place + 1] != b"8" else b"7"
        pdf = self.work / "first.pdf"
        pdf.write_bytes(content[:place] + other + content[place + 1:])
        [said] = self.ask(pdf, status=1)
        self.assertEqual((said["revisions"], said["signatures"], [one["code"] for one in said["findings"]]),
                         ([], [], ["pdf-damaged"]))
        for language, words in ("en", "doubtful (unreadable, signatures and all)"), ("ja", "疑わしい（署名も含めて読み取れません）"):
            self.assertIn(words, self.report(pdf, language))

    def test_data_in_the_place_of_others(self):
        old, new = "改竄された".encode(), "改善された".encode()
        self.assertEqual(self.codes(self.rewritten((old, new))), ["record-digest"])
        data = self.todoke.part(self.unsigned, "--data")
        digests = [hashlib.sha256(text).hexdigest().encode() for text in (data, data.replace(old, new))]
        self.assertEqual(self.codes(self.rewritten((old, new), tuple(digests))), ["replay-content"])
        signed = self.sign("forged.pdf", pdf=self.rewritten((old, new), tuple(digests)))
        self.assertEqual(self.codes(signed), ["replay-content"])

    def test_a_page_that_says_something_else(self):
        self.assertEqual(self.codes(self.rewritten((b"<0128008C00A200AE>", b"<0128008C00A200AC>"))), ["replay-content"])

    def test_other_bytes_that_say_the_same(self):
        other = self.work / "recompressed.pdf"
        subprocess.run(["qpdf", "--recompress-flate", "--compression-level=9", self.unsigned, other], check=True, timeout=60)
        [said] = self.ask(other, status=1)
        self.assertEqual(([finding["code"] for finding in said["findings"]], said["pages"]), (["replay-bytes"], "same-content"))

    def test_a_layout_of_somebody_else(self):
        layout = self.work / "nisc_renraku.jsonc"
        layout.write_text((ROOT / "layouts" / layout.name).read_text(encoding="utf-8").replace("情報連絡様式", "偽の様式"),
                          encoding="utf-8")
        pdf = self.todoke.archive(self.work / "foreign.pdf", layout)
        self.assertEqual(self.codes(pdf), ["verify-layout"])
        digest = hashlib.sha256(layout.read_bytes()).hexdigest()
        for trusted in (digest, digest.upper()):
            self.assertEqual(self.codes(pdf, 0, "intact", options=["--trust-layout", trusted]), [])
        self.assertEqual(self.codes(pdf, options=["--trust-layout", "0" * 64]), ["verify-layout"])

    # --- certificates ---

    def test_certificates_that_are_not_trusted(self):
        stranger = Authority(self.work / "stranger", "Another CA")
        signed = self.sign("stranger.pdf", key=stranger.certify("signer", "届出 太郎"))
        self.assertEqual(self.codes(signed), ["signature-chain"])
        self.assertEqual(self.codes(signed, 0, "intact", options=["--trust", stranger.certificate]), [])

    def test_certificates_that_have_expired(self):
        short = self.authority.certify("short", "短期", end="20270101000000Z")
        signed = self.sign("short.pdf", key=short)
        self.assertEqual(self.codes(signed, 0, "intact"), [])
        self.assertEqual(self.codes(signed, 0, "intact", options=["--time", "2026-12-31T00:00:00Z"]), [])
        [said] = self.ask(signed, status=1, options=["--time", "2028-01-01T00:00:00Z"])
        self.assertEqual([finding["code"] for finding in said["findings"]], ["signature-chain"])
        self.assertIn("it had expired at that time", said["findings"][0]["message"])
        self.assertEqual(said["findings"][0]["field"], said["signatures"][0]["field"])

    def test_without_trusted_certificates_nobody_can_tell(self):
        self.assertEqual(self.codes(self.signed, 3, "unknown", trust=False), ["signature-anchors"])
        self.assertEqual(self.codes(self.unsigned, 0, "intact", trust=False), [])

    # --- what cannot be judged ---

    def test_a_font_that_is_not_here(self):
        sha256 = self.todoke.record(self.unsigned)["fonts"][0]["sha256"].encode()
        self.assertEqual(self.codes(self.rewritten((sha256, b"0" * 64)), 3, "unknown"), ["replay-font"])

    def test_a_file_without_a_record(self):
        bare = self.work / "bare.pdf"
        self.todoke.run("render", "nisc_renraku", FIG5, "-o", bare)
        self.assertEqual(self.codes(bare, 3, "unknown"), ["verify-record"])
        signed = self.sign("bare-signed.pdf", pdf=bare)
        [said] = self.ask(signed, status=3)
        self.assertEqual(([finding["code"] for finding in said["findings"]], said["pages"],
                          said["signatures"][0]["findings"]), (["verify-record"], None, 0))
        self.assertIn("signature-digest", self.codes_of(signed.read_bytes().replace(b"/MediaBox [0 ", b"/MediaBox [1 ")))

    def test_the_worst_of_several_counts(self):
        bare, cut = self.work / "bare.pdf", self.work / "cut.pdf"
        self.todoke.run("render", "nisc_renraku", FIG5, "-o", bare)
        cut.write_bytes(self.signed.read_bytes()[:-10])
        self.assertEqual([said["verdict"] for said in self.ask(bare, self.signed, status=3)], ["unknown", "intact"])
        self.assertEqual([said["verdict"] for said in self.ask(cut, bare, self.signed, status=1)],
                         ["doubtful", "unknown", "intact"])
        self.assertEqual([said["verdict"] for said in self.ask(self.work / "none.pdf", self.signed, status=3)], ["intact"])

    def test_what_is_asked_wrongly(self):
        self.todoke.run("verify", status=2)
        result = self.todoke.run("verify", self.signed, "--trust", self.work / "none.pem", "--lang", "en", status=3)
        self.assertIn("none.pem", result.stderr.decode())
        result = self.todoke.run("verify", self.signed, "--time", "yesterday", "--lang", "en", status=2)
        self.assertIn("Try: todoke verify --help", result.stderr.decode())
        result = self.todoke.run("verify", self.signed, "--trust-layout", "abc", "--lang", "en", status=1)
        self.assertIn("verify-trust", result.stderr.decode())

    # --- the report ---

    def report(self, pdf, language, *options):
        result = self.todoke.run("verify", pdf, "--lang", language, "--trust", self.authority.certificate, *options, status=None)
        return result.stdout.decode().replace(f"{self.work}/", "")

    def name_sizes(self, report, signed):
        """Sizes of archives change with whatever is in them: in the report stands of what they are."""
        made, whole = self.unsigned.stat().st_size, signed.stat().st_size
        for name, size in ("UPDATE", whole - made), ("SIGNED", whole), ("MADE", made):
            report = re.sub(rf"(?<!\d){size} (?=bytes|バイト)", f"{name} ", report)
        return report

    def test_the_report(self):
        tampered, stranger = self.work / "rewritten-later.pdf", Authority(self.work / "other", "Another CA")
        tampered.write_bytes(self.page_update(self.signed))
        unknown = self.sign("unknown.pdf", "--reason", "提出", "--certify", "nothing", key=stranger.certify("signer", "偽名\x1b"))
        signed = {self.unsigned: self.unsigned, self.signed: self.signed, tampered: self.signed, unknown: unknown}
        for language in ("ja", "en"):
            got = "".join(self.name_sizes(self.report(pdf, language), size_of) for pdf, size_of in signed.items())
            path = HERE / f"verify.{language}.txt"
            expected = path.read_text(encoding="utf-8") if path.exists() else ""
            got = re.sub(r"todoke \d.*", "todoke ...", got)
            if got != expected:
                path.with_suffix(".got").write_text(got, encoding="utf-8")
            with self.subTest(language=language):
                self.assertEqual(got, expected, "".join(difflib.unified_diff(expected.splitlines(True), got.splitlines(True))))


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/env python3
"""
judge.py VERAPDF TODOKE: veraPDF's command line program judges archives, and says nothing against any.

Every form blank and with every sample, and every golden case: with attachments as PDF/A-3a and PDF/UA-1, without as
PDF/A-2a and PDF/UA-1. One of each form is also signed, at each level, seen and unseen, and judged again as signed.
No part of the test run: veraPDF is not a Debian package. Exit status 0: no failure.
"""
import pathlib
import subprocess
import sys
import tempfile

from archives import Program
from matrix import FORMS, made, of_cases, of_forms
from pki import Authority, Stamper

FLAVOURS = {3: ([], ["3a", "ua1"]), 2: (["--no-attach"], ["2a", "ua1"])}
DATE = "1700000000"
SEEN = "115mm,262mm,75mm,20mm"


def judge(verapdf, flavour, what, files):
    """How many fail; tells of them."""
    said = subprocess.run([verapdf, "--flavour", flavour, "--format", "text", *files], capture_output=True, text=True,
                          check=False).stdout.splitlines()
    passed = [line for line in said if line.startswith("PASS")]
    print(f"{flavour}, {what}: {len(passed)} of {len(files)} pass", flush=True)
    print("\n".join(line for line in said if not line.startswith("PASS")), end="")
    return len(files) - len(passed)


def last_page(pdf):
    return subprocess.run(["qpdf", "--show-npages", pdf], check=True, capture_output=True, text=True).stdout.strip()


def levels(authority, stamper, pdf):
    """{name: options of `todoke sign`}"""
    key = ["--key", authority.work / "signer.p12", "--password-file", authority.password_file]
    stamp = ["--tsa", stamper.url]
    evidence = ["--level", "B-LT", "--chain", authority.certificate, "--crl", authority.work / "crl.pem"]
    seen = [f"--visible={last_page(pdf)},{SEEN}", "--seal", "届出"]
    unseen = {"b-b": key, "b-t": key + stamp, "b-lt": key + stamp + evidence}
    return unseen | {f"{name}-seen": options + seen for name, options in unseen.items()} | {
        "stamp": ["--timestamp-only", *stamp]}


def signed(program, authority, archives, folder):
    """One archive of each form, signed in every way."""
    folder.mkdir()
    files = []
    with Stamper(authority) as stamper:
        for form in FORMS:
            archive = next(path for name, path in archives.items() if name.startswith(f"{form}-") and "blank" not in name)
            for level, options in levels(authority, stamper, archive).items():
                files.append(folder / f"{archive.stem}-{level}.pdf")
                program.run("sign", archive, *options, "-o", files[-1])
    return files


def main():
    verapdf, todoke = sys.argv[1:]
    failures = 0
    with tempfile.TemporaryDirectory(prefix="todoke-judge-") as folder:
        work = pathlib.Path(folder)
        program, authority = Program(todoke, work), Authority(work / "pki")
        authority.certify("signer", "届出 太郎")
        authority.revocations()
        for part, (options, flavours) in FLAVOURS.items():
            archives = made(program, [*of_forms(), *of_cases(work)], work / str(part), "--profile", "archive", *options,
                            SOURCE_DATE_EPOCH=DATE)
            with_signatures = signed(program, authority, archives, work / f"{part}-signed")
            for flavour in flavours:
                failures += judge(verapdf, flavour, f"part {part}", archives.values())
                failures += judge(verapdf, flavour, f"part {part}, signed", with_signatures)
    return 1 if failures else 0


sys.exit(main())

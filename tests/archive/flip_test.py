#!/usr/bin/env python3
"""
flip_test.py TODOKE FLIP [STEP]: a changed byte of a signed archive is noticed, whichever it is (flip.c).

The test run tries every 97th byte. STEP 1 tries all of them, which takes ten minutes:

    python3 tests/archive/flip_test.py build/release/todoke build/release/tests/archive/archive_flip 1
"""
import pathlib
import subprocess
import sys
import tempfile

from archives import ROOT, Program
from pki import Authority


def main():
    todoke, flip = sys.argv[1:3]
    step = sys.argv[3] if len(sys.argv) > 3 else "97"
    with tempfile.TemporaryDirectory(prefix="todoke-flip-") as folder:
        work = pathlib.Path(folder)
        program, authority = Program(todoke, work), Authority(work / "pki")
        signed = work / "signed.pdf"
        program.run("sign", program.archive(work / "archive.pdf"), "--key", authority.certify("signer", "届出 太郎"),
                    "--password-file", authority.password_file, "-o", signed)
        return subprocess.run([flip, ROOT / "fonts", ROOT / "layouts", signed, authority.certificate, step],
                              check=False).returncode


sys.exit(main())

"""
Makes the small signed files that the unit tests and fuzz targets judge, and the certificate they trust. Keys are made for
it and thrown away, so each run gives other bytes: it is run only when the files have to change.

    python3 tests/sign/make_small.py build/dev/todoke
"""
import pathlib
import subprocess
import sys
import tempfile

from authority import Authority, StampServer

ROOT = pathlib.Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "unit" / "sign" / "small"
OBJECTS = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
           "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"]


def plain():
    out, places = b"%PDF-1.7\n", []
    for number, text in enumerate(OBJECTS, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return out + f"xref\n0 4\n0000000000 65535 f \n{table}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def sign(before, after, *options):
    subprocess.run([sys.argv[1], "sign", SMALL / before, *map(str, options), "-o", SMALL / after], check=True)


def main():
    with tempfile.TemporaryDirectory() as folder:
        keys = Authority(folder)
        stamps = StampServer(keys)
        keys.openssl("pkcs12", "-export", "-inkey", "p256.key", "-in", "p256.pem", "-out", "alone.p12", "-passout",
                     f"file:{keys.password_file}")
        key = ["--key", keys.path("alone.p12"), "--password-file", keys.password_file]
        (SMALL / "ca.pem").write_bytes(keys.path("ca.pem").read_bytes())
        (SMALL / "plain.pdf").write_bytes(plain())
        sign("plain.pdf", "signed.pdf", *key, "--reserve", 1024)
        sign("plain.pdf", "stamped.pdf", *key, "--reserve", 2200, "--tsa", stamps.url)
        sign("stamped.pdf", "prolonged.pdf", "--timestamp-only", "--reserve", 1200, "--tsa", stamps.url, "--level", "B-LT",
             "--crl", keys.path("ca.crl"))
        stamps.close()


main()

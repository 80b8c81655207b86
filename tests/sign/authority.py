"""
What signing needs, made for the length of a test: a certification authority, keys of three kinds in PKCS#12 files and in
a token of softhsm2, certificates that must not sign, and a time stamp authority on a port of its own.
"""
import contextlib
import http.server
import os
import pathlib
import shutil
import subprocess
import threading

PASSWORD = "ひみつ secret"
PIN = "4321"
SOFTHSM = next((path for path in ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                                  "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so") if os.path.exists(path)), None)
CONFIGURATION = """
[req]
distinguished_name = name
prompt = no
utf8 = yes
string_mask = utf8only
[name]
CN = nobody
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[person]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[cipher]
basicConstraints = critical,CA:FALSE
keyUsage = critical,keyEncipherment
[stamper]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ca]
default_ca = ca1
[ca1]
database = index.txt
crlnumber = crlnumber
default_md = sha256
default_crl_days = 30
[tsa]
default_tsa = tsa1
[tsa1]
serial = tsa.serial
crypto_device = builtin
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
ess_cert_id_chain = no
"""
KINDS = {
    "rsa2048": ["-newkey", "rsa:2048"],
    "rsa3072": ["-newkey", "rsa:3072"],
    "p256": ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
}


def missing(*programs):
    """What a test needs that is not on this machine; "" when all is there."""
    return " ".join(program for program in programs if shutil.which(program) is None)


class Authority:
    """Keys and certificates in a folder; names of files there are those of KINDS with .key, .pem and .p12."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.password_file = self.folder / "password"
        self.password_file.write_text(PASSWORD + "\n", encoding="utf-8")
        (self.folder / "conf").write_text(CONFIGURATION, encoding="utf-8")
        (self.folder / "index.txt").write_text("")
        (self.folder / "crlnumber").write_text("01\n")
        (self.folder / "tsa.serial").write_text("01\n")
        self.openssl("req", "-x509", *KINDS["p256"], "-noenc", "-keyout", "ca.key", "-out", "ca.pem", "-days", "3650",
                     "-subj", "/CN=Test CA", "-config", "conf", "-extensions", "authority")
        for kind in KINDS:
            self.certify(kind, KINDS[kind], "/CN=届出 太郎", "person")
            self.pack(kind)
        self.certify("tsa", KINDS["p256"], "/CN=Test TSA", "stamper")
        self.openssl("ca", "-gencrl", "-config", "conf", "-keyfile", "ca.key", "-cert", "ca.pem", "-out", "ca.crl")

    def path(self, name):
        return self.folder / name

    def openssl(self, *words, stdin=b"", status=0):
        result = subprocess.run(["openssl", *map(str, words)], input=stdin, cwd=self.folder, capture_output=True,
                                timeout=120, check=False)
        if status is not None and result.returncode != status:
            raise AssertionError(f"openssl {' '.join(map(str, words))}: {result.stderr.decode(errors='replace')}")
        return result

    def certify(self, name, kind, subject, section, *options, signed_by="ca"):
        """A new key, and its certificate of our authority."""
        self.openssl("req", *kind, "-noenc", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", subject,
                     "-utf8", "-config", "conf")
        days = options or ["-days", "3000"]
        self.openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{signed_by}.pem", "-CAkey", f"{signed_by}.key",
                     "-CAcreateserial", "-out", f"{name}.pem", "-extfile", "conf", "-extensions", section, *days)

    def pack(self, name):
        self.openssl("pkcs12", "-export", "-inkey", f"{name}.key", "-in", f"{name}.pem", "-certfile", "ca.pem", "-out",
                     f"{name}.p12", "-passout", f"file:{self.password_file}")

    def token(self, label, *kinds):
        """A token that holds keys of these kinds, and their certificates; sets SOFTHSM2_CONF."""
        folder = self.folder / f"tokens-{label}"
        folder.mkdir()
        conf = self.folder / "softhsm.conf"
        if not conf.exists():
            (self.folder / "tokens").mkdir()
            conf.write_text(f"directories.tokendir = {self.folder}/tokens\nobjectstore.backend = file\n"
                            "log.level = ERROR\n")
            os.environ["SOFTHSM2_CONF"] = str(conf)
        subprocess.run(["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "8765"],
                       check=True, capture_output=True, timeout=60)
        for number, kind in enumerate(kinds, start=1):
            self.openssl("pkcs8", "-topk8", "-nocrypt", "-in", f"{kind}.key", "-out", f"{kind}.p8")
            self.openssl("x509", "-in", f"{kind}.pem", "-outform", "DER", "-out", f"{kind}.der")
            subprocess.run(["softhsm2-util", "--import", str(self.path(f"{kind}.p8")), "--token", label, "--label", kind,
                            "--id", f"{number:02x}", "--pin", PIN], check=True, capture_output=True, timeout=60)
            subprocess.run(["pkcs11-tool", "--module", SOFTHSM, "--token-label", label, "--login", "--pin", PIN,
                            "--write-object", str(self.path(f"{kind}.der")), "--type", "cert", "--label", kind, "--id",
                            f"{number:02x}"], check=True, capture_output=True, timeout=60)

    def nss(self):
        """A certificate store for pdfsig, which trusts our authority."""
        folder = self.folder / "nss"
        folder.mkdir()
        subprocess.run(["certutil", "-N", "-d", f"sql:{folder}", "--empty-password"], check=True, capture_output=True,
                       timeout=60)
        subprocess.run(["certutil", "-A", "-d", f"sql:{folder}", "-n", "ca", "-t", "CT,C,C", "-i",
                        str(self.path("ca.pem"))], check=True, capture_output=True, timeout=60)
        return folder


class StampServer:
    """A time stamp authority at self.url; `answer` may replace its answer to a query (bytes to bytes, or None)."""

    def __init__(self, authority):
        self.queries = []
        self.answer = None
        self.status = 200
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                query = self.rfile.read(int(self.headers["Content-Length"]))
                outer.queries.append(query)
                reply = outer.answer(query) if outer.answer else outer.stamp(query)
                self.send_response(outer.status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # too long for the other side
                    self.wfile.write(reply)

            def log_message(self, *words):
                pass

        self.authority = authority
        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/stamp"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stamp(self, query):
        file = self.authority.path("query.tsq")
        file.write_bytes(query)
        return self.authority.openssl("ts", "-reply", "-config", "conf", "-section", "tsa1", "-queryfile", file).stdout

    def close(self):
        self.server.shutdown()
        self.server.server_close()

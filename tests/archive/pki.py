"""Certificates for tests, valid from 2020 to 2039 whatever the day, and a time stamp authority on the loopback."""
import http.server
import pathlib
import subprocess
import tempfile
import threading

PASSWORD = "secret"
CONFIGURATION = """
[ca]
default_ca = own
[own]
database = {work}/index
new_certs_dir = {work}
serial = {work}/serial
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
[signer]
basicConstraints = CA:false
keyUsage = critical,digitalSignature,nonRepudiation
[stamper]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
serial = {work}/tsa-serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256,sha384,sha512
accuracy = secs:1
ordering = no
ess_cert_id_alg = sha256
"""


class Authority:
    """A root certificate, and what it issues: name.pem, name.key, name.p12 in its folder."""

    def __init__(self, work, name="Test CA"):
        self.work = pathlib.Path(work)
        self.work.mkdir(parents=True, exist_ok=True)
        (self.work / "index").write_text("")
        (self.work / "serial").write_text("1000\n")
        (self.work / "tsa-serial").write_text("01\n")
        self.configuration = self.work / "ca.cnf"
        self.configuration.write_text(CONFIGURATION.format(work=self.work))
        self.password_file = self.work / "password"
        self.password_file.write_text(PASSWORD + "\n")
        self.request("ca", name)
        self.issue("ca", "root", "-selfsign", "-keyfile", self.work / "ca.key")
        self.certificate = self.work / "ca.pem"

    @staticmethod
    def openssl(*arguments):
        return subprocess.run(["openssl", *map(str, arguments)], check=True, timeout=120, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE).stdout

    def request(self, file, name):
        self.openssl("req", "-new", "-utf8", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                     "-config", self.configuration, "-keyout", self.work / f"{file}.key",
                     "-out", self.work / f"{file}.csr", "-subj", f"/CN={name}")

    def issue(self, file, extensions, *options, start="20200101000000Z", end="20391231000000Z"):
        self.openssl("ca", "-batch", "-utf8", "-notext", "-config", self.configuration, "-extensions", extensions,
                     "-in", self.work / f"{file}.csr", "-out", self.work / f"{file}.pem", "-startdate", start,
                     "-enddate", end, *options)

    def certify(self, file, name, extensions="signer", **dates):
        """The PKCS#12 file of a new key."""
        self.request(file, name)
        self.issue(file, extensions, "-cert", self.work / "ca.pem", "-keyfile", self.work / "ca.key", **dates)
        pkcs12 = self.work / f"{file}.p12"
        self.openssl("pkcs12", "-export", "-in", self.work / f"{file}.pem", "-inkey", self.work / f"{file}.key",
                     "-passout", f"pass:{PASSWORD}", "-out", pkcs12)
        return pkcs12

    def revoke(self, file):
        self.openssl("ca", "-config", self.configuration, "-cert", self.work / "ca.pem", "-keyfile", self.work / "ca.key",
                     "-revoke", self.work / f"{file}.pem")

    def revocations(self):
        """A list of them."""
        path = self.work / "crl.pem"
        self.openssl("ca", "-gencrl", "-config", self.configuration, "-cert", self.work / "ca.pem", "-keyfile",
                     self.work / "ca.key", "-crldays", "3650", "-out", path)
        return path


class Stamper:
    """A time stamp authority whose certificate is of `authority`; a context manager, `url` inside."""

    def __init__(self, authority):
        self.authority = authority
        if not (authority.work / "tsa.p12").exists():
            authority.certify("tsa", "Test TSA", "stamper")

    def stamp(self, query):
        work = self.authority.work
        with tempfile.NamedTemporaryFile(dir=work) as file:
            file.write(query)
            file.flush()
            return Authority.openssl("ts", "-reply", "-config", self.authority.configuration, "-section", "tsa",
                                     "-queryfile", file.name, "-signer", work / "tsa.pem", "-inkey", work / "tsa.key")

    def __enter__(self):
        stamper = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                reply = stamper.stamp(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()

#!/usr/bin/env python3
"""The services of the PKI that pki.sh makes, on one port of 127.0.0.1 that the system chooses.

Usage: services.py DIR        Writes DIR/port, then serves until SIGTERM or the end of its parent.
Start it first: pki.sh DIR PORT needs the port.
    /tsa-short /tsa-long      RFC 3161 timestamps (POST)
    /ocsp/CHAIN               RFC 6960, CHAIN = public | government | timestamp (POST)
    /CA.crl /CA.cer           revocation list as of the clock, next one after 30 days; certificate of the CA

DIR/now    the services' clock, RFC 3339 in UTC ("2026-11-25T03:00:00Z"), read at every request; without it the real one
DIR/down   names of services that answer 503, one a line: tsa-short tsa-long ocsp crl cer
DIR/slow   seconds before each answer
DIR/log    one line a request: its path
"""
import http.server
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

folder = sys.argv[1]
one_at_a_time = threading.Lock()


class Failed(Exception):
    pass


def text(name):
    try:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def clock():
    """"YYYY-MM-DD hh:mm:ss", UTC."""
    return text("now").strip().rstrip("Z").replace("T", " ") or time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())


def openssl(*arguments):
    command = ["faketime", "-f", "@" + clock(), "openssl", *arguments]
    done = subprocess.run(command, capture_output=True, cwd=folder, env={**os.environ, "TZ": "UTC"})
    return done.stderr.decode("utf-8", "replace")


def result(path, message):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise Failed(message) from None


def index_of(authority, at):
    """The CA's data base as it was then: what was revoked later is still good."""
    now = clock().replace("-", "").replace(" ", "").replace(":", "")[2:] + "Z"
    rows = [row.split("\t") for row in text(authority + ".index").splitlines()]
    for row in rows:
        if row[0] == "R" and row[2].split(",")[0] > now:
            row[0], row[2] = "V", ""
    with open(at, "w", encoding="utf-8") as file:
        file.writelines("\t".join(row) + "\n" for row in rows)
    with open(at + ".attr", "w", encoding="utf-8") as file:
        file.write("unique_subject = no\n")


def timestamp(tsa, query, work):
    with open(work + "/query", "wb") as file:
        file.write(query)
    message = openssl("ts", "-reply", "-config", "pki.cnf", "-section", tsa, "-queryfile", work + "/query",
                      "-out", work + "/reply")
    return "application/timestamp-reply", result(work + "/reply", message)


def ocsp(chain, query, work):
    with open(work + "/query", "wb") as file:
        file.write(query)
    index_of(chain + "-issuing", work + "/index")
    responder = "ocsp-" + chain
    message = openssl("ocsp", "-index", work + "/index", "-CA", chain + "-issuing.pem", "-rsigner", responder + ".pem",
                      "-rkey", responder + ".key.pem", "-rmd", "sha256", "-ndays", "7", "-reqin", work + "/query",
                      "-respout", work + "/reply")
    return "application/ocsp-response", result(work + "/reply", message)


def revocation_list(authority, work):
    if not text(authority + ".pem"):
        raise Failed("no such authority")
    index_of(authority, work + "/index")
    with open(work + "/number", "w", encoding="utf-8") as file:
        file.write("%016X\n" % int(time.time()))
    with open(work + "/ca.cnf", "w", encoding="utf-8") as file:
        file.write(f"[ca]\ndefault_ca = one\n[one]\ndatabase = {work}/index\ncrlnumber = {work}/number\n"
                   "default_md = sha256\ndefault_crl_days = 30\n")
    message = openssl("ca", "-config", work + "/ca.cnf", "-gencrl", "-cert", authority + ".pem", "-keyfile",
                      authority + ".key.pem", "-out", work + "/crl.pem")
    result(work + "/crl.pem", message)
    openssl("crl", "-in", work + "/crl.pem", "-outform", "DER", "-out", work + "/crl")
    return "application/pkix-crl", result(work + "/crl", message)


def answer(path, body, work):
    name = path.strip("/")
    if name in ("tsa-short", "tsa-long"):
        return name, lambda: timestamp(name, body, work)
    if name.startswith("ocsp/"):
        return "ocsp", lambda: ocsp(os.path.basename(name), body, work)
    if name.endswith(".crl"):
        return "crl", lambda: revocation_list(os.path.basename(name)[:-4], work)
    certificate = os.path.join(folder, os.path.basename(name))
    return "cer", lambda: ("application/pkix-cert", result(certificate, "no such file"))


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def reply(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def serve(self, body):
        time.sleep(float(text("slow") or 0))
        with tempfile.TemporaryDirectory() as work:
            service, make = answer(self.path, body, work)
            with one_at_a_time:
                with open(os.path.join(folder, "log"), "a", encoding="utf-8") as file:
                    file.write(self.path + "\n")
                if service in text("down").split():
                    return self.reply(503, "text/plain", b"down")
                try:
                    return self.reply(200, *make())
                except Failed as failed:
                    return self.reply(404, "text/plain", str(failed).encode())

    def do_POST(self):
        self.serve(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def do_GET(self):
        self.serve(b"")


def end_with_parent():
    """A test program that crashes leaves no server behind."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


os.makedirs(folder, exist_ok=True)
threading.Thread(target=end_with_parent, daemon=True).start()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
with open(os.path.join(folder, "port.new"), "w", encoding="utf-8") as ready:
    ready.write(str(server.server_port))
os.rename(os.path.join(folder, "port.new"), os.path.join(folder, "port"))
server.serve_forever()

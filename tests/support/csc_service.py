#!/usr/bin/env python3
"""A remote signing service that speaks CSC API v2, on a port of 127.0.0.1 that the system chooses.

Usage: csc_service.py DIR KEY.pem CERTIFICATE.pem CHAIN.pem     Writes DIR/port, then serves until SIGTERM or the end of its parent.
    credentials/info, credentials/authorize, signatures/signHash; credential "desk", access token "open-sesame"
    An authorisation is for exactly the hashes it was asked for, and only once.

DIR/log         one line a call: its method, and for authorize and signHash the number of hashes
DIR/multisign   signatures under one authorisation (100)
DIR/mode        words: down refused disabled explicit one-less wrong-signature raw (ECDSA as r and s)
"""
import base64
import hashlib
import http.server
import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

folder, key, certificate, chain = map(pathlib.Path, sys.argv[1:5])
DIGESTS = {'2.16.840.1.101.3.4.2.1': ('sha256', 32), '2.16.840.1.101.3.4.2.2': ('sha384', 48)}
activations = {}  # SAD: the hashes it is good for
lock = threading.Lock()


def text(name, otherwise=''):
    path = folder / name
    return path.read_text().strip() if path.exists() else otherwise


def der(pem):
    blocks = pem.read_text().split('-----BEGIN CERTIFICATE-----')[1:]
    return [''.join(block.split('-----END')[0].split()) for block in blocks]


def openssl_sign(digest, algorithm):
    done = subprocess.run(['openssl', 'pkeyutl', '-sign', '-inkey', key, '-pkeyopt', f'digest:{algorithm}'],
                          input=digest, capture_output=True, check=True)
    return done.stdout


def raw(signature):
    """r and s of an ECDSA-Sig-Value, 32 bytes each."""
    numbers, at = [], 2
    for _ in range(2):
        size = signature[at + 1]
        numbers.append(int.from_bytes(signature[at + 2:at + 2 + size], 'big').to_bytes(32, 'big'))
        at += 2 + size
    return b''.join(numbers)


class Refused(Exception):
    def __init__(self, status, error, description):
        super().__init__(description)
        self.status, self.answer = status, {'error': error, 'error_description': description}


def info(question, modes):
    return {'key': {'status': 'disabled' if 'disabled' in modes else 'enabled', 'len': 2048,
                    'algo': ['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12', '1.2.840.10045.4.3.2']},
            'cert': {'status': 'valid', 'certificates': der(certificate) + der(chain)},
            'auth': {'mode': 'explicit' if 'explicit' in modes else 'implicit'},
            'SCAL': '2', 'multisign': int(text('multisign', '100'))}


def authorize(question, modes):
    hashes = question['hashes']
    if 'refused' in modes:
        raise Refused(400, 'access_denied', 'the signer said no')
    if question['numSignatures'] != len(hashes) or len(hashes) > int(text('multisign', '100')):
        raise Refused(400, 'invalid_request', 'numSignatures does not fit')
    activation = base64.b64encode(os.urandom(24)).decode()
    activations[activation] = hashes
    return {'SAD': activation, 'expiresIn': 300}


def sign_hash(question, modes):
    if activations.pop(question['SAD'], None) != question['hashes']:
        raise Refused(400, 'invalid_request', 'the SAD is not for these hashes')
    algorithm, size = DIGESTS[question['hashAlgorithmOID']]
    digests = [base64.b64decode(one) for one in question['hashes']]
    if any(len(one) != size for one in digests):
        raise Refused(400, 'invalid_request', 'a hash has another length')
    if 'wrong-signature' in modes:
        digests[0] = hashlib.new(algorithm, b'another document').digest()
    signatures = [openssl_sign(one, algorithm) for one in digests]
    if 'raw' in modes:
        signatures = [raw(one) for one in signatures]
    if 'one-less' in modes:
        signatures.pop()
    return {'signatures': [base64.b64encode(one).decode() for one in signatures]}


METHODS = {'/csc/v2/credentials/info': info, '/csc/v2/credentials/authorize': authorize,
           '/csc/v2/signatures/signHash': sign_hash}


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        question = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        modes = text('mode').split()
        line = self.path.removeprefix('/csc/v2/')
        if 'hashes' in question:
            line += f' {len(question["hashes"])}'
        with open(folder / 'log', 'a', encoding='utf-8') as log:
            log.write(line + '\n')
        if 'down' in modes:
            raise Refused(503, 'server_error', 'out of order')
        if self.headers['Authorization'] != 'Bearer open-sesame':
            raise Refused(401, 'invalid_token', 'the access token has expired')
        if question.get('credentialID') != 'desk' or self.path not in METHODS:
            raise Refused(400, 'invalid_request', 'no such credential')
        return METHODS[self.path](question, modes)

    def do_POST(self):
        with lock:
            try:
                status, answer = 200, self.answer()
            except Refused as refused:
                status, answer = refused.status, refused.answer
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def end_with_parent(parent):
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == '__main__':
    threading.Thread(target=end_with_parent, args=(os.getppid(),), daemon=True).start()
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    (folder / 'port.new').write_text(str(server.server_address[1]))
    (folder / 'port.new').rename(folder / 'port')
    server.serve_forever()

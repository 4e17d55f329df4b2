#!/usr/bin/env python3
"""How large the status list of a city is, and what making and publishing it costs. The page must be built (scripts/lib/web.sh build).
Usage: status_list.py PROGRAM [DOCUMENTS [EXCEPTIONS_PER_MILLE]]      default 1500000 and 1
The catalogue is synthetic: rows as the archive writes them, without the packs behind them. Everything else is real."""
import gzip
import os
import pathlib
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time

CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
COLUMNS = 17


def rows(documents, exceptions, seeded):
    """Two thousand schools, each with its classes; what is not issued waits for a signature."""
    every = documents // exceptions if exceptions else documents + 1
    for i in range(documents):
        document = seeded.randbytes(32)
        bits = int.from_bytes(document[:8], 'big') >> 4
        code = ''.join(CROCKFORD[bits >> (55 - 5 * k) & 31] for k in range(12))
        state, pdf = ('pending', b'') if i % every == every - 1 else ('issued', document)
        school = f'{1000000 + i % 2000:08d}'
        yield (i, document, code, f'6f1d2c8e-0b7a-4c35-9a41-{i:012d}', 1, 'tt22-2021-thcs 2021-1', school, '7A1', '2025-2026',
               f'0012{i:08d}', 'Nguyễn Thị Minh Khai', 'NGUYEN THI MINH KHAI', document, state, pdf, 1780000000 + i, 420)


def fill(catalogue, documents, exceptions):
    with sqlite3.connect(catalogue) as db:
        db.execute('PRAGMA synchronous=OFF')
        db.executemany(f'INSERT INTO document VALUES({",".join("?" * COLUMNS)})', rows(documents, exceptions, random.Random(1789)))
        db.execute("INSERT INTO name(name) VALUES('rebuild')")
        db.execute('UPDATE head SET documents = ?', (documents,))


def run(*words):
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(word) for word in words], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, cpu, after.ru_maxrss / 1024


def main(program, documents=1500000, per_mille=1.0):
    exceptions = int(documents * per_mille / 1000)
    with tempfile.TemporaryDirectory(prefix='hocba-bench-') as name:
        root = pathlib.Path(name)
        validity = ('--from', '2026-01-01', '--until', '2046-01-01')
        run(program, 'keys', 'create', '--kind', 'root', '-o', root / 'root.key', '--name', 'bench', *validity)
        run(program, 'archive', 'init', root / 'archive', '--log-key', root / 'log.key')
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=bench',
                        '-days', '10', '-keyout', '/dev/null', '-out', root / 'roots.pem'], check=True, stderr=subprocess.DEVNULL)
        (root / 'hocba.toml').write_text('trust = "trust"\narchive = "archive"\n[custody]\nroot_key = "root.key"\npdf_roots = "roots.pem"\nseal_keys = []\nsigners = []\n')
        fill(root / 'archive/catalogue.db', documents, exceptions)
        at = (program, '--time', '2026-07-01T08:00:00+07:00')
        wall, cpu, peak = run(*at, 'keys', 'list', '--config', root / 'hocba.toml', '-o', root / 'trust')
        status = (root / 'trust/status.jws').read_bytes()
        print(f'{documents} documents, {exceptions} exceptions, catalogue {os.path.getsize(root / "archive/catalogue.db") >> 20} MB')
        print(f'status.jws {len(status)} bytes, {len(gzip.compress(status, mtime=0))} with gzip; made in {wall:.2f} s ({cpu:.2f} s of CPU), at most {peak:.0f} MB')
        wall, cpu, peak = run(*at, 'publish', '--config', root / 'hocba.toml', '-o', root / 'site')
        size = sum(file.stat().st_size for file in (root / 'site').rglob('*') if file.is_file())
        print(f'published in {wall:.2f} s ({cpu:.2f} s of CPU), at most {peak:.0f} MB: a site of {size} bytes')


if __name__ == '__main__':
    main(sys.argv[1], *map(int, sys.argv[2:3]), *map(float, sys.argv[3:4]))

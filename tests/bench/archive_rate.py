"""The archive beside `borg create` and `restic backup` of the same files in the same run; then its check, and its memory.

Usage: archive_rate.py STEP [FILES [ENTRIES]]    (default 10000 files of 60 kB, and 1000000 entries; 0 leaves a part out)
STEP is hocba_archive_step (cmake --build … --target hocba_archive_step). Prints JSON. The files hold random bytes behind a
PDF's first line: what fonts, pictures and deflated pages look like to a store. Three rounds, one after the other each time;
wall time, medians. hocba is durable 1,024 documents at a time; borg and restic once, at their end."""
import json
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 3
SIZE = 60_000
QUIET = {'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL, 'check': True}
ENVIRONMENT = {**os.environ, 'BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK': 'yes', 'RESTIC_PASSWORD': 'bench'}


def timed(*words):
    os.sync()
    start = time.monotonic()
    subprocess.run([str(word) for word in words], env=ENVIRONMENT, **QUIET)
    return time.monotonic() - start


def step(*words):
    os.sync()
    return json.loads(subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, check=True).stdout)


def speed(digest):
    """Raw bytes a second of one core, in MB."""
    out = subprocess.run(['openssl', 'speed', '-seconds', '1', '-bytes', '65536', digest], capture_output=True,
                         check=True).stdout.decode()
    return float(re.search(rf'^{digest}\s+([\d.]+)k', out, re.M)[1]) / 1000


def beside(program, root, count):
    files = root / 'files'
    files.mkdir()
    chance = random.Random(1)
    for n in range(count):
        (files / f'{n:06}.pdf').write_bytes(b'%PDF-1.7\n' + chance.randbytes(SIZE - 9))
    rounds = {'borg': [], 'restic': [], 'hocba': []}
    for n in range(ROUNDS):
        borg, restic, hocba = root / f'borg{n}', root / f'restic{n}', root / f'hocba{n}'
        subprocess.run(['borg', 'init', '-e', 'none', borg], env=ENVIRONMENT, **QUIET)
        rounds['borg'].append(timed('borg', 'create', f'{borg}::one', files))
        subprocess.run(['restic', 'init', '-r', restic], env=ENVIRONMENT, **QUIET)
        rounds['restic'].append(timed('restic', 'backup', '-q', '-r', restic, files))
        hocba.mkdir()
        rounds['hocba'].append(step(program, 'ingest', hocba, files)['wall_s'])
    rates = {name: count / statistics.median(seconds) for name, seconds in rounds.items()}
    archive = root / 'hocba0/archive'
    checked = step(program, 'check', root / 'hocba0')
    assert checked['damage'] == 0 and checked['documents'] == count
    return {
        'files': count, 'ingest_docs_per_s': rates['hocba'], 'borg_docs_per_s': rates['borg'],
        'restic_docs_per_s': rates['restic'], 'ratio_to_borg': rates['hocba'] / rates['borg'],
        'ratio_to_restic': rates['hocba'] / rates['restic'],
        'check_mb_per_s': checked['bytes'] / 1e6 / checked['wall_s'], 'check_peak_rss_mb': checked['peak_rss_mb'],
        'sha256_mb_per_s': speed('sha256'), 'sha512_mb_per_s': speed('sha512'),
        'bytes_per_doc': sum(path.stat().st_size for path in archive.rglob('*') if path.is_file()) / count,
        'inodes_per_doc': sum(1 for _ in archive.rglob('*')) / count,
    }


def many(program, root, entries):
    filled = step(program, 'fill', root / 'many', entries, 600)
    out = {'entries': entries, 'fill_docs_per_s': entries / filled['wall_s'], 'fill_peak_rss_mb': filled['peak_rss_mb']}
    for command in ('open', 'check', 'rebuild'):
        done = step(program, command, root / 'many')
        assert done['damage'] == 0
        out |= {f'{command}_s': done['wall_s'], f'{command}_peak_rss_mb': done['peak_rss_mb']}
    return out


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    files, entries = (int(word) for word in (sys.argv[2:] + ['10000', '1000000'][len(sys.argv) - 2:]))
    with tempfile.TemporaryDirectory(prefix='hocba-archive-rate-') as folder:
        root = pathlib.Path(folder)
        figures = beside(program, root, files) if files else {}
        if entries:
            (root / 'many').mkdir()
            figures |= many(program, root, entries)
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}, indent=1))


if __name__ == '__main__':
    main()

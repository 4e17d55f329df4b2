"""The writer of ingest.cc under strace: its system calls on the archive, one after the other."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

INGEST = os.environ['HOCBA_INGEST']
#: Whatever opens, writes, makes durable, renames, cuts or removes.
CALLS = ('openat', 'write', 'writev', 'pwrite64', 'fsync', 'fdatasync', 'rename', 'unlink', 'ftruncate', 'mkdir')
LINE = re.compile(r'^(\d+) +(\w+)\((.*)\) += (-?\d+)')  # thread, call, words, value


class Workplace:
    """A prepared archive, and copies of it: every run begins with the same bytes under the same path length."""

    def __init__(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix='hocba-crash-'))
        self.base = self.root / 'base'
        self.base.mkdir()
        subprocess.run([INGEST, 'prepare', self.base], check=True)

    def fresh(self):
        folder = self.root / 'fresh'
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.base, folder)
        return folder

    def close(self):
        shutil.rmtree(self.root)


def whole(lines):
    """A call that another thread's interrupted is one line again, where it ended."""
    begun = {}
    for line in lines:
        thread, _, rest = line.partition(' ')
        rest = rest.strip()
        if rest.endswith('<unfinished ...>'):
            begun[thread] = rest.removesuffix('<unfinished ...>').rstrip()
        elif rest.startswith('<... '):
            yield f"{thread} {begun.pop(thread, '')}{rest.split(' resumed>', 1)[1]}"
        else:
            yield f'{thread} {rest}'


def write(folder, *options):
    """What strace wrote down, what was acknowledged, and how the writer ended (-9: killed)."""
    log = folder.parent / 'strace'
    done = subprocess.run(['strace', '-f', '-y', '-o', log, *options, INGEST, 'write', folder],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=120)
    lines = list(whole(log.read_text(errors='replace').splitlines()))
    acknowledged = [line.split()[1] for line in done.stdout.decode().splitlines() if line.startswith('ack ')]
    return lines, acknowledged, done.returncode


def judge(folder, acknowledged):
    """What is wrong with the archive; empty if nothing is."""
    done = subprocess.run([INGEST, 'judge', folder, *acknowledged], capture_output=True, timeout=120)
    return '' if done.returncode == 0 else f'exit {done.returncode}: {done.stderr.decode().strip()}'

"""Signing 1,000 documents with `hocba sign`, beside `openssl speed rsa2048` in the same run.

Usage: sign_rate.py PROGRAM STEP [DOCUMENTS]   (default 1000; a PKCS#12 key of RSA-2048 signs as the leader)
PROGRAM is hocba, STEP is hocba_sign_step (cmake --build … --target hocba_sign_step). Prints JSON. Rates are a core's:
the CPU seconds of all threads count, so that neighbours matter less. `key_step` is begin, key and finish in memory;
`signed` is all that sign does under the PIN: reading and hashing each file again, and writing it durably, too."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
os.environ['HOCBA_SOURCE'] = str(HERE.parent.parent)
os.environ['HOCBA_PROGRAM'] = str(pathlib.Path(sys.argv[1]).resolve())
sys.path.insert(0, str(HERE.parent / 'e2e'))
import school  # noqa: E402

TOKEN_PER_S = 2  # a token's signatures a second
PUPILS = 900


def speed():
    """Raw RSA-2048 signatures a second of one core."""
    out = school.must('openssl', 'speed', '-seconds', '3', 'rsa2048').out
    return float(re.search(r'^rsa 2048 bits\s+\S+s\s+\S+s\s+([\d.]+)', out, re.M)[1])


def main():
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    with tempfile.TemporaryDirectory(prefix='hocba-rate-') as root:
        desk = school.School(root)
        records = pathlib.Path(root) / 'records.ndjson'
        records.write_text(school.pupils(count), encoding='utf-8')
        issued = desk.issue(records)
        assert issued.returncode == 0, issued.err[-500:]
        raw = [speed()]
        step = float(school.must(sys.argv[2], desk.root / 'pki/principal.p12', 'a-pin-of-the-test', school.NOW, 'principal',
                                 *sorted(desk.work.glob('*.pdf'))[:50]).out)
        started = time.monotonic()
        done = school.must(school.PROGRAM, '--json', '--time', school.NOW, 'sign', desk.work, '--as', 'principal',
                           '--config', desk.config('principal'), '--yes')
        whole = time.monotonic() - started
        raw.append(speed())
        end = json.loads(done.out.splitlines()[-1])
        assert end['documents'] == count and end['failed'] == 0, end
        raw = sum(raw) / 2
        rate = count / end['sign_cpu_s']
        print(json.dumps({
            'documents': count,
            'cores': os.cpu_count(),
            'openssl_rsa2048_per_core_s': round(raw, 1),
            'key_step_per_core_s': step,
            'key_step_ratio_to_openssl': round(step / raw, 3),
            'signed_per_core_s': round(rate, 1),
            'signed_ratio_to_openssl': round(rate / raw, 3),
            'signed_per_s': round(count / end['sign_s'], 1),
            'examined_per_s': round(count / end['examine_s'], 1),
            'whole_s': round(whole, 2),
            'token_minutes_900_pupils_pdf_and_xml': round(PUPILS * 2 / TOKEN_PER_S / 60, 1),
            'examine_seconds_900_pupils': round(PUPILS * end['examine_s'] / count, 1),
        }, indent=2))


if __name__ == '__main__':
    main()

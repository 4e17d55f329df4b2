"""1,000 documents signed, killed in the middle and signed on: with a PKCS#12 key and with SoftHSM.

Usage: sign_crash.py PROGRAM [DOCUMENTS]   (default 1000; RSA-2048)
For each key: `hocba sign` is ended by SIGKILL once a quarter of the documents has its signature, then run again. What was
signed must be left as it is, and every document must have exactly one signature. Prints JSON; rates are of the second,
whole run, beside `openssl speed` of the same run."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
os.environ['HOCBA_SOURCE'] = str(HERE.parent.parent)
os.environ['HOCBA_PROGRAM'] = str(pathlib.Path(sys.argv[1]).resolve())
sys.path[:0] = [str(HERE.parent / 'e2e'), str(HERE)]
import school  # noqa: E402
from sign_rate import speed  # noqa: E402

HSM = '/usr/lib/softhsm/libsofthsm2.so'


def token(desk):
    """A SoftHSM token with the leader's key; what the environment must say."""
    folder = desk.root / 'token'
    (folder / 'tokens').mkdir(parents=True)
    (folder / 'softhsm2.conf').write_text(f'directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n')
    env = {'SOFTHSM2_CONF': str(folder / 'softhsm2.conf')}
    pki, pin = desk.root / 'pki', 'pass:a-pin-of-the-test'
    school.must('softhsm2-util', '--init-token', '--free', '--label', 'leader', '--pin', '1234', '--so-pin', '5678', env=env)
    school.must('openssl', 'pkcs12', '-in', pki / 'principal.p12', '-passin', pin, '-nodes', '-nocerts', '-out', folder / 'pem')
    school.must('openssl', 'pkcs8', '-topk8', '-nocrypt', '-in', folder / 'pem', '-out', folder / 'key')
    school.must('softhsm2-util', '--import', folder / 'key', '--token', 'leader', '--label', 'sign', '--id', '01',
                '--pin', '1234', env=env)
    school.must('openssl', 'x509', '-in', pki / 'principal.pem', '-outform', 'DER', '-out', folder / 'certificate')
    school.must('pkcs11-tool', '--module', HSM, '--token-label', 'leader', '--login', '--pin', '1234', '--write-object',
                folder / 'certificate', '--type', 'cert', '--label', 'sign', '--id', '01', env=env)
    (folder / 'pin').write_text('1234')
    (folder / 'pin').chmod(0o600)
    config = desk.config('principal')
    config.write_text(config.read_text().split('[[keys]]')[0] + f'''[[keys]]
role = "principal"
pkcs11 = "pkcs11:token=leader;object=sign"
module = "{HSM}"
chain = "../pki/issuing.pem"
pin_file = "../token/pin"
''')
    return env


def signed(folder):
    return {path.name: path.read_bytes() for path in folder.glob('*.pdf') if b'/ByteRange[' in path.read_bytes()}


def killed_and_resumed(desk, command, env, count):
    sizes = {path: path.stat().st_size for path in desk.work.glob('*.pdf')}
    running = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while running.poll() is None and sum(path.stat().st_size != size for path, size in sizes.items()) < count // 4:
        time.sleep(0.002)
    running.send_signal(signal.SIGKILL)
    running.wait()
    before = signed(desk.work)
    school.must(*command, env=env)
    after = signed(desk.work)
    assert len(after) == count and 0 < len(before) < count, (len(before), len(after))
    assert all(after[name] == pdf for name, pdf in before.items()), 'signed again'
    assert all(pdf.count(b'/ByteRange[') == 1 for pdf in after.values()), 'signed twice'
    return len(before)


def measure(name, count):
    with tempfile.TemporaryDirectory(prefix='hocba-crash-') as root:
        desk = school.School(root)
        records = pathlib.Path(root) / 'records.ndjson'
        records.write_text(school.pupils(count), encoding='utf-8')
        issued = desk.issue(records)
        assert issued.returncode == 0, issued.err[-500:]
        env = {**os.environ, **(token(desk) if name == 'softhsm' else {})}
        shutil.copytree(desk.work, desk.root / 'unsigned')
        command = [school.PROGRAM, '--json', '--time', school.NOW, 'sign', str(desk.work), '--as', 'principal', '--config',
                   str(desk.config('principal')), '--yes']
        at_kill = killed_and_resumed(desk, command, env, count)
        shutil.rmtree(desk.work)
        shutil.copytree(desk.root / 'unsigned', desk.work)
        end = json.loads(school.must(*command, env=env).out.splitlines()[-1])
        assert end['documents'] == count and end['failed'] == 0, end
        return {'documents': count, 'signed_when_killed': at_kill, 'signed_twice': 0, 'lost': 0,
                'signed_per_s': round(count / end['sign_s'], 1),
                'signed_per_core_s': round(count / end['sign_cpu_s'], 1),
                'examined_per_s': round(count / end['examine_s'], 1)}


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    raw = speed()
    result = {name: measure(name, count) for name in ('pkcs12', 'softhsm')}
    result['openssl_rsa2048_per_core_s'] = round((raw + speed()) / 2, 1)
    print(json.dumps(result, indent=2))


if __name__ == '__main__':
    main()

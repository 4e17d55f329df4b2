"""A demonstration school, once for all end-to-end tests: keys, archive, three desks, and the class of 35 with MOET's
example, taken through every stage. Stage folders: draft, sealed, principal, school (all signatures)."""
import atexit
import base64
import functools
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import uuid

SOURCE = pathlib.Path(os.environ['HOCBA_SOURCE'])
PROGRAM = os.environ['HOCBA_PROGRAM']
CODE = '01000417'
NOW = '2026-11-25T08:00:00+07:00'
SECRET = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'


def run(*words, env=None, data=None):
    """A program of ours or of others: exit code, output and errors as text."""
    done = subprocess.run([str(w) for w in words], capture_output=True, input=data,
                          env={**os.environ, **(env or {})}, timeout=600)
    done.out = done.stdout.decode('utf-8', 'replace')
    done.err = done.stderr.decode('utf-8', 'replace')
    return done


def must(*words, **options):
    done = run(*words, **options)
    assert done.returncode == 0, f'{words}: exit {done.returncode}\n{done.out}\n{done.err}'
    return done


def hocba(*words, **options):
    return run(PROGRAM, '--lang', 'en', *words, **options)


def records():
    """Every record as hocba reads it: the class, and MOET's example from its XML."""
    lines = (SOURCE / 'samples/tieu-hoc-35.ndjson').read_text(encoding='utf-8').splitlines()
    return [json.loads(line) for line in lines]


def pupils(count):
    """The class of 35 again and again, as NDJSON; each pupil with an id and a look-up UUID of their own."""
    lines = []
    for i, record in enumerate(itertools.islice(itertools.cycle(records()), count)):
        record = json.loads(json.dumps(record))
        record['lookup_uuid'] = str(uuid.UUID(int=i + 1, version=4))
        record['pupil']['id'] = record['pupil']['id'][:6] + f'{i:06d}'
        lines.append(json.dumps(record, ensure_ascii=False) + '\n')
    return ''.join(lines)


class School:
    inputs = [SOURCE / 'samples/tieu-hoc-35.ndjson', SOURCE / 'samples/moet-cv2088/hoc-ba.xml']

    def __init__(self, root):
        self.root = pathlib.Path(root)
        for name in ('clerk', 'principal', 'school', 'custodian'):
            (self.root / name).mkdir()
        self.archive = self.root / 'archive'
        self.trust = self.root / 'trust'
        self.work = self.root / 'work'
        pin = self.root / 'pin'
        pin.write_text('a-pin-of-the-test')
        pin.chmod(0o600)
        must(SOURCE / 'scripts/lib/demo-pki.sh', self.root / 'pki', 'a-pin-of-the-test', '2026-01-01')
        valid = ('--from', '2026-01-01', '--until', '2046-01-01')
        must(PROGRAM, 'keys', 'create', '--kind', 'root', '-o', self.root / 'custodian/seal-root.key', '--name', 'r', *valid)
        must(PROGRAM, 'keys', 'create', '--kind', 'seal', '-o', self.root / 'clerk/seal.p12', '--name', 'seal',
             '--pin-file', pin, *valid)
        must(PROGRAM, 'keys', 'create', '--kind', 'salt', '-o', self.root / 'clerk/salt.key')
        must(PROGRAM, 'archive', 'init', self.archive, '--origin', 'hocba.example/test', '--log-key', self.root / 'log.key')
        self.desk('clerk', seal=True)
        self.desk('principal', role='principal')
        self.desk('school', role='school')
        (self.root / 'custodian/hocba.toml').write_text(f'''
school = "{CODE}"
archive = "../archive"
[custody]
root_key = "seal-root.key"
pdf_roots = "../pki/pdf-roots.pem"
status_days = 400
seal_keys = [{{certificate = "../clerk/seal.pem", school = "{CODE}"}}]
signers = [
    {{certificate = "../pki/principal.pem", role = "principal", school = "{CODE}"}},
    {{certificate = "../pki/school.pem", role = "school", school = "{CODE}"}},
]
''')

    def desk(self, name, role=None, seal=False):
        text = f'''
school = "{CODE}"
host = "hocba.example"
archive = "../archive"
log_key = "../log.key"
work = "../work"
output = "../issued"
'''
        if role:
            text += f'[[keys]]\nrole = "{role}"\npkcs12 = "../pki/{role}.p12"\npin_file = "../pin"\n'
        if seal:
            text += '[seal]\npkcs12 = "seal.p12"\npin_file = "../pin"\nsalt_key = "salt.key"\n'
        (self.root / name / 'hocba.toml').write_text(text)

    def config(self, name):
        return self.root / name / 'hocba.toml'

    def issue(self, *inputs, **options):
        return hocba('--time', NOW, 'issue', *inputs, '--config', self.config('clerk'), **options)

    def sign(self, role, *words, desk=None):
        return hocba('--time', NOW, 'sign', '--yes', self.work, '--as', role, '--config', self.config(desk or role), *words)

    def lists(self):
        return must(PROGRAM, '--time', '2026-11-25T09:00:00+07:00', 'keys', 'list', '--config', self.config('custodian'),
                    '-o', self.trust)

    def keep(self, stage, folder):
        shutil.copytree(folder, self.root / stage)

    def stage(self, name):
        return sorted((self.root / name).glob('*.pdf'))

    def verify(self, *words):
        return hocba('--json', 'verify', '--at', '2026-11-26T08:00:00+07:00', '--trust', self.trust, *words)


def fixed_keys(school):
    """Everybody's keys, so that the symbols are the same on every run: RFC 8032, 7.1, test 1, and a salt of zeros."""
    clerk, pem = school.root / 'clerk', school.root / 'fixed.pem'
    der = base64.b64encode(bytes.fromhex('302e020100300506032b657004220420' + SECRET)).decode()
    pem.write_text(f'-----BEGIN PRIVATE KEY-----\n{der}\n-----END PRIVATE KEY-----\n')
    must('faketime', '2026-01-01', 'openssl', 'req', '-x509', '-new', '-key', pem, '-subj', '/CN=seal', '-days', '9999',
         '-out', clerk / 'seal.pem')
    must('openssl', 'pkcs12', '-export', '-inkey', pem, '-in', clerk / 'seal.pem', '-passout', f'file:{school.root / "pin"}',
         '-out', clerk / 'seal.p12')
    (clerk / 'salt.key').write_text('0' * 64 + '\n')


@functools.cache
def issued():
    """The school after its main job."""
    root = tempfile.mkdtemp(prefix='hocba-e2e-')
    atexit.register(shutil.rmtree, root, True)
    school = School(root)
    must(PROGRAM, 'render', *School.inputs, '-o', school.root / 'draft')
    assert school.issue(*School.inputs).returncode == 0
    school.keep('sealed', school.work)
    assert school.sign('principal').returncode == 0
    school.keep('principal-signed', school.work)
    assert school.sign('school').returncode == 0
    school.keep('school-signed', school.root / 'issued')
    school.lists()
    return school

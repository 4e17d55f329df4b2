"""From B-B to B-LTA with a timestamp authority, OCSP and lists on loopback: what each level adds, what happens when a
service is down, and how the archive renews. Witnesses: veraPDF, pdfsig, openssl."""
import atexit
import calendar
import functools
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest

from school import CODE, PROGRAM, SOURCE, hocba, must, run

NOW = '2026-11-25T08:00:00+07:00'
DOCUMENTS = 3


class Services:
    """The PKI of tests/support/pki.sh with its services; their clock and their failures are files."""

    def __init__(self, root):
        self.root = root / 'pki'
        self.root.mkdir()
        self.process = subprocess.Popen(['python3', '-B', SOURCE / 'tests/support/services.py', self.root])
        atexit.register(self.process.terminate)
        while not (self.root / 'port').exists():
            assert self.process.poll() is None
            time.sleep(0.01)
        self.port = (self.root / 'port').read_text()
        must('bash', SOURCE / 'tests/support/pki.sh', self.root, self.port)
        self.clock('2026-11-25T01:00:00Z')
        self.down('')

    def clock(self, utc):
        (self.root / 'now').write_text(utc)

    def down(self, names):
        (self.root / 'down').write_text(names)


class School:
    """Three desks that sign; `level` is of the desk that is named."""

    def __init__(self, root, services, level, records):
        self.root, self.services, self.archive = root, services, root / 'archive'
        self.work, self.issued, self.trust = root / 'work', root / 'issued', root / 'trust'
        pki = services.root
        (root / 'pin').write_text('1234')
        (root / 'pin').chmod(0o600)
        must(PROGRAM, 'keys', 'create', '--kind', 'salt', '-o', root / 'salt.key')
        must(PROGRAM, 'archive', 'init', self.archive, '--origin', 'hocba.example/test', '--log-key', root / 'log.key')
        (root / 'custodian.toml').write_text(f'''
school = "{CODE}"
archive = "archive"
[custody]
root_key = "{pki}/seal-root.key.pem"
pdf_roots = "{pki}/pdf-roots.pem"
status_days = 4000
seal_keys = [{{certificate = "{pki}/seal.pem", school = "{CODE}"}}]
signers = [{{certificate = "{pki}/principal.pem", role = "principal", school = "{CODE}"}},
           {{certificate = "{pki}/school.pem", role = "school", school = "{CODE}"}}]
''')
        self.lists()
        self.desk('clerk', level, seal=True)
        for role in ('principal', 'school'):
            self.desk(role, level, role)
        (root / 'records.ndjson').write_text('\n'.join(records) + '\n', encoding='utf-8')

    def lists(self):
        must(PROGRAM, '--time', NOW, 'keys', 'list', '--config', self.root / 'custodian.toml', '-o', self.trust)

    def desk(self, name, level, role=None, seal=False, tsa='tsa-short'):
        pki = self.services.root
        text = f'''
school = "{CODE}"
host = "hocba.example"
procedure = ["principal", "school"]
archive = "archive"
log_key = "log.key"
work = "work"
output = "issued"
trust = "trust"
level = "{level}"
[timestamp]
url = "http://127.0.0.1:{self.services.port}/{tsa}"
'''
        if role:
            text += f'[[keys]]\nrole = "{role}"\npkcs12 = "{pki}/{role}.p12"\npin_file = "pin"\n'
        if seal:
            text += f'[seal]\npkcs12 = "{pki}/seal.p12"\npin_file = "pin"\nsalt_key = "salt.key"\n'
        (self.root / f'{name}.toml').write_text(text)
        return self.root / f'{name}.toml'

    def issue(self):
        return must(PROGRAM, '--lang', 'en', '--time', NOW, 'issue', self.root / 'records.ndjson', '--config',
                    self.root / 'clerk.toml')

    def sign(self, role):
        return must(PROGRAM, '--lang', 'en', '--time', NOW, 'sign', '--yes', self.work, '--as', role, '--config',
                    self.root / f'{role}.toml')

    def renew(self, config, *words, time=NOW):
        return hocba('--time', time, 'archive', 'renew', self.archive, '--config', config, *words)

    def verify(self, *words, at='2026-11-26T08:00:00+07:00'):
        done = hocba('--json', 'verify', '--at', at, '--trust', self.trust, *words)
        return [json.loads(line) for line in done.out.splitlines()]


def class_records(first):
    lines = (SOURCE / 'samples/tieu-hoc-35.ndjson').read_text(encoding='utf-8').splitlines()
    return lines[first:first + DOCUMENTS]


@functools.cache
def services():
    root = pathlib.Path(tempfile.mkdtemp(prefix='hocba-levels-'))
    atexit.register(shutil.rmtree, root, True)
    return Services(root)


@functools.cache
def levels():
    """A folder for each level, the same documents in each: signed at B-B, then lifted."""
    root = services().root.parent / 'levels'
    root.mkdir()
    school = School(root, services(), 'B-B', class_records(0))
    school.issue()
    school.sign('principal')
    school.sign('school')
    folders = {'B-B': school.issued}
    for level in ('B-T', 'B-LT', 'B-LTA'):
        folders[level] = root / level
        shutil.copytree(school.issued, root / level)
        must(PROGRAM, '--time', NOW, 'sign', '--extend', root / level, '--config', school.desk(f'lift-{level}', level))
    return school, folders


def values(data):
    """Signatures and timestamps of a PDF from its raw bytes: whether a timestamp, DER with its padding, what it covers."""
    for found in re.finditer(rb'/SubFilter/(ETSI\.CAdES\.detached|ETSI\.RFC3161)/ByteRange\[0 (\d+) (\d+) (\d+)\] *', data):
        a, b, c = (int(n) for n in found.groups()[1:])
        yield found[1] == b'ETSI.RFC3161', bytes.fromhex(data[a + 1:b - 1].decode()), data[:a] + data[b:b + c], b + c


def der(padded):
    size = padded[1]
    head = 2 if size < 0x80 else 2 + (size & 0x7F)
    return padded[:head + (size if size < 0x80 else int.from_bytes(padded[2:head], 'big'))]


def witness(pdf, at='2026-11-25 02:00:00'):
    """openssl on every CMS and token of a file, at that moment: how many of each."""
    work, trust = pdf.parent / 'witness', services().root / 'pdf-roots.pem'
    moment = str(calendar.timegm(time.strptime(at, '%Y-%m-%d %H:%M:%S')))
    work.mkdir(exist_ok=True)
    counts = [0, 0]
    for is_timestamp, padded, covered, _ in values(pdf.read_bytes()):
        (work / 'der').write_bytes(der(padded))
        (work / 'covered').write_bytes(covered)
        assert not padded[len(der(padded)):].strip(b'\0')
        counts[is_timestamp] += 1
        if is_timestamp:
            must('openssl', 'ts', '-verify', '-token_in', '-in', work / 'der', '-data', work / 'covered', '-CAfile', trust,
                 '-attime', moment)
            continue
        must('openssl', 'cms', '-verify', '-binary', '-inform', 'DER', '-in', work / 'der', '-content', work / 'covered',
             '-CAfile', trust, '-purpose', 'any', '-attime', moment, '-out', '/dev/null')
        shown = must('openssl', 'cms', '-cmsout', '-print', '-inform', 'DER', '-in', work / 'der').out
        assert 'signingTime' not in shown.split('unsignedAttrs:')[0]  # a token has one of its own
    shutil.rmtree(work)
    return tuple(counts)


class Levels(unittest.TestCase):
    def test_every_level_is_pdf_a_3a_and_pdf_ua_1(self):
        folders = levels()[1]
        done = run(SOURCE / 'tests/conformance/verapdf.sh', *folders.values())
        self.assertEqual(0, done.returncode, done.out[-3000:] + done.err[-1000:])

    def test_sizes_and_that_earlier_bytes_are_a_prefix(self):
        folders = levels()[1]
        for pdf in sorted(folders['B-B'].glob('*.pdf')):
            versions = [(folder / pdf.name).read_bytes() for folder in folders.values()]
            print(pdf.name, ' '.join(f'{level} {len(data)}' for level, data in zip(folders, versions)))
            for later in versions[1:]:
                self.assertTrue(later.startswith(versions[0]))
                self.assertEqual(1, len(set(re.findall(rb'/ID\[(<[0-9A-F]+>)', later))))

    def test_openssl_verifies_every_signature_and_token(self):
        folders = levels()[1]
        expected = {'B-B': (2, 0), 'B-T': (2, 1), 'B-LT': (2, 1), 'B-LTA': (2, 2)}
        for level, folder in folders.items():
            for pdf in sorted(folder.glob('*.pdf')):
                self.assertEqual(expected[level], witness(pdf), (level, pdf.name))

    def test_pdfsig_calls_both_signatures_valid(self):
        for folder in levels()[1].values():
            for pdf in folder.glob('*.pdf'):
                out = must('pdfsig', '-nocert', pdf).out
                self.assertEqual(2, out.count('Signature is Valid.'), out)

    def test_qpdf_finds_nothing_to_complain_of(self):
        for folder in levels()[1].values():
            for pdf in folder.glob('*.pdf'):
                self.assertEqual(0, run('qpdf', '--check', pdf).returncode, pdf)

    def test_hocba_verify_finds_every_level_valid(self):
        school, folders = levels()
        for level, folder in folders.items():
            for report in school.verify(*sorted(folder.glob('*.pdf'))):
                self.assertEqual('valid', report['verdict'], (level, report['reasons']))

    def test_lifting_again_changes_nothing(self):
        school, folders = levels()
        before = {pdf: pdf.read_bytes() for pdf in folders['B-LTA'].glob('*.pdf')}
        must(PROGRAM, '--time', NOW, 'sign', '--extend', folders['B-LTA'], '--config', school.root / 'lift-B-LTA.toml')
        self.assertEqual(before, {pdf: pdf.read_bytes() for pdf in before})

    def test_after_the_lock_nobody_signs(self):
        school, folders = levels()
        pdf = sorted(folders['B-LTA'].glob('*.pdf'))[0]
        before = pdf.read_bytes()
        for role in ('principal', 'school'):
            hocba('--time', NOW, 'sign', '--yes', pdf, '--as', role, '--config', school.root / f'{role}.toml')
            self.assertTrue(not pdf.exists() or pdf.read_bytes() == before)
        pdf.write_bytes(before)


class ServicesDown(unittest.TestCase):
    """One school whose services fail in turn; each step builds on the one before."""

    @classmethod
    def setUpClass(cls):
        root = services().root.parent / 'down'
        root.mkdir()
        cls.school = School(root, services(), 'B-LTA', class_records(DOCUMENTS))
        cls.school.issue()
        services().down('tsa-short')
        cls.principal = cls.school.sign('principal')
        services().down('ocsp crl')
        cls.last = cls.school.sign('school')
        services().down('')
        shutil.copytree(cls.school.issued, root / 'older')
        cls.older = sorted((root / 'older').glob('*.pdf'))

    def test_1_the_batch_goes_on_and_says_so(self):
        self.assertIn('HTTP 503', self.principal.err)
        self.assertIn(f'{DOCUMENTS} documents reached B-T and not yet B-LTA', self.last.out)
        self.assertEqual(DOCUMENTS, len(self.older))
        for pdf in self.older:
            self.assertEqual((2, 1), witness(pdf))  # the principal's without a token, hence a document timestamp

    def test_2_a_second_run_lifts_what_the_archive_holds(self):
        done = self.school.renew(self.school.root / 'school.toml')
        self.assertEqual(0, done.returncode, done.err)
        self.assertIn(f'{DOCUMENTS} documents renewed, 0 last long enough, 0 not yet', done.out)
        again = self.school.renew(self.school.root / 'school.toml', '--within', '30')
        self.assertIn(f'0 documents renewed, {DOCUMENTS} last long enough, 0 not yet', again.out)
        self.get('newer')

    def test_3_before_the_authority_ends_it_is_renewed_by_the_next_one(self):
        config = self.school.desk('later', 'B-LTA', tsa='tsa-long')
        services().clock('2027-12-01T01:00:00Z')
        services().down('tsa-long')
        down = self.school.renew(config, time='2027-12-01T08:00:00+07:00')
        self.assertEqual(8, down.returncode)
        self.assertIn(f'0 documents renewed, 0 last long enough, {DOCUMENTS} not yet', down.out)
        services().down('')
        done = self.school.renew(config, time='2027-12-01T08:00:00+07:00')
        services().clock('2026-11-25T01:00:00Z')
        self.assertEqual(0, done.returncode, done.err)
        self.assertIn(f'{DOCUMENTS} documents renewed', done.out)
        for pdf in self.get('newest'):
            self.assertEqual((2, 3), witness(pdf, '2027-12-02 00:00:00'))
            print(pdf.name, 'B-T', self.size('older', pdf), 'B-LTA', self.size('newer', pdf), 'renewed', pdf.stat().st_size)

    def test_4_the_archive_knows_every_version_and_is_sound(self):
        root = self.school.root
        must(PROGRAM, 'archive', 'check', self.school.archive)
        must(SOURCE / 'scripts/cold-check.sh', self.school.archive)
        self.school.lists()
        for stage in ('older', 'newer', 'newest'):
            at = '2027-12-02T08:00:00+07:00' if stage == 'newest' else '2026-11-26T08:00:00+07:00'
            for report in self.school.verify('--archive', self.school.archive, *sorted((root / stage).glob('*.pdf')), at=at):
                self.assertEqual('valid', report['verdict'], (stage, report['reasons']))
        log = b''.join(file.read_bytes() for file in (self.school.archive / 'log/tile/entries').rglob('*') if file.is_file())
        renewals = set(re.findall(rb'"manifest":"(\w+)"[^}]*},"end":\d+,"format":"hocba-log/1","kind":"renew"', log))
        self.assertEqual(2 * DOCUMENTS, len(renewals))  # earlier partial bundles repeat some
        must(PROGRAM, 'archive', 'rebuild', self.school.archive)
        must(PROGRAM, 'archive', 'check', self.school.archive)

    def test_5_every_version_is_pdf_a_3a_and_pdf_ua_1_and_begins_with_the_one_before(self):
        root = self.school.root
        done = run(SOURCE / 'tests/conformance/verapdf.sh', *(root / stage for stage in ('older', 'newer', 'newest')))
        self.assertEqual(0, done.returncode, done.out[-3000:] + done.err[-1000:])
        for pdf in self.older:
            older, newer, newest = ((root / stage / pdf.name).read_bytes() for stage in ('older', 'newer', 'newest'))
            self.assertTrue(newer.startswith(older))
            self.assertTrue(newest.startswith(newer))

    def get(self, stage):
        must(PROGRAM, 'archive', 'get', self.school.archive, '-o', self.school.root / stage)
        return sorted((self.school.root / stage).glob('*.pdf'))

    def size(self, stage, pdf):
        return (self.school.root / stage / pdf.name).stat().st_size


if __name__ == '__main__':
    unittest.main()

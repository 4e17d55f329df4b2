"""Keys where they are: the class signed on a token, at a remote service, and by another program altogether."""
import base64
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import uuid

from school import NOW, PROGRAM, SOURCE, School, hocba, must, run

PIN = 'a-pin-of-the-test'
HSM = '/usr/lib/softhsm/libsofthsm2.so'


class Keys(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """One school that issued and sealed; each test starts from a copy of it."""
        cls.sealed = pathlib.Path(tempfile.mkdtemp(prefix='hocba-keys-'))
        cls.addClassCleanup(shutil.rmtree, cls.sealed)
        school = School(cls.sealed)
        assert school.issue(*School.inputs).returncode == 0
        school.lists()

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix='hocba-keys-'))
        self.addCleanup(shutil.rmtree, self.root)
        shutil.copytree(self.sealed, self.root, dirs_exist_ok=True)
        self.school = School.__new__(School)
        self.school.root = self.root
        self.school.archive, self.school.trust, self.school.work = (self.root / name for name in ('archive', 'trust', 'work'))
        self.pki = self.root / 'pki'

    def private_key(self, who):
        path = self.root / f'{who}.key'
        must('openssl', 'pkcs12', '-in', self.pki / f'{who}.p12', '-passin', f'pass:{PIN}', '-nodes', '-nocerts', '-out', path)
        return path

    def configure(self, who, key):
        path = self.school.config(who)
        text = path.read_text().split('[[keys]]')[0]
        path.write_text(f'{text}[[keys]]\nrole = "{who}"\n{key}\n')

    def token(self, who, module=HSM):
        """A SoftHSM token with the key and certificate of one person; what the environment must say."""
        folder = self.root / 'token'
        (folder / 'tokens').mkdir(parents=True, exist_ok=True)
        (folder / 'softhsm2.conf').write_text(f'directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n')
        env = {'SOFTHSM2_CONF': str(folder / 'softhsm2.conf')}
        must('softhsm2-util', '--init-token', '--free', '--label', who, '--pin', '1234', '--so-pin', '5678', env=env)
        must('openssl', 'pkcs8', '-topk8', '-nocrypt', '-in', self.private_key(who), '-out', folder / 'key')
        must('softhsm2-util', '--import', folder / 'key', '--token', who, '--label', 'sign', '--id', '01', '--pin', '1234', env=env)
        must('openssl', 'x509', '-in', self.pki / f'{who}.pem', '-outform', 'DER', '-out', folder / 'certificate')
        must('pkcs11-tool', '--module', HSM, '--token-label', who, '--login', '--pin', '1234', '--write-object',
             folder / 'certificate', '--type', 'cert', '--label', 'sign', '--id', '01', env=env)
        (self.root / 'token-pin').write_text('1234\n')
        (self.root / 'token-pin').chmod(0o600)
        self.configure(who, f'pkcs11 = "pkcs11:token={who};object=sign"\nmodule = "{module}"\n'
                            f'chain = "../pki/issuing.pem"\npin_file = "../token-pin"')
        return env

    def sign(self, who, *words, env=None):
        return hocba('--time', NOW, 'sign', '--yes', self.school.work, '--as', who, '--config', self.school.config(who), *words, env=env)

    def all_valid(self, count=36):
        self.school.lists()  # what waited is issued now
        files = sorted((self.root / 'issued').glob('*.pdf'))
        self.assertEqual(count, len(files))
        done = self.school.verify(*files)
        self.assertEqual(0, done.returncode, done.out[:2000] + done.err[:2000])
        seen = must('pdfsig', '-nocert', files[0]).out
        self.assertEqual(2, seen.count('Signature is Valid.'), seen)

    def test_the_class_is_signed_on_a_token_and_what_is_signed_is_not_signed_twice(self):
        env = self.token('principal')
        done = self.sign('principal', env=env)
        self.assertEqual(0, done.returncode, done.err)
        before = {path.name: path.read_bytes() for path in self.school.work.glob('*.pdf')}
        done = self.sign('principal', env=env)
        self.assertEqual(0, done.returncode, done.err)
        self.assertEqual(before, {path.name: path.read_bytes() for path in self.school.work.glob('*.pdf')})
        self.assertEqual(0, self.school.sign('school').returncode)
        self.all_valid()

    def test_killed_in_the_middle_of_a_batch_on_a_token_the_next_run_signs_the_rest_once(self):
        env = {**self.token('principal'), 'HOCBA_TOKEN_LOG': str(self.root / 'log'), 'HOCBA_TOKEN_FAULTS': 'slow'}
        self.configure('principal', self.school.config('principal').read_text().split('role = "principal"\n')[1]
                       .replace(HSM, os.environ['HOCBA_FAULTY_TOKEN']))
        running = subprocess.Popen([PROGRAM, '--time', NOW, 'sign', '--yes', str(self.school.work), '--as', 'principal', '--jobs', '1',
                                    '--config', str(self.school.config('principal'))], env={**os.environ, **env},
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while running.poll() is None and self.signatures() < 20:
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
        running.wait()
        self.assertEqual(-signal.SIGKILL, running.returncode)
        killed = {path.name: path.read_bytes() for path in self.school.work.glob('*.pdf')}
        finished = {name for name, pdf in killed.items() if pdf.count(b'/ByteRange') == 1}
        self.assertLess(0, len(finished))
        self.assertLess(len(finished), 36)
        (self.root / 'log').write_text('')
        env['HOCBA_TOKEN_FAULTS'] = ''
        done = self.sign('principal', env=env)
        self.assertEqual(0, done.returncode, done.err)
        self.assertEqual(36 - len(finished), self.signatures())
        for path in self.school.work.glob('*.pdf'):
            self.assertEqual(1, path.read_bytes().count(b'/ByteRange'))
            if path.name in finished:
                self.assertEqual(killed[path.name], path.read_bytes())
        self.assertEqual(0, self.school.sign('school').returncode)
        self.all_valid()

    def signatures(self):
        log = self.root / 'log'
        return log.read_text().count('sign\n') if log.exists() else 0

    def test_a_token_pulled_out_leaves_the_rest_for_the_next_run(self):
        env = {**self.token('principal', os.environ['HOCBA_FAULTY_TOKEN']), 'HOCBA_TOKEN_LOG': str(self.root / 'log')}
        done = self.sign('principal', '--jobs', '1', env={**env, 'HOCBA_TOKEN_FAULTS': 'removed-after=20'})
        self.assertEqual(6, done.returncode, done.err)
        self.assertIn('The token was removed in the middle of the work.', done.err)
        done = self.sign('principal', env=env)
        self.assertEqual(0, done.returncode, done.err)
        self.assertEqual(36, sum(path.read_bytes().count(b'/ByteRange') for path in self.school.work.glob('*.pdf')))

    def test_a_wrong_pin_is_tried_once_for_the_whole_class(self):
        env = {**self.token('principal', os.environ['HOCBA_FAULTY_TOKEN']), 'HOCBA_TOKEN_LOG': str(self.root / 'log')}
        (self.root / 'token-pin').write_text('9999\n')
        done = self.sign('principal', env=env)
        self.assertEqual(6, done.returncode, done.err)
        self.assertIn('The PIN of the token is wrong', done.err)
        self.assertEqual('login\n', (self.root / 'log').read_text())

    def test_a_remote_service_is_asked_once_for_the_whole_class(self):
        folder = self.root / 'csc'
        folder.mkdir()
        service = subprocess.Popen(['python3', str(SOURCE / 'tests/support/csc_service.py'), str(folder), str(self.private_key('school')),
                                    str(self.pki / 'school.pem'), str(self.pki / 'issuing.pem')])
        self.addCleanup(service.wait)
        self.addCleanup(service.terminate)
        while not (folder / 'port').exists():
            time.sleep(0.01)
        (self.root / 'access').write_text('open-sesame\n')
        (self.root / 'access').chmod(0o600)
        self.configure('school', f'csc = "http://127.0.0.1:{(folder / "port").read_text()}/csc/v2"\ncredential = "desk"\n'
                                 'pin_file = "../access"')
        self.assertEqual(0, self.school.sign('principal').returncode)
        before = {path.name: path.read_bytes() for path in self.school.work.glob('*.pdf')}
        (folder / 'mode').write_text('wrong-signature')
        (folder / 'multisign').write_text('10')
        done = self.sign('school')
        self.assertEqual(6, done.returncode, done.err)
        self.assertIn('The remote signing service gave a wrong signature', done.err)
        self.assertEqual(['credentials/info', 'credentials/authorize 10', 'signatures/signHash 10'], (folder / 'log').read_text().splitlines())
        self.assertEqual(before, {path.name: path.read_bytes() for path in self.school.work.glob('*.pdf')})
        for name in ('mode', 'multisign', 'log'):
            (folder / name).unlink()
        done = self.sign('school')
        self.assertEqual(0, done.returncode, done.err)
        self.assertEqual(['credentials/info', 'credentials/authorize 36', 'signatures/signHash 36'], (folder / 'log').read_text().splitlines())
        self.all_valid()

    def seal_token(self, certificate='clerk/token.pem', key='pkcs11:token=seal;object=seal-2026', *words):
        """A SoftHSM token without keys, and a seal key made on it by hocba."""
        folder = self.root / 'token'
        if not folder.exists():
            (folder / 'tokens').mkdir(parents=True)
            (folder / 'softhsm2.conf').write_text(f'directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n')
            must('softhsm2-util', '--init-token', '--free', '--label', 'seal', '--pin', '1234', '--so-pin', '5678', env=self.hsm())
            (self.root / 'token-pin').write_text('1234\n')
            (self.root / 'token-pin').chmod(0o600)
        return hocba('keys', 'create', '--kind', 'seal', '--token', key, '--module', HSM, '-o', self.root / certificate, '--name', 'Mã xác thực',
                     '--from', '2026-01-01', '--until', '2046-01-01', '--pin-file', self.root / 'token-pin', *words, env=self.hsm())

    def hsm(self):
        return {'SOFTHSM2_CONF': str(self.root / 'token/softhsm2.conf')}

    def seal_on_token(self, certificate='token.pem'):
        path = self.school.config('clerk')
        path.write_text(path.read_text().split('[seal]')[0] + f"""[seal]
pkcs11 = "pkcs11:token=seal;object=seal-2026"
module = "{HSM}"
certificate = "{certificate}"
pin_file = "../token-pin"
salt_key = "salt.key"
""")

    def test_a_seal_key_that_never_left_its_token_seals_a_class_that_verifies(self):
        done = self.seal_token()
        self.assertEqual(0, done.returncode, done.err)
        pem = self.root / 'clerk/token.pem'
        shown = must('openssl', 'x509', '-in', pem, '-noout', '-subject', '-dates', '-nameopt', 'utf8').out
        self.assertEqual('subject=CN=Mã xác thực\nnotBefore=Dec 31 17:00:00 2025 GMT\nnotAfter=Dec 31 17:00:00 2045 GMT\n', shown)
        must('openssl', 'verify', '-check_ss_sig', '-CAfile', pem, pem)
        objects = must('pkcs11-tool', '--module', HSM, '--token-label', 'seal', '--login', '--pin', '1234', '-O', env=self.hsm()).out
        self.assertIn('never extractable', objects)
        self.seal_on_token()
        custodian = self.school.config('custodian')
        custodian.write_text(custodian.read_text().replace('../clerk/seal.pem', '../clerk/token.pem'))
        shutil.rmtree(self.school.work)
        shutil.rmtree(self.school.archive)
        (self.root / 'log.key').unlink()
        must(PROGRAM, 'archive', 'init', self.school.archive, '--origin', 'hocba.example/test', '--log-key', self.root / 'log.key')
        done = self.school.issue(*School.inputs, env=self.hsm())
        self.assertEqual(0, done.returncode, done.err)
        first = {path.name: path.read_bytes() for path in self.school.work.glob('*.pdf')}
        self.assertEqual(36, len(first))
        for role in ('principal', 'school'):
            self.assertEqual(0, self.school.sign(role).returncode)
        self.all_valid()

    def test_what_is_wrong_with_a_seal_token_is_said_and_nothing_is_replaced(self):
        self.assertEqual(0, self.seal_token().returncode)
        done = self.seal_token('clerk/second.pem')
        self.assertEqual(64, done.returncode)
        self.assertIn('an old key is never replaced', done.err)
        self.assertFalse((self.root / 'clerk/second.pem').exists())
        done = self.seal_token('clerk/token.pem', 'pkcs11:token=seal;object=other')
        self.assertEqual(64, done.returncode)
        self.assertIn('a key is never overwritten', done.err)
        done = self.seal_token('clerk/second.pem', 'pkcs11:token=nobody;object=seal')
        self.assertEqual(6, done.returncode)
        self.assertIn('There is no such token.', done.err)
        self.seal_on_token('seal.pem')  # of the key in the file
        done = self.school.issue(*School.inputs, env=self.hsm())
        self.assertEqual(6, done.returncode)
        self.assertIn('the key on the token is not that of the certificate', done.err)
        (self.root / 'token-pin').write_text('9999\n')
        self.seal_on_token()
        done = self.school.issue(*School.inputs, env=self.hsm())
        self.assertEqual(6, done.returncode)
        self.assertIn('The PIN of the token is wrong', done.err)

    def prepare(self, who, *words):
        path = self.root / 'list.json'
        done = hocba('--time', NOW, 'sign', self.school.work, '--as', who, '--prepare', path, '--certificate', self.pki / f'{who}.pem',
                     '--chain', self.pki / 'issuing.pem', '--config', self.school.config(who), *words)
        self.assertEqual(0, done.returncode, done.err)
        return path

    def openssl(self, who, path, digest='sha256'):
        """What another program does with the list: a signature for each digest."""
        folder = self.root / 'signatures'
        folder.mkdir(exist_ok=True)
        key = self.private_key(who)
        for document in json.loads(path.read_text())['documents']:
            (self.root / 'digest').write_bytes(base64.b64decode(document['digest_base64']))
            must('openssl', 'pkeyutl', '-sign', '-inkey', key, '-pkeyopt', f'digest:{digest}', '-in', self.root / 'digest',
                 '-out', folder / (document['code'] + '.sig'))
        return folder

    def complete(self, who, path, signatures):
        return hocba('sign', '--complete', path, '--signatures', signatures, '--config', self.school.config(who))

    def test_another_program_signs_digests_and_every_document_is_valid(self):
        self.configure('principal', '')
        self.configure('school', '')
        before = {path.name: path.read_bytes() for path in self.school.work.glob('*.pdf')}
        path = self.prepare('principal', '--digest', 'SHA-384')
        self.assertEqual(before, {path.name: path.read_bytes() for path in self.school.work.glob('*.pdf')})
        text = path.read_text() + path.with_suffix('.json.txt').read_text()
        pupils = [json.loads(line)['pupil']['name'] for line in School.inputs[0].read_text(encoding='utf-8').splitlines()]
        self.assertFalse([name for name in pupils if name in text])
        done = self.complete('principal', path, self.openssl('principal', path, 'sha384'))
        self.assertEqual(0, done.returncode, done.err)
        shutil.rmtree(self.root / 'signatures')
        path = self.prepare('school')
        folder = self.openssl('school', path)
        lines = self.root / 'signatures.ndjson'
        lines.write_text(''.join(json.dumps({'code': file.stem, 'signature': base64.b64encode(file.read_bytes()).decode()}) + '\n'
                                 for file in sorted(folder.glob('*.sig'))))
        done = self.complete('school', path, lines)
        self.assertEqual(0, done.returncode, done.err)
        self.all_valid()

    def test_what_does_not_match_the_list_is_refused_by_name_and_the_others_are_signed(self):
        path = self.prepare('principal')
        folder = self.openssl('principal', path)
        missing, foreign, swapped, changed = sorted(folder.glob('*.sig'))[:4]
        missing.unlink()
        foreign.write_bytes(b'x' * 256)
        swapped.write_bytes(sorted(folder.glob('*.sig'))[-1].read_bytes())
        other = json.loads(path.read_text())
        for document in other['documents']:
            if document['code'] == changed.stem:
                document['digest_hex'] = '00' * 32
                document['digest_base64'] = base64.b64encode(bytes(32)).decode()
        path.write_text(json.dumps(other))
        done = self.complete('principal', path, folder)
        self.assertEqual(6, done.returncode, done.err)
        for file, message in ((missing, 'the signing program gave no signature for this document'),
                              (foreign, 'The signature is not of this key over this document.'),
                              (swapped, 'The signature is not of this key over this document.'),
                              (changed, 'the document is not as it was when the list was made')):
            self.assertIn(message, done.err)
            self.assertNotIn(b'/ByteRange', (self.school.work / (file.stem + '.pdf')).read_bytes())
        self.assertEqual(32, sum(path.read_bytes().count(b'/ByteRange') for path in self.school.work.glob('*.pdf')))

    def test_a_list_that_is_none_a_stranger_and_an_unknown_signature_are_refused(self):
        path = self.prepare('principal')
        folder = self.openssl('principal', path)
        (folder / 'AAAAAAAAAAAA.sig').write_bytes(b'x')
        done = self.complete('principal', path, folder)
        self.assertEqual(64, done.returncode)
        self.assertIn('"AAAAAAAAAAAA" has a signature but is not in the list', done.err)
        path.write_text('{}')
        done = self.complete('principal', path, folder)
        self.assertEqual(64, done.returncode)
        self.assertIn('this is no list of hocba sign --prepare', done.err)
        text = self.school.config('principal').read_text()
        self.school.config('principal').write_text('trust = "../trust"\n' + text)
        done = hocba('--time', NOW, 'sign', self.school.work, '--as', 'principal', '--prepare', self.root / 'other.json', '--certificate',
                     self.pki / 'homeroom.pem', '--config', self.school.config('principal'))
        self.assertEqual(6, done.returncode, done.err)
        self.assertFalse((self.root / 'other.json').exists())

    def test_a_key_lies_in_one_place_and_signs_with_a_known_digest(self):
        for key, message in (('pkcs12 = "a"\npkcs11 = "pkcs11:token=a"', 'has exactly one of pkcs12, pkcs11, csc'),
                             ('digest = "SHA-256"', 'has exactly one of pkcs12, pkcs11, csc'),
                             ('csc = "https://a"', '"keys.credential" is not configured'),
                             ('pkcs12 = "a"\ndigest = "SHA-1"', '"SHA-1" is no digest to sign with')):
            self.configure('principal', key)
            done = self.sign('principal')
            self.assertEqual(64, done.returncode, done.err)
            self.assertIn(message, done.err)

    def test_a_certificate_is_asked_for_with_the_names_of_the_desk_and_no_key_is_overwritten(self):
        self.configure('principal', 'pkcs12 = "new.p12"\nname = "Trần Văn E"\norganisation = "Trường Quang Trung"\npin_file = "../pin"')
        words = ('keys', 'request', '--as', 'principal', '--config', self.school.config('principal'), '-o', self.root / 'csr')
        done = hocba(*words)
        self.assertEqual(0, done.returncode, done.err)
        seen = must('openssl', 'req', '-verify', '-noout', '-subject', '-nameopt', 'utf8,sep_comma_plus', '-in', self.root / 'csr')
        self.assertIn('C=VN,O=Trường Quang Trung,CN=Trần Văn E', seen.out)
        self.assertEqual(0o600, (self.root / 'principal/new.p12').stat().st_mode & 0o777)
        self.assertEqual(64, hocba(*words).returncode)
        (self.root / 'csr').unlink()
        done = hocba(*words)
        self.assertEqual(64, done.returncode)
        self.assertIn('nothing is overwritten', done.err)
        self.assertFalse((self.root / 'csr').exists())

    def test_a_registration_says_what_the_circular_prints_and_names_what_it_does_not(self):
        done = hocba('keys', 'register', '--certificate', self.pki / 'principal.pem', '--kind', 'USB_TOKEN', '--provider', 'BAN_CO_YEU',
                     '--office', '01', '-o', self.root / 'register.json')
        self.assertEqual(0, done.returncode, done.err)
        written = json.loads((self.root / 'register.json').read_text())
        serial = must('openssl', 'x509', '-noout', '-serial', '-in', self.pki / 'principal.pem').out.strip().removeprefix('serial=')
        self.assertEqual({'type': '3', 'ma_don_vi': '01', 'serial_number': serial, 'ngay_hieu_luc': '2026-01-01T07:00:00+07:00',
                          'ma_kieu_chu_ky': 'USB_TOKEN', 'nha_phat_hanh': 'BAN_CO_YEU'},
                         {name: value for name, value in written.items() if name != 'messageid'})
        self.assertEqual(4, uuid.UUID(written['messageid']).version)
        self.assertIn('function and content are missing', done.err)


if __name__ == '__main__':
    unittest.main()

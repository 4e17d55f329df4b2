"""What the custodian publishes: the status list, the keys with the seals of a stolen one, and the site."""
import base64
import hashlib
import json
import pathlib
import re
import shutil
import tempfile
import unittest

from school import CODE, PROGRAM, SOURCE, School, hocba, issued, must

LISTED = '2026-11-25T09:00:00+07:00'


def payload(path):
    """What a list says; its signature is the business of verify."""
    body = pathlib.Path(path).read_text().split('.')[1]
    return json.loads(base64.urlsafe_b64decode(body + '=' * (-len(body) % 4)))


class Publish(unittest.TestCase):
    def setUp(self):
        """A copy of the school that issued 36 documents, with a custodian of its own."""
        self.root = pathlib.Path(tempfile.mkdtemp(prefix='hocba-publish-'))
        self.addCleanup(shutil.rmtree, self.root)
        shutil.copytree(issued().root, self.root, dirs_exist_ok=True)
        self.custodian = self.root / 'custodian'
        self.config = self.custodian / 'hocba.toml'
        self.trust = self.root / 'trust'
        self.documents = [json.loads(line) for line in hocba('--json', 'archive', 'find', self.root / 'archive').out.splitlines()]

    def configure(self, text):
        """Lines at the end of [custody]."""
        self.config.write_text(self.config.read_text() + text)

    def lists(self, time=LISTED):
        return hocba('--time', time, 'keys', 'list', '--config', self.config, '-o', self.trust)

    def status(self):
        done = self.lists()
        self.assertEqual(0, done.returncode, done.err)
        return payload(self.trust / 'status.jws')

    def verdict(self, pdf, *words):
        done = hocba('--json', 'verify', '--at', '2026-11-26T08:00:00+07:00', '--trust', self.trust, pdf, *words)
        report = json.loads(done.out)
        return report['verdict'], [reason['code'] for reason in report['reasons']]

    def pdf(self, document):
        return self.root / 'school-signed' / f'{document["code"]}.pdf'

    def test_issued_documents_are_not_in_the_status_list_and_what_waits_for_a_signature_is(self):
        self.assertEqual([], self.status()['entries'])
        sealed = self.root / 'half'
        sealed.mkdir()
        school = School(sealed)
        assert school.issue(*School.inputs).returncode == 0
        school.lists()
        entries = payload(school.trust / 'status.jws')['entries']
        self.assertEqual(36, len(entries))
        self.assertEqual({'pending'}, {entry['state'] for entry in entries})
        self.assertEqual(sorted(entry['document'] for entry in entries), [entry['document'] for entry in entries])

    def test_the_list_says_when_it_was_made_and_how_long_it_is_good(self):
        status = self.status()
        self.assertEqual(LISTED, status['as_of'])
        self.assertEqual('2027-12-30T09:00:00+07:00', status['expires'])  # 400 days

    def test_the_custodians_exceptions_enter_the_list_and_the_verdict(self):
        first, second = self.documents[0], self.documents[1]
        typed = f'{first["code"][:4]}-{first["code"][4:8]}-{first["code"][8:]}'.lower().replace('0', 'o').replace('1', 'l')
        (self.custodian / 'exceptions.toml').write_text(f'''
[[exception]]
code = "{typed}"
state = "revoked"
reason = "Quyết định 12/QĐ-SGDĐT, 2026-11-24"

[[exception]]
document = "{second["document"][:16]}"
state = "superseded"
''')
        self.configure('exceptions = "exceptions.toml"\n')
        # a table of [custody] ends at the first [[…]]: this line still belongs to it
        status = self.status()
        found = {entry['document']: entry for entry in status['entries']}
        self.assertEqual({first['document'][:16], second['document'][:16]}, set(found))
        self.assertEqual('Quyết định 12/QĐ-SGDĐT, 2026-11-24', found[first['document'][:16]]['reason'])
        verdict, codes = self.verdict(self.pdf(first))
        self.assertEqual('invalid', verdict)
        self.assertIn('status-revoked', codes)
        verdict, codes = self.verdict(self.pdf(second))
        self.assertNotEqual('valid', verdict)
        self.assertIn('status-superseded', codes)
        self.assertEqual('valid', self.verdict(self.pdf(self.documents[2]))[0])

    def test_an_exception_that_names_no_document_stops_the_list(self):
        before = (self.trust / 'status.jws').read_bytes()
        self.configure('exceptions = "exceptions.toml"\n')
        for text, place, said in (
                ('[[exception]]\ncode = "0000-0000-0000"\nstate = "revoked"\n', ':1:', 'the archive has no document with the code'),
                ('[[exception]]\ncode = "short"\nstate = "revoked"\n', ':1:', 'the archive has no document with the code'),
                ('[[exception]]\nstate = "revoked"\n', ':1:', 'code (12 characters beside the QR) is needed'),
                ('\n[[exception]]\ndocument = "00"\nstate = "revoked"\n', ':2:', 'code (12 characters beside the QR) is needed'),
                ('[[exception]]\ndocument = "0011223344556677"\nstate = "gone"\n', ':1:', '"gone" is no state'),
                ('[[exception]]\ndokument = "0011223344556677"\n', ':2:', 'unknown name "dokument"')):
            (self.custodian / 'exceptions.toml').write_text(text)
            done = self.lists()
            self.assertEqual(64, done.returncode, text)
            self.assertIn('exceptions.toml' + place, done.err)
            self.assertIn(said, done.err)
        self.assertEqual(before, (self.trust / 'status.jws').read_bytes())

    def test_a_code_from_paper_finds_its_document_however_it_is_typed(self):
        wanted = self.documents[5]
        code = wanted['code']
        for typed in (code, f'{code[:4]}-{code[4:8]}-{code[8:]}', code.lower().replace('0', 'O').replace('1', 'i'), f' {code} '):
            found = hocba('archive', 'find', self.root / 'archive', '--code', typed)
            self.assertEqual(0, found.returncode, found.err)
            for part in (code, wanted['pupil'], wanted['pupil_id'], CODE, wanted['year'], 'issued'):
                self.assertIn(part, found.out)
            self.assertEqual(1, len(found.out.splitlines()))
            shown = hocba('--json', 'archive', 'show', self.root / 'archive', typed)
            self.assertEqual(code, json.loads(shown.out)['code'])
        done = hocba('archive', 'find', self.root / 'archive', '--code', '0123-4567')
        self.assertEqual(64, done.returncode)
        self.assertIn('a code has 12 characters', done.err)
        done = hocba('archive', 'find', self.root / 'archive', '--code', '0000-0000-0000')
        self.assertEqual(('', 0), (done.out, done.returncode))
        self.assertIn('the archive has no such document', done.err)

    def publish(self, *words, time=LISTED, trust='trust'):
        desk = self.root / 'publisher.toml'
        desk.write_text(f'host = "hocba.example"\ntrust = "{trust}"\n')
        return hocba('--time', time, *words, 'publish', '--config', desk, '-o', self.root / 'site')

    def files(self):
        site = self.root / 'site'
        return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob('*')) if path.is_file()}

    def test_the_site_is_the_built_page_with_lists_forms_and_headers_and_the_same_twice(self):
        done = self.publish()
        self.assertEqual(0, done.returncode, done.err)
        first = self.files()
        built = SOURCE / 'web/dist'
        for path in built.rglob('*'):
            if path.is_file():
                self.assertEqual(path.read_bytes(), first[str(path.relative_to(built))])
        for name in ('pdf-roots.pem', 'seal-root.jwk', 'seal-keys.jws', 'status.jws', 'signers.jws'):
            self.assertEqual((self.trust / name).read_bytes(), first[f'trust/{name}'])
        self.assertEqual(json.loads(hocba('form', 'dictionary').out), json.loads(first['forms.json']))
        meta = re.search('Content-Security-Policy" content="([^"]*)"', first['v/index.html'].decode()).group(1)
        self.assertIn(f"  Content-Security-Policy: {meta}; frame-ancestors 'none'\n", first['_headers'].decode())
        self.assertIn(f"add_header Content-Security-Policy \"{meta}; frame-ancestors 'none'\" always;", first['README.txt'].decode())
        must('sh', '-c', f'cd {self.root}/site && sha256sum --quiet --strict -c SHA256SUMS')
        self.assertEqual(len(first) - 1, len(first['SHA256SUMS'].splitlines()))
        self.assertEqual(0, self.publish(time='2026-11-25T10:00:00+07:00').returncode)
        self.assertEqual(first, self.files())
        self.assertEqual([], list(self.root.glob('.site*')))

    def test_the_root_keys_fingerprint_is_that_of_openssl_wherever_it_is_shown(self):
        self.assertEqual(0, self.lists().returncode)
        key = self.custodian / 'seal-root.key'
        der = must('openssl', 'pkey', '-in', key, '-pubout', '-outform', 'DER').stdout
        wanted = hashlib.sha256(der).hexdigest()
        grouped = ' '.join(wanted[at:at + 8] for at in range(0, 64, 8))
        self.assertEqual(f'Khóa gốc (SHA-256): {grouped}', must(PROGRAM, '--lang', 'vi', 'keys', 'show', self.trust).stdout.decode().splitlines()[0])
        self.assertEqual(wanted, json.loads(hocba('--json', 'keys', 'show', self.trust).out)['root_sha256'])
        self.assertEqual(wanted, json.loads(self.publish('--json').out)['root_sha256'])
        (self.trust / 'seal-keys.jws').unlink()
        done = hocba('--json', 'keys', 'show', self.trust)
        self.assertEqual(1, done.returncode)
        self.assertIn('seal-keys.jws', done.err)
        self.assertIsNone(json.loads(done.out)['keys_as_of'])

    def test_a_new_list_reaches_the_site_and_an_old_form_stays_in_its_dictionary(self):
        self.assertEqual(0, self.publish().returncode)
        before = self.files()
        forms = json.loads(before['forms.json'])
        retired = {**forms['forms'][0], 'number': 999, 'revision': '1999-1', 'cells': [{'group': '', 'row': 'r', 'column': 'c', 'kind': 'old-kind'}]}
        forms['forms'].append(retired)
        forms['kinds']['old-kind'] = {'words': {'101': 'Đ'}}
        (self.root / 'site/forms.json').write_text(json.dumps(forms))
        self.assertEqual(0, self.lists('2026-11-25T11:00:00+07:00').returncode)
        self.assertEqual(0, self.publish().returncode)
        after = self.files()
        self.assertNotEqual(before['trust/status.jws'], after['trust/status.jws'])
        dictionary = json.loads(after['forms.json'])
        self.assertEqual(retired, dictionary['forms'][-1])
        self.assertEqual({'words': {'101': 'Đ'}}, dictionary['kinds']['old-kind'])
        self.assertEqual(json.loads(before['forms.json'])['forms'], dictionary['forms'][:-1])

    def test_nothing_is_published_that_the_page_would_not_believe_and_no_foreign_folder_is_replaced(self):
        self.assertEqual(0, self.publish().returncode)
        before = self.files()
        done = self.publish(time='2028-01-01T00:00:00+07:00')
        self.assertEqual(64, done.returncode)
        self.assertIn('the status list ended at 2027-12-30', done.err)
        broken = self.root / 'broken'
        shutil.copytree(self.trust, broken)
        (broken / 'seal-keys.jws').write_bytes((broken / 'status.jws').read_bytes())
        done = self.publish(trust='broken')
        self.assertEqual(64, done.returncode)
        self.assertIn('seal-keys.jws: The list is of another type', done.err)
        self.assertEqual(0, self.lists('2026-11-26T08:00:00+07:00').returncode)
        for part, reason in (('seal-keys.jws', 'keys_stale'), ('signers.jws', 'signers_stale')):
            half = self.root / f'half-{part}'
            shutil.copytree(self.trust, half)
            shutil.copy(self.root / 'site/trust' / part, half)
            done = self.publish(trust=half.name, time='2026-11-26T09:00:00+07:00')
            self.assertEqual(64, done.returncode)
            self.assertIn('were not made together', done.err)
            shown = json.loads(must(PROGRAM, '--json', 'keys', 'show', half).stdout)
            self.assertEqual([part], [name for name in ('seal-keys.jws', 'signers.jws') if shown[name[:-4].split('-')[-1] + '_stale']])
            self.assertTrue(shown[reason])
        done = self.publish(trust='nowhere')
        self.assertEqual(8, done.returncode)
        self.configure('hosts = ["other.example"]\n')
        self.lists()
        done = self.publish()
        self.assertEqual(64, done.returncode)
        self.assertIn('the host "hocba.example" is not in the signed key list', done.err)
        self.assertEqual(before, self.files())
        (self.root / 'site/SHA256SUMS').unlink()
        done = self.publish()
        self.assertEqual(64, done.returncode)
        self.configure('')
        shutil.rmtree(self.root / 'site')
        (self.root / 'site').mkdir()
        (self.root / 'site/thesis.txt').write_text('mine')
        self.config.write_text(self.config.read_text().replace('other.example', 'hocba.example'))
        self.lists()
        done = self.publish()
        self.assertEqual(64, done.returncode)
        self.assertIn('this folder holds something else', done.err)
        self.assertEqual({'thesis.txt': b'mine'}, self.files())

    def test_a_page_that_was_not_built_is_said_with_how_to_build_it(self):
        data = self.root / 'data'
        shutil.copytree(SOURCE / 'templates', data / 'templates')
        shutil.copytree(SOURCE / 'fonts', data / 'fonts')
        done = self.publish('--data', data)
        self.assertEqual(8, done.returncode)
        self.assertIn('the verification page is not built', done.err)
        self.assertIn('scripts/lib/web.sh build', done.err)
        self.assertFalse((self.root / 'site').exists())

    def seals(self, pdf):
        """The QR texts of a document, from its attachment."""
        number = re.search(r'^(\d+): issue.json$', must('pdfdetach', '-list', pdf).out, re.MULTILINE)[1]
        must('pdfdetach', '-save', number, '-o', self.root / 'issue.json', pdf)
        return json.loads((self.root / 'issue.json').read_text())['seals']

    def digests(self, *pdfs):
        """As the list of a stolen key names the seals of those documents (docs/seal-format.md)."""
        seals = [seal.split('#')[1] for pdf in pdfs for seal in self.seals(pdf)]
        return sorted(hashlib.sha256(base64.b32decode(data + '=' * (-len(data) % 8))).hexdigest()[:24] for data in seals)

    def forged(self):
        """A thief's own record, sealed with the school's key at a time when it was good; the archive is the thief's."""
        thief = self.root / 'thief'
        (thief / 'clerk').mkdir(parents=True)
        must(PROGRAM, 'archive', 'init', thief / 'archive', '--origin', 'thief', '--log-key', thief / 'log.key')
        shutil.copytree(self.root / 'clerk', thief / 'clerk', dirs_exist_ok=True)
        shutil.copy(self.root / 'pin', thief / 'pin')
        record = (SOURCE / 'samples/tieu-hoc-35.ndjson').read_text(encoding='utf-8').splitlines()[0]
        name = json.loads(record)['pupil']['name']
        (thief / 'record.ndjson').write_text(record.replace(name, 'Nguyễn Văn Giả') + '\n', encoding='utf-8')
        done = hocba('--time', '2026-11-25T08:00:00+07:00', 'issue', thief / 'record.ndjson', '--config', thief / 'clerk/hocba.toml')
        self.assertEqual(0, done.returncode, done.err)
        return self.seals(next((thief / 'work').glob('*.pdf')))[1]

    def key_command(self, *words):
        return hocba('keys', *words, '--config', self.config)

    def seal_key(self):
        self.assertEqual(0, self.lists().returncode)
        return payload(self.trust / 'seal-keys.jws')['keys'][0]

    def test_a_stolen_keys_own_seals_stay_valid_and_a_back_dated_forgery_does_not(self):
        genuine, forged = self.seals(self.pdf(self.documents[3]))[1], self.forged()
        self.assertEqual(('valid', 'valid'), (self.verdict(genuine)[0], self.verdict(forged)[0]))  # nobody can tell yet
        done = self.key_command('revoke', self.root / 'clerk/seal.pem', '--stolen')
        self.assertEqual(0, done.returncode, done.err)
        text = self.config.read_text()
        self.assertIn('{certificate = "../clerk/seal.pem", state = "stolen", issued = "../clerk/seal.issued", school = "01000417"}',
                      text.replace('issued = "../clerk/seal.issued", state = "stolen"', 'state = "stolen", issued = "../clerk/seal.issued"'))
        key = self.seal_key()
        self.assertEqual('stolen', key['state'])
        self.assertEqual(self.digests(*map(self.pdf, self.documents)), key['issued'])
        verdict, codes = self.verdict(genuine)
        self.assertEqual('valid', verdict)
        self.assertIn('seal-key-stolen-listed', codes)
        verdict, codes = self.verdict(forged)
        self.assertEqual('indeterminate', verdict)
        self.assertIn('seal-key-stolen', codes)
        self.assertNotIn('seal-key-stolen-listed', codes)
        self.assertEqual('valid', self.verdict(self.pdf(self.documents[3]))[0])
        before = (self.root / 'clerk/seal.issued').read_bytes()
        self.assertEqual(0, self.key_command('revoke', key['kid'], '--stolen').returncode)
        self.assertEqual((text, before), (self.config.read_text(), (self.root / 'clerk/seal.issued').read_bytes()))

    def test_the_list_of_a_stolen_key_has_what_waits_for_a_signature_and_nothing_of_another_key(self):
        folder = self.root / 'half'
        folder.mkdir()
        school = School(folder)
        assert school.issue(School.inputs[0]).returncode == 0
        must(PROGRAM, 'keys', 'create', '--kind', 'seal', '-o', folder / 'clerk/next.p12', '--name', 'next', '--pin-file', folder / 'pin',
             '--from', '2026-01-01', '--until', '2046-01-01')
        clerk = school.config('clerk')
        clerk.write_text(clerk.read_text().replace('seal.p12', 'next.p12'))
        assert school.issue(School.inputs[1]).returncode == 0
        self.config = school.config('custodian')
        self.assertEqual(0, self.key_command('revoke', folder / 'clerk/seal.pem', '--stolen').returncode)
        listed = (folder / 'clerk/seal.issued').read_text().splitlines()
        first = [json.loads(line)['code'] for line in hocba('--json', 'archive', 'find', school.archive, '--class', '4A').out.splitlines()]
        self.assertEqual((35 * 4, self.digests(*(school.work / f'{code}.pdf' for code in first))), (len(listed), listed))

    def test_a_key_leaves_service_step_by_step_and_the_file_keeps_its_comments(self):
        self.config.write_text(self.config.read_text().replace('seal_keys = [', '# khóa mã QR của trường Đ\nseal_keys = ['))
        before = self.config.read_text()
        key = self.seal_key()['kid']
        self.assertEqual(0, self.key_command('retire', key).returncode)
        self.assertEqual(before.replace('seal.pem",', 'seal.pem", state = "retired",'), self.config.read_text())
        self.assertEqual('retired', self.seal_key()['state'])
        done = self.verdict(self.seals(self.pdf(self.documents[3]))[1])
        self.assertEqual('valid', done[0])
        self.assertIn('seal-key-retired', done[1])
        self.assertEqual(0, self.key_command('revoke', key).returncode)
        self.assertEqual(before.replace('seal.pem",', 'seal.pem", state = "revoked",'), self.config.read_text())
        self.assertEqual('indeterminate', self.verdict_of_listed())
        # And the desk that has the list seals nothing more with it.
        clerk = self.root / 'clerk/hocba.toml'
        clerk.write_text(f'trust = "{self.trust}"\n' + clerk.read_text().replace('trust = ', '# trust = '))
        done = hocba('--time', '2026-11-25T08:00:00+07:00', 'issue', School.inputs[0], '--config', clerk)
        self.assertEqual(6, done.returncode, done.err)
        self.assertIn("the department's list no longer lets this seal key seal", done.err)
        done = self.key_command('retire', key)
        self.assertEqual(64, done.returncode)
        self.assertIn('the key is revoked already', done.err)
        done = self.key_command('retire', '00000000')
        self.assertEqual(64, done.returncode)
        self.assertIn('[custody] has no such seal key', done.err)

    def verdict_of_listed(self):
        self.assertEqual(0, self.lists().returncode)
        return self.verdict(self.seals(self.pdf(self.documents[3]))[1])[0]


if __name__ == '__main__':
    unittest.main()

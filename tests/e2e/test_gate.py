"""Nobody signs and nothing is archived that is not what its record gives, with sound signatures of the right people."""
import json
import pathlib
import re
import shutil
import tempfile
import unittest

from school import PROGRAM, SOURCE, School, hocba, must


class Gate(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='hocba-gate-'))
        self.addCleanup(shutil.rmtree, self.folder)
        self.school = School(self.folder)
        self.assertEqual(0, self.school.issue(SOURCE / 'samples/moet-cv2088/hoc-ba.xml').returncode)
        self.waiting = next(self.school.work.glob('*.pdf'))

    def change(self, old, new, count=1):
        data = self.waiting.read_bytes()
        self.assertIn(old, data)
        self.waiting.write_bytes(data.replace(old, new, count))

    def archived(self):
        return hocba('--json', 'archive', 'find', self.school.archive).out.count('"state":"issued"')

    def test_a_waiting_file_that_was_changed_is_not_signed(self):
        self.change(b'/MarkInfo', b'/MarkInfp')
        done = self.school.sign('principal')
        self.assertEqual(1, done.returncode)
        self.assertIn('not what the attached record', done.err)
        again = self.school.issue(SOURCE / 'samples/moet-cv2088/hoc-ba.xml')
        self.assertEqual(1, again.returncode)  # nor taken up again

    def test_the_school_does_not_sign_over_a_broken_signature(self):
        self.assertEqual(0, self.school.sign('principal').returncode)
        data = bytearray(self.waiting.read_bytes())
        place = data.rindex(b'/M (D:') if b'/M (D:' in data else data.rindex(b'/M(D:')
        data[place + 12] ^= 1  # a digit of the claimed time
        self.waiting.write_bytes(data)
        done = self.school.sign('school')
        self.assertEqual(1, done.returncode, done.out)
        self.assertEqual(0, self.archived())

    def test_a_procedure_that_is_not_the_forms_is_refused(self):
        for procedure, code in (('[]', 64), ('["school"]', 64), ('["school", "principal"]', 64)):
            config = self.school.config('school')
            text = config.read_text()
            config.write_text(f'procedure = {procedure}\n' + text)
            self.assertEqual(code, self.school.sign('school').returncode, procedure)
            config.write_text(text)
        self.assertEqual(0, self.archived())

    def test_a_signer_whom_the_trust_folder_does_not_authorise_is_not_archived(self):
        self.school.lists()
        principal, school = self.school.config('principal'), self.school.config('school')
        principal.write_text(principal.read_text().replace('pki/principal.p12', 'pki/homeroom.p12'))
        school.write_text('trust = "../trust"\n' + school.read_text())
        self.assertEqual(0, self.school.sign('principal').returncode)
        done = self.school.sign('school')
        self.assertEqual(1, done.returncode, done.out)
        self.assertEqual(0, self.archived())

    def test_a_signer_whom_the_own_trust_folder_does_not_authorise_signs_nothing(self):
        self.school.lists()
        config = self.school.config('principal')
        config.write_text('trust = "../trust"\n' + config.read_text().replace('pki/principal.p12', 'pki/homeroom.p12'))
        before = self.waiting.read_bytes()
        done = self.school.sign('principal')
        self.assertEqual(6, done.returncode, done.err)
        self.assertIn('is not among those who may sign as principal', done.err)
        self.assertEqual(before, self.waiting.read_bytes())
        config.write_text(config.read_text().replace('pki/homeroom.p12', 'pki/principal.p12'))
        self.assertEqual(0, self.school.sign('principal').returncode)

    def test_the_good_copy_is_never_overwritten_and_a_lost_one_comes_back(self):
        for role in ('principal', 'school'):
            self.assertEqual(0, self.school.sign(role).returncode)
        copy = self.folder / 'issued' / self.waiting.name
        good = copy.read_bytes()
        bad = bytearray(good)
        bad[len(bad) // 2] ^= 1
        self.waiting.write_bytes(bad)
        self.assertEqual(1, self.school.sign('school').returncode)
        self.assertEqual(good, copy.read_bytes())
        self.waiting.unlink()
        copy.unlink()
        again = self.school.issue(SOURCE / 'samples/moet-cv2088/hoc-ba.xml')
        self.assertIn('already issued', again.out)
        self.assertEqual(good, copy.read_bytes())

    def test_verify_says_that_the_pages_print_the_record(self):
        for role in ('principal', 'school'):
            self.assertEqual(0, self.school.sign(role).returncode)
        self.school.lists()
        report = json.loads(self.school.verify(self.folder / 'issued' / self.waiting.name).out)
        self.assertEqual('valid', report['verdict'])
        self.assertIn('reproduced', {reason['code'] for reason in report['reasons']})

    def test_a_misspelt_key_state_is_refused(self):
        config = self.school.config('custodian')
        config.write_text(config.read_text().replace(f'school = "{"01000417"}"}}]', 'school = "01000417", state = "Revoked"}]'))
        self.assertIn('Revoked', config.read_text())
        done = hocba('keys', 'list', '--config', config, '-o', self.school.trust)
        self.assertEqual(64, done.returncode)
        self.assertIn('Revoked', done.err)

    def test_a_seal_key_that_is_not_valid_on_the_day_of_issue_is_refused(self):
        old = self.folder / 'clerk/old.p12'
        must(PROGRAM, 'keys', 'create', '-o', old, '--name', 'old', '--from', '2025-09-01', '--until', '2026-08-31',
             '--pin-file', self.folder / 'pin')
        config = self.school.config('clerk')
        config.write_text(config.read_text().replace('seal.p12', 'old.p12'))
        self.assertEqual(6, self.school.issue(SOURCE / 'samples/tieu-hoc-35.ndjson').returncode)


if __name__ == '__main__':
    unittest.main()

"""The life of a record by the commands: recalled, replaced, continued, held; what verify and the status list say."""
import base64
import copy
import json
import pathlib
import shutil
import tempfile
import unittest
import uuid

from school import NOW, PROGRAM, SOURCE, hocba, issued, must, records

EARLY = '2024-06-29T12:00:00+07:00'
LATE = '2024-07-01T12:00:00+07:00'
WHO = ('--as', 'principal', '--person', 'Trần Văn E')
WHY = ('--reason', 'Nhập sai điểm')


class Life(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix='hocba-life-'))
        self.addCleanup(shutil.rmtree, self.root)
        shutil.copytree(issued().root, self.root, dirs_exist_ok=True)
        self.archive = self.root / 'archive'
        self.config = self.root / 'school/hocba.toml'
        self.paper = self.root / 'decision.pdf'
        self.paper.write_bytes(b'%PDF-1.7 a decision')
        self.decision = ('--decision', self.paper, '--number', '12/QĐ-SGDĐT', '--date', '2024-07-10')
        self.documents = [json.loads(line) for line in hocba('--json', 'archive', 'find', self.archive).out.splitlines()]

    def at(self, time, command, *words):
        return hocba('--json', '--time', time, 'archive', command, self.archive, *words, '--config', self.config, *WHO)

    def show(self, code, *words):
        return json.loads(must(PROGRAM, '--json', 'archive', 'show', self.archive, code, *words).out)

    def seal(self, record, *words):
        if '--replaces' in words and '--decision' not in words:
            words = (*words, '--decision', self.paper)  # all of these years are frozen by now
        path = self.root / 'record.json'
        path.write_text(json.dumps(record, ensure_ascii=False))
        return hocba('--json', '--time', NOW, 'issue', path, '--config', self.root / 'clerk/hocba.toml', *words)

    def issue(self, record, *words):
        """Through all desks; the code of what was archived, and what was told at the end."""
        done = self.seal(record, *words)
        self.assertEqual(0, done.returncode, done.err)
        code = json.loads(done.out.splitlines()[0])['code']
        for role in ('principal', 'school'):
            self.told = must(PROGRAM, '--lang', 'en', '--time', NOW, 'sign', '--yes', self.root / 'work', '--as', role,
                             '--config', self.root / role / 'hocba.toml').err
        return code

    def another(self, change=lambda record: None):
        """The first pupil's record under a new UUID."""
        record = copy.deepcopy(records()[0])
        record['lookup_uuid'] = str(uuid.UUID(int=99, version=4))
        change(record)
        return record

    def first(self):
        wanted = records()[0]['lookup_uuid']
        return next(d for d in self.documents if d['uuid'] == wanted)

    def verdict(self, pdf, *words):
        trust = self.root / 'trust'
        must(PROGRAM, '--time', '2026-11-25T09:00:00+07:00', 'keys', 'list', '--config', self.root / 'custodian/hocba.toml', '-o', trust)
        done = hocba('--json', 'verify', '--at', '2026-11-26T08:00:00+07:00', '--trust', trust, pdf, *words)
        report = json.loads(done.out)
        return report['verdict'], [reason['code'] for reason in report['reasons']], report

    def test_a_revoked_document_is_refused_by_the_list_and_by_the_archive_and_its_uuid_stays_used(self):
        code = self.first()['code']
        pdf = self.root / 'school-signed' / f'{code}.pdf'
        self.assertEqual('valid', self.verdict(pdf, '--archive', self.archive)[0])
        done = self.at(LATE, 'revoke', code, *WHY)
        self.assertEqual(2, done.returncode)
        self.assertIn('the data of 2023-2024 are frozen', done.err)
        self.assertIn('--decision, --number and --date', done.err)
        done = self.at(LATE, 'revoke', code, *WHY, *self.decision)
        self.assertEqual(0, done.returncode, done.err)
        self.assertEqual(('revoked', True), tuple(json.loads(done.out)[name] for name in ('state', 'logged')))
        self.assertFalse(json.loads(self.at(LATE, 'revoke', code, *WHY, *self.decision).out)['logged'])
        verdict, codes, _ = self.verdict(pdf, '--archive', self.archive)
        self.assertEqual('invalid', verdict)
        self.assertLessEqual({'status-revoked', 'archive-revoked'}, set(codes))
        status = (self.root / 'trust/status.jws').read_text()
        body = status.split('.')[1]
        entries = json.loads(base64.urlsafe_b64decode(body + '=' * (-len(body) % 4)))['entries']
        self.assertEqual([('revoked', '12/QĐ-SGDĐT, 2024-07-10')], [(e['state'], e['reason']) for e in entries])
        refused = self.seal(records()[0])
        self.assertEqual(2, refused.returncode)
        self.assertIn('lookup_uuid', refused.err)
        self.assertIn('which was revoked', refused.err)
        self.assertIn('needs a new UUID v4', refused.err)
        shown = self.show(code, '--decisions', self.root / 'papers')
        event = shown['history'][0]
        self.assertEqual(('revoke', 'Nhập sai điểm', 'Trần Văn E'), (event['event'], event['reason'], event['person']))
        self.assertEqual({'number': '12/QĐ-SGDĐT', 'date': '2024-07-10'}, event['decision'])
        self.assertEqual(self.paper.read_bytes(), (self.root / 'papers' / f'{event["leaf"]}.pdf').read_bytes())
        self.assertEqual(0, hocba('archive', 'check', self.archive).returncode)
        must(SOURCE / 'scripts/cold-check.sh', self.archive)

    def test_a_replacement_before_the_freeze_needs_no_approval_and_the_list_shows_it(self):
        old = self.first()['code']
        fresh = self.issue(self.another(), '--replaces', f'{old[:4]}-{old[4:8]}-{old[8:]}'.lower())
        self.assertIn(f'{fresh}: transcript {old} of the same pupil and year is still in force', self.told)
        self.assertIn(f'supersede … {old} --by {fresh}', self.told)
        done = self.at(LATE, 'supersede', old, '--by', fresh, *WHY)
        self.assertEqual(2, done.returncode)
        done = self.at(EARLY, 'supersede', old, '--by', fresh, *WHY)
        self.assertEqual(0, done.returncode, done.err)
        self.assertEqual('superseded', json.loads(done.out)['state'])
        verdict, codes, _ = self.verdict(self.root / 'school-signed' / f'{old}.pdf', '--archive', self.archive)
        self.assertEqual('invalid', verdict)
        self.assertLessEqual({'status-superseded', 'archive-superseded'}, set(codes))
        self.assertEqual([old, fresh], [one['code'] for one in self.show(fresh)['chain']])
        self.assertIn('superseded', hocba('archive', 'find', self.archive, '--code', old).out)

    def test_a_second_transcript_of_a_pupil_and_year_is_refused_until_it_is_said_what_it_replaces(self):
        first, second = (d['code'] for d in self.documents if d['uuid'] in (r['lookup_uuid'] for r in records()[:2]))
        old = self.first()['code']
        for words in ((), ('--replaces', second if first == old else first)):
            done = self.seal(self.another(), *words)
            self.assertEqual(2, done.returncode)
            self.assertIn(f'this pupil already has transcript {old} of 2023-2024, which is in force', done.err)
            self.assertIn(f'issue with --replaces {old}, sign, then hocba archive supersede … {old}', done.err)
        self.assertEqual([], list((self.root / 'work').glob('*.pdf')))
        waiting = json.loads(self.seal(self.another(), '--replaces', old).out.splitlines()[0])['code']
        third = {**self.another(), 'lookup_uuid': str(uuid.UUID(int=98, version=4))}
        done = self.seal(third, '--replaces', old, waiting)
        self.assertEqual(2, done.returncode)
        self.assertIn(f'this pupil has transcript {waiting} of 2023-2024, which waits for signatures', done.err)
        self.assertEqual(0, self.at(LATE, 'revoke', waiting, *WHY).returncode)  # never issued: no approval
        self.assertEqual(0, self.seal(third, '--replaces', old).returncode)

    def test_after_the_freeze_no_replacement_is_even_sealed_without_the_decision(self):
        old = self.first()['code']
        path = self.root / 'record.json'
        path.write_text(json.dumps(self.another(), ensure_ascii=False))
        words = ('--time', NOW, 'issue', path, '--config', self.root / 'clerk/hocba.toml', '--replaces', old)
        done = hocba(*words)
        self.assertEqual(2, done.returncode)
        self.assertIn('the data of 2023-2024 are frozen', done.err)
        self.assertIn('run this again with --decision FILE.pdf', done.err)
        self.assertEqual([], list((self.root / 'work').glob('*.pdf')))
        self.assertEqual(0, hocba(*words, '--decision', self.paper).returncode)

    def test_two_records_of_a_pupil_and_year_in_one_batch_are_one_too_many(self):
        one = self.another(lambda record: record['pupil'].update(id=record['pupil']['id'][:6] + '900001'))
        path = self.root / 'two.ndjson'
        path.write_text('\n'.join(json.dumps({**one, 'lookup_uuid': str(uuid.UUID(int=n, version=4))}) for n in (96, 97)))
        done = hocba('--time', NOW, 'issue', path, '--config', self.root / 'clerk/hocba.toml')
        self.assertEqual(2, done.returncode)
        self.assertIn('has a transcript of 2023-2024 in this batch already', done.err)
        self.assertEqual(1, len(list((self.root / 'work').glob('*.pdf'))))

    def test_a_signed_pdf_is_archived_and_replaces_in_one_command_and_said_again_is_known(self):
        old = self.first()['code']
        here, self.root = self.root, self.root / 'elsewhere'
        shutil.copytree(issued().root, self.root)
        fresh = self.issue(self.another(), '--replaces', old)
        pdf, self.root = self.root / 'issued' / f'{fresh}.pdf', here
        self.assertEqual(2, self.at(LATE, 'supersede', old, '--by', pdf, *WHY).returncode)
        self.assertEqual('', hocba('archive', 'find', self.archive, '--code', fresh).out)
        for logged in (True, False):
            done = self.at(EARLY, 'supersede', old, '--by', pdf, *WHY)
            self.assertEqual(0, done.returncode, done.err)
            self.assertEqual(logged, json.loads(done.out)['logged'])
        self.assertEqual([old, fresh], [one['code'] for one in self.show(old)['chain']])

    def test_the_days_of_the_freeze_are_those_of_hocba_toml(self):
        code = self.first()['code']
        text = self.config.read_text()
        self.config.write_text(text + '[freeze]\non = "07-31"\n')
        self.assertEqual(0, self.at(LATE, 'revoke', code, *WHY).returncode)
        self.config.write_text(text + '[freeze]\non = "31-07"\n')
        done = self.at(LATE, 'revoke', code, *WHY)
        self.assertEqual(64, done.returncode)
        self.assertIn('[freeze] needs two days as month-day', done.err)

    def test_a_change_of_civil_status_needs_its_decision_and_changes_nothing_else(self):
        old = self.first()['code']

        def renamed(record):
            record['pupil']['name'] = 'Huỳnh Nhật Thịnh An'
        fresh = self.issue(self.another(renamed), '--replaces', old)
        words = (old, '--by', fresh, *WHY, '--civil-status')
        done = self.at(EARLY, 'supersede', *words)
        self.assertEqual(2, done.returncode)
        self.assertIn('a change of civil status needs its decision', done.err)
        done = self.at(LATE, 'supersede', *words, *self.decision)
        self.assertEqual(0, done.returncode, done.err)
        self.assertTrue(self.show(old)['history'][0]['civil_status'])

    def test_next_years_documents_continue_a_pupils_chain(self):
        old = self.first()['code']

        def next_year(record):
            record['years'][0]['name'] = '2024-2025'
            record['effective_on'] = '2025-05-30'
        fresh = self.issue(self.another(next_year))
        done = self.at(LATE, 'continue', '--year', '2024-2025')
        self.assertEqual(0, done.returncode, done.err)
        self.assertEqual(('continue', old), tuple(json.loads(done.out)[name] for name in ('event', 'code')))
        self.assertEqual([(old, '2023-2024'), (fresh, '2024-2025')], [(one['code'], one['year']) for one in self.show(old)['chain']])

    def test_nothing_is_erased_and_what_is_held_says_so(self):
        code = self.first()['code']
        done = hocba('archive', 'erase', self.archive, code)
        self.assertEqual(64, done.returncode)
        self.assertIn('this archive is plain and nothing can be erased', done.err)
        self.assertEqual(0, self.at(LATE, 'hold', code, *WHY).returncode)
        self.assertIn('(hold)', hocba('archive', 'find', self.archive, '--code', code).out)
        self.assertIn('this document is held', hocba('archive', 'erase', self.archive, code).err)
        self.assertEqual(0, self.at(LATE, 'unhold', code, *WHY).returncode)
        self.assertFalse(self.show(code)['held'])

    def test_half_a_decision_is_wrong_usage(self):
        done = self.at(LATE, 'revoke', self.first()['code'], *WHY, '--number', '12')
        self.assertEqual(64, done.returncode)
        self.assertIn('a decision needs its file, number and date', done.err)


if __name__ == '__main__':
    unittest.main()

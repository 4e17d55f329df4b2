"""Who may sign what, in which order, for whom; and what a batch does with many documents and with a crash."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import uuid

from school import CODE, NOW, PROGRAM, SOURCE, School, hocba, must, pupils, records, run

GOLDEN = pathlib.Path(__file__).resolve().parent / 'golden' / 'sign-summary.txt'
LINE = re.compile(r'^[0-9A-Z]{12} [0-9a-f]{64}$', re.M)


class Desks(unittest.TestCase):
    """Two or three pupils, sealed and waiting."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='hocba-sign-'))
        self.addCleanup(shutil.rmtree, self.folder)
        self.school = School(self.folder)

    def issue(self, text):
        path = self.folder / 'records.ndjson'
        path.write_text(text, encoding='utf-8')
        done = self.school.issue(path)
        self.assertEqual(0, done.returncode, done.err)

    def issue_book(self, on_behalf=None):
        """The primary school book has a slot for the homeroom teacher."""
        for desk in ('clerk', 'principal', 'school'):
            if 'accept_unverified' not in self.school.config(desk).read_text():
                self.configure(desk, 'accept_unverified = true\n')
        book = json.loads((SOURCE / 'samples/tt27-2020-tieu-hoc-35.ndjson').read_text(encoding='utf-8').splitlines()[0])
        if on_behalf:
            book['lookup_uuid'] = str(uuid.UUID(int=9, version=4))
            book['pupil']['id'] = book['pupil']['id'][:6] + '900009'
            book['years'][-1]['homeroom']['on_behalf'] = on_behalf
        self.issue(json.dumps(book, ensure_ascii=False) + '\n')

    def configure(self, desk, text):
        path = self.school.config(desk)
        path.write_text(text + path.read_text())

    def configure_key(self, desk, name):
        """The desk has another person's key, for that person's role."""
        path = self.school.config(desk)
        path.write_text(path.read_text().replace(f'role = "{desk}"', f'role = "{name}"').replace(f'pki/{desk}.p12', f'pki/{name}.p12'))

    def authorise(self, certificate, role, more='', school=CODE):
        """The signers' list with this one and the school; both desks then believe it."""
        path = self.school.config('custodian')
        text = path.read_text()
        text = re.sub(r'signers = \[.*?\n\]', f'''signers = [
    {{certificate = "../pki/{certificate}.pem", role = "{role}", school = "{school}"{more}}},
    {{certificate = "../pki/school.pem", role = "school", school = "{CODE}"}},
]''', text, flags=re.S)
        path.write_text(text)
        self.school.lists()
        for desk in ('principal', 'school'):
            if 'trust =' not in self.school.config(desk).read_text():
                self.configure(desk, 'trust = "../trust"\n')

    def waiting(self):
        return sorted(self.school.work.glob('*.pdf'))

    def refused(self, done, code, words):
        self.assertEqual(code, done.returncode, done.out + done.err)
        self.assertIn(words, done.err)

    def verified(self):
        self.school.lists()
        path = next(iter(sorted((self.folder / 'issued').glob('*.pdf')) or self.waiting()))
        return {one['role']: one for one in json.loads(self.school.verify(path).out)['signatures']}


class Procedures(Desks):
    def test_the_signature_says_by_which_procedure_and_article_it_was_made(self):
        for procedure, article in (('annual', '20.5c'), ('opening', '20.4c'), ('transfer', '22.2'), ('digitised', '22.3a')):
            with self.subTest(procedure):
                self.setUp()
                for desk in ('clerk', 'principal'):
                    self.configure(desk, f'procedure = "{procedure}"\n')
                self.issue(pupils(1))
                self.assertEqual(0, self.school.sign('principal').returncode)
                found = self.verified()['principal']
                self.assertEqual(procedure, found['procedure'])
                self.assertRegex(found['reason'], rf'^Quy trình: {procedure} \(QĐ 1789/QĐ-SGDĐT, Điều {article}\)$')

    def test_roles_that_are_listed_leave_no_reason(self):
        self.configure('principal', 'procedure = ["principal", "school"]\n')
        self.issue(pupils(1))
        self.assertEqual(0, self.school.sign('principal').returncode)
        self.assertEqual('', self.verified()['principal']['reason'])

    def test_a_procedure_that_does_not_exist_is_refused_with_those_that_do(self):
        self.configure('principal', 'procedure = "yearly"\n')
        self.issue(pupils(1))
        self.refused(self.school.sign('principal'), 64, 'choose one of annual, digitised, opening, transfer')

    def test_out_of_order_and_without_a_slot_is_refused_by_the_article(self):
        self.issue(pupils(1))
        before = self.waiting()[0].read_bytes()
        self.refused(self.school.sign('school'), 6,
                     'Too early for the school: the principal signs first (QĐ 1789/QĐ-SGDĐT, Điều 20.5c)')
        self.refused(self.school.sign('clerk', desk='principal'), 64,
                     'the role "clerk" has no part in the procedure annual (QĐ 1789/QĐ-SGDĐT, Điều 20.5)')
        self.configure_key('principal', 'homeroom')
        self.refused(self.school.sign('homeroom', desk='principal'), 6, 'has no slot for the homeroom (QĐ 1789/QĐ-SGDĐT, Điều 20.5b)')
        self.assertEqual(before, self.waiting()[0].read_bytes())

    def test_twice_signs_once(self):
        self.issue(pupils(1))
        self.assertEqual(0, self.school.sign('principal').returncode)
        once = self.waiting()[0].read_bytes()
        again = hocba('--json', '--time', NOW, 'sign', '--yes', self.school.work, '--as', 'principal', '--config', self.school.config('principal'))
        self.assertEqual('already-signed', json.loads(again.out.splitlines()[0])['state'])
        self.assertEqual(once, self.waiting()[0].read_bytes())


class People(Desks):
    def test_who_may_not_sign_is_told_why_and_signs_nothing(self):
        self.issue(pupils(1))
        before = self.waiting()[0].read_bytes()
        for arguments, words in (
                (('homeroom', 'principal'), 'is not among those who may sign as principal'),
                (('principal', 'homeroom'), 'may sign as homeroom'),
                (('principal', 'principal', '', '99999999'), f'may sign for school 99999999, not for school {CODE}'),
                (('principal', 'principal', ', from = "2027-01-01"'), 'may sign as principal only from 2027-01-01'),
                (('principal', 'principal', ', until = "2026-10-31"'), 'may sign as principal only until 2026-10-31')):
            with self.subTest(words):
                self.authorise(*arguments)
                self.refused(self.school.sign('principal'), 6, words)
        self.assertEqual(before, self.waiting()[0].read_bytes())
        self.authorise('principal', 'principal', ', from = "2026-09-01", until = "2027-08-31"')
        self.assertEqual(0, self.school.sign('principal').returncode)

    def test_the_list_says_by_which_decision_a_certificate_was_approved(self):
        self.authorise('principal', 'principal', ', approved_by = {number = "1234/QĐ-SGDĐT", on = "2026-08-15"}')
        listed = must(PROGRAM, '--json', 'keys', 'list', '--config', self.school.config('custodian')).out.splitlines()
        found = [json.loads(line) for line in listed if '"role":"principal"' in line][0]
        self.assertEqual({'number': '1234/QĐ-SGDĐT', 'on': '2026-08-15'}, found['approved_by'])
        path = self.school.config('custodian')
        path.write_text(path.read_text().replace('2026-08-15', '15/8/2026'))
        self.refused(hocba('keys', 'list', '--config', path), 64, 'is no day in the form year-month-day')

    def test_a_deputy_signs_what_prints_the_deputys_office(self):
        self.configure('principal', '')
        config = self.school.config('principal')
        config.write_text(config.read_text().replace('pki/principal.p12', 'pki/homeroom.p12'))
        self.authorise('homeroom', 'principal', ', title = "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG"')
        self.issue(pupils(1))
        refused = self.school.sign('principal')
        self.refused(refused, 6, 'if the page is right, whom it prints signs it, at their own desk')
        self.assertIn('put head.authority = "KT. HIỆU TRƯỞNG", head.title = "PHÓ HIỆU TRƯỞNG" and their name', refused.err)
        self.assertNotIn('Digest of the list', refused.err)  # refused before anybody is asked to agree to it
        self.waiting()[0].unlink()
        record = records()[1]
        record['years'][-1]['head'] = {'name': 'Lê Thị D', 'authority': 'KT. HIỆU TRƯỞNG', 'title': 'Phó Hiệu trưởng'}
        self.issue(json.dumps(record, ensure_ascii=False) + '\n')
        done = self.school.sign('principal')
        self.assertEqual(0, done.returncode, done.err)
        page = must('pdftotext', '-layout', self.waiting()[0], '-').out
        self.assertRegex(page, r'KT\. HIỆU TRƯỞNG\n +PHÓ HIỆU TRƯỞNG\n')  # NĐ 30/2020, Phụ lục I, II.7b
        self.assertEqual('KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG', self.verified()['principal']['title'])
        self.assertEqual('yes', self.verified()['principal']['authorised'])

    def test_with_head_and_deputy_listed_each_list_holds_only_what_its_signer_may_sign(self):
        self.authorise('principal', 'principal')
        config = self.school.config('custodian')
        config.write_text(config.read_text().replace('signers = [', f'''signers = [
    {{certificate = "../pki/homeroom.pem", role = "principal", school = "{CODE}", title = "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG"}},'''))
        self.school.lists()
        first, second = records()[1:3]
        second['years'][-1]['head'] = {'name': 'Lê Thị D', 'authority': 'KT. HIỆU TRƯỞNG', 'title': 'Phó Hiệu trưởng'}
        self.issue('\n'.join(json.dumps(one, ensure_ascii=False) for one in (first, second)) + '\n')
        done = self.school.sign('principal')
        self.refused(done, 6, 'the page prints the office "KT. HIỆU TRƯỞNG / Phó Hiệu trưởng", the signer holds "HIỆU TRƯỞNG"')
        self.assertEqual(1, done.err.count('Digest of the list'))
        self.assertLess(done.err.index('the page prints the office'), done.err.index('Digest of the list'))
        kept = next((self.school.work / 'lists').glob('*-principal-*.txt')).read_text(encoding='utf-8')
        self.assertEqual(1, len(LINE.findall(kept)))
        self.assertEqual([1, 0], sorted((path.read_bytes().count(b'/Type/Sig/') for path in self.waiting()), reverse=True))

    def test_a_page_must_print_that_somebody_signs_for_the_teacher(self):
        self.issue_book()
        self.authorise('principal', 'principal')
        left = ('--on-behalf-of', 'Nguyễn Đức Thắng', '--reason', 'nghỉ hưu từ 01/6/2026')
        refused = self.school.sign('homeroom', *left, desk='principal')
        self.refused(refused, 6, 'the page does not print that somebody signs for the teacher')
        self.assertIn('"reason": "nghỉ hưu từ 01/6/2026"} into the record', refused.err)
        self.waiting()[0].unlink()
        self.issue_book({'by': 'Trần Văn E', 'title': 'Hiệu trưởng', 'reason': 'chuyển công tác'})
        self.refused(self.school.sign('homeroom', *left, desk='principal'), 6, 'the page prints the reason "chuyển công tác"')
        self.configure_key('principal', 'homeroom')
        self.authorise('homeroom', 'homeroom')
        self.refused(self.school.sign('homeroom', desk='principal'), 6, 'the page prints that Trần Văn E signs for the homeroom teacher')

    def test_the_leader_signs_for_a_teacher_who_left_and_everything_says_so(self):
        self.issue_book({'by': 'Trần Văn E', 'title': 'Hiệu trưởng', 'reason': 'nghỉ hưu từ 01/6/2026'})
        page = ' '.join(must('pdftotext', self.waiting()[0], '-').out.split())
        self.assertIn('Ký thay giáo viên chủ nhiệm: Hiệu trưởng Trần Văn E. Lý do: nghỉ hưu từ 01/6/2026.', page)
        self.authorise('principal', 'principal')
        left = ('--on-behalf-of', 'Nguyễn Đức Thắng', '--reason', 'nghỉ hưu từ 01/6/2026')
        self.refused(self.school.sign('homeroom', '--on-behalf-of', 'Lê Thị D', '--reason', 'nghỉ hưu', desk='principal'), 6,
                     'the page prints the homeroom teacher "Nguyễn Đức Thắng"')
        self.refused(self.school.sign('principal', *left), 6, 'lets nobody sign on behalf of "principal"')
        self.refused(self.school.sign('homeroom', *left[:2], desk='principal'), 64, '--reason')
        done = self.school.sign('homeroom', *left, desk='principal')
        self.assertEqual(0, done.returncode, done.err)
        found = self.verified()['homeroom']
        self.assertEqual('Quy trình: annual (QĐ 1789/QĐ-SGDĐT, Điều 20.5b); ký thay: Nguyễn Đức Thắng '
                         '(QĐ 1789/QĐ-SGDĐT, Điều 14.7); lý do: nghỉ hưu từ 01/6/2026', found['reason'])
        self.assertEqual(('Nguyễn Đức Thắng', 'Trần Văn E', 'yes'),
                         (found['on_behalf_of'], found['signer'], found['authorised']))
        self.assertIn('on behalf of Nguyễn Đức Thắng', hocba('status', self.school.work).out)
        for role in ('principal', 'school'):
            self.assertEqual(0, self.school.sign(role).returncode, role)
        self.school.lists()
        report = json.loads(self.school.verify(next((self.folder / 'issued').glob('*.pdf'))).out)
        self.assertEqual('valid', report['verdict'], report['reasons'])

    def test_nobody_signs_for_a_teacher_at_the_opening_of_a_transcript(self):
        for desk in ('clerk', 'principal'):
            self.configure(desk, 'procedure = "opening"\n')
        self.issue_book()
        self.refused(self.school.sign('homeroom', '--on-behalf-of', 'Nguyễn Đức Thắng', '--reason', 'nghỉ hưu', desk='principal'), 6,
                     'the procedure opening (QĐ 1789/QĐ-SGDĐT, Điều 20.4) lets nobody sign on behalf of "homeroom"')


class Hints(Desks):
    def test_what_is_missing_comes_with_what_to_type_next(self):
        self.issue(pupils(1))
        config = self.school.config('principal')
        text, pin = config.read_text(), self.folder / 'pin'
        self.refused(hocba('sign', self.school.work, '--config', config), 64, 'add one of --as homeroom, --as principal')
        self.refused(hocba('sign', '--as', 'principal', '--config', config), 64, 'hocba sign work/ --as principal')
        self.refused(self.school.sign('principal', desk='school'), 64, 'this desk has the key for --as school')
        self.refused(run(PROGRAM, '--lang', 'vi', 'sign', self.school.work, '--as', 'headmaster', '--config', config), 64,
                     'principal (hiệu trưởng), school (nhà trường)')
        config.write_text(text.replace('archive = "../archive"\n', ''))  # the key is asked for first
        self.refused(self.school.sign('school', desk='principal'), 64, 'this desk has the key for --as principal')
        record = self.folder / 'one.ndjson'
        record.write_text(pupils(1), encoding='utf-8')
        self.refused(hocba('sign', record, '--as', 'principal', '--config', config), 64, 'issue it first: hocba issue')
        config.write_text(text.replace('pin_file = "../pin"', 'pin_env = "HOCBA_NO_SUCH_PIN"'))
        self.refused(self.school.sign('principal'), 6, 'read -rs HOCBA_NO_SUCH_PIN && export HOCBA_NO_SUCH_PIN')
        config.write_text(text.replace('"../pin"', '"../no-pin"'))
        self.refused(self.school.sign('principal'), 6, 'put the PIN into this file, mode 0600')
        config.write_text(text)
        pin.write_text('wrong')
        self.refused(self.school.sign('principal'), 6, 'Run the command again with the right PIN')
        pin.chmod(0o644)
        self.refused(self.school.sign('principal'), 6, f'type: chmod 600 {pin}')

    def test_issue_asks_for_no_pin_of_whoever_signs_later(self):
        config = self.school.config('clerk')
        config.write_text(config.read_text() + '[[keys]]\nrole = "school"\npkcs12 = "../pki/school.p12"\npin_file = "../none"\n')
        self.issue(pupils(1))
        self.assertEqual(1, len(self.waiting()))

    def test_a_vietnamese_reader_finds_no_english_place_and_counts_what_was_signed_before(self):
        self.issue(pupils(2))
        files = self.waiting()
        self.assertEqual(0, self.school.sign('principal', '--except', files[1].stem).returncode)
        done = must(PROGRAM, '--lang', 'vi', '--time', NOW, 'sign', '--yes', self.school.work, '--as', 'principal', '--config',
                    self.school.config('principal'))
        self.assertIn('Ký lần này: 1; đã ký trước đó, không ký lại: 1\n', done.err)
        self.assertIn('2 học bạ xong phần ký của hiệu trưởng (1 ký lần này, 1 đã ký trước đó), 0 lỗi', done.out)
        said = run(PROGRAM, '--lang', 'vi', 'verify', '--at', '2026-11-26T08:00:00+07:00', files[0]).out
        self.assertIn(' (nhà trường) [unsigned-slot]', said)
        self.assertNotRegex(said, r': (principal|school|document|page \d+)\b')


class Status(Desks):
    def rows(self, *words):
        return [json.loads(line) for line in must(PROGRAM, '--json', 'status', *words).out.splitlines()]

    def test_status_says_who_signed_when_who_is_awaited_and_what_is_refused(self):
        self.issue(pupils(3))
        first, second, third = self.waiting()
        must(PROGRAM, '--time', NOW, 'sign', '--yes', first, '--as', 'principal', '--config', self.school.config('principal'))
        second.write_bytes(second.read_bytes().replace(b'/MarkInfo', b'/MarkInfp', 1))
        third.unlink()
        rows = {row['code']: row for row in self.rows('--config', self.school.config('school'))}
        signed = rows[first.stem]
        self.assertEqual(('signed', 'Trần Văn E', NOW), tuple(signed['signatures']['principal'][key] for key in ('state', 'signer', 'time')))
        self.assertEqual({'state': 'waiting'}, signed['signatures']['school'])
        self.assertEqual('school', signed['waiting_for'])
        self.assertEqual([], signed['refusals'])
        self.assertNotEqual([], rows[second.stem]['refusals'])
        self.assertEqual('elsewhere', rows[third.stem]['state'])

    def test_status_needs_no_archive(self):
        self.issue(pupils(1))
        self.assertEqual('principal', self.rows(self.school.work)[0]['waiting_for'])


class Batch(Desks):
    def test_the_summary_comes_before_the_pin_and_its_list_is_kept(self):
        self.issue(''.join(json.dumps(one, ensure_ascii=False) + '\n' for one in records()))
        before = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in self.waiting()}
        done = must(PROGRAM, '--lang', 'vi', '--time', NOW, 'sign', '--yes', self.school.work, '--as', 'principal', '--config',
                    self.school.config('principal'))
        text = re.sub(r'\b[0-9A-Z]{12}\b', 'MÃ-VĂN-BẢN  ', re.sub(r'[0-9a-f]{64}', '<SHA-256>', done.err))
        text = '\n'.join(sorted(text.splitlines(), key=lambda line: (line.startswith('  MÃ'), line if line.startswith('  MÃ') else ''))) + '\n'
        if os.environ.get('HOCBA_UPDATE_GOLDEN'):
            GOLDEN.parent.mkdir(exist_ok=True)
            GOLDEN.write_text(text, encoding='utf-8')
        self.assertEqual(GOLDEN.read_text(encoding='utf-8'), text)
        folder = self.school.work / 'lists'
        path = next(folder.glob('*-principal-*.txt'))
        self.assertEqual((0o700, 0o600), (folder.stat().st_mode & 0o777, path.stat().st_mode & 0o777))  # it names pupils
        kept = path.read_text(encoding='utf-8')
        lines = ''.join(line + '\n' for line in LINE.findall(kept))
        self.assertEqual(''.join(f'{code} {digest}\n' for code, digest in sorted(before.items())), lines)
        self.assertIn(hashlib.sha256(lines.encode()).hexdigest(), kept)

    def test_the_archive_names_the_lists_from_which_the_lists_can_be_made_again(self):
        self.issue(pupils(3))
        for role in ('principal', 'school'):
            self.assertEqual(0, self.school.sign(role).returncode)
        lists = {path.name.split('-')[2]: LINE.findall(path.read_text(encoding='utf-8')) for path in (self.school.work / 'lists').iterdir()}
        digests = {role: hashlib.sha256(''.join(line + '\n' for line in lines).encode()).hexdigest() for role, lines in lists.items()}
        again = []
        for pdf in sorted((self.folder / 'issued').glob('*.pdf')):
            shown = json.loads(must(PROGRAM, '--json', 'archive', 'show', self.school.archive, pdf.stem).out)
            self.assertEqual(digests, shown['approved_lists'])
            data = pdf.read_bytes()
            end = data.rindex(b'%%EOF', 0, data.rindex(b'%%EOF')) + len(b'%%EOF\n')  # before the school's revision
            again.append(f'{pdf.stem} {hashlib.sha256(data[:end]).hexdigest()}')
        self.assertEqual(lists['school'], again)

    def test_except_leaves_some_for_later(self):
        self.issue(pupils(4))
        files = self.waiting()
        before = [path.read_bytes() for path in files]
        done = self.school.sign('principal', '--except', files[0].stem, str(files[2]))
        self.assertEqual(0, done.returncode, done.err)
        self.assertEqual([True, False, True, False], [path.read_bytes() == old for path, old in zip(files, before)])
        self.refused(self.school.sign('principal', '--except', 'NOSUCHDOC123'), 64, 'there is no document "NOSUCHDOC123"')

    def test_a_bad_document_is_refused_and_the_others_are_signed(self):
        self.issue(pupils(3))
        files = self.waiting()
        files[1].write_bytes(files[1].read_bytes().replace(b'/MarkInfo', b'/MarkInfp', 1))
        before = [path.read_bytes() for path in files]
        self.refused(self.school.sign('principal'), 1, 'not what the attached record')
        self.assertEqual([False, True, False], [path.read_bytes() == old for path, old in zip(files, before)])

    def kill_in_the_middle(self, role, files, before):
        """kill -9 as soon as one file is signed; how many were."""
        with subprocess.Popen([PROGRAM, '--time', NOW, 'sign', '--yes', str(self.school.work), '--as', role, '--config',
                               str(self.school.config(role)), '--jobs', '1'],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None and self.changed(files, before) == 0:
                time.sleep(0.005)
            os.kill(process.pid, signal.SIGKILL)
        return self.changed(files, before)

    @staticmethod
    def changed(files, before):
        return sum(not path.exists() or path.stat().st_size != len(old) for path, old in zip(files, before))

    def test_after_kill_9_in_the_middle_of_200_documents_none_is_signed_twice_and_none_is_lost(self):
        self.issue(pupils(200))
        files = self.waiting()
        self.assertEqual(200, len(files))
        sealed = [path.read_bytes() for path in files]
        self.assertGreater(self.kill_in_the_middle('principal', files, sealed), 0)
        done = self.school.sign('principal')
        self.assertEqual(0, done.returncode, done.err[-2000:])
        for path, old in zip(files, sealed):
            new = path.read_bytes()
            self.assertTrue(new.startswith(old))
            self.assertEqual(1, new.count(b'/Type/Sig/'), path)
        signed = [path.read_bytes() for path in files]
        self.assertGreater(self.kill_in_the_middle('school', files, signed), 0)
        done = self.school.sign('school')
        self.assertEqual(0, done.returncode, done.err[-2000:])
        issued = sorted((self.folder / 'issued').glob('*.pdf'))
        self.assertEqual([path.name for path in files], [path.name for path in issued])
        for path, old in zip(issued, signed):
            new = path.read_bytes()
            self.assertTrue(new.startswith(old))
            self.assertEqual(2, new.count(b'/Type/Sig/'), path)
        self.assertEqual([], self.waiting())
        checked = json.loads(must(PROGRAM, '--json', 'archive', 'check', self.school.archive).out)
        self.assertEqual((200, []), (checked['documents'], checked['damage']))


if __name__ == '__main__':
    unittest.main()

"""A pupil changes school: the package that goes with them, what the next school accepts, and the book of all years there."""
import copy
import json
import pathlib
import shutil
import tempfile
import unittest
import uuid

from school import CODE, NOW, PROGRAM, School, hocba, must, records

NEXT = '01000999'
AT = '2026-11-26T08:00:00+07:00'


def third_grade(record):
    """The year before, of the same pupil, by the rules of Thông tư 27/2020 for grade 3."""
    record = copy.deepcopy(record)
    record['lookup_uuid'] = str(uuid.UUID(int=3, version=4))
    record['effective_on'] = '2023-05-31'
    record['created_on'] = '2023-05-25'
    year = record['years'][-1]
    year |= {'name': '2022-2023', 'grade': 3, 'class': '3A1', 'completion': 'Hoàn thành chương trình lớp 3; Được lên lớp 4.'}
    for subject in ('khoa_hoc', 'lich_su_dia_li'):
        year['subjects'].pop(subject, None)
    year['subjects']['tu_nhien_va_xa_hoi'] = {'level': 'T'}
    return record


class Transfer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory(prefix='hocba-transfer-')
        cls.addClassCleanup(temporary.cleanup)
        cls.root = pathlib.Path(temporary.name)
        (cls.root / 'one').mkdir()
        cls.school = School(cls.root / 'one')
        pupil, other = records()[:2]
        cls.pupil = pupil['pupil']['id']
        third = third_grade(pupil)
        third['pupil']['name'] = 'Nguyễn Văn An'
        for name, record in (('third', third), ('fourth', pupil), ('other', other)):
            path = cls.root / f'{name}.json'
            path.write_text(json.dumps(record, ensure_ascii=False), encoding='utf-8')
            done = cls.school.issue(path)
            assert done.returncode == 0, done.err
        for role in ('principal', 'school'):
            assert cls.school.sign(role).returncode == 0
        cls.school.lists()
        cls.codes = [json.loads(line)['code'] for line in must(
            PROGRAM, '--json', 'archive', 'find', cls.school.archive, '--pupil', cls.pupil).out.splitlines()]
        cls.package = cls.root / 'package'
        cls.handed_out = hocba('--json', '--time', NOW, 'archive', 'transfer', cls.school.archive, '--pupil', cls.pupil, '-o', cls.package)

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix='hocba-next-')
        self.addCleanup(temporary.cleanup)
        self.next = pathlib.Path(temporary.name)
        self.archive = self.next / 'archive'
        must(PROGRAM, 'archive', 'init', self.archive, '--origin', 'hocba.example/next', '--log-key', self.next / 'log.key')
        (self.next / 'hocba.toml').write_text(
            f'school = "{NEXT}"\narchive = "archive"\nlog_key = "log.key"\ntrust = "{self.school.trust}"\n')

    def take(self, package=None, *words):
        return hocba('--json', '--time', AT, 'archive', 'transfer', self.archive, '--from', package or self.package,
                     '--config', self.next / 'hocba.toml', *words)

    def altered(self, change):
        """A copy of the package that was meddled with, its manifests made again by whoever did it."""
        folder = self.next / 'altered'
        shutil.copytree(self.package, folder)
        change(folder)
        for kind in ('manifest', 'tagmanifest'):
            for algorithm in ('sha256', 'sha512'):
                name = f'{kind}-{algorithm}.txt'
                lines = []
                for line in (folder / name).read_text().splitlines():
                    path = line.split('  ', 1)[1]
                    if (folder / path).exists():
                        lines.append(must(f'{algorithm}sum', folder / path).out.split()[0] + '  ' + path)
                (folder / name).write_text(''.join(line + '\n' for line in lines))
        return folder

    def refused(self, code, words, *how):
        done = self.take(*how)
        self.assertEqual(code, done.returncode, done.out + done.err)
        self.assertIn(words, done.err)
        self.assertEqual('', must(PROGRAM, 'archive', 'find', self.archive).out)

    def test_the_package_holds_that_pupil_alone_and_proves_itself_without_hocba(self):
        self.assertEqual(0, self.handed_out.returncode, self.handed_out.err)
        told = [json.loads(line) for line in self.handed_out.out.splitlines()]
        self.assertEqual(self.codes, [line['code'] for line in told])
        self.assertEqual(2, len(list(self.package.rglob('*.pdf'))))
        must('python3', self.package / 'check-export.py')

    def test_what_waits_for_signatures_is_not_handed_out(self):
        school = self.next / 'school'
        shutil.copytree(self.school.root, school)
        path = self.next / 'fifth.json'
        fifth = records()[2]
        path.write_text(json.dumps(fifth, ensure_ascii=False), encoding='utf-8')
        must(PROGRAM, '--time', NOW, 'issue', path, '--config', school / 'clerk/hocba.toml')
        done = hocba('archive', 'transfer', school / 'archive', '--pupil', fifth['pupil']['id'], '-o', self.next / 'out')
        self.assertEqual(2, done.returncode, done.err)
        self.assertIn('this transcript waits for signatures', done.err)
        self.assertFalse((self.next / 'out').exists())

    def test_the_next_school_takes_what_is_valid_and_goes_on_from_there(self):
        done = self.take()
        self.assertEqual(0, done.returncode, done.out + done.err)
        told = [json.loads(line) for line in done.out.splitlines()]
        self.assertEqual([(code, CODE, 'taken') for code in self.codes], [(t['code'], t['school'], t['outcome']) for t in told])
        again = [json.loads(line)['outcome'] for line in self.take().out.splitlines()]
        self.assertEqual(['already-there'] * 2, again)
        must(PROGRAM, 'archive', 'check', self.archive)
        must(PROGRAM, '--time', AT, 'archive', 'continue', self.archive, '--year', '2023-2024', '--config', self.next / 'hocba.toml',
             '--as', 'principal', '--person', 'Trần Văn E')
        shown = json.loads(must(PROGRAM, '--json', 'archive', 'show', self.archive, self.codes[1]).out)
        self.assertIn(self.codes[0], json.dumps(shown))
        for code in self.codes:
            must(PROGRAM, 'archive', 'get', self.archive, '--code', code, '-o', self.next / 'pdf')
            report = json.loads(must(PROGRAM, '--json', 'verify', '--at', AT, '--trust', self.school.trust, '--archive', self.archive,
                                     self.next / f'pdf/{code}.pdf').out)
            self.assertEqual('valid', report['verdict'])

    def test_another_pupils_or_nobodys_package_is_refused(self):
        whole = self.next / 'whole'
        must(PROGRAM, '--time', NOW, 'archive', 'export', self.school.archive, '--format', 'bagit', '-o', whole)
        self.refused(64, 'the package holds documents of several pupils', whole)
        (self.next / 'empty').mkdir()
        self.refused(64, '', self.next / 'empty')

    def test_what_was_meddled_with_is_refused_whole(self):
        def flip(folder):
            pdf = next(folder.rglob('*.pdf'))
            data = bytearray(pdf.read_bytes())
            data[len(data) // 2] ^= 1
            pdf.write_bytes(data)
        self.refused(7, 'this is not what the log commits to', self.altered(flip))

    def test_a_log_of_another_key_is_refused(self):
        must(PROGRAM, 'archive', 'init', self.next / 'third', '--origin', 'hocba.example/x', '--log-key', self.next / 'x.key')
        self.refused(7, 'the package is of a log with another key', None, '--sender-key', self.next / 'third/log/key.vkey')
        self.assertEqual(0, self.take(None, '--sender-key', self.school.archive / 'log/key.vkey').returncode)

    def test_a_document_that_the_status_list_has_revoked_is_refused_with_all_the_others(self):
        trust = self.next / 'custodian'
        shutil.copytree(self.school.root / 'custodian', trust)
        (trust / 'exceptions.toml').write_text(f'[[exception]]\ncode = "{self.codes[0]}"\nstate = "revoked"\nreason = "x"\n')
        config = trust / 'hocba.toml'
        config.write_text(config.read_text().replace('../', f'{self.school.root}/').replace('[custody]', '[custody]\nexceptions = "exceptions.toml"'))
        must(PROGRAM, '--time', '2026-11-25T10:00:00+07:00', 'keys', 'list', '--config', config, '-o', self.next / 'trust')
        self.refused(1, self.codes[0], None, '--trust', self.next / 'trust')

    def test_what_the_sender_revoked_is_left_with_a_word(self):
        school = self.next / 'school'
        shutil.copytree(self.school.root, school)
        (self.next / 'decision.pdf').write_bytes(b'%PDF-1.7 a decision')
        must(PROGRAM, '--time', NOW, 'archive', 'revoke', school / 'archive', self.codes[0], '--reason', 'x', '--as', 'principal',
             '--person', 'y', '--config', school / 'clerk/hocba.toml', '--decision', self.next / 'decision.pdf', '--number', '1',
             '--date', '2026-11-01')
        must(PROGRAM, '--time', NOW, 'archive', 'transfer', school / 'archive', '--pupil', self.pupil, '-o', self.next / 'out')
        told = {json.loads(line)['code']: json.loads(line)['outcome'] for line in self.take(self.next / 'out').out.splitlines()}
        self.assertEqual({self.codes[0]: 'left-over', self.codes[1]: 'taken'}, told)

    def test_the_book_of_all_years_is_made_of_units_that_are_verified_again(self):
        self.assertEqual(0, self.take().returncode)
        done = hocba('--json', '--time', AT, 'archive', 'book', self.archive, '--pupil', self.pupil, '--trust', self.school.trust,
                     '-o', self.next / 'book')
        self.assertEqual(0, done.returncode, done.err)
        self.assertIn('pupil.name is "Nguyễn Văn An", the newest has', done.err)
        told = json.loads(done.out)
        self.assertEqual((self.codes, 2), (told['units'], told['years']))
        book = json.loads(pathlib.Path(told['file']).read_text(encoding='utf-8'))
        self.assertEqual(['2022-2023', '2023-2024'], [year['name'] for year in book['years']])
        self.assertEqual([{'by': 'Trần Văn E', 'title': 'Hiệu trưởng', 'on': '2026-11-25'}] * 2, [year['signed'] for year in book['years']])
        must(PROGRAM, 'check', told['file'])
        must(PROGRAM, 'render', told['file'], '--as', 'book', '--form', 'tt27-2020-tieu-hoc', '-o', self.next / 'pdf')
        pdf, = (self.next / 'pdf').glob('*.pdf')
        text = must('pdftotext', '-layout', pdf, '-').out
        # The year before stands as it was signed; the last one has its place for a signature.
        self.assertEqual(1, text.count('Đã ký số: Hiệu trưởng Trần Văn E, ngày 25 tháng 11 năm 2026'))
        for words in ('Lớp: 3A1', 'Năm học 2022 – 2023', 'lớp 3; Được lên lớp 4.', 'Năm học 2023 – 2024', 'lớp 4; Được lên lớp 5.'):
            self.assertIn(words, text)

    def test_a_unit_that_is_not_valid_makes_no_book(self):
        self.assertEqual(0, self.take().returncode)
        strange = self.next / 'strange'
        shutil.copytree(self.school.trust, strange)
        (strange / 'pdf-roots.pem').write_bytes((self.school.root / 'clerk/seal.pem').read_bytes())
        done = hocba('--time', AT, 'archive', 'book', self.archive, '--pupil', self.pupil, '--trust', strange, '-o', self.next / 'book')
        self.assertEqual(1, done.returncode, done.err)
        self.assertFalse((self.next / 'book').exists())


if __name__ == '__main__':
    unittest.main()

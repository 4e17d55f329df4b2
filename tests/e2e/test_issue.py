"""What issue refuses before a seal is out: class forms, unverified labels, and a form that changed after the seal."""
import json
import pathlib
import shutil
import tempfile
import unittest

from school import SOURCE, School, hocba, must

BOOK = SOURCE / 'samples/tt27-2020-tieu-hoc-35.ndjson'
THREE = 'procedure = ["homeroom", "principal", "school"]\n'


class Issue(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='hocba-issue-'))
        self.addCleanup(shutil.rmtree, self.folder)
        self.school = School(self.folder)

    def configure(self, text):
        path = self.school.config('clerk')
        path.write_text(text + path.read_text())

    def one_book(self):
        path = self.folder / 'one.ndjson'
        path.write_text(BOOK.read_text(encoding='utf-8').splitlines()[0] + '\n', encoding='utf-8')
        return path

    def waiting(self):
        return sorted(self.school.work.glob('*.pdf')) if self.school.work.exists() else []

    def test_a_list_of_a_class_is_printed_not_issued(self):
        done = self.school.issue(SOURCE / 'samples/tt27-2020-bang-tong-hop-4A.json')
        self.assertEqual(2, done.returncode, done.err)
        self.assertIn('tt27-2020-bang-tong-hop is a form of a class and is not issued', done.err + done.out)
        self.assertEqual([], self.waiting())

    def test_unverified_labels_are_issued_only_when_the_desk_accepts_them_and_the_document_says_so(self):
        self.configure(THREE)
        done = self.school.issue(self.one_book())
        self.assertEqual(3, done.returncode, done.err)
        self.assertIn('29 labels are not verified against a legal text', done.err)
        self.assertIn('tt27-2020-tieu-hoc/form.xml:', done.err)
        self.assertEqual([], self.waiting())
        self.configure('accept_unverified = true\n')
        done = self.school.issue(self.one_book())
        self.assertEqual(0, done.returncode, done.err)
        self.assertEqual(1, len(self.waiting()))
        self.assertIn('unverifiedLabels', must('pdfinfo', '-meta', self.waiting()[0]).out)

    def test_the_unverified_labels_can_be_listed(self):
        listed = json.loads(hocba('--json', 'form', 'check', 'tt27-2020-tieu-hoc').out)['labels']
        self.assertEqual((123, 29), (len(listed), sum(not label['verified'] for label in listed)))  # 94 + 29
        self.assertIn(('Xã (Phường, Đặc khu):', False), [(label['text'], label['verified']) for label in listed])

    def test_a_form_that_changed_after_the_seal_is_no_longer_the_form_of_that_document(self):
        record = self.folder / 'one.ndjson'
        record.write_text((SOURCE / 'samples/tieu-hoc-35.ndjson').read_text(encoding='utf-8').splitlines()[0] + '\n', encoding='utf-8')
        self.assertEqual(0, self.school.issue(record).returncode)
        before = {path.name: path.read_bytes() for path in self.waiting()}
        data = self.folder / 'data'
        for name in ('templates', 'fonts'):
            shutil.copytree(SOURCE / name, data / name)
        form = data / 'templates/tt27-2020-tieu-hoc-so/form.xml'
        form.write_text(form.read_text(encoding='utf-8').replace('tooltip="Chữ ký số của nhà trường"', 'tooltip="Dấu"'), encoding='utf-8')
        done = self.school.issue(record, env={'HOCBA_DATA': str(data)})
        self.assertEqual(3, done.returncode, done.err)
        self.assertIn('the form or the fonts here are others', done.err)
        self.assertEqual(before, {path.name: path.read_bytes() for path in self.waiting()})
        self.assertEqual(0, self.school.issue(record).returncode)  # with its own form it goes on


if __name__ == '__main__':
    unittest.main()

"""The sample classes: what their script writes, accepted by check, the same from their sheets, and PDF/A-3a and PDF/UA-1
in every form, as unit and as book."""
import filecmp
import json
import pathlib
import shutil
import tempfile
import unittest

from school import PROGRAM, SOURCE, hocba, must, run

SAMPLES = SOURCE / 'samples'
FORMS = ['tt22-2021-thcs', 'tt22-2021-thpt', 'tt27-2020-tieu-hoc', 'tt30-2014-tieu-hoc', 'tt58-2011-thcs', 'tt58-2011-thpt']
CLASS_FORMS = {'tt27-2020-bang-tong-hop-4A.json': '01000417-4A-2023-2024.pdf',
               'tt22-2021-so-theo-doi-7A.json': '66200512-7A-2025-2026.pdf'}


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding='utf-8').splitlines()]


class Samples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='hocba-samples-'))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def test_the_classes_are_what_their_script_writes_byte_for_byte(self):
        made = self.folder / 'made'
        made.mkdir()
        must('python3', '-B', SOURCE / 'tests/support/make_samples.py', made)
        files = sorted(path.relative_to(made) for path in made.rglob('*') if path.is_file())
        self.assertEqual(6 + 2 + 6 * 4, len(files))  # classes, class forms, and sheets with their mapping
        for file in files:
            self.assertTrue(filecmp.cmp(made / file, SAMPLES / file, shallow=False), file)

    def test_check_finds_no_contradiction_in_any_class(self):
        inputs = [SAMPLES / f'{form}-35.ndjson' for form in FORMS] + [SAMPLES / name for name in CLASS_FORMS]
        done = hocba('--json', 'check', *inputs, SAMPLES / 'tieu-hoc-35.ndjson')
        reports = [report for report in map(json.loads, done.out.splitlines()) if 'input' in report]
        self.assertEqual(7 * 35 + 2, len(reports))
        self.assertEqual([], [report['errors'] for report in reports if report['errors']])
        self.assertEqual(0, done.returncode)

    def test_the_sheets_of_a_class_give_its_records(self):
        for form in FORMS:
            out = self.folder / f'{form}.ndjson'
            must(PROGRAM, 'import', 'csv', SAMPLES / 'csv' / form / 'nhap.toml', '-o', out)
            self.assertEqual(lines(SAMPLES / f'{form}-35.ndjson'), lines(out), form)

    def test_every_sample_of_every_form_is_pdf_a_and_pdf_ua_as_unit_and_as_book(self):
        folders = []
        for form in FORMS + ['tieu-hoc']:
            for kind in ('unit', 'book'):
                folders.append(self.folder / form / kind)
                must(PROGRAM, 'render', SAMPLES / f'{form}-35.ndjson', '--as', kind, '-o', folders[-1])
                self.assertEqual(35, len(list(folders[-1].glob('*.pdf'))), form)
        folders.append(self.folder / 'class')
        must(PROGRAM, 'render', *[SAMPLES / name for name in CLASS_FORMS], '-o', folders[-1])
        self.assertEqual(sorted(CLASS_FORMS.values()), sorted(path.name for path in folders[-1].glob('*.pdf')))
        done = run(SOURCE / 'tests/conformance/verapdf.sh', *folders)
        self.assertEqual(0, done.returncode, done.out[-3000:] + done.err[-2000:])
        self.assertEqual(2 * (7 * 2 * 35 + 2), sum(line.startswith('PASS') for line in done.out.splitlines()))


if __name__ == '__main__':
    unittest.main()

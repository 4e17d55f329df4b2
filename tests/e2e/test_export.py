"""Handing in and taking back (CV 2088): what a school writes, read by other programs; and what is said of it."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

from school import PROGRAM, SOURCE, hocba, must, records

CLASS = SOURCE / 'samples/tieu-hoc-35.ndjson'
MOET = SOURCE / 'samples/moet-cv2088/hoc-ba.xml'
CODES = SOURCE / 'samples/moet-cv2088/ma-mon-hoc.json'
DECODE = SOURCE / 'tests/exchange/decode_content.py'


def decoded(package):
    """The list in a package, by Python's base64, gzip and json."""
    return ElementTree.fromstring(must(sys.executable, '-B', DECODE, package).stdout)


def canonical(text):
    return subprocess.run(['xmllint', '--noblanks', '--c14n', '-'], input=text.encode(), capture_output=True, check=True).stdout


class Export(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='hocba-export-'))
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, *some):
        path = self.folder / name
        path.write_text('\n'.join(json.dumps(r, ensure_ascii=False) for r in some), encoding='utf-8')
        return path

    def test_moets_example_goes_through_the_program_unchanged(self):
        done = hocba('export', 'moet-xml', MOET, '-o', self.folder / 'xml', '--subject-codes', CODES)
        self.assertEqual((0, ''), (done.returncode, done.err))
        self.assertIn('1 XML files, 0 records failed. Not signed', done.out)
        file, = (self.folder / 'xml').iterdir()
        self.assertEqual('6f1d2c8e-0b7a-4c35-9a41-2f5d7e3b9c10.xml', file.name)
        given = MOET.read_text(encoding='utf-8')
        for time in ('2024-05-25T08', '2024-05-31T10'):  # a record keeps the day
            given = given.replace(time, time[:10] + 'T00')
        self.assertEqual(canonical(given), canonical(file.read_text(encoding='utf-8')))
        again = hocba('export', 'moet-xml', file, '-o', self.folder / 'again', '--subject-codes', CODES)
        self.assertEqual((0, ''), (again.returncode, again.err))
        self.assertEqual(file.read_bytes(), (self.folder / 'again' / file.name).read_bytes())

    def test_a_class_is_packed_each_lack_named_once_and_all_of_them_in_json(self):
        done = hocba('export', 'package', CLASS, '-o', self.folder)
        self.assertEqual(0, done.returncode)
        self.assertIn('35 transcripts in 1 packages, 0 records failed. Not signed', done.out)
        self.assertEqual(1, done.err.count('<CAN_NANG> (Cân nặng)'))
        self.assertIn('tieu-hoc-35.ndjson:1/years/0/weight_kg (and 34 more): ', done.err)
        listed = decoded(self.folder / 'package-0001.txt')
        self.assertEqual(('DANH_SACH_HOC_BA', {'id': 'dataDanhSach'}), (listed.tag, listed.attrib))
        given = [r['lookup_uuid'] for r in records()]
        self.assertEqual(given, [e.text for e in listed.findall('.//MA_TRA_CUU_UUID')])
        self.assertEqual([r['pupil']['name'] for r in records()], [e.text for e in listed.findall('.//HO_VA_TEN')])
        index = json.loads((self.folder / 'index.json').read_text(encoding='utf-8'))
        self.assertIs(False, index['signed'])
        self.assertEqual(given, [r['uuid'] for r in index['packages'][0]['records']])

        before = (self.folder / 'package-0001.txt').read_bytes()
        lines = [json.loads(line) for line in hocba('--json', 'export', 'package', CLASS, '-o', self.folder).out.splitlines()]
        self.assertEqual(before, (self.folder / 'package-0001.txt').read_bytes())
        self.assertEqual(['package-0001.txt'] * 35, [line['file'] for line in lines])
        # 13 tags that the form does not print; the pupil without parents lacks HO_VA_TEN_ME too
        self.assertEqual({13, 14}, {len(line['warnings']) for line in lines})

    def test_packages_come_back_as_the_records_that_went_in(self):
        record = json.loads((SOURCE / 'templates/tt27-2020-tieu-hoc-so/sample.json').read_text(encoding='utf-8'))
        record['created_on'] = '2024-05-25'
        record['years'][0]['subjects_remark'] = '"nháy" & <thẻ> ]]> \\n \\" \'đơn\'\ndòng hai, ỷ ữ'
        record['pupil']['name'] = "H'Hen Niê"
        must(PROGRAM, 'export', 'package', self.write('a.json', record), '-o', self.folder, '--subject-codes', CODES)
        must(PROGRAM, 'import', 'package', self.folder / 'package-0001.txt', '-o', self.folder / 'back.ndjson')
        self.assertEqual(record, json.loads((self.folder / 'back.ndjson').read_text(encoding='utf-8')))

    def test_bad_records_are_left_out_with_their_reason_and_the_others_are_packed(self):
        good, wrong, other, twice = records()[:4]
        wrong['years'][0]['subjects']['toan']['test'] = 11
        other['level'] = 'thcs'
        twice['lookup_uuid'] = good['lookup_uuid']
        done = hocba('export', 'package', self.write('four.ndjson', good, wrong, other, twice), '-o', self.folder / 'p')
        self.assertEqual(2, done.returncode)
        self.assertIn('1 transcripts in 1 packages, 3 records failed', done.out)
        self.assertIn('four.ndjson:2/years/0/subjects/toan/test: ', done.err)
        self.assertIn('four.ndjson:4: the UUID ' + good['lookup_uuid'] + ' is taken', done.err)
        self.assertEqual(1, len(decoded(self.folder / 'p/package-0001.txt')))

    def test_a_package_of_an_earlier_run_is_pointed_at(self):
        (self.folder / 'package-0002.txt').write_text('x')
        done = hocba('export', 'package', CLASS, '-o', self.folder)
        self.assertIn('package-0002.txt: a package of an earlier run', done.err)
        self.assertTrue((self.folder / 'package-0002.txt').exists())

    def test_subject_codes_must_be_of_subjects(self):
        codes = self.folder / 'codes.json'
        codes.write_text('{"thien_van": "99"}')
        done = hocba('export', 'moet-xml', MOET, '-o', self.folder, '--subject-codes', codes)
        self.assertEqual(2, done.returncode)
        self.assertIn('codes.json/thien_van: the form has no such subject', done.err)

    def test_recall_lists_what_the_uuids_choose_in_their_order(self):
        chosen = [records()[7], records()[2]]
        unknown = '4ef748d9-2146-4a82-95a5-8534051475f0'
        wanted = self.folder / 'thu-hoi.txt'
        wanted.write_text('\r\n'.join([chosen[0]['lookup_uuid'].upper(), '', chosen[1]['lookup_uuid']]) + '\r\n')
        done = hocba('export', 'recall', CLASS, wanted, unknown, '-o', self.folder / 'danh-sach.xml')
        self.assertEqual(0, done.returncode, done.err)
        self.assertIn('Not signed', done.out)
        self.assertIn(unknown + '/pupil/name: the record has nothing for the mandatory tag <HO_VA_TEN>', done.err)
        plain = ElementTree.parse(self.folder / 'danh-sach.xml').getroot()
        self.assertEqual([c['lookup_uuid'] for c in chosen] + [unknown], [e.text for e in plain.iter('MA_TRA_CUU_UUID')])
        year, month, day = chosen[0]['pupil']['born'].split('-')
        self.assertEqual(f'{day}/{month}/{year}', plain.find('HOC_BA/NGAY_SINH').text)
        packed = decoded(self.folder / 'danh-sach.txt')
        self.assertEqual(ElementTree.tostring(plain), ElementTree.tostring(packed))

    def test_a_list_with_something_else_than_uuids_is_refused_at_its_line(self):
        wanted = self.folder / 'list.txt'
        wanted.write_text('4ef748d9-2146-4a82-95a5-8534051475f0\nkhông phải\n')
        done = hocba('export', 'recall', wanted, '-o', self.folder / 'x.xml')
        self.assertEqual(2, done.returncode)
        self.assertIn('list.txt:2: "không phải" is no look-up code', done.err)
        self.assertFalse((self.folder / 'x.xml').exists())

    def test_what_is_no_package_is_refused(self):
        bad = self.folder / 'bad.txt'
        bad.write_text('xin chào')
        done = hocba('import', 'package', bad, self.folder / 'none.txt', '-o', self.folder / 'r.ndjson')
        self.assertEqual(8, done.returncode)  # a missing file is worse than a bad one
        self.assertIn('bad.txt: this is not base64', done.err)


if __name__ == '__main__':
    unittest.main()

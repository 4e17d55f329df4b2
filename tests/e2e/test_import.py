"""Import: sheets of a school and MOET's XML become records that check accepts; what is damaged is named and kept."""
import csv
import json
import pathlib
import shutil
import tempfile
import unittest

from school import SOURCE, hocba, must, run, PROGRAM
from xlsx import write_xlsx

SAMPLES = SOURCE / 'samples/csv'


class Import(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='hocba-import-'))
        self.addCleanup(shutil.rmtree, self.folder)
        for path in SAMPLES.iterdir():
            if path.is_file():  # the folders hold the classes of 35
                shutil.copy(path, self.folder)
        self.mapping = self.folder / 'nhap.toml'
        self.output = self.folder / 'lop2a.ndjson'
        self.rejected = self.folder / 'lop2a.ndjson.rejected.csv'

    def change(self, name, old, new):
        path = self.folder / name
        text = path.read_text(encoding='utf-8')
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1), encoding='utf-8')

    def run_import(self, *words):
        return hocba(*words, 'import', 'csv', self.mapping, '-o', self.output, '--new-uuids', '--uuid-seed', 'e2e')

    def refused_mapping(self, old, new, message):
        """What import says of the mapping with this change, which is then taken back."""
        before = self.mapping.read_bytes()
        self.change('nhap.toml', old, new)
        done = self.run_import()
        self.mapping.write_bytes(before)
        self.assertEqual(64, done.returncode, done.err)
        self.assertRegex(done.err, message)
        return done

    def records(self):
        return [json.loads(line) for line in self.output.read_text(encoding='utf-8').splitlines()]

    def test_a_class_of_four_sheets_becomes_records_that_check_and_render_accept(self):
        done = self.run_import()
        self.assertEqual(0, done.returncode, done.err)
        self.assertIn(f'5 records written to {self.output}, 0 pupils rejected', done.out)
        self.assertIn('2 columns are not used: STT, Ghi chú', done.err)
        self.assertEqual(['Nguyễn Hoàng Anh', 'Đặng Thị Ngọc Ánh', 'Võ Hòa Bình', 'Trần Minh Khôi', "H'Lan Niê"],
                         [r['pupil']['name'] for r in self.records()])
        checked = hocba('check', self.output)
        self.assertEqual(0, checked.returncode, checked.err)
        self.assertIn('5 records pass, 0 have errors, 0 remarks', checked.out)
        must(PROGRAM, 'render', self.output, '-o', self.folder / 'pdf')
        self.assertEqual(5, len(list((self.folder / 'pdf').glob('*.pdf'))))

    def test_the_guide_shows_the_sample_mapping(self):
        guide = (SOURCE / 'docs/nhap-du-lieu.md').read_text(encoding='utf-8')
        self.assertIn('```toml\n' + self.mapping.read_text(encoding='utf-8') + '```', guide)

    def test_a_uuid_is_given_only_when_asked_for_and_stays_with_its_pupil(self):
        refused = hocba('import', 'csv', self.mapping, '-o', self.output)
        self.assertEqual(64, refused.returncode)
        self.assertIn('--new-uuids', refused.err)
        random = ('import', 'csv', self.mapping, '-o', self.output, '--new-uuids')
        self.assertIn('gave 5 new look-up UUIDs', hocba(*random).out)
        first = {r['pupil']['code']: r['lookup_uuid'] for r in self.records()}
        self.assertEqual(5, len(set(first.values())))
        again = hocba(*random)
        self.assertNotIn('new look-up UUIDs', again.out)
        self.assertEqual(first, {r['pupil']['code']: r['lookup_uuid'] for r in self.records()})
        # The ledger is a sheet like another: its column can be mapped instead.
        with self.mapping.open('a', encoding='utf-8') as mapping:
            mapping.write('[[sheet]]\nfile = "lop2a.ndjson.uuids.csv"\nkey = "Mã học sinh"\n'
                          '[sheet.columns]\n"Mã tra cứu học bạ (UUID)" = "lookup_uuid"\n')
        self.assertEqual(0, hocba('import', 'csv', self.mapping, '-o', self.folder / 'b.ndjson').returncode)
        self.assertEqual(self.output.read_bytes(), (self.folder / 'b.ndjson').read_bytes())

    def test_a_damaged_row_is_named_and_kept_and_the_others_go_on(self):
        good = self.folder / 'good.ndjson'
        self.run_import()
        shutil.copy(self.output, good)
        self.change('hoc-sinh.csv', '8/7/2017', '31/6/2017')
        self.change('ket-qua.csv', '"8,0"', 'tám')
        done = self.run_import()
        self.assertEqual(2, done.returncode)
        self.assertEqual(3, len(self.records()))
        self.assertIn('hoc-sinh.csv:9:5 (Ngày sinh): "31/6/2017" (Ngày, tháng, năm sinh) is no day of the calendar', done.err)
        self.assertIn('ket-qua.csv:6:7 (Toán / Điểm KTĐK): "tám"', done.err)
        with self.rejected.open(encoding='utf-8-sig', newline='') as file:
            rows = list(csv.reader(file))
        self.assertEqual(3, len(rows))  # a header and two problems
        self.assertIn('Trần Minh Khôi', rows[1])
        vietnamese = run(PROGRAM, '--lang', 'vi', 'import', 'csv', self.mapping, '-o', self.output, '--new-uuids')
        self.assertIn('không phải là một ngày có thật', vietnamese.err)
        self.assertIn('3 hồ sơ đã ghi', vietnamese.out)
        self.change('hoc-sinh.csv', '31/6/2017', '8/7/2017')
        self.change('ket-qua.csv', 'tám', '"8,0"')
        self.assertEqual(0, self.run_import().returncode)
        self.assertEqual(good.read_bytes(), self.output.read_bytes())  # the same UUIDs as well
        self.assertFalse(self.rejected.exists())

    def test_the_result_for_machines_is_one_object(self):
        self.change('ket-qua.csv', '"8,0"', 'tám')
        done = self.run_import('--json')
        result = json.loads(done.out)
        self.assertEqual(2, done.returncode)
        self.assertEqual((5, 4, 5), (result['pupils'], result['records'], result['new_uuids']))
        self.assertEqual(str(self.rejected), result['rejected_file'])
        self.assertTrue(result['errors'][0]['where'].endswith('ket-qua.csv:6:7 (Toán / Điểm KTĐK)'))
        self.assertEqual(3, len(result['remarks']))

    def test_text_before_unicode_is_refused_by_name_and_converted_when_the_mapping_names_it(self):
        self.run_import()
        expected = self.output.read_bytes()
        for path in [*self.folder.glob('*.csv'), *self.folder.glob('*.tsv')]:
            if path.name.startswith('lop2a'):
                continue
            text = path.read_bytes()
            path.write_bytes(must('iconv', '-f', 'UTF-8', '-t', 'VISCII', data=text).stdout)
        done = run(PROGRAM, '--lang', 'vi', 'import', 'csv', self.mapping, '-o', self.output, '--new-uuids')
        self.assertEqual(2, done.returncode)
        self.assertIn('Thêm encoding = "viscii" vào bảng này', done.err)
        self.mapping.write_text('encoding = "viscii"\n' + self.mapping.read_text(encoding='utf-8'), encoding='utf-8')
        self.assertEqual(0, self.run_import().returncode)
        self.assertEqual(expected, self.output.read_bytes())

    def test_a_column_may_say_more_than_its_place(self):
        self.run_import()
        expected = self.output.read_bytes()
        self.change('hoc-sinh.csv', ';Nam;', ';;')
        self.change('hoc-sinh.csv', ';Nguyễn Hoàng Anh;', ';nguyễn hoàng anh;')
        self.change('nhap.toml', '"pupil.gender"', '{ to = "pupil.gender", values = { "Nữ" = "Nữ", "" = "Nam" } }')
        self.change('nhap.toml', '"Họ và tên" = "pupil.name"', '"Họ và tên" = { to = "pupil.name", capitals = true }')
        done = self.run_import()
        self.assertEqual(0, done.returncode, done.err)
        self.assertIn('1 cells got capitals', done.err)
        self.assertEqual(expected, self.output.read_bytes())

    def test_a_wrong_mapping_is_refused_with_its_line(self):
        for old, new, message in (
                ('"pupil.born"', '"pupil.bron"', r'nhap\.toml:39:15: the form has no member "bron"'),
                ('level = "tieu-hoc"', 'level = "tieu-hok"', r'nhap\.toml/level: there is no level'),
                ('sort = "given-name"', 'sort = "age"', r'nhap\.toml:4:8: "sort" must be one of'),
                ('sort =', 'sortt =', r'nhap\.toml:4:9: unknown name "sortt"'),
                ('[constants]', '[constants', r'nhap\.toml:6:\d+: .*no TOML'),
                ('file = "hoc-sinh.csv"', 'encoding = "tcvn"', r'"encoding" must be one of')):
            with self.subTest(new):
                self.refused_mapping(old, new, message)
                self.assertFalse(self.output.exists())

    def test_a_mistake_in_the_mapping_is_said_once_and_gives_no_uuid(self):
        for old, new, message in (
                ('code = "01000417"', 'code = 1000417', r'nhap\.toml:13:8: [^\n]*\n[^\n]*in quotation marks: "1000417"'),
                ('code = "01000417"', 'code = 01000417', r'nhap\.toml:13:\d+: [^\n]*\n[^\n]*in quotation marks: "01000417"'),
                ('subject = "ngoai_ngu_1"', 'subject = "ngoai_ngu"', r'nhap\.toml:\d+:11: the form has no member "ngoai_ngu"')):
            with self.subTest(new):
                done = self.refused_mapping(old, new, message)
                self.assertEqual(2, len(done.err.splitlines()), done.err)
                self.assertFalse((self.folder / 'lop2a.ndjson.uuids.csv').exists())

    def test_a_sheet_in_the_mapping_s_place_and_a_workbook_in_a_sheet_s(self):
        done = run(PROGRAM, '--lang', 'vi', 'import', 'csv', self.folder / 'hoc-sinh.csv', '-o', self.output, '--new-uuids')
        self.assertEqual(64, done.returncode)
        self.assertIn('Cần tệp ánh xạ .toml, đây là bảng CSV', done.err)
        write_xlsx(self.folder / 'hoc-sinh.csv', [['Mã học sinh'], ['1']])
        done = run(PROGRAM, '--lang', 'vi', 'import', 'csv', self.mapping, '-o', self.output, '--new-uuids')
        self.assertEqual(2, done.returncode)
        self.assertIn('Đây là tệp Excel (.xlsx)', done.err)

    def test_a_mistyped_code_leaves_no_record_without_the_marks(self):
        self.change('tieng-anh.csv', '0100002404', '0100002440')
        done = self.run_import()
        self.assertEqual(2, done.returncode)
        self.assertEqual(4, len(self.records()))
        self.assertIn('the pupil "0100002404" is absent from this sheet, and the key "0100002440" of this row', done.err)
        self.assertIn('1 pupils rejected, 1 rows could not be read', done.out)

    def test_a_file_that_is_not_there_and_an_output_of_another_kind(self):
        (self.folder / 'tieng-anh.csv').unlink()
        self.assertEqual(8, self.run_import().returncode)
        done = hocba('import', 'csv', self.mapping, '-o', self.folder / 'hoc-sinh.csv', '--new-uuids')
        self.assertEqual(64, done.returncode)
        self.assertEqual((SAMPLES / 'hoc-sinh.csv').read_bytes(), (self.folder / 'hoc-sinh.csv').read_bytes())

    def test_a_workbook_converted_as_the_guide_says_is_the_same_class(self):
        self.run_import()
        expected = self.output.read_bytes()
        for name, delimiter in (('hoc-sinh.csv', ';'), ('ket-qua.csv', ','), ('tieng-anh.csv', ','), ('nhan-xet.tsv', '\t')):
            path = self.folder / name
            with path.open(encoding='utf-8', newline='') as file:
                write_xlsx(self.folder / 'bang.xlsx', list(csv.reader(file, delimiter=delimiter)))
            path.unlink()
            must('xlsx2csv', '-f', '%d/%m/%Y', self.folder / 'bang.xlsx', path)
        self.assertEqual(0, self.run_import().returncode)
        self.assertEqual(expected, self.output.read_bytes())

    def test_xml_of_the_ministry_becomes_records_and_a_bad_file_is_named(self):
        folder = self.folder / 'xml'
        folder.mkdir()
        shutil.copy(SOURCE / 'samples/moet-cv2088/hoc-ba.xml', folder / 'a.xml')
        shutil.copy(SOURCE / 'tests/bad/doctype.xml', folder / 'b.xml')
        shutil.copy(SOURCE / 'tests/bad/doctype.xml', folder / 'c.xml')
        done = hocba('import', 'moet-xml', folder, '-o', self.output)
        self.assertEqual(2, done.returncode)
        self.assertIn('b.xml', done.err)
        self.assertIn('(and 1 more): ', done.err)  # what is wrong with both is said once
        self.assertIn('1 records written', done.out)
        self.assertEqual(['Nguyễn Văn A'], [r['pupil']['name'] for r in self.records()])
        self.assertEqual(0, hocba('check', self.output).returncode)
        self.assertEqual(0, hocba('import', 'moet-xml', folder / 'a.xml', '-o', self.output).returncode)


if __name__ == '__main__':
    unittest.main()

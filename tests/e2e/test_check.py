"""hocba check: a line a record, and at the end how many pupils have a personal number of 12 digits."""
import json
import pathlib
import tempfile
import unittest

from school import PROGRAM, SOURCE, hocba, records, run


class Check(unittest.TestCase):
    def summary(self, *paths):
        lines = [json.loads(line) for line in hocba('--json', 'check', *paths).out.splitlines()]
        self.assertTrue(all('input' in line for line in lines[:-1]))
        return lines[-1]['summary']

    def test_the_class_of_35(self):
        self.assertEqual({'good': 36, 'bad': 0, 'warnings': 5, 'pupils': 36, 'without_personal_id': 0},
                         self.summary(SOURCE / 'samples/tieu-hoc-35.ndjson', SOURCE / 'samples/moet-cv2088/hoc-ba.xml'))

    def test_a_missing_a_short_and_an_unreadable_number(self):
        missing, short, good = records()[:3]
        del missing['pupil']['id']
        short['pupil']['id'] = '123456789'
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'class.ndjson'
            path.write_text('\n'.join([json.dumps(r) for r in (missing, short, good)] + ['{']), encoding='utf-8')
            summary = self.summary(path, pathlib.Path(folder) / 'none.json')  # the latter is no pupil
            self.assertEqual((1, 4, 4, 3), tuple(summary[k] for k in ('good', 'bad', 'pupils', 'without_personal_id')))
            done = hocba('check', path)
            self.assertEqual(2, done.returncode)
            self.assertIn('1 of 4 pupils have a 12-digit personal id', done.out)
            self.assertIn(f'ERROR  {path}:1 ({missing["pupil"]["name"]}, 4A) /pupil: the member "id"', done.err)

    def written(self, folder, *records):
        path = pathlib.Path(folder) / 'run.ndjson'
        path.write_text('\n'.join(json.dumps(r) for r in records), encoding='utf-8')
        return path

    def test_a_uuid_is_one_records_and_a_personal_number_one_pupils(self):
        first, other = records()[:2]
        used = {**other, 'lookup_uuid': first['lookup_uuid'].upper()}
        person = {**other, 'pupil': {**other['pupil'], 'id': first['pupil']['id']}}
        next_year = {**first, 'lookup_uuid': other['lookup_uuid']}
        for record, code, errors, place, words in [
                (first, 0, [], 'lookup_uuid', 'this record is identical to '),
                (used, 2, ['lookup_uuid'], 'lookup_uuid', 'by a record with other contents'),
                (person, 2, ['pupil/id'], 'pupil/id', f'is also that of {first["pupil"]["name"]} (born '),
                (next_year, 0, [], None, None)]:
            with self.subTest(words), tempfile.TemporaryDirectory() as folder:
                path = self.written(folder, first, record)
                done = hocba('--json', 'check', path)
                self.assertEqual(code, done.returncode, done.err)
                second = json.loads(done.out.splitlines()[1])
                self.assertEqual(record['pupil']['name'], second['pupil'])
                for error in errors:
                    self.assertIn(f'{path}:2/{error}', [e['where'] for e in second['errors']])
                if words:
                    said = [p for p in second['errors'] + second['warnings'] if p['where'] == f'{path}:2/{place}']
                    self.assertTrue(any(words in p['what'] and f'{path}:1' in p['what'] for p in said), said)
                else:
                    self.assertEqual([], second['errors'])

    def test_errors_and_remarks_are_marked_with_the_pupil_in_the_reader_s_language(self):
        record = records()[0]
        record['years'][0]['subjects']['toan']['test'] = 8.75
        with tempfile.TemporaryDirectory() as folder:
            path = self.written(folder, record)
            err = run(PROGRAM, '--lang', 'vi', 'check', path).err
            self.assertIn(f'LỖI  {path}:1 ({record["pupil"]["name"]}, 4A) /years/0/subjects/toan/test: 8,75 ', err)

    def test_a_contradiction_hides_no_remark(self):
        record = records()[0]
        del record['pupil']['mother'], record['years'][0]['subjects']['dao_duc']  # two remarks
        record['years'][0]['promoted'] = not record['years'][0]['promoted']
        with tempfile.TemporaryDirectory() as folder:
            done = hocba('check', self.written(folder, record))
        self.assertEqual(2, done.returncode)
        self.assertIn("no mother's name", done.err)
        self.assertIn('Đạo đức of grade 4 is missing', done.err)
        self.assertIn('promoted', done.err)

    def test_what_names_no_form_is_told_with_what_is_possible(self):
        lower = json.loads((SOURCE / 'samples/tt22-2021-thcs-35.ndjson').read_text(encoding='utf-8').splitlines()[0])
        for change, place, hint in [({'circular': 'TT22/2021'}, '/circular', 'write circular = "22/2021/TT-BGDĐT"'),
                                    ({'level': 'THCS'}, '/level', 'one of these as level: thcs, thpt, tieu-hoc'),
                                    ({'circular': '27/2020/TT-BGDĐT'}, '/circular', 'correct the level, or '),
                                    ({'form': 'tt22-2021-thsc'}, '/form', 'name one form: tt22-2021-thcs')]:
            with self.subTest(change), tempfile.TemporaryDirectory() as folder:
                path = self.written(folder, {**lower, **change})
                done = hocba('--json', 'check', path)
                error = json.loads(done.out.splitlines()[0])['errors'][0]
                self.assertEqual(f'{path}:1{place}', error['where'])
                self.assertIn(hint, error['hint'])
                self.assertNotIn('so-theo-doi', error['hint'])

    def test_an_unknown_form_is_told_once(self):
        for command in (['check'], ['render', '-o', tempfile.gettempdir()]):
            done = hocba(*command, '--form', 'abc', SOURCE / 'samples/tieu-hoc-35.ndjson')
            self.assertEqual(64, done.returncode)
            self.assertEqual(1, done.err.count('--form: there is no form "abc"'), done.err)


if __name__ == '__main__':
    unittest.main()

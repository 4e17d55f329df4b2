"""Bad input: a clear message with a place, the right exit code, and the others are still issued."""
import json
import pathlib
import shutil
import tempfile
import unittest
import uuid

from school import SOURCE, School, hocba, records


def fresh():
    """A good record with a pupil and a UUID of its own, from the test's own numbers."""
    record = json.loads(json.dumps(records()[0]))
    fresh.count = getattr(fresh, 'count', 0) + 1
    record['lookup_uuid'] = str(uuid.UUID(int=fresh.count, version=4))
    record['pupil']['id'] = f"{record['pupil']['id'][:6]}{900000 + fresh.count}"
    return record


def changed(change):
    record = fresh()
    change(record)
    return json.dumps(record, ensure_ascii=False).encode()


CASES = [  # name, bytes, exit code, part of the place, part of the message
    ('not-json', b'{"circular": ', 2, ':1:', ''),
    ('wrong-schema', changed(lambda r: r.update(years={})), 2, '/years', ''),
    ('unknown-subject', changed(lambda r: r['years'][0]['subjects'].update(thien_van={'level': 'T'})), 2,
     '/years/0/subjects', 'thien_van'),
    ('missing-name', changed(lambda r: r['pupil'].pop('name')), 2, '/pupil', 'name'),
    ('mark-of-11', changed(lambda r: r['years'][0]['subjects']['toan'].update(test=11)), 2,
     '/years/0/subjects/toan/test', '10'),
    ('nine-digits', changed(lambda r: r['pupil'].update(id='123456789')), 2, '/pupil/id', '12'),
    ('tcvn3', changed(lambda r: r['pupil'].update(father='TCVN3')).replace(b'TCVN3', b'Nguy\xd4n V\xa8n B'), 2, ':1:', 'UTF-8'),
    ('emoji', changed(lambda r: r['years'][0].update(award='Giỏi 😀')), 4, 'form.xml:', 'U+1F600'),
    ('ten-megabytes', changed(lambda r: r['years'][0].update(subjects_remark='tốt ' * 2_500_000)), 2, '', 'MiB'),
]


class BadInput(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix='hocba-bad-')
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.school = School(cls.folder)

    def write(self, name, data):
        path = pathlib.Path(self.folder) / name
        path.write_bytes(data)
        return path

    def test_each_has_its_place_and_exit_code(self):
        for name, data, code, place, message in CASES:
            with self.subTest(name):
                path = self.write(name + '.json', data)
                done = hocba('render', path, '-o', pathlib.Path(self.folder) / 'out')
                self.assertEqual(code, done.returncode, done.err)
                self.assertIn(place, done.err)
                self.assertIn(message, done.err)

    def test_nfd_text_becomes_nfc_and_is_the_same_document(self):
        import unicodedata
        record = fresh()
        text = json.dumps(record, ensure_ascii=False)
        outs = []
        for form in ('NFC', 'NFD'):
            path = self.write('normal.json', unicodedata.normalize(form, text).encode())
            out = pathlib.Path(self.folder) / form
            self.assertEqual(0, hocba('render', path, '-o', out).returncode)
            outs.append(next(out.glob('*.pdf')).read_bytes())
        self.assertEqual(outs[0], outs[1])

    def test_in_a_batch_the_others_are_still_issued(self):
        good = fresh()
        batch = [json.dumps(good, ensure_ascii=False).encode()]
        batch += [data for name, data, *_ in CASES if name != 'ten-megabytes']
        path = self.write('batch.ndjson', b'\n'.join(batch) + b'\n')
        before = len(list(self.school.work.glob('*.pdf')))
        done = self.school.issue(path)
        self.assertEqual(4, done.returncode, done.err)  # a missing glyph is worse than bad records
        self.assertIn('1 documents sealed and waiting for signatures, 0 archived, 8 records failed', done.out)
        self.assertEqual(before + 1, len(list(self.school.work.glob('*.pdf'))))

    def test_the_same_record_again_is_already_issued_and_a_used_uuid_is_refused(self):
        record = fresh()
        path = self.write('again.json', json.dumps(record, ensure_ascii=False).encode())
        self.assertEqual(0, self.school.issue(path).returncode)
        for role in ('principal', 'school'):
            self.assertEqual(0, self.school.sign(role).returncode)
        again = self.school.issue(path)
        self.assertEqual(0, again.returncode)
        self.assertIn('already issued', again.out)
        found = hocba('--json', 'archive', 'find', self.school.archive, '--uuid', record['lookup_uuid']).out
        self.assertIn(json.loads(found)['code'], again.out)
        record['pupil']['name'] = 'Trần Văn Khác'
        other = self.school.issue(self.write('other.json', json.dumps(record, ensure_ascii=False).encode()))
        self.assertEqual(2, other.returncode)
        self.assertIn(record['lookup_uuid'], other.err)

    def test_an_interrupted_procedure_is_taken_up_where_it_was_left(self):
        record = fresh()
        path = self.write('left.json', json.dumps(record, ensure_ascii=False).encode())
        self.assertEqual(0, self.school.issue(path).returncode)
        before = {p.name: p.read_bytes() for p in self.school.work.glob('*.pdf')}
        self.assertGreaterEqual(len(before), 1)
        for p in self.school.work.glob('*.pdf'):
            p.unlink()  # lost before anybody signed
        later = hocba('--time', '2026-12-24T08:00:00+07:00', 'issue', path, '--config', self.school.config('clerk'))
        self.assertEqual(0, later.returncode, later.err)
        after = {p.name: p.read_bytes() for p in self.school.work.glob('*.pdf')}
        self.assertTrue(after.items() <= before.items())  # the same seal, the same bytes, not a second document
        self.assertEqual(1, len(after))

    def test_a_misspelt_path_in_a_form_is_found_without_a_record(self):
        forms = pathlib.Path(self.folder) / 'templates'
        shutil.copytree(SOURCE / 'templates', forms)
        form = forms / 'tt27-2020-tieu-hoc-so/form.xml'
        text = form.read_text()
        self.assertIn('{pupil.ethnicity', text)
        form.write_text(text.replace('{pupil.ethnicity', '{pupil.ethnicty', 1))
        done = hocba('form', 'check', form.parent)
        self.assertEqual(3, done.returncode)
        self.assertRegex(done.err, r'form\.xml:\d+:\d+: ')
        self.assertIn('ethnicity', done.err)

    def test_wrong_usage_exits_64_and_a_missing_file_8(self):
        self.assertEqual(64, hocba('render').returncode)
        self.assertEqual(64, hocba('frobnicate').returncode)
        self.assertEqual(8, hocba('check', pathlib.Path(self.folder) / 'none.json').returncode)


if __name__ == '__main__':
    unittest.main()

"""hocba check: a line a record, and at the end how many pupils have a personal number of 12 digits."""
import json
import pathlib
import tempfile
import unittest

from school import SOURCE, hocba, records


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
            self.assertIn('class.ndjson:1/pupil: the member "id"', done.err)


if __name__ == '__main__':
    unittest.main()

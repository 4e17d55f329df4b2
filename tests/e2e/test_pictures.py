"""The pictures of README and of the guides: they are there and light, and one command still makes them from the program and the page."""
import json
import pathlib
import re
import tempfile
import unittest

import numpy
from PIL import Image

from school import PROGRAM, SOURCE, must, run

PICTURES = SOURCE / 'docs/pictures'
LARGEST = {'so-sanh.png': 400_000, 'quet-tu-ben-trong.png': 200_000, 'ket-luan.png': 200_000}
NAMED = re.compile(r'!\[[^\]]*\]\(([^)]+)\)|<img src="([^"]+)"')


class Pictures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix='hocba-pictures-')
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.parts, cls.out = (pathlib.Path(cls.temporary.name) / name for name in ('parts', 'out'))
        must(SOURCE / 'scripts/lib/guide-pictures.sh', cls.out, env={'HOCBA_PICTURES': str(cls.parts)})

    def test_every_picture_that_a_page_names_is_there_and_every_picture_is_named(self):
        named = set()
        for page in (SOURCE / 'README.md', *(SOURCE / 'docs').glob('*.md')):
            for match in NAMED.finditer(page.read_text(encoding='utf-8')):
                picture = (page.parent / (match[1] or match[2])).resolve()
                self.assertTrue(picture.is_file(), f'{page.name}: {picture}')
                named.add(picture.name)
        self.assertEqual(set(LARGEST), {path.name for path in PICTURES.iterdir()})
        self.assertLessEqual(set(LARGEST), named)

    def test_they_are_light_and_one_command_makes_them_anew(self):
        for name, largest in LARGEST.items():
            self.assertLess((PICTURES / name).stat().st_size, largest)
            self.assertLess((self.out / name).stat().st_size, largest)
            with Image.open(PICTURES / name) as kept, Image.open(self.out / name) as made:
                self.assertEqual(kept.size, made.size, name)

    def test_the_altered_photocopy_has_a_genuine_seal_which_holds_the_5(self):
        done = run(PROGRAM, '--json', 'verify', '--at', '2026-11-26T08:00:00+07:00', '--trust', self.parts / 'trust', self.parts / 'altered.jpg')
        self.assertEqual(0, done.returncode, done.out + done.err)
        report = json.loads(done.out)
        self.assertEqual(('seal', 'valid'), (report['kind'], report['verdict']))
        self.assertEqual(['5'], [cell['value'] for cell in report['grid'] if (cell['row'], cell['column']) == ('Toán', 'Điểm kiểm tra')])

    def test_the_pen_is_blue_and_on_the_digit_alone(self):
        with Image.open(self.parts / 'altered.jpg') as picture:
            paper = numpy.asarray(picture, dtype=int)
        rows, columns = numpy.nonzero(paper[:, :, 2] - paper[:, :, 0] > 60)
        self.assertGreater(len(rows), 100)
        left, top, right, bottom = json.loads((self.parts / 'places.json').read_text())['digit']
        beyond = 12  # pixels: 1 mm
        self.assertTrue(left - beyond < columns.min() < columns.max() < right + beyond)
        self.assertTrue(top - beyond < rows.min() < rows.max() < bottom + beyond)


if __name__ == '__main__':
    unittest.main()

"""Visible signatures as NĐ 30/2020 wants them (phụ lục I, II.7d and II.8a): two hand signatures and the stamp."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from school import CODE, SOURCE, School, hocba, must, run

sys.path.insert(0, str(SOURCE / 'tests/support'))
import pictures  # noqa: E402

ROLES = ['homeroom', 'principal', 'school']
PICTURES = {'homeroom': 'hand-homeroom.png', 'principal': 'hand-principal.png', 'school': 'stamp.png'}
PER_MM = 4  # pixels in the pages that are looked at


class Ink:
    """The box around pixels; y grows downwards."""

    def __init__(self, pixels):
        self.left, self.right = min(x for x, _ in pixels), max(x for x, _ in pixels) + 1
        self.top, self.bottom = min(y for _, y in pixels), max(y for _, y in pixels) + 1
        self.width, self.height = self.right - self.left, self.bottom - self.top


def where(page_of, is_ink):
    return Ink([at for at, colour in page_of.items() if is_ink(*colour)])


def is_red(red, _, blue):
    return red - blue > 100


def page(pdf, number):
    """{(x, y): (red, green, blue)} of all pixels that are neither white nor grey."""
    out = subprocess.run(['pdftoppm', '-r', str(PER_MM * 25.4), '-f', str(number), '-l', str(number), pdf],
                         capture_output=True, check=True).stdout
    kind, size, _, data = out.split(b'\n', 3)
    width = int(size.split()[0])
    assert kind == b'P6'
    colours = {}
    for at in range(0, len(data) - 2, 3):
        r, g, b = data[at:at + 3]
        if max(r, g, b) - min(r, g, b) > 60:
            colours[at // 3 % width, at // 3 // width] = (r, g, b)
    return colours


class Visible(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='hocba-visible-'))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.school = School(cls.folder)
        pictures.write(cls.folder / 'pictures')
        (cls.folder / 'homeroom').mkdir()
        cls.school.desk('homeroom', role='homeroom')
        for name in ('clerk', *ROLES):
            config = cls.school.config(name)
            text = 'procedure = ["homeroom", "principal", "school"]\naccept_unverified = true\n' + config.read_text()
            if name in PICTURES:
                text += f'image = "../pictures/{PICTURES[name]}"\n'
            config.write_text(text)
        custodian = cls.school.config('custodian')
        custodian.write_text(custodian.read_text().replace(
            'signers = [', f'signers = [\n    {{certificate = "../pki/homeroom.pem", role = "homeroom", school = "{CODE}"}},'))
        record = cls.folder / 'two.ndjson'
        lines = (SOURCE / 'samples/tt27-2020-tieu-hoc-35.ndjson').read_text(encoding='utf-8').splitlines()
        record.write_text('\n'.join(lines[:2]) + '\n', encoding='utf-8')
        done = cls.school.issue(record)
        assert done.returncode == 0, done.err
        cls.school.keep('0-sealed', cls.school.work)
        for number, role in enumerate(ROLES, 1):
            done = cls.school.sign(role)
            assert done.returncode == 0, done.err
            cls.school.keep(f'{number}-{role}', cls.school.root / 'issued' if role == 'school' else cls.school.work)
        cls.school.lists()
        cls.stages = ['0-sealed', *(f'{number}-{role}' for number, role in enumerate(ROLES, 1))]

    def name(self):
        return self.school.stage('0-sealed')[0].name

    def pdf(self, stage):
        return self.school.root / stage / self.name()

    def test_after_each_of_three_visible_signatures_the_document_is_pdf_a_3a_and_pdf_ua_1(self):
        folders = [self.school.root / stage for stage in self.stages]
        self.assertEqual([2] * 4, [len(list(folder.glob('*.pdf'))) for folder in folders])
        done = run(SOURCE / 'tests/conformance/verapdf.sh', *folders)
        self.assertEqual(0, done.returncode, done.out[-3000:] + done.err[-1000:])

    def test_earlier_bytes_are_a_prefix_and_qpdf_finds_nothing_to_complain_of(self):
        for before, after in zip(self.stages, self.stages[1:]):
            self.assertTrue(self.pdf(after).read_bytes().startswith(self.pdf(before).read_bytes()), after)
            must('qpdf', '--check', self.pdf(after))

    def test_pdfsig_calls_the_three_valid_and_the_last_covers_everything(self):
        out = must('pdfsig', '-nocert', self.pdf('3-school')).out
        self.assertEqual(3, out.count('Signature is Valid.'), out)
        self.assertEqual(1, out.count('- Total document signed'), out)
        self.assertIn('Total document signed', out.split('Field Name: school')[1].split('Signature #')[0])

    def test_verify_finds_each_stage_sound_and_the_last_valid(self):
        done = self.school.verify(self.pdf('3-school'))
        self.assertEqual(0, done.returncode, done.out)
        for stage in self.stages[1:3]:
            report = json.loads(self.school.verify(self.pdf(stage)).out)
            self.assertEqual(['unsigned-slot'], sorted({reason['code'] for reason in report['reasons']} - {
                'reproduced', 'revocation-unknown', 'unverified-labels', 'name-differs'}))  # the sample's teacher is another

    def test_a_visible_signature_adds_no_text(self):
        texts = {must('pdftotext', '-raw', self.pdf(stage), '-').out for stage in self.stages}
        self.assertEqual(1, len(texts))

    def test_the_stamp_has_36_mm_and_covers_a_third_of_the_leaders_signature_on_its_left(self):
        last = int(must('pdfinfo', self.pdf('0-sealed')).out.split('Pages:')[1].split()[0])
        number = next(n for n in range(last, 0, -1) if page(self.pdf('1-homeroom'), n) != page(self.pdf('0-sealed'), n))
        stages = [page(self.pdf(stage), number) for stage in self.stages]
        self.assertEqual({}, stages[0])
        homeroom = Ink(stages[1])
        principal = Ink(stages[2].keys() - stages[1].keys())
        stamp = where(stages[3], is_red)
        self.assertAlmostEqual(36 * PER_MM, stamp.width, delta=2)
        self.assertAlmostEqual(36 * PER_MM, stamp.height, delta=2)
        self.assertAlmostEqual(principal.left + principal.width / 3, stamp.right, delta=3)
        self.assertLess(stamp.left, principal.left)
        self.assertGreater(homeroom.left, principal.right)  # this form has the leader on the left
        for signature in (homeroom, principal):
            self.assertLess(signature.height, 24 * PER_MM)
            self.assertGreater(signature.width, 40 * PER_MM)

    def test_a_picture_that_cannot_be_used_is_refused_before_anything_is_signed(self):
        config = self.school.config('principal')
        text = config.read_text()
        self.addCleanup(config.write_text, text)
        work = self.folder / 'again'
        shutil.copytree(self.school.root / '1-homeroom', work)
        before = {path.name: path.read_bytes() for path in work.glob('*.pdf')}
        broken = self.folder / 'broken.png'
        broken.write_bytes((self.folder / 'pictures/hand-principal.png').read_bytes()[:3000])
        for picture, code, said in (('../broken.png', 6, 'cannot read the PNG picture'),
                                    ('../pictures/stamp.png', 6, 'The signature in the picture is not blue.'),
                                    ('../no.png', 8, 'no.png'),
                                    ('../pictures/hand-principal.png"\nstamp_mm = 36 #', 64, "stamp_mm is for the school's")):
            config.write_text(text.replace('../pictures/hand-principal.png', picture))
            done = hocba('--time', '2026-11-25T08:00:00+07:00', 'sign', '--yes', work, '--as', 'principal', '--config', config)
            self.assertEqual(code, done.returncode, picture + done.err)
            self.assertIn(said, done.err)
            self.assertEqual(before, {path.name: path.read_bytes() for path in work.glob('*.pdf')})


if __name__ == '__main__':
    unittest.main()

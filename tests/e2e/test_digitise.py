"""Old paper: scans and their list into the archive, unconfirmed; signed, confirmed; told of by school and year.

The scans are hocba's own drafts printed at 200 dpi, aged with a fixed seed: yellow paper and noise."""
import base64
import csv
import hashlib
import io
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import numpy
from PIL import Image

from school import CODE, NOW, PROGRAM, SOURCE, School, hocba, must, records, run

LATER = '2026-11-26T08:00:00+07:00'
YEAR = '2023-2024'
OPERATOR = 'Lê Thị Quét'
VERA = SOURCE / 'tests/conformance/verapdf.sh'


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def aged(page, seed):
    """Yellowed paper with noise, as RGB pixels; always the same."""
    chance = numpy.random.default_rng(seed)
    paper = page.astype(float) * numpy.array([1.0, 0.97, 0.86])
    return numpy.clip(paper + chance.normal(0, 3, page.shape), 0, 255).astype(numpy.uint8)


class Digitise(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='hocba-digitise-'))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.pupils = records()[:3]
        drafts = cls.folder / 'drafts.ndjson'
        drafts.write_text(''.join(json.dumps(one, ensure_ascii=False) + '\n' for one in cls.pupils), encoding='utf-8')
        must(PROGRAM, 'render', drafts, '-o', cls.folder / 'drafts')
        cls.pages = {}
        for pdf in sorted((cls.folder / 'drafts').glob('*.pdf')):
            must('pdftoppm', '-r', '200', '-l', '3', '-png', pdf, pdf.with_suffix(''))
            pages = [numpy.array(Image.open(file).convert('RGB'))
                     for file in sorted(pdf.parent.glob(f'{pdf.stem}-?.png'))]
            cls.pages[pdf.stem.split('-')[0]] = [aged(page, i) for i, page in enumerate(pages)]

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        self.school = School(self.root)
        self.scans = self.root / 'scans'
        self.scans.mkdir()

    def jpeg(self, name, pupil, page, dpi=(200, 200), grey=False, size=None, **options):
        picture = Image.fromarray(self.pages[pupil][page])
        if size:
            picture = picture.resize(size)
        path = self.scans / name
        path.parent.mkdir(exist_ok=True)
        picture.convert('L' if grey else 'RGB').save(path, quality=80, **({'dpi': dpi} if dpi else {}), **options)
        return path

    def scan_all(self):
        """Two pages of each pupil, named by the usual pattern."""
        for one in self.pupils:
            pupil = one['pupil']['id']
            for page in (0, 1):
                self.jpeg(f'{pupil}-{YEAR}-{page + 1}.jpg', pupil, page)

    def list_of(self, rows, heads='Mã định danh,Họ và tên,Ngày sinh,Năm học,Lớp', name='list.csv'):
        path = self.root / name
        path.write_text(heads + '\n' + ''.join(','.join(row) + '\n' for row in rows), encoding='utf-8')
        return path

    def row(self, i, *more, year=YEAR):
        pupil = self.pupils[i]['pupil']
        return (pupil['id'], pupil['name'], pupil['born'], year, '4A', *more)

    def digitise(self, rows, *words, heads=None, time=NOW, archive=None, operator=OPERATOR):
        listed = self.list_of(rows, **({'heads': heads} if heads else {}))
        done = hocba('--time', time, '--json', 'archive', 'digitise', archive or self.school.archive, self.scans, '--list',
                     listed, '--config', self.school.config('clerk'), '--operator', operator, *words)
        done.lines = [json.loads(line) for line in done.out.splitlines()]
        return done

    def states(self, done):
        return [line['state'] for line in done.lines]

    def entries(self, *words):
        found = must(PROGRAM, '--json', 'archive', 'find', self.school.archive, *words)
        return [json.loads(line) for line in found.out.splitlines()]

    def waiting(self):
        return sorted((self.school.work / 'digitised').glob('*.pdf'))

    def sign(self, role, *words):
        return hocba('--time', LATER, 'sign', '--yes', self.school.work / 'digitised', '--as', role, '--config',
                     self.school.config(role), *words)

    def lists(self):
        must(PROGRAM, '--time', '2026-11-26T09:00:00+07:00', 'keys', 'list', '--config', self.school.config('custodian'),
             '-o', self.school.trust)

    def verdict(self, pdf, *words):
        done = hocba('--json', 'verify', '--at', '2026-11-27T08:00:00+07:00', '--trust', self.school.trust, *words, pdf)
        report = json.loads(done.out.splitlines()[0])
        return report['verdict'], [reason['code'] for reason in report['reasons']], report

    def refused(self, done, row, english):
        failed = [line for line in done.lines if line.get('row') == row]
        self.assertEqual(['failed'], [line['state'] for line in failed], done.err)
        self.assertEqual(2, done.returncode)
        said = [f"{error['where']}: {error['what']}" for error in failed[0]['errors']]
        self.assertTrue(any(english in one for one in said), said)
        return said

    def test_pictures_go_in_as_they_came(self):
        """The embedded JPEG is the scanner's file, byte for byte; the pixels of a PNG are all there; PDF/A-3b by veraPDF."""
        first, second, third = (one['pupil']['id'] for one in self.pupils)
        jpegs = [self.jpeg(f'{first}-{YEAR}-{i}.jpg', first, i - 1, progressive=i == 2) for i in (1, 2)]
        Image.fromarray(self.pages[second][0]).save(self.scans / f'{second}-{YEAR}-1.png', dpi=(200, 200))
        Image.fromarray(self.pages[second][1]).quantize(16, dither=0).save(self.scans / f'{second}-{YEAR}-2.png', dpi=(200, 200))
        pages = [Image.fromarray(page) for page in self.pages[third]]
        pages[0].save(self.scans / f'{third}-{YEAR}.pdf', resolution=200, save_all=True, append_images=pages[1:])
        done = self.digitise([self.row(i) for i in range(3)])
        self.assertEqual(0, done.returncode, done.err)
        self.assertEqual(['digitised'] * 3 + ['done'], self.states(done))
        self.assertEqual([(2, 0, 200), (2, 0, 200), (3, 0, 200)],
                         [(line['pages'], line['grey_pages'], line['dpi']) for line in done.lines[:3]])
        by_pupil = {line['pupil_id']: self.school.work / 'digitised' / f"{line['code']}.pdf" for line in done.lines[:3]}
        out = self.root / 'out'
        out.mkdir()
        must('pdfimages', '-all', by_pupil[first], out / 'a')
        self.assertEqual([sha256(file.read_bytes()) for file in jpegs],
                         [sha256(file.read_bytes()) for file in sorted(out.glob('a-*.jpg'))])
        must('pdfimages', '-png', by_pupil[second], out / 'b')
        self.assertTrue(numpy.array_equal(self.pages[second][0], numpy.array(Image.open(out / 'b-000.png').convert('RGB'))))
        self.assertTrue(numpy.array_equal(
            numpy.array(Image.open(self.scans / f'{second}-{YEAR}-2.png').convert('RGB')),
            numpy.array(Image.open(out / 'b-001.png').convert('RGB'))))
        # Pillow puts JPEGs into its PDF; they are the same ones here.
        must('pdfimages', '-all', self.scans / f'{third}-{YEAR}.pdf', out / 'c')
        must('pdfimages', '-all', by_pupil[third], out / 'd')
        self.assertEqual([file.read_bytes() for file in sorted(out.glob('c-*'))],
                         [file.read_bytes() for file in sorted(out.glob('d-*'))])
        for pdf in by_pupil.values():
            must('qpdf', '--check', pdf)
        vera = must('sh', VERA, '--3b', self.school.work / 'digitised')
        self.assertIn('0 of 3 validations failed', vera.out)
        self.assertNotEqual(0, run('sh', VERA, self.school.work / 'digitised').returncode, 'PDF/UA is not claimed')

    def test_every_page_says_that_it_is_a_copy(self):
        self.scan_all()
        done = self.digitise([self.row(0)])
        pdf, = self.waiting()
        code = done.lines[0]['code']
        first, *scans = must('pdftotext', '-layout', pdf, '-').out.split('\f')[:3]
        for words in ('BẢN SỐ HÓA HỌC BẠ GIẤY', 'không phải học bạ số do trường phát hành', 'CHƯA ĐƯỢC XÁC',
                      'Máy KHÔNG kiểm tra', 'không theo PDF/UA', OPERATOR, self.pupils[0]['pupil']['name'],
                      'Không kèm dữ liệu điểm'):
            self.assertIn(words, first)
        dashed = f'{code[:4]}-{code[4:8]}-{code[8:]}'
        for i, page in enumerate(scans):
            self.assertIn(f'mã bản số hóa {dashed}, trang {i + 1}/2. Không phải học bạ số', page)
        sizes = must('pdfinfo', '-f', '1', '-l', '3', pdf).out
        # 1654 × 2339 px at 200 dpi are 210.058 × 297.053 mm; below the picture is a strip of 9 mm: 306.053 mm = 867.55 pt.
        self.assertIn('595.44 x 867.5', sizes)
        packet = pdf.read_bytes().decode('latin-1')
        for name, value in (('Pupil', self.pupils[0]['pupil']['name']), ('School', CODE), ('Years', YEAR), ('By', OPERATOR),
                            ('At', NOW)):
            self.assertIn(f'<hocba:digitised{name}>{value}</hocba:digitised{name}>'.encode().decode('latin-1'), packet)
        self.assertIn('<pdfaid:conformance>B</pdfaid:conformance>', packet)
        self.assertNotIn('pdfuaid', packet)

    def test_the_same_again_changes_nothing(self):
        """Same input, same bytes; a second run finds all there, whenever and by whom; a lost waiting file comes back."""
        self.scan_all()
        rows = [self.row(i) for i in range(2)]
        self.assertEqual(['digitised'] * 2 + ['done'], self.states(self.digitise(rows)))
        files = {pdf.name: pdf.read_bytes() for pdf in self.waiting()}
        store = {p: p.read_bytes() for p in self.school.archive.rglob('*.tar')}
        self.waiting()[0].unlink()
        again = self.digitise(rows + [self.row(2)], operator='Người Khác', time=LATER)
        self.assertEqual(['already'] * 2 + ['digitised', 'done'], self.states(again), again.err)
        for name, data in files.items():
            self.assertEqual(data, (self.school.work / 'digitised' / name).read_bytes())
        for path, data in store.items():
            self.assertTrue(path.read_bytes().startswith(data))
        other = self.root / 'other'
        must(PROGRAM, 'archive', 'init', other, '--origin', 'hocba.example/test', '--log-key', self.root / 'other.key')
        config = self.school.config('clerk')
        config.write_text(config.read_text().replace('../log.key', '../other.key').replace('../work', '../work2'))
        self.assertEqual(0, self.digitise(rows, archive=other).returncode)
        for name, data in files.items():
            self.assertEqual(data, (self.root / 'work2/digitised' / name).read_bytes())

    def test_confirmed_by_the_heads_and_the_schools_signature(self):
        self.scan_all()
        self.digitise([self.row(i) for i in range(2)])
        self.lists()
        pdf = self.waiting()[0]
        unsigned = pdf.read_bytes()
        self.assertEqual('invalid', self.verdict(pdf)[0])
        self.assertIn('paper-unconfirmed', self.verdict(pdf)[1])
        early = self.sign('school')
        self.assertEqual(6, early.returncode)
        self.assertIn('the principal signs first', early.err)
        self.assertEqual(0, self.sign('principal').returncode)
        half = pdf.read_bytes()
        self.assertTrue(half.startswith(unsigned))
        verdict, codes, _ = self.verdict(pdf)
        self.assertEqual('invalid', verdict)
        self.assertIn('paper-unconfirmed', codes)
        self.assertEqual(['unconfirmed'] * 2, [entry['state'] for entry in self.entries()])
        status = must(PROGRAM, '--json', 'status', self.school.work / 'digitised', '--config', self.school.config('clerk'))
        rows = [json.loads(line) for line in status.out.splitlines()]
        self.assertEqual([('school', 'signed', [])] * 2, [(row['waiting_for'], row['signatures']['principal']['state'],
                                                           row['refusals']) for row in rows if 'code' in row][:2])
        last = self.sign('school')
        self.assertEqual(0, last.returncode, last.err)
        self.assertEqual(['confirmed'] * 2, [entry['state'] for entry in self.entries()])
        self.assertEqual([], self.waiting())
        confirmed = self.root / 'issued' / pdf.name
        self.assertTrue(confirmed.read_bytes().startswith(half))
        self.lists()
        verdict, codes, report = self.verdict(confirmed, '--archive', self.school.archive)
        self.assertEqual('valid', verdict, codes)
        self.assertIn('paper-copy', codes)
        self.assertEqual([('principal', 'yes'), ('school', 'yes')],
                         [(one['role'], one['authorised']) for one in report['signatures']])
        self.assertEqual((CODE, YEAR), (report['document']['school'], report['document']['year']))
        # An older copy of the file is what it was: unconfirmed.
        (self.root / 'old.pdf').write_bytes(half)
        self.assertEqual('invalid', self.verdict(self.root / 'old.pdf', '--archive', self.school.archive)[0])
        altered = bytearray(confirmed.read_bytes())
        altered[altered.index(b'/DCTDecode') + 5000] ^= 1
        (self.root / 'altered.pdf').write_bytes(altered)
        self.assertEqual('invalid', self.verdict(self.root / 'altered.pdf')[0])
        self.assertIn('0 of 2 validations failed', must('sh', VERA, '--3b', self.root / 'issued').out)
        for file in (self.root / 'issued').glob('*.pdf'):
            must('qpdf', '--check', file)
            self.assertIn('Total document signed', must('pdfsig', '-nocert', file).out)

    def test_never_in_the_status_list_and_proven_by_the_log(self):
        self.scan_all()
        self.digitise([self.row(i) for i in range(3)])
        _, revoked, _ = sorted(entry['code'] for entry in self.entries())
        must(PROGRAM, '--time', LATER, 'archive', 'revoke', self.school.archive, revoked, '--config',
             self.school.config('clerk'), '--reason', 'Quét nhầm', '--as', 'clerk', '--person', 'Lê Thị D')
        self.assertEqual(0, self.sign('principal', '--except', revoked).returncode)
        self.assertEqual(0, self.sign('school', '--except', revoked).returncode)
        self.lists()
        payload = (self.school.trust / 'status.jws').read_text().split('.')[1]
        listed = json.loads(base64.urlsafe_b64decode(payload + '=='))['entries']
        documents = {entry['code']: entry['document'] for entry in self.entries()}
        self.assertEqual([(documents[revoked][:16], 'revoked')], [(one['document'], one['state']) for one in listed])
        self.assertEqual(0, run(PROGRAM, 'archive', 'check', self.school.archive).returncode)
        known = must(PROGRAM, '--json', 'archive', 'find', self.school.archive).out
        for kind in ('bagit', 'ocfl', 'csip'):  # and handed on, they are what they were
            out, again = self.root / kind, self.root / f'{kind}-again'
            must(PROGRAM, '--time', LATER, 'archive', 'export', self.school.archive, '-o', out, '--format', kind)
            must(PROGRAM, 'archive', 'import', out, again)
            self.assertEqual(known, must(PROGRAM, '--json', 'archive', 'find', again).out)
        (self.school.archive / 'catalogue.db').unlink()
        must(PROGRAM, 'archive', 'rebuild', self.school.archive)
        self.assertEqual({'confirmed': 2, 'revoked': 1},
                         {state: sum(entry['state'] == state for entry in self.entries()) for state in ('confirmed', 'revoked')})
        must(SOURCE / 'scripts/cold-check.sh', self.school.archive)
        # Revoked, so that a better scan of the same paper may take its place.
        entry, = [one for one in self.entries() if one['code'] == revoked]
        i, = [k for k, one in enumerate(self.pupils) if one['pupil']['id'] == entry['pupil_id']]
        self.refused(self.digitise([self.row(i)]), 'list.csv:2', 'which was revoked')
        for page in (0, 1):
            self.jpeg(f"{entry['pupil_id']}-{YEAR}-{page + 1}.jpg", entry['pupil_id'], page + 1)
        self.assertEqual('digitised', self.digitise([self.row(i)]).lines[0]['state'])
        self.assertEqual([1, 2], sorted(one['revision'] for one in self.entries('--pupil', entry['pupil_id'])))

    def test_keyed_marks_are_a_record_that_is_attached(self):
        self.scan_all()
        bad = json.loads(json.dumps(self.pupils[1]))
        bad['years'][-1]['subjects'] = 'tám'
        stranger = json.loads(json.dumps(self.pupils[0]))
        stranger['pupil']['id'] = '001214999999'
        other_name = json.loads(json.dumps(self.pupils[2]))
        other_name['pupil']['name'] = 'Tên Khác'
        keyed = self.root / 'keyed.ndjson'
        keyed.write_text(''.join(json.dumps(one, ensure_ascii=False) + '\n'
                                 for one in (self.pupils[0], bad, other_name, stranger)), encoding='utf-8')
        done = self.digitise([self.row(i) for i in range(3)], '--keyed', keyed)
        self.assertEqual(2, done.returncode)
        self.assertEqual(['digitised', 'digitised', 'failed', 'done'], self.states(done))
        self.refused(done, 'list.csv:4', 'Tên Khác')
        said = [problem['where'] for problem in done.lines[-1]['keyed_refused']]
        self.assertTrue(any('keyed.ndjson:2' in one for one in said), said)
        self.assertTrue(any('keyed.ndjson:4' in one for one in said), said)
        pdf = self.school.work / 'digitised' / f"{done.lines[0]['code']}.pdf"
        out = self.root / 'attached'
        out.mkdir()
        must('pdfdetach', '-saveall', '-o', out, pdf)
        record = json.loads((out / 'keyed.json').read_text(encoding='utf-8'))
        self.assertEqual(self.pupils[0]['years'], record['years'])
        paper = json.loads((out / 'paper.json').read_text(encoding='utf-8'))
        self.assertEqual({'file': 'keyed.json', 'form': 'tt27-2020-tieu-hoc-so',
                          'sha256': sha256((out / 'keyed.json').read_bytes())}, paper['keyed'])
        must(PROGRAM, 'check', out / 'keyed.json')
        shown = json.loads(must(PROGRAM, '--json', 'archive', 'show', self.school.archive, done.lines[0]['code']).out)
        self.assertEqual(paper, shown['paper'])
        self.lists()
        self.assertIn('paper-keyed', self.verdict(pdf)[1])
        self.assertIn('CHƯA đối chiếu', must('pdftotext', pdf, '-').out)

    def test_what_will_not_do_is_named_and_the_rest_goes_on(self):
        pupil = [one['pupil']['id'] for one in self.pupils]
        self.jpeg('good.jpg', pupil[0], 0)
        self.jpeg('low.jpg', pupil[0], 1, dpi=(150, 150))
        self.jpeg('grey.jpg', pupil[0], 1, grey=True)
        self.jpeg('silent.jpg', pupil[0], 1, dpi=None)
        Image.fromarray(self.pages[pupil[0]][1]).convert('1').save(self.scans / 'black.png', dpi=(200, 200))
        Image.fromarray(self.pages[pupil[0]][1]).convert('CMYK').save(self.scans / 'cmyk.jpg', dpi=(200, 200))
        Image.fromarray(self.pages[pupil[0]][1]).convert('RGBA').save(self.scans / 'alpha.png', dpi=(200, 200))
        cut = self.jpeg('cut.jpg', pupil[0], 2)
        cut.write_bytes(cut.read_bytes()[:30000])
        (self.scans / 'text.pdf').write_bytes(next((self.folder / 'drafts').glob('*.pdf')).read_bytes())
        (self.scans / 'no.jpg').write_bytes(b'\xff\xd8\xff\xe0nothing of a picture')
        exif = Image.Exif()
        exif[0x0112] = 6
        self.jpeg('turned.jpg', pupil[0], 2, exif=exif)
        cases = [('good.jpg', None), ('low.jpg', 'the resolution is only 150 dpi'), ('grey.jpg', 'the scan has no colours'),
                 ('silent.jpg', 'does not say its resolution'), ('black.png', 'black and white (1 bit)'),
                 ('cmyk.jpg', '4 colour channels'), ('alpha.png', 'transparency'), ('cut.jpg', 'damaged'),
                 ('text.pdf', 'not one picture'), ('no.jpg', 'damaged'), ('turned.jpg', 'not upright'),
                 ('absent.jpg', 'there is no scan "absent.jpg"'), ('good.jpg;low.jpg', 'this file is used by list.csv:2')]
        rows = [(f'00121400{i:04d}', f'Học Sinh {i}', '2014-01-02', YEAR, name) for i, (name, _) in enumerate(cases)]
        rows += [rows[0][:3] + ('2024-2023', 'x.jpg'), ('', 'Không Mã', '', YEAR, 'x.jpg'), rows[0][:4] + ('x.jpg',)]
        done = self.digitise(rows, heads='Mã định danh,Họ và tên,Ngày sinh,Năm học,Tệp')
        self.assertEqual(2, done.returncode)
        self.assertEqual(['digitised'] + ['failed'] * 15 + ['done'], self.states(done))
        for line, (name, english) in enumerate(cases, 2):
            if english:
                said = self.refused(done, f'list.csv:{line}', english)
                self.assertTrue(any(name.split(';')[0] in one for one in said), said)
        self.refused(done, 'list.csv:15', 'is no school year')
        self.refused(done, 'list.csv:16', "neither the pupil's number")
        self.refused(done, 'list.csv:17', 'has the same pupil and school year')
        self.assertEqual(1, len(self.entries()))
        # Said to be enough: grey goes in, and the document tells it; with the paper's size no word of the file is needed.
        again = self.digitise([rows[2], rows[3]], '--grey', '--paper', '210,297', heads='Mã định danh,Họ và tên,Ngày sinh,Năm học,Tệp')
        self.assertEqual(['digitised', 'digitised', 'done'], self.states(again), again.err)
        self.assertEqual([1, 0], [line['grey_pages'] for line in again.lines[:2]])
        # 1654 px are no 200 dpi of paper that is 297 mm wide, whatever the file says.
        a3 = self.digitise([rows[0][:1] + ('Học Sinh 0', '2014-01-02', '2022-2023', 'good.jpg')], '--paper', '297,420',
                           heads='Mã định danh,Họ và tên,Ngày sinh,Năm học,Tệp')
        self.refused(a3, 'list.csv:2', 'the resolution is only 141 dpi')

    def test_pages_by_column_pattern_and_order(self):
        pupil = [one['pupil']['id'] for one in self.pupils]
        for n in (1, 2, 10):
            self.jpeg(f'lop4a/{pupil[0]}_{n}.jpg', pupil[0], {1: 0, 2: 1, 10: 2}[n])
        for name, page in (('b.jpg', 1), ('a.jpg', 0)):
            self.jpeg(name, pupil[1], page)
        heads = 'Mã định danh;Họ và tên;Năm học;Tệp;Trang'
        rows = [[pupil[0], 'Học Sinh A', '2022-2023; 2023-2024', f'lop4a/{pupil[0]}_*.jpg', ''],
                [pupil[1], 'Học Sinh B', YEAR, 'a.jpg', '2'], [pupil[1], 'Học Sinh B', YEAR, 'b.jpg', '1']]
        path = self.root / 'semicolons.csv'
        quoted = ['"' + '";"'.join(row) + '"' for row in rows]
        path.write_text('﻿TRƯỜNG QUANG TRUNG\n' + heads + '\n' + '\n'.join(quoted) + '\n', encoding='utf-8')
        done = hocba('--time', NOW, '--json', 'archive', 'digitise', self.school.archive, self.scans, '--list', path,
                     '--config', self.school.config('clerk'), '--operator', OPERATOR)
        self.assertEqual(0, done.returncode, done.err)
        lines = [json.loads(line) for line in done.out.splitlines()]
        self.assertEqual([3, 2], [line['pages'] for line in lines[:2]])
        files = []
        for line in lines[:2]:
            shown = json.loads(must(PROGRAM, '--json', 'archive', 'show', self.school.archive, line['code']).out)
            files.append([sheet['file'] for sheet in shown['paper']['sheets']])
        self.assertEqual([f'lop4a/{pupil[0]}_{n}.jpg' for n in (1, 2, 10)], files[0])
        self.assertEqual(['b.jpg', 'a.jpg'], files[1])
        overlap = self.digitise([(pupil[0], 'Học Sinh A', '2022-2023', 'a.jpg')], heads='Mã định danh,Họ và tên,Năm học,Tệp')
        self.refused(overlap, 'list.csv:2', 'the archive has another scan of this pupil and year')

    def test_killed_and_run_again(self):
        """Whatever a run that was killed has done stays done; the next one does the rest and nothing twice."""
        for n in range(40):
            self.jpeg(f'{n:012d}-{YEAR}-1.jpg', self.pupils[0]['pupil']['id'], 0, comment=str(n).encode())
        listed = self.list_of([(f'{n:012d}', f'Học Sinh {n}', '2014-01-02', YEAR, '4A') for n in range(40)])
        words = [PROGRAM, '--time', NOW, '--json', 'archive', 'digitise', self.school.archive, self.scans, '--list', listed,
                 '--config', self.school.config('clerk'), '--operator', OPERATOR]
        running = subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while running.poll() is None and len(self.waiting()) < 3:
            pass
        running.kill()
        running.wait()
        done = must(*words)
        states = [json.loads(line)['state'] for line in done.out.splitlines()][:-1]
        self.assertLessEqual(3, states.count('already'))
        self.assertEqual(40, states.count('already') + states.count('digitised'))
        self.assertEqual((40, 40), (len(self.entries()), len(self.waiting())))
        self.assertEqual(0, run(PROGRAM, 'archive', 'check', self.school.archive).returncode)

    def test_report_by_school_and_year(self):
        self.scan_all()
        self.digitise([self.row(0), self.row(1)])
        code = self.entries()[0]['code']
        other = [pdf.stem for pdf in self.waiting() if pdf.stem != code]
        self.assertEqual(0, self.sign('principal', '--except', *other).returncode)
        self.assertEqual(0, self.sign('school', '--except', *other).returncode)
        roll = self.list_of([self.row(0), self.row(2), self.row(2, year='2022-2023')], name='roll.csv')
        table = self.root / 'report.csv'
        done = hocba('--json', 'archive', 'digitised', self.school.archive, '--school', CODE, '--expected', roll, '--csv', table)
        self.assertEqual(0, done.returncode, done.err)
        lines = [json.loads(line) for line in done.out.splitlines()]
        years = {line['year']: line for line in lines if line['kind'] == 'year'}
        counts = ('expected', 'confirmed', 'unconfirmed', 'missing', 'unexpected', 'pages')
        self.assertEqual([1, 0, 0, 1, 0, 0], [years['2022-2023'][name] for name in counts])
        self.assertEqual([2, 1, 1, 1, 1, 4], [years[YEAR][name] for name in counts])
        rows = list(csv.reader(io.StringIO(table.read_text(encoding='utf-8-sig'))))
        self.assertEqual(5, len(rows))
        self.assertEqual({'confirmed': 1, 'unconfirmed': 1, 'missing': 2},
                         {state: sum(row[5] == state for row in rows) for state in ('confirmed', 'unconfirmed', 'missing')})
        one = hocba('--json', 'archive', 'digitised', self.school.archive, '--year', '2021-2022')
        self.assertEqual('', one.out)
        plain = must(PROGRAM, '--lang', 'vi', 'archive', 'digitised', self.school.archive)
        self.assertIn(f'{CODE}  {YEAR}: 1 đã xác nhận, 1 chưa xác nhận; 4 trang', plain.out)

    def test_a_file_that_nobody_digitised_is_not_signed(self):
        """Bytes behind, another archive's scan, a transcript among the scans: nothing of it is signed."""
        self.scan_all()
        self.digitise([self.row(0), self.row(1)])
        first, second = self.waiting()
        whole = second.read_bytes()
        second.write_bytes(whole + b'%more\n')
        done = self.sign('principal')
        self.assertEqual(1, done.returncode)
        self.assertTrue(second.read_bytes() == whole + b'%more\n' and b'/ByteRange' in first.read_bytes())
        second.write_bytes(whole)
        fresh = self.root / 'fresh'
        must(PROGRAM, 'archive', 'init', fresh, '--origin', 'hocba.example/test', '--log-key', self.root / 'fresh.key')
        config = self.school.config('principal')
        config.write_text(config.read_text().replace('../archive', '../fresh'))
        done = self.sign('principal')
        self.assertEqual(1, done.returncode)
        self.assertIn('the archive does not hold this scan', done.err)
        self.assertEqual(whole, second.read_bytes())


if __name__ == '__main__':
    unittest.main()

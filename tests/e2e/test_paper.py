"""An office reads paper: photographs and scans of printed pages, joined to one paper, and compared with a record."""
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

from PIL import Image

from school import CODE, PROGRAM, SOURCE, School, must, records, run

OF_PAGES = 4  # of the primary transcript
CORRECTED = '11111111-2222-4333-8444-555555555555'


class Paper(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix='hocba-paper-')
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.root = pathlib.Path(cls.temporary.name)
        cls.school = School(cls.root)
        cls.record, other = records()[:2]
        cls.changed = json.loads(json.dumps(cls.record))
        cls.changed['lookup_uuid'] = CORRECTED
        maths = cls.changed['years'][-1]['subjects']['toan']
        cls.mark = maths['test']
        cls.changed_mark = maths['test'] = cls.mark + 1
        cls.pages = cls.issue('first', cls.record)
        cls.others = cls.issue('other', other)
        first = must(PROGRAM, 'archive', 'find', cls.school.archive, '--uuid', cls.record['lookup_uuid']).out[:12]
        decision = cls.root / 'decision.pdf'
        decision.write_bytes(b'%PDF-1.7 a decision')  # the year is frozen by now
        cls.corrected = cls.issue('corrected', cls.changed, '--replaces', first, '--decision', decision)
        cls.school.lists()

    @classmethod
    def issue(cls, name, record, *words):
        """The pages as photographs."""
        path = cls.root / f'{name}.json'
        path.write_text(json.dumps(record))
        done = cls.school.issue(path, *words)
        assert done.returncode == 0, done.err
        for role in ('principal', 'school'):
            assert cls.school.sign(role).returncode == 0
        pdf, = set((cls.root / 'issued').glob('*.pdf')) - getattr(cls, 'known', set())
        cls.known = set((cls.root / 'issued').glob('*.pdf'))
        (cls.root / f'{name}.pdf').write_bytes(pdf.read_bytes())
        must('pdftoppm', '-r', '150', '-jpeg', pdf, cls.root / name)
        pages = sorted(cls.root.glob(f'{name}-*.jpg'))
        assert len(pages) == OF_PAGES
        return pages

    def verify(self, *words, code):
        done = self.school.verify(*words)
        self.assertEqual(code, done.returncode, done.out + done.err)
        lines = done.out.splitlines()
        self.assertEqual(1, len(lines), done.out)
        return json.loads(lines[0])

    def told(self, *words, lang='vi'):
        return run(PROGRAM, '--lang', lang, 'verify', '--at', '2026-11-26T08:00:00+07:00', '--trust', self.school.trust, *words)

    def where(self, report):
        return {reason['code']: reason['where'] for reason in report['reasons']}

    def picture(self, name, image, **options):
        path = self.root / name
        image.save(path, **options)
        return path

    def test_photographs_of_all_pages_are_one_whole_paper(self):
        report = self.verify('--complete', *reversed(self.pages), code=0)
        self.assertEqual(('seal', 'valid', [1, 2, 3, 4], True),
                         (report['kind'], report['verdict'], report['pages_seen'], report['complete']))
        self.assertEqual(' + '.join(map(str, reversed(self.pages))), report['input'])
        self.assertEqual(sorted(cell['page'] for cell in report['grid']), [cell['page'] for cell in report['grid']])

    def test_a_missing_page_is_named(self):
        report = self.verify('--complete', *self.pages[:2], self.pages[3], code=1)
        self.assertEqual(('indeterminate', 'page 3'), (report['verdict'], self.where(report)['pages-missing']))
        self.assertEqual('valid', self.verify(*self.pages[:2], code=0)['verdict'])

    def test_a_page_of_another_pupil_is_named_with_its_picture(self):
        report = self.verify(*self.pages[:2], self.others[2], code=1)
        self.assertEqual('invalid', report['verdict'])
        self.assertEqual(f'{self.others[2]}: page 3', self.where(report)['seal-pupil'])
        self.assertEqual([1, 2], report['pages_seen'])

    def test_a_page_of_another_issue_of_the_same_transcript_is_told_apart_from_a_foreign_one(self):
        report = self.verify(*self.pages[:2], self.corrected[2], code=1)
        self.assertEqual(f'{self.corrected[2]}: page 3', self.where(report)['seal-mixed-revisions'])
        self.assertNotIn('seal-foreign', self.where(report))

    def test_two_pages_in_one_photograph_are_both_read(self):
        left, right = (Image.open(page) for page in self.pages[2:])
        both = Image.new('L', (left.width * 2, left.height), 255)
        both.paste(left, (0, 0))
        both.paste(right, (left.width, 0))
        self.assertEqual([3, 4], self.verify(self.picture('both.png', both), code=0)['pages_seen'])

    def test_a_picture_is_known_by_its_content_and_not_by_its_name(self):
        path = self.root / 'page.pdf'
        path.write_bytes(self.pages[2].read_bytes())
        self.assertEqual([3], self.verify(path, code=0)['pages_seen'])

    def test_a_scanned_pdf_is_read_page_by_page_and_said_to_be_a_scan(self):
        for mode, filter_name in (('1', b'CCITTFaxDecode'), ('L', b'DCTDecode'), ('P', b'ASCIIHexDecode')):
            pages = [Image.open(page).convert('L').convert(mode, dither=Image.Dither.NONE) for page in self.pages]
            path = self.picture(f'scan-{mode}.pdf', pages[0], save_all=True, append_images=pages[1:])
            self.assertIn(filter_name, path.read_bytes())
            report = self.verify('--complete', path, code=0)
            self.assertEqual(('seal', True), (report['kind'], report['complete']), mode)
            self.assertIn('scan-of-paper', self.where(report))

    def test_an_issued_pdf_without_its_attachments_is_no_scan(self):
        # Printed to a new PDF, its seals are still there to be read: nobody should take that for a transcript.
        path = self.root / 'reprinted.pdf'
        must('pdftocairo', '-pdf', self.root / 'first.pdf', path)
        report = self.verify(path, code=1)
        self.assertEqual(('pdf', 'invalid'), (report['kind'], report['verdict']))

    def test_a_page_without_a_seal_says_what_to_do(self):
        blank = self.picture('blank.png', Image.new('L', (1240, 1754), 255))
        report = self.verify(blank, code=1)
        self.assertEqual({'no-seal': str(blank)}, self.where(report))
        self.assertIn('Chụp lại gần hơn', self.told(blank).out)
        beside = self.verify(*self.pages[:2], blank, code=1)
        self.assertEqual(([1, 2], str(blank)), (beside['pages_seen'], self.where(beside)['no-seal']))

    def test_a_damaged_picture_is_named_and_the_others_are_read(self):
        damaged = self.root / 'damaged.png'
        damaged.write_bytes(b'\x89PNG\r\n\x1a\nnothing')
        report = self.verify(self.pages[0], damaged, code=1)
        self.assertEqual(('indeterminate', [1], str(damaged)),
                         (report['verdict'], report['pages_seen'], self.where(report)['picture-unreadable']))

    def test_a_picture_in_another_format_is_no_verdict_on_the_paper(self):
        page = Image.open(self.pages[0])
        for format in ('WebP', 'TIFF', 'BMP', 'GIF'):
            page.save(self.root / f'page.{format}', format)
        (self.root / 'page.HEIF').write_bytes(b'\0\0\0\x18ftypheic\0\0\0\0mif1heic')
        for format in ('WebP', 'TIFF', 'BMP', 'GIF', 'HEIF'):
            path = self.root / f'page.{format}'
            report = self.verify(path, code=1)
            self.assertEqual(('indeterminate', 'seal', {'picture-unreadable': str(path)}),
                             (report['verdict'], report['kind'], self.where(report)))
            self.assertIn(f'Đây là ảnh {format}, chương trình chỉ đọc ảnh JPEG và PNG. Lưu ảnh thành JPEG', self.told(path).out)

    def test_an_altered_seal_is_forged_and_its_content_not_to_be_used(self):
        text = must('zbarimg', '--raw', '-q', '-Sdisable', '-Sqrcode.enable', self.pages[2]).out.strip()
        forged = text[:-20] + ('B' if text[-20] == 'A' else 'A') + text[-19:]
        must('ZXingWriter', '-size', '600x600', 'QRCode', forged, self.root / 'forged.png')
        self.assertIn('seal-signature', self.where(self.verify(self.root / 'forged.png', code=1)))
        self.assertIn('KHÔNG dùng được', self.told(self.root / 'forged.png').out)
        differs = ('--compare', self.root / 'corrected.json')
        self.assertNotIn('KHÔNG dùng được', self.told(*self.pages, *differs).out)
        both = ('--compare', self.root / 'corrected.json', self.root / 'forged.png', *self.pages)
        self.assertIn('compare-differs', self.where(self.verify(*both, code=1)))
        self.assertIn('KHÔNG dùng được', self.told(*both).out)

    def test_the_sealed_grid_is_printed_cell_by_cell(self):
        told = self.told(*self.pages).out
        self.assertIn('    trang 1: Trang này không có điểm trong tem.\n', told)
        grid = self.verify(*self.pages, code=0)['grid']
        self.assertGreater(len(grid), 20)
        for cell in grid:
            label = ', '.join(part for part in (cell['row'], cell['column']) if part)
            self.assertIn(f'            {label}: {cell["value"] or "(trống)"}\n', told)

    def test_the_guide_shows_what_is_printed(self):
        guide = (SOURCE / 'docs/kiem-tra-bang-lenh.md').read_text(encoding='utf-8')
        command, output = re.search(r'```sh\nhocba (verify samples/ready/page-3.png .*?)\n```\n\n```\n(.*?)```', guide, re.DOTALL).groups()
        done = subprocess.run([PROGRAM, '--lang', 'vi', *command.split()], cwd=SOURCE, capture_output=True, text=True)
        printed = done.stdout.splitlines()
        shown = [line for line in output.splitlines() if not line.lstrip().startswith('… ')]
        self.assertEqual([], [line for line in shown if line not in printed])
        self.assertEqual((printed[0], printed[-1]), (shown[0], shown[-1]))

    def test_no_text_and_a_text_cut_off_are_told_from_a_file(self):
        empty = self.told('')
        self.assertEqual(64, empty.returncode)
        self.assertIn('Nội dung mã QR trống', empty.err)
        text = must('zbarimg', '--raw', '-q', '-Sdisable', '-Sqrcode.enable', self.pages[2]).out.strip()
        for cut in (text[:200], text[:20], text[7:]):
            done = self.told(cut)
            self.assertEqual(1, done.returncode, cut)
            self.assertIn('Quét lại', done.out)
            self.assertIn('seal-text', done.out)
            self.assertNotIn('seal\'s', done.out)

    def test_a_seal_agrees_with_its_own_record_and_pdf(self):
        for other in (self.root / 'first.json', self.root / 'first.pdf', SOURCE / 'samples/tieu-hoc-35.ndjson'):
            report = self.verify(*self.pages, '--compare', other, code=0)
            self.assertIn('compare-same', self.where(report), other)
            self.assertEqual({False}, {cell['differs'] for cell in report['grid']})
            self.assertTrue(all(cell['value'] == cell['compared'] for cell in report['grid']))

    def test_a_valid_seal_is_not_called_a_valid_paper(self):
        first = lambda *words, lang: self.told(self.pages[2], *words, lang=lang).out.splitlines()[0].removeprefix(f'{self.pages[2]}: ')
        self.assertEqual('TEM QR HỢP LỆ – còn phải so từng ô với giấy', first(lang='vi'))
        self.assertEqual('SEAL VALID – the paper has yet to be compared, cell by cell', first(lang='en'))
        same = ('--compare', self.root / 'first.json')
        self.assertEqual('TEM QR HỢP LỆ, mọi ô trong tem giống bản được so – còn phải so với giấy', first(*same, lang='vi'))
        self.assertEqual('SEAL VALID, all its cells are the same in what it was compared with – the paper has yet to be compared',
                         first(*same, lang='en'))
        self.assertEqual('KHÔNG HỢP LỆ', first('--compare', self.root / 'corrected.json', lang='vi'))
        self.assertEqual('HỢP LỆ', self.told(self.root / 'first.pdf').out.splitlines()[0].removeprefix(f'{self.root / "first.pdf"}: '))
        self.assertNotIn('.:', self.told(self.pages[2]).out)

    def test_each_cell_that_differs_is_marked_with_both_values(self):
        report = self.verify(*self.pages, '--compare', self.root / 'corrected.json', code=1)
        self.assertEqual('invalid', report['verdict'])
        differing = [cell for cell in report['grid'] if cell['differs']]
        self.assertEqual([(str(self.mark), str(self.changed_mark))], [(c['value'], c['compared']) for c in differing])
        where = self.where(report)
        self.assertEqual(f'{self.root / "corrected.json"}: 1 / {len(report["grid"])}', where['compare-differs'])
        self.assertNotIn('legal-note', where)
        cell, = differing
        self.assertIn(f'≠ {cell["row"]}, {cell["column"]}: {self.mark} (bản được so: {self.changed_mark})\n',
                      self.told(*self.pages, '--compare', self.root / 'corrected.json').out)

    def test_another_issue_pupil_year_or_form_is_no_comparison(self):
        pdf = self.where(self.verify(*self.pages, '--compare', self.root / 'corrected.pdf', code=1))
        self.assertIn('compare-revision', pdf)
        self.assertIn('compare-differs', pdf)
        self.assertIn('compare-pupil', self.where(self.verify(*self.pages, '--compare', self.root / 'other.json', code=1)))
        later = json.loads(json.dumps(self.record).replace('2023-2024', '2024-2025'))
        (self.root / 'later.json').write_text(json.dumps(later))
        self.assertIn('compare-year', self.where(self.verify(*self.pages, '--compare', self.root / 'later.json', code=1)))

    def test_a_book_is_compared_year_by_year(self):
        book = json.loads((SOURCE / 'samples/tt58-2011-thpt-35.ndjson').read_text(encoding='utf-8').splitlines()[0])
        book['school']['code'] = CODE
        (self.root / 'book.json').write_text(json.dumps(book))
        config = self.school.config('clerk')
        config.write_text('accept_unverified = true\n' + config.read_text())
        self.assertEqual(0, self.school.issue(self.root / 'book.json').returncode)
        pdf, = self.school.work.glob('*.pdf')
        must('pdfdetach', '-saveall', '-o', self.root, pdf)
        seals = json.loads((self.root / 'issue.json').read_text())['seals']
        pdf.unlink()  # nobody signs it here
        same = self.verify(*seals, '--compare', self.root / 'book.json', code=0)
        self.assertEqual({'2020-2021', '2021-2022'}, {cell['year'] for cell in same['grid']})
        self.assertIn('compare-same', self.where(same))
        maths = book['years'][0]['subjects']['toan']
        sealed, maths['term1'] = maths['term1'], 5.5
        (self.root / 'altered-book.json').write_text(json.dumps(book))
        altered = self.verify(*seals, '--compare', self.root / 'altered-book.json', code=1)
        self.assertEqual([('2020-2021', f'{sealed}'.replace('.', ','), '5,5')],
                         [(c['year'], c['value'], c['compared']) for c in altered['grid'] if c['differs']])

    def test_what_cannot_be_compared_is_an_error(self):
        pdf = self.root / 'first.pdf'
        self.assertEqual(64, self.school.verify(pdf, '--compare', pdf).returncode)
        self.assertEqual(8, self.school.verify(self.pages[0], '--compare', self.root / 'none.json').returncode)
        scan = self.picture('scan.pdf', Image.open(self.pages[0]))
        self.assertEqual(1, self.school.verify(self.pages[0], '--compare', scan).returncode)


if __name__ == '__main__':
    unittest.main()

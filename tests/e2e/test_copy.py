"""Certified copies as NĐ 30/2020 allows them: on paper, extracts, scans of paper, and the original passed on."""
import hashlib
import json
import pathlib
import re
import shutil
import struct
import tempfile
import unittest
import zlib

from school import CODE, NOW, SOURCE, School, hocba, must, run

LATER = '2026-11-26T09:30:00+07:00'


def png(width, height, dpi, colour_type=2, ink=None):
    """A scan: pale paper with bars, red unless they are of another ink."""
    step = 3 if colour_type == 2 else 1
    bar = ink or (b'\xC0\x20\x20' if step == 3 else b'\x50')

    def row(y):
        return b'\0' + b''.join(bar if 40 < y % 200 < 60 and 60 < x < width - 60 else b'\xF4' * step
                                for x in range(width))

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    size = round(dpi / 0.0254)
    density = chunk(b'pHYs', struct.pack('>IIB', size, size, 1)) if dpi else b''
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, colour_type, 0, 0, 0)) +
            density + chunk(b'IDAT', zlib.compress(b''.join(map(row, range(height))))) + chunk(b'IEND', b''))


class Copies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='hocba-copy-'))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.school = School(cls.folder)
        record = cls.folder / 'one.ndjson'
        record.write_text((SOURCE / 'samples/tieu-hoc-35.ndjson').read_text(encoding='utf-8').splitlines()[0] + '\n',
                          encoding='utf-8')
        assert cls.school.issue(record).returncode == 0
        cls.school.keep('sealed', cls.school.work)
        for role in ('principal', 'school'):
            assert cls.school.sign(role).returncode == 0
        custodian = cls.school.config('custodian')
        custodian.write_text(custodian.read_text().replace(
            'signers = [', f'signers = [\n    {{certificate = "../pki/school.pem", role = "copy", school = "{CODE}"}},'))
        cls.school.lists()
        cls.original = next((cls.folder / 'issued').glob('*.pdf'))
        cls.digest = hashlib.sha256(cls.original.read_bytes()).hexdigest()
        cls.config = cls.folder / 'clerk/copy.toml'
        cls.config.write_text(f'''
school = "{CODE}"
trust = "../trust"
[[keys]]
role = "copy"
pkcs12 = "../pki/school.p12"
pin_file = "../pin"
[copy]
superior = "ỦY BAN NHÂN DÂN PHƯỜNG TRẦN HƯNG ĐẠO"
office = "TRƯỜNG TIỂU HỌC QUANG TRUNG"
place = "Hà Nội"
authority = "KT. HIỆU TRƯỞNG"
title = "PHÓ HIỆU TRƯỞNG"
name = "Nguyễn Thị Mẫu"
recipients = ["Phòng Văn hóa - Xã hội", "Gia đình học sinh"]
''')

    def copy(self, *words):
        out = self.folder / 'out.pdf'
        out.unlink(missing_ok=True)
        done = hocba('--time', LATER, 'copy', *words, '--config', self.config, '-o', out)
        self.assertEqual(done.returncode == 0, out.exists(), done.err)
        return done, out

    def made(self, *words):
        done, out = self.copy(*words)
        self.assertEqual(0, done.returncode, done.err)
        return out

    def conforms(self, *pdfs):
        done = run(SOURCE / 'tests/conformance/verapdf.sh', *pdfs)
        self.assertEqual(0, done.returncode, done.out[-3000:] + done.err[-1000:])

    def test_a_copy_on_paper_is_the_document_with_the_closing_block_behind_it(self):
        out = self.made(self.original, '--number', '5')
        self.assertEqual(out.read_bytes(), self.made(self.original, '--number', '5').read_bytes())
        text = must('pdftotext', '-raw', out, '-').out
        original = must('pdftotext', '-raw', self.original, '-').out
        closing = ' '.join(text[text.rindex('ỦY BAN NHÂN DÂN'):].split())
        for part in ('ỦY BAN NHÂN DÂN PHƯỜNG TRẦN HƯNG ĐẠO', 'TRƯỜNG TIỂU HỌC QUANG TRUNG', 'Số: 05/SY', 'SAO Y',
                     'Hà Nội, ngày 26 tháng 11 năm 2026', 'Nơi nhận:', '- Phòng Văn hóa - Xã hội;',
                     '- Gia đình học sinh;', '- Lưu: VT.', 'KT. HIỆU TRƯỞNG', 'PHÓ HIỆU TRƯỞNG', 'Nguyễn Thị Mẫu', self.digest):
            self.assertIn(part, closing)
        words = set(original.split())
        self.assertEqual(set(), words - set(text.split()) - {'Trang', *re.findall(r'\d+/\d+', original)})
        self.assertEqual(2, text.count('Đã ký số:'))
        self.assertIn('does not contain any signatures', run('pdfsig', out).out)
        self.conforms(out)

    def test_an_extract_has_the_pages_asked_for_and_the_whole_original_byte_for_byte(self):
        out = self.made(self.original, '--extract', '2', '--number', '12')
        self.assertIn('Pages:           1\n', must('pdfinfo', out).out)
        text = must('pdftotext', '-raw', out, '-').out
        for part in ('Trích sao, số: 12/TrS', 'TRƯỜNG TIỂU HỌC QUANG TRUNG', LATER):
            self.assertIn(part, text)
        (self.folder / 'detached').mkdir()
        must('pdfdetach', '-saveall', '-o', self.folder / 'detached', out)
        self.assertEqual([self.original.read_bytes()], [path.read_bytes() for path in (self.folder / 'detached').iterdir()])
        signatures = must('pdfsig', '-nocert', out).out
        self.assertEqual(1, signatures.count('Signature is Valid.'), signatures)
        self.assertIn('Total document signed', signatures)
        self.conforms(out)
        done, _ = self.copy(self.original, '--extract', '2,9', '--number', '12')
        self.assertEqual(64, done.returncode)
        self.assertIn('there is no page 9: the original has', done.err)

    def test_a_paper_book_becomes_an_electronic_copy_of_its_real_size(self):
        scans = []
        for number in (1, 2):
            scans.append(self.folder / f'scan-{number}.png')
            scans[-1].write_bytes(png(1654, 2339, 200))  # A4 at 200 dpi
        out = self.made(*scans, '--scan', '--number', '3')
        self.assertIn('A4', must('pdfinfo', out).out)
        self.assertIn('Pages:           2\n', must('pdfinfo', out).out)
        text = must('pdftotext', '-layout', '-f', '1', '-l', '1', out, '-').out
        self.assertEqual(['Sao y, số: 03/SY', 'TRƯỜNG TIỂU HỌC QUANG TRUNG', LATER], [line.strip() for line in text.splitlines() if line.strip()])
        self.assertIn(hashlib.sha256(scans[0].read_bytes()).hexdigest(), must('pdfinfo', '-meta', out).out)
        fonts = must('pdffonts', out).out
        self.assertIn('Tinos', fonts)
        self.assertIn('Signature is Valid.', must('pdfsig', '-nocert', out).out)
        self.conforms(out)

    def test_a_scan_that_the_decree_does_not_allow_is_refused(self):
        scan = self.folder / 'bad.png'
        for bytes_, said in ((png(400, 400, 150), 'the resolution is only 150 dpi'),
                             (png(400, 400, 0), 'the scan does not say its resolution'),
                             (png(1400, 400, 300, colour_type=0), 'the scan has no colours'),
                             (png(1400, 400, 300, ink=b'\x50\x50\x50'), 'the scan has no colours'),
                             (png(1400, 400, 300, ink=b'\x50\x51\x52'), 'it is grey, or black and white'),
                             (b'GIF89a', 'This is no JPEG, PNG or PDF'),
                             (png(400, 400, 300), '33 × 33 mm is no page of a book'),
                             (png(1400, 400, 300)[:-300], 'The PNG file is damaged')):
            scan.write_bytes(bytes_)
            done, _ = self.copy(scan, '--scan', '--number', '3')
            self.assertEqual(1, done.returncode, done.err)
            self.assertIn(said, done.err)

    def test_an_original_passed_on_keeps_every_byte(self):
        done, out = self.copy(self.original, '--pass-on')
        self.assertEqual(self.original.read_bytes(), out.read_bytes())
        self.assertIn('byte for byte, still the original', done.out)

    def test_only_a_valid_original_is_copied(self):
        changed = self.folder / 'changed.pdf'
        data = bytearray(self.original.read_bytes())
        data[len(data) // 3] ^= 1
        changed.write_bytes(data)
        waiting = next((self.folder / 'sealed').glob('*.pdf'))
        for pdf in (changed, waiting):
            for words in (('--number', '5'), ('--extract', '1', '--number', '5'), ('--pass-on',)):
                done, _ = self.copy(pdf, *words)
                self.assertEqual(1, done.returncode, done.err)
                self.assertIn('only a valid original is copied', done.err)

    def said(self, copy):
        return hocba('verify', '--at', '2026-11-26T10:00:00+07:00', '--trust', self.school.trust, copy).out

    def test_verify_says_that_a_copy_is_a_copy_and_of_what(self):
        for words, number, original in (((self.original, '--number', '5'), 'SAO Y 05/SY', 'the original is not in this file'),
                                        ((self.original, '--extract', '1', '--number', '6'), 'TRÍCH SAO 06/TrS',
                                         'the original is in this file: valid')):
            copy = self.made(*words)
            done = self.school.verify(copy)
            self.assertEqual(1, done.returncode, done.out)
            self.assertIn('"code":"copy"', done.out)
            said = self.said(copy).lower()
            for part in (f'A COPY, not the original: {number}', 'certified by TRƯỜNG TIỂU HỌC QUANG TRUNG, ' + LATER,
                         f'of the electronic original whose SHA-256 is {self.digest}; {original}'):
                self.assertIn(part.lower(), said)
            self.assertIn('[copy-not-examined]', said)
        scan = self.folder / 'one.png'
        scan.write_bytes(png(1654, 2339, 200))
        said = self.said(self.made(scan, '--scan', '--number', '3'))
        self.assertIn('of a paper original; SHA-256 of the scans: ' + hashlib.sha256(scan.read_bytes()).hexdigest(), said)
        self.assertNotIn('[copy]', said)

    def test_a_copy_that_carries_another_original_or_one_that_is_not_valid_is_named(self):
        copy = self.made(self.original, '--extract', '1', '--number', '6')
        untrusted = json.loads(hocba('--json', '--time', LATER, 'verify', copy).out)
        self.assertEqual('indeterminate', untrusted['verdict'])
        self.assertIn('copy-original-not-valid', [reason['code'] for reason in untrusted['reasons']])
        name = must('qpdf', '--list-attachments', copy).out.split(' -> ')[0]
        other = self.folder / 'other.pdf'
        other.write_bytes(self.original.read_bytes() + b'\n')
        forged = self.folder / 'forged.pdf'
        must('qpdf', copy, f'--remove-attachment={name}', '--add-attachment', other, f'--key={name}', '--', forged)
        report = json.loads(self.school.verify(forged).out)
        self.assertEqual('invalid', report['verdict'])
        self.assertIn('copy-other-original', [reason['code'] for reason in report['reasons']])

    def test_what_is_missing_is_said(self):
        done, _ = self.copy(self.original)
        self.assertEqual(64, done.returncode)
        self.assertIn('the number of the copy', done.err)
        text = self.config.read_text()
        self.addCleanup(self.config.write_text, text)
        self.config.write_text(text.replace('place = "Hà Nội"\n', ''))
        done, _ = self.copy(self.original, '--number', '5')
        self.assertEqual(64, done.returncode)
        self.assertIn('"copy.place" is not configured', done.err)


if __name__ == '__main__':
    unittest.main()

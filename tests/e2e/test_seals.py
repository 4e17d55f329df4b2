"""Every page's seal, read from a 150 dpi picture by two readers, checked by an independent COSE library."""
import json
import re
import unittest

from school import PROGRAM, SOURCE, issued, must, run


def attached(pdf, name):
    listing = must('pdfdetach', '-list', pdf).out
    number = re.search(rf'^(\d+): {re.escape(name)}$', listing, re.MULTILINE)[1]
    out = issued().root / 'attached'
    must('pdfdetach', '-save', number, '-o', out, pdf)
    return json.loads(out.read_text())


class Seals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = issued().root / 'pages'
        cls.folder.mkdir()
        cls.seals = {}
        for pdf in issued().stage('school-signed'):
            must('pdftoppm', '-r', '150', '-png', pdf, cls.folder / pdf.stem)
            for number, seal in enumerate(attached(pdf, 'issue.json')['seals'], 1):
                cls.seals[f'{pdf.stem}-{number}.png'] = seal

    def test_every_page_is_read_by_zbar(self):
        # Only QR: in about one page of 30 zbar also takes rows of the symbol for a bar code of digits.
        self.assertEqual(sorted(self.seals), sorted(p.name for p in self.folder.glob('*.png')))
        for name, seal in self.seals.items():
            out = must('zbarimg', '--raw', '-q', '-Sdisable', '-Sqrcode.enable', self.folder / name).out
            self.assertEqual(seal, out.strip(), name)

    def test_every_page_is_read_by_zxing(self):
        for name, seal in self.seals.items():
            out = must('ZXingReader', '-format', 'QRCode', self.folder / name).out
            self.assertIn(seal, out, name)

    def test_an_independent_cose_library_verifies_each(self):
        key = issued().root / 'seal.jwk'
        payload = (issued().trust / 'seal-keys.jws').read_text().split('.')[1]
        keys = json.loads(__import__('base64').urlsafe_b64decode(payload + '=' * (-len(payload) % 4)))['keys']
        key.write_text(json.dumps(keys[0]))
        done = run('node', SOURCE / 'tests/seal/npm/verify.mjs', key, data='\n'.join(self.seals.values()).encode())
        self.assertEqual(0, done.returncode, done.err)
        seal = next(iter(self.seals.values()))
        forged = seal[:-20] + ('B' if seal[-20] == 'A' else 'A') + seal[-19:]  # in the signature, never the same digit
        self.assertNotEqual(0, run('node', SOURCE / 'tests/seal/npm/verify.mjs', key, data=forged.encode()).returncode)

    def test_hocba_verifies_the_text_of_one_page_and_says_that_the_others_are_missing(self):
        name, seal = sorted(self.seals.items())[0]
        report = json.loads(issued().verify(seal).out)
        self.assertEqual('valid', report['verdict'], report)
        self.assertFalse(report['complete'])
        holder = report['document']
        self.assertTrue(all(holder[name] for name in ('pupil', 'born', 'pupil_tail', 'class', 'school', 'year', 'issued_at')))
        told = run(PROGRAM, '--lang', 'en', 'verify', '--trust', issued().trust, seal).out
        for name in ('pupil', 'born', 'class', 'school', 'year'):
            self.assertIn(holder[name], told)
        self.assertEqual([1], report['pages_seen'])
        self.assertEqual(1, issued().verify('--complete', seal).returncode)


if __name__ == '__main__':
    unittest.main()

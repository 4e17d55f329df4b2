"""The office's side: what was issued is valid, what was changed anywhere is not."""
import json
import random
import re
import unittest

from school import PROGRAM, SOURCE, hocba, issued, run


class Verdicts(unittest.TestCase):
    def verdicts(self, *inputs):
        done = issued().verify(*inputs)
        return done.returncode, [json.loads(line) for line in done.out.splitlines()]

    def changed(self, name, data):
        path = issued().root / name
        path.write_bytes(data)
        return path

    def codes(self, report):
        return {reason['code'] for reason in report['reasons']}

    def test_every_issued_document_is_valid_with_both_signatures_and_its_archive(self):
        code, reports = self.verdicts('--archive', issued().archive, *issued().stage('school-signed'))
        self.assertEqual(0, code, [r['reasons'] for r in reports if r['verdict'] != 'valid'][:1])
        self.assertEqual(36, len(reports))
        for report in reports:
            self.assertEqual('valid', report['verdict'])
            self.assertEqual(['principal', 'school'], [s['role'] for s in report['signatures']])
            self.assertEqual({'yes'}, {s['authorised'] for s in report['signatures']})
            self.assertTrue(report['log'])

    def test_drafts_and_documents_not_fully_signed_are_not_valid(self):
        for stage, code in (('draft', 'draft'), ('sealed', 'unsigned'), ('principal-signed', 'unsigned-slot')):
            exit_code, reports = self.verdicts(issued().stage(stage)[0])
            self.assertEqual(1, exit_code)
            self.assertIn(code, self.codes(reports[0]), stage)

    def test_the_ready_sample_is_valid_for_twenty_years(self):
        ready = SOURCE / 'samples/ready'
        for year, verdict in (('2027', 'valid'), ('2046', 'valid'), ('2048', 'indeterminate')):
            done = hocba('--json', 'verify', '--at', f'{year}-06-01T00:00:00+07:00', '--trust', ready / 'trust', ready / 'hoc-ba.pdf')
            self.assertEqual(verdict, json.loads(done.out)['verdict'], done.out)

    def test_without_a_trust_folder_nothing_is_called_valid(self):
        done = hocba('--json', 'verify', issued().stage('school-signed')[0])
        self.assertEqual(1, done.returncode)
        self.assertNotEqual('valid', json.loads(done.out)['verdict'])

    def test_one_flipped_bit_anywhere_is_refused(self):
        data = issued().stage('school-signed')[0].read_bytes()
        seeded = random.Random(2088)
        places = [seeded.randrange(len(data) * 8) for _ in range(150)]
        paths = []
        for number, place in enumerate(places):
            flipped = bytearray(data)
            flipped[place // 8] ^= 1 << place % 8
            paths.append(self.changed(f'flip-{number}.pdf', flipped))
        code, reports = self.verdicts(*paths)
        self.assertEqual(1, code)
        self.assertEqual([], [places[i] for i, r in enumerate(reports) if r['verdict'] == 'valid'])
        self.assertEqual(150, len(reports))

    def test_padding_of_contents_counts(self):
        paths = []
        for pdf in issued().stage('school-signed'):
            data = pdf.read_bytes()
            for match in re.finditer(rb'/Contents ?<3082([0-9A-F]{4})([0-9A-F]+)>', data):
                if len(match[2]) // 2 > int(match[1], 16):  # more than the DER value: an ECDSA value shorter than the longest
                    changed = bytearray(data)
                    changed[match.end() - 2] = ord('1')
                    paths.append(self.changed(f'padding-{pdf.stem}.pdf', changed))
        self.assertGreater(len(paths), 5)
        code, reports = self.verdicts(*paths)
        self.assertEqual({'invalid'}, {r['verdict'] for r in reports})
        self.assertTrue(all('padding' in self.codes(r) for r in reports))

    def test_one_trailing_byte_is_refused_by_name(self):
        data = issued().stage('school-signed')[0].read_bytes()
        code, reports = self.verdicts(self.changed('trailing.pdf', data + b'\n' if not data.endswith(b'\n') else data + b' '))
        self.assertEqual(1, code)
        self.assertIn('trailing-bytes', self.codes(reports[0]))

    def test_what_is_no_pdf_is_invalid_and_the_batch_goes_on(self):
        code, reports = self.verdicts(self.changed('noise.pdf', random.Random(1).randbytes(5000)), issued().root / 'none.pdf',
                                      issued().stage('school-signed')[0])
        self.assertEqual(8, code)  # a file that cannot be opened is the operator's
        self.assertEqual(['invalid', 'indeterminate', 'valid'], [r['verdict'] for r in reports])

    def test_a_file_that_memory_cannot_hold_does_not_end_the_batch(self):
        huge, memory = issued().root / 'huge.pdf', 240 << 20
        with huge.open('wb') as file:
            file.truncate(250 << 20)
        limited = ('prlimit', f'--as={memory}:unlimited', PROGRAM, '--json', '--lang', 'en')
        if run(*limited, '--help').returncode != 0:
            self.skipTest('a sanitised program needs more memory than this')
        done = run(*limited, 'verify', '--trust', issued().trust, huge, issued().stage('school-signed')[0])
        self.assertEqual(1, done.returncode, done.err)
        self.assertEqual(['indeterminate', 'valid'], [json.loads(line)['verdict'] for line in done.out.splitlines()])


if __name__ == '__main__':
    unittest.main()

"""The archive in use: whole, damage named, rebuilt, and checked without hocba."""
import csv
import io
import json
import random
import shutil
import unittest

from school import PROGRAM, SOURCE, hocba, issued, must, run


class Archive(unittest.TestCase):
    def copy(self, name):
        folder = issued().root / name
        shutil.copytree(issued().archive, folder)
        self.addCleanup(shutil.rmtree, folder)
        return folder

    def test_check_passes_with_every_document(self):
        report = json.loads(must(PROGRAM, '--json', 'archive', 'check', issued().archive).out)
        self.assertEqual(36, report['documents'])
        self.assertEqual([], report['damage'])

    def test_any_flipped_byte_of_the_pack_is_named_and_exits_7(self):
        folder = self.copy('flipped')
        pack = next((folder / 'store/open').glob('*.tar'))
        data = pack.read_bytes()
        seeded = random.Random(27)
        for _ in range(200):
            place = seeded.randrange(len(data))
            with open(pack, 'r+b') as file:
                file.seek(place)
                file.write(bytes([data[place] ^ 0x40]))
            done = hocba('--json', 'archive', 'check', folder)
            self.assertEqual(7, done.returncode, place)
            self.assertTrue(json.loads(done.out)['damage'], place)
            with open(pack, 'r+b') as file:
                file.seek(place)
                file.write(data[place:place + 1])
        self.assertEqual(0, hocba('archive', 'check', folder).returncode)

    def test_a_deleted_catalogue_is_rebuilt_with_the_same_answers(self):
        folder = self.copy('rebuilt')
        questions = [[], ['--name', 'Nguyễn'], ['--name', 'nguyen'], ['--class', '4A'], ['--year', '2023-2024']]
        before = [hocba('--json', 'archive', 'find', folder, *q).out for q in questions]
        self.assertEqual([36, 35, 36], [len(before[n].splitlines()) for n in (0, 3, 4)])  # MOET's example is of 4A1
        self.assertGreater(len(before[1].splitlines()), 2)
        self.assertEqual(before[1], before[2])
        for path in folder.glob('catalogue.db*'):
            path.unlink()
        must(PROGRAM, 'archive', 'rebuild', folder)
        self.assertEqual(before, [hocba('--json', 'archive', 'find', folder, *q).out for q in questions])

    def test_the_cold_check_passes_without_hocba_and_fails_after_a_flip(self):
        folder = self.copy('cold')
        script = SOURCE / 'scripts/cold-check.sh'
        must(script, folder)
        pack = next((folder / 'store/open').glob('*.tar'))
        data = bytearray(pack.read_bytes())
        data[len(data) // 3] ^= 1
        pack.write_bytes(data)
        self.assertNotEqual(0, run(script, folder).returncode)

    def test_documents_are_found_page_by_page_and_as_a_table(self):
        everything = hocba('--json', 'archive', 'find', issued().archive).out.splitlines()
        pages, after = [], []
        while True:
            page = hocba('--json', 'archive', 'find', issued().archive, '--limit', '10', *after).out.splitlines()
            pages += page
            if len(page) < 10:
                break
            after = ['--after', json.loads(page[-1])['leaf']]
        self.assertEqual(everything, pages)
        self.assertEqual(36, len(pages))
        table = hocba('archive', 'find', issued().archive, '--csv', '--state', 'issued').out.removeprefix('\ufeff')
        rows = list(csv.DictReader(io.StringIO(table)))
        self.assertEqual([json.loads(line)['pupil'] for line in everything], [row['pupil'] for row in rows])
        self.assertEqual('', hocba('archive', 'find', issued().archive, '--state', 'revoked').out)

    def test_a_stored_document_is_given_back_byte_for_byte(self):
        out = issued().root / 'got'
        must(PROGRAM, 'archive', 'get', issued().archive, '-o', out)
        for pdf in issued().stage('school-signed'):
            self.assertEqual(pdf.read_bytes(), (out / pdf.name).read_bytes())
        shutil.rmtree(out)


if __name__ == '__main__':
    unittest.main()

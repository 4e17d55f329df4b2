"""Altered paper: each of eleven has its own named verdict, in words and in JSON, with the trust folder alone and with the
archive at hand. The table is read by the page's test too (web/tests/browser/altered.test.ts)."""
import json
import os
import pathlib
import tempfile
import unittest

from altered import Papers
from school import PROGRAM, SOURCE, run

GOLDEN = SOURCE / 'tests/e2e/golden/altered.txt'
ON_EVERY_SEAL = {'not-sealed', 'as-of-year', 'legal-note'}
WORDS = {'valid': 'SEAL VALID – the paper has yet to be compared, cell by cell', 'invalid': 'NOT VALID', 'indeterminate': 'INDETERMINATE'}
ABOUT = '''\
Papers that nobody should take for good, or not without a word: verdict, and the codes that only such a paper has.
Columns: the program with the trust folder alone; the program that can ask the archive; the page with network; the page without.
Made by HOCBA_UPDATE_GOLDEN=1 tests/e2e/test_altered.py from what the program says; the page's test must then agree.

'''


class Altered(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory(prefix='hocba-altered-')
        cls.addClassCleanup(temporary.cleanup)
        cls.papers = Papers(pathlib.Path(temporary.name))

    def verify(self, paper, *words, options=()):
        return run(PROGRAM, '--lang', 'en', *options, 'verify', '--at', paper['at'], '--trust', paper['trust'], *words, *paper['pictures'])

    def verdict(self, paper, *words):
        """As the table has it; the words on the screen must say the same."""
        done = self.verify(paper, *words, options=['--json'])
        report = json.loads(done.out)
        codes = {reason['code'] for reason in report['reasons']} - ON_EVERY_SEAL
        said = self.verify(paper, *words)
        lines = said.out.splitlines()
        self.assertEqual(' + '.join(paper['pictures']) + ': ' + WORDS[report['verdict']], lines[0])
        self.assertEqual(codes, {line.rsplit('[', 1)[1][:-1] for line in lines if line.endswith(']')} - ON_EVERY_SEAL)
        self.assertEqual([0 if report['verdict'] == 'valid' else 1] * 2, [done.returncode, said.returncode])
        return ' '.join([report['verdict'], *sorted(codes)])

    def test_each_has_its_own_named_verdict(self):
        rows = []
        for paper in self.papers.cases:
            alone = self.verdict(paper)
            rows.append([paper['case'], alone, self.verdict(paper, '--archive', self.papers.school.archive), alone, alone])
        widths = [max(map(len, column)) for column in zip(*rows)]
        table = ABOUT + ''.join(' | '.join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() + '\n' for row in rows)
        if os.environ.get('HOCBA_UPDATE_GOLDEN'):
            GOLDEN.write_text(table, encoding='utf-8')
        self.assertEqual(GOLDEN.read_text(encoding='utf-8'), table)
        named = [row[1] for row in rows if row[0] != 'a stolen key, a listed document with one mark changed']
        self.assertEqual(len(named), len(set(named)))

    def test_two_seals_of_one_page_are_never_one_of_them(self):
        cases = {paper['case']: paper for paper in self.papers.cases}
        good, resealed = (cases[name]['pictures'][0] for name in (
            'a retired key', 'a stolen key, a listed document with one mark changed'))
        for pictures in ([good, resealed], [resealed, good]):
            self.assertEqual('invalid seal-page-differs', self.verdict({**cases['a mark changed in the payload'], 'pictures': pictures}))


if __name__ == '__main__':
    unittest.main()

"""The archive's log for those who do not have the archive: receipts, witnesses, stamps, foreign logs; rolled back and forked
logs are named. The other side is tests/e2e/tlog.py and openssl."""
import base64
import json
import pathlib
import shutil
import tempfile
import unittest

import tlog
from school import NOW, PROGRAM, hocba, issued, must
from test_levels import levels, services


LATER = '1795662000'  # 2026-11-26T03:00:00Z


class Log(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix='hocba-log-'))
        self.addCleanup(shutil.rmtree, self.root)
        shutil.copytree(issued().root, self.root, dirs_exist_ok=True)
        self.archive = self.root / 'archive'
        self.vkey = self.root / 'pinned.vkey'
        shutil.copy(self.archive / 'log/key.vkey', self.vkey)
        self.config = self.root / 'school/hocba.toml'
        self.entries = [json.loads(line) for line in hocba('--json', 'archive', 'find', self.archive).out.splitlines()]

    def verify(self, what, *words):
        return hocba('--json', 'archive', 'log', 'verify', what, '--log-key', self.vkey, *words)

    def receipt(self, entry):
        path = self.root / 'one.tlog-proof'
        done = hocba('archive', 'log', 'prove', self.archive, '--code', entry['code'], '-o', path)
        self.assertEqual(0, done.returncode, done.err)
        return path

    def pdf(self, entry):
        must(PROGRAM, 'archive', 'get', self.archive, '--code', entry['code'], '-o', self.root / 'out')
        return self.root / 'out' / f"{entry['code']}.pdf"

    def test_a_receipt_is_read_by_others_and_by_hocba_without_the_archive(self):
        entry = self.entries[17]
        path, pdf = self.receipt(entry), self.pdf(entry)
        head, checkpoint = path.read_text().split('\n\n', 1)
        lines = head.split('\n')
        extra = json.loads(base64.b64decode(lines[1].removeprefix('extra ')))
        _, size, root = tlog.verified(checkpoint, self.vkey.read_text(), self.root)[:3]
        index, hashes = int(lines[2].removeprefix('index ')), [base64.b64decode(line) for line in lines[3:]]
        leaf = tlog.sha(b'\0' + extra['entry'].encode())
        self.assertEqual(base64.b64decode(root), tlog.climb(leaf, index, int(size), hashes))
        commitment = tlog.sha(bytes.fromhex(extra['pdf_salt']) + tlog.sha(pdf.read_bytes())).hex()
        self.assertEqual(json.loads(extra['entry'])['commitments']['pdf'], commitment)
        shutil.move(self.archive, self.root / 'elsewhere')
        done = self.verify(path, '--pdf', pdf)
        self.assertEqual((0, True), (done.returncode, json.loads(done.out)['pdf']))
        pdf.write_bytes(pdf.read_bytes() + b'\n')
        done = self.verify(path, '--pdf', pdf)
        self.assertEqual(7, done.returncode)
        self.assertIn('this PDF is not the one that the entry commits to', done.err)

    def test_a_log_that_was_rolled_back_and_one_that_was_forked_are_named(self):
        kept = self.root / 'kept'
        shutil.copy(self.archive / 'log/checkpoint', kept)
        before = self.root / 'before'
        shutil.copytree(self.archive, before)
        who = ('--as', 'principal', '--person', 'Trần Văn E', '--config', self.config)
        hold = lambda entry, folder: must(PROGRAM, '--time', NOW, 'archive', 'hold', folder, entry['code'], '--reason',
                                          'Khiếu nại', *who)
        hold(self.entries[0], self.archive)
        grown = self.verify(self.archive, '--since', kept)
        self.assertEqual(0, grown.returncode, grown.err)
        self.assertEqual(len(self.entries) + self.pending(), json.loads(grown.out)['grew_from'])
        shutil.copy(self.archive / 'log/checkpoint', kept)
        rolled_back = self.verify(before, '--since', kept)
        self.assertEqual(7, rolled_back.returncode)
        self.assertIn('it is older than the checkpoint that was kept', rolled_back.err)
        hold(self.entries[1], before)
        forked = self.verify(before, '--since', kept)
        self.assertEqual(7, forked.returncode)
        self.assertIn('(a fork)', forked.err)

    def pending(self):
        """Entries that are no documents: each was sealed first."""
        return json.loads(hocba('--json', 'archive', 'check', self.archive).out)['leaves'] - len(self.entries) - 1

    def test_what_a_witness_cosigned_binds_the_log(self):
        witness = tlog.Key(self.root, 'witness.example/w1', 4)
        checkpoint = (self.archive / 'log/checkpoint').read_text()
        cosigned = self.root / 'cosigned'
        cosigned.write_text(witness.cosign(checkpoint, 1764000000))
        before = self.root / 'before'
        shutil.copytree(self.archive, before)
        keep = lambda folder: hocba('archive', 'log', 'cosign', folder, cosigned, '--witness', witness.vkey(self.root),
                                    '--config', self.config)
        self.assertEqual(0, keep(self.archive).returncode)
        self.assertEqual(checkpoint.split('\n\n')[0],
                         '\n'.join(tlog.verified((self.archive / 'log/witnessed').read_text(), self.vkey.read_text(), self.root)))
        self.assertEqual([], json.loads(hocba('--json', 'archive', 'check', self.archive).out)['damage'])
        # Another's cosignature, and one of another text.
        other = tlog.Key(self.root, 'witness.example/w2', 4)
        done = hocba('archive', 'log', 'cosign', self.archive, cosigned, '--witness', other.vkey(self.root), '--config', self.config)
        self.assertEqual(7, done.returncode)
        self.assertIn('"witness.example/w2" is missing or wrong', done.err)
        # A log that never was what the witness saw opens neither to read nor to write.
        shutil.copy(self.archive / 'log/witnessed', before / 'log/witnessed')
        who = ('--as', 'principal', '--person', 'Trần Văn E', '--config', self.config, '--reason', 'x')
        must(PROGRAM, '--time', NOW, 'archive', 'hold', self.archive, self.entries[0]['code'], *who)
        cosigned.write_text(witness.cosign((self.archive / 'log/checkpoint').read_text(), 1764000001))
        self.assertEqual(0, keep(self.archive).returncode)
        shutil.copy(self.archive / 'log/witnessed', before / 'log/witnessed')
        for command in (('find', before), ('hold', before, self.entries[1]['code'], *who)):
            done = hocba('archive', *command)
            self.assertEqual(7, done.returncode)
            self.assertIn('older than this checkpoint, which others have seen', done.err)
        named = json.loads(hocba('--json', 'archive', 'check', before).out)['damage']
        self.assertEqual(['log/witnessed'], [one['where'] for one in named])

    def test_a_foreign_log_is_judged_by_the_specification(self):
        key = tlog.Key(self.root, 'keys.example/foreign')
        folder = self.root / 'foreign'
        folder.mkdir()
        entries = [f'entry {n} '.encode() * (n % 7) for n in range(300)]
        tlog.write_log(folder, entries, key, 'log.example/not-the-keys-name', 'an extension line\n')
        self.vkey = key.vkey(self.root)
        done = self.verify(folder)
        self.assertEqual(0, done.returncode, done.err)
        told = json.loads(done.out)
        self.assertEqual(('log.example/not-the-keys-name', 300, sum(map(len, entries))),
                         (told['origin'], told['tree_size'], told['bytes']))
        files = [path for path in folder.rglob('*') if path.is_file()]
        self.assertEqual(6, len(files))  # two bundles, two tiles of level 0, one of level 1, the checkpoint
        for path in files:
            good = path.read_bytes()
            path.write_bytes(good[:-3] + bytes([good[-3] ^ 1]) + good[-2:])
            done = self.verify(folder)
            self.assertEqual(7, done.returncode, path)
            path.write_bytes(good)


class Stamps(unittest.TestCase):
    def test_a_day_s_checkpoint_is_stamped_once_and_stamped_again_later(self):
        school, _ = levels()
        config = school.desk('stamp', 'B-T')
        stamp = lambda time, *words: json.loads(must(PROGRAM, '--json', '--time', time, 'archive', 'log', 'stamp', school.archive,
                                                     '--config', config, *words).out)['stamped']
        self.assertEqual(1, stamp(NOW))
        self.assertEqual(0, stamp(NOW))
        services().clock('2026-11-26T01:00:00Z')
        self.assertEqual(1, stamp('2026-11-26T08:00:00+07:00'))
        self.assertEqual(2, stamp('2026-11-26T09:00:00+07:00', '--renew-after', '0'))
        services().clock('2026-11-25T01:00:00Z')
        folder = school.archive / 'log/stamps'
        self.assertEqual([f'2026-11-{day}.{end}' for day in (25, 26) for end in ('1.tst', '2.tst', 'checkpoint')],
                         sorted(path.name for path in folder.iterdir()))
        data = school.root / 'stamped'
        for day in ('2026-11-25', '2026-11-26'):
            stamped = (folder / f'{day}.checkpoint').read_bytes()
            for n in (1, 2):
                data.write_bytes(stamped)
                must('openssl', 'ts', '-verify', '-token_in', '-in', folder / f'{day}.{n}.tst', '-data', data, '-CAfile',
                     services().root / 'pdf-roots.pem', '-attime', LATER)
                stamped += (folder / f'{day}.{n}.tst').read_bytes()
        damage = lambda: json.loads(hocba('--json', 'archive', 'check', school.archive).out)['damage']
        self.assertEqual([], damage())
        shutil.copy(folder / '2026-11-26.1.tst', folder / '2026-11-25.1.tst')
        self.assertEqual(['log/stamps/2026-11-25.2.tst'], [one['where'] for one in damage()])  # its day's first is no more


if __name__ == '__main__':
    unittest.main()

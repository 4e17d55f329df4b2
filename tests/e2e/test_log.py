"""The archive's log for those who do not have the archive: receipts, witnesses, stamps, foreign logs; rolled back and forked
logs are named. The other side is tests/e2e/tlog.py and openssl."""
import base64
import hashlib
import json
import pathlib
import shutil
import tempfile
import unittest

import tlog
from school import NOW, PROGRAM, hocba, issued, must, run
from test_levels import levels, services

LATER = '1811818800'  # 2027-06-01T03:00:00Z


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

    def prove(self, *words, archive=None):
        path = self.root / f'proof-{len(list(self.root.glob("proof-*")))}'
        done = hocba('archive', 'log', 'prove', archive or self.archive, *words, '-o', path)
        self.assertEqual(0, done.returncode, done.err)
        return path

    def hold(self, entry, folder):
        must(PROGRAM, '--time', NOW, 'archive', 'hold', folder, entry['code'], '--reason', 'Khiếu nại', '--as', 'principal',
             '--person', 'Trần Văn E', '--config', self.config)

    def cosign(self, file, *witnesses, archive=None):
        words = [word for witness in witnesses for word in ('--witness', witness.vkey(self.root))]
        return hocba('--json', 'archive', 'log', 'cosign', archive or self.archive, file, *words, '--config', self.config)

    def check(self, folder=None, *words):
        return json.loads(hocba('--json', 'archive', 'check', folder or self.archive, *words).out)

    def pdf(self, entry):
        must(PROGRAM, 'archive', 'get', self.archive, '--code', entry['code'], '-o', self.root / 'out')
        return self.root / 'out' / f"{entry['code']}.pdf"

    def test_a_receipt_is_read_by_others_and_by_hocba_without_the_archive(self):
        entry = self.entries[17]
        path, pdf = self.prove('--code', entry['code'], '--with-salt'), self.pdf(entry)
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

    def test_a_receipt_says_nothing_of_the_pdf_unless_asked(self):
        entry = self.entries[3]
        path, pdf = self.prove('--code', entry['code']), self.pdf(entry)
        extra = json.loads(base64.b64decode(path.read_text().split('\n')[1].removeprefix('extra ')))
        self.assertEqual(['entry'], list(extra))
        self.assertEqual(0, self.verify(path).returncode)
        done = self.verify(path, '--pdf', pdf)
        self.assertEqual(64, done.returncode)
        self.assertIn('this receipt brings no salt', done.err)
        # Every entry has a receipt by its number, of whatever kind it is; a salt only if it has a PDF.
        sealed = json.loads(json.loads(self.verify(self.prove('--leaf', '0')).out)['entry'])
        self.assertEqual('seal', sealed['kind'])
        size = self.check()['leaves']
        for words, code in ((('--leaf', '0', '--with-salt'), 64), (('--leaf', str(size)), 7), (('--from', str(size + 1)), 64),
                            (('--code', '0123456789AB'), 64), ((), 64), (('--leaf', '0', '--from', '0'), 64)):
            done = hocba('archive', 'log', 'prove', self.archive, *words, '-o', self.root / 'none')
            self.assertEqual(code, done.returncode, words)
            self.assertFalse((self.root / 'none').exists(), words)

    def test_growth_is_proven_to_whoever_kept_a_checkpoint(self):
        kept, before = self.root / 'kept', self.root / 'before'
        shutil.copy(self.archive / 'log/checkpoint', kept)
        shutil.copytree(self.archive, before)
        size = self.check()['leaves']
        for entry in self.entries[:3]:
            self.hold(entry, self.archive)
        proof = self.prove('--from', str(size))
        told = json.loads(self.verify(proof, '--since', kept).out)
        self.assertEqual((size, size + 3), (told['grew_from'], told['tree_size']))
        # A copy of the log from before is older than what somebody saw since; one that went on alone is a fork.
        shutil.copy(self.archive / 'log/checkpoint', kept)
        done = self.verify(self.prove('--from', str(size), archive=before), '--since', kept)
        self.assertEqual(7, done.returncode)
        self.assertIn('it is older than the checkpoint that was kept', done.err)
        for entry in self.entries[3:6]:
            self.hold(entry, before)
        done = self.verify(self.prove('--from', str(size + 3), archive=before), '--since', kept)
        self.assertEqual(7, done.returncode)
        self.assertIn('has another history', done.err)
        self.hold(self.entries[6], before)
        done = self.verify(self.prove('--from', str(size + 3), archive=before), '--since', kept)
        self.assertEqual(7, done.returncode)
        self.assertIn('a fork, or an altered proof', done.err)
        # What does not go together is wrong usage, not a verdict.
        for words in ((proof,), (proof, '--since', kept), (proof, '--since', kept, '--pdf', kept), (self.archive, '--pdf', kept),
                      (self.prove('--leaf', '0'), '--since', kept)):
            self.assertEqual(64, self.verify(*words).returncode, words)

    def test_a_witness_of_the_specification_cosigns_and_its_lines_are_kept(self):
        witnesses = [tlog.Witness(self.root, f'witness.example/w{n}', self.vkey.read_text()) for n in (1, 2)]
        lines = self.root / 'lines'

        def ask(witness, time):
            status, body = witness.add_checkpoint(self.prove('--from', str(witness.size)).read_text(), time)
            self.assertEqual(200, status)
            lines.write_text(body)

        ask(witnesses[0], 1764000000)
        done = self.cosign(lines)
        self.assertEqual(64, done.returncode)
        self.assertIn('no witness that the archive knows has cosigned', done.err)
        self.assertEqual(0, self.cosign(lines, witnesses[0].key).returncode)
        ask(witnesses[1], 1764000060)
        told = json.loads(self.cosign(lines, witnesses[1].key).out)['witnesses']
        self.assertEqual([('witness.example/w1', '2025-11-24T16:00:00Z'), ('witness.example/w2', '2025-11-24T16:01:00Z')],
                         [(one['witness'], one['time']) for one in told])
        seen = witnesses[0].size
        shutil.copy(self.archive / 'log/checkpoint', self.root / 'kept')
        # Known witnesses need no key any more, and a witness that saw nothing new is not asked for.
        self.hold(self.entries[0], self.archive)
        ask(witnesses[0], 1764000120)
        self.assertEqual(0, self.cosign(lines).returncode)
        report = self.check()
        self.assertEqual([], report['damage'])
        self.assertEqual([('witness.example/w1', '2025-11-24T16:02:00Z', seen + 1)],
                         [(one['witness'], one['time'], one['tree_size']) for one in report['witnesses']])
        # Receipts carry what was cosigned, as long as it has their entry.
        self.hold(self.entries[1], self.archive)
        w1, w2 = (witness.key.vkey(self.root) for witness in witnesses)
        told = json.loads(self.verify(self.prove('--leaf', '0'), '--witness', w1).out)
        self.assertEqual((seen + 1, 'witness.example/w1'), (told['tree_size'], told['witnesses'][0]['witness']))
        done = self.verify(self.prove('--leaf', '0'), '--witness', w2)
        self.assertEqual(7, done.returncode)
        self.assertIn('"witness.example/w2" is missing or wrong', done.err)
        newest = self.prove('--leaf', str(seen + 1))
        self.assertEqual(seen + 2, json.loads(self.verify(newest).out)['tree_size'])
        self.assertEqual(7, self.verify(newest, '--witness', w1).returncode)
        told = json.loads(self.verify(self.archive, '--since', self.archive / 'log/witnessed', '--witness', w1).out)
        self.assertEqual((seen + 1, seen + 2), (told['grew_from'], told['tree_size']))
        # The log grew while the witness answered: its lines belong under the checkpoint that it was sent.
        request = self.prove('--from', str(witnesses[1].size))
        lines.write_text(witnesses[1].add_checkpoint(request.read_text(), 1764000180)[1])
        self.hold(self.entries[2], self.archive)
        self.assertEqual(7, self.cosign(lines).returncode)
        cosigned = self.root / 'cosigned'
        cosigned.write_text(run('sh', '-c', f"sed '1,/^$/d' {request}; cat {lines}").out)
        self.assertEqual(0, self.cosign(cosigned).returncode)
        # An older one is no news.
        lines.write_text(witnesses[0].key.cosign((self.root / 'kept').read_text(), 1764000240))
        done = self.cosign(lines)
        self.assertEqual(64, done.returncode)
        self.assertIn('the archive keeps a newer checkpoint of a witness', done.err)
        self.assertEqual([], self.check()['damage'])
        # A witness that saw another history signs nothing.
        witnesses[0].root = bytes(32)
        self.assertEqual((422, ''), witnesses[0].add_checkpoint(self.prove('--from', str(witnesses[0].size)).read_text(), 1))

    def test_a_wrong_cosignature_is_named(self):
        key = tlog.Key(self.root, 'witness.example/w1', 4)
        checkpoint = (self.archive / 'log/checkpoint').read_text()
        cosigned = self.root / 'cosigned'
        cosigned.write_text(key.cosign(checkpoint, 1764000000))
        self.assertEqual(0, self.cosign(cosigned, key).returncode)
        good, kept = cosigned.read_text(), self.archive / 'log/witnessed'
        at = lambda: [(one['where'], one['what']) for one in self.check()['damage']]
        wrong = 'the cosignature of the witness "witness.example/w1" is missing or wrong'
        line = good.splitlines()[-1]
        blob = base64.b64decode(line.rsplit(' ', 1)[1])
        for place in (4, 11, 12, 75):  # time, first byte to last; signature, first byte and last
            bad = blob[:place] + bytes([blob[place] ^ 1]) + blob[place + 1:]
            text = good.replace(line, f'— witness.example/w1 {base64.b64encode(bad).decode()}')
            kept.write_text(text)
            self.assertEqual([('log/witnessed', wrong)], at()[:1], place)
            kept.write_text(good)
            cosigned.write_text(text)
            done = self.cosign(cosigned)
            self.assertEqual(7, done.returncode)
            self.assertIn(wrong, done.err)
        other = tlog.Key(self.root, 'witness.example/w2', 4)
        unknown = 'it is not signed by the log and by witnesses of log/witnesses alone'
        for text in (checkpoint, other.cosign(good, 1764000000), good + line + '\n'):
            kept.write_text(text)
            self.assertEqual([('log/witnessed', unknown)], at())
        kept.write_text(good)
        (self.archive / 'log/witnesses').write_text('w+00000000+AAAA\n')
        self.assertEqual([('log/witnesses', 'this is no public key of a witness (vkey, type 0x04)')], at())
        (self.archive / 'log/witnesses').write_text(key.vkey(self.root).read_text())
        self.assertEqual([], at())
        # One key under two names is one witness; an unknown one's line is not kept.
        twin = tlog.Key(self.root, 'witness.example/twin', 4)
        twin.file, twin.public = key.file, key.public
        twin.id = tlog.sha(b'witness.example/twin\n\x04' + key.public)[:4]
        path = self.root / 'twin.vkey'
        path.write_text(f'witness.example/twin+{twin.id.hex()}+{tlog.b64(twin.kind + twin.public)}\n')
        cosigned.write_text(twin.cosign(good, 1764000000))
        done = hocba('archive', 'log', 'cosign', self.archive, cosigned, '--witness', path, '--config', self.config)
        self.assertEqual(64, done.returncode)
        self.assertIn('this witness has the same key as "witness.example/w1"', done.err)
        cosigned.write_text(other.cosign(good, 1764000000))
        self.assertEqual(0, self.cosign(cosigned).returncode)
        self.assertEqual(good, kept.read_text())

    def test_a_log_that_was_rolled_back_and_one_that_was_forked_are_named(self):
        kept = self.root / 'kept'
        shutil.copy(self.archive / 'log/checkpoint', kept)
        before = self.root / 'before'
        shutil.copytree(self.archive, before)
        self.hold(self.entries[0], self.archive)
        grown = self.verify(self.archive, '--since', kept)
        self.assertEqual(0, grown.returncode, grown.err)
        self.assertEqual(len(self.entries) + self.pending(), json.loads(grown.out)['grew_from'])
        shutil.copy(self.archive / 'log/checkpoint', kept)
        rolled_back = self.verify(before, '--since', kept)
        self.assertEqual(7, rolled_back.returncode)
        self.assertIn('it is older than the checkpoint that was kept', rolled_back.err)
        self.hold(self.entries[1], before)
        forked = self.verify(before, '--since', kept)
        self.assertEqual(7, forked.returncode)
        self.assertIn('(a fork)', forked.err)

    def pending(self):
        """Entries that are no documents: each was sealed first."""
        return self.check()['leaves'] - len(self.entries) - 1

    def test_what_a_witness_cosigned_binds_the_log(self):
        witness = tlog.Key(self.root, 'witness.example/w1', 4)
        checkpoint = (self.archive / 'log/checkpoint').read_text()
        cosigned = self.root / 'cosigned'
        cosigned.write_text(witness.cosign(checkpoint, 1764000000))
        before = self.root / 'before'
        shutil.copytree(self.archive, before)
        self.assertEqual(0, self.cosign(cosigned, witness).returncode)
        self.assertEqual(checkpoint.split('\n\n')[0],
                         '\n'.join(tlog.verified((self.archive / 'log/witnessed').read_text(), self.vkey.read_text(), self.root)))
        self.assertEqual([], self.check()['damage'])
        # Another's cosignature, and one of another text.
        other = tlog.Key(self.root, 'witness.example/w2', 4)
        done = self.cosign(cosigned, other)
        self.assertEqual(7, done.returncode)
        self.assertIn('"witness.example/w2" is missing or wrong', done.err)
        # A log that never was what the witness saw opens neither to read nor to write.
        who = ('--as', 'principal', '--person', 'Trần Văn E', '--config', self.config, '--reason', 'x')
        self.hold(self.entries[0], self.archive)
        cosigned.write_text(witness.cosign((self.archive / 'log/checkpoint').read_text(), 1764000001))
        self.assertEqual(0, self.cosign(cosigned).returncode)
        for name in ('witnessed', 'witnesses'):
            shutil.copy(self.archive / 'log' / name, before / 'log' / name)
        for command in (('find', before), ('hold', before, self.entries[1]['code'], *who)):
            done = hocba('archive', *command)
            self.assertEqual(7, done.returncode)
            self.assertIn('older than this checkpoint, which others have seen', done.err)
        named = self.check(before)['damage']
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
        witness = tlog.Key(self.root, 'witness.example/w1', 4)
        self.assertEqual(7, self.verify(folder, '--witness', witness.vkey(self.root)).returncode)
        checkpoint = folder / 'checkpoint'
        checkpoint.write_text(witness.cosign(checkpoint.read_text(), 1764000000))  # the extension line is cosigned too
        told = json.loads(self.verify(folder, '--witness', witness.vkey(self.root)).out)
        self.assertEqual([{'witness': 'witness.example/w1', 'time': '2025-11-24T16:00:00Z'}], told['witnesses'])
        tlog.write_log(folder, entries, key, 'log.example/not-the-keys-name', 'an extension line\n')
        files = [path for path in folder.rglob('*') if path.is_file()]
        self.assertEqual(6, len(files))  # two bundles, two tiles of level 0, one of level 1, the checkpoint
        for path in files:
            good = path.read_bytes()
            path.write_bytes(good[:-3] + bytes([good[-3] ^ 1]) + good[-2:])
            done = self.verify(folder)
            self.assertEqual(7, done.returncode, path)
            path.write_bytes(good)


class Stamps(unittest.TestCase):
    """Authorities of tests/support/pki.sh: tsa-short ends on 2028-01-01, tsa-long on 2046-01-01."""

    def setUp(self):
        self.school, _ = levels()
        self.root = pathlib.Path(tempfile.mkdtemp(prefix='hocba-stamps-'))
        self.addCleanup(shutil.rmtree, self.root)
        self.addCleanup(services().clock, '2026-11-25T01:00:00Z')
        self.archive = self.root / 'archive'
        shutil.copytree(self.school.archive, self.archive)
        self.folder = self.archive / 'log/stamps'

    def stamp(self, day, tsa='tsa-short', *words):
        services().clock(f'{day}T01:00:00Z')
        config = self.school.desk('stamp', 'B-B', tsa=tsa)
        return hocba('--json', '--time', f'{day}T08:00:00+07:00', 'archive', 'log', 'stamp', self.archive, '--config', config,
                     *words)

    def stamped(self, *words):
        done = self.stamp(*words)
        self.assertEqual(0, done.returncode, done.err)
        return json.loads(done.out)['stamped']

    def check(self, *words):
        return json.loads(hocba('--json', 'archive', 'check', self.archive, *words).out)

    def damage(self, *words):
        return [(one['where'], one['what']) for one in self.check(*words)['damage']]

    def trusting(self, roots):
        folder = self.root / f'trust-{roots.stem}'
        folder.mkdir(exist_ok=True)
        shutil.copy(roots, folder / 'pdf-roots.pem')
        return '--trust', folder

    def test_a_day_s_checkpoint_is_stamped_once_and_again_before_its_authority_ends(self):
        self.assertEqual(1, self.stamped('2026-11-25'))
        self.assertEqual(0, self.stamped('2026-11-25'))
        self.assertEqual(1, self.stamped('2026-11-26'))
        self.assertEqual(1, self.stamped('2027-05-31'))  # the same authority would make none of them last longer
        self.assertEqual(4, self.stamped('2027-06-01', 'tsa-long'))  # today's, and three that end in 214 days
        self.assertEqual(0, self.stamped('2027-06-01', 'tsa-long'))
        days = ('2026-11-25', '2026-11-26', '2027-05-31')
        self.assertEqual(sorted([f'{day}.{end}' for day in days for end in ('1.tst', '2.tst', 'checkpoint')] +
                                ['2027-06-01.1.tst', '2027-06-01.checkpoint']),
                         sorted(path.name for path in self.folder.iterdir()))
        data = self.root / 'stamped'
        for day in days:
            stamped = (self.folder / f'{day}.checkpoint').read_bytes()
            for n in (1, 2):
                data.write_bytes(stamped)
                must('openssl', 'ts', '-verify', '-token_in', '-in', self.folder / f'{day}.{n}.tst', '-data', data, '-CAfile',
                     services().root / 'pdf-roots.pem', '-attime', LATER)
                stamped += (self.folder / f'{day}.{n}.tst').read_bytes()
        report = self.check(*self.trusting(services().root / 'pdf-roots.pem'))
        self.assertEqual([], report['damage'])
        self.assertEqual([(day, 2) for day in days] + [('2027-06-01', 1)],
                         [(one['day'], one['tokens']) for one in report['stamps']])
        self.assertEqual(['2026-11-25T01:00:00Z', '2026-11-26T01:00:00Z'], [one['time'] for one in report['stamps'][:2]])
        self.assertEqual({report['leaves']}, {one['tree_size'] for one in report['stamps']})
        # A root of another, and a day's token that is another day's.
        stranger = self.trusting(services().root / 'seal.pem')
        self.assertEqual({'no root that is trusted stood behind this timestamp at its time'},
                         {what for _, what in self.damage(*stranger)})
        shutil.copy(self.folder / '2026-11-26.1.tst', self.folder / '2026-11-25.1.tst')
        self.assertEqual(['log/stamps/2026-11-25.2.tst'], [where for where, _ in self.damage()])  # its day's first is no more

    def test_a_stamp_that_was_renewed_too_late_is_named(self):
        self.assertEqual(1, self.stamped('2026-11-25'))
        self.assertEqual(2, self.stamped('2028-02-01', 'tsa-long'))
        self.assertEqual([('log/stamps/2026-11-25.2.tst',
                           'the certificates of the timestamp before had ended when this one was made')], self.damage())

    def test_a_day_without_its_authority_is_made_up_for(self):
        services().down('tsa-short')
        self.addCleanup(services().down, '')
        done = self.stamp('2026-11-25')
        self.assertEqual(8, done.returncode, done.err)
        self.assertEqual(['2026-11-25.checkpoint'], [path.name for path in self.folder.iterdir()])
        self.assertEqual([], self.damage())
        services().down('')
        self.assertEqual(2, self.stamped('2026-11-26'))
        done = self.stamp('2026-11-25')
        self.assertEqual(64, done.returncode)
        self.assertIn('there is a stamp of 2026-11-26, which is after today (2026-11-25)', done.err)

    def files(self, archive):
        return {str(path.relative_to(archive)): path.read_bytes() for path in (archive / 'log').rglob('*')
                if path.is_file() and '.p/' not in str(path)}

    def test_what_others_have_seen_goes_out_and_in_with_an_export(self):
        key = tlog.Key(self.root, 'witness.example/w1', 4)
        cosigned = self.root / 'cosigned'
        cosigned.write_text(key.cosign((self.archive / 'log/checkpoint').read_text(), 1764000000))
        config = self.school.root / 'principal.toml'
        must(PROGRAM, 'archive', 'log', 'cosign', self.archive, cosigned, '--witness', key.vkey(self.root), '--config', config)
        self.assertEqual(1, self.stamped('2026-11-25'))
        for form in ('bagit', 'ocfl', 'csip'):
            out, back = self.root / form, self.root / f'{form}-back'
            must(PROGRAM, '--time', NOW, 'archive', 'export', self.archive, '-o', out, '--format', form)
            must(PROGRAM, 'archive', 'import', out, back)
            self.assertEqual(self.files(self.archive), self.files(back), form)
            self.assertEqual([], json.loads(hocba('--json', 'archive', 'check', back).out)['damage'])
        # A later export brings a later stamp, and a renewed one, also where there is no new entry.
        self.assertEqual(2, self.stamped('2027-06-01', 'tsa-long'))
        later = self.root / 'later'
        must(PROGRAM, '--time', NOW, 'archive', 'export', self.archive, '-o', later, '--format', 'bagit')
        must(PROGRAM, 'archive', 'import', later, back)
        self.assertEqual(self.files(self.archive), self.files(back))
        # Whatever the bag's manifests say: the second token was over the first, which is another day's now.
        stamp, other = later / 'log/stamps/2026-11-25.1.tst', later / 'log/stamps/2027-06-01.1.tst'
        for name, digest in (('sha256', hashlib.sha256), ('sha512', hashlib.sha512)):
            manifest = later / f'tagmanifest-{name}.txt'
            old, new = (digest(path.read_bytes()).hexdigest() for path in (stamp, other))
            manifest.write_text(manifest.read_text().replace(f'{old}  log/stamps/2026-11-25.1.tst', f'{new}  log/stamps/2026-11-25.1.tst'))
        shutil.copy(other, stamp)
        done = hocba('archive', 'import', later, self.root / 'new')
        self.assertEqual(7, done.returncode)
        self.assertIn('log/stamps/2026-11-25.2.tst: this is nothing that others have said of this log', done.err)
        self.assertFalse((self.root / 'new').exists())

    def test_a_log_that_is_older_than_its_newest_stamp_is_not_touched(self):
        before = self.root / 'before'
        shutil.copytree(self.archive, before)
        code = json.loads(hocba('--json', 'archive', 'find', self.archive).out.splitlines()[0])['code']
        hold = ('--reason', 'x', '--as', 'principal', '--person', 'Trần Văn E', '--config', self.school.root / 'principal.toml')
        must(PROGRAM, '--time', NOW, 'archive', 'hold', self.archive, code, *hold)
        self.assertEqual(1, self.stamped('2026-11-26'))
        shutil.copytree(self.folder, before / 'log/stamps')
        self.archive = before
        (before / 'catalogue.db').unlink()  # which would tell too
        state = lambda: {path: path.read_bytes() for path in before.rglob('*') if path.is_file()}
        was = state()
        done = hocba('archive', 'rebuild', before)
        self.assertEqual(7, done.returncode)
        self.assertIn('older than this checkpoint, which others have seen', done.err)
        self.assertEqual(was, state())
        (before / 'log/stamps').rename(self.root / 'aside')
        must(PROGRAM, 'archive', 'rebuild', before)
        (self.root / 'aside').rename(before / 'log/stamps')
        was = state()
        for command in (('find', before), ('hold', before, code, *hold)):
            done = hocba('archive', *command)
            self.assertEqual(7, done.returncode)
            self.assertIn('older than this checkpoint, which others have seen', done.err)
        self.assertEqual(was, state())
        self.assertEqual(['log/stamps/2026-11-26.checkpoint'], [where for where, _ in self.damage()])


if __name__ == '__main__':
    unittest.main()

"""Exports of the archive: proven without hocba, the same archive again, incremental, private, and begun anew."""
import copy
import hashlib
import json
import os
import pathlib
import re
import shutil
import stat
import subprocess
import tempfile
import unittest
import warnings
import zipfile

import strict_bag
import strict_ocfl
from school import NOW, PROGRAM, SOURCE, hocba, issued, must, run

SCRIPT = SOURCE / 'archive/check-export.py'
WHO = ('--as', 'principal', '--person', 'Trần Văn E')
FORMATS = ('bagit', 'ocfl', 'csip')


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob('*') if p.is_file()}


def kept(archive):
    """Packs and log byte for byte, without the partial tiles of earlier checkpoints, which a copy may leave out."""
    size = int((archive / 'log/checkpoint').read_text().splitlines()[1])

    def is_old(path):
        found = re.fullmatch(r'log/tile/(entries|\d+)/(\d+)\.p/(\d+)', path)
        if not found:
            return False
        level = 0 if found[1] == 'entries' else int(found[1])
        return int(found[3]) != min(256, (size >> 8 * level) - 256 * int(found[2]))
    return {p: b for p, b in files(archive).items() if p.startswith(('store/', 'log/')) and not is_old(p)}


class Export(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix='hocba-export-'))
        self.addCleanup(shutil.rmtree, self.root)
        shutil.copytree(issued().root, self.root, dirs_exist_ok=True)
        self.archive = self.root / 'archive'
        self.config = self.root / 'school/hocba.toml'
        self.documents = [json.loads(line) for line in hocba('--json', 'archive', 'find', self.archive).out.splitlines()]
        self.leaves = self.size()

    def size(self):
        return int((self.archive / 'log/checkpoint').read_text().splitlines()[1])

    def export(self, name, form, *words, archive=None):
        return hocba('--json', '--time', NOW, 'archive', 'export', archive or self.archive, '-o', self.root / name,
                     '--format', form, *words)

    def exported(self, name, form, *words):
        done = self.export(name, form, *words)
        self.assertEqual(0, done.returncode, done.err)
        return json.loads(done.out)

    def proven(self, folder, *words):
        if not (folder / 'bagit.txt').exists() and not (folder / '0=ocfl_1.1').exists():
            unpacked = self.root / 'unpacked'
            shutil.rmtree(unpacked, ignore_errors=True)
            for path in sorted(folder.glob('*.zip')):
                must('unzip', '-q', path, '-d', unpacked)
            folder = unpacked
        return run('python3', SCRIPT, folder, *words)

    def revoke(self, document):
        paper = self.root / 'decision.pdf'
        paper.write_bytes(b'%PDF-1.7 a decision')
        return hocba('--json', '--time', '2024-07-12T12:00:00+07:00', 'archive', 'revoke', self.archive, document['code'],
                     '--config', self.config, *WHO, '--reason', 'Nhập sai điểm', '--decision', paper,
                     '--number', '12/QĐ-SGDĐT', '--date', '2024-07-10')

    def test_each_format_is_proven_without_hocba_and_makes_the_same_archive_again(self):
        self.assertEqual(0, self.revoke(self.documents[3]).returncode)
        before = kept(self.archive)
        for form in FORMATS:
            with self.subTest(form):
                report = self.exported(form, form)
                self.assertEqual([0, self.leaves + 1], [report['from_leaf'], report['to_leaf']])
                done = self.proven(self.root / form, self.archive / 'log/key.vkey')
                self.assertEqual(0, done.returncode, done.err)
                self.assertIn(f'All proven: {self.leaves + 1} entries', done.out)
                again = self.root / f'{form}-again'
                done = hocba('--json', 'archive', 'import', self.root / form, again,
                             '--log-key', self.archive / 'log/key.vkey')
                self.assertEqual(0, done.returncode, done.err)
                self.assertEqual(before, kept(again))
                question = ('--json', 'archive', 'find')
                self.assertEqual(hocba(*question, self.archive).out, hocba(*question, again).out)
                self.assertEqual(0, hocba('archive', 'check', again).returncode)
                must(SOURCE / 'scripts/cold-check.sh', again)
                # The desk goes on with the archive that was made again: the old log key fits.
                self.assertEqual(7, hocba('archive', 'import', self.root / form, self.root / 'x', '--log-key',
                                          self.other_key()).returncode)

    def other_key(self):
        path = self.root / 'other.vkey'
        if not path.exists():
            must(PROGRAM, 'archive', 'init', self.root / 'other', '--origin', 'hocba.example/test', '--log-key',
                 self.root / 'other.key')
            shutil.copy(self.root / 'other/log/key.vkey', path)
        return path

    def test_a_bag_and_an_ocfl_root_are_sound_by_independent_checkers_and_by_hocba(self):
        self.exported('bag', 'bagit')
        self.exported('root', 'ocfl', '--to-leaf', '20')
        self.exported('root', 'ocfl')
        self.assertEqual([], strict_bag.faults(self.root / 'bag'))
        self.assertEqual([], strict_ocfl.faults(self.root / 'root'))
        for form, name in (('bagit', 'bag'), ('ocfl', 'root')):
            done = hocba('--json', 'archive', 'check', '--format', form, self.root / name)
            self.assertEqual((0, []), (done.returncode, json.loads(done.out)['damage']))

    def test_what_the_bag_says_of_itself(self):
        report = self.exported('bag', 'bagit', '--organisation', 'Trường Tiểu học Thử\nX: y')
        info = (self.root / 'bag/bag-info.txt').read_text().splitlines()
        self.assertIn('Source-Organization: Trường Tiểu học Thử X: y', info)
        self.assertIn('Bagging-Date: 2026-11-25', info)
        self.assertIn(f'External-Identifier: hocba.example/test/0-{self.leaves}', info)
        self.assertIn(f"Payload-Oxum: {report['bytes']}.{report['files']}", info)
        year = self.documents[0]
        folder = self.root / 'bag/data' / year['school'] / year['year']
        self.assertEqual(year['sha256'], hashlib.sha256((folder / f"{year['code']}.pdf").read_bytes()).hexdigest())
        for manifest in ('manifest-sha256', 'tagmanifest-sha256'):
            must('sh', '-c', f'cd {self.root}/bag && sha256sum -c --quiet {manifest}.txt')
        for manifest in ('manifest-sha512', 'tagmanifest-sha512'):
            must('sh', '-c', f'cd {self.root}/bag && sha512sum -c --quiet {manifest}.txt')
        readme = (self.root / 'bag/README.txt').read_text()
        self.assertIn('Kiểm tra', readme)
        self.assertIn('How to check', readme)

    def test_the_same_export_at_the_same_time_is_the_same_byte_for_byte(self):
        for form in FORMATS:
            self.exported(f'{form}-1', form)
            self.exported(f'{form}-2', form)
            self.assertEqual(files(self.root / f'{form}-1'), files(self.root / f'{form}-2'), form)

    def test_everything_exported_is_for_the_owner_alone(self):
        previous = os.umask(0)
        self.addCleanup(os.umask, previous)
        for form in FORMATS:
            self.exported(form, form)
            for path in [self.root / form, *(self.root / form).rglob('*')]:
                mode = 0o700 if path.is_dir() else 0o600
                self.assertEqual(mode, stat.S_IMODE(path.stat().st_mode), path)

    def test_one_flipped_byte_of_an_export_is_not_proven_and_not_imported(self):
        self.exported('bag', 'bagit')
        bag = self.root / 'bag'
        year = self.documents[0]
        places = [f"data/{year['school']}/{year['year']}/{year['code']}.{e}" for e in ('pdf', 'json', 'manifest.json')]
        places += [p for p in files(bag) if p.startswith(('log/', 'index/'))]
        for place in places:
            data = (bag / place).read_bytes()
            (bag / place).write_bytes(data[:len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1:])
            self.assertEqual(1, self.proven(bag).returncode, place)
            done = hocba('archive', 'import', bag, self.root / 'never')
            self.assertEqual(7, done.returncode, place)
            (bag / place).write_bytes(data)
        self.assertFalse((self.root / 'never').exists())
        self.assertEqual(0, self.proven(bag).returncode)

    def repaired(self, bag):
        """Manifests that are right again: only the log can tell."""
        for prefix in ('manifest', 'tagmanifest'):
            for name in ('sha256', 'sha512'):
                mine = [p for p in files(bag) if p.startswith('data/') == (prefix == 'manifest') and not p.startswith('tagm')]
                (bag / f'{prefix}-{name}.txt').write_text(''.join(
                    f'{hashlib.new(name, (bag / p).read_bytes()).hexdigest()}  {p}\n' for p in sorted(mine)))

    def test_a_bag_with_new_manifests_over_altered_documents_is_sound_but_not_proven(self):
        self.exported('bag', 'bagit')
        bag, year = self.root / 'bag', self.documents[0]
        for ending in ('pdf', 'json', 'manifest.json'):
            path = bag / 'data' / year['school'] / year['year'] / f"{year['code']}.{ending}"
            data = path.read_bytes()
            path.write_bytes(data.replace(b'a', b'b', 1))
            self.repaired(bag)
            self.assertEqual(0, hocba('archive', 'check', '--format', 'bagit', bag).returncode)
            self.assertEqual(1, self.proven(bag).returncode)
            done = hocba('archive', 'import', bag, self.root / 'never')
            self.assertEqual(7, done.returncode, ending)
            self.assertIn(path.name, done.err)
            path.write_bytes(data)
        index = next((bag / 'index').iterdir())
        lines = index.read_text()
        for bad, code in ((lines.replace('"folder":"', '"folder":"../', 1), 7),
                          (lines.replace(f'"{year["code"]}.pdf"', '"../x.pdf"', 1), 7),
                          (lines.replace(f'"{year["code"]}.pdf"', '"none.pdf"', 1), 8),
                          (lines.replace('"leaf":0', '"leaf":-1', 1), 7), (lines[1:], 7),
                          (''.join(lines.splitlines(True)[1:]), 64), (lines.replace('"pack":["', '"pack":["x","', 1), 7)):
            index.write_text(bad)
            self.repaired(bag)
            self.assertEqual(code, hocba('archive', 'import', bag, self.root / 'never').returncode, bad[:300])
        self.assertFalse((self.root / 'never').exists())

    def test_a_selection_holds_what_was_asked_for_is_proven_and_makes_no_archive(self):
        some = self.documents[3]
        self.assertEqual(0, self.revoke(some).returncode)
        for form in FORMATS:
            report = self.exported(form, form, '--code', some['code'])
            self.assertEqual([1, 2], [report['documents'], report['leaves']])
            done = self.proven(self.root / form)
            self.assertEqual(0, done.returncode, done.err)
            self.assertIn('All proven: 2 entries', done.out)
            self.assertEqual(64, hocba('archive', 'import', self.root / form, self.root / 'never').returncode)
        names = [p.name for p in (self.root / 'bagit/data').rglob('*') if p.is_file()]
        self.assertEqual(1, sum(n.startswith(f"{some['code']}.revoke-") and n.endswith('.pdf') for n in names), names)
        whole = self.exported('class', 'bagit', '--class', '4A', '--year', '2023-2024')
        self.assertEqual(35, whole['documents'])
        done = self.export('none', 'bagit', '--class', '9Z')
        self.assertEqual(64, done.returncode)
        self.assertFalse((self.root / 'none').exists())

    def test_exports_of_one_range_after_another_make_the_same_archive(self):
        for form in FORMATS:
            with self.subTest(form):
                archive = self.root / f'{form}-archive'
                shutil.copytree(issued().archive, archive)
                self.archive = archive
                first, second = self.root / f'{form}-1', self.root / f'{form}-2'
                self.exported(first.name, form)
                self.assertEqual(0, self.revoke(self.documents[5]).returncode)
                self.assertEqual(0, self.revoke(self.documents[6]).returncode)
                report = self.exported(second.name, form, '--from-leaf', str(self.leaves))
                self.assertEqual(2, report['leaves'])
                self.assertEqual(0, self.proven(second).returncode)
                again = self.root / f'{form}-again'
                self.assertEqual(64, hocba('archive', 'import', second, again).returncode)  # the first comes first
                for package, documents in ((first, 36), (second, 0)):
                    done = hocba('--json', 'archive', 'import', package, again)
                    self.assertEqual(0, done.returncode, done.err)
                    self.assertEqual(documents, json.loads(done.out)['documents'])
                self.assertEqual(kept(archive), kept(again))
                self.assertEqual(0, hocba('archive', 'check', again).returncode)
                self.assertEqual(7, hocba('archive', 'import', first, again).returncode)  # older than the archive
                self.assertEqual(0, hocba('archive', 'import', second, again).returncode)  # known already

    def test_a_forked_log_is_not_taken_in(self):
        """Two archives with one key that went apart after a common beginning."""
        self.exported('first', 'bagit')
        again, fork = self.root / 'again', self.root / 'fork'
        must(PROGRAM, 'archive', 'import', self.root / 'first', again)
        shutil.copytree(self.archive, fork)
        self.assertEqual(0, self.revoke(self.documents[1]).returncode)
        self.exported('one', 'bagit', '--from-leaf', str(self.leaves))
        self.archive = fork
        self.assertEqual(0, self.revoke(self.documents[2]).returncode)
        self.exported('equal', 'bagit', '--from-leaf', str(self.leaves))
        self.assertEqual(0, self.revoke(self.documents[3]).returncode)
        self.exported('longer', 'bagit', '--from-leaf', str(self.leaves))
        must(PROGRAM, 'archive', 'import', self.root / 'one', again)
        before = kept(again)
        for name in ('equal', 'longer'):
            done = hocba('archive', 'import', self.root / name, again)
            self.assertEqual(7, done.returncode, name)
            self.assertEqual(0, hocba('archive', 'check', again).returncode, name)
            self.assertEqual(before, kept(again))
        for ending, old, new in (('pdf', b'a', b'b'), ('manifest.json', 'sai điểm'.encode(), 'sai điềm'.encode())):
            shutil.rmtree(again)
            must(PROGRAM, 'archive', 'import', self.root / 'first', again)
            before = (again / 'log/checkpoint').read_bytes()
            broken = next((self.root / 'one/data').rglob(f'*.revoke-*.{ending}'))
            good = broken.read_bytes()
            broken.write_bytes(good.replace(old, new, 1))
            self.assertNotEqual(good, broken.read_bytes())
            self.repaired(self.root / 'one')
            self.assertEqual(7, hocba('archive', 'import', self.root / 'one', again).returncode)
            self.assertEqual(before, (again / 'log/checkpoint').read_bytes())
            self.assertEqual(0, hocba('archive', 'check', again).returncode)
            broken.write_bytes(good)

    def test_a_later_export_is_the_next_version_of_ocfl_objects(self):
        self.exported('root', 'ocfl', '--to-leaf', '10')
        report = self.exported('root', 'ocfl')
        self.assertEqual(10, report['from_leaf'])
        again = self.exported('root', 'ocfl')
        self.assertEqual(0, again['leaves'])
        heads = {json.loads(p.read_text())['id']: json.loads(p.read_text())['head']
                 for p in (self.root / 'root').rglob('inventory.json') if p.parent.name[0] == 'h'}
        self.assertEqual('v2', heads['hocba:hocba.example/test/log'])
        self.assertEqual([], strict_ocfl.faults(self.root / 'root'))
        self.assertEqual(0, hocba('archive', 'import', self.root / 'root', self.root / 'again').returncode)
        self.assertEqual(kept(self.archive), kept(self.root / 'again'))
        other = self.root / 'elsewhere'
        must(PROGRAM, 'archive', 'init', other, '--origin', 'hocba.example/x', '--log-key', self.root / 'x.key')
        self.assertEqual(64, self.export('root', 'ocfl', archive=other).returncode)

    def test_an_export_killed_anywhere_leaves_nothing_under_its_name_and_is_begun_anew(self):
        whole = {form: self.exported(f'{form}-whole', form) and files(self.root / f'{form}-whole') for form in FORMATS}
        for form in FORMATS:
            for calls in (5, 40, 80, 120, 160):
                out = self.root / f'{form}-killed'
                subprocess.run(['strace', '-qq', '-o', '/dev/null', '-f', '-e', f'inject=openat:signal=KILL:when={60 + calls}',
                                PROGRAM, '--time', NOW, 'archive', 'export', self.archive, '-o', out, '--format', form],
                               capture_output=True)
                self.assertFalse(out.exists(), (form, calls))
                self.exported(out.name, form)
                self.assertEqual(whole[form], files(out), (form, calls))
                self.assertEqual([], list(self.root.glob('*.part*')))
                shutil.rmtree(out)

    def test_an_ocfl_export_killed_while_its_versions_move_is_completed_by_the_next(self):
        self.exported('root', 'ocfl', '--to-leaf', '10')
        before = self.root / 'before'
        shutil.copytree(self.root / 'root', before)
        self.exported('root', 'ocfl')
        whole = files(self.root / 'root')
        killed = 0
        for call in range(1, 12):
            shutil.rmtree(self.root / 'root')
            shutil.copytree(before, self.root / 'root')
            done = subprocess.run(['strace', '-qq', '-o', '/dev/null', '-f', '-e', f'inject=/^rename:signal=KILL:when={call}',
                                   PROGRAM, '--time', NOW, 'archive', 'export', self.archive, '-o', self.root / 'root',
                                   '--format', 'ocfl'], capture_output=True)
            killed += done.returncode != 0
            self.exported('root', 'ocfl')
            self.assertEqual(whole, files(self.root / 'root'), call)
        self.assertGreater(killed, 3)

    def test_nothing_is_overwritten_and_a_strange_temporary_folder_is_left_alone(self):
        (self.root / 'full').mkdir()
        (self.root / 'full/x').write_text('mine')
        for form in FORMATS:
            self.assertEqual(64, self.export('full', form).returncode)
            (self.root / 'new.part').mkdir(exist_ok=True)
            self.assertEqual(64, self.export('new', form).returncode)
        self.assertEqual(64, hocba('archive', 'import', self.root / 'full', self.root / 'y').returncode)
        self.exported('bag', 'bagit')
        self.assertEqual(64, hocba('archive', 'import', self.root / 'bag', self.root / 'full').returncode)
        self.assertEqual('mine', (self.root / 'full/x').read_text())
        for words in (('--from-leaf', '40', '--to-leaf', '10'), ('--to-leaf', '99999')):
            self.assertEqual(64, self.export('range', 'bagit', *words).returncode)

    def test_a_csip_package_has_the_shape_of_the_specification(self):
        self.exported('csip', 'csip')
        packages = sorted((self.root / 'csip').glob('*.zip'))
        self.assertEqual(2 + len({(d['school'], d['year']) for d in self.documents}) - 1, len(packages))
        for path in packages:
            with zipfile.ZipFile(path) as package:
                self.assertIsNone(package.testzip())
                names = package.namelist()
                self.assertEqual({path.stem}, {n.split('/')[0] for n in names})
                mets = package.read(f'{path.stem}/METS.xml').decode()
                self.assertRegex(mets, f'OBJID="{path.stem}"')
                self.assertRegex(path.stem, r'^uuid-[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$')
                self.assertIn('PROFILE="https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"', mets)
                self.assertIn(f'{path.stem}/metadata/preservation/premis.xml', names)
                for name in names:
                    if name.endswith('.xml') and '/data/' not in name:
                        must('xmllint', '--noout', '-', data=package.read(name))
                if f'{path.stem}/representations/rep1/METS.xml' not in names:
                    continue  # the log's
                self.assertIn(f'{path.stem}/metadata/descriptive/ead.xml', names)
                listed = package.read(f'{path.stem}/representations/rep1/METS.xml').decode()
                for name in names:
                    if '/data/' in name:
                        self.assertIn(hashlib.sha256(package.read(name)).hexdigest(), listed)

    def test_a_zip_that_hocba_did_not_write_is_refused_by_name(self):
        self.exported('csip', 'csip')
        packages = sorted((self.root / 'csip').glob('*.zip'))
        path = next(p for p in packages if 'representations' not in str(zipfile.ZipFile(p).namelist()))
        good = path.read_bytes()
        with zipfile.ZipFile(path) as package:
            members = [(i, package.read(i)) for i in package.infolist()]
        top, central = path.stem, good.rindex(b'PK\1\2')  # the last entry of the directory

        def again(change=lambda member: member, extra=(), **options):
            """The same members written by Python, with one thing changed."""
            with warnings.catch_warnings(), zipfile.ZipFile(path, 'w', **options) as package:
                warnings.simplefilter('ignore')
                for member, data in members:
                    package.writestr(change(copy.copy(member)), data)
                for name, data in extra:
                    package.writestr(name, data)

        def patched(at, data):
            path.write_bytes(good[:at] + data + good[at + len(data):])

        def member_of(mode):
            link = zipfile.ZipInfo(f'{top}/link')
            link.create_system, link.external_attr = 3, mode << 16
            return link

        def deflated(member):
            member.compress_type = zipfile.ZIP_DEFLATED
            return member

        size = int.from_bytes(good[central + 20:central + 24], 'little')
        cases = [
            ('compressed', lambda: again(deflated)),
            ('path', lambda: again(extra=[(f'{top}/../../x', b'')])),
            ('path', lambda: again(extra=[('/etc/passwd', b'')])),
            ('path', lambda: again(extra=[(f'{top}//x', b'')])),
            ('path', lambda: again(extra=[(f'{top}/folder/', b'')])),
            ('special-file', lambda: again(extra=[(member_of(0o120777), b'/etc/passwd')])),
            ('special-file', lambda: again(extra=[(member_of(0o010600), b'')])),
            ('listed-twice', lambda: again(extra=[(members[0][0].filename, b'')])),
            ('end', lambda: path.write_bytes(good + b'x')),
            ('end', lambda: path.write_bytes(good[:-1])),
            ('truncated', lambda: path.write_bytes(good[:10])),
            ('directory', lambda: path.write_bytes(b'MZ' + good)),
            ('encrypted', lambda: patched(central + 8, b'\1\x08')),
            ('compressed', lambda: patched(central + 10, b'\x08\0')),
            ('compressed', lambda: patched(central + 20, (size // 2).to_bytes(4, 'little'))),
            ('gap', lambda: patched(central + 42, b'\xff\xff\xff\x7f')),
            ('overlap', lambda: patched(central + 42, b'\0\0\0\0')),
            ('header', lambda: patched(0, b'XX')),
            ('header', lambda: patched(14, b'\1\2\3\4')),
            ('header', lambda: patched(30, b'v')),
            ('directory', lambda: patched(len(good) - 10, b'\0')),
            ('count', lambda: patched(len(good) - 14, b'\1\0\1\0')),
        ]
        for code, breaks in cases:
            breaks()
            done = hocba('archive', 'import', self.root / 'csip', self.root / 'never')
            self.assertEqual(7, done.returncode, (code, done.err))
            self.assertIn(f'[{code}]', done.err)
        path.write_bytes(good)
        shutil.copy(path, self.root / 'csip/copy.zip')  # its folder has the other name
        self.assertEqual(7, hocba('archive', 'import', self.root / 'csip', self.root / 'never').returncode)
        (self.root / 'csip/copy.zip').unlink()
        path.rename(self.root / 'log.zip')
        self.assertEqual(64, hocba('archive', 'import', self.root / 'csip', self.root / 'never').returncode)
        (self.root / 'log.zip').rename(path)
        self.assertFalse((self.root / 'never').exists())
        self.assertEqual(0, hocba('archive', 'import', self.root / 'csip', self.root / 'never').returncode)


if __name__ == '__main__':
    unittest.main()

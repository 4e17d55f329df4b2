"""Foreign packages: a sound bag and a sound OCFL root made here, broken in one way at a time. hocba and an independent
strict checker refuse each; hocba names the rule."""
import hashlib
import json
import os
import pathlib
import shutil
import tempfile
import unittest

import strict_bag
import strict_ocfl
from school import hocba


def sha512(data):
    return hashlib.sha512(data).hexdigest()


def bag(root):
    """Two files and one in a folder, both digests, tags listed."""
    for path, data in (('data/a.txt', b'alpha\n'), ('data/x/b.txt', b'beta\n'), ('data/100%.txt', b''),
                       ('bagit.txt', b'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'),
                       ('bag-info.txt', b'Source-Organization: Thu\n  vien\nBagging-Date: 2026-01-02\nPayload-Oxum: 11.3\n')):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    for name in ('sha256', 'sha512'):
        (root / f'manifest-{name}.txt').write_text(''.join(
            f'{hashlib.new(name, (root / p.replace("%25", "%")).read_bytes()).hexdigest()}  {p}\n'
            for p in ('data/a.txt', 'data/x/b.txt', 'data/100%25.txt')))
    (root / 'tagmanifest-sha256.txt').write_text(''.join(
        f'{hashlib.sha256((root / p).read_bytes()).hexdigest()} {p}\n'
        for p in ('bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'manifest-sha512.txt')))


def edit(path, old, new, count=1):
    """One change of a text file; the bag's tag manifest goes, so that only this change is wrong."""
    def change(root):
        data = (root / path).read_bytes()
        changed = data.replace(old, new, count)
        assert changed != data, (path, old)
        (root / path).write_bytes(changed)
        if path != 'tagmanifest-sha256.txt' and path[:5] != 'data/':
            (root / 'tagmanifest-sha256.txt').unlink()
    return change


def line(text):
    """One line more in both payload manifests."""
    def change(root):
        for name, width in (('sha256', 64), ('sha512', 128)):
            with open(root / f'manifest-{name}.txt', 'ab') as file:
                file.write(text.replace(b'D', b'0' * width) + b'\n')
        (root / 'tagmanifest-sha256.txt').unlink()
    return change


def new(path, data=b''):
    def change(root):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return change


def gone(path):
    def change(root):
        shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink()
        if path[:5] != 'data/' and (root / 'tagmanifest-sha256.txt').exists():
            (root / 'tagmanifest-sha256.txt').unlink()
    return change


def linked(path, target):
    def change(root):
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to(target)
    return change


def piped(path):
    return lambda root: os.mkfifo(root / path)


def no_manifest(root):
    for path in root.glob('*manifest-*.txt'):
        path.unlink()


BAGS = [
    ('bagit.txt is missing', gone('bagit.txt'), 'no-declaration'),
    ('bagit.txt of another version', edit('bagit.txt', b'1.0', b'0.97'), 'version'),
    ('bagit.txt with a byte order mark', edit('bagit.txt', b'BagIt', b'\xef\xbb\xbfBagIt'), 'declaration'),
    ('bagit.txt without encoding', edit('bagit.txt', b'Tag-File-Character-Encoding: UTF-8\n', b''), 'declaration'),
    ('bagit.txt with a third line', edit('bagit.txt', b'UTF-8\n', b'UTF-8\nX: y\n'), 'declaration'),
    ('no payload folder', gone('data'), 'no-payload-folder'),
    ('no manifest', no_manifest, 'no-manifest'),
    ('unknown algorithm', new('manifest-crc32.txt', b'00000000 data/a.txt\n'), 'algorithm'),
    ('flipped byte', edit('data/a.txt', b'a', b'b'), 'digest'),
    ('wrong digest in one manifest', edit('manifest-sha512.txt', b'0', b'1'), 'digest'),
    ('tag file changed', edit('tagmanifest-sha256.txt', b'0', b'1'), 'digest'),
    ('payload file is missing', gone('data/a.txt'), 'missing'),
    ('tag file is missing', lambda root: (root / 'bag-info.txt').unlink(), 'missing'),
    ('payload file not listed', new('data/extra.txt'), 'unlisted'),
    ('listed in one manifest alone', edit('manifest-sha512.txt', b'data/x/b.txt', b'data/x/c.txt'), 'unlisted'),
    ('listed twice', line(b'D data/a.txt'), 'listed-twice'),
    ('absolute path', line(b'D /etc/passwd'), 'path'),
    ('path that climbs out', line(b'D data/../../etc/passwd'), 'path'),
    ('path that climbs and returns', line(b'D data/../data/a.txt'), 'path'),
    ('path of a home folder', line(b'D ~root/x'), 'path'),
    ('path with an empty element', line(b'D data//a.txt'), 'path'),
    ('escape that is none', line(b'D data/%41.txt'), 'escape'),
    ('escaped line feed climbs out', line(b'D data/%0A/../../../x'), 'path'),
    ('path not UTF-8', line(b'D data/\xff.txt'), 'encoding'),
    ('short digest', line(b'00 data/a.txt'), 'manifest-line'),
    ('digest not hexadecimal', edit('manifest-sha256.txt', b'  data/a', b'z  data/a'), 'manifest-line'),
    ('empty line', line(b''), 'manifest-line'),
    ('tag file in a payload manifest', line(b'D bagit.txt'), 'tag-in-manifest'),
    ('payload file in a tag manifest', edit('tagmanifest-sha256.txt', b'bagit.txt', b'data/a.txt'), 'payload-in-tagmanifest'),
    ('tag manifest in a tag manifest', edit('tagmanifest-sha256.txt', b'bagit.txt', b'tagmanifest-sha256.txt'),
     'payload-in-tagmanifest'),
    ('symbolic link to a file outside', linked('data/a.txt', '/etc/hostname'), 'special-file'),
    ('symbolic link to a folder', linked('data/y', '/etc'), 'special-file'),
    ('file name that is not UTF-8', lambda root: open(os.fsencode(root) + b'/data/\xff', 'wb').close(), 'special-file'),
    ('named pipe', piped('data/pipe'), 'special-file'),
    ('wrong number of files', edit('bag-info.txt', b'11.3', b'11.4'), 'payload-oxum'),
    ('wrong number of bytes', edit('bag-info.txt', b'11.3', b'12.3'), 'payload-oxum'),
    ('Payload-Oxum twice', edit('bag-info.txt', b'Payload-Oxum: 11.3\n', b'Payload-Oxum: 11.3\nPayload-Oxum: 11.3\n'),
     'label-twice'),
    ('no such day', edit('bag-info.txt', b'2026-01-02', b'2026-13-02'), 'bagging-date'),
    ('label without colon', edit('bag-info.txt', b'Payload-Oxum: 11.3', b'Payload-Oxum 11.3'), 'bag-info'),
    ('yet to be fetched', new('fetch.txt', b'https://hocba.example/c 5 data/c.txt\n'), 'to-be-fetched'),
    ('fetch climbs out', new('fetch.txt', b'https://hocba.example/c 5 data/../../c.txt\n'), 'path'),
    ('fetch line without length', new('fetch.txt', b'https://hocba.example/c data/c.txt\n'), 'fetch-line'),
]


class Root:
    """An OCFL root with one object of two versions, written by hand."""
    spec = '1.1'

    def __init__(self, folder):
        self.folder, self.object = folder, folder / 'abc/thing'
        self.content = {'v1/content/a.txt': b'alpha\n', 'v1/content/x/b.txt': b'beta\n', 'v2/content/c.txt': b'gamma\n'}
        digest = {p: sha512(d) for p, d in self.content.items()}
        a, b, c = digest.values()
        user = {'name': 'Thử', 'address': 'mailto:thu@hocba.example'}
        one = {'created': '2026-01-02T03:04:05Z', 'message': 'one', 'user': user, 'state': {a: ['a.txt'], b: ['x/b.txt']}}
        two = {'created': '2026-01-03T03:04:05.25+07:00', 'message': 'two', 'user': user,
               'state': {a: ['a.txt', 'again.txt'], c: ['c.txt']}}
        base = {'id': 'urn:thing', 'type': f'https://ocfl.io/{self.spec}/spec/#inventory', 'digestAlgorithm': 'sha512'}
        self.first = {**base, 'head': 'v1', 'manifest': {d: [p] for p, d in list(digest.items())[:2]}, 'versions': {'v1': one}}
        self.last = {**base, 'head': 'v2', 'manifest': {d: [p] for p, d in digest.items()}, 'versions': {'v1': one, 'v2': two},
                     'fixity': {'md5': {hashlib.md5(b'alpha\n').hexdigest(): ['v1/content/a.txt']}}}
        self.first, self.last = (json.loads(json.dumps(i)) for i in (self.first, self.last))
        for path, data in self.content.items():
            new(path, data)(self.object)
        new('0=ocfl_object_1.1', b'ocfl_object_1.1\n')(self.object)
        new('0=ocfl_1.1', b'ocfl_1.1\n')(folder)
        new('ocfl_layout.json', b'{"extension": "0002-flat-direct-storage-layout", "description": "by hand"}')(folder)
        self.write()

    def put(self, where, said):
        raw = said if isinstance(said, bytes) else json.dumps(said).encode()
        name = said.get('digestAlgorithm') if isinstance(said, dict) else 'sha512'
        (where / 'inventory.json').write_bytes(raw)
        (where / f'inventory.json.{name if name in ("sha512", "sha256", "md5") else "sha512"}').write_text(
            f'{hashlib.new(name if name in ("sha256", "md5") else "sha512", raw).hexdigest()} inventory.json\n')

    def write(self):
        self.put(self.object, self.last)
        self.put(self.object / 'v2', self.last)
        self.put(self.object / 'v1', self.first)


def says(change):
    """The newest inventory says something else, both copies of it, with the right sidecars."""
    def apply(root):
        change(root.last)
        root.write()
    return apply


def at(change):
    return lambda root: change(root.object)


def top(change):
    return lambda root: change(root.folder)


def moved(old, fresh):
    return lambda folder: (folder / old).rename(folder / fresh)


def raw(data):
    def apply(root):
        root.put(root.object, data)
        root.put(root.object / 'v2', data)
    return apply


def first(inventory):
    return next(iter(inventory['manifest']))


def manifest(key, value):
    return says(lambda i: i['manifest'].__setitem__(key(i) if callable(key) else key, value))


def earlier(change):
    def apply(root):
        change(root.first)
        root.write()
    return apply


def swap_state(inventory):
    a, b = list(inventory['versions']['v1']['state'].items())[:2]
    inventory['versions']['v1']['state'] = {a[0]: b[1], b[0]: a[1]}


def second_object(root):
    shutil.copytree(root.object, root.folder / 'abd/thing')


def newer_object(root):
    (root.folder / '0=ocfl_1.1').unlink()
    new('0=ocfl_1.0', b'ocfl_1.0\n')(root.folder)


def rename_key(inventory, old, fresh):
    inventory['versions'][fresh] = inventory['versions'].pop(old)


OCFL = [
    ('no root declaration', top(gone('0=ocfl_1.1')), 'E069'),
    ('two root declarations', top(new('0=ocfl_1.0', b'ocfl_1.0\n')), 'E076'),
    ('root declaration of another kind', top(moved('0=ocfl_1.1', '0=ocfl_9.9')), 'E079'),
    ('content of the root declaration', top(new('0=ocfl_1.1', b'ocfl_1.1')), 'E080'),
    ('layout without description', top(new('ocfl_layout.json', b'{"extension": "0002-flat-direct-storage-layout"}')), 'E070'),
    ('layout that is no extension', top(new('ocfl_layout.json', b'{"extension": "mine", "description": "x"}')), 'E071'),
    ('file among the extensions', top(new('extensions/file', b'')), 'E112'),
    ('file in the hierarchy', top(new('abc/file', b'')), 'E072'),
    ('hierarchy without an object', top(new('abd/file', b'')), 'E085'),
    ('empty folder in the hierarchy', lambda r: (r.folder / 'abd').mkdir(), 'E073'),
    ('the same id twice', second_object, 'E037'),
    ('object of a later specification', newer_object, 'E081'),
    ('symbolic link in the content', at(linked('v1/content/a.txt', '/etc/hostname')), 'E090'),
    ('symbolic link in the hierarchy', top(linked('abd', 'abc')), 'E090'),
    ('named pipe in the content', at(piped('v1/content/pipe')), 'E090'),
    ('file in the object', at(new('notes.txt')), 'E001'),
    ('folder in the object', at(new('more/notes.txt')), 'E001'),
    ('object declared twice', at(new('0=ocfl_object_1.0', b'ocfl_object_1.0\n')), 'E003'),
    ('object declaration of another kind', at(moved('0=ocfl_object_1.1', '0=ocfl_object_2.7')), 'E006'),
    ('content of the object declaration', at(new('0=ocfl_object_1.1', b'ocfl_object_1.1\n\n')), 'E007'),
    ('no inventory', at(gone('inventory.json')), 'E063'),
    ('no sidecar', at(gone('inventory.json.sha512')), 'E058'),
    ('sidecar of another form', at(new('inventory.json.sha512', b'00')), 'E061'),
    ('sidecar with another digest', at(new('inventory.json.sha512', b'00' * 64 + b' inventory.json\n')), 'E060'),
    ('inventory is not JSON', raw(b'{'), 'E033'),
    ('inventory is a list', raw(b'[]'), 'E033'),
    ('a JSON key twice', raw(b'{"id":"a","id":"b"}'), 'E033'),
    ('no id', says(lambda i: i.pop('id')), 'E036'),
    ('no head', says(lambda i: i.pop('head')), 'E036'),
    ('no manifest', says(lambda i: i.pop('manifest')), 'E041'),
    ('no versions', says(lambda i: i.pop('versions')), 'E043'),
    ('versions is a list', says(lambda i: i.update(versions=[])), 'E044'),
    ('no version', says(lambda i: i.update(versions={})), 'E008'),
    ('manifest is a list', says(lambda i: i.update(manifest=[])), 'E106'),
    ('unspecified key', says(lambda i: i.update(extra=1)), 'E102'),
    ('type of another specification', says(lambda i: i.update(type='https://ocfl.io/1.0/spec/#inventory')), 'E038'),
    ('MD5 as the digest', says(lambda i: i.update(digestAlgorithm='md5')), 'E025'),
    ('head is not the highest', says(lambda i: i.update(head='v1')), 'E040'),
    ('contentDirectory with a slash', says(lambda i: i.update(contentDirectory='a/b')), 'E017'),
    ('contentDirectory leads up', says(lambda i: i.update(contentDirectory='..')), 'E018'),
    ('versions begin at 2', says(lambda i: (i['versions'].pop('v1'))), 'E009'),
    ('a version is missing', says(lambda i: (rename_key(i, 'v2', 'v3'), i.update(head='v3'))), 'E010'),
    ('a version named otherwise', says(lambda i: i['versions'].update(x1=i['versions']['v1'])), 'E046'),
    ('versions padded and not', says(lambda i: (rename_key(i, 'v2', 'v02'), i.update(head='v02'))), 'E012'),
    ('version folder without a version', at(new('v3/inventory.json', b'{}')), 'E046'),
    ('file in a version', at(new('v1/notes.txt')), 'E015'),
    ('version without created', says(lambda i: i['versions']['v2'].pop('created')), 'E048'),
    ('version without state', says(lambda i: i['versions']['v2'].pop('state')), 'E048'),
    ('created without an offset', says(lambda i: i['versions']['v2'].update(created='2026-01-02T03:04:05')), 'E049'),
    ('message is a number', says(lambda i: i['versions']['v2'].update(message=1)), 'E094'),
    ('user without a name', says(lambda i: i['versions']['v2'].update(user={'address': 'x'})), 'E054'),
    ('state digest not in the manifest', says(lambda i: i['versions']['v2']['state'].update({'0' * 128: ['z']})), 'E050'),
    ('logical path leads up', says(lambda i: i['versions']['v2']['state'][first(i)].append('../z')), 'E052'),
    ('logical path begins with a slash', says(lambda i: i['versions']['v2']['state'][first(i)].append('/z')), 'E053'),
    ('logical path twice', says(lambda i: i['versions']['v2']['state'][first(i)].append('c.txt')), 'E095'),
    ('logical path inside another', says(lambda i: i['versions']['v2']['state'][first(i)].append('c.txt/d')), 'E095'),
    ('content path leads up', manifest(first, ['v1/content/../../../../etc/passwd']), 'E099'),
    ('content path is absolute', manifest(first, ['/etc/passwd']), 'E100'),
    ('content path outside the content', manifest(first, ['v1/inventory.json']), 'E042'),
    ('content path twice', manifest(first, ['v1/content/a.txt', 'v1/content/a.txt']), 'E101'),
    ('digest twice in two cases', manifest(lambda i: first(i).upper(), ['v1/content/a.txt']), 'E096'),
    ('digest in no state', manifest('f' * 128, []), 'E107'),
    ('fixity is a list', says(lambda i: i.update(fixity=[])), 'E111'),
    ('fixity of a strange file', says(lambda i: i['fixity']['md5'].update({'0' * 32: ['v9/content/z']})), 'E057'),
    ('fixity with another digest', says(lambda i: i['fixity'].update(md5={'0' * 32: ['v1/content/a.txt']})), 'E093'),
    ('content is missing', at(gone('v1/content/a.txt')), 'E092'),
    ('content has a flipped byte', at(new('v1/content/a.txt', b'Alpha\n')), 'E092'),
    ('content not in the inventory', at(new('v1/content/z.txt')), 'E023'),
    ('empty folder in the content', lambda r: (r.object / 'v1/content/y').mkdir(), 'E024'),
    ('the newest inventory differs', lambda r: r.put(r.object / 'v2', {**r.last, 'fixity': {}}), 'E064'),
    ('the id changed', earlier(lambda i: i.update(id='urn:other')), 'E110'),
    ('contentDirectory changed', earlier(lambda i: (i.update(contentDirectory='inside'), i.update(
        manifest={d: [p.replace('content', 'inside') for p in ps] for d, ps in i['manifest'].items()}))), 'E020'),
    ('an earlier state differs', earlier(swap_state), 'E066'),
]


class Packages(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix='hocba-packages-'))
        self.addCleanup(shutil.rmtree, self.root)

    def judge(self, form, folder):
        done = hocba('--json', 'archive', 'check', '--format', form, folder)
        self.assertIn(done.returncode, (0, 7), done.err)
        damage = json.loads(done.out)['damage']
        self.assertEqual(done.returncode == 7, bool(damage))
        return {d['code'] for d in damage}

    def test_sound_packages_of_any_origin_pass(self):
        bag(self.root / 'bag')
        self.assertEqual((set(), []), (self.judge('bagit', self.root / 'bag'), strict_bag.faults(self.root / 'bag')))
        for path in (self.root / 'bag').glob('*.txt'):  # CRLF is lawful too
            if 'manifest' in path.name:
                path.write_bytes(path.read_bytes().replace(b'\n', b'\r\n'))
        (self.root / 'bag/tagmanifest-sha256.txt').unlink()
        self.assertEqual((set(), []), (self.judge('bagit', self.root / 'bag'), strict_bag.faults(self.root / 'bag')))
        root = Root(self.root / 'root')
        self.assertEqual((set(), []), (self.judge('ocfl', root.folder), strict_ocfl.faults(root.folder)))
        self.assertEqual(set(), self.judge('ocfl', root.object))  # one object alone
        shutil.rmtree(root.object / 'v1/content/x')
        self.assertEqual({'E092'}, self.judge('ocfl', root.folder))

    def test_every_broken_bag_is_refused_for_its_reason(self):
        self.assertGreaterEqual(len(BAGS), 20)
        for name, change, code in BAGS:
            with self.subTest(name):
                folder = self.root / 'bag'
                shutil.rmtree(folder, ignore_errors=True)
                bag(folder)
                change(folder)
                self.assertIn(code, self.judge('bagit', folder))
                self.assertTrue(strict_bag.faults(folder))

    def test_every_broken_ocfl_root_is_refused_for_its_reason(self):
        self.assertGreaterEqual(len(OCFL), 20)
        for name, change, code in OCFL:
            with self.subTest(name):
                shutil.rmtree(self.root / 'root', ignore_errors=True)
                root = Root(self.root / 'root')
                change(root)
                self.assertIn(code, self.judge('ocfl', root.folder))
                self.assertTrue(strict_ocfl.faults(root.folder))

    def test_a_folder_that_is_not_there_cannot_be_judged(self):
        for form in ('bagit', 'ocfl'):
            self.assertEqual(8, hocba('archive', 'check', '--format', form, self.root / 'none').returncode)


if __name__ == '__main__':
    unittest.main()

"""The power goes: what the disk may hold then, after each call of an ingest, by a model that keeps no more than POSIX
promises. Bytes are durable by fsync or fdatasync of their file, names by fsync of their folder; of the rest all is lost, or
all bytes, or the names' changes, or some of it by chance. And the model is no friend: with one fsync left out of the
trace it finds what that fsync was for."""
import os
import pathlib
import random
import re
import shutil
import unittest

from traced import LINE, Workplace, judge, write

CALLS = ('openat', 'write', 'writev', 'pwrite64', 'fsync', 'fdatasync', 'rename', 'unlink', 'rmdir', 'ftruncate', 'mkdir')
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
FD = re.compile(r'^\d+<((?:\\x[0-9a-f]{2})+)>')


def text_of(escaped):
    return bytes.fromhex(escaped.replace('\\x', ''))


class File:
    def __init__(self, content=b''):
        self.durable = content
        self.pending = []  # (offset, bytes), or a length

    def content(self, kept):
        """With those of the pending writes."""
        data = bytearray(self.durable)
        for change in kept:
            if isinstance(change, int):
                del data[change:]
                data.extend(bytes(change - len(data)))
                continue
            offset, written = change
            data.extend(bytes(max(0, offset - len(data))))
            data[offset:offset + len(written)] = written
        return bytes(data)


class Disk:
    """Files by what they are, and names that point at them: now, and as far as they are durable."""

    def __init__(self, root):
        self.root = root
        self.names, self.folders = {}, {root}
        for path in root.rglob('*'):
            if path.is_dir():
                self.folders.add(path)
            else:
                self.names[path] = File(path.read_bytes())
        self.durable, self.durable_folders = dict(self.names), set(self.folders)
        self.pending = []  # (folder, change of the durable names)

    def rename_later(self, folder, change):
        change(self.names, self.folders)
        self.pending.append((folder, change))

    def bind(self, path, file):
        self.rename_later(path.parent, lambda names, _: names.__setitem__(path, file))

    def drop(self, path):
        self.rename_later(path.parent, lambda names, _: names.pop(path, None))

    def move(self, source, target):
        def change(names, _):
            if source in names:
                names[target] = names.pop(source)
        self.rename_later(target.parent, change)

    def make_folder(self, path):
        self.rename_later(path.parent, lambda _, folders: folders.add(path))

    def sync(self, path):
        """A file's bytes, or a folder's names."""
        if path in self.names:
            file = self.names[path]
            file.durable, file.pending = file.content(file.pending), []
            return
        for folder, change in self.pending:
            if folder == path:
                change(self.durable, self.durable_folders)
        self.pending = [each for each in self.pending if each[0] != path]

    def leave(self, target, keep_name, keep_write):
        """What is found after the power came back."""
        names, folders = dict(self.durable), set(self.durable_folders)
        for _, change in self.pending:
            if keep_name():
                change(names, folders)
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        # What lay in a folder that was lost is lost; SQLite's shared memory is made anew.
        for folder in sorted(folders - {self.root}):
            place = target / folder.relative_to(self.root)
            if place.parent.is_dir():
                place.mkdir()
        for path, file in names.items():
            place = target / path.relative_to(self.root)
            if place.parent.is_dir() and not path.name.endswith('-shm'):
                place.write_bytes(file.content([change for change in file.pending if keep_write()]))


class Replay:
    """Applies the trace's calls to a disk, one at a time."""

    def __init__(self, disk):
        self.disk, self.at = disk, {}

    def path(self, words):
        found = FD.match(words)
        return pathlib.Path(os.fsdecode(text_of(found[1]))) if found else None

    def apply(self, call, words, value, left_out):
        disk = self.disk
        texts = [text_of(found) for found in TEXT.findall(words)]
        if value < 0:
            return
        if call == 'openat':
            path = pathlib.Path(os.fsdecode(texts[0]))
            inside = disk.root in path.parents
            if inside and 'O_CREAT' in words and path not in disk.names:
                disk.bind(path, File())
            if inside and 'O_TRUNC' in words:
                disk.names[path].pending.append(0)
            if inside and 'O_APPEND' in words:
                self.at[path] = len(disk.names[path].content(disk.names[path].pending))
            elif inside:
                self.at[path] = 0
        elif call in ('mkdir', 'rename', 'unlink'):
            paths = [pathlib.Path(os.fsdecode(text)) for text in texts]
            if disk.root in paths[0].parents:
                {'mkdir': disk.make_folder, 'rename': disk.move, 'unlink': disk.drop}[call](*paths)
        elif (path := self.path(words)) is not None and (path == disk.root or disk.root in path.parents):
            file = disk.names.get(path)
            if call in ('write', 'writev'):
                file.pending.append((self.at[path], b''.join(texts)[:value]))
                self.at[path] += value
            elif call == 'pwrite64':
                file.pending.append((int(words.rsplit(',', 1)[1]), texts[-1][:value]))
            elif call == 'ftruncate':
                file.pending.append(int(words.rsplit(',', 1)[1]))
            elif call in ('fsync', 'fdatasync') and not left_out:
                disk.sync(path)


def chance(seed):
    draw = random.Random(seed)
    return lambda: draw.random() < 0.5


def survivors(seed):
    """Names kept, bytes kept."""
    none, all_ = (lambda: False), (lambda: True)
    yield 'nothing', none, none
    yield 'names alone', all_, none
    yield 'bytes alone', none, all_
    yield 'some', chance(seed), chance(seed + 1)


class LostWrites(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = Workplace()
        cls.addClassCleanup(cls.place.close)
        cls.folder = cls.place.fresh()
        cls.before = cls.place.root / 'before'
        lines, acknowledged, code = write(cls.folder, '-xx', '-s', '100000000', '-e', 'trace=' + ','.join(CALLS))
        assert (code, acknowledged) == (0, ['255', '256', '257', 'hold'])
        cls.trace = [found.groups()[1:] for found in map(LINE.match, lines) if found]
        cls.folder = cls.place.fresh()  # as before the writer

    def after_each_call(self, without=None):
        """(place in the trace, what was acknowledged, disk) after each call that changed something."""
        disk = Disk(self.folder / 'archive')
        replay, acknowledged = Replay(disk), []
        for n, (call, words, value) in enumerate(self.trace):
            if call == 'write' and words.startswith('1<'):
                acknowledged += text_of(TEXT.findall(words)[0]).decode().split()[1::2]
            replay.apply(call, words, int(value), n == without)
            yield n, acknowledged, disk

    def fails(self, disk, acknowledged, seed):
        for name, keep_name, keep_write in survivors(seed):
            found = self.place.root / 'found'
            disk.leave(found / 'archive', keep_name, keep_write)
            self.runs += 1
            if wrong := judge(found, acknowledged):
                yield f'{name} of what was not durable: {wrong}'

    def test_after_every_call(self):
        self.runs = 0
        for n, acknowledged, disk in self.after_each_call():
            if self.changed(n):
                with self.subTest(call=n, what=self.told(n)):
                    self.assertEqual([], list(self.fails(disk, acknowledged, n)))
        print(f'{self.runs} disks after {len(self.trace)} calls')
        self.assertGreater(self.runs, 500)

    def test_without_one_fsync(self):
        """The model sees each fsync that an acknowledgement rests on."""
        self.runs, needed, idle = 0, {}, {}
        for left_out, (call, words, _) in enumerate(self.trace):
            if call not in ('fsync', 'fdatasync'):
                continue
            name = self.told(left_out)
            found = any(self.acknowledges(n) and any(self.fails(disk, acknowledged, n))
                        for n, acknowledged, disk in self.after_each_call(left_out) if n > left_out)
            (needed if found else idle).setdefault(name, []).append(left_out)
        print('needed:', *sorted(needed), 'not missed:', *sorted(set(idle) - set(needed)), sep='\n  ')
        for part in ('fdatasync store/open/pack-00000001.tar', 'fsync log/checkpoint.new', 'fsync log', 'fsync log/tile',
                     'fsync log/tile/0/000.new', 'fsync log/tile/entries/000.new'):
            self.assertIn(part, needed)

    def changed(self, n):
        return '/archive' in bytes(self.trace[n][1], 'ascii').decode('unicode_escape', 'replace')

    def acknowledges(self, n):
        return self.trace[n][0] == 'write' and self.trace[n][1].startswith('1<')

    def told(self, n):
        call, words, _ = self.trace[n]
        found = FD.match(words)
        path = text_of(found[1] if found else TEXT.findall(words)[0]).decode()
        return f'{call} {path.removeprefix(str(self.folder))[1:].removeprefix("archive/")}'


if __name__ == '__main__':
    unittest.main()

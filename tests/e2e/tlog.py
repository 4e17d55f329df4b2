"""C2SP signed-note, tlog-tiles, tlog-cosignature and tlog-proof in plain Python, keys by openssl: another implementation
than hocba's, to judge its logs and to write foreign ones."""
import base64
import hashlib
import subprocess

from school import must

SPKI = bytes.fromhex('302a300506032b6570032100')  # RFC 8410, before the 32 bytes of an Ed25519 key


def sha(data):
    return hashlib.sha256(data).digest()


def b64(data):
    return base64.b64encode(data).decode()


class Key:
    def __init__(self, folder, name, kind=1):
        self.name, self.kind, self.file = name, bytes([kind]), folder / f'{sha(name.encode()).hex()[:8]}.pem'
        must('openssl', 'genpkey', '-algorithm', 'ed25519', '-out', self.file)
        public = subprocess.run(['openssl', 'pkey', '-in', self.file, '-pubout', '-outform', 'DER'], capture_output=True,
                                check=True).stdout
        self.public = public.removeprefix(SPKI)
        self.id = sha(name.encode() + b'\n' + self.kind + self.public)[:4]

    def vkey(self, folder):
        path = folder / f'{self.file.stem}.vkey'
        path.write_text(f'{self.name}+{self.id.hex()}+{b64(self.kind + self.public)}\n')
        return path

    def sign(self, text):
        work = self.file.with_suffix('.text')
        work.write_bytes(text)
        return subprocess.run(['openssl', 'pkeyutl', '-sign', '-inkey', self.file, '-rawin', '-in', work],
                              capture_output=True, check=True).stdout

    def note(self, text):
        return f'{text}\n— {self.name} {b64(self.id + self.sign(text.encode()))}\n'

    def cosign(self, note, time):
        text = note[:note.index('\n\n') + 1]
        signature = self.sign(f'cosignature/v1\ntime {time}\n{text}'.encode())
        return f'{note}— {self.name} {b64(self.id + time.to_bytes(8, "big") + signature)}\n'


def mth(hashes):
    """RFC 6962 §2.1 over leaf hashes."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha(b'')
    k = 1 << (len(hashes) - 1).bit_length() - 1
    return sha(b'\1' + mth(hashes[:k]) + mth(hashes[k:]))


def climb(leaf, index, size, path):
    """RFC 6962 §2.1.1 read backwards: the root that a path leads to."""
    if size == 1:
        assert not path
        return leaf
    k = 1 << (size - 1).bit_length() - 1
    if index < k:
        return sha(b'\1' + climb(leaf, index, k, path[:-1]) + path[-1])
    return sha(b'\1' + path[-1] + climb(leaf, index - k, size - k, path[:-1]))


def grow(old, size, path, old_root, whole=True):
    """RFC 6962 §2.1.2 read backwards: the roots of the older and the newer tree that a path leads to."""
    if old == size:
        if whole:
            assert not path
            return old_root, old_root
        [node] = path
        return node, node
    k = 1 << (size - 1).bit_length() - 1
    if old <= k:
        older, newer = grow(old, k, path[:-1], old_root, whole)
        return older, sha(b'\1' + newer + path[-1])
    older, newer = grow(old - k, size - k, path[:-1], old_root, False)
    return sha(b'\1' + path[-1] + older), sha(b'\1' + path[-1] + newer)


class Witness:
    """C2SP tlog-witness, add-checkpoint, without its HTTP."""

    def __init__(self, folder, name, log_vkey):
        self.folder, self.log_vkey = folder, log_vkey
        self.key = Key(folder, name, 4)
        self.size, self.root = 0, None

    def add_checkpoint(self, request, time):
        """The status and the body of the answer."""
        head, checkpoint = request.split('\n\n', 1)
        first, *proof = head.split('\n')
        origin, size, root = verified(checkpoint, self.log_vkey, self.folder)[:3]
        old, size, root = int(first.removeprefix('old ')), int(size), base64.b64decode(root)
        if old > size:
            return 400, ''
        if old != self.size or old == size and self.root not in (None, root):
            return 409, f'{self.size}\n'
        path = [base64.b64decode(line) for line in proof]
        if old == 0 and path or old > 0 and grow(old, size, path, self.root) != (self.root, root):
            return 422, ''
        self.size, self.root = size, root
        return 200, self.key.cosign(checkpoint, time).removeprefix(checkpoint)


def verified(note, vkey, folder):
    """The text of a note that openssl finds signed by that key."""
    name, _, data = vkey.strip().split('+', 2)
    text, lines = note.split('\n\n')
    line = next(line for line in lines.splitlines() if line.startswith(f'— {name} '))
    (folder / 'text').write_text(text + '\n')
    (folder / 'signature').write_bytes(base64.b64decode(line.rsplit(' ', 1)[1])[4:])
    (folder / 'key.der').write_bytes(SPKI + base64.b64decode(data)[1:])
    must('openssl', 'pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', folder / 'key.der', '-rawin', '-in',
         folder / 'text', '-sigfile', folder / 'signature')
    return text.split('\n')


def write_log(folder, entries, key, origin, extension=''):
    """tlog-tiles: bundles, tiles of every level, a checkpoint."""
    def put(level, index, width, data):
        path = folder / 'tile' / level / (f'{index:03d}' + (f'.p/{width}' if width < 256 else ''))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for n in range(0, len(entries), 256):
        part = entries[n:n + 256]
        put('entries', n // 256, len(part), b''.join(len(e).to_bytes(2, 'big') + e for e in part))
    hashes = [sha(b'\0' + entry) for entry in entries]
    level, row = 0, hashes
    while row:
        for n in range(0, len(row), 256):
            put(str(level), n // 256, len(row[n:n + 256]), b''.join(row[n:n + 256]))
        row = [mth(row[n:n + 256]) for n in range(0, len(row) - 255, 256)]
        level += 1
    (folder / 'checkpoint').write_text(key.note(f'{origin}\n{len(entries)}\n{b64(mth(hashes))}\n{extension}'))

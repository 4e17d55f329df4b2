#!/usr/bin/env python3
"""Proves an export of a hocba archive without hocba: Python 3 and openssl are enough.

Usage: python3 check-export.py [FOLDER] [VKEY-FILE]        exit code 0: all proven; 1: something is not

FOLDER is a bag (BagIt 1.0), an OCFL 1.1 storage root, an unpacked CSIP package of a school's year, or a folder into
which all packages of an export were unpacked. VKEY-FILE is the log's public key as it was handed to you another way;
without it the key inside the export vouches for itself.
1. Every file has the digest that the package's manifest, inventory or METS says, and no file is missing or extra.
2. The checkpoint carries the log's Ed25519 signature (C2SP signed-note).
3. Each entry is a leaf of the tree (RFC 6962) with the signed root.
4. Each manifest is the one that its entry commits to, and each document has the digests that its manifest says.
"""
import base64
import glob
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

faults = []
sha256 = lambda data: hashlib.sha256(data).digest()


def fault(text):
    faults.append(text)
    print('NOT PROVEN:', text, file=sys.stderr)


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def need(find, path):
    place = find(path)
    if place is None:
        sys.exit(f'NOT PROVEN: {path}: missing')
    return read(place)


def files_below(folder):
    for base, folders, names in os.walk(folder):
        for name in names + [f for f in folders if os.path.islink(os.path.join(base, f))]:
            path = os.path.join(base, name)
            if os.path.islink(path) or not os.path.isfile(path):
                fault(f'{path}: not a regular file')
            else:
                yield os.path.relpath(path, folder)


def same_digest(path, algorithm, digest):
    hasher = hashlib.new(algorithm)
    with open(path, 'rb') as file:
        while piece := file.read(1 << 20):
            hasher.update(piece)
    if hasher.hexdigest() != digest.lower():
        fault(f'{path}: its {algorithm} is another')


# 1. Packages. Each gives a function from a path in the export to the file that holds it, or None.

def bag(root):
    seen = set(files_below(root))
    for prefix in ('manifest', 'tagmanifest'):
        for algorithm in ('sha256', 'sha512'):
            listed = set()
            for line in read(f'{root}/{prefix}-{algorithm}.txt').decode().splitlines():
                digest, path = line.split(None, 1)
                listed.add(path)
                if path.startswith('/') or '..' in path.split('/') or path not in seen:
                    fault(f'{path}: not in the bag')
                else:
                    same_digest(f'{root}/{path}', algorithm, digest)
            tags = {p for p in seen if not p.startswith(('data/', 'tagmanifest-'))}
            for path in ({p for p in seen if p.startswith('data/')} if prefix == 'manifest' else tags) - listed:
                fault(f'{path}: not in {prefix}-{algorithm}.txt')

    def find(path):
        for place in (f'{root}/data/{path}', f'{root}/{path}'):
            if os.path.exists(place):
                return place
    return find, glob.glob(f'{glob.escape(root)}/index/*.ndjson')


def ocfl(root):
    where = {}
    for name in files_below(root):
        if os.path.basename(os.path.dirname(f'{root}/{name}')) and name.endswith('/inventory.json'):
            folder = os.path.dirname(f'{root}/{name}')
            if not glob.glob(f'{glob.escape(folder)}/0=ocfl_object_*'):
                continue
            same_digest(f'{folder}/inventory.json', 'sha512', read(f'{folder}/inventory.json.sha512').decode().split()[0])
            inventory = json.loads(read(f'{folder}/inventory.json'))
            held = {f'{v}/{p}' for v in inventory['versions'] if os.path.isdir(f'{folder}/{v}/content')
                    for p in (f'content/{q}' for q in files_below(f'{folder}/{v}/content'))}
            for digest, paths in inventory['manifest'].items():
                for path in paths:
                    if path not in held:
                        fault(f'{folder}/{path}: missing')
                    else:
                        same_digest(f'{folder}/{path}', 'sha512', digest)
            for path in held - {p for paths in inventory['manifest'].values() for p in paths}:
                fault(f'{folder}/{path}: not in the inventory')
            for digest, paths in inventory['versions'][inventory['head']]['state'].items():
                for path in paths:
                    where[path] = f'{folder}/{inventory["manifest"][digest][0]}'
    return where.get, [place for path, place in sorted(where.items()) if path.startswith('index/')]


def csip(root):
    packages = [root] if os.path.exists(f'{root}/METS.xml') else sorted(glob.glob(f'{glob.escape(root)}/uuid-*/'))
    for package in packages:
        mets_files(package.rstrip('/'))

    def find(path):
        for package in packages:
            for place in (f'{package}/metadata/other/{path}', f'{package}/representations/rep1/data/{path}'):
                if os.path.exists(place):
                    return place
    return find, [i for p in packages for i in sorted(glob.glob(f'{glob.escape(p)}/metadata/other/index/*.ndjson'))]


def mets_files(root):
    xlink = '{http://www.w3.org/1999/xlink}href'
    listed = {'METS.xml'}
    for mets in [f'{root}/METS.xml'] + glob.glob(f'{glob.escape(root)}/representations/*/METS.xml'):
        base = os.path.dirname(mets)
        tree = ET.fromstring(read(mets))
        for element in tree.iter():
            href, digest = element.get(xlink), element.get('CHECKSUM')
            for child in element:
                href = href or child.get(xlink)
            if digest is None or href is None:
                continue
            path = os.path.normpath(f'{base}/{href}')
            listed.add(os.path.relpath(path, root))
            if os.path.relpath(path, root).startswith('..') or not os.path.isfile(path):
                fault(f'{path}: missing')
            else:
                same_digest(path, 'sha256', digest)
    for path in set(files_below(root)) - listed:
        fault(f'{path}: not in METS.xml')


# 2 and 3. The log.

def checkpoint_text(note, vkey):
    """The signed text, if the key's signature is on it. RFC 8410: an Ed25519 key is 12 bytes and the key."""
    name, key_id, key = vkey.decode().strip().split('+', 2)
    text, signatures = note.decode().split('\n\n', 1)
    with tempfile.TemporaryDirectory() as work:
        for line in signatures.splitlines():
            if not line.startswith(f'— {name} '):
                continue
            blob = base64.b64decode(line.rsplit(' ', 1)[1])
            if blob[:4].hex() != key_id:
                continue
            for file, data in (('key', bytes.fromhex('302a300506032b6570032100') + base64.b64decode(key)[1:]),
                               ('text', (text + '\n').encode()), ('sig', blob[4:])):
                with open(f'{work}/{file}', 'wb') as out:
                    out.write(data)
            done = subprocess.run(['openssl', 'pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', f'{work}/key',
                                   '-rawin', '-in', f'{work}/text', '-sigfile', f'{work}/sig'], capture_output=True)
            if done.returncode == 0:
                return text.split('\n')
    fault('log/checkpoint: the signature is wrong')
    return text.split('\n')


def mth(hashes):
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b'')
    k = 1 << (len(hashes) - 1).bit_length() - 1
    return sha256(b'\1' + mth(hashes[:k]) + mth(hashes[k:]))


class Log:
    def __init__(self, find, vkey):
        self.find, self.held, self.bundle = find, {}, (None, [])
        text = checkpoint_text(need(find, 'log/checkpoint'), vkey)
        self.size = int(text[1])
        if text[0] != vkey.decode().split('+')[0] or self.range(0, self.size) != base64.b64decode(text[2]):
            fault('log/checkpoint: the tiles do not have its root')

    def path(self, level, index, width):
        name = ''.join(f'x{index // 1000**i % 1000:03}/' for i in (3, 2, 1) if index >= 1000**i) + f'{index % 1000:03}'
        return f'log/tile/{level}/{name}' + ('' if width == 256 else f'.p/{width}')

    def width(self, level, index):
        return max(0, min(256, (self.size >> 8 * level) - 256 * index))

    def tile(self, level, index):
        if (level, index) not in self.held:
            place = self.find(self.path(level, index, self.width(level, index)))
            data = read(place) if place else b''
            self.held[level, index] = [data[i:i + 32] for i in range(0, len(data), 32)]
            full = self.width(level, index) == 256
            if full and [mth(self.held[level, index])] != self.tile(level + 1, index // 256)[index % 256:index % 256 + 1]:
                fault(f'log/tile/{level}: tile {index} is not below the root')
        return self.held[level, index]

    def range(self, start, end):
        count = end - start
        if count & (count - 1) == 0 and count:
            level = 0
            while count >= 256:
                level, start, count = level + 1, start >> 8, count >> 8
            return mth(self.tile(level, start // 256)[start % 256:start % 256 + count])
        if count == 0:
            return sha256(b'')
        k = 1 << (count - 1).bit_length() - 1
        return sha256(b'\1' + self.range(start, start + k) + self.range(start + k, end))

    def entry(self, leaf):
        index = leaf // 256
        if self.bundle[0] != index:
            data, entries = read(self.find(self.path('entries', index, self.width(0, index)))), []
            while len(data) > 1:
                end = 2 + int.from_bytes(data[:2], 'big')
                entries.append(data[2:end])
                data = data[end:]
            if [sha256(b'\0' + e) for e in entries] != self.tile(0, index):
                fault(f'log: the entries of bundle {index} are not the leaves of tile {index}')
            self.bundle = (index, entries)
            self.held = {k: v for k, v in self.held.items() if k[0] != 0}
        return json.loads(self.bundle[1][leaf % 256])


# 4. Entries, manifests, documents.

def check_leaf(log, find, line):
    names = [f'{line["folder"]}/{name}' for name in line['files']]
    places = [find(name) for name in names]
    if None in places:
        return fault(f'{names[places.index(None)]}: missing')
    entry, raw = log.entry(line['leaf']), read(places[-1])
    manifest = json.loads(raw)
    digests = {'manifest': sha256(raw)}
    for part in ('record', 'pdf', 'xml', 'decision'):
        if manifest.get(part):
            digests[part] = bytes.fromhex(manifest[part]['sha256'])
    wanted = {part: sha256(bytes.fromhex(manifest['salts'][part]) + digest).hex() for part, digest in digests.items()}
    if wanted != entry['commitments'] or manifest['kind'] != entry['kind']:
        return fault(f'leaf {line["leaf"]}: the manifest is not what the log says')
    parts = [manifest[part] for part in ('record', 'pdf', 'xml', 'decision') if manifest.get(part)]
    if len(parts) != len(places) - 1:
        return fault(f'leaf {line["leaf"]}: files are missing')
    for part, place in zip(parts, places):
        data = read(place)
        if [len(data), sha256(data).hex(), hashlib.sha512(data).hexdigest()] != [part['size'], part['sha256'], part['sha512']]:
            fault(f'{place}: not the document of the log')


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    kind = (bag if os.path.exists(f'{root}/bagit.txt') else ocfl if os.path.exists(f'{root}/0=ocfl_1.1') else csip)
    find, indexes = kind(root)
    vkey = read(sys.argv[2]) if len(sys.argv) > 2 else need(find, 'log/key.vkey')
    log, leaves = Log(find, vkey), set()
    for index in sorted(indexes):
        with open(index, encoding='utf-8') as lines:
            for line in map(json.loads, lines):
                if line['leaf'] not in leaves:
                    leaves.add(line['leaf'])
                    check_leaf(log, find, line)
    if not leaves:
        fault('no entry is listed')
    if faults:
        sys.exit(1)
    print(f'All proven: {len(leaves)} entries of a log of {log.size}, key {vkey.decode().strip()}'
          + ('' if len(sys.argv) > 2 else ' (from the export itself: compare it with a copy obtained another way)'))


main()

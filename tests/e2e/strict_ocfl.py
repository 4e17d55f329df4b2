"""A strict checker of OCFL 1.1, written from its specification and from nothing of hocba: why a folder is no storage root."""
import hashlib
import json
import os
import re
import sys

KEYS = {'id', 'type', 'digestAlgorithm', 'head', 'contentDirectory', 'manifest', 'versions', 'fixity'}
TIME = re.compile(r'\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d\d:\d\d)')


def read(path):
    with open(path, 'rb') as file:
        return file.read()


class Fault(Exception):
    pass


def need(condition, reason):
    if not condition:
        raise Fault(reason)


def unique(pairs):
    need(len({k for k, v in pairs}) == len(pairs), 'a JSON key twice')
    return dict(pairs)


def listing(folder):
    files, folders = [], []
    with os.scandir(folder) as entries:
        entries = list(entries)
    for entry in entries:
        need(not entry.is_symlink() and (entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)),
             f'{entry.path}: not a regular file')
        (folders if entry.is_dir() else files).append(entry.name)
    return sorted(files), sorted(folders)


def lawful(path):
    return isinstance(path, str) and all(e not in ('', '.', '..') for e in path.split('/'))


def distinct(paths):
    need(len(set(paths)) == len(paths), 'a path twice')
    need(not any(other.startswith(path + '/') for path in paths for other in paths), 'a path inside another')


def inventory(folder, spec):
    path = f'{folder}/inventory.json'
    need(os.path.isfile(path), f'{path}: missing')
    raw = read(path)
    try:
        said = json.loads(raw, object_pairs_hook=unique)
    except ValueError as error:
        raise Fault(f'{path}: {error}') from error
    need(isinstance(said, dict) and set(said) <= KEYS, 'unknown keys')
    need({'id', 'type', 'digestAlgorithm', 'head', 'manifest', 'versions'} <= set(said), 'missing keys')
    need(isinstance(said['id'], str) and said['id'], 'no id')
    need(said['type'] == f'https://ocfl.io/{spec}/spec/#inventory', 'type')
    algorithm = said['digestAlgorithm']
    need(algorithm in ('sha512', 'sha256'), 'digestAlgorithm')
    content = said.get('contentDirectory', 'content')
    need(lawful(content) and '/' not in content, 'contentDirectory')
    sidecar = f'{path}.{algorithm}'
    need(os.path.isfile(sidecar), f'{sidecar}: missing')
    line = re.fullmatch(r'([0-9a-fA-F]+)[ \t]+inventory\.json\n?', read(sidecar).decode())
    need(line, 'sidecar')
    need(line[1].lower() == hashlib.new(algorithm, raw).hexdigest(), 'the sidecar has another digest')
    need(isinstance(said['manifest'], dict) and isinstance(said['versions'], dict), 'blocks')
    digests = [d.lower() for d in said['manifest']]
    need(len(set(digests)) == len(digests), 'a digest twice')
    width = hashlib.new(algorithm).digest_size * 2
    need(all(re.fullmatch(f'[0-9a-f]{{{width}}}', d) for d in digests), 'digest')
    need(all(isinstance(p, list) for p in said['manifest'].values()), 'paths')
    paths = [p for ps in said['manifest'].values() for p in ps]
    need(all(lawful(p) for p in paths), 'content path')
    need(all(re.fullmatch(f'v[0-9]+/{re.escape(content)}/.+', p) for p in paths), 'content path outside')
    distinct(paths)
    names = sorted(said['versions'], key=lambda v: int(v[1:]) if re.fullmatch('v[0-9]+', v) else -1)
    need(names and all(re.fullmatch('v[0-9]+', v) for v in names), 'version names')
    need([int(v[1:]) for v in names] == list(range(1, len(names) + 1)), 'version numbers')
    need(len({len(v) if v[1] == '0' else 0 for v in names}) == 1 or names[0][1] == '0' and len({len(v) for v in names}) == 1,
         'padding')
    need(said['head'] == names[-1], 'head')
    used = set()
    for block in said['versions'].values():
        need(isinstance(block, dict) and {'created', 'state'} <= set(block) <= {'created', 'state', 'message', 'user'}, 'version')
        need(isinstance(block['created'], str) and TIME.fullmatch(block['created']), 'created')
        need(isinstance(block.get('message', ''), str), 'message')
        need('user' not in block or isinstance(block['user'], dict) and block['user'].get('name'), 'user')
        need(isinstance(block['state'], dict), 'state')
        need(all(d.lower() in digests for d in block['state']), 'a state digest is not in the manifest')
        used |= {d.lower() for d in block['state']}
        need(all(isinstance(p, list) for p in block['state'].values()), 'state paths')
        logical = [p for ps in block['state'].values() for p in ps]
        need(all(lawful(p) for p in logical), 'logical path')
        distinct(logical)
    need(used == set(digests), 'a manifest digest is in no state')
    fixity = said.get('fixity', {})
    need(isinstance(fixity, dict), 'fixity')
    for name, block in fixity.items():
        need(isinstance(block, dict) and all(isinstance(p, list) for p in block.values()), 'fixity block')
        need(len({d.lower() for d in block}) == len(block), 'a fixity digest twice')
        need(all(p in paths for ps in block.values() for p in ps), 'fixity path')
    return said, raw, content, names


def state(said, version):
    upto = int(version[1:])
    where = {d.lower(): {p for p in ps if int(p.split('/')[0][1:]) <= upto} for d, ps in said['manifest'].items()}
    return {p: where[d.lower()] for d, ps in said['versions'][version]['state'].items() for p in ps}


def check_object(folder):
    files, folders = listing(folder)
    declared = [f for f in files if f.startswith('0=')]
    need(len(declared) == 1 and re.fullmatch(r'0=ocfl_object_1\.[01]', declared[0]), 'object declaration')
    need(read(f'{folder}/{declared[0]}').decode() == declared[0][2:] + '\n', 'declaration content')
    spec = declared[0][-3:]
    said, raw, content, names = inventory(folder, spec)
    algorithm = said['digestAlgorithm']
    need(set(files) == {declared[0], 'inventory.json', f'inventory.json.{algorithm}'}, 'stranger in the object')
    need(set(names) <= set(folders) <= set(names) | {'logs', 'extensions'}, 'folders of the object')
    if 'extensions' in folders:
        need(not listing(f'{folder}/extensions')[0], 'a file in extensions')
    present = set()
    for version in names:
        inside, _ = listing(f'{folder}/{version}')
        need(all(f.startswith('inventory.json') for f in inside), 'stranger in a version')
        base = f'{folder}/{version}/{content}'
        for at, subs, found in os.walk(base):
            listing(at)
            need(subs or found, 'an empty folder')
            present |= {os.path.relpath(f'{at}/{f}', folder) for f in found}
        if 'inventory.json' in inside:
            older, text, its_content, its_names = inventory(f'{folder}/{version}', spec)
            need(older['id'] == said['id'] and its_content == content and its_names[-1] == version, 'inventories differ')
            need(version != names[-1] or text == raw, 'the newest inventory is not the root\'s')
            need(all(state(older, v) == state(said, v) for v in its_names), 'states differ')
    by_path = {p: d.lower() for d, ps in said['manifest'].items() for p in ps}
    need(set(by_path) == present, 'manifest and content differ')
    for path, digest in by_path.items():
        need(hashlib.new(algorithm, read(f'{folder}/{path}')).hexdigest() == digest, f'{path}: another digest')
    for name, block in said.get('fixity', {}).items():
        if name in ('md5', 'sha1', 'sha256', 'sha512'):
            for digest, paths in block.items():
                for path in paths:
                    need(hashlib.new(name, read(f'{folder}/{path}')).hexdigest() == digest.lower(), 'fixity digest')
    return said['id'], spec


def walk(folder, found):
    files, folders = listing(folder)
    if any(f.startswith('0=ocfl_object') for f in files):
        found.append(check_object(folder))
        return
    need(not files, f'{folder}: files in the hierarchy')
    need(folders, f'{folder}: empty')
    for name in folders:
        walk(f'{folder}/{name}', found)


def faults(root):
    """The first reason; an empty list for a sound root."""
    try:
        files, folders = listing(str(root))
        declared = [f for f in files if f.startswith('0=')]
        need(len(declared) == 1 and declared[0] in ('0=ocfl_1.0', '0=ocfl_1.1'), 'root declaration')
        need(read(f'{root}/{declared[0]}').decode() == declared[0][2:] + '\n', 'root declaration content')
        if 'ocfl_layout.json' in files:
            layout = json.loads(read(f'{root}/ocfl_layout.json'))
            need(isinstance(layout, dict) and isinstance(layout.get('description'), str), 'layout')
            need(re.fullmatch('[0-9]{4}-[a-z0-9-]+', str(layout.get('extension'))), 'layout extension')
        objects = []
        for name in folders:
            if name == 'extensions':
                need(not listing(f'{root}/{name}')[0], 'a file in extensions')
            else:
                walk(f'{root}/{name}', objects)
        need(len({i for i, spec in objects}) == len(objects), 'an id twice')
        need(all(spec <= declared[0][-3:] for i, spec in objects), 'an object of a later specification')
    except (Fault, OSError, UnicodeDecodeError, AttributeError, TypeError) as fault:
        return [str(fault)]
    return []


if __name__ == '__main__':
    for fault in (all_faults := faults(sys.argv[1])):
        print(fault)
    sys.exit(bool(all_faults))

"""A strict checker of BagIt 1.0, written from RFC 8493 and from nothing of hocba: the reasons why a folder is no bag."""
import hashlib
import os
import re
import sys
import urllib.parse

ALGORITHMS = {'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'}
ONCE = {'payload-oxum', 'bagging-date', 'bag-size', 'bag-group-identifier', 'bag-count'}


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def entries(root, name, found):
    """2.1.3: digest, white space, path; %0A, %0D and %25 stand for themselves."""
    algorithm = re.fullmatch(r'(?:tag)?manifest-(.+)\.txt', name)[1]
    if algorithm not in ALGORITHMS:
        found.append(f'{name}: unknown algorithm')
        return algorithm, {}
    listed = {}
    data = read(f'{root}/{name}')
    for line in re.split(rb'\r\n|\n|\r', data)[:None if not data.endswith((b'\n', b'\r')) else -1]:
        parts = re.fullmatch(rb'([0-9a-fA-F]+)[ \t]+(.+)', line)
        if not parts or len(parts[1]) != 2 * hashlib.new(algorithm).digest_size:
            found.append(f'{name}: bad line {line!r}')
            continue
        try:
            path = parts[2].decode('utf-8')
        except UnicodeDecodeError:
            found.append(f'{name}: not UTF-8')
            continue
        if re.search('%(?!0A|0D|25)', path, re.I):
            found.append(f'{name}: bad escape in {path}')
        path = urllib.parse.unquote(path)
        if path.startswith(('/', '~')) or any(e in ('', '.', '..') for e in path.split('/')):
            found.append(f'{name}: unsafe path {path}')
        elif path in listed:
            found.append(f'{name}: {path} twice')
        else:
            listed[path] = parts[1].decode().lower()
    return algorithm, listed


def faults(root):
    root, found, present = str(root), [], set()
    for base, folders, names in os.walk(root):
        for name in names + [f for f in folders if os.path.islink(os.path.join(base, f))]:
            path = os.path.join(base, name)
            if os.path.islink(path) or not os.path.isfile(path):
                found.append(f'{path}: not a regular file')
            else:
                present.add(os.path.relpath(path, root))
    payload = {p for p in present if p.startswith('data/')}
    if not os.path.isdir(f'{root}/data'):
        found.append('no payload folder')
    if 'bagit.txt' not in present:
        found.append('no bagit.txt')
    elif re.split(rb'\r\n|\n|\r', read(f'{root}/bagit.txt'))[:3] not in (
            [b'BagIt-Version: 1.0', b'Tag-File-Character-Encoding: UTF-8', b''], [b'BagIt-Version: 1.0', b'Tag-File-Character-Encoding: UTF-8']):
        found.append('bagit.txt is wrong')
    manifests = [p for p in present if re.fullmatch(r'(tag)?manifest-[^/]+\.txt', p)]
    if not any(m.startswith('manifest-') for m in manifests):
        found.append('no payload manifest')
    for name in manifests:
        algorithm, listed = entries(root, name, found)
        of_tags = name.startswith('tagmanifest-')
        for path, digest in listed.items():
            if path.startswith('data/') == of_tags or path.startswith('tagmanifest-'):
                found.append(f'{name}: {path} does not belong here')
            elif path not in present:
                found.append(f'{name}: {path} is missing')
            elif hashlib.new(algorithm, read(f'{root}/{path}')).hexdigest() != digest:
                found.append(f'{name}: {path} has another digest')
        if not of_tags and algorithm in ALGORITHMS:
            found += [f'{name}: {path} is not listed' for path in payload - set(listed)]
    if 'bag-info.txt' in present:
        labels = []
        for line in read(f'{root}/bag-info.txt').decode('utf-8', 'replace').splitlines():
            if line[:1] in (' ', '\t') and labels:
                continue
            parts = re.fullmatch(r'([^:]+):[ \t]*(.*)', line)
            if not parts or '\ufffd' in line:
                found.append(f'bag-info.txt: bad line {line!r}')
                continue
            label = parts[1].lower()
            if label in labels and label in ONCE:
                found.append(f'bag-info.txt: {label} twice')
            labels.append(label)
            size = sum(os.path.getsize(f'{root}/{p}') for p in payload)
            if label == 'payload-oxum' and parts[2] != f'{size}.{len(payload)}':
                found.append('bag-info.txt: Payload-Oxum is wrong')
            if label == 'bagging-date' and not re.fullmatch(r'\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])', parts[2]):
                found.append('bag-info.txt: Bagging-Date is wrong')
    if 'fetch.txt' in present:
        for line in read(f'{root}/fetch.txt').decode().splitlines():
            parts = re.fullmatch(r'(\S+)[ \t]+(\d+|-)[ \t]+(data/.+)', line)
            if not parts or '..' in parts[3].split('/'):
                found.append(f'fetch.txt: bad line {line!r}')
            elif parts[3] not in present:
                found.append(f'fetch.txt: {parts[3]} is yet to be fetched')
    return found


if __name__ == '__main__':
    for fault in (all_faults := faults(sys.argv[1])):
        print(fault)
    sys.exit(bool(all_faults))

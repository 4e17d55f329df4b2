"""Papers of one school that nobody should take for good, or not without a word, printed by the real program; and the
trust folders that an office has then. `altered.py FOLDER` makes them for the page's tests: FOLDER/papers.json."""
import base64
import json
import pathlib
import re
import shutil
import sys

from PIL import Image

import degrade
from school import PROGRAM, School, must, records

AT, TOO_LATE = '2026-11-26T08:00:00+07:00', '2028-02-01T08:00:00+07:00'  # the status list is good for 400 days
PAGE = 3  # of four; it has the marks
OF_MATHS = 3  # the sealed cell with the mark of the second subject


def unpacked(text):
    """Address, Base32-decoded COSE_Sign1."""
    address, data = text.split('#')
    return address + '#', base64.b32decode(data + '=' * (-len(data) % 8))


def packed(address, message):
    return address + base64.b32encode(message).decode().rstrip('=')


def head(cbor, at):
    """Major type, value or length, and where the content begins (RFC 8949, 3)."""
    major, info = cbor[at] >> 5, cbor[at] & 31
    size = {24: 1, 25: 2, 26: 4}.get(info, 0)
    return major, int.from_bytes(cbor[at + 1:at + 1 + size], 'big') if size else info, at + 1 + size


def cells_of(claims):
    """Where the 17th claim, the cells, begins."""
    at = head(claims, 0)[2]
    for _ in range(16):
        major, value, at = head(claims, at)
        at += value if major in (2, 3) else 0
    return head(claims, at)[2]


def with_another_mark(message):
    """One sealed mark changed in the payload, and the signature as it was: what is signed then, and the whole."""
    _, size, start = head(message, 2)  # behind the tag and the array
    protected, payload = message[2:start + size], start + size + 1  # behind the empty unprotected header
    _, size, start = head(message, payload)
    claims = bytearray(message[start:start + size])
    first = cells_of(claims)
    bits = ''.join(f'{byte:08b}' for byte in claims[first:])
    mark = int(bits[7 * OF_MATHS:7 * OF_MATHS + 7], 2)
    assert mark <= 100 and mark % 10 == 0, mark
    bits = bits[:7 * OF_MATHS] + f'{100 if mark < 100 else 50:07b}' + bits[7 * OF_MATHS + 7:]
    claims[first:] = int(bits, 2).to_bytes(len(bits) // 8, 'big')
    signed = b'\x84\x6aSignature1' + protected + b'\x40' + message[payload:start] + claims
    return signed, message[:start] + claims + message[start + size:]


class Papers:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        (self.root / 'school').mkdir()
        self.school = School(self.root / 'school')
        config = self.school.config('custodian')
        config.write_text(config.read_text() + 'hosts = ["hocba.example"]\nexceptions = "exceptions.toml"\n')
        self.cases = []
        self.issue_all()
        self.lists()
        self.make()

    def record(self, name, record):
        path = self.root / f'{name}.json'
        path.write_text(json.dumps(record, ensure_ascii=False), encoding='utf-8')
        return path

    def issue(self, name, record, *words, signed=True):
        """The pages as pictures, with the texts of their seals; the document's code."""
        done = self.school.issue(self.record(name, record), *words)
        assert done.returncode == 0, done.err
        pdf, = self.school.work.glob('*.pdf')
        self.print(name, pdf)
        if signed:
            assert [0, 0] == [self.school.sign(role).returncode for role in ('principal', 'school')]
        return pdf.stem

    def print(self, name, pdf):
        must('pdftoppm', '-r', degrade.DPI, '-gray', '-png', pdf, self.root / name)
        must('pdfdetach', '-saveall', '-o', self.root, pdf)
        (self.root / 'issue.json').rename(self.root / f'{name}.issue.json')

    def issue_all(self):
        """One that is signed last stays in work/, so what waits for ever is issued last."""
        pupil, other, replaced, revoked, waiting = records()[:5]
        later = json.loads(json.dumps(pupil).replace('2023-2024', '2024-2025'))
        later['lookup_uuid'] = '11111111-2222-4333-8444-555555555555'
        new = json.loads(json.dumps(replaced))
        new['lookup_uuid'] = '11111111-2222-4333-8444-666666666666'
        maths = new['years'][-1]['subjects']['toan']
        maths['test'] = 9 if maths['test'] == 10 else maths['test'] + 1
        for name, record in (('good', pupil), ('other', other), ('later', later), ('revoked', revoked)):
            self.issue(name, record)
        old = self.issue('replaced', replaced)
        decision = self.root / 'decision.pdf'
        decision.write_bytes(b'%PDF-1.7 a decision')  # the year is frozen by now
        self.issue('new', new, '--replaces', old, '--decision', decision)
        self.issue('waiting', waiting, signed=False)
        must(PROGRAM, 'render', self.record('draft', pupil), '-o', self.root / 'draft')
        draft, = (self.root / 'draft').glob('*.pdf')
        must('pdftoppm', '-r', degrade.DPI, '-gray', '-png', draft, self.root / 'draft-page')

    def lists(self):
        (self.school.root / 'custodian/exceptions.toml').write_text(''.join(
            f'[[exception]]\ndocument = "{document_of(unpacked(self.seals(name)[0])[1])}"\nstate = "{state}"\n'
            for name, state in (('replaced', 'superseded'), ('revoked', 'revoked'))))
        for name, command in (('current', None), ('retired', ('retire',)), ('stolen', ('revoke', '--stolen'))):
            custodian = self.school.root / f'custodian-{name}'
            shutil.copytree(self.school.root / 'custodian', custodian)
            if command:
                must(PROGRAM, 'keys', command[0], self.school.root / 'clerk/seal.pem', *command[1:], '--config', custodian / 'hocba.toml')
            made = '2026-11-25T08:00:00+07:00' if name == 'current' else '2026-11-25T09:00:00+07:00'
            must(PROGRAM, '--time', made, 'keys', 'list', '--config', custodian / 'hocba.toml', '-o', self.root / f'trust-{name}')
        shutil.copytree(self.root / 'trust-stolen', self.root / 'trust-half-updated')
        shutil.copy(self.root / 'trust-current/seal-keys.jws', self.root / 'trust-half-updated')

    def seals(self, name):
        return json.loads((self.root / f'{name}.issue.json').read_text())['seals']

    def page(self, name, number=PAGE):
        return self.root / f'{name}-{number}.png'

    def pasted(self, name, onto, text):
        """That page with the QR of that text over its own."""
        qr = self.root / 'qr.png'
        must('ZXingWriter', '-size', '400x400', 'QRCode', text, qr)
        page, side = Image.open(onto).convert('L'), degrade.mm(34)
        x, y = degrade.seal_centre(page)
        page.paste(Image.open(qr).convert('L').resize((side, side), Image.NEAREST), (x - side // 2, y - side // 2))
        page.save(self.root / f'{name}.png')
        return self.root / f'{name}.png'

    def add(self, case, pictures, trust='current', at=AT):
        self.cases.append({'case': case, 'pictures': [str(picture) for picture in pictures],
                           'trust': str(self.root / f'trust-{trust}'), 'at': at})

    def make(self):
        address, message = unpacked(self.seals('good')[PAGE - 1])
        signed, changed = with_another_mark(message)
        beside = [self.page('good', 1), self.page('good', 2)]
        good = self.page('good')
        self.add('a mark changed in the payload', [self.pasted('changed', good, packed(address, changed))])
        self.add("another pupil's seal on the third page", [*beside, self.pasted('copied', good, self.seals('other')[PAGE - 1])])
        self.add('an older revision after its replacement', [self.page('replaced')])
        self.add('page 3 of another document of the pupil', [*beside, self.page('later')])
        self.add('a printed draft', [self.root / f'draft-page-{PAGE}.png'])
        self.add('printed, and never fully signed', [self.page('waiting')])
        self.add('a revoked document', [self.page('revoked')])
        self.add('a retired key', [good], 'retired')
        self.add('a stolen key, its own seal', [good], 'stolen')
        forged = self.forged()
        self.add('a stolen key, a back-dated forgery', [forged], 'stolen')
        self.add('the same with the key list of before the theft', [forged], 'half-updated')
        self.add('a stolen key, a listed document with one mark changed',
                 [self.pasted('resealed', good, packed(address, changed[:-64] + self.signed_by_thief(signed)))], 'stolen')
        self.add('a stale status list', [good], at=TOO_LATE)
        look_alike = 'HTTPS://H0CBA.EXAMPLE' + self.seals('good')[PAGE - 1][len('HTTPS://HOCBA.EXAMPLE'):]
        self.add('a look-alike host', [self.pasted('look-alike', good, look_alike)])

    def forged(self):
        """A thief's own record under the school's key, at a time when that was good; the archive is the thief's."""
        thief = self.root / 'thief'
        thief.mkdir()
        forger = School(thief)
        for name in ('clerk/seal.p12', 'pin'):
            shutil.copy(self.school.root / name, thief / name)
        record = records()[0]
        record['pupil']['name'] = 'Nguyễn Văn Giả'
        done = forger.issue(self.record('forged', record))
        assert done.returncode == 0, done.err
        pdf, = forger.work.glob('*.pdf')
        self.print('forged', pdf)
        return self.page('forged')

    def signed_by_thief(self, message):
        pem, to_sign = self.root / 'stolen.pem', self.root / 'to-sign'
        must('openssl', 'pkcs12', '-in', self.school.root / 'clerk/seal.p12', '-nocerts', '-nodes', '-passin',
             f'file:{self.school.root / "pin"}', '-out', pem)
        to_sign.write_bytes(message)
        return must('openssl', 'pkeyutl', '-sign', '-inkey', pem, '-rawin', '-in', to_sign).stdout


def document_of(message):
    """The third claim, in hexadecimal."""
    return re.search(rb'\x91\x01(?:[\x00-\x17]|\x18.|\x19..)\x48(.{8})', message, re.DOTALL)[1].hex()


if __name__ == '__main__':
    folder = pathlib.Path(sys.argv[1])
    (folder / 'papers.json').write_text(json.dumps(Papers(folder).cases))
    (folder / 'forms.json').write_bytes(must(PROGRAM, 'form', 'dictionary').stdout)

"""A photocopy whose printed 5 became an 8 by pen, and the verification site that knows better.

    altered_paper.py FOLDER     needs HOCBA_SOURCE and HOCBA_PROGRAM; times, keys and seeds are fixed

Leaves site/ (as `hocba publish` writes it), page-1.png … page-4.png (the sheets as printed, 300 dpi), altered.jpg (the
photocopy of page 3 with the pen's 8), revoked.png and pending.png (pages of a document that the
custodian revoked, and of one that nobody signed), camera.mjpeg (the seal before a camera that is not in focus yet), and places.json: what is where on
altered.jpg, as [left, top, right, bottom] in pixels.
"""
import json
import math
import os
import pathlib
import re
import sys

import numpy
from PIL import Image, ImageFilter

SOURCE = pathlib.Path(os.environ['HOCBA_SOURCE'])
sys.path += [str(SOURCE / 'tests/e2e'), str(SOURCE / 'tests/support')]
import degrade
import pictures
from school import PROGRAM, School, fixed_keys, hocba, must, records

ALTERED, REVOKED, PENDING = 13, 30, 5  # lines of the class; the first has a 5 in Toán
RESULTS = 3  # the page with the marks
ASKEW = 0.5  # degrees
SEED = 5
PEN = 0.42  # mm


def sealed(school, line):
    record = school.root / f'{line}.json'
    record.write_text(json.dumps(records()[line]), encoding='utf-8')
    done = school.issue(record)
    assert done.returncode == 0, done.err
    pdf, = school.work.glob('*.pdf')
    return pdf


def signed(school, line):
    name = sealed(school, line).name
    for role in ('principal', 'school'):
        done = school.sign(role)
        assert done.returncode == 0, done.err
    return school.root / 'issued' / name


def issued(root):
    """The PDFs of three documents, and the site: its list has the second as revoked, the third as not fully signed."""
    school = School(root)
    fixed_keys(school)
    documents = [signed(school, ALTERED), signed(school, REVOKED), sealed(school, PENDING)]
    (root / 'custodian/exceptions.toml').write_text(
        f'[[exception]]\ncode = "{documents[1].stem}"\nstate = "revoked"\nreason = "Quyết định 12/QĐ-THQT"\n')
    config = school.config('custodian')
    config.write_text(config.read_text() + 'exceptions = "exceptions.toml"\nhosts = ["hocba.example"]\n')
    school.lists()
    (root / 'publisher.toml').write_text('host = "hocba.example"\ntrust = "trust"\n')
    done = hocba('--time', '2026-11-25T09:00:00+07:00', 'publish', '--config', root / 'publisher.toml', '-o', root / 'site')
    assert done.returncode == 0, done.err
    return documents


def printed(pdf, page, picture):
    must('pdftoppm', '-r', degrade.DPI, '-gray', '-png', '-singlefile', '-f', page, '-l', page, pdf, picture.with_suffix(''))
    return Image.open(picture).convert('L')


def words(pdf, page):
    """Every word of the page with its box in pixels."""
    found = must('pdftotext', '-bbox', '-f', page, '-l', page, pdf, '-').out
    place = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)')
    return [(match[5], [float(part) * degrade.DPI / 72 for part in match.groups()[:4]]) for match in place.finditer(found)]


def mark_of_maths(pdf):
    """The boxes of the row's name and of its mark."""
    all_words = words(pdf, RESULTS)
    name = next(box for word, box in all_words if word == 'Toán')
    mark = next(box for word, box in all_words if word == '5' and abs(box[1] - name[1]) < degrade.mm(2))
    return name, mark


def ink_within(page, box):
    """The box of what is black in a box."""
    left, top, right, bottom = map(round, box)
    rows, columns = numpy.nonzero(degrade.array(page)[top:bottom, left:right] < 128)
    return [left + columns.min(), top + rows.min(), left + columns.max() + 1, top + rows.max() + 1]


def on_the_copy(page, box):
    """Where a box of the page lies after the copier turned the sheet around its middle."""
    angle, (x0, y0) = math.radians(ASKEW), (page.width / 2, page.height / 2)
    x, y = (box[0] + box[2]) / 2 - x0, (box[1] + box[3]) / 2 - y0
    dx = x0 + x * math.cos(angle) + y * math.sin(angle) - (x + x0)
    dy = y0 - x * math.sin(angle) + y * math.cos(angle) - (y + y0)
    return [box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy]


def an_eight(box):
    """One stroke from the top around both loops and a little beyond, as a hand draws it over what is there."""
    left, top, right, bottom = box
    points = []
    for step in range(121):
        turn = -0.3 + (2 * math.pi + 0.55) * step / 120
        across = math.sin(2 * turn) * (0.46 - 0.1 * math.cos(turn)) + 0.04 * math.sin(3 * turn + 1)
        down = 0.5 - 0.62 * math.cos(turn) + 0.02 * math.sin(5 * turn)
        points.append(((left + right) / 2 + across * (right - left) * 1.35, top + down * (bottom - top)))
    return points


def penned(copy, box):
    """The same sheet with an 8 in blue ink over the box."""
    sheet = pictures.Sheet(copy.width, copy.height)
    sheet.line(an_eight(box), lambda along: degrade.mm(PEN) / 2 * (1 - 0.25 * math.sin(7 * along)))
    cover = Image.frombytes('L', copy.size, b''.join(sheet.rows)).filter(ImageFilter.GaussianBlur(0.8))
    taken = numpy.array([255 - part for part in pictures.BLUE], dtype=numpy.float32) / 255
    ink = 1 - degrade.array(cover)[:, :, None] / 255 * taken
    return degrade.image(degrade.array(copy)[:, :, None] * ink)


def before_the_camera(page):
    """1280 × 720 around the seal, with room around it; too blurred to be read."""
    x, y = degrade.seal_centre(page)
    half = degrade.mm(36)
    view = page.rotate(4, Image.BICUBIC, center=(x, y), fillcolor=degrade.WHITE).crop((x - half * 16 // 9, y - half, x + half * 16 // 9, y + half))
    return degrade.noisy(view.resize((1280, 720)).filter(ImageFilter.GaussianBlur(2.5)), 4, numpy.random.default_rng(SEED))


def make(root):
    first, revoked, pending = issued(root)
    pages = [printed(first, page, root / f'page-{page}.png') for page in range(1, 5)]
    printed(revoked, RESULTS, root / 'revoked.png')
    printed(pending, RESULTS, root / 'pending.png')
    page = pages[RESULTS - 1]
    name, mark = mark_of_maths(first)
    digit = on_the_copy(page, ink_within(page, mark))
    for _ in range(4):
        with (root / 'camera.mjpeg').open('ab') as video:
            before_the_camera(page).save(video, 'JPEG')
    copy = degrade.photocopied(page, ASKEW, numpy.random.default_rng(SEED))
    penned(copy, digit).save(root / 'altered.jpg', quality=92)
    row = on_the_copy(page, [name[0], name[1], mark[2], mark[3]])
    (root / 'places.json').write_text(json.dumps({'digit': digit, 'row': row}, default=float))


if __name__ == '__main__':
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True)
    make(folder)

"""The pictures of README and of the guide for offices, from the papers and screenshots in a folder.

    compose_pictures.py FOLDER OUT     what altered_paper.py and `web.sh pictures` left in FOLDER; three PNG files in OUT

Only captions, frames and lines are drawn; everything else is the paper, or the page in a browser.
"""
import json
import pathlib
import sys

from PIL import Image, ImageDraw, ImageFont

FONTS = pathlib.Path('/usr/share/fonts/truetype/noto')  # of fonts-noto-core
GROUND, INK, QUIET, RED = '#dfe4ea', '#1a1f27', '#4d5766', '#c4141f'
GAP = 40
COLOURS = 128


def font(weight, size):
    return ImageFont.truetype(str(FONTS / f'NotoSans-{weight}.ttf'), size)


def scaled(picture, width):
    return picture.resize((width, round(picture.height * width / picture.width)), Image.LANCZOS)


def framed(picture, colour=QUIET, width=2):
    picture = picture.copy()
    ImageDraw.Draw(picture).rectangle((0, 0, picture.width - 1, picture.height - 1), outline=colour, width=width)
    return picture


class Sheet:
    """Pictures side by side in columns, each under its caption."""

    def __init__(self, width, height):
        self.image = Image.new('RGB', (width, height), GROUND)
        self.draw = ImageDraw.Draw(self.image)

    def words(self, x, y, text, weight, size, colour=INK):
        self.draw.multiline_text((x, y), text, font=font(weight, size), fill=colour, spacing=size // 4)

    def put(self, picture, x, y):
        self.image.paste(picture, (x, y))
        return y + picture.height

    def save(self, path):
        """With a palette, undithered: text stays sharp, and the file small."""
        self.image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def opened(folder, name):
    return Image.open(folder / name).convert('RGB')


def comparison(folder):
    """Left the photocopy, its altered row framed and the cell enlarged; right the phone with the sealed row."""
    paper, phone = opened(folder, 'altered.jpg'), opened(folder, 'compare.png')
    places = json.loads((folder / 'places.json').read_text())
    width, top = 860, 150
    scale = width / paper.width
    sheet = Sheet(3 * GAP + width + phone.width, top + phone.height + GAP)
    right = 2 * GAP + width
    sheet.words(GAP, 24, 'Trên giấy: 8, sửa bằng bút', 'Bold', 44)
    sheet.words(GAP, 86, 'On the photocopy: 8, altered by pen', 'Regular', 32, QUIET)
    sheet.words(right, 24, 'Tem QR giữ: 5', 'Bold', 44)
    sheet.words(right, 86, 'What the seal holds: 5', 'Regular', 32, QUIET)
    page = framed(scaled(paper, width))
    below = sheet.put(page, GAP, top) + 32
    x0, y0, x1, y1 = places['row']
    row = [GAP + x0 * scale - 8, top + y0 * scale - 6, GAP + x1 * scale + 14, top + y1 * scale + 6]
    sheet.draw.rectangle(row, outline=RED, width=4)
    enlarged(sheet, paper, places['digit'], row, (GAP, below, GAP + width, top + phone.height))
    sheet.put(framed(phone), right, top)
    box = json.loads((folder / 'row.json').read_text())
    x, y, w, h = (2 * box[part] for part in ('x', 'y', 'width', 'height'))  # screenshots have two pixels for each of CSS
    sheet.draw.rectangle((right + x, top + y, right + x + w - 1, top + y + h - 1), outline=RED, width=6)
    return sheet


def enlarged(sheet, paper, digit, row, place):
    """The altered cell in `place`, joined to the row by a line in the page's empty margin."""
    left, top, right, bottom = place
    width = 640
    height = width * (bottom - top) / (right - left)
    x, y = digit[2] + 130 - width, (digit[1] + digit[3] - height) / 2
    part = paper.transform((right - left, bottom - top), Image.EXTENT, (x, y, x + width, y + height), Image.BICUBIC)
    middle, margin = (row[1] + row[3]) / 2, (left + row[0]) / 2
    sheet.draw.line((row[0], middle, margin, middle, margin, top), fill=RED, width=4)
    sheet.put(framed(part, RED, 4), left, top)


def columns(folder, width, all_columns):
    """Columns of (caption, screenshots); the caption has two lines."""
    top, gap = 110, 28
    parts = [[framed(scaled(opened(folder, f'{name}.png'), width)) for name in names] for _, names in all_columns]
    height = max(sum(part.height + gap for part in column) for column in parts)
    sheet = Sheet(gap + len(parts) * (width + gap), top + height)
    for index, ((caption, _), column) in enumerate(zip(all_columns, parts)):
        x, y = gap + index * (width + gap), top
        sheet.words(x, 14, caption, 'Bold', 30)
        for part in column:
            y = sheet.put(part, x, y) + gap
    return sheet


def make(folder, out):
    out.mkdir(parents=True, exist_ok=True)
    comparison(folder).save(out / 'so-sanh.png')
    columns(folder, 460, [('1. Mở trang đã cài, bấm\n“Quét bằng máy ảnh”', ['start']),
                          ('2. Đưa tem QR vào khung,\nlần lượt từng trang', ['camera'])]).save(out / 'quet-tu-ben-trong.png')
    columns(folder, 500, [('XANH\nđã so xong, khớp hết', ['verdict-valid', 'legal']),
                          ('VÀNG\nchưa đủ căn cứ', ['verdict-old-list', 'verdict-pending']),
                          ('ĐỎ\nkhông chấp nhận', ['verdict-different', 'verdict-revoked'])]).save(out / 'ket-luan.png')


if __name__ == '__main__':
    make(*map(pathlib.Path, sys.argv[1:]))

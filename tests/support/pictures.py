"""Pictures for visible signatures that are nobody's: a scribble in blue, and a red ring that says it is a sample.

    pictures.py FOLDER     writes hand-homeroom.png, hand-principal.png, stamp.png (36 mm at 300 dpi)
"""
import math
import pathlib
import struct
import sys
import zlib

DPI = 300
PER_METRE = round(DPI / 0.0254)
BLUE, RED = (24, 62, 170), (205, 24, 30)

# Letters on a grid of 4 × 6, as strokes from point to point; marks stand above 6 and below 0.
LETTERS = {
    'M': [[(0, 0), (0, 6), (2, 3), (4, 6), (4, 0)]],
    'U': [[(0, 6), (0, 1), (1, 0), (3, 0), (4, 1), (4, 6)]],
    'K': [[(0, 0), (0, 6)], [(4, 6), (0, 3), (4, 0)]],
    'H': [[(0, 0), (0, 6)], [(4, 0), (4, 6)], [(0, 3), (4, 3)]],
    'N': [[(0, 0), (0, 6), (4, 0), (4, 6)]],
    'G': [[(4, 5), (3, 6), (1, 6), (0, 5), (0, 1), (1, 0), (3, 0), (4, 1), (4, 3), (2.5, 3)]],
    'C': [[(4, 5), (3, 6), (1, 6), (0, 5), (0, 1), (1, 0), (3, 0), (4, 1)]],
    'O': [[(1, 0), (0, 1), (0, 5), (1, 6), (3, 6), (4, 5), (4, 1), (3, 0), (1, 0)]],
    'A': [[(0, 0), (2, 6), (4, 0)], [(0.7, 2), (3.3, 2)]],
    'I': [[(2, 0), (2, 6)]],
    'T': [[(2, 0), (2, 6)], [(0, 6), (4, 6)]],
    'R': [[(0, 0), (0, 6), (3, 6), (4, 5), (4, 4), (3, 3), (0, 3)], [(2, 3), (4, 0)]],
    '–': [[(0, 3), (4, 3)]],
    ' ': [],
}
HAT, ACUTE = [(1, 6.8), (2, 7.6), (3, 6.8)], [(1.6, 7), (2.8, 8)]
TILDE, DOT = [(0.8, 8.2), (1.6, 8.7), (2.4, 8.2), (3.2, 8.7)], [(2, -1.2), (2, -1.25)]
MARKED = {'Ẫ': ('A', HAT, TILDE), 'Ô': ('O', HAT), 'Ó': ('O', ACUTE), 'Á': ('A', ACUTE), 'Ị': ('I', DOT)}


class Sheet:
    """Coverage of ink, 0 to 255, painted by round pens."""

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.rows = [bytearray(width) for _ in range(height)]

    def dot(self, x, y, radius):
        for row in range(max(0, int(y - radius - 1)), min(self.height, int(y + radius + 2))):
            for column in range(max(0, int(x - radius - 1)), min(self.width, int(x + radius + 2))):
                ink = min(1, max(0, radius + 0.5 - math.hypot(column - x, row - y)))
                self.rows[row][column] = max(self.rows[row][column], round(255 * ink))

    def line(self, points, radius):
        """`radius` is a number, or tells the pen's from how far along the line it is (0 to 1)."""
        pen = radius if callable(radius) else lambda _: radius
        for i, ((x0, y0), (x1, y1)) in enumerate(zip(points, points[1:])):
            steps = max(1, round(2 * math.hypot(x1 - x0, y1 - y0)))
            for step in range(steps + 1):
                t = step / steps
                self.dot(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, pen((i + t) / (len(points) - 1)))

    def text(self, words, middle, base, size):
        left = middle - size * (5.4 * len(words) - 1.4) / 2
        for i, letter in enumerate(words):
            plain, *marks = MARKED.get(letter, (letter,))
            for stroke in [*LETTERS[plain], *marks]:
                self.line([(left + size * (5.4 * i + x), base - size * y) for x, y in stroke], size * 0.45)

    def png(self, colour):
        """RGB and alpha, with pHYs (W3C PNG, 11.3.4.3)."""
        rows = b''.join(b'\0' + b''.join(bytes((*colour, ink)) for ink in row) for row in self.rows)

        def chunk(kind, data):
            return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
        return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', self.width, self.height, 8, 6, 0, 0, 0)) +
                chunk(b'pHYs', struct.pack('>IIB', PER_METRE, PER_METRE, 1)) +
                chunk(b'IDAT', zlib.compress(rows, 9)) + chunk(b'IEND', b''))


def hand(turns, phase):
    """Loops along a line, as a pen in a hurry leaves them; no name can be read in it."""
    sheet = Sheet(590, 236)
    points = []
    for i in range(401):
        t = i / 400
        swing = (1 - 0.55 * t) * math.sin(2 * math.pi * turns * t + phase)
        points.append((60 + 440 * t + 46 * math.cos(2 * math.pi * turns * t), 120 - 80 * swing + 22 * t))
    sheet.line(points, lambda t: 2.4 + 1.8 * abs(math.sin(9 * t + phase)))
    sheet.line([(90, 205), (300, 192), (540, 196)], lambda t: 3.4 - 2.2 * t)
    return sheet.png(BLUE)


def stamp():
    """36 mm: two rings around “MẪU – KHÔNG CÓ GIÁ TRỊ”."""
    side = round(36 / 25.4 * DPI)
    sheet, middle = Sheet(side, side), (side - 1) / 2
    for radius, pen in ((middle - 4, 3.5), (middle - 16, 1.5)):
        ring = [(middle + radius * math.cos(a / 50), middle + radius * math.sin(a / 50)) for a in range(316)]
        sheet.line(ring, pen)
    for words, base in (('MẪU –', 150), ('KHÔNG CÓ', 232), ('GIÁ TRỊ', 314)):
        sheet.text(words, middle, base, 6.6)
    return sheet.png(RED)


def write(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'hand-homeroom.png').write_bytes(hand(4, 0.4))
    (folder / 'hand-principal.png').write_bytes(hand(5, 1.3))
    (folder / 'stamp.png').write_bytes(stamp())


if __name__ == '__main__':
    write(sys.argv[1])

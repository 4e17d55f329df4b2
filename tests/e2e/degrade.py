"""What becomes of a printed page on its way to an office: ten degradations of a grey page at 300 dpi, each with a seed."""
import numpy
from PIL import Image, ImageDraw, ImageFilter

DPI = 300
WHITE = 255


def mm(length):
    return round(length * DPI / 25.4)


def array(page):
    return numpy.asarray(page, dtype=numpy.float32)


def image(pixels):
    return Image.fromarray(numpy.clip(pixels, 0, 255).astype(numpy.uint8))


def seal_centre(page):
    """Where 30 mm square are darkest: nothing on a page is as dark as a QR."""
    step, side = 8, mm(30) // 8
    dark = 255 - array(page.reduce(step))
    sums = numpy.pad(dark.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    windows = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    y, x = numpy.unravel_index(windows.argmax(), windows.shape)
    return (int(x) + side // 2) * step, (int(y) + side // 2) * step


def noisy(page, deviation, random):
    return image(array(page) + random.standard_normal((page.height, page.width), dtype=numpy.float32) * deviation)


def turned(page, random):
    return page.rotate(3 * random.choice((-1, 1)), Image.BICUBIC, expand=True, fillcolor=WHITE)


def blurred(page, random):
    """Out of focus by a quarter of a millimetre."""
    return page.filter(ImageFilter.GaussianBlur(mm(0.25)))


def with_noise(page, random):
    return noisy(page, 60, random)


def at_150_dpi(page, random):
    return page.reduce(2)


def photocopied(page, askew, random):
    """A little blur, toner that spreads, specks, and the sheet turned by `askew` degrees."""
    page = page.rotate(askew, Image.BICUBIC, fillcolor=WHITE).filter(ImageFilter.GaussianBlur(1.6))
    page = noisy(page, 12, random)
    return image((array(page) - 150) * 2.5 + 128)


def photocopied_twice(page, random):
    for _ in range(2):
        page = photocopied(page, random.uniform(-1, 1), random)
    return page


def perspective(page, random):
    """A photograph of 12 megapixels, from the hand: a trapezoid on a dark table."""
    width, height = 3000, 4000
    corners = [(x + random.uniform(-120, 120), y + random.uniform(-120, 120))
               for x, y in ((420, 420), (250, 3650), (2750, 3650), (2580, 420))]
    rows = []
    for (x, y), (u, v) in zip(corners, ((0, 0), (0, page.height), (page.width, page.height), (page.width, 0))):
        rows += [([x, y, 1, 0, 0, 0, -u * x, -u * y], u), ([0, 0, 0, x, y, 1, -v * x, -v * y], v)]
    solved = numpy.linalg.solve(numpy.array([left for left, _ in rows]), numpy.array([right for _, right in rows]))
    photo = page.transform((width, height), Image.PERSPECTIVE, solved.tolist(), Image.BICUBIC, fillcolor=70)
    return noisy(photo.filter(ImageFilter.GaussianBlur(1.2)), 6, random)


def unevenly_lit(page, random):
    """The lamp on one side, and the edge of a shadow through the seal."""
    x, y = seal_centre(page)
    columns, rows = numpy.meshgrid(numpy.arange(page.width, dtype=numpy.float32), numpy.arange(page.height, dtype=numpy.float32))
    light = 0.45 + 0.55 * columns / page.width
    light[(columns - x) + random.uniform(-1, 1) * (rows - y) > 0] *= 0.55
    return image(array(page) * light)


def as_jpeg_60(page, random):
    return page  # saved so, at 200 dpi


def pen_stroke(page, random):
    """A ball pen of 0.8 mm once across the symbol, from edge to edge."""
    x, y = seal_centre(page)
    slope, reach = random.uniform(-0.7, 0.7), mm(25)
    page = page.copy()
    ImageDraw.Draw(page).line((x - reach, y - slope * reach, x + reach, y + slope * reach), fill=40, width=mm(0.8))
    return page


def coffee_stain(page, random):
    """The ring of a cup whose edge crosses the symbol, and what it left inside."""
    x, y = seal_centre(page)
    angle, radius = random.uniform(0, 2 * numpy.pi), mm(38)
    centre = x + radius * numpy.cos(angle), y + radius * numpy.sin(angle)
    columns, rows = numpy.meshgrid(numpy.arange(page.width, dtype=numpy.float32), numpy.arange(page.height, dtype=numpy.float32))
    distance = numpy.hypot(columns - centre[0], rows - centre[1])
    coffee = numpy.where(distance < radius, 0.85, 1.0)
    coffee[numpy.abs(distance - radius) < mm(2)] = 0.45
    return image(array(page) * coffee)


# Name, what it is in words, the function, and how the picture is kept: file ending, quality, dots per inch.
ALL = [
    ('turn', 'turned by 3°', turned, '.png'),
    ('blur', 'out of focus by 0.25 mm', blurred, '.jpg'),
    ('noise', 'noise, σ = 60 of 255', with_noise, '.jpg'),
    ('150-dpi', 'scanned at 150 dpi', at_150_dpi, '.png'),
    ('photocopy', 'photocopied twice', photocopied_twice, '.jpg'),
    ('perspective', 'photographed at an angle, 12 megapixels', perspective, '.jpg'),
    ('light', 'uneven light and a shadow', unevenly_lit, '.jpg'),
    ('jpeg-60', '200 dpi, JPEG quality 60', as_jpeg_60, '.jpg'),
    ('pen', 'a pen stroke of 0.8 mm across the symbol', pen_stroke, '.png'),
    ('coffee', 'a coffee stain on the symbol', coffee_stain, '.jpg'),
]


def save(page, path):
    if path.name.startswith('jpeg-60'):
        page.resize((page.width * 2 // 3, page.height * 2 // 3), Image.BOX).save(path, quality=60)
    elif path.suffix == '.jpg':
        page.save(path, quality=90)
    else:
        page.save(path, compress_level=1)

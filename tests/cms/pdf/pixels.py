"""What a PDF really shows, letter by letter, beside what the font draws by itself."""

import io

import pymupdf
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

ALPHABETS = {
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "en": "abcdefghijklmnopqrstuvwxyz",
}
POINTS, ZOOM = 40, 4
PIXELS = POINTS * ZOOM
ROOM = PIXELS // 2  # around the letter, for tails and accents
FINE = 4  # FreeType bends outlines to whole pixels: drawn so much larger, that is too little to see


def sheet(letters, weight):
    """A page on which every letter stands alone in a cell."""
    cells = "".join(f'<span style="display:inline-block;width:100pt;height:70pt">{letter}</span>' for letter in letters)
    body = f'<body style="font:{weight} {POINTS}pt Print Sans">{cells}</body>'
    return f'<html lang="ky"><title>Letters</title>{body}</html>'


def printed(pdf):
    """Each letter of the page with the pixels around its origin on the base line."""
    page = pymupdf.open(stream=io.BytesIO(pdf))[0]
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(ZOOM, ZOOM), colorspace=pymupdf.csGRAY)
    picture = ImageChops.invert(Image.frombytes("L", (pixmap.width, pixmap.height), pixmap.samples))
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", []):
            for character in (c for span in line["spans"] for c in span["chars"] if c["c"].strip()):
                x, y = (round(v * ZOOM) for v in character["origin"])
                yield character["c"], picture.crop((x - ROOM, y - PIXELS - ROOM, x + PIXELS + ROOM, y + ROOM))


def drawn(letter, font_file):
    """The same cut, drawn by FreeType from the font file."""
    font = ImageFont.truetype(str(font_file), PIXELS * FINE, layout_engine=ImageFont.Layout.BASIC)
    side = (2 * ROOM + PIXELS) * FINE
    picture = Image.new("L", (side, side))
    ImageDraw.Draw(picture).text((ROOM * FINE, (PIXELS + ROOM) * FINE), letter, fill=255, font=font, anchor="ls")
    return picture.reduce(FINE)


def ink(picture):
    return ImageStat.Stat(picture).sum[0]


def difference(one, other):
    """Share of the ink that differs, at the best of the placements one pixel around (origins are rounded)."""
    moves = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
    return min(ink(ImageChops.difference(ImageChops.offset(one, *move), other)) for move in moves) / ink(other)

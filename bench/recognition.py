"""Recognising pages: characters that are right and seconds of work, page by page.

The pages are rendered as the tests render them. `--all` tries more types, sizes and angles.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import ImageFont
from rapidfuzz.distance import Levenshtein

from luoshi.papers import apart, seeing, telling
from luoshi.papers.paragraphs import words_of
from tests.papers import pictures

SANS = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
PLAIN = "".join("".join(pictures.MINUTES).split())
SHORT = (
    ("serif 16 pt", pictures.FONT, 16, 150, 2.0),
    ("serif 16 pt", pictures.FONT, 16, 150, -2.0),
)
MORE = (
    ("serif 16 pt", pictures.FONT, 16, 150, 0.0),
    ("serif 16 pt", pictures.FONT, 16, 300, 1.0),
    ("serif 12 pt", pictures.FONT, 12, 150, 1.5),
    ("serif 10.5 pt", pictures.FONT, 10.5, 150, -1.5),
    ("sans 16 pt", SANS, 16, 150, 2.0),
    ("sans 12 pt", SANS, 12, 150, -2.0),
)


def rendered(font: str, size: float, dpi: int, turned: float, chance: int) -> bytes:
    """A photographed page of minutes in a type of a size."""
    pixels = round(size * dpi / 72)
    face = ImageFont.truetype(font, pixels, index=2)
    sheet = pictures.page((), dpi=dpi)
    width = (210 - pictures.LEFT - pictures.RIGHT) * dpi / pictures.MILLIMETRES + pixels / 2
    pen = pictures.ImageDraw.Draw(sheet)
    top, left = (side * dpi / pictures.MILLIMETRES for side in (pictures.TOP, pictures.LEFT))
    for row, line in enumerate(pictures.lines_of(pictures.MINUTES, face, width)):
        pen.text((left, top + row * 1.8 * pixels), line, font=face, fill=25)
    return pictures.photographed(sheet, turned=turned, chance=chance)


def main() -> None:
    """Print a line for each page."""
    if not apart.can_recognise():
        print("the extra `ocr` is not installed")
        return
    page = seeing.opened()
    print(f"{'page':16} {'dpi':>4} {'skew':>5} {'right':>7} {'doubts':>6} {'cpu s':>6}")
    for number, (name, font, size, dpi, turned) in enumerate(
        SHORT + MORE if "--all" in sys.argv else SHORT
    ):
        content = rendered(font, size, dpi, turned, number)
        begun = time.process_time()
        words = words_of([telling.leaf_heard(page({"number": 1}, content))])
        spent = time.process_time() - begun
        wrong = Levenshtein.distance("".join(words.text.split()), PLAIN)
        right = 1 - wrong / len(PLAIN)
        print(f"{name:16} {dpi:4} {turned:5} {right:7.4f} {len(words.doubts):6} {spent:6.2f}")
    print(f"{len(PLAIN)} characters a page; memory: tests/papers/test_recognise.py")


if __name__ == "__main__":
    main()

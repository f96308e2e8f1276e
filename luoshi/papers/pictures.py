"""Pictures of pages: photographs, scans with several pages in one file, pages of a PDF drawn.

How large a picture is is known before it is unpacked; one that would fill the memory is refused.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from luoshi.papers import pdf
from luoshi.papers.refusals import Unreadable

Picture = np.ndarray[Any, Any]
# Unpacked, in bytes. A photograph is shrunk while it is unpacked and takes a part of this.
_MOST_UNPACKED = 120_000_000
# No page is drawn or kept larger than is read of it (pixels along the long side).
_SIDE = 2_000
_FORMATS = ("JPEG", "PNG", "BMP", "TIFF", "WEBP", "GIF")


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            yield image
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise Unreadable("broken") from error


def frame_of(content: bytes, number: int) -> Picture:
    """Return one page of a picture file, upright as the camera held it, in colours.

    :param number: counted from 1
    :raises Unreadable: if it is broken, or too large unpacked
    """
    with _opened(content) as image:
        if number > 1:
            image.seek(number - 1)
        image.draft("RGB", (_SIDE, _SIDE))
        wide, high = image.size
        if wide * high * len(image.getbands()) > _MOST_UNPACKED:
            raise Unreadable("too_heavy")
        # A transparent ground is paper, not ink.
        if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
            image.thumbnail((_SIDE, _SIDE))
            shown = image.convert("RGBA")
            ground = Image.new("RGBA", shown.size, "white")
            flat = Image.alpha_composite(ground, shown)
        else:
            flat = image.convert("L") if image.mode == "1" else image
            flat.thumbnail((_SIDE, _SIDE))
        return np.array(ImageOps.exif_transpose(flat).convert("RGB"))[:, :, ::-1].copy()


def drawn(content: bytes, number: int) -> Picture:
    """Draw a page of a PDF as it would be printed.

    :param number: counted from 1
    :raises Unreadable: if the PDF cannot be opened
    """
    with pdf.opened(content) as document:
        page = document[number - 1]
        try:
            scale = min(_SIDE / max(*page.get_size(), 1), 4.0)
            bitmap = page.render(scale=scale, may_draw_forms=False)
            picture: Picture = bitmap.to_numpy().copy()
            bitmap.close()
        finally:
            page.close()
    if picture.ndim == 2 or picture.shape[2] == 1:
        picture = np.repeat(picture.reshape(*picture.shape[:2], 1), 3, axis=2)
    return picture[:, :, :3]

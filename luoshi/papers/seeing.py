"""One page of a scan: its words if it has any, else what can be recognised in its picture.

Imported only by a child that is to see, because what stands below takes much memory.
"""

import io
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image

from luoshi.papers import kinds, ofd, pdf, pictures, telling
from luoshi.papers.layout import Leaf
from luoshi.papers.recognition import Eyes


def opened() -> Callable[[dict[str, Any], bytes], Any]:
    """Load the networks and all that is loaded late; return what reads a page.

    Once confined, a child can open nothing, not even a module.
    """
    eyes = Eyes()
    eyes.read(np.full((64, 256, 3), 255, np.uint8))
    for form in ("JPEG", "PNG", "TIFF", "BMP", "WEBP", "GIF"):
        packed = io.BytesIO()
        Image.new("RGB", (8, 8)).save(packed, form)
        pictures.frame_of(packed.getvalue(), 1)

    def page(said: dict[str, Any], content: bytes) -> Any:
        return telling.leaf_told(_page(eyes, content, int(said["number"])))

    return page


def _page(eyes: Eyes, content: bytes, number: int) -> Leaf:
    kind = kinds.kind_of(content)
    if kind == kinds.OFD:
        written = ofd.leaf_of(content, number)
        if written.runs:
            return written
        return eyes.read(pictures.frame_of(ofd.picture_of(content, number), 1))
    if kind != kinds.PDF:
        return eyes.read(pictures.frame_of(content, number))
    written = pdf.leaf_of(content, number)
    return written if written.runs else eyes.read(pictures.drawn(content, number))

"""识读 Words out of a picture, offline, with the confidence of every character.

Two small networks do it: one says where words stand, one says what they are. Their models come
with the extra `ocr` (PP-OCR, Apache-2.0); nothing is ever fetched. The page is looked at in strips
so that memory does not grow with it; one thread only, because whoever reads was forked.
"""

import math
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime

from luoshi.papers.layout import Leaf, Run
from luoshi.papers.refusals import Unreadable

Picture = np.ndarray[Any, Any]

# The long side of the page as it is read, and as places are looked for (pixels).
READ_SIDE, _LOOK_SIDE = 2_000, 1_280
_LONG_EDGE = 842
_STRIP, _OVERLAP, _GRAIN = 224, 64, 32
# As the models were made: what counts as ink, how sure a place must be, how far its edge lies out.
_INK, _SURE_PLACE, _OUT = 0.3, 0.5, 1.6
_RIM = 0.8
_MOST_PLACES = 1_000
_LINE_HEIGHT, _LONGEST_LINE = 48, 2_400
# A line under this is no words but a stain; a character under the other is to be looked at.
_WORDS, _DOUBT = 0.5, 0.8
# A page whose best lines are worse than this stands on its head.
_UPSIDE_DOWN, _ASKED = 0.7, 3


def _models() -> tuple[Path, Path]:
    found = find_spec("rapidocr")
    if found is None or not found.submodule_search_locations:
        raise Unreadable("scan", pages=1)
    folder = Path(found.submodule_search_locations[0]) / "models"
    return sorted(folder.glob("*_det_*.onnx"))[-1], sorted(folder.glob("*_rec_*.onnx"))[-1]


class Eyes:
    """Both networks, loaded."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        self._places, self._words = (_session(path) for path in _models())
        said = self._words.get_modelmeta().custom_metadata_map["character"]
        self._characters = ["", *said.split("\n"), " "]

    def read(self, picture: Picture) -> Leaf:
        """Return the words of a page and where they stand, turned upright if it lies askew."""
        picture = _scaled(picture, READ_SIDE)
        boxes = self._boxes(picture)
        if sum(box[1][1] > 2 * box[1][0] for box in boxes) * 2 > len(boxes):
            picture = np.ascontiguousarray(np.rot90(picture))
            boxes = self._boxes(picture)
        if (sure := self._sure_of(picture, boxes)) < _UPSIDE_DOWN:
            turned = np.ascontiguousarray(np.rot90(picture, 2))
            others = self._boxes(turned)
            if self._sure_of(turned, others) > sure:
                picture, boxes = turned, others
        # In points, as if printed on A4: whatever a page came from, its lengths are then alike.
        points = _LONG_EDGE / max(picture.shape[:2])
        runs = [_sized(run, points) for run in self._runs(picture, boxes)]
        return Leaf(runs, height=picture.shape[0] * points)

    def _sure_of(self, picture: Picture, boxes: list[Any]) -> float:
        """Say how sure the longest lines are; a page without any is not upside down."""
        widest = sorted(boxes, key=lambda box: -box[1][0])[:_ASKED]
        sure = [_sureness(self._line(picture, box)) for box in widest]
        return sum(sure) / len(sure) if sure else 1.0

    def _runs(self, picture: Picture, boxes: list[Any]) -> Iterator[Run]:
        straight = _straightened(boxes, picture.shape)
        for box in boxes:
            line = self._line(picture, box)
            words = "".join(char for char, _ in line)
            if not words.strip() or _sureness(line) < _WORDS:
                continue
            x, y = straight(*box[0])
            wide, high = (side / 2 for side in box[1])
            doubts = tuple((at, at + 1) for at, (_, sure) in enumerate(line) if sure < _DOUBT)
            # Places are found with a rim around the words; lengths are measured in their height.
            high *= _RIM
            yield Run(words, x - wide, y - high, x + wide, y + high, doubts)

    def _boxes(self, picture: Picture) -> list[Any]:
        """Return the places of words: middle, size and angle of a box, from left to right long."""
        look = _scaled(picture, _LOOK_SIDE)
        wide, high = (max(_GRAIN, round(side / _GRAIN) * _GRAIN) for side in look.shape[1::-1])
        look = cv2.resize(look, (wide, high))
        ink = np.zeros((high, wide), np.float32)
        for top in range(0, max(high - _OVERLAP, 1), _STRIP - _OVERLAP):
            strip = look[top : top + _STRIP]
            asked = ((strip.astype(np.float32) / 255 - 0.5) / 0.5).transpose(2, 0, 1)[None]
            found = self._places.run(None, {"x": asked})[0][0, 0]
            part = ink[top : top + _STRIP]
            np.maximum(part, found, out=part)
        ratio = picture.shape[1] / wide, picture.shape[0] / high
        return list(_outlined(ink, ratio))

    def _line(self, picture: Picture, box: Any) -> list[tuple[str, float]]:
        """Read one line: each character with how sure it is, 0 to 1."""
        wide = round(min(_LINE_HEIGHT * box[1][0] / max(box[1][1], 1), _LONGEST_LINE))
        wide = max(wide, _LINE_HEIGHT)
        corners = cv2.boxPoints(box)
        # boxPoints begins at the bottom left of a box that is not turned, and goes clockwise.
        target = np.array([[0, _LINE_HEIGHT], [0, 0], [wide, 0]], np.float32)
        turn = cv2.getAffineTransform(corners[:3].astype(np.float32), target)
        line = cv2.warpAffine(
            picture,
            turn,
            (wide, _LINE_HEIGHT),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        asked = (line.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)[None]
        steps = self._words.run(None, {"x": asked})[0][0]
        best, sure = steps.argmax(1), steps.max(1)
        out = []
        for at, code in enumerate(best):
            if code and (at == 0 or code != best[at - 1]):
                out.append((self._characters[code], float(sure[at])))
        return out


def _session(path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Memory goes back after every strip instead of being kept for the next.
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _sized(run: Run, points: float) -> Run:
    left, top, right, bottom = (
        side * points for side in (run.left, run.top, run.right, run.bottom)
    )
    return Run(run.words, left, top, right, bottom, run.doubts)


def _sureness(line: list[tuple[str, float]]) -> float:
    return sum(sure for _, sure in line) / len(line) if line else 0.0


def _scaled(picture: Picture, side: int) -> Picture:
    ratio = side / max(picture.shape[:2])
    if ratio >= 1:
        return picture
    size = tuple(max(1, round(length * ratio)) for length in picture.shape[1::-1])
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def _outlined(ink: Picture, ratio: tuple[float, float]) -> Iterator[Any]:
    mask = cv2.dilate((ink > _INK).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours[:_MOST_PLACES]:
        box = _lying(cv2.minAreaRect(contour))
        wide, high = box[1]
        if min(wide, high) < 3 or _inked(ink, contour) < _SURE_PLACE:
            continue
        out = wide * high * _OUT / (2 * (wide + high))
        (x, y), across, down = box[0], ratio[0], ratio[1]
        yield (x * across, y * down), ((wide + 2 * out) * across, (high + 2 * out) * down), box[2]


def _lying(box: Any) -> Any:
    """Return the same box with its long side across; only steep ones stay as they are."""
    middle, (wide, high), angle = box
    while angle > 45:
        (wide, high), angle = (high, wide), angle - 90
    while angle < -45:
        (wide, high), angle = (high, wide), angle + 90
    return middle, (wide, high), angle


def _inked(ink: Picture, contour: Picture) -> float:
    x, y, wide, high = cv2.boundingRect(contour)
    mask = np.zeros((high, wide), np.uint8)
    cv2.fillPoly(mask, [contour - (x, y)], 1)
    return float(cv2.mean(ink[y : y + high, x : x + wide], mask)[0])


def _straightened(
    boxes: list[Any], shape: tuple[int, ...]
) -> Callable[[float, float], tuple[float, float]]:
    """Return how places move when the page is turned so that its lines lie level."""
    long = [box[2] for box in boxes if box[1][0] > 5 * box[1][1]]
    angle = math.radians(sorted(long)[len(long) // 2]) if long else 0.0
    cosine, sine = math.cos(angle), math.sin(angle)
    middle_x, middle_y = shape[1] / 2, shape[0] / 2

    def moved(x: float, y: float) -> tuple[float, float]:
        x, y = x - middle_x, y - middle_y
        return middle_x + x * cosine + y * sine, middle_y - x * sine + y * cosine

    return moved

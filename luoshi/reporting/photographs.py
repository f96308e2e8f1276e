"""What a photograph carries besides its picture: read off once, then taken out of the file. Pure.

When it was taken is kept beside the report; where, only if whoever sends it ticks so. In the bytes
neither stays: a file goes further than the report it lies beside. The turn of the camera stays, or
the picture would lie on its side.
"""

import struct
from dataclasses import dataclass
from datetime import datetime

PNG = b"\x89PNG\r\n\x1a\n"
# Text, time and camera marks; colours and transparency stay.
PNG_DROPPED = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
WEBP_DROPPED = {b"EXIF", b"XMP "}
EXIF = b"Exif\0\0"
ORIENTATION, TAKEN, EXIF_PART, GPS_PART = 0x0112, 0x9003, 0x8769, 0x8825
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
NO_TURN = 1


@dataclass(frozen=True)
class Marks:
    """What was read off a photograph.

    :param taken: by the camera's own clock, in no time zone
    :param place: latitude and longitude in degrees, or ""
    """

    taken: datetime | None = None
    place: str = ""
    turn: int = NO_TURN


def marks_of(content: bytes) -> Marks:
    """Return the marks of a photograph; none where there are none or they cannot be read."""
    packed = _exif_of(content)
    if packed is None:
        return Marks()
    try:
        return _read(packed)
    except (struct.error, IndexError, ValueError, ZeroDivisionError, UnicodeDecodeError):
        return Marks()


def without_marks(content: bytes) -> bytes:
    """Return the file without its marks; what is no photograph, or is broken, as it came."""
    try:
        if content.startswith(b"\xff\xd8"):
            return _plain_jpeg(content)
        if content.startswith(PNG):
            kept = [whole for name, whole, _ in _png(content) if name not in PNG_DROPPED]
            return PNG + b"".join(kept)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _plain_webp(content)
    except (struct.error, IndexError):
        return content
    return content


def _segments(content: bytes) -> list[tuple[int, int, int]]:
    """Return marker, start and end of each segment before the picture of a JPEG."""
    found, at = [], 2
    while content[at] == 0xFF and content[at + 1] != 0xDA:
        end = at + 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
        found.append((content[at + 1], at, end))
        at = end
    return found


def _plain_jpeg(content: bytes) -> bytes:
    kept, at, turn = [content[:2]], 2, marks_of(content).turn
    if turn != NO_TURN:
        kept.append(_turned(turn))
    for marker, start, end in _segments(content):
        # APP0 and APP2 (colours), APP14 (how colours are coded) make the picture; the rest tell.
        if marker in (0xE0, 0xE2, 0xEE) or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            kept.append(content[start:end])
        at = end
    kept.append(content[at:])
    return b"".join(kept)


def _turned(turn: int) -> bytes:
    entry = struct.pack(">HHIHH", ORIENTATION, 3, 1, turn, 0)
    tiff = b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    body = EXIF + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(content: bytes) -> list[tuple[bytes, bytes, bytes]]:
    found, at = [], len(PNG)
    while at + 12 <= len(content):
        size = struct.unpack(">I", content[at : at + 4])[0]
        end = at + 12 + size
        found.append((content[at + 4 : at + 8], content[at:end], content[at + 8 : at + 8 + size]))
        at = end
    return found


def _riff(content: bytes) -> list[tuple[bytes, bytes, bytes]]:
    found, at = [], 12
    while at + 8 <= len(content):
        size = struct.unpack("<I", content[at + 4 : at + 8])[0]
        end = at + 8 + size + size % 2
        found.append((content[at : at + 4], content[at:end], content[at + 8 : at + 8 + size]))
        at = end
    return found


def _plain_webp(content: bytes) -> bytes:
    kept = []
    for name, whole, body in _riff(content):
        if name == b"VP8X":
            # Two bits of its first byte say that marks follow.
            whole = whole[:8] + bytes([body[0] & ~0x0C]) + whole[9:]
        if name not in WEBP_DROPPED:
            kept.append(whole)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _exif_of(content: bytes) -> bytes | None:
    """Return the TIFF block in which a camera keeps its marks."""
    try:
        if content.startswith(b"\xff\xd8"):
            for marker, start, end in _segments(content):
                if marker == 0xE1 and content[start + 4 :].startswith(EXIF):
                    return content[start + 4 + len(EXIF) : end]
        elif content.startswith(PNG):
            return next((body for name, _, body in _png(content) if name == b"eXIf"), None)
        elif content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            found = next((body for name, _, body in _riff(content) if name == b"EXIF"), None)
            return found.removeprefix(EXIF) if found else None
    except (struct.error, IndexError):
        return None
    return None


def _read(tiff: bytes) -> Marks:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2], "")
    if not order:
        return Marks()
    top = _directory(tiff, struct.unpack(order + "I", tiff[4:8])[0], order)
    turn = struct.unpack(order + "H", top[ORIENTATION][:2])[0] if ORIENTATION in top else NO_TURN
    taken, place = None, ""
    if EXIF_PART in top:
        inner = _directory(tiff, struct.unpack(order + "I", top[EXIF_PART][:4])[0], order)
        if TAKEN in inner:
            said = inner[TAKEN].rstrip(b"\0 ").decode("ascii")
            # A camera knows no time zone; whoever keeps it says where the clock hung.
            taken = datetime.strptime(said, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    if GPS_PART in top:
        gps = _directory(tiff, struct.unpack(order + "I", top[GPS_PART][:4])[0], order)
        place = _place(gps, order)
    return Marks(taken, place, turn if 1 <= turn <= 8 else NO_TURN)


def _directory(tiff: bytes, at: int, order: str) -> dict[int, bytes]:
    found = {}
    (count,) = struct.unpack(order + "H", tiff[at : at + 2])
    for place in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind, number = struct.unpack(order + "HHI", tiff[place : place + 8])
        size = SIZES.get(kind, 1) * number
        start = place + 8
        if size > 4:
            (start,) = struct.unpack(order + "I", tiff[place + 8 : place + 12])
        found[tag] = tiff[start : start + size]
    return found


def _place(gps: dict[int, bytes], order: str) -> str:
    if not {1, 2, 3, 4} <= gps.keys():
        return ""
    north = _degrees(gps[2], order) * (-1 if gps[1][:1] == b"S" else 1)
    east = _degrees(gps[4], order) * (-1 if gps[3][:1] == b"W" else 1)
    return f"{north:.5f},{east:.5f}"


def _degrees(packed: bytes, order: str) -> float:
    parts = struct.unpack(order + "6I", packed[:24])
    whole, minutes, seconds = (float(parts[i] / parts[i + 1]) for i in (0, 2, 4))
    return whole + minutes / 60 + seconds / 3600

"""A small photograph as a camera writes it, put together byte by byte."""

import struct

TAKEN = b"2026:05:20 09:36:00\0"
PICTURE = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\x34\xff\xd9"
TABLES = b"\xff\xdb\x00\x04\x00\x01"
COLOURS = b"\xff\xe2\x00\x0eICC_PROFILE\0"


def _entry(tag, kind, number, value):
    return struct.pack(">HHI", tag, kind, number) + value.ljust(4, b"\0")


def _directory(*entries):
    return struct.pack(">H", len(entries)) + b"".join(entries) + b"\0\0\0\0"


def exif(*, turn=6):
    """The block of marks: turned, taken at a time, at a place."""
    top_size = 2 + 12 * 3 + 4
    inner_at, inner_size = 8 + top_size, 2 + 12 + 4
    gps_at, gps_size = inner_at + inner_size, 2 + 12 * 4 + 4
    taken_at = gps_at + gps_size
    north_at = taken_at + len(TAKEN)
    east_at = north_at + 24
    number = struct.Struct(">I")
    top = _directory(
        _entry(0x0112, 3, 1, struct.pack(">H", turn)),
        _entry(0x8769, 4, 1, number.pack(inner_at)),
        _entry(0x8825, 4, 1, number.pack(gps_at)),
    )
    inner = _directory(_entry(0x9003, 2, len(TAKEN), number.pack(taken_at)))
    gps = _directory(
        _entry(1, 2, 2, b"N\0"),
        _entry(2, 5, 3, number.pack(north_at)),
        _entry(3, 2, 2, b"E\0"),
        _entry(4, 5, 3, number.pack(east_at)),
    )
    north, east = struct.pack(">6I", 30, 1, 30, 1, 0, 1), struct.pack(">6I", 104, 1, 0, 1, 36, 1)
    return b"MM\0*" + number.pack(8) + top + inner + gps + TAKEN + north + east


def jpeg(marks=None):
    """A JPEG with its tables and colours, and with marks if given."""
    told = b""
    if marks is not None:
        body = b"Exif\0\0" + marks
        told = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    note = b"\xff\xfe\x00\x07by me"
    return b"\xff\xd8" + told + note + COLOURS + TABLES + PICTURE


JPEG = jpeg(exif())

"""The file format of old Office (an OLE compound file), read just far enough to be careful with it.

Two questions only: which streams are inside (encrypted? macros? a workbook?), and how far out the
cells of an .xls lie. A few bytes can name a cell so far out that room for all cells up to it would
fill the machine.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.papers.refusals import Unreadable

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_END = 0xFFFFFFFA
_MINI = 64
_EOF, _BOUND_SHEET, _DIMENSIONS, _PASSWORD = 0x000A, 0x0085, 0x0200, 0x002F
# Formula, number, label, boolean or error, RK, shared string, rich string, and several RK at once.
_CELLS = frozenset((0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6))
_SEVERAL = 0x00BD


@dataclass(frozen=True)
class Stream:
    """An entry of the directory: its name, first sector and length in bytes."""

    name: str
    first: int
    length: int


class Compound:
    """A compound file with its allocation table and directory.

    :raises Unreadable: if either does not hold together
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._size = 1 << struct.unpack_from("<H", content, 30)[0]
            if self._size not in (512, 4096):
                raise Unreadable("broken")
            first_directory, self._cutoff, first_mini = struct.unpack_from("<I4xII", content, 48)
            self._table = self._allocation()
            self.streams = list(self._directory(first_directory))
            self._minis = _numbers(self._chained(first_mini))
        except (struct.error, IndexError) as error:
            raise Unreadable("broken") from error

    @property
    def names(self) -> frozenset[str]:
        """The names of all streams and folders."""
        return frozenset(stream.name for stream in self.streams)

    def read(self, name: str) -> bytes:
        """Return the bytes of a stream.

        :raises Unreadable: if there is no such stream, or its sectors do not hold together
        """
        for stream in self.streams:
            if stream.name == name:
                large = stream.length >= self._cutoff
                found = self._chained(stream.first) if large else self._small(stream)
                if len(found) >= stream.length:
                    return found[: stream.length]
        raise Unreadable("broken")

    def _sector(self, number: int) -> bytes:
        # Sector 0 follows the header, which takes up one whole sector.
        start = max(_HEADER, self._size) + number * self._size
        if start >= len(self._content):
            raise Unreadable("broken")
        return self._content[start : start + self._size]

    def _allocation(self) -> list[int]:
        first, count = struct.unpack_from("<II", self._content, 68)
        places = [*struct.unpack_from("<109I", self._content, 76)]
        for _ in range(min(count, len(self._content) // self._size)):
            if first >= _END:
                break
            more = _numbers(self._sector(first))
            places += more[:-1]
            first = more[-1]
        return [
            number for place in places if place < _END for number in _numbers(self._sector(place))
        ]

    def _chained(self, first: int) -> bytes:
        sectors: list[bytes] = []
        number = first
        while number < _END:
            # A chain longer than the table goes in a circle.
            if len(sectors) > len(self._table):
                raise Unreadable("broken")
            sectors.append(self._sector(number))
            number = self._table[number]
        return b"".join(sectors)

    def _directory(self, first: int) -> Iterator[Stream]:
        directory = self._chained(first)
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            if kind and 2 <= length <= 64:
                name = directory[at : at + length - 2].decode("utf-16-le", "replace")
                start, size = struct.unpack_from("<II", directory, at + 116)
                if size > len(self._content):
                    raise Unreadable("broken")
                yield Stream(name, start, size)

    def _small(self, stream: Stream) -> bytes:
        # Small streams share one large one, which belongs to the root, the first entry.
        shared, number = self._chained(self.streams[0].first), stream.first
        out: list[bytes] = []
        while number < _END:
            if len(out) > len(self._minis) or number >= len(self._minis):
                raise Unreadable("broken")
            out.append(shared[number * _MINI : (number + 1) * _MINI])
            number = self._minis[number]
        return b"".join(out)


def extents(workbook: bytes) -> list[tuple[int, int]]:
    """Return for each sheet of an .xls how many rows and columns its cells and its header claim.

    The sheets are walked as the reader behind us walks them: from where the list of sheets says
    each begins, to its end mark.

    :param workbook: the bytes of its Workbook stream
    :raises Unreadable: if it is protected by a password
    """
    starts = []
    for kind, body in _records(workbook, 0):
        if kind == _PASSWORD:
            raise Unreadable("encrypted")
        if kind == _BOUND_SHEET and len(body) >= 4:
            starts.append(struct.unpack_from("<I", body)[0])
    return [_extent(workbook, start) for start in starts]


def _extent(workbook: bytes, start: int) -> tuple[int, int]:
    reaches = [_reach(kind, body) for kind, body in _records(workbook, start)]
    rows, columns = zip((0, 0), *(reach for reach in reaches if reach), strict=True)
    return max(rows), max(columns)


def _reach(kind: int, body: bytes) -> tuple[int, int] | None:
    if kind == _DIMENSIONS:
        return _dimensions(body)
    if kind in _CELLS and len(body) >= 4:
        row, column = struct.unpack_from("<HH", body)
        return row + 1, column + 1
    if kind == _SEVERAL and len(body) >= 6:
        return struct.unpack_from("<H", body)[0] + 1, struct.unpack_from("<H", body[-2:])[0] + 1
    return None


def _dimensions(body: bytes) -> tuple[int, int]:
    form = {14: "<IIHH", 10: "<HHHH"}.get(len(body))
    if form is None:
        raise Unreadable("broken")
    first_row, rows, _, columns = struct.unpack_from(form, body)
    # A range that ends before it begins is counted round the clock by careless readers.
    if rows and rows < first_row:
        raise Unreadable("broken")
    return rows, columns


def _records(workbook: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(workbook):
        kind, length = struct.unpack_from("<HH", workbook, at)
        if kind == _EOF:
            break
        yield kind, workbook[at + 4 : at + 4 + length]
        at += 4 + length


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))

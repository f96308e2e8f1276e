"""Tables in a terminal, where a Chinese character is as wide as two letters."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cut:
    """A column of a printed table: its key, its head, its width in letters, whether it grows."""

    key: str
    head: str
    width: int
    grows: bool = False


def width_of(words: str) -> int:
    """Return how many letters wide the words are printed."""
    return sum(_width(character) for character in words)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def lines_of(words: str, width: int) -> list[str]:
    """Break words into lines no wider than asked, at a space where there is one.

    An empty text is one empty line.
    """
    lines, line = [], ""
    for character in words:
        if line and width_of(line) + _width(character) > width:
            kept, space, begun = line.rpartition(" ")
            whole = character != " " and bool(space) and bool(kept.strip())
            lines.append(kept if whole else line)
            line = begun if whole else ""
            if character == " ":
                continue
        line += character
    return [*lines, line]


def _padded(words: str, width: int) -> str:
    return words + " " * max(0, width - width_of(words))


def table(columns: Sequence[Cut], rows: Sequence[Mapping[str, str]], *, width: int) -> str:
    """Return an aligned table; the growing column takes what the terminal leaves over."""
    spare = width - sum(column.width for column in columns) - 2 * (len(columns) - 1)
    widths = [column.width + (max(spare, 0) if column.grows else 0) for column in columns]
    printed = [_row([column.head for column in columns], widths)]
    printed.append("  ".join("─" * one for one in widths))
    for row in rows:
        printed.append(_row([row.get(column.key, "") for column in columns], widths))
    return "\n".join(printed)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    broken = [lines_of(cell, one) for cell, one in zip(cells, widths, strict=True)]
    height = max(len(lines) for lines in broken)
    printed = []
    for at in range(height):
        parts = [
            _padded(lines[at] if at < len(lines) else "", one)
            for lines, one in zip(broken, widths, strict=True)
        ]
        printed.append("  ".join(parts).rstrip())
    return "\n".join(printed)

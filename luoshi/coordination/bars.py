"""负担 by month as a picture: a bar for each month, the same numbers in a table. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.coordination.burden import Load

WIDTH, HEIGHT = 640, 150
LEFT, TOP, BOTTOM = 8, 18, 22
GAP = 12


@dataclass(frozen=True)
class Bar:
    """One month: where its bar stands in the box, and what it says."""

    month: int
    x: str
    y: str
    width: str
    height: str
    middle: str
    above: str
    load: Load


@dataclass(frozen=True)
class Bars:
    """The picture: twelve bars in a box of its own units."""

    width: int
    height: int
    base: int
    bars: Sequence[Bar]


def bars(months: Sequence[Load]) -> Bars | None:
    """Draw the minutes of each month; nothing where nothing was asked all year."""
    most = max((one.minutes for one in months), default=0)
    if not most:
        return None
    step = (WIDTH - 2 * LEFT) / len(months)
    room = HEIGHT - TOP - BOTTOM
    drawn = []
    for number, load in enumerate(months):
        x, tall = LEFT + number * step + GAP / 2, room * load.minutes / most
        y = HEIGHT - BOTTOM - tall
        drawn.append(
            Bar(
                number + 1,
                f"{x:.1f}",
                f"{y:.1f}",
                f"{step - GAP:.1f}",
                f"{tall:.1f}",
                f"{x + (step - GAP) / 2:.1f}",
                f"{y - 5:.1f}",
                load,
            )
        )
    return Bars(WIDTH, HEIGHT, HEIGHT - BOTTOM, drawn)

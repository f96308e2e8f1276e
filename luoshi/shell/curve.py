"""倒排工期 as a picture: what the plan asks for and what was reported, day by day. Pure.

The picture is drawn by the server, in the units of its own box; the same points stand in a table
below it for whoever cannot see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from luoshi.dues.plan import Plan

WIDTH, HEIGHT = 640, 168
LEFT, RIGHT, TOP, BOTTOM = 34, 70, 14, 26
FEWEST_DAYS = 2
LEVELS = (0, 50, 100)
LABEL_APART = 14


@dataclass(frozen=True)
class Mark:
    """A place in the box, with the words beside it."""

    x: str
    y: str
    words: str = ""
    day: date | None = None
    done: bool = False


@dataclass(frozen=True)
class PointSaid:
    """A line of the table: on this day the plan asked so much, and so much was reported."""

    day: date
    planned: int
    reported: int | None


@dataclass(frozen=True)
class Curve:
    """The picture: two lines as SVG points, today's line, the marks, and the table."""

    width: int
    height: int
    plan: str
    said: str
    today: str
    ends: tuple[Mark, Mark]
    levels: Sequence[Mark]
    marks: Sequence[Mark]
    first: Mark
    last: Mark
    table: Sequence[PointSaid]
    planned_now: int
    reported_now: int

    @property
    def anchor(self) -> str:
        """Which end of its word stands at today's line: it is written towards the middle."""
        return "end" if float(self.today) > WIDTH / 2 else "start"


def curve(
    plan: Plan,
    due: date,
    reported: Sequence[tuple[date, Decimal]],
    milestones: Sequence[tuple[date, str, Decimal]],
    today: date,
    progress: Decimal,
) -> Curve | None:
    """Draw the plan against what was reported, or nothing where there are no days between.

    :param reported: day and share of each accepted report, the oldest first
    """
    end = max(due, today)
    if (end - plan.start).days < FEWEST_DAYS:
        return None
    box = _Box(plan.start, end)
    days = sorted({plan.start, *(one.day for one in plan.points), *_corners(plan, end), end})
    asked = [(day, float(plan.expected(day))) for day in days]
    steps = _steps(plan.start, reported, min(today, end), progress)
    planned = int(plan.expected(min(today, due)))
    ends = _apart(box, asked[-1], steps[-1])
    return Curve(
        width=WIDTH,
        height=HEIGHT,
        plan=" ".join(box.at(day, share) for day, share in asked),
        said=" ".join(box.at(day, share) for day, share in steps),
        today=box.x(min(today, end)),
        ends=ends,
        levels=[Mark(str(LEFT), box.y(level), f"{level}") for level in LEVELS],
        marks=[
            Mark(box.x(day), box.y(float(share)), name, day, done=progress >= share)
            for day, name, share in milestones
        ],
        first=Mark(box.x(plan.start), str(HEIGHT - 8), day=plan.start),
        last=Mark(box.x(end), str(HEIGHT - 8), day=end),
        table=_table(plan, reported, milestones, due),
        planned_now=planned,
        reported_now=int(progress),
    )


@dataclass(frozen=True)
class _Box:
    start: date
    end: date

    def x(self, day: date) -> str:
        share = (day - self.start).days / (self.end - self.start).days
        return f"{LEFT + share * (WIDTH - LEFT - RIGHT):.1f}"

    def y(self, share: float) -> str:
        return f"{HEIGHT - BOTTOM - share / 100 * (HEIGHT - TOP - BOTTOM):.1f}"

    def at(self, day: date, share: float) -> str:
        return f"{self.x(day)},{self.y(share)}"


def _corners(plan: Plan, end: date) -> set[date]:
    """Return the days on which a closed season bends the plan: it stands still from one on."""
    if not plan.closed_seasons:
        return set()
    bends = {one - timedelta(days=1) for season in plan.closed_seasons
             for one in (season.since, season.until)}  # fmt: skip
    bends |= {one.day - timedelta(days=1) for one in plan.points}
    return {day for day in bends if plan.start < day < end}


def _steps(
    start: date, reported: Sequence[tuple[date, Decimal]], until: date, progress: Decimal
) -> list[tuple[date, float]]:
    """Return the corners of what was reported: level until the next report, then up or down."""
    corners, stood = [(start, 0.0)], 0.0
    for day, share in reported:
        day = min(max(day, start), until)
        corners += [(day, stood), (day, float(share))]
        stood = float(share)
    if float(progress) != stood:
        corners += [(until, stood)]
    return [*corners, (until, float(progress))]


def _apart(box: _Box, asked: tuple[date, float], stands: tuple[date, float]) -> tuple[Mark, Mark]:
    """Return where the words at the ends of the two lines stand, without touching one another."""
    plan_y, said_y = float(box.y(asked[1])), float(box.y(stands[1]))
    near = abs(plan_y - said_y) < LABEL_APART and asked[0] - stands[0] < timedelta(days=30)
    if near:
        said_y = plan_y + LABEL_APART
    return (
        Mark(f"{float(box.x(asked[0])) + 6:.1f}", f"{plan_y + 4:.1f}"),
        Mark(f"{float(box.x(stands[0])) + 6:.1f}", f"{said_y + 4:.1f}"),
    )


def _table(
    plan: Plan,
    reported: Sequence[tuple[date, Decimal]],
    milestones: Sequence[tuple[date, str, Decimal]],
    due: date,
) -> list[PointSaid]:
    told = {day: int(share) for day, share in reported}
    days = sorted({*told, *(day for day, _name, _share in milestones), due})
    return [PointSaid(day, int(plan.expected(day)), told.get(day)) for day in days]

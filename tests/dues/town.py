"""What is owed in the small town: short hands for the tests of this room."""

from datetime import date

from luoshi.dues import operations
from luoshi.dues.models import Due
from luoshi.dues.terms import DueKind
from luoshi.timelimits.rules import Start
from luoshi.trail.operations import About
from tests.world import MONDAY, unit_named

ROAD = About("matter", "road", "城东路改造")
BRIDGE = About("matter", "bridge", "清水桥加固")


def owed(
    kind: DueKind = DueKind.OPINION,
    *,
    by: str = "市住建局",
    to: str = "市政府督查室",
    about: About = ROAD,
    since: date = MONDAY,
    **rest,
) -> Due:
    """Let a unit owe something: three working days from Monday the first of June unless said."""
    if "on" not in rest:
        rest = {"rule": "OPINION", **rest}
    return operations.owe(
        kind, debtor=unit_named(by), creditor=unit_named(to), about=about, since=since, **rest
    )


def completion(on: date, **rest) -> Due:
    """Let a unit owe the completion of a matter by a day of its own."""
    return owed(DueKind.COMPLETION, on=on, start=Start.SIGNING, **rest)


def again(due: Due) -> Due:
    """Read a due as the database has it."""
    return Due.objects.get(pk=due.pk)

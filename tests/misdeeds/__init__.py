"""For every guard of the road one misbehaving hand: what it stops, and the same done rightly.

A guard is named by where it stands: `LIST.submit.may`, `MATTER.verify.may: claimant`,
`MATTER.return.a_reason`, or `matters._check_window` for one inside an operation; after a colon,
which of its questions is meant.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import import_module

from django.db.models import Q

from luoshi.assessment import appeal_lifecycle, appraisal_lifecycle, period_lifecycle
from luoshi.assessment import lifecycle as of_schemes
from luoshi.assessment.appeal_lifecycle import ADJUSTMENT, APPEAL
from luoshi.assessment.appraisal_lifecycle import APPRAISAL
from luoshi.assessment.lifecycle import FIGURE, SCHEME
from luoshi.assessment.period_lifecycle import PERIOD
from luoshi.breakdown import lifecycle
from luoshi.breakdown.lifecycle import LIST, MATTER
from luoshi.coordination import asks_lifecycle as of_asks
from luoshi.coordination import lifecycle as of_requests
from luoshi.coordination.asks_lifecycle import ASK, REPLY
from luoshi.coordination.lifecycle import REQUEST
from luoshi.flow.lifecycle import Lifecycle
from luoshi.kit.rules import Rule
from luoshi.reporting.lifecycle import REPORT, SLIP

TABLES: dict[str, Lifecycle] = {
    "LIST": LIST,
    "MATTER": MATTER,
    "REPORT": REPORT,
    "SLIP": SLIP,
    "REQUEST": REQUEST,
    "ASK": ASK,
    "REPLY": REPLY,
    "SCHEME": SCHEME,
    "FIGURE": FIGURE,
    "PERIOD": PERIOD,
    "ADJUSTMENT": ADJUSTMENT,
    "APPEAL": APPEAL,
    "APPRAISAL": APPRAISAL,
}
# Where the needs of assessments are written down.
SCORED = (of_schemes, period_lifecycle, appeal_lifecycle, appraisal_lifecycle)
ROOMS = {
    "lists": "luoshi.breakdown.operations.lists",
    "drafts": "luoshi.breakdown.operations.drafts",
    "matters": "luoshi.breakdown.operations.matters",
    "children": "luoshi.breakdown.operations.children",
    "suspending": "luoshi.breakdown.operations.suspending",
    "inputs": "luoshi.breakdown.operations.inputs",
    "takeover": "luoshi.breakdown.operations.takeover",
    "reports": "luoshi.reporting.operations.reports",
    "signing": "luoshi.reporting.operations.signing",
    "claims": "luoshi.reporting.operations.claims",
    "closing": "luoshi.reporting.operations.closing",
    "inspecting": "luoshi.reporting.operations.inspecting",
    "leaders": "luoshi.reporting.operations.leaders",
    "ending": "luoshi.reporting.operations.ending",
    "changing": "luoshi.breakdown.operations.changing",
    "requests": "luoshi.coordination.operations.requests",
    "asks": "luoshi.coordination.operations.asks",
    "replies": "luoshi.coordination.operations.replies",
    "granting": "luoshi.coordination.operations.granting",
    "intake": "luoshi.intake.operations",
}
ANYBODY = Rule("任何人", lambda by: Q())


@dataclass(frozen=True)
class Attempt:
    """A deed done wrongly and rightly, each from what stands in the database.

    :param moved: a list that must be looked at in the moment after the deed
    """

    wrong: Callable[[], object]
    right: Callable[[], object]
    moved: object = None


@dataclass(frozen=True)
class Misdeed:
    """How to come into the situation, and what stands in the guard's place when it is out."""

    given: Callable[[], Attempt]
    instead: object = None
    arguments: tuple = field(default=())


MISDEEDS: dict[str, Misdeed] = {}


def shows(name, *arguments, instead=None):
    """Let a function show what a guard is for; it may show several, by its arguments."""

    def enter(given):
        assert name not in MISDEEDS, f"{name} is shown twice"
        MISDEEDS[name] = Misdeed(given, instead, arguments)
        return given

    return enter


def guards_of_the_tables():
    """Name every rule and every need of every row."""
    for name, table in TABLES.items():
        for move in table.moves.values():
            yield f"{name}.{move.name}.may"
            for need in move.needs:
                yield f"{name}.{move.name}.{name_of(need)}"


def name_of(need):
    """The name a need has on the page of the tables."""
    pages = (of_asks, of_requests, *SCORED, lifecycle)
    return next(name for page in pages for name, one in vars(page).items() if one is need)


def take_out(name, monkeypatch):
    """Take one guard out for as long as the patch lasts."""
    place = name.partition(":")[0].split(".")
    instead = MISDEEDS[name].instead
    if place[0] in TABLES:
        moves = TABLES[place[0]].moves
        move = moves[place[1]]
        if place[2] == "may":
            changed = replace(move, may=instead or ANYBODY)
        else:
            needs = tuple(need for need in move.needs if name_of(need) != place[2])
            changed = replace(move, needs=needs)
        monkeypatch.setitem(moves, place[1], changed)
    else:
        room = import_module(ROOMS[place[0]])
        monkeypatch.setattr(room, place[1], instead or nothing_asked)


def nothing_asked(*_given, **_rest):
    """Ask nothing: what stands where a guard was taken out."""


def again(thing):
    """The thing as it stands in the database now."""
    return type(thing).objects.get(pk=thing.pk)

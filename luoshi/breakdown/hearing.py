"""协办意见 What the units beside the lead owe of a matter: their input, by a day (T9).

The day is the kind's limit, or the matter's own date where that is sooner. Helpers of deeds: they
run inside the deed's transaction and write no entry of their own.
"""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luoshi.breakdown.models import Matter, Part
from luoshi.breakdown.rules import BESIDE
from luoshi.dues import operations as dues
from luoshi.dues.models import OPEN as STILL_OWED
from luoshi.dues.models import Due
from luoshi.dues.queries import calendar_here, dues_about, rule_here
from luoshi.dues.terms import DueKind
from luoshi.intake.kinds import kind
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry


def parts_beside(matter: Matter) -> QuerySet[Part]:
    """Return the parts beside the lead's in the current round."""
    current = matter.parts.filter(round__number=matter.round_number, given_up_at__isnull=True)
    return current.filter(role__in=BESIDE).select_related("unit")


def parts_unheard(matter: Matter) -> QuerySet[Part]:
    """Return those that neither gave their input nor were let off."""
    return parts_beside(matter).filter(heard_at__isnull=True, waived_at__isnull=True)


def owe_inputs(matter: Matter, *, at: datetime, entry: Entry) -> None:
    """Let each unit beside the lead owe its input to the lead, unless it owes it already."""
    owed = set(_open(matter).values_list("debtor", flat=True))
    since = day_here(at)
    code = kind(matter.kind).input_rule
    reckoned = rule_here(code, on=since).reckon(since, calendar_here()).due_date
    sooner = reckoned > matter.due_date
    for part in parts_unheard(matter):
        if part.unit_id in owed:
            continue
        dues.owe(
            DueKind.OPINION,
            debtor=part.unit,
            creditor=matter.lead,
            about=matter,
            since=since,
            rule="" if sooner else code,
            on=matter.due_date if sooner else None,
            roll=False,
            entry=entry,
        )


def heard(part: Part, *, at: datetime, entry: Entry) -> None:
    """Count a unit's input as given."""
    dues.meet_all(_open(part.matter).filter(debtor=part.unit_id), at=at, entry=entry)


def let_off(part: Part, *, reason: str, at: datetime, entry: Entry) -> None:
    """Let a unit's input be owed no longer."""
    mine = _open(part.matter).filter(debtor=part.unit_id)
    dues.excuse_all(mine, reason=reason, at=at, entry=entry)


def settle(matter: Matter, *, at: datetime, entry: Entry) -> None:
    """Let nobody owe input who has no part beside the lead any more (a merger)."""
    waiting = parts_unheard(matter).values("unit")
    over = _open(matter).exclude(debtor__in=waiting)
    dues.excuse_all(over, reason=_("不再承担配合任务"), at=at, entry=entry)


def _open(matter: Matter) -> QuerySet[Due]:
    return dues_about("matter", [matter.pk]).filter(STILL_OWED, kind=DueKind.OPINION)

"""报动态、报结果 The two clocks of an instruction besides its own date (seed S3-44 to S3-46).

The first report answers the status, the claim of completion the result. A result is owed by its
limit only where the paper named no day of its own, and no later than the matter's own date: nobody
is asked for the same thing twice. Helpers of deeds; they write no entry.
"""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luoshi.breakdown.models import Matter, Round
from luoshi.dues import operations as dues
from luoshi.dues.models import OPEN as STILL_OWED
from luoshi.dues.models import Due
from luoshi.dues.queries import calendar_here, dues_about, rule_here
from luoshi.dues.terms import DueKind
from luoshi.intake.kinds import kind
from luoshi.intake.terms import Urgency
from luoshi.organisation.models import Unit
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry

INSTRUCTION = "instruction"
URGENT = (Urgency.URGENT, Urgency.EXTRA_URGENT)


def rules_of(matter: Matter) -> tuple[str, str]:
    """Return the codes of the limits for the status and the result of this round; "" for none.

    What a leader's new words opened again is an instruction, whatever it was before. A piece of a
    matter answers to the unit that gave it out, which has the matter's own clocks.
    """
    if matter.parent_id is not None:
        return "", ""
    first = matter.round_number == 1
    again = not first and _instructed(matter)
    held = kind(INSTRUCTION if again else matter.kind)
    urgent = first and matter.list.document.urgency in URGENT
    status, result = held.first_rules(urgent=urgent)
    # A later round has the day its leader gave it.
    return status, result if first and not matter.due_words else ""


def owe_firsts(
    matter: Matter, *, by_unit: Unit, at: datetime, entry: Entry | None = None
) -> None:
    """Let the lead owe the first word on how it stands, and the result, from the issue on.

    :param by_unit: whom it owes them to
    """
    since, (status, result) = day_here(at), rules_of(matter)
    wanted = [(DueKind.STATUS, status)] if status else []
    if result:
        day = rule_here(result, on=since).reckon(since, calendar_here()).due_date
        wanted += [(DueKind.RESULT, result)] if day < matter.due_date else []
    if wanted:
        dues.owe_many(
            [
                dues.Promise(what, matter.lead, matter, since, rule=code, creditor=by_unit)
                for what, code in wanted
            ],
            entry=entry,
        )


def heard_of(matter: Matter, *, at: datetime, entry: Entry) -> None:
    """Count the first word as given: a report has come, or the claim itself."""
    dues.meet_all(status_owed(matter), at=at, entry=entry)


def stand_still(matter: Matter, *, at: datetime, entry: Entry) -> None:
    """Ask for no first word while the matter is suspended; one that is late stays late."""
    owed = status_owed(matter)
    dues.meet_all(owed.filter(due_date__lt=day_here(at)), at=at, entry=entry)
    dues.excuse_all(owed, reason=_("已挂起"), at=at, entry=entry)


def status_owed(matter: Matter) -> QuerySet[Due]:
    """Return the first word on a matter, while it is owed."""
    return dues_about("matter", [matter.pk]).filter(STILL_OWED, kind=DueKind.STATUS)


def _instructed(matter: Matter) -> bool:
    here = Round.objects.filter(matter=matter, number=matter.round_number)
    return here.filter(instruction__isnull=False).exists()

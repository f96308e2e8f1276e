"""催办 Pressing a matter for its answer (T13): an officer in words, the clock when it runs late.

An urging moves no date. It is counted, it is told at once to whoever answers for the matter at its
level, and no matter is urged twice on one day. The clock urges once, on the first day past the
date; who was urged since then is not urged by it again. The second urging nobody answers turns the
light (`clocks.urged_again`).
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from luoshi.breakdown import clocks
from luoshi.breakdown.lights import with_light
from luoshi.breakdown.models import Matter, Urging
from luoshi.breakdown.rules import urger
from luoshi.breakdown.terms import UNDER_WAY, MatterState
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.kit.actor import CLOCK, Actor
from luoshi.organisation.acting import Acting
from luoshi.timelimits.here import day_here
from luoshi.trail.operations import About, write

# While the lead is to act. What waits for the room is not the unit's to hurry.
URGED = (MatterState.ASSIGNED, *UNDER_WAY)
# An office that starts with years behind it urges by the clock only what ran late lately.
NEWS = timedelta(days=30)
BATCH = 500


def urge(matter: Matter, *, by: Acting, at: datetime, reason: str, key: str = "") -> Urging:
    """Urge the lead of a matter, in words (催办); the trail tells it to those of its level.

    :raises NotYours: if `by` is not of the matter's room (for a child: of the unit that assigned)
    :raises NotFromHere: if it is not with the lead
    :raises Unmet: without a reason, or if it was urged today already
    """
    if not reason.strip():
        raise Unmet(_("请写明催办事由"))
    today = day_here(at)
    with transaction.atomic():
        _count(matter, by, today)
        clocks.urged_again(_again().filter(pk=matter.pk), at=at)
        lit = with_light(Matter.objects.filter(pk=matter.pk), today)
        [level] = lit.values_list("light_level", flat=True)  # type: ignore[misc]
        made = Urging.objects.create(
            matter=matter,
            round_number=matter.round_number,
            urged_date=today,
            level=level,
            urged_by_id=by.person_id,
        )
        facts = {"reason": reason, "level": level, "times": matter.times_urged}
        write("matter.urge", about=matter, by=by, at=at, facts=facts, key=key)
    return made


@transaction.atomic
def urge_overdue(*, at: datetime, by: Actor = CLOCK) -> int:
    """Urge what ran past its date and was not urged since (自动催办); return how many.

    Set-based, one entry for the run, none where nothing ran late. A run that was missed is caught
    up, and running it twice urges nothing twice.
    """
    today = day_here(at)
    # Write first: whoever urges by hand meanwhile is waited for, and not urged once more.
    if not running_late(today).update(times_urged=F("times_urged") + 1, last_urged_date=today):
        return 0
    mine = Matter.objects.filter(last_urged_date=today).exclude(urgings__urged_date=today)
    late = with_light(mine, today).order_by("number")
    told = late.values_list("pk", "number", "round_number", "light_level")  # type: ignore[misc]
    found: list[tuple[UUID, str, int, int]] = list(told)
    Urging.objects.bulk_create(
        [
            Urging(matter_id=pk, round_number=turn, urged_date=today, level=level)
            for pk, _number, turn, level in found
        ],
        batch_size=BATCH,
    )
    clocks.urged_again(_again().filter(pk__in=[row[0] for row in found]), at=at)
    day = today.isoformat()
    facts = {"urged": len(found), "matters": [row[1] for row in found]}
    write("clock.urge", about=About("day", day, day), by=by, at=at, facts=facts)
    return len(found)


def running_late(today: date) -> QuerySet[Matter]:
    """Return what is with its lead past its date and was not urged since it ran late."""
    since = Q(last_urged_date__isnull=True) | Q(last_urged_date__lte=F("due_date"))
    return Matter.objects.filter(
        since, state__in=URGED, due_date__lt=today, due_date__gte=today - NEWS
    )


def _again() -> QuerySet[Matter]:
    """Return what was urged more than once in its round."""
    return Matter.objects.filter(times_urged__gte=2)


def urged_today(matter: Matter, today: date) -> bool:
    """Tell whether a matter was urged on this day already."""
    return matter.last_urged_date == today


def _count(matter: Matter, by: Acting, today: date) -> None:
    """Write first: of two hands at once the second finds that it was urged today."""
    free = Q(last_urged_date__isnull=True) | Q(last_urged_date__lt=today)
    held = Matter.objects.filter(urger(by), free, pk=matter.pk, state__in=URGED)
    if held.update(times_urged=F("times_urged") + 1, last_urged_date=today):
        matter.refresh_from_db()
        return
    stands = Matter.objects.get(pk=matter.pk)
    if stands.state not in URGED:
        label = MatterState(stands.state).label
        raise NotFromHere(_("当前状态为“%(state)s”，不能催办") % {"state": label})
    if not urger.holds(by, matter):
        raise NotYours(_("催办须由%(who)s办理") % {"who": urger.says})
    raise Unmet(_("今天已经催办过，同一事项一天只催一次"))

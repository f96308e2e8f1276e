"""What still stands between a period and its next step (还缺什么); asked, never stored.

`hold` is written first by every deed that could change a result: two at once wait for one another,
and the second finds the step the first has left.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from luoshi.assessment.appeal_rules import scored_by
from luoshi.assessment.appeal_terms import OPEN_APPEALS, UPHELD, CheckVerdict
from luoshi.assessment.collecting import Standing, leaves_asked, standings_of
from luoshi.assessment.models import (
    Adjustment,
    Appeal,
    AppealOpinion,
    AssessedUnit,
    Figure,
    Period,
    SelfReport,
    UnitCheck,
)
from luoshi.assessment.terms import AdjustmentState, FigureState, PeriodState, Source
from luoshi.flow.refusals import NotFromHere
from luoshi.trail.models import Entry

# Until results are put up for approval, figures and adjustments may still be mended.
MENDABLE = (
    PeriodState.COLLECTING,
    PeriodState.SELF_REPORTING,
    PeriodState.CHECKING,
    PeriodState.PREVIEWING,
    PeriodState.PUBLICITY,
)
# Before anybody outside has seen a score.
INSIDE = MENDABLE[:3]
SHOWN_TO_UNITS = (PeriodState.PREVIEWING, PeriodState.PUBLICITY)
HANDS = 2
LOOK_AGAIN = ("period.send_back", "period.recall")
SHOWN = ("period.publicise",)
REVOKED = "adjustment.revoke"


def hold(period: Period, states: Collection[str], deed: object) -> None:
    """Keep a period in its step until the deed's transaction ends, or refuse.

    :raises NotFromHere: if the period is in another step
    """
    here = Period.objects.filter(pk=period.pk, state__in=states)
    if not here.update(opened_at=F("opened_at")):
        state = Period.objects.values_list("state", flat=True).get(pk=period.pk)
        words = {"state": PeriodState(state).label, "move": deed}
        raise NotFromHere(_("考核周期处于“%(state)s”，不能%(move)s") % words)


def assessed(period: Period) -> QuerySet[AssessedUnit]:
    """Return the places of the units assessed in a period, in the order of the groups."""
    rows = AssessedUnit.objects.filter(scheme=period.scheme_id).select_related("unit", "group")
    return rows.order_by("group__place", "unit__place", "unit__code")


def uncertified(period: Period) -> QuerySet[Figure]:
    """Return the figures that stand without the signature of their source (S2-15)."""
    standing = Figure.objects.filter(period=period, current=True)
    return standing.exclude(state=FigureState.CERTIFIED)


def gaps(period: Period) -> list[Standing]:
    """Return the source departments that have not certified all their figures. Three queries."""
    return [one for one in standings_of(period) if not one.complete]


def unread(period: Period) -> int:
    """Count the figures the record gives that have not been read off it.

    Once results are put up, those of a unit merged away since may stand beyond what is asked.
    """
    lines = leaves_asked(period).filter(source=Source.RECORD)
    wanted = assessed(period).filter(group__indicators__in=lines).order_by()
    there = Figure.objects.filter(period=period, current=True, indicator__in=lines)
    return max(wanted.count() - there.count(), 0)


def silent_units(period: Period) -> QuerySet[AssessedUnit]:
    """Return the assessed units that have not reported on themselves."""
    said = SelfReport.objects.filter(period=period, unit=OuterRef("unit"))
    return assessed(period).filter(~Exists(said))


def looked_again_since(period: Period) -> datetime | None:
    """Return when results were last sent back or recalled, to be looked over once more."""
    return _last(period, LOOK_AGAIN)


def _last(period: Period, deeds: Collection[str]) -> datetime | None:
    entries = Entry.objects.filter(about_kind="period", about_id=str(period.pk), deed__in=deeds)
    return entries.order_by("-id").values_list("at", flat=True).first()


def unchecked(period: Period) -> list[AssessedUnit]:
    """Return the units that two assessors have not agreed to, or that one objects to.

    Who agreed before results were sent back has not looked over them once more.
    """
    agreed: dict[UUID, int] = {}
    objected: set[UUID] = set()
    since = looked_again_since(period)
    rows = UnitCheck.objects.filter(period=period)
    for unit, verdict, at in rows.values_list("unit", "verdict", "checked_at"):
        if verdict == CheckVerdict.OBJECTED:
            objected.add(unit)
        elif since is None or at > since:
            agreed[unit] = agreed.get(unit, 0) + 1
    return [
        one
        for one in assessed(period)
        if one.unit_id in objected or agreed.get(one.unit_id, 0) < HANDS
    ]


def open_appeals(period: Period) -> QuerySet[Appeal]:
    """Return the appeals nobody has brought to an end."""
    return Appeal.objects.filter(period=period, state__in=OPEN_APPEALS)


def scorers_deciding(period: Period) -> list[AppealOpinion]:
    """Return the opinions given by somebody who had had a hand in what they were to decide."""
    given = AppealOpinion.objects.filter(appeal__period=period).select_related("appeal")
    return [
        one
        for one in given
        if Appeal.objects.filter(
            scored_by((one.given_by_id,), until=one.given_at), pk=one.appeal_id
        ).exists()
    ]


def changed_since_shown(period: Period) -> set[str]:
    """Name the units of which something counts that did not lie open in the publicity.

    What an appeal was upheld against is no news: it lay open, and was put right.
    """
    if (since := _last(period, SHOWN)) is None:
        return set()
    upheld = Appeal.objects.filter(period=period, unit=OuterRef("unit"), state__in=UPHELD)
    figures = Figure.objects.filter(period=period, current=True, certified_at__gt=since)
    figures = figures.filter(~Exists(upheld.filter(indicator=OuterRef("indicator"))))
    revoked = Entry.objects.filter(about_kind="adjustment", deed=REVOKED, at__gt=since)
    decided = Q(decided_at__gt=since) | Q(pk__in=list(revoked.values_list("about_id", flat=True)))
    points = Adjustment.objects.filter(decided, period=period)
    points = points.exclude(state=AdjustmentState.REFUSED).filter(
        ~Exists(upheld.filter(adjustment__isnull=False))
    )
    here = assessed(period).values("unit")
    found = [
        rows.filter(unit__in=here).values_list("unit__name", flat=True)
        for rows in (figures, points)
    ]
    return {name for names in found for name in names}


def unscored(period: Period) -> QuerySet[AssessedUnit]:
    """Return the assessed units that have no score yet."""
    return assessed(period).exclude(unit__scores__period=period)


def proposed(period: Period) -> Q:
    """Return the condition that an adjustment of the period waits for the other hand."""
    return Q(period=period, state=AdjustmentState.PROPOSED)

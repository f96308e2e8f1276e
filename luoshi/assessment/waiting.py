"""What of an assessment waits for a post now: to approve, to confirm, to decide, to enter."""

from datetime import datetime

from django.db.models import Count, QuerySet

from luoshi.assessment.appeal_lifecycle import ADJUSTMENT, APPEAL
from luoshi.assessment.appeal_rules import of_the_appeals_office
from luoshi.assessment.appeal_terms import TO_DECIDE
from luoshi.assessment.collecting import CLOSED, standings_of_all
from luoshi.assessment.models import Adjustment, Appeal, Period
from luoshi.assessment.period_lifecycle import PERIOD
from luoshi.assessment.standing import MENDABLE
from luoshi.dues.models import OPEN, Due
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import UNIT_ROLES


def results_to_approve(by: Acting) -> QuerySet[Period]:
    """Return the periods whose results were put up and this post may approve, the oldest first."""
    step = PERIOD.moves["approve"]
    mine = Period.objects.filter(step.may(by), state__in=step.source)
    rows = mine.select_related("scheme__office").annotate(units=Count("scheme__units"))
    return rows.order_by("step_until", "until", "id")


def adjustments_to_confirm(by: Acting) -> QuerySet[Adjustment]:
    """Return the points and vetoes this post may confirm or refuse now, the oldest first."""
    step = ADJUSTMENT.moves["confirm"]
    mine = Adjustment.objects.filter(step.may(by), state__in=step.source)
    rows = mine.filter(period__state__in=MENDABLE).select_related("period", "rule", "unit")
    return rows.order_by("proposed_at", "id")


def appeals_to_decide(by: Acting) -> QuerySet[Appeal]:
    """Return the appeals this post may still give an opinion on.

    Who scored is asked of the trail, so it is asked only where an appeal is open at all.
    """
    here = Appeal.objects.filter(state__in=TO_DECIDE, period__state__in=MENDABLE)
    if not here.filter(of_the_appeals_office(by)).exists():
        return here.none()
    return here.filter(APPEAL.moves["review"].may(by))


def figures_to_enter(by: Acting) -> int:
    """Count the figures this post's department owes and has not entered, or got back.

    One query where none are owed, else five.
    """
    if by.role not in UNIT_ROLES:
        return 0
    owed = Due.objects.filter(OPEN, debtor=by.unit_id, about_kind="period", rule="")
    ids = list(owed.values_list("about_id", flat=True))
    if not ids:
        return 0
    periods = list(Period.objects.filter(pk__in=ids).exclude(state__in=CLOSED))
    standings = standings_of_all(periods)
    own = [one for held in standings.values() for one in held if one.unit.pk == by.unit_id]
    return sum(one.missing + one.returned for one in own)


def count_periods(by: Acting, _at: datetime) -> int:
    """Count what waits on the pages of the periods, for the navigation."""
    return adjustments_to_confirm(by).count()


def count_appeals(by: Acting, _at: datetime) -> int:
    """Count the appeals to decide, for the navigation."""
    return appeals_to_decide(by).count()


def count_figures(by: Acting, _at: datetime) -> int:
    """Count the figures to enter, for the navigation."""
    return figures_to_enter(by)

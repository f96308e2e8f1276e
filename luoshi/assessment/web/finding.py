"""The period, the group and the unit an address speaks of, among those the person may see."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from luoshi.assessment.models import AssessedGroup, Period, Score
from luoshi.assessment.sight import (
    Sight,
    groups_before,
    is_assessed_or_assesses,
    periods_before,
    sight_of,
)
from luoshi.organisation.request import SignedIn


@dataclass(frozen=True)
class Found:
    """One group in one period, and what of it the person sees."""

    period: Period
    group: AssessedGroup
    groups: list[AssessedGroup]
    sight: Sight


def demand_a_reader(request: SignedIn) -> None:
    """Answer 404 where the pages of scores are not there for this post at all."""
    if not is_assessed_or_assesses(request.acting):
        raise Http404


def found_of(request: SignedIn, label: str, group: UUID) -> Found:
    """Return the group in the period, or answer 404."""
    demand_a_reader(request)
    by = request.acting
    asked = get_object_or_404(AssessedGroup, pk=group)
    period = get_object_or_404(periods_before(by), scheme=asked.scheme_id, label=label)
    groups = list(groups_before(by, period))
    here = next((one for one in groups if one.pk == asked.pk), None)
    if here is None:
        raise Http404
    return Found(period, here, groups, sight_of(by, period))


def score_of(found: Found, code: str) -> Score:
    """Return the score of a unit whose terms are shown, or answer 404."""
    scores = Score.objects.filter(period=found.period, group=found.group)
    score = get_object_or_404(scores.select_related("unit"), unit__code=code)
    if not found.sight.opens(score.unit):
        raise Http404
    return score

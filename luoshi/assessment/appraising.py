"""Questions about appraisals: who sees which, what the votes of each unit come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from luoshi.assessment import balloting
from luoshi.assessment.appraisal_rules import appraisals_shown, units_shown
from luoshi.assessment.appraisal_terms import (
    CHOICES,
    AppraisalState,
    Choice,
    Consequence,
    Scale,
    VoteGrade,
)
from luoshi.assessment.collecting import CLOSED
from luoshi.assessment.models import Appraisal, Appraised, Indicator, Period
from luoshi.assessment.terms import Method, Source
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit

OF_SATISFACTION = (Method.SATISFACTION_VALUE, Method.SATISFACTION_RATE, Method.VOTE_GRADE)
OTHER_SCALE = {
    Scale.SATISFACTION: (Method.GRADED_VOTES,),
    Scale.GRADES: OF_SATISFACTION,
}


@dataclass(frozen=True)
class Row:
    """One unit's result.

    :ivar votes: by choice; empty where too few are valid, so that nothing can be guessed
    :ivar before: its grade of the year before, "" where there was no such appraisal
    """

    unit: Unit
    votes: Mapping[str, int]
    result: balloting.Result
    response: Decimal | None
    before: str = ""
    consequence: Consequence | None = None

    @property
    def shown(self) -> list[tuple[str, int]]:
        """Return each answer with its number; nothing where too few are valid."""
        return [(str(Choice(one).label), number) for one, number in self.votes.items()]

    @property
    def before_words(self) -> str:
        """Return the grade of the year before in words."""
        return str(VoteGrade(self.before).label) if self.before else ""

    @property
    def too_few(self) -> bool:
        """Tell whether there are too few valid votes to be shown."""
        return self.result.grade == VoteGrade.TOO_FEW


def appraisals_before(by: Acting) -> QuerySet[Appraisal]:
    """Return the appraisals a post sees, the latest first, with how many units stand in them."""
    shown = Appraisal.objects.filter(appraisals_shown(by)).select_related("office")
    return shown.annotate(units=Count("appraised")).order_by("-drafted_at", "-id")


def came_back(appraisal: Appraisal) -> tuple[int, int]:
    """Return how many ballots by link were used, and how many there are."""
    counted = appraisal.tokens.aggregate(all=Count("pk"), used=Count("pk", filter=Q(used=True)))
    return counted["used"], counted["all"]


def rows_of(appraisal: Appraisal, by: Acting | None = None) -> list[Row]:
    """Return the results of a closed appraisal, in the order of the ballot; three queries.

    :param by: who looks: a unit is shown its own row; None for all
    """
    if appraisal.state != AppraisalState.CLOSED:
        return []
    held = appraisal.appraised.select_related("unit").prefetch_related("tallies").order_by("place")
    rows = list(held if by is None else held.filter(units_shown(by)))
    before = _grades_before(appraisal, [row.unit_id for row in rows])
    return [_row(appraisal, one, before.get(one.unit_id, "")) for one in rows]


def _row(appraisal: Appraisal, one: Appraised, before: str) -> Row:
    counted = {tally.choice: tally.by_link + tally.on_paper for tally in one.tallies.all()}
    votes = {str(choice): counted.get(choice, 0) for choice in CHOICES[appraisal.scale]}
    result = balloting.result_of(appraisal.scale, votes, appraisal.least)
    few = result.grade == VoteGrade.TOO_FEW
    return Row(
        unit=one.unit,
        votes={} if few else votes,
        result=result,
        response=balloting.response_of(appraisal.returned or 0, appraisal.issued or 0),
        before=before,
        consequence=balloting.consequence_of(result.grade, before),
    )


def _grades_before(appraisal: Appraisal, units: Sequence[UUID]) -> dict[UUID, str]:
    """Return what the same kind of appraisal of the year before said of units."""
    if not appraisal.span.isdigit():
        return {}
    earlier = Appraised.objects.filter(
        appraisal__office=appraisal.office_id,
        appraisal__kind=appraisal.kind,
        appraisal__scale=appraisal.scale,
        appraisal__span=str(int(appraisal.span) - 1),
        appraisal__state=AppraisalState.CLOSED,
        unit__in=units,
    )
    return dict(earlier.order_by("appraisal__closed_at").values_list("unit_id", "grade"))


def lines_of(appraisal: Appraisal) -> list[tuple[Period, list[Indicator]]]:
    """Return the periods that still take figures, each with the indicators an appraisal feeds."""
    periods = Period.objects.filter(scheme__office=appraisal.office_id).exclude(state__in=CLOSED)
    found = list(periods.select_related("scheme").order_by("-until", "label"))
    lines = Indicator.objects.filter(
        group__scheme__in={one.scheme_id for one in found}, source=Source.APPRAISAL
    ).exclude(method__in=[*OTHER_SCALE[Scale(appraisal.scale)], ""])
    by_scheme: dict[UUID, list[Indicator]] = {}
    for line in lines.select_related("group").order_by("group__place", "place"):
        by_scheme.setdefault(line.group.scheme_id, []).append(line)
    return [(one, by_scheme[one.scheme_id]) for one in found if one.scheme_id in by_scheme]

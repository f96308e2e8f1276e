"""历次得分 One unit over the periods of a year: what it got, and of one indicator."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from luoshi.assessment import scoring
from luoshi.assessment.models import Indicator, Period, Score
from luoshi.assessment.reckoning.spec import Term
from luoshi.assessment.sight import periods_before
from luoshi.organisation.acting import Acting

BACK = 8


@dataclass(frozen=True)
class Before:
    """One indicator of one unit in one period."""

    period: Period
    term: Term

    @property
    def share(self) -> Decimal:
        """What was won of the weight, in per cent."""
        return 100 * self.term.points / self.term.weight if self.term.weight else Decimal(0)


def history_of(indicator: Indicator, score: Score, by: Acting) -> Sequence[Before]:
    """Return an indicator's terms in the periods of the same length, this one first.

    Versions of a scheme keep the codes of their indicators; by these they are recognised.
    """
    same = periods_before(by).filter(
        kind=score.period.kind, until__lte=score.period.until,
        scheme__office=score.period.scheme.office_id,
    )  # fmt: skip
    shown = {one.pk: one for one in same[:BACK]}
    codes = Indicator.objects.filter(
        code=indicator.code, group__scheme__in={one.scheme_id for one in shown.values()}
    )
    keys = {str(pk) for pk in codes.values_list("pk", flat=True)}
    scores: dict[UUID, Score] = {
        one.period_id: one for one in Score.objects.filter(period__in=shown, unit=score.unit_id)
    }
    return [
        Before(period, term)
        for pk, period in shown.items()
        if pk in scores
        for term in scoring.read(scores[pk]).terms
        if term.key in keys
    ]

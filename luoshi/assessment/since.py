"""较上期 What moved since the period before: places won or lost, by whom, and by which terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from luoshi.assessment import scoring
from luoshi.assessment.account import Account
from luoshi.assessment.models import Indicator, Period, Score
from luoshi.assessment.ranking import Place

NOTHING = Decimal(0)
SHOWN = Decimal("0.005")
TOLD = 3


@dataclass(frozen=True)
class Step:
    """A term that changed since the period before."""

    name: str
    before: Decimal
    now: Decimal

    @property
    def change(self) -> Decimal:
        """What it gave more, or less than nothing."""
        return self.now - self.before


def passed_by(own: Place, places: Sequence[Place]) -> list[Place]:
    """Return who stood behind a unit, or level with it, and now stands before it."""
    return [one for one in places if _overtook(one, own)]


def passed(own: Place, places: Sequence[Place]) -> list[Place]:
    """Return whom a unit stood behind, or level with, and now stands before."""
    return [one for one in places if _overtook(own, one)]


def _overtook(one: Place, other: Place) -> bool:
    ranks = (one.rank, other.rank, one.score.previous_rank, other.score.previous_rank)
    if None in ranks:
        return False
    now, others_now, then, others_then = (rank or 0 for rank in ranks)
    return now < others_now and then >= others_then


def period_before(period: Period) -> Period | None:
    """Return the last published period of the same length before this one, under any version."""
    same = Period.objects.filter(kind=period.kind, scheme__office=period.scheme.office_id)
    ended = same.filter(until__lt=period.since, published_at__isnull=False)
    return ended.order_by("-until", "-scheme__version").first()


def steps_of(account: Account, before: Period | None) -> list[Step]:
    """Return the terms of a unit that changed most, by the code of their indicator."""
    if before is None:
        return []
    earlier = Score.objects.filter(period=before, unit=account.score.unit_id).first()
    if earlier is None:
        return []
    terms = {one.key: one.points for one in scoring.read(earlier).terms}
    codes = Indicator.objects.filter(pk__in=terms).values_list("pk", "code")
    then = {code: terms[str(pk)] for pk, code in codes}
    steps = [
        Step(line.indicator.name, then[line.indicator.code], line.points)
        for line in account.terms
        if line.indicator.code in then
    ]
    moved = [one for one in steps if abs(one.change) >= SHOWN]
    return sorted(moved, key=lambda one: -abs(one.change))[:TOLD]

"""较上期 What moved since the period before: places won or lost, by whom, and by which terms."""

from collections.abc import Sequence
from decimal import Decimal

from luoshi.assessment import scoring
from luoshi.assessment.account import Account
from luoshi.assessment.models import Indicator, Period, Score
from luoshi.assessment.ranking import Place
from luoshi.assessment.reckoning.explaining import SHARES, Moved, difference, overtaken

# Less than two places show is no move to anybody who reads it.
LEAST = Decimal("0.005")
TOLD = 3


def overtaking(own: Place, places: Sequence[Place]) -> tuple[list[Place], list[Place]]:
    """Return who passed a unit since the period before, and whom it passed."""
    by_unit = {one.unit.code: one for one in places}
    now = {code: one.rank for code, one in by_unit.items() if one.rank}
    then = {
        code: one.score.previous_rank for code, one in by_unit.items() if one.score.previous_rank
    }
    passed_by, passed = overtaken(own.unit.code, then, now)
    return [by_unit[code] for code in passed_by], [by_unit[code] for code in passed]


def steps_of(account: Account, before: Period | None) -> list[Moved]:
    """Return the lines of a unit's score that moved most since a period, by code or name."""
    earlier = before and Score.objects.filter(period=before, unit=account.score.unit_id).first()
    if not earlier:
        return []
    then = scoring.read(earlier)
    keys = [one.key for total in (then, account.total) for one in total.terms]
    rows = Indicator.objects.filter(pk__in=keys).values_list("pk", "code", "name")
    labels = {str(pk): (code, name) for pk, code, name in rows}
    moved = difference(labels, then, account.total)
    return [one for one in moved if one.key != SHARES and abs(one.points) >= LEAST][:TOLD]

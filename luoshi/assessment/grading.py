"""等次 Grades within their quotas, given when results are approved (domain/06 section 6.6).

A veto bars the grade of excellence; at the border of a quota who has fewer deductions goes first,
and who still ties is left out, so that no quota is ever exceeded. A group that is not ranked is not
graded.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import Sum

from luoshi.assessment.models import Adjustment, Period, Scheme, Score
from luoshi.assessment.reckoning.quotas import Quotas, grades
from luoshi.assessment.terms import AdjustmentState, Grade, RuleKind


def graded(period: Period) -> dict[Score, str]:
    """Return each ranked unit's grade as it would be given now. Three queries."""
    confirmed = Adjustment.objects.filter(period=period, state=AdjustmentState.CONFIRMED)
    barred = {
        str(unit)
        for unit in confirmed.filter(rule__kind=RuleKind.VETO).values_list("unit", flat=True)
    }
    deducted = confirmed.filter(rule__kind=RuleKind.DEDUCTION).order_by().values_list("unit")
    # Deductions are negative: who lost less has the greater number and goes first.
    ties = {str(unit): [whole] for unit, whole in deducted.annotate(whole=Sum("points"))}
    groups: dict[object, list[Score]] = defaultdict(list)
    for score in Score.objects.filter(period=period, rank__isnull=False).select_related("unit"):
        groups[score.group_id].append(score)
    quotas = _quotas(period.scheme)
    found: dict[Score, str] = {}
    for scores in groups.values():
        found |= _of_a_group(scores, quotas, barred, ties)
    return found


def give(period: Period) -> dict[str, int]:
    """Write the grades into the scores, within the deed that approves; count them by grade."""
    found = graded(period)
    for grade in Grade.values:
        keys = [score.pk for score, given in found.items() if given == grade]
        Score.objects.filter(pk__in=keys).update(grade=grade)
    return dict(Counter(found.values()))


def take_back(period: Period) -> None:
    """Take the grades back, within the deed that has results looked over once more."""
    Score.objects.filter(period=period).update(grade="")


def _of_a_group(
    scores: Sequence[Score],
    quotas: Quotas,
    barred: set[str],
    deducted: Mapping[str, Sequence[Decimal]],
) -> dict[Score, str]:
    points = {str(one.unit_id): one.points for one in scores}
    # Everybody has a number to be compared by, else a tie would break for want of one.
    ties = {unit: deducted.get(unit, [Decimal(0)]) for unit in points}
    given = grades(points, quotas, barred=barred, ties=ties)
    return {one: given[str(one.unit_id)] for one in scores}


def _quotas(scheme: Scheme) -> Quotas:
    return Quotas(
        excellent_share=scheme.excellent_share,
        good_share=scheme.good_share,
        excellent_floor=scheme.excellent_floor,
        good_floor=scheme.good_floor,
        pass_floor=scheme.pass_floor,
    )

"""计分: a period's scores come of its certified figures, by an assessor of the office."""

import pytest

from luoshi.assessment.models import Score
from luoshi.assessment.operations import running
from tests.assessed import AFTER_THE_QUARTER_NINE, a_period, figures
from tests.world import someone_of

pytestmark = pytest.mark.django_db


def earned(period):
    rows = Score.objects.filter(period=period).order_by("group__place", "rank")
    return [(one.unit.short_name, str(one.points), one.rank) for one in rows]


def test_the_scores_of_a_quarter_stand_with_their_ranks():
    period = a_period()
    figures(period)

    running.run(period, by=someone_of("市考核办", "考核员"), at=AFTER_THE_QUARTER_NINE)

    assert earned(period) == [
        ("岚溪县", "90.9272", 1),
        ("云渡县", "89.5541", 2),
        ("市审计局", "86.8174", 3),
        ("市住建局", "98.3000", 1),
        ("市发改委", "94.0000", 2),
        ("市财政局", "92.5000", 3),
    ]

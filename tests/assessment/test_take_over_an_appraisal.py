"""采用评议结果: the head makes what was voted the certified figure of an indicator."""

from decimal import Decimal

import pytest

from luoshi.assessment import appraising
from luoshi.assessment.models import Figure, Indicator, Period, Score
from luoshi.assessment.operations import running, taking_over
from luoshi.assessment.terms import FigureState, PeriodState, Source
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from tests.assessed import a_period, a_scheme, figures
from tests.assessment.asked import SATISFIED, a_closed, assessor, head
from tests.world import NEXT_MONDAY_NINE, unit_named

pytestmark = pytest.mark.django_db


def an_indicator(period, **others):
    line = Indicator.objects.get(group__scheme=period.scheme_id, code="4.1")
    Indicator.objects.filter(pk=line.pk).update(source=Source.APPRAISAL, **others)
    line.refresh_from_db()
    return line


@pytest.fixture
def period():
    held = a_period(a_scheme())
    figures(held)
    running.run(held, by=assessor(), at=NEXT_MONDAY_NINE)
    return held


def test_the_head_makes_the_result_the_certified_figure(period):
    made, line = a_closed(SATISFIED), an_indicator(period)
    before = Score.objects.get(period=period, unit=unit_named("岚溪县")).points

    taking_over.take_over(made, period, [line], by=head(), at=NEXT_MONDAY_NINE)

    figure = Figure.objects.get(indicator=line, unit=unit_named("岚溪县"), current=True)
    assert (figure.state, figure.revision, figure.certifier_name) == (
        FigureState.CERTIFIED, 2, head().person_name,
    )  # fmt: skip
    assert figure.parts == {"satisfied": "17", "basically": "11", "dissatisfied": "1",
                            "unknown": "0", "present": "29", "issued": "31"}  # fmt: skip
    assert (figure.value, figure.evidence) == (Decimal("86.21"), [["appraisal", str(made.pk)]])
    after = Score.objects.get(period=period, unit=unit_named("岚溪县")).points
    # Of eight points 84.74 % before and 86.2069 % now.
    assert after - before == Decimal("0.1177")
    with pytest.raises(Unmet):
        taking_over.take_over(made, period, [line], by=head(), at=NEXT_MONDAY_NINE)


def test_too_few_votes_are_no_figure_and_never_zero(period):
    made, line = a_closed({"dissatisfied": 4}), an_indicator(period)

    taking_over.take_over(made, period, [line], by=head(), at=NEXT_MONDAY_NINE)

    figure = Figure.objects.get(indicator=line, unit=unit_named("岚溪县"), current=True)
    assert (figure.value, figure.parts, figure.absence) == (None, {}, "有效票不足5张")


def test_an_assessor_does_not_sign_for_the_head(period):
    made, line = a_closed(SATISFIED), an_indicator(period)

    with pytest.raises(NotYours):
        taking_over.take_over(made, period, [line], by=assessor(), at=NEXT_MONDAY_NINE)

    assert not Figure.objects.filter(revision=2).exists()


def test_an_approved_period_takes_nothing_over(period):
    made, line = a_closed(SATISFIED), an_indicator(period)
    type(period).objects.filter(pk=period.pk).update(state=PeriodState.APPROVED)

    with pytest.raises(NotFromHere):
        taking_over.take_over(made, period, [line], by=head(), at=NEXT_MONDAY_NINE)


def test_only_indicators_of_the_scale_that_take_appraisals_are_offered(period):
    made, line = a_closed(SATISFIED), an_indicator(period)

    assert appraising.lines_of(made) == [(period, [line])]
    an_indicator(period, method="GRADED_VOTES")
    assert appraising.lines_of(made) == []


def test_a_period_that_is_up_for_approval_is_not_offered(period):
    made, _line = a_closed(SATISFIED), an_indicator(period)
    Period.objects.filter(pk=period.pk).update(state=PeriodState.APPROVING)

    assert appraising.lines_of(made) == []

"""Several hands at once on a scheme, a period and its figures: one does it, others are told."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.assessment.models import Figure, Indicator, Period, Scheme
from luoshi.assessment.operations import figures as operations
from luoshi.assessment.operations import periods, schemes
from luoshi.assessment.operations.figures import Typed
from luoshi.assessment.terms import FigureState
from luoshi.flow.refusals import Refused
from luoshi.trail.models import Entry
from tests.assessed import COUNTIES, SOURCE, a_period, a_scheme
from tests.assessment.steps import OPENED, of_the_office
from tests.flow.test_many_hands import at_once
from tests.world import MONDAY_NINE, TUESDAY_NINE, someone_of, unit_named

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 4


def refused(answers):
    assert all(one is None or not isinstance(one, Exception) or isinstance(one, Refused)
               for one in answers), answers  # fmt: skip
    return sum(isinstance(one, Refused) for one in answers)


def test_a_figure_entered_signed_and_corrected_by_many_stands_once():
    period = a_period()
    line = Indicator.objects.get(group__name=COUNTIES, code="3.1")
    staff, head = someone_of(SOURCE, "承办人"), someone_of(SOURCE, "局长")

    def said(value):
        return Typed(line, unit_named("岚溪县"), Decimal(value))

    entered = at_once(
        lambda _n: operations.enter(period, [said("9.1")], by=staff, at=MONDAY_NINE), range(HANDS)
    )
    held = [Figure.objects.get() for _n in range(HANDS)]
    signed = at_once(lambda one: operations.certify(period, [one], by=head, at=MONDAY_NINE), held)
    standing = [Figure.objects.get() for _n in range(HANDS)]
    corrected = at_once(
        lambda one: operations.correct(
            one, said("9.4"), by=staff, at=TUESDAY_NINE, reason="统计口径有误"
        ),
        standing,
    )

    assert [refused(one) for one in (entered, signed, corrected)] == [HANDS - 1] * 3
    rows = Figure.objects.order_by("revision").values_list("value", "state", "current")
    assert list(rows) == [
        (Decimal("9.1"), FigureState.CERTIFIED, False),
        (Decimal("9.4"), FigureState.ENTERED, True),
    ]


def test_a_next_version_drafted_by_many_is_one():
    source = a_scheme()
    by = of_the_office("考核员")

    answers = at_once(
        lambda _n: schemes.next_version(source, since=date(2026, 7, 1), by=by, at=MONDAY_NINE),
        range(HANDS),
    )

    assert refused(answers) == HANDS - 1
    assert list(Scheme.objects.values_list("version", flat=True).order_by("version")) == [1, 2]


def test_schemes_begun_at_once_have_numbers_of_their_own():
    by = of_the_office("考核员")

    answers = at_once(
        lambda n: schemes.draft(
            f"办法{n}", year=2027, since=date(2027, 1, 1), by=by, at=MONDAY_NINE
        ),
        range(HANDS),
    )

    assert refused(answers) == 0
    assert sorted(Scheme.objects.values_list("version", flat=True)) == [1, 2, 3, 4]


def test_a_period_opened_by_many_is_open_once():
    scheme, by = a_scheme(), of_the_office("考核员")

    answers = at_once(
        lambda _n: periods.open_period(scheme, "2026-Q2", by=by, at=OPENED), range(HANDS)
    )

    assert (refused(answers), Period.objects.count()) == (HANDS - 1, 1)
    assert Entry.objects.filter(deed="period.open").count() == 1

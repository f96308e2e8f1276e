"""评议应办: the count is owed once voting is over, then the use of results where asked for."""

import pytest
from django.urls import reverse

from luoshi.assessment.operations import appraisal_dues, appraisals, running, taking_over
from luoshi.assessment.terms import PeriodState
from luoshi.dues.models import Due
from luoshi.dues.queries import calendar_here
from luoshi.shell.duties import rows_for
from luoshi.trail.models import Entry
from tests.assessed import a_period, a_scheme, figures
from tests.assessment.asked import OFFICE, SATISFIED, a_closed, an_appraisal, assessor, head
from tests.assessment.test_take_over_an_appraisal import an_indicator
from tests.world import MONDAY_NINE, NEXT_MONDAY_NINE, WEDNESDAY_NINE, unit_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def period():
    held = a_period(a_scheme())
    figures(held)
    running.run(held, by=assessor(), at=MONDAY_NINE)
    return held


def owed(rule):
    dues = Due.objects.filter(about_kind="appraisal", rule=rule).order_by("id")
    return [
        (one.debtor.short_name, one.due_date.isoformat(), one.met_at is not None) for one in dues
    ]


def rows_on_the_desk(by):
    rows = rows_for(list(Due.objects.all()), by, NEXT_MONDAY_NINE, calendar_here())
    return [(one.title, one.words, one.mine, one.href) for one in rows.values()]


def test_who_opens_it_owes_the_count_three_working_days_after_the_last_day():
    an_appraisal()

    assert owed("APPRAISAL_COUNT") == [(OFFICE, "2026-07-03", False)]


def test_the_count_is_met_by_closing_and_nothing_more_is_owed_where_no_indicator_waits():
    made, _tokens = an_appraisal()

    appraisals.close(made, by=assessor(), at=WEDNESDAY_NINE)

    assert owed("APPRAISAL_COUNT") == [(OFFICE, "2026-07-03", True)]
    assert owed("APPRAISAL_TAKE_OVER") == []


def test_results_an_indicator_waits_for_are_to_be_used_in_three_working_days(period):
    line = an_indicator(period)
    made = a_closed(SATISFIED)
    assert owed("APPRAISAL_TAKE_OVER") == [(OFFICE, "2026-06-08", False)]

    taking_over.take_over(made, period, [line], by=head(), at=NEXT_MONDAY_NINE)

    assert owed("APPRAISAL_TAKE_OVER") == [(OFFICE, "2026-06-08", True)]


def test_nobody_owes_their_use_once_no_period_takes_them_any_more(period):
    an_indicator(period)
    made = a_closed(SATISFIED)
    entry = Entry.objects.get(deed="appraisal.close")
    office = unit_named(OFFICE)
    appraisal_dues.let_off(office, at=NEXT_MONDAY_NINE, entry=entry)
    assert Due.objects.get(rule="APPRAISAL_TAKE_OVER").excused_at is None

    type(period).objects.filter(pk=period.pk).update(state=PeriodState.APPROVED)
    appraisal_dues.let_off(office, at=NEXT_MONDAY_NINE, entry=entry)

    due = Due.objects.get(rule="APPRAISAL_TAKE_OVER")
    assert (due.about_id, due.excuse) == (str(made.pk), "考核结果已审定，评议结果没有采用")


def test_the_assessor_is_led_to_the_count_and_the_head_only_shown_it():
    made, _tokens = an_appraisal()

    title, page = f"{made.title}·结束并计票", reverse("assessment:appraisal", args=[made.pk])
    assert rows_on_the_desk(assessor()) == [(title, "结束评议", True, page)]
    assert rows_on_the_desk(head()) == [(title, "查看", False, page)]

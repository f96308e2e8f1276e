"""灯: a comparison of stored days with today, the same in Python and in SQL."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from django.db.models import DateField, IntegerField, Q, Value
from django.db.models.functions import Cast
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from luoshi.dues import lit
from luoshi.dues.lights import (
    Light,
    LightDays,
    ReportDays,
    claimed_light,
    components,
    light,
    report_days,
    severe_day,
    warn_day,
)
from luoshi.dues.models import Due
from luoshi.dues.plan import Plan, Point
from luoshi.dues.queries import days_of
from luoshi.dues.terms import DueKind, Level, Reason
from luoshi.kit.signs import LIGHTS
from luoshi.organisation.models import Unit
from luoshi.timelimits.official import official_calendar
from luoshi.timelimits.rules import Span
from tests.world import FOUNDED

OFFICIAL = official_calendar()
BASE = date(2026, 6, 1)
JUNE = LightDays(
    warn_date=date(2026, 6, 25), due_date=date(2026, 6, 30), severe_date=date(2026, 7, 8)
)
near = st.integers(-15, 15).map(lambda n: BASE + timedelta(days=n))
maybe = st.none() | near


@pytest.mark.parametrize(
    ("today", "level", "reason"),
    [
        (date(2026, 6, 24), Level.NORMAL, Reason.ON_TIME),
        (date(2026, 6, 25), Level.ATTENTION, Reason.DUE_SOON),
        (date(2026, 6, 30), Level.WARNING, Reason.DUE_TODAY),
        (date(2026, 7, 1), Level.OVERDUE, Reason.OVERDUE),
        (date(2026, 7, 7), Level.OVERDUE, Reason.OVERDUE),
        (date(2026, 7, 8), Level.SERIOUS, Reason.LONG_OVERDUE),
    ],
)
def test_the_deadline_alone_goes_through_its_levels_day_by_day(today, level, reason):
    assert light(JUNE, today) == Light(level, reason)


def test_a_short_limit_is_close_from_its_first_day():
    assert warn_day(DueKind.OPINION, BASE, date(2026, 6, 4), OFFICIAL) == BASE


def test_a_long_limit_is_close_when_a_fifth_of_it_is_left():
    assert warn_day(DueKind.COMPLETION, BASE, date(2026, 9, 9), OFFICIAL) == date(2026, 8, 20)


def test_a_report_is_close_one_working_day_before():
    assert warn_day(DueKind.REPORT, BASE, date(2026, 6, 22), OFFICIAL) == date(2026, 6, 18)


@given(near, st.integers(0, 200), st.sampled_from(DueKind))
def test_days_of_light_stand_in_their_order(since, length, kind):
    due = since + timedelta(days=length)
    warn, severe = warn_day(kind, since, due, OFFICIAL), severe_day(due, OFFICIAL)

    assert since <= warn <= due < severe
    assert OFFICIAL.working_days_between(due, severe - timedelta(days=1)) == 5


def test_the_worst_component_gives_the_level_and_the_reason_is_kept():
    today = date(2026, 6, 26)
    behind = replace(JUNE, lag_date=date(2026, 6, 10), missed_date=date(2026, 6, 23))

    assert light(behind, today) == Light(Level.WARNING, Reason.BEHIND)
    assert [one.reason for one in components(behind, today)] == [
        Reason.DUE_SOON,
        Reason.BEHIND,
        Reason.REPORT_MISSED,
        Reason.ON_TIME,
    ]


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ({"far_lag_date": BASE}, Reason.FAR_BEHIND),
        ({"missed_date": BASE, "missed_twice_date": BASE}, Reason.REPORTS_MISSED),
        ({"report_warn_date": BASE}, Reason.REPORT_SOON),
        ({"times_sent_back": 1}, Reason.SENT_BACK),
        ({"times_sent_back": 2}, Reason.SENT_BACK_AGAIN),
    ],
)
def test_each_component_has_its_reason(days, reason):
    assert light(replace(JUNE, **days), BASE).reason == reason


def test_a_second_urging_nobody_answered_is_very_serious_long_before_the_day():
    ignored = replace(JUNE, ignored_date=date(2026, 6, 10))

    assert light(ignored, date(2026, 6, 9)) == Light(Level.NORMAL, Reason.ON_TIME)
    assert light(ignored, date(2026, 6, 10)) == Light(Level.SERIOUS, Reason.URGED_IN_VAIN)
    assert light(replace(ignored, claimed_date=date(2026, 6, 9)), date(2026, 6, 20)) == Light(
        Level.NORMAL, Reason.ON_TIME
    )
    assert light(replace(ignored, claimed_date=date(2026, 6, 11)), date(2026, 6, 20)) == Light(
        Level.SERIOUS, Reason.URGED_IN_VAIN
    )


@pytest.mark.parametrize("length", [0, 1, 2, 3])
def test_a_short_item_is_close_from_the_start_and_a_warning_on_its_last_day(length):
    """Lights compare days: the last half day shows as the last day, whatever its hour."""
    since = date(2026, 6, 8)
    due = since + timedelta(days=length)
    days = LightDays(
        due, warn_date=warn_day(DueKind.RESULT, since, due, OFFICIAL),
        severe_date=severe_day(due, OFFICIAL),
    )  # fmt: skip

    levels = [light(days, since + timedelta(days=n)).level for n in range(length + 1)]
    assert levels == [Level.ATTENTION] * length + [Level.WARNING]


@given(
    st.builds(
        LightDays, near, maybe, maybe, maybe, maybe, maybe, maybe, maybe, maybe,
        st.integers(0, 3), maybe,
    ),
    near,
    st.integers(0, 30),
)  # fmt: skip
def test_time_alone_turns_no_light_better(days, today, later):
    """Hysteresis: what stands stored moves by an accepted report or a decision, not by waiting."""
    after = today + timedelta(days=later)

    now, then = components(days, today), components(days, after)
    assert all(one.level <= other.level for one, other in zip(now, then, strict=True))
    assert light(days, after).level >= light(days, today).level


def test_claimed_in_time_the_units_clock_has_stopped_and_the_two_lights_part():
    claimed = replace(JUNE, claimed_date=date(2026, 6, 30))
    long_after = date(2026, 9, 1)

    assert claimed_light(claimed, long_after) == Light(Level.DONE, Reason.CLAIMED)
    assert light(claimed, long_after) == Light(Level.NORMAL, Reason.ON_TIME)


def test_claimed_late_stays_as_late_as_it_was():
    claimed = replace(JUNE, claimed_date=date(2026, 7, 2))

    assert light(claimed, date(2026, 9, 1)) == Light(Level.OVERDUE, Reason.OVERDUE)


def test_two_reports_missed_running_are_told_by_their_days():
    first, second = (date(2026, 6, 9), date(2026, 6, 10)), (date(2026, 6, 18), date(2026, 6, 22))

    assert report_days([second, first]) == ReportDays(
        date(2026, 6, 9), date(2026, 6, 11), date(2026, 6, 23)
    )
    assert report_days([]) == ReportDays()


def test_every_level_has_its_shape_and_word():
    assert set(LIGHTS) == {level.value for level in Level}


def test_the_plan_curve_tells_the_day_it_passes_the_reported_figure():
    # given a plan of 1 % a day from nought
    plan = Plan.of(BASE, BASE + timedelta(days=100))

    lag = plan.lag_days(Decimal(20))

    assert lag.lag_date == BASE + timedelta(days=30)
    assert lag.far_lag_date == BASE + timedelta(days=51)
    assert plan.lag_days(Decimal(95)).lag_date is None


def test_the_plan_runs_from_milestone_to_milestone():
    plan = Plan.of(BASE, date(2026, 7, 1), [Point(date(2026, 6, 11), Decimal(80))])

    assert [plan.expected(date(2026, 6, day)) for day in (1, 6, 11, 21)] == [0, 40, 80, 90]
    assert plan.expected(date(2026, 8, 1)) == 100


def test_in_a_closed_season_the_plan_stands_still():
    winter = Span(date(2026, 6, 6), date(2026, 6, 26))
    plan = Plan.of(BASE, date(2026, 7, 1), closed_seasons=[winter])

    assert plan.expected(date(2026, 6, 5)) == plan.expected(date(2026, 6, 25)) == 40
    assert plan.expected(date(2026, 6, 26)) == 50


points = st.builds(Point, near, st.decimals(0, 100, places=1))


@given(st.lists(points, max_size=4), st.integers(1, 40), st.decimals(0, 100, places=1))
def test_the_lag_day_is_the_first_day_the_plan_is_so_far_ahead(milestones, length, reported):
    plan = Plan.of(BASE, BASE + timedelta(days=length), milestones)
    end = max(plan.points[-1].day, plan.start)
    days = [BASE + timedelta(days=n) for n in range((end - BASE).days + 1)]
    ahead = [day for day in days if plan.expected(day) - Fraction(reported) >= 10]

    assert plan.lag_days(reported).lag_date == (ahead[0] if ahead else None)


class TheDatabaseAgrees(TestCase):
    """The light of a row is the light SQL filters and counts by."""

    def test_for_every_due_whose_days_fall_on_and_about_today(self):
        # given every way the days of a due can lie within three days of today
        near_days = [BASE + timedelta(days=n) for n in range(-3, 4)]
        ways = product(near_days, range(3), range(1, 4), [None, *near_days], ["", "met", "paused"])
        dues = Due.objects.bulk_create(self.due(number, *way) for number, way in enumerate(ways))

        in_python = {
            due.pk: (light(days_of(due), BASE).level, claimed_light(days_of(due), BASE).level)
            for due in dues
        }
        in_sql = Due.objects.annotate(one=lit.level(BASE), other=lit.claimed_level(BASE))
        assert {
            pk: (one, other) for pk, one, other in in_sql.values_list("pk", "one", "other")
        } == (in_python)
        by_condition = {
            pk: level
            for level in Level
            for pk in lit.dues_at([level], BASE).values_list("pk", flat=True)
        }
        assert by_condition == {pk: level for pk, (level, _claimed) in in_python.items()}
        assert sum(lit.dues_at([level], BASE).count() for level in Level) == len(dues)
        assert lit.counts(Due.objects.all(), BASE) == {
            level: list(by_condition.values()).count(level) for level in Level
        }

    @settings(max_examples=60, deadline=None)
    @given(near, maybe, maybe, maybe, maybe, maybe, st.integers(0, 3), near)
    def test_for_a_thing_with_plan_reports_urgings_and_returns(
        self, due_date, lag, far, claimed, missed, ignored, sent_back, today
    ):
        # given a thing that keeps its other days in whatever columns it has
        due = self.stored(due_date, 5, 5, claimed, "")
        columns = replace(
            lit.DUE,
            lag_date="lag",
            far_lag_date="far",
            missed_date="missed",
            ignored_date="ignored",
            times_sent_back="sent_back",
        )
        things = Due.objects.annotate(
            lag=as_date(lag),
            far=as_date(far),
            missed=as_date(missed),
            ignored=as_date(ignored),
            sent_back=as_number(sent_back),
        )
        days = replace(
            days_of(due),
            lag_date=lag,
            far_lag_date=far,
            missed_date=missed,
            ignored_date=ignored,
            times_sent_back=sent_back,
        )

        in_sql = things.annotate(one=lit.level(today, columns)).values_list("one", flat=True)
        assert list(in_sql) == [light(days, today).level]

    def stored(self, due_date, warn, severe, claimed, closed):
        due = self.due(0, due_date, warn, severe, claimed, closed)
        due.save()
        return due

    def due(self, number, due_date, warn, severe, claimed, closed):
        at = None if claimed is None else datetime.combine(claimed, time(), UTC)
        return Due(
            kind=DueKind.COMPLETION, debtor=self.unit(), about_kind="matter", about_id=str(number),
            about_title="灯", start="ISSUE", since=BASE, measure="DAY 2026-06-01",
            due_date=due_date, original_due_date=due_date,
            warn_date=due_date - timedelta(days=warn),
            severe_date=due_date + timedelta(days=severe),
            claimed_at=at, claimed_date=claimed,
            met_at=datetime(2026, 6, 1, tzinfo=UTC) if closed == "met" else None,
            met_date=BASE if closed == "met" else None,
            paused_since=BASE if closed == "paused" else None,
        )  # fmt: skip

    def unit(self):
        return (
            Unit.objects.filter(code="LIT").first()
            or Unit.objects.bulk_create(
                [Unit(path="0001", depth=1, code="LIT", name="灯局", kind="BUREAU", since=FOUNDED)]
            )[0]
        )


def as_date(day):
    return Cast(Value(day, output_field=DateField()), DateField())


def as_number(number):
    return Value(number, output_field=IntegerField())


def test_no_level_is_left_without_a_condition():
    assert all(isinstance(lit.at_level(level, BASE), Q) for level in Level)

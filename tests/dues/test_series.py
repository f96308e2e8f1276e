"""周期报送: reports on a cadence are laid two ahead, missed, answered, ended."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from luoshi.dues import operations, queries
from luoshi.dues.lights import LightDays, report_light
from luoshi.dues.models import Due, Series
from luoshi.dues.terms import DueKind, Level, Reason
from luoshi.organisation import mergers
from luoshi.timelimits.cadence import Cadence
from luoshi.timelimits.wording import period_words
from luoshi.trail.models import Entry
from tests.dues.town import BRIDGE, ROAD, owed
from tests.world import MONDAY, MONDAY_NINE, nine_on, someone_of, unit_named

pytestmark = pytest.mark.django_db


def begun(about=ROAD, cadence="TEN_DAYS", since=MONDAY, by="市住建局", **rest):
    return operations.begin_series(
        debtor=unit_named(by), creditor=unit_named("市政府督查室"), about=about, cadence=cadence,
        since=since, **rest,
    )  # fmt: skip


def laid(about=ROAD):
    return list(
        queries.dues_about("matter", [about.id]).values_list("period", "due_date", "warn_date")
    )


def test_the_first_two_reports_stand_at_once():
    begun()

    assert laid() == [
        ("2026-06-T1", date(2026, 6, 10), date(2026, 6, 9)),
        ("2026-06-T2", date(2026, 6, 22), date(2026, 6, 18)),
    ]
    assert period_words("2026-06-T2") == "6月中旬"


def test_the_report_on_a_festival_says_why_it_moved():
    begun()

    assert queries.working_of(Due.objects.get(period="2026-06-T2")) == (
        "每月10日、20日和末日报送；原6月20日，端午顺延 → 6月22日(一)"
    )


def test_a_unit_reports_all_its_matters_on_one_day():
    begun()
    begun(BRIDGE, since=date(2026, 6, 4))

    days = Due.objects.order_by("due_date").values_list("due_date", flat=True).distinct()
    assert list(days) == [date(2026, 6, 10), date(2026, 6, 22)]


def test_no_report_is_owed_after_the_last_day():
    begun(until=date(2026, 6, 15))

    assert [period for period, _due, _warn in laid()] == ["2026-06-T1"]
    assert operations.turn_day(at=nine_on(7, 1)).laid == 0


@pytest.mark.parametrize(
    ("cadence", "periods"),
    [
        ("MONTHLY:28", ["2026-06", "2026-07", "2026-08"]),
        ("WEEKLY:5", ["2026-W24", "2026-W25", "2026-W26", "2026-W27", "2026-W28"]),
        ("QUARTERLY:+10", ["2026-Q2", "2026-Q3"]),
        ("EVERY:10", ["N1", "N2", "N3", "N4", "N5"]),
    ],
)
def test_a_month_later_two_reports_lie_ahead_again(cadence, periods):
    begun(cadence=cadence)
    ahead = Cadence.of(cadence).next_slots(MONDAY, after=date(2026, 7, 1), count=2)

    operations.turn_day(at=nine_on(7, 1))

    assert [period for period, _due, _warn in laid()] == periods
    assert Series.objects.get().laid_until == ahead[-1].day


def test_the_clock_runs_once_with_one_entry_and_lays_nothing_twice():
    begun()
    begun(BRIDGE)

    first = operations.turn_day(at=nine_on(6, 11))
    second = operations.turn_day(at=nine_on(6, 11))

    assert (first.laid, second.laid) == (2, 0)
    assert first.turned == {Level.OVERDUE: 2}
    assert Entry.objects.filter(deed="dues.turn_day").count() == 2
    assert Entry.objects.filter(deed="dues.turn_day").first().facts["OVERDUE"] == 2


def test_the_clock_lays_any_number_of_series_with_the_same_queries(django_assert_num_queries):
    # a savepoint and its release, the calendar's two, the lights' numbers, the closing hour, the
    # groups, one update, one insert
    begun()
    queries.calendar_here()
    with django_assert_num_queries(9):
        assert operations.lay_ahead(date(2026, 6, 11)) == 1
    begun(since=date(2026, 6, 11), by="市财政局")
    begun(BRIDGE, since=date(2026, 6, 12))
    with django_assert_num_queries(9):
        assert operations.lay_ahead(date(2026, 6, 21)) == 3


def test_series_that_stand_at_one_day_but_began_apart_are_not_mixed_up():
    # given three that have all been laid up to the first of July, each in its own way
    begun(cadence="EVERY:10")
    begun(BRIDGE, cadence="EVERY:10", since=date(2026, 6, 11))
    operations.lay_ahead(date(2026, 6, 11))

    operations.lay_ahead(date(2026, 6, 21))

    assert [period for period, _due, _warn in laid()] == ["N1", "N2", "N3", "N4"]
    assert [period for period, _due, _warn in laid(BRIDGE)] == ["N1", "N2", "N3"]


def test_after_a_long_stand_still_every_report_is_laid_to_those_who_owe_it():
    begun()
    begun(BRIDGE, since=date(2026, 6, 27))

    operations.lay_ahead(date(2026, 7, 5))

    assert [period for period, _due, _warn in laid()] == [
        "2026-06-T1",
        "2026-06-T2",
        "2026-06-T3",
        "2026-07-T1",
        "2026-07-T2",
    ]
    assert [period for period, _due, _warn in laid(BRIDGE)] == ["2026-07-T1", "2026-07-T2"]


def test_what_the_clock_lays_is_like_what_a_hand_lays():
    begun()
    operations.lay_ahead(date(2026, 6, 11))

    by_clock = Due.objects.get(period="2026-06-T3")
    assert (by_clock.id.version, by_clock.pausable, by_clock.closed) == (7, True, False)
    assert queries.working_of(by_clock) == "每月10日、20日和末日报送 → 6月30日(二)"
    operations.meet(by_clock, at=nine_on(6, 30))
    assert not by_clock.late


def test_missed_once_and_missed_twice_running_are_told_without_repainting():
    begun()

    def said(today):
        days = queries.report_days_of("matter", ["road"])["road"]
        return report_light(LightDays(date(2027, 1, 1), **vars(days)), today).reason

    assert [said(date(2026, 6, day)) for day in (8, 9, 11, 23)] == [
        Reason.ON_TIME,
        Reason.REPORT_SOON,
        Reason.REPORT_MISSED,
        Reason.REPORTS_MISSED,
    ]


def test_a_report_answers_for_those_missed_before_it_which_stay_late():
    begun()
    operations.turn_day(at=nine_on(6, 22))

    met = operations.meet_reports(
        ROAD, debtor=unit_named("市住建局"), period="2026-06-T2", at=nine_on(6, 22)
    )

    assert met == 2
    late = [due.late for due in Due.objects.order_by("due_date")]
    assert late[:2] == [True, False]
    with pytest.raises(Due.DoesNotExist):
        operations.meet_reports(
            ROAD, debtor=unit_named("市住建局"), period="2025-01-T1", at=nine_on(6, 22)
        )


def test_an_ended_series_leaves_nothing_open_and_lays_no_more():
    begun()

    ended = operations.end_series(ROAD, at=nine_on(6, 12), reason="已申请办结")

    assert ended == 1
    missed, ahead = Due.objects.order_by("due_date")
    assert (missed.late, ahead.excuse) == (True, "已申请办结")
    assert operations.turn_day(at=nine_on(8, 1)).laid == 0


def test_who_hands_a_matter_on_is_not_late_with_what_was_missed():
    begun()

    operations.end_series(ROAD, at=nine_on(6, 12), reason="重新交办", answered=False)

    assert [due.excuse for due in Due.objects.all()] == ["重新交办", "重新交办"]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_lay_every_report_once():
    for about in (ROAD, BRIDGE):
        begun(about)
    start = Barrier(4)

    def run(_number):
        start.wait()
        try:
            return operations.lay_ahead(date(2026, 6, 11))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        laid_by_each = list(pool.map(run, range(4)))

    assert sorted(laid_by_each) == [0, 0, 0, 2]


def test_the_longest_silent_unit_comes_first():
    begun()
    begun(by="市财政局")
    operations.meet_reports(
        ROAD, debtor=unit_named("市财政局"), period="2026-06-T1", at=nine_on(6, 10)
    )

    silent = queries.silent(date(2026, 6, 23))

    assert [(one.unit_name, one.number, one.since) for one in silent] == [
        ("澄川市住房和城乡建设局", 2, date(2026, 6, 10)),
        ("澄川市财政局", 1, date(2026, 6, 22)),
    ]


def test_what_is_owed_goes_along_when_units_merge():
    # given both owing the same opinion, and one of them reports besides
    begun()
    owed()
    owed(by="市财政局")
    by = someone_of("市政府办公室", "系统管理员")
    [listing] = [
        one for one in mergers.open_things_of(unit_named("市住建局")) if one.carrier.code == "dues"
    ]

    moved = listing.carrier.move(unit_named("市住建局"), unit_named("市财政局"), by, MONDAY_NINE)

    assert moved == 3
    assert not [
        one for one in mergers.open_things_of(unit_named("市住建局")) if one.carrier.code == "dues"
    ]
    open_now = queries.owed_by([unit_named("市财政局").pk])
    assert [due.kind for due in open_now] == [DueKind.OPINION, DueKind.REPORT, DueKind.REPORT]
    assert Series.objects.get().debtor == unit_named("市财政局")

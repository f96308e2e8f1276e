"""封闭期、办公时间: when no progress is asked, and at which hour what falls due ends."""

from datetime import date, time
from decimal import Decimal

import pytest

from luoshi.breakdown.clocks import plan_of
from luoshi.breakdown.models import Matter
from luoshi.dues import city, operations
from luoshi.dues.models import ClosedSeason, OfficeHours
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.shell.curve import curve
from luoshi.timelimits.rules import Span
from luoshi.trail.models import Entry
from tests.dues.town import BRIDGE, ROAD, again, owed
from tests.road import S, a_matter
from tests.world import MONDAY, MONDAY_NINE, TUESDAY_NINE, someone_of, unit_named

pytestmark = pytest.mark.django_db
PAPER = "澄建发〔2026〕31号"
JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 31)


def close(since=JULY, until=AUGUST, *, units=("市住建局",), by=None, name="汛期停工", basis=PAPER):
    return operations.declare_closed_season(
        name, since, until, units=[unit_named(one) for one in units], basis=basis,
        by=by or someone_of("市政府督查室", "主任"), at=MONDAY_NINE,
    )  # fmt: skip


def hours(closes=time(17, 30), since=MONDAY, *, by=None, basis=PAPER):
    by = by or someone_of("市政府督查室", "主任")
    return operations.set_office_hours(closes, since=since, basis=basis, by=by, at=MONDAY_NINE)


def test_the_plan_stands_still_in_a_closed_season_and_runs_faster_outside_it():
    matter = a_matter(S.IN_PROGRESS)
    before = Matter.objects.get(pk=matter.pk)

    close()

    after = Matter.objects.get(pk=matter.pk)
    # Less time is left to work in: the same share is asked for sooner.
    assert after.lag_date < before.lag_date
    assert after.due_date == before.due_date
    plan = plan_of(after, MONDAY, [])
    assert plan.expected(JULY) == plan.expected(date(2026, 8, 20))
    assert Entry.objects.get(deed="closed_season.declare").facts == {
        "basis": PAPER, "units": ["澄川市住房和城乡建设局"], "planned": {"matters": 1},
    }  # fmt: skip


def test_a_season_is_for_its_units_and_those_below_them_only():
    close()

    held = city.seasons()

    assert held.of(unit_named("市住建局城建科").path) == [Span(JULY, date(2026, 9, 1))]
    assert held.of(unit_named("市财政局").path) == []


def test_a_season_without_units_is_the_whole_citys():
    close(units=())

    assert city.seasons().of(unit_named("市财政局").path) == [Span(JULY, date(2026, 9, 1))]


def test_a_season_taken_back_puts_the_plan_where_it_was_and_stays_as_history():
    matter = a_matter(S.IN_PROGRESS)
    before = Matter.objects.get(pk=matter.pk).lag_date
    season = close()
    by = someone_of("市政府督查室", "主任")

    operations.withdraw_closed_season(season, reason="工期调整", by=by, at=TUESDAY_NINE)

    assert Matter.objects.get(pk=matter.pk).lag_date == before
    assert ClosedSeason.objects.get().withdrawn_at == TUESDAY_NINE
    with pytest.raises(NotFromHere, match="“汛期停工”已撤回"):
        operations.withdraw_closed_season(season, reason="再撤", by=by, at=TUESDAY_NINE)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"basis": " "}, "须写明依据的文件"),
        ({"since": AUGUST, "until": JULY}, "封闭期的截止日期不能早于起始日期"),
        ({"until": date(2027, 7, 1)}, "封闭期不能超过200天"),
    ],
)
def test_a_season_that_makes_no_sense_is_refused(given, says):
    with pytest.raises(Unmet, match=says):
        close(**given)


def test_the_same_season_is_not_declared_over_itself():
    close()

    with pytest.raises(NotFromHere, match="“汛期停工”已有相重的日期，请先撤回"):
        close(since=AUGUST, until=date(2026, 9, 10))


def test_seasons_and_hours_are_set_by_who_keeps_the_citys_time():
    officer = someone_of("市政府督查室", "督查员")

    with pytest.raises(NotYours, match="设定封闭期须由督查室主任、秘书长或系统管理员办理"):
        close(by=officer)
    with pytest.raises(NotYours, match="设定办公时间须由督查室主任、秘书长或系统管理员办理"):
        hours(by=officer)


def test_what_is_owed_from_then_on_ends_at_the_closing_hour_on_the_same_day():
    before = owed()

    hours()

    after = owed(about=BRIDGE)
    assert (again(before).due_time, after.due_time) == (None, time(17, 30))
    assert again(before).due_date == after.due_date


def test_reports_laid_ahead_end_at_the_closing_hour_too():
    hours()

    series = operations.begin_series(
        debtor=unit_named("市住建局"), about=ROAD, cadence="TEN_DAYS", since=MONDAY
    )

    assert {due.due_time for due in series.dues.all()} == {time(17, 30)}


def test_an_hour_of_its_own_goes_before_the_offices():
    hours()

    assert owed(due_time=time(12)).due_time == time(12)


def test_the_day_ends_at_midnight_again_once_the_office_says_so():
    hours(since=date(2026, 5, 1))
    hours(None)

    assert owed().due_time is None
    assert city.closing_hour(date(2026, 5, 31)) == time(17, 30)
    assert city.closing_hour(date(2026, 4, 30)) is None


def test_hours_before_those_that_are_set_already_are_refused():
    hours(since=date(2026, 7, 1))

    with pytest.raises(NotFromHere, match="已有更晚施行的办公时间"):
        hours()
    assert OfficeHours.objects.count() == 1


def test_a_figure_reported_before_the_season_is_measured_by_the_plan_that_stands_still():
    matter = a_matter(S.IN_PROGRESS)
    close(since=MONDAY, until=date(2026, 9, 29))

    matter = Matter.objects.get(pk=matter.pk)

    assert plan_of(matter, MONDAY, []).lag_days(Decimal(0)).lag_date == matter.due_date


def test_the_picture_of_the_plan_bends_where_a_season_begins_and_ends():
    matter = a_matter(S.IN_PROGRESS)
    close()

    plan = plan_of(Matter.objects.get(pk=matter.pk), MONDAY, [])
    drawn = curve(plan, matter.due_date, [], [], MONDAY, Decimal(0))

    heights = [point.split(",")[1] for point in drawn.plan.split()]
    assert len(heights) == 5
    assert heights[1] == heights[2]

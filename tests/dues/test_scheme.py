"""灯的设定: a city sets when its lights warn and how they look; what is open follows at once."""

from datetime import date

import pytest

from luoshi.breakdown.models import Matter
from luoshi.dues import lit, operations
from luoshi.dues.lights import ignored_day, light, severe_day, warn_day
from luoshi.dues.models import Due, LightScheme
from luoshi.dues.operations import Looks
from luoshi.dues.plan import Plan
from luoshi.dues.queries import calendar_here, days_of, dress_here, scheme_here
from luoshi.dues.relighting import foreseen
from luoshi.dues.schemes import DEFAULT, CityCalendar, Scheme
from luoshi.dues.terms import DueKind, Level
from luoshi.flow.refusals import NotYours, Unmet
from luoshi.kit import signs
from luoshi.timelimits.official import official_calendar
from luoshi.trail.models import Entry
from tests.dues.town import BRIDGE, again, completion, owed
from tests.road import S, a_matter, the
from tests.world import MONDAY, nine_on, someone_of, town

AT = nine_on(6, 1)
SOONER = Scheme(
    soon_days=5, soon_percent=30, report_days=2, severe_days=2, behind=20, far_behind=40
)
CITY = CityCalendar.on(official_calendar(), SOONER)


@pytest.fixture
def the_town(db):
    town()


def set_to(scheme, looks=None, *, by=None, basis="澄政办〔2026〕8号"):
    """Set the lights as the director of the room does."""
    return operations.set_scheme(scheme, looks or Looks(), basis=basis, by=by or the("主任"), at=AT)


def test_the_days_of_a_light_follow_the_numbers_of_the_city():
    official, due = official_calendar(), date(2026, 9, 9)

    assert warn_day(DueKind.COMPLETION, date(2026, 6, 1), due, official) == date(2026, 8, 20)
    assert warn_day(DueKind.COMPLETION, date(2026, 6, 1), due, CITY) == date(2026, 8, 10)
    assert warn_day(DueKind.REPORT, date(2026, 6, 1), due, CITY) == date(2026, 9, 7)
    assert severe_day(due, official) == date(2026, 9, 17)
    assert severe_day(due, CITY) == date(2026, 9, 14)
    assert ignored_day(date(2026, 9, 9), official) == date(2026, 9, 15)


def test_the_plan_is_behind_by_the_points_of_the_city():
    plan = Plan.of(date(2026, 6, 1), date(2026, 9, 9))

    assert plan.lag_days(0).lag_date == date(2026, 6, 11)
    assert plan.lag_days(0, SOONER).lag_date == date(2026, 6, 21)
    assert plan.lag_days(0, SOONER).far_lag_date == date(2026, 7, 12)


def test_without_a_scheme_of_its_own_a_city_works_by_the_default(the_town):
    assert scheme_here() == DEFAULT
    assert dress_here() == {}


def test_what_is_open_is_put_under_a_new_scheme_with_one_entry(the_town):
    due, other = completion(date(2026, 9, 9), since=date(2026, 6, 1)), owed(about=BRIDGE)
    done = completion(date(2026, 9, 9), about=BRIDGE, since=date(2026, 6, 1))
    operations.meet(done, at=AT)
    entries = Entry.objects.count()

    set_to(SOONER)

    assert (again(due).warn_date, again(due).severe_date) == (date(2026, 8, 10), date(2026, 9, 14))
    assert again(other).warn_date == MONDAY
    assert again(done).warn_date == done.warn_date
    assert Entry.objects.count() == entries + 1
    facts = Entry.objects.latest("id").facts
    assert facts["changed"] == {"dues": 2, "matters": 0}
    assert (facts["before"]["soon_days"], facts["after"]["soon_days"]) == (3, 5)


def test_what_comes_to_be_owed_afterwards_is_reckoned_by_it(the_town):
    set_to(SOONER)

    due = completion(date(2026, 9, 9), since=date(2026, 6, 1))

    assert due.warn_date == date(2026, 8, 10)
    assert calendar_here().scheme == SOONER


def test_a_matter_follows_with_its_deadline_and_its_plan(db):
    matter = a_matter(S.IN_PROGRESS, at=nine_on(6, 1))
    before = matter.lag_date

    set_to(SOONER)

    due = Due.objects.get(about_id=str(matter.pk), kind="COMPLETION")
    matter = Matter.objects.get(pk=matter.pk)
    assert (matter.warn_date, matter.severe_date) == (due.warn_date, due.severe_date)
    assert matter.lag_date > before


def test_the_preview_counts_the_very_lights_that_change(db):
    a_matter(S.IN_PROGRESS, at=nine_on(6, 1))
    dues = [
        completion(date(2026, 6, day), since=date(2026, 5, 1), about=BRIDGE, period=str(day))
        for day in (8, 9, 12, 25)
    ]
    on = date(2026, 6, 4)
    before = {due.pk: light(days_of(due), on).level for due in Due.objects.all()}

    told = foreseen(SOONER, on)
    set_to(SOONER)

    after = {due.pk: light(days_of(due), on).level for due in Due.objects.all()}
    changed = [(before[pk], after[pk]) for pk in before if before[pk] != after[pk]]
    assert sum(told["dues"].values()) == len(changed)
    assert dict(told["dues"]) == {one: changed.count(one) for one in changed}
    assert lit.counts(Due.objects.filter(pk__in=[one.pk for one in dues]), on) == {
        **dict.fromkeys(Level, 0), Level.ATTENTION: 3, Level.NORMAL: 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("scheme", "looks", "says"),
    [
        (Scheme(soon_percent=51), Looks(), "时限剩百分之几起临期（取早者）须在0到50之间"),
        (Scheme(behind=30, far_behind=30), Looks(), "严重滞后的百分点须大于滞后的百分点"),
        (DEFAULT, Looks({Level.OVERDUE: "g"}), "正常、临期、滞后、逾期、严重逾期的颜色须各不相同"),
        (DEFAULT, Looks({Level.OVERDUE: "pink"}), "没有这种颜色"),
        (DEFAULT, Looks({}, {Level.OVERDUE: "正常"}), "各级灯的用词须各不相同"),
        (DEFAULT, Looks({}, {Level.OVERDUE: "超过规定时限很久"}), "用词不超过6个字"),
    ],
)
def test_what_no_city_could_mean_is_refused(the_town, scheme, looks, says):
    with pytest.raises(Unmet, match=says):
        set_to(scheme, looks)

    assert not LightScheme.objects.exists()


def test_a_scheme_rests_on_a_paper_and_is_set_by_who_keeps_the_city(the_town):
    with pytest.raises(Unmet, match="须写明依据的文件"):
        set_to(SOONER, basis=" ")
    with pytest.raises(NotYours, match="灯的设定须由督查室主任或系统管理员办理"):
        set_to(SOONER, by=someone_of("市住建局", "联络员"))


def test_a_level_keeps_its_shape_whatever_a_city_calls_and_paints_it(the_town):
    # given a city where red is praise
    set_to(DEFAULT, Looks({Level.NORMAL: "r", Level.OVERDUE: "g"}, {Level.NORMAL: "红旗"}))

    signs.new_page()
    praised, late = signs.light_of(Level.NORMAL), signs.light_of(Level.OVERDUE)
    assert (praised.tone, praised.icon, praised.word) == ("r", signs.LIGHTS[1].icon, "红旗")
    assert (late.tone, late.icon, late.word) == ("g", signs.LIGHTS[4].icon, signs.LIGHTS[4].word)


def test_a_page_asks_once_how_the_lights_look(the_town, django_assert_num_queries):
    set_to(DEFAULT, Looks({}, {Level.OVERDUE: "超期"}))
    signs.new_page()

    with django_assert_num_queries(1):
        assert [signs.light_of(4).word for _again in range(3)] == ["超期"] * 3

"""催办: an officer urges in words, the clock on the first day past the date; never twice a day."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.breakdown import jobs
from luoshi.breakdown.lights import with_light
from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import urging
from luoshi.breakdown.operations.matters import round_columns
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.terms import Level
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.trail.models import Entry
from tests.road import DUE, LEAD, a_matter, the
from tests.world import (
    FRIDAY,
    MONDAY,
    MONDAY_NINE,
    NEXT_MONDAY_NINE,
    SHANGHAI,
    TUESDAY,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
)

pytestmark = pytest.mark.django_db
FIRST_LATE = datetime(DUE.year, DUE.month, DUE.day, 0, 30, tzinfo=SHANGHAI) + timedelta(days=1)
NEXT_MONDAY = NEXT_MONDAY_NINE.date()
REASON = "请于本周五前书面说明进展"


def pressed(matter):
    """Return what is kept of a matter's urgings: the copy on its row, and the rows themselves."""
    matter.refresh_from_db()
    rows = list(matter.urgings.order_by("urged_date").values_list("urged_date", "level"))
    return matter.times_urged, matter.last_urged_date, rows


def test_an_officer_urges_a_matter_with_one_entry_that_says_why():
    matter = a_matter(S.IN_PROGRESS)

    urging.urge(matter, by=the("督查员"), at=TUESDAY_NINE, reason=REASON)

    assert pressed(matter) == (1, TUESDAY, [(TUESDAY, Level.NORMAL)])
    [entry] = Entry.objects.filter(deed="matter.urge")
    assert entry.facts == {"reason": REASON, "level": Level.NORMAL, "times": 1}


def test_a_matter_is_not_urged_twice_on_one_day_and_is_on_the_next():
    matter = a_matter(S.IN_PROGRESS)
    urging.urge(matter, by=the("督查员"), at=TUESDAY_NINE, reason=REASON)

    with pytest.raises(Unmet, match="今天已经催办过，同一事项一天只催一次"):
        urging.urge(matter, by=the("主任"), at=TUESDAY_NINE + timedelta(hours=8), reason=REASON)
    urging.urge(matter, by=the("主任"), at=WEDNESDAY_NINE, reason=REASON)

    assert pressed(matter)[0] == 2
    assert Entry.objects.filter(deed="matter.urge").count() == 2


@pytest.mark.parametrize(
    ("title", "unit"),
    [("联络员", LEAD), ("局长", LEAD), ("核查员", None), ("督查员", "市委督查室")],
)
def test_only_the_matters_own_room_urges(title, unit):
    matter = a_matter(S.IN_PROGRESS)
    by = the(title, unit) if unit else the(title)

    with pytest.raises(NotYours, match="催办须由督办该事项的督查员或主任"):
        urging.urge(matter, by=by, at=TUESDAY_NINE, reason=REASON)

    assert pressed(matter) == (0, None, [])


def test_what_waits_for_the_room_is_not_the_units_to_hurry():
    matter = a_matter(S.CLAIMED)

    with pytest.raises(NotFromHere, match="当前状态为“待初审”，不能催办"):
        urging.urge(matter, by=the("督查员"), at=TUESDAY_NINE, reason=REASON)


def test_an_urging_says_why():
    with pytest.raises(Unmet, match="请写明催办事由"):
        urging.urge(a_matter(S.IN_PROGRESS), by=the("督查员"), at=TUESDAY_NINE, reason=" ")


def test_the_clock_urges_on_the_first_day_past_the_date_and_only_then():
    matter = a_matter(S.IN_PROGRESS)

    before = [urging.urge_overdue(at=FIRST_LATE - timedelta(days=ago)) for ago in (2, 1)]
    on_the_day = urging.urge_overdue(at=FIRST_LATE)
    after = [urging.urge_overdue(at=FIRST_LATE + timedelta(days=on)) for on in (0, 1, 2)]

    assert (before, on_the_day, after) == ([0, 0], 1, [0, 0, 0])
    assert pressed(matter) == (1, date(2026, 10, 1), [(date(2026, 10, 1), Level.OVERDUE)])
    [entry] = Entry.objects.filter(deed="clock.urge")
    assert entry.facts == {"urged": 1, "matters": [matter.number]}
    assert (entry.person_name, entry.person_id) == ("系统", None)


def test_a_run_that_was_missed_is_caught_up_once():
    a_matter(S.IN_PROGRESS)

    assert urging.urge_overdue(at=FIRST_LATE + timedelta(days=6)) == 1
    assert urging.urge_overdue(at=FIRST_LATE + timedelta(days=7)) == 0


def test_what_an_officer_urged_since_it_ran_late_the_clock_leaves_alone():
    matter = a_matter(S.IN_PROGRESS)
    urging.urge(matter, by=the("督查员"), at=FIRST_LATE + timedelta(hours=9), reason=REASON)

    assert urging.urge_overdue(at=FIRST_LATE + timedelta(days=1)) == 0


def test_what_ran_late_long_ago_is_not_urged_by_a_clock_set_going_today():
    a_matter(S.IN_PROGRESS)

    assert urging.urge_overdue(at=FIRST_LATE + urging.NEWS) == 0


def test_a_claimed_matter_is_not_urged_by_the_clock():
    a_matter(S.CLAIMED)

    assert urging.urge_overdue(at=FIRST_LATE) == 0


def test_the_new_day_turns_and_urges():
    matter = a_matter(S.IN_PROGRESS)

    jobs.turn_day(at=FIRST_LATE)

    assert pressed(matter)[0] == 1


def test_the_clock_asks_the_same_number_of_questions_for_one_and_for_three():
    matter = a_matter(S.IN_PROGRESS)
    with CaptureQueriesContext(connection) as alone:
        urging.urge_overdue(at=FIRST_LATE)
    for number in range(3):
        Matter.objects.create(**copied(matter, f"{matter.number}-{number}"))

    with CaptureQueriesContext(connection) as together:
        assert urging.urge_overdue(at=FIRST_LATE) == 3

    assert len(alone) == len(together)


def copied(matter, number):
    """Return the columns of another matter just like this one."""
    held = Matter.objects.filter(pk=matter.pk).values()[0]
    return {name: value for name, value in held.items() if name != "id"} | {
        "number": number, "times_urged": 0, "last_urged_date": None
    }  # fmt: skip


def test_the_next_round_begins_unurged():
    matter = a_matter(S.IN_PROGRESS, at=MONDAY_NINE)
    urging.urge(matter, by=the("督查员"), at=MONDAY_NINE, reason=REASON)

    columns = round_columns(matter, DUE, MONDAY_NINE)

    assert (columns["times_urged"], columns["last_urged_date"]) == (0, None)
    assert pressed(matter)[1] == MONDAY


def test_the_second_urging_nobody_answers_turns_the_light():
    matter = a_matter(S.IN_PROGRESS)
    urging.urge(matter, by=the("督查员"), at=MONDAY_NINE, reason=REASON)
    matter.refresh_from_db()
    once = matter.ignored_date
    urging.urge(matter, by=the("督查员"), at=TUESDAY_NINE, reason=REASON)
    matter.refresh_from_db()
    # Tuesday's urging has three working days to be answered: up to Friday, the weekend is off.
    before, after = (
        with_light(Matter.objects.filter(pk=matter.pk), day).values_list("light_level", flat=True)[
            0
        ]
        for day in (FRIDAY, NEXT_MONDAY)
    )

    assert once is None
    assert (before, matter.ignored_date, after) == (Level.NORMAL, NEXT_MONDAY, Level.SERIOUS)

"""我的工作台: what a unit owes, in groups by day; how much was in time."""

from datetime import date, time
from decimal import Decimal

import pytest

from luoshi.dues import clocks, operations, queries
from luoshi.dues.terms import DayGroup, DueKind, Level
from luoshi.trail.operations import About
from tests.dues.town import again, completion, owed
from tests.world import MONDAY_NINE, nine_on, person_behind, someone_of, unit_named

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 6, 3)


def matter(number):
    return About("matter", str(number), f"第{number}件")


def mine(**rest):
    return queries.owed_by([unit_named("市住建局").pk], **rest)


def town_desk():
    for number, day in enumerate((2, 3, 4, 5, 8)):
        completion(date(2026, 6, day), about=matter(number), since=date(2026, 5, 6))
    completion(date(2026, 6, 3), about=matter(9), by="市财政局", since=date(2026, 5, 6))


def test_the_desk_stands_in_groups_by_day():
    town_desk()

    groups = queries.desk(mine(), WEDNESDAY)

    assert [(group.group, group.number) for group in groups] == [
        (DayGroup.OVERDUE, 1),
        (DayGroup.TODAY, 1),
        (DayGroup.TOMORROW, 1),
        (DayGroup.WEEK, 1),
        (DayGroup.LATER, 1),
    ]
    assert [str(due) for group in groups for due in group.dues] == [
        f"办结：第{number}件" for number in range(5)
    ]


def test_the_desk_is_two_queries_whatever_stands_on_it(django_assert_num_queries):
    completion(date(2026, 6, 2), about=matter("一"), since=date(2026, 5, 6))
    desk = mine()
    with django_assert_num_queries(2):
        [str(due.debtor) for group in queries.desk(desk, WEDNESDAY) for due in group.dues]
    town_desk()
    with django_assert_num_queries(2):
        [str(due.debtor) for group in queries.desk(desk, WEDNESDAY) for due in group.dues]


def test_a_group_counts_all_and_shows_the_first():
    town_desk()

    groups = queries.desk(mine(), WEDNESDAY, show=2)

    assert [(group.number, len(group.dues)) for group in groups] == [
        (1, 1),
        (1, 1),
        (1, 0),
        (1, 0),
        (1, 0),
    ]


def test_what_is_claimed_or_stands_still_is_not_on_the_desk():
    claimed, still, left = (
        completion(date(2026, 6, 30), about=matter(number)) for number in range(3)
    )
    operations.claim(claimed, at=MONDAY_NINE)
    operations.pause(still, since=WEDNESDAY, reason="涉及诉讼")

    assert [due for group in queries.desk(mine(), WEDNESDAY) for due in group.dues] == [left]


def test_what_names_another_person_is_left_out():
    liaison, handler = (
        person_behind(someone_of("市住建局", title)) for title in ("联络员", "承办人")
    )
    for number, person in enumerate((liaison, handler, None)):
        completion(date(2026, 6, 30), about=matter(number), person=person)

    shown = [due.about_title for due in mine(person=liaison.pk)]
    assert shown == ["第0件", "第2件"]


def test_lights_of_a_desk_are_counted_in_one_query(django_assert_num_queries):
    town_desk()
    desk = mine()

    with django_assert_num_queries(1):
        counted = queries.level_counts(desk, WEDNESDAY)
    assert {level: number for level, number in counted.items() if number} == {
        Level.ATTENTION: 3,
        Level.WARNING: 1,
        Level.OVERDUE: 1,
    }


def test_the_morning_tells_each_unit_what_turned_today():
    town_desk()
    owed(since=WEDNESDAY)

    turned = queries.turned_by_unit(WEDNESDAY)

    assert turned == {
        unit_named("市住建局").pk: {Level.ATTENTION: 1, Level.WARNING: 1, Level.OVERDUE: 1},
        unit_named("市财政局").pk: {Level.WARNING: 1},
    }


def test_the_rate_of_what_was_in_time_leaves_out_what_was_excused():
    in_time, late, never, excused = (
        completion(WEDNESDAY, about=matter(number)) for number in range(4)
    )
    operations.meet(in_time, at=nine_on(6, 3))
    operations.meet(late, at=nine_on(6, 4))
    operations.excuse(excused, reason="事项已终止", at=nine_on(6, 2))

    rates = queries.on_time(date(2026, 6, 1), date(2026, 6, 30), kinds=[DueKind.COMPLETION])

    [rate] = rates.values()
    assert (rate.owed, rate.in_time, rate.rate) == (3, 1, Decimal("33.33"))
    assert again(never).met_at is None


def test_what_is_owed_to_an_office_is_found_from_its_side():
    due = owed()

    assert list(queries.owed_to([unit_named("市政府督查室").pk])) == [due]


@pytest.mark.parametrize(
    ("at", "text", "tone"),
    [
        (nine_on(6, 2), "剩2个工作日", "far"),
        (nine_on(6, 4), "剩8小时30分", "soon"),
        (nine_on(6, 5), "逾期15小时", "over"),
        (nine_on(6, 22), "逾期17天", "over"),
    ],
)
def test_the_clock_of_working_days_says_what_is_left(at, text, tone):
    due = owed(due_time=time(17, 30))

    clock = clocks.clock(due, at=at, calendar=queries.calendar_here())

    assert (clock.text, clock.tone) == (text, tone)


def test_the_clock_of_calendar_days_counts_days():
    due = completion(date(2026, 6, 30))

    clock = clocks.clock(due, at=nine_on(6, 17), calendar=queries.calendar_here())
    assert clock.text == "剩13天"


def test_a_clock_that_stands_still_says_for_how_long():
    due = completion(date(2026, 6, 30))
    operations.pause(due, since=WEDNESDAY, reason="涉及诉讼")

    clock = clocks.clock(due, at=nine_on(6, 15), calendar=queries.calendar_here())
    assert (clock.text, clock.tone) == ("停表，已停12天", "pause")


def test_what_is_closed_has_no_clock():
    due = owed()
    operations.meet(due, at=MONDAY_NINE)

    with pytest.raises(ValueError, match="closed due"):
        clocks.clock(again(due), at=MONDAY_NINE, calendar=queries.calendar_here())

"""序时进度图: two lines in a box, and the same points in a table."""

from datetime import date
from decimal import Decimal

from luoshi.dues.plan import Plan, Point
from luoshi.shell.curve import HEIGHT, LEFT, RIGHT, WIDTH, curve

START, MIDDLE, DUE = date(2026, 6, 1), date(2026, 7, 1), date(2026, 7, 31)


def drawn(*, reported=(), today=MIDDLE, progress=0, milestones=()):
    points = [Point(day, share) for day, _name, share in milestones]
    plan = Plan.of(START, DUE, points)
    return curve(plan, DUE, list(reported), list(milestones), today, Decimal(progress))


def test_the_plan_goes_from_nought_at_the_start_to_all_on_the_due_day():
    found = drawn()

    assert found.plan == f"{LEFT}.0,{HEIGHT - 26}.0 {WIDTH - RIGHT}.0,14.0"
    assert (found.planned_now, found.reported_now) == (50, 0)


def test_what_was_reported_is_level_until_the_next_report():
    found = drawn(reported=[(date(2026, 6, 16), Decimal(30))], progress=30)

    levels = [point.split(",")[1] for point in found.said.split()]
    assert levels == ["142.0", "142.0", "103.6", "103.6"]


def test_a_milestone_bends_the_plan_and_is_marked_done_or_not():
    found = drawn(milestones=[(MIDDLE, "主体完工", Decimal(80))], progress=80)

    assert [(one.words, one.done) for one in found.marks] == [("主体完工", True)]
    assert (found.planned_now, len(found.plan.split())) == (80, 3)


def test_the_table_says_the_same():
    found = drawn(reported=[(MIDDLE, Decimal(40))], progress=40)

    assert [(one.day, one.planned, one.reported) for one in found.table] == [
        (MIDDLE, 50, 40),
        (DUE, 100, None),
    ]


def test_past_its_day_the_picture_goes_on_to_today():
    found = drawn(today=date(2026, 8, 30), progress=60)

    assert found.last.day == date(2026, 8, 30)
    assert found.today == f"{WIDTH - RIGHT}.0"


def test_where_there_are_no_days_between_nothing_is_drawn():
    assert curve(Plan.of(START, START), START, [], [], START, Decimal(0)) is None

"""停表: the clock stands still for a reason, and the day moves by as long as it stood."""

from datetime import date

import pytest

from luoshi.dues import operations
from luoshi.dues.lights import light
from luoshi.dues.models import Due, Pause
from luoshi.dues.queries import days_of, working_of
from luoshi.dues.terms import DueKind, Level
from luoshi.flow.refusals import NotFromHere, Unmet
from tests.dues.town import BRIDGE, again, completion, owed
from tests.world import nine_on

pytestmark = pytest.mark.django_db
LAWSUIT = "涉及诉讼，待判决"


def test_the_day_moves_by_the_days_the_clock_stood_and_the_original_stays():
    due = completion(date(2026, 6, 30))

    operations.pause(due, since=date(2026, 6, 8), reason=LAWSUIT)
    operations.resume(due, on=date(2026, 6, 15))

    moved = again(due)
    assert (moved.due_date, moved.original_due_date) == (date(2026, 7, 7), date(2026, 6, 30))
    assert working_of(moved) == "定于6月30日(二)；6月8-14日停表 → 7月7日(二)"


def test_two_pauses_add_up():
    due = completion(date(2026, 6, 30))
    for begin, end in ((8, 10), (15, 16)):
        operations.pause(due, since=date(2026, 6, begin), reason=LAWSUIT)
        operations.resume(due, on=date(2026, 6, end))

    assert again(due).due_date == date(2026, 7, 3)


def test_a_pause_before_an_extension_is_already_in_the_day_that_was_decided():
    due = completion(date(2026, 6, 30))
    operations.pause(due, since=date(2026, 6, 8), reason=LAWSUIT)
    operations.resume(due, on=date(2026, 6, 15))

    operations.move(due, to=date(2026, 7, 31), at=nine_on(6, 16))

    assert again(due).due_date == date(2026, 7, 31)


def test_while_it_stands_the_light_says_so_however_late_it_grows():
    due = completion(date(2026, 6, 30))
    operations.pause(due, since=date(2026, 6, 8), reason=LAWSUIT)

    assert light(days_of(again(due)), date(2026, 9, 1)).level == Level.SUSPENDED


def test_what_is_met_while_the_clock_stands_is_not_late():
    due = completion(date(2026, 6, 30))
    operations.pause(due, since=date(2026, 6, 8), reason=LAWSUIT)

    operations.meet(due, at=nine_on(7, 15))

    assert not again(due).late
    assert Pause.objects.get().until == date(2026, 7, 15)


def test_a_clock_the_rule_lets_run_may_not_be_stopped():
    due = owed(DueKind.RECEIPT, rule="RECEIPT")

    with pytest.raises(Unmet, match="“签收：城东路改造”的时限不能停表"):
        operations.pause(due, since=date(2026, 6, 2), reason=LAWSUIT)


def test_a_clock_is_stopped_once_and_only_a_stopped_one_is_resumed():
    due = completion(date(2026, 6, 30))
    with pytest.raises(NotFromHere, match="没有停表"):
        operations.resume(due, on=date(2026, 6, 9))
    operations.pause(due, since=date(2026, 6, 8), reason=LAWSUIT)

    with pytest.raises(NotFromHere, match="已办结、已免办或已停表"):
        operations.pause(due, since=date(2026, 6, 9), reason=LAWSUIT)


def test_a_pause_needs_its_reason():
    with pytest.raises(Unmet, match="停表须写明理由"):
        operations.pause(completion(date(2026, 6, 30)), since=date(2026, 6, 8), reason="")


def test_all_clocks_of_a_matter_stop_and_start_together_but_those_that_must_run():
    road, bridge = completion(date(2026, 6, 30)), completion(date(2026, 6, 30), about=BRIDGE)
    owed(DueKind.RECEIPT, rule="RECEIPT")

    about_the_road = Due.objects.filter(about_id="road")
    assert operations.pause_all(about_the_road, since=date(2026, 6, 8), reason=LAWSUIT) == 1
    assert operations.resume_all(about_the_road, on=date(2026, 6, 9)) == 1
    assert [again(road).due_date, again(bridge).due_date] == [date(2026, 7, 1), date(2026, 6, 30)]

"""办理: a due is met at a time; late is decided by the day here, not in UTC."""

from datetime import date

import pytest

from luoshi.dues import operations
from luoshi.dues.models import Due
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.trail.operations import write
from tests.dues.town import BRIDGE, ROAD, again, completion, owed
from tests.world import (
    FRIDAY_NINE,
    HALF_PAST_MIDNIGHT,
    MONDAY_NINE,
    NEXT_MONDAY_NINE,
    THURSDAY_NINE,
    someone_of,
)

pytestmark = pytest.mark.django_db


def test_on_the_last_day_is_in_time_and_the_day_after_is_late():
    last_day, day_after = owed(), owed(about=BRIDGE)

    operations.meet(last_day, at=THURSDAY_NINE)
    operations.meet(day_after, at=FRIDAY_NINE)

    assert [again(last_day).late, again(day_after).late] == [False, True]


def test_half_past_midnight_in_shanghai_is_late_though_it_is_still_june_in_utc():
    due = completion(date(2026, 6, 30))

    operations.meet(due, at=HALF_PAST_MIDNIGHT)

    assert again(due).met_date == date(2026, 7, 1)
    assert again(due).late


def test_the_entry_of_the_upper_deed_is_kept():
    by = someone_of("市住建局", "联络员")
    entry = write("opinion.give", about=ROAD, by=by, at=MONDAY_NINE)
    due = owed()

    operations.meet(due, at=MONDAY_NINE, entry=entry)

    assert again(due).met_by_entry == entry.pk


def test_what_is_met_is_not_met_again():
    due = owed()
    same = again(due)
    operations.meet(due, at=MONDAY_NINE)

    with pytest.raises(NotFromHere, match="“答复意见：城东路改造”已办结或已免办"):
        operations.meet(same, at=FRIDAY_NINE)
    assert again(due).met_at == MONDAY_NINE


def test_an_excuse_needs_its_reason():
    due = owed()

    with pytest.raises(Unmet, match="免办须写明理由"):
        operations.excuse(due, reason=" ", at=MONDAY_NINE)

    operations.excuse(due, reason="事项已撤销", at=MONDAY_NINE)
    assert again(due).closed


def test_a_set_is_met_at_once_and_only_what_is_open():
    operations.excuse(owed(), reason="事项已撤销", at=MONDAY_NINE)
    owed(DueKind.REPLY)

    assert operations.meet_all(Due.objects.all(), at=MONDAY_NINE) == 1
    assert operations.excuse_all(Due.objects.all(), reason="不再需要", at=MONDAY_NINE) == 0


def test_the_accepted_claim_decides_the_day():
    # given a claim on the last day that waits four days to be accepted
    due = owed()
    operations.claim(due, at=THURSDAY_NINE)

    operations.accept_claim(due)

    assert (again(due).met_at, again(due).late) == (THURSDAY_NINE, False)


def test_a_claim_that_was_returned_does_not_keep_its_day():
    due = owed()
    operations.claim(due, at=THURSDAY_NINE)
    operations.return_claim(due)
    with pytest.raises(Unmet, match="尚未申请，不能认定办结"):
        operations.accept_claim(due)

    operations.claim(due, at=NEXT_MONDAY_NINE)
    operations.accept_claim(due)

    assert again(due).late


def test_an_extension_keeps_the_original_day_and_the_working_names_the_new_one():
    due = completion(date(2026, 6, 30))

    operations.move(due, to=date(2026, 7, 31), at=MONDAY_NINE)

    moved = again(due)
    assert (moved.due_date, moved.original_due_date) == (date(2026, 7, 31), date(2026, 6, 30))
    assert (moved.warn_date, moved.severe_date) == (date(2026, 7, 19), date(2026, 8, 10))

"""延期: whatever is decided later, the day that was promised first is kept."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.dues import operations
from tests.dues.town import again, owed
from tests.world import MONDAY, MONDAY_NINE, nine_on

pytestmark = pytest.mark.django_db
steps = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.integers(1, 60)),
        st.tuples(st.just("pause"), st.integers(1, 20)),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=15, deadline=None)
@given(steps)
def test_moving_and_pausing_keep_the_day_that_was_promised_first(taken):
    with transaction.atomic():
        due = owed()
        operations.restart(due, since=MONDAY)
        promised = due.due_date
        for number, (what, days) in enumerate(taken):
            if what == "move":
                to = due.due_date + timedelta(days=days)
                operations.move(due, to=to, at=MONDAY_NINE, roll=False)
            elif due.pausable:
                since = date(2026, 6, 2) + timedelta(days=number)
                operations.pause(due, since=since, reason="等待批复")
                operations.resume(due, on=since + timedelta(days=days))
        kept = again(due)
        transaction.set_rollback(True)

    assert kept.original_due_date == promised
    assert kept.due_date >= promised


def test_a_clock_moved_twice_still_shows_its_first_day():
    due = owed()

    operations.move(due, to=date(2026, 6, 30), at=MONDAY_NINE)
    operations.move(due, to=date(2026, 7, 31), at=nine_on(6, 20))

    assert (again(due).original_due_date, again(due).due_date) == (
        date(2026, 6, 4),
        date(2026, 7, 31),
    )

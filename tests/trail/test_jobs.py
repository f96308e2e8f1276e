"""By the clock: what waits is placed and signed, what is out of time is forgotten."""

from datetime import UTC, datetime

import pytest
from django.utils.timezone import now

from luoshi.trail import heads, home, jobs, operations
from tests.trail.town import LIN, MATTER, some_deeds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_home")]


def test_what_waits_is_placed_and_then_signed():
    some_deeds(2)

    assert jobs.sequence() == 2
    some_deeds(1)

    assert heads.read(jobs.sign_head()) == home.heads_kept()[-1]
    assert home.heads_kept()[-1].size == 3


def test_old_readings_are_forgotten():
    operations.read_by(LIN, about=MATTER, at=datetime(2020, 1, 1, tzinfo=UTC))
    operations.read_by(LIN, about=MATTER, at=now())

    assert jobs.forget_reads() == 1
    assert operations.ReadLog.objects.count() == 1


def test_where_nothing_was_left_nothing_is_swept():
    assert jobs.sweep() == 0

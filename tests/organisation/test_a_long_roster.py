"""导入名册: a long roster costs no more questions than a short one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.organisation.models import Sphere, Unit
from luoshi.organisation.operations import roster
from tests.organisation.rosters import SINCE, post_row, unit_row, workbook
from tests.world import MONDAY_NINE, someone_of, town

pytestmark = pytest.mark.django_db


def keeper():
    return someone_of("市政府办公室", "系统管理员")


def bureaus(count):
    return workbook(
        units=[unit_row(f"U{n}", f"第{n}局") for n in range(count)],
        aliases=[{"unit": f"U{n}", "name": f"{n}局"} for n in range(count)],
        posts=[
            post_row(f"U{n}", username=f"u{n}", name=f"局长{n}", since=SINCE) for n in range(count)
        ],
        groups=[{"name": "各局", "unit": f"U{n}"} for n in range(count)],
    )


def test_a_hundred_times_the_rows_ask_the_register_no_more_often():
    town()
    with CaptureQueriesContext(connection) as few:
        roster.rehearse(bureaus(3), by=keeper(), at=MONDAY_NINE)
    with CaptureQueriesContext(connection) as many:
        roster.rehearse(bureaus(300), by=keeper(), at=MONDAY_NINE)

    assert len(many) == len(few)


def test_rows_are_written_many_to_a_statement():
    town()
    with CaptureQueriesContext(connection) as few:
        roster.take_in(bureaus(3), name="名册.xlsx", by=keeper(), at=MONDAY_NINE)
    with CaptureQueriesContext(connection) as many:
        roster.take_in(bureaus(300), name="名册.xlsx", by=keeper(), at=MONDAY_NINE)

    assert Unit.objects.filter(code__startswith="U").count() == 300
    assert Sphere.objects.count() == 1
    # A statement holds some hundred rows on SQLite: five tables of 300 rows need a few each.
    assert len(many) - len(few) <= 12

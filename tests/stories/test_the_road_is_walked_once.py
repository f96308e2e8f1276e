"""What stands because an earlier test walked to it is what walking to it again would give."""

import pytest
from django.db import transaction

from luoshi.trail.models import Entry
from tests.road import LEAD, S, a_matter, a_report
from tests.walked import rows_here
from tests.world import TUESDAY_NINE, someone_of

pytestmark = pytest.mark.django_db


def in_order(rows):
    """Return rows without the order in which an engine happens to keep them."""
    return sorted(rows.splitlines()) if isinstance(rows, bytes) else sorted(map(repr, rows))


def rows_of_a_matter(state):
    """Return every row of the city that a matter leaves, and take them away again."""
    with transaction.atomic():
        matter = a_matter(state)
        rows = {table: in_order(held) for table, held in rows_here().items()}
        transaction.set_rollback(True)
    return matter, rows


def test_every_row_is_laid_as_it_was_walked():
    walked, as_walked = rows_of_a_matter(S.ARCHIVED)

    laid, as_laid = rows_of_a_matter(S.ARCHIVED)

    assert laid == walked
    assert as_laid == as_walked
    assert len(as_laid) >= 20


def test_deeds_go_on_from_what_was_laid():
    rows_of_a_matter(S.IN_PROGRESS)
    laid = a_matter(S.IN_PROGRESS)
    before = Entry.objects.count()

    a_report(laid, at=TUESDAY_NINE)

    assert Entry.objects.count() == before + 1


def test_where_the_city_stands_already_the_road_is_walked():
    kept, _rows = rows_of_a_matter(S.IN_PROGRESS)
    someone_of(LEAD, "局长", named="丁文")

    walked = a_matter(S.IN_PROGRESS)

    assert walked.pk != kept.pk

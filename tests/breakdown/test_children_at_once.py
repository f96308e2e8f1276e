"""再分解 in the very moment of another deed: each hand in its own connection and transaction."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from django.db import connection, transaction

from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import children, matters
from luoshi.breakdown.terms import MatterState as S
from luoshi.flow.refusals import Refused
from luoshi.reporting.operations import claims, ending
from tests.breakdown.test_sub_assign import a_piece, divided
from tests.misdeeds.matters import WHY
from tests.road import LEAD, a_matter, the
from tests.world import TUESDAY_NINE

pytestmark = pytest.mark.django_db(transaction=True)
OVER = (S.COMPLETED, S.TERMINATED)
LATE, EARLY = date(2026, 9, 20), date(2026, 8, 1)


def meanwhile(first, second):
    """Let a second hand begin before the first has finished; return what the second met."""
    begun, done = Event(), Event()

    def slow():
        try:
            with transaction.atomic():
                first()
                begun.set()
                done.wait(0.5)
        finally:
            begun.set()
            connection.close()

    def quick():
        begun.wait()
        try:
            return second()
        except Refused as refused:
            return refused
        finally:
            done.set()
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        slowly, quickly = pool.submit(slow), pool.submit(quick)
        slowly.result()
        return quickly.result()


def fresh(matter):
    """The matter as the second hand reads it for itself."""
    return Matter.objects.select_related("lead", "parent", "list").get(pk=matter.pk)


DEEDS = {
    "claim": lambda one: claims.claim(
        one, by=the("局长", LEAD), at=TUESDAY_NINE, statement="12公里已完工"
    ),
    "return": lambda one: matters.return_(one, by=the("局长", LEAD), at=TUESDAY_NINE, **WHY),
    "terminate": lambda one: ending.terminate(
        one, by=the("主任"), at=TUESDAY_NINE, reason="政策调整"
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_divided_in_this_moment_is_not_left_behind(deed):
    parent = a_matter(S.IN_PROGRESS)
    seen = fresh(parent)

    meanwhile(lambda: divided(parent, by="副局长"), lambda: DEEDS[deed](seen))

    stands, child = fresh(parent), parent.children.get()
    assert stands.state == S.IN_PROGRESS or child.state in OVER


def test_a_childs_date_does_not_pass_the_parents_that_moves_in_this_moment():
    parent = a_matter(S.IN_PROGRESS)
    divided(parent, a_piece(due_date=date(2026, 7, 1)))
    child, director, head = fresh(parent.children.get()), the("主任"), the("局长", LEAD)

    meanwhile(
        lambda: children.move_date(parent, EARLY, by=director, at=TUESDAY_NINE, reason="提前"),
        lambda: children.move_date(child, LATE, by=head, at=TUESDAY_NINE, reason="量大"),
    )

    assert (fresh(parent).due_date, fresh(child).due_date) == (EARLY, date(2026, 7, 1))

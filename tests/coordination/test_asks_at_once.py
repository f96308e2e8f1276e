"""征询报送 under many hands: one sends, one answers, one reminds; the others are told why not."""

from datetime import date

import pytest

from luoshi.coordination import delivering
from luoshi.coordination.models import Addressee, Ask
from luoshi.coordination.operations import asks, replies
from luoshi.coordination.operations.replies import Said
from luoshi.dues.models import Due
from luoshi.organisation.models import Term
from luoshi.trail.models import Entry
from tests.coordination.given import a_draft, an_ask, head, row_of, staff
from tests.organisation.test_many_hands import at_once
from tests.world import FRIDAY_NINE, MONDAY_NINE, TUESDAY_NINE, unit_named

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8


def test_an_ask_goes_out_once():
    ask, by = a_draft(), head()

    def sending():
        seen = Ask.objects.get(pk=ask.pk)
        return lambda: asks.send(seen, by=by, at=MONDAY_NINE)

    ends = at_once([sending() for _hand in range(HANDS)])

    assert ends == ["NotFromHere"] * (HANDS - 1) + ["done"]
    assert Due.objects.filter(about_kind="ask").count() == 3
    assert Entry.objects.filter(deed="ask.send").count() == 1


def test_a_unit_answers_once_and_its_due_is_met_once():
    row, by = row_of(an_ask(), "市住建局"), staff("市住建局")

    def answering(number):
        seen = Addressee.objects.select_related("ask").get(pk=row.pk)
        said = Said(stance="SOME", text=f"第{number}稿", told_minutes=10)
        return lambda: replies.answer(seen, said, by=by, at=TUESDAY_NINE)

    ends = at_once([answering(number) for number in range(HANDS)])

    assert ends == ["NotFromHere"] * (HANDS - 1) + ["done"]
    assert Ask.objects.get().told_number == 1


def test_the_silent_are_reminded_by_one_of_many():
    ask, by = an_ask(), staff()

    ends = at_once([lambda: asks.press(Ask.objects.get(pk=ask.pk), by=by, at=FRIDAY_NINE)] * HANDS)

    assert ends == ["NotFromHere"] * (HANDS - 1) + ["done"]
    assert Entry.objects.filter(deed="ask.press").count() == 1


def test_what_waited_is_delivered_once_by_two_runs():
    gone = Term.objects.filter(post__unit=unit_named("岚溪县"))
    gone.update(until=date(2026, 5, 1))
    ask = an_ask()
    gone.update(until=None)

    at_once([lambda: delivering.deliver_what_waits(at=TUESDAY_NINE)] * 2)

    owed = Due.objects.filter(about_kind="ask", debtor=unit_named("岚溪县"))
    assert (owed.count(), row_of(ask, "岚溪县").due_id) == (1, owed.get().pk)

"""Several hands at once on one request, or on one asking: one does it, the rest are told."""

import pytest

from luoshi.breakdown.models import Matter
from luoshi.coordination.models import Request
from luoshi.coordination.operations import requests
from luoshi.dues.models import Due
from luoshi.flow.refusals import Refused
from luoshi.trail.models import Entry
from tests.book import Book
from tests.coordination.asking import IN_SEPTEMBER, OCTOBER, asked, more_time
from tests.flow.test_many_hands import at_once
from tests.invariants import broken
from tests.road import LEAD, S, a_matter, the
from tests.world import nine_on

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 6
LATER = nine_on(9, 8)


def test_granted_and_refused_in_one_moment_it_is_one_of_the_two():
    request, by = asked(a_matter(S.IN_PROGRESS)), the("主任")
    seen = [Request.objects.select_related("matter").get(pk=request.pk) for _ in range(HANDS)]

    def press(numbered):
        number, one = numbered
        if number % 2:
            requests.refuse(one, by=by, at=LATER, reason="进度正常")
        else:
            requests.grant(one, by=by, at=LATER)

    answers = at_once(press, list(enumerate(seen)))

    request.refresh_from_db()
    moved = Matter.objects.get(pk=request.matter_id).due_date == OCTOBER
    deeds = Entry.objects.filter(about_id=str(request.pk)).exclude(deed="request.send")
    assert sum(isinstance(one, Refused) for one in answers) == HANDS - 1
    assert (deeds.count(), moved) == (1, request.state == "GRANTED")
    assert broken(Book()) == []


def test_asked_twice_in_one_moment_one_waits():
    matter, by = a_matter(S.IN_PROGRESS), the("局长", LEAD)
    seen = [Matter.objects.get(pk=matter.pk) for _ in range(HANDS)]

    answers = at_once(lambda one: requests.ask(one, more_time(), by=by, at=IN_SEPTEMBER), seen)

    assert sum(isinstance(one, Refused) for one in answers) == HANDS - 1
    assert Request.objects.get().state == "SENT"
    assert Due.objects.filter(about_kind="request").count() == 1
    assert broken(Book()) == []

"""What becomes of a request whose unit is merged, or whose matter goes on without it."""

from datetime import date

import pytest

from luoshi.coordination import moving, queries
from luoshi.coordination.models import Request
from luoshi.coordination.operations import requests
from luoshi.organisation import mergers
from luoshi.queue import schedules
from luoshi.reporting.operations import ending
from tests.coordination.asking import IN_SEPTEMBER, OCTOBER, asked, more_time
from tests.road import LEAD, S, a_matter, the
from tests.world import nine_on, unit_named

pytestmark = pytest.mark.django_db
LATER = nine_on(9, 8)


def test_what_waits_goes_along_with_a_merger_and_what_was_decided_stays():
    open_one = asked(a_matter(S.IN_PROGRESS))
    closed = asked(a_matter(S.IN_PROGRESS, room="市委督查室"))
    requests.refuse(closed, by=the("主任", "市委督查室"), at=LATER, reason="进度正常")
    unit, into = unit_named(LEAD), unit_named("市发改委")
    assert [one.id for one in moving.waiting_of(unit)] == [open_one.pk]

    moved = moving.move(unit, into, the("主任"), LATER)

    units = dict(Request.objects.values_list("pk", "unit__short_name"))
    assert (moved, units) == (1, {open_one.pk: "市发改委", closed.pk: "市住建局"})
    assert moving.CARRIER in [one.carrier for one in mergers.open_things_of(into)]


def test_of_a_matter_that_has_ended_nothing_is_decided_any_more():
    request = asked(a_matter(S.IN_PROGRESS))
    ending.terminate(request.matter, by=the("主任"), at=IN_SEPTEMBER, reason="政策调整")

    assert requests.lapse_all(at=LATER) == 1

    request.refresh_from_db()
    assert (request.state, request.lapse_note) == ("LAPSED", "事项已进入“已终止”")


def test_what_the_head_never_signed_lapses_once_it_is_too_late():
    request = asked(a_matter(S.IN_PROGRESS), by=the("联络员", LEAD))
    assert requests.lapse_all(at=nine_on(9, 22)) == 0

    assert requests.lapse_all(at=nine_on(9, 24)) == 1

    request.refresh_from_db()
    assert request.state == "LAPSED"


def test_nothing_lapses_twice():
    request = asked(a_matter(S.IN_PROGRESS), by=the("联络员", LEAD))
    requests.lapse_all(at=nine_on(9, 24))

    assert requests.lapse_all(at=nine_on(9, 25)) == 0
    assert Request.objects.get().pk == request.pk


def test_the_clock_looks_every_night():
    assert "coordination.lapse_requests" in [one.name for one in schedules.declared()]


def test_extensions_are_counted_apart_by_the_unit_that_asked():
    first = asked(a_matter(S.IN_PROGRESS))
    requests.grant(first, by=the("主任"), at=LATER)
    other = asked(a_matter(S.IN_PROGRESS, room="市委督查室"), more_time(OCTOBER))
    requests.refuse(other, by=the("主任", "市委督查室"), at=LATER, reason="进度正常")
    lead = unit_named(LEAD).pk

    september = {"since": date(2026, 9, 1), "until": date(2026, 9, 30)}
    october = {"since": date(2026, 10, 1), "until": date(2026, 10, 31)}
    assert queries.extensions_granted([lead], **september) == {lead: 1}
    assert queries.extensions_granted([lead], **october) == {}

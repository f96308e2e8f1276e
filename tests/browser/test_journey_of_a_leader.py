"""市领导: what is behind in the sphere, why, who answers for it; another sphere is not there."""

import pytest
from django.utils.timezone import now

from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.operations import leaders
from tests.browser.stations import PHONE, STILL, go, sound
from tests.browser.steps import press, says
from tests.road import LEAD, a_matter, the
from tests.world import post_of, unit_named

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]


def test_a_leader_reads_what_is_behind_and_why(sign_in):
    late = a_matter(S.IN_PROGRESS)
    page = sign_in("市政府", "副市长", **STILL)

    page.goto("/desk/")
    says(page, late.title)
    sound(page)
    page.get_by_role("link", name=late.title).first.click()
    # To what point, why late, who: without opening anything.
    for words in (late.title, "逾期", LEAD):
        says(page, words)
    sound(page)
    go(page, "台账")
    says(page, late.title)
    sound(page)


def test_a_leader_decides_what_was_put_before_the_post(sign_in):
    verified = a_matter(S.DECIDING, at=now())
    leaders.submit(
        verified,
        post_of("市政府", "副市长"),
        by=the("主任"),
        at=now(),
        opinion="核查属实，拟予办结",
    )
    page = sign_in("市政府", "副市长", **STILL)

    # The day begins with what waits for a decision, the facts first.
    page.goto("/")
    page.wait_for_url("**/decide/")
    for words in (verified.title, verified.standard, "核查属实，拟予办结"):
        says(page, words)
    sound(page)
    press(page, "同意办结")
    says(page, "没有等您决定的")
    sound(page)

    verified.refresh_from_db()
    assert verified.state == S.COMPLETED


def test_a_leader_reads_the_same_on_a_phone_and_finds_no_other_sphere(page_of):
    late = a_matter(S.IN_PROGRESS)
    page = page_of(the("副市长", "市政府"), **PHONE, **STILL)
    page.goto("/desk/")
    says(page, late.title)
    sound(page)
    page.goto(f"/matters/{late.number}/")
    says(page, "逾期")
    sound(page)

    # given a matter of a unit in nobody's sphere but the mayor's
    type(late).objects.filter(pk=late.pk).update(lead=unit_named("市发改委"), leader=None)
    assert page.request.get(f"/matters/{late.number}/").status == 404

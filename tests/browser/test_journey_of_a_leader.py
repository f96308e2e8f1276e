"""市领导: what is behind in the sphere, why, who answers for it; another sphere is not there."""

import pytest

from luoshi.breakdown.terms import MatterState as S
from tests.browser.stations import PHONE, STILL, go, sound
from tests.browser.steps import says
from tests.road import LEAD, a_matter, the
from tests.world import unit_named

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

"""核查员: what is to be checked is read before it is opened, found on the spot, and kept."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.models import Verification
from tests.browser.stations import STILL, sound
from tests.browser.steps import press, says
from tests.road import ROOM, a_matter

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]


def test_a_verification(sign_in):
    matter = a_matter(S.VERIFYING, at=now())
    page = sign_in(ROOM, "核查员", **STILL)

    page.goto("/")
    page.wait_for_url("**/verify/")
    page.get_by_text("核什么、凭什么").click()
    says(page, matter.standard)
    sound(page)
    press(page, "核查")

    # The first claim of a quarter is looked at on the spot: without a place it is not taken.
    page.select_option("[name=method]", "ON_SITE")
    page.fill("[name=record]", "实地丈量12公里，管网已通水")
    page.check("[name=verdict][value=TRUE]")
    page.check("[name=no_interest]")
    press(page, "提交核查记录")
    expect(page.locator("[name=place]")).to_be_focused()
    assert page.input_value("[name=record]") == "实地丈量12公里，管网已通水"
    sound(page)
    page.fill("[name=place]", "澄河路")
    press(page, "提交核查记录")
    says(page, "已办理：核查通过")
    assert Verification.objects.get().place == "澄河路"

    page.goto("/verify/history/")
    says(page, "共核查1件")
    sound(page)
    page.get_by_role("link", name=matter.title).click()
    says(page, "澄河路")
    sound(page)

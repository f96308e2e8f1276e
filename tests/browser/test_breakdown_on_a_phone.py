"""The workbench on a phone: it is read there, and says so; what is open stands without buttons."""

import pytest
from playwright.sync_api import expect

from tests.breakdown.given import drafting, officer
from tests.breakdown.given import page_of as address_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
ONLY_READ = "手机上只能查看，分解请在电脑上办理。"


@pytest.mark.parametrize(("viewport", "worked_on"), [(PHONE, False), (DESK, True)])
def test_a_phone_says_that_it_only_shows_and_a_desk_has_the_answers(page_of, viewport, worked_on):
    matters = drafting()
    page = page_of(officer(), viewport=viewport)

    page.goto(address_of(matters.document, d=2))

    card = page.locator("#d2.cur")
    expect(card.get_by_text("原文几家并列，须明确一家牵头：")).to_be_visible()
    controls = [card.locator(one).first for one in ("form.ask button", "footer .btn")]
    assert page.get_by_text(ONLY_READ).is_visible() is not worked_on
    assert [one.is_visible() for one in controls] == [worked_on, worked_on]

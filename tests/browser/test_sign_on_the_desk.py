"""签收 from its row: one line takes the row's place, it is read out, the focus goes to the next."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.road import LEAD, a_matter, an_issued_list, the
from tests.shell.test_desk_page import two_more_matters

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]


def test_a_row_is_signed_by_keys_and_the_work_goes_on_below(page_of, transactional_db):
    at = timezone.now()
    an_issued_list(at=at)
    two_more_matters(at)
    page = page_of(the("联络员", LEAD))
    page.goto("/desk/")

    page.keyboard.press("j")
    expect(page.locator(".duty:focus .kind")).to_have_text("签收")
    page.keyboard.press("Enter")

    expect(page.locator("[data-say]")).to_contain_text("已签收，")
    expect(page.locator("#live")).to_contain_text("已签收，")
    expect(page.locator(".duty:focus")).to_have_count(1)
    assert "done=" in page.url
    page.reload()
    expect(page.locator("[data-say]")).to_contain_text("已签收，")


def test_the_more_of_a_row_opens_by_its_key_and_says_how_the_day_was_reckoned(
    page_of, transactional_db
):
    a_matter("IN_PROGRESS", at=timezone.now())
    page = page_of(the("联络员", LEAD))
    page.goto("/desk/")

    page.keyboard.press("j")
    page.keyboard.press(".")

    panel = page.locator(".duty .menu[open] .panel")
    expect(panel).to_be_visible()
    assert "时限怎么算的" in panel.inner_text()

"""评议票 with a thumb: no sign-in, nothing chosen beforehand, nothing lost, thanks; once only."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from luoshi.assessment.models import BallotToken, Tally
from luoshi.timelimits.here import day_here
from tests.assessment.asked import an_appraisal

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
TARGET = 44


@pytest.fixture
def link(transactional_db):
    """A ballot about three units that was handed out."""
    until = day_here(timezone.now()) + timedelta(days=9)
    _made, [token] = an_appraisal(1, until=until)
    return f"/ballot/{token}/"


@pytest.mark.parametrize("script", [True, False])
def test_a_ballot_is_cast_with_a_thumb(open_page, link, script):
    page = open_page(java_script_enabled=script, **PHONE)
    page.goto(link)
    groups = page.get_by_role("group")
    answers = groups.first.locator("label")
    assert page.locator("input:checked").count() == 0
    assert min(one.bounding_box()["height"] for one in answers.all()) >= TARGET

    groups.nth(0).get_by_text("满意", exact=True).tap()
    groups.nth(1).get_by_text("不了解").tap()
    page.locator("form[data-loose]").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="投票").tap()
    expect(page.get_by_role("alert")).to_contain_text("有1处需要改")
    assert page.locator("input:checked").count() == 2
    groups.nth(2).get_by_text("基本满意").tap()
    page.get_by_role("button", name="投票").tap()

    expect(page.get_by_role("status").first).to_contain_text("这张票已经投出，谢谢")
    assert sum(Tally.objects.values_list("by_link", flat=True)) == 3
    assert BallotToken.objects.get().used
    page.goto(link)
    assert page.get_by_role("button", name="投票").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ballot_is_open_to_everybody(open_page, link, scheme):
    page = open_page(color_scheme=scheme, **PHONE)
    page.goto(link)

    found = Axe().run(page, options=WCAG)

    assert found.response["violations"] == [], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

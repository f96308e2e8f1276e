"""工作台、卷宗、报送 in a real browser: a deed swaps page and frame; no script is needed."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.models import Report
from luoshi.timelimits.operations import load_default_rules, load_official
from tests.road import ASSIST, LEAD, a_matter, an_issued_list, notice_to

pytestmark = pytest.mark.browser
LIAISON = (LEAD, "联络员")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}


@pytest.fixture(autouse=True)
def reference(transactional_db):
    """The calendar and the rules: a test before may have emptied the tables."""
    load_official(at=timezone.now())
    load_default_rules()


# The navigation with its numbers, and how many messages wait.
FRAME = "nav .cnt, header a[href='/inbox/']"


def found_by_axe(page):
    return [(one["id"], one["nodes"][0]["html"]) for one in violations(page)]


def violations(page):
    return Axe().run(page, options=WCAG).response["violations"]


def test_a_notice_is_signed_from_its_row_and_the_frame_comes_along(sign_in):
    notice = notice_to(ASSIST, an_issued_list(at=timezone.now()))
    page = sign_in(ASSIST, "联络员")
    page.goto("/desk/")

    page.get_by_role("button", name="签收", exact=True).click()

    expect(page.locator("[data-say]")).to_contain_text(f"{notice.number}已签收")
    assert "/desk/?done=" in page.url
    along = page.locator(FRAME).all_inner_texts()
    page.reload()
    assert page.locator(FRAME).all_inner_texts() == along


def test_a_refused_report_keeps_the_words_and_a_good_one_leads_to_what_was_said(sign_in):
    matter = a_matter(S.IN_PROGRESS, at=timezone.now())
    page = sign_in(*LIAISON)
    page.goto(f"/matters/{matter.number}/report/")

    page.fill("[name=percent]", "30")
    page.get_by_text("还要写：").click()
    page.fill("[name=problems]", "管材短缺")
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator("main [role=alert]")).to_be_focused()
    kept = page.input_value("[name=problems]")
    page.fill("[name=progress]", "新铺管网4公里")
    page.get_by_role("button", name="提交审核").click()

    # The page on which it may still be taken back.
    expect(page.locator("#crumbs")).to_contain_text("进展报告")
    expect(page).to_have_title(f"进展报告 {matter.number}｜落实")
    assert kept == "管材短缺"
    assert Report.objects.get().problems == "管材短缺"


def test_a_report_goes_through_without_any_script(sign_in):
    matter = a_matter(S.IN_PROGRESS, at=timezone.now())
    page = sign_in(*LIAISON, java_script_enabled=False)
    page.goto(f"/matters/{matter.number}/report/")

    page.fill("[name=percent]", "30")
    page.fill("[name=progress]", "新铺管网4公里")
    page.click("main button.btn-primary")

    expect(page.locator("main .note")).to_contain_text("进展已报送")
    assert Report.objects.count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("settings", [{}, PHONE], ids=["desktop", "phone"])
def test_every_page_can_be_read_by_everybody(sign_in, scheme, settings):
    matter = a_matter(S.IN_PROGRESS, at=timezone.now())
    page = sign_in(*LIAISON, color_scheme=scheme, **settings)
    found = {}
    for path in ("/desk/", f"/matters/{matter.number}/", f"/matters/{matter.number}/report/"):
        page.goto(path)
        found[path] = found_by_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    assert found == {path: [] for path in found}

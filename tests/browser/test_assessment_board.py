"""考评页 in a browser: ranks beside the account of a unit, a phone without ranks, the printer."""

import re

import pytest
from playwright.sync_api import expect

from luoshi.assessment.terms import PeriodState, SchemeState
from luoshi.papers.text import text_of
from tests.assessed import COUNTIES, a_scheme
from tests.assessment.boards import OFFICE, address, counted
from tests.browser.stations import PHONE, STILL, sound
from tests.world import someone_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
ASSESSOR, COUNTY = (OFFICE, "考核员"), ("岚溪县", "联络员")
A_PHONE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_an_assessor_goes_from_unit_to_unit_and_back(page_of, locale):
    period = counted(PeriodState.PUBLICITY)
    page = page_of(someone_of(*ASSESSOR), locale=locale, **STILL)

    page.goto(address(period) + "?unit=LXX")
    expect(page.locator("#total")).to_have_text("90.93")
    sound(page)
    page.locator("#place-YDX a").click()
    page.wait_for_url(re.compile("unit=YDX$"))
    expect(page.locator("#total")).to_have_text("89.55")
    expect(page.locator("#place-YDX")).to_have_attribute("aria-selected", "true")
    page.go_back()
    expect(page.locator("#total")).to_have_text("90.93")
    page.set_viewport_size({"width": 1024, "height": 768})
    # The groups keep to one row; what stands beside them goes below, long words or short.
    rows = page.locator(".tabs a").evaluate_all("all => all.map((one) => one.offsetTop)")
    assert (len(rows), len({*rows})) == (2, 1)


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_a_unit_opens_a_term_and_comes_back_to_its_line(page_of, locale):
    period = counted()
    page = page_of(someone_of(*COUNTY), locale=locale, **STILL)

    page.goto(address(period))
    line = page.locator('[id="term-1.1"]')
    expect(line).to_contain_text("20×87.5÷100")
    line.locator("a").first.click()
    page.wait_for_url("**/LXX/1.1/")
    expect(page.locator("#formula")).to_contain_text("17.50")
    sound(page)
    page.locator(".pagehead .btn").click()
    page.wait_for_url(re.compile("#term-1.1$"))
    page.goto(address(period, "composition"))
    expect(page.locator("#parts")).to_contain_text("30%")
    sound(page)


def test_a_narrow_window_shows_the_points_and_no_rank(page_of):
    period = counted()
    page = page_of(someone_of(*COUNTY), **STILL)
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(address(period))

    expect(page.locator("#total")).to_be_visible()
    expect(page.locator("#ranks")).to_be_hidden()
    assert "名" not in page.locator("#explain .t13").first.inner_text()
    sound(page)
    page.goto(address(period, "sheet"))
    expect(page.locator("table")).to_be_hidden()


def test_a_phone_is_sent_no_rank_at_all(page_of):
    period = counted()
    page = page_of(someone_of(*COUNTY), user_agent=A_PHONE, **PHONE, **STILL)

    page.goto(address(period))

    expect(page.locator("#ranks")).to_have_count(0)
    expect(page.locator('[id="term-1.1"]')).to_contain_text("17.50")
    assert "云渡县" not in page.content()
    sound(page)


def test_a_draft_is_tried_out_on_a_page(page_of):
    counted(PeriodState.PUBLISHED)
    a_scheme(state=SchemeState.DRAFT, version=2)
    page = page_of(someone_of(*ASSESSOR), **STILL)

    page.goto("/assess/what-if/")
    page.locator("main form button").click()

    expect(page.locator("#compared h2").first).to_have_text("没有单位的位次会变")
    sound(page)


def test_the_sheet_prints_on_a3_with_every_unit_and_the_board_on_a4_with_every_term(page_of):
    period = counted(PeriodState.PUBLICITY)
    page = page_of(someone_of(*ASSESSOR), **STILL)

    page.goto(address(period, "sheet"))
    printed = page.pdf(prefer_css_page_size=True)
    # A3 lying: 420 by 297 mm, in points
    assert re.search(rb"/MediaBox \[0 0 119\d(?:\.\d+)? 84\d", printed)
    told = text_of(printed, "得分表.pdf").text
    units = ("岚溪县", "云渡县", "市审计局", "重点任务", "上期位次")
    assert [one in told for one in units] == [True] * 5

    page.goto(address(period, "board", COUNTIES) + "?unit=LXX")
    told = text_of(page.pdf(prefer_css_page_size=True), "得分明细.pdf").text.replace(" ", "")
    wanted = ("岚溪县的得分是怎么来的", "20×87.5÷100", "热线满意度", "合计", "第1名")
    assert [one in told for one in wanted] == [True] * 5

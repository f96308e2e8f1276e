"""联络员的一天: a notice signed for, a report with its figure, the answer of the room, the news."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from luoshi.breakdown.models import Receipt, Target
from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.models import Report
from luoshi.reporting.operations import reports
from luoshi.shell.delivery import deliver
from tests.browser.stations import STILL, go, sound
from tests.browser.steps import press, says
from tests.road import LEAD, a_matter, the

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]


def test_a_day_of_a_liaison(sign_in):
    matter = a_matter(S.ASSIGNED, at=now())
    Target.objects.create(matter=matter, metric="完成管网", value=12, unit="公里")
    page = sign_in(LEAD, "联络员", **STILL)

    signs_and_reports(page, matter)
    mends_what_came_back(page, matter)

    # What was signed for stands under the notices, and the search finds the matter.
    go(page, "通知与回执")
    sound(page)
    page.goto("/search/?q=雨污分流")
    sound(page)
    assert matter.title in page.locator("main").inner_text()


def signs_and_reports(page, matter):
    # The day begins at the desk, with a notice to sign for.
    page.goto("/")
    page.wait_for_url("**/desk/")
    sound(page)
    page.locator("#duties").get_by_role("button", name="签收").click()
    says(page, "已签收")
    assert Receipt.objects.filter(part__matter=matter).count() == 1

    # The matter is found among those of the unit, and reported on.
    go(page, "本单位事项")
    sound(page)
    page.get_by_role("link", name=matter.title).first.click()
    expect(page.locator("h1")).to_have_text(matter.title)
    sound(page)
    press(page, "报送进展")
    page.locator("[name^=figure_]").fill("4")
    page.fill("[name=percent]", "30")
    page.fill("[name=progress]", "新铺管网4公里，沿线3个路口恢复通行")
    sound(page)
    press(page, "提交审核")
    says(page, "进展已报送")
    said = Report.objects.get(matter=matter)
    assert (said.percent, said.figures.get().value) == (30, 4)


def mends_what_came_back(page, matter):
    # The room sends it back; the liaison hears of it and mends it.
    said = Report.objects.get(matter=matter)
    reports.send_back(said, by=the("督查员"), at=now(), reason="请补充开挖与回填的长度")
    deliver(at=now())
    page.goto("/inbox/")
    sound(page)
    page.locator("#messages").get_by_role("link", name=matter.title).first.click()
    says(page, matter.title)
    page.goto(f"/matters/{matter.number}/report/")
    says(page, "请补充开挖与回填的长度")
    sound(page)
    page.fill("[name=progress]", "新铺管网4公里，其中开挖4公里、回填3公里")
    press(page, "提交补正")
    says(page, "进展已报送")
    assert Report.objects.filter(matter=matter, corrects=said).count() == 1

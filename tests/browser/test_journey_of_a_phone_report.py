"""手机报送: last time beside, the difference while stepping, an honest button for no change."""

from decimal import Decimal

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from luoshi.breakdown.models import Target
from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.models import Report
from luoshi.reporting.operations import reports
from tests.browser.stations import PHONE, STILL, sound
from tests.browser.steps import says
from tests.road import LEAD, a_matter, a_report, the

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]


@pytest.fixture
def matter():
    """A matter under way whose first report, of four kilometres, was accepted."""
    found = a_matter(S.IN_PROGRESS, at=now())
    target = Target.objects.create(matter=found, metric="完成管网", value=12, unit="公里")
    said = a_report(found, at=now(), figures={target.pk: Decimal(4)})
    reports.accept(said, by=the("督查员"), at=now())
    return found


def test_a_report_from_the_building_site(page_of, matter):
    page = page_of(the("联络员", LEAD), **PHONE, **STILL)
    page.goto("/desk/")
    sound(page)
    page.locator(".duty .act a").filter(has_text="报送").first.tap()
    says(page, "上次")
    sound(page)

    figure = page.locator("[name^=figure_]")
    figure.fill("7")
    expect(page.locator("[data-change]")).to_contain_text("3")
    page.fill("[name=percent]", "60")
    page.fill("[name=progress]", "新通水3公里")
    page.get_by_role("button", name="提交审核").tap()
    says(page, "进展已报送")
    sound(page)

    latest = Report.objects.filter(matter=matter).latest("reported_at")
    assert (latest.percent, latest.figures.get().value) == (60, 7)


def test_no_change_is_said_in_one_tap(page_of, matter):
    page = page_of(the("联络员", LEAD), **PHONE, **STILL)
    page.goto(f"/matters/{matter.number}/report/")

    page.get_by_role("button", name="确无变化，照实报送").tap()
    says(page, "进展已报送")

    latest = Report.objects.filter(matter=matter).latest("reported_at")
    assert (latest.no_change, latest.figures.get().value) == (True, 4)

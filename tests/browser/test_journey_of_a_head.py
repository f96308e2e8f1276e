"""主要负责人: what staff put up is signed or given back, a claim goes out in the head's name."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.models import Report
from luoshi.reporting.operations import signing
from tests.browser.stations import STILL, sound
from tests.browser.steps import press, says
from tests.road import LEAD, a_matter, a_report, the

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]


def test_a_morning_of_a_head(sign_in, page_of):
    matter = a_matter(S.IN_PROGRESS, at=now())
    page = sign_in(LEAD, "局长", **STILL)

    # The day begins with what waits for a signature: nothing yet; reports shall wait from now on.
    page.goto("/")
    page.wait_for_url("**/sign/")
    says(page, "没有待审签的")
    sound(page)
    press(page, "改为审签后报送")
    expect(page.locator("#main aside")).to_contain_text("审签后报送督查室")

    gives_back_and_signs(page, page_of, matter)

    # The claim that staff prepared goes out in the head's name.
    ready = signing.Prepared(kind="CLAIM", statement="12公里已全部完工通水")
    signing.put_up(matter, ready, by=the("承办人", LEAD), at=now())
    page.reload()
    sound(page)
    press(page, "签发")
    says(page, "没有待审签的")
    matter.refresh_from_db()
    assert (matter.state, matter.claimed_by.name) == (S.CLAIMED, the("局长", LEAD).person_name)
    page.goto(f"/matters/{matter.number}/")
    sound(page)


def gives_back_and_signs(page, page_of, matter):
    # A report is given back with a reason, written anew by the staff, and signed.
    a_report(matter, at=now())
    page.reload()
    says(page, "有1件待审签")
    sound(page)
    page.fill("[name=reason]", "请写明通水长度")
    press(page, "退回修改")
    says(page, "没有待审签的")
    liaison = page_of(the("联络员", LEAD), **STILL)
    liaison.goto("/sign/")
    says(liaison, "请写明通水长度")
    sound(liaison)
    press(liaison, "改后再送")
    liaison.fill("[name=percent]", "40")
    liaison.fill("[name=progress]", "已通水5公里")
    press(liaison, "送审签")
    liaison.wait_for_url("**/reports/**")
    page.reload()
    press(page, "审签报送")
    says(page, "没有待审签的")
    sent = Report.objects.filter(matter=matter, arrived_at__isnull=False)
    assert [said.progress for said in sent] == ["已通水5公里"]

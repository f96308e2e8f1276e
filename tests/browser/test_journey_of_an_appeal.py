"""申诉: a county's head reads its score, appeals with a paper, two decide, it is put right."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from luoshi.assessment.appeal_terms import AppealState
from luoshi.assessment.models import Appeal, Figure, Score
from luoshi.assessment.terms import PeriodState
from tests import clock
from tests.assessed import SOURCE
from tests.assessment.boards import address
from tests.assessment.steps import (
    DURING_PUBLICITY,
    a_period_at,
    of_the_office,
    the_indicator,
)
from tests.browser.stations import STILL, sound
from tests.world import someone_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
# Soon enough for nobody to be signed out.
MINUTES = timedelta(minutes=5)
PAPER = {"name": "验收单.txt", "mimeType": "text/plain", "buffer": "已验收".encode()}


def the_figure(period):
    return Figure.objects.get(
        period=period, indicator=the_indicator(period), unit__short_name="岚溪县", current=True
    )


def lodge(county, period):
    """The county's head goes from the line of the score to the appeal, with a paper."""
    county.goto(address(period))
    county.locator('[id="term-1.1"] a[href*="/appeal/?"]').click()
    county.fill('[name="ground"]', "少计一处已验收项目")
    county.set_input_files('input[type="file"]', PAPER)
    sound(county)
    county.locator("main form .btn-primary").click()
    county.wait_for_url(re.compile("/assess/appeals/[0-9a-f-]{36}/$"))
    sound(county)
    assert "验收单.txt" in county.locator("#ground").inner_text()


def uphold(reviewer, appeal):
    """Somebody who did not score says that the appeal is right."""
    reviewer.goto("/assess/appeals/")
    reviewer.locator(f'a[href$="/{appeal.pk}/"]').click()
    reviewer.fill('[name="reason"]', "经查属实")
    sound(reviewer)
    reviewer.locator('button[value="UPHOLD"]').click()
    reviewer.locator("#decide").wait_for(state="detached")


def correct_and_sign(clerk, head, period):
    """The source types the right figure beside the wrong one, and its head signs."""
    clerk.goto(f"/assess/figures/one/{the_figure(period).pk}/")
    clerk.fill('form:has([value="correct"]) [name="value"]', "95")
    clerk.fill("#reason", "漏计一处")
    sound(clerk)
    clerk.locator('button[value="correct"]').click()
    clerk.locator("table tbody tr").nth(1).wait_for()
    head.goto(f"/assess/figures/{period.pk}/")
    head.locator('form[action$="/sign/"] button').click()
    head.locator('form[action$="/sign/"]').wait_for(state="detached")


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_a_score_is_appealed_against_and_put_right(page_of, locale):
    period = a_period_at(PeriodState.PUBLICITY)
    before = Score.objects.get(period=period, unit__short_name="岚溪县").points
    ways = {"locale": locale} | STILL

    with clock.held_at(DURING_PUBLICITY):
        county = page_of(someone_of("岚溪县", "县长"), **ways)
        lodge(county, period)
    appeal = Appeal.objects.get()
    with clock.held_at(DURING_PUBLICITY + MINUTES):
        for title in ("复核员", "复审员"):
            reviewer = page_of(of_the_office(title), **ways)
            uphold(reviewer, appeal)
    with clock.held_at(DURING_PUBLICITY + 2 * MINUTES):
        clerk, head = (page_of(someone_of(SOURCE, one), **ways) for one in ("承办人", "局长"))
        correct_and_sign(clerk, head, period)
        reviewer.goto(f"/assess/appeals/{appeal.pk}/")
        reviewer.locator('button[value="settle"]').click()
        reviewer.locator('button[value="settle"]').wait_for(state="detached")
        sound(reviewer)
        county.goto(address(period))
        expect(county.locator('[id="term-1.1"]')).to_contain_text("19.00")
        sound(county)

    appeal.refresh_from_db()
    after = Score.objects.get(period=period, unit__short_name="岚溪县").points
    assert (appeal.state, after - before) == (AppealState.SETTLED, Decimal("1.5"))

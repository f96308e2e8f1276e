"""权重合计: while weights are typed the sums below and the whole are seen at once."""

import pytest
from playwright.sync_api import expect

from luoshi.assessment.terms import SchemeState
from tests.assessed import COUNTIES, a_scheme
from tests.world import someone_of

pytestmark = pytest.mark.browser


def test_a_sum_that_is_off_is_said_while_it_is_typed(page_of, reference):
    group = a_scheme(state=SchemeState.DRAFT).groups.get(name=COUNTIES)
    line, above = group.indicators.get(code="1.1"), group.indicators.get(code="1")
    page = page_of(someone_of("市考核办", "考核员"))
    page.goto(f"/assess/schemes/groups/{group.pk}/")
    sum_below = page.locator(f'[data-sum="{above.pk}"]')

    page.fill(f'[name="weight-{line.pk}"]', "18.5")

    expect(sum_below.locator("[data-added]")).to_have_text("38.5")
    expect(sum_below.locator("[data-by]")).to_have_text("－1.5")
    expect(page.locator("[data-off]")).to_be_visible()
    page.fill(f'[name="weight-{line.pk}"]', "20")
    expect(sum_below.locator("[data-right]")).to_be_visible()
    expect(page.locator("[data-off]")).to_be_hidden()

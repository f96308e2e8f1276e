"""指标值: pasted from a spreadsheet, one row mended, signed by the head; in either language."""

import pytest

from luoshi.assessment.models import Figure
from luoshi.assessment.terms import FigureState
from tests.assessed import SOURCE, a_period
from tests.browser.stations import STILL, sound
from tests.world import someone_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
HEADS = "分组\t编号\t指标\t单位\t数值\t缺数原因"
PASTED = (
    "综合组\t3.1\t固定资产投资增速\t岚溪县\t9.1\t",
    "综合组\t3.1\t固定资产投资增速\t云渡县\t八点零\t",
    "综合组\t3.2\t规上工业增加值增速\t岚溪县\t\t调查队尚未反馈",
)


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_figures_are_pasted_mended_and_signed(page_of, locale):
    period = a_period()
    clerk = page_of(someone_of(SOURCE, "承办人"), locale=locale, **STILL)

    clerk.goto("/assess/figures/")
    sound(clerk)
    clerk.locator(f'main a[href$="/{period.pk}/"]').first.click()
    sound(clerk)
    clerk.locator('a[href$="/sheet/"]').click()
    clerk.fill("#text", "\n".join((HEADS, *PASTED)))
    clerk.locator("form[data-loose] button").click()
    # What cannot be read is named with its row, and what was pasted is still there.
    assert "八点零" in clerk.locator("#rehearsed").inner_text()
    assert "八点零" in clerk.input_value("#text")
    sound(clerk)
    clerk.fill("#text", "\n".join((HEADS, *PASTED)).replace("八点零", "8.0"))
    clerk.locator("form[data-loose] button").click()
    clerk.locator('button[value="enter"]').click()
    clerk.wait_for_url(f"**/assess/figures/{period.pk}/**")
    sound(clerk)
    assert {*Figure.objects.values_list("state", flat=True)} == {FigureState.ENTERED}

    head = page_of(someone_of(SOURCE, "局长"), locale=locale, **STILL)
    head.goto(f"/assess/figures/{period.pk}/")
    sound(head)
    head.locator('form[action$="/sign/"] button').click()
    head.locator('form[action$="/sign/"]').wait_for(state="detached")
    sound(head)

    signed = Figure.objects.order_by("indicator__code", "unit__place")
    assert {one.state for one in signed} == {FigureState.CERTIFIED}
    assert sorted(str(one.value) if one.value is not None else one.absence for one in signed) == [
        "8.000000", "9.100000", "调查队尚未反馈",
    ]  # fmt: skip

"""粘贴: a block copied out of a spreadsheet fills the table from the cell it is pasted into."""

import pytest
from playwright.sync_api import expect

from luoshi.assessment.terms import SchemeState
from tests.assessed import COUNTIES, a_scheme
from tests.world import someone_of

pytestmark = pytest.mark.browser
PASTE = """(field, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const paste = { clipboardData: data, bubbles: true, cancelable: true };
  field.dispatchEvent(new ClipboardEvent("paste", paste));
}"""


def test_a_block_fills_cells_and_what_finds_no_place_is_said(page_of, reference):
    scheme = a_scheme(state=SchemeState.DRAFT)
    group = scheme.groups.get(name=COUNTIES)
    page = page_of(someone_of("市考核办", "考核员"))
    page.goto(f"/assess/schemes/{scheme.pk}/targets/?group={group.pk}")
    rows = page.locator("form[data-block] tbody tr")
    across = rows.first.locator("input").count()
    last = rows.first.locator("input").nth(across - 1)

    last.evaluate(PASTE, "96%\t97\n90\t91\n")

    expect(last).to_have_value("96%")
    expect(rows.nth(1).locator("input").nth(across - 1)).to_have_value("90")
    expect(page.locator("[data-pasted]")).to_have_text(
        "已贴入2格，还没有保存；另有2格没有可填的位置"
    )
    last.evaluate(PASTE, "95")
    expect(last).to_have_value("96%")

"""台账 by keys and by hand: a grid with one stop, views, columns, bulk; open to everybody."""

import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from luoshi.breakdown.models import LedgerView, Matter
from tests.breakdown.given import issued
from tests.world import someone_of

pytestmark = pytest.mark.browser
NEVER = date(2098, 6, 30)
RUN = "axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations)"
FOCUS = "() => document.activeElement.innerText.trim()"
COPIED = """() => new Promise((done) => {
    const told = new DataTransfer();
    const event = new ClipboardEvent('copy', { clipboardData: told, bubbles: true });
    document.activeElement.dispatchEvent(event);
    done(told.getData('text/plain'));
})"""


@pytest.fixture
def ledger(page_of, reference):
    """The ledger of the housing bureau's liaison, with three matters to sign for."""
    issued(
        ("建成城市书房10个", "市住建局", (), NEVER),
        ("建成口袋公园20处", "市住建局", (), NEVER),
        ("整治易涝点23处", "市住建局", ("市财政局",), NEVER),
    )
    page = page_of(someone_of("市住建局", "联络员"), viewport={"width": 1440, "height": 900})
    page.goto("/ledger/")
    return page


def stand_in_the_grid(page):
    page.focus("[role=grid] tbody td")


def test_the_grid_is_one_stop_and_arrows_move_the_cell(ledger):
    stops = ledger.locator("[role=grid] :is(td, th, a, input)").evaluate_all(
        "all => all.filter((one) => one.tabIndex >= 0).length"
    )
    stand_in_the_grid(ledger)
    for key in ("ArrowDown", "End"):
        ledger.keyboard.press(key)
    last = ledger.evaluate(FOCUS)
    for key in ("Home", "ArrowRight", "ArrowRight", "ArrowRight"):
        ledger.keyboard.press(key)

    assert stops == 1
    assert last == "待签收"
    assert ledger.evaluate(FOCUS) == "建成口袋公园20处"


def test_rows_are_picked_by_keys_copied_with_tabs_and_let_go(ledger):
    stand_in_the_grid(ledger)
    ledger.keyboard.press("Space")
    ledger.keyboard.press("ArrowDown")
    ledger.keyboard.press("Shift+Space")
    expect(ledger.locator("[data-number]")).to_have_text("已选2项")
    copied = ledger.evaluate(COPIED).split("\n")
    ledger.keyboard.press("Control+a")
    expect(ledger.locator("[data-number]")).to_have_text("已选3项")
    expect(ledger.locator("[data-every]")).to_be_visible()
    ledger.keyboard.press("Escape")

    assert [line.split("\t")[2] for line in copied] == ["建成城市书房10个", "建成口袋公园20处"]
    expect(ledger.locator("[data-number]")).to_be_hidden()


def test_what_is_picked_stays_picked_while_one_filters(ledger):
    ledger.locator("input[name=sel]").first.check()

    ledger.fill("#q", "口袋")
    ledger.press("#q", "Enter")

    expect(ledger).to_have_url(re.compile(r"\?q=%E5%8F%A3%E8%A2%8B$"))
    expect(ledger.locator("[data-number]")).to_have_text("已选1项（1项不在本页）")
    assert ledger.locator("tbody tr").count() == 1


def test_enter_opens_brackets_fold_and_f_asks_for_filters(ledger):
    ledger.goto("/ledger/?group=unit")
    stand_in_the_grid(ledger)
    ledger.keyboard.press("[")
    expect(ledger.locator("tbody tr:not(.grp)")).to_have_count(0)
    stand_in_the_grid(ledger)
    ledger.keyboard.press("]")
    expect(ledger.locator("tbody tr:not(.grp)")).to_have_count(3)
    stand_in_the_grid(ledger)
    ledger.keyboard.press("f")
    expect(ledger.locator("#filters")).to_be_visible()
    stand_in_the_grid(ledger)
    ledger.keyboard.press("ArrowDown")
    ledger.keyboard.press("Enter")

    ledger.wait_for_url(re.compile(r"/matters/"))
    assert ledger.locator("h1").count() == 1


def test_a_view_is_kept_and_opened_by_its_tab(ledger):
    ledger.goto("/ledger/?q=%E5%8F%A3%E8%A2%8B&columns=due,light")
    ledger.click("#keep summary")
    ledger.fill("#new-view", "公园")
    ledger.click("#keep form:last-of-type .btn-primary")
    expect(ledger.locator("nav.tabs a[aria-current]")).to_contain_text("公园")
    ledger.goto("/ledger/")
    ledger.click("nav.tabs >> text=公园")

    expect(ledger.locator("tbody tr")).to_have_count(1)
    expect(ledger.locator("thead th")).to_have_count(6)
    assert LedgerView.objects.get().shared is False


def test_many_are_signed_for_at_once_by_hand(ledger):
    ledger.locator("input[name=sel]").nth(0).check()
    ledger.locator("input[name=sel]").nth(1).check()
    ledger.click("#bulk >> text=签收")
    expect(ledger.locator("h1").last).to_have_text("签收：2项可办，0项不可")
    ledger.get_by_label("承办科室").fill("城建科")
    ledger.get_by_label("承办人及电话").fill("施工 0000-1234")
    ledger.click("#confirm .btn-primary")
    expect(ledger.locator("[data-unpicks]")).to_have_text("签收：已办2项，未办0项")
    ledger.click("main >> text=返回台账")

    expect(ledger.locator("[data-number]")).to_be_hidden()
    assert Matter.objects.filter(state="IN_PROGRESS").count() == 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_ledger_with_everything_open_is_open_to_everybody(ledger, theme):
    ledger.goto("/ledger/?group=unit&open=filters")
    ledger.evaluate(f"document.documentElement.dataset.bsTheme = '{theme}'")
    ledger.click("#columns summary")

    ledger.evaluate(Axe().axe_script)
    assert [one["id"] for one in ledger.evaluate(RUN)] == []

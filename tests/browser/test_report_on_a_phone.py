"""报送进展 with a thumb: under thirty seconds, nothing lost, and the head signs by keys."""

import re
from datetime import timedelta
from decimal import Decimal
from time import monotonic
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from luoshi.breakdown.models import Target
from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.models import Report, ReportDraft
from luoshi.reporting.operations import reports, signing
from tests.road import LEAD, a_matter, a_report, the

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
SENTENCE = "新铺管网4公里"
KEPT_SOON = 8_000
HERE = "Object.keys(localStorage).filter(key => key.startsWith('luoshi-draft')).length"


class Thumb:
    """A thumb on a phone: it counts what it does."""

    def __init__(self, page):
        self.page, self.taps, self.keys, self.began = page, 0, 0, monotonic()

    def tap(self, found):
        """Touch something."""
        self.taps += 1
        found.tap()

    def type(self, found, words):
        """Touch a field and type into it."""
        self.tap(found)
        self.keys += len(words)
        found.press_sequentially(words)


@pytest.fixture
def matter():
    """A matter under way with a figure, of which the last report was accepted yesterday."""
    now = timezone.now()
    found = a_matter(S.IN_PROGRESS, at=now - timedelta(days=2))
    target = Target.objects.create(matter=found, metric="完成管网", value=12, unit="公里")
    said = a_report(found, at=now - timedelta(days=1), figures={target.pk: Decimal(4)})
    reports.accept(said, by=the("督查员"), at=now)
    return found


def report_page(page_of, matter, **settings):
    page = page_of(the("联络员", LEAD), **settings)
    page.goto(f"/matters/{matter.number}/report/")
    return page


def test_a_report_takes_a_few_taps_and_one_sentence(page_of, matter, record_property):
    thumb = Thumb(report_page(page_of, matter, **PHONE))
    page = thumb.page

    for _kilometre in range(4):
        thumb.tap(page.get_by_role("button", name="增加完成管网"))
    changed = page.locator("[data-change]").inner_text()
    thumb.type(page.locator("[name=progress]"), SENTENCE)
    thumb.tap(page.get_by_role("button", name="提交审核"))
    expect(page.locator("main .note").first).to_contain_text("进展已报送，待督查室审核")
    seconds = monotonic() - thumb.began

    said = Report.objects.latest("reported_at")
    told = f"{thumb.taps} taps, {thumb.keys} keys, {seconds:.1f} s on this machine"
    record_property("counted", told)
    assert (changed, said.progress, said.figures.get().value) == ("比上次＋4", SENTENCE, 8)
    assert (thumb.taps, thumb.keys) == (6, 7)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_no_change_is_one_tap(page_of, matter):
    thumb = Thumb(report_page(page_of, matter, **PHONE))

    thumb.tap(thumb.page.get_by_role("button", name="确无变化，照实报送"))
    expect(thumb.page.locator("main .note").first).to_contain_text("进展已报送")

    assert (thumb.taps, Report.objects.latest("reported_at").no_change) == (1, True)


def test_what_is_typed_is_kept_and_stands_there_after_a_reload(page_of, matter):
    page = report_page(page_of, matter, **PHONE)

    page.locator("[name=progress]").press_sequentially(SENTENCE)
    expect(page.locator("#saved")).to_contain_text("已存", timeout=KEPT_SOON)
    page.reload()

    assert page.input_value("[name=progress]") == SENTENCE
    assert page.evaluate(HERE) == 0


def test_without_a_network_it_is_kept_on_the_device_until_there_is_one(page_of, matter):
    page = report_page(page_of, matter, **PHONE)
    page.context.set_offline(True)

    page.locator("[name=progress]").press_sequentially(SENTENCE)
    expect(page.locator("#saved")).to_have_text("网络断开，所填内容暂存在本机")
    on_device = page.evaluate(HERE)
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text("已存", timeout=KEPT_SOON)

    assert (on_device, page.evaluate(HERE)) == (1, 0)
    assert ReportDraft.objects.get().typed["progress"] == SENTENCE


def test_what_was_said_before_is_marked_and_taken_out(page_of, matter):
    page = report_page(page_of, matter, **PHONE)

    page.locator("[name=progress]").fill(f"已完成管沟开挖。已完成管沟开挖。{SENTENCE}。")
    expect(page.locator("#repeats mark")).to_have_count(2, timeout=KEPT_SOON)
    page.get_by_role("button", name="去掉重复").tap()

    expect(page.locator("#repeats mark")).to_have_count(0)
    assert page.input_value("[name=progress]") == f"{SENTENCE}。"


def test_until_it_is_opened_it_can_be_taken_back(page_of, matter):
    page = report_page(page_of, matter, **PHONE)
    page.locator("[name=progress]").fill(SENTENCE)
    page.get_by_role("button", name="提交审核").tap()

    page.get_by_role("button", name="撤回").tap()

    expect(page.locator("main .note").first).to_contain_text("已撤回")
    page.goto(f"/matters/{matter.number}/report/")
    assert page.input_value("[name=progress]") == SENTENCE


def test_the_head_signs_by_keys(page_of, matter):
    signing.ask_for_signature(True, by=the("局长", LEAD), at=timezone.now())
    a_report(matter, percent=45, at=timezone.now())
    page = page_of(the("局长", LEAD))
    page.goto("/sign/")

    page.keyboard.press("j")
    page.keyboard.press("Enter")

    expect(page.locator("main .note").first).to_contain_text("已审签，报告已报送督查室")
    assert Report.objects.latest("reported_at").state == "SUBMITTED"


def test_previous_and_next_follow_the_list_one_came_from(page_of, matter):
    other = a_matter(S.IN_PROGRESS, room="市委督查室", at=timezone.now())
    page = page_of(the("联络员", LEAD))
    page.goto("/ledger/")
    numbers = page.eval_on_selector_all(
        "main a[href^='/matters/']", "all => [...new Set(all.map(one => one.pathname))]"
    )
    page.goto(numbers[0])

    page.keyboard.press("]")

    page.wait_for_url("**" + numbers[1])
    expect(page.locator("[data-came]")).to_contain_text("第2/2项")
    assert {matter.number, other.number} == {
        re.sub("/matters/|/$", "", unquote(path)) for path in numbers
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page_of, matter, theme):
    signing.ask_for_signature(True, by=the("局长", LEAD), at=timezone.now())
    a_report(matter, percent=45, at=timezone.now())
    reader = page_of(the("局长", LEAD), color_scheme=theme, reduced_motion="reduce")

    found = {}
    for address in ("/sign/", f"/matters/{matter.number}/", f"/matters/{matter.number}/report/"):
        for size in ({"width": 1280, "height": 900}, PHONE["viewport"]):
            reader.set_viewport_size(size)
            reader.goto(address)
            violations = Axe().run(reader, options=WCAG).response["violations"]
            found[address, size["width"]] = [
                (one["id"], one["nodes"][0]["html"][:200]) for one in violations
            ]

    assert {where: wrong for where, wrong in found.items() if wrong} == {}

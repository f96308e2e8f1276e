"""A paper of forty pages from the upload to its first proposal, and what is seen while it is read.

Prints the seconds it took; asserts none, for they are the machine's. bench/upload.py has a budget.
"""

import time
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from luoshi.breakdown.models import Draft
from luoshi.breakdown.web.portions import ABOVE, PORTION
from tests.breakdown.given import officer
from tests.browser.steps import button, press, says
from tests.browser.work_report import furnish
from tests.papers import long_report

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
WINDOW = {"width": 1440, "height": 900}
# On a machine with other things to do.
expect.set_options(timeout=20_000)
SCANNED = (
    ("关于城区内涝治理的会议纪要", "一、由市水利局牵头，2027年6月20日前完成3处内涝点整治。"),
    ("二、由市财政局牵头，2027年5月底前下达治理资金800万元。",),
    ("三、由市住建局牵头，2027年9月底前改造雨水管网12公里。", "2026年5月29日"),
)
# A page takes some seconds, more where the machine is busy.
PATIENCE = 120_000


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "重点任务分工方案.docx"
    path.write_bytes(long_report.content())
    return path


def given(page, paper) -> None:
    """The form of the registration, with the paper chosen and all that must be said."""
    page.goto("/docs/new/")
    page.set_input_files("#id_file", paper)
    page.select_option("#id_source", "WORK_REPORT")


def broken_down(page) -> None:
    """From the paper to its workbench with the proposals."""
    press(page, "分解工作台")
    button(page, "开始分解").click()
    page.wait_for_selector("#d1")


def test_a_report_of_forty_pages_is_registered_and_its_first_proposal_stands(page_of, report):
    furnish()
    page = page_of(officer(), viewport=WINDOW)
    given(page, report)
    clock = [("", time.perf_counter())]

    press(page, "登记")
    button(page, "分解工作台").wait_for()
    clock.append(("登记", time.perf_counter()))
    press(page, "分解工作台")
    button(page, "开始分解").wait_for()
    clock.append(("打开工作台", time.perf_counter()))
    press(page, "开始分解")
    page.wait_for_selector("#d1")
    clock.append(("开始分解", time.perf_counter()))

    expect(page.locator("#d1")).to_contain_text("老旧小区")
    assert Draft.objects.filter(place=1).count() == 1
    spent = "，".join(f"{name}{after - at:.2f}秒" for (_, at), (name, after) in pairwise(clock))
    print(f"\n从上传到第一条草稿共{clock[-1][1] - clock[0][1]:.2f}秒：{spent}")


def test_more_of_a_long_paper_comes_as_one_scrolls_and_nothing_jumps(page_of, report):
    furnish()
    page = page_of(officer(), viewport=WINDOW)
    given(page, report)
    press(page, "登记")
    broken_down(page)
    lane, text = page.locator(".bd > section").last, page.locator(".bd > .doc")
    cards, paragraphs = lane.locator(".draft"), text.locator(".para")
    expect(cards).to_have_count(PORTION)
    expect(paragraphs).to_have_count(PORTION)
    at_hand, address = page.locator(".draft.cur").get_attribute("id"), page.url

    cards.last.scroll_into_view_if_needed()
    expect(cards).to_have_count(2 * PORTION)
    paragraphs.last.scroll_into_view_if_needed()
    expect(paragraphs).to_have_count(2 * PORTION)

    # What was scrolled to stays in sight, and the card at hand stays the one the keys speak of.
    assert lane.evaluate("one => one.scrollTop") > 1000
    assert text.evaluate("one => one.scrollTop") > 300
    assert page.url == address
    expect(page.locator(".draft.cur")).to_have_id(at_hand)
    cards.nth(2 * PORTION - 10).locator("a.ttl, a.src").first.click()
    expect(cards.nth(ABOVE)).to_have_class("draft cur")
    far = page.locator(".draft.cur").get_attribute("id")
    page.keyboard.press("j")
    expect(page.locator(f"#{far}.cur")).to_have_count(0)
    page.keyboard.press("k")
    expect(page.locator(f"#{far}.cur")).to_have_count(1)
    press(page, "前面还有")
    page.reload()
    expect(page.locator(f"#{far}.cur")).to_have_count(1)


def test_a_scan_shows_how_far_it_is_and_ends_in_proposals(page_of, tmp_path):
    pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed")
    pictures = pytest.importorskip("tests.papers.pictures")
    sheets = [pictures.page(words) for words in SCANNED]
    scan = tmp_path / "纪要.tif"
    scan.write_bytes(pictures.packed(sheets[0], "TIFF", save_all=True, append_images=sheets[1:]))
    furnish()
    page = page_of(officer(), viewport=WINDOW)

    given(page, scan)
    begun = time.perf_counter()
    press(page, "登记")
    bar = page.locator("#scan[aria-busy] [role=progressbar]")
    for seen in ("0", "33", "66"):
        expect(bar).to_have_attribute("aria-valuenow", seen, timeout=PATIENCE)
    page.wait_for_selector("#id_text", timeout=PATIENCE)
    print(f"\n三页扫描件识别共{time.perf_counter() - begun:.1f}秒")
    press(page, "登记")
    says(page, "文字由图片识别，登记时核对过")
    broken_down(page)

    found = Draft.objects.order_by("place").values_list("lead__short_name", flat=True)
    assert list(found) == ["市水利局", "市财政局", "市住建局"]

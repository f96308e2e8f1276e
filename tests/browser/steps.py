"""The steps of the road as hands make them: the same with script and without.

Each step ends when the page says that it was done.
"""

import re
from pathlib import Path

from django.utils import timezone
from docx import Document
from playwright.sync_api import Locator, Page, expect

TITLE = "关于做好老旧供水管网改造工作的通知"
YEAR = timezone.localdate().year + 1
TEXT = (
    "各县区人民政府，市政府各部门：",
    f"一、由市住建局牵头，市财政局配合，{YEAR}年3月31日前改造老旧供水管网36公里，"
    "每10天报送一次进展。",
    "二、各单位要提高思想认识，加强组织领导。",
)
STANDARD = "三十六公里管网通水，附第三方检测报告"


def paper(folder: Path) -> Path:
    """Write the decision as a Word file that nobody has read before."""
    document = Document()
    document.add_heading(TITLE, level=1)
    for line in TEXT:
        document.add_paragraph(line)
    place = folder / "供水通知.docx"
    document.save(str(place))
    return place


def says(page: Page, words: str) -> None:
    """Wait until the page says something."""
    expect(page.locator("#main")).to_contain_text(words)


def press(page: Page, words: str) -> None:
    """Press the first button of the page with these words, whatever stands beside them."""
    button(page, words).first.click()


def button(page: Page, words: str) -> Locator:
    """Return the buttons and links of the page whose words begin so."""
    return page.locator("#main button:visible, #main a.btn:visible").filter(
        has_text=re.compile(rf"^\s*{words}")
    )


def take_in(page: Page, file: Path) -> str:
    """收文: upload the file, and return the address of the paper."""
    page.goto("/docs/")
    press(page, "收文登记")
    page.set_input_files("#id_file", file)
    page.fill("#id_document_number", "澄政办发〔2026〕88号")
    page.select_option("#id_source", "UPPER_DOCUMENT")
    page.fill("#id_issued_date", timezone.localdate().isoformat())
    press(page, "登记")
    says(page, TITLE)
    return page.url


def break_down(page: Page) -> str:
    """分解: take the proposal in, answer what is left, submit; return the list's address."""
    press(page, "分解工作台")
    press(page, "开始分解")
    says(page, "36公里")
    # The line of recipients needs no answer, so that the first proposal stands open.
    expect(page.locator("#d1.cur")).to_have_count(1)
    press(page, "编辑")
    page.fill("#card_standard", STANDARD)
    press(page, "采纳")
    expect(page.locator(".draft.ok, .draft.cur").filter(has_text="已采纳")).to_have_count(1)
    unanswered = page.locator("button[name=only][value$=PRINCIPLE]")
    for box in page.locator("input[name=ticked]").all():
        box.check()
    page.select_option("#answer_disposition", "PRINCIPLE")
    page.locator("#answer > button").first.click()
    expect(unanswered).to_have_count(0)
    press(page, "生成清单送审")
    says(page, "待核签")
    return page.url


def set_up_and_issue(page: Page, listed: str) -> str:
    """立项、交办: with the basis; return the number of the matter."""
    page.goto(listed)
    page.fill("#id_basis", "市政府常务会议纪要第7项")
    press(page, "批准立项")
    says(page, "已批准立项")
    press(page, "分解交办")
    says(page, "已交办")
    return page.locator("#m1 .idn").inner_text()


def sign(page: Page, number: str) -> None:
    """签收: from the desk to the notice, with who does it and how."""
    page.goto(f"/matters/{number}/")
    press(page, "签收")
    page.fill("#id_section", "供水科")
    page.fill("#id_handler", "承办人 8800")
    press(page, "签收")
    says(page, "已签收")


def report(page: Page, number: str, *, figure: str, percent: str, words: str) -> None:
    """报送进展: the figure, the share, what is new."""
    page.goto(f"/matters/{number}/")
    press(page, "报送进展")
    for box in page.locator("[name^=figure_]").all():
        box.fill(figure)
    page.fill("[name=percent]", percent)
    page.fill("[name=progress]", words)
    press(page, "提交审核")
    says(page, "进展已报送")


def accept_report(page: Page) -> None:
    """审核报告: from the queue."""
    page.goto("/verify/")
    press(page, "审核")
    press(page, "审核通过")
    says(page, "报告已审核通过")


def give_input(page: Page, number: str) -> None:
    """协办意见: by the assisting unit, before the lead may claim."""
    page.goto(f"/matters/{number}/")
    press(page, "协办意见")
    page.fill("[name=text]", "补助资金已全部拨付到位")
    press(page, "提交给牵头单位")
    says(page, "补助资金已全部拨付到位")


def claim(page: Page, number: str) -> None:
    """申请办结: by the head of the lead."""
    page.goto(f"/matters/{number}/")
    press(page, "申请办结")
    page.fill("[name=statement]", "三十六公里管网全部通水，检测合格")
    press(page, "提交，送督查室初审")
    says(page, "已办理：申请办结")


def review(page: Page) -> None:
    """初审: six points, from the queue."""
    page.goto("/verify/")
    press(page, "初审")
    for box in page.locator("[name=checks]").all():
        box.check()
    press(page, "初审通过")
    says(page, "已办理：初审通过")


def verify(page: Page) -> None:
    """核查: on site, by another hand, from the queue."""
    page.goto("/verify/")
    press(page, "核查")
    page.select_option("[name=method]", "ON_SITE")
    page.fill("[name=place]", "城南供水分区")
    page.fill("[name=record]", "抽看五处接口，水压正常，与检测报告相符")
    page.check("[name=verdict][value=TRUE]")
    page.check("[name=no_interest]")
    press(page, "提交核查记录")
    says(page, "已办理：核查通过")


def complete_and_write_off(page: Page) -> None:
    """办结、销号: the director, twice."""
    page.goto("/verify/")
    press(page, "批准办结")
    page.fill("[name=opinion]", "同意办结")
    press(page, "批准办结")
    says(page, "已办理：批准办结")
    press(page, "销号")
    press(page, "销号")
    says(page, "已办理：销号")


def file(page: Page) -> None:
    """归档: the archivist, from the queue."""
    page.goto("/verify/")
    press(page, "归档")
    press(page, "归档")
    says(page, "已办理：归档")

"""退回、重新交办、下一轮、手机报送: the side roads, by hand; one press leaves one entry."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from luoshi.breakdown.models import IssueNotice, Matter
from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.models import Report
from luoshi.trail.models import Entry
from tests.browser.steps import press, says
from tests.road import LEAD, a_matter, the
from tests.world import nine_on, post_of, unit_named

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# A thumb on a phone: a tap with finding what to tap, a character, a look at the whole page.
TAP, CHARACTER, LOOK = 2.0, 0.5, 4.0


def deeds_on(matter):
    entries = Entry.objects.filter(about_id=str(matter.pk), deed__startswith="matter.")
    return [entry.deed for entry in entries.order_by("id")]


def test_a_matter_that_is_returned_goes_to_another_unit(page_of):
    matter = a_matter(S.ASSIGNED, at=timezone.now())
    head, director = page_of(the("局长", LEAD)), page_of(the("主任"))

    head.goto(f"/matters/{matter.number}/")
    press(head, "退回")
    head.fill("[name=reason]", "不属本局职责")
    head.select_option("[name=proposed_unit]", str(unit_named("市发改委").pk))
    press(head, "退回督查室")
    says(head, "已办理：退回")
    director.goto("/verify/")
    press(director, "裁定")
    press(director, "重新交办")
    director.select_option("[name=lead]", str(unit_named("市发改委").pk))
    director.fill("[name=reason]", "同意改由市发改委牵头")
    press(director, "重新交办")
    says(director, "已办理：重新交办")

    matter.refresh_from_db()
    assert (matter.state, matter.lead) == (S.ASSIGNED, unit_named("市发改委"))
    assert deeds_on(matter)[-2:] == ["matter.return", "matter.reassign"]
    assert IssueNotice.objects.filter(unit=matter.lead).count() == 1
    page = page_of(the("联络员", "市发改委"))
    page.goto("/desk/")
    expect(page.locator("#duties")).to_contain_text(matter.title)


def test_an_instruction_on_a_closed_matter_opens_the_next_round(page_of):
    matter = a_matter(S.ARCHIVED, at=timezone.now())
    officer, director = page_of(the("督查员")), page_of(the("主任"))

    officer.goto(f"/matters/{matter.number}/")
    officer.click("#instructions summary")
    officer.select_option("#id_leader", str(post_of("市政府", "副市长").pk))
    officer.fill("#id_words", "请回头看，防止反弹")
    officer.click("#instructions button")
    says(officer, "批示已登记")
    director.goto(f"/matters/{matter.number}/")
    press(director, "重新督办")
    director.select_option("[name=instruction]", index=1)
    director.fill(
        "[name=due_date]", nine_on(6, 30, timezone.localdate().year + 1).date().isoformat()
    )
    press(director, "重新督办并交办")
    says(director, "第2轮")

    matter.refresh_from_db()
    assert (matter.round_number, matter.state) == (2, S.ASSIGNED)
    assert deeds_on(matter)[-2:] == ["matter.reopen", "matter.reissue"]


def test_a_report_takes_a_thumb_less_than_thirty_seconds(page_of):
    matter = a_matter(S.IN_PROGRESS, at=timezone.now())
    page, spent = page_of(the("联络员", LEAD), **PHONE), 0.0
    words = "新通水2公里"
    page.goto("/desk/")

    page.locator(".duty .act a").filter(has_text="报送").first.tap()
    spent += LOOK + TAP
    for name, typed in (("percent", "45"), ("progress", words)):
        page.locator(f"[name={name}]").tap()
        page.keyboard.type(typed)
        spent += TAP + CHARACTER * len(typed)
    page.get_by_role("button", name="提交审核").tap()
    spent += TAP
    says(page, "进展已报送")

    assert Report.objects.get(matter=matter).progress == words
    assert spent < 30


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_button_pressed_twice_leaves_one_entry(page_of, script):
    matter = a_matter(S.DECIDING, at=timezone.now())
    page = page_of(the("主任"), java_script_enabled=script)
    page.goto(f"/matters/{matter.number}/complete/")

    page.get_by_role("button", name="批准办结").dblclick()
    says(page, "已办理：批准办结")

    matter = Matter.objects.get(pk=matter.pk)
    assert matter.state == S.COMPLETED
    assert deeds_on(matter).count("matter.complete") == 1


def test_a_page_that_was_open_while_another_hand_was_faster_says_so(page_of):
    matter = a_matter(S.COMPLETED, at=timezone.now())
    first, second = page_of(the("主任")), page_of(the("主任"))
    for page in (first, second):
        page.goto(f"/matters/{matter.number}/write-off/")

    press(first, "销号")
    says(first, "已办理：销号")
    press(second, "销号")

    expect(second.locator("#main [role=alert]")).to_have_text("当前状态为“已销号”，不能销号")
    assert deeds_on(matter).count("matter.write_off") == 1

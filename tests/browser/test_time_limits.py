"""时限规则: a director looks at what would move before anything does, and then lets it move."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from luoshi.dues.models import CityRule
from luoshi.timelimits.here import day_here
from tests.browser.test_every_page_is_open_to_everybody import STILL, measured, wrong_on
from tests.dues.town import again, owed
from tests.road import the

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]


def test_a_limit_is_changed_with_a_preview_and_open_dues_follow_when_chosen(
    page_of, transactional_db
):
    due = owed(since=day_here(timezone.now()))
    page = page_of(the("主任"), **STILL)
    page.goto("/time-limits/")
    page.get_by_role("searchbox", name="事项、环节、代码或依据").fill("征求意见")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="收到起3个工作日").click()

    page.get_by_label("时长").fill("9")
    page.get_by_label("依据的文件").fill("澄政办发〔2026〕12号")
    page.get_by_role("button", name="预览影响").click()

    preview = page.locator("#preview")
    expect(preview).to_contain_text("涉及在办应办1项，其中1项的时限会变。")
    expect(preview).to_contain_text("城东路改造")
    expect(page.get_by_label("按原定时限办，只有新产生的按新时限")).to_be_checked()
    assert again(due).due_date == due.due_date
    assert wrong_on(measured(page), page.url) == []

    page.goto(page.url)
    page.get_by_label("按新时限重算").check()
    page.get_by_role("button", name="确认施行").click()

    expect(page.locator("main")).to_contain_text("收到起9个工作日")
    assert CityRule.objects.get().length == 9
    assert again(due).due_date > due.due_date


def test_a_notice_is_rehearsed_from_a_file_and_then_loaded(page_of, transactional_db, tmp_path):
    notice = tmp_path / "2030.csv"
    notice.write_text("日期,安排,名称\n2030-01-01,放假,元旦\n2030-02-30,放假,春节\n", "utf-8")
    page = page_of(the("主任"), **STILL)
    page.goto("/work-calendar/?year=2030")
    expect(page.locator("main")).to_contain_text("暂定")
    page.get_by_role("link", name="装入放假安排").click()

    page.get_by_label("依据的文件").fill("国办发明电〔2029〕1号")
    page.get_by_label("放假安排文件").set_input_files(notice)
    page.get_by_role("button", name="上传并试算").click()
    expect(page.locator("main")).to_contain_text("“2030-02-30”不是日期")

    notice.write_text("日期,安排,名称\n2030-01-01,放假,元旦\n", "utf-8")
    page.get_by_label("放假安排文件").set_input_files(notice)
    page.get_by_role("button", name="上传并试算").click()
    page.get_by_role("button", name="确认装入").click()

    expect(page.locator("main")).not_to_contain_text("暂定")
    assert "休" in page.get_by_title("元旦").inner_text()

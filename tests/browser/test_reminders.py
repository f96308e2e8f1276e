"""提醒: a digest read, settings kept, a matter urged, the house looked after by who keeps it."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from luoshi.breakdown.models import Urging
from luoshi.breakdown.terms import MatterState as S
from luoshi.queue.models import Job
from luoshi.shell import digests
from luoshi.shell.models import Channel, Digest, Dispatch, QuietHours
from luoshi.shell.terms import Failure, Standing
from tests.browser.stations import STILL, sound
from tests.browser.steps import press, says
from tests.road import LEAD, a_matter
from tests.world import person_behind, someone_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
MAIL = "liaison@chengchuan.example"


def test_a_liaison_reads_the_morning_and_says_where_to_be_written_to(sign_in):
    matter = a_matter(S.IN_PROGRESS)
    digests.lay(at=now())
    page = sign_in(LEAD, "联络员", **STILL)

    page.goto("/inbox/")
    sound(page)
    page.locator("#messages").get_by_role("link", name="提醒").first.click()
    says(page, "牵头单位联络员：亮灯到“严重逾期”，提醒")
    sound(page)
    page.get_by_role("link", name=matter.title).first.click()
    expect(page.locator("h1")).to_have_text(matter.title)

    page.goto("/reminders/")
    sound(page)
    page.fill("[name=address]", MAIL)
    page.locator("form[action='/reminders/'] button").click()
    says(page, "已设置")
    assert MAIL not in page.content()
    page.fill("[name=begins]", "21:00")
    page.fill("[name=ends]", "07:30")
    page.locator("form[action='/reminders/quiet/'] button").click()
    expect(page.locator("[name=begins]")).to_have_value("21:00")
    assert (Channel.objects.count(), str(QuietHours.objects.get())) == (1, "21:00–07:30")


def test_an_officer_urges_a_matter_once_a_day(sign_in):
    matter = a_matter(S.IN_PROGRESS)
    page = sign_in("市政府督查室", "督查员", **STILL)

    page.goto(f"/matters/{matter.number}/")
    press(page, "催办")
    sound(page)
    page.fill("[name=reason]", "请于周五前书面说明进展")
    page.locator("main form button", has_text="催办").click()
    says(page, "已催办1次")
    sound(page)
    page.goto(f"/matters/{matter.number}/urge/")
    page.fill("[name=reason]", "再催")
    page.locator("main form button", has_text="催办").click()
    says(page, "今天已经催办过")
    assert Urging.objects.count() == 1


def test_the_administrator_sees_what_did_not_go_out_and_what_does_not_run(sign_in):
    liaison = someone_of(LEAD, "联络员")
    person = person_behind(liaison)
    channel = Channel.objects.create(kind="EMAIL", person=person, sealed="x", set_at=now())
    told = Digest.objects.create(person=person, day=now().date(), at=now())
    Dispatch.objects.create(
        channel=channel, digest=told, standing=Standing.UNSURE, failure=Failure.SILENCE,
        laid_at=now(), try_at=now(), ended_at=now(), attempts=1,
    )  # fmt: skip
    Job.objects.create(
        task="luoshi.shell.jobs.send", queue="default", state="FAILED", attempts=5,
        finished_at=now(), error_class="OSError", last_error="x",
    )  # fmt: skip
    page = sign_in("市政府办公室", "系统管理员", **STILL)

    page.goto("/health/")
    sound(page)
    page.get_by_role("button", name="放弃").click()
    says(page, "没有失败的后台任务")
    page.goto("/outbox/")
    sound(page)
    says(page, "不确定是否已发出")
    page.get_by_role("button", name="作废").click()
    says(page, "没有未发出的消息")
    page.goto("/robots/")
    sound(page)
    page.select_option("[name=kind]", "FEISHU")
    page.select_option("[name=unit]", index=1)
    page.fill("[name=address]", "0123456789abcdef")
    press(page, "保存")
    says(page, "飞书机器人")
    assert (Job.objects.count(), Dispatch.objects.get().standing) == (0, Standing.DROPPED)

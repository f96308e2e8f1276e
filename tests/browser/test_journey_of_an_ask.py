"""征求意见: written by staff, sent by the head, answered on a phone; the silent are reminded."""

from datetime import timedelta

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from luoshi.coordination.models import Ask
from luoshi.dues.models import Due
from luoshi.timelimits.days import day_of
from tests.browser.stations import STILL, sound
from tests.browser.steps import says
from tests.world import unit_named

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
PHONE = {"viewport": {"width": 390, "height": 844}}


def test_an_ask_from_the_first_word_to_the_silent(sign_in):
    write(sign_in("市住建局", "联络员", **STILL))
    send(sign_in("市住建局", "局长", **STILL))
    answer(sign_in("市财政局", "联络员", **STILL, **PHONE))
    Due.objects.filter(about_kind="ask", met_at=None).update(
        due_date=day_of(now()) - timedelta(days=3), warn_date=day_of(now()) - timedelta(days=5)
    )
    remind(sign_in("市住建局", "联络员", **STILL))

    ask = Ask.objects.get()
    assert (ask.state, ask.pressed_date is not None) == ("SENT", True)
    assert Due.objects.filter(about_kind="ask", met_at__isnull=False).count() == 1


def write(page):
    page.goto("/consult/")
    sound(page)
    page.get_by_role("link", name="新的征询报送").click()
    page.get_by_label("标题").fill("关于停车收费办法的意见")
    page.get_by_label("主送单位").fill("市财政局\n市发改委\n市火星局")
    page.get_by_label("依据").fill("澄政办发〔2026〕7号")
    page.get_by_label("预计每家用时（分钟）").fill("20")
    page.get_by_label("有效期至").fill((now() + timedelta(days=90)).date().isoformat())
    page.get_by_role("button", name="存为拟稿").click()

    # A name nobody knows: everything typed is still there.
    expect(page.get_by_label("标题")).to_have_value("关于停车收费办法的意见")
    sound(page)
    page.get_by_label("主送单位").fill("市财政局\n市发改委")
    page.get_by_role("button", name="存为拟稿").click()
    expect(page.locator("h1")).to_have_text("关于停车收费办法的意见")
    page.get_by_role("button", name="送主要负责人签发").click()
    says(page, "已办理：送签发")


def send(page):
    page.goto(f"/consult/{Ask.objects.get().pk}/")
    sound(page)
    page.get_by_role("button", name="签发，送达各单位").click()
    says(page, "已办理：签发")
    sound(page)


def answer(page):
    # From the desk two presses: open it, send 无意见.
    page.goto("/desk/")
    page.locator("#duties").get_by_role("link", name="答复", exact=True).click()
    expect(page.get_by_role("radio", name="无意见")).to_be_checked()
    sound(page)
    page.get_by_role("button", name="提交答复").click()
    says(page, "已办理：答复")


def remind(page):
    page.goto(f"/consult/{Ask.objects.get().pk}/units/?standing=SILENT")
    expect(page.locator("h1")).to_have_text("静默未答复1家")
    expect(page.locator("tbody tr")).to_contain_text(unit_named("市发改委").name)
    sound(page)
    page.get_by_role("button", name="一键提醒静默单位").click()
    says(page, "已提醒1家静默单位")
    for address in ("/burden/", "/burden/asked/"):
        page.goto(address)
        sound(page)

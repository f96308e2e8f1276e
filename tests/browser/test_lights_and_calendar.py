"""灯和办理日历: a light explains itself one click away, a city paints it, a month goes by keys."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from luoshi.dues.models import Feed
from luoshi.dues.queries import dress_here, scheme_here
from luoshi.trail.models import Entry
from tests.browser.stations import STILL, sound
from tests.browser.steps import press, says
from tests.road import LEAD, S, a_matter, the

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]


def test_a_light_in_the_ledger_leads_to_what_it_is_made_of(page_of):
    matter = a_matter(S.IN_PROGRESS, at=timezone.now())
    page = page_of(the("督查员"), **STILL)

    page.goto("/ledger/")
    page.locator(f"#t-{matter.number} a[href$='#light']").click()

    page.wait_for_url(re.compile("#light$"))
    rows = page.locator("#light tbody tr")
    expect(rows).to_have_count(4)
    told = rows.nth(0).inner_text()
    assert [one in told for one in ("时限", "剩3个工作日或时限的20%起临期")] == [True, True]
    sound(page)


def test_the_director_previews_a_scheme_and_puts_it_in_force(page_of):
    a_matter(S.IN_PROGRESS, at=timezone.now())
    page = page_of(the("主任"), **STILL)

    page.goto("/settings/lights/")
    page.fill("[name=soon_days]", "20")
    page.select_option("[name=tone_1]", "r")
    page.select_option("[name=tone_4]", "g")
    page.fill("[name=word_1]", "红旗")
    page.fill("[name=basis]", "澄政办〔2026〕8号")
    press(page, "预览影响")
    expect(page.locator("#seen")).to_contain_text("施行后有")
    assert scheme_here().soon_days == 3
    press(page, "施行")
    says(page, "灯的设定已施行")

    assert (scheme_here().soon_days, dress_here()) == (20, {1: ("r", "红旗"), 4: ("g", "")})
    assert Entry.objects.filter(deed="light_scheme.set").count() == 1
    page.goto("/ledger/")
    expect(page.locator("#lamp-2, #lamp-1").first).to_be_visible()
    sound(page)


def test_the_calendar_goes_by_keys_and_leads_to_the_matter(page_of):
    matter = a_matter(S.IN_PROGRESS, at=timezone.now())
    page = page_of(the("联络员", LEAD), **STILL)

    page.goto(f"/calendar/?span={matter.due_date:%Y-%m}")
    expect(page.locator(".month")).to_be_visible()
    sound(page)
    page.keyboard.press("]")
    page.wait_for_url(re.compile(f"span=(?!{matter.due_date:%Y-%m})"))
    page.keyboard.press("[")
    page.wait_for_url(re.compile(f"span={matter.due_date:%Y-%m}$"))
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/matters/**")
    assert page.locator("h1").inner_text() == matter.title


def test_on_a_phone_the_month_is_a_list_by_day(page_of):
    matter = a_matter(S.IN_PROGRESS, at=timezone.now())
    page = page_of(the("联络员", LEAD), **STILL)
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(f"/calendar/?span={matter.due_date:%Y-%m}")

    page.locator(".duty").first.wait_for()
    assert not page.locator(".month").is_visible()
    sound(page)


def test_an_address_for_a_calendar_program_is_made_and_taken_back(page_of):
    a_matter(S.IN_PROGRESS, at=timezone.now())
    page = page_of(the("联络员", LEAD), **STILL)

    page.goto("/me/")
    page.locator("main").get_by_role("link", name="日历订阅").click()
    press(page, "生成订阅地址")
    address = page.locator("#address").inner_text()
    # A calendar program has no session: a client of its own fetches it.
    path = urlsplit(address).path
    assert Client().get(path).content.startswith(b"BEGIN:VCALENDAR")
    page.goto("/calendar/feed/")
    expect(page.locator("#address")).to_have_count(0)
    press(page, "停用")
    expect(page.get_by_role("button", name="停用")).to_have_count(0)

    assert Client().get(path).status_code == 404
    assert Feed.objects.filter(withdrawn_at__isnull=True).count() == 0

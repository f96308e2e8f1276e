"""登录: the first password, the lock, the end of an idle session; language and theme."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from luoshi.organisation.models import Person
from tests.browser.conftest import PASSWORD
from tests.road import LEAD, the
from tests.world import person_behind

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
NEW = "城南泵站 2046 号"


def somebody(*, must_change: bool = False) -> Person:
    person = person_behind(the("联络员", LEAD))
    person.set_password(PASSWORD)
    person.must_change_password = must_change
    person.save()
    return person


def at_the_door(page, person, password=PASSWORD):
    page.fill("#id_username", person.username)
    page.fill("#id_password", password)
    page.click("main .btn-primary")


def test_a_first_sign_in_goes_nowhere_before_its_password_is_changed(open_page, transactional_db):
    person, page = somebody(must_change=True), open_page()
    page.goto("/desk/")
    at_the_door(page, person)
    page.wait_for_url("**/password/")

    page.goto("/ledger/")
    held = page.url
    page.fill("#id_present", PASSWORD)
    page.fill("#id_new", NEW)
    page.fill("#id_again", NEW)
    page.click("main .btn-primary")
    page.wait_for_url("**/desk/")

    assert held.endswith("/password/")
    assert Person.objects.get(pk=person.pk).check_password(NEW)


def test_five_wrong_passwords_lock_the_door_and_the_right_one_does_not_open_it(
    open_page, transactional_db
):
    person, page = somebody(), open_page()
    page.goto("/sign-in/")

    for _time in range(5):
        at_the_door(page, person, "wrong")
        page.wait_for_load_state()
    page.goto("/sign-in/")
    at_the_door(page, person)

    expect(page.locator("main")).to_contain_text("锁定")
    assert Session.objects.count() == 0


def test_an_idle_session_ends_and_the_way_leads_back_to_the_page(open_page, transactional_db):
    person, page = somebody(), open_page()
    page.goto("/sign-in/")
    at_the_door(page, person)
    page.wait_for_url("**/desk/")
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))

    page.goto("/ledger/?state=CLAIMED")
    asked = page.url
    at_the_door(page, person)
    page.wait_for_url("**/ledger/?state=CLAIMED")

    assert re.search(r"/sign-in/\?next=/ledger/", asked)


def test_language_and_theme_follow_the_person_to_the_next_page(page_of):
    page = page_of(the("联络员", LEAD))
    page.goto("/me/")

    page.locator("#main button[name=language][value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    with page.expect_response("**/preferences/"):
        page.locator("#main button[name=theme][value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto("/desk/")

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.locator("h1")).to_have_text(re.compile(r"^[^\u4e00-\u9fff]+$"))

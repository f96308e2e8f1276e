"""A real Chromium, shared by the tests of a run; each test has a fresh profile."""

import os
import shutil

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from luoshi.organisation.models import Person
from tests.world import someone_of

PASSWORD = "correct horse 9"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium():
    """The browser of the machine, or the one Playwright brought."""
    # Playwright keeps an event loop running in this thread; Django would take it for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server):
    """Open a page of its own profile; what the browser complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    def opened(**settings) -> Page:
        context = chromium.new_context(base_url=live_server.url, locale="zh-CN", **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text) if "Content Security Policy" in said.text else None
            ),
        )
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def sign_in(open_page, transactional_db):
    """Let somebody of the town in by name and password, as they would at the door."""

    def signed_in(unit: str, title: str, **settings) -> Page:
        person = Person.objects.get(pk=someone_of(unit, title).person_id)
        person.set_password(PASSWORD)
        person.save()
        page = open_page(**settings)
        page.goto("/sign-in/?next=/help/")
        page.fill("#id_username", person.username)
        page.fill("#id_password", PASSWORD)
        page.click("main .btn-primary")
        page.wait_for_url("**/help/")
        return page

    return signed_in

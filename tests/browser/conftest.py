"""A real Chromium, shared by the tests of a run; each test has a fresh profile.

Whatever the browser complains of fails the test: an error on the console, a breach of the content
policy, a request to another host, an answer that is not there.
"""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Person
from luoshi.timelimits.operations import load_default_rules, load_official
from tests.world import person_behind, someone_of

PASSWORD = "correct horse 9"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# An answer to the person: to sign in again, refused with a reason, to fill in again, locked out.
ANSWERS = {401, 409, 422, 429}
FAILED = ("Failed to load resource: the server responded with a status", "Response Status Error",
          "Failed to load resource: net::ERR_INTERNET_DISCONNECTED")  # fmt: skip


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


def listen(page: Page, own_host: str, expected: set[int], complaints: list[str]) -> None:
    """Write down whatever the browser complains of."""

    def said(message) -> None:
        # The console repeats every failed answer; answers are judged below, by their status. What
        # finds no network does so because a test took it away; the icon may come that late.
        if message.type == "error" and not message.text.startswith(FAILED):
            complaints.append(message.text)

    def asked(request) -> None:
        there = urlsplit(request.url)
        if there.scheme in ("http", "https", "ws", "wss") and there.netloc != own_host:
            complaints.append(f"another host: {request.url}")

    def answered(response) -> None:
        if response.status >= 400 and response.status not in expected:
            complaints.append(f"{response.status}: {response.url}")

    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", said)
    page.on("request", asked)
    page.on("response", answered)


@pytest.fixture
def reference(transactional_db):
    """The calendar and the rules: a test before may have emptied the tables."""
    load_official(at=timezone.now())
    load_default_rules()


@pytest.fixture
def open_page(chromium: Browser, live_server, request):
    """Open a page of its own profile; what the browser complains of fails the test."""
    complaints: list[str] = []
    contexts = []
    # The pages of parts.py fail on purpose.
    expected = ANSWERS | ({500} if request.node.get_closest_marker("urls") else set())

    def opened(**settings) -> Page:
        given = {"locale": "zh-CN"} | settings
        context = chromium.new_context(base_url=live_server.url, **given)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        listen(page, urlsplit(live_server.url).netloc, expected, complaints)
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


@pytest.fixture
def page_of(open_page, transactional_db, live_server):
    """Open a page with somebody signed in already, for tests that are not about the door."""

    def opened(by: Acting, **settings) -> Page:
        page = open_page(**settings)
        let_in(page, by, live_server.url)
        return page

    return opened


def let_in(page: Page, by: Acting, url: str) -> None:
    """Give a browser the session of somebody of the town."""
    client = Client()
    client.force_login(person_behind(by), backend="django.contrib.auth.backends.ModelBackend")
    name = django_settings.SESSION_COOKIE_NAME
    page.context.clear_cookies(name=name)
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])

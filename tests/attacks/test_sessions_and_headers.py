"""会话与响应头: sessions end when they should, answers say how they may be used."""

import logging
import re
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client, override_settings
from django.urls import reverse

from luoshi.intake.models import Document
from luoshi.organisation.models import Person
from tests.attacks.doors import opened, undone
from tests.browser.test_every_page_is_open_to_everybody import NO_PAGE
from tests.house.visitors import NOBODY
from tests.road import the
from tests.shell.pages import sign_in
from tests.world import person_behind, someone_of

# A journey through pages: one engine is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
PASSWORD, NEW = "correct horse 9", "another stable 7"
WRONG = {"username": "", "password": "wrong"}
ELSEWHERE = [
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "https:///evil.example/",
    "////evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "\t//evil.example",
    "data:text/html,x",
    "shell:me",
    "-1",
    "\x00//evil.example",
]
BREAK = 'a"\r\nSet-Cookie: luoshi=1\r\n\r\n../../x.html'
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
tries = 0


class CountingHasher(PBKDF2PasswordHasher):
    """Counts how often a password is worked out: what takes the time of an answer."""

    algorithm = "counting"
    iterations = 1

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        global tries
        tries += 1
        return super().encode(password, salt, 1)


def with_password(by, password: str = PASSWORD) -> Person:
    person = person_behind(by)
    person.set_password(password)
    person.save()
    return person


def come_in(person: Person, password: str = PASSWORD) -> Client:
    client = Client()
    given = {"username": person.username, "password": password}
    assert client.post("/sign-in/", given).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


@pytest.mark.parametrize("there", ELSEWHERE)
def test_no_trick_of_an_address_leads_to_another_house(client, there):
    person = with_password(the("主任"))
    given = {"username": person.username, "password": PASSWORD, "next": there}

    led = [
        client.post("/preferences/", {"theme": "dark", "next": there}),
        client.post(f"/preferences/?{urlsplit(there).query}", {"language": "en", "next": there}),
        client.post("/sign-in/", given),
        client.post("/acting/", {"post": str(the("主任").key), "next": there}),
    ]

    assert [one.headers["Location"] for one in led] == ["/"] * 4


def test_signing_in_gives_a_session_that_was_not_there_before(client):
    person = with_password(the("主任"))
    session = client.session
    session["laid"] = "ready"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    client.post("/sign-in/", {"username": person.username, "password": PASSWORD})

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key


def test_a_new_password_ends_every_other_session_of_the_person():
    person = with_password(the("主任"))
    here, elsewhere = come_in(person), come_in(person)

    here.post("/password/", {"present": PASSWORD, "new": NEW, "again": NEW})

    assert (is_in(here), is_in(elsewhere)) == (True, False)


@pytest.mark.parametrize("deed", ["reset", "deactivate"])
def test_a_reset_and_a_closed_account_end_every_session(client, deed):
    person = with_password(the("联络员", "市住建局"))
    elsewhere = come_in(person)
    security = someone_of("市政府办公室", "安全管理员")
    given = {"once": str(uuid4()), "reason": "离岗", "document_number": "澄人〔2026〕1号"}

    address = reverse("organisation:deed", args=["people", person.pk, deed])
    done = sign_in(client, security).post(address, given)

    assert done.status_code in (200, 302)
    assert not is_in(elsewhere)


@override_settings(PASSWORD_HASHERS=[f"{__name__}.CountingHasher"])
def test_an_account_that_is_not_there_takes_as_long_and_says_the_same_as_a_wrong_password(client):
    person, closed = with_password(the("主任")), with_password(the("督查员"))
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    told = []

    for username in (person.username, "nobody-of-that-name", closed.username):
        before = tries
        response = client.post("/sign-in/", WRONG | {"username": username})
        said = re.findall(r'role="alert">.*?<span>(.*?)</span>', response.text, re.S)
        told.append((response.status_code, said, tries - before))

    assert told[1:] == told[:1] * 2
    assert told[0][2] == 1


def test_a_name_is_locked_for_one_computer_and_a_right_password_does_not_open_it(client):
    person = with_password(the("主任"))
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post("/sign-in/", WRONG | {"username": person.username})

    given = {"username": person.username, "password": PASSWORD}
    here = client.post("/sign-in/", given)
    elsewhere = Client(REMOTE_ADDR="10.1.1.7").post("/sign-in/", given)

    assert (here.status_code, elsewhere.status_code) == (429, 302)


def test_a_line_break_in_a_name_or_an_address_makes_no_line_of_the_log(client, caplog):
    caplog.set_level(logging.DEBUG)

    client.post("/sign-in/", WRONG | {"username": "x\nERROR forged\r\n"})
    client.get("/docs/x%0AERROR%20forged/")
    Client(raise_request_exception=False).get("/sign-in/%0AERROR forged")

    assert [record for record in caplog.records if "\nERROR" in record.getMessage()] == []


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:x@e"])
def test_a_host_that_is_not_ours_is_refused(client, host):
    assert client.get("/sign-in/", headers={"Host": host}).status_code == 400
    shown = client.get("/sign-in/", headers={"X-Forwarded-Host": host})
    assert (shown.status_code, host in shown.text) == (200, False)


def test_every_page_says_how_it_may_be_used(furnished):
    wrong, files = {}, set()

    for page, visitor in opened(furnished, "GET", "29."):
        with undone():
            response = visitor.client().get(page.address)
        told = response.headers
        policy, kind = told.get("Content-Security-Policy", ""), told["Content-Type"]
        # A file of somebody's is shown, if at all, in a box where nothing runs.
        boxed = "default-src 'none'" in policy and "sandbox" in policy
        right = {
            "framed": told.get("X-Frame-Options") == "DENY",
            "scripts": boxed or ("script-src 'self';" in f"{policy};" and "unsafe" not in policy),
            "bases": boxed or ("base-uri 'none'" in policy and "form-action 'self'" in policy),
            "sniffed": told.get("X-Content-Type-Options") == "nosniff",
            "referred": told.get("Referrer-Policy") == "same-origin",
            "opened": told.get("Cross-Origin-Opener-Policy") == "same-origin",
            "kept": visitor.name == NOBODY or "no-store" in told.get("Cache-Control", ""),
            "handed": kind.startswith(("text/html", "application/json"))
            or (boxed and kind in PICTURES)
            or told.get("Content-Disposition", "").startswith("attachment"),
        }
        if not kind.startswith("text/html"):
            files.add(page.name)
        if not all(right.values()):
            wrong[page.label] = [name for name, holds in right.items() if not holds]

    assert wrong == {}
    # What axe and the other browser tests do not open is no page.
    assert files <= NO_PAGE


def test_the_cookies_are_for_this_house_alone(client):
    person = with_password(the("主任"))

    client.get("/sign-in/")
    client.post("/sign-in/", {"username": person.username, "password": PASSWORD})
    client.post("/preferences/", {"theme": "dark"})

    cookies = {name: client.cookies[name] for name in client.cookies}
    assert {name: one["samesite"] for name, one in cookies.items()} == dict.fromkeys(cookies, "Lax")
    assert cookies[settings.SESSION_COOKIE_NAME]["httponly"]
    assert not any(one["domain"] for one in cookies.values())


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py",
        "/static/..%2f..%2fluoshi.sqlite3",
        "/static/kit/%2e%2e/%2e%2e/secret_key",
        "/static/%5c..%5csecret_key",
        "//etc/passwd",
        "/docs/..%2f..%2fetc%2fpasswd/original/",
    ],
)
def test_no_address_climbs_out_of_its_folder(client, path):
    sign_in(client, the("主任"))

    assert client.get(path).status_code == 404


def test_the_name_of_a_file_writes_no_header(client, furnished):
    paper = Document.objects.get(pk=furnished.paper.pk)
    with undone():
        Document.objects.filter(pk=paper.pk).update(file_name=BREAK)
        response = sign_in(client, the("主任")).get(reverse("intake:original", args=[paper.pk]))

    assert "\n" not in response.headers["Content-Disposition"]
    assert "luoshi" not in response.cookies
    assert response.headers["Content-Type"] == "application/octet-stream"

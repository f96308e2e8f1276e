"""恶意文件: each gets a clear sentence, takes little memory, and the server lives on."""

import re
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luoshi.papers import apart
from luoshi.papers.refusals import SENTENCES
from tests.attacks.hostile import BOOKS, EVIDENCE, MEGABYTE, PAPERS, SCANS
from tests.attacks.server import Browser, Gauge, Server, sentences
from tests.site.office import unmanned_office

# A server has an engine of its own; what is measured is beside it.
pytestmark = [pytest.mark.one_engine, pytest.mark.django_db]
MOST = 300 * MEGABYTE
# The two networks take 110 MB before they have seen anything.
MOST_SEEING = 380 * MEGABYTE
PASSWORD = "correct horse 9"
PEOPLE = {
    "director": ("市政府督查室", "主任"),
    "officer": ("市政府督查室", "督查员"),
    "keeper": ("市政府办公室", "系统管理员"),
    "liaison": ("市住建局", "联络员"),
}
FURNISH = f"""
from luoshi.site.running import prepare
prepare()
from tests.road import S, a_matter
from tests.world import person_behind, someone_of
matter = a_matter(S.IN_PROGRESS)
names = []
for unit, title in {list(PEOPLE.values())}:
    person = person_behind(someone_of(unit, title))
    person.set_password({PASSWORD!r})
    person.save()
    names.append(person.username)
print(matter.number, *names)
"""
PAPER = {"source": "MINUTES", "kind": "ordinary", "title": "纪要", "issued_date": "2026-06-01",
         "received_date": "2026-06-01", "urgency": "ORDINARY"}  # fmt: skip
WIDTH = 34
# An empty file is refused by the form itself.
OF_THE_FORM = {"empty": "所提交的是空文件。", "too_big": "超过20 ?MB.*"}


@pytest.fixture(scope="module")
def town(tmp_path_factory, django_db_setup, django_db_blocker):
    """A server with its town: the number of a matter under way, and who signs in as whom."""
    office = unmanned_office(tmp_path_factory.mktemp("attacked") / "home", django_db_blocker)
    office.variables = {"LUOSHI_DEMO": "1"}
    number, *names = office.ask(FURNISH).split()
    server = Server(office)
    yield server, number, dict(zip(PEOPLE, names, strict=True))
    server.close()
    with django_db_blocker.unblock():
        office.close()


def said_so(said: str, codes: str) -> bool:
    """Tell whether a sentence is that of one of the refusals, whatever fills its places."""
    sentences = {code: re.escape(sentence) for code, sentence in SENTENCES.items()} | OF_THE_FORM
    patterns = [re.sub(r"%\\\(\w+\\\)s", ".+", sentences[code]) for code in codes.split()]
    return any(re.search(f"{pattern}$", said) for pattern in patterns)


def as_expected(status: int, page: str, codes: str) -> bool:
    if codes in ("", "400"):
        return status == int(codes or 302)
    return status == 422 and any(said_so(one, codes) for one in sentences(page))


def tried(server: Server, browser: Browser, address: str, field: str, hostile, given) -> list[str]:
    """Send every file; return what went otherwise than said."""
    wrong = []
    for attack, (name, made, codes) in hostile.items():
        file = SimpleUploadedFile("x", made())
        file._name = name
        browser.read("/me/")
        with Gauge(server) as gauge:
            status, page = browser.send(address, **{field: file}, **given)
        print(f"{attack:{WIDTH}} {status} {gauge.rise / MEGABYTE:4.0f} MB {sentences(page)}")
        if gauge.rise > MOST:
            wrong.append(f"{attack}: {gauge.rise // MEGABYTE} MB")
        if not as_expected(status, page, codes):
            wrong.append(f"{attack}: {status} {sentences(page)}, not {codes}")
    return wrong


def scans_of(browser: Browser) -> set[str]:
    return set(re.findall(r"/docs/scans/[0-9a-f-]{36}/", browser.read("/docs/")[1]))


def lives(server: Server, browser: Browser) -> bool:
    return server.process.poll() is None and browser.read("/me/")[0] == 200


def environment(pid: int) -> set[bytes]:
    with suppress(OSError):
        return {*Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")} - {b""}
    return set()


def test_every_hostile_paper_is_refused_in_words(town):
    server, _number, names = town
    browser = Browser(server).sign_in(names["officer"], PASSWORD)

    wrong = tried(server, browser, "/docs/new/", "file", PAPERS, PAPER)

    assert wrong == []
    assert lives(server, browser)


@pytest.mark.skipif(not apart.can_recognise(), reason="the extra `ocr` is not installed")
def test_every_hostile_scan_is_recognised_or_refused_within_its_limits(town):
    server, _number, names = town
    browser = Browser(server).sign_in(names["officer"], PASSWORD)
    wrong = []

    for attack, (name, made, expected) in SCANS.items():
        file = SimpleUploadedFile(name, made())
        before = scans_of(browser)
        browser.send("/docs/new/", file=file, **PAPER)
        [scan] = scans_of(browser) - before
        with Gauge(server) as gauge:
            status, _page = browser.send(f"{scan}see/", page=scan)
        print(f"{attack:{WIDTH}} {status} {gauge.rise / MEGABYTE:4.0f} MB")
        if gauge.rise > MOST_SEEING or status != expected:
            wrong.append(f"{attack}: {status}, {gauge.rise // MEGABYTE} MB")
        browser.send(f"{scan}give-up/", page=scan)

    assert wrong == []
    assert lives(server, browser)


def test_every_hostile_roster_is_refused_in_words(town):
    server, _number, names = town
    browser = Browser(server).sign_in(names["keeper"], PASSWORD)

    wrong = tried(server, browser, "/organisation/roster/", "file", BOOKS, {})

    assert wrong == []
    assert lives(server, browser)


def test_every_hostile_sheet_of_matters_under_way_is_refused_in_words(town):
    server, _number, names = town
    browser = Browser(server).sign_in(names["director"], PASSWORD)
    given = {"ledger": "2025年督查台账", "page": "/takeover/"}

    wrong = tried(server, browser, "/takeover/sheet/", "file", BOOKS, given)

    assert wrong == []
    assert lives(server, browser)


def test_every_hostile_piece_of_evidence_is_refused_in_words(town):
    server, number, names = town
    browser = Browser(server).sign_in(names["liaison"], PASSWORD)
    given = {"progress": "已通水五公里", "percent": "20"}

    wrong = tried(server, browser, f"/matters/{quote(number)}/report/", "evidence", EVIDENCE, given)

    assert wrong == []
    assert lives(server, browser)


def test_a_request_that_is_too_large_is_refused_and_nothing_of_it_is_kept(town):
    server, _number, names = town
    browser = Browser(server).sign_in(names["officer"], PASSWORD)
    huge = SimpleUploadedFile("大.txt", b"x" * (65 * MEGABYTE))

    with Gauge(server) as gauge:
        status, page = browser.send("/docs/new/", file=huge, **PAPER)

    assert (status, "合计不能超过64MB" in page) == (413, True)
    assert gauge.rise < MOST
    assert lives(server, browser)


def test_the_refusal_is_said_in_the_language_of_the_reader(town):
    server, _number, names = town
    browser = Browser(server, "en").sign_in(names["officer"], PASSWORD)
    name, made, _code = PAPERS["macros"]
    file = SimpleUploadedFile(name, made())

    status, page = browser.send("/docs/new/", file=file, **PAPER)

    assert status == 422
    assert not re.search("[\u4e00-\u9fff]", "".join(sentences(page)))


def test_nothing_of_the_keys_of_the_house_is_with_the_reading_process(town):
    server, _number, _names = town

    held = [environment(pid) for pid in server.family()]
    reading = [one for one in held if one and not any(b"LUOSHI_" in line for line in one)]

    assert reading == [{b"PATH=/bin:/usr/bin", b"LC_ALL=C.UTF-8"}]

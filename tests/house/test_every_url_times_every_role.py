"""Every address × every visitor: what is not theirs is not there, and what is refused says why."""

import logging
import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.house import visited
from tests.house.doors import TABLE
from tests.house.pages import Page, pages_of
from tests.house.refusals import REFUSALS
from tests.house.visitors import (
    ABOVE,
    ABOVE_OTHER,
    ASSESSOR,
    LEAD_UNIT,
    MAIN,
    OBSERVER,
    OTHER_ROOM,
    ROOM,
    SECTION,
    SPHERE,
    UNITS,
    WIDTHS,
    Visitor,
    everybody,
)
from tests.shell.pages import alerts

# A journey through pages: one engine is enough, the rules beneath are tried on both.
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
SIGNS = {200: "2", 204: "0", 302: "3", 404: ".", 405: "5", 409: "9", 422: "4"}
# Who was not drawn for a door; how many are, and how many addresses of one kind each goes to.
UNSEEN, BY_LOT = "?", 3
HREF = re.compile(r'href="(/[^"#?]*)')
# Of many at once each refusal says which matter it is about.
OF_A_MATTER = re.compile(r"^澄政督会2026-\d{4}：")
OVERSEERS = ROOM | {ABOVE, OBSERVER, ASSESSOR, MAIN}
# Who may meet which words. A merger shows whoever keeps the register all that it would move.
KNOWS = {
    visited.ISSUED: OVERSEERS | UNITS | {SPHERE},
    visited.EVIDENCE: OVERSEERS | UNITS | {SPHERE},
    visited.SIBLING: OVERSEERS,
    visited.UNISSUED: ROOM | {ABOVE},
    visited.APPROVED: ROOM | {ABOVE, SPHERE, MAIN},
    visited.CHILD: OVERSEERS | LEAD_UNIT | {SPHERE, SECTION},
    visited.ASKED: ROOM | OTHER_ROOM | UNITS | {ABOVE, ABOVE_OTHER, OBSERVER, ASSESSOR},
    visited.UNSENT: LEAD_UNIT,
    visited.PARTY: OTHER_ROOM | {ABOVE_OTHER, OBSERVER, ASSESSOR},
    "澄政督会": OVERSEERS | UNITS | {SPHERE, SECTION},
    "澄政督通": OVERSEERS | UNITS | {SPHERE, SECTION},
    "澄政纪": OVERSEERS | UNITS | OTHER_ROOM | {SPHERE, ABOVE_OTHER, SECTION},
}
TELLS_ALL = ("organisation:merge",)
# What is not there is drawn for everybody once; the other thousands of times its frame can stay.
NOWHERE = Page("nowhere", "/matters/无/")
BARE_404 = {
    "NAME": "bare",
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"404.html": ""})]},
}
# Visitor → address → the page that leads there.
Led = dict[str, dict[str, str]]


@dataclass
class Told:
    """What the house answered to everybody.

    :ivar rows: label and method → one sign per visitor, in groups
    :ivar leaks: page, visitor and word, where somebody met what they must not know of
    :ivar dead: page, visitor and address, where a page leads to one that is not there for them
    :ivar refusals: label → the sentences of its 409
    """

    rows: dict[tuple[str, str], str] = field(default_factory=dict)
    leaks: list[tuple[str, str, str]] = field(default_factory=list)
    dead: list[tuple[str, str, str]] = field(default_factory=list)
    refusals: dict[str, set[str]] = field(default_factory=dict)


@pytest.fixture(scope="module", params=["drawn", pytest.param("whole", marks=pytest.mark.long)])
def told(request, django_db_setup, django_db_blocker):
    """Let everybody go everywhere, once; nothing of it stays. Some of them are drawn for a door.

    The draw is the same on every run; the long run leaves nobody out.
    """
    # Thousands of refusals, each noted with a warning, are what is asked for here.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    with django_db_blocker.unblock(), transaction.atomic():
        answers = _went_everywhere(whole=request.param == "whole")
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)
    return answers


def _went_everywhere(*, whole: bool) -> Told:
    town, visitors, answers = visited.furnish(), everybody(), Told()
    pages = pages_of(town)
    led: Led = {one.name: {} for one in visitors}
    for one in visitors:
        assert _asked(NOWHERE, "GET", one, answers, led) in ".s"
    with override_settings(TEMPLATES=[BARE_404, *settings.TEMPLATES]):
        _filled_in(pages, visitors, answers, led, whole)
        _looked_for_the_dead(pages, visitors, answers, led, whole)
    return answers


def _filled_in(
    pages: list[Page], visitors: list[Visitor], answers: Told, led: Led, whole: bool
) -> None:
    for page in pages:
        for method in ("GET", "POST"):
            if (page.label, method) in TABLE:
                drawn = range(len(visitors)) if whole else _drawn(page.label, method)
                signs = [
                    _asked(page, method, one, answers, led) if place in drawn else UNSEEN
                    for place, one in enumerate(visitors)
                ]
                answers.rows[page.label, method] = _grouped(signs)


def _drawn(label: str, method: str) -> Container[int]:
    """Return who comes to a door: one for each answer it gives, nobody, and some by lot."""
    signs = TABLE[label, method].replace(" ", "")
    if isinstance(REFUSALS.get(label), set):
        # It refuses in several sentences: everybody is to hear their own.
        return range(len(signs))
    by_lot = Random(f"{label} {method}").sample(range(len(signs)), BY_LOT)
    return {*map(signs.index, signs), len(signs) - 1, *by_lot}


def _as_told(signs: str, expected: str) -> bool:
    return all(sign in (UNSEEN, one) for sign, one in zip(signs, expected, strict=True))


def _looked_for_the_dead(
    pages: list[Page], visitors: list[Visitor], answers: Told, led: Led, whole: bool
) -> None:
    doors = [page for page in pages if (page.label, "GET") in TABLE]
    rows = {page.address: TABLE[page.label, "GET"] for page in doors}
    for place, one in enumerate(visitors):
        visits: Counter[str] = Counter()
        for address, source in _worth_a_visit(led[one.name], rows.keys()):
            visits[view := resolve(address).view_name] += 1
            if not whole and address in rows:
                # What the table says of this door is tried by itself.
                dead = rows[address].replace(" ", "")[place] == "."
            else:
                tried = whole or visits[view] <= BY_LOT
                dead = tried and _rolled_back(one.client(), address) == 404
            if dead:
                answers.dead.append((source, one.name, address))


def _worth_a_visit(led: dict[str, str], known: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield the addresses pages lead to; of the many alike in the register, the first."""
    seen = set()
    for address, source in led.items():
        if address.startswith("/static/"):
            continue
        view = resolve(address).view_name
        alike = view if view.startswith("organisation:") and address not in known else address
        if alike not in seen:
            seen.add(alike)
            yield address, source


def _asked(page: Page, method: str, visitor: Visitor, answers: Told, led: Led) -> str:
    with transaction.atomic():
        response = page.ask(visitor.client(), method)
        transaction.set_rollback(True)
    body = _words_of(response.content)
    for word, known_to in KNOWS.items():
        if word in body and visitor.name not in known_to and page.name not in TELLS_ALL:
            answers.leaks.append((f"{page.label} {method}", visitor.name, word))
    if response.status_code == 409:
        answers.refusals.setdefault(page.label, set()).update(alerts(response) or [""])
    if response.status_code == 200 and method == "GET":
        led[visitor.name] |= dict.fromkeys(HREF.findall(body), page.label)
    if response.headers.get("Location", "").startswith("/sign-in/?next="):
        return "s"
    return SIGNS.get(response.status_code, f"[{response.status_code}]")


def _words_of(content: bytes) -> str:
    """Return what an answer says; a workbook says it inside."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "ignore")
    with ZipFile(BytesIO(content)) as book:
        return "".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())


def _rolled_back(client: Client, address: str) -> int:
    with transaction.atomic():
        status = client.get(address).status_code
        transaction.set_rollback(True)
    return status


def _grouped(signs: list[str]) -> str:
    left = iter(signs)
    return " ".join("".join(next(left) for _one in range(width)) for width in WIDTHS)


def _patterns(resolver: URLResolver, app: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield f"{app}:{one.name}"
        else:
            yield from _patterns(one, one.app_name or app)


def test_every_address_has_its_row():
    named = {label.split()[0] for label, _method in TABLE}

    assert sorted({*_patterns(get_resolver())} ^ named) == []


def test_every_visitor_meets_what_the_table_says(told):
    wrong = {
        " ".join(row): (signs, TABLE[row])
        for row, signs in told.rows.items()
        if not _as_told(signs, TABLE[row])
    }

    assert wrong == {}
    assert told.rows.keys() == TABLE.keys()


def test_nobody_meets_a_word_of_what_they_must_not_know(told):
    assert told.leaks == []


def test_no_page_leads_to_one_that_is_not_there(told):
    assert told.dead == []


def test_every_refusal_says_who_does_it_in_one_sentence(told):
    said = {
        label: {OF_A_MATTER.sub("", one) for one in found} for label, found in told.refusals.items()
    }

    assert said == {
        label: {one} if isinstance(one, str) else one for label, one in REFUSALS.items()
    }


def test_a_method_that_a_page_does_not_have_is_answered_405():
    pages = pages_of(visited.furnish())
    director = everybody()[0]

    answers = {
        (page.label, method): page.ask(director.client(), method).status_code
        for page in pages
        for method in ("GET", "POST")
        if (page.label, method) not in TABLE
    }

    assert answers.keys() & TABLE.keys() == set()
    assert {*answers.values()} == {405}


def test_whoever_is_not_signed_in_is_sent_to_the_door(told):
    let_in = {row for row, signs in told.rows.items() if signs[-1] != "s"}

    assert let_in == {
        ("shell:sign_in", "GET"),
        ("shell:sign_in", "POST"),
        ("shell:preferences", "POST"),
        ("shell:healthz", "GET"),
        # A calendar program has a token of its own.
        ("shell:ics", "GET"),
        # So has whoever votes.
        ("assessment:ballot", "GET"),
        ("assessment:ballot", "POST"),
    }

"""The table of doors as an attacker sees it: every address, with somebody to whom it opens."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from random import Random
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from tests.house.doors import TABLE
from tests.house.pages import Page, pages_of
from tests.house.visited import Town
from tests.house.visitors import Visitor, everybody

# What a post may end in for the one who may: led on, done, to be filled in again, a page.
DONE = "3042"
SHARE = 0.1


def opened(town: Town, method: str, signs: str) -> Iterator[tuple[Page, Visitor]]:
    """Yield every door of a method with the first visitor who meets one of these signs."""
    visitors = everybody()
    for page in pages_of(town):
        row = TABLE.get((page.label, method), "").replace(" ", "")
        for sign in signs:
            if sign in row:
                yield page, visitors[row.index(sign)]
                break


def drawn(doors: Iterable[tuple[Page, Visitor]], *, whole: bool) -> Iterator[tuple[Page, Visitor]]:
    """Yield a tenth of the doors, the same on every run; all of them where the whole is asked."""
    for page, visitor in doors:
        if whole or Random(page.label).random() < SHARE:
            yield page, visitor


@contextmanager
def undone() -> Iterator[None]:
    """Let nothing of what is tried stay."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def careful(visitor: Visitor) -> Client:
    """Return a browser of the visitor to which the token matters, as it does outside of tests."""
    client = Client(enforce_csrf_checks=True)
    if visitor.session:
        client.cookies[settings.SESSION_COOKIE_NAME] = visitor.session
    return client


class Forms(HTMLParser):
    """Gathers which fields the forms of a page send where, and which forms it opens on itself.

    :ivar opens: names behind the question mark of a link to the page itself → the first such link
    """

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.sent, self._to = address, {}, None
        self.opens: dict[frozenset[str], str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        to = urlsplit(urljoin(self.address, given.get("href") or ""))
        if tag == "a" and to.query and to.path == self.address:
            asked = frozenset(name for name, _value in parse_qsl(to.query))
            self.opens.setdefault(asked, f"{to.path}?{to.query}")
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self._to = view_of(given.get("action") or self.address)
        view = view_of(given["formaction"]) if given.get("formaction") else self._to
        if view and given.get("name"):
            self.sent.setdefault(view, set()).add(given["name"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._to = None


def view_of(address: str) -> str:
    """Return the name of the view behind an address."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def fields_by_view(
    town: Town, doors: Iterable[tuple[Page, Visitor]], *, whole: bool
) -> dict[str, set[str]]:
    """Return view → the names its forms have, over all pages and everybody who sees them.

    :param doors: where something is posted; unless the whole is asked, only who posts there looks,
        and of each page the first who sees it
    """
    posting = {visitor.name for _page, visitor in doors}
    found: dict[str, set[str]] = {}
    visitors = everybody()
    for page in pages_of(town):
        row = TABLE.get((page.label, "GET"), "").replace(" ", "")
        seeing = [one for one, sign in zip(visitors, row, strict=False) if sign == "2"]
        if not whole:
            seeing[1:] = [one for one in seeing[1:] if one.name in posting]
        # A form may stand on its page only once it is asked for: a card is edited at ?edit=1.
        opened = _sent_from(page.address, page.address, seeing[0], found) if seeing else {}
        for visitor, address in [
            *((one, page.address) for one in seeing[1:]),
            *((seeing[0], address) for address in opened.values()),
        ]:
            _sent_from(page.address, address, visitor, found)
    return found


def _sent_from(
    here: str, address: str, visitor: Visitor, found: dict[str, set[str]]
) -> dict[frozenset[str], str]:
    """Add what the forms of a page send to what is found; return what the page opens on itself."""
    with undone():
        response = visitor.client().get(address)
    forms = Forms(here)
    if "html" in response.headers.get("Content-Type", ""):
        forms.feed(response.text)
    for view, names in forms.sent.items():
        found.setdefault(view, set()).update(names)
    return forms.opens

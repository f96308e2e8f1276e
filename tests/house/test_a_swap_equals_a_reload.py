"""After a post by htmx the middle of the page is what a fresh visit to the same address shows."""

import re
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import resolve, reverse

from tests.house.doors import TABLE
from tests.house.pages import Page, pages_of
from tests.house.visited import Town, furnish
from tests.house.visitors import Visitor, everybody
from tests.shell.pages import main_of

# A journey through pages: one engine is enough, the rules beneath are tried on both.
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
# What posts without a form, such as the mark that somebody works on a card, swaps nothing.
POSTED = re.compile(r'<form[^>]*? hx-post="([^"]+)"')
CLOCK = re.compile(r"\d\d:\d\d(:\d\d)?")
HANDS = {
    "市政府督查室主任", "市政府督查室督查员", "市政府督查室核查员", "市政府督查室归档员",
    "市住建局局长", "市住建局联络员", "市财政局联络员", "市政府副市长",
}  # fmt: skip
# Every address a form of the house posts to by htmx; the dialog of a lost session has no page.
SWAPPED = {
    "breakdown:accept", "breakdown:answer", "breakdown:approve", "breakdown:issue",
    "breakdown:merge", "breakdown:open_list", "breakdown:send_back", "breakdown:settle",
    "breakdown:sign", "breakdown:submit", "breakdown:take_back", "breakdown:undo",
    "coordination:ask_request", "coordination:reply", "coordination:request",
    "reporting:claim", "reporting:complete", "reporting:divide", "reporting:file",
    "reporting:input", "reporting:insist", "reporting:inspect", "reporting:move_date",
    "reporting:plan", "reporting:prolong", "reporting:reassign", "reporting:reissue",
    "reporting:reopen", "reporting:report", "reporting:resume", "reporting:return",
    "reporting:review", "reporting:review_report", "reporting:sign_report",
    "reporting:sign_slip", "reporting:signing_rule", "reporting:submit", "reporting:suspend",
    "reporting:terminate", "reporting:urge", "reporting:verify", "reporting:waive",
    "reporting:write_off",
    "shell:agree", "shell:instruct", "shell:note_instruction", "shell:read_all", "shell:sign",
}  # fmt: skip


def htmx(client: Any, method: str, address: str, here: str, given: dict[str, Any]) -> HttpResponse:
    """Ask as htmx asks for the middle of the page that is open at `here`."""
    headers = {
        "HX-Request": "true",
        "HX-Target": "main",
        "HX-Current-URL": f"http://testserver{here}",
    }
    return getattr(client, method)(address, given, headers=headers)


def seen_after(visitor: Visitor, here: str, page: Page) -> tuple[str, str]:
    """Post from a page; return what the swap shows, and what its address shows on a fresh visit."""
    with transaction.atomic():
        client = visitor.client()
        response = htmx(client, "post", page.address, here, page.given)
        while response.status_code == 302:
            here_now = response.headers["Location"].partition("#")[0]
            response = htmx(client, "get", here_now, here, {})
        if "HX-Redirect" in response.headers:
            # Another page: the browser goes there itself, which is a fresh visit.
            fresh = client.get(response.headers["HX-Redirect"])
            swapped = reloaded = str(fresh.status_code)
        else:
            swapped = main_of(response)
            reloaded = main_of(client.get(response.headers["HX-Replace-Url"]))
        transaction.set_rollback(True)
    return CLOCK.sub("", swapped), CLOCK.sub("", reloaded)


def posts_of(town: Town) -> dict[str, Page]:
    """Return address → the post that can be done there."""
    rows = [page for page in pages_of(town) if (page.label, "POST") in TABLE]
    return {unquote(page.address): page for page in rows}


def pages_with_forms(town: Town, column: int) -> list[str]:
    """Return the pages that open to the visitor of a column, with lists at every step."""
    found = [
        page.address
        for page in pages_of(town)
        if TABLE.get((page.label, "GET"), "").replace(" ", "")[column : column + 1] == "2"
        and not page.name.startswith("organisation:")
    ]
    if column > 1:
        return found
    drafted = [town.lists["ready"], town.lists["settled"], town.matters["ASSIGNED"].list]
    workbenches = [reverse("breakdown:workbench", args=[one.document_id]) for one in drafted]
    return [*found, *workbenches, reverse("breakdown:list", args=[town.lists["approved"].pk])]


def forms_on(visitor: Visitor, column: int, town: Town) -> list[tuple[str, str]]:
    """Return the page and the address of every form that this visitor can post by htmx."""
    found = []
    for address in pages_with_forms(town, column):
        with transaction.atomic():
            body = visitor.client().get(address).content.decode("utf-8", "ignore")
            transaction.set_rollback(True)
        found += [(address, unquote(unescape(one))) for one in POSTED.findall(body)]
    return found


def test_what_a_swap_shows_is_what_a_reload_shows():
    town, differs, tried, met = furnish(), {}, set(), set()
    posts = posts_of(town)

    for column, visitor in enumerate(everybody()):
        if visitor.name not in HANDS:
            continue
        for here, address in dict.fromkeys(forms_on(visitor, column, town)):
            # What the page was asked for rides along in the query.
            plain = address.partition("?")[0]
            name = resolve(plain).view_name
            met.add(name)
            page = posts.get(plain)
            if page and TABLE[page.label, "POST"].replace(" ", "")[column] == "3":
                tried.add(name)
                swapped, reloaded = seen_after(visitor, here, page)
                if swapped != reloaded or (swapped.isdigit() and swapped != "200"):
                    differs[f"{visitor.name} {here} {name}"] = (swapped, reloaded)

    assert differs == {}
    assert met - tried == set()
    assert tried == SWAPPED

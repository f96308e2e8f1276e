"""A list asks the database as often for many rows as for three and for one."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.house import assessing, balloting
from tests.house.doors import TABLE
from tests.house.many import Crowd, crowd
from tests.road import LEAD, ROOM, the
from tests.shell.pages import sign_in

# The same questions on either engine; the rules beneath are tried on both.
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
# What grows shows at fifteen as at fifty; the long run lays fifty.
FEW = (1, 3)
NUMBERED = re.compile(r"第(\d+)号")
MAIN = re.compile(r"<main.*</main>", re.S)
OFFICER, DIRECTOR, VERIFIER = (ROOM, "督查员"), (ROOM, "主任"), (ROOM, "核查员")
LIAISON, HEAD, HANDLER = (LEAD, "联络员"), (LEAD, "局长"), (LEAD, "承办人")
ASKED = ("市发改委", "联络员")
LEADER, KEEPER = ("市政府", "副市长"), ("市政府办公室", "系统管理员")
ASSESSOR = ("市考核办", "考核员")
SECURITY, OBSERVER = ("市政府办公室", "安全管理员"), ("市审计局", "观察员")


@dataclass(frozen=True)
class Listed:
    """A page with rows: whose, what it is about, and what stands behind the question mark.

    :ivar shows: whether the rows themselves stand there, and not only how many they are
    """

    name: str
    visitors: tuple[tuple[str, str], ...]
    about: Callable[[Crowd], tuple[Any, ...]] = lambda _many: ()
    asked: str = ""
    shows: bool = True

    def __str__(self) -> str:
        return f"{self.name}{self.asked}"

    def address(self, many: Crowd) -> str:
        """Return where the page is found in a crowd."""
        return reverse(self.name, args=self.about(many)) + self.asked


def of(kind: str) -> Callable[[Crowd], tuple[Any, ...]]:
    """Return what points at the list whose matters have come so far."""
    return lambda many: (many.lists[kind].pk,)


def thing(name: str, field: str = "pk") -> Callable[[Crowd], tuple[Any, ...]]:
    """Return what points at a thing of the crowd."""
    return lambda many: (getattr(many.things[name], field),)


def paper(kind: str) -> Callable[[Crowd], tuple[Any, ...]]:
    """Return what points at the paper of a list."""
    return lambda many: (many.lists[kind].document_id,)


def scored(many: Crowd) -> tuple[Any, ...]:
    """Return what points at the group whose units were counted."""
    return ("2026-Q2", many.things["assessed"].pk)


def counted(many: Crowd) -> tuple[Any, ...]:
    """Return what points at the quarter that was counted."""
    return (many.things["assessed"].scheme.periods.get().pk,)


def notice(many: Crowd) -> tuple[Any, ...]:
    """Return what points at the lead's notice of the list that was issued."""
    return (many.lists["issued"].notices.get(unit__short_name=LEAD).pk,)


LISTS = [
    Listed("shell:desk", (OFFICER, LIAISON, HEAD, LEADER)),
    Listed("shell:desk", (DIRECTOR, VERIFIER), shows=False),
    Listed("shell:decide", (LEADER,)),
    Listed("shell:search", (OFFICER, LIAISON), asked="?q=号管段", shows=False),
    Listed("shell:inbox", (OFFICER, LIAISON), shows=False),
    # Of one kind of deed: each kind of thing that a page names is one question more.
    Listed("shell:done", (OFFICER,), asked="?deed=matterlist.submit"),
    Listed("shell:done", (LIAISON,), asked="?deed=report.put_up"),
    Listed("shell:dossier", (OFFICER, LIAISON, OBSERVER), thing("matter", "number")),
    Listed("shell:dossier", (OFFICER,), thing("matter", "number"), "?all=1"),
    Listed("shell:purges", (KEEPER,)),
    Listed("intake:documents", (OFFICER,), asked="?q=号纪要"),
    Listed("intake:document", (OFFICER,), paper("drafting")),
    Listed("breakdown:workbench", (OFFICER,), paper("drafting")),
    Listed("breakdown:list", (DIRECTOR,), of("submitted")),
    Listed("breakdown:list", (OFFICER,), of("issued")),
    Listed("breakdown:list_excel", (OFFICER,), of("issued")),
    Listed("breakdown:notices", (OFFICER, LIAISON)),
    Listed("breakdown:notice", (OFFICER, LIAISON), notice),
    Listed("breakdown:lessons", (OFFICER, DIRECTOR)),
    Listed("breakdown:ledger", (OFFICER, LIAISON, LEADER), asked="?state=CLAIMED"),
    Listed("breakdown:ledger_excel", (OFFICER,), asked="?state=CLAIMED"),
    Listed("reporting:verify_queue", (OFFICER, DIRECTOR, VERIFIER)),
    Listed("reporting:verify_history", (VERIFIER,), shows=False),
    Listed("reporting:sign_queue", (HEAD, LIAISON)),
    Listed("coordination:requests", (DIRECTOR,)),
    Listed("coordination:requests", (HEAD,), shows=False),
    Listed("reporting:report", (LIAISON,), thing("matter", "number")),
    Listed("reporting:review_report", (OFFICER,), thing("report")),
    Listed("reporting:reopen", (DIRECTOR,), thing("closed", "number"), shows=False),
    Listed("coordination:asks", (ASKED,)),
    Listed("coordination:asks", (LIAISON,), asked="?side=asked"),
    Listed("coordination:asks", (OFFICER,), asked="?side=all"),
    Listed("coordination:ask", (LIAISON, OFFICER), thing("ask"), shows=False),
    Listed("coordination:addressees", (LIAISON, OFFICER), thing("ask")),
    Listed("coordination:ask_excel", (LIAISON,), thing("ask")),
    Listed("coordination:burden", (LIAISON, OFFICER), asked="?year=2026", shows=False),
    Listed("coordination:burden_asked", (LIAISON, OFFICER), asked="?year=2026", shows=False),
    Listed("coordination:dormant", (HEAD, DIRECTOR), shows=False),
    Listed("assessment:board", (ASSESSOR, LEADER), scored),
    Listed("assessment:sheet", (ASSESSOR, LEADER), scored),
    Listed("assessment:what_if", (ASSESSOR,)),
    Listed("assessment:appraisals", (ASSESSOR,)),
    Listed("assessment:checks", (ASSESSOR,), counted),
    Listed("assessment:adjustments", (ASSESSOR,), counted),
    Listed("assessment:appeals", (ASSESSOR,)),
    Listed("organisation:units", (OFFICER, KEEPER)),
    Listed("organisation:units", (OFFICER,), asked="?q=号局"),
    Listed("organisation:unit", (OFFICER, KEEPER), thing("unit")),
    Listed("organisation:unit", (DIRECTOR,), thing("seated")),
    Listed("organisation:groups", (DIRECTOR,)),
    Listed("organisation:people", (KEEPER,), asked="?q=号科员"),
    Listed("organisation:passwords", (SECURITY,), asked="?q=号科员"),
    Listed("organisation:person", (KEEPER,), thing("placed")),
    Listed("organisation:written_out", (KEEPER,)),
]
# Forms, single things, and files that are handed out as they were taken in.
NO_LIST = {
    "assessment:latest", "assessment:period", "assessment:composition", "assessment:term",
    "assessment:scores_excel", "assessment:periods", "assessment:steps", "assessment:self_report",
    "assessment:lodge", "assessment:appeal", "assessment:appeal_file",
    "shell:home", "shell:sign_in", "shell:counts", "shell:open_message", "shell:password",
    "shell:me", "shell:help", "shell:digest", "shell:reminders", "shell:robots", "shell:outbox",
    "shell:health", "shell:healthz", "reporting:urge",
    "organisation:roster", "organisation:template", "organisation:new", "organisation:merge",
    "dues:limits", "dues:limit", "dues:year", "dues:load", "dues:local", "dues:withdraw_local",
    "dues:closed", "dues:withdraw_closed", "dues:hours", "dues:default",
    "organisation:deed", "intake:take_in", "intake:original", "reporting:evidence",
    "reporting:claim", "reporting:return", "reporting:reassign", "reporting:insist",
    "reporting:review", "reporting:verify", "reporting:complete", "reporting:write_off",
    "reporting:file", "intake:correct", "intake:scan", "reporting:divide", "reporting:input",
    "reporting:inspect", "reporting:move_date", "reporting:plan", "reporting:prolong",
    "reporting:reissue", "reporting:resume", "reporting:submit", "reporting:suspend",
    "reporting:terminate", "reporting:waive", "breakdown:export_file", "breakdown:exported",
    "coordination:request", "coordination:request_paper", "coordination:request_file",
    "coordination:ask_request", "coordination:new_ask", "coordination:edit_ask",
    "coordination:ask_file", "coordination:value_file",
    "breakdown:cadences", "breakdown:lights", "shell:calendar", "shell:feed", "shell:ics",
    "breakdown:input_file", "breakdown:takeover", "breakdown:takeover_template",
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What a page showed and asked: which numbers, and how many questions."""

    numbers: frozenset[int]
    questions: tuple[str, ...]


def seen(address: str, unit: str, title: str, *, before: bool) -> Seen:
    """Visit a page; where nobody was `before`, twice: what a process asks once is nobody's row."""
    client = sign_in(Client(), the(title, unit))
    if not before:
        client.get(address)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200, f"{address} {unit}{title}: {response.status_code}"
    found = frozenset(int(number) for number in NUMBERED.findall(words_of(response)))
    return Seen(found, tuple(one["sql"] for one in asked.captured_queries))


def words_of(response: Any) -> str:
    """Return what a page says in its middle; a workbook says it inside."""
    content = response.getvalue()
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as book:
            return "".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())
    [main] = MAIN.findall(content.decode())
    return main


@pytest.fixture(scope="module", params=[15, pytest.param(50, marks=pytest.mark.long)])
def visits(request, django_db_setup, django_db_blocker):
    """Lay one, three and many of everything, and look at every list; nothing of it stays."""
    found: dict[tuple[str, str], dict[int, Seen]] = {}
    with django_db_blocker.unblock():
        for size in (*FEW, request.param):
            with transaction.atomic():
                many = crowd(size)
                for one in LISTS:
                    for unit, title in one.visitors:
                        rows = found.setdefault((str(one), f"{unit}{title}"), {})
                        rows[size] = seen(one.address(many), unit, title, before=bool(rows))
                transaction.set_rollback(True)
    return found


def test_every_page_is_a_list_or_named_as_none():
    pages = {label.split()[0] for label, method in TABLE if method == "GET"}
    named = {one.name for one in LISTS}

    assert pages - named == NO_LIST | assessing.NO_LIST | balloting.NO_LIST
    assert named <= pages


def test_a_list_shows_what_was_laid(visits):
    hidden = {
        str(one) + unit + title for one in LISTS for unit, title in one.visitors if not one.shows
    }
    short = [
        f"{page} {visitor}: {len(one.numbers)} of {size}"
        for (page, visitor), rows in visits.items()
        for size, one in rows.items()
        if one.numbers != {*range(1, size + 1)} and page + visitor not in hidden
    ]

    assert short == []


def test_a_list_asks_as_often_for_many_as_for_one(visits):
    grown = [
        f"{page} {visitor}: {[len(one.questions) for one in rows.values()]} {_more(rows)}"
        for (page, visitor), rows in visits.items()
        if len({len(one.questions) for one in rows.values()}) > 1
    ]

    assert grown == []


def _more(rows: dict[int, Seen]) -> str:
    """Return the question that fifty rows ask more often than one."""
    few, many = (Counter(map(_kind, rows[size].questions)) for size in (min(rows), max(rows)))
    return max(many, key=lambda kind: many[kind] - few[kind])


def _kind(question: str) -> str:
    """Return a question without its values, so that alike ones are one."""
    return re.sub(r"(\?, )+", "", re.sub(r"'[^']*'|\d+", "?", question))[:400]

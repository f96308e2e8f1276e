"""What waits for a post beyond what is owed by a day: approvals, reviews, decisions, filing."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.breakdown.lifecycle import LIST, MATTER
from luoshi.breakdown.models import Matter, MatterList
from luoshi.breakdown.terms import ListState
from luoshi.intake.models import Document
from luoshi.intake.rules import room_staff
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import ROOM_ROLES, Role
from luoshi.reporting.queries import reports_to_review
from luoshi.reporting.rules import SIGNS

WAITED_FOR: dict[str, tuple[str | Promise, str]] = {
    "reassign": (_("退回待裁定"), "arrow-back-up"),
    "accept": (_("子事项待验收"), "checkup-list"),
    "pass_review": (_("办结申请待初审"), "checkup-list"),
    "verify": (_("待核查"), "zoom-check"),
    "complete": (_("待批办结"), "flag-check"),
    "write_off": (_("待销号"), "square-check!"),
    "file": (_("待归档"), "archive"),
}
MOVES_OF_ROLE: dict[str, tuple[str, ...]] = {
    Role.OFFICER: ("pass_review", "verify"),
    Role.DIRECTOR: ("reassign", "pass_review", "verify", "complete", "write_off", "file"),
    Role.VERIFIER: ("verify",),
    Role.ARCHIVIST: ("file",),
    # What came of the pieces they gave further down (T8).
    Role.UNIT_HEAD: ("reassign", "accept"),
    Role.UNIT_DEPUTY: ("reassign", "accept"),
}
REVIEWERS = (*ROOM_ROLES, *SIGNS)


@dataclass(frozen=True)
class Waits:
    """One line of what waits: how many, and the page that shows them."""

    label: str | Promise
    icon: str
    number: int
    href: str


def lists_waiting(by: Acting, move: str) -> QuerySet[MatterList]:
    """Return the responsibility lists on which somebody may make a move now, oldest first."""
    step = LIST.moves[move]
    mine = MatterList.objects.filter(state__in=step.source).filter(step.may(by))
    return mine.select_related("document").order_by("document__registered_at", "id")


def queue_count(by: Acting, *_at: object) -> int:
    """Count what waits in the verification queue, for the navigation."""
    found = sum(_numbers(by).values())
    return found + (reports_to_review(by).count() if by.role in REVIEWERS else 0)


def waits_for(by: Acting) -> list[Waits]:
    """Return every line of what waits for a post of a room, or for who gave pieces further down.

    Empty lines are left out.
    """
    queue = reverse("reporting:verify_queue")
    lines = [
        Waits(*WAITED_FOR[move], number, f"{queue}#{move}") for move, number in _numbers(by).items()
    ]
    if by.role in REVIEWERS:
        number = reports_to_review(by).count()
        words = _("下级报告待审核") if by.role in SIGNS else pgettext_lazy("等待办理", "报告待审核")
        lines.insert(0, Waits(words, "message-report", number, f"{queue}#reports"))
    if by.role == Role.OFFICER:
        lines.insert(0, Waits(_("文件待分解"), "list-details", *_to_break_down(by)))
    if by.role == Role.DIRECTOR:
        lines[:0] = [
            Waits(_("责任清单待核签"), "clipboard-list", *_first(by, "approve")),
            Waits(_("责任清单待交办"), "send", *_first(by, "issue")),
        ]
    return [line for line in lines if line.number]


def _numbers(by: Acting) -> dict[str, int]:
    """Count what waits at each step this post takes part in. One query, none for other posts."""
    moves = MOVES_OF_ROLE.get(by.role, ())
    if not moves:
        return {}
    here = {name: Q(state__in=MATTER.moves[name].source) for name in moves}
    open_ones = Matter.objects.filter(reduce(or_, here.values()))
    return open_ones.aggregate(
        **{
            name: Count("pk", filter=state & MATTER.moves[name].may(by))
            for name, state in here.items()
        }
    )


def _to_break_down(by: Acting) -> tuple[int, str]:
    """Return how many papers have no list yet, or one in hand, and the page of the oldest."""
    in_hand = Q(lists__isnull=True) | Q(lists__state=ListState.DRAFTING)
    papers = Document.objects.filter(room_staff(by)).filter(in_hand).distinct()
    found = list(papers.order_by("registered_at", "id").values_list("pk", flat=True))
    return len(found), reverse("breakdown:workbench", args=[found[0]]) if found else ""


def _first(by: Acting, move: str) -> tuple[int, str]:
    """Return how many lists wait for a move, and the page of the first of them."""
    found = list(lists_waiting(by, move).values_list("pk", flat=True))
    return len(found), reverse("breakdown:list", args=[found[0]]) if found else ""

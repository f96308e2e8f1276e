"""核查销号: what waits for this person's hand, step by step in the order of a matter's life.

For head and deputy of a unit it is 审核下级报送: what came of the pieces they gave further down.

A claim to be verified shows what is to be checked before it is opened; one that this person must
not verify says why. What was verified stands in the history (历史核查).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from luoshi.breakdown.models import Matter
from luoshi.dues.clocks import working_days_left
from luoshi.dues.models import OPEN, Due
from luoshi.dues.queries import calendar_here, dues_about
from luoshi.dues.terms import DueKind
from luoshi.organisation.request import SignedIn
from luoshi.organisation.terms import ROOM_ROLES, Role
from luoshi.reporting.checking import Check, checks_of, recused, verified_by, why_recused
from luoshi.reporting.queries import STEPS, reports_to_review, waiting_for
from luoshi.reporting.rules import SIGNS
from luoshi.timelimits.here import day_here

SHOWN = 100
PER_PAGE = 50
# The queue narrowed to one step, or to the visits.
CHECKS = (*ROOM_ROLES, Role.VERIFIER)


@dataclass(frozen=True)
class Step:
    """What one step of the queue is called, what it asks for, and where it leads.

    :param act: the words of its button where they are not those of the kind
    """

    title: str | Promise
    kind: str | Promise
    icon: str
    address: str
    due: DueKind | None = None
    act: str | Promise = ""


@dataclass(frozen=True)
class Waiting:
    """One matter that waits, with the clock of the step where it has one.

    :param check: what is to be checked, where the step is the verification
    """

    matter: Matter
    href: str
    due: Due | None = None
    working_days: int | None = None
    check: Check | None = None


@dataclass(frozen=True)
class Section:
    """One step with what waits at it; `number` counts all, `rows` are the first of them."""

    move: str
    step: Step
    number: int
    rows: Sequence[Waiting]


TABLE = {
    "reassign": Step(_("单位退回，待裁定"), _("退回"), icon="arrow-back-up",
                     address="shell:dossier", act=_("裁定")),
    "accept": Step(_("子事项待验收"), _("验收"), icon="checkup-list",
                   address="reporting:inspect"),
    "pass_review": Step(_("待初审"), _("初审"), icon="checkup-list",
                        address="reporting:review", due=DueKind.REVIEW),
    "verify": Step(_("待核查"), _("核查"), icon="zoom-check",
                   address="reporting:verify", due=DueKind.VERIFICATION),
    "complete": Step(_("待批办结"), _("批准办结"), icon="flag-check",
                     address="reporting:complete"),
    "write_off": Step(_("待销号"), _("销号"), icon="square-check!",
                      address="reporting:write_off", due=DueKind.WRITE_OFF),
    "file": Step(_("待归档"), _("归档"), icon="archive", address="reporting:file"),
}  # fmt: skip


@dataclass(frozen=True)
class Recused:
    """One claim this person must not verify, and why."""

    matter: Matter
    why: str


@require_safe
def verify_queue(request: SignedIn) -> HttpResponse:
    """核查销号: all of it, one step of it (?step=), or the visits (?site=1)."""
    by, at = request.acting, now()
    on_site = "site" in request.GET
    asked = "verify" if on_site else request.GET.get("step", "")
    found = {move: waiting_for(by, move) for move in STEPS}
    if on_site:
        found["verify"] = found["verify"].filter(on_site=True)
    numbers = {move: held.count() for move, held in found.items()}
    shown = {move: held for move, held in found.items() if asked in ("", move)}
    waiting = reports_to_review(by)
    reports = list(waiting[:SHOWN]) if asked in ("", "reports") else []
    reports_number = waiting.count()
    context = {
        "sections": _sections(shown, numbers, at),
        "reports": reports,
        "reports_number": reports_number,
        "total": sum(numbers.values()) + reports_number,
        "recused": [] if asked not in ("", "verify") else _recused(request),
        "steps": [(move, TABLE[move].title, number) for move, number in numbers.items() if number],
        "asked": asked,
        "on_site": on_site,
        "verifies": by.role in CHECKS,
        "of_children": by.role in SIGNS,
        "at": at,
        "today": day_here(at),
    }
    return render(request, "reporting/verify_queue.html", context)


@require_safe
def history(request: SignedIn) -> HttpResponse:
    """历史核查: what this person verified, newest first."""
    if request.acting.role not in CHECKS:
        raise Http404
    page = Paginator(verified_by(request.acting), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "reporting/verify_history.html", {"at": now(), "page": page})


def _sections(
    found: dict[str, QuerySet[Matter]], numbers: dict[str, int], at: datetime
) -> list[Section]:
    rows = {move: list(held[:SHOWN]) if numbers[move] else [] for move, held in found.items()}
    clocks = _clocks([matter.pk for held in rows.values() for matter in held])
    checks = checks_of(rows.get("verify", []))
    calendar = calendar_here()

    def waits(move: str, matter: Matter) -> Waiting:
        href = reverse(TABLE[move].address, args=[matter.number])
        if TABLE[move].due or not TABLE[move].act:
            href += "?then=queue"
        due = clocks.get((matter.pk, TABLE[move].due or ""))
        left = working_days_left(due, at, calendar) if due else None
        return Waiting(matter, href, due, left, checks.get(matter.pk) if move == "verify" else None)

    return [
        Section(move, TABLE[move], numbers[move], _by_clock([waits(move, one) for one in held]))
        for move, held in rows.items()
        if held
    ]


def _by_clock(rows: list[Waiting]) -> list[Waiting]:
    """Put what has its own clock first, by that clock; the rest stays by the matter's date."""
    return sorted(rows, key=lambda row: row.due.due_date if row.due else row.matter.due_date)


def _recused(request: SignedIn) -> list[Recused]:
    rows = list(recused(request.acting)[:SHOWN])
    said = why_recused(rows, request.acting) if rows else {}
    return [Recused(one, said[one.pk]) for one in rows if one.pk in said]


def _clocks(ids: Sequence[UUID]) -> dict[tuple[UUID, str], Due]:
    kinds = [step.due for step in TABLE.values() if step.due]
    open_ones = dues_about("matter", ids).filter(OPEN, kind__in=kinds)
    return {(UUID(due.about_id), due.kind): due for due in open_ones}

"""核查销号: what waits for this person's hand, step by step in the order of a matter's life."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
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
from luoshi.reporting.models import Report
from luoshi.reporting.queries import STEPS, reports_to_review, waiting_for
from luoshi.timelimits.here import day_here

SHOWN = 100


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
    """One matter that waits, with the clock of the step where it has one."""

    matter: Matter
    href: str
    due: Due | None = None
    working_days: int | None = None


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


@require_safe
def verify_queue(request: SignedIn) -> HttpResponse:
    """核查销号."""
    at = now()
    found = {move: waiting_for(request.acting, move) for move in STEPS}
    rows = {move: list(waiting[:SHOWN]) for move, waiting in found.items()}
    clocks = _clocks([matter.pk for held in rows.values() for matter in held])
    calendar = calendar_here()

    def waits(move: str, matter: Matter) -> Waiting:
        href = reverse(TABLE[move].address, args=[matter.number])
        due = clocks.get((matter.pk, TABLE[move].due or ""))
        return Waiting(matter, href, due, working_days_left(due, at, calendar) if due else None)

    sections = [
        Section(
            move,
            TABLE[move],
            number=len(held) if len(held) < SHOWN else found[move].count(),
            rows=[waits(move, matter) for matter in held],
        )
        for move, held in rows.items()
        if held
    ]
    waiting = reports_to_review(request.acting)
    said: list[Report] = list(waiting[:SHOWN])
    context = {
        "sections": sections,
        "reports": said,
        "reports_number": len(said) if len(said) < SHOWN else waiting.count(),
        "total": sum(one.number for one in sections) + len(said),
        "at": at,
        "today": day_here(at),
    }
    return render(request, "reporting/verify_queue.html", context)


def _clocks(ids: Sequence[UUID]) -> dict[tuple[UUID, str], Due]:
    kinds = [step.due for step in TABLE.values() if step.due]
    open_ones = dues_about("matter", ids).filter(OPEN, kind__in=kinds)
    return {(UUID(due.about_id), due.kind): due for due in open_ones}

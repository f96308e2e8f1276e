"""What every door of the workbench shares: the page, the way on, and who is at what.

A door does one thing to a draft and leads to the next card; a refusal is said on the page itself,
with whatever was typed.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy

from luoshi.breakdown.advising import adviser
from luoshi.breakdown.marks import TAGS
from luoshi.breakdown.meant import Names
from luoshi.breakdown.models import Advice, Draft, MatterList
from luoshi.breakdown.operations import holding
from luoshi.breakdown.operations.reshaping import cuts
from luoshi.breakdown.operations.steps import last_step
from luoshi.breakdown.queries import open_demands
from luoshi.breakdown.suggested import grounds_of
from luoshi.breakdown.terms import DraftVerdict, ListState
from luoshi.breakdown.unstated import offered_for
from luoshi.breakdown.web import cards
from luoshi.breakdown.web.board import Board, board_of
from luoshi.breakdown.web.lane import DraftCard
from luoshi.breakdown.web.picking import Register, register_on
from luoshi.breakdown.web.stops import Wanted, after
from luoshi.dues.queries import calendar_here
from luoshi.flow.refusals import Refused
from luoshi.intake.models import Document
from luoshi.intake.rules import room_staff
from luoshi.organisation.models import Term
from luoshi.organisation.queries import holds_on, leaders_of
from luoshi.organisation.request import SignedIn
from luoshi.timelimits.here import day_here

PAGE = "breakdown/workbench.html"
PANELS = ("edit", "skip", "split")
LEGEND = [
    ("task", TAGS["task"], gettext_lazy("事项")),
    ("lead", TAGS["lead"], gettext_lazy("牵头单位")),
    ("asst", TAGS["asst"], gettext_lazy("配合单位")),
    ("due", TAGS["due"], gettext_lazy("完成时限")),
    ("cad", TAGS["cad"], gettext_lazy("报送频次")),
    ("tgt", TAGS["tgt"], gettext_lazy("量化目标")),
]


def wanted_in(query: QueryDict) -> Wanted:
    """Return which card an address, or a form, speaks of."""
    return Wanted(number(query.get("d", "")), number(query.get("p", "")))


def portions_in(request: HttpRequest) -> dict[str, str]:
    """Return which portions of the cards and of the text an address asks for."""
    return {name: request.GET[name] for name in ("cards", "text") if name in request.GET}


def number(asked: str | None) -> int | None:
    """Return a number of an address; None where it is none."""
    return int(asked) if asked and asked.isdecimal() and len(asked) < 8 else None


def papers(request: SignedIn) -> QuerySet[Document]:
    """Return the papers somebody may break down."""
    return Document.objects.filter(room_staff(request.acting))


def document_of(request: SignedIn, pk: str) -> Document:
    """Return a paper of somebody's room; 404 for others."""
    return get_object_or_404(papers(request).select_related("office"), pk=pk)


def latest(document: Document) -> MatterList:
    """Return the list that is worked on: the latest version."""
    found: MatterList = get_object_or_404(document.lists.order_by("-version")[:1])
    found.document = document
    return found


def draft_of(request: SignedIn, pk: str) -> Draft:
    """Return a draft of somebody's room; 404 for others."""
    seen = Draft.objects.filter(list__document__in=papers(request).values("pk"))
    rows = seen.select_related("list__document", "sentence", "lead")
    return get_object_or_404(rows, pk=pk)


def refusal(deed: Callable[[], object]) -> str:
    """Work on drafts leaves no entry and has no key: do it, or return why it was refused."""
    try:
        deed()
    except Refused as refused:
        return str(refused)
    return ""


def at_draft(request: SignedIn, draft: Draft, deed: Callable[[], object]) -> str:
    """Take a draft in hand and do something to it; or return why not, and whose it is."""

    def held() -> None:
        holding.hold(draft, by=request.acting, at=now())
        deed()

    return refusal(held)


def address_of(document: Document, query: str = "", anchor: str = "") -> str:
    """Return the address of the workbench at a card."""
    place = reverse("breakdown:workbench", args=[document.pk])
    return f"{place}{f'?{query}' if query else ''}{f'#{anchor}' if anchor else ''}"


def lead_to(document: Document, query: str) -> HttpResponse:
    """Answer with the page at a card: d=3, p=7, or wherever it goes on."""
    asked = parse_qs(query)
    anchor = f"d{asked['d'][0]}" if "d" in asked else f"p{asked['p'][0]}" if "p" in asked else ""
    return redirect(address_of(document, query, anchor))


def onward(request: SignedIn, draft: Draft, *, stay: bool = False) -> HttpResponse:
    """Lead to the next card to be decided, or stay at this one."""
    matters, here = draft.list, f"d={draft.place}"
    if stay:
        return lead_to(matters.document, here)
    by, at = request.acting.person_id, now()
    query = after(matters, draft.start or 0, draft.place, by=by, at=at)
    return lead_to(matters.document, query or here)


def page(
    request: SignedIn,
    document: Document,
    *,
    wanted: Wanted | None = None,
    panel: str = "",
    form: cards.Card | None = None,
    answers: cards.Answer | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the workbench of a paper."""
    wanted = wanted or wanted_in(request.POST if request.method == "POST" else request.GET)
    matters = document.lists.order_by("-version").first()
    if matters is not None:
        matters.document = document
    register = register_on(day_here(now()))
    board = _board(request, document, matters, register, wanted)
    context: dict[str, Any] = {
        "document": document,
        "matters": matters,
        "board": board,
        "answers": answers or cards.Answer({}),
        "reasons": cards.REASONS,
        "refused": refused,
        "reason": request.POST.get("reason", ""),
        "ticked": request.POST.getlist("ticked") if refused or status == 422 else [],
        "tags": TAGS,
        "legend": LEGEND,
        "may_open": matters is None or matters.state in (ListState.APPROVED, ListState.ISSUED),
        "advice": _advice(matters) if board.drafting else None,
        "undoable": last_step(matters, request.acting) if matters and board.drafting else None,
    }
    context |= _at_hand(board, register, form, panel)
    return render(request, PAGE, context, status=409 if refused else status)


def _board(
    request: SignedIn,
    document: Document,
    matters: MatterList | None,
    register: Register,
    wanted: Wanted,
) -> Board:
    drafting = matters is not None and matters.state == ListState.DRAFTING
    here = calendar_here()
    offered = offered_for(document, here, today=day_here(now())) if drafting else None
    return board_of(
        document,
        matters,
        Names(register.names, register.groups, here, offered),
        wanted=wanted,
        known=open_demands(request.acting) if drafting else (),
        portions=portions_in(request),
        by=request.acting.person_id,
        at=now(),
    )


def _advice(matters: MatterList | None) -> dict[str, Any] | None:
    """Return how far the asking of a model is; None where the administrator named none."""
    if matters is None or adviser() is None:
        return None
    asked = Advice.objects.filter(list=matters).first()
    waits = asked is not None and asked.waits(now())
    percent = 100 * asked.done // asked.pieces if asked and asked.pieces else 0
    return {"asked": asked, "waits": waits, "percent": percent}


def _at_hand(
    board: Board, register: Register, form: cards.Card | None, panel: str
) -> dict[str, Any]:
    """Return what the card that is worked on needs beyond what every card shows."""
    card = board.current
    if not isinstance(card, DraftCard):
        return {"panel": ""}
    draft = card.draft
    if not board.drafting or (draft.verdict != DraftVerdict.PROPOSED and panel != "edit"):
        panel = "edit" if form is not None else ""
    if form is None and board.drafting and (panel == "edit" or draft.typed):
        form = cards.card_of(draft, register)
    return {
        "panel": "edit" if form is not None else panel,
        "form": form,
        "register": register.units if form is not None or card.asked.units else [],
        "cuts": cuts(draft.requirement) if panel == "split" else [],
        "sponsor": _sponsor(draft),
        "grounds": grounds_of(draft, draft.list.document) if board.drafting else [],
        "off": draft.due_date is not None and not calendar_here().working(draft.due_date),
    }


def _sponsor(draft: Draft) -> Term | None:
    """Return who would sponsor the matter: the leader in whose sphere the lead stands today."""
    if draft.lead is None:
        return None
    today = day_here(now())
    posts = leaders_of(draft.lead, on=today)
    held = Term.objects.filter(holds_on(today), post__in=posts.values("pk"))
    return held.select_related("person", "post").order_by("post__title", "since").first()

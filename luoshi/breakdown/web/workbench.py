"""分解工作台: sentences on the left, drafts on the right; a person decides each of them.

Drafts are not deeds: they answer with the page at the next open draft. Opening and submitting the
list are deeds and go under a once-only key.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import replace_url

from luoshi.breakdown.marks import TAGS
from luoshi.breakdown.models import Draft, MatterList
from luoshi.breakdown.operations import drafts, lists
from luoshi.breakdown.queries import unasked
from luoshi.breakdown.terms import DraftVerdict, ListState
from luoshi.breakdown.web import forms
from luoshi.breakdown.web.board import board_of, next_after
from luoshi.breakdown.web.picking import Register, register_on
from luoshi.flow.refusals import Refused
from luoshi.intake.kinds import kind
from luoshi.intake.models import Document
from luoshi.intake.rules import room_staff
from luoshi.organisation.request import SignedIn, attempt
from luoshi.timelimits.here import day_here

PAGE = "breakdown/workbench.html"
LEGEND = [
    ("task", TAGS["task"], gettext_lazy("事项")),
    ("lead", TAGS["lead"], gettext_lazy("牵头单位")),
    ("asst", TAGS["asst"], gettext_lazy("配合单位")),
    ("due", TAGS["due"], gettext_lazy("完成时限")),
    ("cad", TAGS["cad"], gettext_lazy("报送频次")),
    ("tgt", TAGS["tgt"], gettext_lazy("量化目标")),
]


@require_safe
def workbench(request: SignedIn, pk: str) -> HttpResponse:
    """The workbench at ?d=<place>; ?edit=1 opens the card for writing."""
    place, editing = _place(request.GET.get("d", "")), "edit" in request.GET
    response = _page(request, _document(request, pk), place=place, editing=editing)
    # After a post the address is the page's own, so that a reload shows what the swap showed.
    htmx = getattr(request, "htmx", False)
    return replace_url(response, request.get_full_path()) if htmx else response


@require_POST
def open_list(request: SignedIn, pk: str) -> HttpResponse:
    """开始分解: a list with the reader's proposals, or its next version."""
    document = _document(request, pk)
    outcome = attempt(
        request,
        lambda key: lists.open_list(document, by=request.acting, at=now(), key=key),
    )
    if outcome.refused:
        return _page(request, document, refused=outcome.refused)
    return redirect("breakdown:workbench", pk=pk)


@require_POST
def submit(request: SignedIn, pk: str) -> HttpResponse:
    """送审."""
    document = _document(request, pk)
    matters = _latest(document)
    outcome = attempt(
        request, lambda key: lists.submit(matters, by=request.acting, at=now(), key=key)
    )
    if outcome.refused:
        return _page(request, document, refused=outcome.refused)
    messages.success(request, _("已送审，由督查室主任核签。"))
    return redirect("breakdown:list", pk=matters.pk)


@require_POST
def answer(request: SignedIn, pk: str) -> HttpResponse:
    """逐句处置: one sentence by its own button, all that are ticked, or all the rest."""
    document = _document(request, pk)
    matters = _latest(document)
    places = dict(document.sentences.values_list("pk", "place"))
    place = _place(request.POST.get("d", ""))
    left = unasked(matters).values_list("pk", flat=True)
    form = forms.Answer(places, request.POST, left=left)
    if not form.is_valid():
        return _page(request, document, place=place, answers=form, status=422)
    said, note = form.dispositions(), form.cleaned_data["note"]
    by = request.acting
    refused = _refusal(lambda: drafts.answer(matters, said, by=by, note=note, with_drafts=True))
    if refused:
        return _page(request, document, place=place, answers=form, refused=refused)
    gone = matters.drafts.filter(sentence__in=said, verdict=DraftVerdict.SKIPPED)
    if place is not None and (with_it := gone.filter(place=place).first()):
        return _onward(with_it, stay=False)
    return redirect(_at(document, str(place or ""), f"s{places[next(iter(said))]}"))


@require_POST
def add(request: SignedIn, pk: str) -> HttpResponse:
    """新增事项: from a sentence, opened for writing."""
    document = _document(request, pk)
    form = forms.Add(request.POST)
    wanted = form.cleaned_data["sentence"] if form.is_valid() else None
    sentence = get_object_or_404(document.sentences, pk=wanted)
    matters = _latest(document)
    made: list[Draft] = []
    refused = _refusal(
        lambda: made.append(
            drafts.add(
                matters,
                by=request.acting,
                requirement=document.text[sentence.start : sentence.end],
                cadence=kind(document.kind).cadence,
                sentence=sentence,
                span=(sentence.start, sentence.end),
            )
        )
    )
    if refused:
        return _page(request, document, refused=refused)
    return redirect(_at(document, f"{made[0].place}&edit=1", f"d{made[0].place}"))


@require_POST
def edit(request: SignedIn, pk: str) -> HttpResponse:
    """编辑: keep what is written on the card, or accept it in the same breath."""
    draft = _draft(request, pk)
    register = register_on(day_here(now()))
    form = forms.Card(register, request.POST)
    document = draft.list.document
    if not form.is_valid():
        return _page(request, document, place=draft.place, form=form, status=422)
    wording, by = form.wording(), request.acting
    if "accept" in request.POST:
        refused = _refusal(lambda: drafts.accept(draft, by=by, wording=wording))
    else:
        refused = _refusal(lambda: drafts.edit(draft, wording, by=by))
    if refused:
        return _page(request, document, place=draft.place, form=form, refused=refused)
    return _onward(draft, stay="accept" not in request.POST)


@require_POST
def accept(request: SignedIn, pk: str) -> HttpResponse:
    """采纳, as it stands."""
    return _decide(request, pk, lambda draft: drafts.accept(draft, by=request.acting))


@require_POST
def skip(request: SignedIn, pk: str) -> HttpResponse:
    """跳过, with its reason."""
    form = forms.Skip(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _decide(request, pk, lambda draft: drafts.skip(draft, by=request.acting, reason=reason))


@require_POST
def take_back(request: SignedIn, pk: str) -> HttpResponse:
    """撤销: a decided draft is a proposal again."""
    by = request.acting
    return _decide(request, pk, lambda draft: drafts.take_back(draft, by=by), stay=True)


def _decide(
    request: SignedIn, pk: str, deed: Callable[[Draft], None], *, stay: bool = False
) -> HttpResponse:
    draft = _draft(request, pk)
    refused = _refusal(lambda: deed(draft))
    if refused:
        return _page(request, draft.list.document, place=draft.place, refused=refused)
    return _onward(draft, stay=stay)


def _onward(draft: Draft, *, stay: bool) -> HttpResponse:
    place = draft.place if stay else next_after(draft)
    return redirect(_at(draft.list.document, str(place), f"d{place}"))


def _place(asked: str) -> int | None:
    return int(asked) if asked.isdecimal() else None


def _at(document: Document, place: str, anchor: str) -> str:
    address = reverse("breakdown:workbench", args=[document.pk])
    return f"{address}?d={place}#{anchor}" if place else f"{address}#{anchor}"


def _refusal(deed: Callable[[], object]) -> str:
    """Work on drafts leaves no entry and has no key: do it, or return why it was refused."""
    try:
        deed()
    except Refused as refused:
        return str(refused)
    return ""


def _papers(request: SignedIn) -> QuerySet[Document]:
    return Document.objects.filter(room_staff(request.acting))


def _document(request: SignedIn, pk: str) -> Document:
    return get_object_or_404(_papers(request).select_related("office"), pk=pk)


def _latest(document: Document) -> MatterList:
    """Return the list that is worked on: the latest version."""
    return get_object_or_404(document.lists.order_by("-version")[:1])


def _draft(request: SignedIn, pk: str) -> Draft:
    drafts_seen = Draft.objects.filter(list__document__in=_papers(request).values("pk"))
    return get_object_or_404(
        drafts_seen.select_related("list__document", "sentence", "lead"), pk=pk
    )


def _page(
    request: SignedIn,
    document: Document,
    *,
    place: int | None = None,
    editing: bool = False,
    form: forms.Card | None = None,
    answers: forms.Answer | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    matters = document.lists.order_by("-version").first()
    register: Register = register_on(day_here(now()))
    board = board_of(document, matters, register.names, place=place)
    current = board.current if board.drafting else None
    writes = current is not None and (editing or form is not None or bool(current.asked))
    context: dict[str, Any] = {
        "document": document,
        "matters": matters,
        "board": board,
        "register": register.units if writes else [],
        "form": form or (forms.card_of(current.draft, register) if current and writes else None),
        "answers": answers or forms.Answer({}),
        "dispositions": forms.ANSWERS,
        "refused": refused,
        "reason": request.POST.get("reason", ""),
        "ticked": request.POST.getlist("ticked") if refused or status == 422 else [],
        "tags": TAGS,
        "legend": LEGEND,
        "may_open": matters is None or matters.state in (ListState.APPROVED, ListState.ISSUED),
    }
    return render(request, PAGE, context, status=409 if refused else status)

"""识读扫描件: a page at a time while the sender looks on; then its words are put right.

Each page is one post, sent by the page itself where there is script and by a button where there is
none, so that no request is long and the bar shows how far it is.
"""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.flow.refusals import NotYours
from luoshi.intake import scanning
from luoshi.intake.models import Scan
from luoshi.intake.web.forms import TakeIn, TakeScanIn
from luoshi.intake.web.registering import registered
from luoshi.kit.parts import answer
from luoshi.organisation.request import SignedIn
from luoshi.papers.official import official
from luoshi.papers.refusals import Unreadable
from luoshi.papers.text import Paper
from luoshi.timelimits.days import day_of

PAGE = "intake/scan.html"
_TYPED = ("title", "document_number", "issuer", "source", "kind", "issued_date", "received_date",
          "urgency", "joint")  # fmt: skip


def laid_down(
    request: SignedIn, form: TakeIn, name: str, content: bytes, pages: int
) -> HttpResponse:
    """Lay the scan down with what was typed beside it, and lead to where it is recognised."""
    said = {key: form.data[key] for key in _TYPED if form.data.get(key)}
    try:
        scan = scanning.lay_down(
            content, name=name, pages=pages, said=said, by=request.acting, at=now()
        )
    except NotYours as refused:
        form.add_error(None, str(refused))
        return render(request, "intake/take_in.html", {"form": form}, status=409)
    return redirect("intake:scan", pk=scan.pk)


@require_http_methods(["GET", "POST"])
def scan(request: SignedIn, pk: str) -> HttpResponse:
    """How far a scan is; once it is whole, its words to be put right and registered."""
    found = _own(request, pk)
    if request.method == "GET" or not found.whole:
        return _shown(request, found)
    form = TakeScanIn(request.POST)
    if form.is_valid():
        paper = _put_right(found, form.cleaned_data["text"])
        if done := registered(request, form, bytes(found.content), paper):
            scanning.give_up(found)
            return done
    return _shown(request, found, form=form, status=form.status)


@require_POST
def see(request: SignedIn, pk: str) -> HttpResponse:
    """Recognise the next page."""
    found = _own(request, pk)
    try:
        scanning.see_next(found)
    except Unreadable as unreadable:
        return _shown(request, found, refused=unreadable.said(gettext), status=409)
    if getattr(request, "htmx", False):
        return _shown(request, found)
    return redirect("intake:scan", pk=pk)


@require_POST
def give_up(request: SignedIn, pk: str) -> HttpResponse:
    """Throw the scan away."""
    scanning.give_up(_own(request, pk))
    return redirect("intake:take_in")


def _own(request: SignedIn, pk: str) -> Scan:
    return get_object_or_404(Scan.objects.defer("content"), pk=pk, person=request.user)


def _shown(
    request: SignedIn,
    found: Scan,
    *,
    form: TakeScanIn | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"scan": found, "refused": refused, "form": form}
    context["percent"] = 100 * found.seen // found.pages
    if found.whole:
        try:
            paper = scanning.paper_of(found)
        except Unreadable as unreadable:
            context |= {"refused": unreadable.said(gettext), "hopeless": True}
            return answer(request, PAGE, "scan", context, status=409 if status == 200 else status)
        context |= {
            "form": form or TakeScanIn(initial=_initial(found, paper)),
            "pieces": list(_pieces(paper)),
            "remarks": [words.said(gettext) for words in paper.remarks],
        }
    return answer(request, PAGE, "scan", context, status=status)


def _initial(found: Scan, paper: Paper) -> dict[str, Any]:
    """Return what the form begins with: what was typed, else what the paper's words say."""
    formal = official(paper.text)
    read = {
        "title": paper.title,
        "document_number": formal.number,
        "issuer": formal.issuer,
        "issued_date": formal.day,
        "received_date": day_of(now()),
        "text": paper.text,
    }
    return {**read, **found.said}


def _pieces(paper: Paper) -> list[tuple[str, bool]]:
    """Return the words cut where the recogniser is not sure."""
    pieces, at = [], 0
    for start, end in paper.doubts:
        pieces += [(paper.text[at:start], False), (paper.text[start:end], True)]
        at = end
    return [*pieces, (paper.text[at:], False)]


def _put_right(found: Scan, text: str) -> Paper:
    """Return the paper with its words as the sender left them."""
    lines = "\n".join(text.splitlines())
    return replace(scanning.paper_of(found), text=lines)

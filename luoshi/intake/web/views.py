"""A view finds the thing among those the person may see, asks for one deed, and answers."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.intake import operations, scanning
from luoshi.intake.holders import held_by
from luoshi.intake.kinds import kind
from luoshi.intake.models import Document
from luoshi.intake.queries import documents_before, lines_of
from luoshi.intake.rules import room_staff
from luoshi.intake.web import forms, scans
from luoshi.intake.web.registering import registered
from luoshi.organisation.handing_out import kept_file
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.terms import ROOM_ROLES
from luoshi.papers.apart import text_of
from luoshi.papers.refusals import Unreadable
from luoshi.timelimits.days import day_of
from luoshi.trail.operations import read_by

PER_PAGE = 50


@require_safe
def documents(request: SignedIn) -> HttpResponse:
    """文件与会议: what was taken in, newest first."""
    found = documents_before(request.acting)
    if wanted := request.GET.get("q", "").strip():
        found = found.filter(Q(title__icontains=wanted) | Q(document_number__icontains=wanted))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": wanted, "may_take_in": request.acting.role in ROOM_ROLES}
    context["scans"] = request.user.scans.defer("content", "leaves").order_by("laid_at")
    return render(request, "intake/documents.html", context)


@require_http_methods(["GET", "POST"])
def take_in(request: SignedIn) -> HttpResponse:
    """收文登记: nothing typed is lost where the paper cannot be read."""
    if request.method == "GET" and request.acting.role not in ROOM_ROLES:
        raise Http404
    today = day_of(now())
    form = forms.TakeIn(
        request.POST or None, request.FILES or None, initial={"received_date": today}
    )
    if request.method == "POST" and form.is_valid():
        name, content = form.content()
        try:
            paper = text_of(content, name)
        except Unreadable as unreadable:
            if scanning.may_be_recognised(unreadable):
                pages = unreadable.words.params["pages"]
                return scans.laid_down(request, form, name, content, pages)
            form.add_error(form.given(), unreadable.said(gettext))
        else:
            if pages := scanning.pages_to_recognise(paper):
                return scans.laid_down(request, form, name, content, pages)
            if answer := registered(request, form, content, paper):
                return answer
            return render(request, "intake/take_in.html", {"form": form}, status=form.status)
    status = 422 if form.errors else 200
    return render(request, "intake/take_in.html", {"form": form}, status=status)


@require_safe
def document(request: SignedIn, pk: str) -> HttpResponse:
    """A paper: its words as they stand, what became of each sentence, the leaders' words on it."""
    return render(request, "intake/document.html", _paper(request, pk))


@require_http_methods(["GET", "POST"])
def correct(request: SignedIn, pk: str) -> HttpResponse:
    """更正登记: while no list of the paper is issued."""
    found = get_object_or_404(_seen(request), pk=pk)
    if request.method == "GET" and not _may_correct(request, found):
        raise Http404
    stands = {name: getattr(found, name) for name in forms.Correct.base_fields if name != "reason"}
    form = forms.Correct(request.POST or None, initial=stands)
    context, status = {"document": found, "form": form}, 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            request,
            lambda key: operations.correct(
                found,
                form.paperwork(),
                by=request.acting,
                at=now(),
                reason=form.cleaned_data["reason"],
                key=key,
            ),
        )
        if outcome.entry:
            return redirect("intake:document", pk=pk)
        form.add_error(None, outcome.refused)
        status = 409
    return render(request, "intake/correct.html", context, status=status)


@require_safe
def original(request: SignedIn, pk: str) -> HttpResponse:
    """Hand out the untouched original, as a download, never shown inline."""
    found = get_object_or_404(_seen(request), pk=pk)
    read_by(request.acting, about=found, at=now(), what="original")
    back = reverse("intake:document", args=[pk])
    return kept_file(request, found.file, found.file_name, back=back)


@require_POST
def note_instruction(request: SignedIn, pk: str) -> HttpResponse:
    """批示登记, on a document."""
    found = get_object_or_404(_seen(request), pk=pk)
    form = forms.NoteInstruction(request.POST)
    status = 422
    if form.is_valid():
        outcome = attempt(
            request,
            lambda key: operations.note_instruction(
                document=found, by=request.acting, at=now(), key=key, **form.cleaned_data
            ),
        )
        if outcome.entry:
            return redirect("intake:document", pk=pk)
        form.add_error(None, outcome.refused)
        status = 409
    context = _paper(request, pk) | {"form": form}
    return render(request, "intake/document.html", context, status=status)


def _may_correct(request: SignedIn, found: Document) -> bool:
    return request.acting.role in ROOM_ROLES and room_staff.holds(request.acting, found)


def _seen(request: SignedIn) -> QuerySet[Document]:
    return Document.objects.filter(pk__in=documents_before(request.acting).values("pk"))


def _paper(request: SignedIn, pk: str) -> dict[str, object]:
    found = get_object_or_404(_seen(request).select_related("office", "file"), pk=pk)
    lines = lines_of(found)
    return {
        "document": found,
        "kind": kind(found.kind),
        "sentences": [(line, found.text[line.start : line.end]) for line in lines],
        "unanswered": sum(not line.disposition for line in lines),
        "lists": found.lists.order_by("version"),
        "instructions": found.instructions.order_by("given_date", "id"),
        "may_work": room_staff.holds(request.acting, found),
        "may_correct": _may_correct(request, found) and not held_by(found, found.kind),
        "form": forms.NoteInstruction(initial={"given_date": day_of(now())}),
    }

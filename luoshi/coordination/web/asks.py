"""征求意见 What is asked of us, what we ask: the lists, and one ask as each side sees it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.coordination import asks_queries as queries
from luoshi.coordination.alike_asks import asked_before
from luoshi.coordination.ask_terms import BEFORE_SENDING, AskKind, AskState, Standing
from luoshi.coordination.asking import counts
from luoshi.coordination.asks_lifecycle import ASK, REPLY
from luoshi.coordination.asks_rules import SPEAKERS, asker, may_see_replies
from luoshi.coordination.burden import real_minutes
from luoshi.coordination.models import Addressee, Ask
from luoshi.coordination.operations import replies
from luoshi.coordination.web import ask_forms as forms
from luoshi.coordination.web.sheets import answers_sheet
from luoshi.dues.queries import working_of
from luoshi.organisation.acting import Acting
from luoshi.organisation.handing_out import kept_file
from luoshi.organisation.request import SignedIn
from luoshi.timelimits.here import day_here
from luoshi.timelimits.wording import cadence_words, period_words
from luoshi.trail.operations import read_by

PER_PAGE = 50
SIDES = ("mine", "done", "asked", "all")
PAGE = "coordination/ask.html"


@require_safe
def asks(request: SignedIn) -> HttpResponse:
    """The lists: what waits for us, what we answered, what we ask, and all that one may see."""
    by, today = request.acting, day_here(now())
    speaks = by.role in SPEAKERS
    side = request.GET.get("side", "")
    side = side if side in SIDES else ("mine" if speaks else "all")
    page = Paginator(_listed(side, by, today), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "side": side, "speaks": speaks, "today": today}
    return render(request, "coordination/asks.html", context)


def _listed(side: str, by: Acting, today: date) -> QuerySet[Any]:
    if side == "mine":
        return queries.to_answer(by)
    if side == "done":
        return queries.answered_by(by)
    if side == "asked":
        return queries.asked_by(by, today)
    sent = queries.asks_before(by).filter(sent_at__isnull=False)
    return queries.with_numbers(sent, today)


@require_safe
def ask(request: SignedIn, pk: UUID) -> HttpResponse:
    """One ask: to be answered by who is asked, to be watched by who asks."""
    found = ask_before(request, pk)
    row = queries.row_before(request.acting, found, request.GET.get("period", ""))
    if row is not None and row.read_at is None and found.state == AskState.SENT:
        replies.look(row, at=now())
    return shown(request, found, row=row)


def ask_before(request: SignedIn, pk: UUID) -> Ask:
    """Find an ask among those the person may see, or answer 404."""
    return get_object_or_404(queries.asks_before(request.acting), pk=pk)


def shown(
    request: SignedIn,
    found: Ask,
    *,
    row: Addressee | None = None,
    form: forms.Reply | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show an ask, perhaps with a refused form on it."""
    by, today = request.acting, day_here(now())
    [found] = ASK.open_to(by, [found])
    places = list(found.fields.order_by("place"))
    context: dict[str, Any] = {
        "ask": found,
        "places": places,
        "files": found.files.filter(addressee__isnull=True).order_by("name"),
        "row": row,
        "refused": refused,
        "today": today,
        "cadence": cadence_words(found.cadence) if found.cadence else "",
        "real": real_minutes(found),
        "watches": may_see_replies.holds(by, found),
        "asker": asker.holds(by, found),
    }
    if found.state in BEFORE_SENDING:
        units = found.addressees.order_by("unit__place", "unit__code")
        context["units"] = list(units.values_list("unit__name", flat=True))
        context["near"] = asked_before(found, on=today)
    elif context["watches"]:
        context |= _watched(found, today)
    if row is not None:
        context |= _to_reply(request, row, places, form)
    return render(request, PAGE, context, status=409 if refused else status)


def _watched(found: Ask, today: Any) -> dict[str, Any]:
    period = queries.current_period(found, today)
    rows = queries.rows_of(found, period, today)
    return {"period": period, "numbers": _chips(rows, today), "whole": rows.count()}


def _chips(rows: Any, today: Any) -> list[tuple[Standing, int]]:
    return list(counts(rows, today).items())


def _to_reply(
    request: SignedIn, row: Addressee, places: list[Any], form: forms.Reply | None
) -> dict[str, Any]:
    [row] = REPLY.open_to(request.acting, [row])
    before = queries.last_time(row)
    opened: set[str] = row.open  # type: ignore[attr-defined]
    held = queries.values_of([row])
    own = {place: one.said for (_row, place), one in held.items()}
    told = own or (before.values if before else {})
    if form is None and "answer" in opened and row.ask.kind != AskKind.NOTICE:
        first = {"stance": row.stance or None, "text": row.text}
        first = {name: value for name, value in first.items() if value}
        form = forms.Reply(row=row, places=places, before=told, initial=first)
    return {
        "row": row,
        "form": form,
        "before": before,
        "said": [(place, own.get(place.pk, "")) for place in places] if own else [],
        "period_words": period_words(row.period) if row.period else "",
        "working": working_of(row.due) if row.due else "",
        "row_files": row.files.order_by("name"),
    }


@require_safe
def addressees(request: SignedIn, pk: UUID) -> HttpResponse:
    """Every unit of an ask on one page: where it stands, and what it said."""
    _found, rows, context = _table(request, pk)
    wanted = request.GET.get("standing", "")
    if wanted in Standing.values:
        rows = [row for row in rows if row.standing == wanted]  # type: ignore[attr-defined]
    values = queries.values_of(rows)
    places = context["places"]
    context["rows"] = [
        (row, Standing(row.standing), [values.get((row.pk, one.pk)) for one in places])  # type: ignore[attr-defined]
        for row in REPLY.open_to(request.acting, rows)
    ]
    return render(request, "coordination/addressees.html", context | {"wanted": wanted})


@require_safe
def excel(request: SignedIn, pk: UUID) -> HttpResponse:
    """All answers of a period as a workbook; the export is noted."""
    found, rows, context = _table(request, pk)
    return answers_sheet(
        found, rows, context["places"], period=context["period"], by=request.acting, at=now()
    )


def _table(request: SignedIn, pk: UUID) -> tuple[Ask, list[Addressee], dict[str, Any]]:
    by, today = request.acting, day_here(now())
    found = ask_before(request, pk)
    if found.state in BEFORE_SENDING or not may_see_replies.holds(by, found):
        raise Http404
    periods = queries.periods_of(found)
    asked = request.GET.get("period", "")
    period = asked if asked in periods else queries.current_period(found, today)
    rows = queries.rows_of(found, period, today)
    context = {
        "ask": found,
        "places": list(found.fields.order_by("place")),
        "period": period,
        "periods": [(one, period_words(one)) for one in periods],
        "numbers": _chips(rows, today),
        "today": today,
        "presses": found.state == AskState.SENT and asker.holds(by, found),
        "expired": bool(found.expires_date and found.expires_date < today),
    }
    return found, list(rows), context


@require_safe
def file(request: SignedIn, pk: UUID) -> HttpResponse:
    """Hand out a file beside an ask or a reply, always as a download."""
    beside = get_object_or_404(queries.files_seen(request.acting).select_related("file"), pk=pk)
    read_by(request.acting, about=beside.ask, at=now(), what="file")
    return kept_file(request, beside.file, beside.name)


@require_safe
def value_file(request: SignedIn, pk: UUID) -> HttpResponse:
    """Hand out a file that was filled in at a place."""
    held = queries.value_files_seen(request.acting).select_related("file", "field__ask")
    value = get_object_or_404(held, pk=pk)
    read_by(request.acting, about=value.field.ask, at=now(), what="file")
    assert value.file is not None  # only values that are files are seen here
    return kept_file(request, value.file, value.said)

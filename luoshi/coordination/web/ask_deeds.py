"""What is done with an ask at the door: written, moved on, answered, handed back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.coordination import asks_queries as queries
from luoshi.coordination.ask_terms import AskState
from luoshi.coordination.asks_lifecycle import ASK, REPLY
from luoshi.coordination.asks_rules import SPEAKERS, asker
from luoshi.coordination.models import Addressee, Ask
from luoshi.coordination.operations import asks, replies
from luoshi.coordination.web import ask_forms as forms
from luoshi.coordination.web.asks import ask_before, shown
from luoshi.flow.refusals import Refused
from luoshi.kit.parts import refused
from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.rules import not_yours
from luoshi.timelimits.here import day_here

FORM = "coordination/ask_form.html"
Move = Callable[[Ask, Acting, datetime, str, str], object]
MOVES: dict[str, Move] = {
    "submit": lambda ask, by, at, key, why: asks.submit(ask, by=by, at=at, key=key),
    "send": lambda ask, by, at, key, why: asks.send(ask, by=by, at=at, key=key),
    "close": lambda ask, by, at, key, why: asks.close(ask, by=by, at=at, key=key),
    "send_back": lambda ask, by, at, key, why: asks.send_back(
        ask, by=by, at=at, key=key, reason=why
    ),
    "withdraw": lambda ask, by, at, key, why: asks.withdraw(ask, by=by, at=at, key=key, reason=why),
}


@require_http_methods(["GET", "HEAD", "POST"])
def new_ask(request: SignedIn) -> HttpResponse:
    """拟稿: what was typed survives whatever is wrong with it."""
    if request.acting.role not in SPEAKERS:
        if request.method != "POST":
            raise Http404
        sentence = not_yours(asker, _("拟稿"))
        return refused(request, sentence, back=reverse("coordination:asks"))
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_ask(request: SignedIn, pk: UUID) -> HttpResponse:
    """Change a draft of one's own unit."""
    found = ask_before(request, pk)
    if not asker.holds(request.acting, found):
        raise Http404
    return _write(request, found)


def _write(request: SignedIn, found: Ask | None) -> HttpResponse:
    at = now()
    first = forms.first_values(found) if found else None
    rows = list(found.fields.order_by("place").values("label", "kind", "measure", "required")) \
        if found else None  # fmt: skip
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.WriteAsk(*given, today=day_here(at), initial=first)
    places = forms.PLACES(given[0] if given else None, initial=rows, prefix="places")
    context: dict[str, Any] = {"form": form, "places": places, "ask": found}
    if found is not None and found.state != AskState.DRAFTING:
        context["refused"] = _("已送签发或已发出，不能修改")
        return render(request, FORM, context, status=409)
    if request.method != "POST":
        return render(request, FORM, context)
    if not (form.is_valid() & places.is_valid()):
        return render(request, FORM, context, status=422)
    written = form.written(forms.places_in(places))
    try:
        if found is None:
            found = asks.draft(written, by=request.acting, at=at)
        else:
            asks.rewrite(found, written, by=request.acting, at=at)
    except Refused as no:
        return render(request, FORM, context | {"refused": str(no)}, status=409)
    return redirect("coordination:ask", found.pk)


@require_POST
def move_ask(request: SignedIn, pk: UUID) -> HttpResponse:
    """送签发、签发、退回修改、收结、撤回."""
    found = ask_before(request, pk)
    name = request.POST.get("move", "")
    if name not in MOVES:
        raise Http404
    why = request.POST.get("reason", "")
    at, deed = now(), MOVES[name]
    outcome = attempt(request, lambda key: deed(found, request.acting, at, key, why), name)
    if outcome.entry is None:
        return shown(request, found, refused=outcome.refused)
    words = {"move": ASK.moves[name].label, "at": full_time(outcome.entry.at)}
    messages.success(request, _("已办理：%(move)s，%(at)s") % words)
    return redirect("coordination:ask", pk)


@require_POST
def press(request: SignedIn, pk: UUID) -> HttpResponse:
    """Remind everybody who is silent, by one press."""
    found = ask_before(request, pk)
    outcome = attempt(request, lambda key: asks.press(found, by=request.acting, at=now(), key=key))
    back = reverse("coordination:addressees", args=[pk])
    if outcome.entry is None:
        return refused(request, outcome.refused, back=back)
    number = len(outcome.entry.facts["units"])
    words = {"number": number, "at": full_time(outcome.entry.at)}
    messages.success(request, _("已提醒%(number)s家静默单位，%(at)s") % words)
    return redirect(f"{back}?standing=SILENT")


@require_POST
def reply(request: SignedIn, pk: UUID) -> HttpResponse:
    """签收 or 答复, by the unit that is asked."""
    found = ask_before(request, pk)
    period = request.POST.get("period", "")
    row = queries.row_before(request.acting, found, period)
    if row is None:
        return shown(request, found, refused=not_yours(REPLY.moves["answer"].may, _("答复")))
    if request.POST.get("deed") == "sign":
        return _done(request, found, row, None, "sign")
    places = list(found.fields.order_by("place"))
    form = forms.Reply(request.POST, request.FILES, row=row, places=places, before={})
    if not form.is_valid():
        return shown(request, found, row=row, form=form, status=422)
    return _done(request, found, row, form, "answer")


def _done(
    request: SignedIn, found: Ask, row: Addressee, form: forms.Reply | None, name: str
) -> HttpResponse:
    at, by = now(), request.acting
    outcome = attempt(
        request,
        lambda key: (
            replies.answer(row, form.said(), by=by, at=at, key=key)
            if form
            else replies.sign(row, by=by, at=at, key=key)
        ),
        name,
    )
    if outcome.entry is None:
        return shown(request, found, row=row, form=form, refused=outcome.refused)
    words = {"move": REPLY.moves[name].label, "at": full_time(outcome.entry.at)}
    messages.success(request, _("已办理：%(move)s，%(at)s") % words)
    query = f"?period={row.period}" if row.period else ""
    return redirect(reverse("coordination:ask", args=[found.pk]) + query)


@require_POST
def decide_reply(request: SignedIn, pk: UUID) -> HttpResponse:
    """收讫 or 退回补充, by the unit that asked."""
    seen = Addressee.objects.filter(ask__in=queries.replies_read_by(request.acting))
    row = get_object_or_404(seen.select_related("ask", "unit"), pk=pk)
    why, by, at = request.POST.get("reason", ""), request.acting, now()
    back = reverse("coordination:addressees", args=[row.ask_id])
    back += f"?period={row.period}" if row.period else ""
    hands_back = request.POST.get("verdict") == "return"
    outcome = attempt(
        request,
        lambda key: (
            replies.hand_back(row, by=by, at=at, reason=why, key=key)
            if hands_back
            else replies.accept(row, by=by, at=at, key=key)
        ),
    )
    if outcome.entry is None:
        return refused(request, outcome.refused, back=back)
    label = REPLY.moves["return" if hands_back else "accept"].label
    words = {"unit": row.unit, "move": label, "at": full_time(outcome.entry.at)}
    messages.success(request, _("%(unit)s：%(move)s，%(at)s") % words)
    return redirect(back)

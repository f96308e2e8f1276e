"""One way through every door on a matter: found among what is seen, asked once, answered.

A door is a page with one form. What a person may not see is 404; what she sees and may not do is
the page with the reason (409); a done deed leads to the dossier, and a second press does too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext as _

from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.lights import light_of
from luoshi.breakdown.models import Matter
from luoshi.breakdown.queries import inputs_of, matters_before
from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import Outcome, SignedIn, attempt, key_of
from luoshi.organisation.terms import ONLOOKERS
from luoshi.reporting.queries import claims_of
from luoshi.reporting.web import forms
from luoshi.timelimits.here import day_here
from luoshi.trail.operations import read_by
from luoshi.trail.queries import first_answer

Deed = Callable[[Matter, Any, Acting, datetime, str], object]


@dataclass(frozen=True)
class Button:
    """One way to send a form: its value, its words, and whether it is the one solid button."""

    value: str
    words: str | Promise
    solid: bool = False


@dataclass(frozen=True)
class Door:
    """A page for one deed on a matter.

    :param moves: rows of the lifecycle table; one of them must be open to whoever asks
    :param deed: does it, with the filled form and the once-only key
    :param shows_claim: whether the claim that waits is shown above the form
    :param says_done: whether the form says that all is done, so that less than all is pointed out
    :param closed: says why it is closed, where it is not the table of a matter's moves that knows
    :param otherwise: the page of whoever decides the other way, and its words
    :param decides: whether the button pressed is the verdict; elsewhere a field may bear that name
    """

    title: str | Promise
    moves: tuple[str, ...]
    form: type[forms.OfMatter]
    deed: Deed
    buttons: tuple[Button, ...]
    hint: str | Promise = ""
    shows_claim: bool = False
    decides: bool = False
    says_done: bool = False
    closed: Callable[[Matter, Acting], str] | None = None
    otherwise: tuple[str, str | Promise] | None = None


def matter_before(request: SignedIn, number: str) -> Matter:
    """Find a matter among those the person may see, or answer 404."""
    return get_object_or_404(matters_before(request.acting), number=number)


def go_through(request: SignedIn, number: str, door: Door) -> HttpResponse:
    """Show the page of a door, or do its deed and lead to the dossier."""
    matter, at = matter_before(request, number), now()
    if request.acting.role in ONLOOKERS:
        read_by(request.acting, about=matter, at=at, what="deed")
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = door.form(*given, matter=matter, today=day_here(at))
    if not answered(request):
        closed = (
            door.closed(matter, request.acting)
            if door.closed
            else why_closed(matter, door.moves, request.acting)
        )
        if request.method != "POST" or closed:
            return _page(request, matter, door, form, refused=closed)
        if not form.is_valid():
            return _page(request, matter, door, form, status=422)
    outcome = attempt(request, lambda key: door.deed(matter, form, request.acting, at, key))
    if outcome.entry is None:
        return _page(request, matter, door, form, refused=outcome.refused)
    return led_on(request, outcome, matter)


def led_on(request: SignedIn, outcome: Outcome, matter: Matter) -> HttpResponse:
    """Say what was done and when, and lead on to the dossier that shows it.

    Whoever came from the queue goes back to it, where the next one waits (?then=queue).
    """
    if outcome.entry is not None:
        said = {"deed": said_of(outcome.entry.deed), "at": full_time(outcome.entry.at)}
        messages.success(request, _("%(deed)s，%(at)s") % said)
    if request.GET.get("then") == "queue":
        return redirect("reporting:verify_queue")
    return redirect("shell:dossier", number=matter.number)


def said_of(deed: str) -> str:
    """Return the words for a deed of this room that has been done."""
    move = MATTER.moves.get(deed.removeprefix("matter."))
    if move is not None:
        return _("已办理：%(move)s") % {"move": move.label}
    return {
        "report.submit": _("进展已报送，待督查室审核"),
        "report.put_up": _("已送本单位负责人审签"),
        "slip.put_up": _("已送本单位主要负责人审签"),
        "report.accept": _("报告已审核通过"),
        "report.return": _("报告已退回补正"),
    }.get(deed, _("已办理"))


def answered(request: SignedIn) -> bool:
    """Tell whether the once-only key of this post has its answer already."""
    key = key_of(request)
    return bool(key) and first_answer(key) is not None


def why_closed(matter: Matter, moves: tuple[str, ...], by: Acting) -> str:
    """Say why none of these moves is open to somebody, in the words of the refusal; "" if one is.

    The deed itself asks again: this only spares a person a form that could not be sent.
    """
    [asked] = MATTER.open_to(by, [matter])
    if asked.open & {*moves}:  # type: ignore[attr-defined]
        return ""
    steps = [MATTER.moves[name] for name in moves]
    here = next((step for step in steps if matter.state in step.source), None)
    if here is None:
        words = {"move": steps[0].label, "state": matter.get_state_display()}
        return _("当前状态为“%(state)s”，不能%(move)s") % words
    return _("%(move)s须由%(who)s办理") % {"move": here.label, "who": here.may.says}


def _page(
    request: SignedIn,
    matter: Matter,
    door: Door,
    form: forms.OfMatter,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    today = day_here(now())
    context = {
        "matter": matter,
        "light": light_of(matter, today),
        "door": door,
        "form": form,
        "refused": refused,
        "inputs": inputs_of(matter),
        "claims": claims_of(matter)[:1] if door.shows_claim else [],
    }
    return render(request, "reporting/deed.html", context, status=409 if refused else status)

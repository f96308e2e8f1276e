"""待我决定: a leader, or whoever stands in for one, agrees or gives other instructions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from luoshi.assessment.waiting import adjustments_to_confirm, results_to_approve
from luoshi.breakdown.models import Matter
from luoshi.breakdown.queries import lists_to_sign, matters_before
from luoshi.kit.fields import DayField
from luoshi.kit.wording import full_time
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.terms import LEADERS, Role
from luoshi.reporting.operations import leaders
from luoshi.reporting.web.doors import answered
from luoshi.shell import decisions
from luoshi.timelimits.here import day_here

PAGE = "shell/decide.html"
DECIDERS = (*LEADERS, Role.SECRETARY_GENERAL)
LONGEST = 1000


class Instruct(forms.Form):
    """另作批示: the words, and the day by which it is to be done. Nothing is filled in before."""

    words = forms.CharField(
        label=gettext_lazy("批示内容"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
    )
    due_date = DayField(label=gettext_lazy("办理时限"))


@require_safe
def decide(request: SignedIn) -> HttpResponse:
    """What was submitted to this post, the facts first; lists it signs, results it approves."""
    if request.acting is None or request.acting.role not in DECIDERS:
        raise Http404
    return render(request, PAGE, _page(request))


@require_POST
def agree(request: SignedIn, number: str) -> HttpResponse:
    """同意办结."""
    matter = _seen(request, number)
    return _done(request, matter, None, lambda key: leaders.agree(
        matter, by=request.acting, at=now(), key=key
    ))  # fmt: skip


@require_POST
def instruct(request: SignedIn, number: str) -> HttpResponse:
    """另作批示: the matter is ordered again in the leader's words."""
    matter = _seen(request, number)
    form = Instruct(request.POST, auto_id=f"id_{matter.pk}_%s")
    if not answered(request) and not form.is_valid():
        status = 422 if decisions.submitted_to(request.acting).filter(pk=matter.pk) else 409
        refused = "" if status == 422 else _("该事项没有呈请您决定，或已经决定")
        context = _page(request, matter, form) | {"refused": refused}
        return render(request, PAGE, context, status=status)
    told = form.cleaned_data if form.is_valid() else {"words": "", "due_date": day_here(now())}
    return _done(request, matter, form, lambda key: leaders.instruct(
        matter, by=request.acting, at=now(), key=key, **told
    ))  # fmt: skip


def _seen(request: SignedIn, number: str) -> Matter:
    if request.acting is None:
        raise Http404
    return get_object_or_404(matters_before(request.acting), number=number)


def _done(
    request: SignedIn, matter: Matter, form: Instruct | None, deed: Callable[[str], object]
) -> HttpResponse:
    outcome = attempt(request, deed)
    if outcome.entry is None:
        context = _page(request, matter, form) | {"refused": outcome.refused}
        return render(request, PAGE, context, status=409)
    told = {"number": matter.number, "at": full_time(outcome.entry.at)}
    agreed = outcome.entry.deed == "matter.agree"
    said = _("%(number)s已同意办结，%(at)s") if agreed else _("%(number)s已另作批示，%(at)s")
    messages.success(request, said % told)
    decider = request.acting.role in DECIDERS
    return redirect("shell:decide" if decider else "shell:desk")


def _page(
    request: SignedIn, wrong: Matter | None = None, form: Instruct | None = None
) -> dict[str, Any]:
    """Return the page, with what was typed kept in the card it was typed into."""
    by, at = request.acting, now()
    waiting = decisions.submitted_to(by)
    rows = decisions.submissions(waiting[: decisions.SHOWN])
    cards = [
        (one, form if form and wrong and one.matter.pk == wrong.pk else _blank(one.matter))
        for one in rows
    ]
    return {
        "at": at,
        "today": day_here(at),
        "tomorrow": day_here(at) + timedelta(days=1),
        "cards": cards,
        "lists": lists_to_sign(by)[: decisions.SHOWN],
        "results": results_to_approve(by)[: decisions.SHOWN],
        "vetoes": adjustments_to_confirm(by)[: decisions.SHOWN],
        "number": decisions.count(by),
        "stands_in": by.on_behalf_name,
    }


def _blank(matter: Matter) -> Instruct:
    return Instruct(auto_id=f"id_{matter.pk}_%s")

"""报送频次: each kind of work with the cadence its drafts begin with, for who keeps the time."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from luoshi.breakdown.operations.rhythms import DEED, set_cadence
from luoshi.breakdown.rhythms import rhythms
from luoshi.breakdown.terms import Cadence
from luoshi.dues.rules import keeps_time, may_keep_time
from luoshi.intake.kinds import KINDS
from luoshi.kit.parts import refused
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.rules import not_yours


class RhythmForm(forms.Form):
    """Which kind, how often, on what paper."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"))
    cadence = forms.ChoiceField(label=gettext_lazy("报送频次"), choices=Cadence)
    basis = forms.CharField(label=gettext_lazy("依据"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, one.label) for one in KINDS.values()]
        self.fields["kind"] = forms.ChoiceField(label=gettext_lazy("类别"), choices=choices)


@require_http_methods(["GET", "HEAD", "POST"])
def cadences(request: SignedIn) -> HttpResponse:
    """The cadences in force; POST sets one."""
    if not may_keep_time(request.acting):
        if request.method != "POST":
            raise Http404
        return refused(request, not_yours(keeps_time, DEED), back="/time-limits/")
    if request.method != "POST":
        return _page(request, RhythmForm())
    form = RhythmForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    outcome = attempt(
        request, lambda key: set_cadence(**form.cleaned_data, by=request.acting, at=now(), key=key)
    )
    if outcome.refused:
        return _page(request, form, refused=outcome.refused, status=409)
    messages.success(request, _("已设定，此后立项的事项按此频次起报；在办的不变。"))
    return redirect("breakdown:cadences")


def _page(
    request: SignedIn, form: RhythmForm, *, refused: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "rows": rhythms(), "refused": refused, "deed": DEED}
    return render(request, "breakdown/cadences.html", context, status=status)

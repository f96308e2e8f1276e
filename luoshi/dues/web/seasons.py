"""封闭期、办公时间: set and taken back, each on a page of its own."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from luoshi.dues import operations
from luoshi.dues.models import ClosedSeason
from luoshi.dues.web.forms import HoursForm, SeasonForm
from luoshi.dues.web.keeping import tried, turned_away, withdrawing
from luoshi.organisation.queries import units_on
from luoshi.organisation.request import SignedIn
from luoshi.timelimits.here import day_here

CLOSED = gettext_lazy("设定封闭期")
WITHDRAW = gettext_lazy("撤回封闭期")
HOURS = gettext_lazy("设定办公时间")
PAGE = "dues/set.html"


@require_http_methods(["GET", "POST"])
def closed(request: SignedIn) -> HttpResponse:
    """设定封闭期: days in which no progress is asked of some units' work."""
    back = reverse("dues:year")
    if away := turned_away(request, CLOSED, back=back):
        return away
    on = day_here(now())
    form = SeasonForm(request.POST or None, on=on)
    note = _("封闭期内序时进度不增长，按其余日子推算；完成时限和报送不变。")
    names = units_on(on).values_list("name", "short_name")[:500]
    context = {"form": form, "deed": CLOSED, "note": note, "units": names, "back": back}
    if request.method == "GET" or not form.is_valid():
        return _shown(request, context)
    said = form.cleaned_data
    return tried(
        request,
        lambda key: operations.declare_closed_season(**said, by=request.acting, at=now(), key=key),
        done=_("已设定：%(what)s") % {"what": said["name"]},
        to=f"{back}?year={said['since'].year}",
        page=PAGE,
        context=lambda: context,
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: SignedIn, pk: UUID) -> HttpResponse:
    """撤回封闭期."""
    one = get_object_or_404(ClosedSeason, pk=pk)
    back = f"{reverse('dues:year')}?year={one.since.year}"
    if away := turned_away(request, WITHDRAW, back=back):
        return away
    return withdrawing(request, one, operations.withdraw_closed_season, deed=WITHDRAW, back=back)


@require_http_methods(["GET", "POST"])
def hours(request: SignedIn) -> HttpResponse:
    """设定办公时间: the hour at which what falls due on a day ends."""
    back = reverse("dues:year")
    if away := turned_away(request, HOURS, back=back):
        return away
    form: django_forms.Form = HoursForm(request.POST or None, initial={"since": day_here(now())})
    note = _("只用于施行日期起新产生的应办；到期的那一天不变，只改到期的钟点。")
    context: dict[str, Any] = {"form": form, "deed": HOURS, "note": note, "back": back}
    if request.method == "GET" or not form.is_valid():
        return _shown(request, context)
    said = form.cleaned_data
    return tried(
        request,
        lambda key: operations.set_office_hours(
            said["closes"], since=said["since"], basis=said["basis"],
            by=request.acting, at=now(), key=key,
        ),
        done=_("办公时间已设定"),
        to=back,
        page=PAGE,
        context=lambda: context,
    )  # fmt: skip


def _shown(request: SignedIn, context: dict[str, Any], page: str = PAGE) -> HttpResponse:
    return render(request, page, context, status=200 if request.method == "GET" else 422)

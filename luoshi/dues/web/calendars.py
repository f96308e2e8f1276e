"""工作日历: a year at a glance, its notice loaded from a file, the city's own days."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.dues import city, operations, preview, yearly
from luoshi.dues.models import LocalDay, OfficeHours
from luoshi.dues.notices import Notice, lines_of, read_notice
from luoshi.dues.queries import calendar_here
from luoshi.dues.rules import may_keep_time
from luoshi.dues.web.forms import LoadForm, LocalForm, TakeInForm
from luoshi.dues.web.keeping import tried, turned_away, withdrawing
from luoshi.flow.refusals import Unmet
from luoshi.organisation.request import SignedIn
from luoshi.papers.refusals import Unreadable
from luoshi.papers.sheets import Fault
from luoshi.timelimits.here import day_here
from luoshi.timelimits.models import OfficialYear
from luoshi.timelimits.operations import NotThisYear
from luoshi.timelimits.terms import DayKind

FIRST_YEAR, LAST_YEAR = 2004, 2099
LOAD = gettext_lazy("装入放假安排")
LOCAL = gettext_lazy("设定本地节假日")
WITHDRAW = gettext_lazy("撤回本地节假日")


@require_safe
def year(request: SignedIn) -> HttpResponse:
    """A year: its months, where its days come from, the city's own, seasons and hours."""
    today = day_here(now())
    shown = _year_asked(request, today)
    first, last = date(shown, 1, 1), date(shown, 12, 31)
    local = list(city.local_days(first, last))
    seasons = list(city.seasons_standing())
    closed = yearly.closed_days([(one.since, one.until, one.name) for one in seasons], shown)
    months = yearly.months_of(shown, calendar_here(), [one.date for one in local], closed)
    context = {
        "year": shown,
        "today": today,
        "at": now(),
        "weekdays": yearly.WEEKDAYS,
        "months": months,
        "worked": sum(one.worked for one in months),
        "official": OfficialYear.objects.filter(year=shown).first(),
        "local": local,
        "seasons": [one for one in seasons if one.until >= first and one.since <= last],
        "hours": OfficeHours.objects.order_by("-since")[:5],
        "before": shown - 1 if shown > FIRST_YEAR else None,
        "after": shown + 1 if shown < LAST_YEAR else None,
        "keeps": may_keep_time(request.acting),
    }
    return render(request, "dues/year.html", context)


@require_http_methods(["GET", "POST"])
def load(request: SignedIn) -> HttpResponse:
    """装入放假安排: upload, and see row by row what it says and what would move."""
    if away := turned_away(request, LOAD, back=reverse("dues:year")):
        return away
    if request.method == "GET":
        asked = {"year": _year_asked(request, day_here(now()))}
        return render(request, "dues/load.html", {"form": LoadForm(initial=asked)})
    form = LoadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "dues/load.html", {"form": form}, status=422)
    said = form.cleaned_data
    try:
        notice = read_notice(said["file"].read(), said["year"])
    except Unreadable as why:
        form.add_error("file", why.said(_))
        return render(request, "dues/load.html", {"form": form}, status=422)
    context = {"form": form, "name": said["file"].name, "faults": _told(notice.faults)}
    if not notice.faults:
        context |= _rehearsed(request, said["year"], said["basis"], notice)
    return render(request, "dues/load.html", context, status=422 if notice.faults else 200)


@require_POST
def take_in(request: SignedIn) -> HttpResponse:
    """确认装入: the very days that were shown."""
    if away := turned_away(request, LOAD, back=reverse("dues:year")):
        return away
    form = TakeInForm(request.POST)
    if not form.is_valid():
        return render(request, "dues/load.html", {"form": LoadForm()}, status=422)
    said = form.cleaned_data
    return tried(
        request,
        lambda key: _load(said, request, now(), key),
        done=_("%(year)d年放假安排已装入") % {"year": said["year"]},
        to=f"{reverse('dues:year')}?year={said['year']}",
        page="dues/load.html",
        context=lambda: {"form": LoadForm(initial=said)},
    )


@require_http_methods(["GET", "POST"])
def local(request: SignedIn) -> HttpResponse:
    """设定本地节假日, with what it would move."""
    if away := turned_away(request, LOCAL, back=reverse("dues:year")):
        return away
    given = request.POST if request.method == "POST" else None
    asked = given if given is not None else (request.GET if "date" in request.GET else None)
    form = LocalForm(asked)
    context: dict[str, Any] = {"form": form}
    if asked is not None and form.is_valid():
        said = form.cleaned_data
        context["moves"] = preview.by_local_day(
            said["date"], kind=DayKind(said["kind"]), name=said["name"], unit=request.acting.unit_id
        )
    if given is None or not form.is_valid():
        return render(request, "dues/local.html", context, status=200 if given is None else 422)
    return tried(
        request,
        lambda key: _declare(form.cleaned_data, request, key),
        done=_("已设定：%(day)s %(name)s")
        % {"day": form.cleaned_data["date"].isoformat(), "name": form.cleaned_data["name"]},
        to=f"{reverse('dues:year')}?year={form.cleaned_data['date'].year}",
        page="dues/local.html",
        context=lambda: context,
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: SignedIn, pk: UUID) -> HttpResponse:
    """撤回本地节假日, with what it would move."""
    one = get_object_or_404(LocalDay, pk=pk)
    back = f"{reverse('dues:year')}?year={one.date.year}"
    if away := turned_away(request, WITHDRAW, back=back):
        return away
    moves = preview.without_local_day(one, unit=request.acting.unit_id)
    return withdrawing(
        request, one, operations.withdraw_local_day, deed=WITHDRAW, back=back, moves=moves
    )


def _year_asked(request: SignedIn, today: date) -> int:
    asked = request.GET.get("year", "")
    if asked.isascii() and asked.isdigit() and FIRST_YEAR <= int(asked[:5]) <= LAST_YEAR:
        return int(asked)
    return today.year


def _rehearsed(request: SignedIn, year: int, basis: str, notice: Notice) -> dict[str, Any]:
    would = preview.by_year(year, notice.days, unit=request.acting.unit_id)
    again = OfficialYear.objects.filter(year=year).first()
    return {
        "notice": notice,
        "would": would,
        "moves": would.moves,
        "year": year,
        "basis": basis,
        "again": again,
        "lines": lines_of(notice.days),
    }


def _load(said: dict[str, Any], request: SignedIn, at: datetime, key: str) -> object:
    notice = read_notice(said["lines"].encode(), said["year"])
    if notice.faults:
        raise Unmet(_("放假安排有误，请重新上传"))
    try:
        return operations.load_calendar(
            said["year"], notice.days, basis=said["basis"], by=request.acting, at=at, key=key
        )
    except NotThisYear as why:
        raise Unmet(str(why)) from why


def _declare(said: dict[str, Any], request: SignedIn, key: str) -> object:
    return operations.declare_local_day(
        said["date"],
        kind=DayKind(said["kind"]),
        name=said["name"],
        basis=said["basis"],
        by=request.acting,
        at=now(),
        key=key,
    )


def _told(faults: Sequence[Fault]) -> list[tuple[int, str, str]]:
    return [(one.row, one.heading, one.said(_)) for one in faults]

"""时限规则: every limit the city works by, and one of them with what a change would move."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.dues import beside, city, operations, preview
from luoshi.dues.city import RuleSaid
from luoshi.dues.models import CityRule
from luoshi.dues.queries import calendar_here
from luoshi.dues.rules import may_keep_time
from luoshi.dues.web.forms import DefaultForm, RuleForm
from luoshi.dues.web.keeping import tried, turned_away
from luoshi.organisation.request import SignedIn
from luoshi.timelimits.cadence import Beat, Cadence
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.defaults import NamedRule
from luoshi.timelimits.here import day_here
from luoshi.timelimits.names import said
from luoshi.timelimits.terms import StartEvent
from luoshi.timelimits.wording import asked_words, cadence_words, length_words

PAGE = "dues/limit.html"
DEED = gettext_lazy("设定本地时限")
DEFAULT = gettext_lazy("恢复默认时限")


@require_safe
def limits(request: SignedIn) -> HttpResponse:
    """Every rule: what it asks, since when, on what paper, the city's own or the default."""
    today = day_here(now())
    wanted = request.GET.get("q", "").strip()
    own = request.GET.get("own") == "1"
    rows = [_row(one) for one in city.rules_said(today) if one.now is not None]
    shown = [
        row for row in rows if (not own or row["own"]) and wanted.casefold() in row["searched"]
    ]
    context = {
        "rows": shown,
        "all": len(rows),
        "q": wanted,
        "own": own,
        "cadences": _cadences(today),
        "at": now(),
        "beside": beside.pages() if may_keep_time(request.acting) else [],
    }
    return render(request, "dues/limits.html", context)


@require_http_methods(["GET", "POST"])
def limit(request: SignedIn, code: str) -> HttpResponse:
    """One rule: its versions; for who keeps the city's time, a new one with its preview."""
    at = now()
    today, code = day_here(at), code.upper()
    rule = city.rule_said(code, today)
    held = (rule.now or rule.to_come) if rule else None
    if rule is None or held is None:
        raise Http404
    address = reverse("dues:limit", args=[code])
    if request.method == "POST":
        if away := turned_away(request, DEED, back=address):
            return away
        form = RuleForm(request.POST)
        if not form.is_valid():
            return render(request, PAGE, _context(request, rule, form, today), status=422)
        reckon = request.POST.get("open") == "reckon"
        return tried(
            request,
            lambda key: _set(form, held, request, reckon, key),
            done=_told(form),
            to=address,
            page=PAGE,
            context=lambda: _context(request, rule, form, today, asked=True),
        )
    asked = "length" in request.GET and may_keep_time(request.acting)
    form = RuleForm(request.GET if asked else None, initial=RuleForm.first_values(held, today))
    return render(request, PAGE, _context(request, rule, form, today, asked=asked))


@require_http_methods(["GET", "POST"])
def default(request: SignedIn, code: str) -> HttpResponse:
    """恢复默认时限, with what it would move if what is open were reckoned again."""
    today, code = day_here(now()), code.upper()
    rule, general = city.rule_said(code, today), city.default_of(code, today)
    if rule is None or rule.now is None or general is None:
        raise Http404
    back = reverse("dues:limit", args=[code])
    if away := turned_away(request, DEFAULT, back=back):
        return away
    form = DefaultForm(request.POST or None, initial={"since": today})
    context = {
        "form": form,
        "deed": DEFAULT,
        "back": back,
        "head": _head(rule.now),
        "general": _head(general),
        "moves": preview.by_rule(code, general.rule.limit, unit=request.acting.unit_id),
        "seen": city.mark_of(code),
    }
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "dues/default.html", context, status=status)
    wanted = form.cleaned_data
    reckon, seen = wanted["open"] == "reckon", request.POST.get("seen", "")
    return tried(
        request,
        lambda key: operations.restore_default(
            code, since=wanted["since"], basis=wanted["basis"], reckon=reckon, seen=seen,
            by=request.acting, at=now(), key=key,
        ),
        done=_("自%(day)s起恢复默认时限") % {"day": wanted["since"].isoformat()},
        to=back,
        page="dues/default.html",
        context=lambda: context,
    )  # fmt: skip


def _set(form: RuleForm, held: NamedRule, request: SignedIn, reckon: bool, key: str) -> CityRule:
    return operations.set_city_rule(
        form.rule(held.rule.code),
        subject=held.subject,
        step=held.step,
        by=request.acting,
        at=now(),
        reckon=reckon,
        seen=request.POST.get("seen", ""),
        key=key,
    )


def _told(form: RuleForm) -> str:
    words = form.cleaned_data
    return _("已设定：%(length)s，自%(day)s起施行") % {
        "length": length_words(words["length"], words["unit"]),
        "day": words["since"].isoformat(),
    }


def _context(
    request: SignedIn, rule: RuleSaid, form: RuleForm, today: date, *, asked: bool = False
) -> dict[str, Any]:
    """Return what the page shows; once a change is asked about, with what it would move."""
    held = rule.now or rule.to_come
    context: dict[str, Any] = {
        "code": rule.code,
        "head": _head(held) if held else {},
        "to_come": _head(rule.to_come) if rule.to_come and rule.now else None,
        "versions": [_head(one) for one in city.versions_of(rule.code)],
        "form": form,
        "keeps": may_keep_time(request.acting),
        "seen": city.mark_of(rule.code),
    }
    if asked and form.is_valid():
        wanted = form.rule(rule.code)
        context["moves"] = preview.by_rule(rule.code, wanted.limit, unit=request.acting.unit_id)
        context["wanted"] = _said_of(wanted.limit.length, wanted.limit.unit, wanted.start)
        context["later"] = wanted.since is not None and wanted.since > today
    return context


def _cadences(today: date) -> list[dict[str, Any]]:
    """Return the rhythms that run, with the next day on which a common grid asks for reports."""
    calendar = calendar_here()
    rows = []
    for code, number in city.cadences_running():
        cadence = Cadence.of(code)
        row: dict[str, Any] = {"words": cadence_words(code), "number": number, "day": None}
        if cadence.beat != Beat.EVERY:
            slot = next(one for one in cadence.grid_after(today - ONE_DAY))
            row["day"] = slot.reckon(today, calendar).due_date
        rows.append(row)
    return rows


def _row(rule: RuleSaid) -> dict[str, Any]:
    held = rule.now
    assert held is not None
    row = _head(held) | {"code": rule.code, "to_come": rule.to_come}
    words = (rule.code, row["subject"], row["step"], row["basis"], held.subject, held.step)
    return row | {"searched": " ".join(words).casefold()}


def _head(held: NamedRule) -> dict[str, Any]:
    """Return a version of a rule in the reader's words."""
    rule = held.rule
    return {
        "subject": said(held.subject),
        "step": said(held.step),
        "basis": said(rule.basis),
        "asks": _said_of(rule.limit.length, rule.limit.unit, rule.start),
        "roll": rule.limit.roll,
        "pausable": rule.pausable,
        "since": rule.since,
        "until": rule.until,
        "own": held.own,
    }


def _said_of(length: int, unit: str, start: str) -> str:
    return asked_words(length, unit, str(StartEvent(start).label))

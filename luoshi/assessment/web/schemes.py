"""考核办法 The schemes of a city, one of them whole, and what is done with it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.assessment.lifecycle import SCHEME
from luoshi.assessment.models import IndicatorTarget, Scheme
from luoshi.assessment.operations import schemes as operations
from luoshi.assessment.rules import assessor, schemes_shown, sees_all
from luoshi.assessment.terms import RuleKind, SchemeState
from luoshi.assessment.web import scheme_forms as forms
from luoshi.assessment.weighing import flaws_of, trees_of
from luoshi.flow.refusals import Refused
from luoshi.kit.parts import refused
from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.rules import not_yours
from luoshi.organisation.terms import Role
from luoshi.timelimits.here import day_here

PAGE = "assessment/scheme.html"


def schemes_before(by: Acting) -> QuerySet[Scheme]:
    """Return the schemes a post may see."""
    return Scheme.objects.filter(schemes_shown(by)).distinct().select_related("office")


def scheme_before(request: SignedIn, pk: UUID) -> Scheme:
    """Find a scheme among those the person may see, or answer 404."""
    return get_object_or_404(schemes_before(request.acting), pk=pk)


def drafted_before(request: SignedIn, pk: UUID) -> Scheme:
    """Find a scheme whose draft the person may write in; others have no such page."""
    scheme = scheme_before(request, pk)
    if request.method != "POST" and not may_write(request.acting, scheme):
        raise Http404
    return scheme


def sees_the_groups(by: Acting, scheme: Scheme) -> bool:
    """Tell whether a post is shown every unit's targets; others see their own."""
    return sees_all(by) or by.unit_id == scheme.office_id


def may_write(by: Acting, scheme: Scheme) -> bool:
    """Tell whether a post may write in this draft."""
    return scheme.state == SchemeState.DRAFT and may_assess(by, scheme)


def may_assess(by: Acting, scheme: Scheme) -> bool:
    """Tell whether a post is an assessor of the scheme's office."""
    return by.role == Role.ASSESSOR and scheme.office_id == by.unit_id


@require_http_methods(["GET", "HEAD", "POST"])
def schemes(request: SignedIn) -> HttpResponse:
    """Every scheme by year and version; for an assessor, a new one."""
    by, drafts = request.acting, request.acting.role == Role.ASSESSOR
    if request.method == "POST":
        if not drafts:
            sentence = not_yours(assessor, _("拟定办法"))
            return refused(request, sentence, back=reverse("assessment:schemes"))
        form = forms.NewScheme(request.POST)
        if form.is_valid():
            made = operations.draft(**form.cleaned_data, by=by, at=now())
            return redirect("assessment:scheme", made.pk)
        return render(request, "assessment/schemes.html", _listed(by, form), status=422)
    next_year = day_here(now()).year + 1
    first = {"year": next_year, "since": f"{next_year}-01-01"}
    form = forms.NewScheme(initial=first)
    return render(request, "assessment/schemes.html", _listed(by, form if drafts else None))


def _listed(by: Acting, form: forms.NewScheme | None) -> dict[str, Any]:
    rows = schemes_before(by).annotate(
        numbers=Count("units", distinct=True)
    ).order_by("-year", "-version")  # fmt: skip
    return {"rows": list(rows), "form": form, "at": now()}


@require_safe
def scheme(request: SignedIn, pk: UUID) -> HttpResponse:
    """One scheme: what it says, its groups, what keeps it from being put in force."""
    return shown(request, scheme_before(request, pk))


def shown(request: SignedIn, found: Scheme, *, refusal: str = "", status: int = 0) -> HttpResponse:
    """Show a scheme, perhaps with a refusal on it."""
    by = request.acting
    [found] = SCHEME.open_to(by, [found])
    counted = dict(found.units.order_by().values_list("group_id").annotate(number=Count("pk")))
    draft = found.state == SchemeState.DRAFT
    context = {
        "scheme": found,
        "trees": [(tree, counted.get(tree.group.pk, 0)) for tree in trees_of(found)],
        "flaws": flaws_of(found) if draft else [],
        "writes": may_write(by, found),
        "assesses": may_assess(by, found),
        "settings": _settings(found),
        "rules": found.catalogue.count(),
        "vetoes": list(found.catalogue.filter(kind=RuleKind.VETO).order_by("place")),
        "targets": _targets(found),
        "copy_form": forms.CopyScheme(
            initial={"year": found.year + 1, "since": f"{found.year + 1}-01-01"}
        ),
        "next_since": day_here(now()),
        "refused": refusal,
    }
    return render(request, PAGE, context, status=status or (409 if refusal else 200))


def _settings(found: Scheme) -> list[tuple[str, Any]]:
    """Return the settings that are read beside the groups, in words."""
    labels = {one.name: str(one.verbose_name) for one in Scheme._meta.get_fields()
              if hasattr(one, "verbose_name")}  # fmt: skip
    shown = forms.Settings.first_values(found) | {"missing": found.get_missing_display()}
    return [(labels[name], shown[name]) for name in operations.SETTINGS]


def _targets(found: Scheme) -> tuple[int, int]:
    held = IndicatorTarget.objects.filter(indicator__group__scheme=found)
    return held.count(), held.filter(agreed_at__isnull=False).count()


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedIn, pk: UUID) -> HttpResponse:
    """办法设置: the name, the basis, windows, shares and floors of a draft."""
    found = drafted_before(request, pk)
    if request.method != "POST":
        form = forms.Settings(initial=forms.Settings.first_values(found))
        return render(request, "assessment/settings.html", {"scheme": found, "form": form})
    form = forms.Settings(request.POST)
    context = {"scheme": found, "form": form}
    if not form.is_valid():
        return render(request, "assessment/settings.html", context, status=422)
    try:
        operations.rewrite(found, form.cleaned_data, by=request.acting, at=now())
    except Refused as no:
        return shown(request, found, refusal=str(no))
    messages.success(request, _("已保存"))
    return redirect("assessment:scheme", pk)


@require_POST
def move_scheme(request: SignedIn, pk: UUID) -> HttpResponse:
    """施行、撤回草案; each leaves its entry."""
    found = scheme_before(request, pk)
    deeds = {"put_in_force": operations.put_in_force, "withdraw": operations.withdraw}
    name, at = request.POST.get("move", ""), now()
    if name not in deeds:
        raise Http404
    outcome = attempt(
        request, lambda key: deeds[name](found, by=request.acting, at=at, key=key), name
    )
    if outcome.entry is None:
        return shown(request, found, refusal=outcome.refused)
    words = {"move": SCHEME.moves[name].label, "at": full_time(outcome.entry.at)}
    messages.success(request, _("已办理：%(move)s，%(at)s") % words)
    return redirect("assessment:scheme", pk)


@require_POST
def copy_scheme(request: SignedIn, pk: UUID) -> HttpResponse:
    """复制到另一年度、拟新版本: a draft, which is no deed."""
    found = scheme_before(request, pk)
    form = forms.CopyScheme(request.POST)
    if not form.is_valid():
        return shown(request, found, refusal=_first_error(form), status=422)
    try:
        made = _copied(found, form.cleaned_data, request.acting, now())
    except Refused as no:
        return shown(request, found, refusal=str(no))
    messages.success(request, _("已拟草案：%(name)s") % {"name": made.name})
    return redirect("assessment:scheme", made.pk)


def _copied(found: Scheme, said: dict[str, Any], by: Acting, at: datetime) -> Scheme:
    if said["year"] == found.year:
        return operations.next_version(found, since=said["since"], by=by, at=at)
    return operations.copy(found, year=said["year"], since=said["since"], by=by, at=at)


def _first_error(form: forms.CopyScheme) -> str:
    return next(
        f"{form[name].label}：{errors[0]}" for name, errors in form.errors.items() if errors
    )

"""指标体系 The editor of a draft: the tree of a group with its weights, one line, the catalogue."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.assessment.method_guide import GUIDES
from luoshi.assessment.models import AssessedGroup, CatalogueRule, Indicator, Scheme
from luoshi.assessment.operations import drafting
from luoshi.assessment.records import RECORDS
from luoshi.assessment.terms import RuleKind
from luoshi.assessment.web import dropping
from luoshi.assessment.web import scheme_forms as forms
from luoshi.assessment.web.schemes import drafted_before, may_write, scheme_before, schemes_before
from luoshi.assessment.weighing import Branch, flaws_of_branch, tree_of
from luoshi.flow.refusals import Refused
from luoshi.organisation.request import SignedIn
from luoshi.timelimits.here import day_here

GROUP = "assessment/group.html"
LINE = "assessment/line.html"


def group_before(request: SignedIn, pk: UUID) -> AssessedGroup:
    """Find a group of a scheme the person may see, or answer 404."""
    groups = AssessedGroup.objects.filter(scheme__in=schemes_before(request.acting))
    return get_object_or_404(groups.select_related("scheme__office"), pk=pk)


def _demand_page(request: SignedIn, scheme: Scheme) -> None:
    if request.method != "POST" and not may_write(request.acting, scheme):
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: SignedIn, pk: UUID) -> HttpResponse:
    """The tree of a group: weights are typed in their places and saved together."""
    found = group_before(request, pk)
    if request.method != "POST":
        return _tree(request, found)
    try:
        lines = _typed(request, found)
        changed = drafting.weigh(found, lines, by=request.acting)
    except ValidationError as wrong:
        return _tree(request, found, refusal=wrong.messages[0], status=422)
    except Refused as no:
        return _tree(request, found, refusal=str(no), status=409)
    messages.success(request, _("已保存，改动%(number)s行") % {"number": changed})
    return redirect("assessment:group", pk)


def _typed(request: SignedIn, found: AssessedGroup) -> dict[UUID, tuple[str, Decimal]]:
    """Read names and weights as typed: name-<id>, weight-<id>."""
    lines = {}
    for one in found.indicators.all():
        name, weight = (request.POST.get(f"{kind}-{one.pk}") for kind in ("name", "weight"))
        if name is None or weight is None:
            continue
        try:
            number = forms.number_typed(weight)
        except ValidationError:
            number = None
        if number is None or number != round(number, 4):
            words = {"code": one.code, "typed": weight[:40]}
            raise ValidationError(_("%(code)s的权重“%(typed)s”不是数字") % words)
        lines[one.pk] = (name[:100], number)
    return lines


def _tree(
    request: SignedIn, found: AssessedGroup, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    held = list(found.indicators.select_related("source_unit"))
    tree = tree_of(found, held)
    writes = may_write(request.acting, found.scheme)
    asked = request.POST if refusal and writes else {}
    rows = [_row(branch, asked, writes) for branch in tree.lines]
    context = {
        "group": found,
        "scheme": found.scheme,
        "tree": tree,
        "rows": rows,
        "off": sum(1 for branch in tree.lines if not branch.adds_up),
        "writes": writes,
        "refused": refusal,
        "units": list(
            found.units.order_by("unit__place", "unit__code").values_list("unit__name", flat=True)
        ),
        "groups": list(found.scheme.groups.order_by("place", "name")),
    }
    return render(request, GROUP, context, status=status)


def _row(branch: Branch, asked: Any, writes: bool) -> dict[str, Any]:
    """Return a line of the table; what was typed stands there even if it was refused."""
    one = branch.indicator
    record = RECORDS.get(one.record)
    return {
        "branch": branch,
        "line": one,
        "name": asked.get(f"name-{one.pk}", one.name),
        "weight": asked.get(f"weight-{one.pk}", f"{one.weight.normalize():f}"),
        "flaws": flaws_of_branch(branch) if writes else [],
        "record": record.words if record else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new_group(request: SignedIn, pk: UUID) -> HttpResponse:
    """增加分组."""
    return _write_group(request, drafted_before(request, pk), None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_group(request: SignedIn, pk: UUID) -> HttpResponse:
    """分组和单位: which units are compared with one another."""
    found = group_before(request, pk)
    _demand_page(request, found.scheme)
    return _write_group(request, found.scheme, found)


def _write_group(request: SignedIn, scheme: Scheme, found: AssessedGroup | None) -> HttpResponse:
    today = day_here(now())
    back = reverse("assessment:scheme", args=[scheme.pk])
    context: dict[str, Any] = {"scheme": scheme, "group": found}
    page = "assessment/group_form.html"
    if found is not None and dropping.wanted(request, scheme):
        return dropping.drop(request, found, scheme, back)
    if request.method != "POST":
        first = forms.GroupForm.first_values(found) if found else None
        form = forms.GroupForm(today=today, initial=first)
        return render(request, page, context | {"form": form})
    form = forms.GroupForm(request.POST, today=today)
    try:
        if not form.is_valid():
            return render(request, page, context | {"form": form}, status=422)
        made = drafting.write_group(scheme, form.said(), group=found, by=request.acting)
    except Refused as no:
        return render(request, page, context | {"form": form, "refused": str(no)}, status=409)
    return redirect("assessment:group", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def new_line(request: SignedIn, pk: UUID) -> HttpResponse:
    """增加指标, at the top or below the one named in the address."""
    found = group_before(request, pk)
    _demand_page(request, found.scheme)
    above = request.GET.get("below", "")
    parent = next((one for one in found.indicators.all() if str(one.pk) == above), None)
    if above and parent is None:
        # Somebody dropped it meanwhile: what was meant to stand below it does not go to the top.
        raise Http404
    return _write_line(request, found, None, parent)


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: SignedIn, pk: UUID) -> HttpResponse:
    """One indicator whole: changed by who may write, read by everybody who sees the scheme."""
    lines = Indicator.objects.filter(group__scheme__in=schemes_before(request.acting))
    found = get_object_or_404(lines.select_related("group__scheme", "parent", "source_unit"), pk=pk)
    return _write_line(request, found.group, found, found.parent)


def _write_line(
    request: SignedIn, group: AssessedGroup, found: Indicator | None, parent: Indicator | None
) -> HttpResponse:
    if found is not None and dropping.wanted(request, group.scheme):
        back = reverse("assessment:group", args=[group.pk])
        return dropping.drop(request, found, group.scheme, back)
    writes = may_write(request.acting, group.scheme)
    shape: dict[str, Any] = {
        "today": day_here(now()),
        "leaf": found is None or not found.below.exists(),
    }
    context: dict[str, Any] = {
        "group": group,
        "scheme": group.scheme,
        "line": found,
        "parent": parent,
        "writes": writes,
        "guides": GUIDES if shape["leaf"] else (),
    }
    if request.method != "POST":
        first = forms.IndicatorForm.first_values(found) if found else _first_of_new(group, parent)
        form = forms.IndicatorForm(initial=first, **shape)
        return render(request, LINE, context | {"form": form, "said": _said(form, found)})
    form = forms.IndicatorForm(request.POST, **shape)
    context["form"] = form
    try:
        if not form.is_valid():
            return render(request, LINE, context, status=422)
        drafting.write_indicator(
            group, form.said(), parent=parent, indicator=found, by=request.acting
        )
    except Refused as no:
        return render(request, LINE, context | {"refused": str(no)}, status=409)
    return redirect("assessment:group", group.pk)


def _first_of_new(group: AssessedGroup, parent: Indicator | None) -> dict[str, Any]:
    """Suggest the next code below its place."""
    beside = group.indicators.filter(parent=parent).count()
    return {"code": f"{parent.code}.{beside + 1}" if parent else str(beside + 1), "due_day": 18}


def _said(form: forms.IndicatorForm, found: Indicator | None) -> list[tuple[str, str]]:
    """Return a line as it is read by who may not change it."""
    if found is None:
        return []
    shown = dict(form.initial)
    for name in ("direction", "source", "method"):
        shown[name] = getattr(found, f"get_{name}_display")()
    record = RECORDS.get(found.record)
    shown["record"] = record.words if record else ""
    rows = [(str(one.label), shown.get(one.name)) for one in form if one.name != "place"]
    return [(label, str(value)) for label, value in rows if value not in (None, "", False)]


@require_http_methods(["GET", "HEAD"])
def catalogue(request: SignedIn, pk: UUID) -> HttpResponse:
    """加减分项目: the catalogue of a scheme; vetoes are counted and named with their paper."""
    scheme = scheme_before(request, pk)
    rules = list(scheme.catalogue.order_by("place", "code"))
    context = {
        "scheme": scheme,
        "kinds": [(kind.label, [one for one in rules if one.kind == kind]) for kind in RuleKind],
        "writes": may_write(request.acting, scheme),
    }
    return render(request, "assessment/catalogue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_rule(request: SignedIn, pk: UUID) -> HttpResponse:
    """增加项目."""
    return _write_rule(request, drafted_before(request, pk), None)


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: SignedIn, pk: UUID) -> HttpResponse:
    """One line of the catalogue."""
    rules = CatalogueRule.objects.filter(scheme__in=schemes_before(request.acting))
    found = get_object_or_404(rules.select_related("scheme__office"), pk=pk)
    _demand_page(request, found.scheme)
    return _write_rule(request, found.scheme, found)


def _write_rule(request: SignedIn, scheme: Scheme, found: CatalogueRule | None) -> HttpResponse:
    page = "assessment/rule.html"
    context: dict[str, Any] = {"scheme": scheme, "rule": found}
    if found is not None and dropping.wanted(request, scheme):
        back = reverse("assessment:catalogue", args=[scheme.pk])
        return dropping.drop(request, found, scheme, back)
    if request.method != "POST":
        first = forms.RuleForm.first_values(found) if found else None
        return render(request, page, context | {"form": forms.RuleForm(initial=first)})
    form = forms.RuleForm(request.POST)
    try:
        if not form.is_valid():
            return render(request, page, context | {"form": form}, status=422)
        drafting.write_rule(scheme, form.said(), rule=found, by=request.acting)
    except Refused as no:
        return render(request, page, context | {"form": form, "refused": str(no)}, status=409)
    return redirect("assessment:catalogue", scheme.pk)

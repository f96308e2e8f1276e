"""台账: every matter somebody may see, filtered and sorted from the address.

A constant number of queries, whatever the number of rows; the same filters go out to Excel.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from luoshi.breakdown.lights import at_levels, counts, light_of, says_done, with_light
from luoshi.breakdown.models import Matter, Part
from luoshi.breakdown.queries import matters_before, with_parts
from luoshi.breakdown.terms import OPEN, PartRole
from luoshi.breakdown.web.forms import Ledger
from luoshi.breakdown.web.workbooks import handed_out
from luoshi.dues.lights import Light
from luoshi.dues.plan import Plan, Point
from luoshi.intake.kinds import KINDS
from luoshi.organisation.models import Term
from luoshi.organisation.queries import holds_on
from luoshi.organisation.request import SignedIn
from luoshi.papers.cells import Column, Kind
from luoshi.timelimits.here import day_here
from luoshi.trail.operations import About

PER_PAGE = (50, 25, 100, 200)
CHUNK = 500
SORTS = {
    "number": "number",
    "title": "title",
    "lead": "lead__place",
    "due": "due_date",
    "progress": "progress",
    "light": "light_level",
    "state": "state",
}


@dataclass(frozen=True)
class Row:
    """A matter as the ledger shows it.

    :param plan: per cent that should stand today, or None where nothing is planned
    :param left: days left, below nought when it is past due; None once it is closed or claimed
    """

    matter: Matter
    light: Light | None
    says_done: bool
    joint: str
    assist: str
    leader: str
    plan: float | None
    left: int | None

    @property
    def over(self) -> int:
        """Return by how many days it is past due."""
        return -(self.left or 0)


@require_safe
def ledger(request: SignedIn) -> HttpResponse:
    """台账."""
    at = now()
    today = day_here(at)
    form, found = _found(request, today)
    asked = request.GET.get("per", "")
    size = int(asked) if asked in {str(one) for one in PER_PAGE} else PER_PAGE[0]
    kept = _filtered(found, form)
    page = Paginator(_ordered(_at_light(kept, form), request), size).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "page": page,
        "rows": _rows(page, today),
        "counts": counts(kept),
        "filtered": bool(_chosen(form)),
        "sizes": PER_PAGE,
        "size": size,
        "excel": request.GET.urlencode(),
    }
    return render(request, "breakdown/ledger.html", context)


@require_safe
def excel(request: SignedIn) -> HttpResponse:
    """The ledger as a workbook, with the filters of the page; the export is noted."""
    at = now()
    today = day_here(at)
    form, found = _found(request, today)
    matters = _ordered(_at_light(_filtered(found, form), form), request)
    chosen = _chosen(form)
    title = _("台账") + (f"（{chosen}）" if chosen else "")
    return handed_out(
        _columns(),
        _lines(matters, today),
        title=title,
        about=About("ledger", str(request.acting.unit_id), title),
        by=request.acting,
        at=at,
    )


def _found(request: SignedIn, today: date) -> tuple[Ledger, QuerySet[Matter]]:
    """Return the filters asked for, offered from what this person sees, and all she sees."""
    seen = matters_before(request.acting)
    plain = seen.select_related(None).defer(None).order_by()
    leads = plain.values_list("lead", "lead__name", "lead__place").distinct()
    papers = plain.values_list("list__document", "list__document__title").distinct()
    form = Ledger(
        [(str(pk), name) for pk, name, _place in leads.order_by("lead__place", "lead__name")],
        [(str(pk), title) for pk, title in papers.order_by("list__document__title")],
        request.GET,
    )
    form.is_valid()
    parts = with_parts(with_light(seen, today))
    return form, parts.prefetch_related("milestones")


def _filtered(found: QuerySet[Matter], form: Ledger) -> QuerySet[Matter]:
    """Keep what the filters ask for, all but the light: its counts stand over the others."""
    said = form.cleaned_data
    if words := said.get("q"):
        found = found.filter(
            Q(number__icontains=words)
            | Q(title__icontains=words)
            | Q(requirement__icontains=words)
            | Q(lead__name__icontains=words)
            | Q(lead__short_name__icontains=words)
            | Q(list__document__title__icontains=words)
            | Q(list__document__document_number__icontains=words)
        )
    columns = {
        "state": "state",
        "unit": "lead",
        "kind": "kind",
        "document": "list__document",
        "since": "due_date__gte",
        "until": "due_date__lte",
    }
    return found.filter(**{col: said[name] for name, col in columns.items() if said.get(name)})


def _at_light(found: QuerySet[Matter], form: Ledger) -> QuerySet[Matter]:
    wanted = form.cleaned_data.get("light")
    return at_levels(found, wanted) if wanted else found


def _ordered(found: QuerySet[Matter], request: SignedIn) -> QuerySet[Matter]:
    asked = request.GET.get("sort", "")
    column = SORTS.get(asked.removeprefix("-"))
    if column is None:
        return found.order_by("due_date", "number", "id")
    return found.order_by(f"-{column}" if asked.startswith("-") else column, "number", "id")


def _rows(matters: Iterable[Matter], today: date) -> list[Row]:
    shown = list(matters)
    posts = [matter.leader_id for matter in shown if matter.leader_id]
    held = Term.objects.filter(holds_on(today), post__in=posts).order_by("since")
    names = dict(held.values_list("post", "person__name"))
    return [_row(matter, names, today) for matter in shown]


def _row(matter: Matter, names: Mapping[UUID, str], today: date) -> Row:
    running = matter.state in OPEN and not says_done(matter)
    parts = matter.now_parts  # type: ignore[attr-defined]
    return Row(
        matter=matter,
        light=light_of(matter, today),
        says_done=says_done(matter),
        joint=_named(parts, PartRole.JOINT),
        assist=_named(parts, PartRole.ASSIST),
        leader=names.get(matter.leader_id, "") if matter.leader_id else "",
        plan=_plan(matter, today) if running else None,
        left=(matter.due_date - today).days if running else None,
    )


def _named(parts: Iterable[Part], role: PartRole) -> str:
    held = (part.unit for part in parts if part.role == role)
    return "、".join(unit.short_name or unit.name for unit in held)


def _plan(matter: Matter, today: date) -> float | None:
    """Return the per cent that should stand today (序时进度)."""
    if matter.issued_date is None or matter.issued_date >= matter.due_date:
        return None
    points = [Point(one.due_date, one.percent) for one in matter.milestones.all()]
    return float(Plan.of(matter.issued_date, matter.due_date, points).expected(today))


def _chosen(form: Ledger) -> str:
    """Say the filters in force, for the head of the sheet that goes out."""
    said = []
    for bound in form:
        value = form.cleaned_data.get(bound.name)
        if not value:
            continue
        labels = dict(getattr(bound.field, "choices", []))
        values = value if isinstance(value, list) else [value]
        shown = "、".join(str(labels.get(one, one)) for one in values)
        said.append(f"{bound.label}：{shown}")
    return "；".join(said)


def _lines(matters: QuerySet[Matter], today: date) -> Iterator[dict[str, Any]]:
    """Yield the rows of the workbook in chunks, so that a whole city fits in the memory."""
    running = matters.iterator(chunk_size=CHUNK)
    number = 0
    while chunk := list(islice(running, CHUNK)):
        for row in _rows(chunk, today):
            number += 1
            yield _line(number, row)


def _line(number: int, row: Row) -> dict[str, Any]:
    matter, kind = row.matter, KINDS.get(row.matter.kind)
    return {
        "seq": number,
        "number": matter.number,
        "title": matter.title,
        "requirement": matter.requirement,
        "standard": matter.standard,
        "document": matter.list.document.title,
        "kind": str(kind.label) if kind else matter.kind,
        "lead": matter.lead.name,
        "joint": row.joint,
        "assist": row.assist,
        "leader": row.leader,
        "due_date": matter.due_date,
        "cadence": matter.get_cadence_display(),
        "progress": matter.progress,
        "plan": None if row.plan is None else round(row.plan, 1),
        "light": str(row.light.level.label) if row.light else _("未启动"),
        "reason": str(row.light.reason.label) if row.light else "",
        "says_done": _("已报完成") if row.says_done else "",
        "state": matter.get_state_display(),
    }


def _columns() -> list[Column]:
    return [
        Column("seq", _("序号"), Kind.NUMBER, width=6),
        Column("number", _("编号"), width=18),
        Column("title", _("事项"), width=32),
        Column("requirement", _("事项内容"), width=44),
        Column("standard", _("完成标准"), width=30),
        Column("document", _("来源依据"), width=30),
        Column("kind", _("类别"), width=14),
        Column("lead", _("牵头单位"), width=24),
        Column("joint", _("责任单位"), width=24),
        Column("assist", _("配合单位"), width=24),
        Column("leader", _("包抓领导"), width=10),
        Column("due_date", _("完成时限"), Kind.DATE, width=12),
        Column("cadence", _("报送频次"), width=10),
        Column("progress", _("进度（%）"), Kind.NUMBER, width=9),
        Column("plan", _("序时进度（%）"), Kind.NUMBER, width=9),
        Column("light", _("灯"), width=10),
        Column("reason", _("亮灯原因"), width=12),
        Column("says_done", _("单位报称"), width=10),
        Column("state", _("状态"), width=10),
    ]

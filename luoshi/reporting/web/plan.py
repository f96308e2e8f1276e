"""倒排工期, as a door: up to eight milestones, each a name, a day and a share."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations.milestones import UNDER_WAY, Step, lay_milestones
from luoshi.breakdown.rules import lead_unit
from luoshi.kit.fields import DayField
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import SignedIn
from luoshi.reporting.web.doors import Button, Door, go_through
from luoshi.reporting.web.forms import OfMatter, figure_box

STEPS = 8
PARTS = ("name", "date", "percent")


class LayPlan(OfMatter):
    """倒排工期: rows left empty are no milestones; without any the plan runs evenly."""

    def fill(self) -> None:
        """Add the rows, with the plan as it stands in them."""
        laid = list(self.matter.milestones.order_by("due_date", "id"))
        for place in range(STEPS):
            now = laid[place] if place < len(laid) else None
            words = {"n": place + 1}
            self.fields[f"name_{place}"] = forms.CharField(
                label=_("节点%(n)s") % words,
                max_length=80,
                required=False,
                initial=now.name if now else "",
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )
            self.fields[f"date_{place}"] = DayField(
                label=_("节点%(n)s计划日期") % words,
                required=False,
                initial=now.due_date if now else None,
            )
            self.fields[f"date_{place}"].widget.attrs["class"] = "form-control"
            self.fields[f"percent_{place}"] = forms.DecimalField(
                label=_("节点%(n)s应达进度（%%）") % words,
                required=False,
                max_digits=5,
                decimal_places=2,
                initial=f"{now.percent.normalize():f}" if now else None,
                widget=figure_box(),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for all three parts of a row that was begun."""
        typed = super().clean() or {}
        for place in range(STEPS):
            given = [typed.get(f"{part}_{place}") for part in PARTS]
            wrong = any(self.has_error(f"{part}_{place}") for part in PARTS)
            if not wrong and any(given) and not all(given):
                self.add_error(f"name_{place}", _("节点的名称、计划日期、应达进度须一并填写"))
        return typed

    def rows(self) -> list[list[Any]]:
        """Return the fields row by row."""
        return [[self[f"{part}_{place}"] for part in PARTS] for place in range(STEPS)]

    def steps(self) -> list[Step]:
        """Return what was laid."""
        told = self.cleaned_data
        rows = ([told[f"{part}_{place}"] for part in PARTS] for place in range(STEPS))
        return [Step(name, day, percent) for name, day, percent in rows if name]


def _closed(matter: Matter, by: Acting) -> str:
    if matter.state not in UNDER_WAY:
        words = {"state": matter.get_state_display()}
        return _("当前状态为“%(state)s”，不能倒排工期") % words
    if lead_unit.holds(by, matter):
        return ""
    return _("倒排工期须由%(who)s办理") % {"who": lead_unit.says}


def _lay(matter: Matter, form: LayPlan, by: Acting, at: datetime, key: str) -> None:
    lay_milestones(matter, form.steps(), by=by, at=at, key=key)


PLAN = Door(
    gettext_lazy("倒排工期"), (), LayPlan, _lay,
    (Button("send", gettext_lazy("保存节点"), solid=True),),
    hint=gettext_lazy("从完成时限往前排：每个节点到哪天、应达百分之几。全部留空即按天数均匀推进；改动前后的节点都留痕。"),
    closed=_closed,
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def plan(request: SignedIn, number: str) -> HttpResponse:
    """倒排工期."""
    return go_through(request, number, PLAN)

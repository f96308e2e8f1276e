"""What is written and pressed on the cards of the workbench, turned into what was meant."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django import forms
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.marks import TAGS
from luoshi.breakdown.models import Draft
from luoshi.breakdown.operations.drafts import Wording
from luoshi.breakdown.operations.settling import Marking
from luoshi.breakdown.terms import Cadence, PartRole
from luoshi.breakdown.web.picking import Register, UnitField, UnitsField, joined, short
from luoshi.intake.terms import Disposition
from luoshi.kit.fields import DayField

TAKE_BACK = "TAKE_BACK"
AS_READ = "AS_READ"
BETWEEN_UNITS = _("单位之间用顿号隔开；可写简称、拼音首字母或单位分组名称")
ANSWERS = [(one.value, one.label) for one in Disposition if one != Disposition.MATTER]
FIGURE = re.compile(
    r"^(?P<metric>.*?)\s*(?P<sign>>=|<=|≥|≤|>|<|≈|=|不少于|不超过|多于|少于|达到约|达到)\s*"
    r"(?P<value>\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>\S{0,30})$"
)
SIGNS = {
    "≥": ">=",
    "≤": "<=",
    "不少于": ">=",
    "不超过": "<=",
    "多于": ">",
    "少于": "<",
    "达到约": "≈",
    "达到": "=",
}
# Why a draft is left out: the reason, and what thereby becomes of a sentence with no other draft.
REASONS: list[tuple[str, str | Promise, str]] = [
    ("1", _("原则要求，不单列"), Disposition.PRINCIPLE),
    ("2", _("非本级承担"), Disposition.NOT_OURS),
    ("3", _("与在办事项重复"), Disposition.PART),
    ("4", _("已含在其他事项中"), Disposition.PART),
]


def small(form: forms.Form) -> None:
    """Draw the controls of a form as a row of the workbench draws them."""
    for field in form.fields.values():
        shape = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
        field.widget.attrs["class"] = f"{shape} {shape}-sm"


class TargetsField(forms.CharField):
    """Figures, one a line: what is counted, how it must stand, the number and its unit."""

    widget = forms.Textarea(attrs={"rows": 1})

    def clean(self, value: Any) -> list[dict[str, str]]:
        """Read each line."""
        typed = super().clean(value)
        return [_figure(line.strip()) for line in typed.splitlines() if line.strip()]


class Card(forms.Form):
    """What is written on a draft card."""

    title = forms.CharField(label=_("事项"), max_length=120)
    requirement = forms.CharField(
        label=_("事项内容"), max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    lead = UnitField(label=_("牵头单位"))
    joint = UnitsField(label=_("责任单位"), help_text=BETWEEN_UNITS)
    assist = UnitsField(label=_("配合单位"))
    due_date = DayField(label=_("完成时限"), required=False)
    cadence = forms.ChoiceField(label=_("报送频次"), choices=Cadence)
    targets = TargetsField(
        label=_("量化目标"),
        required=False,
        max_length=2000,
        help_text=_("一行一个，如：改造老旧小区不少于126个"),
    )
    standard = forms.CharField(
        label=_("完成标准"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text=_("以什么证明办结：文件、清单、数字、现场"),
    )
    deliverable = forms.CharField(label=_("成果"), max_length=200, required=False)
    work_line = forms.CharField(label=_("工作线"), max_length=60, required=False)
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, register: Register, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "card_%s"})
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.register = register
        self.fields["title"].widget.attrs["autofocus"] = True
        small(self)

    def wording(self) -> Wording:
        """Return what was written."""
        said = self.cleaned_data
        return Wording(
            title=said["title"],
            requirement=said["requirement"],
            standard=said["standard"],
            lead=said["lead"],
            due_date=said["due_date"],
            cadence=said["cadence"],
            deliverable=said["deliverable"],
            work_line=said["work_line"],
            joint=said["joint"],
            assist=said["assist"],
            targets=said["targets"],
        )

    def typed(self) -> dict[str, str]:
        """Return the fields as they were typed, to be kept until they make sense."""
        return {name: str(self.data.get(name, ""))[:5000] for name in self.fields if name != "seen"}


def card_of(draft: Draft, register: Register) -> Card:
    """Return the card of a draft as it stands, or as somebody left it half written."""
    beside = {
        role: joined([row.unit for row in draft.units.all() if row.unit and row.role == role])
        for role in (PartRole.JOINT, PartRole.ASSIST)
    }
    stands = {
        "title": draft.title,
        "requirement": draft.requirement,
        "standard": draft.standard,
        "deliverable": draft.deliverable,
        "work_line": draft.work_line,
        "lead": short(draft.lead) if draft.lead else "",
        "joint": beside[PartRole.JOINT],
        "assist": beside[PartRole.ASSIST],
        "due_date": draft.due_date,
        "cadence": draft.cadence,
        "targets": "\n".join(_line(one) for one in draft.targets),
        "seen": draft.stamp,
    }
    return Card(register, initial=stands | draft.typed)


class Settle(forms.Form):
    """The answer to one question of a card: chosen, or typed."""

    about = forms.CharField(max_length=60)
    says = forms.CharField(required=False, max_length=300)
    typed = forms.CharField(required=False, max_length=2000)
    seen = forms.UUIDField(required=False)

    def day(self) -> date | None:
        """Return the day that was chosen or typed."""
        said = self.cleaned_data["typed"] or self.cleaned_data["says"]
        try:
            return parse_date(said)
        except ValueError:
            return None


class Mark(forms.Form):
    """Words of the document marked as a field."""

    field = forms.ChoiceField(choices=[(name, name) for name in TAGS])
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    d = forms.IntegerField(required=False)

    def marking(self) -> Marking:
        """Return what was marked."""
        said = self.cleaned_data
        return Marking(said["field"], said["start"], said["end"])


class Split(forms.Form):
    """Where a draft is split: in its own words, or at a place of the document."""

    at = forms.IntegerField(required=False, min_value=1)
    place = forms.IntegerField(required=False, min_value=1)


class Add(forms.Form):
    """A matter the reader did not find, from a sentence."""

    sentence = forms.UUIDField()


class Skip(forms.Form):
    """Why a draft is left out: one of the common reasons, or in words."""

    reason = forms.CharField(label=_("跳过理由"), max_length=200, required=False)
    common = forms.ChoiceField(
        required=False, choices=[(key, words) for key, words, _said in REASONS]
    )
    seen = forms.UUIDField(required=False)

    def said(self) -> tuple[str, str]:
        """Return the reason, and what becomes of the sentence."""
        typed, chosen = self.cleaned_data["reason"], self.cleaned_data["common"]
        for key, words, disposition in REASONS:
            if key == chosen:
                return f"{words}：{typed}" if typed else str(words), str(disposition)
        return typed, ""


class Answer(forms.Form):
    """What became of sentences: one by its own button, all that are ticked, or all the rest."""

    only = forms.CharField(required=False)
    rest = forms.BooleanField(required=False)
    ticked = forms.TypedMultipleChoiceField(required=False, coerce=UUID)
    disposition = forms.ChoiceField(
        label=_("勾选的句子"),
        choices=[
            ("", _("请选择处置")),
            (AS_READ, _("按读文建议")),
            *ANSWERS,
            (TAKE_BACK, _("撤销处置")),
        ],
        required=False,
    )
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(
        self,
        sentences: dict[UUID, int],
        *args: Any,
        left: Iterable[UUID] = (),
        suggested: Mapping[UUID, str] = MappingProxyType({}),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "answer_%s"})
        self.left = list(left)
        self.suggested = suggested
        choices = [(str(pk), str(place)) for pk, place in sentences.items()]
        self.fields["ticked"].choices = choices  # type: ignore[attr-defined]
        self.known = sentences
        small(self)

    def clean_only(self) -> tuple[UUID, str] | None:
        """Return the sentence of the button pressed and what it says of it."""
        pressed: str = self.cleaned_data["only"]
        if not pressed:
            return None
        pk, _colon, said = pressed.partition(":")
        if pk not in {str(one) for one in self.known} or said not in {"", *dict(ANSWERS)}:
            raise forms.ValidationError(_("请选择处置方式"))
        return UUID(pk), said

    def clean(self) -> dict[str, Any]:
        """Ask for at least one sentence."""
        said = super().clean() or {}
        if self.errors or said.get("only"):
            return said
        wanted = self.left if said["rest"] else said.get("ticked")
        if not wanted:
            raise forms.ValidationError(_("请先勾选句子"))
        if not said.get("disposition") or (said["rest"] and said["disposition"] == TAKE_BACK):
            raise forms.ValidationError(_("请选择处置方式"))
        if said["disposition"] == AS_READ and not self.suggested.keys() & set(wanted):
            raise forms.ValidationError(_("这些句子读文没有建议，请选择处置方式"))
        return said

    def dispositions(self) -> dict[UUID, str]:
        """Return sentence id → disposition."""
        said = self.cleaned_data
        if said["only"]:
            return dict([said["only"]])
        wanted = self.left if said["rest"] else said["ticked"]
        if said["disposition"] == AS_READ:
            return {one: self.suggested[one] for one in wanted if one in self.suggested}
        disposition = "" if said["disposition"] == TAKE_BACK else said["disposition"]
        return dict.fromkeys(wanted, disposition)


def _line(target: dict[str, str]) -> str:
    sign = {"=": "达到", ">=": "不少于", "<=": "不超过", ">": "多于", "<": "少于", "≈": "达到约"}
    return f"{target['metric']}{sign[target['direction']]}{target['value']}{target['unit']}"


def _figure(line: str) -> dict[str, str]:
    found = FIGURE.match(line)
    if found is None:
        raise forms.ValidationError(
            _("“%(line)s”看不出指标和数，请写成：改造老旧小区不少于126个") % {"line": line}
        )
    return {
        "metric": found["metric"][:80],
        "value": found["value"].replace(",", "").replace("，", ""),
        "unit": found["unit"],
        "direction": SIGNS.get(found["sign"], found["sign"]),
        "raw": line[:120],
    }

"""Forms turn what was typed into what was meant. They never save."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.lights import NOT_STARTED
from luoshi.breakdown.models import Draft, Part
from luoshi.breakdown.operations.drafts import Wording
from luoshi.breakdown.operations.matters import Acceptance
from luoshi.breakdown.terms import Cadence, MatterState, PartRole
from luoshi.breakdown.web.picking import Register, UnitField, UnitsField, joined, short
from luoshi.dues.terms import Level
from luoshi.intake.kinds import KINDS
from luoshi.intake.terms import Disposition
from luoshi.kit.fields import DayField

TAKE_BACK = "TAKE_BACK"
BETWEEN_UNITS = _("单位之间用顿号隔开；可写简称、拼音首字母或单位分组名称")
ANSWERS = [(one.value, one.label) for one in Disposition if one != Disposition.MATTER]


def small(form: forms.Form) -> None:
    """Draw the controls of a form as a row of the workbench or of the ledger draws them."""
    for field in form.fields.values():
        shape = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
        field.widget.attrs["class"] = f"{shape} {shape}-sm"


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
    standard = forms.CharField(
        label=_("完成标准"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("以什么证明办结：文件、清单、数字、现场"),
    )
    deliverable = forms.CharField(label=_("成果"), max_length=200, required=False)
    # A unit the page offered; it goes before what is typed.
    choose = UnitField(label=_("牵头单位"))

    def __init__(self, register: Register, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "card_%s"})
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.register = register
        small(self)

    def wording(self) -> Wording:
        """Return what was written."""
        said = self.cleaned_data
        return Wording(
            title=said["title"],
            requirement=said["requirement"],
            standard=said["standard"],
            lead=said["choose"] or said["lead"],
            due_date=said["due_date"],
            cadence=said["cadence"],
            deliverable=said["deliverable"],
            joint=said["joint"],
            assist=said["assist"],
        )


def card_of(draft: Draft, register: Register) -> Card:
    """Return the card of a draft as it stands; words that name no unit are left out of it."""
    beside = {
        role: joined([row.unit for row in draft.units.all() if row.unit and row.role == role])
        for role in (PartRole.JOINT, PartRole.ASSIST)
    }
    return Card(
        register,
        initial={
            "title": draft.title,
            "requirement": draft.requirement,
            "standard": draft.standard,
            "deliverable": draft.deliverable,
            "lead": short(draft.lead) if draft.lead else "",
            "joint": beside[PartRole.JOINT],
            "assist": beside[PartRole.ASSIST],
            "due_date": draft.due_date,
            "cadence": draft.cadence,
        },
    )


class Add(forms.Form):
    """A matter the reader did not find, from a sentence."""

    sentence = forms.UUIDField()


class Skip(forms.Form):
    """Why a draft is left out."""

    reason = forms.CharField(label=_("跳过理由"), max_length=200, required=False)


class Answer(forms.Form):
    """What became of sentences: one by its own button, all that are ticked, or all the rest."""

    only = forms.CharField(required=False)
    rest = forms.BooleanField(required=False)
    ticked = forms.TypedMultipleChoiceField(required=False, coerce=UUID)
    disposition = forms.ChoiceField(
        label=_("勾选的句子"),
        choices=[("", _("请选择处置")), *ANSWERS, (TAKE_BACK, _("撤销处置"))],
        required=False,
    )
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(
        self, sentences: dict[UUID, int], *args: Any, left: Iterable[UUID] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "answer_%s"})
        self.left = list(left)
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
        return said

    def dispositions(self) -> dict[UUID, str]:
        """Return sentence id → disposition."""
        said = self.cleaned_data
        if said["only"]:
            return dict([said["only"]])
        disposition = "" if said["disposition"] == TAKE_BACK else said["disposition"]
        return dict.fromkeys(self.left if said["rest"] else said["ticked"], disposition)


class Sign(forms.Form):
    """回执: which rows, by which section, by whom, and what is planned."""

    rows = forms.ModelMultipleChoiceField(label=_("签收事项"), queryset=Part.objects.none())
    section = forms.CharField(label=_("承办科室"), max_length=60)
    handler = forms.CharField(label=_("承办人及电话"), max_length=80)
    plan = forms.CharField(
        label=_("拟办安排"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def acceptance(self) -> Acceptance:
        """Return what was written on the receipt."""
        said = self.cleaned_data
        return Acceptance(said["section"], said["handler"], said["plan"])


def every_one(label: str) -> str:
    """Return the first choice of a filter: it says what it filters, and that it filters nothing."""
    return gettext("%(label)s：全部") % {"label": label}


class Ledger(forms.Form):
    """The filters of the ledger, from the address; what makes no sense is said, not guessed."""

    q = forms.CharField(label=_("查找"), required=False, max_length=60)
    light = forms.MultipleChoiceField(label=_("灯"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    unit = forms.ChoiceField(label=_("牵头单位"), required=False)
    kind = forms.ChoiceField(label=_("类别"), required=False)
    document = forms.ChoiceField(label=_("来源文件"), required=False)
    since = DayField(label=_("时限自"), required=False)
    until = DayField(label=_("时限至"), required=False)

    def __init__(
        self, leads: list[tuple[str, str]], documents: list[tuple[str, str]], *args: Any
    ) -> None:
        super().__init__(*args)
        lights = [(str(one.value), one.label) for one in Level]
        choices: dict[str, list[tuple[str, Any]]] = {
            "light": [*lights, (NOT_STARTED, _("未启动"))],
            "state": list(MatterState.choices),
            "unit": list(leads),
            "kind": [(one.code, one.label) for one in KINDS.values()],
            "document": list(documents),
        }
        for name, offered in choices.items():
            field = self.fields[name]
            every = [] if name == "light" else [("", every_one(str(field.label)))]
            field.choices = [*every, *offered]  # type: ignore[attr-defined]
        small(self)


class Approve(forms.Form):
    """立项审批."""

    basis = forms.CharField(
        label=_("立项依据"),
        max_length=300,
        required=False,
        help_text=_("文号、会议及议题，或批示；没有依据不得立项"),
    )


class SendBack(forms.Form):
    """退回修改."""

    reason = forms.CharField(
        label=_("退回意见"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def refused_in(typed: Mapping[str, str], drafts: Iterable[UUID]) -> dict[UUID, str]:
    """Return draft id → reason for those the director typed a reason against (不立项)."""
    said = {pk: typed.get(f"refuse-{pk}", "").strip()[:300] for pk in drafts}
    return {pk: reason for pk, reason in said.items() if reason}

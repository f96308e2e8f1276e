"""Forms turn what was typed into what was meant. They never save."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.lights import NOT_STARTED
from luoshi.breakdown.models import Part
from luoshi.breakdown.operations.matters import Acceptance
from luoshi.breakdown.terms import MatterState
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

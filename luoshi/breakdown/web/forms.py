"""Forms turn what was typed into what was meant. They never save."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.models import Part
from luoshi.breakdown.operations.matters import Acceptance
from luoshi.intake.terms import Disposition

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


class Revise(forms.Form):
    """变更已交办的事项: why; what changes is written on the workbench."""

    why = forms.CharField(label=_("变更理由"), max_length=200, required=False)


def refused_in(typed: Mapping[str, str], drafts: Iterable[UUID]) -> dict[UUID, str]:
    """Return draft id → reason for those the director typed a reason against (不立项)."""
    said = {pk: typed.get(f"refuse-{pk}", "").strip()[:300] for pk in drafts}
    return {pk: reason for pk, reason in said.items() if reason}

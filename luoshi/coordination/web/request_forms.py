"""Forms of requests: what was typed becomes what is asked. They never save."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.breakdown.models import Matter, Target
from luoshi.breakdown.operations import changing
from luoshi.breakdown.terms import Cause
from luoshi.coordination.operations.granting import Wish
from luoshi.coordination.operations.requests import Asked
from luoshi.coordination.terms import Aspect, Ground, RequestKind
from luoshi.kit.fields import DayField
from luoshi.organisation.models import Unit
from luoshi.organisation.queries import units_on
from luoshi.reporting.uploads import FilesField


def words(
    label: Any, rows: int = 3, *, optional: bool = False, limit: int = 1000, hint: Any = ""
) -> forms.Field:
    """Return a field for a text of some lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=not optional, max_length=limit, widget=area, help_text=hint
    )


class Ask(forms.Form):
    """What every request says: why, and with what beside it."""

    kind = ""
    reason = words(gettext_lazy("申请理由"), 3)
    evidence = FilesField(label=gettext_lazy("证明材料"), required=False)

    def __init__(self, *args: Any, matter: Matter, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter, self.today = matter, today
        self.fill()
        # Beside what is said, and last.
        self.order_fields([name for name in self.fields if name != "evidence"] + ["evidence"])

    def fill(self) -> None:
        """Set what the matter decides: choices and first values."""

    def asked(self) -> Asked:
        """Return what was meant."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "evidence"}
        given: Sequence[UploadedFile[Any]] = self.cleaned_data["evidence"]
        files = [(str(one.name), one.read()) for one in given]
        return Asked(kind=self.kind, files=files, **self.told(told))

    def told(self, told: dict[str, Any]) -> dict[str, Any]:
        """Return the fields of `Asked` that the typed fields make."""
        return told


class AskToExtend(Ask):
    """延期申请表 (5.5)."""

    kind = RequestKind.EXTENSION
    wanted_date = DayField(label=gettext_lazy("拟完成时间"))
    ground = forms.ChoiceField(label=gettext_lazy("延期原因"), choices=Ground)
    progress = words(gettext_lazy("目前进展"), 3)
    measures = words(gettext_lazy("已采取措施"), 2)
    safeguards = words(gettext_lazy("保障措施"), 2)
    field_order = ["wanted_date", "ground", "reason", "progress", "measures", "safeguards"]


class AskToChange(Ask):
    """变更审批单 (5.6): one thing at a time."""

    kind = RequestKind.CHANGE
    aspect = forms.ChoiceField(label=gettext_lazy("变更什么"), choices=Aspect)
    lead = forms.ModelChoiceField(
        label=gettext_lazy("变更后的牵头单位"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=gettext_lazy("变更牵头单位时选择"),
    )
    target = forms.ModelChoiceField(
        label=gettext_lazy("哪个目标"),
        queryset=Target.objects.none(),
        required=False,
        help_text=gettext_lazy("变更目标值时选择"),
    )
    value = forms.DecimalField(
        label=gettext_lazy("变更后的目标值"),
        required=False,
        max_digits=18,
        decimal_places=4,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "num"}),
    )
    after = words(
        gettext_lazy("变更后的内容"),
        3,
        optional=True,
        limit=2000,
        hint=gettext_lazy("变更责任人、事项内容、完成标准时填写"),
    )
    field_order = ["aspect", "lead", "target", "value", "after", "reason"]

    def fill(self) -> None:
        """Offer the units that stand and the matter's own targets; no targets, no figure."""
        units = units_on(self.today).exclude(pk=self.matter.lead_id)
        if self.matter.parent is not None:
            units = units.filter(path__startswith=self.matter.parent.lead.path)
        self.fields["lead"].queryset = units  # type: ignore[attr-defined]
        targets = self.matter.targets.order_by("place", "id")
        self.fields["target"].queryset = targets  # type: ignore[attr-defined]
        if not targets.exists():
            del self.fields["target"], self.fields["value"]
            left = [one for one in Aspect.choices if one[0] != Aspect.FIGURE]
            self.fields["aspect"].choices = left  # type: ignore[attr-defined]

    def told(self, told: dict[str, Any]) -> dict[str, Any]:
        """Put the fields of the change together."""
        value: Decimal | None = told.get("value")
        wish = Wish(
            aspect=told["aspect"],
            words=told["after"].strip(),
            lead=told["lead"],
            target=told.get("target"),
            value=value,
        )
        return {"reason": told["reason"], "what": wish}

    @property
    def stands(self) -> list[tuple[str, str]]:
        """Return what stands now, beside what may be changed."""
        return [
            (str(Aspect.LEAD.label), str(self.matter.lead)),
            (str(Aspect.ANSWERS.label), changing.answering(self.matter) or _("未填写")),
            (str(Aspect.REQUIREMENT.label), self.matter.requirement),
            (str(Aspect.STANDARD.label), self.matter.standard),
        ]


class AskToSuspend(Ask):
    """挂起申请."""

    kind = RequestKind.SUSPENSION
    cause = forms.ChoiceField(label=gettext_lazy("外部原因"), choices=Cause)
    review_date = DayField(
        label=gettext_lazy("复查日期"),
        help_text=gettext_lazy("30天之内；到期须复查，再定恢复或继续挂起"),
    )
    field_order = ["cause", "review_date", "reason"]


class AskToEnd(Ask):
    """终止申请."""

    kind = RequestKind.TERMINATION


FORMS: dict[str, type[Ask]] = {
    "extension": AskToExtend,
    "change": AskToChange,
    "suspension": AskToSuspend,
    "termination": AskToEnd,
}


class Answer(forms.Form):
    """What is said of a request; which words are asked for the button decides."""

    note = words(gettext_lazy("意见"), 2, optional=True, limit=500)
    granted_date = DayField(label=gettext_lazy("核定时限"), required=False)

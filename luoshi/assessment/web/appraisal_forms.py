"""Forms of appraisals and ballots: what was typed becomes what is meant. They never save."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.assessment.appraisal_terms import CHOICES, AppraisalKind, Scale
from luoshi.assessment.bounds import SPAN
from luoshi.assessment.models import Appraisal, Appraised, Indicator, Period
from luoshi.assessment.operations.appraisals import MOST_AT_ONCE, Said
from luoshi.assessment.wording import span_words
from luoshi.coordination import addressing
from luoshi.kit.fields import DayField
from luoshi.organisation.models import Unit

MOST_UNITS = 60


class AppraisalForm(forms.Form):
    """拟定评议: the question, about whom, to whom, until when."""

    title = forms.CharField(label=gettext_lazy("名称"), max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=AppraisalKind)
    scale = forms.ChoiceField(
        label=gettext_lazy("选项"),
        choices=Scale,
        help_text=gettext_lazy("都另设“不了解”，不计入有效票"),
    )
    question = forms.CharField(label=gettext_lazy("评议内容"), max_length=200)
    units = forms.CharField(
        label=gettext_lazy("被评议单位"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("单位名称、简称或单位分组，用顿号或换行分开，可从Excel粘贴"),
    )
    span = forms.CharField(
        label=gettext_lazy("年度或周期"),
        max_length=8,
        help_text=gettext_lazy("如2026、2026-Q2、2026-06；按年度评议的才与上年比较"),
    )
    until = DayField(label=gettext_lazy("截止日期"))
    voters = forms.CharField(
        label=gettext_lazy("发放对象"),
        max_length=200,
        help_text=gettext_lazy("如：服务对象、“两代表一委员”、村（社区）干部；不登记姓名"),
    )
    paper_issued = forms.IntegerField(
        label=gettext_lazy("纸质票发出数"), min_value=0, max_value=100_000, required=False
    )
    least = forms.DecimalField(
        label=gettext_lazy("不满意线"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=gettext_lazy("满意度分值低于此线的定为不满意；不设的只看票决"),
    )

    def __init__(self, *given: Any, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.today = today

    def clean_units(self) -> list[Unit]:
        """Find the units; what means none is named."""
        found = addressing.meant(self.cleaned_data["units"], on=self.today)
        if found.refusal:
            raise ValidationError(found.refusal)
        if len(found.units) > MOST_UNITS:
            raise ValidationError(
                _("一张票最多列%(most)s个单位，请分开评议") % {"most": MOST_UNITS}
            )
        return found.units

    def clean_span(self) -> str:
        """Know a year, a quarter or a month."""
        span = str(self.cleaned_data["span"]).strip()
        if not SPAN.fullmatch(span):
            raise ValidationError(_("请写成2026、2026-Q2或2026-06"))
        return span

    def clean_until(self) -> date:
        """Take no day that is over."""
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise ValidationError(_("截止日期不能早于今天"))
        return until

    def said(self) -> Said:
        """Return what was meant."""
        words = self.cleaned_data
        return Said(**words | {"paper_issued": words["paper_issued"] or 0})

    @staticmethod
    def first_values(appraisal: Appraisal) -> dict[str, Any]:
        """Return what a draft says."""
        names = appraisal.appraised.order_by("place").values_list("unit__name", flat=True)
        told = ("title", "kind", "scale", "question", "span", "until", "voters", "paper_issued",
                "least")  # fmt: skip
        return {name: getattr(appraisal, name) for name in told} | {"units": "\n".join(names)}


class BallotsForm(forms.Form):
    """生成票号: how many."""

    number = forms.IntegerField(
        label=gettext_lazy("张数"), min_value=1, max_value=MOST_AT_ONCE, initial=50
    )


class BallotForm(forms.Form):
    """A ballot: one answer for each unit, none chosen beforehand."""

    def __init__(self, *given: Any, appraisal: Appraisal, rows: Sequence[Appraised]) -> None:
        super().__init__(*given)
        choices = [(one.value, one.label) for one in CHOICES[appraisal.scale]]
        for row in rows:
            self.fields[f"unit-{row.pk}"] = forms.ChoiceField(
                label=row.unit.name,
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("请选一项；不清楚的选“不了解”")},
            )

    def chosen(self) -> dict[UUID, str]:
        """Return what was chosen, by appraised row."""
        return {
            UUID(name.removeprefix("unit-")): str(value)
            for name, value in self.cleaned_data.items()
        }


class PaperForm(forms.Form):
    """纸质票录入: how many came back, and each answer's number for each unit."""

    returned = forms.IntegerField(label=gettext_lazy("收回纸质票"), min_value=0, max_value=100_000)

    def __init__(self, *given: Any, appraisal: Appraisal, rows: Sequence[Appraised]) -> None:
        super().__init__(*given)
        self.rows, self.choices = rows, CHOICES[appraisal.scale]
        self.fields["returned"].widget.attrs["inputmode"] = "numeric"
        for row in rows:
            for choice in self.choices:
                words = {"unit": row.unit.name, "choice": choice.label}
                self.fields[f"{choice}-{row.pk}"] = forms.IntegerField(
                    label=_("%(unit)s“%(choice)s”") % words, min_value=0, max_value=100_000
                )

    @property
    def lines(self) -> list[tuple[Appraised, list[Any]]]:
        """Return each unit with its fields."""
        return [(row, [self[f"{choice}-{row.pk}"] for choice in self.choices]) for row in self.rows]

    def counts(self) -> dict[UUID, dict[str, int]]:
        """Return what was counted, by appraised row and choice."""
        said = self.cleaned_data
        return {
            row.pk: {str(choice): said[f"{choice}-{row.pk}"] for choice in self.choices}
            for row in self.rows
        }


class TakeOverForm(forms.Form):
    """采用评议结果: which indicators of which period."""

    lines = forms.MultipleChoiceField(
        label=gettext_lazy("计入指标"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *given: Any, offered: Sequence[tuple[Period, list[Indicator]]]) -> None:
        super().__init__(*given)
        self.offered = {str(period.pk): (period, lines) for period, lines in offered}
        choices = [
            (f"{period.pk} {line.pk}", f"{span} {line.group}·{line.code} {line.name}")
            for period, lines in offered
            for span in [span_words(period.label)]
            for line in lines
        ]
        self.fields["lines"].choices = choices  # type: ignore[attr-defined]

    def clean_lines(self) -> tuple[Period, list[Indicator]]:
        """Find the indicators; of one period at a time."""
        pairs = [one.split(" ") for one in self.cleaned_data["lines"]]
        if len({period for period, _line in pairs}) > 1:
            raise ValidationError(_("一次只采用到一个考核周期"))
        period, lines = self.offered[pairs[0][0]]
        return period, [line for line in lines if str(line.pk) in {key for _period, key in pairs}]

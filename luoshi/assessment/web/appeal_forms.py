"""Forms of the steps of a period: what was typed becomes what is meant. They never save."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from luoshi.assessment.appeal_terms import CheckVerdict, OpinionStance
from luoshi.assessment.models import Adjustment, CatalogueRule, Indicator, Period, Scheme
from luoshi.assessment.operations.adjusting import Proposed
from luoshi.assessment.operations.appealing import Lodged
from luoshi.assessment.terms import AdjustmentState, RuleKind
from luoshi.organisation.models import Unit
from luoshi.reporting.uploads import FilesField, contents

NUMBER = forms.TextInput(attrs={"inputmode": "decimal", "class": "num"})


def words(label: Any, rows: int = 3, *, optional: bool = False, limit: int = 500) -> forms.Field:
    """Return a field for a text of some lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=not optional, max_length=limit, widget=area)


class SchemeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A version of a scheme; the versions of a year have the same name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name with the version."""
        words = {"name": obj.name, "version": obj.version}
        return gettext("%(name)s（第%(version)s版）") % words


class OpenPeriod(forms.Form):
    """开启考核周期: which scheme, which month, quarter or year."""

    scheme = SchemeField(
        label=gettext_lazy("考核办法"), queryset=Scheme.objects.none(), empty_label=None
    )
    label = forms.CharField(
        label=gettext_lazy("考核周期"),
        max_length=8,
        help_text=gettext_lazy("写作2026-06、2026-Q2或2026"),
    )

    def __init__(self, *args: Any, schemes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]


class Step(forms.Form):
    """What is said with a step: a reason where it goes back."""

    reason = words(gettext_lazy("理由"), 2, optional=True)


class Report(forms.Form):
    """自评: what was done, what fell short."""

    text = words(gettext_lazy("自评情况"), 8, limit=4000)
    points = forms.DecimalField(
        label=gettext_lazy("自评分"), required=False, max_digits=8, decimal_places=4, widget=NUMBER,
        help_text=gettext_lazy("不计入得分，供审核对照"),
    )  # fmt: skip


class Check(forms.Form):
    """审核: one assessor's word on one unit."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("被考核单位"), queryset=Unit.objects.none(), empty_label=None
    )
    verdict = forms.ChoiceField(
        label=gettext_lazy("审核结论"), choices=CheckVerdict, widget=forms.RadioSelect
    )
    note = words(gettext_lazy("审核意见"), 2, optional=True)

    def __init__(self, *args: Any, period: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(assessed__scheme=period.scheme_id).order_by("place", "code")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class Propose(forms.Form):
    """提出加减分: for whom, under which line, resting on what."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("被考核单位"), queryset=Unit.objects.none(), empty_label=None
    )
    rule = forms.ModelChoiceField(
        label=gettext_lazy("项目"), queryset=CatalogueRule.objects.none(), empty_label=None
    )
    count = forms.DecimalField(
        label=gettext_lazy("件数（次数、天数）"), initial=1, max_digits=8, decimal_places=2,
        min_value=Decimal("0.01"), widget=NUMBER,
    )  # fmt: skip
    reason = words(gettext_lazy("事实"), 3)
    document_number = forms.CharField(
        label=gettext_lazy("依据文号"), required=False, max_length=100,
        help_text=gettext_lazy("一票否决和容错免责必须填写"),
    )  # fmt: skip
    off = forms.ModelChoiceField(
        label=gettext_lazy("要免除的扣分"), queryset=Adjustment.objects.none(), required=False,
        help_text=gettext_lazy("容错免责时选择；只能免除已认定的扣分"),
    )  # fmt: skip

    def __init__(self, *args: Any, period: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, Any] = {
            "unit": Unit.objects.filter(assessed__scheme=period.scheme_id).order_by(
                "place", "code"
            ),
            "rule": CatalogueRule.objects.filter(scheme=period.scheme_id)
            .exclude(kind=RuleKind.CREDIT)
            .order_by("place", "code"),
            "off": Adjustment.objects.filter(
                period=period, rule__kind=RuleKind.DEDUCTION, state=AdjustmentState.CONFIRMED
            ).select_related("rule", "unit"),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def proposed(self) -> Proposed:
        """Return what was meant."""
        return Proposed(**self.cleaned_data)


class Verdict(forms.Form):
    """认定、不予认定、撤销: the reason where the button asks for one."""

    note = words(gettext_lazy("意见或理由"), 2, optional=True)


class Appeal(forms.Form):
    """申诉: against one line of one's own score, with a reason and evidence."""

    about = forms.ChoiceField(label=gettext_lazy("对哪一项申诉"))
    ground = words(gettext_lazy("申诉理由"), 4, limit=2000)
    evidence = FilesField(label=gettext_lazy("佐证材料"), required=False)

    def __init__(
        self,
        *args: Any,
        lines: Sequence[Indicator],
        adjustments: Sequence[Adjustment],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {f"indicator-{one.pk}": one for one in lines}
        self.adjustments = {f"adjustment-{one.pk}": one for one in adjustments}
        offered = [
            (gettext_lazy("指标"), [(key, f"{one.code} {one}") for key, one in self.lines.items()]),
            (
                gettext_lazy("加减分"),
                [(key, f"{one.rule} {one.points:+.2f}") for key, one in self.adjustments.items()],
            ),
        ]
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            (name, rows) for name, rows in offered if rows
        ]

    def lodged(self) -> Lodged:
        """Return what was meant."""
        said = self.cleaned_data
        return Lodged(
            ground=said["ground"],
            indicator=self.lines.get(said["about"]),
            adjustment=self.adjustments.get(said["about"]),
            files=contents(said["evidence"]),
        )


class Opinion(forms.Form):
    """复核意见: which of the two, and why."""

    reason = words(gettext_lazy("复核意见"), 3)


STANCES = (OpinionStance.UPHOLD, OpinionStance.REFUSE)

"""What is typed of a scheme, as what is meant. Fields come from the tables; nothing is saved."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.assessment import parameters
from luoshi.assessment.bounds import PER_CENT
from luoshi.assessment.models import AssessedGroup, CatalogueRule, Indicator, Scheme
from luoshi.assessment.operations.drafting import GroupSaid
from luoshi.assessment.operations.schemes import SETTINGS
from luoshi.assessment.records import RECORDS
from luoshi.assessment.terms import Mean, Method, Source
from luoshi.coordination import addressing
from luoshi.kit.fields import DayField
from luoshi.organisation.models import Unit

# Weights and points: four places, as the tables keep them.
POINTS = {"max_digits": 12, "decimal_places": 4}
_DEFINED = (
    "code", "name", "weight", "direction", "measure", "source", "source_unit", "record", "method",
    "parameters", "floor", "cap", "definition", "frequency", "evidence", "due_day", "basis",
    "place", "monthly",
)  # fmt: skip
_RULED = (
    "code", "kind", "name", "points", "later", "most", "most_of_all", "basis", "approver_name",
    "place",
)  # fmt: skip


class NewScheme(forms.Form):
    """A scheme of a year that is begun empty."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=100)
    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2020, max_value=2099)
    since = DayField(label=gettext_lazy("施行日期"))


class CopyScheme(forms.Form):
    """Another year, or the same year's next version."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2020, max_value=2099)
    since = DayField(label=gettext_lazy("施行日期"))


class Settings(forms.Form):
    """What a scheme says as a whole."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=100)
    since = DayField(label=gettext_lazy("施行日期"))
    basis = forms.CharField(
        label=gettext_lazy("依据文号"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("施行前必须填写"),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields.update(fields_for_model(Scheme, SETTINGS))
        for name in ("publicity_days", "appeal_days", "decide_days"):
            self.fields[name].widget.attrs["min"] = 1

    @staticmethod
    def first_values(scheme: Scheme) -> dict[str, Any]:
        """Return what the scheme says now."""
        return {
            name: _plain(getattr(scheme, name)) for name in ("name", "since", "basis", *SETTINGS)
        }


class GroupForm(forms.Form):
    """A group and its units."""

    name = forms.CharField(label=gettext_lazy("分组名称"), max_length=60)
    units = forms.CharField(
        label=gettext_lazy("单位"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("单位名称、简称或单位分组，用顿号或换行分开，可从Excel粘贴"),
    )
    ranked = forms.BooleanField(label=gettext_lazy("组内排名"), required=False, initial=True)
    mean = forms.ChoiceField(label=gettext_lazy("合成"), choices=Mean.choices)

    def __init__(self, *given: Any, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.today = today

    def clean_units(self) -> list[Unit]:
        """Find the units; what means none is named."""
        found = addressing.meant(self.cleaned_data["units"], on=self.today)
        if found.refusal:
            raise ValidationError(found.refusal)
        return found.units

    def said(self) -> GroupSaid:
        """Return what was meant."""
        words = self.cleaned_data
        return GroupSaid(words["name"], words["units"], words["ranked"], words["mean"])

    @staticmethod
    def first_values(group: AssessedGroup) -> dict[str, Any]:
        """Return how the group stands."""
        names = group.units.order_by("unit__place", "unit__code").values_list("unit__name")
        return {
            "name": group.name,
            "units": "、".join(name for (name,) in names),
            "ranked": group.ranked,
            "mean": group.mean,
        }


class IndicatorForm(forms.Form):
    """One line of the indicator system, whole."""

    def __init__(self, *given: Any, today: date, leaf: bool = True, **named: Any) -> None:
        super().__init__(*given, **named)
        self.today = today
        self.fields.update(fields_for_model(Indicator, _DEFINED))
        self.fields["weight"].widget.attrs["min"] = 0
        self.fields["source_unit"] = forms.CharField(
            label=_("数据来源单位"),
            max_length=100,
            required=False,
            help_text=_("单位名称或简称；数据来源为“来源单位填报”时填写"),
        )
        self.fields["record"] = forms.ChoiceField(
            label=_("记录口径"),
            required=False,
            choices=[("", "—"), *((code, one.words) for code, one in RECORDS.items())],
            help_text=_("数据来源为“系统记录”时选定"),
        )
        self.fields["parameters"] = forms.CharField(
            label=_("方法参数"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("每行一个，如 step_share = 0.05；各方法的参数见本页下方"),
        )
        self.fields["definition"].widget.attrs["rows"] = 3
        self.fields["frequency"] = forms.ChoiceField(
            label=_("频次"), required=False, choices=self._frequencies()
        )
        self.fields["due_day"].help_text = _("周期结束后次月的几日前核定")
        self.fields["monthly"].help_text = _("列入月度经济指标页，另填全省位次")
        self.fields["method"] = forms.ChoiceField(
            label=_("计分方法"), required=False, choices=[("", "—"), *Method.choices]
        )
        for name in ("place", "floor", "cap"):
            self.fields[name].required = False
        self.fields["place"].label = _("排序")
        if not leaf:
            for name in ("method", "parameters", "source", "source_unit", "record", "monthly",
                         "floor", "cap", "due_day"):  # fmt: skip
                del self.fields[name]

    def _frequencies(self) -> list[tuple[str, str]]:
        """Return what may be chosen; what an import said in other words stays as it is."""
        offered = {
            "": _("每期"), "月": _("每月"), "季": _("每季度"), "半年": _("每半年"), "年": _("每年"),
        }  # fmt: skip
        said = str(self.data.get("frequency", self.initial.get("frequency", "")))
        return [*offered.items()] if said in offered else [*offered.items(), (said, said)]

    def clean_source_unit(self) -> Unit | None:
        """Find the one unit that is meant."""
        words = self.cleaned_data["source_unit"].strip()
        if not words:
            return None
        found = addressing.meant(words, on=self.today)
        if found.unknown or len(found.units) != 1:
            raise ValidationError(_("单位“%(name)s”不认得") % {"name": words})
        return found.units[0]

    def clean_parameters(self) -> dict[str, Any]:
        """Read the method's numbers and tables."""
        try:
            return parameters.meant(self.cleaned_data["parameters"])
        except parameters.NotMeant as wrong:
            raise ValidationError(str(wrong)) from None

    def said(self) -> dict[str, Any]:
        """Return what was meant, by column."""
        words = dict(self.cleaned_data)
        if words.get("place") is None:
            words.pop("place", None)
        if words.get("source") == Source.RECORD:
            words["source_unit"] = None
        return words

    @staticmethod
    def first_values(line: Indicator) -> dict[str, Any]:
        """Return how the line stands."""
        values = {name: _plain(getattr(line, name)) for name in _DEFINED}
        values["source_unit"] = line.source_unit.name if line.source_unit else ""
        values["parameters"] = parameters.said(line.parameters)
        return values


class RuleForm(forms.Form):
    """One line of the catalogue."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields.update(fields_for_model(CatalogueRule, _RULED))
        for name in ("place", "later", "most", "most_of_all"):
            self.fields[name].required = False
        self.fields["place"].label = _("排序")
        self.fields["points"].widget.attrs["min"] = 0
        self.fields["basis"].help_text = _("一票否决须写明文号")
        self.fields["approver_name"].help_text = _("一票否决须写明批准人")

    def said(self) -> dict[str, Any]:
        """Return what was meant, by column."""
        words = dict(self.cleaned_data)
        if words.get("place") is None:
            words.pop("place", None)
        return words

    @staticmethod
    def first_values(rule: CatalogueRule) -> dict[str, Any]:
        """Return how the line stands."""
        return {name: _plain(getattr(rule, name)) for name in _RULED}


def number_typed(typed: str, measure: str = "") -> Decimal | None:
    """Read one number of a table as it is typed or pasted: 1,280.5 or full-width digits.

    :param measure: the unit it is counted in; a spreadsheet writes 95% where that is per cent

    :raises ValidationError: if it is no number of the kind the tables keep
    """
    words = typed.strip().replace(",", "").replace("，", "")
    if measure in PER_CENT:
        words = words.rstrip("%％ ")
    if not words:
        return None
    number: Decimal | None = forms.DecimalField(max_digits=24, decimal_places=6).clean(words)
    return number


def _plain(value: Any) -> Any:
    """Return a number without noughts behind its last figure: 20, not 20.0000."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value

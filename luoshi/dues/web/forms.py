"""Forms turn what was typed into what was meant. They never save."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.kit.fields import DayField
from luoshi.organisation.models import Unit
from luoshi.organisation.queries import unit_by_name, units_on
from luoshi.timelimits.defaults import NamedRule
from luoshi.timelimits.rules import Limit, Rule, Start
from luoshi.timelimits.rules import Unit as Counted
from luoshi.timelimits.terms import DayKind, LengthUnit, StartEvent

LONGEST = 1000
SEPARATORS = str.maketrans(dict.fromkeys("，,；;\n\r\t ", "、"))


def basis() -> forms.CharField:
    """Return the field for the paper something rests on."""
    return forms.CharField(
        label=_("依据的文件"), max_length=200, help_text=_("文件名称及文号，记入留痕")
    )


def reason() -> forms.CharField:
    """Return the field for why something is taken back."""
    return forms.CharField(
        label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class RuleForm(forms.Form):
    """A rule's own limit: how long, in what unit, from which event, from when on."""

    length = forms.IntegerField(label=_("时长"), min_value=0, max_value=LONGEST)
    unit = forms.ChoiceField(label=pgettext_lazy("of time", "单位"), choices=LengthUnit)
    start = forms.ChoiceField(label=_("起算"), choices=StartEvent)
    roll = forms.BooleanField(label=_("遇休顺延"), required=False)
    pausable = forms.BooleanField(label=_("可停表"), required=False)
    since = DayField(label=_("施行日期"))
    basis = basis()

    @staticmethod
    def first_values(held: NamedRule, today: date) -> dict[str, Any]:
        """Return what holds now, as the form begins with it."""
        rule = held.rule
        return {
            "length": rule.limit.length,
            "unit": rule.limit.unit.value,
            "start": rule.start.value,
            "roll": rule.limit.roll,
            "pausable": rule.pausable,
            "since": today,
        }

    def rule(self, code: str) -> Rule:
        """Return the rule that was meant."""
        said = self.cleaned_data
        return Rule(
            code=code,
            limit=Limit(said["length"], Counted(said["unit"]), said["roll"]),
            start=Start(said["start"]),
            basis=said["basis"],
            pausable=said["pausable"],
            since=said["since"],
        )


class DefaultForm(forms.Form):
    """恢复默认时限: from when on, on a paper, and what becomes of what is owed already."""

    since = DayField(label=_("施行日期"))
    basis = basis()
    open = forms.ChoiceField(
        label=_("在办的应办"),
        choices=[
            ("keep", _("按原定时限办，只有新产生的按默认时限")),
            ("reckon", _("按默认时限重算")),
        ],
        initial="keep",
        widget=forms.RadioSelect,
    )


class LoadForm(forms.Form):
    """装入放假安排: which year, by which notice, and the days in a file."""

    year = forms.IntegerField(label=_("年份"), min_value=2004, max_value=2099)
    basis = basis()
    file = forms.FileField(
        label=_("放假安排文件"),
        help_text=_("xlsx、xls、csv或txt，三列：日期、安排（放假、调休上班）、名称"),
    )


class TakeInForm(forms.Form):
    """The very days that were shown, to be loaded."""

    year = forms.IntegerField(min_value=2004, max_value=2099)
    basis = forms.CharField(max_length=200)
    lines = forms.CharField(max_length=60_000)


class LocalForm(forms.Form):
    """本地节假日: a day, off or worked, on a paper."""

    date = DayField(label=_("日期"))
    kind = forms.ChoiceField(label=_("安排"), choices=DayKind)
    name = forms.CharField(label=_("名称"), max_length=40)
    basis = basis()


class WithdrawForm(forms.Form):
    """Why something is taken back."""

    reason = reason()


class UnitsField(forms.CharField):
    """Several units, their names separated by 、; none means all."""

    def clean(self, value: Any) -> list[Unit]:
        """Return the standing units that are meant, in the order typed, each once."""
        words = str(super().clean(value) or "").translate(SEPARATORS).split("、")
        return list(dict.fromkeys(self._meant(one) for one in words if one))

    def _meant(self, name: str) -> Unit:
        on: date = self.on  # type: ignore[attr-defined]
        unit = unit_by_name(name, on=on) or units_on(on).filter(code=name).first()
        if unit is None:
            words = {"name": name}
            raise forms.ValidationError(
                _now("没有名为“%(name)s”的单位，或有重名；请改填单位代码") % words
            )
        return unit


class SeasonForm(forms.Form):
    """封闭期: its name, its days, whose work stands still, on a paper."""

    name = forms.CharField(label=_("名称"), max_length=40)
    since = DayField(label=_("起始日期"))
    until = DayField(label=_("截止日期（含当日）"))
    units = UnitsField(
        label=_("适用单位"), required=False, help_text=_("单位名称用顿号隔开；不填即全市")
    )
    basis = basis()

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].on = on  # type: ignore[attr-defined]


class HoursForm(forms.Form):
    """办公时间: the closing hour, from when on, on a paper."""

    closes = forms.TimeField(
        label=_("下班时间"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("不填即当日24:00"),
    )
    since = DayField(label=_("施行日期"))
    basis = basis()

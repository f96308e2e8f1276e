"""Forms of asks and replies: they turn what was typed into what was meant, and never save."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.coordination import addressing
from luoshi.coordination.ask_terms import AskKind, FieldKind, Stance
from luoshi.coordination.models import Addressee, Ask, AskField
from luoshi.coordination.models.asks import MOST_MINUTES
from luoshi.coordination.operations.asks import Place, Written
from luoshi.coordination.operations.replies import NO, YES, Said
from luoshi.kit.fields import DayField
from luoshi.organisation.models import Unit
from luoshi.reporting.uploads import FilesField, contents, looked_at
from luoshi.timelimits.cadence import Beat, Cadence

MOST_PLACES = 20


class OneFile(forms.FileField):
    """One file, looked at as the files beside a report are."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return its name and bytes, or None."""
        kept = super().clean(data, initial)
        return contents([looked_at(kept)])[0] if kept else None


class WriteAsk(forms.Form):
    """拟稿: whom, what, on which basis, by when, until when, at what cost."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=AskKind)
    title = forms.CharField(label=gettext_lazy("标题"), max_length=120)
    units = forms.CharField(
        label=gettext_lazy("主送单位"),
        max_length=20_000,
        help_text=gettext_lazy("单位名称、简称或单位分组，用顿号、换行隔开；可从Excel整列粘贴"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = forms.CharField(
        label=gettext_lazy("内容和要求"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    basis = forms.CharField(
        label=gettext_lazy("依据"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("文号或规定的条款；签发时必填"),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("预计每家用时（分钟）"),
        min_value=1,
        max_value=MOST_MINUTES,
        required=False,
        help_text=gettext_lazy("一家单位答复一次大约要多少分钟；计入双方的负担台账"),
    )
    answer_by = DayField(
        label=gettext_lazy("答复时限"),
        required=False,
        help_text=gettext_lazy(
            "征求意见不填为收到后3个工作日，通知不填为1个工作日签收；报送材料必填"
        ),
    )
    beat = forms.ChoiceField(
        label=gettext_lazy("报送频次"),
        required=False,
        choices=[
            ("", gettext_lazy("不定期")),
            (Beat.MONTHLY.value, gettext_lazy("每月")),
            (Beat.QUARTERLY.value, gettext_lazy("每季度末月")),
            (Beat.YEARLY.value, gettext_lazy("每年")),
        ],
        help_text=gettext_lazy("只在定期报送时选"),
    )
    beat_month = forms.IntegerField(
        label=gettext_lazy("几月（每年报送的）"), min_value=1, max_value=12, required=False
    )
    beat_day = forms.IntegerField(
        label=gettext_lazy("几日前报送"), min_value=1, max_value=31, required=False
    )
    expires_date = DayField(
        label=gettext_lazy("有效期至"),
        required=False,
        help_text=gettext_lazy("过了这一天不得再据此要求报送；签发时必填"),
    )
    silence_consents = forms.BooleanField(
        label=gettext_lazy("逾期未答复视为无意见（只限征求意见，默认不视为）"), required=False
    )
    hurry_reason = forms.CharField(
        label=gettext_lazy("时限不足2个工作日的理由"), max_length=200, required=False
    )
    repeat_reason = forms.CharField(
        label=gettext_lazy("仍须重复征集的理由"), max_length=200, required=False
    )
    attached = FilesField(label=gettext_lazy("附件"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_units(self) -> list[Unit]:
        """Find the units; what means none is named, so that it can be put right."""
        found = addressing.meant(self.cleaned_data["units"], on=self.today)
        if found.refusal:
            raise forms.ValidationError(found.refusal)
        return found.units

    def clean(self) -> dict[str, Any]:
        """Put the cadence together where something recurs."""
        said = super().clean() or {}
        said["cadence"] = ""
        if said.get("kind") != AskKind.RETURN:
            return said
        beat, month, day = (said.get(name) for name in ("beat", "beat_month", "beat_day"))
        if not beat or not day or (beat == Beat.YEARLY and not month):
            self.add_error("beat", _("定期报送须写明频次、几日；每年的还须写明几月"))
            return said
        month = month if beat == Beat.YEARLY else 0
        said["cadence"] = str(Cadence(Beat(beat), int(day), month=int(month or 0)))
        return said

    def written(self, places: Sequence[Place]) -> Written:
        """Return what was written."""
        told = self.cleaned_data
        names = (
            "kind", "title", "units", "text", "basis", "minutes", "answer_by", "cadence",
            "expires_date", "silence_consents", "hurry_reason", "repeat_reason",
        )  # fmt: skip
        plain = {name: told[name] for name in names}
        return Written(places=places, files=contents(told["attached"]), **plain)


class OnePlace(forms.Form):
    """填报项: one thing to be filled in; a line without a label asks nothing."""

    label = forms.CharField(label=gettext_lazy("填报项"), max_length=60, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("填什么"), choices=FieldKind, initial=FieldKind.NUMBER, required=False
    )
    measure = forms.CharField(label=gettext_lazy("计量单位"), max_length=20, required=False)
    required = forms.BooleanField(label=gettext_lazy("必填"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, one in self.fields.items():
            shape = "form-select" if name == "kind" else "form-control"
            one.widget.attrs["aria-label"] = one.label
            one.widget.attrs["class"] = (
                "form-check-input" if name == "required" else f"{shape} {shape}-sm"
            )


PLACES = forms.formset_factory(OnePlace, extra=4, max_num=MOST_PLACES, absolute_max=MOST_PLACES)


def places_in(formset: Any) -> list[Place]:
    """Return what is to be filled in, in the order it was typed."""
    told = [one.cleaned_data for one in formset if one.cleaned_data.get("label")]
    return [
        Place(one["label"], one["kind"] or FieldKind.TEXT, one["measure"], one["required"])
        for one in told
    ]


def first_values(ask: Ask) -> dict[str, Any]:
    """Return what an ask says, as the first values of the form that changes it."""
    names = (
        "kind", "title", "text", "basis", "minutes", "answer_by", "expires_date",
        "silence_consents", "hurry_reason", "repeat_reason",
    )  # fmt: skip
    first = {name: getattr(ask, name) for name in names}
    units = ask.addressees.order_by("unit__place", "unit__code").values_list("unit__name")
    first["units"] = "、".join(name for (name,) in units)
    if ask.cadence:
        held = Cadence.of(ask.cadence)
        first |= {"beat": held.beat.value, "beat_day": held.day, "beat_month": held.month or None}
    return first


class Reply(forms.Form):
    """答复: words, or what is asked to be filled in; the values of last time stand in it."""

    stance = forms.ChoiceField(
        label=gettext_lazy("意见"), choices=Stance, initial=Stance.NONE, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("答复内容"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    attached = FilesField(label=gettext_lazy("附件"), required=False)
    told_minutes = forms.IntegerField(
        label=gettext_lazy("实际用时（分钟）"),
        min_value=1,
        max_value=MOST_MINUTES,
        required=False,
        help_text=gettext_lazy("只计入这项征集的合计，不记是哪家、哪个人"),
    )

    def __init__(
        self,
        *args: Any,
        row: Addressee,
        places: Sequence[AskField],
        before: dict[UUID, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.places = row, places
        if row.ask.kind != AskKind.OPINION:
            del self.fields["stance"]
            self.fields["text"].label = _("补充说明")
        filled = {f"at_{place.pk}": _box(place, before.get(place.pk, "")) for place in places}
        self.fields = {**filled, **self.fields}

    def first_fields(self) -> list[forms.BoundField]:
        """Return what stands open on the page; a file and the minutes are folded away."""
        return [
            one for one in self.visible_fields() if one.name not in ("attached", "told_minutes")
        ]

    def said(self) -> Said:
        """Return what was said."""
        told = self.cleaned_data
        plain = {one.pk: told.get(f"at_{one.pk}") for one in self.places}
        files = {pk: held for pk, held in plain.items() if isinstance(held, tuple)}
        return Said(
            stance=told.get("stance", ""),
            text=told["text"],
            values={pk: str(held) for pk, held in plain.items() if held and pk not in files},
            value_files=files,
            files=contents(told["attached"]),
            told_minutes=told["told_minutes"],
        )


def _box(place: AskField, before: str) -> forms.Field:
    """Return the field of one place; what was said last time stands in it and below it."""
    hint = _("上次：%(said)s") % {"said": before} if before else ""
    given: dict[str, Any] = {
        "label": str(place), "required": place.required, "help_text": hint,
    }  # fmt: skip
    if place.kind == FieldKind.FILE:
        return OneFile(**given)
    if place.kind == FieldKind.DATE:
        return DayField(**given)
    if place.kind == FieldKind.YES_NO:
        choices = [(YES, _("是")), (NO, _("否"))]
        radio = forms.RadioSelect
        return forms.ChoiceField(choices=choices, widget=radio, initial=before, **given)
    if place.kind == FieldKind.NUMBER:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "form-control num"}
        return forms.DecimalField(
            initial=before, max_digits=18, widget=forms.TextInput(attrs=attrs), **given
        )
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(max_length=2000, initial=before, widget=area, **given)


class Why(forms.Form):
    """A reason beside a button."""

    reason = forms.CharField(label=gettext_lazy("理由"), max_length=500, required=False)

"""The form of a report: figures first, one sentence, and the rest folded away."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.breakdown.models import Target
from luoshi.reporting.models import Report
from luoshi.reporting.operations.reports import Said
from luoshi.reporting.terms import ProblemClass
from luoshi.reporting.uploads import FilesField, ManyFiles, contents
from luoshi.reporting.web.forms import OfMatter, figure_box, words

FOLDED = ("problems", "problem_class", "suggestions", "arrangement")
WRITTEN = ("progress", *FOLDED)


def first_values(said: Report) -> dict[str, Any]:
    """Return what a report said as the first values of the next one."""
    first = {name: getattr(said, name) for name in WRITTEN}
    first["percent"] = f"{said.percent.normalize():f}"
    for figure in said.figures.all():
        first[f"figure_{figure.target_id}"] = f"{figure.value.normalize():f}"
        first[f"why_{figure.target_id}"] = figure.why_less
    return first


class SayReport(OfMatter):
    """报送进展: figures first, then four parts, of which only progress must be written."""

    progress = words(gettext_lazy("进展情况"), 3, optional=True, limit=2000)
    problems = words(gettext_lazy("存在问题"), 2, optional=True)
    problem_class = forms.ChoiceField(
        label=gettext_lazy("问题类别"), choices=ProblemClass, required=False
    )
    suggestions = words(gettext_lazy("意见建议"), 2, optional=True)
    arrangement = words(gettext_lazy("安排部署"), 2, optional=True)
    percent = forms.DecimalField(
        label=gettext_lazy("完成比例（%）"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        widget=figure_box(),
    )
    no_change = forms.BooleanField(label=gettext_lazy("本期确无变化"), required=False)
    photos = FilesField(
        label=gettext_lazy("拍照"),
        required=False,
        widget=ManyFiles(attrs={"accept": "image/*", "capture": "environment"}),
    )
    evidence = FilesField(label=gettext_lazy("佐证材料"), required=False)
    keep_place = forms.BooleanField(label=gettext_lazy("保留照片的拍摄地点"), required=False)
    corrects = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, last: Report | None, targets: Sequence[Target], **kwargs: Any
    ) -> None:
        self.last, self.targets = last, targets
        told = last.figures.all() if last else ()
        self.before: dict[Any, Decimal] = {one.target_id: one.value for one in told}
        super().__init__(*args, **kwargs)

    def fill(self) -> None:
        """Add a field for each target, with the last value in it."""
        for target in self.targets:
            before = self.before.get(target.pk)
            self.fields[f"figure_{target.pk}"] = forms.DecimalField(
                label=target.metric,
                required=False,
                max_digits=18,
                decimal_places=4,
                initial=None if before is None else f"{before.normalize():f}",
                widget=figure_box(),
            )
            self.fields[f"why_{target.pk}"] = forms.CharField(
                label=_("核减原因"), required=False, max_length=200
            )
        if self.last:
            self.fields["percent"].initial = f"{self.last.percent.normalize():f}"

    def clean(self) -> dict[str, Any]:
        """Hold 无变化 to its word: then no figure may differ, and the text may stay empty."""
        said = super().clean() or {}
        if not said.get("no_change"):
            if not said.get("progress"):
                self.add_error("progress", _("请填写进展情况；确无变化的请勾选“本期确无变化”"))
            return said
        if self.last is None:
            self.add_error("no_change", _("还没有上次的报告，不能报“无变化”"))
            return said
        figures = {pk: value for pk, value in self.figures().items() if pk in self.before}
        percent = said.get("percent")
        if figures != self.before or (percent is not None and percent != self.last.percent):
            self.add_error("no_change", _("勾选了“本期确无变化”，但所填数字与上次不同"))
        said["progress"] = said.get("progress") or _("本期确无变化。")
        return said

    def figures(self) -> dict[Any, Decimal]:
        """Return the figures that were given, by target."""
        given = {target.pk: self.cleaned_data.get(f"figure_{target.pk}") for target in self.targets}
        return {pk: value for pk, value in given.items() if value is not None}

    def said(self) -> Said:
        """Return what was said."""
        told = self.cleaned_data
        return Said(
            progress=told["progress"],
            percent=told["percent"],
            arrangement=told["arrangement"],
            problems=told["problems"],
            problem_class=told["problem_class"],
            suggestions=told["suggestions"],
            no_change=told["no_change"],
            figures=self.figures(),
            why_less={target.pk: told[f"why_{target.pk}"] for target in self.targets},
            files=contents([*told["photos"], *told["evidence"]]),
            keep_place=told["keep_place"],
        )

    def folded(self) -> bool:
        """Tell whether the parts that may stay empty are empty, so that they can stay folded."""
        return not any(self[name].value() or self[name].errors for name in FOLDED)

    def rows(self) -> list[dict[str, Any]]:
        """Return each target with its field, the last value and the difference typed so far."""
        rows = []
        for target in self.targets:
            bound, before = self[f"figure_{target.pk}"], self.before.get(target.pk)
            now = getattr(self, "cleaned_data", {}).get(bound.name)
            change = None if now is None or before is None else now - before
            why = self[f"why_{target.pk}"]
            rows.append(
                {
                    "target": target,
                    "field": bound,
                    "before": before,
                    "change": change,
                    "why": why,
                    "asks_why": (change is not None and change < 0) or bool(why.value()),
                }
            )
        return rows

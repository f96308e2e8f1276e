"""Forms turn what was typed into what was meant. They never save."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.breakdown.models import Matter
from luoshi.intake.models import Instruction
from luoshi.intake.queries import instructions_on
from luoshi.kit.fields import DayField
from luoshi.organisation.models import Unit
from luoshi.organisation.queries import units_on
from luoshi.reporting.operations.claims import Found
from luoshi.reporting.operations.closing import paper_record
from luoshi.reporting.terms import Check, Method, Verdict
from luoshi.reporting.uploads import FilesField as FilesField
from luoshi.reporting.uploads import contents as contents


def words(
    label: Any, rows: int = 3, *, optional: bool = False, limit: int = 1000, hint: Any = ""
) -> forms.Field:
    """Return a field for a text of some lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=not optional, max_length=limit, widget=area, help_text=hint
    )


def figure_box() -> forms.TextInput:
    """Return the box of a figure: the keypad of a phone, the figure on the right."""
    return forms.TextInput(
        attrs={"inputmode": "decimal", "autocomplete": "off", "class": "form-control num"}
    )


class OfMatter(forms.Form):
    """A form about one matter, on one day."""

    def __init__(self, *args: Any, matter: Matter, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter, self.today = matter, today
        self.fill()

    def fill(self) -> None:
        """Set what the matter decides: choices, first values, fields."""


class ClaimDone(OfMatter):
    """申请办结."""

    statement = words(gettext_lazy("办理结果"), 4, limit=4000)
    effect = words(gettext_lazy("成效"), 2, optional=True)
    residual = words(gettext_lazy("遗留问题"), 2, optional=True)
    evidence = FilesField(label=gettext_lazy("佐证材料"), required=False)


class GiveBack(OfMatter):
    """退回: why it is not ours, and whose it might be."""

    reason = words(gettext_lazy("退回理由"), 3, limit=500)
    proposed_unit = forms.ModelChoiceField(
        label=gettext_lazy("建议承办单位"), queryset=Unit.objects.none()
    )

    def fill(self) -> None:
        """Offer the units of the register, without the lead itself."""
        units = units_on(self.today).exclude(pk=self.matter.lead_id)
        self.fields["proposed_unit"].queryset = units  # type: ignore[attr-defined]


class Reassign(OfMatter):
    """重新交办."""

    lead = forms.ModelChoiceField(label=gettext_lazy("新的牵头单位"), queryset=Unit.objects.none())
    reason = words(gettext_lazy("理由"), 3, limit=500)

    def fill(self) -> None:
        """Offer the units of the register, without the lead that returned it."""
        units = units_on(self.today).exclude(pk=self.matter.lead_id)
        self.fields["lead"].queryset = units  # type: ignore[attr-defined]


class Insist(OfMatter):
    """驳回退回."""

    reason = words(gettext_lazy("理由"), 3, limit=500)


class ReviewClaim(OfMatter):
    """初审: six points, an opinion, and a day for the rework where it is returned."""

    checks = forms.MultipleChoiceField(
        label=gettext_lazy("逐项核对属实的打勾"),
        choices=Check,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = words(gettext_lazy("初审意见"), 3, optional=True, hint=gettext_lazy("退回的须写明理由"))
    rework_date = DayField(
        label=gettext_lazy("退回重办的新期限"),
        required=False,
        help_text=gettext_lazy("只在退回时填写"),
    )

    def checked(self) -> Mapping[str, bool]:
        """Return each of the six points with whether it was ticked."""
        return {check: check in self.cleaned_data["checks"] for check in Check.values}


class VerifyClaim(OfMatter):
    """核查记录表."""

    method = forms.ChoiceField(label=gettext_lazy("核查方式"), choices=Method)
    place = forms.CharField(label=gettext_lazy("核查地点"), max_length=120, required=False)
    visited_date = DayField(label=gettext_lazy("核查日期"))
    record = words(gettext_lazy("核查记录"), 4, limit=4000)
    verdict = forms.ChoiceField(
        label=gettext_lazy("核查结论"), choices=Verdict, widget=forms.RadioSelect
    )
    rework_date = DayField(
        label=gettext_lazy("退回重办的新期限"),
        required=False,
        help_text=gettext_lazy("只在退回时填写"),
    )
    evidence = FilesField(label=gettext_lazy("佐证材料"), required=False)
    no_interest = forms.BooleanField(
        label=gettext_lazy("本人与该事项没有应当回避的情形"), required=False
    )

    def fill(self) -> None:
        """Begin with today, and with a visit where one is demanded."""
        self.fields["visited_date"].initial = self.today
        if self.matter.on_site:
            self.fields["method"].initial = Method.ON_SITE
            self.fields["place"].required = True
        else:
            self.fields["place"].help_text = _("实地核查、暗访的须写明")

    def found(self) -> Found:
        """Return what was found."""
        told = self.cleaned_data
        return Found(
            method=told["method"],
            record=told["record"],
            visited_date=told["visited_date"],
            place=told["place"],
            no_interest=told["no_interest"],
            files=contents(told["evidence"]),
        )


class Complete(OfMatter):
    """批准办结."""

    opinion = words(gettext_lazy("批准意见"), 2, optional=True, limit=500)


class Nothing(OfMatter):
    """A deed that needs no words: 销号, 再次交办."""


class FileRecords(OfMatter):
    """归档: of what was taken over from paper, where the notice and receipt of then are."""

    originals = words(gettext_lazy("承接前的原件"), 2, limit=300)

    def fill(self) -> None:
        """Ask only where the round began on paper, and name the record it was taken from."""
        taken = paper_record(self.matter)
        if taken is None:
            del self.fields["originals"]
            return
        named = {"ledger": taken.ledger, "page": taken.page, "number": taken.paper_number}
        self.fields["originals"].help_text = (
            _(
                "承接自“%(ledger)s”第%(page)s页%(number)s号。写明通知单、回执的原件存放何处；"
                "已无原件的，如实写明。"
            )
            % named
        )


class Reopen(OfMatter):
    """重新督办: on which instruction, by when, and what is asked anew."""

    instruction = forms.ModelChoiceField(
        label=gettext_lazy("依据的批示"), queryset=Instruction.objects.none()
    )
    due_date = DayField(label=gettext_lazy("新的完成时限"))
    requirement = words(gettext_lazy("本轮要求"), 3, optional=True)

    def fill(self) -> None:
        """Offer the instructions on this matter that ask for something and opened no round yet."""
        asked = instructions_on(self.matter.pk).filter(read_only=False, rounds__isnull=True)
        self.fields["instruction"].queryset = asked  # type: ignore[attr-defined]


class ReviewReport(forms.Form):
    """审核报告: a reason where it is sent back."""

    reason = words(
        gettext_lazy("审核意见"),
        2,
        optional=True,
        limit=500,
        hint=gettext_lazy("退回的须写明理由"),
    )

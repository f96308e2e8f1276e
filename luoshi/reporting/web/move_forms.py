"""Forms of the moves beside the straight road: dividing, input, standing still, leaders, the end.

They turn what was typed into what was meant, and show beforehand what goes along. They never save.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.breakdown.hearing import parts_unheard
from luoshi.breakdown.models import Matter, Part
from luoshi.breakdown.operations.children import MOVABLE, Piece, descendants
from luoshi.breakdown.operations.suspending import under_way_below
from luoshi.breakdown.terms import Cadence, Cause, MatterState
from luoshi.kit.fields import DayField
from luoshi.organisation.models import Post, Unit
from luoshi.organisation.queries import units_on
from luoshi.organisation.terms import LEADERS, Role
from luoshi.reporting.operations.ending import ending_with
from luoshi.reporting.web.forms import FilesField, OfMatter, words


class UnitBoxes(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Units to be ticked, by their short names."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name a person knows the unit by."""
        return str(obj.short_name or obj.name)


class PartBoxes(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Parts to be ticked: the unit and its role."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the unit with its role."""
        words = {"unit": obj.unit.short_name or obj.unit.name, "role": obj.get_role_display()}
        return _("%(unit)s（%(role)s）") % words


def boxes(field: type[UnitBoxes] | type[PartBoxes], label: Any) -> forms.Field:
    """Return a field of rows to be ticked; the rows are set by the matter."""
    empty: QuerySet[Any] = Unit.objects.none()
    return field(label=label, queryset=empty, widget=forms.CheckboxSelectMultiple)


class Divide(OfMatter):
    """再分解: one piece, for one or several units below the lead; each gets its own child."""

    units = boxes(UnitBoxes, gettext_lazy("交给下级单位"))
    title = forms.CharField(label=gettext_lazy("子事项"), max_length=120)
    requirement = words(gettext_lazy("要求"), 3)
    standard = words(
        gettext_lazy("完成标准"),
        2,
        optional=True,
        hint=gettext_lazy("不填的沿用主事项的完成标准"),
    )
    due_date = DayField(label=gettext_lazy("完成时限"))
    cadence = forms.ChoiceField(label=gettext_lazy("报送频次"), choices=Cadence)

    def fill(self) -> None:
        """Offer the units below the lead, and the matter's own date and rhythm."""
        lead = self.matter.lead
        below = units_on(self.today).filter(path__startswith=lead.path).exclude(pk=lead.pk)
        self.fields["units"].queryset = below  # type: ignore[attr-defined]
        if not below.exists():
            self.fields["units"].help_text = _("本单位没有下级单位，不能再分解。")
        self.fields["due_date"].initial = self.matter.due_date
        self.fields["cadence"].initial = self.matter.cadence

    def pieces(self) -> list[Piece]:
        """Return one piece for each unit."""
        told = self.cleaned_data
        return [
            Piece(
                lead=unit,
                title=told["title"],
                requirement=told["requirement"],
                standard=told["standard"],
                due_date=told["due_date"],
                cadence=told["cadence"],
            )
            for unit in told["units"]
        ]


class Inspect(OfMatter):
    """验收: what was found, or why it is handed back and until when."""

    note = words(gettext_lazy("验收意见"), 3)
    rework_date = DayField(
        label=gettext_lazy("退回重办的新期限"),
        required=False,
        help_text=gettext_lazy("只在退回时填写"),
    )


class GiveInput(OfMatter):
    """协办意见."""

    text = words(gettext_lazy("协办意见"), 4, limit=4000)
    evidence = FilesField(label=gettext_lazy("佐证材料"), required=False)


class Waive(OfMatter):
    """免除协办意见: of whom, and why."""

    parts = boxes(PartBoxes, gettext_lazy("免除的单位"))
    reason = words(gettext_lazy("理由"), 2, limit=300)

    def fill(self) -> None:
        """Offer the units that gave no input yet."""
        self.fields["parts"].queryset = parts_unheard(self.matter)  # type: ignore[attr-defined]

    def chosen(self) -> Sequence[Part]:
        """Return the parts that were ticked."""
        return list(self.cleaned_data["parts"])


class Suspend(OfMatter):
    """挂起: the cause from outside, the reason, and when it is looked at again."""

    cause = forms.ChoiceField(label=gettext_lazy("外部原因"), choices=Cause)
    reason = words(gettext_lazy("挂起理由"), 3, limit=500)
    review_date = DayField(
        label=gettext_lazy("复查日期"),
        help_text=gettext_lazy("30天之内；到期须复查，再定恢复或继续挂起"),
    )

    @property
    def along(self) -> Sequence[Matter]:
        """Return the children that stand still with it."""
        return under_way_below(self.matter)


class Prolong(OfMatter):
    """继续挂起."""

    reason = words(gettext_lazy("复查情况和理由"), 3, limit=500)
    review_date = DayField(label=gettext_lazy("下次复查日期"))


class Resume(OfMatter):
    """恢复办理."""

    reason = words(gettext_lazy("恢复理由"), 2, limit=500)

    @property
    def along(self) -> Sequence[Matter]:
        """Return the children that go on with it."""
        return [one for one in descendants(self.matter) if one.state == MatterState.SUSPENDED]


class Submit(OfMatter):
    """呈批: to whom, and what the room says of it."""

    leader = forms.ModelChoiceField(label=gettext_lazy("呈报领导"), queryset=Post.objects.none())
    opinion = words(gettext_lazy("呈批意见"), 3, limit=1000)

    def fill(self) -> None:
        """Offer the leaders; first whoever sponsors the matter."""
        posts = Post.objects.filter(role__in=[*LEADERS, Role.SECRETARY_GENERAL], until__isnull=True)
        ordered = posts.select_related("unit").order_by("unit__place", "id")
        self.fields["leader"].queryset = ordered  # type: ignore[attr-defined]
        self.fields["leader"].initial = self.matter.decider_id or self.matter.leader_id


class Terminate(OfMatter):
    """终止: why, and by which matter it is replaced, if by any."""

    reason = words(gettext_lazy("终止理由"), 3, limit=500)
    replaced_by = forms.CharField(label=gettext_lazy("替代事项编号"), max_length=40, required=False)

    @property
    def along(self) -> Sequence[Matter]:
        """Return the children that end with it."""
        return ending_with(self.matter)

    def clean_replaced_by(self) -> Matter | None:
        """Find the matter by its number."""
        number = self.cleaned_data["replaced_by"].strip()
        if not number:
            return None
        found = Matter.objects.filter(number=number, office=self.matter.office_id).first()
        if found is None:
            raise forms.ValidationError(_("没有编号为“%(number)s”的事项") % {"number": number})
        return found


class MoveDate(OfMatter):
    """调整时限: the new day and why; children that would outlive it are drawn in."""

    to = DayField(label=gettext_lazy("新的完成时限"))
    reason = words(gettext_lazy("理由"), 3, limit=500)

    @property
    def along(self) -> Sequence[Matter]:
        """Return the children whose dates are drawn in if they lie later than the new day."""
        return [one for one in descendants(self.matter) if one.state in MOVABLE]


class Urge(OfMatter):
    """催办: why, in a sentence; who hears of it follows from the light."""

    reason = words(
        gettext_lazy("催办事由"),
        3,
        limit=500,
        hint=gettext_lazy("写明催什么、要求何时回复；立即通知牵头单位有关人员。"),
    )

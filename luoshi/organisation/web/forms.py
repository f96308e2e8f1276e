"""Forms turn what was typed into what was meant. They never save."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from luoshi.kit.fields import DayField
from luoshi.organisation.acting import Acting
from luoshi.organisation.guards import day_before
from luoshi.organisation.models import HostedOffice, Person, Post, Region, Term, Unit, UnitGroup
from luoshi.organisation.rules import security_admin, system_admin
from luoshi.organisation.terms import LEADERS, Role, UnitKind
from luoshi.organisation.web.fields import PersonField, PostField, UnitField, UnitsField


class Deed(forms.Form):
    """What a deed asks, for one thing, one person and one day; by itself it asks nothing."""

    def __init__(self, *args: Any, thing: Model, by: Acting, on: date, **kwargs: Any) -> None:
        self.thing, self.by, self.on = thing, by, on
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, UnitField | UnitsField):
                field.on = on
            if isinstance(field, DayField) and field.required and field.initial is None:
                field.initial = on
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the thing."""


class Found(Deed):
    """设立单位."""

    code = forms.CharField(label=_("单位代码"), max_length=40)
    name = forms.CharField(label=_("单位名称"), max_length=100)
    short_name = forms.CharField(label=_("简称"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("类别"), choices=UnitKind, initial=UnitKind.BUREAU)
    place = forms.IntegerField(label=_("排序"), min_value=0, max_value=1_000_000, initial=0)
    since = DayField(label=_("设立日期"))


class Rename(Deed):
    """更名."""

    name = forms.CharField(label=_("新名称"), max_length=100)
    short_name = forms.CharField(label=_("新简称"), max_length=60, required=False)
    since = DayField(label=_("自何日起"))

    def prepare(self) -> None:
        """Start from the names it has."""
        assert isinstance(self.thing, Unit)
        self.fields["name"].initial = self.thing.name
        self.fields["short_name"].initial = self.thing.short_name


class Alias(Deed):
    """登记别名."""

    name = forms.CharField(label=_("别名"), max_length=100, help_text=_("文件中的其他写法"))


class PlaceUnder(Deed):
    """调整隶属."""

    above = UnitField(label=_("上级单位"), required=False, help_text=_("不填即为最上级"))


class Amend(Deed):
    """更正登记."""

    kind = forms.ChoiceField(label=_("类别"), choices=UnitKind)
    place = forms.IntegerField(label=_("排序"), min_value=0, max_value=1_000_000)
    region = forms.ModelChoiceField(
        Region.objects.order_by("code"), label=_("行政区划"), required=False
    )

    def prepare(self) -> None:
        """Start from what is registered."""
        for name in self.fields:
            self.fields[name].initial = getattr(self.thing, name)


class LastDay(Deed):
    """Whatever ends: on which day it still held."""

    last_day = DayField(label=_("最后一日（含当日）"))


class Merge(Deed):
    """并入: into which unit, and the last day."""

    into = UnitField(label=_("承接单位"))
    last_day = DayField(label=_("最后一日（含当日）"))

    def prepare(self) -> None:
        """Propose yesterday: the new unit takes over from this morning."""
        assert isinstance(self.thing, Unit)
        self.fields["last_day"].initial = max(day_before(self.on), self.thing.since)


class CreatePost(Deed):
    """设立职务."""

    title = forms.CharField(label=_("职务"), max_length=60)
    role = forms.ChoiceField(label=_("角色"), choices=Role, initial=Role.HANDLER)
    since = DayField(label=_("设立日期"))


class Appoint(Deed):
    """任职."""

    person = PersonField(label=_("登录名"))
    since = DayField(label=_("任职日期"))
    until = DayField(label=_("免职日期"), required=False)
    document_number = forms.CharField(label=_("任免文号"), max_length=60, required=False)


class HandOver(Deed):
    """工作交接."""

    to = PersonField(label=_("接任者登录名"))
    since = DayField(label=_("接任日期"))
    document_number = forms.CharField(label=_("任免文号"), max_length=60, required=False)


class StandIn(Deed):
    """代行: administrators name anybody, others choose among the people of the unit."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("代行人"))
    since = DayField(label=_("起"))
    until = DayField(label=_("止（含当日）"))

    def prepare(self) -> None:
        """Offer the people of the unit and the units below it."""
        assert isinstance(self.thing, Term)
        if (system_admin | security_admin).holds(self.by, Post(pk=self.by.post_id)):
            self.fields["person"] = PersonField(label=_("代行人登录名"))
            return
        near = Term.objects.filter(
            Q(until__isnull=True) | Q(until__gte=self.on),
            post__unit__path__startswith=self.thing.post.unit.path,
        )
        people = Person.objects.filter(pk__in=near.values("person"), is_active=True)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people.exclude(pk=self.thing.person_id).order_by("name", "id")


class Register(Deed):
    """登记人员."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    username = forms.CharField(label=_("登录名"), max_length=60)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)


class Reason(Deed):
    """A deed upon an account says why."""

    reason = forms.CharField(label=_("原因"), max_length=200)


class GiveSphere(Deed):
    """确定分管领域."""

    name = forms.CharField(label=_("分管领域"), max_length=100)
    units = UnitsField(label=_("分管单位"), required=False, help_text=_("多个单位用顿号分开"))
    document_number = forms.CharField(label=_("分工文号"), max_length=60, required=False)
    since = DayField(label=_("起"))


class HandOverSphere(Deed):
    """调整分工."""

    to = PostField(Post.objects.none(), label=_("接任职务"))
    since = DayField(label=_("起"))
    document_number = forms.CharField(label=_("分工文号"), max_length=60, required=False)

    def prepare(self) -> None:
        """Offer the leaders' posts."""
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        leaders = Post.objects.filter(role__in=LEADERS, until__isnull=True)
        field.queryset = leaders.select_related("unit").order_by("unit__place", "id")


class Designate(Deed):
    """登记授权."""

    scope = forms.CharField(label=_("督查事项和范围"), max_length=200)
    document_number = forms.CharField(label=_("指定文号"), max_length=60)
    since = DayField(label=_("起"))
    until = DayField(label=_("止（含当日）"))


class HostOffice(Deed):
    """登记领导小组办公室."""

    name = forms.CharField(
        label=_("领导小组办公室名称"), max_length=HostedOffice.name.field.max_length
    )
    since = DayField(label=_("起"))


class FormGroup(Deed):
    """设立分组."""

    name = forms.CharField(label=_("分组名称"), max_length=60)
    units = UnitsField(label=_("单位"), help_text=_("多个单位用顿号分开"))


class ChangeGroup(Deed):
    """调整分组."""

    units = UnitsField(label=_("单位"), help_text=_("多个单位用顿号分开"))

    def prepare(self) -> None:
        """Start from the units it has."""
        assert isinstance(self.thing, UnitGroup)
        held = self.thing.units.filter(until__isnull=True).order_by("place", "code")
        self.fields["units"].initial = "、".join(unit.short_name or unit.name for unit in held)


class TakeIn(forms.Form):
    """导入名册: the file to be rehearsed."""

    file = forms.FileField(label=_("名册（xlsx）"))

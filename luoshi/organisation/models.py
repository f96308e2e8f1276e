"""Units, the posts in them, the people who hold the posts, and from when to when.

Three trees stand beside one another: units (administrative), party organisations, regions.
A validity ends on the last day it holds; an empty end means it still holds.
"""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from luoshi.kit.rows import Row
from luoshi.organisation.terms import OwnerRoom, Role, UnitKind


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """Return the constraint that a span of days does not end before it begins."""
    return models.CheckConstraint(
        name=name, condition=Q(until__isnull=True) | Q(until__gte=F("since"))
    )


class Region(Row, MP_Node):
    """A place of the administrative division (行政区划), by its GB/T 2260 code."""

    code = models.CharField(_("行政区划代码"), max_length=12, unique=True)
    name = models.CharField(_("名称"), max_length=60)

    def __str__(self) -> str:
        return self.name


class Unit(Row, MP_Node):
    """An office, bureau, county, town or section: anything a matter can be laid upon (单位)."""

    code = models.CharField(_("单位代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=60, blank=True)
    initials = models.CharField(_("拼音首字母"), max_length=200, blank=True)
    kind = models.CharField(_("类别"), max_length=20, choices=UnitKind)
    place = models.PositiveIntegerField(_("排序"), default=0)
    since = models.DateField(_("设立日期"))
    until = models.DateField(_("撤销日期"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="units")
    room = models.CharField(_("督查室归属"), max_length=12, choices=OwnerRoom, blank=True)

    class Meta:
        """A unit that was merged is over."""

        constraints = [
            ends_after_it_begins("unit_ends_after_it_begins"),
            models.CheckConstraint(
                name="unit_with_a_successor_is_over",
                condition=Q(successor__isnull=True) | Q(until__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["place", "code"], name="unit_in_official_order")]

    def __str__(self) -> str:
        return self.name


class UnitAlias(Row):
    """Another name a unit goes by in documents ("市发改委"), or went by before it was renamed.

    :ivar used_until: the last day this was the official name; empty if it never was
    :ivar withdrawn_at: when it was found to be wrong; it stands for nothing from then on
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="aliases")
    name = models.CharField(_("别名"), max_length=100)
    initials = models.CharField(_("拼音首字母"), max_length=100, blank=True)
    used_until = models.DateField(_("曾为正式名称至"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        """One alias means one unit; a former official name is history and may recur."""

        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(withdrawn_at__isnull=True, used_until__isnull=True),
                name="alias_means_one_unit",
            )
        ]

    def __str__(self) -> str:
        return self.name


class HostedOffice(Row):
    """The office of a leading group: a role of its host unit, not a unit (领导小组办公室)."""

    name = models.CharField(_("名称"), max_length=100)
    host = models.ForeignKey(Unit, models.PROTECT, related_name="hosted_offices")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        """Has its span of days."""

        constraints = [ends_after_it_begins("hosted_office_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.name


class UnitGroup(Row):
    """A named set of units ("各县区"), so that a collective name can be resolved by hand."""

    name = models.CharField(_("名称"), max_length=60, unique=True)
    units = models.ManyToManyField(Unit, related_name="groups", through="GroupPlace")

    def __str__(self) -> str:
        return self.name


class GroupPlace(Row):
    """A unit's place in a group."""

    group = models.ForeignKey(UnitGroup, models.PROTECT, related_name="places")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="group_places")

    class Meta:
        """Once only."""

        constraints = [
            models.UniqueConstraint(fields=["group", "unit"], name="unit_once_in_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.group}·{self.unit}"


class PartyOrg(Row, MP_Node):
    """A party committee, general branch or branch (党组织); hosted by a unit, its own tree."""

    code = models.CharField(_("党组织代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="party_orgs")

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    """Finds people, and registers them with a hashed password."""

    def register(self, username: str, name: str, password: str | None = None) -> "Person":
        """Add somebody who can sign in; without a password they cannot until one is set."""
        person = self.model(username=self.model.normalize_username(username), name=name)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(Row, AbstractBaseUser):
    """Somebody who can sign in. What they may do comes from the posts they hold."""

    username = models.CharField(_("登录名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    is_active = models.BooleanField(_("可登录"), default=True)
    must_change_password = models.BooleanField(_("首次登录须改密码"), default=False)
    is_demo = models.BooleanField(_("演示账号"), default=False)

    USERNAME_FIELD = "username"
    objects = People()

    def __str__(self) -> str:
        return self.name


class Post(Row):
    """A post in a unit (职务); people come and go, the post stays."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(_("职务"), max_length=60)
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        """A title names one post of a unit at a time."""

        constraints = [
            ends_after_it_begins("post_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["unit", "title", "role"],
                condition=Q(until__isnull=True),
                name="post_once_in_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}·{self.title}"


class Term(Row):
    """A person in a post from one day to another (任职).

    :ivar closed_at: when the rights were ended ahead of midnight of the last day: ending a term
        today ends what it allows now, though the person held the post until today
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="terms")
    post = models.ForeignKey(Post, models.PROTECT, related_name="terms")
    since = models.DateField(_("任职日期"))
    until = models.DateField(_("免职日期"), null=True, blank=True)
    closed_at = models.DateTimeField(_("权限关闭时间"), null=True, blank=True)
    document_number = models.CharField(_("任免文号"), max_length=60, blank=True)

    class Meta:
        """Nobody holds the same post twice at once."""

        constraints = [
            ends_after_it_begins("term_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["person", "post"], condition=Q(until__isnull=True), name="term_open_once"
            ),
            models.CheckConstraint(
                name="term_closed_has_an_end",
                condition=Q(closed_at__isnull=True) | Q(until__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["person", "since"], name="term_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person}·{self.post}"


class ActingFor(Row):
    """A stand-in (AB岗): somebody acts from a post that is not theirs, for some days."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="acting_for")
    term = models.ForeignKey(Term, models.PROTECT, related_name="stand_ins")
    since = models.DateField()
    until = models.DateField()
    closed_at = models.DateTimeField(_("权限关闭时间"), null=True, blank=True)

    class Meta:
        """A stand-in always has an end."""

        constraints = [ends_after_it_begins("acting_for_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.person}→{self.term}"


class Sphere(Row):
    """What a leader's post is in charge of (分管领域), by which document, from when to when."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="spheres")
    name = models.CharField(_("分管领域"), max_length=100)
    units = models.ManyToManyField(Unit, related_name="spheres", through="SphereUnit")
    document_number = models.CharField(_("分工文号"), max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        """Has its span of days."""

        constraints = [ends_after_it_begins("sphere_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.post}·{self.name}"


class SphereUnit(Row):
    """A unit that belongs to a sphere."""

    sphere = models.ForeignKey(Sphere, models.PROTECT, related_name="places")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sphere_places")

    class Meta:
        """Once only."""

        constraints = [
            models.UniqueConstraint(fields=["sphere", "unit"], name="unit_once_in_a_sphere")
        ]

    def __str__(self) -> str:
        return f"{self.sphere}·{self.unit}"


class Designation(Row):
    """A department's licence to open supervised matters (Order 733 art. 7): scope and time."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="designations")
    scope = models.CharField(_("督查事项和范围"), max_length=200)
    document_number = models.CharField(_("指定文号"), max_length=60)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        """A designation always names its paper and its end."""

        constraints = [
            ends_after_it_begins("designation_ends_after_it_begins"),
            models.CheckConstraint(
                name="designation_names_its_paper", condition=~Q(document_number="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}·{self.scope}"

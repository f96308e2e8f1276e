"""What every city shares: the official calendar by year, and the default time-limit rules."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.kit.rows import Row, new_id
from luoshi.timelimits.terms import DayKind, LengthUnit, StartEvent


class OfficialYear(Row):
    """A year whose holiday notice is loaded; every other year is provisional (暂定)."""

    year = models.PositiveSmallIntegerField(_("年份"))
    basis = models.CharField(_("依据"), max_length=200)
    loaded_at = models.DateTimeField(_("装入时间"))

    class Meta:
        """One notice for one year."""

        verbose_name = _("官方日历年份")
        constraints = [
            models.UniqueConstraint(fields=["year"], name="official_year_is_loaded_once")
        ]

    def __str__(self) -> str:
        return str(self.year)


class OfficialDay(Row):
    """A day the notice of a year takes out of the plain week.

    The notice may reach into the last days of December before its year.
    """

    date = models.DateField(_("日期"))
    kind = models.CharField(_("类别"), max_length=10, choices=DayKind)
    name = models.CharField(_("节日"), max_length=40)
    year = models.ForeignKey(OfficialYear, models.PROTECT, related_name="days")

    class Meta:
        """A day is either off or worked."""

        verbose_name = _("官方节假日")
        constraints = [
            models.UniqueConstraint(fields=["date"], name="official_day_has_one_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=DayKind.values), name="official_day_is_off_or_made_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.get_kind_display()}"


class CalendarStamp(Row):
    """The one row that changes with every load, so that no process works with a stale calendar.

    A fresh UUID and not a counter: a number taken back by a rollback could come again.
    """

    only = models.BooleanField(default=True)
    stamp = models.UUIDField(default=new_id)

    class Meta:
        """There is one calendar, so there is one stamp."""

        constraints = [
            models.UniqueConstraint(fields=["only"], name="calendar_has_one_stamp"),
            models.CheckConstraint(condition=Q(only=True), name="calendar_stamp_is_the_only_one"),
        ]

    def __str__(self) -> str:
        return str(self.stamp)


class RuleRow(Row):
    """The columns of a time-limit rule, shared by the defaults and a city's own rules."""

    code = models.CharField(_("代码"), max_length=40)
    subject = models.CharField(_("事项"), max_length=60)
    step = models.CharField(_("环节"), max_length=60)
    length = models.PositiveSmallIntegerField(_("时长"))
    unit = models.CharField(_("单位"), max_length=10, choices=LengthUnit)
    roll = models.BooleanField(_("遇休顺延"), default=True)
    start = models.CharField(_("起算"), max_length=12, choices=StartEvent)
    pausable = models.BooleanField(_("可停表"), default=True)
    basis = models.CharField(_("依据"), max_length=200)
    since = models.DateField(_("施行日期"), null=True, blank=True)
    until = models.DateField(_("废止日期"), null=True, blank=True)

    class Meta:
        """Carries no table; each child names its own constraints with `rule_constraints`."""

        abstract = True

    def __str__(self) -> str:
        return f"{self.subject}：{self.step}"


def rule_constraints(kind: str) -> list[models.BaseConstraint]:
    """Return the constraints of a table of rules; `kind` begins their names."""
    return [
        models.UniqueConstraint(fields=["code", "since"], name=f"{kind}_begins_once_a_day"),
        models.UniqueConstraint(
            fields=["code"],
            condition=Q(since__isnull=True),
            name=f"{kind}_has_one_beginning",
        ),
        models.CheckConstraint(condition=~Q(basis=""), name=f"{kind}_names_its_basis"),
        models.CheckConstraint(
            condition=Q(unit__in=LengthUnit.values), name=f"{kind}_counts_in_a_known_unit"
        ),
        models.CheckConstraint(
            condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
            name=f"{kind}_ends_after_it_begins",
        ),
    ]


class DefaultRule(RuleRow):
    """A time limit as the law or common practice sets it (默认时限), from domain/03_time."""

    class Meta:
        """At most one version of a rule begins on a day."""

        verbose_name = _("默认时限")
        constraints = rule_constraints("default_rule")

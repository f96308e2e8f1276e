"""One table of all that is owed, what stops its clocks, and a city's own rules and holidays."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.dues.terms import DueKind
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Unit
from luoshi.timelimits.models import RuleRow, rule_constraints
from luoshi.timelimits.terms import DayKind, StartEvent

OPEN = Q(met_at__isnull=True, excused_at__isnull=True)
RUNNING = OPEN & Q(paused_since__isnull=True)


class About(Row):
    """Who owes whom, and about what: the thing is named by kind and id, its title copied."""

    kind = models.CharField(_("类别"), max_length=16, choices=DueKind)
    debtor = models.ForeignKey(
        Unit, models.PROTECT, related_name="%(class)s_owed", verbose_name=_("应办单位")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="%(class)s_owed", verbose_name=_("应办人")
    )
    creditor = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="%(class)s_due", verbose_name=_("对谁应办")
    )
    about_kind = models.CharField(_("对象类别"), max_length=40)
    about_id = models.CharField(_("对象编号"), max_length=64)
    about_title = models.CharField(_("对象名称"), max_length=500)

    class Meta:
        """Carries no table of its own."""

        abstract = True


class Series(About):
    """Reports that recur (周期报送): one row lays a due for each day of its grid, two ahead.

    :ivar cadence: the code of a `timelimits.cadence.Cadence`
    :ivar until: the last day of the grid a report is owed for; None while nobody ended it
    :ivar laid_until: the grid day of the last report laid so far
    :ivar lay_on: the first day on which fewer than two reports lie ahead, so that more are laid
    """

    cadence = models.CharField(_("报送频次"), max_length=16)
    since = models.DateField(_("交办日期"))
    until = models.DateField(_("报送至"), null=True)
    laid_until = models.DateField(_("已排至"))
    lay_on = models.DateField(_("续排日期"))
    ended_at = models.DateTimeField(_("终止时间"), null=True)
    # The trail entry by which it began; the dues it lays carry it too.
    by_entry = models.UUIDField(null=True)

    class Meta:
        """One rhythm at a time for one thing and one unit."""

        verbose_name = _("周期报送")
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_id", "debtor", "kind"],
                condition=Q(ended_at__isnull=True),
                name="series_runs_once_for_a_thing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lay_on"],
                condition=Q(ended_at__isnull=True),
                name="series_to_be_laid_by_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about_title}：{self.cadence}"


class Due(About):
    """Something somebody must do by a day (应办).

    The days on which its light changes are stored; the light itself never is. `measure` and `since`
    say how the day came about, so that it can be reckoned again; `working` keeps the parts of it.

    :ivar rule: code of the time-limit rule; empty where a day of its own was named
    :ivar period: code of the period reported on, of a report that recurs
    :ivar measure: the text of a `timelimits.rules.Measure`
    :ivar warn_date: first day the light says 临期
    :ivar severe_date: first day the light says 严重逾期
    :ivar claimed_date: the day the debtor said it was done; it is met when that is accepted
    """

    rule = models.CharField(_("时限规则"), max_length=40, blank=True)
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="dues")
    period = models.CharField(_("报送期"), max_length=20, blank=True)
    start = models.CharField(_("起算"), max_length=12, choices=StartEvent)
    since = models.DateField(_("起算日期"))
    measure = models.CharField(_("时限推算"), max_length=80)
    pausable = models.BooleanField(_("可停表"), default=True)
    due_date = models.DateField(_("时限"))
    due_time = models.TimeField(_("截止时刻"), null=True)
    original_due_date = models.DateField(_("原时限"))
    warn_date = models.DateField(_("临期日"))
    severe_date = models.DateField(_("严重逾期日"))
    provisional = models.BooleanField(_("暂定"), default=False)
    working = models.JSONField(_("推算过程"), default=dict)
    paused_since = models.DateField(_("停表日期"), null=True)
    claimed_at = models.DateTimeField(_("申请时间"), null=True)
    claimed_date = models.DateField(_("申请日期"), null=True)
    met_at = models.DateTimeField(_("办理时间"), null=True)
    met_date = models.DateField(_("办理日期"), null=True)
    excused_at = models.DateTimeField(_("免办时间"), null=True)
    excuse = models.CharField(_("免办理由"), max_length=300, blank=True)
    # The trail entries by which it came to be owed, was met, or was excused.
    owed_by_entry = models.UUIDField(null=True)
    met_by_entry = models.UUIDField(null=True)
    excused_by_entry = models.UUIDField(null=True)

    class Meta:
        """What the database itself will not let be false; open rows have small indexes."""

        verbose_name = _("应办")
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_id", "debtor", "kind", "rule", "period"],
                condition=OPEN,
                name="due_is_owed_once",
            ),
            models.UniqueConstraint(
                fields=["series", "period"],
                condition=Q(series__isnull=False),
                name="due_of_a_series_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | Q(excused_at__isnull=True),
                name="due_is_not_both_met_and_excused",
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True, met_date__isnull=True)
                | Q(met_at__isnull=False, met_date__isnull=False),
                name="due_met_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True, claimed_date__isnull=True)
                | Q(claimed_at__isnull=False, claimed_date__isnull=False),
                name="due_claimed_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(excused_at__isnull=True) | ~Q(excuse=""),
                name="due_excused_says_why",
            ),
            models.CheckConstraint(
                condition=Q(paused_since__isnull=True) | OPEN, name="due_paused_is_open"
            ),
            models.CheckConstraint(
                condition=Q(warn_date__lte=F("due_date"), severe_date__gt=F("due_date")),
                name="due_warns_before_and_is_severe_after",
            ),
        ]
        indexes = [
            models.Index(fields=["debtor", "due_date"], condition=OPEN, name="due_on_a_desk"),
            models.Index(
                fields=["person", "due_date"],
                condition=OPEN & Q(person__isnull=False),
                name="due_of_a_person",
            ),
            models.Index(fields=["creditor", "due_date"], condition=OPEN, name="due_to_a_unit"),
            models.Index(fields=["kind", "due_date"], condition=OPEN, name="due_open_by_kind"),
            models.Index(fields=["warn_date"], condition=OPEN, name="due_open_by_warn_day"),
            models.Index(fields=["due_date"], condition=OPEN, name="due_open_by_due_day"),
            models.Index(fields=["severe_date"], condition=OPEN, name="due_open_by_severe_day"),
            models.Index(fields=["about_kind", "about_id", "due_date"], name="due_about"),
            models.Index(fields=["due_date", "debtor"], name="due_in_a_span"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.about_title}"

    @property
    def closed(self) -> bool:
        """Tell whether nothing is owed any more: met or excused."""
        return self.met_at is not None or self.excused_at is not None

    @property
    def late(self) -> bool:
        """Tell whether it was met after its day."""
        return self.met_date is not None and self.met_date > self.due_date


class Pause(Row):
    """A span in which a due's clock stands still (停表): from `since` to the day before `until`."""

    due = models.ForeignKey(Due, models.PROTECT, related_name="pauses")
    since = models.DateField(_("停表日期"))
    until = models.DateField(_("恢复日期"), null=True)
    reason = models.CharField(_("理由"), max_length=300)
    by_entry = models.UUIDField(null=True)
    ended_by_entry = models.UUIDField(null=True)

    class Meta:
        """A clock is stopped once at a time, for a reason."""

        verbose_name = _("停表")
        constraints = [
            models.UniqueConstraint(
                fields=["due"], condition=Q(until__isnull=True), name="pause_open_once_for_a_due"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="pause_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="pause_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.due} {self.since}"


class CityRule(RuleRow):
    """A city's own time limit (本地时限), in place of the default of the same code."""

    class Meta:
        """At most one version of a rule begins on a day."""

        verbose_name = _("本地时限")
        constraints = rule_constraints("city_rule")


class LocalDay(Row):
    """A local holiday or an emergency change of a working day (本地节假日), dated and signed.

    :ivar withdrawn_at: when it was taken back; it stands for nothing from then on
    """

    date = models.DateField(_("日期"))
    kind = models.CharField(_("类别"), max_length=10, choices=DayKind)
    name = models.CharField(_("名称"), max_length=40)
    basis = models.CharField(_("依据"), max_length=200)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)

    class Meta:
        """One kind for a day, on a paper."""

        verbose_name = _("本地节假日")
        constraints = [
            models.UniqueConstraint(
                fields=["date"],
                condition=Q(withdrawn_at__isnull=True),
                name="local_day_has_one_kind",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="local_day_names_its_basis"),
            models.CheckConstraint(
                condition=Q(kind__in=DayKind.values), name="local_day_is_off_or_made_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class ClosedSeason(Row):
    """Days in which no progress is asked of some units' work (封闭期): winter, the flood season.

    The plan curve stands still in it; no time limit moves for it.

    :ivar withdrawn_at: when it was taken back; it stands for nothing from then on
    """

    name = models.CharField(_("名称"), max_length=40)
    since = models.DateField(_("起始日期"))
    until = models.DateField(_("截止日期"))
    basis = models.CharField(_("依据"), max_length=200)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)

    class Meta:
        """It has a last day, and a paper."""

        verbose_name = _("封闭期")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="closed_season_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="closed_season_names_its_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.since}—{self.until}"


class ClosedSeasonUnit(Row):
    """A unit whose work stands still in a closed season; a season without any is the whole city's.

    The units below it are meant too.
    """

    season = models.ForeignKey(ClosedSeason, models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="closed_seasons")

    class Meta:
        """A unit stands in a season once."""

        verbose_name = _("封闭期单位")
        constraints = [
            models.UniqueConstraint(fields=["season", "unit"], name="closed_season_names_unit_once")
        ]

    def __str__(self) -> str:
        return f"{self.season} {self.unit}"


class OfficeHours(Row):
    """When the office closes (办公时间): the hour at which what falls due on a day ends.

    Lights compare days; only the clock shows the hour. Without any row a day ends at 24:00.

    :ivar closes: the closing hour, or None for 24:00
    :ivar since: what is owed from this day on ends at that hour
    """

    closes = models.TimeField(_("下班时间"), null=True)
    since = models.DateField(_("施行日期"))
    basis = models.CharField(_("依据"), max_length=200)

    class Meta:
        """At most one hour begins on a day."""

        verbose_name = _("办公时间")
        constraints = [
            models.UniqueConstraint(fields=["since"], name="office_hours_begin_once_a_day"),
            models.CheckConstraint(condition=~Q(basis=""), name="office_hours_name_their_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.since} {self.closes or '24:00'}"
class LightScheme(Row):
    """A city's own numbers, tones and words for its lights (灯的设定); the newest one counts.

    :ivar tones: a letter of `kit.signs.TONES` by level; what is left out is as everywhere
    :ivar words: the city's word by level, in place of the house's own
    """

    soon_days = models.PositiveSmallIntegerField(_("临期工作日"))
    soon_percent = models.PositiveSmallIntegerField(_("临期占时限的百分比"))
    report_days = models.PositiveSmallIntegerField(_("报送临期工作日"))
    severe_days = models.PositiveSmallIntegerField(_("严重逾期工作日"))
    behind = models.PositiveSmallIntegerField(_("滞后百分点"))
    far_behind = models.PositiveSmallIntegerField(_("严重滞后百分点"))
    ignored_days = models.PositiveSmallIntegerField(_("催办未果工作日"))
    tones = models.JSONField(_("颜色"), default=dict)
    words = models.JSONField(_("用词"), default=dict)
    basis = models.CharField(_("依据"), max_length=200)
    set_at = models.DateTimeField(_("设定时间"))
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("设定人"))

    class Meta:
        """Behind comes before far behind, and a paper stands behind both."""

        verbose_name = _("灯的设定")
        constraints = [
            models.CheckConstraint(
                condition=Q(behind__lt=F("far_behind")), name="scheme_is_behind_before_far_behind"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="scheme_names_its_basis"),
        ]
        indexes = [models.Index(fields=["-set_at"], name="scheme_newest")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.set_at:%Y-%m-%d}"


class Feed(Row):
    """A person's address for a calendar program (日历订阅): its token is kept as a digest only.

    :ivar withdrawn_at: when it was taken back; the address shows nothing from then on
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("生成时间"))
    withdrawn_at = models.DateTimeField(_("停用时间"), null=True)

    class Meta:
        """One address for a person at a time."""

        verbose_name = _("日历订阅")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(withdrawn_at__isnull=True), name="feed_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.made_at:%Y-%m-%d}"

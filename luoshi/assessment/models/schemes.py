"""How a city is assessed (考核办法): a scheme by year and version, its groups and indicators."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.assessment.terms import Direction, Mean, Method, Missing, RuleKind, SchemeState, Source
from luoshi.kit.rows import Row
from luoshi.organisation.models import Unit


class Scheme(Row):
    """One version of the rules of one year (考核办法).

    A draft is changed as one likes; what is in force is changed by its next version (S2-14).

    :ivar office: the unit that assesses (考核办)
    :ivar since: the first day whose periods are reckoned by it
    :ivar basis: the paper it rests on, with its number
    :ivar smallest: a group of fewer units is not ranked
    :ivar excellent_share, good_share: of a ranked group; never exceeded (domain/06 section 6.6)
    :ivar publicity_days, appeal_days, decide_days: windows in working days
    :ivar month_share, quarter_share, final_share: what a year is put together of; sum 1
    """

    name = models.CharField(_("名称"), max_length=100)
    year = models.PositiveSmallIntegerField(_("年度"))
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    office = models.ForeignKey(Unit, models.PROTECT, related_name="schemes")
    state = models.CharField(max_length=12, choices=SchemeState, default=SchemeState.DRAFT)
    since = models.DateField(_("施行日期"))
    basis = models.CharField(_("依据"), max_length=300, blank=True)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")
    missing = models.CharField(_("缺数"), max_length=8, choices=Missing, default=Missing.SPREAD)
    smallest = models.PositiveSmallIntegerField(_("最少排名单位数"), default=3)
    excellent_share = models.DecimalField(
        _("优秀比例"), max_digits=5, decimal_places=4, default=Decimal("0.3")
    )
    good_share = models.DecimalField(
        _("良好比例"), max_digits=5, decimal_places=4, default=Decimal("0.4")
    )
    excellent_floor = models.DecimalField(
        _("优秀最低分"), max_digits=12, decimal_places=4, default=Decimal(90)
    )
    good_floor = models.DecimalField(
        _("良好最低分"), max_digits=12, decimal_places=4, default=Decimal(80)
    )
    pass_floor = models.DecimalField(
        _("合格最低分"), max_digits=12, decimal_places=4, default=Decimal(60)
    )
    publicity_days = models.PositiveSmallIntegerField(_("公示期（工作日）"), default=5)
    appeal_days = models.PositiveSmallIntegerField(_("申诉期（工作日）"), default=5)
    decide_days = models.PositiveSmallIntegerField(_("复核期（工作日）"), default=10)
    month_share = models.DecimalField(
        _("月度占比"), max_digits=5, decimal_places=4, default=Decimal("0.2")
    )
    quarter_share = models.DecimalField(
        _("季度占比"), max_digits=5, decimal_places=4, default=Decimal("0.3")
    )
    final_share = models.DecimalField(
        _("年终占比"), max_digits=5, decimal_places=4, default=Decimal("0.5")
    )
    drafted_at = models.DateTimeField()
    drafter_name = models.CharField(_("拟定人"), max_length=60)
    in_force_at = models.DateTimeField(_("施行时间"), null=True)
    approver_name = models.CharField(_("批准人"), max_length=60, blank=True)

    class Meta:
        """A year has each version once; what is in force rests on a paper."""

        verbose_name = _("考核办法")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "version"], name="scheme_version_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[SchemeState.DRAFT, SchemeState.WITHDRAWN])
                | (~Q(basis="") & Q(in_force_at__isnull=False)),
                name="scheme_in_force_has_its_basis",
            ),
            models.UniqueConstraint(
                fields=["office", "year"],
                condition=Q(state=SchemeState.IN_FORCE),
                name="scheme_in_force_once_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AssessedGroup(Row):
    """Units that are compared with one another and nobody else (考核分组)."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="groups")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(_("分组"), max_length=60)
    ranked = models.BooleanField(_("排名"), default=True)
    mean = models.CharField(_("合成"), max_length=12, choices=Mean, default=Mean.ARITHMETIC)

    class Meta:
        """Names are unique in a scheme."""

        verbose_name = _("考核分组")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "name"], name="assessed_group_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class AssessedUnit(Row):
    """A unit's place in a group (被考核单位)."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="units")
    group = models.ForeignKey(AssessedGroup, models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assessed")

    class Meta:
        """A unit is assessed in one group."""

        verbose_name = _("被考核单位")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "unit"], name="assessed_unit_in_one_group")
        ]

    def __str__(self) -> str:
        return f"{self.group}·{self.unit}"


class Indicator(Row):
    """One line of the indicator system, of level 1, 2 or 3 (指标).

    What has no indicator below it is scored by its method; the weights of what stands below an
    indicator add up to its own.

    :ivar record: code of the figure the record gives, where `source` says so
    :ivar due_day: by which day of the month after the period the source department must certify
    :ivar basis: clause of the scheme's paper, shown beside the points
    :ivar monthly: stands on the page of the month's economic figures
    """

    group = models.ForeignKey(AssessedGroup, models.CASCADE, related_name="indicators")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="below")
    level = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    code = models.CharField(_("编号"), max_length=20)
    name = models.CharField(_("指标"), max_length=100)
    weight = models.DecimalField(
        _("权重"), max_digits=12, decimal_places=4, validators=[MinValueValidator(Decimal(0))]
    )
    direction = models.CharField(_("方向"), max_length=8, choices=Direction, default=Direction.UP)
    measure = models.CharField(_("计量单位"), max_length=20, blank=True)
    source = models.CharField(_("数据来源"), max_length=10, choices=Source, default=Source.ENTERED)
    source_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    record = models.CharField(_("记录口径"), max_length=40, blank=True)
    definition = models.TextField(_("口径"), blank=True)
    frequency = models.CharField(_("频次"), max_length=16, blank=True)
    evidence = models.CharField(_("佐证要求"), max_length=200, blank=True)
    due_day = models.PositiveSmallIntegerField(_("数据报送日"), default=18)
    method = models.CharField(_("计分方法"), max_length=24, choices=Method, blank=True)
    parameters = models.JSONField(_("参数"), default=dict)
    floor = models.DecimalField(_("最低分"), max_digits=12, decimal_places=4, null=True)
    cap = models.DecimalField(_("最高分"), max_digits=12, decimal_places=4, null=True)
    basis = models.CharField(_("条款"), max_length=100, blank=True)
    monthly = models.BooleanField(_("月度经济指标"), default=False)

    class Meta:
        """Codes are unique in a group; a figure that is entered has its source department."""

        verbose_name = _("指标")
        constraints = [
            models.UniqueConstraint(fields=["group", "code"], name="indicator_code_once"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=3), name="indicator_of_three_levels"
            ),
            models.CheckConstraint(
                condition=Q(source=Source.RECORD) | Q(record=""),
                name="indicator_from_the_record_alone_names_it",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IndicatorTarget(Row):
    """What one unit is to reach of one indicator (目标值).

    :ivar span: a period such as 2026-Q2; empty for the whole year
    :ivar agreed_at: when the unit agreed; None while it has not (domain/06 section 6.8 step 1)
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    span = models.CharField(max_length=8, blank=True)
    value = models.DecimalField(_("目标值"), max_digits=24, decimal_places=6)
    agreed_at = models.DateTimeField(null=True)
    agreed_name = models.CharField(_("确认人"), max_length=60, blank=True)

    class Meta:
        """One for a unit and a span."""

        verbose_name = _("目标值")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "span"], name="indicator_target_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}·{self.unit}"


class CatalogueRule(Row):
    """A line of the catalogue of bonus and deduction (加减分项目), domain/06 section 6.5.

    :ivar points: for one event, without sign
    :ivar most: no more than these for one item; `most_of_all` for the whole period
    :ivar later: points of the second and each further event of one item, where they differ
    :ivar basis: the clause; of a veto the number of the paper that allows it
    :ivar approver_name: who approved a veto (domain/14 Q15)
    """

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="catalogue")
    place = models.PositiveSmallIntegerField()
    code = models.CharField(_("编号"), max_length=40)
    kind = models.CharField(_("类别"), max_length=10, choices=RuleKind)
    name = models.CharField(_("事项"), max_length=100)
    points = models.DecimalField(_("每件分值"), max_digits=12, decimal_places=4, default=Decimal(0))
    later = models.DecimalField(_("再次分值"), max_digits=12, decimal_places=4, null=True)
    most = models.DecimalField(_("单件上限"), max_digits=12, decimal_places=4, null=True)
    most_of_all = models.DecimalField(_("累计上限"), max_digits=12, decimal_places=4, null=True)
    basis = models.CharField(_("条款"), max_length=100, blank=True)
    approver_name = models.CharField(_("批准人"), max_length=60, blank=True)

    class Meta:
        """Codes are unique in a scheme; a veto rests on a numbered paper."""

        verbose_name = _("加减分项目")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="catalogue_rule_code_once"),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.VETO) | ~Q(basis=""), name="veto_rests_on_a_paper"
            ),
        ]

    def __str__(self) -> str:
        return self.name

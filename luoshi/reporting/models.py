"""What a unit said of a matter, and what the other hand found. All of it is kept as it was said."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.models import Matter, Round, Target
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Unit
from luoshi.reporting.terms import Method, ProblemClass, ReportState, Verdict
from luoshi.trail.models import File


class Report(Row):
    """A periodic report in four parts: 安排、进展、问题、建议."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="reports")
    round = models.ForeignKey(Round, models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    period = models.CharField(_("报告期"), max_length=20)
    arrangement = models.TextField(_("安排部署"), blank=True)
    progress = models.TextField(_("进展情况"))
    problems = models.TextField(_("存在问题"), blank=True)
    problem_class = models.CharField(_("问题类别"), max_length=12, choices=ProblemClass, blank=True)
    suggestions = models.TextField(_("意见建议"), blank=True)
    percent = models.DecimalField(_("完成比例"), max_digits=5, decimal_places=2)
    no_change = models.BooleanField(_("较上期无变化"), default=False)
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reporter_name = models.CharField(_("填报人"), max_length=60)
    reported_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.SUBMITTED)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.CharField(_("审核意见"), max_length=500, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")

    class Meta:
        """A share is of a hundred; nobody reviews what they reported."""

        constraints = [
            models.CheckConstraint(
                name="report_share_of_a_hundred", condition=Q(percent__gte=0, percent__lte=100)
            ),
            models.CheckConstraint(
                name="report_reviewed_by_another_hand",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("reported_by")),
            ),
            models.CheckConstraint(
                name="report_returned_says_why",
                condition=~Q(state=ReportState.RETURNED) | ~Q(review_note=""),
            ),
        ]
        indexes = [
            models.Index(fields=["matter", "-reported_at"], name="report_newest"),
            models.Index(fields=["state", "reported_at"], name="report_to_review"),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.period}"


class Figure(Row):
    """What a report says of one target, on the day it was made."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="figures")
    target = models.ForeignKey(Target, models.PROTECT, related_name="figures")
    value = models.DecimalField(_("实际值"), max_digits=18, decimal_places=4)
    why_less = models.CharField(_("核减原因"), max_length=200, blank=True)

    class Meta:
        """One figure of a target in a report."""

        constraints = [
            models.UniqueConstraint(fields=["report", "target"], name="figure_once_in_a_report")
        ]

    def __str__(self) -> str:
        return f"{self.target.metric} {self.value.normalize():f}"


class Claim(Row):
    """The lead's word that the matter is done (申请办结), by the unit's head."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="claims")
    round = models.ForeignKey(Round, models.PROTECT, related_name="claims")
    statement = models.TextField(_("办理结果"))
    effect = models.TextField(_("成效"), blank=True)
    residual = models.TextField(_("遗留问题"), blank=True)
    claimed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    claimant_name = models.CharField(_("签报人"), max_length=60)
    claimed_at = models.DateTimeField()
    # The time of the accepted claim decides whether the matter was on time (domain/14 Q7).
    accepted = models.BooleanField(null=True)

    class Meta:
        """One claim waits at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(accepted__isnull=True), name="claim_one_waits"
            )
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.claimed_at:%Y-%m-%d}"


class Review(Row):
    """The desk review of a claim (初审): six points, passed or returned."""

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="review")
    checks = models.JSONField(default=dict)
    passed = models.BooleanField()
    note = models.TextField(_("初审意见"), blank=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reviewer_name = models.CharField(_("初审人"), max_length=60)
    reviewed_at = models.DateTimeField()
    # How the sample fell, so that anyone can draw it again (domain/14 Q9).
    seed = models.CharField(max_length=32, blank=True)
    on_site = models.BooleanField(_("须实地核查"), default=False)
    on_site_reason = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.claim} · {self.reviewer_name}"


class Verification(Row):
    """What another hand found of a claim (核查)."""

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="verification")
    method = models.CharField(_("核查方式"), max_length=12, choices=Method)
    place = models.CharField(_("核查地点"), max_length=120, blank=True)
    visited_date = models.DateField(_("核查日期"))
    record = models.TextField(_("核查记录"))
    verdict = models.CharField(_("核查结论"), max_length=10, choices=Verdict)
    no_interest = models.BooleanField(_("无应回避情形"))
    verified_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    verifier_name = models.CharField(_("核查人"), max_length=60)
    verifier_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    verified_at = models.DateTimeField()

    class Meta:
        """Whoever verifies declares to have no interest; a visit names its place."""

        constraints = [
            models.CheckConstraint(
                name="verification_declares_no_interest", condition=Q(no_interest=True)
            ),
            models.CheckConstraint(
                name="verification_on_site_names_its_place",
                condition=~Q(method__in=[Method.ON_SITE, Method.COVERT]) | ~Q(place=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.verifier_name}"


class Evidence(Row):
    """A file laid beside a report, a claim or a verification; never more than the proof asks."""

    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="evidence")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="evidence")
    verification = models.ForeignKey(
        Verification, models.PROTECT, null=True, related_name="evidence"
    )
    file = models.ForeignKey(File, models.PROTECT, related_name="evidence")
    name = models.CharField(_("名称"), max_length=200)

    class Meta:
        """It lies beside one thing."""

        constraints = [
            models.CheckConstraint(
                name="evidence_lies_beside_one_thing",
                condition=Q(report__isnull=False, claim__isnull=True, verification__isnull=True)
                | Q(report__isnull=True, claim__isnull=False, verification__isnull=True)
                | Q(report__isnull=True, claim__isnull=True, verification__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

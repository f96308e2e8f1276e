"""What a unit said of a matter, and what the other hand found. All of it is kept as it was said."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.models import Matter, Round, Target
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Unit
from luoshi.reporting.terms import (
    VOID,
    Method,
    ProblemClass,
    ReportState,
    SlipKind,
    SlipState,
    Verdict,
)
from luoshi.trail.models import File

# What a browser shows as a picture and cannot take for anything else.
PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp")


class SigningRule(Row):
    """Whether what a unit's staff report waits for the signature of its head or deputy (审签).

    A unit without a row reports at once: a liaison may submit (domain/08 section 8.2).
    """

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="signing")
    needed = models.BooleanField(_("报送前须审签"))

    def __str__(self) -> str:
        return str(self.unit)


class Report(Row):
    """A periodic report in four parts: 安排、进展、问题、建议.

    :ivar reported_at: when it was written down
    :ivar arrived_at: when it came to the supervision room; lateness is reckoned from it
    :ivar opened_at: when a reviewer first opened it; until then it can be taken back
    """

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
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.WRITTEN)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(_("审签人"), max_length=60, blank=True)
    signed_at = models.DateTimeField(null=True)
    signing_note = models.CharField(_("审签意见"), max_length=500, blank=True)
    arrived_at = models.DateTimeField(_("送达时间"), null=True)
    opened_at = models.DateTimeField(_("查看时间"), null=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.CharField(_("审核意见"), max_length=500, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")

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
            models.CheckConstraint(
                name="report_sent_back_to_its_writer_says_why",
                condition=~Q(state=ReportState.REDRAFT) | ~Q(signing_note=""),
            ),
            models.UniqueConstraint(
                fields=["round", "unit"],
                condition=Q(state=ReportState.SIGNING),
                name="report_one_waits_for_its_signature",
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(corrects__isnull=False) & ~Q(state__in=VOID),
                name="report_is_corrected_once",
            ),
        ]
        indexes = [
            models.Index(fields=["matter", "-reported_at"], name="report_newest"),
            models.Index(fields=["state", "reported_at"], name="report_to_review"),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.period}"


class ReportDraft(Row):
    """What somebody has typed of a report and not sent (报告草稿): no deed, and nobody else's."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="report_drafts")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="report_drafts")
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        """One for a person and a matter."""

        constraints = [
            models.UniqueConstraint(fields=["person", "matter"], name="report_draft_one_each")
        ]

    def __str__(self) -> str:
        return str(self.matter)


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


class Slip(Row):
    """A claim or a return that the unit's staff prepared and its head has yet to sign (送签单)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="slips")
    round = models.ForeignKey(Round, models.PROTECT, related_name="slips")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="slips")
    kind = models.CharField(_("类别"), max_length=8, choices=SlipKind)
    statement = models.TextField(_("办理结果或退回理由"))
    effect = models.TextField(_("成效"), blank=True)
    residual = models.TextField(_("遗留问题"), blank=True)
    proposed_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    prepared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    preparer_name = models.CharField(_("拟稿人"), max_length=60)
    prepared_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=SlipState, default=SlipState.WAITING)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(_("审签意见"), max_length=500, blank=True)

    class Meta:
        """One waits at a time; a return names another unit; sent back, it says why."""

        constraints = [
            models.UniqueConstraint(
                fields=["matter", "unit", "kind"],
                condition=Q(state=SlipState.WAITING),
                name="slip_one_waits",
            ),
            models.CheckConstraint(
                name="slip_of_a_return_proposes_a_unit",
                condition=~Q(kind=SlipKind.RETURN) | Q(proposed_unit__isnull=False),
            ),
            models.CheckConstraint(
                name="slip_sent_back_says_why",
                condition=~Q(state=SlipState.REDRAFT) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.get_kind_display()}"


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


def _beside(one: str) -> Q:
    """Ask that a file lies beside this thing and beside no other."""
    things = ("report", "claim", "verification", "slip")
    return Q(**{f"{thing}__isnull": thing != one for thing in things})


class Evidence(Row):
    """A file laid beside a report, a claim or a verification; never more than the proof asks."""

    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="evidence")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="evidence")
    verification = models.ForeignKey(
        Verification, models.PROTECT, null=True, related_name="evidence"
    )
    slip = models.ForeignKey(Slip, models.PROTECT, null=True, related_name="evidence")
    file = models.ForeignKey(File, models.PROTECT, related_name="evidence")
    name = models.CharField(_("名称"), max_length=200)
    # Read off the photograph before its marks were taken out; the place only where it was ticked.
    taken_at = models.DateTimeField(_("拍摄时间"), null=True)
    taken_place = models.CharField(_("拍摄地点"), max_length=60, blank=True)

    class Meta:
        """It lies beside one thing."""

        constraints = [
            models.CheckConstraint(
                name="evidence_lies_beside_one_thing",
                condition=_beside("report")
                | _beside("claim")
                | _beside("verification")
                | _beside("slip"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Tell whether a browser shows it as a picture; `file` must have been read."""
        return self.file.media_type in PICTURES

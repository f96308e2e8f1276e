"""The words of appraisals (民主评议、满意度、述职评议), domain/06 section 6.3, 07 section 7.3."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AppraisalKind(TextChoices):
    """What people are asked about."""

    DEMOCRATIC = "DEMOCRATIC", _("民主评议")
    SATISFACTION = "SATISFACTION", _("满意度测评")
    REPORTING = "REPORTING", _("述职评议")


class Scale(TextChoices):
    """What may be answered: each has "don't know" beside it, which is no valid vote."""

    SATISFACTION = "SATISFACTION", _("满意、基本满意、不满意")
    GRADES = "GRADES", _("好、较好、一般、差")


class Choice(TextChoices):
    """One answer; the code is the name of the number a method counts."""

    SATISFIED = "satisfied", _("满意")
    BASICALLY = "basically", _("基本满意")
    DISSATISFIED = "dissatisfied", _("不满意")
    GOOD = "good", _("好")
    FAIR = "fair", _("较好")
    AVERAGE = "average", _("一般")
    POOR = "poor", _("差")
    UNKNOWN = "unknown", _("不了解")


class AppraisalState(TextChoices):
    """Where an appraisal stands: votes are taken while it is open, results shown once closed."""

    DRAFTING = "DRAFTING", _("拟定")
    OPEN = "OPEN", _("评议中")
    CLOSED = "CLOSED", _("已结束")
    WITHDRAWN = "WITHDRAWN", _("已作废")


class VoteGrade(TextChoices):
    """The grade a unit was voted (票决等次); too few votes give none."""

    SATISFIED = "SATISFIED", _("满意")
    BASICALLY = "BASICALLY", _("基本满意")
    DISSATISFIED = "DISSATISFIED", _("不满意")
    GOOD = "GOOD", _("好")
    FAIR = "FAIR", _("较好")
    AVERAGE = "AVERAGE", _("一般")
    POOR = "POOR", _("差")
    TOO_FEW = "TOO_FEW", _("有效票不足，不出结果")


class Consequence(TextChoices):
    """What the rules suggest (S1-38 to S1-40, domain/07 section 7.3): people decide it."""

    PRAISE = "PRAISE", _("建议通报表扬、授牌")
    TALK = "TALK", _("建议对班子诫勉谈话")
    HEAD = "HEAD", _("连续两年不满意，建议按干部管理权限研究调整主要负责人")
    RECTIFY = "RECTIFY", _("建议约谈并限期整改")


CHOICES: dict[str, tuple[Choice, ...]] = {
    Scale.SATISFACTION: (
        Choice.SATISFIED,
        Choice.BASICALLY,
        Choice.DISSATISFIED,
        Choice.UNKNOWN,
    ),
    Scale.GRADES: (Choice.GOOD, Choice.FAIR, Choice.AVERAGE, Choice.POOR, Choice.UNKNOWN),
}

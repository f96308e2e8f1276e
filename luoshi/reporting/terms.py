"""The words of this room (domain/05 sections 5.4 and 5.7)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportState(TextChoices):
    """Where a report stands."""

    WRITTEN = "WRITTEN", _("拟稿")
    SIGNING = "SIGNING", _("待审签")
    REDRAFT = "REDRAFT", _("退回修改")
    SUBMITTED = "SUBMITTED", _("待审核")
    ACCEPTED = "ACCEPTED", _("审核通过")
    RETURNED = "RETURNED", _("退回补正")
    WITHDRAWN = "WITHDRAWN", _("已撤回")


# What has come to the supervision room; anything else stays inside the unit.
ARRIVED = (ReportState.SUBMITTED, ReportState.ACCEPTED, ReportState.RETURNED)
# What came to nothing: it answers no period and corrects no report.
VOID = (ReportState.REDRAFT, ReportState.WITHDRAWN)


class SlipKind(TextChoices):
    """What a unit's staff prepared for the head to say (domain/02 T5, T15)."""

    CLAIM = "CLAIM", _("申请办结")
    RETURN = "RETURN", _("退回")


class SlipState(TextChoices):
    """Where a signing slip stands."""

    WAITING = "WAITING", _("待审签")
    SIGNED = "SIGNED", _("已签发")
    REDRAFT = "REDRAFT", _("退回修改")
    WITHDRAWN = "WITHDRAWN", _("已撤回")


class ProblemClass(TextChoices):
    """What a problem is made of (问题类别)."""

    NONE = "", _("无")
    FUNDS = "FUNDS", _("资金")
    LAND = "LAND", _("土地")
    APPROVAL = "APPROVAL", _("审批")
    DEMOLITION = "DEMOLITION", _("征拆")
    STAFF = "STAFF", _("人员")
    COORDINATION = "COORDINATION", _("协调")
    POLICY = "POLICY", _("政策")
    OTHER = "OTHER", _("其他")


class Method(TextChoices):
    """How a result was verified (核查方式)."""

    DOCUMENTS = "DOCUMENTS", _("核对资料")
    ON_SITE = "ON_SITE", _("实地核查")
    COVERT = "COVERT", _("暗访")
    PHONE = "PHONE", _("电话回访")
    THIRD_PARTY = "THIRD_PARTY", _("第三方核查")


class Verdict(TextChoices):
    """What a verification came to (核查结论)."""

    TRUE = "TRUE", _("属实，同意办结")
    PARTIAL = "PARTIAL", _("部分完成，退回")
    UNDONE = "UNDONE", _("未完成，退回")
    FALSIFIED = "FALSIFIED", _("弄虚作假，退回")


class Check(TextChoices):
    """The six points of the desk review (domain/02 section 2.1)."""

    FACTS = "FACTS", _("事实清楚")
    SOLVED = "SOLVED", _("问题解决")
    COMPLETE = "COMPLETE", _("任务完成")
    CONCLUSION = "CONCLUSION", _("结论正确")
    LAWFUL = "LAWFUL", _("依法合规")
    FORM = "FORM", _("格式规范")

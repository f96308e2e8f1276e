"""The words of the shared reference data: kinds of special day, units of length."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DayKind(TextChoices):
    """How a notice takes a day out of the plain week."""

    HOLIDAY = "HOLIDAY", _("放假")
    MAKE_UP = "MAKE_UP", _("调休上班")


class LengthUnit(TextChoices):
    """What a length is counted in; the codes are those of rules.Unit."""

    CALENDAR = "CALENDAR", _("天")
    WORKING = "WORKING", _("工作日")
    MONTH = "MONTH", _("个月")


class StartEvent(TextChoices):
    """The event a clock runs from; the codes are those of rules.Start."""

    ISSUE = "ISSUE", _("下达")
    SIGNING = "SIGNING", _("签收（至迟下达后1个工作日）")
    RECEIPT = "RECEIPT", _("收到")
    ASSIGNMENT = "ASSIGNMENT", _("交办")
    MEETING = "MEETING", _("会议")
    SUBMISSION = "SUBMISSION", _("送审")
    CLAIM = "CLAIM", _("申请销号")
    REVIEW = "REVIEW", _("初审通过")
    COMPLETION = "COMPLETION", _("办结")
    ACCEPTANCE = "ACCEPTANCE", _("受理")
    APPROVAL = "APPROVAL", _("批准")
    LISTING = "LISTING", _("挂牌")
    NOTICE = "NOTICE", _("通知")
    DECISION = "DECISION", _("决定")

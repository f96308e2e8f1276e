"""The words of what is owed: its kinds, and why a light stands as it does."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class DueKind(TextChoices):
    """What a due asks for (应办类别)."""

    RECEIPT = "RECEIPT", _("签收")
    REPORT = "REPORT", _("报送进展")
    STATUS = "STATUS", _("报动态")
    RESULT = "RESULT", _("报结果")
    COMPLETION = "COMPLETION", _("办结")
    REVIEW = "REVIEW", _("初审")
    VERIFICATION = "VERIFICATION", _("核查")
    WRITE_OFF = "WRITE_OFF", _("销号")
    REDO = "REDO", _("退回重办")
    DECISION = "DECISION", _("审批")
    OPINION = "OPINION", _("答复意见")
    REVISIT = "REVISIT", _("挂起复查")
    REPLY = "REPLY", _("回复通知")
    RECTIFICATION = "RECTIFICATION", _("整改")
    APPEAL = "APPEAL", _("申诉复核")
    RETURN = "RETURN", _("年度法定报送")
    MATERIAL = "MATERIAL", _("报送材料")


# What a report answers: how it stands, the first time and from period to period.
REPORTS = (DueKind.STATUS, DueKind.REPORT)
# What the claim of completion answers; its clock stands at the claim until that is decided.
CLAIMABLE = (DueKind.COMPLETION, DueKind.RESULT, DueKind.REDO)


class Level(IntegerChoices):
    """How serious it is (domain/04 section 4.2). Semantic: the colour is the theme's affair."""

    DONE = 0, _("已办结")
    NORMAL = 1, _("正常")
    ATTENTION = 2, _("临期")
    WARNING = 3, _("滞后")
    OVERDUE = 4, _("逾期")
    SERIOUS = 5, _("严重逾期")
    SUSPENDED = 9, _("停表")


class Reason(TextChoices):
    """Why a light stands as it does: the word beside the shape."""

    DONE = "DONE", _("已办结")
    SUSPENDED = "SUSPENDED", _("停表")
    CLAIMED = "CLAIMED", _("已申请销号")
    ON_TIME = "ON_TIME", _("按期")
    DUE_SOON = "DUE_SOON", _("临期")
    DUE_TODAY = "DUE_TODAY", _("今日到期")
    OVERDUE = "OVERDUE", _("逾期")
    LONG_OVERDUE = "LONG_OVERDUE", _("严重逾期")
    URGED_IN_VAIN = "URGED_IN_VAIN", _("催办未果")
    BEHIND = "BEHIND", _("滞后")
    FAR_BEHIND = "FAR_BEHIND", _("严重滞后")
    REPORT_SOON = "REPORT_SOON", _("临近报送")
    REPORT_MISSED = "REPORT_MISSED", _("缺报")
    REPORTS_MISSED = "REPORTS_MISSED", _("连续未报")
    SENT_BACK = "SENT_BACK", _("退回重办")
    SENT_BACK_AGAIN = "SENT_BACK_AGAIN", _("多次退回")


class DayGroup(TextChoices):
    """The groups of my desk, in their order."""

    OVERDUE = "OVERDUE", _("已逾期")
    TODAY = "TODAY", _("今天")
    TOMORROW = "TOMORROW", _("明天")
    WEEK = "WEEK", _("本周")
    LATER = "LATER", _("以后")

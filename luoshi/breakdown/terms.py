"""The words of this room (domain/02 section 2.3, domain/13)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ListState(TextChoices):
    """Where a responsibility list stands."""

    DRAFTING = "DRAFTING", _("分解中")
    SUBMITTED = "SUBMITTED", _("待核签")
    APPROVED = "APPROVED", _("已立项")
    ISSUED = "ISSUED", _("已交办")


class DraftVerdict(TextChoices):
    """What the officer said of a proposed matter."""

    PROPOSED = "PROPOSED", _("待审")
    ACCEPTED = "ACCEPTED", _("已采纳")
    SKIPPED = "SKIPPED", _("已跳过")


class LessonKind(TextChoices):
    """What was learned from a list that was set up."""

    NAME = "NAME", _("单位叫法")
    PHRASE = "PHRASE", _("交办用语")


class StepKind(TextChoices):
    """What somebody did at the workbench; a step can be taken back until the list is submitted."""

    ACCEPT = "ACCEPT", _("采纳")
    EDIT = "EDIT", _("修改")
    SKIP = "SKIP", _("跳过")
    TAKE_BACK = "TAKE_BACK", _("撤回")
    ANSWER = "ANSWER", _("处置")
    ADD = "ADD", _("新增")
    MARK = "MARK", _("标注")
    SETTLE = "SETTLE", _("明确")
    MERGE = "MERGE", _("合并")
    SPLIT = "SPLIT", _("拆分")


class MatterState(TextChoices):
    """Where a matter stands; the codes of domain/02 section 2.3 in the order of a life."""

    DRAFT = "DRAFT", _("拟办")
    NOT_OPENED = "NOT_OPENED", _("不立项")
    REGISTERED = "REGISTERED", _("已立项")
    ASSIGNED = "ASSIGNED", _("待签收")
    RETURNED = "RETURNED", _("退回")
    IN_PROGRESS = "IN_PROGRESS", _("办理中")
    SUSPENDED = "SUSPENDED", pgettext_lazy("state", "挂起")
    CLAIMED = "CLAIMED", _("待初审")
    REWORK = "REWORK", _("退回重办")
    VERIFYING = "VERIFYING", _("待核查")
    DECIDING = "DECIDING", _("待批办结")
    BEFORE_LEADER = "BEFORE_LEADER", pgettext_lazy("state", "呈批")
    COMPLETED = "COMPLETED", _("办结")
    WRITTEN_OFF = "WRITTEN_OFF", _("已销号")
    ARCHIVED = "ARCHIVED", _("已归档")
    RESUPERVISED = "RESUPERVISED", _("重新督办")
    TERMINATED = "TERMINATED", _("已终止")


S = MatterState
OPEN = (
    S.ASSIGNED,
    S.RETURNED,
    S.IN_PROGRESS,
    S.SUSPENDED,
    S.CLAIMED,
    S.REWORK,
    S.VERIFYING,
    S.DECIDING,
    S.BEFORE_LEADER,
)
CLOSED = (S.COMPLETED, S.WRITTEN_OFF, S.ARCHIVED)
BEFORE_ISSUE = (S.DRAFT, S.NOT_OPENED, S.REGISTERED)
ONCE_ISSUED = (*OPEN, *CLOSED, S.RESUPERVISED, S.TERMINATED)
UNDER_WAY = (S.IN_PROGRESS, S.REWORK)
ENDED = (S.NOT_OPENED, *CLOSED, S.RESUPERVISED, S.TERMINATED)


class PartRole(TextChoices):
    """What a unit is to a matter; exactly one leads (domain/08 section 8.4)."""

    LEAD = "LEAD", _("牵头")
    JOINT = "JOINT", _("责任")
    ASSIST = "ASSIST", _("配合")


class Cause(TextChoices):
    """What from outside stops the work, so that its clock may stand still (domain/02 T12)."""

    LAWSUIT = "LAWSUIT", _("涉法涉诉")
    APPROVAL = "APPROVAL", _("等待上级审批")
    POLICY = "POLICY", _("上级政策调整")
    FORCE_MAJEURE = "FORCE_MAJEURE", _("不可抗力")


class Direction(TextChoices):
    """How a figure is to stand to its target."""

    EQUAL = "=", _("等于")
    AT_LEAST = ">=", _("不少于")
    AT_MOST = "<=", _("不超过")
    MORE = ">", _("多于")
    LESS = "<", _("少于")
    ABOUT = "≈", _("约")


class Cadence(TextChoices):
    """How often a unit reports (domain/14 Q5: on fixed days); the values are the
    codes that timelimits reads."""

    WEEK = "WEEKLY:5", _("每周")
    TEN_DAYS = "TEN_DAYS", _("每10天")
    MONTH = "MONTHLY:28", _("每月")
    QUARTER = "QUARTERLY:+10", _("每季度")
    NONE = "NONE", _("不定期")

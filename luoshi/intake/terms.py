"""The words of this room (domain/05 section 5.1)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SourceType(TextChoices):
    """Where a decision comes from (事项来源)."""

    UPPER_DOCUMENT = "UPPER_DOCUMENT", _("上级文件")
    MINUTES = "MINUTES", _("会议纪要")
    WORK_REPORT = "WORK_REPORT", _("政府工作报告")
    INSTRUCTION = "INSTRUCTION", _("领导批示")
    SPEECH = "SPEECH", _("调研讲话")
    SUGGESTION = "SUGGESTION", _("代表建议")
    PROPOSAL = "PROPOSAL", _("政协提案")
    LIVELIHOOD = "LIVELIHOOD", _("民生实事")
    FINDING = "FINDING", _("督查发现")
    PAPER_LEDGER = "PAPER_LEDGER", _("纸质台账")
    OTHER = "OTHER", _("其他文件")


class Urgency(TextChoices):
    """How pressing a paper is (紧急程度, GB/T 9704)."""

    EXTRA_URGENT = "EXTRA_URGENT", _("特急")
    URGENT = "URGENT", _("加急")
    ORDINARY = "ORDINARY", _("一般")


class SignOff(TextChoices):
    """Who signs a responsibility list (签发, text 0: by the rank of those who answer for it)."""

    DIRECTOR = "DIRECTOR", _("督查室主任")
    SECRETARY_GENERAL = "SECRETARY_GENERAL", _("秘书长")
    IN_CHARGE = "IN_CHARGE", _("分管领导")
    LEADING_GROUP = "LEADING_GROUP", _("领导小组")


class Disposition(TextChoices):
    """What became of a sentence; every sentence ends with exactly one."""

    MATTER = "MATTER", _("列为事项")
    PART = "PART", _("并入事项")
    PRINCIPLE = "PRINCIPLE", _("原则要求，不单列")
    NOT_OURS = "NOT_OURS", _("非本级承担")

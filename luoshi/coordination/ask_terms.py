"""The words of what one unit asks of many: kinds, where an ask and a reply stand (征询、报送)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AskKind(TextChoices):
    """What is asked for."""

    OPINION = "OPINION", _("征求意见")
    NOTICE = "NOTICE", _("通知")
    MATERIAL = "MATERIAL", _("报送材料")
    RETURN = "RETURN", _("定期报送")


class AskState(TextChoices):
    """Where an ask stands."""

    DRAFTING = "DRAFTING", _("拟稿")
    SUBMITTED = "SUBMITTED", _("待签发")
    SENT = "SENT", pgettext_lazy("state", "已发出")
    CLOSED = "CLOSED", pgettext_lazy("state", "已收结")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("state", "已撤回")


class ReplyState(TextChoices):
    """Where one unit's reply stands."""

    WAITING = "WAITING", _("待答复")
    SIGNED = "SIGNED", _("已签收")
    ANSWERED = "ANSWERED", _("已答复")
    RETURNED = "RETURNED", _("退回补充")
    ACCEPTED = "ACCEPTED", _("已收讫")


class Stance(TextChoices):
    """What a unit says to a draft it was asked about; 无意见 is an answer too."""

    NONE = "NONE", _("无意见")
    SOME = "SOME", _("有修改意见")
    AGAINST = "AGAINST", _("不同意")


class FieldKind(TextChoices):
    """What is filled in at one place of a return."""

    TEXT = "TEXT", _("文字")
    NUMBER = "NUMBER", _("数字")
    DATE = "DATE", _("日期")
    YES_NO = "YES_NO", _("是或否")
    FILE = "FILE", _("文件")


class Standing(TextChoices):
    """Where one unit stands to what it was asked; each is in exactly one of these."""

    NOT_DELIVERED = "NOT_DELIVERED", _("未送达")
    DELIVERED = "DELIVERED", _("已送达")
    READ = "READ", _("已读")
    SIGNED = "SIGNED", _("已签收")
    ANSWERED = "ANSWERED", _("已答复")
    LATE = "LATE", _("逾期答复")
    SILENT = "SILENT", _("静默未答复")


class Dormancy(TextChoices):
    """Why nobody seems to be at something that is owed."""

    LEFT = "LEFT", _("应办人已离任")
    VACANT = "VACANT", _("单位无人在岗")
    UNTOUCHED = "UNTOUCHED", _("连续两期无人动笔")


RECURS = AskKind.RETURN
# What a unit is handed as questions to fill in, and what it answers in words.
FILLED_IN = (AskKind.MATERIAL, AskKind.RETURN)
BEFORE_SENDING = (AskState.DRAFTING, AskState.SUBMITTED)
STILL_TO_ANSWER = (ReplyState.WAITING, ReplyState.SIGNED, ReplyState.RETURNED)

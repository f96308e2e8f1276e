"""The words of this room: why a message came to somebody (站内消息)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Why(TextChoices):
    """Why this person was told (收到原因)."""

    ADDRESSEE = "ADDRESSEE", _("通知单主送本单位")
    LEAD = "LEAD", _("本单位牵头此事项")
    PART = "PART", _("本单位承担此事项")
    ROOM = "ROOM", _("本室督办此事项")
    LIST = "LIST", _("本室负责此清单")
    CHECK = "CHECK", _("由本室核查人员核查")
    FILE = "FILE", _("由本室归档")
    SPONSOR = "SPONSOR", _("您包抓此事项")
    DECIDES = "DECIDES", _("呈请您决定")
    APPROVES = "APPROVES", _("由您审批此申请")
    SIGNS = "SIGNS", _("按签发权限由您签发此清单")
    ASSIGNED = "ASSIGNED", _("本单位交办此子事项")
    ASKED = "ASKED", _("征询报送主送本单位")
    ASKS = "ASKS", _("本单位发起此征询报送")
    EXPORT = "EXPORT", _("您申请的导出")
    POST = "POST", _("与您的任职有关")

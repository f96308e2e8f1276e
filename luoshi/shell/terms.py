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
    SOURCE = "SOURCE", _("本单位是数据来源单位")
    ASSESSED = "ASSESSED", _("本单位是被考核单位")
    ASSESSES = "ASSESSES", _("由本办考核")
    APPEALS = "APPEALS", _("本单位提出此申诉")
    RESULTS = "RESULTS", _("考核结果由市领导审定")
    VETOES = "VETOES", _("一票否决由市领导认定")
    APPRAISED = "APPRAISED", _("本单位是被评议单位")
    EXPORT = "EXPORT", _("您申请的导出")
    POST = "POST", _("与您的任职有关")
    URGED = "URGED", _("本单位牵头，督查室催办")
    DIGEST = "DIGEST", _("每日提醒")


class Seat(TextChoices):
    """Where somebody stands to a matter, a column of the notification matrix (通知对象)."""

    HANDLER = "HANDLER", _("牵头单位承办人")
    LIAISON = "LIAISON", _("牵头单位联络员")
    DEPUTY = "DEPUTY", _("牵头单位分管领导")
    HEAD = "HEAD", _("牵头单位主要负责人")
    SUPERVISOR = "SUPERVISOR", _("督办该事项的督查员")
    DIRECTOR = "DIRECTOR", _("督办该事项的督查室主任")
    LEADER = "LEADER", _("包抓或分管该事项的领导")
    ASSIGNER = "ASSIGNER", _("交办该子事项的单位负责人")
    OWES = "OWES", _("应由本单位办理")
    OWED = "OWED", _("应报送督查室")


class How(TextChoices):
    """How somebody hears of a level entered, a cell of the notification matrix (通知方式)."""

    MESSAGE = "MESSAGE", _("提醒")
    DIGEST = "DIGEST", _("每日汇总")
    WEEKLY = "WEEKLY", _("每周汇总")
    LIST = "LIST", _("列表")


class Section(TextChoices):
    """The sections of a digest, in their order (每日提醒的各节)."""

    TURNED = "TURNED", _("亮灯提醒")
    KNOWN = "KNOWN", _("亮灯汇总")
    WEEKLY = "WEEKLY", _("本周在逾期的")
    LISTED = "LISTED", _("其他亮灯变化")
    LATE = "LATE", _("已逾期")
    TODAY = "TODAY", _("今天到期的")
    SOON = "SOON", _("即将到期")
    SILENT = "SILENT", _("未报送的单位")
    ASKED = "ASKED", _("待答复、待报送的其他要求")


class ChannelKind(TextChoices):
    """Ways out of the house (渠道)."""

    EMAIL = "EMAIL", _("电子邮件")
    DINGTALK = "DINGTALK", _("钉钉机器人")
    WECOM = "WECOM", _("企业微信机器人")
    FEISHU = "FEISHU", _("飞书机器人")


class Standing(TextChoices):
    """How a message on a channel stands (投递情况)."""

    WAITING = "WAITING", _("待发")
    SENDING = "SENDING", _("正在发")
    SENT = "SENT", _("已发出")
    DEAD = "DEAD", _("未发出")
    UNSURE = "UNSURE", _("不确定是否已发出")
    DROPPED = "DROPPED", _("已作废")


class Failure(TextChoices):
    """Why a message did not go out, in our words: the other side's may hold the address."""

    UNREACHED = "UNREACHED", _("连不上对方服务器")
    REFUSED = "REFUSED", _("对方服务器拒收")
    NONSENSE = "NONSENSE", _("对方的答复无法判断")
    SILENCE = "SILENCE", _("已连上，但没有等到答复")
    BROKEN_OFF = "BROKEN_OFF", _("发送时程序中断")
    NO_ADDRESS = "NO_ADDRESS", _("地址无法读取，请重新填写")
    NOT_SET_UP = "NOT_SET_UP", _("本站没有配置发信服务器")
    NOTHING = "NOTHING", _("收件人已看不到所提醒的内容")

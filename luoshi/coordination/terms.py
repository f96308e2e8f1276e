"""The words of requests: what is asked, why, and where it stands (domain/05 5.5 and 5.6)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestKind(TextChoices):
    """What a unit asks of the level that opened the matter; a return is T5 and no request."""

    EXTENSION = "EXTENSION", _("延期")
    CHANGE = "CHANGE", _("变更")
    SUSPENSION = "SUSPENSION", pgettext_lazy("request", "挂起")
    TERMINATION = "TERMINATION", pgettext_lazy("request", "终止")


class RequestState(TextChoices):
    """Where a request stands."""

    WRITTEN = "WRITTEN", _("已拟稿")
    SIGNING = "SIGNING", _("待单位签发")
    REDRAFT = "REDRAFT", _("退回修改")
    SENT = "SENT", _("待审批")
    REVIEWED = "REVIEWED", _("已审核，待审批")
    GRANTED = "GRANTED", pgettext_lazy("request", "同意")
    REFUSED = "REFUSED", pgettext_lazy("request", "不同意")
    WITHDRAWN = "WITHDRAWN", _("已撤回")
    LAPSED = "LAPSED", _("已失效")


# Nobody's business but the unit's own.
INSIDE = (RequestState.WRITTEN, RequestState.SIGNING, RequestState.REDRAFT)
BEFORE_THE_LEVEL = (RequestState.SENT, RequestState.REVIEWED)
WAITING = (RequestState.SIGNING, *BEFORE_THE_LEVEL)
DECIDED = (RequestState.GRANTED, RequestState.REFUSED)


class Ground(TextChoices):
    """Why more time is asked for (延期原因)."""

    PROCEDURE = "PROCEDURE", _("前期手续未办完")
    FUNDS = "FUNDS", _("资金未到位")
    LAND = "LAND", _("用地、征拆")
    WEATHER = "WEATHER", _("天气、灾害")
    PARTNER = "PARTNER", _("协办方未完成")
    SCOPE = "SCOPE", _("任务增加")
    OTHER = "OTHER", _("其他")


class Aspect(TextChoices):
    """What about a matter is to be changed (变更内容)."""

    LEAD = "LEAD", _("牵头单位")
    ANSWERS = "ANSWERS", _("责任人")
    FIGURE = "FIGURE", _("目标值")
    REQUIREMENT = "REQUIREMENT", _("事项内容")
    STANDARD = "STANDARD", _("完成标准")

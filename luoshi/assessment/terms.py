"""The words of this room (domain/06)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SchemeState(TextChoices):
    """Where a version of a scheme stands: only a draft can be changed."""

    DRAFT = "DRAFT", _("草案")
    IN_FORCE = "IN_FORCE", _("施行")
    SUPERSEDED = "SUPERSEDED", _("已被新版本取代")
    WITHDRAWN = "WITHDRAWN", _("已撤回")


class Missing(TextChoices):
    """What becomes of a figure that is not there (domain/14 Q26): it is never zero."""

    SPREAD = "SPREAD", _("权重由同一级指标分摊")
    CARRY = "CARRY", _("沿用上期得分率")


class Mean(TextChoices):
    """How indicators become one total."""

    ARITHMETIC = "ARITHMETIC", _("加权求和")
    GEOMETRIC = "GEOMETRIC", _("加权几何平均")


class Direction(TextChoices):
    """Which way is better."""

    UP = "UP", _("越高越好")
    DOWN = "DOWN", _("越低越好")
    RANGE = "RANGE", _("区间为好")


class Source(TextChoices):
    """Where a figure comes from."""

    ENTERED = "ENTERED", _("来源单位填报")
    RECORD = "RECORD", _("系统记录")
    APPRAISAL = "APPRAISAL", _("评议结果")


class PeriodKind(TextChoices):
    """How long a period of assessment is."""

    MONTH = "MONTH", _("月度")
    QUARTER = "QUARTER", _("季度")
    YEAR = "YEAR", _("年度")


class Method(TextChoices):
    """How a figure becomes points (domain/06 section 6.3, M1 to M16, and 6.4)."""

    COMPLETION = "COMPLETION", _("完成率法")
    CONTROL = "CONTROL", _("控制型（逆向）")
    ALL_OR_NOTHING = "ALL_OR_NOTHING", _("目标完成计分法")
    THRESHOLD_RANK = "THRESHOLD_RANK", _("达标加位次")
    RANK = "RANK", _("排名赋分")
    RATIO_TO_FIRST = "RATIO_TO_FIRST", _("比例换算")
    EFFICACY = "EFFICACY", _("功效系数法")
    EFFICACY_EXPONENTIAL = "EFFICACY_EXPONENTIAL", _("功效系数法（指数型）")
    MIXED = "MIXED", _("增量与增幅")
    BANDS = "BANDS", _("区间分档法")
    DEDUCTION = "DEDUCTION", _("扣分法")
    PLUS_MINUS = "PLUS_MINUS", _("基准加减分法")
    SATISFACTION_VALUE = "SATISFACTION_VALUE", _("满意度（分值）")
    SATISFACTION_RATE = "SATISFACTION_RATE", _("满意度（比率）")
    VOTE_GRADE = "VOTE_GRADE", _("票决等次")
    MODIFIER = "MODIFIER", _("修正系数")
    GRADED_VOTES = "GRADED_VOTES", _("等级票")
    COMPOSITION = "COMPOSITION", _("时段合成")
    RANK_RISE = "RANK_RISE", _("进位奖")
    INNOVATION = "INNOVATION", _("创新创优")
    INVERSE = "INVERSE", _("反比法")
    INTERVAL = "INTERVAL", _("区间型")


class FigureState(TextChoices):
    """Where a figure stands: only what its source department signed for counts (S2-15)."""

    ENTERED = "ENTERED", _("已填报")
    CERTIFIED = "CERTIFIED", _("已核定")
    RETURNED = "RETURNED", _("已退回")


class PeriodState(TextChoices):
    """The steps of an assessment (domain/06 section 6.8)."""

    COLLECTING = "COLLECTING", _("数据采集")
    SELF_REPORTING = "SELF_REPORTING", _("自评")
    CHECKING = "CHECKING", _("审核")
    PREVIEWING = "PREVIEWING", _("预告")
    PUBLICITY = "PUBLICITY", _("公示")
    APPROVING = "APPROVING", _("审定")
    APPROVED = "APPROVED", _("已审定")
    PUBLISHED = "PUBLISHED", _("已通报")


class RuleKind(TextChoices):
    """What a line of the catalogue does (domain/06 section 6.5)."""

    BONUS = "BONUS", _("加分")
    DEDUCTION = "DEDUCTION", _("扣分")
    CREDIT = "CREDIT", _("工作量")
    TOLERANCE = "TOLERANCE", _("容错免责")
    VETO = "VETO", _("一票否决")


class AdjustmentState(TextChoices):
    """Where points beside the indicators stand: they count once another hand confirmed them."""

    PROPOSED = "PROPOSED", _("待认定")
    CONFIRMED = "CONFIRMED", _("已认定")
    REFUSED = "REFUSED", _("不予认定")
    REVOKED = "REVOKED", _("已撤销")


class Grade(TextChoices):
    """The grade of a unit for a period (domain/06 section 6.6)."""

    EXCELLENT = "EXCELLENT", _("优秀")
    GOOD = "GOOD", _("良好")
    PASS = "PASS", _("合格")
    FAIL = "FAIL", _("不合格")

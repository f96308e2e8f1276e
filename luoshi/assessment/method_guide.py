"""计分方法说明 What each method counts and which numbers it takes, for whoever fills in a line.

A sample is typed as it stands; what a method can do without is named with what it then takes.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.assessment.terms import Method


@dataclass(frozen=True)
class Guide:
    """One method in two lines.

    :ivar counts: the formula in words
    :ivar sample: parameters as they are typed, one to a line; "" where it takes none
    :ivar needed: whether it cannot count without them
    """

    method: Method
    counts: str | Promise
    sample: str = ""
    needed: bool = False


GUIDES = (
    Guide(
        Method.COMPLETION,
        _("权重×实际÷目标，超额不多得；最多计到目标的几倍可改"),
        "most_rate = 1",
    ),
    Guide(Method.CONTROL, _("权重×(2−实际÷目标)，越低越好，不低于0"), "most_rate = 1"),
    Guide(Method.ALL_OR_NOTHING, _("达到目标得权重，达不到得0")),
    Guide(
        Method.THRESHOLD_RANK,
        _("达标得固定分，其余权重按位次计：达标值、达标分、每后一位扣的比例"),
        "threshold = 8\nreached = 4\nstep_share = 0.05",
        needed=True,
    ),
    Guide(
        Method.RANK,
        _("第一名得权重，每后一位扣一定比例（或用step写每位扣几分），可设最低比例"),
        "step_share = 0.05\nleast_share = 0",
    ),
    Guide(Method.RATIO_TO_FIRST, _("权重×实际÷组内最好")),
    Guide(
        Method.EFFICACY,
        _("组内最差60分、最好100分，中间按比例，再乘权重；也可写定满意值和不允许值"),
        "satisfactory = 12\nnot_allowed = 8",
    ),
    Guide(
        Method.EFFICACY_EXPONENTIAL,
        _("同功效系数法，中间按指数曲线"),
        "satisfactory = 12\nnot_allowed = 8",
    ),
    Guide(
        Method.MIXED,
        _("增量和增幅各按功效系数计，再按比例相加，两个比例合计为1"),
        "increment_share = 0.4\ngrowth_share = 0.6",
    ),
    Guide(
        Method.BANDS,
        _("实际落在哪一档得哪一档的分，写作 起点:得分；低于最低一档得0"),
        "bands = 95:10, 85:8, 0:5",
        needed=True,
    ),
    Guide(
        Method.DEDUCTION,
        _("权重−件数×每件扣分，扣完为止；分几类扣的用items，写作 类别代码:每件扣分"),
        "each = 0.5",
    ),
    Guide(
        Method.PLUS_MINUS,
        _("基准分加加分减扣分，加分可封顶，再折算到权重，写作 类别代码:每件分值"),
        "bonus = award:2\ndeduct = late:1\nbonus_most = 5",
    ),
    Guide(
        Method.SATISFACTION_VALUE,
        _("(满意×100＋基本满意×70＋不满意×30)÷有效票，再乘权重；三个分值可改"),
        "a = 100\nb = 70\nc = 30",
    ),
    Guide(Method.SATISFACTION_RATE, _("(满意＋基本满意)÷有效票，再乘权重")),
    Guide(
        Method.VOTE_GRADE,
        _("半数以上满意为满意，合计半数以上为基本满意，其余不满意；三个等次各值百分之几可改"),
        "a = 100\nb = 70\nc = 0",
    ),
    Guide(
        Method.MODIFIER,
        _("实际值加上别的指标差额乘系数，各有封顶，再折算到权重"),
        'modifiers = {"gdp": {"k": 1.5, "cap": 5}}',
        needed=True,
    ),
    Guide(
        Method.GRADED_VOTES,
        _("好、较好、一般、差各值100、80、60、40分，按有效票平均，再乘权重；可另定各等次的分值"),
        "worth = good:100, fair:80, average:60, poor:40",
    ),
    Guide(
        Method.COMPOSITION,
        _("各分项按比例相加，再折算到权重，比例合计为1"),
        "shares = m1:0.3, m2:0.3, m3:0.4",
        needed=True,
    ),
    Guide(Method.RANK_RISE, _("比上期每进一位得几分，最多得权重"), "each = 1"),
    Guide(
        Method.INNOVATION,
        _("评分加奖项分，最多得权重；同一事项只计最高一级"),
        "awards = national:2, provincial:1, city:0.5",
    ),
    Guide(Method.INVERSE, _("权重×目标÷实际，越低越好，最多得权重")),
    Guide(
        Method.INTERVAL,
        _("落在区间内得权重，偏离按直线降到0；降到0的两端可写least、most"),
        "low = 90\nhigh = 110",
        needed=True,
    ),
)  # fmt: skip

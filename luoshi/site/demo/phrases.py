"""What the people of the demo write in their reports; plain, short, and invented."""

from decimal import Decimal
from random import Random

from luoshi.breakdown.models import Matter

ARRANGEMENTS = (
    "已召开专题调度会，明确责任分工和时间表。",
    "印发工作方案，建立周调度机制。",
    "主要负责人到一线督导，逐项研究解决堵点。",
    "已将任务分解到科室和具体责任人。",
)
PROBLEMS = (
    "部分点位权属不清，现场施工受阻。",
    "配套资金尚未全部到位。",
    "个别标段招标流标，需重新组织。",
    "涉及管线迁改，产权单位意见不一致。",
)
SUGGESTIONS = (
    "建议由市级层面召开协调会，明确管线迁改时序。",
    "建议财政部门加快资金拨付。",
    "建议相关部门提前介入，并联办理手续。",
)


def arrangement(hand: Random) -> str:
    """Return what was arranged."""
    return hand.choice(ARRANGEMENTS)


def problem(hand: Random) -> str:
    """Return what stands in the way."""
    return hand.choice(PROBLEMS)


def suggestion(hand: Random) -> str:
    """Return what is asked for."""
    return hand.choice(SUGGESTIONS)


def progress(matter: Matter, percent: Decimal) -> str:
    """Return how far the matter has come."""
    return f"{matter.title}：截至目前总体完成{percent}%，下一步按计划推进剩余工作。"


def reached(target: Decimal, percent: Decimal) -> Decimal:
    """Return the figure reached: whole where the target counts things, else two places."""
    whole = target == target.to_integral_value() and target >= 5
    return (target * percent / 100).quantize(Decimal(1) if whole else Decimal("0.01"))


def result(matter: Matter) -> str:
    """Return the lead's word that it is done."""
    return f"{matter.title}已全部完成，经自查达到完成标准，相关材料已归集。"


def verification(matter: Matter) -> str:
    """Return what the verifier wrote down."""
    return f"对照完成标准逐项核对：{matter.standard}。数据与现场、台账一致。"

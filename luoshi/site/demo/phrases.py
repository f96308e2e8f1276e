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


RETURNS = (
    "经研究，该事项主要职责在其他部门，建议由其牵头。",
    "对照“三定”规定，我单位无相应审批和执法权限。",
    "该项工作已于去年随机构职能调整划转。",
)
MUST = "“三定”规定明确为你单位职责，请抓紧办理"
AGREED = "退回理由成立，改由配合单位牵头"
CORRECT = (
    "完成数与台账不一致，请核对后重报",
    "只写了会议和文件，没有写实际进展，请补充",
    "问题栏写得太笼统，请说明具体点位和堵点",
)
LACKING = (
    "缺少验收材料，请补齐后再报",
    "清单与完成数对不上，请逐项列明",
    "办结报告未附主要负责人签批件",
)
AGAIN = (
    "群众仍有反映，请再督办一轮，务求见到实效。",
    "回头看发现有反弹，请巩固一轮，防止一阵风。",
    "成效要经得起检验，请扩大范围再推进一轮。",
)
INPUT = "已按职责分工提供数据和配套支持，对牵头单位的方案无不同意见。"
SAME = "本期较上期无变化，正在按计划推进。"
NEXT = (
    "下一步按计划推进剩余工作。",
    "下一步将倒排工期、挂图作战。",
    "下一步重点抓好收尾和验收准备。",
    "下一步组织开展中期自查。",
)
DIFFERENCES = ("部分点位尚未完工", "有的台账缺少影像资料", "抽查点位与申报不符", "配套设施没有启用")


def arrangement(hand: Random) -> str:
    """Return what was arranged."""
    return hand.choice(ARRANGEMENTS)


def problem(hand: Random) -> str:
    """Return what stands in the way."""
    return hand.choice(PROBLEMS)


def suggestion(hand: Random) -> str:
    """Return what is asked for."""
    return hand.choice(SUGGESTIONS)


def progress(matter: Matter, percent: Decimal, hand: Random) -> str:
    """Return how far the matter has come."""
    return f"{matter.title}：截至目前总体完成{percent}%，{hand.choice(NEXT)}"


def reached(target: Decimal, percent: Decimal) -> Decimal:
    """Return the figure reached: whole where the target counts things, else two places."""
    whole = target == target.to_integral_value() and target >= 5
    return (target * percent / 100).quantize(Decimal(1) if whole else Decimal("0.01"))


def result(matter: Matter) -> str:
    """Return the lead's word that it is done."""
    return f"{matter.title}已全部完成，经自查达到完成标准，相关材料已归集。"


def verification(matter: Matter, *, fails: bool, hand: Random) -> str:
    """Return what the verifier wrote down, and where the claim and what was found differ."""
    if not fails:
        return f"对照完成标准逐项核对：{matter.standard}。数据与现场、台账一致。"
    target = matter.targets.order_by("place").first()
    if target is None:
        return f"对照完成标准核对：{matter.standard}。{hand.choice(DIFFERENCES)}。"
    found = reached(target.value, Decimal(hand.randrange(70, 95)))
    asked, there = f"{target.value.normalize():f}", f"{found.normalize():f}"
    differs = f"申报{target.metric}{asked}{target.unit}，核实{there}{target.unit}"
    return f"{differs}；{hand.choice(DIFFERENCES)}。"

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
INPUTS = (
    "同意牵头单位意见，已明确分管负责人和联系人，随时配合。",
    "涉及我单位的审批事项将开通绿色通道，三个工作日内办结。",
    "建议把资金安排纳入年度预算统筹，避免重复投入。",
    "已提供所需数据和点位清单，后续按周更新。",
    "对方案无不同意见，建议进一步压实属地责任。",
    "可抽调两名业务骨干参加专班，配合现场核查。",
)
# Milestones: name, when in percent of the span, the share that is to stand then.
STEPS = (
    ("完成方案和任务分工", 20, 10),
    ("完成前期手续", 45, 35),
    ("主体任务完成过半", 70, 65),
    ("完成自查验收", 95, 100),
)
WAIVED = "多次沟通未书面反馈，工作已当面对接，不影响办结"
REDRAFT = (
    "数据没有与上期衔接，请核实后重新起草",
    "问题写得太笼统，请写清卡在哪个环节",
    "篇幅过长，请突出实际进展",
)
ACCEPTED = "现场查看并核对台账，完成情况属实，同意验收。"
SUBMISSION = "经核查，任务已按要求完成，建议予以办结，请审示。"
STANDS = (
    "所涉地块权属纠纷已进入诉讼程序，待法院判决后推进",
    "上级主管部门正在修订有关政策，实施标准尚未明确",
    "项目调整方案已报省级主管部门，等待批复",
    "受持续强降雨影响，现场不具备作业条件",
)
LASTS = "外部原因尚未消除，继续挂起"
GOES_ON = "外部原因已消除，恢复办理"
ENDS = (
    "上级政策调整，该任务不再实施",
    "与新印发的专项方案内容重复，并入专项方案一并推进",
    "项目选址不再具备条件，经研究终止",
)
ASKS_MORE = (
    "管线迁改涉及军用光缆，迁改方案审批周期长于预期",
    "主要设备供货延迟，厂家承诺到货日期晚于计划",
    "汛期连续停工，已采取赶工措施仍不能按期完成",
)
ASKED_PROGRESS = "已完成主体工程，正在办理剩余部分的前期手续"
ASKED_MEASURES = "增加作业班组，主要领导每周到现场调度"
ASKED_SAFEGUARDS = "倒排工期到天，每周向督查室报送一次进度"
VAGUE = "保障措施不具体，请写明责任人和时间节点后再报"
NEW_HAND = "原承办人岗位调整，由新的承办人接手"
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


# What the archivist says of a notice and a receipt that never were in the house.
ORIGINALS = "通知单、回执原件随“%(ledger)s”第%(page)s页一并存档"

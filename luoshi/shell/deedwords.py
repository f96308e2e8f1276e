"""The words for a deed on the trail, found by its name in the tables of moves."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.assessment.appeal_lifecycle import ADJUSTMENT, APPEAL
from luoshi.assessment.appraisal_lifecycle import APPRAISAL
from luoshi.assessment.lifecycle import FIGURE, SCHEME
from luoshi.assessment.period_lifecycle import PERIOD
from luoshi.breakdown.lifecycle import LIST, MATTER
from luoshi.coordination.asks_lifecycle import ASK, REPLY
from luoshi.coordination.lifecycle import REQUEST
from luoshi.flow.lifecycle import Move
from luoshi.reporting.lifecycle import REPORT, SLIP
from luoshi.reporting.standing import period_said
from luoshi.trail.models import Entry

TABLES: dict[str, dict[str, Move]] = {
    "period": PERIOD.moves,
    "adjustment": ADJUSTMENT.moves,
    "appeal": APPEAL.moves,
    "matter": MATTER.moves,
    "matterlist": LIST.moves,
    "report": REPORT.moves,
    "slip": SLIP.moves,
    "ask": ASK.moves,
    "addressee": REPLY.moves,
    "request": REQUEST.moves,
    "scheme": SCHEME.moves,
    "figure": FIGURE.moves,
    "appraisal": APPRAISAL.moves,
}
OTHERS: dict[str, str | Promise] = {
    "period.open": _("开启考核周期"),
    "period.compute": _("计算得分"),
    "period.credit": _("提出工作量加分"),
    "selfreport.make": _("自评"),
    "unitcheck.make": _("审核"),
    "adjustment.propose": _("提出加减分"),
    "appeal.lodge": _("提出申诉"),
    "slip.put_up": _("送审签"),
    "signingrule.set": _("设定报送方式"),
    "issuenotice.send": _("下发通知单"),
    "issuenotice.sign": _("签收通知单"),
    "instruction.note": _("登记批示"),
    "matterlist.open": _("开始分解"),
    "matterlist.advise": _("请大模型再看"),
    "matter.plan": _("倒排工期"),
    "light_scheme.set": _("设定灯"),
    "feed.make": _("生成日历订阅地址"),
    "feed.withdraw": _("停用日历订阅地址"),
    "lesson.withdraw": _("撤回习得"),
    "lesson.take_up": _("恢复习得"),
    "input.give": _("提出协办意见"),
    "input.waive": _("免除协办意见"),
    "matter.move_date": _("调整完成时限"),
    "matter.change": _("变更事项"),
    "matter.urge": _("催办"),
    "clock.urge": _("自动催办"),
    "matter.move": _("单位合并，事项随转"),
    "document.take_in": _("收文登记"),
    "document.correct": _("更正登记"),
    "calendar.load": _("装入放假安排"),
    "dues.rederive": _("时限重算"),
    "local_day.declare": _("设定本地节假日"),
    "local_day.withdraw": _("撤回本地节假日"),
    "city_rule.set": _("设定本地时限"),
    "city_rule.end": _("恢复默认时限"),
    "kindcadence.set": _("设定类别频次"),
    "closed_season.declare": _("设定封闭期"),
    "closed_season.withdraw": _("撤回封闭期"),
    "office_hours.set": _("设定办公时间"),
    "ask.press": _("提醒静默单位"),
    "ask.deliver": _("补送达"),
    "scheme.set_targets": _("下达目标"),
    "scheme.move": _("单位并入，考核随转"),
    "scheme.agree_targets": _("确认目标"),
    "figures.enter": _("填报指标值"),
    "figures.read_off": _("从系统记录取数"),
    "figure.correct": _("更正指标值"),
    "appraisal.make_ballots": _("生成票号"),
    "appraisal.void_unused": _("作废未用的票号"),
    "appraisal.count_paper": _("录入纸质票"),
    "appraisal.confirm_paper": _("复核纸质票"),
    "appraisal.take_over": _("采用评议结果"),
}
TOLD = ("reason", "statement", "record", "basis", "opinion", "note", "originals", "to")


def words_of(deed: str) -> str:
    """Return a deed's words: a move's label, or the name itself where no table knows it."""
    room, _dot, name = deed.partition(".")
    move = TABLES.get(room, {}).get(name)
    return str(move.label if move else OTHERS.get(deed, deed))


def told_of(entry: Entry) -> str:
    """Return the first thing that was said with a deed: a reason, a statement, a record."""
    facts = entry.facts
    if facts.get("period"):
        return period_said(str(facts["period"]))
    return next((str(facts[name]) for name in TOLD if facts.get(name)), "")

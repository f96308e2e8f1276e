"""`luoshi read --explain`: which rule gave each field, in sentences for the terminal."""

from collections.abc import Iterator

from luoshi.reading import Proposal, Reading
from luoshi.reading.deadlines import Anchor
from luoshi.reading.explaining import accounts_of
from luoshi.reading.terms import Band, Deadline, Ground, How, Level, Source, Standing
from luoshi.site.saying import said as _


def _sources() -> dict[Source, str]:
    return {
        Source.OWN_WORDS: _("事项自己的文字"),
        Source.SUBJECT: _("句子的主语"),
        Source.BY: _("“由……”"),
        Source.BRACKET: _("责任括号"),
        Source.COLUMN: _("表格的栏"),
        Source.SPOKEN_TO: _("同一句前面的主语"),
        Source.BEFORE: _("承前一句"),
        Source.ADDRESSEE: _("主送单位"),
        Source.COMMON: _("段末统一规定的时间"),
        Source.GOALS: _("文件所定目标的年度"),
        Source.MODEL: _("大模型提出，原文中有"),
    }


def _hows() -> dict[How, str]:
    return {
        How.WRITTEN: _("文中写明的日期"),
        How.TEN_DAYS: _("上旬取10日、中旬取20日"),
        How.MONTH_END: _("只写月份，取当月最后一天"),
        How.QUARTER_END: _("取季度最后一个月"),
        How.HALF_END: _("取半年最后一个月"),
        How.YEAR_END: _("取当年12月"),
        How.PERIOD_END: _("取起止时间的终点"),
        How.YEARS_ON: _("从写明的年份起算"),
        How.PLAN_END: _("取规划期最后一年"),
        How.WEEK: _("取成文日期所在或下一周"),
        How.FEAST: _("取当年放假通知中假期第一天的前一天"),
        How.COUNTED: _("从印发之日起算，工作日按放假通知"),
        How.EVENT: _("随事件起算，文中没有事件的日期，不换算"),
        How.AT_ONCE: _("立即办理，没有日期"),
    }


def _grounds() -> dict[Ground, str]:
    return {
        Ground.TITLE: _("标题"),
        Ground.FRAME: _("版头、落款或套话"),
        Ground.FURNITURE: _("网页栏目文字"),
        Ground.TOLD: _("回顾或通报已做的事"),
        Ground.DEFECT: _("指出问题"),
        Ground.ARGUED: _("说明道理"),
        Ground.APPEAL: _("号召或态度要求"),
        Ground.SCORING: _("评分规定"),
        Ground.CHARGE: _("责任单位或时限，已归入事项"),
        Ground.PLAIN: _("没有可检查的要求"),
    }


def _bands() -> dict[Band, str]:
    return {Band.HIGH: _("高"), Band.MIDDLE: _("中"), Band.LOW: _("低")}


def _levels() -> dict[Level, str]:
    return {
        Level.NATION: _("国家级"),
        Level.PROVINCE: _("省级"),
        Level.CITY: _("市级"),
        Level.COUNTY: _("县级"),
        Level.TOWNSHIP: _("乡级"),
    }


def explained(text: str, reading: Reading, anchor: Anchor | None) -> Iterator[str]:
    """Yield the lines of the account: the paper, each proposal, then every other sentence."""
    yield from _head(reading)
    for number, account in enumerate(accounts_of(text, reading, anchor), start=1):
        yield ""
        yield f"{number}. {_plain(account.task.text)}"
        yield from (f"   {line}" for line in _fields(account.task))
        for clause in account.clauses:
            signs = "，".join(f"{name} {weight:+.2f}" for name, weight in clause.signs)
            words = {"weight": f"{clause.weight:+.2f}", "words": _plain(clause.words)[:30]}
            yield "   " + _("分句“%(words)s”权重%(weight)s：") % words + signs
    yield ""
    yield _("未列为事项的句子：")
    for sentence, answer in zip(reading.sentences, reading.answers, strict=True):
        if answer.standing is Standing.TASK:
            continue
        ours = answer.standing is Standing.PRINCIPLE
        says = _("原则要求，不单列") if ours else _("不列")
        words = {"says": says, "ground": _grounds()[answer.ground]}
        words["sentence"] = _plain(sentence.text)[:50]
        yield _("%(says)s（%(ground)s）：%(sentence)s") % words


def _head(reading: Reading) -> Iterator[str]:
    head = reading.head
    level = _levels()[head.level] if head.level else ""
    parts = (
        (_("成文日期"), head.day),
        (_("文号"), head.number),
        (_("制发机关"), head.issuer),
        (_("层级"), level),
    )
    for label, words in parts:
        if words:
            yield _("%(label)s：%(words)s") % {"label": label, "words": words}


def _fields(task: Proposal) -> Iterator[str]:
    sources = {one.field: _sources()[one.source] for one in task.reasons}
    sure = {"band": _bands()[task.band], "sure": f"{task.confidence:.2f}"}
    yield _("把握：%(band)s（%(sure)s）") % sure
    if task.lead:
        names = "、".join(one.name for one in task.lead)
        yield _("责任单位：%(names)s ← %(rule)s") % {"names": names, "rule": sources["lead"]}
        if len(task.lead) > 1 and task.sole is not None:
            yield _("推断牵头：%(name)s ← 并列单位取第一个，请确认") % {"name": task.sole.name}
    if task.assist:
        yield _("配合单位：%(names)s") % {"names": "、".join(one.name for one in task.assist)}
    if task.deadline is not None:
        yield from _day(task.deadline, sources["deadline"])
    if task.cadence is not None:
        yield _("频次：%(words)s") % {"words": task.cadence.raw}
    for target in task.targets:
        words = {"raw": target.raw, "metric": target.metric, "base": target.base}
        yield _("目标：%(metric)s %(raw)s %(base)s") % words
    if task.deliverable is not None:
        yield _("成果：%(words)s") % {"words": task.deliverable.raw}
    if task.approval is not None:
        yield _("须报审：%(words)s") % {"words": task.approval.raw}
    if task.condition is not None:
        yield _("条件：%(words)s") % {"words": task.condition.raw}


def _day(deadline: Deadline, rule: str) -> Iterator[str]:
    words = {"raw": deadline.raw, "day": deadline.resolved or "—", "rule": rule}
    words["how"] = _hows()[deadline.how]
    yield _("期限：%(raw)s → %(day)s ← %(rule)s；%(how)s") % words
    if deadline.filled:
        yield _("年份未写明，按成文日期补")
    if deadline.offered:
        yield _("原文似缺字，可能是“%(words)s”，未采用") % {"words": deadline.offered}


def _plain(words: str) -> str:
    return "".join(words.split())

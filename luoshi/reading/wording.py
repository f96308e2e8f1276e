"""说明 Which rule gave each field of a proposal, in sentences of the language the caller speaks."""

from collections.abc import Callable, Iterator

from luoshi.reading.terms import Band, Deadline, How, Proposal, Source

Say = Callable[[str], str]


def _sources(_: Say) -> dict[Source, str]:
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


def _hows(_: Say) -> dict[How, str]:
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


def _bands(_: Say) -> dict[Band, str]:
    return {Band.HIGH: _("高"), Band.MIDDLE: _("中"), Band.LOW: _("低")}


def sureness_said(task: Proposal, _: Say) -> str:
    """Say how sure the reader is of a proposal."""
    sure = {"band": _bands(_)[task.band], "sure": f"{task.confidence:.2f}"}
    return _("把握：%(band)s（%(sure)s）") % sure


def fields_said(task: Proposal, _: Say) -> Iterator[str]:
    """Yield a sentence for each field of a proposal: what it says and which rule gave it."""
    told = _sources(_)
    sources = {one.field: told[one.source] for one in task.reasons}
    if task.lead:
        names = "、".join(one.name for one in task.lead)
        yield _("责任单位：%(names)s ← %(rule)s") % {
            "names": names,
            "rule": sources.get("lead", ""),
        }
        if len(task.lead) > 1 and task.sole is not None:
            yield _("推断牵头：%(name)s ← 并列单位取第一个，请确认") % {"name": task.sole.name}
    if task.assist:
        yield _("配合单位：%(names)s") % {"names": "、".join(one.name for one in task.assist)}
    if task.deadline is not None:
        yield from _day(task.deadline, sources.get("deadline", ""), _)
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


def _day(deadline: Deadline, rule: str, _: Say) -> Iterator[str]:
    words = {"raw": deadline.raw, "day": deadline.resolved or "—", "rule": rule}
    words["how"] = _hows(_)[deadline.how]
    yield _("期限：%(raw)s → %(day)s ← %(rule)s；%(how)s") % words
    if deadline.filled:
        yield _("年份未写明，按成文日期补")
    if deadline.offered:
        yield _("原文似缺字，可能是“%(words)s”，未采用") % {"words": deadline.offered}

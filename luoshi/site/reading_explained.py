"""`luoshi read --explain`: which rule gave each field, in sentences for the terminal."""

from collections.abc import Iterator

from luoshi.reading import Reading
from luoshi.reading.deadlines import Anchor
from luoshi.reading.explaining import accounts_of
from luoshi.reading.terms import Ground, Level, Standing
from luoshi.reading.wording import fields_said, sureness_said
from luoshi.site.saying import said as _


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
        yield f"   {sureness_said(account.task, _)}"
        yield from (f"   {line}" for line in fields_said(account.task, _))
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


def _plain(words: str) -> str:
    return "".join(words.split())

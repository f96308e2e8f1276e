"""From what the reader found to draft matters: names resolved against the register, never guessed.

A name that is no single unit ("有关部门") stays as words and waits for a person.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.breakdown.models import Draft, DraftUnit, MatterList
from luoshi.breakdown.terms import Cadence, PartRole
from luoshi.dues.queries import calendar_here
from luoshi.intake.queries import Line
from luoshi.organisation.models import Unit
from luoshi.reading.marking import deadline_in, figures_at
from luoshi.reading.terms import Mention, Proposal, Target

TITLE = 60
_WHO_LEADS = re.compile(
    r"^由?[^，,。；]{2,60}?(?:牵头[^，,。；]{0,6}|(?:按职责|按照职责|分别|共同|具体)[^，,。；]{0,4}负责)[，,]"
    r"|^由[^，,。；]{2,24}?会同[^，,。；]{2,24}?(?:部门|单位|局|委|办|中心)(?=[一-龥]{2})"
)
_WHO_ASSISTS = re.compile(r"^[^，,。；]{2,60}?(?:配合|参与)[^，,。；]{0,4}[，,]")
_HOW_REPORTED = re.compile(r"[，,][^，,。；]{0,4}每[^，,。；]{1,12}报[^，,。；]{0,8}$")
_WHEN = re.compile(r"^(?:\d{1,4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?[之以]?前")
_REACHES = {
    "=": "达到",
    ">=": "不少于",
    "<=": "不超过",
    ">": "多于",
    "<": "少于",
    "≈": "达到约",
}
# What is asked of the doer, and what then shows it: offered, never filled in.
_PROOFS = (
    (("制定", "印发", "出台", "编制", "修订", "清单", "方案"), "正式印发的文件"),
    (("建成", "建设", "新建", "改造", "开工", "竣工", "投用", "整治"), "验收合格文件"),
    (("新增", "引进", "达到", "增长", "下降", "培育", "惠及"), "主管部门核定的数据"),
    (("排查", "检查", "整改", "清零", "治理"), "问题清单和整改销号记录"),
    (("举办", "开展", "组织", "培训", "报送", "推进"), "完成情况报告及佐证材料"),
)
_BEATS = (
    ("周", Cadence.WEEK),
    ("10天", Cadence.TEN_DAYS),
    ("十天", Cadence.TEN_DAYS),
    ("旬", Cadence.TEN_DAYS),
    ("月", Cadence.MONTH),
    ("季", Cadence.QUARTER),
)


def drafts_from(
    found: tuple[Proposal, ...],
    lists: MatterList,
    sentences: Sequence[Line],
    names: Mapping[str, Unit],
    cadence: str,
) -> tuple[list[Draft], list[DraftUnit]]:
    """Return unsaved drafts and their units for every proposal, in the order of the text.

    :param sentences: in the order of the text
    :param names: every name of every unit standing today
    :param cadence: what the kind of work reports by where the text does not say
    """
    drafts, units = [], []
    starts = [one.start for one in sentences]
    for place, task in enumerate(found, start=1):
        draft = _draft(task, names, cadence)
        draft.list, draft.place = lists, place
        above = bisect_right(starts, task.span.start) - 1
        within = above >= 0 and task.span.start < sentences[above].end
        draft.sentence_id = sentences[above].pk if within else None
        drafts.append(draft)
        units.extend(_units(draft, task, names))
    return drafts, units


def cadence_of(words: str, otherwise: str) -> str:
    """Return the reporting cadence that words such as 每月25日前 mean."""
    return next((beat for sign, beat in _BEATS if sign in words), otherwise)


def title_of(requirement: str) -> str:
    """Return a working title: the demand without who must do it and how it is reported.

    Line breaks go; what is left is cut at sixty characters. The full words stay beside it.
    """
    words = "".join(requirement.split())
    for clause in (_WHO_LEADS, _WHO_ASSISTS, _HOW_REPORTED):
        words = clause.sub("", words, count=1) or words
    return words if len(words) <= TITLE else words[: TITLE - 1] + "…"


def standard_of(deliverable: str, targets: list[dict[str, Any]]) -> str:
    """Return a first wording of the standard of proof: the product and the figures, if any."""
    figures = [
        f"{one['metric']}{_REACHES.get(one['direction'], '')}{one['value']}{one['unit']}"
        for one in targets
    ]
    product = [f"形成{deliverable}"] if deliverable else []
    return "；".join([*product, *figures])


def standards_for(requirement: str) -> list[str]:
    """Return up to three ways such a demand may be proved done, the aptest first."""
    apt = [words for verbs, words in _PROOFS if any(verb in requirement for verb in verbs)]
    return list(dict.fromkeys([*apt, *(words for _verbs, words in _PROOFS)]))[:3]


def said_in(words: str, anchor: date) -> dict[str, Any]:
    """Return what a demand names itself, as columns of a draft: its day and its figures."""
    due = deadline_in(words, anchor, calendar_here())
    targets = as_targets(figures_at(words, 0, len(words)))
    return {
        "due_words": due.raw[:100] if due else "",
        "due_date": due.day if due else None,
        "targets": targets,
        "standard": standard_of("", targets),
    }


def as_targets(found: Iterable[Target]) -> list[dict[str, Any]]:
    """Return figures as a draft keeps them."""
    return [
        {
            "metric": _WHEN.sub("", one.metric)[:80],
            "value": str(Decimal(one.value)),
            "unit": one.unit[:30],
            "direction": str(one.direction),
            "raw": one.raw[:120],
        }
        for one in found
    ]


def _draft(task: Proposal, names: Mapping[str, Unit], cadence: str) -> Draft:
    targets = as_targets(task.targets)
    product = task.deliverable.raw[:200] if task.deliverable else ""
    return Draft(
        start=task.span.start,
        end=task.span.end,
        title=title_of(task.text),
        requirement=task.text,
        standard=standard_of(product, targets),
        deliverable=product,
        lead=_single(task.lead, names),
        lead_words="、".join(one.name for one in task.lead)[:200],
        due_date=_day(task),
        due_words=task.deadline.raw[:100] if task.deadline else "",
        cadence=cadence_of(task.cadence.raw, cadence) if task.cadence else cadence,
        cadence_words=task.cadence.raw[:60] if task.cadence else "",
        targets=targets,
        confidence=Decimal(str(round(task.confidence, 2))),
        flags=sorted(str(flag) for flag in task.flags),
    )


def _day(task: Proposal) -> date | None:
    return task.deadline.day if task.deadline else None


def _single(mentions: tuple[Mention, ...], names: Mapping[str, Unit]) -> Unit | None:
    """Return the lead where the text names exactly one and the register knows it."""
    return _unit(mentions[0], names) if len(mentions) == 1 else None


def _unit(mention: Mention, names: Mapping[str, Unit]) -> Unit | None:
    """Return the unit of a name, or of the one full name that a short one can only stand for."""
    return names.get(mention.name) or names.get(mention.unit)


def _units(draft: Draft, task: Proposal, names: Mapping[str, Unit]) -> list[DraftUnit]:
    # Several named side by side without a lead: all are joint until a person says who leads.
    joint = task.lead if len(task.lead) > 1 else ()
    named = [(PartRole.JOINT, one) for one in joint] + [
        (PartRole.ASSIST, one) for one in task.assist
    ]
    rows, taken = [], {draft.lead.pk} if draft.lead else set()
    for role, mention in named:
        unit = _unit(mention, names)
        if unit is not None and unit.pk in taken:
            continue
        if unit is not None:
            taken.add(unit.pk)
        rows.append(DraftUnit(draft=draft, role=role, unit=unit, words=mention.name[:200]))
    return rows

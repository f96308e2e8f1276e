"""What a person must settle before a draft can stand: the system asks and never guesses.

A question carries the answers that may be meant, each with its key; whatever else is meant is
typed. What an answer says is posted as it stands in `Choice.says`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz, process

from luoshi.breakdown.meant import ALIKE, Names, meant_by, named_in
from luoshi.breakdown.models import Draft, DraftUnit
from luoshi.breakdown.proposals import standards_for
from luoshi.breakdown.terms import DraftVerdict, PartRole
from luoshi.kit.wording import full_date
from luoshi.organisation.models import Unit
from luoshi.reading.marking import deadline_in, from_issue
from luoshi.reading.surely import HIGH, MIDDLE
from luoshi.reading.terms import Deadline, Flag
from luoshi.timelimits.calendar import Calendar

MOST_CHOICES = 9
MOST_LEADS = 6
# Of what is open on a draft, what asks for a unit.
ASKS_A_UNIT = frozenset({"lead", "unit"})
FLAGS = {
    Flag.UNRESOLVED_UNIT: gettext_lazy("原文写的单位不在名录中"),
    Flag.COLLECTIVE: gettext_lazy("原文写的是一类单位，须列明"),
    Flag.JOINT_WITHOUT_LEAD: gettext_lazy("原文几家并列，没有写明牵头"),
    Flag.NO_LEAD: gettext_lazy("原文没有写牵头单位"),
    Flag.INHERITED_LEAD: gettext_lazy("牵头单位取自上文，请核对"),
    Flag.INHERITED_DEADLINE: gettext_lazy("完成时限取自上文，请核对"),
    Flag.RELATIVE_DEADLINE: gettext_lazy("时限随事件起算，须定下日期"),
    Flag.SOFT_TARGET: gettext_lazy("“力争”一类软性目标，请定是否考核"),
    Flag.WORDS_MISSING: gettext_lazy("时限似有缺字，请核对原文"),
    Flag.FROM_MODEL: gettext_lazy("大模型提出，请对照原文"),
}


@dataclass(frozen=True)
class Choice:
    """One answer that may be meant.

    :param says: what its button posts
    :param units: whom it names where it names several, shown before it is taken
    :param why: why it may be meant, where that is not plain
    """

    says: str
    label: str
    units: tuple[Unit, ...] = ()
    why: str = ""
    key: str = ""


@dataclass(frozen=True)
class Question:
    """Something open on a draft.

    :param about: lead, due, standard, target, or unit:<key of the words>
    :param tag: the field it belongs to, one of `marks.TAGS`; "" for the standard of proof
    :param typed: what may be typed instead of choosing: unit, units, day, words, or nothing
    """

    about: str
    tag: str
    sentence: str
    choices: tuple[Choice, ...] = ()
    typed: str = ""


@dataclass(frozen=True)
class Asked:
    """Everything open on one draft. Empty means it can be accepted as it stands."""

    questions: tuple[Question, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.questions)

    @property
    def units(self) -> bool:
        """Tell whether a unit is among what is open."""
        return any(one.tag in ("lead", "asst") for one in self.questions)

    @property
    def lead(self) -> bool:
        """Tell whether who leads is among what is open."""
        return any(one.tag == "lead" for one in self.questions)


class Outlined(Protocol):
    """What of a draft says whether anything is open on it."""

    @property
    def verdict(self) -> str: ...
    @property
    def lead_id(self) -> UUID | None: ...
    @property
    def due_date(self) -> date | None: ...
    @property
    def standard(self) -> str: ...
    @property
    def flags(self) -> list[str]: ...
    @property
    def targets(self) -> list[dict[str, Any]]: ...


def open_on(draft: Outlined, *, loose: bool) -> frozenset[str]:
    """Return what is open on a proposed draft: lead, unit, target, due or standard.

    Nothing of one that was decided. `asked_of` lays the answers out that may be meant.

    :param loose: whether it has units in words that name no single one
    """
    if draft.verdict != DraftVerdict.PROPOSED:
        return frozenset()
    told = (
        ("lead", draft.lead_id is None),
        ("unit", loose),
        ("target", Flag.SOFT_TARGET in draft.flags and bool(draft.targets)),
        ("due", draft.due_date is None),
        ("standard", not draft.standard.strip()),
    )
    return frozenset(about for about, is_open in told if is_open)


def asked_of(draft: Draft, names: Names, before: Draft | None = None) -> Asked:
    """Return what must be settled on a proposed draft; nothing of one that was decided.

    :param draft: with its `units` fetched
    :param before: the draft before it in the text, whose lead and day may be meant again
    """
    loose = [row for row in draft.units.all() if row.unit_id is None]
    wanting = open_on(draft, loose=bool(loose))
    found: list[Question] = []
    if "lead" in wanting:
        found.append(_lead(draft, names, before))
    if "unit" in wanting:
        found += [_loose(row, names) for row in loose]
    if "target" in wanting:
        found.append(_target(draft))
    if "due" in wanting:
        found.append(_due(draft, names, before))
    if "standard" in wanting:
        found.append(_standard(draft))
    return Asked(tuple(_numbered(found)))


def flag_words(draft: Draft) -> list[str]:
    """Say a draft's flags in words."""
    return [str(FLAGS[Flag(code)]) for code in draft.flags]


def confidence_words(draft: Draft) -> tuple[int, str]:
    """Return how many of three bars a draft's confidence fills, and the word for it."""
    if draft.confidence >= HIGH:
        return 3, _("把握高")
    return (2, _("把握中")) if draft.confidence >= MIDDLE else (1, _("把握低"))


def _lead(draft: Draft, names: Names, before: Draft | None) -> Question:
    joint = [row.unit for row in draft.units.all() if row.unit and row.role == PartRole.JOINT]
    if len(joint) > 1:
        return _who_of(joint)
    above = before.lead if before else None
    if not draft.lead_words:
        sentence = _("原文没有写牵头单位，请从名录中选定")
        named = named_in(draft.requirement, names)[:MOST_LEADS]
        if above is not None and above not in named:
            choices = (*_leads(named), _led_by(above, _("同上一条")))
            return Question("lead", "lead", sentence, choices, "unit")
        return Question("lead", "lead", sentence, _leads(named), "unit")
    groups, near = _groups(draft.lead_words, names), _near(draft.lead_words, names)
    words = {"words": draft.lead_words}
    if groups:
        sentence = _("“%(words)s”是一类单位，须列明：") % words
        return Question("lead", "lead", sentence, (*groups, *near), "unit")
    if near:
        sentence = _("名录中没有“%(words)s”。相近的有：") % words
    else:
        sentence = _("名录中没有“%(words)s”，请从名录中选定") % words
    return Question("lead", "lead", sentence, near, "unit")


def _who_of(joint: Sequence[Unit]) -> Question:
    """Ask who of several leads; or each of them does, in a matter of its own."""
    each = _("拆成%(n)s项，各自牵头") % {"n": len(joint)}
    first = _led_by(joint[0], _("读文推断：原文排在首位"))
    others = _leads(joint[1:MOST_LEADS])
    choices = (first, *others, Choice("each", each, tuple(joint)))
    return Question("lead", "lead", _("原文几家并列，须明确一家牵头："), choices, "unit")


def _loose(row: DraftUnit, names: Names) -> Question:
    words = {"words": row.words}
    choices = (*_groups(row.words, names), *_near(row.words, names))
    if choices:
        sentence = _("“%(words)s”不是名录中的单位，请列明：") % words
    else:
        sentence = _("“%(words)s”不是名录中的单位，请列明或移除") % words
    drop = Choice("none", _("移除“%(words)s”") % words)
    return Question(f"unit:{row.pk}", "asst", sentence, (*choices, drop), "units")


def _target(draft: Draft) -> Question:
    words = "、".join(one["raw"] for one in draft.targets)
    choices = (Choice("counts", _("按此考核")), Choice("hoped", _("不列为考核目标")))
    return Question("target", "tgt", _("“%(words)s”是软性目标：") % {"words": words}, choices)


def _due(draft: Draft, names: Names, before: Draft | None) -> Question:
    issued = draft.list.document.issued_date
    found = deadline_in(draft.due_words, issued, names.calendar) if draft.due_words else None
    choices = _counted(found, issued, names.calendar) if found else []
    if before is not None and before.due_date is not None:
        label = _("同上一条：%(day)s") % {"day": full_date(before.due_date)}
        choices.append(Choice(before.due_date.isoformat(), label))
    year_end = date(issued.year, 12, 31)
    choices.append(Choice(year_end.isoformat(), full_date(year_end)))
    if not draft.due_words and names.unstated is not None:
        day, why = names.unstated.day, names.unstated.why
        choices.append(Choice(day.isoformat(), full_date(day), why=why))
    told = {one.says: one for one in reversed(choices)}
    choices = [one for one in choices if told[one.says] is one]
    if found is not None and found.offered:
        words = {"words": draft.due_words, "offered": found.offered}
        sentence = _("原文写作“%(words)s”，似缺字，可读作“%(offered)s”，请定下日期") % words
    elif draft.due_words:
        sentence = _("原文写作“%(words)s”，请定下日期") % {"words": draft.due_words}
    else:
        sentence = _("原文没有写时限，请定下日期")
    return Question("due", "due", sentence, tuple(choices), "day")


def _counted(found: Deadline, issued: date, calendar: Calendar | None) -> list[Choice]:
    """Offer the day a limit ends on if it runs from the paper's own day, with how it was read."""
    day = from_issue(found, issued, calendar)
    if day is None:
        return []
    words = {"words": found.offered or found.raw}
    why = _("按“%(words)s”，从成文之日起算") % words
    return [Choice(day.isoformat(), full_date(day), why=why)]


def _standard(draft: Draft) -> Question:
    choices = tuple(Choice(words, words) for words in standards_for(draft.requirement))
    return Question("standard", "", _("请写明以什么证明办结"), choices, "words")


def _leads(units: Iterable[Unit]) -> tuple[Choice, ...]:
    return tuple(_led_by(unit) for unit in units)


def _led_by(unit: Unit, why: str = "") -> Choice:
    return Choice(f"unit:{unit.pk}", unit.short_name or unit.name, why=why)


def _groups(words: str, names: Names) -> tuple[Choice, ...]:
    """Return the groups of the register that a collective name may mean, whom they hold as well."""
    found = process.extract(
        _bare(words),
        {name: _bare(name) for name in names.groups},
        scorer=fuzz.ratio,
        score_cutoff=ALIKE,
        limit=4,
    )
    # One answer for groups of the same members: the register keeps each way of writing a class.
    meant: dict[frozenset[str], str] = {}
    for _words, _score, name in found:
        meant.setdefault(frozenset(str(unit.pk) for unit in names.groups[name]), name)
    return tuple(
        Choice(
            f"group:{name}",
            _("“%(name)s”（%(n)s家）") % {"name": name, "n": len(names.groups[name])},
            names.groups[name],
        )
        for name in list(meant.values())[:2]
    )


def _bare(words: str) -> str:
    return "".join(one for one in words if one not in "（）()、，和及有关各市")


def _near(words: str, names: Names) -> tuple[Choice, ...]:
    """Offer up to three units that some words may mean, each with its reason."""
    return tuple(_led_by(unit, why) for unit, why in meant_by(words, names).items())


def _numbered(questions: Iterable[Question]) -> Iterable[Question]:
    """Give the answers of a card the keys 1 to 9, in their order."""
    key = 0
    for one in questions:
        choices = []
        for choice in one.choices:
            key += 1
            choices.append(replace(choice, key=str(key) if key <= MOST_CHOICES else ""))
        yield replace(one, choices=tuple(choices))

"""What a person must settle before a draft can stand: the system asks and never guesses."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz, process

from luoshi.breakdown.models import Draft
from luoshi.breakdown.terms import DraftVerdict, PartRole
from luoshi.organisation.models import Unit
from luoshi.reading.terms import Flag

ALIKE = 60
HIGH, MIDDLE = 0.85, 0.60
FLAGS = {
    Flag.UNRESOLVED_UNIT: gettext_lazy("原文写的单位不在名录中"),
    Flag.COLLECTIVE: gettext_lazy("原文写的是一类单位，须列明"),
    Flag.JOINT_WITHOUT_LEAD: gettext_lazy("原文几家并列，没有写明牵头"),
    Flag.NO_LEAD: gettext_lazy("原文没有写牵头单位"),
    Flag.INHERITED_LEAD: gettext_lazy("牵头单位取自上文，请核对"),
    Flag.INHERITED_DEADLINE: gettext_lazy("完成时限取自上文，请核对"),
    Flag.RELATIVE_DEADLINE: gettext_lazy("时限随事件起算，须定下日期"),
    Flag.SOFT_TARGET: gettext_lazy("“力争”一类软性目标，请定是否考核"),
}


@dataclass(frozen=True)
class LeadAsk:
    """A question about the lead: why it is asked, and the units that may be meant."""

    sentence: str
    choices: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Asked:
    """Everything open on one draft. Empty throughout means it can be accepted as it stands."""

    lead: LeadAsk | None = None
    loose: tuple[str, ...] = ()
    due_date: str = ""
    standard: str = ""

    def __bool__(self) -> bool:
        return bool(self.lead or self.loose or self.due_date or self.standard)


def asked_of(draft: Draft, names: Mapping[str, Unit]) -> Asked:
    """Return what must be settled on a proposed draft; nothing of one that was decided.

    :param draft: with its `units` fetched
    :param names: every name of every unit standing today
    """
    if draft.verdict != DraftVerdict.PROPOSED:
        return Asked()
    loose = tuple(row.words for row in draft.units.all() if row.unit_id is None)
    due_date = ""
    if draft.due_date is None:
        due_date = (
            _("原文写作“%(words)s”，请定下日期") % {"words": draft.due_words}
            if draft.due_words
            else _("原文没有写时限，请定下日期")
        )
    standard = "" if draft.standard.strip() else _("请写明以什么证明办结")
    return Asked(_lead(draft, names), loose, due_date, standard)


def flag_words(draft: Draft) -> list[str]:
    """Say a draft's flags in words."""
    return [str(FLAGS[Flag(code)]) for code in draft.flags]


def confidence_words(draft: Draft) -> tuple[int, str]:
    """Return how many of three bars a draft's confidence fills, and the word for it."""
    if draft.confidence >= HIGH:
        return 3, _("把握高")
    return (2, _("把握中")) if draft.confidence >= MIDDLE else (1, _("把握低"))


def _lead(draft: Draft, names: Mapping[str, Unit]) -> LeadAsk | None:
    if draft.lead_id is not None:
        return None
    joint = [row.unit for row in draft.units.all() if row.unit and row.role == PartRole.JOINT]
    if len(joint) > 1:
        return LeadAsk(_("原文几家并列，须明确一家牵头："), tuple(joint))
    if not draft.lead_words:
        return LeadAsk(_("原文没有写牵头单位，请从名录中选定"))
    near = _alike(draft.lead_words, names)
    words = {"words": draft.lead_words}
    if near:
        return LeadAsk(_("名录中没有“%(words)s”。相近的有：") % words, near)
    return LeadAsk(_("名录中没有“%(words)s”，请从名录中选定") % words)


def _alike(words: str, names: Mapping[str, Unit]) -> tuple[Unit, ...]:
    """Return up to three units with a name like the words, the likest first."""
    found = process.extract(words, list(names), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=9)
    units = dict.fromkeys(names[name] for name, _score, _at in found)
    return tuple(units)[:3]

"""What the text left open on a draft is settled, one question at a time; or words are marked.

The system asks and never guesses: every answer here is a person's. Steps, not deeds.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from luoshi.breakdown.marks import TAGS
from luoshi.breakdown.models import Draft, DraftUnit, MatterList
from luoshi.breakdown.operations.drafts import next_place
from luoshi.breakdown.operations.reshaping import ABOUT_THE_LEAD, reopen
from luoshi.breakdown.operations.steps import may_draft, step
from luoshi.breakdown.proposals import as_targets, cadence_of, said_in, standard_of, title_of
from luoshi.breakdown.terms import DraftVerdict, PartRole, StepKind
from luoshi.dues.queries import calendar_here
from luoshi.flow.refusals import Unmet
from luoshi.intake.models import Sentence
from luoshi.kit.days import in_reach
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.reading.marking import deadline_in, figures_at
from luoshi.reading.terms import Flag

EDGES = "，,；;、。：: \u3000\n"
COMMAS = re.compile(r"[、，,；;\s]+")
ANDS = re.compile(r"[、，,；;\s]+|和|与|及|以及")
ABOUT_THE_DAY = {Flag.RELATIVE_DEADLINE, Flag.INHERITED_DEADLINE, Flag.WORDS_MISSING}


@dataclass(frozen=True)
class Marking:
    """Words of a document that a person marked as a field.

    :param field: one of `marks.TAGS`
    :param start: offset in the document, as `end`
    """

    field: str
    start: int
    end: int


def name_lead(draft: Draft, lead: Unit, *, by: Acting, seen: UUID | None = None) -> None:
    """Say which unit leads; the others that stood beside it stay jointly responsible (牵头)."""
    with step(StepKind.SETTLE, draft.list, by=by, drafts=[draft], seen=seen):
        _set_lead(draft, lead)


def lay_side_by_side(draft: Draft, units: Iterable[Unit], *, by: Acting) -> None:
    """Spell a collective lead out, unit by unit; who of them leads is asked next (展开).

    :raises Unmet: if nothing is named
    """
    found = list(units)
    if not found:
        raise Unmet(_("请列明单位"))
    with step(StepKind.SETTLE, draft.list, by=by, drafts=[draft]):
        reopen(draft)
        _set_joint(draft, found)


def name_units(
    draft: Draft, row: UUID, units: Iterable[Unit], *, by: Acting, seen: UUID | None = None
) -> None:
    """Say which units some words mean; none at all takes the words off the draft (列明、移除).

    :raises Unmet: if the words do not stand on the draft any more
    """
    loose = draft.units.filter(pk=row, unit__isnull=True).first()
    if loose is None:
        raise Unmet(_("这一处已经列明"))
    with step(StepKind.SETTLE, draft.list, by=by, drafts=[draft], seen=seen):
        loose.delete()
        _add_units(draft, units, loose.role)


def set_due(draft: Draft, day: date, *, by: Acting, seen: UUID | None = None) -> None:
    """Say by which day (定下时限).

    :raises Unmet: if the year makes no sense
    """
    if not in_reach(day):
        raise Unmet(_("完成时限%(day)s年份不对，请核对原文") % {"day": day.isoformat()})
    with step(StepKind.SETTLE, draft.list, by=by, drafts=[draft], seen=seen):
        flags = [flag for flag in draft.flags if flag not in ABOUT_THE_DAY]
        Draft.objects.filter(pk=draft.pk).update(due_date=day, flags=flags)


def set_standard(draft: Draft, words: str, *, by: Acting, seen: UUID | None = None) -> None:
    """Say what proves it done (完成标准).

    :raises Unmet: if nothing is said
    """
    if not words.strip():
        raise Unmet(_("请填写完成标准"))
    with step(StepKind.SETTLE, draft.list, by=by, drafts=[draft], seen=seen):
        Draft.objects.filter(pk=draft.pk).update(standard=words.strip()[:2000])


def settle_target(draft: Draft, *, counts: bool, by: Acting, seen: UUID | None = None) -> None:
    """Say whether a soft figure (力争) is one the matter is measured by, or only hoped for."""
    with step(StepKind.SETTLE, draft.list, by=by, drafts=[draft], seen=seen):
        flags = [flag for flag in draft.flags if flag != Flag.SOFT_TARGET]
        made_up = standard_of(draft.deliverable, draft.targets)
        targets = draft.targets if counts else []
        standard = draft.standard
        if not counts and standard == made_up:
            standard = standard_of(draft.deliverable, [])
        Draft.objects.filter(pk=draft.pk).update(flags=flags, targets=targets, standard=standard)


def mark(
    matters: MatterList,
    marking: Marking,
    *,
    by: Acting,
    names: Mapping[str, Unit],
    cadence: str,
    draft: Draft | None = None,
) -> Draft:
    """Make chosen words a field of a draft, or of a new one from their sentence (标注).

    :param names: every name of every unit standing today
    :param cadence: what the kind of work reports by where the text does not say
    :raises Unmet: if the words are none, lie in no sentence, or say nothing of the kind
    """
    may_draft(matters, by)
    if marking.field not in TAGS:
        raise Unmet(_("请选择要标注的字段"))
    span = _trimmed(matters.document.text, marking)
    sentence = matters.document.sentences.filter(start__lt=span[1], end__gt=span[0]).first()
    if sentence is None:
        raise Unmet(_("请先在原文里选中文字"))
    kind = StepKind.MARK
    with step(kind, matters, by=by, drafts=[draft] if draft else []) as touched:
        if draft is None:
            draft = _from(matters, sentence, cadence)
            touched.drafts.append(draft.pk)
        # What was accepted or skipped was something else: it is looked at again.
        reopen(draft)
        draft.verdict, draft.skip_reason = DraftVerdict.PROPOSED, ""
        _MARKS[marking.field](draft, sentence, span, names)
        draft.save()
    draft.refresh_from_db()
    return draft


def _trimmed(text: str, marking: Marking) -> tuple[int, int]:
    words = text[marking.start : marking.end]
    start = marking.start + len(words) - len(words.lstrip(EDGES))
    end = start + len(words.strip(EDGES))
    if start >= end:
        raise Unmet(_("请先在原文里选中文字"))
    return start, end


def _from(matters: MatterList, sentence: Sentence, cadence: str) -> Draft:
    words = matters.document.text[sentence.start : sentence.end].strip(EDGES)
    return Draft.objects.create(
        list=matters,
        place=next_place(matters),
        sentence=sentence,
        start=sentence.start,
        end=sentence.end,
        title=title_of(words),
        requirement=words,
        cadence=cadence,
        **said_in(words, matters.document.issued_date),
    )


Span = tuple[int, int]
Names = Mapping[str, Unit]


def _mark_task(draft: Draft, sentence: Sentence, span: Span, names: Names) -> None:
    words = draft.list.document.text[span[0] : span[1]]
    draft.sentence, draft.start, draft.end = sentence, *span
    draft.requirement, draft.title = words, title_of(words)


def _mark_lead(draft: Draft, sentence: Sentence, span: Span, names: Names) -> None:
    words = draft.list.document.text[span[0] : span[1]]
    named = [names.get(one) for one in _named(words, names)]
    known = [unit for unit in named if unit is not None]
    draft.lead_words = words[:200]
    if len(known) == len(named) == 1:
        _set_lead(draft, known[0])
    elif len(known) == len(named):
        _set_joint(draft, known)
    else:
        draft.lead = None
        draft.flags = sorted({*draft.flags, Flag.UNRESOLVED_UNIT})


def _mark_assist(draft: Draft, sentence: Sentence, span: Span, names: Names) -> None:
    for one in _named(draft.list.document.text[span[0] : span[1]], names):
        unit = names.get(one)
        if unit is not None:
            _add_units(draft, [unit], PartRole.ASSIST)
        elif not draft.units.filter(unit__isnull=True, words=one[:200]).exists():
            DraftUnit.objects.create(draft=draft, role=PartRole.ASSIST, words=one[:200])


def _mark_due(draft: Draft, sentence: Sentence, span: Span, names: Names) -> None:
    words = draft.list.document.text[span[0] : span[1]]
    found = deadline_in(words, draft.list.document.issued_date, calendar_here())
    draft.due_words, draft.due_date = words[:100], found.day if found else None
    draft.flags = [flag for flag in draft.flags if flag not in ABOUT_THE_DAY]


def _mark_cadence(draft: Draft, sentence: Sentence, span: Span, names: Names) -> None:
    words = draft.list.document.text[span[0] : span[1]]
    draft.cadence_words, draft.cadence = words[:60], cadence_of(words, draft.cadence)


def _mark_target(draft: Draft, sentence: Sentence, span: Span, names: Names) -> None:
    text = draft.list.document.text[sentence.start : sentence.end]
    found = figures_at(text, span[0] - sentence.start, span[1] - sentence.start)
    if not found:
        raise Unmet(_("选中的文字里没有可以考核的数"))
    made_up = standard_of(draft.deliverable, draft.targets)
    fresh = as_targets(found)
    kept = [one for one in draft.targets if one["raw"] not in {new["raw"] for new in fresh}]
    draft.targets = [*kept, *fresh]
    if draft.standard in ("", made_up):
        draft.standard = standard_of(draft.deliverable, draft.targets)


_MARKS = {
    "task": _mark_task,
    "lead": _mark_lead,
    "asst": _mark_assist,
    "due": _mark_due,
    "cad": _mark_cadence,
    "tgt": _mark_target,
}


def _named(words: str, names: Names) -> list[str]:
    """Cut words into names; 和 and 与 part names only where both sides are known ones."""
    found: list[str] = []
    for one in filter(None, COMMAS.split(words)):
        apart = [part for part in ANDS.split(one) if part]
        found += apart if one not in names and all(part in names for part in apart) else [one]
    return found


def _set_lead(draft: Draft, lead: Unit) -> None:
    draft.lead = lead
    draft.flags = [flag for flag in draft.flags if flag not in ABOUT_THE_LEAD]
    draft.units.filter(unit=lead).delete()
    Draft.objects.filter(pk=draft.pk).update(lead=lead, flags=draft.flags)


def _set_joint(draft: Draft, units: Iterable[Unit]) -> None:
    draft.lead = None
    draft.flags = sorted(({*draft.flags} - ABOUT_THE_LEAD) | {Flag.JOINT_WITHOUT_LEAD})
    Draft.objects.filter(pk=draft.pk).update(lead=None, flags=draft.flags)
    draft.units.filter(role=PartRole.JOINT).delete()
    _add_units(draft, units, PartRole.JOINT)


def _add_units(draft: Draft, units: Iterable[Unit], role: str) -> None:
    taken = {draft.lead_id, *draft.units.values_list("unit_id", flat=True)}
    fresh = [unit for unit in dict.fromkeys(units) if unit.pk not in taken]
    DraftUnit.objects.bulk_create(
        DraftUnit(draft=draft, role=role, unit=unit, words=unit.name) for unit in fresh
    )

"""Drafts made of drafts: merged with the one before, split in two, split by leads (合并、拆分).

Like every work on drafts these are steps, not deeds. What the parts disagree on is left open, so
that the card asks: a lead, a day.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from luoshi.breakdown.models import Draft, DraftUnit
from luoshi.breakdown.operations.drafts import next_place
from luoshi.breakdown.operations.steps import as_read, step
from luoshi.breakdown.proposals import as_targets, standard_of, title_of
from luoshi.breakdown.terms import DraftVerdict, PartRole, StepKind
from luoshi.dues.queries import calendar_here
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.intake.models import Sentence
from luoshi.intake.terms import Disposition
from luoshi.kit.rows import new_id
from luoshi.organisation.acting import Acting
from luoshi.reading.marking import deadline_in, figures_at
from luoshi.reading.terms import Flag

EDGES = "，,；;、。 \u3000\n"
# Papers are typed with commas of either width; one inside a figure ends nothing.
BETWEEN_CLAUSES = re.compile(r"[，；;。]|(?<!\d),|,(?!\d)")
SHORTEST = 4
ABOUT_THE_LEAD = {
    Flag.UNRESOLVED_UNIT,
    Flag.JOINT_WITHOUT_LEAD,
    Flag.NO_LEAD,
    Flag.INHERITED_LEAD,
}


@dataclass(frozen=True)
class Piece:
    """Some words of a split draft and where they stand in the document."""

    words: str
    start: int | None
    end: int | None


def before(draft: Draft) -> Draft | None:
    """Return the draft that stands before another in the text, skipped ones aside."""
    live = draft.list.drafts.exclude(verdict=DraftVerdict.SKIPPED).exclude(pk=draft.pk)
    earlier = live.filter(place__lt=draft.place, start__isnull=True)
    if draft.start is not None:
        earlier = live.filter(start__lt=draft.start) | live.filter(
            start=draft.start, place__lt=draft.place
        )
    return earlier.order_by(F("start").desc(nulls_last=True), "-place").first()


def merge(draft: Draft, *, by: Acting) -> Draft:
    """Merge a draft into the one before it (与上一条合并); return that one, to be looked at again.

    :raises Unmet: if there is none before it
    :raises NotFromHere: if it was left out or merged already, or somebody changed one of the two
    """
    if draft.verdict == DraftVerdict.SKIPPED:
        raise NotFromHere(_("草稿%(n)s已跳过或已并入，不能再合并") % {"n": draft.place})
    first = before(draft)
    if first is None:
        raise Unmet(_("前面没有可以合并的草稿"))
    _check_whole(first, draft)
    with step(StepKind.MERGE, draft.list, by=by, drafts=[first, draft]):
        as_read(first, draft)
        _join(first, draft)
        Draft.objects.filter(pk=draft.pk).update(
            verdict=DraftVerdict.SKIPPED, skip_reason=_into(first), typed={}
        )
        _answer_merged(first, draft)
    first.refresh_from_db()
    return first


def split(draft: Draft, at: int, *, by: Acting) -> Draft:
    """Split a draft in two at a place of its own words (在光标处拆分); return the second.

    Each part keeps the units; a day or a figure goes with the words it stands in.

    :param at: offset in the draft's requirement
    :raises Unmet: if one of the two would say nothing
    """
    _check_whole(draft)
    words = draft.requirement
    halves = words[:at].strip(EDGES), words[at:].strip(EDGES)
    if min(map(len, halves)) < SHORTEST:
        raise Unmet(_("拆开的两项都要有完整的要求，请换一处拆分"))
    one, other = (_found(draft, half) for half in halves)
    with step(StepKind.SPLIT, draft.list, by=by, drafts=[draft]) as touched:
        as_read(draft)
        reopen(draft)
        second = _copy(draft)
        _reword(draft, one)
        _reword(second, other)
        touched.drafts.append(second.pk)
    return second


def split_by_leads(draft: Draft, *, by: Acting) -> list[Draft]:
    """Split a draft whose units stand side by side, one for each to lead (拆成几项).

    :raises Unmet: if fewer than two stand side by side
    """
    _check_whole(draft)
    joint = list(draft.units.filter(role=PartRole.JOINT, unit__isnull=False).order_by("id"))
    if draft.lead_id is not None or len(joint) < 2:
        raise Unmet(_("没有几家并列的牵头单位，不需要拆分"))
    with step(StepKind.SPLIT, draft.list, by=by, drafts=[draft]) as touched:
        as_read(draft)
        draft.units.filter(role=PartRole.JOINT).delete()
        made = [draft, *(_copy(draft) for _row in joint[1:])]
        for one, row in zip(made, joint, strict=True):
            _led_by(one, row)
        touched.drafts += [one.pk for one in made[1:]]
        reopen(draft)
    return made


def _check_whole(*drafts: Draft) -> None:
    """A draft that changes an issued matter stays one with it."""
    if any(draft.revises_id for draft in drafts):
        raise Unmet(_("变更已交办事项的草稿不能合并或拆分"))


def cuts(words: str) -> list[tuple[int, str]]:
    """Return where a demand may be split: the offset and the words that would follow, at most 9."""
    places = [found.end() for found in BETWEEN_CLAUSES.finditer(words)]
    whole = [
        (at, words[at:].strip(EDGES))
        for at in places
        if min(len(words[:at].strip(EDGES)), len(words[at:].strip(EDGES))) >= SHORTEST
    ]
    return whole[:9]


def offset_in(draft: Draft, place: int) -> int:
    """Return the offset in a draft's words of a place in the document.

    :raises Unmet: if the place is not within the draft, or its words are not the document's
    """
    text = draft.list.document.text
    if draft.start is None or draft.end is None or not draft.start < place < draft.end:
        raise Unmet(_("光标不在这条草稿的原文里，请换一处拆分"))
    if draft.requirement == text[draft.start : draft.end]:
        return place - draft.start
    at = draft.requirement.find(text[place : draft.end].strip(EDGES))
    if at < 0:
        raise Unmet(_("事项内容已不是原文，请按 S 选择拆分处"))
    return at


def _join(first: Draft, second: Draft) -> None:
    """Write what both ask on the first; what they disagree on is open again.

    One that says nothing of lead or day disagrees with nobody.
    """
    text = first.list.document.text
    same = first.sentence_id == second.sentence_id and first.start is not None
    if same and second.end and text[first.start : first.end] == first.requirement:
        first.end = max(first.end or 0, second.end)
        first.requirement = text[first.start : first.end]
    else:
        first.requirement = "；".join(one.requirement.strip(EDGES) for one in (first, second))
    first.title = title_of(first.requirement)
    first.deliverable = "、".join(_distinct(first.deliverable, second.deliverable))[:200]
    first.standard = "；".join(_distinct(first.standard, second.standard))
    first.targets = [*first.targets, *(one for one in second.targets if one not in first.targets)]
    first.flags = sorted({*first.flags, *second.flags})
    if not (first.due_words or first.due_date):
        first.due_words, first.due_date = second.due_words, second.due_date
    elif first.due_date != second.due_date and (second.due_words or second.due_date):
        first.due_words = "、".join(_distinct(first.due_words, second.due_words))[:100]
        first.due_date = None
    first.verdict = DraftVerdict.PROPOSED
    _join_units(first, second)
    first.save()


def _join_units(first: Draft, second: Draft) -> None:
    rows = [*first.units.all(), *second.units.all()]
    leads = [draft.lead for draft in (first, second) if draft.lead]
    silent = any(_names_nobody(draft) for draft in (first, second))
    agreed = len({lead.pk for lead in leads}) == 1 and (first.lead_id == second.lead_id or silent)
    if agreed:
        first.lead, first.lead_words = leads[0], first.lead_words or second.lead_words
        first.flags = [flag for flag in first.flags if flag not in ABOUT_THE_LEAD]
    elif leads:
        beside = [DraftUnit(role=PartRole.JOINT, unit=lead, words=lead.name) for lead in leads]
        rows = [*beside, *rows]
        words = _distinct(first.lead_words, second.lead_words)
        first.lead, first.lead_words = None, "、".join(words)[:200]
    first.units.all().delete()
    taken: set[Any] = {first.lead_id} if first.lead_id else set()
    for row in rows:
        who = row.unit_id or row.words
        if who not in taken:
            taken.add(who)
            DraftUnit.objects.create(draft=first, role=row.role, unit=row.unit, words=row.words)


def _names_nobody(draft: Draft) -> bool:
    """Tell whether a draft says nothing of who leads."""
    beside = any(row.role == PartRole.JOINT for row in draft.units.all())
    return draft.lead_id is None and not draft.lead_words and not beside


def _into(first: Draft) -> str:
    with override(settings.LANGUAGE_CODE):
        return _("已并入草稿%(n)s") % {"n": first.place}


def _answer_merged(first: Draft, second: Draft) -> None:
    """Answer the sentences: the first waits again, the second's is part of it if it has none."""
    reopen(first)
    if second.sentence_id and second.sentence_id != first.sentence_id:
        resting = Draft.objects.filter(list=second.list_id, sentence=second.sentence_id)
        if not resting.exclude(verdict=DraftVerdict.SKIPPED).exists():
            Sentence.objects.filter(pk=second.sentence_id).update(
                disposition=Disposition.PART, note=_into(first)
            )
            return
    reopen(second)


def reopen(draft: Draft) -> None:
    """Make a draft a proposal again; its sentence loses the answer no other draft gives it."""
    if draft.verdict == DraftVerdict.ACCEPTED:
        draft.verdict = DraftVerdict.PROPOSED
    Draft.objects.filter(pk=draft.pk, verdict=DraftVerdict.ACCEPTED).update(
        verdict=DraftVerdict.PROPOSED
    )
    accepted = Draft.objects.filter(sentence=draft.sentence_id, verdict=DraftVerdict.ACCEPTED)
    if draft.sentence_id and not accepted.exists():
        row = Sentence.objects.filter(pk=draft.sentence_id, disposition=Disposition.MATTER)
        row.update(disposition="", note="")


def _found(draft: Draft, words: str) -> Piece:
    """Find some of a draft's words in the document again; else they stand where the draft does."""
    if draft.start is None or draft.end is None:
        return Piece(words, draft.start, draft.end)
    at = draft.list.document.text.find(words, draft.start, draft.end)
    return Piece(words, at, at + len(words)) if at >= 0 else Piece(words, draft.start, draft.end)


def _copy(draft: Draft) -> Draft:
    """Lay another draft beside one, with its units, as a proposal."""
    units = list(draft.units.all())
    twin = Draft.objects.get(pk=draft.pk)
    twin.pk, twin.place, twin.stamp = new_id(), next_place(draft.list), new_id()
    twin.verdict, twin.skip_reason, twin.matter = DraftVerdict.PROPOSED, "", None
    twin.held_by, twin.held_until, twin.wanted_by = None, None, None
    twin.typed = {}
    twin._state.adding = True
    twin.save(force_insert=True)
    DraftUnit.objects.bulk_create(
        DraftUnit(draft=twin, role=row.role, unit_id=row.unit_id, words=row.words) for row in units
    )
    return twin


def _reword(draft: Draft, piece: Piece) -> None:
    made_up = standard_of(draft.deliverable, draft.targets)
    own_words = draft.standard not in ("", made_up)
    draft.requirement, draft.title = piece.words, title_of(piece.words)
    draft.start, draft.end = piece.start, piece.end
    kept = [one for one in draft.targets if one["raw"] in piece.words]
    draft.targets = kept or as_targets(figures_at(piece.words, 0, len(piece.words)))
    if draft.deliverable not in piece.words:
        draft.deliverable = ""
    if not own_words:
        draft.standard = standard_of(draft.deliverable, draft.targets)
    own = deadline_in(piece.words, draft.list.document.issued_date, calendar_here())
    if own is not None:
        draft.due_words, draft.due_date = own.raw[:100], own.day
    draft.save()


def _led_by(draft: Draft, row: DraftUnit) -> None:
    draft.lead, draft.lead_words = row.unit, row.words
    draft.flags = [flag for flag in draft.flags if flag not in ABOUT_THE_LEAD]
    draft.units.filter(unit=row.unit).delete()
    draft.save()


def _distinct(*words: str) -> list[str]:
    return list(dict.fromkeys(one.strip(EDGES) for one in words if one.strip(EDGES)))

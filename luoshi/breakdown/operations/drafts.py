"""Work on the drafts of a list before it is submitted: accept, edit, skip, add, take back.

Drafts are not deeds and leave no entry; what was submitted is on the trail with the list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from luoshi.breakdown.models import Draft, DraftUnit, MatterList
from luoshi.breakdown.operations.steps import may_draft, step
from luoshi.breakdown.proposals import said_in, title_of
from luoshi.breakdown.terms import DraftVerdict, PartRole, StepKind
from luoshi.flow.refusals import Unmet
from luoshi.intake import operations as intake
from luoshi.intake.models import Sentence
from luoshi.intake.terms import Disposition
from luoshi.kit.days import in_reach
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.reading.terms import Flag

WRITTEN = [
    "title",
    "requirement",
    "standard",
    "deliverable",
    "lead",
    "due_date",
    "cadence",
    "work_line",
    "targets",
    "flags",
    "typed",
]


@dataclass(frozen=True)
class Wording:
    """What an officer writes on a draft card.

    :param targets: as `Draft.targets`; None leaves them as they are
    """

    title: str
    requirement: str
    standard: str
    lead: Unit | None
    due_date: date | None
    cadence: str
    deliverable: str = ""
    work_line: str = ""
    joint: list[Unit] = field(default_factory=list)
    assist: list[Unit] = field(default_factory=list)
    targets: list[dict[str, Any]] | None = None


def edit(
    draft: Draft, wording: Wording, *, by: Acting, seen: UUID | None = None, joins: bool = False
) -> None:
    """Write on a draft card; units named as words are settled by naming units.

    :param seen: the stamp of the card that was written on
    :param joins: whether it is autosaved: one step together with what was saved before
    :raises NotYours: if `by` is not of the list's room
    :raises NotFromHere: if the list is no longer being drafted, or the card was changed meanwhile
    """
    kind = StepKind.EDIT
    with step(kind, draft.list, by=by, drafts=[draft], seen=seen, joins=joins):
        _write(draft, wording)


def keep_typed(draft: Draft, typed: dict[str, str], *, by: Acting) -> None:
    """Keep a card half written, that a reload brings back; the draft itself stays as it is."""
    may_draft(draft.list, by)
    Draft.objects.filter(pk=draft.pk).update(typed=typed)


def accept(
    draft: Draft, *, by: Acting, wording: Wording | None = None, seen: UUID | None = None
) -> None:
    """Take a draft into the list; its sentence is thereby answered.

    :param wording: what was written on the card in the same breath; it stands or falls with it
    :raises Unmet: if the lead, the date or the standard of proof is missing, or a named party is
        not yet a unit of the register: the system asks and never guesses
    """
    with step(StepKind.ACCEPT, draft.list, by=by, drafts=[draft], seen=seen):
        if wording is not None:
            _write(draft, wording)
        _take_in(draft)
    draft.refresh_from_db()


def skip(
    draft: Draft,
    *,
    by: Acting,
    reason: str,
    disposition: str = "",
    seen: UUID | None = None,
) -> None:
    """Leave a draft out of the list, and say why.

    :param disposition: what thereby becomes of its sentence, unless other drafts rest on it
    :raises Unmet: if no reason is given
    """
    if not reason.strip():
        raise Unmet(_("请写明跳过的理由"))
    with step(StepKind.SKIP, draft.list, by=by, drafts=[draft], seen=seen):
        _settle(draft, DraftVerdict.SKIPPED, reason.strip()[:200])
        if disposition in (Disposition.PRINCIPLE, Disposition.NOT_OURS, Disposition.PART):
            _answer_alone(draft, disposition, reason)


def take_back(draft: Draft, *, by: Acting) -> None:
    """Make an accepted or skipped draft a proposal again (撤回)."""
    with step(StepKind.TAKE_BACK, draft.list, by=by, drafts=[draft]):
        _settle(draft, DraftVerdict.PROPOSED, "")


def answer(
    matters: MatterList,
    dispositions: Mapping[UUID, str],
    *,
    by: Acting,
    note: str = "",
    with_drafts: bool = False,
) -> None:
    """Say what became of sentences that carry no matter of their own (逐句处置).

    :param dispositions: sentence id → Disposition, or "" to take an answer back
    :param with_drafts: proposals from these sentences are left out with the same words, and are
        proposals again when the answer is taken back: one decision, said once
    :raises Unmet: if a matter taken from one of the sentences stands in this list or an earlier one
    """
    may_draft(matters, by)
    held = Sentence.objects.filter(
        pk__in=dispositions, drafts__verdict=DraftVerdict.ACCEPTED
    ).first()
    if held is not None:
        raise Unmet(_("第%(n)s句已有采纳的事项，请先撤销采纳") % {"n": held.place})
    if Disposition.MATTER in dispositions.values():
        raise Unmet(_("列为事项须采纳一条草稿，或从这一句新增事项"))
    resting = matters.drafts.filter(sentence__in=dispositions) if with_drafts else ()
    with step(StepKind.ANSWER, matters, by=by, drafts=resting, sentences=dispositions):
        earlier = list(Sentence.objects.filter(pk__in=dispositions).exclude(disposition=""))
        intake.answer(matters.document, dispositions, by=by, note=note)
        if with_drafts:
            _follow(matters, earlier, dispositions, note)


def _follow(
    matters: MatterList, earlier: list[Sentence], dispositions: Mapping[UUID, str], note: str
) -> None:
    """Bring the drafts of a list in line with what was just said of their sentences."""
    for one in earlier:
        words = _answer_words(one.disposition, one.note)
        left_out = matters.drafts.filter(sentence=one, verdict=DraftVerdict.SKIPPED)
        left_out.filter(skip_reason=words).update(verdict=DraftVerdict.PROPOSED, skip_reason="")
    for said in {*dispositions.values()} - {""}:
        these = [pk for pk, one in dispositions.items() if one == said]
        proposed = matters.drafts.filter(sentence__in=these, verdict=DraftVerdict.PROPOSED)
        proposed.update(verdict=DraftVerdict.SKIPPED, skip_reason=_answer_words(said, note))


def _answer_words(disposition: str, note: str) -> str:
    """Return an answer as the reason it is kept as: in the city's language, whoever reads."""
    with override(settings.LANGUAGE_CODE):
        words = str(Disposition(disposition).label)
    return (f"{words}：{note}" if note else words)[:200]


def add(
    matters: MatterList,
    *,
    by: Acting,
    requirement: str,
    cadence: str,
    sentence: Sentence | None = None,
    span: tuple[int, int] | None = None,
    reads: bool = False,
) -> Draft:
    """Add a matter the reader did not find, with the words it comes from where there are any.

    :param reads: whether the day and the figures that the words themselves name are filled in
    :raises Unmet: if nothing is demanded, or the sentence is another document's
    """
    may_draft(matters, by)
    if not requirement.strip():
        raise Unmet(_("请填写事项内容"))
    if sentence is not None and sentence.document_id != matters.document_id:
        raise Unmet(_("这一句不在清单的文件中"))
    with step(StepKind.ADD, matters, by=by) as touched:
        made = Draft.objects.create(
            list=matters,
            place=next_place(matters),
            sentence=sentence,
            start=span[0] if span else None,
            end=span[1] if span else None,
            title=title_of(requirement),
            requirement=requirement.strip(),
            cadence=cadence,
            **(said_in(requirement, matters.document.issued_date) if reads else {}),
        )
        touched.drafts.append(made.pk)
    made.refresh_from_db()
    return made


def next_place(matters: MatterList) -> int:
    """Return the number of the next draft of a list; numbers stand still, the text orders them."""
    last = matters.drafts.aggregate(last=Max("place"))["last"] or 0
    return last + 1


def _write(draft: Draft, wording: Wording) -> None:
    if draft.verdict == DraftVerdict.ACCEPTED:
        missing = _missing(wording.lead, wording.due_date, wording.standard)
        if missing:
            raise Unmet(missing)
    draft.title = wording.title[:120] or title_of(wording.requirement)
    draft.requirement = wording.requirement
    draft.standard = wording.standard
    draft.deliverable = wording.deliverable
    draft.work_line = wording.work_line
    draft.lead = wording.lead
    draft.due_date = wording.due_date
    draft.cadence = wording.cadence
    if wording.targets is not None:
        draft.targets = _with_words(wording.targets, draft.targets)
    # The whole card was looked at, a soft figure on it as well.
    draft.flags = [flag for flag in draft.flags if flag != Flag.SOFT_TARGET]
    draft.typed = {}
    # Not the verdict: it may have been given since this card was read.
    draft.save(update_fields=WRITTEN)
    draft.units.all().delete()
    taken = {wording.lead.pk} if wording.lead else set()
    rows = []
    for role, units in ((PartRole.JOINT, wording.joint), (PartRole.ASSIST, wording.assist)):
        for unit in units:
            if unit.pk not in taken:
                taken.add(unit.pk)
                rows.append(DraftUnit(draft=draft, role=role, unit=unit, words=unit.name))
    DraftUnit.objects.bulk_create(rows)


def _with_words(
    targets: list[dict[str, Any]], earlier: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Keep the words of the text beside the figures that were left as they stood."""

    def figure(one: dict[str, Any]) -> tuple[Any, ...]:
        return one["metric"], one["direction"], one["value"], one["unit"]

    words = {figure(one): one["raw"] for one in earlier}
    return [one | {"raw": words.get(figure(one), one["raw"])} for one in targets]


def _take_in(draft: Draft) -> None:
    if missing := _missing(draft.lead, draft.due_date, draft.standard):
        raise Unmet(missing)
    loose = draft.units.filter(unit__isnull=True).first()
    if loose is not None:
        raise Unmet(_("“%(words)s”不是名录中的单位，请列明或移除") % {"words": loose.words})
    if Flag.SOFT_TARGET in draft.flags and draft.targets:
        raise Unmet(_("“力争”一类软性目标，请先定下是否考核"))
    Draft.objects.filter(pk=draft.pk).update(
        verdict=DraftVerdict.ACCEPTED, skip_reason="", typed={}
    )
    _answer_by(draft.sentence)


def _settle(draft: Draft, verdict: str, reason: str) -> None:
    Draft.objects.filter(pk=draft.pk).update(verdict=verdict, skip_reason=reason)
    _answer_by(draft.sentence)
    draft.refresh_from_db()


def _answer_alone(draft: Draft, disposition: str, note: str) -> None:
    """Answer the sentence of a skipped draft with it, where nothing else rests on the sentence."""
    resting = Draft.objects.filter(list=draft.list_id, sentence=draft.sentence_id)
    if draft.sentence_id and not resting.exclude(verdict=DraftVerdict.SKIPPED).exists():
        label = _answer_words(disposition, "")
        words = "" if note == label else note[:200]
        Sentence.objects.filter(pk=draft.sentence_id, disposition="").update(
            disposition=disposition, note=words
        )


def _answer_by(sentence: Sentence | None) -> None:
    """Keep a sentence's answer in step with its drafts: a matter as long as one is accepted."""
    if sentence is None:
        return
    accepted = sentence.drafts.filter(verdict=DraftVerdict.ACCEPTED).exists()
    row = Sentence.objects.filter(pk=sentence.pk)
    if accepted:
        row.update(disposition=Disposition.MATTER, note="")
    else:
        row.filter(disposition=Disposition.MATTER).update(disposition="", note="")


def _missing(lead: Unit | None, due_date: date | None, standard: str) -> str:
    asked = [_("请确定一个牵头单位")] if lead is None else []
    if due_date is None:
        asked.append(_("请确定完成时限"))
    elif not in_reach(due_date):
        asked.append(_("完成时限%(day)s年份不对，请核对原文") % {"day": due_date.isoformat()})
    if not standard.strip():
        asked.append(_("请填写完成标准"))
    return _("；").join(asked)

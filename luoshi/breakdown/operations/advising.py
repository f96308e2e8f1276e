"""请模型再看: what a language model offers is laid beside the reader's drafts, to be decided alike.

Off unless the administrator named a model. Each thing it offers points at words of the text, says
that it is a model's, and waits like every draft; what stands in the list already is not repeated.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.breakdown.advising import Adviser, adviser
from luoshi.breakdown.models import Advice, Draft, DraftUnit, MatterList
from luoshi.breakdown.operations.drafts import next_place
from luoshi.breakdown.operations.proposing import anchor_of, book, in_the_body, reading_of
from luoshi.breakdown.operations.steps import hold_list, may_draft
from luoshi.breakdown.proposals import drafts_from
from luoshi.breakdown.rhythms import cadence_for
from luoshi.breakdown.terms import ListState
from luoshi.flow.refusals import NotFromHere
from luoshi.intake.queries import lines_of
from luoshi.organisation.acting import Acting
from luoshi.organisation.queries import names_of_units
from luoshi.queue.tasks import enqueue
from luoshi.reading.advice import Advised, NoAdvice, with_advice
from luoshi.reading.terms import Flag, Proposal, Span
from luoshi.timelimits.days import day_of
from luoshi.trail.operations import write

TASK = "luoshi.breakdown.jobs.seek_advice"


def ask(matters: MatterList, *, by: Acting, at: datetime, key: str = "") -> None:
    """Send the text of a list's paper to the model the house was given, by the queue (再请模型看).

    :raises NotYours: if `by` is not of the list's room
    :raises NotFromHere: if the list is no longer being drafted, nobody may be asked, or the
        model is still at it
    """
    may_draft(matters, by)
    asked = adviser()
    if asked is None:
        raise NotFromHere(_("系统没有设置大模型"))
    with transaction.atomic():
        hold_list(matters)
        earlier = Advice.objects.filter(list=matters).first()
        if earlier is not None and earlier.waits(at):
            raise NotFromHere(_("大模型正在看这份文件，请稍候"))
        Advice.objects.filter(list=matters).delete()
        advice = Advice.objects.create(list=matters, asked_by_id=by.person_id, asked_at=at)
        facts = {"where": asked.where, "characters": len(matters.document.text)}
        write("matterlist.advise", about=matters, by=by, at=at, facts=facts, key=key)
        enqueue(TASK, str(advice.pk))


def seek(advice: Advice, *, at: datetime) -> int:
    """Ask, and lay down what came of it; return how many drafts. Silence adds nothing."""
    asked = adviser()
    offered = _offered(advice, asked) if asked is not None else None
    if offered is None:
        Advice.objects.filter(pk=advice.pk).update(failed_at=at)
        return 0
    with transaction.atomic():
        hold_list(advice.list)
        drafting = MatterList.objects.filter(pk=advice.list_id, state=ListState.DRAFTING)
        found = _lay(advice.list, offered, at=at) if drafting.exists() else 0
        Advice.objects.filter(pk=advice.pk).update(answered_at=at, found=found)
    return found


def _offered(advice: Advice, asked: Adviser) -> list[Advised] | None:
    row = Advice.objects.filter(pk=advice.pk)
    try:
        return asked.advice(
            advice.list.document.text, lambda done, pieces: row.update(done=done, pieces=pieces)
        )
    except NoAdvice:
        return None


def _lay(matters: MatterList, offered: list[Advised], *, at: datetime) -> int:
    """Lay down as drafts what no draft of the list speaks of yet."""
    document = matters.document
    names = names_of_units(day_of(at))
    reading, anchor = reading_of(document, names), anchor_of(document)
    advised = with_advice(document.text, reading, offered, anchor=anchor, units=book(names)).tasks
    fresh = tuple(one for one in advised if Flag.FROM_MODEL in one.flags)
    fresh = _unsaid(matters, in_the_body(document.text, fresh))
    cadence, sentences = cadence_for(document.kind), lines_of(document)
    drafts, units = drafts_from(fresh, matters, sentences, names, cadence)
    for place, draft in enumerate(drafts, start=next_place(matters)):
        draft.place = place
    Draft.objects.bulk_create(drafts)
    DraftUnit.objects.bulk_create(units)
    return len(drafts)


def _unsaid(matters: MatterList, found: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """Leave out what meets a draft: decided or not, somebody has it before their eyes."""
    told = matters.drafts.values_list("start", "end")
    spans = [Span(start, end) for start, end in told if start is not None and end is not None]
    return tuple(
        one
        for one in found
        if not any(it.start < one.span.end and one.span.start < it.end for it in spans)
    )

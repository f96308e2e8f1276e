"""习得 A list that is set up teaches the reader: names of units it did not know, phrases let stand.

Counted once, when the director sets the list up: until then it is a draft. Nothing is taken on
trust for one time; what was learned wrongly is withdrawn and can be taken up again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.breakdown.models import Draft, Lesson, MatterList
from luoshi.breakdown.rules import keeps_lessons
from luoshi.breakdown.terms import DraftVerdict, LessonKind
from luoshi.flow.refusals import NotFromHere, NotYours
from luoshi.intake.terms import Disposition
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.queries import names_of_units
from luoshi.reading.learned import Learned, phrase_of, weight_of
from luoshi.reading.units import is_collective
from luoshi.timelimits.days import day_of
from luoshi.trail.operations import write

# A name is believed when persons gave it the same unit so often.
TOLD_TWICE = 2
_OF_NO_USE = (Disposition.PRINCIPLE, Disposition.NOT_OURS)
_LONGEST = 60
_Said = tuple[LessonKind, str, UUID | None]


def learn(matters: MatterList, *, at: datetime) -> None:
    """Count what persons made of the reader's proposals; a piece of the deed that sets them up."""
    known = names_of_units(day_of(at))
    kept: Counter[_Said] = Counter()
    dropped: Counter[_Said] = Counter()
    drafts = matters.drafts.select_related("lead", "sentence").prefetch_related("units__unit")
    for draft in drafts:
        phrase = phrase_of(draft.requirement)[:_LONGEST]
        if phrase and draft.verdict == DraftVerdict.ACCEPTED:
            kept[LessonKind.PHRASE, phrase, None] += 1
        elif phrase and _turned_down(draft):
            dropped[LessonKind.PHRASE, phrase, None] += 1
        for words, unit in _called(draft):
            if words not in known:
                kept[LessonKind.NAME, words, unit.pk] += 1
    _count(kept, dropped)


def phrases() -> Learned:
    """Return what the reader weighs besides what was measured."""
    rows = Lesson.objects.filter(kind=LessonKind.PHRASE, withdrawn_at__isnull=True)
    counted = ((one.words, weight_of(one.kept, one.dropped)) for one in rows)
    return Learned({words: weight for words, weight in counted if weight})


def names() -> dict[str, Unit]:
    """Return the names learned, each with the one unit it means; a name for two is left out."""
    rows = Lesson.objects.filter(
        kind=LessonKind.NAME, withdrawn_at__isnull=True, kept__gte=TOLD_TWICE
    )
    found: dict[str, Unit | None] = {}
    for one in rows.select_related("unit"):
        found[one.words] = None if one.words in found else one.unit
    return {words: unit for words, unit in found.items() if unit is not None}


def withdraw(lesson: Lesson, *, by: Acting, at: datetime, key: str = "") -> None:
    """Let a lesson count no more (撤回).

    :raises NotYours: if `by` directs no room
    :raises NotFromHere: if it was withdrawn before
    """
    _turn(lesson, withdrawn=True, by=by, at=at, key=key)


def take_up(lesson: Lesson, *, by: Acting, at: datetime, key: str = "") -> None:
    """Let a lesson that was withdrawn count again (恢复).

    :raises NotYours: if `by` directs no room
    :raises NotFromHere: if it counts already
    """
    _turn(lesson, withdrawn=False, by=by, at=at, key=key)


def _turn(lesson: Lesson, *, withdrawn: bool, by: Acting, at: datetime, key: str) -> None:
    if not keeps_lessons.holds(by, lesson):
        raise NotYours(_("习得的叫法和用语由督查室主任撤回或恢复"))
    with transaction.atomic():
        rows = Lesson.objects.filter(pk=lesson.pk, withdrawn_at__isnull=withdrawn)
        stamp = {"withdrawn_at": at, "withdrawn_by": by.person_id}
        if not rows.update(**(stamp if withdrawn else dict.fromkeys(stamp))):
            raise NotFromHere(_("“%(words)s”刚有人处理过，请刷新") % {"words": lesson.words})
        deed = "lesson.withdraw" if withdrawn else "lesson.take_up"
        write(deed, about=lesson, by=by, at=at, facts={"words": lesson.words}, key=key)


def _count(kept: Counter[_Said], dropped: Counter[_Said]) -> None:
    """Add to what was counted before, in as many statements as there are different sums."""
    said = {*kept, *dropped}
    met = [Lesson(kind=kind, words=words, unit_id=unit) for kind, words, unit in said]
    # In one order, so that two lists set up at once wait for one another and do not cross.
    met.sort(key=lambda one: (one.kind, one.words, str(one.unit_id)))
    # What was learned before, or is being learned from another list, is there once.
    Lesson.objects.bulk_create(met, batch_size=200, ignore_conflicts=True)
    found = Lesson.objects.filter(words__in={words for _kind, words, _unit in said})
    rows = found.order_by("kind", "words", "id").select_for_update()
    sums: dict[tuple[int, int], list[UUID]] = defaultdict(list)
    for row in rows:
        one = (LessonKind(row.kind), row.words, row.unit_id)
        sums[kept[one], dropped[one]].append(row.pk)
    for (more_kept, more_dropped), held in sums.items():
        Lesson.objects.filter(pk__in=held).update(
            kept=F("kept") + more_kept, dropped=F("dropped") + more_dropped
        )


def _turned_down(draft: Draft) -> bool:
    """Tell whether a person said that it is no demand, and not that it stands elsewhere."""
    if draft.verdict != DraftVerdict.SKIPPED or draft.sentence is None:
        return False
    return draft.sentence.disposition in _OF_NO_USE


def _called(draft: Draft) -> Iterator[tuple[str, Unit]]:
    """Yield the words of the paper to which a person gave a unit."""
    if draft.verdict != DraftVerdict.ACCEPTED:
        return
    pairs = [(draft.lead_words, draft.lead), *((one.words, one.unit) for one in draft.units.all())]
    for words, unit in pairs:
        single = words and "、" not in words and len(words) <= _LONGEST
        if unit is not None and single and not is_collective(words):
            yield words, unit

"""The responsibility list as a table: the same row while it is drafted and once it is set up.

Rows stand by lead unit in official order, then in the order of the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from luoshi.breakdown.models import Draft, Matter, MatterList
from luoshi.breakdown.queries import with_parts
from luoshi.breakdown.terms import DraftVerdict, ListState, PartRole
from luoshi.organisation.models import Unit

UNDECIDED = (ListState.DRAFTING, ListState.SUBMITTED)


@dataclass(frozen=True)
class Line:
    """One matter of the list.

    :param id: of the draft before set-up, of the matter after
    :param sentence: place of the sentence it comes from
    """

    id: UUID
    number: str
    title: str
    requirement: str
    standard: str
    lead: str
    joint: str
    assist: str
    due_date: date | None
    due_words: str
    cadence: str
    sentence: int | None
    state: str | Promise = ""
    opened: bool = True


def lines_of(matters: MatterList) -> list[Line]:
    """Return the rows of a list. A constant number of queries."""
    if matters.state in UNDECIDED:
        drafts = matters.drafts.filter(verdict=DraftVerdict.ACCEPTED)
        drafts = drafts.select_related("lead", "sentence", "revises").prefetch_related(
            "units__unit"
        )
        return [_of_draft(one) for one in drafts.order_by("lead__place", "lead__code", "place")]
    # What a unit assigned further down stands in no list.
    tops = matters.matters.filter(parent__isnull=True).select_related("lead")
    found = with_parts(tops)
    found = found.prefetch_related("sources__sentence")
    return [_of_matter(one) for one in found.order_by("lead__place", "lead__code", "number", "id")]


def _of_draft(draft: Draft) -> Line:
    beside = [(row.role, row.unit) for row in draft.units.all() if row.unit]
    return Line(
        id=draft.pk,
        number="",
        title=_titled(draft),
        requirement=draft.requirement,
        standard=draft.standard,
        lead=str(draft.lead or ""),
        joint=_named(beside, PartRole.JOINT),
        assist=_named(beside, PartRole.ASSIST),
        due_date=draft.due_date,
        due_words=draft.due_words,
        cadence=draft.get_cadence_display(),
        sentence=draft.sentence.place if draft.sentence else None,
    )


def _titled(draft: Draft) -> str:
    """Return a draft's title; of one that changes an issued matter, say which and what becomes."""
    if draft.revises is None:
        return draft.title
    words = {"number": draft.revises.number, "title": draft.title}
    if draft.ends:
        return _("终止%(number)s：%(title)s") % words
    return _("变更%(number)s：%(title)s") % words


def _of_matter(matter: Matter) -> Line:
    beside = [(part.role, part.unit) for part in matter.now_parts]  # type: ignore[attr-defined]
    sources = list(matter.sources.all())
    return Line(
        id=matter.pk,
        number=matter.number,
        title=matter.title,
        requirement=matter.requirement,
        standard=matter.standard,
        lead=matter.lead.name,
        joint=_named(beside, PartRole.JOINT),
        assist=_named(beside, PartRole.ASSIST),
        due_date=matter.due_date,
        due_words=matter.due_words,
        cadence=matter.get_cadence_display(),
        sentence=sources[0].sentence.place if sources else None,
        state=matter.get_state_display(),
        opened=bool(matter.number),
    )


def _named(beside: Iterable[tuple[str, Unit]], role: PartRole) -> str:
    return "、".join(unit.short_name or unit.name for held, unit in beside if held == role)

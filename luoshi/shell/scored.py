"""考评 Whom a deed of an assessment concerns, where its line leads, and what it is called."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.urls import reverse

from luoshi.assessment.concerned import leaders_on, sources_named, units_assessed
from luoshi.assessment.models import (
    Adjustment,
    Appeal,
    Appraisal,
    Appraised,
    AssessedUnit,
    Figure,
    Period,
    Scheme,
)
from luoshi.assessment.rules import periods_shown
from luoshi.assessment.standing import INSIDE
from luoshi.assessment.terms import RuleKind
from luoshi.assessment.wording import title_words
from luoshi.organisation.acting import Acting
from luoshi.shell.audience import AUDIENCE, Where
from luoshi.shell.models import Message
from luoshi.shell.terms import Why
from luoshi.trail.models import Entry

KINDS = ("period", "adjustment", "appeal", "scheme", "figure", "appraisal")
NAMES_ITS_UNITS = "scheme.set_targets"
Places = dict[Where, set[UUID]]


@dataclass(frozen=True)
class Concerned:
    """What a line leads to, and the units and posts to be told.

    :ivar links: columns of the message
    :ivar instead: those of whom another page is theirs: a source does not read the appeal
    """

    links: dict[str, UUID]
    units: Places = field(default_factory=dict)
    posts: Places = field(default_factory=dict)
    instead: dict[Where, dict[str, UUID]] = field(default_factory=dict)


class _Under(NamedTuple):
    """The period a thing is in, its scheme, and whose scheme that is."""

    period: UUID
    scheme: UUID
    office: UUID
    state: str


def told_by(entries: Sequence[Entry], today: date) -> dict[UUID, Concerned]:
    """Return entry → whom it concerns. At most nine queries, none without such an entry."""
    told = [one for one in entries if one.about_kind in KINDS and one.deed in AUDIENCE]
    if not told:
        return {}
    leaders = set(leaders_on(today).values_list("pk", flat=True))
    things = {
        "period": _periods(told, leaders),
        "scheme": _schemes(told),
        "adjustment": _adjustments(told, leaders),
        "appeal": _appeals(told),
        "figure": _figures(told),
        "appraisal": _appraisals(told),
    }
    found = {}
    for entry in told:
        concerned = things[entry.about_kind].get(entry.about_id)
        if concerned is not None:
            found[entry.pk] = _named(entry, concerned)
    return found


def _named(entry: Entry, concerned: Concerned) -> Concerned:
    """Tell of changed targets only the units whose targets they are."""
    if entry.deed != NAMES_ITS_UNITS:
        return concerned
    units = {UUID(str(one["unit"])) for one in entry.facts.get("targets", ())}
    return Concerned(concerned.links, {Where.ASSESSED: units})


def _ids(entries: Iterable[Entry], kind: str) -> list[str]:
    return [one.about_id for one in entries if one.about_kind == kind]


def _periods(entries: Sequence[Entry], leaders: set[UUID]) -> dict[str, Concerned]:
    ids = _ids(entries, "period")
    rows = Period.objects.filter(pk__in=ids).values_list("pk", "scheme", "scheme__office")
    schemes = {scheme for _pk, scheme, _office in rows}
    assessed = units_assessed(schemes) if schemes else {}
    sources = sources_named(schemes) if schemes else {}
    return {
        str(pk): Concerned(
            {"period_id": pk},
            {
                Where.OFFICE: {office},
                Where.ASSESSED: assessed.get(scheme, set()),
                Where.SOURCE: sources.get(scheme, set()),
            },
            {Where.LEADERS: leaders},
        )
        for pk, scheme, office in rows
    }


def _schemes(entries: Sequence[Entry]) -> dict[str, Concerned]:
    ids = _ids(entries, "scheme")
    assessed = units_assessed([UUID(one) for one in ids]) if ids else {}
    rows = Scheme.objects.filter(pk__in=ids).values_list("pk", "office")
    return {
        str(pk): Concerned(
            {"scheme_id": pk},
            {Where.OFFICE: {office}, Where.ASSESSED: assessed.get(pk, set())},
        )
        for pk, office in rows
    }


def _adjustments(entries: Sequence[Entry], leaders: set[UUID]) -> dict[str, Concerned]:
    """Tell of a proposal whoever may confirm it; of points the unit once it sees its score."""
    rows = Adjustment.objects.filter(pk__in=_ids(entries, "adjustment")).values_list(
        "pk", "rule__kind", "unit", *_UNDER
    )
    found = {}
    for pk, kind, unit, *held in rows:
        under = _Under(*held)
        above = kind in (RuleKind.VETO, RuleKind.TOLERANCE)
        found[str(pk)] = Concerned(
            {"period_id": under.period},
            {
                Where.OFFICE: {under.office},
                Where.HANDS: set() if above else {under.office},
                Where.CHIEF: {under.office} if kind == RuleKind.TOLERANCE else set(),
                Where.ASSESSED: set() if under.state in INSIDE else {unit},
            },
            {Where.LEADERS: leaders if kind == RuleKind.VETO else set()},
        )
    return found


def _appeals(entries: Sequence[Entry]) -> dict[str, Concerned]:
    rows = Appeal.objects.filter(pk__in=_ids(entries, "appeal")).values_list(
        "pk", "unit", "indicator__source_unit", *_UNDER
    )
    found = {}
    for pk, unit, source, *held in rows:
        under = _Under(*held)
        found[str(pk)] = Concerned(
            {"appeal_id": pk},
            {
                Where.OFFICE: {under.office},
                Where.APPELLANT: {unit},
                Where.SOURCE: {source} - {None},
            },
            instead={Where.SOURCE: {"period_id": under.period}},
        )
    return found


def _figures(entries: Sequence[Entry]) -> dict[str, Concerned]:
    rows = Figure.objects.filter(pk__in=_ids(entries, "figure")).values_list(
        "pk", "period", "indicator__source_unit"
    )
    return {
        str(pk): Concerned({"period_id": period}, {Where.SOURCE: {source} - {None}})
        for pk, period, source in rows
    }


def _appraisals(entries: Sequence[Entry]) -> dict[str, Concerned]:
    ids = [UUID(one) for one in _ids(entries, "appraisal")]
    stands: dict[UUID, set[UUID]] = defaultdict(set)
    for appraisal, unit in Appraised.objects.filter(appraisal__in=ids).values_list(
        "appraisal", "unit"
    ):
        stands[appraisal].add(unit)
    rows = Appraisal.objects.filter(pk__in=ids).values_list("pk", "office")
    return {
        str(pk): Concerned(
            {"appraisal_id": pk}, {Where.OFFICE: {office}, Where.ASSESSED: stands[pk]}
        )
        for pk, office in rows
    }


_UNDER = ("period", "period__scheme", "period__scheme__office", "period__state")


def title_of(message: Message, facts: dict[str, Any]) -> str:
    """Return what a line is about; points name the unit they are of. Asks nothing."""
    if message.period is not None:
        of_a_unit = message.entry is not None and message.entry.about_kind == "adjustment"
        return title_words(message.period.label, facts.get("unit", "") if of_a_unit else "")
    return str(message.appeal or message.scheme or message.appraisal or "")


def page_of(message: Message, by: Acting) -> str:
    """Return the page a line of an assessment leads this post to; "" where it is of none."""
    if message.period is not None:
        return _page_of_period(message, message.period, by)
    if message.appeal_id is not None:
        return reverse("assessment:appeal", args=[message.appeal_id])
    if message.scheme_id is not None:
        name = "targets" if message.why == Why.ASSESSED else "scheme"
        return reverse(f"assessment:{name}", args=[message.scheme_id])
    if message.appraisal_id is not None:
        return reverse("assessment:appraisal", args=[message.appraisal_id])
    return ""


def _page_of_period(message: Message, period: Period, by: Acting) -> str:
    if message.why == Why.SOURCE:
        return reverse("assessment:figure_entry", args=[period.pk])
    adjusted = message.entry is not None and message.entry.about_kind == "adjustment"
    if message.why == Why.VETOES or (message.why == Why.ASSESSES and adjusted):
        return reverse("assessment:adjustments", args=[period.pk])
    place = AssessedUnit.objects.filter(scheme=period.scheme_id, unit=by.unit_id).first()
    shown = Period.objects.filter(periods_shown(by), pk=period.pk).exists()
    if message.why == Why.ASSESSED and place is not None and shown:
        return reverse("assessment:board", args=[period.label, place.group_id])
    return reverse("assessment:steps", args=[period.pk])

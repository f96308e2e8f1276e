"""What the next version of a list changes, and for whom: what a unit gains, loses, keeps altered.

Issued matters change by the moves of a matter, made when the version is approved: another date is
the date moved; another lead, demand, standard or partner is the matter ended and replaced by one
that this version sets up; given up is ended. What is shown before says by which of them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.breakdown.alike import Known, Likeness, Near
from luoshi.breakdown.listing import UNDECIDED
from luoshi.breakdown.models import Draft, Matter, MatterList, Part
from luoshi.breakdown.queries import with_parts
from luoshi.breakdown.terms import OPEN, Cadence, DraftVerdict, PartRole
from luoshi.kit.wording import full_date
from luoshi.organisation.models import Unit

Picture = dict[str, Any]
Figure = tuple[str, str, Decimal, str]
# What is compared, besides the units.
COMPARED: dict[str, str | Promise] = {
    "due": gettext_lazy("完成时限"),
    "title": gettext_lazy("事项"),
    "requirement": gettext_lazy("事项内容"),
    "standard": gettext_lazy("完成标准"),
    "deliverable": gettext_lazy("成果"),
    "cadence": gettext_lazy("报送频次"),
    "targets": gettext_lazy("量化目标"),
}
DATE_ONLY = gettext_lazy("批准立项时按“调整时限”办理")
REPLACED = gettext_lazy("批准立项时原事项终止，由新立事项替代，另发通知单")
GIVEN_UP = gettext_lazy("批准立项时终止")


@dataclass(frozen=True)
class Added:
    """A matter that a version adds for a unit.

    :ivar near: an open matter of an earlier version that asks much the same
    """

    role: str
    title: str
    due_date: date | None
    near: Near | None = None
    number: str = ""


@dataclass(frozen=True)
class Removed:
    """A matter that a unit has no more: given up, or handed to others."""

    role: str
    number: str
    title: str
    why: str
    how: str | Promise


@dataclass(frozen=True)
class Differs:
    """One field of a matter, as it was and as it is to be."""

    field: str | Promise
    was: str
    now: str


@dataclass(frozen=True)
class Altered:
    """A matter that a unit keeps, otherwise."""

    number: str
    title: str
    why: str
    how: str | Promise
    fields: tuple[Differs, ...]


@dataclass
class Change:
    """What a version changes for a unit, and how many matters it has from earlier ones."""

    unit: Unit
    stays: int
    added: list[Added] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    altered: list[Altered] = field(default_factory=list)


def changes_of(matters: MatterList) -> list[Change]:
    """Return the units a later version changes anything for, in official order.

    Nothing of a first version. A constant number of queries, however many drafts and matters.
    """
    if matters.version == 1:
        return []
    earlier = earlier_parts(matters)
    stays = dict(earlier.values_list("unit").annotate(Count("matter", distinct=True)))
    likeness = Likeness(_known(earlier))
    drafts = list(_accepted(matters))
    units = _units_named(drafts, matters)
    found: dict[Unit, Change] = {}

    def of(unit: Unit) -> Change:
        return found.setdefault(unit, Change(unit, stays.get(unit.pk, 0)))

    for draft in drafts:
        if draft.revises is None:
            near = likeness.nearest(draft.requirement)
            for role, unit in _parties(draft):
                of(unit).added.append(Added(_said(role), draft.title, draft.due_date, near))
            continue
        _compare(draft, draft.revises.number, _stood(draft, matters), units, of)
    return sorted(found.values(), key=lambda one: (one.unit.place, one.unit.code))


def earlier_parts(matters: MatterList) -> QuerySet[Part]:
    """Return the parts of open matters that earlier versions of a list gave out."""
    return Part.objects.filter(
        matter__list__document=matters.document_id,
        matter__list__version__lt=matters.version,
        matter__state__in=OPEN,
        matter__parent__isnull=True,
        round__number=F("matter__round_number"),
        given_up_at__isnull=True,
    )


def revisable(matters: MatterList) -> QuerySet[Matter]:
    """Return the open matters of earlier versions, in the order of their numbers."""
    held = earlier_parts(matters).values("matter")
    return Matter.objects.filter(pk__in=held).select_related("lead").order_by("number")


def picture_of(matter: Matter) -> Picture:
    """Say how an issued matter stands, in what JSON can keep.

    :param matter: with its parts of the current round as `now_parts`
    """
    parts: list[Part] = matter.now_parts  # type: ignore[attr-defined]
    figures = [(one.metric, one.direction, one.value, one.unit) for one in matter.targets.all()]
    return _picture(matter, [(part.role, part.unit) for part in parts], figures)


def picture_of_draft(draft: Draft) -> Picture:
    """Say how a matter is to stand, as a draft has it."""
    figures = [
        (one["metric"], one["direction"], Decimal(one["value"]), one["unit"])
        for one in draft.targets
    ]
    return _picture(draft, list(_parties(draft)), figures)


def differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[Differs]:
    """Return the fields in which two pictures differ, the units in words of their own."""
    fields = [
        Differs(words, _shown(name, was[name]), _shown(name, now[name]))
        for name, words in COMPARED.items()
        if was[name] != now[name]
    ]
    if _roles(was) != _roles(now):
        fields.append(Differs(_("承担单位"), was["named"], now["named"]))
    return fields


def only_the_date(was: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Tell whether nothing but the day differs: then the date is moved, and nothing replaced."""
    rest = (name for name in COMPARED if name != "due")
    return _roles(was) == _roles(now) and all(was[name] == now[name] for name in rest)


def _picture(
    thing: Draft | Matter, parties: list[tuple[str, Unit]], figures: list[Figure]
) -> Picture:
    roles = {str(unit.pk): str(role) for role, unit in parties}
    ordered = sorted(parties, key=lambda one: (PartRole.values.index(one[0]), one[1].place))
    named = "、".join(f"{unit}（{_said(role)}）" for role, unit in ordered)
    return {
        "title": thing.title,
        "requirement": thing.requirement,
        "standard": thing.standard,
        "deliverable": thing.deliverable,
        "due": thing.due_date.isoformat() if thing.due_date else "",
        "cadence": thing.cadence,
        "targets": "；".join(sorted(f"{m}{d}{v.normalize():f}{u}" for m, d, v, u in figures)),
        "units": roles,
        "named": named,
    }


def _stood(draft: Draft, matters: MatterList) -> Picture:
    """Return how the matter stood: now, and once the version is approved as it was then."""
    if matters.state in UNDECIDED and draft.revises is not None:
        return picture_of(draft.revises)
    return dict(draft.was)


def _compare(
    draft: Draft,
    number: str,
    was: Picture,
    units: Mapping[str, Unit],
    of: Callable[[Unit], Change],
) -> None:
    """Lay what one draft changes of an issued matter before each unit it touches."""
    now = picture_of_draft(draft)
    before, after = _roles(was), {} if draft.ends else _roles(now)
    how = GIVEN_UP if draft.ends else DATE_ONLY if only_the_date(was, now) else REPLACED
    fields = tuple(differences(was, now))
    for pk, role in before.items():
        if pk not in after and pk in units:
            gone = Removed(_said(role), number, was["title"], draft.why, how)
            of(units[pk]).removed.append(gone)
    for pk, role in after.items():
        if pk not in units:
            continue
        if pk not in before:
            added = Added(_said(role), draft.title, draft.due_date, number=number)
            of(units[pk]).added.append(added)
        elif fields:
            of(units[pk]).altered.append(Altered(number, draft.title, draft.why, how, fields))


def _accepted(matters: MatterList) -> QuerySet[Draft]:
    drafts = matters.drafts.filter(verdict=DraftVerdict.ACCEPTED).order_by("place")
    revised = with_parts(Matter.objects.prefetch_related("targets"))
    drafts = drafts.select_related("lead").prefetch_related("units__unit")
    return drafts.prefetch_related(Prefetch("revises", revised))


def _units_named(drafts: list[Draft], matters: MatterList) -> dict[str, Unit]:
    """Return every unit that a revised matter has or is to have. One query."""
    named = {
        pk
        for draft in drafts
        if draft.revises is not None
        for picture in (_stood(draft, matters), picture_of_draft(draft))
        for pk in _roles(picture)
    }
    return {str(unit.pk): unit for unit in Unit.objects.filter(pk__in=named)}


def _roles(picture: Mapping[str, Any]) -> dict[str, str]:
    return dict(picture["units"])


def _shown(name: str, value: str) -> str:
    if name == "due":
        return full_date(date.fromisoformat(value)) if value else ""
    return str(Cadence(value).label) if name == "cadence" else value


def _said(role: str) -> str:
    return str(PartRole(role).label)


def _known(earlier: QuerySet[Part]) -> list[Known]:
    rows = earlier.filter(role=PartRole.LEAD)
    named = rows.values_list("matter", "matter__number", "matter__title")
    return [Known(pk, number, title) for pk, number, title in named]


def _parties(draft: Draft) -> Iterator[tuple[str, Unit]]:
    if draft.lead is not None:
        yield PartRole.LEAD, draft.lead
    yield from ((row.role, row.unit) for row in draft.units.all() if row.unit is not None)

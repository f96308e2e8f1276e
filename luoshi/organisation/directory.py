"""名录 What the pages of the register show: the tree, a search, a unit's posts, people."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Substr

from luoshi.organisation.acting import Acting
from luoshi.organisation.models import ActingFor, Person, Post, Term, Unit, UnitAlias
from luoshi.organisation.queries import holds_on, official_names, units_on
from luoshi.organisation.rules import sees_people

LEVELS = 2


@dataclass(frozen=True)
class Branch:
    """A unit as the tree shows it on a day.

    :ivar level: 0 for the top of what is shown
    :ivar below: how many units stand directly below it
    """

    unit: Unit
    name: str
    level: int
    below: int


def branches_on(on: date, *, under: Unit | None = None, levels: int = LEVELS) -> list[Branch]:
    """Return the tree of a day, some levels of it, brothers in official order; three queries.

    Where a unit stands is where it stands now: moves within the tree carry no date.
    """
    top = under.depth if under else 0
    stem = under.path if under else ""
    shown = list(units_on(on).filter(path__startswith=stem, depth__gt=top, depth__lte=top + levels))
    names = official_names(shown, on=on)
    paths = {unit.path for unit in shown}
    below: Counter[str] = Counter(_above(unit) for unit in shown)
    below.update(_hidden_below(on, stem, top + levels))
    children: dict[str, list[Unit]] = {}
    for unit in shown:
        # A unit that outlived the one above it stands at the top of what is shown.
        children.setdefault(_above(unit) if _above(unit) in paths else "", []).append(unit)
    rows: list[Branch] = []
    waiting = [(unit, 0) for unit in reversed(children.get("", []))]
    while waiting:
        unit, level = waiting.pop()
        rows.append(Branch(unit, names[unit.pk], level, below[unit.path]))
        waiting += [(one, level + 1) for one in reversed(children.get(unit.path, []))]
    return rows


def units_found(on: date, *, wanted: str = "", kind: str = "") -> QuerySet[Unit]:
    """Return the units of a day by name, alias or pinyin initials, and by kind."""
    units = units_on(on)
    if kind:
        units = units.filter(kind=kind)
    if words := wanted.strip():
        aliases = UnitAlias.objects.filter(withdrawn_at__isnull=True)
        typed = Q(name__icontains=words) | Q(initials__contains=words.lower())
        units = units.filter(
            typed
            | Q(short_name__icontains=words)
            | Q(code=words)
            | Q(pk__in=aliases.filter(typed).values("unit"))
        )
    return units


def names_above(units: Iterable[Unit]) -> dict[str, str]:
    """Return the short name of the unit above each, by the unit's path, in one query."""
    above = {unit.path: _above(unit) for unit in units}
    names = {
        unit.path: unit.short_name or unit.name
        for unit in Unit.objects.filter(path__in=set(above.values()) - {""})
    }
    return {path: names.get(stem, "") for path, stem in above.items()}


def posts_in(unit: Unit, *, on: date) -> QuerySet[Post]:
    """Return a unit's posts of a day, each with its terms and their stand-ins, in three queries."""
    lent = ActingFor.objects.filter(until__gte=on, closed_at__isnull=True)
    running = Term.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), Q(closed_at__isnull=True) | Q(until__gt=on)
    )
    return (
        Post.objects.filter(holds_on(on), unit=unit)
        .select_related("unit")
        .order_by("id")
        .prefetch_related(
            Prefetch("terms", running.select_related("person").order_by("since", "id")),
            Prefetch("terms__stand_ins", lent.select_related("person").order_by("since", "id")),
        )
    )


def people_before(by: Acting, *, wanted: str = "") -> QuerySet[Person]:
    """Return the people whose page somebody may open, those without a post at the end."""
    people = Person.objects.filter(sees_people(by))
    if words := wanted.strip():
        held = Term.objects.filter(
            Q(post__unit__name__icontains=words) | Q(post__unit__short_name__icontains=words),
            until__isnull=True,
        )
        people = people.filter(
            Q(name__icontains=words)
            | Q(username__icontains=words)
            | Q(pk__in=held.values("person"))
        )
    running = Term.objects.filter(until__isnull=True, closed_at__isnull=True)
    return (
        people.annotate(held=Count("terms", filter=Q(terms__until__isnull=True)))
        .order_by("-is_active", "-held", "username")
        .prefetch_related(
            Prefetch("terms", running.select_related("post__unit"), to_attr="running")
        )
    )


def _above(unit: Unit) -> str:
    return unit.path[: -unit.steplen]


def _hidden_below(on: date, stem: str, depth: int) -> dict[str, int]:
    """Count what stands one level deeper than shown, by the path of the unit above."""
    length = depth * Unit.steplen
    deeper = Unit.objects.filter(holds_on(on), path__startswith=stem, depth=depth + 1)
    counted = deeper.annotate(above=Substr("path", 1, length)).values("above")
    return dict(counted.annotate(count=Count("pk")).values_list("above", "count"))

"""The light of a matter: which of its columns hold the days, and when its clock stands still.

Two lights stand apart: of what was verified (`light_of`), and of what the unit says (`says_done`).
A claim stops the unit's clock while it waits to be checked; sent back, it never was.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from luoshi.breakdown.models import Matter
from luoshi.breakdown.terms import BEFORE_ISSUE, CLOSED, MatterState
from luoshi.dues import lit
from luoshi.dues.lights import Light, LightDays, light
from luoshi.dues.terms import Level

UNDER_CHECK = (
    MatterState.CLAIMED,
    MatterState.VERIFYING,
    MatterState.DECIDING,
    MatterState.BEFORE_LEADER,
)
# Not begun, or ended without a result: no light says anything of it.
UNLIT = (*BEFORE_ISSUE, MatterState.TERMINATED)
NOT_STARTED = "none"
COLUMNS = lit.Columns(
    closed=Q(state__in=CLOSED),
    paused=Q(state=MatterState.SUSPENDED),
    claimed_date="stands_at",
    lag_date="lag_date",
    far_lag_date="far_lag_date",
    report_warn_date="report_warn_date",
    missed_date="missed_date",
    missed_twice_date="missed_twice_date",
    ignored_date="ignored_date",
    times_sent_back="times_sent_back",
)


def light_of(matter: Matter, today: date) -> Light | None:
    """Return the light of a matter on a day; None before its issue (未启动) and once terminated."""
    if matter.state in UNLIT:
        return None
    return light(days_of(matter), today)


def says_done(matter: Matter) -> bool:
    """Tell whether the unit says it is done and nobody has confirmed it yet (已报完成)."""
    return matter.state in UNDER_CHECK


def days_of(matter: Matter) -> LightDays:
    """Return the stored days of a matter's light."""
    return LightDays(
        due_date=matter.due_date,
        warn_date=matter.warn_date,
        severe_date=matter.severe_date,
        lag_date=matter.lag_date,
        far_lag_date=matter.far_lag_date,
        report_warn_date=matter.report_warn_date,
        missed_date=matter.missed_date,
        missed_twice_date=matter.missed_twice_date,
        ignored_date=matter.ignored_date,
        times_sent_back=matter.times_sent_back,
        claimed_date=matter.claimed_date if says_done(matter) else None,
        closed=matter.state in CLOSED,
        paused=matter.state == MatterState.SUSPENDED,
    )


def with_light(matters: QuerySet[Matter], today: date) -> QuerySet[Matter]:
    """Add each matter's level as `light_level`, as SQL; None for one without a light."""
    stands = Case(When(state__in=UNDER_CHECK, then=F("claimed_date")), default=None)
    level = Case(
        When(state__in=UNLIT, then=Value(None)),
        default=lit.level(today, COLUMNS),
        output_field=IntegerField(),
    )
    return matters.annotate(stands_at=stands).annotate(light_level=level)


@lru_cache(maxsize=8)
def level_sql(today: date, engine: str) -> tuple[str, tuple[Any, ...]]:
    """Return the level of a matter as SQL with its parameters, put together once a day.

    It names the table's own columns, so it stands only in a question put to the table itself,
    never in a question within a question.
    """
    query = with_light(Matter.objects.all(), today).query
    compiler = query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
    sql, given = compiler.compile(query.annotations["light_level"])
    return sql, tuple(given)


def at_levels(matters: QuerySet[Matter], wanted: list[str]) -> QuerySet[Matter]:
    """Keep the matters that stand at one of these levels, each as text, or `none`.

    :param matters: annotated by `with_light`
    """
    levels = [int(one) for one in wanted if one != NOT_STARTED]
    where = Q(light_level__in=levels)
    if NOT_STARTED in wanted:
        where |= Q(light_level__isnull=True)
    return matters.filter(where)


def counts(matters: QuerySet[Matter]) -> list[tuple[int | None, int]]:
    """Return how many stand at each level, the worst first, levels nobody stands at left out.

    One query.

    :param matters: annotated by `with_light`
    """
    levels = matters.order_by().values_list("light_level")  # type: ignore[misc]
    found: dict[int | None, int] = dict(levels.annotate(number=Count("pk")))
    order = [
        Level.SERIOUS,
        Level.OVERDUE,
        Level.WARNING,
        Level.ATTENTION,
        Level.NORMAL,
        Level.DONE,
        None,
        Level.SUSPENDED,
    ]
    return [(one, found[one]) for one in order if found.get(one)]

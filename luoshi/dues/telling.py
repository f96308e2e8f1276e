"""What a deed did to dues, told on its own entry: from the entries alone one can count every due.

It is a list of short lists, a word first (docs/dues.md has the table). A due is named by its key,
one that a series laid by series and period: those rows are made by the database itself.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from luoshi.dues.models import Due, Series
from luoshi.trail.models import Entry
from luoshi.trail.operations import say_more

Told = Sequence[Any]


def name_of(pk: object, series: object, period: str) -> str:
    """Return the name of a due on the trail."""
    return f"{series}/{period}" if series else str(pk)


def ref(due: Due) -> str:
    """Return the name of a due on the trail."""
    return name_of(due.pk, due.series_id, due.period)


def refs(dues: QuerySet[Due]) -> dict[Any, str]:
    """Return the names of a set of dues by key. One query."""
    rows = dues.order_by().values_list("pk", "series_id", "period")
    return {pk: name_of(pk, series, period) for pk, series, period in rows}


def tell(entry: Entry | None, *told: Told) -> None:
    """Put what happened to dues on the entry of the deed, if anything did."""
    if entry is not None and told:
        say_more(entry, dues=told)


def owed(dues: Iterable[Due]) -> list[Told]:
    """Tell of dues that are owed from now on, and how each came to its day."""
    return [
        ("owe", ref(due), due.kind, due.debtor_id, due.due_date, due.since, due.start, due.measure)
        for due in dues
    ]


def begun(series: Series) -> Told:
    """Tell of reports that recur from now on."""
    return ("series", series.pk, series.kind, series.debtor_id, series.cadence, series.since,
            series.until)  # fmt: skip


def all_of(word: str, day: date | None, names: Iterable[str]) -> list[Told]:
    """Tell one thing of many dues; nothing where there are none."""
    named = list(names)
    return [(word, day, *named)] if named else []

"""What one test walked by real deeds stands at once for the next: its rows are laid again.

Most tests begin with the same small decision on the same Monday. The first of a process walks the
road; the rows it left are kept, and laid as they are wherever a test begins in an empty city under
the same settings. Where anything of the city stands already, nothing is taken for granted: the road
is walked. `tests/stories/test_the_road_is_walked_once.py` holds the two equal.
"""

from collections.abc import Iterator
from functools import wraps

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import get_language

from luoshi.breakdown import finding
from luoshi.breakdown.models import MatterWords
from luoshi.organisation.models import Unit

# Laid down by the migrations, and changed by no road.
NOT_OF_THE_CITY = {"timelimits", "contenttypes", "auth", "axes", "sessions"}
_kept: dict = {}


def walked_once(walk):
    """Let a walk that begins in an empty city be walked once a process with the same arguments."""

    @wraps(walk)
    def stands(*args, **kwargs):
        if Unit.objects.exists():
            return walk(*args, **kwargs)
        key = (walk.__name__, args, *sorted(kwargs.items()), *_circumstances())
        if key not in _kept:
            made = walk(*args, **kwargs)
            _kept[key] = (rows_here(), type(made), made.pk)
            return made
        rows, model, pk = _kept[key]
        lay(rows)
        return model._base_manager.get(pk=pk)

    return stands


def rows_here() -> dict:
    """Return the rows of the city by table and its columns, as the database gives them."""
    found = {}
    with connection.cursor() as cursor:
        for table, columns in _tables():
            if rows := _READ[connection.vendor](cursor, table, columns):
                found[table, columns] = rows
    return found


def lay(rows: dict) -> None:
    """Put rows back into an empty city; what points at what is looked at by the database."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Left over where tables were emptied after a test: no model knows this one.
        cursor.execute(_EMPTY_PAIRS[connection.vendor])
        for (table, columns), held in rows.items():
            _WRITE[connection.vendor](cursor, table, columns, held)
    finding._index(list(MatterWords.objects.all()))


def _circumstances() -> tuple:
    return str(settings.HOME), settings.CITY_MARK, settings.CITY_NAME, get_language()


def _tables() -> Iterator[tuple[str, str]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in NOT_OF_THE_CITY:
            fields = model._meta.local_concrete_fields
            names = [connection.ops.quote_name(one.column) for one in fields if not one.generated]
            yield model._meta.db_table, ", ".join(names)


def _read_sqlite(cursor, table, columns):
    return cursor.execute(f"SELECT {columns} FROM {table}").fetchall()


def _write_sqlite(cursor, table, columns, rows):
    marks = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _read_postgresql(cursor, table, columns):
    with cursor.copy(f"COPY {table} ({columns}) TO STDOUT") as copy:
        return b"".join(bytes(part) for part in copy)


def _write_postgresql(cursor, table, columns, rows):
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        copy.write(rows)


_READ = {"sqlite": _read_sqlite, "postgresql": _read_postgresql}
_WRITE = {"sqlite": _write_sqlite, "postgresql": _write_postgresql}
_EMPTY_PAIRS = {
    "sqlite": "INSERT INTO breakdown_grams(breakdown_grams) VALUES ('delete-all')",
    "postgresql": "DELETE FROM breakdown_grams",
}

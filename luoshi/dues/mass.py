"""One INSERT for many rows, made by the database from rows it has: clock work is set-based."""

from collections.abc import Mapping
from typing import Any

from django.db import connections
from django.db.models import Expression, Field, Func, Model, QuerySet, UUIDField, Value
from django.db.models.expressions import Combinable

from luoshi.kit.rows import new_id


class NewKey(Func):
    """A fresh UUIDv7 for each row: the hour from here, the rest from the database's own chance."""

    output_field: Field[Any, Any] = UUIDField()

    def as_postgresql(
        self, compiler: Any, connection: Any, **extra: Any
    ) -> tuple[str, tuple[str, ...]]:
        """Lay the hour and the version over a random UUID."""
        random = "replace(gen_random_uuid()::text, '-', '')"
        return f"overlay({random} placing %s from 1 for 13)::uuid", (self._hour(),)

    def as_sqlite(
        self, compiler: Any, connection: Any, **extra: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        """Put the same parts together, as the 32 characters SQLite keeps a UUID in."""
        chance = "substr(hex(randomblob(2)), 2)", "substr(hex(randomblob(8)), 2)"
        variant = "substr('89ab', 1 + abs(random() %% 4), 1)"
        return f"lower(%s || {chance[0]} || {variant} || {chance[1]})", (self._hour(),)

    def _hour(self) -> str:
        return new_id().hex[:12] + "7"


def insert_from(model: type[Model], source: QuerySet[Any], columns: Mapping[str, Any]) -> int:
    """Insert a row for each row of the source; return how many.

    :param columns: for each field of the model its value, or an expression over the source; a
        field left out takes its default
    """
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    values = {
        f"new_{field.name}": _worth(field, columns.get(field.name, field.get_default()))
        for field in fields
    }
    chosen = source.order_by().annotate(new_key=NewKey(), **values)
    sql, params = chosen.values_list("new_key", *values).query.sql_with_params()
    here = connections[source.db]
    names = ", ".join(
        here.ops.quote_name(str(field.column)) for field in [model._meta.pk, *fields] if field
    )
    with here.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {here.ops.quote_name(model._meta.db_table)} ({names}) {sql}", params
        )
        return int(cursor.rowcount)


def _worth(field: "Field[Any, Any]", value: Any) -> Combinable:
    if isinstance(value, (Expression, Combinable)):
        return value
    return Value(value, output_field=field)

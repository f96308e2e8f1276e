"""A method's numbers and tables as a person types them: one name and its value to a line.

    step_share = 0.05
    bands = 95:10，85:8，0:5

    shares = m1:0.3，m2:0.3，m3:0.4

A number stays text, as the reckoning reads it. A table whose rows begin with a name is by name,
else it is rows of numbers. What is deeper (modifiers) is typed as JSON.
"""

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
ROWS = re.compile(r"[，,、;；\s]+")
CELLS = re.compile(r"[:：]")
WORDS = ("true", "false")


class NotMeant(ValueError):
    """A line cannot be read; the message says which and why."""


def said(parameters: Mapping[str, Any]) -> str:
    """Return parameters as they are typed."""
    return "\n".join(f"{name} = {_value_said(value)}" for name, value in parameters.items())


def meant(typed: str) -> dict[str, Any]:
    """Read what was typed.

    :raises NotMeant: at a line that has no name or no number
    """
    found: dict[str, Any] = {}
    for line in typed.replace("＝", "=").splitlines():
        if not line.strip():
            continue
        name, equals, value = (part.strip() for part in line.partition("="))
        if not equals or not NAME.fullmatch(name) or not value:
            words = _("“%(line)s”读不懂，请写成：名称 = 数值")
            raise NotMeant(words % {"line": line.strip()[:60]})
        found[name] = _value_meant(value)
    return found


def _value_said(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping) and all(isinstance(one, str | int) for one in value.values()):
        return "，".join(f"{name}:{one}" for name, one in value.items())
    if isinstance(value, list) and all(isinstance(row, list) for row in value):
        return "，".join(":".join(str(cell) for cell in row) for row in value)
    return (
        json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping | list) else str(value)
    )


def _value_meant(value: str) -> Any:
    if value.lower() in WORDS:
        return value.lower() == "true"
    if value.startswith(("{", "[")):
        return _json_meant(value)
    if not CELLS.search(value):
        return _number(value)
    rows = [CELLS.split(row) for row in ROWS.split(value) if row]
    if all(len(row) == 2 and NAME.fullmatch(row[0]) for row in rows):
        return {name: _number(cell) for name, cell in rows}
    return [[_number(cell) for cell in row] for row in rows]


def _json_meant(value: str) -> Any:
    try:
        return json.loads(value, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        words = _("“%(line)s”读不懂，请写成：名称 = 数值")
        raise NotMeant(words % {"line": value[:60]}) from None


def _number(cell: str) -> str:
    try:
        number = Decimal(cell)
    except InvalidOperation:
        raise NotMeant(_("“%(cell)s”不是数字") % {"cell": cell[:40]}) from None
    if not number.is_finite():
        raise NotMeant(_("“%(cell)s”不是数字") % {"cell": cell[:40]})
    return cell

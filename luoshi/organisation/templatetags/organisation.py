"""One mark of the register's pages: the buttons that belong to a row."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import template

register = template.Library()


@register.filter
def of(buttons: Mapping[UUID, Sequence[Any]], thing: Any) -> Sequence[Any]:
    """Return the buttons of a thing: {{ buttons|of:post }}."""
    return buttons.get(thing.pk, ())

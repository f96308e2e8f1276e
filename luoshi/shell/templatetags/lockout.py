"""How long a lock-out lasts, in whole minutes."""

from datetime import timedelta

from django import template

register = template.Library()


@register.simple_tag
def minutes(length: timedelta) -> int:
    """Return a length of time in whole minutes, rounded up."""
    return -int(-length.total_seconds() // 60)

"""Periods of returns and months, as a page says them."""

from django import template

from luoshi.timelimits.wording import period_words

register = template.Library()
register.filter("period_words", period_words)


@register.filter
def month_words(month: int) -> str:
    """Say a month by its number: 6月, June."""
    return period_words(f"2026-{month:02d}")

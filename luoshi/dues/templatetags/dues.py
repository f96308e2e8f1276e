"""Months and weekdays, in the reader's language."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import pgettext

from luoshi.timelimits.wording import weekday_word

register = template.Library()
register.filter("weekday", weekday_word)


@register.filter
def month_word(day: date) -> str:
    """Say the month of a day: 6月."""
    return date_format(day, pgettext("month", "n月"))

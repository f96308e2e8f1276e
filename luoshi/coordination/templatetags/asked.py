"""The period of a return, as a page says it."""

from django import template

from luoshi.timelimits.wording import period_words

register = template.Library()
register.filter("period_words", period_words)

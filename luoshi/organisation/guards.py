"""Questions every deed of the register asks of days and names before it writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from luoshi.flow.refusals import Unmet
from luoshi.timelimits.days import day_of


@contextmanager
def unless_taken(sentence: str) -> Iterator[None]:
    """Turn the database's refusal of a second row of the same name into a sentence.

    :raises Unmet: if a constraint of the table forbids what is written inside
    """
    try:
        # A savepoint, so that the deed's transaction can still tell the person why.
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Unmet(sentence) from None


def day_before(day: date) -> date:
    """Return the day before: the last day of what ends when something else begins."""
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    """Return the day after: the first day of what follows something that ended."""
    return day + timedelta(days=1)


def demand_words(words: str, sentence: str) -> str:
    """Return the words without the blanks around them.

    :raises Unmet: with the sentence, if nothing is left
    """
    if not (said := words.strip()):
        raise Unmet(sentence)
    return said


def demand_order(since: date, until: date | None) -> None:
    """Let no span of days end before it begins.

    :raises Unmet: if it does
    """
    if until is not None and until < since:
        raise Unmet(
            _("止日%(until)s早于起日%(since)s")
            % {"until": until.isoformat(), "since": since.isoformat()}
        )


def demand_not_future(last_day: date, *, at: datetime) -> None:
    """Let nothing that must be settled on the spot be dated ahead.

    :raises Unmet: if the last day is later than today
    """
    if last_day > day_of(at):
        raise Unmet(_("此事当场生效，最后一日不能晚于今天"))

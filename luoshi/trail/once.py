"""A confirmed post counts once: the same key gives the first answer, another hand is refused.

The key stands unique on the deed's own entry, so the first answer is that entry; there is no
second book to keep in step with it.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.kit.actor import Actor
from luoshi.trail.models import Entry
from luoshi.trail.queries import first_answer


class KeyTaken(Exception):
    """The key was used by somebody else; the door answers 409."""


class KeyUnwritten(RuntimeError):
    """The deed was done without writing its entry under the key it was given: our mistake."""


def once(key: str, *, by: Actor, deed: Callable[[], object]) -> Entry:
    """Do the deed unless this person did it under this key before; return its entry either way.

    `deed` must hand the key on to `operations.write`. Of many at once one does it, and the others,
    whatever refusal they met on the way, get the entry of the one.

    :raises KeyTaken: if the key stands on another person's entry
    :raises KeyUnwritten: if the deed left no entry under the key; it is rolled back
    :raises ValueError: for the empty key
    """
    if answered := first_answer(key):
        return _same_hand(answered, by)
    try:
        with transaction.atomic():
            deed()
            written = first_answer(key)
            if written is None:
                raise KeyUnwritten(key)
    except Exception:
        # Losing the race shows as any refusal (the state has moved on, the key is used). If the
        # key has its answer by now, that is the answer; if it has none, the refusal stands.
        answered = first_answer(key)
        if answered is None:
            raise
        return _same_hand(answered, by)
    return written


def _same_hand(entry: Entry, by: Actor) -> Entry:
    if entry.person_id != by.person_id:
        raise KeyTaken(_("这一操作已由他人提交，请刷新后重试"))
    return entry

"""The titles that dues copied of the things they are about: they go where the thing's words go."""

from collections.abc import Callable, Iterable

from luoshi.dues.models import Due, Series

Say = Callable[[str], str]
SAID: dict[str, Say] = {}


def register(kind: str, say: Say) -> None:
    """Let `say` put the kept titles of dues about one kind of thing into the reader's words.

    :raises ValueError: if somebody says the titles of that kind already
    """
    if kind in SAID:
        raise ValueError(f"Two who say the titles of {kind}")
    SAID[kind] = say


def title_words(kind: str, title: str) -> str:
    """Return the title of a due as its reader is told it; as it is kept, unless its room says."""
    return SAID[kind](title) if kind in SAID else title


def retitle(kind: str, ids: Iterable[str], title: str) -> None:
    """Put another title over the copies that dues and their rhythms keep (清除)."""
    about = {"about_kind": kind, "about_id__in": list(ids)}
    Due.objects.filter(**about).update(about_title=title)
    Series.objects.filter(**about).update(about_title=title)

"""Questions put to the trail."""

from uuid import UUID

from django.db.models import QuerySet

from luoshi.trail.models import Entry


def entries_about(kind: str, id: str | UUID) -> QuerySet[Entry]:
    """Return every entry about one thing, newest first."""
    return Entry.objects.filter(about_kind=kind, about_id=str(id)).order_by("-id")


def placed_after(index: int) -> QuerySet[Entry]:
    """Return what was placed after a place, in the order of places, each with its `leaf`.

    This is the order to follow the trail by with a cursor: by id or time, an entry that committed
    late would be passed over. Start from -1.
    """
    return (
        Entry.objects.filter(leaf__index__gt=index).select_related("leaf").order_by("leaf__index")
    )


def first_answer(key: str) -> Entry | None:
    """Return the entry a once-only key stands on, or None while it is unused.

    :raises ValueError: for the empty key, which is no key
    """
    if not key:
        raise ValueError("the empty text is not a once-only key")
    return Entry.objects.filter(key=key).first()

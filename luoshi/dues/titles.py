"""The titles that dues copied of the things they are about: they go where the thing's words go."""

from collections.abc import Iterable

from luoshi.dues.models import Due, Series


def retitle(kind: str, ids: Iterable[str], title: str) -> None:
    """Put another title over the copies that dues and their rhythms keep (清除)."""
    about = {"about_kind": kind, "about_id__in": list(ids)}
    Due.objects.filter(**about).update(about_title=title)
    Series.objects.filter(**about).update(about_title=title)

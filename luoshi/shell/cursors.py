"""读取位置 How far each reader of the trail has come: one row, held by an UPDATE while it reads."""

from django.db import IntegrityError, transaction
from django.db.models import F

from luoshi.shell.models import Cursor


def hold(name: str) -> int:
    """Lock a cursor's row until the transaction ends; return the place it stands at.

    The lock is an UPDATE, so that it holds on SQLite as well.
    """
    held = Cursor.objects.filter(name=name)
    if not held.update(place=F("place")):
        try:
            with transaction.atomic():
                Cursor.objects.create(name=name)
        except IntegrityError:
            held.update(place=F("place"))
    return held.get().place


def put(name: str, place: int) -> None:
    """Move a held cursor on."""
    Cursor.objects.filter(name=name).update(place=place)

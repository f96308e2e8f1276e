"""What every table of the house has in common: a key that sorts by the hour it was made."""

from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return a fresh UUIDv7: unique across cities, and late rows sort after early ones."""
    return uuid7()


class Row(models.Model):
    """A row with a UUIDv7 key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        """Carries no table of its own."""

        abstract = True

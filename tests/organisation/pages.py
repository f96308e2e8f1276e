"""Opening the register's pages as somebody of the town."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse

from tests.world import person_behind, someone_of


def browser_of(unit, title):
    """Return a browser signed in as whoever holds a post."""
    client = Client()
    client.force_login(
        person_behind(someone_of(unit, title)), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def address(name, *args):
    """Return an address of the room."""
    return reverse(f"organisation:{name}", args=args)


def pressed(client, url, **words):
    """Post a form under a fresh once-only key, unless one is given."""
    return client.post(url, {"once": str(uuid4())} | words)

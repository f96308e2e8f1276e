"""A furnished town, once for all attacks of a file; what each of them does is undone."""

import logging

import pytest
from django.db import transaction

from tests.house.visited import furnish


@pytest.fixture(scope="module")
def furnished(django_db_setup, django_db_blocker):
    """The town with everything in it that an address can be about."""
    # Thousands of refusals, each noted with a warning, are what is asked for here.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnish()
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)

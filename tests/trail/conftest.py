"""A home with a signing key, for the tests that sign."""

import pytest

from luoshi.trail import home as home_of_the_trail


@pytest.fixture
def signing_home(home):
    """A home of its own, set up."""
    home_of_the_trail.create_key()
    return home

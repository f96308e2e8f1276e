"""The kit knows no city: its lights look as the house has them."""

import pytest

from luoshi.kit import signs


@pytest.fixture(autouse=True)
def plain_lights(monkeypatch):
    """Let nobody ask the database how a city paints its lights."""
    monkeypatch.setattr(signs, "_dresses", [])
    signs.new_page()

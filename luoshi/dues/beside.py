"""时限规则旁 Pages of rooms above that stand beside the rules of time, for who keeps the time."""

from django.urls import reverse
from django.utils.functional import Promise

_pages: dict[str, str | Promise] = {}


def register(name: str, words: str | Promise) -> None:
    """Add a page by the name of its address; for AppConfig.ready()."""
    _pages[name] = words


def pages() -> list[tuple[str, str | Promise]]:
    """Return the pages with their words, by address."""
    return [(reverse(name), words) for name, words in _pages.items()]

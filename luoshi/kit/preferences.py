"""What a person sets for the screen: language, theme, density, size of type, keys, navigation.

Kept in cookies and rendered by the server, so that a page is right before any script runs.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

A_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Preference:
    """One setting: its cookie and the values it may have, the first of them the usual one."""

    cookie: str
    values: tuple[str, ...]

    def of(self, request: HttpRequest) -> str:
        """Return what this browser chose, or the usual value."""
        chosen = request.COOKIES.get(self.cookie, "")
        return chosen if chosen in self.values else self.values[0]


PREFERENCES = {
    "theme": Preference("luoshi_theme", ("system", "light", "dark")),
    "density": Preference("luoshi_density", ("normal", "compact", "roomy")),
    "size": Preference("luoshi_size", ("normal", "large")),
    "keys": Preference("luoshi_keys", ("on", "off")),
    "side": Preference("luoshi_side", ("wide", "narrow")),
    "language": Preference(
        settings.LANGUAGE_COOKIE_NAME, tuple(code for code, _name in settings.LANGUAGES)
    ),
}


def chosen(request: HttpRequest) -> dict[str, str]:
    """Return every setting of this browser; the language is the one the page is in."""
    here = {name: preference.of(request) for name, preference in PREFERENCES.items()}
    return here | {"language": translation.get_language() or settings.LANGUAGE_CODE}


def keep(response: HttpResponse, asked: dict[str, Any]) -> list[str]:
    """Write the settings named in `asked` into cookies; return the names not understood."""
    wrong = []
    for name, value in asked.items():
        preference = PREFERENCES.get(name)
        if preference is None or value not in preference.values:
            wrong.append(name)
            continue
        response.set_cookie(
            preference.cookie,
            str(value),
            max_age=A_YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return wrong

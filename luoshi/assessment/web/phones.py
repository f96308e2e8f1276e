"""手机 Who asks from a phone: the house shows no ranking there (the rules on apps of 2026).

A browser says so itself, by the hint Sec-CH-UA-Mobile or in its name; what stands in ranks is then
not sent at all. A narrow window of another browser hides it by the style sheet.
"""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

SAYS_SO = "Mobi"
HINT, NAME = "Sec-CH-UA-Mobile", "User-Agent"


def on_a_phone(request: HttpRequest) -> bool:
    """Tell whether the browser says that it is a phone's."""
    return request.headers.get(HINT, "") == "?1" or SAYS_SO in request.headers.get(NAME, "")


def differs_on_phones(response: HttpResponse) -> HttpResponse:
    """Say that the same address answers a phone otherwise."""
    patch_vary_headers(response, [HINT, NAME])
    return response

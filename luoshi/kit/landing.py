"""Where a swap ends: after a post the address is that of the page which is shown.

A swap changes the middle of a page. A post that leads to another page goes there whole, for it has
another frame; one that leads back to its own page keeps the address true, so that a reload shows
what the swap showed.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django_htmx.http import HttpResponseClientRedirect, replace_url

MIDDLE = "main"


class LandingMiddleware:
    """Sees where the browser has followed a redirect to; must stand below HtmxMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send the browser to another page before its messages are read out here."""
        htmx = getattr(request, "htmx", None)
        # A session that ended asks again over the page: it must not lead away from what was typed.
        door = request.path == settings.LOGIN_URL
        if request.method != "GET" or not htmx or htmx.target != MIDDLE or door:
            return self.get_response(request)
        if urlsplit(htmx.current_url or "").path != request.path:
            return HttpResponseClientRedirect(request.get_full_path())
        return replace_url(self.get_response(request), request.get_full_path())

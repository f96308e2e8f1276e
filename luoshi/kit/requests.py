"""请求 What holds of every request, whatever page it asks for: its size, its words, HEAD."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.kit.signs import new_page

# Two files of evidence at their limit, or ten photographs, and what is written beside them.
MOST_BYTES = 64 * 1024 * 1024
MOST_READ_OUT = 4 * MOST_BYTES
_CHUNK = 1 << 16
NUL = "\x00"
Next = Callable[[HttpRequest], HttpResponse]


class SizeMiddleware:
    """Refuses a request larger than any form of this house (413); nothing of it is kept."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the length that was announced; the server reads no more than that."""
        said = request.META.get("CONTENT_LENGTH") or "0"
        if not said.isdigit() or int(said) > MOST_BYTES:
            _let_run_out(request)
            context = {"limit": MOST_BYTES // (1024 * 1024)}
            return render(request, "413.html", context, status=413)
        return self.get_response(request)


def _let_run_out(request: HttpRequest) -> None:
    # A browser reads no answer before it has sent everything; it would only say "reset".
    left = MOST_READ_OUT
    while left > 0 and (part := request.read(_CHUNK)):
        left -= len(part)


class WordsMiddleware:
    """Takes the NUL out of what is posted: nobody types it, and not every table can hold it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass it on: what is posted is read once the page is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Read the form as it was posted, without that character."""
        if request.method != "POST":
            return
        given = request.POST
        if any(NUL in one for _name, values in given.lists() for one in values):
            clean = given.copy()
            for name, values in given.lists():
                clean.setlist(name, [one.replace(NUL, "") for one in values])
            request.POST = clean  # type: ignore[assignment]


class LightsMiddleware:
    """Lets each page ask once how the city's lights look, when it shows its first."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forget what the page before was told."""
        new_page()
        return self.get_response(request)


class HeadMiddleware:
    """Answers HEAD as GET without its words, on every page alike (RFC 9110, 9.3.2)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Ask the page as GET; a page need not know that HEAD exists."""
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        response = self.get_response(request)
        if not response.streaming:
            length = str(len(response.content))
            response.content = b""
            response.headers["Content-Length"] = length
        return response

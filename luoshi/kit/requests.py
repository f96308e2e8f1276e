"""请求 What holds of every request, whatever page it asks for: its size, and HEAD being GET."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Two files of evidence at their limit, or ten photographs, and what is written beside them.
MOST_BYTES = 64 * 1024 * 1024
MOST_READ_OUT = 4 * MOST_BYTES
_CHUNK = 1 << 16
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

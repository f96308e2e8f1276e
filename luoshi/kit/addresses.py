"""网址 What is no address of this house, whatever page it names."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

NUL = "\x00"


class AddressMiddleware:
    """Answers that nothing is there where a NUL stands in an address: nobody typed one.

    PostgreSQL keeps no NUL in a text and refuses the question; the answer is the same everywhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at nothing before the page is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Refuse the path and every parameter, by name and by value."""
        said = (
            request.path_info,
            *request.GET,
            *(one for __, many in request.GET.lists() for one in many),
        )
        if any(NUL in one for one in said):
            raise Http404

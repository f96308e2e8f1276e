"""The request of somebody who has signed in, and the capacity they speak in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import now

from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Person
from luoshi.organisation.queries import actings_of
from luoshi.timelimits.days import day_of

CHOSEN = "acting"


class SignedIn(HttpRequest):
    """A request whose `user` is a person, so that no view has to ask again.

    :ivar acting: the capacity chosen beside the name; None for a person without any post
    :ivar actings: every capacity the person has today
    """

    user: Person
    acting: Acting
    actings: list[Acting]


class ActingMiddleware:
    """Reads who speaks in whose name, and sends a first sign-in to change its password."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the request its capacities; ended posts are gone with the next request."""
        person = request.user
        if isinstance(person, SimpleLazyObject) and person.is_authenticated:
            request.actings = actings_of(person, on=day_of(now()))  # type: ignore
            chosen = request.session.get(CHOSEN, "")
            request.acting = next(  # type: ignore[attr-defined]
                (one for one in request.actings if str(one.key) == chosen),  # type: ignore
                request.actings[0] if request.actings else None,  # type: ignore[attr-defined]
            )
            allowed = {reverse("shell:password"), reverse("shell:sign_out")}
            if person.must_change_password and request.path not in allowed:
                return redirect("shell:password")
        return self.get_response(request)

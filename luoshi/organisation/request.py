"""The request of somebody who has signed in, and the capacity they speak in."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import now
from django.utils.translation import gettext as _

from luoshi.flow.refusals import NotYours, Refused
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Person
from luoshi.organisation.queries import actings_of
from luoshi.timelimits.days import day_of
from luoshi.trail.files import FilePurged
from luoshi.trail.models import Entry
from luoshi.trail.once import KeyTaken, once
from luoshi.trail.purge import NotPurged

CHOSEN = "acting"
POSTLESS = ("shell",)
# What a page puts into its forms, and what the column of the trail holds.
KEY = re.compile(r"[0-9A-Za-z-]{1,60}")
BOUND = 16


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
            response = self.get_response(request)
            # A page kept by the browser would be there for whoever sits down after signing out,
            # and one gone back to would send its once-only key a second time.
            patch_cache_control(response, private=True, no_store=True)
            return response
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, *_given: object) -> None:
        """Show nothing of the rooms to somebody who holds no post: it is not there for them."""
        match = request.resolver_match
        if not request.user.is_authenticated or match is None:
            return
        # What is open to nobody in particular, such as a ballot, is open to them too.
        if not getattr(view, "login_required", True):
            return
        if getattr(request, "acting", None) is None and match.app_name not in POSTLESS:
            raise Http404


@dataclass(frozen=True)
class Outcome:
    """What became of a confirmed post: its entry on the trail, or the sentence that refuses it."""

    entry: Entry | None = None
    refused: str = ""


def key_of(request: HttpRequest, part: object = "") -> str:
    """Return the once-only key a form came with, or "" where what came is none of a page's.

    It is bound to the address and the button: the same text sent for another deed, or about
    another thing, is another key, and cannot get that deed's answer.
    """
    given = str(request.POST.get("once", ""))
    if not KEY.fullmatch(given):
        return ""
    told = "\n".join([request.path, str(request.POST.get("verdict", "")), str(part)])
    return f"{given}-{sha256(told.encode()).hexdigest()[:BOUND]}"


def attempt(request: SignedIn, deed: Callable[[str], object], part: object = "") -> Outcome:
    """Do a deed under the form's once-only key; a second press gets the first answer.

    :param deed: does it, writing its entry under the key it is given
    :param part: which of several deeds asked for by one form
    """
    key = key_of(request, part) or str(uuid4())

    def as_shown() -> None:
        _demand_the_post_shown(request)
        deed(key)

    try:
        return Outcome(entry=once(key, by=request.acting, deed=as_shown))
    except (Refused, KeyTaken, FilePurged, NotPurged) as refused:
        return Outcome(refused=str(refused))


def _demand_the_post_shown(request: SignedIn) -> None:
    """Let nobody act in another name than stood on the page: the post may have changed since.

    :raises NotYours: if the form was shown to another post, or to another person
    """
    shown = request.POST.get("as", "")
    if shown and shown != str(request.acting.key):
        raise NotYours(
            _("您现在的身份是“%(now)s”，与打开本页时不同，没有办理。请核对后再提交")
            % {"now": request.acting.post_name}
        )

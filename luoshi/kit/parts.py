"""Whole pages and the parts of them that change."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django_htmx.http import trigger_client_event


def answer(
    request: HttpRequest, page: str, part: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render the page, or only its part where htmx asked for the part."""
    name = f"{page}#{part}" if getattr(request, "htmx", False) else page
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def done(
    request: HttpRequest, page: str, part: str, context: dict[str, Any], *, to: str
) -> HttpResponse:
    """After a deed: the changed part for htmx, a redirect to the page without it."""
    if getattr(request, "htmx", False):
        return answer(request, page, part, context)
    return redirect(to)


def said(request: HttpRequest, response: HttpResponse, sentence: str) -> HttpResponse:
    """Tell the person what has been done: read out on the page for htmx, on the next page without.

    :param sentence: whole, with the time to the second where it binds a unit
    """
    if getattr(request, "htmx", False):
        return trigger_client_event(response, "said", {"sentence": sentence})
    messages.success(request, sentence)
    return response


def refused(request: HttpRequest, sentence: str, *, back: str) -> HttpResponse:
    """Answer 409 with the reason, where a door has no page of its own to say it on."""
    name = "kit/note.html" if getattr(request, "htmx", False) else "409.html"
    context = {"text": sentence, "kind": "bad", "back": back}
    return render(request, name, context, status=409)

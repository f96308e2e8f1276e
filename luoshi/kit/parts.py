"""Whole pages and the parts of them that change."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers


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

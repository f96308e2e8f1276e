"""The page shown when the house itself has made a mistake."""

import logging
from urllib.parse import quote
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger("luoshi")


def broken(request: HttpRequest) -> HttpResponse:
    """出错: a number that stands both on the page and in the log beside the trace."""
    number = uuid4().hex[:8].upper()
    log.error("%s %s %s", number, request.method, quote(request.path))
    return render(request, "500.html", {"number": number}, status=500)

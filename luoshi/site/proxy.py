"""Whose computer a request comes from, behind the reverse proxy: a lock-out is for that one."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address the proxy tells under https, else the connection's own.

    With https there is a proxy before the house, and nobody else speaks to it (docs/install.md);
    without it the header could be written by anyone and is not read.
    """
    own = str(request.META.get("REMOTE_ADDR", ""))
    return str(request.META.get("HTTP_X_REAL_IP", own)) if settings.HTTPS else own

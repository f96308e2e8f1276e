"""What a door hands out to keep: a file or a workbook, as a download and never shown inline."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from luoshi.organisation.request import SignedIn
from luoshi.trail import files
from luoshi.trail.models import File

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content: bytes, name: str, kind: str = "application/octet-stream") -> HttpResponse:
    """Return bytes as a download with a name a browser keeps in any language."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def workbook(content: bytes, title: str) -> HttpResponse:
    """Return a workbook named for what it is."""
    return download(content, f"{title}.xlsx", EXCEL)


def kept_file(request: SignedIn, kept: File, name: str, *, back: str = "/") -> HttpResponse:
    """Return a kept file as it came, or say with 409 that it was purged."""
    try:
        return download(files.read(kept), name)
    except files.FilePurged as purged:
        return render(request, "409.html", {"text": str(purged), "back": back}, status=409)

"""A file beside a co-handler's input, handed to whoever sees the matter."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.breakdown.models import InputFile
from luoshi.breakdown.queries import matters_before
from luoshi.organisation.request import SignedIn
from luoshi.trail import files
from luoshi.trail.operations import read_by


@require_safe
def file(request: SignedIn, pk: str) -> HttpResponse:
    """Hand out a file, always as a download."""
    seen = matters_before(request.acting).order_by().values("pk")
    held = InputFile.objects.filter(input__matter__in=seen).select_related("file")
    beside = get_object_or_404(held, pk=pk)
    read_by(request.acting, about=beside, at=now(), what="input")
    try:
        content = files.read(beside.file)
    except files.FilePurged as purged:
        return render(request, "409.html", {"text": str(purged), "back": "/"}, status=409)
    response = HttpResponse(content, content_type="application/octet-stream")
    name = quote(beside.name)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

"""A file beside a co-handler's input, handed to whoever sees the matter."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.breakdown.models import InputFile
from luoshi.breakdown.queries import matters_before
from luoshi.organisation.handing_out import kept_file
from luoshi.organisation.request import SignedIn
from luoshi.trail.operations import read_by


@require_safe
def file(request: SignedIn, pk: str) -> HttpResponse:
    """Hand out a file, always as a download."""
    seen = matters_before(request.acting).order_by().values("pk")
    held = InputFile.objects.filter(input__matter__in=seen).select_related("file")
    beside = get_object_or_404(held, pk=pk)
    read_by(request.acting, about=beside, at=now(), what="input")
    return kept_file(request, beside.file, beside.name)

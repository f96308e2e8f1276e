"""What both ways into the house have in common: a paper whose words are known is registered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext

from luoshi.intake import operations
from luoshi.intake.web.forms import TakeIn
from luoshi.organisation.request import SignedIn, attempt
from luoshi.papers.official import official
from luoshi.papers.text import Paper


def registered(
    request: SignedIn, form: TakeIn, content: bytes, paper: Paper
) -> HttpResponse | None:
    """Register a paper and lead to it; None where the form says why not, with its status."""
    paperwork = form.paperwork(paper.title, official(paper.text))
    if paperwork is None:
        form.status = 422
        return None
    outcome = attempt(
        request,
        lambda key: operations.take_in(
            content,
            paper.text,
            name=paper.name,
            paper=paperwork,
            by=request.acting,
            at=now(),
            recognised=paper.recognised,
            key=key,
        ),
    )
    if not outcome.entry:
        form.add_error(None, outcome.refused)
        form.status = 409
        return None
    for words in paper.remarks:
        messages.warning(request, words.said(gettext))
    return redirect("intake:document", pk=outcome.entry.about_id)

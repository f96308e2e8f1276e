"""站内消息: read by day, opened, marked as read."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from luoshi.organisation.request import SignedIn
from luoshi.shell import inbox as lines
from luoshi.timelimits.here import day_here

SHOWN = 50


@require_safe
def inbox(request: SignedIn) -> HttpResponse:
    """The messages to this person in this post, fifty on a page."""
    at, by = now(), request.acting
    if by is None:
        raise Http404
    mine = lines.messages_of(by)
    waiting = mine.filter(read_at__isnull=True)
    only_unread = "unread" in request.GET
    shown = lines.with_things(waiting if only_unread else mine)
    page = Paginator(shown, SHOWN).get_page(request.GET.get("page"))
    context = {
        "at": at,
        "today": day_here(at),
        "days": lines.days_of(page.object_list),
        "page": page,
        "only_unread": only_unread,
        "unread": waiting.count(),
    }
    return render(request, "shell/inbox.html", context)


@require_safe
def open_message(request: SignedIn, pk: UUID) -> HttpResponse:
    """Lead to what a message is about; it is read from then on."""
    if request.acting is None:
        raise Http404
    mine = lines.messages_of(request.acting)
    message = get_object_or_404(lines.with_things(mine), pk=pk)
    lines.mark_read(mine.filter(pk=pk), at=now())
    return redirect(lines.page_of(message, request.acting))


@require_POST
def read_all(request: SignedIn) -> HttpResponse:
    """全部标为已读: what this person may see in this post, and nothing that came meanwhile."""
    if request.acting is None:
        raise Http404
    at = now()
    lines.mark_read(lines.messages_of(request.acting).filter(at__lte=at), at=at)
    return redirect("shell:inbox")

"""督查通知单: what a unit was handed, and its receipt; signed for at once or row by row."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.breakdown.clocks import waiting_parts
from luoshi.breakdown.models import IssueNotice, Part
from luoshi.breakdown.operations import matters as operations
from luoshi.breakdown.queries import notices_before
from luoshi.breakdown.rules import SIGNERS
from luoshi.breakdown.terms import MatterState, PartRole
from luoshi.breakdown.web import forms
from luoshi.kit.wording import full_time
from luoshi.organisation.request import SignedIn, attempt

PER_PAGE = 50
HELD = Q(parts__given_up_at__isnull=True)


@require_safe
def notices(request: SignedIn) -> HttpResponse:
    """The notices sent to one's unit, or issued by one's room, newest first."""
    found = notices_before(request.acting).annotate(
        rows=Count("parts", filter=HELD),
        signed=Count("parts", filter=HELD & Q(parts__receipt__isnull=False)),
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "breakdown/notices.html", {"page": page})


@require_safe
def notice(request: SignedIn, pk: str) -> HttpResponse:
    """A notice as it is printed, with its receipt."""
    return _page(request, _notice(request, pk))


@require_POST
def sign(request: SignedIn, pk: str) -> HttpResponse:
    """签收: the ticked rows."""
    found = _notice(request, pk)
    form = _form(_rows(found), [], request)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    outcome = attempt(
        request,
        lambda key: operations.sign(
            found,
            by=request.acting,
            at=now(),
            parts=list(form.cleaned_data["rows"]),
            receipt=form.acceptance(),
            key=key,
        ),
    )
    if outcome.entry is None:
        return _page(request, found, form=form, refused=outcome.refused, status=409)
    words = {"number": found.number, "at": full_time(outcome.entry.at)}
    messages.success(request, _("%(at)s已签收%(number)s。") % words)
    return redirect("breakdown:notice", pk=pk)


def _notice(request: SignedIn, pk: str) -> IssueNotice:
    found = notices_before(request.acting).select_related("office", "issued_by")
    return get_object_or_404(found.select_related("unit", "list__document"), pk=pk)


def _rows(found: IssueNotice) -> list[Part]:
    parts = found.parts.select_related("matter__lead", "receipt")
    rows = list(parts.order_by("matter__number", "id"))
    return sorted(rows, key=lambda part: PartRole.values.index(part.role))


def _waiting(found: IssueNotice, rows: list[Part]) -> list[Part]:
    """Return the rows that can be signed for now; one the lead has returned cannot."""
    held = set(waiting_parts(found).values_list("pk", flat=True))
    return [
        part
        for part in rows
        if part.pk in held
        and (part.role != PartRole.LEAD or part.matter.state == MatterState.ASSIGNED)
    ]


def _form(rows: list[Part], waiting: list[Part], request: SignedIn) -> forms.Sign:
    form = forms.Sign(request.POST or None, initial={"rows": [part.pk for part in waiting]})
    form.fields["rows"].queryset = Part.objects.filter(  # type: ignore[attr-defined]
        pk__in=[part.pk for part in rows]
    )
    return form


def _page(
    request: SignedIn,
    found: IssueNotice,
    *,
    form: forms.Sign | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    rows, by = _rows(found), request.acting
    waiting = _waiting(found, rows)
    form = form or _form(rows, waiting, request)
    signs = bool(waiting) and by.role in SIGNERS and by.unit_id == found.unit_id
    context = {
        "notice": found,
        "rows": rows,
        "waiting": waiting,
        "ticked": {str(pk) for pk in form["rows"].value() or []},
        "form": form if signs else None,
        "refused": refused,
    }
    return render(request, "breakdown/notice.html", context, status=status)

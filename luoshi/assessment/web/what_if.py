"""办法测算 A period's frozen figures under a draft: who moves, by which terms, how sure it is."""

from typing import TypeVar

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.assessment import whatif
from luoshi.assessment.collecting import CLOSED
from luoshi.assessment.models import Period, Scheme
from luoshi.assessment.reckoning.explaining import SHARES
from luoshi.assessment.rules import assessor, office_head
from luoshi.assessment.terms import SchemeState
from luoshi.assessment.web.phones import differs_on_phones, on_a_phone
from luoshi.kit.rules import NOTHING
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import SignedIn

PERIODS_SHOWN = 12
Row = TypeVar("Row", Scheme, Period)


@require_safe
def what_if(request: SignedIn) -> HttpResponse:
    """Lay a draft of one's office beside what stands; nothing is stored and nothing is decided."""
    by = request.acting
    drafts = _drafts(by)
    periods = _periods(by)
    draft = _picked(drafts, request.GET.get("draft", ""))
    # What is frozen tells more than a period whose figures are still coming in.
    frozen_first = sorted(periods, key=lambda one: one.state not in CLOSED)
    period = _picked(frozen_first, request.GET.get("period", ""))
    phone = on_a_phone(request)
    compared = whatif.compare(period, draft) if period and draft and not phone else None
    context = {
        "drafts": drafts,
        "periods": periods,
        "draft": draft,
        "period": period,
        "compared": compared,
        "shares": SHARES,
        "phone": phone,
        "at": now(),
    }
    return differs_on_phones(render(request, "assessment/what_if.html", context))


def _drafts(by: Acting) -> list[Scheme]:
    keeps = (assessor | office_head)(by)
    # The head of any unit would be asked; the page is there for the offices that assess alone.
    own = Scheme.objects.filter(keeps) if keeps is not NOTHING else Scheme.objects.none()
    if not own.exists() and assessor(by) is NOTHING:
        raise Http404
    return list(own.filter(state=SchemeState.DRAFT).order_by("-year", "-version"))


def _periods(by: Acting) -> list[Period]:
    counted = Period.objects.filter(scheme__office=by.unit_id, computed_at__isnull=False)
    return list(counted.select_related("scheme").order_by("-until", "-since")[:PERIODS_SHOWN])


def _picked(rows: list[Row], key: str) -> Row | None:
    if key:
        found = next((one for one in rows if str(one.pk) == key), None)
        if found is None:
            raise Http404
        return found
    return rows[0] if rows else None

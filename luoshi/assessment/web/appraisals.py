"""评议 The office's appraisals: drawn up, opened, slips printed, paper counted, closed, results."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.assessment import appraising
from luoshi.assessment.appraisal_lifecycle import APPRAISAL
from luoshi.assessment.appraisal_rules import OVERSEERS
from luoshi.assessment.appraisal_terms import CHOICES, AppraisalState
from luoshi.assessment.balloting import FEWEST, response_of
from luoshi.assessment.models import Appraisal, PaperCount
from luoshi.assessment.operations import appraisals as operations
from luoshi.assessment.operations import ballots, taking_over
from luoshi.assessment.rules import assessor, office_head
from luoshi.assessment.web.appraisal_forms import (
    AppraisalForm,
    BallotsForm,
    PaperForm,
    TakeOverForm,
)
from luoshi.flow.refusals import Refused
from luoshi.kit.parts import refused
from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import Outcome, SignedIn, attempt
from luoshi.organisation.rules import not_yours
from luoshi.organisation.terms import ADMIN_ROLES, ROOM_ROLES, Role
from luoshi.timelimits.here import day_here

PAGE = "assessment/appraisal.html"
PER_PAGE = 50
ON_A_SHEET = 8
SAID = {
    "open": gettext_lazy("评议已开始"),
    "close": gettext_lazy("评议已结束，结果已计出"),
    "withdraw": gettext_lazy("草案已作废"),
    "void": gettext_lazy("未用的票号已作废"),
}
MOVES: dict[str, Callable[..., Any]] = {
    "open": operations.open_votes,
    "close": operations.close,
    "withdraw": operations.withdraw,
    "void": operations.void_unused,
}


@require_safe
def appraisals(request: SignedIn) -> HttpResponse:
    """Every appraisal the post may see, the latest first."""
    by = _content(request)
    page = Paginator(appraising.appraisals_before(by), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "drafts": by.role == Role.ASSESSOR, "at": now()}
    return render(request, "assessment/appraisals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_appraisal(request: SignedIn) -> HttpResponse:
    """Draw up an appraisal."""
    by, at = _content(request), now()
    if by.role != Role.ASSESSOR:
        if request.method != "POST":
            raise Http404
        sentence = not_yours(assessor, _("拟定评议"))
        return refused(request, sentence, back=reverse("assessment:appraisals"))
    if request.method != "POST":
        form = AppraisalForm(today=day_here(at), initial={"span": day_here(at).year})
        return _written(request, form)
    form = AppraisalForm(request.POST, today=day_here(at))
    if not form.is_valid():
        return _written(request, form, status=422)
    made = operations.draft(form.said(), by=by, at=at)
    return redirect("assessment:appraisal", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_appraisal(request: SignedIn, pk: UUID) -> HttpResponse:
    """Write a draft again."""
    found, at = _before(request, pk), now()
    if request.method != "POST":
        if not (assessor.holds(request.acting, found) and found.state == AppraisalState.DRAFTING):
            raise Http404
        form = AppraisalForm(today=day_here(at), initial=AppraisalForm.first_values(found))
        return _written(request, form, found)
    form = AppraisalForm(request.POST, today=day_here(at))
    if not form.is_valid():
        return _written(request, form, found, status=422)
    said = form.said()
    try:
        operations.revise(found, said, by=request.acting)
    except Refused as why:
        return shown(request, found, refusal=str(why))
    return redirect("assessment:appraisal", found.pk)


@require_safe
def appraisal(request: SignedIn, pk: UUID) -> HttpResponse:
    """One appraisal: where it stands, and its results once it is closed."""
    return shown(request, _before(request, pk))


@require_POST
def move_appraisal(request: SignedIn, pk: UUID) -> HttpResponse:
    """Open it, close it, withdraw it, or take back what nobody used."""
    found, at = _before(request, pk), now()
    verdict = request.POST.get("verdict", "")
    deed = MOVES.get(verdict)
    if deed is None:
        raise Http404
    outcome = attempt(request, lambda key: deed(found, by=request.acting, at=at, key=key))
    return _after(request, found, outcome, SAID[verdict])


@require_POST
def ballot_slips(request: SignedIn, pk: UUID) -> HttpResponse:
    """Make ballots by link; this one answer shows their links, and nothing ever again."""
    found, form, by = _before(request, pk), BallotsForm(request.POST), request.acting
    if not form.is_valid():
        return shown(request, found, ballots_form=form, status=422)
    tokens = [ballots.new_token() for _one in range(form.cleaned_data["number"])]
    outcome = attempt(
        request,
        lambda key: operations.make_ballots(found, tokens, by=by, at=now(), key=key),
    )
    # A second press gets the first answer's entry, and its links were shown then.
    if outcome.entry is None or ballots.token_of(tokens[0]) is None:
        return _after(request, found, outcome, gettext_lazy("票号已生成"))
    house = request.build_absolute_uri(reverse("shell:home")).rstrip("/")
    links = [(f"{house}{reverse('assessment:ballot', args=[one])}", one) for one in tokens]
    context = {
        "appraisal": found,
        "sheets": [links[at : at + ON_A_SHEET] for at in range(0, len(links), ON_A_SHEET)],
        "links": "\n".join(link for link, _token in links),
        "number": len(links),
    }
    response = render(request, "assessment/appraisal_slips.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def ballot_sheet(request: SignedIn, pk: UUID) -> HttpResponse:
    """Show the ballot as it is printed: one sheet, as many copies as are issued."""
    found, by = _before(request, pk), request.acting
    held = assessor.holds(by, found) and found.state in operations.BEFORE_THE_END
    if not (held and found.paper_issued):
        raise Http404
    context = {"appraisal": found, "choices": CHOICES[found.scale], "units": _units(found)}
    return render(request, "assessment/ballot_sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_count(request: SignedIn, pk: UUID) -> HttpResponse:
    """Type in what was counted on paper; the second hand types it blind."""
    found, by = _before(request, pk), request.acting
    allowed = assessor.holds(by, found) and found.state == AppraisalState.OPEN
    if request.method != "POST" and not (allowed and found.paper_issued):
        raise Http404
    rows = list(found.appraised.select_related("unit").order_by("place"))
    if request.method != "POST":
        return _counting(request, found, PaperForm(appraisal=found, rows=rows))
    form = PaperForm(request.POST, appraisal=found, rows=rows)
    if not form.is_valid():
        return _counting(request, found, form, status=422)
    returned, counts = form.cleaned_data["returned"], form.counts()
    outcome = attempt(
        request,
        lambda key: ballots.count_paper(found, returned, counts, by=by, at=now(), key=key),
    )
    if outcome.entry is None:
        if not allowed:
            return shown(request, found, refusal=outcome.refused)
        return _counting(request, found, form, refusal=outcome.refused, status=409)
    confirmed = outcome.entry.deed == "appraisal.confirm_paper"
    words = _("两次录入一致，纸质票已计入") if confirmed else _("已录入，待另一名考核员录入核对")
    return _after(request, found, outcome, words)


@require_POST
def take_over(request: SignedIn, pk: UUID) -> HttpResponse:
    """Make the results the certified figures of indicators."""
    found, by = _before(request, pk), request.acting
    if not office_head.holds(by, found):
        return shown(request, found, refusal=not_yours(office_head, _("采用评议结果")))
    form = TakeOverForm(request.POST, offered=appraising.lines_of(found))
    if not form.is_valid():
        return shown(request, found, take_over_form=form, status=422)
    period, lines = form.cleaned_data["lines"]
    outcome = attempt(
        request,
        lambda key: taking_over.take_over(found, period, lines, by=by, at=now(), key=key),
    )
    return _after(request, found, outcome, gettext_lazy("评议结果已作为指标值"))


def shown(
    request: SignedIn, found: Appraisal, *, refusal: str = "", status: int = 0, **more: Any
) -> HttpResponse:
    """Show an appraisal, perhaps with a refusal on it."""
    by, at = request.acting, now()
    [found] = APPRAISAL.open_to(by, [found])
    assesses = assessor.holds(by, found)
    closed = found.state == AppraisalState.CLOSED
    used, made = (0, 0) if closed else appraising.came_back(found)
    paper = PaperCount.objects.filter(appraisal=found).first()
    offered = appraising.lines_of(found) if closed and office_head.holds(by, found) else []
    context = {
        "appraisal": found,
        "rows": appraising.rows_of(found, by),
        "units": [] if closed else _units(found),
        "overall": response_of(found.returned or 0, found.issued or 0),
        "fewest": FEWEST,
        "assesses": assesses,
        "proposes": assesses or office_head.holds(by, found) or by.role in OVERSEERS,
        "used": used,
        "made": made,
        "issued": made + found.paper_issued,
        "paper": paper,
        "counts_paper": assesses and found.state == AppraisalState.OPEN and found.paper_issued
        and not (paper and paper.confirmed_by_id),
        "makes": assesses and found.state in operations.BEFORE_THE_END,
        "ballots_form": BallotsForm(),
        "offered": offered,
        "take_over_form": TakeOverForm(offered=offered),
        "refused": refusal,
        "at": at,
    }  # fmt: skip
    return render(request, PAGE, context | more, status=status or (409 if refusal else 200))


def _units(found: Appraisal) -> list[str]:
    return list(found.appraised.order_by("place").values_list("unit__name", flat=True))


def _content(request: SignedIn) -> Acting:
    """Return who acts, or answer 404: who has no part in assessment has no such page."""
    if request.acting.role in (*ADMIN_ROLES, *ROOM_ROLES, *NO_PART):
        raise Http404
    return request.acting


NO_PART = (Role.VERIFIER, Role.ARCHIVIST, Role.OBSERVER)


def _before(request: SignedIn, pk: UUID) -> Appraisal:
    rows = appraising.appraisals_before(_content(request))
    return get_object_or_404(rows, pk=pk)


def _after(request: SignedIn, found: Appraisal, outcome: Outcome, words: Any) -> HttpResponse:
    if outcome.entry is None:
        return shown(request, found, refusal=outcome.refused)
    said = {"deed": words, "at": full_time(outcome.entry.at)}
    messages.success(request, _("%(deed)s，%(at)s") % said)
    return redirect("assessment:appraisal", found.pk)


def _written(
    request: SignedIn, form: AppraisalForm, found: Appraisal | None = None, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "appraisal": found}
    return render(request, "assessment/appraisal_form.html", context, status=status)


def _counting(
    request: SignedIn, found: Appraisal, form: PaperForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    first = PaperCount.objects.filter(appraisal=found).first()
    second = first is not None and first.entered_by_id != request.acting.person_id
    context = {
        "appraisal": found, "form": form, "first": first, "second": second, "refused": refusal,
        "labels": [one.label for one in form.choices],
    }  # fmt: skip
    return render(request, "assessment/appraisal_paper.html", context, status=status)

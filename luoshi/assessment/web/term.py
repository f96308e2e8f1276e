"""One term of one unit's score: its formula, its figures with who signed, its rule, its entries."""

from decimal import Decimal
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from luoshi.assessment import scoring
from luoshi.assessment.account import Line, account_of
from luoshi.assessment.evidence import proofs_of
from luoshi.assessment.history import history_of
from luoshi.assessment.models import Figure, Score
from luoshi.assessment.reckoning import explaining
from luoshi.assessment.terms import FigureState
from luoshi.assessment.web.finding import found_of, score_of
from luoshi.organisation.request import SignedIn
from luoshi.trail.models import Entry

FIGURE = "figure"


@require_safe
def term(request: SignedIn, label: str, group: UUID, unit: str, code: str) -> HttpResponse:
    """Open a term of a unit whose terms the person sees."""
    found = found_of(request, label, group)
    score = score_of(found, unit)
    score.period = found.period
    account = account_of(score, found.period, found.group)
    line = account.line(code)
    if line is None:
        raise Http404
    figures = Figure.objects.filter(period=found.period, indicator=line.indicator, unit=score.unit)
    revisions = list(figures.select_related("file").order_by("-revision"))
    for one in revisions:
        one.period = found.period
    entries = Entry.objects.filter(
        about_kind=FIGURE, about_id__in=[str(one.pk) for one in revisions]
    )
    context = {
        "period": found.period,
        "group": found.group,
        "unit": score.unit,
        "score": score,
        "line": line,
        "left": _left(score, line) if line.term else None,
        "indicator": line.indicator,
        "revisions": revisions,
        "proofs": proofs_of(line.figure, request.acting) if line.figure else [],
        "parts": _parts(line.figure),
        "entries": [(one, _said(one)) for one in entries.order_by("-id")],
        "history": history_of(line.indicator, score, request.acting),
        "at": now(),
    }
    return render(request, "assessment/term.html", context)


def _left(score: Score, line: Line) -> Decimal | None:
    """Return what the total would be without a line, where its points are not what it adds.

    So where a group takes the geometric mean, and where the period counts for a share of a year.
    """
    total = scoring.read(score)
    fall = explaining.without(scoring.plan_of(score.group), total, str(line.indicator.pk))
    return None if fall == line.points else total.points - fall


def _parts(figure: Figure | None) -> list[tuple[str, str]]:
    return sorted(figure.parts.items()) if figure else []


def _said(entry: Entry) -> str:
    return str(FigureState(entry.after).label) if entry.after in FigureState.values else entry.deed

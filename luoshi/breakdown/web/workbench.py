"""分解工作台: the text on the left, one lane of cards on the right; a person decides each of them.

Drafts are not deeds: they answer with the page at the next card to be decided. Opening and
submitting the list are deeds and go under a once-only key.
"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import replace_url

from luoshi.breakdown.advising import adviser
from luoshi.breakdown.models import Draft, DraftStep, MatterList
from luoshi.breakdown.operations import advising, drafts, lists, settling, steps
from luoshi.breakdown.operations.reshaping import EDGES
from luoshi.breakdown.queries import unasked
from luoshi.breakdown.rhythms import cadence_for
from luoshi.breakdown.suggested import IF_SILENT, suggested_for
from luoshi.breakdown.terms import DraftVerdict
from luoshi.breakdown.web import bench, cards
from luoshi.breakdown.web.picking import register_on
from luoshi.breakdown.web.stops import after
from luoshi.organisation.request import SignedIn, attempt
from luoshi.timelimits.here import day_here


@require_safe
def workbench(request: SignedIn, pk: str) -> HttpResponse:
    """The workbench at ?d=<draft> or ?p=<sentence>; ?edit=1, ?skip=1, ?split=1 open the card."""
    panel = next((one for one in bench.PANELS if one in request.GET), "")
    response = bench.page(request, bench.document_of(request, pk), panel=panel)
    # After a post the address is the page's own, so that a reload shows what the swap showed; a
    # further portion of a long paper is no page of its own.
    own = getattr(request, "htmx", False) and not bench.portions_in(request)
    return replace_url(response, request.get_full_path()) if own else response


@require_POST
def open_list(request: SignedIn, pk: str) -> HttpResponse:
    """开始分解: a list with the reader's proposals, or its next version."""
    document = bench.document_of(request, pk)
    outcome = attempt(
        request,
        lambda key: lists.open_list(document, by=request.acting, at=now(), key=key),
    )
    if outcome.refused:
        return bench.page(request, document, refused=outcome.refused)
    return redirect("breakdown:workbench", pk=pk)


@require_POST
def submit(request: SignedIn, pk: str) -> HttpResponse:
    """送审."""
    document = bench.document_of(request, pk)
    matters = bench.latest(document)
    outcome = attempt(
        request, lambda key: lists.submit(matters, by=request.acting, at=now(), key=key)
    )
    if outcome.refused:
        return bench.page(request, document, refused=outcome.refused)
    messages.success(
        request, _("已送审，待%(who)s签发。") % {"who": matters.get_sign_off_display()}
    )
    return redirect("breakdown:list", pk=matters.pk)


@require_POST
def answer(request: SignedIn, pk: str) -> HttpResponse:
    """逐句处置: one sentence by its own button, all that are ticked, or all the rest."""
    document = bench.document_of(request, pk)
    matters = bench.latest(document)
    places = dict(document.sentences.values_list("pk", "place"))
    left = unasked(matters).values_list("pk", flat=True)
    suggested = {}
    if request.POST.get("disposition") == cards.AS_READ:
        others = dict.fromkeys(left, IF_SILENT) if "rest" in request.POST else {}
        suggested = others | suggested_for(document, document.sentences.all())
    form = cards.Answer(places, request.POST, left=left, suggested=suggested)
    if not form.is_valid():
        return bench.page(request, document, answers=form, status=422)
    said, note = form.dispositions(), form.cleaned_data["note"]
    by = request.acting
    refused = bench.refusal(
        lambda: drafts.answer(matters, said, by=by, note=note, with_drafts=True)
    )
    if refused:
        return bench.page(request, document, answers=form, refused=refused)
    last = document.sentences.filter(pk__in=said).order_by("-place")[0]
    if not any(said.values()):
        return bench.lead_to(document, f"p={last.place}")
    # After all the rest at once the work goes on from the top.
    since = -1 if form.cleaned_data["rest"] else last.start
    return bench.lead_to(document, after(matters, since, by=by.person_id, at=now()))


@require_POST
def add(request: SignedIn, pk: str) -> HttpResponse:
    """新增事项: from a sentence; what its words leave open is asked on the card."""
    document = bench.document_of(request, pk)
    form = cards.Add(request.POST)
    wanted = form.cleaned_data["sentence"] if form.is_valid() else None
    sentence = get_object_or_404(document.sentences, pk=wanted)
    matters = bench.latest(document)
    made: list[Draft] = []
    refused = bench.refusal(
        lambda: made.append(
            drafts.add(
                matters,
                by=request.acting,
                requirement=document.text[sentence.start : sentence.end].strip(EDGES),
                cadence=cadence_for(document.kind),
                sentence=sentence,
                span=(sentence.start, sentence.end),
                reads=True,
            )
        )
    )
    if refused:
        return bench.page(request, document, refused=refused)
    return bench.lead_to(document, f"d={made[0].place}")


@require_POST
def mark(request: SignedIn, pk: str) -> HttpResponse:
    """标注: chosen words become a field of the draft at hand, or of a new one."""
    document = bench.document_of(request, pk)
    matters = bench.latest(document)
    form = cards.Mark(request.POST)
    if not form.is_valid():
        return bench.page(request, document, refused=_("请先在原文里选中文字"))
    marking = form.marking()
    found = _marked(matters, marking, form.cleaned_data["d"])
    names = register_on(day_here(now())).names
    made: list[Draft] = []

    def do() -> None:
        cadence = cadence_for(document.kind)
        by = request.acting
        made.append(
            settling.mark(matters, marking, by=by, names=names, cadence=cadence, draft=found)
        )

    refused = bench.at_draft(request, found, do) if found else bench.refusal(do)
    if refused:
        return bench.page(request, document, refused=refused)
    return bench.lead_to(document, f"d={made[0].place}")


@require_POST
def advise(request: SignedIn, pk: str) -> HttpResponse:
    """再请模型看一遍: only where the administrator named a model."""
    document = bench.document_of(request, pk)
    matters = bench.latest(document)
    if adviser() is None:
        raise Http404
    outcome = attempt(
        request, lambda key: advising.ask(matters, by=request.acting, at=now(), key=key)
    )
    if outcome.refused:
        return bench.page(request, document, refused=outcome.refused)
    return redirect("breakdown:workbench", pk=pk)


@require_POST
def undo(request: SignedIn, pk: str) -> HttpResponse:
    """撤销: the person's own last step, and the one before it the next time."""
    document = bench.document_of(request, pk)
    matters = bench.latest(document)
    taken: list[DraftStep] = []
    refused = bench.refusal(lambda: taken.append(steps.undo(matters, by=request.acting)))
    if refused:
        return bench.page(request, document, refused=refused)
    step = taken[0]
    if step.place is not None and matters.drafts.filter(place=step.place).exists():
        return bench.lead_to(document, f"d={step.place}")
    said = [row["pk"] for row in step.before["sentences"]]
    first = document.sentences.filter(pk__in=said).order_by("place").first()
    return bench.lead_to(document, f"p={first.place}" if first else "")


def _marked(matters: MatterList, marking: settling.Marking, place: int | None) -> Draft | None:
    """Return the draft that marked words go to: the one at hand if it rests there, else another."""
    rows = matters.drafts.select_related("sentence", "lead").exclude(verdict=DraftVerdict.SKIPPED)
    there = rows.filter(sentence__start__lt=marking.end, sentence__end__gt=marking.start)
    found = None
    if place is not None:
        loose = rows.filter(place=place, sentence__isnull=True)
        found = there.filter(place=place).first() or loose.first()
    if found is None:
        waiting = there.filter(verdict=DraftVerdict.PROPOSED).order_by("start", "place")
        found = waiting.first()
    if found is not None:
        found.list = matters
    return found

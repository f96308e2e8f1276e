"""One draft of the workbench: written, decided, settled, reshaped, held (逐条办理)."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse, JsonResponse, QueryDict
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luoshi.breakdown.models import Draft
from luoshi.breakdown.operations import drafts, holding, reshaping, settling
from luoshi.breakdown.operations.holding import Held
from luoshi.breakdown.operations.steps import Outdated
from luoshi.breakdown.web import bench, cards
from luoshi.breakdown.web.picking import Register, register_on
from luoshi.breakdown.web.stops import Wanted
from luoshi.flow.refusals import Refused, Unmet
from luoshi.kit.wording import hour
from luoshi.organisation.request import SignedIn
from luoshi.timelimits.here import day_here


@require_POST
def edit(request: SignedIn, pk: str) -> HttpResponse:
    """编辑: keep what is written on the card, or accept it in the same breath."""
    draft = bench.draft_of(request, pk)
    register = register_on(day_here(now()))
    form = cards.Card(register, request.POST)
    if "autosave" in request.POST:
        return _autosave(request, draft, form)
    document, here = draft.list.document, Wanted(draft=draft.place)
    if not form.is_valid():
        return bench.page(request, document, wanted=here, form=form, status=422)
    wording, by, seen = form.wording(), request.acting, form.cleaned_data["seen"]
    accepts = "accept" in request.POST
    if accepts:
        refused = bench.at_draft(
            request, draft, lambda: drafts.accept(draft, by=by, wording=wording, seen=seen)
        )
    else:
        refused = bench.at_draft(
            request, draft, lambda: drafts.edit(draft, wording, by=by, seen=seen)
        )
    if refused:
        kept = _on_what_stands(register, request.POST, draft)
        return bench.page(request, document, wanted=here, form=kept, refused=refused)
    return bench.onward(request, draft, stay=not accepts)


@require_POST
def accept(request: SignedIn, pk: str) -> HttpResponse:
    """采纳, as it stands."""
    draft = bench.draft_of(request, pk)
    seen = _seen(request)
    return _decide(request, draft, lambda: drafts.accept(draft, by=request.acting, seen=seen))


@require_POST
def skip(request: SignedIn, pk: str) -> HttpResponse:
    """跳过, with its reason."""
    draft = bench.draft_of(request, pk)
    form = cards.Skip(request.POST)
    reason, said = form.said() if form.is_valid() else ("", "")
    by = request.acting
    return _decide(
        request,
        draft,
        lambda: drafts.skip(draft, by=by, reason=reason, disposition=said, seen=_seen(request)),
    )


@require_POST
def take_back(request: SignedIn, pk: str) -> HttpResponse:
    """撤回: a decided draft is a proposal again."""
    draft = bench.draft_of(request, pk)
    by = request.acting
    return _decide(request, draft, lambda: drafts.take_back(draft, by=by), stay=True)


@require_POST
def settle(request: SignedIn, pk: str) -> HttpResponse:
    """明确: the answer to one question of the card."""
    draft = bench.draft_of(request, pk)
    form = cards.Settle(request.POST)
    register = register_on(day_here(now()))
    if not form.is_valid():
        refused = _("请选择，或从名录中填写")
        here = Wanted(draft=draft.place)
        return bench.page(request, draft.list.document, wanted=here, refused=refused)
    return _decide(request, draft, lambda: _settled(draft, form, register, request), stay=True)


@require_POST
def merge(request: SignedIn, pk: str) -> HttpResponse:
    """与上一条合并."""
    draft = bench.draft_of(request, pk)
    made: list[Draft] = []
    by = request.acting
    refused = bench.at_draft(request, draft, lambda: made.append(reshaping.merge(draft, by=by)))
    if refused:
        here = Wanted(draft=draft.place)
        return bench.page(request, draft.list.document, wanted=here, refused=refused)
    return bench.onward(request, made[0], stay=True)


@require_POST
def split(request: SignedIn, pk: str) -> HttpResponse:
    """拆分: in the draft's own words, or where the cursor stands in the document."""
    draft = bench.draft_of(request, pk)
    form = cards.Split(request.POST)
    said = form.cleaned_data if form.is_valid() else {}

    def do() -> None:
        if not said.get("at") and not said.get("place"):
            raise Unmet(_("请选择从哪里拆分"))
        at = said["at"] or reshaping.offset_in(draft, said["place"])
        reshaping.split(draft, at, by=request.acting)

    return _decide(request, draft, do, stay=True)


@require_POST
def hold(request: SignedIn, pk: str) -> HttpResponse:
    """占用: the page says that somebody is at this draft."""
    draft = bench.draft_of(request, pk)
    refused = bench.refusal(lambda: holding.hold(draft, by=request.acting, at=now()))
    return HttpResponse(refused, status=409) if refused else HttpResponse(status=204)


@require_POST
def ask_for(request: SignedIn, pk: str) -> HttpResponse:
    """请对方让出."""
    draft = bench.draft_of(request, pk)
    by, here = request.acting, Wanted(draft=draft.place)
    refused = bench.refusal(lambda: holding.ask_for(draft, by=by, at=now()))
    if refused:
        return bench.page(request, draft.list.document, wanted=here, refused=refused)
    return bench.onward(request, draft, stay=True)


@require_POST
def give_up(request: SignedIn, pk: str) -> HttpResponse:
    """让出."""
    draft = bench.draft_of(request, pk)
    by, here = request.acting, Wanted(draft=draft.place)
    refused = bench.refusal(lambda: holding.give_up(draft, by=by, at=now()))
    if refused:
        return bench.page(request, draft.list.document, wanted=here, refused=refused)
    return bench.onward(request, draft, stay=False)


def _decide(
    request: SignedIn, draft: Draft, deed: Callable[[], object], *, stay: bool = False
) -> HttpResponse:
    refused = bench.at_draft(request, draft, deed)
    if refused:
        here = Wanted(draft=draft.place)
        return bench.page(request, draft.list.document, wanted=here, refused=refused)
    return bench.onward(request, draft, stay=stay)


def _autosave(request: SignedIn, draft: Draft, form: cards.Card) -> HttpResponse:
    """自动保存: what makes sense is kept, what does not yet is kept as it was typed."""
    by, at = request.acting, now()
    try:
        holding.hold(draft, by=by, at=at)
        whole = form.is_valid()
        if whole:
            try:
                seen = form.cleaned_data["seen"]
                drafts.edit(draft, form.wording(), by=by, seen=seen, joins=True)
            except Unmet:
                whole = False
        if not whole:
            drafts.keep_typed(draft, form.typed(), by=by)
    except (Held, Outdated, Refused) as refused:
        return JsonResponse({"refused": str(refused)}, status=409)
    draft.refresh_from_db(fields=["stamp"])
    words = _("%(time)s已自动保存") if whole else _("%(time)s已暂存，还有没填好的")
    return JsonResponse({"saved": words % {"time": hour(at)}, "seen": str(draft.stamp)})


def _seen(request: SignedIn) -> UUID | None:
    """Return the stamp of the card as the page showed it."""
    return _key(request.POST.get("seen", ""))


def _key(posted: str) -> UUID | None:
    try:
        return UUID(posted)
    except ValueError:
        return None


def _on_what_stands(register: Register, typed: QueryDict, draft: Draft) -> cards.Card:
    """Keep what somebody typed; saved once more it is written on what stands now."""
    kept = typed.copy()
    stamp = Draft.objects.values_list("stamp", flat=True).get(pk=draft.pk)
    kept["seen"] = str(stamp)
    return cards.Card(register, kept)


def _settled(draft: Draft, form: cards.Settle, register: Register, request: SignedIn) -> None:
    """Do what an answer says.

    :raises Unmet: if it says nothing that makes sense
    """
    said = form.cleaned_data
    about, by, seen = said["about"], request.acting, said["seen"]
    says, typed = said["says"], said["typed"]
    if about == "lead" and says == "each":
        reshaping.split_by_leads(draft, by=by)
    elif about == "lead":
        units = register.meant(typed, says)
        if len(units) == 1:
            settling.name_lead(draft, units[0], by=by, seen=seen)
        else:
            settling.lay_side_by_side(draft, units, by=by)
    elif about.startswith("unit:"):
        units = [] if says == "none" and not typed else register.meant(typed, says)
        row = _key(about.removeprefix("unit:"))
        if row is None:
            raise Unmet(_("请选择，或从名录中填写"))
        settling.name_units(draft, row, units, by=by, seen=seen)
    elif about == "due":
        day = form.day()
        if day is None:
            raise Unmet(_("请定下日期，如2026-08-31"))
        settling.set_due(draft, day, by=by, seen=seen)
    elif about == "target":
        settling.settle_target(draft, counts=says == "counts", by=by, seen=seen)
    elif about == "standard":
        settling.set_standard(draft, typed or says, by=by, seen=seen)
    else:
        raise Unmet(_("请选择，或从名录中填写"))

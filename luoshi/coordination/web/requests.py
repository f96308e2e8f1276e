"""延期与调整: the form of a unit, the queue of whoever decides, and the page of one request."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.breakdown.lights import light_of
from luoshi.breakdown.models import Matter
from luoshi.breakdown.queries import matters_before
from luoshi.breakdown.rules import lead_head
from luoshi.coordination import allowance, approvers, queries, standing
from luoshi.coordination.effects import Effect, effect_of
from luoshi.coordination.lifecycle import REQUEST
from luoshi.coordination.models import Request, RequestFile
from luoshi.coordination.operations import requests
from luoshi.coordination.terms import RequestKind, RequestState
from luoshi.coordination.web.request_forms import FORMS, Answer, Ask, AskToExtend
from luoshi.kit.wording import full_time
from luoshi.organisation.acting import Acting
from luoshi.organisation.handing_out import kept_file
from luoshi.organisation.request import Outcome, SignedIn, attempt, key_of
from luoshi.organisation.terms import ADMIN_ROLES, ONLOOKERS, UNIT_ROLES
from luoshi.timelimits.here import day_here
from luoshi.trail.operations import read_by
from luoshi.trail.queries import first_answer

PER_PAGE = 30
SAID = {
    "request.send": gettext_lazy("申请已报送，等待审批；审批期间时限照常计算"),
    "request.put_up": gettext_lazy("已送本单位主要负责人签发"),
    "request.sign": gettext_lazy("已签发，申请已报送"),
    "request.hand_back": gettext_lazy("已退回拟稿人修改"),
    "request.withdraw": gettext_lazy("申请已撤回"),
    "request.review": gettext_lazy("审核意见已报审批人"),
    "request.consent": gettext_lazy("已表示同意，转由审批单位决定"),
    "request.grant": gettext_lazy("已同意，并已办理"),
    "request.refuse": gettext_lazy("已答复不同意"),
}
Deed = Callable[[str], object]


@require_safe
def queue(request: SignedIn) -> HttpResponse:
    """延期与调整: what waits for this post, what its unit asked, what was decided (?show=all)."""
    by, at = _content(request), now()
    # A unit begins with what it asked itself, everybody else with all they may read.
    everything = by.role not in UNIT_ROLES or request.GET.get("show") == "all"
    shown = queries.requests_before(by) if everything else queries.own(by)
    kind = request.GET.get("kind", "")
    if kind in RequestKind.values:
        shown = shown.filter(kind=kind)
    sections = [
        (name, title, queries.with_clocks(held(by)[: queries.SHOWN], at))
        for name, title, held in _SECTIONS
    ]
    context = {
        "at": at,
        "today": day_here(at),
        "sections": [one for one in sections if one[2]],
        "returned": queries.returned_to(by)[: queries.SHOWN],
        "total": sum(len(rows) for _name, _title, rows in sections),
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "all": everything,
        "kinds": RequestKind.choices,
        "kind": kind,
        "own": by.role in UNIT_ROLES,
        "extended": _extended_this_year(by, day_here(at)),
    }
    return render(request, "coordination/requests.html", context)


_SECTIONS = (
    ("sign", gettext_lazy("待我签发"), queries.to_sign),
    ("decide", gettext_lazy("待我审批"), queries.to_decide),
    ("consent", gettext_lazy("再次延期，待领导同意"), queries.to_consent),
    ("review", gettext_lazy("待审核"), queries.to_review),
)


@require_http_methods(["GET", "POST"])
def ask(request: SignedIn, number: str, what: str) -> HttpResponse:
    """延期申请、变更申请、挂起申请、终止申请: the form, with its effect said beforehand."""
    if what not in FORMS:
        raise Http404
    matter, at = _matter(request, number), now()
    form = _form(request, FORMS[what], matter, at)
    if not _answered(request):
        closed = standing.why_closed(matter, form.kind, request.acting, at=at)
        if closed or request.method != "POST":
            return _asking(request, matter, what, form, at, refused=closed)
        if not form.is_valid():
            return _asking(request, matter, what, form, at, status=422)
        if "preview" in request.POST:
            return _asking(request, matter, what, form, at)
    outcome = attempt(
        request, lambda key: requests.ask(matter, form.asked(), by=request.acting, at=at, key=key)
    )
    if outcome.entry is None:
        return _asking(request, matter, what, form, at, refused=outcome.refused)
    _say(request, outcome)
    return redirect("shell:dossier", number=matter.number)


@require_http_methods(["GET", "POST"])
def one(request: SignedIn, pk: UUID) -> HttpResponse:
    """One request: what is asked, what it would do, and the answer of who has it before them."""
    _content(request)
    asked, at = _request(request, pk), now()
    if request.method != "POST":
        if request.acting.role in ONLOOKERS:
            read_by(request.acting, about=asked, at=at, what="request")
        return render(request, "coordination/request.html", _page(request, asked, at))
    form = Answer(request.POST)
    if not form.is_valid():
        context = _page(request, asked, at, form)
        return render(request, "coordination/request.html", context, status=422)
    deed = _deeds(asked, form, request.acting, at).get(request.POST.get("verdict", ""))
    outcome = attempt(request, deed) if deed else Outcome(refused=_("请选择同意或不同意"))
    if outcome.entry is None:
        asked = _request(request, pk)
        context = _page(request, asked, at, form) | {"refused": outcome.refused}
        return render(request, "coordination/request.html", context, status=409)
    _say(request, outcome)
    return redirect("coordination:requests")


@require_safe
def paper(request: SignedIn, pk: UUID) -> HttpResponse:
    """The form on paper, A4: 延期申请表, 变更审批单."""
    _content(request)
    asked = _request(request, pk)
    context = {"one": asked, "matter": asked.matter, "at": now()}
    return render(request, "coordination/request_paper.html", context)


@require_safe
def file(request: SignedIn, pk: UUID) -> HttpResponse:
    """Hand out a file beside a request, always as a download, to whoever may read the request."""
    seen = queries.requests_before(request.acting).order_by().values("pk")
    held = RequestFile.objects.filter(request__in=seen).select_related("file")
    beside = get_object_or_404(held, pk=pk)
    read_by(request.acting, about=beside, at=now(), what="request")
    return kept_file(request, beside.file, beside.name)


def _deeds(asked: Request, form: Answer, by: Acting, at: datetime) -> dict[str, Deed]:
    """Return what each button does, with the words that were typed beside it."""
    note = form.cleaned_data["note"]
    given: dict[str, Any] = {"by": by, "at": at}
    day: date | None = form.cleaned_data["granted_date"]
    return {
        "sign": lambda key: requests.sign(asked, key=key, **given),
        "hand_back": lambda key: requests.hand_back(asked, reason=note, key=key, **given),
        "withdraw": lambda key: requests.withdraw(asked, key=key, **given),
        "review": lambda key: requests.review(asked, note=note, key=key, **given),
        "consent": lambda key: requests.consent(asked, note=note, key=key, **given),
        "grant": lambda key: requests.grant(asked, note=note, granted_date=day, key=key, **given),
        "refuse": lambda key: requests.refuse(asked, reason=note, key=key, **given),
    }


def _extended_this_year(by: Acting, today: date) -> int:
    """Count the extensions granted to a unit this year: they are counted apart."""
    if by.role not in UNIT_ROLES:
        return 0
    since = today.replace(month=1, day=1)
    return queries.extensions_granted([by.unit_id], since=since, until=today).get(by.unit_id, 0)


def _content(request: SignedIn) -> Acting:
    """Return who acts, or answer 404: administrators have no part in the work."""
    if request.acting.role in ADMIN_ROLES:
        raise Http404
    return request.acting


def _matter(request: SignedIn, number: str) -> Matter:
    return get_object_or_404(matters_before(request.acting), number=number)


def _request(request: SignedIn, pk: UUID) -> Request:
    rows = queries.requests_before(request.acting).select_related(
        "matter__lead", "matter__list__document", "matter__office", "matter__leader",
        "matter__parent", "unit", "round", "new_lead", "target",
    )  # fmt: skip
    return get_object_or_404(rows.defer("matter__list__document__text"), pk=pk)


def _answered(request: SignedIn) -> bool:
    key = key_of(request)
    return bool(key) and first_answer(key) is not None


def _say(request: SignedIn, outcome: Outcome) -> None:
    if outcome.entry is not None:
        words = {"deed": SAID[outcome.entry.deed], "at": full_time(outcome.entry.at)}
        messages.success(request, _("%(deed)s，%(at)s") % words)


def _form(request: SignedIn, form: type[Ask], matter: Matter, at: datetime) -> Ask:
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    return form(*given, matter=matter, today=day_here(at))


def _asking(
    request: SignedIn,
    matter: Matter,
    what: str,
    form: Ask,
    at: datetime,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    today = day_here(at)
    allowed = allowance.allowance_of(matter, at=at) if isinstance(form, AskToExtend) else None
    wanted = form.cleaned_data.get("wanted_date") if form.is_bound and not form.errors else None
    effect: Effect | None = None
    if allowed is not None and not allowed.late:
        effect = effect_of(matter, wanted or allowed.until, time=allowed.time, today=today)
    context = {
        "matter": matter,
        "light": light_of(matter, today),
        "what": what,
        "kind": RequestKind(form.kind),
        "tabs": [(name, RequestKind(one.kind).label) for name, one in FORMS.items()],
        "form": form,
        "allowed": allowed,
        "effect": effect,
        "wanted": wanted,
        "heads": lead_head.holds(request.acting, matter),
        "approver": approvers.said(matter, on=today),
        "refused": refused,
        "at": at,
    }
    status = 409 if refused else status
    return render(request, "coordination/ask_request.html", context, status=status)


def _page(
    request: SignedIn, asked: Request, at: datetime, form: Answer | None = None
) -> dict[str, Any]:
    by, today = request.acting, day_here(at)
    [shown] = REQUEST.open_to(by, [asked])
    waits = asked.state in (RequestState.SIGNING, RequestState.SENT, RequestState.REVIEWED)
    opened: set[str] = shown.open  # type: ignore[attr-defined]
    over = standing.why_over(asked, at=at) if waits else ""
    effect = None
    if waits and not over and asked.wanted_date and asked.matter.due_date < asked.wanted_date:
        effect = effect_of(asked.matter, asked.wanted_date, time=asked.time, today=today)
    return {
        "one": asked,
        "matter": asked.matter,
        "light": light_of(asked.matter, today),
        "open": opened,
        "form": form or Answer(initial={"granted_date": asked.wanted_date}),
        "effect": effect,
        "over": over,
        "waits": waits and not over,
        "needs_consent": _needs_consent(asked) and waits,
        "due": queries.decision_due(asked),
        "approver": approvers.said(asked.matter, on=today),
        "files": asked.files.select_related("file").order_by("id"),
        "before": queries.requests_of(asked.matter, by),
        "at": at,
        "today": today,
    }


def _needs_consent(asked: Request) -> bool:
    """Tell whether an extension goes beyond the usual number and no leader has consented yet."""
    most = allowance.most_of(asked.matter)
    return asked.time > most and asked.consented_at is None

"""批量办理 at the door: what would happen to each is shown first, what happened to each after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luoshi.breakdown import many
from luoshi.breakdown.ledger import found
from luoshi.breakdown.ledger.wanted import wanted_in
from luoshi.breakdown.many import DEEDS, ManyDeed, Outlook
from luoshi.breakdown.models import Matter
from luoshi.breakdown.web import asking
from luoshi.kit.parts import refused
from luoshi.organisation.acting import Acting
from luoshi.organisation.request import SignedIn, attempt
from luoshi.timelimits.here import day_here

PAGE = "breakdown/bulk.html"


class Shared(forms.Form):
    """The texts that are said once for all of them."""

    def __init__(self, deed: ManyDeed, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        for ask in deed.asks:
            area = ask.longest > 100
            self.fields[ask.name] = forms.CharField(
                label=str(ask.label),
                max_length=ask.longest,
                required=ask.needed,
                widget=forms.Textarea(attrs={"rows": 2}) if area else forms.TextInput(),
            )
            self.fields[ask.name].not_needed = not ask.needed  # type: ignore[attr-defined]


@dataclass(frozen=True)
class _Each:
    """The deed on one of them, waiting for its key."""

    deed: ManyDeed
    matter: Matter
    by: Acting
    at: datetime
    said: Mapping[str, str]

    def __call__(self, key: str) -> object:
        """Do it."""
        return self.deed.do(self.matter, self.by, self.at, key, self.said)


@dataclass(frozen=True)
class Result:
    """What became of one matter."""

    matter: Matter
    refused: str = ""
    done_at: object = None


def offered(by: Acting) -> list[ManyDeed]:
    """Return the deeds this post may do to many."""
    return many.offered(by)


@require_POST
def preview(request: SignedIn) -> HttpResponse:
    """Show what would become of each matter, before anything is done."""
    deed = _deed(request)
    chosen = _chosen(request)
    if not chosen:
        return refused(request, _("请先勾选事项"), back=_back(request))
    if len(chosen) > many.MOST:
        words = {"number": len(chosen), "most": many.MOST}
        sentence = _("一次最多办理%(most)s项，已选%(number)s项，请分批办理") % words
        return refused(request, sentence, back=_back(request))
    return _shown(request, deed, chosen, Shared(deed))


@require_POST
def do(request: SignedIn) -> HttpResponse:
    """Do the deed to each matter, each under its own key, and say what became of each."""
    deed = _deed(request)
    chosen = _chosen(request)[: many.MOST]
    if not chosen:
        return refused(request, _("请先勾选事项"), back=_back(request))
    form = Shared(deed, request.POST)
    if not form.is_valid():
        return _shown(request, deed, chosen, form, status=422)
    at = now()
    results = []
    for matter in chosen:
        each = _Each(deed, matter, request.acting, at, form.cleaned_data)
        outcome = attempt(request, each, matter.pk.hex)
        done_at = outcome.entry.at if outcome.entry else None
        results.append(Result(matter, outcome.refused, done_at))
    done = sum(not one.refused for one in results)
    context = {"deed": deed, "results": results, "done": done, "failed": len(results) - done,
               "back": _back(request)}  # fmt: skip
    return render(request, PAGE, context)


def _shown(
    request: SignedIn, deed: ManyDeed, chosen: list[Matter], form: Shared, *, status: int = 200
) -> HttpResponse:
    looks = many.outlook(deed, chosen, request.acting)
    ready: list[Outlook] = [one for one in looks if not one.refused]
    context = {
        "deed": deed,
        "looks": looks,
        "ready": ready,
        "not_ready": len(looks) - len(ready),
        "form": form,
        "of": request.POST.get("of", "")[:2000],
        "back": _back(request),
    }
    return render(request, PAGE, context, status=status)


def _deed(request: SignedIn) -> ManyDeed:
    """Return the deed that is named, if it is one this post does.

    :raises Http404: for anything else
    """
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed is None or request.acting.role not in deed.roles:
        raise Http404
    return deed


def _chosen(request: SignedIn) -> list[Matter]:
    """Return the matters that were ticked, or all the ledger answers to `of`; those that are seen.

    What somebody may not see is left out without a word: for them it is not there.
    """
    seen = found.visible(request.acting)
    if "all" in request.POST:
        today = day_here(now())
        wanted = wanted_in(request.POST.get("of", ""))
        kept, _capped = found.narrowed(request.acting, wanted)
        seen = found.at_light(kept, wanted, today)
        rows = seen.order_by("number", "id")[: many.MOST + 1]
        return list(Matter.objects.filter(pk__in=rows.values("pk")).order_by("number", "id"))
    ticked = {UUID(one) for one in map(asking.as_id, request.POST.getlist("sel")) if one}
    return list(seen.filter(pk__in=list(ticked)[:1000]).order_by("number", "id"))


def _back(request: SignedIn) -> str:
    """Return the page it was begun from, told by the question it answers."""
    query = wanted_in(request.POST.get("of", "")).query
    return reverse("breakdown:ledger") + (f"?{query}" if query else "")

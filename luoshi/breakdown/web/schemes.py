"""灯的设定: when the lights warn here, how they look, and how many would change if it were set."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from luoshi.dues.models import LightScheme
from luoshi.dues.operations.schemes import (
    KEEPERS,
    LABELS,
    LONGEST_WORD,
    Looks,
    check,
    set_scheme,
)
from luoshi.dues.queries import dress_here, scheme_here
from luoshi.dues.relighting import foreseen
from luoshi.dues.schemes import BOUNDS, Scheme
from luoshi.dues.terms import Level
from luoshi.flow.refusals import Refused
from luoshi.kit.signs import LIGHTS, TONES
from luoshi.organisation.request import SignedIn, attempt
from luoshi.timelimits.here import day_here

PAGE = "breakdown/lights.html"
SHOWN = 10


class SchemeForm(forms.Form):
    """The numbers by name, then a tone and a word for each level."""

    basis = forms.CharField(label=gettext_lazy("依据"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in BOUNDS.items():
            self.fields[name] = forms.IntegerField(
                label=LABELS[name], min_value=least, max_value=most
            )
        for level in Level:
            what = {"level": level.label}
            self.fields[f"tone_{level.value}"] = forms.ChoiceField(
                label=_("“%(level)s”的颜色") % what, choices=list(TONES.items())
            )
            self.fields[f"word_{level.value}"] = forms.CharField(
                label=_("“%(level)s”的用词") % what, max_length=LONGEST_WORD, required=False
            )

    def numbers(self) -> list[forms.BoundField]:
        """Return the fields of the numbers."""
        return [self[name] for name in BOUNDS]

    def levels(self) -> list[tuple[Level, forms.BoundField, forms.BoundField]]:
        """Return each level with the fields of its tone and its word."""
        return [(one, self[f"tone_{one.value}"], self[f"word_{one.value}"]) for one in Level]

    def scheme(self) -> Scheme:
        """Return the numbers that were meant."""
        return Scheme(**{name: self.cleaned_data[name] for name in BOUNDS})

    def looks(self) -> Looks:
        """Return the tones and words that differ from the house's own."""
        said = self.cleaned_data
        tones = {one: said[f"tone_{one.value}"] for one in Level}
        words = {one: said[f"word_{one.value}"].strip() for one in Level}
        return Looks(
            {one: tone for one, tone in tones.items() if tone != plain(one)},
            {one: word for one, word in words.items() if word},
        )


@require_http_methods(["GET", "HEAD", "POST"])
def lights(request: SignedIn) -> HttpResponse:
    """The scheme in force; ?preview=1 says what other numbers would change, POST sets them."""
    if request.acting is None or request.acting.role not in KEEPERS:
        raise Http404
    if request.method == "POST":
        return _set(request)
    if request.GET.get("preview"):
        form = SchemeForm(request.GET)
        return _page(request, form, seen=_seen(form))
    return _page(request, SchemeForm(initial=_now()))


def _set(request: SignedIn) -> HttpResponse:
    form = SchemeForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    outcome = attempt(
        request,
        lambda key: set_scheme(
            form.scheme(),
            form.looks(),
            basis=form.cleaned_data["basis"],
            by=request.acting,
            at=now(),
            key=key,
        ),
    )
    if outcome.entry is None:
        return _page(request, form, refused=outcome.refused, status=409)
    changed = outcome.entry.facts["changed"]
    words = {"dues": changed.get("dues", 0), "matters": changed.get("matters", 0)}
    messages.success(
        request, _("灯的设定已施行：重算应办%(dues)s件、事项%(matters)s件的亮灯日期。") % words
    )
    return redirect(reverse("breakdown:lights"))


def _seen(form: SchemeForm) -> dict[str, Any] | None:
    """Return what would change, or why these numbers cannot stand; None while a field is wrong."""
    if not form.is_valid():
        return None
    try:
        check(form.scheme(), form.looks())
    except Refused as refused:
        return {"refused": str(refused)}
    found = foreseen(form.scheme(), day_here(now()))
    rows = [
        (kind, [(before, after, number) for (before, after), number in sorted(turned.items())])
        for kind, turned in ((_("事项"), found["matters"]), (_("应办"), found["dues"]))
    ]
    return {"rows": rows, "number": sum(turned.total() for turned in found.values())}


def plain(level: Level) -> str:
    """Return the house's own tone of a level; a clock that stands still is drawn in grey."""
    tone = LIGHTS[level].tone
    return tone if tone in TONES else "n"


def _now() -> dict[str, Any]:
    """Return the scheme in force, as the form shows it."""
    own = dress_here()
    tones = {f"tone_{one.value}": own.get(one, ("", ""))[0] or plain(one) for one in Level}
    words = {f"word_{one.value}": own.get(one, ("", ""))[1] for one in Level}
    return {**asdict(scheme_here()), **tones, **words}


def _page(
    request: SignedIn,
    form: SchemeForm,
    *,
    seen: dict[str, Any] | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    past = LightScheme.objects.select_related("set_by").order_by("-set_at", "-id")[:SHOWN]
    context = {"form": form, "seen": seen, "refused": refused, "past": past}
    return render(request, PAGE, context, status=status)

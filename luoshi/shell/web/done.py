"""查看已办: what this person did in this post, by kind and by time."""

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from luoshi.kit.fields import DayField
from luoshi.organisation.request import SignedIn
from luoshi.organisation.terms import ADMIN_ROLES
from luoshi.shell import done as deeds
from luoshi.timelimits.here import day_here

SHOWN = 50


class Between(forms.Form):
    """From a day to a day; what is no day asks for nothing."""

    since = DayField(label=_("自"), required=False)
    until = DayField(label=_("至"), required=False)


@require_safe
def done(request: SignedIn) -> HttpResponse:
    """Show what this person did, fifty on a page; ?deed= one kind of it, ?since= ?until= a time."""
    by, at = request.acting, now()
    if by is None or by.role in ADMIN_ROLES:
        raise Http404
    form = Between(request.GET)
    form.is_valid()
    days = getattr(form, "cleaned_data", {})
    mine = deeds.deeds_of(by, days.get("since"), days.get("until"))
    kinds = deeds.kinds_of(mine)
    wanted = request.GET.get("deed", "")
    known = wanted in {deed for deed, _words, _number in kinds}
    page = Paginator(mine.filter(deed=wanted) if known else mine, SHOWN).get_page(
        request.GET.get("page")
    )
    context = {
        "at": at,
        "today": day_here(at),
        "form": form,
        "kinds": kinds,
        "wanted": wanted if known else "",
        "total": sum(number for _deed, _words, number in kinds),
        "narrowed": bool(days.get("since") or days.get("until")),
        "page": page,
        "lines": deeds.lines_of(list(page.object_list), by),
    }
    return render(request, "shell/done.html", context)

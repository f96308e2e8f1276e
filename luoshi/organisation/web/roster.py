"""The roster: the empty form out, a filled one rehearsed, confirmed, taken in; the register out."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.flow.refusals import Refused
from luoshi.organisation import handing_out
from luoshi.organisation.models import Post
from luoshi.organisation.operations import roster as operations
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.roster.verdicts import LABELS, Fate, Plan
from luoshi.organisation.roster.workbook import roster_on
from luoshi.organisation.roster.workbook import template as empty
from luoshi.organisation.rules import takes_in_rosters
from luoshi.organisation.web import forms
from luoshi.timelimits.days import day_of
from luoshi.trail import files
from luoshi.trail.models import File
from luoshi.trail.operations import About, read_by

MOST_SHOWN = 200


@require_http_methods(["GET", "POST"])
def roster(request: SignedIn) -> HttpResponse:
    """导入名册: upload, and see row by row what it would do. Nothing is written here."""
    _demand_visible(request)
    if request.method == "GET":
        return render(request, "organisation/roster.html", {"form": forms.TakeIn()})
    form = forms.TakeIn(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "organisation/roster.html", {"form": form}, status=422)
    upload, at = form.cleaned_data["file"], now()
    content = upload.read()
    try:
        plan = operations.rehearse(content, by=request.acting, at=at)
    except Refused as refused:
        form.add_error("file", str(refused))
        return render(request, "organisation/roster.html", {"form": form}, status=422)
    # A file with faults comes back mended; only one that may be confirmed is kept.
    kept = plan.clean and not plan.idle
    file = files.keep(content, name=upload.name, by=request.acting, at=at) if kept else None
    return _report(request, form, plan, upload.name, file)


@require_POST
def take_in(request: SignedIn) -> HttpResponse:
    """确认导入: the very file that was shown, by the person it was shown to."""
    _demand_visible(request)
    by = request.acting
    digest = request.POST.get("digest", "")
    shown = File.objects.filter(digest=digest, kept_by_id=by.person_id, purged_at__isnull=True)
    # PostgreSQL is not asked for what is no digest: a NUL in it would be an error.
    file = shown.first() if digest.isalnum() else None
    if file is None:
        raise Http404
    outcome = attempt(request, lambda key: _deed(request, file, now(), key))
    if outcome.refused:
        form = forms.TakeIn()
        context = {"form": form, "refused": outcome.refused}
        return render(request, "organisation/roster.html", context, status=409)
    messages.success(request, _("名册已导入：%(name)s") % {"name": file.name})
    return redirect("organisation:units")


@require_safe
def template(request: SignedIn) -> HttpResponse:
    """下载模板."""
    _demand_visible(request)
    return handing_out.workbook(empty(at=now()), _("组织名册模板"))


@require_safe
def written_out(request: SignedIn) -> HttpResponse:
    """导出名册: the register in the same form; every export is noted."""
    _demand_visible(request)
    at = now()
    on = day_of(at)
    read_by(
        request.acting, about=About("roster", on.isoformat(), _("组织名册")), at=at, what="export"
    )
    return handing_out.workbook(
        roster_on(on, at=at), _("组织名册%(day)s") % {"day": on.isoformat()}
    )


def _demand_visible(request: SignedIn) -> None:
    if not takes_in_rosters.holds(request.acting, Post(pk=request.acting.post_id)):
        raise Http404


def _deed(request: SignedIn, file: File, at: datetime, key: str) -> Plan:
    return operations.take_in(
        files.read(file),
        name=file.name,
        by=request.acting,
        at=at,
        seen=request.POST.get("seen", ""),
        key=key,
    )


def _report(
    request: SignedIn, form: forms.TakeIn, plan: Plan, name: str, file: File | None
) -> HttpResponse:
    # Every fault is shown, however many; of what would be done, enough to see that it is right.
    doing = [one for one in plan.verdicts if one.fate is not Fate.UNCHANGED]
    shown = plan.refused or doing[:MOST_SHOWN]
    context = {
        "form": form,
        "plan": plan,
        "name": name,
        "file": file,
        "fates": [LABELS[fate] for fate in Fate],
        "tally": [
            (sheet, [counts.get(fate.value, 0) for fate in Fate])
            for sheet, counts in plan.tally.items()
        ],
        "shown": shown,
        "more": 0 if plan.refused else len(doing) - len(shown),
    }
    return render(request, "organisation/roster.html", context, status=200 if plan.clean else 422)

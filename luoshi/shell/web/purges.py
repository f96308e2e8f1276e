"""清除: what should never have been entered goes, by two administrators, and the proof stays."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.organisation.models import Person
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.terms import ADMIN_ROLES
from luoshi.trail import purge
from luoshi.trail.models import PurgeRequest

PAGE = "shell/purges.html"


class Ask(forms.Form):
    """申请清除: what, and why; the number stands at the foot of the thing's own page."""

    kind = forms.ChoiceField(
        label=_("类别"),
        choices=[("document", _("文件")), ("matter", _("事项")), ("file", _("附件（按摘要）"))],
    )
    thing_id = forms.CharField(label=_("清除编号"), max_length=64)
    reason = forms.CharField(
        label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


@require_http_methods(["GET", "POST"])
def purges(request: SignedIn) -> HttpResponse:
    """清除申请: those that wait, those that were done, and where copies still lie."""
    _administrators_only(request)
    form = Ask(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        outcome = attempt(
            request,
            lambda key: purge.ask(
                said["kind"], said["thing_id"].strip(), by=request.acting, at=now(),
                reason=said["reason"], key=key,
            ),
        )  # fmt: skip
        if outcome.entry:
            return redirect("shell:purges")
        form.add_error(None, outcome.refused)
        return _page(request, form, status=409)
    return _page(request, form, status=422 if form.errors else 200)


@require_POST
def confirm(request: SignedIn, pk: UUID) -> HttpResponse:
    """确认清除, by another administrator than the one who asked."""
    _administrators_only(request)
    wanted = get_object_or_404(PurgeRequest, pk=pk)
    try:
        purge.confirm(wanted, by=request.acting, at=now())
    except purge.NotPurged as refused:
        return _page(request, Ask(), refused=str(refused), status=409)
    return redirect("shell:purges")


def _administrators_only(request: SignedIn) -> None:
    if request.acting is None or request.acting.role not in ADMIN_ROLES:
        raise Http404


def _page(request: SignedIn, form: Ask, *, refused: str = "", status: int) -> HttpResponse:
    rows = list(PurgeRequest.objects.order_by("-asked_at", "-id")[:100])
    ids = {one for row in rows for one in (row.asked_by_id, row.confirmed_by_id) if one}
    people = Person.objects.filter(pk__in=ids)
    names: dict[UUID | None, str] = dict(people.values_list("pk", "name"))
    told = [
        {
            "wanted": row,
            "asked_by": names.get(row.asked_by_id, ""),
            "confirmed_by": names.get(row.confirmed_by_id, ""),
        }
        for row in rows
    ]
    done = [row for row in rows if row.confirmed_at]
    backups = purge.backups_to_purge(done[0]) if done else []
    context = {"form": form, "rows": told, "refused": refused, "backups": backups}
    return render(request, PAGE, context, status=status)

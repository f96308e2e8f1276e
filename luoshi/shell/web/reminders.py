"""每日提醒 read, and how a person wants to be reminded outside the house: her own settings."""

from datetime import date

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.flow.refusals import Refused
from luoshi.organisation.request import SignedIn, attempt
from luoshi.shell import channels, inbox, quiet
from luoshi.shell.models import Channel, Digest, Message, QuietHours
from luoshi.shell.outside import set_up
from luoshi.shell.reminded import parts_of
from luoshi.shell.terms import ChannelKind

PAGE = "shell/reminders.html"
HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class Mail(forms.Form):
    """电子邮件: the address, once; what goes there."""

    address = forms.EmailField(
        label=_("电子邮件地址"),
        required=False,
        max_length=200,
        help_text=_("保存后不再显示；不改地址的留空。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    digest = forms.BooleanField(label=_("每日提醒"), required=False)
    urgings = forms.BooleanField(label=_("催办"), required=False)


class Quiet(forms.Form):
    """免打扰时段."""

    begins = forms.TimeField(label=_("开始"), widget=HOUR)
    ends = forms.TimeField(label=_("结束（次日）"), widget=HOUR)


@require_safe
def digest(request: SignedIn, day: str) -> HttpResponse:
    """The digest of one day, to its own reader."""
    try:
        asked = date.fromisoformat(day)
    except ValueError as wrong:
        raise Http404 from wrong
    at = now()
    one = get_object_or_404(Digest, person=request.user, day=asked)
    inbox.mark_read(Message.objects.filter(digest=one), at=at)
    parts = parts_of(one, request.user, at=at)
    mine = Digest.objects.filter(person=request.user)
    context = {
        "at": at,
        "digest": one,
        "parts": parts,
        "number": sum(len(part.lines) for part in parts),
        "gone": len(one.lines) - sum(len(part.lines) for part in parts),
        "before": mine.filter(day__lt=asked).order_by("-day").first(),
        "after": mine.filter(day__gt=asked).order_by("day").first(),
        "posts": len({part.post for part in parts}) > 1,
    }
    return render(request, "shell/digest.html", context)


@require_http_methods(["GET", "POST"])
def reminders(request: SignedIn) -> HttpResponse:
    """提醒设置: where a person is written to. POST sets the address."""
    _with_a_post(request)
    if request.method != "POST":
        return _page(request)
    form = Mail(request.POST)
    if not form.is_valid():
        return _page(request, mail=form, status=422)
    said = form.cleaned_data
    outcome = attempt(
        request,
        lambda key: channels.set_email(
            request.user, said["address"], digest=said["digest"], urgings=said["urgings"],
            by=request.acting, at=now(), key=key,
        ),
    )  # fmt: skip
    if outcome.entry:
        return redirect("shell:reminders")
    return _page(request, refused=outcome.refused, status=409)


@require_POST
def hours(request: SignedIn) -> HttpResponse:
    """免打扰时段: kept within the city's bounds; no deed."""
    _with_a_post(request)
    form = Quiet(request.POST)
    if not form.is_valid():
        return _page(request, quiet_form=form, status=422)
    try:
        channels.keep_quiet(request.user, form.cleaned_data["begins"], form.cleaned_data["ends"])
    except Refused as refused:
        return _page(request, refused=str(refused), status=409)
    return redirect("shell:reminders")


@require_POST
def stop(request: SignedIn) -> HttpResponse:
    """停用电子邮件: the address goes."""
    _with_a_post(request)
    held = Channel.objects.filter(kind=ChannelKind.EMAIL, person=request.user)
    mine = get_object_or_404(held.select_related("person"))
    outcome = attempt(
        request, lambda key: channels.close(mine, by=request.acting, at=now(), key=key)
    )
    if outcome.entry:
        return redirect("shell:reminders")
    return _page(request, refused=outcome.refused, status=409)


def _with_a_post(request: SignedIn) -> None:
    if request.acting is None:
        raise Http404


def _page(
    request: SignedIn,
    *,
    mail: Mail | None = None,
    quiet_form: Quiet | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    held = Channel.objects.filter(
        kind=ChannelKind.EMAIL, person=request.user, closed_at__isnull=True
    ).first()
    own = QuietHours.objects.filter(person=request.user).first()
    begins, ends = (own.begins, own.ends) if own else quiet.DEFAULT
    wants = {"digest": held.takes_digest if held else True,
             "urgings": held.takes_urgings if held else True}  # fmt: skip
    context = {
        "held": held,
        "mailed": set_up(ChannelKind.EMAIL),
        "mail": mail or Mail(initial=wants),
        "quiet": quiet_form or Quiet(initial={"begins": begins, "ends": ends}),
        "bounds": quiet.BOUNDS,
        "refused": refused,
    }
    return render(request, PAGE, context, status=status)

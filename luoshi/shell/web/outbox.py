"""未发出的消息、群机器人: the administrator's side of what goes out of the house."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.organisation.models import Unit
from luoshi.organisation.queries import units_on
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.terms import Role
from luoshi.shell import channels
from luoshi.shell.channels import OPEN_AGAIN, ROBOTS
from luoshi.shell.health import letters_by_standing
from luoshi.shell.models import Channel, Dispatch
from luoshi.shell.terms import ChannelKind, Standing
from luoshi.shell.web.health import administrators_only
from luoshi.timelimits.here import day_here

SHOWN = 100


class Robot(forms.Form):
    """群机器人: whose group, on which platform, and the address its platform shows."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.none())
    kind = forms.ChoiceField(label=_("渠道"), choices=[(one, one.label) for one in ROBOTS])
    address = forms.CharField(
        label=_("机器人地址"),
        max_length=300,
        help_text=_("平台给出的Webhook地址；保存后不再显示。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    secret = forms.CharField(
        label=_("加签密钥"),
        max_length=128,
        required=False,
        help_text=_("只用于钉钉；没有设加签的不填。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


@require_safe
def outbox(request: SignedIn) -> HttpResponse:
    """未发出的消息: why each did not go out, and what may be done."""
    administrators_only(request)
    return _letters(request)


@require_POST
def again(request: SignedIn, pk: UUID) -> HttpResponse:
    """再次发送."""
    administrators_only(request)
    one = _letter(pk)
    outcome = attempt(
        request, lambda key: channels.send_again(one, by=request.acting, at=now(), key=key)
    )
    return redirect("shell:outbox") if outcome.entry else _letters(request, outcome.refused)


@require_POST
def drop(request: SignedIn, pk: UUID) -> HttpResponse:
    """作废."""
    administrators_only(request)
    one = _letter(pk)
    outcome = attempt(request, lambda key: channels.drop(one, by=request.acting, at=now(), key=key))
    return redirect("shell:outbox") if outcome.entry else _letters(request, outcome.refused)


@require_http_methods(["GET", "POST"])
def robots(request: SignedIn) -> HttpResponse:
    """群机器人: which unit's group is told through which; never the address."""
    administrators_only(request)
    form = Robot(request.POST or None)
    form.fields["unit"].queryset = units_on(day_here(now()))  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        outcome = attempt(
            request,
            lambda key: channels.set_robot(
                said["unit"], said["kind"], said["address"], secret=said["secret"],
                by=request.acting, at=now(), key=key,
            ),
        )  # fmt: skip
        if outcome.entry:
            return redirect("shell:robots")
        return _robots(request, form, outcome.refused)
    return _robots(request, form)


@require_POST
def close(request: SignedIn, pk: UUID) -> HttpResponse:
    """停用 a robot."""
    administrators_only(request)
    channel = get_object_or_404(Channel.objects.select_related("unit"), pk=pk, unit__isnull=False)
    outcome = attempt(
        request, lambda key: channels.close(channel, by=request.acting, at=now(), key=key)
    )
    if outcome.entry:
        return redirect("shell:robots")
    form = Robot()
    form.fields["unit"].queryset = units_on(day_here(now()))  # type: ignore[attr-defined]
    return _robots(request, form, outcome.refused)


def _letter(pk: UUID) -> Dispatch:
    return get_object_or_404(
        Dispatch.objects.select_related("channel__person", "channel__unit"), pk=pk
    )


def _letters(request: SignedIn, refused: str = "") -> HttpResponse:
    dead = Dispatch.objects.filter(standing__in=OPEN_AGAIN)
    rows = dead.select_related("channel__person", "channel__unit").order_by("-ended_at", "-id")
    numbers = letters_by_standing()
    context = {
        "rows": rows[:SHOWN],
        "number": sum(numbers.get(one, 0) for one in OPEN_AGAIN),
        "numbers": [(label, numbers.get(value, 0)) for value, label in Standing.choices],
        "acts": request.acting.role == Role.SYSTEM_ADMIN,
        "refused": refused,
    }
    return render(request, "shell/outbox.html", context, status=409 if refused else 200)


def _robots(request: SignedIn, form: Robot, refused: str = "") -> HttpResponse:
    held = Channel.objects.filter(unit__isnull=False, closed_at__isnull=True)
    context = {
        "form": form,
        "rows": held.select_related("unit").order_by("unit__place", "kind"),
        "kinds": ChannelKind,
        "acts": request.acting.role == Role.SYSTEM_ADMIN,
        "refused": refused,
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "shell/robots.html", context, status=status)

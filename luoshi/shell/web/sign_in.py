"""In and out of the house, and the password (登录、退出、修改密码)."""

from datetime import timedelta

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from luoshi.kit.preferences import keep
from luoshi.organisation.models import Person
from luoshi.organisation.request import SignedIn
from luoshi.shell import operations
from luoshi.shell.web import forms

PAGE = "shell/sign_in.html"


def wanted_page(request: HttpRequest) -> str:
    """Return the page of this house somebody was on the way to, or the usual first one."""
    there = request.POST.get("next") or request.GET.get("next", "")
    allowed = {request.get_host()}
    # Anything else `redirect` would take for the name of a view.
    if there.startswith("/") and url_has_allowed_host_and_scheme(
        there, allowed, require_https=request.is_secure()
    ):
        return there
    return reverse("shell:home")


@never_cache
@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """登录. A part of a page that finds its session ended gets a dialog instead (401)."""
    form = forms.SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = authenticate(request, **form.cleaned_data)
        if person is not None:
            login(request, person)
            return _let_in(request, person)
        form.add_error(None, _refusal(request, form.cleaned_data["username"]))
    context = {"form": form, "next": wanted_page(request)}
    if getattr(request, "htmx", False):
        return render(request, f"{PAGE}#again", context, status=401)
    return render(request, PAGE, context, status=422 if form.errors else 200)


def _let_in(request: HttpRequest, person: Person) -> HttpResponse:
    if getattr(request, "htmx", False):
        # The forms of the page behind the dialog hold the token of the ended session.
        return trigger_client_event(HttpResponse(), "signedIn", {"token": get_token(request)})
    response = redirect(wanted_page(request))
    # What the person chose in whatever browser; what a setting may be has changed since, perhaps.
    keep(response, operations.settings_of(person))
    return response


def _refusal(request: HttpRequest, username: str) -> str:
    failures = AxesProxyHandler.get_failures(request, {"username": username})
    left = max(settings.AXES_FAILURE_LIMIT - failures, 1)
    words = ngettext(
        "登录名或密码不对。再错%(left)s次，将锁定%(minutes)s分钟。",
        "登录名或密码不对。再错%(left)s次，将锁定%(minutes)s分钟。",
        left,
    )
    cool_off = timedelta(hours=settings.AXES_COOLOFF_TIME)
    return words % {"left": left, "minutes": int(cool_off.total_seconds() // 60)}


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """退出登录."""
    logout(request)
    messages.success(request, _("已退出登录。"))
    return redirect("shell:sign_in")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: SignedIn) -> HttpResponse:
    """修改密码; a first sign-in goes nowhere else."""
    person = request.user
    form = forms.NewPassword(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.change_password(person, to=form.cleaned_data["new"], at=now())
        update_session_auth_hash(request, person)
        messages.success(request, _("密码已修改。"))
        return redirect("shell:home")
    status = 422 if form.errors else 200
    return render(request, "shell/password.html", {"form": form}, status=status)

"""What a person sets for themselves: language, theme, density, and the post they speak from."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.kit.parts import refused
from luoshi.kit.preferences import PREFERENCES, keep
from luoshi.organisation.request import CHOSEN, SignedIn
from luoshi.shell import operations
from luoshi.shell.navigation import links_for
from luoshi.shell.web.sign_in import wanted_page


@login_not_required
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """语言、配色、行距、字号: kept in this browser, and with the person for any other."""
    asked = {name: request.POST[name] for name in PREFERENCES if name in request.POST}
    response = redirect(wanted_page(request))
    wrong = keep(response, asked)
    if asked and not wrong and request.user.is_authenticated:
        operations.keep_settings(request.user, asked)
    if wrong or not asked:
        return refused(request, _("没有这项设置，或不能设为这个值。"), back=wanted_page(request))
    return response


@require_POST
def acting(request: SignedIn) -> HttpResponse:
    """选择以哪个职务办理."""
    asked = request.POST.get("post", "")
    if asked not in {str(one.key) for one in request.actings}:
        return refused(request, _("这个职务已经结束，或不由您担任。"), back=wanted_page(request))
    request.session[CHOSEN] = asked
    return redirect("shell:home")


@require_POST
def awake(request: SignedIn) -> HttpResponse:
    """继续使用: any request moves the end of the session; this one does nothing else."""
    return HttpResponse(status=204)


@require_safe
def me(request: SignedIn) -> HttpResponse:
    """我的: posts, settings and sign-out on one page, for the phone."""
    return render(request, "shell/me.html")


@require_safe
def help_page(request: SignedIn) -> HttpResponse:
    """帮助与按键."""
    return render(request, "shell/help.html")


@require_safe
def home(request: SignedIn) -> HttpResponse:
    """首页: the first page this post is led to; without any, one's own."""
    links = links_for(request.acting, path=request.path, at=now())
    return redirect(links[0][1].href if links else "shell:me")

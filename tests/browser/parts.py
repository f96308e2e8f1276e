"""Pages for the tests of the frame: rows to act on, a form to lose, the kit's own examples."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path
from django.views.decorators.http import require_POST

from luoshi.kit.parts import said
from luoshi.shell.web.examples import examples

handler500 = "luoshi.shell.web.errors.broken"
FRAME = """{% extends "kit/base.html" %}{% load kit %}{% block main %}<h1>试</h1>"""
ROW = """<li class="duty" id="duty-NO" tabindex="-1"><a class="ttl" href="/me/?row=NO">第NO件</a>
<form class="act" method="post" action="/sign/NO/" hx-post="/sign/NO/" hx-target="#duty-NO"
 hx-swap="outerHTML">{% csrf_token %}{% once %}<button class="btn">签收</button></form></li>"""
ROWS = "".join(ROW.replace("NO", number) for number in "123")
DESK = f"""{FRAME}<ol class="duties" id="duties">{ROWS}</ol>{{% endblock %}}"""
FORM = (
    FRAME
    + """<form method="post" action="/report/" hx-post="/report/" hx-target="#answer">
{% csrf_token %}<label for="text">进展</label>
<textarea id="text" name="text" maxlength="300"></textarea>
<span data-counts="text"></span><button class="btn">提交</button></form><div id="answer"></div>
{% endblock %}"""
)


SHEET = (
    FRAME.replace(
        "{% block main %}", "{% block bodyclass %}sheetpage{% endblock %}{% block main %}"
    )
    + """<div class="sheet" tabindex="0" role="region" aria-label="台账"><table>
<thead><tr><th scope="col" class="fz">编号</th><th scope="col">完成时限</th></tr></thead><tbody>"""
    + "".join(f"<tr><td class='fz idn'>澄督2026-{n:04}</td><td>12-20</td></tr>" for n in range(150))
    + "</tbody></table></div>{% endblock %}"
)


def shown(request: HttpRequest, text: str) -> HttpResponse:
    return HttpResponse(Template(text).render(RequestContext(request)))


def desk(request: HttpRequest) -> HttpResponse:
    return shown(request, DESK)


def ledger(request: HttpRequest) -> HttpResponse:
    return shown(request, SHEET)


@require_POST
def sign(request: HttpRequest, number: int) -> HttpResponse:
    if number == 3:
        note = '<li class="duty" id="duty-3"><p role="alert" class="note bad">已由他人签收</p></li>'
        return HttpResponse(note, status=409)
    done = HttpResponse(f'<li class="duty" id="duty-{number}" tabindex="-1">已签收</li>')
    return said(request, done, f"已签收第{number}件")


def report(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return HttpResponse(status=500 if request.POST["text"] == "坏" else 204)
    return shown(request, FORM)


urlpatterns = [
    path("desk/", desk),
    path("sign/<int:number>/", sign),
    path("report/", report),
    path("ledger/", ledger),
    path("kit/", login_not_required(examples)),
    path("", include("luoshi.shell.web.urls")),
]

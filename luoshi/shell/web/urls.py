"""The addresses of the hall."""

from django.conf import settings
from django.urls import URLPattern, path

from luoshi.shell.web import (
    calendar,
    decide,
    desk,
    done,
    dossier,
    examples,
    inbox,
    purges,
    search,
    sign_in,
)
from luoshi.shell.web import settings as own

app_name = "shell"
urlpatterns: list[URLPattern] = [
    path("", own.home, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", sign_in.password, name="password"),
    path("preferences/", own.preferences, name="preferences"),
    path("acting/", own.acting, name="acting"),
    path("awake/", own.awake, name="awake"),
    path("me/", own.me, name="me"),
    path("help/", own.help_page, name="help"),
    path("purges/", purges.purges, name="purges"),
    path("purges/<uuid:pk>/confirm/", purges.confirm, name="confirm_purge"),
    path("search/", search.results, name="search"),
    path("decide/", decide.decide, name="decide"),
    path("decide/<str:number>/agree/", decide.agree, name="agree"),
    path("decide/<str:number>/instruct/", decide.instruct, name="instruct"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.read_all, name="read_all"),
    path("inbox/<uuid:pk>/", inbox.open_message, name="open_message"),
    path("desk/", desk.desk, name="desk"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/feed/", calendar.feed_page, name="feed"),
    path("calendar/feed/make/", calendar.make_feed, name="make_feed"),
    path("calendar/feed/withdraw/", calendar.withdraw_feed, name="withdraw_feed"),
    path("calendar/<str:token>.ics", calendar.ics, name="ics"),
    path("done/", done.done, name="done"),
    path("desk/counts/", desk.counts, name="counts"),
    path("desk/sign/<uuid:pk>/", desk.sign, name="sign"),
    path("matters/<str:number>/", dossier.dossier, name="dossier"),
    path("matters/<str:number>/instructions/", dossier.note_instruction, name="note_instruction"),
]
if settings.DEBUG:
    urlpatterns.append(path("kit/", examples.examples, name="examples"))

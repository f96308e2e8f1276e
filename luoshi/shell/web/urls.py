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
    health,
    inbox,
    outbox,
    purges,
    reminders,
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
    path("inbox/digests/<str:day>/", reminders.digest, name="digest"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/quiet/", reminders.hours, name="quiet_hours"),
    path("reminders/stop/", reminders.stop, name="stop_mail"),
    path("robots/", outbox.robots, name="robots"),
    path("robots/<uuid:pk>/close/", outbox.close, name="close_robot"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<uuid:pk>/again/", outbox.again, name="send_again"),
    path("outbox/<uuid:pk>/drop/", outbox.drop, name="drop_letter"),
    path("health/", health.page, name="health"),
    path("health/jobs/<uuid:pk>/again/", health.again, name="run_again"),
    path("health/jobs/<uuid:pk>/drop/", health.throw_away, name="throw_away"),
    path("healthz", health.healthz, name="healthz"),
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

"""The addresses of the city's time."""

from django.urls import URLPattern, path

from luoshi.dues.web import calendars, limits, seasons

app_name = "dues"
urlpatterns: list[URLPattern] = [
    path("time-limits/", limits.limits, name="limits"),
    path("time-limits/<slug:code>/", limits.limit, name="limit"),
    path("time-limits/<slug:code>/default/", limits.default, name="default"),
    path("work-calendar/", calendars.year, name="year"),
    path("work-calendar/load/", calendars.load, name="load"),
    path("work-calendar/take-in/", calendars.take_in, name="take_in"),
    path("work-calendar/local/", calendars.local, name="local"),
    path("work-calendar/local/<uuid:pk>/withdraw/", calendars.withdraw, name="withdraw_local"),
    path("work-calendar/closed/", seasons.closed, name="closed"),
    path("work-calendar/closed/<uuid:pk>/withdraw/", seasons.withdraw, name="withdraw_closed"),
    path("work-calendar/hours/", seasons.hours, name="hours"),
]

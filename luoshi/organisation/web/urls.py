"""The addresses of the register."""

from django.urls import URLPattern, path

from luoshi.organisation.web import doing, merging, passwords, people, roster, views

app_name = "organisation"
urlpatterns: list[URLPattern] = [
    path("organisation/", views.units, name="units"),
    path("organisation/groups/", views.groups, name="groups"),
    path("organisation/people/", people.people, name="people"),
    path("organisation/people/passwords/", passwords.passwords, name="passwords"),
    path("organisation/people/<uuid:pk>/", people.person, name="person"),
    path("organisation/roster/", roster.roster, name="roster"),
    path("organisation/roster/take-in/", roster.take_in, name="take_in"),
    path("organisation/roster/template/", roster.template, name="template"),
    path("organisation/roster/written-out/", roster.written_out, name="written_out"),
    path("organisation/new/<slug:name>/", doing.new, name="new"),
    path("organisation/units/<uuid:pk>/", views.unit, name="unit"),
    path("organisation/units/<uuid:pk>/merge/", merging.merge, name="merge"),
    path("organisation/<slug:kind>/<uuid:pk>/<slug:name>/", doing.upon, name="deed"),
]

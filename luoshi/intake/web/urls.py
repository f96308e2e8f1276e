"""The addresses of this room."""

from django.urls import path

from luoshi.intake.web import scans, views

app_name = "intake"
urlpatterns = [
    path("docs/", views.documents, name="documents"),
    path("docs/new/", views.take_in, name="take_in"),
    path("docs/scans/<uuid:pk>/", scans.scan, name="scan"),
    path("docs/scans/<uuid:pk>/see/", scans.see, name="see"),
    path("docs/scans/<uuid:pk>/give-up/", scans.give_up, name="give_up"),
    path("docs/<uuid:pk>/", views.document, name="document"),
    path("docs/<uuid:pk>/correct/", views.correct, name="correct"),
    path("docs/<uuid:pk>/original/", views.original, name="original"),
    path("docs/<uuid:pk>/instructions/", views.note_instruction, name="note_instruction"),
]

"""The addresses of this room."""

from django.urls import path

from luoshi.intake.web import views

app_name = "intake"
urlpatterns = [
    path("docs/", views.documents, name="documents"),
    path("docs/new/", views.take_in, name="take_in"),
    path("docs/<uuid:pk>/", views.document, name="document"),
    path("docs/<uuid:pk>/correct/", views.correct, name="correct"),
    path("docs/<uuid:pk>/original/", views.original, name="original"),
    path("docs/<uuid:pk>/instructions/", views.note_instruction, name="note_instruction"),
]

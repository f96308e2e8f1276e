"""The addresses of the room."""

from django.urls import path

from luoshi.coordination.web import requests

app_name = "coordination"
urlpatterns = [
    path("requests/", requests.queue, name="requests"),
    path("requests/<uuid:pk>/", requests.one, name="request"),
    path("requests/<uuid:pk>/paper/", requests.paper, name="request_paper"),
    path("requests/files/<uuid:pk>/", requests.file, name="request_file"),
    path("matters/<str:number>/ask/<slug:what>/", requests.ask, name="ask_request"),
]

"""The addresses of the room."""

from django.urls import path

from luoshi.coordination.web import ask_deeds, asks, burdens, requests

app_name = "coordination"
urlpatterns = [
    path("consult/", asks.asks, name="asks"),
    path("consult/new/", ask_deeds.new_ask, name="new_ask"),
    path("consult/<uuid:pk>/", asks.ask, name="ask"),
    path("consult/<uuid:pk>/edit/", ask_deeds.edit_ask, name="edit_ask"),
    path("consult/<uuid:pk>/move/", ask_deeds.move_ask, name="move_ask"),
    path("consult/<uuid:pk>/units/", asks.addressees, name="addressees"),
    path("consult/<uuid:pk>/excel/", asks.excel, name="ask_excel"),
    path("consult/<uuid:pk>/press/", ask_deeds.press, name="press"),
    path("consult/<uuid:pk>/reply/", ask_deeds.reply, name="reply"),
    path("consult/replies/<uuid:pk>/", ask_deeds.decide_reply, name="decide_reply"),
    path("consult/files/<uuid:pk>/", asks.file, name="ask_file"),
    path("consult/values/<uuid:pk>/", asks.value_file, name="value_file"),
    path("burden/", burdens.burden, name="burden"),
    path("burden/asked/", burdens.burden_asked, name="burden_asked"),
    path("dormant/", burdens.dormants, name="dormant"),
    path("requests/", requests.queue, name="requests"),
    path("requests/<uuid:pk>/", requests.one, name="request"),
    path("requests/<uuid:pk>/paper/", requests.paper, name="request_paper"),
    path("requests/files/<uuid:pk>/", requests.file, name="request_file"),
    path("matters/<str:number>/ask/<slug:what>/", requests.ask, name="ask_request"),
]

"""The addresses of the room."""

from django.urls import path, register_converter

from luoshi.assessment.web import board, composition, sheet, term, what_if
from luoshi.assessment.web.spans import SpanConverter

register_converter(SpanConverter, "span")

app_name = "assessment"
urlpatterns = [
    path("assess/", board.latest, name="latest"),
    path("assess/what-if/", what_if.what_if, name="what_if"),
    path("assess/<span:label>/", board.of_period, name="period"),
    path("assess/<span:label>/<uuid:group>/", board.board, name="board"),
    path("assess/<span:label>/<uuid:group>/sheet/", sheet.sheet, name="sheet"),
    path("assess/<span:label>/<uuid:group>/year/", composition.composition, name="composition"),
    path("assess/<span:label>/<uuid:group>/<str:unit>/<str:code>/", term.term, name="term"),
]

"""The addresses of the room."""

from django.urls import path, register_converter

from luoshi.assessment.web import (
    appeals,
    beside,
    board,
    composition,
    excel,
    sheet,
    steps,
    term,
    what_if,
)
from luoshi.assessment.web.spans import SpanConverter

register_converter(SpanConverter, "span")

app_name = "assessment"
urlpatterns = [
    path("assess/periods/", steps.listed, name="periods"),
    path("assess/periods/<uuid:pk>/", steps.steps, name="steps"),
    path("assess/periods/<uuid:pk>/step/", steps.step, name="step"),
    path("assess/periods/<uuid:pk>/self-report/", steps.self_report, name="self_report"),
    path("assess/periods/<uuid:pk>/checks/", beside.checks, name="checks"),
    path("assess/periods/<uuid:pk>/adjustments/", beside.adjustments, name="adjustments"),
    path("assess/periods/<uuid:pk>/appeal/", appeals.lodge, name="lodge"),
    path("assess/adjustments/<uuid:pk>/", beside.decide, name="decide_adjustment"),
    path("assess/appeals/", appeals.listed, name="appeals"),
    path("assess/appeals/<uuid:pk>/", appeals.one, name="appeal"),
    path("assess/appeals/files/<uuid:pk>/", appeals.file, name="appeal_file"),
    path("assess/", board.latest, name="latest"),
    path("assess/what-if/", what_if.what_if, name="what_if"),
    path("assess/<span:label>/", board.of_period, name="period"),
    path("assess/<span:label>/<uuid:group>/", board.board, name="board"),
    path("assess/<span:label>/<uuid:group>/sheet/", sheet.sheet, name="sheet"),
    path("assess/<span:label>/<uuid:group>/year/", composition.composition, name="composition"),
    path("assess/<span:label>/<uuid:group>/excel/", excel.excel, name="scores_excel"),
    path("assess/<span:label>/<uuid:group>/<str:unit>/<str:code>/", term.term, name="term"),
]

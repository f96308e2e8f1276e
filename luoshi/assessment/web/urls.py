"""The addresses of the room."""

from django.urls import path

from luoshi.assessment.web import appeals, beside, steps

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
]

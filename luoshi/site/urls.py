"""The addresses of the house: each room hangs its own below its own name."""

from django.urls import URLPattern, URLResolver, include, path

handler500 = "luoshi.shell.web.errors.broken"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("luoshi.shell.web.urls")),
    path("", include("luoshi.organisation.web.urls")),
    path("", include("luoshi.dues.web.urls")),
    path("", include("luoshi.intake.web.urls")),
    path("", include("luoshi.breakdown.web.urls")),
    path("", include("luoshi.reporting.web.urls")),
    path("", include("luoshi.coordination.web.urls")),
    path("", include("luoshi.assessment.web.urls")),
]

"""The pages of the assessment in the furnished town, and the quarter they are about."""

from datetime import date
from typing import Any

from django.urls import reverse

from luoshi.assessment.models import AssessedGroup, Period
from luoshi.assessment.operations import running
from luoshi.assessment.terms import PeriodState, SchemeState
from tests.assessed import AFTER_THE_QUARTER_NINE, BUREAUS, a_period, a_scheme, figures
from tests.house import assessing, balloting, stepping
from tests.world import someone_of

YEAR = 2024
LABEL = f"{YEAR}-Q2"
THEN: dict[str, Any] = {"year": YEAR, "since": date(YEAR, 1, 1)}


def assess() -> Period:
    """Count a quarter of the town and show it to the units; lay a draft of the next version."""
    period = a_period(a_scheme(**THEN), LABEL, state=PeriodState.PREVIEWING)
    figures(period)
    running.run(period, by=someone_of("市考核办", "考核员"), at=AFTER_THE_QUARTER_NINE)
    a_scheme(state=SchemeState.DRAFT, version=2, **THEN)
    return period


def board_pages() -> list[tuple[str, tuple[object, ...]]]:
    """Return each page of scores with what its address is about: the group of the lead."""
    group = AssessedGroup.objects.get(scheme__year=YEAR, scheme__version=1, name=BUREAUS).pk
    return [
        ("assessment:latest", ()),
        ("assessment:period", (LABEL,)),
        ("assessment:board", (LABEL, group)),
        ("assessment:sheet", (LABEL, group)),
        ("assessment:composition", (LABEL, group)),
        ("assessment:scores_excel", (LABEL, group)),
        ("assessment:term", (LABEL, group, "ZJJ", "1.1")),
        ("assessment:what_if", ()),
    ]


def assessed_pages(things: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Return every page of the assessment: its name, its address, and what is posted to it."""
    about = [*stepping.posts(), *((name, args, {}) for name, args in board_pages())]
    return [
        *assessing.rows(things),
        *balloting.rows(things),
        *((name, reverse(name, args=args), given) for name, args, given in about),
    ]

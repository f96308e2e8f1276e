"""测算页: a draft is laid beside what stands, for the office that drew it up and nobody else."""

from datetime import date

import pytest
from django.urls import reverse

from luoshi.assessment.models import Indicator, Period, Scheme, Score
from luoshi.assessment.terms import PeriodState, SchemeState
from tests.assessed import a_scheme
from tests.assessment.boards import OFFICE, PHONE, counted, seen, words
from tests.world import someone_of

pytestmark = pytest.mark.django_db
ASSESSOR = (OFFICE, "考核员")
PAGE = reverse("assessment:what_if")


def a_draft(**changed):
    """Lay the same scheme once more as a draft, with other weights."""
    draft = a_scheme(state=SchemeState.DRAFT, version=2)
    for code, weight in changed.items():
        lines = Indicator.objects.filter(group__scheme=draft, code=code.replace("_", ".")[1:])
        lines.update(weight=weight)
    return draft


def test_the_same_scheme_moves_nobody(client):
    counted(PeriodState.PUBLISHED)
    a_draft()

    told = words(seen(client, someone_of(*ASSESSOR), PAGE).text)

    assert [one in told for one in ("没有单位的位次会变", "没有变化")] == [True, True]


def test_who_moves_is_told_with_the_lines_that_explain_it(client):
    period = counted(PeriodState.PUBLISHED)
    a_draft(_1_1=60)

    page = seen(client, someone_of(*ASSESSOR), PAGE)

    told = words(page.text)
    assert "有2个单位的位次会变" in told
    assert "重点任务完成率 ＋40.00" in told
    assert Score.objects.filter(period=period).count() == 6
    assert Scheme.objects.get(version=2).state == SchemeState.DRAFT


@pytest.mark.parametrize(
    ("unit", "title"),
    [("岚溪县", "联络员"), ("市住建局", "局长"), ("市政府", "市长"), ("市政府督查室", "主任")],
)
def test_nobody_else_sees_what_a_draft_would_do(client, unit, title):
    counted(PeriodState.PUBLISHED)
    a_draft()

    assert seen(client, someone_of(unit, title), PAGE).status_code == 404


def test_the_head_of_the_office_sees_it_and_a_phone_shows_no_places(client):
    counted(PeriodState.PUBLISHED)
    a_draft()

    assert "原位次" in seen(client, someone_of(OFFICE, "主任"), PAGE).text
    assert "原位次" not in seen(client, someone_of(*ASSESSOR), PAGE, **PHONE).text


def test_a_period_that_is_frozen_is_tried_before_one_that_still_collects(client):
    period = counted(PeriodState.PUBLISHED)
    a_draft()
    said = {"scheme": period.scheme, "kind": period.kind, "opened_at": period.opened_at,
            "since": date(2026, 7, 1), "until": date(2026, 9, 30)}  # fmt: skip
    Period.objects.create(label="2026-Q3", computed_at=period.computed_at, **said)

    shown = seen(client, someone_of(*ASSESSOR), PAGE)

    assert shown.context["period"] == period
    assert [one.label for one in shown.context["periods"]] == ["2026-Q3", "2026-Q2"]


def test_without_a_draft_or_a_counted_period_the_page_says_what_comes_first(client):
    scheme = a_scheme()

    assert "没有草案可测算" in seen(client, someone_of(*ASSESSOR), PAGE).text

    Scheme.objects.filter(pk=scheme.pk).update(state=SchemeState.DRAFT)
    assert "还没有计过分的周期" in seen(client, someone_of(*ASSESSOR), PAGE).text


def test_a_draft_or_a_period_that_is_not_the_office_s_is_not_there(client):
    period = counted(PeriodState.PUBLISHED)
    draft = a_draft()
    by = someone_of(*ASSESSOR)

    assert seen(client, by, f"{PAGE}?draft={draft.pk}&period={period.pk}").status_code == 200
    assert seen(client, by, f"{PAGE}?draft={period.pk}").status_code == 404
    assert seen(client, by, f"{PAGE}?period=nothing").status_code == 404

"""我的工作台: dues of an assessment lead to what answers them, and to no page that is not there."""

import pytest
from django.urls import reverse

from luoshi.dues.titles import title_words
from tests.assessment.steps import S, a_period_at, lodged, of_the_office
from tests.shell.pages import sign_in
from tests.world import someone_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


def leads(client, by, name, *about):
    """Tell whether the desk leads there, and whether the page is there for this post."""
    address = reverse(f"assessment:{name}", args=about)
    shown = sign_in(client, by).get(reverse("shell:desk")).text
    return f'href="{address}"' in shown, client.get(address).status_code


@pytest.mark.parametrize(
    ("unit", "title", "name"),
    [
        ("岚溪县", "县长", "self_report"),
        ("岚溪县", "联络员", "steps"),
        ("市统计局", "承办人", "figure_entry"),
    ],
)
def test_what_a_unit_owes_leads_to_its_answer(client, unit, title, name):
    period = a_period_at(S.SELF_REPORTING)

    assert leads(client, someone_of(unit, title), name, period.pk) == (True, 200)


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "2026年二季度考核·自评"), ("en", "Q2 2026 assessment · Self-report")],
)
def test_a_due_says_its_period_as_people_do_to_each_in_their_own_language(client, language, said):
    a_period_at(S.SELF_REPORTING)
    sign_in(client, someone_of("岚溪县", "县长"))

    shown = client.get(reverse("shell:desk"), headers={"accept-language": language}).text

    assert (said in shown, "2026-Q2考核" in shown) == (True, False)


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("2026-10考核·审核", "2026年10月考核·审核"),
        ("2026考核·报送并核定指标数据", "2026年度考核·报送并核定指标数据"),
        ("2026-Q4考核·通报", "2026年四季度考核·通报"),
    ],
)
def test_a_month_a_quarter_and_a_year_are_said_in_the_title_of_a_due(kept, said):
    assert title_words("period", kept) == said


def test_what_another_room_named_is_told_as_it_is_kept():
    assert title_words("matter", "2026-Q4考核·通报") == "2026-Q4考核·通报"


def test_an_assessor_is_led_to_the_check(client):
    checked = a_period_at(S.CHECKING)

    assert leads(client, of_the_office("复核员"), "checks", checked.pk) == (True, 200)


def test_an_appeal_stands_on_the_desk_of_the_office(client):
    appeal = lodged(a_period_at(S.PUBLICITY))

    assert leads(client, of_the_office("复核员"), "appeal", appeal.pk) == (True, 200)
    assert leads(client, of_the_office("主任"), "appeal", appeal.pk) == (True, 200)
    assert leads(client, someone_of("市统计局", "局长"), "appeal", appeal.pk) == (False, 404)


def test_staff_fill_in_what_their_head_signs(client):
    a_period_at(S.COLLECTING)

    shown = {
        title: sign_in(client, someone_of("市统计局", title)).get(reverse("shell:desk")).text
        for title in ("承办人", "局长")
    }

    assert ("核定数据" in shown["承办人"], "核定数据" in shown["局长"]) == (False, True)

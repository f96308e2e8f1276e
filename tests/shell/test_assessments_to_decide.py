"""待我决定 and the numbers beside the pages: what of an assessment waits for whom."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.assessment.models import CatalogueRule, Figure, Period
from luoshi.assessment.operations import adjusting, figures, periods
from luoshi.shell.navigation import counts_for
from tests.assessed import a_scheme
from tests.assessment.steps import (
    APPROVED,
    DURING_PUBLICITY,
    OPENED,
    S,
    a_period_at,
    lodged,
    of_the_office,
    opinion,
    the_indicator,
    the_leader,
)
from tests.shell.pages import main_of, sign_in
from tests.world import nine_on, someone_of, unit_named

pytestmark = pytest.mark.django_db
SOURCE = "市统计局"


def counted(by, page):
    """Return the number beside a page of somebody's navigation; None where it has none."""
    return counts_for(by, nine_on(7, 30)).get(page)


def decided_by(client, by):
    return main_of(sign_in(client, by).get("/decide/"))


def proposed(period, code, title="考核员"):
    rule = CatalogueRule.objects.get(scheme=period.scheme_id, code=code)
    what = adjusting.Proposed(
        unit_named("岚溪县"), rule, "较大事故一起", Decimal(1), "澄委〔2026〕9号"
    )
    return adjusting.propose(period, what, by=of_the_office(title), at=DURING_PUBLICITY)


def test_results_put_up_stand_before_every_leader_and_lead_to_their_approval(client):
    period = a_period_at(S.APPROVING)
    mayor = someone_of("市政府", "市长")

    page = decided_by(client, mayor)

    assert "有1件等您决定" in page
    assert "2026年二季度考核结果" in page
    assert f'href="/assess/periods/{period.pk}/"' in page
    assert 'value="approve"' in client.get(f"/assess/periods/{period.pk}/").text
    assert [counted(by, "decide") for by in (mayor, the_leader())] == [1, 1]


def test_what_one_leader_approved_waits_for_no_other(client):
    period = a_period_at(S.APPROVING)

    periods.approve(period, by=the_leader(), at=APPROVED)

    assert counted(someone_of("市政府", "市长"), "decide") == 0
    assert "没有等您决定的" in decided_by(client, someone_of("市政府", "市长"))


def test_results_are_not_put_before_whoever_does_not_approve_them(client):
    a_period_at(S.APPROVING)
    secretary = someone_of("市政府办公室", "秘书长")

    assert counted(secretary, "decide") == 0
    assert "待审定的考核结果" not in decided_by(client, secretary)


def test_a_veto_stands_before_the_leaders_and_points_do_not(client):
    period = a_period_at(S.CHECKING)
    proposed(period, "BRIGHT")
    assert counted(the_leader(), "decide") == 0

    proposed(period, "VETO")
    page = decided_by(client, the_leader())

    assert counted(the_leader(), "decide") == 1
    assert "重大安全事故" in page
    assert "较大事故一起" in page
    address = f"/assess/periods/{period.pk}/adjustments/?state=PROPOSED"
    assert f'href="{address}"' in page
    assert 'value="confirm"' in client.get(address).text


def test_results_of_many_periods_ask_no_more_than_those_of_one(client):
    a_period_at(S.APPROVING)
    sign_in(client, the_leader())
    with CaptureQueriesContext(connection) as one:
        decided_by(client, the_leader())
    scheme = Period.objects.get().scheme
    for label in ("2026-05", "2026-06"):
        other = periods.open_period(scheme, label, by=of_the_office("考核员"), at=OPENED)
        Period.objects.filter(pk=other.pk).update(state=S.APPROVING)
    with CaptureQueriesContext(connection) as many:
        page = decided_by(client, the_leader())

    assert "有3件等您决定" in page
    assert len(many) <= len(one)


def test_figures_to_enter_are_counted_beside_the_page_of_those_who_enter_them():
    scheme = a_scheme()
    period = periods.open_period(scheme, "2026-Q2", by=of_the_office("考核员"), at=OPENED)
    typist = someone_of(SOURCE, "承办人")
    asked = 3 * 11 + 3 * 3
    assert counted(typist, "figures") == asked
    assert counted(someone_of("市住建局", "承办人"), "figures") == 0

    line = the_indicator(period)
    typed = [figures.Typed(line, unit_named("岚溪县"), Decimal(90))]
    figures.enter(period, typed, by=typist, at=DURING_PUBLICITY)
    assert counted(typist, "figures") == asked - 1

    entered = Figure.objects.get()
    head = someone_of(SOURCE, "局长")
    figures.send_back(entered, by=head, at=DURING_PUBLICITY, reason="口径不符")
    assert counted(typist, "figures") == asked


def test_appeals_are_counted_beside_the_page_of_those_who_may_still_decide():
    period = a_period_at(S.PUBLICITY)
    assert counted(of_the_office("复核员"), "appeals") == 0
    appeal = lodged(period)
    # 计分员 computed the period and 考核员 agreed to the score: neither decides.
    assert [counted(of_the_office(one), "appeals") for one in ("计分员", "考核员")] == [0, 0]
    assert counted(of_the_office("复核员"), "appeals") == 1

    opinion(appeal, "复核员")

    assert counted(of_the_office("复核员"), "appeals") == 0
    assert counted(of_the_office("复审员"), "appeals") == 1


def test_points_to_confirm_are_counted_beside_the_periods_of_another_hand_than_the_proposers():
    proposed(a_period_at(S.CHECKING), "BRIGHT")

    assert counted(of_the_office("考核员"), "periods") == 0
    assert counted(of_the_office("复核员"), "periods") == 1


def test_nobody_confirms_or_decides_once_results_are_put_up():
    period = a_period_at(S.PUBLICITY)
    proposed(period, "VETO")
    lodged(period)
    Period.objects.update(state=S.APPROVED)

    assert counted(the_leader(), "decide") == 0
    assert counted(of_the_office("复核员"), "appeals") == 0

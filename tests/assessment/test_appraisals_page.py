"""评议的页面: slips shown once, a ballot without sign-in, paper, results, who sees what."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from luoshi.assessment.appraisal_terms import AppraisalState, Choice
from luoshi.assessment.models import Appraisal, BallotToken, Figure, Tally
from luoshi.organisation.models import Person
from luoshi.timelimits.here import day_here
from tests.assessed import a_period, a_scheme
from tests.assessment.asked import SATISFIED, a_closed, a_draft, an_appraisal, assessor, head, vote
from tests.assessment.test_take_over_an_appraisal import an_indicator
from tests.shell.pages import alerts, sign_in
from tests.world import someone_of

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://testserver(/ballot/[0-9a-z-]+/)")


@pytest.fixture
def later():
    return day_here(now()) + timedelta(days=30)


def address(name, *args):
    return reverse(f"assessment:{name}", args=args)


def once(**more):
    return {"once": str(uuid4())} | more


def rated(appraisal, choice):
    return {f"unit-{pk}": choice for pk in appraisal.appraised.values_list("pk", flat=True)}


def typed(later, **more):
    return {
        "title": "2026年度民主评议", "kind": "DEMOCRATIC", "scale": "SATISFACTION",
        "question": "是否满意？", "units": "市住建局、市发改委", "span": "2026",
        "until": later.isoformat(), "voters": "服务对象", "paper_issued": "", "least": "",
    } | more  # fmt: skip


def test_an_appraisal_goes_from_the_draft_to_its_results_on_the_pages(client, later):
    sign_in(client, assessor())
    client.post(address("new_appraisal"), typed(later))
    made = Appraisal.objects.get()
    slips = client.post(address("ballot_slips", made.pk), once(number="6"))
    links = sorted(set(LINK.findall(slips.text)))
    client.post(address("move_appraisal", made.pk), once(verdict="open"))

    for link in links:
        there = Client().post(link, rated(made, "satisfied"))
        assert there.url == link
    client.post(address("move_appraisal", made.pk), once(verdict="close"))

    page = client.get(address("appraisal", made.pk))
    assert len(links) == 6
    assert "发出6张，收回6张，回收率100.00%" in page.text
    assert page.text.count("建议通报表扬、授牌") == 2


def test_links_are_shown_once(client):
    made = a_draft()
    sign_in(client, assessor())
    given = once(number="2")

    first = client.post(address("ballot_slips", made.pk), given)
    again = client.post(address("ballot_slips", made.pk), given, follow=True)

    assert (len(set(LINK.findall(first.text))), LINK.findall(again.text)) == (2, [])
    assert "no-store" in first["Cache-Control"]
    assert BallotToken.objects.count() == 2


def test_what_was_typed_survives_a_unit_nobody_knows(client, later):
    sign_in(client, assessor())

    page = client.post(address("new_appraisal"), typed(later, units="市住建局、市火星局"))

    assert page.status_code == 422
    assert "有1个名称不认得：市火星局" in page.text
    assert 'value="2026年度民主评议"' in page.text


def test_a_ballot_needs_no_sign_in_and_thanks(client, later):
    made, [token] = an_appraisal(1, until=later)
    link = address("ballot", token)

    asked = client.get(link)
    thanked = client.post(link, rated(made, "satisfied"), follow=True)

    assert made.question in asked.text
    assert " checked" not in asked.text
    assert "这张票已经投出，谢谢" in thanked.text
    assert "no-store" in thanked["Cache-Control"]


def test_a_ballot_keeps_what_was_chosen_when_a_unit_is_left_out(client, later):
    made, [token] = an_appraisal(1, until=later)
    first, *_others = rated(made, "basically")

    page = client.post(address("ballot", token), {first: "basically"})

    assert page.status_code == 422
    assert re.findall(r'value="(\w+)"[^>]* checked', page.text) == ["basically"]
    assert "有2处需要改：" in page.text
    assert not BallotToken.objects.get().used


def test_a_second_ballot_by_the_same_link_is_refused(client, later):
    made, [token] = an_appraisal(1, until=later)
    client.post(address("ballot", token), rated(made, "satisfied"))

    page = client.post(address("ballot", token), rated(made, "dissatisfied"))

    assert (page.status_code, alerts(page)) == (409, ["这张票已经投出"])
    assert not Tally.objects.filter(choice=Choice.DISSATISFIED, by_link__gt=0).exists()


def test_a_link_nobody_made_is_not_there(client):
    assert client.get("/ballot/2222-3333-4444-5555/").status_code == 404


def test_a_person_without_a_post_may_vote_too(client, later):
    made, [token] = an_appraisal(1, until=later)
    client.force_login(Person.objects.create(username="unplaced", name="待任"),
                       backend="django.contrib.auth.backends.ModelBackend")  # fmt: skip

    page = client.post(address("ballot", token), rated(made, "satisfied"), follow=True)

    assert "这张票已经投出，谢谢" in page.text


def test_paper_is_typed_twice_and_the_second_sees_no_number_of_the_first(client, later):
    made, _tokens = an_appraisal(0, paper_issued=7, until=later)
    rows = list(made.appraised.values_list("pk", flat=True))
    given = {f"{choice}-{row}": number for row in rows for choice, number in
             zip(("satisfied", "basically", "dissatisfied", "unknown"), (4, 1, 1, 0),
                 strict=True)}  # fmt: skip
    there = address("paper_count", made.pk)

    sign_in(client, assessor()).post(there, once(returned="6", **given))
    sign_in(client, assessor("复核员"))
    blind = client.get(there)
    differ = client.post(
        there,
        once(returned="6", **(given | {f"satisfied-{rows[0]}": "3", f"basically-{rows[0]}": "2"})),
    )
    same = client.post(there, once(returned="6", **given), follow=True)

    assert "市考核办考核员" in blind.text or "已录入" in blind.text
    assert re.findall(r'type="number"[^>]*value="\d', blind.text) == []
    assert differ.status_code == 409
    assert alerts(differ)[0].startswith("与第一次录入不一致：")
    assert "两次录入一致，纸质票已计入" in same.text


def test_the_ballot_is_printed_for_paper_and_for_nobody_who_has_none(client, later):
    on_paper, _tokens = an_appraisal(0, paper_issued=7, until=later)
    by_link, _tokens = an_appraisal(3, title="网上评议", until=later)
    sign_in(client, assessor())

    sheet = client.get(address("ballot_sheet", on_paper.pk))

    # Three units, four answers to each.
    assert (sheet.text.count("□</td>"), "按 A4 纸打印7份" in sheet.text) == (12, True)
    assert address("ballot_sheet", on_paper.pk) in client.get(
        address("appraisal", on_paper.pk)
    ).text  # fmt: skip
    assert client.get(address("ballot_sheet", by_link.pk)).status_code == 404
    sign_in(client, head())
    assert client.get(address("ballot_sheet", on_paper.pk)).status_code == 404


def test_a_unit_sees_its_own_result_and_no_proposal(client):
    made = a_closed(SATISFIED)
    sign_in(client, someone_of("市住建局", "局长"))

    page = client.get(address("appraisal", made.pk))

    assert "市住建局" in page.text
    assert ("市发改委" in page.text, "建议通报表扬" in page.text) == (False, False)
    assert "回收率93.55%" in page.text


@pytest.mark.parametrize(
    ("unit", "title"),
    [
        ("市财政局", "局长"),
        ("市政府督查室", "主任"),
        ("市审计局", "观察员"),
        ("市统计局", "核查员"),
    ],
)
def test_nobody_else_finds_it(client, unit, title):
    made = a_closed(SATISFIED)
    sign_in(client, someone_of(unit, title))

    assert client.get(address("appraisal", made.pk)).status_code == 404


def test_a_unit_finds_nothing_before_the_close_and_leaders_no_links(client, later):
    made, tokens = an_appraisal(3, until=later)
    vote(tokens[0], Choice.SATISFIED, at=now())

    unit = sign_in(client, someone_of("市住建局", "局长")).get(address("appraisal", made.pk))
    leader = sign_in(client, someone_of("市政府", "市长")).get(address("appraisal", made.pk))
    slips = client.post(address("ballot_slips", made.pk), once(number="1"))

    assert unit.status_code == 404
    assert (leader.status_code, "生成票号" in leader.text, "满意率" in leader.text) == (
        200, False, False,
    )  # fmt: skip
    assert (slips.status_code, alerts(slips)) == (409, ["生成票号须由考核办考核员办理"])


def test_too_few_votes_show_no_number(client):
    made = a_closed({"satisfied": 3, "dissatisfied": 1})
    sign_in(client, assessor())

    page = client.get(address("appraisal", made.pk))

    assert page.text.count("有效票少于5张，不显示") == 3
    assert "不满意 1" not in page.text


def test_the_head_takes_the_result_over_on_the_page(client):
    period = a_period(a_scheme())
    line, made = an_indicator(period), a_closed(SATISFIED)
    given = {"lines": [f"{period.pk} {line.pk}"]}
    there = address("take_over", made.pk)

    refused = sign_in(client, assessor()).post(there, once(**given))
    sign_in(client, head())
    empty = client.post(there, once())
    taken = client.post(there, once(**given), follow=True)

    assert (refused.status_code, alerts(refused)) == (409, ["采用评议结果须由考核办主要负责人办理"])
    assert empty.status_code == 422
    assert "评议结果已作为指标值" in taken.text
    assert Figure.objects.filter(indicator=line, current=True).count() == 1


def test_a_draft_is_given_up_on_the_page(client):
    made = a_draft()
    sign_in(client, assessor())

    client.post(address("move_appraisal", made.pk), once(verdict="withdraw"))

    made.refresh_from_db()
    assert made.state == AppraisalState.WITHDRAWN
    assert client.post(address("edit_appraisal", made.pk), {}).status_code == 422

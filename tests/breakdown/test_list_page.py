"""责任清单: read as one table, decided by the director, handed out as notices."""

import re

import pytest
from django.urls import reverse

from luoshi.breakdown.models import IssueNotice, Matter, MatterList
from luoshi.breakdown.operations.matters import Acceptance, sign
from luoshi.breakdown.terms import ListState, MatterState
from luoshi.papers.cells import Column, Kind
from luoshi.papers.sheets import read_rows
from luoshi.timelimits.days import day_of
from luoshi.trail.models import ReadLog
from tests.breakdown.given import (
    LINES,
    approved,
    asked_for,
    director,
    document,
    issued,
    let_in,
    officer,
    settled,
    still_ahead,
    submitted,
)
from tests.world import TUESDAY_NINE, someone_of

pytestmark = pytest.mark.django_db


def at(name, matters):
    return reverse(f"breakdown:{name}", args=[matters.pk])


def alert_on(response):
    found = re.search(r'role="alert"[^>]*>.*?<span>(.*?)</span>', response.content.decode(), re.S)
    return found and found[1].strip()


def test_the_list_stands_by_lead_unit_in_official_order(client):
    matters = settled()
    let_in(client, officer())

    lines = [line for line, _reason in client.get(at("list", matters)).context["lines"]]

    assert [(line.lead, line.title, line.assist) for line in lines] == [
        ("澄川市发展和改革委员会", "制定城市更新项目清单", "市财政局"),
        ("澄川市住房和城乡建设局", "改造老旧小区126个", "市财政局"),
        ("澄川市住房和城乡建设局", "建成口袋公园20处", ""),
    ]


def test_the_director_approves_with_a_basis_and_every_matter_gets_its_number(client):
    matters = still_ahead(submitted())
    let_in(client, director())

    answer = client.post(at("approve", matters), {"basis": "市政府第12次常务会议"})

    matters.refresh_from_db()
    assert answer.url == at("list", matters)
    assert (matters.state, matters.basis) == (ListState.APPROVED, "市政府第12次常务会议")
    assert sorted(Matter.objects.values_list("number", flat=True)) == [
        f"澄政督{day_of(matters.approved_at).year}-000{n}" for n in (1, 2, 3)
    ]


def test_the_paper_itself_is_put_forward_as_the_basis(client):
    matters = submitted()
    let_in(client, director())

    page = client.get(at("list", matters))

    paper = matters.document
    assert page.context["basis"]["basis"].value() == f"《{paper.title}》（{paper.document_number}）"


def test_without_a_basis_nothing_is_set_up_and_the_reasons_typed_stay(client):
    matters = submitted()
    draft = matters.drafts.get(title="建成口袋公园20处")
    let_in(client, director())

    response = client.post(at("approve", matters), {"basis": "", f"refuse-{draft.pk}": "已在办"})

    reasons = {line.id: reason for line, reason in response.context["lines"] if reason}
    assert response.status_code == 409
    assert alert_on(response) == "没有立项依据的事项不得立项，请填写依据"
    assert reasons == {draft.pk: "已在办"}
    assert Matter.objects.count() == 0


def test_single_matters_are_refused_with_a_reason(client):
    matters = still_ahead(submitted())
    draft = matters.drafts.get(title="建成口袋公园20处")
    let_in(client, director())

    client.post(at("approve", matters), {"basis": "常务会议", f"refuse-{draft.pk}": "已在办"})

    refused = Matter.objects.get(title="建成口袋公园20处")
    assert (refused.state, refused.number) == (MatterState.NOT_OPENED, "")
    assert Matter.objects.filter(state=MatterState.REGISTERED).count() == 2


def test_the_director_sends_a_list_back_with_the_reason(client):
    matters = submitted()
    let_in(client, director())

    refused = client.post(at("send_back", matters), {"reason": ""})
    client.post(at("send_back", matters), {"reason": "第1项完成标准不具体"})

    matters.refresh_from_db()
    assert (refused.status_code, alert_on(refused)) == (409, "请写明理由")
    assert (matters.state, matters.returned_note) == (ListState.DRAFTING, "第1项完成标准不具体")


def test_issuing_sends_one_notice_to_each_unit(client):
    matters = approved()
    let_in(client, director())

    client.post(at("issue", matters))
    page = client.get(at("list", matters))

    assert [(one.unit.name, one.rows, one.signed) for one in page.context["notices"]] == [
        ("澄川市发展和改革委员会", 1, 0),
        ("澄川市财政局", 2, 0),
        ("澄川市住房和城乡建设局", 2, 0),
    ]


def test_the_same_press_twice_issues_once(client):
    matters = approved()
    let_in(client, director())

    first = client.post(at("issue", matters), {"once": "k1"})
    again = client.post(at("issue", matters), {"once": "k1"})

    assert (first.status_code, again.status_code) == (302, 302)
    assert IssueNotice.objects.count() == 3


def test_receipts_are_counted_on_the_list(client):
    matters = issued()
    notice = IssueNotice.objects.get(unit__name="澄川市发展和改革委员会")
    sign(notice, by=someone_of("市发改委", "联络员"), at=TUESDAY_NINE, receipt=Acceptance("综合科"))
    let_in(client, officer())

    notices = client.get(at("list", matters)).context["notices"]

    assert [(one.rows, one.signed) for one in notices] == [(1, 1), (2, 0), (2, 0)]


@pytest.mark.parametrize(
    ("deed", "whose"),
    [
        ("approve", "立项审批须由按签发权限签发该清单的领导或督查室主任办理"),
        ("send_back", "退回修改须由负责该清单的督查室主任办理"),
    ],
)
def test_an_officer_sees_no_decision_to_make_and_is_refused_one(client, deed, whose):
    matters = submitted()
    let_in(client, officer())

    page = client.get(at("list", matters))
    pressed = client.post(at(deed, matters), {"basis": "常务会议", "reason": "不清楚"})

    assert page.context["matters"].open == set()
    assert pressed.status_code == 409
    assert alert_on(pressed) == whose
    assert MatterList.objects.get(pk=matters.pk).state == ListState.SUBMITTED


@pytest.mark.parametrize(
    ("unit", "post"), [("市委督查室", "主任"), ("市住建局", "局长"), ("市审计局", "观察员")]
)
def test_a_list_is_not_there_for_others(client, unit, post):
    matters = issued()
    let_in(client, someone_of(unit, post))

    assert client.get(at("list", matters)).status_code == 404
    assert client.get(at("list_excel", matters)).status_code == 404
    assert client.post(at("issue", matters)).status_code == 404


def test_the_list_goes_out_to_excel_and_the_export_is_noted(client):
    matters = issued()
    by = let_in(client, officer())

    response = client.get(at("list_excel", matters))

    columns = [
        Column("title", "事项"),
        Column("lead", "牵头单位"),
        Column("due_date", "完成时限", Kind.DATE),
    ]
    sheet = read_rows(response.content, columns)
    assert sorted((row.text("title"), row["due_date"]) for row in sheet.rows) == sorted(
        (title, due) for title, _lead, _assist, due in LINES
    )
    noted = ReadLog.objects.get()
    assert (noted.person_id, noted.about_kind, noted.what) == (by.person_id, "matterlist", "excel")


def test_the_page_asks_the_database_as_often_for_one_matter_as_for_three(client):
    alone = issued(LINES[0], paper=document())
    three = issued(
        *((f"{title}（二期）", *rest) for title, *rest in LINES), paper=document(title="二期")
    )
    let_in(client, director())

    numbers = [asked_for(client, at("list", matters)) for matters in (alone, three)]
    assert numbers[0] == numbers[1]

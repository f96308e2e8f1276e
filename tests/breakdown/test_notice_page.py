"""督查通知单: read and signed for by the unit it was sent to."""

import re

import pytest
from django.urls import reverse

from luoshi.breakdown.models import IssueNotice, Matter, Receipt
from luoshi.breakdown.operations.matters import sign
from luoshi.breakdown.terms import MatterState
from tests.breakdown.given import LINES, asked_for, document, issued, let_in, officer
from tests.road import a_document, an_issued_list
from tests.world import TUESDAY_NINE, someone_of

pytestmark = pytest.mark.django_db
RECEIPT = {"section": "城建科", "handler": "程立夏 0555-2130001", "plan": "本周排定施工计划"}


def liaison():
    return someone_of("市住建局", "联络员")


def sent_to(unit="澄川市住房和城乡建设局"):
    return IssueNotice.objects.get(unit__name=unit)


def page_of(notice):
    return reverse("breakdown:notice", args=[notice.pk])


def sign_at(notice):
    return reverse("breakdown:sign", args=[notice.pk])


def alert_on(response):
    found = re.search(r'role="alert"[^>]*>.*?<span>(.*?)</span>', response.content.decode(), re.S)
    return found and found[1].strip()


def test_the_notice_carries_all_the_units_matters_and_offers_all_to_be_signed(client):
    issued()
    notice = sent_to()
    let_in(client, liaison())

    page = client.get(page_of(notice))

    titles = [part.matter.title for part in page.context["rows"]]
    assert titles == ["改造老旧小区126个", "建成口袋公园20处"]
    assert page.context["ticked"] == {str(part.pk) for part in page.context["rows"]}


@pytest.mark.parametrize(
    ("unit", "title", "joint", "status"),
    [
        ("市政府督查室", "核查员", False, 200),
        ("市政府办公室", "秘书长", False, 200),
        ("市委督查室", "督查员", True, 200),
        ("市委督查室", "督查员", False, 404),
        ("市政府办公室", "系统管理员", False, 404),
        ("市政府", "副市长", False, 404),
        ("市发改委", "联络员", False, 404),
    ],
)
def test_who_reads_the_list_reads_its_notices_and_nobody_else(client, unit, title, joint, status):
    an_issued_list(document=a_document(joint=joint))
    let_in(client, someone_of(unit, title))

    assert client.get(page_of(sent_to())).status_code == status


def test_a_unit_signs_for_all_at_once(client):
    issued()
    notice = sent_to()
    let_in(client, liaison())

    answer = client.post(sign_at(notice), {"rows": [p.pk for p in notice.parts.all()], **RECEIPT})

    made = Receipt.objects.filter(notice=notice)
    assert answer.url == page_of(notice)
    assert {(one.section, one.handler, one.plan) for one in made} == {tuple(RECEIPT.values())}
    assert {part.matter.state for part in notice.parts.all()} == {MatterState.IN_PROGRESS}


def test_a_unit_signs_row_by_row(client):
    issued()
    notice = sent_to()
    first, second = notice.parts.order_by("matter__number")
    let_in(client, liaison())

    client.post(sign_at(notice), {"rows": [first.pk], **RECEIPT})
    page = client.get(page_of(notice))

    assert [part.pk for part in page.context["waiting"]] == [second.pk]
    assert Matter.objects.get(pk=second.matter_id).state == MatterState.ASSIGNED


def test_a_receipt_names_the_section_and_the_handler_and_keeps_what_was_typed(client):
    issued()
    notice = sent_to()
    first = notice.parts.order_by("matter__number")[0]
    let_in(client, liaison())

    response = client.post(
        sign_at(notice), {"rows": [first.pk], "section": "", "plan": "本周排定施工计划"}
    )

    form = response.context["form"]
    assert response.status_code == 422
    assert sorted(form.errors) == ["handler", "section"]
    assert form["plan"].value() == "本周排定施工计划"
    assert response.context["ticked"] == {str(first.pk)}
    assert Receipt.objects.count() == 0


def test_signing_what_was_signed_already_is_refused_with_the_sentence(client):
    issued()
    notice = sent_to()
    rows = [part.pk for part in notice.parts.all()]
    sign(notice, by=someone_of("市住建局", "局长"), at=TUESDAY_NINE)
    let_in(client, liaison())

    response = client.post(sign_at(notice), {"rows": rows, **RECEIPT})

    assert (response.status_code, alert_on(response)) == (409, "该通知单已签收")
    assert Receipt.objects.filter(section="城建科").count() == 0


def test_the_same_press_twice_gives_the_first_answer(client):
    issued()
    notice = sent_to()
    said = {"rows": [part.pk for part in notice.parts.all()], "once": "k1", **RECEIPT}
    let_in(client, liaison())

    first, again = client.post(sign_at(notice), said), client.post(sign_at(notice), said)

    assert (first.status_code, again.status_code) == (302, 302)
    assert Receipt.objects.filter(notice=notice).count() == 2


def test_a_handler_reads_the_notice_but_may_not_sign(client):
    issued()
    notice = sent_to()
    let_in(client, someone_of("市住建局", "承办人"))

    page = client.get(page_of(notice))
    pressed = client.post(
        sign_at(notice), {"rows": [part.pk for part in notice.parts.all()], **RECEIPT}
    )

    assert page.context["form"] is None
    assert pressed.status_code == 409
    assert alert_on(pressed) == "签收须由主送单位的联络员或主要负责人办理"


def test_the_issuing_room_sees_the_receipts(client):
    issued()
    notice = sent_to()
    sign(notice, by=liaison(), at=TUESDAY_NINE)
    let_in(client, officer())

    page = client.get(page_of(notice))

    assert page.context["waiting"] == []
    assert {part.receipt.signer_name for part in page.context["rows"]} == {"市住建局联络员"}


@pytest.mark.parametrize(
    ("unit", "post"),
    [("市发改委", "联络员"), ("市委督查室", "主任"), ("市审计局", "观察员"), ("岚溪县", "县长")],
)
def test_a_notice_is_not_there_for_others(client, unit, post):
    issued()
    notice = sent_to()
    let_in(client, someone_of(unit, post))

    seen = client.get(page_of(notice))
    pressed = client.post(sign_at(notice), {"rows": [notice.parts.first().pk], **RECEIPT})

    assert (seen.status_code, pressed.status_code) == (404, 404)
    assert Receipt.objects.count() == 0


def test_a_unit_finds_its_own_notices_in_one_place(client):
    issued()
    let_in(client, someone_of("市财政局", "联络员"))

    page = client.get(reverse("breakdown:notices"))

    assert [(one.unit.name, one.rows) for one in page.context["page"]] == [("澄川市财政局", 2)]


def test_the_pages_ask_the_database_as_often_for_one_matter_as_for_three(client):
    title, lead, _assist, due = LINES[0]
    issued((title, lead, (), due), paper=document())
    three = [(f"{title}（{n}片区）", lead, (), due) for n in "一二三"]
    issued(*three, paper=document(title="二期"))
    let_in(client, liaison())

    notices = IssueNotice.objects.order_by("number")
    assert [notice.parts.count() for notice in notices] == [1, 3]
    numbers = [asked_for(client, page_of(notice)) for notice in notices]
    assert numbers[0] == numbers[1]

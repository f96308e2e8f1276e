"""批量办理: many matters, one press; each its own deed, its own entry, its own answer."""

import re
from datetime import date

import pytest
from django.urls import reverse

from luoshi.breakdown import many
from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import matters
from luoshi.organisation.models import Post
from luoshi.reporting.operations import leaders
from luoshi.trail.models import Entry
from tests.breakdown.given import approved, director, issued, let_in, officer
from tests.breakdown.given import document as paper
from tests.road import S, a_matter
from tests.world import TUESDAY_NINE, someone_of

pytestmark = pytest.mark.django_db
NEVER = date(2098, 6, 30)
SAID = {"section": "城建科", "handler": "施工 0000-1234"}


def looked(response):
    """What the preview says of each matter."""
    return {one.matter.title: one.refused for one in response.context["looks"]}


def became(response):
    return {one.matter.title: one.refused for one in response.context["results"]}


def pressed(client, deed, matters, **said):
    """Go by way of the preview, as a person does: its key comes along."""
    shown = client.post(
        reverse("breakdown:bulk"), {"deed": deed, "sel": [one.pk for one in matters]}
    )
    key = re.search(r'name="once" value="([^"]+)"', shown.content.decode())[1]
    given = {"deed": deed, "sel": [one.pk for one in matters], "once": key, **said}
    return given, client.post(reverse("breakdown:bulk_do"), given)


def two_to_sign_and_one_that_is_another_units():
    issued(
        ("建成城市书房10个", "市住建局", (), NEVER),
        ("建成口袋公园20处", "市住建局", (), NEVER),
        ("清理拖欠账款", "市财政局", ("市住建局",), NEVER),
    )
    return list(Matter.objects.order_by("number"))


def test_what_can_be_done_and_what_cannot_is_said_before_anything_is_done(client):
    matters = two_to_sign_and_one_that_is_another_units()
    let_in(client, someone_of("市住建局", "联络员"))
    before = Entry.objects.count()

    page = client.post(
        reverse("breakdown:bulk"), {"deed": "sign", "sel": [one.pk for one in matters]}
    )

    assert looked(page) == {
        "建成城市书房10个": "",
        "建成口袋公园20处": "",
        "清理拖欠账款": "签收须由牵头单位的联络员或主要负责人办理",
    }
    assert "签收：2项可办，1项不可" in page.content.decode()
    assert Entry.objects.count() == before


def test_each_matter_is_done_by_itself_with_an_entry_of_its_own(client):
    matters = two_to_sign_and_one_that_is_another_units()
    let_in(client, someone_of("市住建局", "联络员"))

    _given, page = pressed(client, "sign", matters, **SAID)

    states = dict(Matter.objects.values_list("title", "state"))
    assert became(page) == {
        "建成城市书房10个": "",
        "建成口袋公园20处": "",
        "清理拖欠账款": "签收须由主送单位的联络员或主要负责人办理",
    }
    assert states == {
        "建成城市书房10个": S.IN_PROGRESS,
        "建成口袋公园20处": S.IN_PROGRESS,
        "清理拖欠账款": S.ASSIGNED,
    }
    assert Entry.objects.filter(deed="matter.sign").count() == 2


def test_pressed_twice_each_is_done_once_and_answers_the_same(client):
    matters = two_to_sign_and_one_that_is_another_units()[:2]
    let_in(client, someone_of("市住建局", "联络员"))
    given, first = pressed(client, "sign", matters, **SAID)

    second = client.post(reverse("breakdown:bulk_do"), given)

    assert became(second) == became(first) == {one.title: "" for one in matters}
    assert Entry.objects.filter(deed="matter.sign").count() == 2


def test_a_text_that_is_needed_is_asked_for_again(client):
    matters = two_to_sign_and_one_that_is_another_units()
    let_in(client, someone_of("市住建局", "联络员"))

    _given, page = pressed(client, "sign", matters, section="城建科")

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["handler"]
    assert Matter.objects.filter(state=S.IN_PROGRESS).count() == 0


def test_the_director_writes_off_what_is_verified_and_is_told_of_the_rest(client):
    done = a_matter(S.COMPLETED)
    approved(("编制年度计划", "市发改委", (), NEVER), paper=paper(title="计划通知"))
    waiting = Matter.objects.exclude(pk=done.pk).get()
    let_in(client, director())

    _given, page = pressed(client, "write_off", [done, waiting])

    assert became(page)[done.title] == ""
    assert became(page)[waiting.title] == "本轮没有核查属实的记录，不能销号"
    assert Matter.objects.get(pk=done.pk).state == S.WRITTEN_OFF


def returned(matter):
    why = {"reason": "不归本局", "proposed_unit": "市水利局"}
    matters.return_(matter, by=someone_of("市住建局", "局长"), at=TUESDAY_NINE, **why)


def test_what_came_back_is_given_to_another_lead_and_the_rest_is_told_of_beforehand(client):
    back, going_on, _theirs = two_to_sign_and_one_that_is_another_units()
    returned(back)
    let_in(client, director())

    shown = client.post(
        reverse("breakdown:bulk"), {"deed": "reassign", "sel": [back.pk, going_on.pk]}
    )
    _given, page = pressed(
        client, "reassign", [back, going_on], lead="市财政局", reason="职责在财政"
    )

    assert looked(shown) == {
        back.title: "",
        going_on.title: "当前状态为“待签收”，不能重新交办",
    }
    assert became(page) == looked(shown)
    back.refresh_from_db()
    assert (back.state, back.lead.short_name) == (S.ASSIGNED, "市财政局")


@pytest.mark.parametrize(
    ("lead", "says"),
    [
        ("水利", "没有唯一的单位叫“水利”，请写单位全称"),
        ("市住建局", "重新交办须换一个牵头单位"),
    ],
)
def test_a_lead_that_is_no_unit_or_the_same_again_is_refused(client, lead, says):
    back, *_rest = two_to_sign_and_one_that_is_another_units()
    returned(back)
    let_in(client, director())

    _given, page = pressed(client, "reassign", [back], lead=lead, reason="职责不符")

    assert became(page) == {back.title: says}
    back.refresh_from_db()
    assert back.state == S.RETURNED


def test_what_a_leader_sent_into_another_round_is_issued_again(client):
    matter = a_matter(S.DECIDING)
    mayor = someone_of("市政府", "副市长")
    post = Post.objects.get(pk=mayor.post_id)
    leaders.submit(matter, post, by=director(), at=TUESDAY_NINE, opinion="核查属实")
    leaders.instruct(matter, by=mayor, at=TUESDAY_NINE, words="请再查支管", due_date=NEVER)
    approved(("编制年度计划", "市发改委", (), NEVER), paper=paper(title="计划通知"))
    waiting = Matter.objects.exclude(pk=matter.pk).get()
    let_in(client, director())

    _given, page = pressed(client, "reissue", [matter, waiting])

    assert became(page) == {
        matter.title: "",
        waiting.title: "当前状态为“已立项”，不能再次交办",
    }
    assert Matter.objects.get(pk=matter.pk).state == S.ASSIGNED


@pytest.mark.parametrize("deed", ["reassign", "reissue"])
def test_an_officer_gives_nothing_out_again(client, deed):
    two_to_sign_and_one_that_is_another_units()
    let_in(client, officer())

    assert client.post(reverse("breakdown:bulk"), {"deed": deed}).status_code == 404


def test_what_somebody_may_not_see_is_not_there_and_not_counted(client):
    hidden = two_to_sign_and_one_that_is_another_units()[1]
    let_in(client, someone_of("市财政局", "联络员"))

    page = client.post(reverse("breakdown:bulk"), {"deed": "sign", "sel": [hidden.pk]})

    assert page.status_code == 409
    assert hidden.title not in page.content.decode()


def test_a_deed_of_another_post_is_not_there(client):
    two_to_sign_and_one_that_is_another_units()
    let_in(client, officer())

    assert client.post(reverse("breakdown:bulk"), {"deed": "write_off"}).status_code == 404
    assert client.post(reverse("breakdown:bulk_do"), {"deed": "nothing"}).status_code == 404


def test_all_that_the_filters_leave_can_be_taken_at_once(client):
    two_to_sign_and_one_that_is_another_units()
    let_in(client, someone_of("市住建局", "联络员"))

    page = client.post(reverse("breakdown:bulk"), {"deed": "sign", "all": "1", "of": "q=公园"})

    assert looked(page) == {"建成口袋公园20处": ""}


def test_more_than_one_press_can_do_is_refused_in_a_sentence(client, monkeypatch):
    two_to_sign_and_one_that_is_another_units()
    monkeypatch.setattr(many, "MOST", 2)
    let_in(client, someone_of("市住建局", "联络员"))

    page = client.post(reverse("breakdown:bulk"), {"deed": "sign", "all": "1"})

    assert page.status_code == 409
    assert "一次最多办理2项，已选3项，请分批办理" in page.content.decode()

"""批量办理: many matters, one press; each its own deed, its own entry, its own answer."""

import re
from datetime import date

import pytest
from django.urls import reverse

from luoshi.breakdown import many
from luoshi.breakdown.models import Matter
from luoshi.trail.models import Entry
from tests.breakdown.given import approved, director, issued, let_in, officer
from tests.breakdown.given import document as paper
from tests.road import S, a_matter
from tests.world import someone_of

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

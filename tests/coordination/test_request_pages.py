"""延期与调整: the form, the queue, the page of a request, its paper; who finds nothing there."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from luoshi.breakdown.models import Matter
from luoshi.coordination.models import Request
from luoshi.coordination.operations import requests
from luoshi.shell import delivery
from luoshi.shell.models import Message
from luoshi.timelimits.here import day_here
from tests.coordination.asking import asked, more_time
from tests.road import ASSIST, LEAD, ROOM, S, a_matter, the
from tests.shell import pages
from tests.shell.pages import alerts, main_of
from tests.world import someone_of

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def sign_in(client, unit, title):
    return pages.sign_in(client, someone_of(unit, title))


def under_way():
    """A matter issued today, due in three months or on 30 September."""
    return a_matter(S.IN_PROGRESS, at=now())


def in_time(matter, days=10):
    """A request for ten days more, asked for today."""
    return asked(matter, more_time(matter.due_date + timedelta(days=days)), at=now())


def form_of(matter, **more):
    return {
        "once": str(uuid4()),
        "wanted_date": (matter.due_date + timedelta(days=10)).isoformat(),
        "ground": "PROCEDURE",
        "reason": "管线迁改手续未办完",
        "progress": "已完成9公里",
        "measures": "增加两个作业面",
        "safeguards": "每周调度一次",
    } | more


def the_form(matter, what="extension"):
    return reverse("coordination:ask_request", args=[matter.number, what])


def the_page(request):
    return reverse("coordination:request", args=[request.pk])


def test_the_head_asks_and_is_led_to_the_dossier_that_shows_it(client):
    matter = under_way()
    sign_in(client, LEAD, "局长")

    answer = client.post(the_form(matter), form_of(matter), follow=True)

    request = Request.objects.get()
    page = answer.content.decode()
    assert request.state == "SENT"
    assert "申请已报送，等待审批；审批期间时限照常计算" in page
    assert the_page(request) in main_of(answer)


def test_the_effect_is_shown_before_anything_is_asked(client):
    matter = under_way()
    sign_in(client, LEAD, "联络员")

    answer = client.post(the_form(matter), form_of(matter, preview="1"))

    page = main_of(answer)
    assert (answer.status_code, Request.objects.count()) == (200, 0)
    assert "延长10天" in page
    assert "按延期后的时限认定是否按期。" in page
    assert "另计延期一次，本轮为第1次。" in page
    assert "管线迁改手续未办完" in page


def test_a_form_without_a_reason_comes_back_with_what_was_typed(client):
    matter = under_way()
    sign_in(client, LEAD, "局长")

    answer = client.post(the_form(matter), form_of(matter, reason=""))

    assert answer.status_code == 422
    assert "增加两个作业面" in answer.content.decode()


def test_too_long_is_refused_in_place(client):
    matter = under_way()
    sign_in(client, LEAD, "局长")
    far = (matter.due_date + timedelta(days=31)).isoformat()

    answer = client.post(the_form(matter), form_of(matter, wanted_date=far))

    assert answer.status_code == 409
    assert "最迟可延至" in alerts(answer)[0]


@pytest.mark.parametrize("what", ["extension", "change", "suspension", "termination"])
def test_a_unit_beside_the_lead_sees_and_may_not(client, what):
    matter = under_way()
    sign_in(client, ASSIST, "局长")

    answer = client.get(the_form(matter, what))

    assert answer.status_code == 409
    assert "须由牵头单位办理" in alerts(answer)[0]


def test_of_something_else_nothing_can_be_asked(client):
    sign_in(client, LEAD, "局长")

    assert client.get(the_form(under_way(), "holiday")).status_code == 404


def test_the_director_finds_it_in_the_queue_and_on_the_desk_and_grants_it(client):
    matter = under_way()
    request = in_time(matter)
    sign_in(client, ROOM, "主任")
    queue = main_of(client.get(reverse("coordination:requests")))
    desk = main_of(client.get(reverse("shell:desk")))

    answer = client.post(the_page(request), {"once": str(uuid4()), "verdict": "grant"}, follow=True)

    now_due = Matter.objects.get(pk=matter.pk).due_date
    assert the_page(request) in queue
    assert the_page(request) in desk
    assert now_due == matter.due_date + timedelta(days=10)
    assert "已同意，并已办理" in answer.content.decode()


def test_a_refusal_without_a_reason_keeps_the_page(client):
    request = in_time(under_way())
    sign_in(client, ROOM, "主任")

    answer = client.post(the_page(request), {"once": str(uuid4()), "verdict": "refuse"})

    assert (answer.status_code, alerts(answer)[0]) == (409, "请写明理由")
    assert Request.objects.get().state == "SENT"


def test_both_answers_weigh_the_same(client):
    request = in_time(under_way())
    sign_in(client, ROOM, "主任")

    page = main_of(client.get(the_page(request)))

    for verdict in ("grant", "refuse"):
        assert f'<button class="btn flex-fill" name="verdict" value="{verdict}">' in page


def test_what_waits_inside_a_unit_is_nobody_elses_to_read(client):
    matter = under_way()
    request = asked(
        matter,
        more_time(matter.due_date + timedelta(days=10)),
        by=the("联络员", LEAD),
        at=now(),
    )
    sign_in(client, ROOM, "主任")

    assert client.get(the_page(request)).status_code == 404
    assert the_page(request) not in main_of(client.get(f"/matters/{matter.number}/"))
    assert the_page(request) not in main_of(client.get(reverse("coordination:requests")))


@pytest.mark.parametrize("who", [("市委督查室", "主任"), ("云渡县", "县长"), ("市发改委", "主任")])
def test_a_stranger_finds_nothing(client, who):
    request = in_time(under_way())
    sign_in(client, *who)

    assert client.get(the_page(request)).status_code == 404
    assert client.get(reverse("coordination:request_paper", args=[request.pk])).status_code == 404
    assert the_page(request) not in main_of(client.get(reverse("coordination:requests")))


def test_an_administrator_has_no_queue(client):
    sign_in(client, "市政府办公室", "系统管理员")

    assert client.get(reverse("coordination:requests")).status_code == 404


def test_the_paper_shows_both_dates(client):
    matter = under_way()
    request = in_time(matter)
    sign_in(client, LEAD, "局长")

    page = client.get(reverse("coordination:request_paper", args=[request.pk])).content.decode()

    wanted = request.wanted_date
    assert "督查事项延期申请表" in page
    assert f"{wanted.year}年{wanted.month}月{wanted.day}日" in page


def test_the_file_goes_with_the_request(client):
    matter = under_way()
    told = more_time(matter.due_date + timedelta(days=10), files=[("批复.txt", b"ok")])
    request = asked(matter, told, at=now())
    address = reverse("coordination:request_file", args=[request.files.get().pk])
    sign_in(client, ROOM, "主任")
    assert client.get(address).content == b"ok"

    sign_in(client, "云渡县", "县长")
    assert client.get(address).status_code == 404


def test_the_moved_date_shows_the_original_wherever_the_matter_is_headed(client):
    matter = under_way()
    original = matter.due_date
    requests.grant(in_time(matter), by=the("主任"), at=now())
    sign_in(client, LEAD, "联络员")

    for page in (f"/matters/{matter.number}/report/", f"/matters/{matter.number}/"):
        said = f"原时限{original.year}年{original.month}月{original.day}日"
        assert said in main_of(client.get(page))


def test_whoever_decides_is_told_and_the_unit_of_a_refusal():
    request = in_time(under_way())
    delivery.deliver(at=now())
    director = the("主任")
    assert Message.objects.filter(
        person=director.person_id, why="APPROVES", entry__deed="request.send"
    ).exists()

    requests.refuse(request, by=director, at=now(), reason="进度正常")
    delivery.deliver(at=now())

    liaison = the("联络员", LEAD)
    assert Message.objects.filter(person=liaison.person_id, entry__deed="request.refuse").exists()


def test_a_leader_finds_the_second_extension_and_consents(client):
    matter = under_way()
    requests.grant(in_time(matter), by=the("主任"), at=now())
    matter.refresh_from_db()
    second = in_time(matter)
    sign_in(client, "市政府", "副市长")
    row = f'id="consent-{second.pk}"'
    assert row in main_of(client.get(reverse("coordination:requests")))

    given = {"once": str(uuid4()), "verdict": "consent", "note": "同意"}
    client.post(the_page(second), given)

    second.refresh_from_db()
    assert (second.state, second.consenter_name) == ("REVIEWED", "市政府副市长")
    assert row not in main_of(client.get(reverse("coordination:requests")))


def test_the_same_answer_twice_is_one_answer(client):
    request = in_time(under_way())
    sign_in(client, ROOM, "主任")
    given = {"once": str(uuid4()), "verdict": "grant"}

    first = client.post(the_page(request), given)
    again = client.post(the_page(request), given)

    assert (first.status_code, again.status_code) == (302, 302)
    assert Request.objects.get().decided_at is not None
    assert day_here(now()) == day_here(Request.objects.get().decided_at)
    assert someone_of(ROOM, "主任").person_id == Request.objects.get().decided_by_id


def test_the_ledger_shows_both_dates_of_what_was_extended(client):
    matter = under_way()
    before = matter.due_date
    requests.grant(in_time(matter), by=the("主任"), at=now())
    sign_in(client, ROOM, "主任")

    page = main_of(client.get(reverse("breakdown:ledger")))

    assert f'title="原时限{before.year}年{before.month}月{before.day}日"' in page


def test_the_page_of_a_request_outlives_the_light_of_its_matter(client):
    matter = under_way()
    request = in_time(matter)
    Matter.objects.filter(pk=matter.pk).update(state=S.TERMINATED, terminated_date=day_here(now()))

    answer = sign_in(client, LEAD, "局长").get(the_page(request))

    assert (answer.status_code, "lt-n" in main_of(answer)) == (200, True)

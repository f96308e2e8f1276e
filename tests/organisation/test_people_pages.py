"""People's pages: for administrators, the person, and the head of the person's unit."""

from uuid import uuid4

import pytest

from luoshi.organisation.models import Person, Term
from luoshi.trail.models import Entry
from tests.organisation.pages import address, browser_of, pressed
from tests.world import person_behind, post_of, someone_of, town

pytestmark = pytest.mark.django_db


def liaison():
    return person_behind(someone_of("市住建局", "联络员"))


def test_the_three_administrators_see_everybody_with_log_in_names():
    for title in ("系统管理员", "安全管理员", "审计管理员"):
        answer = browser_of("市政府办公室", title).get(address("people"), {"q": "市住建局联络员"})
        assert answer.status_code == 200
        assert liaison().username in answer.content.decode()


@pytest.mark.parametrize(
    ("unit", "title"),
    [("市住建局", "局长"), ("市政府督查室", "主任"), ("市政府", "市长"), ("市审计局", "观察员")],
)
def test_for_everybody_else_the_list_is_not_there(unit, title):
    assert browser_of(unit, title).get(address("people")).status_code == 404


def test_a_person_sees_their_own_page_and_the_head_sees_it_without_the_log_in_name():
    url = address("person", liaison().pk)

    assert browser_of("市住建局", "联络员").get(url).status_code == 200
    page = browser_of("市住建局", "局长").get(url).content.decode()
    assert "市住建局联络员" in page
    assert liaison().username not in page


@pytest.mark.parametrize(
    ("unit", "title"), [("市财政局", "局长"), ("市住建局", "承办人"), ("市政府督查室", "督查员")]
)
def test_for_others_the_page_is_not_there_nor_its_deeds(unit, title):
    browser = browser_of(unit, title)

    assert browser.get(address("person", liaison().pk)).status_code == 404
    url = address("deed", "people", liaison().pk, "reset")
    assert browser.get(url).status_code == 404
    assert pressed(browser, url).status_code == 404
    assert not Entry.objects.exists()


def test_the_security_administrator_resets_and_sees_the_password_once():
    security = browser_of("市政府办公室", "安全管理员")
    url = address("deed", "people", liaison().pk, "reset")
    assert url in security.get(address("person", liaison().pk)).content.decode()
    key = str(uuid4())
    answer = pressed(security, url, once=key)

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    password = answer.content.decode().split('id="password">')[1].split("<")[0]
    assert liaison().check_password(password)
    again = pressed(security, url, once=key)
    assert again.status_code == 302
    assert liaison().check_password(password)
    assert Entry.objects.filter(deed="person.reset_password").count() == 1


def test_the_system_administrator_sees_the_person_but_is_refused_the_password():
    system = browser_of("市政府办公室", "系统管理员")
    answer = pressed(system, address("deed", "people", liaison().pk, "reset"))

    assert answer.status_code == 409
    assert "重置密码须由安全管理员（本人除外）办理" in answer.content.decode()


def test_somebody_is_registered_and_appointed_by_log_in_name():
    system = browser_of("市政府办公室", "系统管理员")
    answer = pressed(system, address("new", "person"), name="新来的", username="xin.lai")
    password = answer.content.decode().split('id="password">')[1].split("<")[0]
    assert Person.objects.get(username="xin.lai").check_password(password)

    url = address("deed", "posts", post_of("市住建局", "承办人").pk, "appoint")
    wrong = pressed(system, url, person="nobody", since="2026-06-01")
    assert wrong.status_code == 422
    assert "没有登录名为“nobody”的人员" in wrong.content.decode()
    assert pressed(system, url, person="xin.lai", since="2026-06-01").status_code == 302
    assert Term.objects.filter(person__username="xin.lai").count() == 1


def test_a_post_is_handed_over_on_its_page():
    system = browser_of("市政府办公室", "系统管理员")
    Person.objects.register("xin.lai", "新来的")
    term = Term.objects.get(post=post_of("市住建局", "联络员"))
    url = address("deed", "terms", term.pk, "hand-over")
    answer = pressed(system, url, to="xin.lai", since="2026-06-01")

    assert answer.status_code == 302
    (now_held,) = Term.objects.filter(post=term.post, until=None)
    assert now_held.person.username == "xin.lai"


def test_a_shut_account_is_out_with_the_next_request():
    town()
    victim = browser_of("市住建局", "联络员")
    assert victim.get(address("units")).status_code == 200
    system = browser_of("市政府办公室", "系统管理员")
    url = address("deed", "people", liaison().pk, "deactivate")
    assert pressed(system, url, reason="调离").status_code == 302

    assert victim.get(address("units")).status_code == 302


def test_an_ended_post_is_gone_with_the_next_request():
    victim = browser_of("市住建局", "联络员")
    assert victim.get(address("units")).status_code == 200
    system = browser_of("市政府办公室", "系统管理员")
    post = post_of("市住建局", "联络员")
    url = address("deed", "posts", post.pk, "end")
    today = system.get(url).content.decode().split('type="date" name="last_day" value="')[1][:10]
    assert pressed(system, url, last_day=today).status_code == 302

    assert victim.get(address("units")).status_code == 404

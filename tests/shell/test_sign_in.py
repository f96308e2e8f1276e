"""登录: by name and password; five wrong ones lock the name out; a first one must change it."""

import re

import pytest
from axes.models import AccessAttempt
from django.urls import reverse

from luoshi.organisation.models import Person
from luoshi.trail.models import Entry
from tests.world import someone_of

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse 9"


def person_of(unit, title, **fields):
    person = Person.objects.get(pk=someone_of(unit, title).person_id)
    person.set_password(PASSWORD)
    for name, value in fields.items():
        setattr(person, name, value)
    person.save()
    return person


def sign_in(client, person, password=PASSWORD, **others):
    return client.post("/sign-in/", {"username": person.username, "password": password, **others})


def note_on(response):
    return re.findall(r'role="alert">.*?<span>(.*?)</span>', response.text, re.S)


def test_whoever_signs_in_comes_to_the_page_they_were_on_the_way_to(client):
    response = sign_in(client, person_of("市住建局", "联络员"), next="/help/")

    assert (response.status_code, response.url) == (302, "/help/")


def test_nobody_is_sent_to_another_house(client):
    response = sign_in(client, person_of("市住建局", "联络员"), next="https://elsewhere.example/")

    assert response.url == "/"


def test_a_wrong_password_says_how_many_tries_are_left(client):
    response = sign_in(client, person_of("市住建局", "联络员"), "wrong")

    assert response.status_code == 422
    assert note_on(response) == ["登录名或密码不对。再错4次，将锁定30分钟。"]


def test_a_name_nobody_has_is_refused_in_the_same_words(client):
    response = client.post("/sign-in/", {"username": "nobody", "password": "wrong"})

    assert note_on(response) == ["登录名或密码不对。再错4次，将锁定30分钟。"]


def test_five_wrong_passwords_lock_the_name_out_and_the_page_says_for_how_long(client):
    person = person_of("市住建局", "联络员")
    for _time in range(4):
        sign_in(client, person, "wrong")

    locked = sign_in(client, person, "wrong")
    right_at_last = sign_in(client, person)

    assert locked.status_code == 429
    assert "连续5次没有登录成功" in locked.text
    assert "锁定30分钟" in locked.text
    assert right_at_last.status_code == 429


def test_signing_in_forgets_earlier_mistakes(client):
    person = person_of("市住建局", "联络员")
    sign_in(client, person, "wrong")

    sign_in(client, person)

    assert AccessAttempt.objects.count() == 0


def test_who_may_no_longer_sign_in_is_refused(client):
    person = person_of("市住建局", "联络员", is_active=False)

    assert sign_in(client, person).status_code == 422


def test_signing_out_ends_the_session(client):
    sign_in(client, person_of("市住建局", "联络员"))

    client.post("/sign-out/")

    assert client.get("/me/").url == "/sign-in/?next=/me/"


def test_no_page_stays_behind_in_the_browser_of_somebody_who_was_signed_in(client):
    sign_in(client, person_of("市住建局", "联络员"))

    assert client.get("/help/")["Cache-Control"] == "private, no-store"


def test_signing_out_is_no_link(client):
    sign_in(client, person_of("市住建局", "联络员"))

    assert client.get("/sign-out/").status_code == 405


def test_a_first_sign_in_goes_nowhere_but_to_the_new_password(client):
    sign_in(client, person_of("市住建局", "联络员", must_change_password=True))

    response = client.get("/help/")

    assert (response.status_code, response.url) == (302, reverse("shell:password"))


def test_a_new_password_lets_in_and_leaves_an_entry_without_the_password(client):
    person = person_of("市住建局", "联络员", must_change_password=True)
    sign_in(client, person)
    new = "river stone 42"

    response = client.post("/password/", {"present": PASSWORD, "new": new, "again": new})

    person.refresh_from_db()
    entry = Entry.objects.get(deed="person.change_password")
    assert response.status_code == 302
    assert person.check_password(new)
    assert person.must_change_password is False
    assert entry.about_id == str(person.pk)
    assert new not in str(entry.words)
    assert client.get("/help/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"present": "wrong"}, "present", "现在的密码不对。"),
        ({"again": "something else 1"}, "again", "两次输入的新密码不一致。"),
        ({"new": PASSWORD, "again": PASSWORD}, "new", "新密码不能与现在的密码相同。"),
        ({"new": "4830175926", "again": "4830175926"}, "new", "新密码不能全是数字。"),
        ({"new": "short", "again": "short"}, "new", "新密码至少10个字符。"),
    ],
)
def test_a_password_that_will_not_do_is_refused_beside_its_field(client, typed, field, words):
    person = person_of("市住建局", "联络员")
    sign_in(client, person)
    new = {"present": PASSWORD, "new": "river stone 42", "again": "river stone 42"}

    response = client.post("/password/", new | typed)

    person.refresh_from_db()
    assert response.status_code == 422
    assert response.context["form"].errors[field] == [words]
    assert person.check_password(PASSWORD)


def test_a_part_of_a_page_whose_session_ended_gets_a_dialog(client):
    response = client.get("/sign-in/?next=/me/", headers={"HX-Request": "true"})

    assert response.status_code == 401
    assert 'role="dialog"' in response.text
    assert "<html" not in response.text


def test_signing_in_over_a_page_hands_the_new_token_to_its_forms(client):
    person = person_of("市住建局", "联络员")

    response = client.post(
        "/sign-in/",
        {"username": person.username, "password": PASSWORD},
        headers={"HX-Request": "true"},
    )

    assert response.status_code == 200
    assert re.match(r'\{"signedIn": \{"token": "\w{64}"\}\}', response.headers["HX-Trigger"])

"""找回密码: on the machine itself, for a security administrator and nobody else."""

import pytest
from django.contrib.auth.hashers import make_password

from luoshi.flow.refusals import Unmet
from luoshi.organisation.models import Person
from luoshi.organisation.operations.rescuing import rescue
from luoshi.trail.models import Entry
from luoshi.trail.queries import entries_about
from tests.world import MONDAY, MONDAY_NINE, TUESDAY_NINE, person_behind, someone_of

pytestmark = pytest.mark.django_db


def security():
    return person_behind(someone_of("市政府办公室", "安全管理员"))


def test_the_security_administrator_gets_a_password_that_must_be_changed():
    person = security()
    Person.objects.filter(pk=person.pk).update(password=make_password("忘了的密码"))

    given = rescue(person.username, at=MONDAY_NINE, reason="本人申请，主任同意")

    person.refresh_from_db()
    assert person.check_password(given.password)
    assert not person.check_password("忘了的密码")
    assert person.must_change_password


def test_it_ends_the_sessions_there_are(client):
    client.force_login(security(), backend="django.contrib.auth.backends.ModelBackend")

    rescue(security().username, at=MONDAY_NINE, reason="本人申请")

    assert client.get("/organisation/").headers["Location"].startswith("/sign-in/")


def test_the_entry_says_that_it_was_done_at_the_console_and_why():
    given = rescue(security().username, at=MONDAY_NINE, reason="本人申请，主任同意")

    [entry] = entries_about("person", given.person.pk)
    assert (entry.deed, entry.person_name) == ("person.rescue", "命令行")
    assert entry.facts == {"reason": "本人申请，主任同意"}
    assert given.password not in str(entry.words)


@pytest.mark.parametrize(
    ("unit", "title"),
    [("市政府办公室", "系统管理员"), ("市政府督查室", "主任"), ("市住建局", "联络员")],
)
def test_nobody_else_is_let_in_this_way(unit, title):
    person = person_behind(someone_of(unit, title))

    with pytest.raises(Unmet, match=f"“{person.username}”不是在任的安全管理员"):
        rescue(person.username, at=MONDAY_NINE, reason="本人申请")

    assert Person.objects.get(pk=person.pk).password == person.password
    assert Entry.objects.count() == 0


def test_whose_term_is_over_or_whose_account_is_shut_stays_outside():
    person = security()
    person.terms.update(until=MONDAY)
    with pytest.raises(Unmet, match="不是在任的安全管理员"):
        rescue(person.username, at=TUESDAY_NINE, reason="本人申请")
    person.terms.update(until=None)
    Person.objects.filter(pk=person.pk).update(is_active=False)

    with pytest.raises(Unmet, match="不是在任的安全管理员"):
        rescue(person.username, at=TUESDAY_NINE, reason="本人申请")


def test_without_a_reason_nothing_is_given_out():
    with pytest.raises(Unmet, match="请写明找回密码的原因"):
        rescue(security().username, at=MONDAY_NINE, reason=" ")

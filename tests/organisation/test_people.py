"""账号、密码: registered by one administrator, given passwords by another, never by oneself."""

import pytest

from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation import queries
from luoshi.organisation.models import Person
from luoshi.organisation.operations import appointments, people
from luoshi.trail.models import Entry
from luoshi.trail.queries import entries_about
from tests.world import (
    FRIDAY,
    MONDAY,
    MONDAY_NINE,
    person_behind,
    post_of,
    someone_of,
)

pytestmark = pytest.mark.django_db


def registered(**given):
    return people.register(
        **{
            "username": "xin.lai",
            "name": "新来的",
            "by": someone_of("市政府办公室", "系统管理员"),
            "at": MONDAY_NINE,
        }
        | given
    )


def test_a_new_account_has_a_temporary_password_that_must_be_changed():
    new = registered()

    assert new.person.check_password(new.password)
    assert new.person.must_change_password
    assert queries.actings_of(new.person, on=MONDAY) == []


def test_no_password_stands_on_the_trail():
    new = registered()
    security = someone_of("市政府办公室", "安全管理员")
    password = people.reset_password(new.person, by=security, at=MONDAY_NINE)

    for entry in Entry.objects.all():
        assert new.password not in str(entry.words)
        assert password not in str(entry.words)
    deeds = [entry.deed for entry in entries_about("person", new.person.pk)]
    assert deeds == ["person.reset_password", "person.register"]


def test_a_log_in_name_is_taken_once():
    registered()

    with pytest.raises(Unmet, match=r"登录名“xin\.lai”已被使用"):
        registered(name="另一位")
    assert Person.objects.get(username="xin.lai").name == "新来的"


def test_only_the_system_administrator_registers():
    for unit, title in (("市政府办公室", "安全管理员"), ("市住建局", "局长")):
        with pytest.raises(NotYours, match="登记人员须由系统管理员办理"):
            registered(by=someone_of(unit, title))
    assert not Person.objects.filter(username="xin.lai").exists()


def test_a_reset_ends_every_session_of_the_person(client):
    person = person_behind(someone_of("市住建局", "联络员"))
    client.force_login(person)
    assert "_auth_user_id" in client.session
    people.reset_password(person, by=someone_of("市政府办公室", "安全管理员"), at=MONDAY_NINE)

    request = client.request().wsgi_request
    assert not request.user.is_authenticated


def test_a_reset_password_replaces_the_old_one_and_must_be_changed():
    new = registered()
    password = people.reset_password(
        new.person, by=someone_of("市政府办公室", "安全管理员"), at=MONDAY_NINE
    )

    person = Person.objects.get(pk=new.person.pk)
    assert person.check_password(password)
    assert not person.check_password(new.password)
    assert person.must_change_password


def test_nobody_resets_their_own_and_the_system_administrator_resets_none():
    security = someone_of("市政府办公室", "安全管理员")
    liaison = person_behind(someone_of("市住建局", "联络员"))

    with pytest.raises(NotYours, match="重置密码须由安全管理员（本人除外）办理"):
        people.reset_password(person_behind(security), by=security, at=MONDAY_NINE)
    for unit, title in (("市政府办公室", "系统管理员"), ("市住建局", "局长")):
        with pytest.raises(NotYours):
            people.reset_password(liaison, by=someone_of(unit, title), at=MONDAY_NINE)


def shut(person, **given):
    people.deactivate(
        person,
        **{
            "by": someone_of("市政府办公室", "系统管理员"),
            "at": MONDAY_NINE,
            "reason": "调离",
        }
        | given,
    )


def test_a_shut_account_speaks_from_no_post_and_is_signed_out(client):
    person = person_behind(someone_of("市住建局", "联络员"))
    client.force_login(person)
    shut(person)

    assert queries.actings_of(person, on=MONDAY) == []
    assert not client.request().wsgi_request.user.is_authenticated


def test_it_is_shut_once_with_a_reason_and_opened_by_the_security_administrator():
    person = person_behind(someone_of("市住建局", "联络员"))
    security = someone_of("市政府办公室", "安全管理员")

    with pytest.raises(Unmet, match="请写明停用原因"):
        shut(person, reason=" ")
    shut(person)
    with pytest.raises(NotFromHere, match="账号已停用"):
        shut(person)
    with pytest.raises(Unmet, match="账号已停用"):
        people.reset_password(person, by=security, at=MONDAY_NINE)
    with pytest.raises(NotYours, match="恢复账号须由安全管理员"):
        people.reactivate(
            person,
            by=someone_of("市政府办公室", "系统管理员"),
            at=MONDAY_NINE,
            reason="调回",
        )
    password = people.reactivate(person, by=security, at=MONDAY_NINE, reason="调回")
    person.refresh_from_db()
    assert person.check_password(password)
    assert len(queries.actings_of(person, on=FRIDAY)) == 1
    with pytest.raises(NotFromHere, match="账号未停用"):
        people.reactivate(person, by=security, at=MONDAY_NINE, reason="调回")


def test_the_system_administrator_shuts_no_administrator_and_nobody_shuts_themselves():
    system = someone_of("市政府办公室", "系统管理员")
    security = someone_of("市政府办公室", "安全管理员")

    with pytest.raises(NotYours, match="管理员账号由安全管理员"):
        shut(person_behind(security), by=system)
    with pytest.raises(NotYours, match="本人除外"):
        shut(person_behind(security), by=security)
    with pytest.raises(Unmet, match="至少须保留一名系统管理员"):
        shut(person_behind(system), by=security)
    new = registered().person
    appointments.appoint(
        new,
        to=post_of("市政府办公室", "系统管理员"),
        since=MONDAY,
        by=security,
        at=MONDAY_NINE,
    )
    shut(person_behind(system), by=security)
    assert not Person.objects.get(pk=system.person_id).is_active

"""任职、免职: rights come with a term and are gone the moment it is ended."""

from datetime import date

import pytest

from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation import queries
from luoshi.organisation.models import Person, Term
from luoshi.organisation.operations import appointments
from luoshi.trail.queries import entries_about
from tests.world import (
    FRIDAY,
    MONDAY,
    MONDAY_NINE,
    NEXT_MONDAY_NINE,
    TUESDAY,
    TUESDAY_NINE,
    person_behind,
    post_of,
    someone_of,
)

pytestmark = pytest.mark.django_db


def newcomer():
    return Person.objects.register("xin", "新来的")


def appointed(person, **given):
    return appointments.appoint(
        person,
        **{
            "to": post_of("市住建局", "联络员"),
            "since": MONDAY,
            "by": someone_of("市政府办公室", "系统管理员"),
            "at": MONDAY_NINE,
            "document_number": "澄人任〔2026〕3号",
        }
        | given,
    )


def test_from_the_first_day_the_person_speaks_from_the_post():
    person = newcomer()
    term = appointed(person, since=TUESDAY)

    assert queries.actings_of(person, on=MONDAY) == []
    (acting,) = queries.actings_of(person, on=TUESDAY)
    assert str(acting) == "澄川市住房和城乡建设局·联络员 新来的"
    entry = entries_about("term", term.pk).get()
    assert (entry.deed, entry.about_title) == (
        "term.begin",
        "新来的·澄川市住房和城乡建设局·联络员",
    )


def test_an_appointment_for_some_days_ends_by_itself():
    person = newcomer()
    appointed(person, until=FRIDAY)

    assert len(queries.actings_of(person, on=FRIDAY)) == 1
    assert queries.actings_of(person, on=date(2026, 6, 6)) == []


def test_nobody_holds_a_post_twice_on_one_day():
    person = newcomer()
    appointed(person)

    with pytest.raises(Unmet, match="新来的在该期间已任"):
        appointed(person)
    with pytest.raises(Unmet, match="新来的在该期间已任"):
        appointed(person, since=date(2026, 5, 1), until=MONDAY)
    assert Term.objects.filter(person=person).count() == 1


def test_a_person_may_hold_posts_in_two_units():
    person = newcomer()
    appointed(person)
    appointed(person, to=post_of("市财政局", "联络员"))

    assert len(queries.actings_of(person, on=MONDAY)) == 2


def test_ended_today_the_rights_are_gone_today():
    person = newcomer()
    term = appointed(person)
    by = someone_of("市政府办公室", "系统管理员")
    appointments.end_term(term, last_day=TUESDAY, by=by, at=TUESDAY_NINE)

    assert queries.actings_of(person, on=TUESDAY) == []
    assert len(queries.actings_of(person, on=MONDAY)) == 1


def test_ended_for_a_later_day_the_rights_last_until_that_day():
    person = newcomer()
    term = appointed(person)
    by = someone_of("市政府办公室", "系统管理员")
    appointments.end_term(term, last_day=FRIDAY, by=by, at=TUESDAY_NINE)

    assert len(queries.actings_of(person, on=FRIDAY)) == 1
    assert queries.actings_of(person, on=date(2026, 6, 6)) == []


def test_a_planned_end_can_be_brought_forward_but_an_end_stands():
    person = newcomer()
    term = appointed(person)
    by = someone_of("市政府办公室", "系统管理员")
    appointments.end_term(term, last_day=FRIDAY, by=by, at=TUESDAY_NINE)
    appointments.end_term(term, last_day=TUESDAY, by=by, at=TUESDAY_NINE)

    with pytest.raises(NotFromHere, match="已结束"):
        appointments.end_term(term, last_day=TUESDAY, by=by, at=NEXT_MONDAY_NINE)


def test_who_was_ended_this_morning_can_be_appointed_again_this_afternoon():
    person = newcomer()
    by = someone_of("市政府办公室", "系统管理员")
    appointments.end_term(appointed(person), last_day=MONDAY, by=by, at=MONDAY_NINE)
    appointed(person)

    assert len(queries.actings_of(person, on=MONDAY)) == 1


def test_a_shut_account_is_appointed_to_nothing():
    person = newcomer()
    Person.objects.update(is_active=False)

    with pytest.raises(Unmet, match="新来的的账号已停用"):
        appointed(person)


def test_nobody_appoints_themselves_or_gives_away_an_administrators_post():
    system = someone_of("市政府办公室", "系统管理员")

    with pytest.raises(NotYours, match="本人除外"):
        appointed(person_behind(system), to=post_of("市政府督查室", "主任"), by=system)
    with pytest.raises(NotYours, match="任职须由系统管理员"):
        appointed(newcomer(), to=post_of("市政府办公室", "审计管理员"), by=system)
    with pytest.raises(NotYours):
        appointed(Person.objects.get(username="xin"), by=someone_of("市住建局", "局长"))


def test_the_three_administrators_are_three_people():
    audit = person_behind(someone_of("市政府办公室", "审计管理员"))

    with pytest.raises(Unmet, match="三员不得互相兼任"):
        appointed(
            audit,
            to=post_of("市政府办公室", "系统管理员"),
            by=someone_of("市政府办公室", "安全管理员"),
        )


def test_the_last_system_administrator_is_not_dismissed():
    term = Term.objects.get(post=post_of("市政府办公室", "系统管理员"))
    security = someone_of("市政府办公室", "安全管理员")

    with pytest.raises(Unmet, match="至少须保留一名系统管理员"):
        appointments.end_term(term, last_day=MONDAY, by=security, at=MONDAY_NINE)
    appointed(newcomer(), to=term.post, by=security)
    appointments.end_term(term, last_day=MONDAY, by=security, at=MONDAY_NINE)
    assert queries.actings_of(term.person, on=MONDAY) == []

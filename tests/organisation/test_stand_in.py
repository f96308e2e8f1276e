"""AB岗: for some days somebody speaks from another's post; it ends by itself."""

from datetime import date

import pytest

from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation import queries
from luoshi.organisation.models import ActingFor, Term
from luoshi.organisation.operations import appointments, stand_ins
from luoshi.trail.queries import entries_about
from tests.world import (
    FRIDAY,
    FRIDAY_NINE,
    MONDAY,
    MONDAY_NINE,
    TUESDAY,
    TUESDAY_NINE,
    person_behind,
    post_of,
    someone_of,
)

pytestmark = pytest.mark.django_db


def lent(**given):
    return stand_ins.stand_in(
        given.pop("person", None) or person_behind(someone_of("市住建局", "承办人")),
        **{
            "term": Term.objects.get(post=post_of("市住建局", "联络员")),
            "since": TUESDAY,
            "until": FRIDAY,
            "by": someone_of("市住建局", "联络员"),
            "at": MONDAY_NINE,
        }
        | given,
    )


def capacities(on):
    person = person_behind(someone_of("市住建局", "承办人"))
    return [str(acting) for acting in queries.actings_of(person, on=on)]


def test_on_its_days_the_stand_in_speaks_in_the_holders_name_and_on_no_other():
    one = lent()

    own = "澄川市住房和城乡建设局·承办人 市住建局承办人"
    stead = "澄川市住房和城乡建设局·联络员 市住建局承办人（代市住建局联络员）"
    assert capacities(MONDAY) == [own]
    assert capacities(TUESDAY) == [own, stead]
    assert capacities(FRIDAY) == [own, stead]
    assert capacities(date(2026, 6, 6)) == [own]
    assert entries_about("actingfor", one.pk).get().deed == "stand_in.begin"


def test_it_can_be_taken_back_at_once():
    one = lent()
    by = someone_of("市住建局", "局长")
    stand_ins.end_stand_in(one, by=by, at=TUESDAY_NINE)

    assert len(capacities(TUESDAY)) == 1
    with pytest.raises(NotFromHere, match="该代行已结束"):
        stand_ins.end_stand_in(one, by=by, at=TUESDAY_NINE)


def test_taken_back_before_it_began_it_never_holds():
    stand_ins.end_stand_in(lent(), by=someone_of("市住建局", "局长"), at=MONDAY_NINE)

    assert len(capacities(TUESDAY)) == 1


def test_when_the_term_ends_the_stand_in_ends():
    one = lent()
    appointments.end_term(
        one.term,
        last_day=TUESDAY,
        by=someone_of("市政府办公室", "系统管理员"),
        at=TUESDAY_NINE,
    )

    assert len(capacities(TUESDAY)) == 1
    assert len(capacities(FRIDAY)) == 1


def test_the_head_of_the_unit_or_above_and_the_system_administrator_may_set_it_too():
    for unit, title in (("市住建局", "局长"), ("市政府办公室", "系统管理员")):
        one = lent(by=someone_of(unit, title))
        stand_ins.end_stand_in(one, by=someone_of(unit, title), at=MONDAY_NINE)

        deeds = sorted(entry.deed for entry in entries_about("actingfor", one.pk))
        assert deeds == ["stand_in.begin", "stand_in.end"]


def test_a_colleague_another_units_head_and_the_stand_in_itself_may_not():
    for unit, title in (
        ("市住建局", "承办人"),
        ("市财政局", "局长"),
        ("市政府督查室", "主任"),
        ("市政府办公室", "安全管理员"),
    ):
        with pytest.raises(NotYours, match="设置代行须由任职者本人"):
            lent(by=someone_of(unit, title))
    lent()
    handler = person_behind(someone_of("市住建局", "承办人"))
    in_stead = queries.acting_as(handler, post_of("市住建局", "联络员"), on=TUESDAY)
    with pytest.raises(NotYours):
        lent(person=person_behind(someone_of("市财政局", "承办人")), by=in_stead, at=TUESDAY_NINE)


def test_an_administrators_post_is_lent_by_the_security_administrator_to_a_stranger_to_the_three():
    term = Term.objects.get(post=post_of("市政府办公室", "系统管理员"))
    system = someone_of("市政府办公室", "系统管理员")
    security = someone_of("市政府办公室", "安全管理员")

    with pytest.raises(NotYours):
        lent(term=term, by=system)
    with pytest.raises(Unmet, match="三员不得互相兼任"):
        lent(term=term, person=person_behind(someone_of("市政府办公室", "审计管理员")), by=security)
    assert lent(term=term, by=security).term == term


def test_days_must_be_in_order_not_past_and_inside_the_term():
    with pytest.raises(Unmet, match="早于起日"):
        lent(since=FRIDAY, until=MONDAY)
    with pytest.raises(Unmet, match="代行期间不能全在过去"):
        lent(until=TUESDAY, at=FRIDAY_NINE)
    with pytest.raises(Unmet, match="任期之内"):
        lent(since=date(2019, 1, 1))


def test_nobody_stands_in_for_themselves_or_twice():
    with pytest.raises(Unmet, match="不能由本人代行本人职务"):
        lent(person=person_behind(someone_of("市住建局", "联络员")))
    lent()
    with pytest.raises(Unmet, match="在该期间已代行此职务"):
        lent()
    assert ActingFor.objects.count() == 1

"""分管领域、授权: which leader answers for what, and who besides the rooms may supervise."""

from datetime import date

import pytest

from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation import queries
from luoshi.organisation.models import Sphere
from luoshi.organisation.operations import spheres
from luoshi.trail.queries import entries_about
from tests.world import (
    FRIDAY,
    MONDAY,
    MONDAY_NINE,
    TUESDAY,
    post_of,
    someone_of,
    town,
    unit_named,
)

pytestmark = pytest.mark.django_db


def leaders(unit, on):
    return [post.title for post in queries.leaders_of(unit_named(unit), on=on)]


def given_sphere(**given):
    return spheres.give_sphere(
        post_of("市政府", "市长"),
        **{
            "name": "财政",
            "units": [unit_named("市财政局")],
            "since": TUESDAY,
            "by": someone_of("市政府督查室", "主任"),
            "at": MONDAY_NINE,
            "document_number": "澄政办发〔2026〕9号",
        }
        | given,
    )


def test_the_leader_in_charge_of_a_unit_is_known_by_day():
    sphere = given_sphere()

    assert leaders("市财政局", MONDAY) == []
    assert leaders("市财政局", TUESDAY) == ["市长"]
    assert leaders("市住建局", TUESDAY) == ["副市长"]
    entry = entries_about("sphere", sphere.pk).get()
    assert (entry.deed, entry.facts["units"]) == ("sphere.give", ["澄川市财政局"])


def test_a_field_handed_over_keeps_the_earlier_leader_for_earlier_days():
    town()
    old = Sphere.objects.get(name="城乡建设")
    spheres.hand_over_sphere(
        old,
        to=post_of("市政府", "市长"),
        since=TUESDAY,
        by=someone_of("市政府办公室", "秘书长"),
        at=MONDAY_NINE,
    )

    assert leaders("市住建局", MONDAY) == ["副市长"]
    assert leaders("市住建局", TUESDAY) == ["市长"]
    with pytest.raises(NotFromHere, match="已结束"):
        spheres.hand_over_sphere(
            old,
            to=post_of("市委", "市委书记"),
            since=TUESDAY,
            by=someone_of("市政府办公室", "秘书长"),
            at=MONDAY_NINE,
        )


def test_an_ended_sphere_answers_for_nothing_later():
    by = someone_of("市政府督查室", "主任")
    sphere = Sphere.objects.get(name="城乡建设")
    spheres.end_sphere(sphere, last_day=MONDAY, by=by, at=MONDAY_NINE)

    assert leaders("市住建局", TUESDAY) == []
    with pytest.raises(NotFromHere, match="已结束"):
        spheres.end_sphere(sphere, last_day=MONDAY, by=by, at=MONDAY_NINE)


def test_a_field_is_given_once_and_named():
    given_sphere()

    with pytest.raises(Unmet, match="已分管“财政”"):
        given_sphere()
    with pytest.raises(Unmet, match="请填写分管领域"):
        given_sphere(name=" ")


def test_units_do_not_choose_their_leaders():
    for unit, title in (("市财政局", "局长"), ("市政府督查室", "督查员"), ("市政府", "市长")):
        with pytest.raises(NotYours, match="确定分管领域须由督查室主任、秘书长或系统管理员办理"):
            given_sphere(by=someone_of(unit, title))


def designated(**given):
    return spheres.designate(
        unit_named("市住建局"),
        **{
            "scope": "城市内涝治理专项督查",
            "document_number": "澄政函〔2026〕12号",
            "since": TUESDAY,
            "until": FRIDAY,
            "by": someone_of("市政府督查室", "主任"),
            "at": MONDAY_NINE,
        }
        | given,
    )


def test_a_department_may_open_matters_on_the_days_of_its_designation_only():
    designated()
    head = someone_of("市住建局", "局长")

    may = [
        queries.may_open_matters(head, on=day)
        for day in (MONDAY, TUESDAY, FRIDAY, date(2026, 6, 6))
    ]
    assert may == [False, True, True, False]
    assert not queries.may_open_matters(someone_of("市财政局", "局长"), on=TUESDAY)
    assert queries.may_open_matters(someone_of("市政府督查室", "督查员"), on=MONDAY)


def test_a_designation_can_be_cut_short():
    one = designated()
    by = someone_of("市政府督查室", "主任")
    spheres.end_designation(one, last_day=TUESDAY, by=by, at=MONDAY_NINE)

    assert not queries.may_open_matters(someone_of("市住建局", "局长"), on=FRIDAY)
    with pytest.raises(NotFromHere, match="届时已到期"):
        spheres.end_designation(one, last_day=FRIDAY, by=by, at=MONDAY_NINE)


def test_a_designation_names_its_paper_and_its_scope():
    with pytest.raises(Unmet, match="请填写指定文号"):
        designated(document_number="")
    with pytest.raises(Unmet, match="请填写督查事项和范围"):
        designated(scope="")


def test_no_system_administrator_and_no_department_grants_a_licence():
    for unit, title in (("市政府办公室", "系统管理员"), ("市住建局", "局长")):
        with pytest.raises(NotYours, match="登记授权须由督查室主任或秘书长办理"):
            designated(by=someone_of(unit, title))

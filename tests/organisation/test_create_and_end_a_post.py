"""职务: a post is created in a unit; when it ends, so do the rights of whoever speaks from it."""

import pytest

from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation import queries
from luoshi.organisation.models import Person
from luoshi.organisation.operations import posts, stand_ins
from luoshi.organisation.terms import Role
from luoshi.trail.queries import entries_about
from tests.world import (
    FRIDAY,
    MONDAY,
    MONDAY_NINE,
    TUESDAY,
    TUESDAY_NINE,
    person_behind,
    post_of,
    someone_of,
    unit_named,
)

pytestmark = pytest.mark.django_db


def created(**given):
    return posts.create_post(
        unit_named("市住建局"),
        **{
            "title": "总工程师",
            "role": Role.HANDLER,
            "since": MONDAY,
            "by": someone_of("市政府办公室", "系统管理员"),
            "at": MONDAY_NINE,
        }
        | given,
    )


def test_a_new_post_stands_in_its_unit_with_its_entry():
    post = created()

    assert str(post) == "澄川市住房和城乡建设局·总工程师"
    entry = entries_about("post", post.pk).get()
    assert (entry.deed, entry.facts["role"]) == ("post.create", "HANDLER")


def test_a_post_stands_once_in_a_unit():
    created()

    with pytest.raises(Unmet, match="已有职务“总工程师”"):
        created()


def test_posts_of_administrators_are_made_by_the_security_administrator():
    with pytest.raises(NotYours, match="管理员职务由安全管理员"):
        created(title="系统管理员", role=Role.SYSTEM_ADMIN)
    with pytest.raises(NotYours, match="设立职务须由系统管理员"):
        created(by=someone_of("市政府办公室", "安全管理员"))
    with pytest.raises(NotYours):
        created(by=someone_of("市住建局", "局长"))

    post = created(
        title="系统管理员",
        role=Role.SYSTEM_ADMIN,
        by=someone_of("市政府办公室", "安全管理员"),
    )
    assert post.role == Role.SYSTEM_ADMIN


def test_ending_a_post_closes_the_rights_of_the_holder_and_of_the_stand_in_at_once():
    holder = someone_of("市住建局", "联络员")
    handler = person_behind(someone_of("市住建局", "承办人"))
    term = person_behind(holder).terms.get()
    stand_ins.stand_in(handler, term=term, since=MONDAY, until=FRIDAY, by=holder, at=MONDAY_NINE)
    assert len(queries.actings_of(handler, on=MONDAY)) == 2

    by = someone_of("市政府办公室", "系统管理员")
    posts.end_post(post_of("市住建局", "联络员"), last_day=MONDAY, by=by, at=MONDAY_NINE)

    assert queries.actings_of(person_behind(holder), on=MONDAY) == []
    assert [acting.post_title for acting in queries.actings_of(handler, on=MONDAY)] == ["承办人"]


def test_ending_one_post_leaves_the_same_post_of_another_bureau_alone():
    by = someone_of("市政府办公室", "系统管理员")
    posts.end_post(post_of("市住建局", "联络员"), last_day=MONDAY, by=by, at=MONDAY_NINE)

    finance = person_behind(someone_of("市财政局", "联络员"))
    assert len(queries.actings_of(finance, on=TUESDAY)) == 1


def test_a_post_ends_once_and_not_ahead_of_time():
    by, post = someone_of("市政府办公室", "系统管理员"), post_of("市住建局", "联络员")

    with pytest.raises(Unmet, match="最后一日不能晚于今天"):
        posts.end_post(post, last_day=TUESDAY, by=by, at=MONDAY_NINE)
    posts.end_post(post, last_day=MONDAY, by=by, at=MONDAY_NINE)
    with pytest.raises(NotFromHere, match="已撤销"):
        posts.end_post(post, last_day=MONDAY, by=by, at=TUESDAY_NINE)


def test_the_last_security_administrator_stays():
    first = someone_of("市政府办公室", "安全管理员")

    with pytest.raises(Unmet, match="至少须保留一名安全管理员"):
        posts.end_post(
            post_of("市政府办公室", "安全管理员"), last_day=MONDAY, by=first, at=MONDAY_NINE
        )
    assert len(queries.actings_of(person_behind(first), on=MONDAY)) == 1


def test_an_ended_post_can_be_set_up_anew():
    by = someone_of("市政府办公室", "系统管理员")
    posts.end_post(created(), last_day=MONDAY, by=by, at=MONDAY_NINE)

    again = created(since=TUESDAY, at=TUESDAY_NINE)
    assert again.until is None
    assert Person.objects.filter(terms__post=again).count() == 0

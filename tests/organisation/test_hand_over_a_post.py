"""工作交接: one deed takes a post from one person and gives it to another."""

import pytest

from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation import queries
from luoshi.organisation.models import Person, Term
from luoshi.organisation.operations import appointments, stand_ins
from luoshi.trail.queries import entries_about
from tests.world import (
    FRIDAY,
    MONDAY,
    MONDAY_NINE,
    TUESDAY,
    person_behind,
    post_of,
    someone_of,
)

pytestmark = pytest.mark.django_db


def liaison_term():
    return Term.objects.get(post=post_of("市住建局", "联络员"), until=None)


def handed_over(term, to, **given):
    return appointments.hand_over(
        term,
        **{
            "to": to,
            "since": MONDAY,
            "by": someone_of("市政府办公室", "系统管理员"),
            "at": MONDAY_NINE,
        }
        | given,
    )


def test_the_old_holder_speaks_no_more_and_the_new_one_does_from_the_same_post():
    old, new = liaison_term(), Person.objects.register("xin", "新来的")
    handed_over(old, new)

    assert queries.actings_of(old.person, on=MONDAY) == []
    (acting,) = queries.actings_of(new, on=MONDAY)
    assert acting.post_id == old.post_id
    entry = entries_about("post", old.post_id).get()
    assert (entry.deed, entry.facts["from"], entry.facts["to"]) == (
        "post.hand_over",
        "市住建局联络员",
        "新来的",
    )


def test_stand_ins_of_the_old_holder_end_with_the_term():
    old = liaison_term()
    handler = person_behind(someone_of("市住建局", "承办人"))
    by = someone_of("市住建局", "联络员")
    stand_ins.stand_in(handler, term=old, since=MONDAY, until=FRIDAY, by=by, at=MONDAY_NINE)
    handed_over(old, Person.objects.register("xin", "新来的"))

    assert [one.post_title for one in queries.actings_of(handler, on=MONDAY)] == ["承办人"]


def test_dated_ahead_both_change_places_on_that_day():
    old, new = liaison_term(), Person.objects.register("xin", "新来的")
    handed_over(old, new, since=TUESDAY)

    assert len(queries.actings_of(old.person, on=MONDAY)) == 1
    assert queries.actings_of(new, on=MONDAY) == []
    assert queries.actings_of(old.person, on=TUESDAY) == []
    assert len(queries.actings_of(new, on=TUESDAY)) == 1


def test_of_two_hand_overs_of_one_term_the_second_is_refused_whole():
    old = liaison_term()
    handed_over(old, Person.objects.register("xin", "新来的"))

    with pytest.raises(NotFromHere, match="已结束"):
        handed_over(old, Person.objects.register("you", "又来的"))
    assert not Term.objects.filter(person__username="you").exists()


def test_a_post_is_not_handed_to_its_holder():
    old = liaison_term()

    with pytest.raises(Unmet, match="接任者与现任者为同一人"):
        handed_over(old, old.person)


def test_holders_do_not_hand_over_their_posts_themselves():
    with pytest.raises(NotYours, match="工作交接须由系统管理员"):
        handed_over(
            liaison_term(),
            Person.objects.register("xin", "新来的"),
            by=someone_of("市住建局", "联络员"),
        )
    system = someone_of("市政府办公室", "系统管理员")
    with pytest.raises(NotYours, match="本人除外"):
        handed_over(liaison_term(), person_behind(system), by=system)

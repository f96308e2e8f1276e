"""Of many who press at once one does the deed, on both engines; the others are told why not."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from luoshi.flow.refusals import Refused
from luoshi.organisation.models import Person, Term, Unit
from luoshi.organisation.operations import appointments, merging, units
from luoshi.organisation.queries import rights_on
from luoshi.trail.models import Entry
from tests.world import FOUNDED, MONDAY, MONDAY_NINE, post_of, someone_of, town, unit_named

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 8


def at_once(deeds):
    """Do the deeds in threads of their own, all starting together; return how each ended."""
    together = Barrier(len(deeds))

    def hand(deed):
        together.wait()
        try:
            deed()
        except Refused as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as hands:
        return sorted(hands.map(hand, deeds))


def test_a_unit_is_renamed_by_one_of_many():
    by, bureau = someone_of("市政府办公室", "系统管理员"), unit_named("市住建局")

    def renaming(number):
        seen = Unit.objects.get(pk=bureau.pk)
        return lambda: units.rename(
            seen, name=f"新名{number}", short_name="", since=MONDAY, by=by, at=MONDAY_NINE
        )

    ends = at_once([renaming(number) for number in range(HANDS)])

    assert ends == ["NotFromHere"] * (HANDS - 1) + ["done"]
    assert Entry.objects.count() == 1


def test_many_units_founded_at_once_all_find_their_place():
    by, above = someone_of("市政府办公室", "系统管理员"), unit_named("市政府")

    def founding(number):
        return lambda: units.found(
            code=f"N{number}", name=f"新局{number}", kind="BUREAU", since=MONDAY,
            above=above, by=by, at=MONDAY_NINE,
        )  # fmt: skip

    ends = at_once([founding(number) for number in range(HANDS)])

    assert ends == ["done"] * HANDS
    assert Unit.objects.find_problems() == ([], [], [], [], [])


def test_a_unit_merges_into_one_successor():
    by, old = someone_of("市政府办公室", "系统管理员"), unit_named("市住建局")

    def merger(name):
        into = unit_named(name)
        return lambda: merging.merge(old, into=into, last_day=MONDAY, by=by, at=MONDAY_NINE)

    ends = at_once([merger(name) for name in ("市发改委", "市财政局", "市审计局", "市统计局")])

    assert ends == ["NotFromHere"] * 3 + ["done"]
    assert Entry.objects.filter(deed="unit.merge").count() == 1


def test_a_post_is_handed_over_to_one_person():
    by = someone_of("市政府办公室", "系统管理员")
    term = Term.objects.get(post=post_of("市住建局", "联络员"))
    heirs = [Person.objects.register(f"heir{n}", f"接任{n}") for n in range(HANDS)]

    def handing(person):
        seen = Term.objects.select_related("post__unit", "person").get(pk=term.pk)
        return lambda: appointments.hand_over(seen, to=person, since=MONDAY, by=by, at=MONDAY_NINE)

    ends = at_once([handing(person) for person in heirs])

    assert ends == ["NotFromHere"] * (HANDS - 1) + ["done"]
    assert Term.objects.filter(rights_on(MONDAY), post=term.post).count() == 1


def test_two_security_administrators_cannot_end_one_another_at_once():
    town()
    post = post_of("市政府办公室", "安全管理员")
    second = Person.objects.register("second", "安全二")
    Term.objects.create(person=second, post=post, since=FOUNDED)
    first_by = someone_of("市政府办公室", "安全管理员")
    second_by = someone_of("市政府办公室", "安全管理员", named="安全二")
    terms = {term.person_id: term for term in Term.objects.filter(post=post)}

    def ending(by, victim):
        return lambda: appointments.end_term(
            terms[victim.person_id], last_day=MONDAY, by=by, at=MONDAY_NINE
        )

    ends = at_once([ending(first_by, second_by), ending(second_by, first_by)])

    assert ends == ["Unmet", "done"]
    assert Term.objects.filter(rights_on(MONDAY), post=post).count() == 1

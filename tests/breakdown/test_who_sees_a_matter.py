"""Who sees a matter (domain/08): main leaders their government's, deputies their sphere's."""

from datetime import timedelta

import pytest

from luoshi.breakdown.models import Matter
from luoshi.breakdown.queries import matters_before
from luoshi.breakdown.terms import MatterState as S
from luoshi.organisation.operations import spheres
from tests.road import a_matter, an_approved_list, the
from tests.world import MONDAY, TUESDAY_NINE, post_of, someone_of

pytestmark = pytest.mark.django_db


def seen_by(unit, title):
    return set(matters_before(someone_of(unit, title)))


def test_the_mayor_sees_the_governments_matters_and_the_secretary_the_partys():
    ours, theirs = a_matter(S.IN_PROGRESS), a_matter(S.IN_PROGRESS, room="市委督查室")

    assert seen_by("市政府", "市长") == {ours}
    assert seen_by("市委", "市委书记") == {theirs}


def test_both_see_what_the_two_rooms_share():
    matter = a_matter(S.IN_PROGRESS)
    Matter.objects.filter(pk=matter.pk).update(owner="JOINT")

    assert seen_by("市委", "市委书记") == seen_by("市政府", "市长") == {matter}


def test_a_matter_is_seen_from_its_set_up_on():
    matter = an_approved_list().matters.get()

    assert seen_by("市政府", "市长") == {matter}
    Matter.objects.filter(pk=matter.pk).update(state=S.NOT_OPENED, number="")
    assert seen_by("市政府", "市长") == set()


def test_a_deputy_sees_the_sphere_of_today():
    matter = a_matter(S.IN_PROGRESS)
    assert seen_by("市政府", "副市长") == {matter}
    sphere = post_of("市政府", "副市长").spheres.get()

    spheres.end_sphere(sphere, last_day=MONDAY - timedelta(days=1), by=the("主任"), at=TUESDAY_NINE)
    Matter.objects.filter(pk=matter.pk).update(leader=None)

    assert seen_by("市政府", "副市长") == set()


def test_a_sphere_handed_over_leads_the_new_leader_to_its_matters():
    matter = a_matter(S.IN_PROGRESS)
    sphere = post_of("市政府", "副市长").spheres.get()
    other = post_of("市委", "市委书记")

    spheres.hand_over_sphere(sphere, to=other, since=MONDAY, by=the("主任"), at=TUESDAY_NINE)

    matter.refresh_from_db()
    assert seen_by("市委", "市委书记") == {matter}
    assert (seen_by("市政府", "副市长"), matter.leader) == (set(), other)

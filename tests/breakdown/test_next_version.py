"""下一版: before it is submitted or issued a later version says what it adds, and for whom."""

from datetime import date

import pytest
from django.urls import reverse

from luoshi.breakdown.operations import drafts, lists
from luoshi.breakdown.operations.drafts import Wording
from luoshi.breakdown.terms import Cadence
from luoshi.breakdown.versions import changes_of
from tests.breakdown.given import issued, let_in, officer
from tests.world import TUESDAY_NINE, unit_named

pytestmark = pytest.mark.django_db


def next_version():
    """A second version on an issued list of three, with one matter more."""
    first = issued()
    second = lists.open_list(first.document, by=officer(), at=TUESDAY_NINE)
    asked = "完成老旧小区改造130个"
    made = drafts.add(second, by=officer(), requirement=asked, cadence=Cadence.TEN_DAYS)
    wording = Wording(
        title=asked,
        requirement=asked,
        standard="验收合格文件",
        lead=unit_named("市住建局"),
        due_date=date(2026, 10, 31),
        cadence=Cadence.TEN_DAYS,
        assist=[unit_named("市统计局")],
    )
    drafts.accept(made, by=officer(), wording=wording)
    return first, second


def test_a_first_version_changes_nothing():
    assert changes_of(issued()) == []


def test_each_unit_sees_what_is_added_beside_what_stays():
    first, second = next_version()

    changes = changes_of(second)

    assert [(one.unit.short_name, one.stays) for one in changes] == [
        ("市住建局", 2),
        ("市统计局", 0),
    ]
    assert [(row.role, row.title) for one in changes for row in one.added] == [
        ("牵头", "完成老旧小区改造130个"),
        ("配合", "完成老旧小区改造130个"),
    ]
    like = first.matters.get(title="改造老旧小区126个")
    assert changes[0].added[0].near.known.number == like.number


def test_the_list_shows_it_before_it_is_submitted(client):
    _first, second = next_version()
    let_in(client, officer())

    page = client.get(reverse("breakdown:list", args=[second.pk]))

    assert len(page.context["changes"]) == 2
    assert "本版变化" in page.content.decode()

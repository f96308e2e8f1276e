"""并入: open matters go to the successor, closed ones keep the name they were closed under."""

from datetime import date

import pytest

from luoshi.breakdown.operations import matters
from luoshi.breakdown.terms import MatterState
from luoshi.dues.models import Due
from luoshi.organisation import mergers
from luoshi.organisation.operations import merging
from luoshi.organisation.terms import Role
from luoshi.trail.models import Entry
from tests.road import LEAD, a_matter
from tests.world import TUESDAY_NINE, someone_of, unit_named

pytestmark = pytest.mark.django_db


def merged(into="市发改委"):
    merging.merge(
        unit_named(LEAD),
        into=unit_named(into),
        last_day=date(2026, 6, 1),
        by=someone_of("市政府办公室", Role.SYSTEM_ADMIN),
        at=TUESDAY_NINE,
    )


def test_the_successor_leads_what_was_open():
    matter = a_matter(MatterState.IN_PROGRESS)
    into = unit_named("市发改委")

    merged()

    matter.refresh_from_db()
    assert matter.lead == into
    assert list(
        matter.parts.filter(given_up_at=None, role="LEAD").values_list("unit", flat=True)
    ) == [into.pk]
    owed = Due.objects.filter(about_id=str(matter.pk), met_at=None, excused_at=None)
    assert set(owed.values_list("debtor", flat=True)) == {into.pk}


def test_the_list_is_shown_beforehand_with_matters_and_dues():
    a_matter(MatterState.IN_PROGRESS)

    listings = mergers.open_things_of(unit_named(LEAD))

    assert [(one.carrier.code, len(one.things)) for one in listings] == [
        ("dues", 3),
        ("matters", 1),
    ]


def test_what_is_closed_keeps_its_lead():
    matter = a_matter(MatterState.WRITTEN_OFF)
    before = matter.lead

    merged()

    matter.refresh_from_db()
    assert matter.lead == before


def test_a_notice_nobody_signed_is_signed_by_the_successor():
    matter = a_matter(MatterState.ASSIGNED)
    merged()
    notice = matter.parts.get(role="LEAD", given_up_at=None).notice

    matters.sign(notice, by=someone_of("市发改委", "联络员"), at=TUESDAY_NINE)

    matter.refresh_from_db()
    assert matter.state == MatterState.IN_PROGRESS


def test_each_moved_matter_has_its_entry():
    matter = a_matter(MatterState.ASSIGNED)

    merged()

    entry = Entry.objects.get(deed="matter.move", about_id=str(matter.pk))
    assert entry.facts == {
        "from": "澄川市住房和城乡建设局",
        "to": "澄川市发展和改革委员会",
    }

"""并入: open matters go to the successor, closed ones keep the name they were closed under."""

from datetime import date

import pytest

from luoshi.breakdown import hearing
from luoshi.breakdown.operations import children, matters
from luoshi.breakdown.queries import inputs_of, lists_before, matters_before, notices_before
from luoshi.breakdown.terms import MatterState
from luoshi.dues.models import Due
from luoshi.dues.terms import DueKind
from luoshi.intake.queries import documents_before
from luoshi.organisation import mergers
from luoshi.organisation.operations import merging
from luoshi.organisation.terms import Role
from luoshi.trail.models import Entry
from tests.deeds import due_of, owed
from tests.road import ASSIST, LEAD, a_matter, the
from tests.world import MONDAY, MONDAY_NINE, TUESDAY_NINE, someone_of, unit_named

pytestmark = pytest.mark.django_db
KEEPER = ("市政府办公室", Role.SYSTEM_ADMIN)


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


def test_a_rooms_papers_lists_and_closed_matters_are_reached_by_its_successor():
    closed = a_matter(MatterState.WRITTEN_OFF)
    room, heir = unit_named("市政府督查室"), unit_named("市委督查室")

    merging.merge(room, into=heir, last_day=MONDAY, by=someone_of(*KEEPER), at=TUESDAY_NINE)

    director = the("主任", "市委督查室")
    assert list(documents_before(director)) == [closed.list.document]
    assert list(lists_before(director)) == [closed.list]
    assert list(matters_before(director)) == [closed]
    assert set(notices_before(director)) == set(closed.list.notices.all())
    # Old papers keep the old name.
    assert {one.office for one in closed.list.notices.all()} == {room}


def test_a_bureaus_closed_matters_and_old_notices_are_reached_by_its_successor():
    closed = a_matter(MatterState.WRITTEN_OFF)

    merging.merge(
        unit_named(LEAD), into=unit_named("市发改委"), last_day=MONDAY,
        by=someone_of(*KEEPER), at=TUESDAY_NINE,
    )  # fmt: skip

    liaison = the("联络员", "市发改委")
    assert list(matters_before(liaison)) == [closed]
    assert [one.unit.short_name for one in notices_before(liaison)] == [LEAD]


def test_what_was_said_is_not_asked_again_of_the_successor():
    matter = a_matter(MatterState.IN_PROGRESS)

    merging.merge(
        unit_named(ASSIST), into=unit_named("市发改委"), last_day=MONDAY,
        by=someone_of(*KEEPER), at=TUESDAY_NINE,
    )  # fmt: skip

    [said] = inputs_of(matter)
    assert said.part.unit.short_name == "市发改委"
    assert list(hearing.parts_unheard(matter)) == []


def test_an_assisting_unit_that_goes_up_in_the_lead_owes_no_input():
    matter = a_matter(MatterState.ASSIGNED)

    merging.merge(
        unit_named(ASSIST), into=unit_named(LEAD), last_day=MONDAY,
        by=someone_of(*KEEPER), at=TUESDAY_NINE,
    )  # fmt: skip

    assert owed(matter) == [(DueKind.COMPLETION, LEAD)]


def test_a_child_follows_the_unit_that_assigned_it():
    parent = a_matter(MatterState.IN_PROGRESS)
    piece = children.Piece(unit_named("市住建局城建科"), "普查", "普查120座", date(2026, 8, 31))
    children.sub_assign(parent, [piece], by=the("局长", LEAD), at=MONDAY_NINE)

    merging.merge(
        unit_named(LEAD), into=unit_named("市发改委"), last_day=MONDAY,
        by=someone_of(*KEEPER), at=TUESDAY_NINE,
    )  # fmt: skip

    child = parent.children.get()
    assert set(matters_before(the("主任", "市发改委"))) == {parent, child}
    assert due_of(child, DueKind.COMPLETION).creditor.short_name == "市发改委"

"""A decision on paper becomes a verified result: taken in, broken down, issued, checked, filed."""

import pytest

from luoshi.breakdown.models import Part
from luoshi.breakdown.terms import ListState, MatterState, PartRole
from luoshi.dues.models import Due
from luoshi.dues.terms import DueKind
from luoshi.trail.models import Entry
from tests.road import a_matter, a_report
from tests.world import MONDAY_NINE

pytestmark = pytest.mark.django_db


def test_a_decision_goes_all_the_way_to_the_archive():
    matter = a_matter(MatterState.ARCHIVED)

    assert matter.number == "澄政督会2026-0001"
    assert matter.list.state == ListState.ISSUED
    assert [notice.number for notice in matter.list.notices.order_by("number")] == [
        "澄政督通〔2026〕1号",
        "澄政督通〔2026〕2号",
    ]
    deeds = Entry.objects.filter(about_kind="matter").order_by("id").values_list("deed", flat=True)
    assert list(deeds) == [
        "matter.register",
        "matter.issue",
        "matter.sign",
        "input.give",
        "matter.claim",
        "matter.pass_review",
        "matter.verify",
        "matter.complete",
        "matter.write_off",
        "matter.file",
    ]


def test_nothing_is_owed_of_a_matter_that_was_written_off():
    matter = a_matter(MatterState.WRITTEN_OFF)

    left = Due.objects.filter(about_id=str(matter.pk), met_at=None, excused_at=None)
    assert list(left.values_list("kind", flat=True)) == []


def test_what_is_owed_while_the_work_is_under_way():
    matter = a_matter(MatterState.IN_PROGRESS)

    owed = Due.objects.filter(about_id=str(matter.pk), met_at=None, excused_at=None)
    assert sorted(owed.values_list("kind", "period")) == [
        (DueKind.COMPLETION, ""),
        (DueKind.REPORT, "2026-06-T1"),
        (DueKind.REPORT, "2026-06-T2"),
    ]


def test_the_assisting_unit_gets_a_notice_of_its_own():
    matter = a_matter(MatterState.ASSIGNED)

    parts = Part.objects.filter(matter=matter).order_by("role").values_list("role", "unit__name")
    assert list(parts) == [
        (PartRole.ASSIST, "澄川市财政局"),
        (PartRole.LEAD, "澄川市住房和城乡建设局"),
    ]


def test_a_report_answers_the_period_that_is_owed():
    matter = a_matter(MatterState.IN_PROGRESS)

    said = a_report(matter, at=MONDAY_NINE)

    assert said.period == "2026-06-T1"

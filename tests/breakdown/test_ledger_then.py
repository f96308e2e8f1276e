"""回溯: the ledger of an earlier day, replayed from the trail, is what stood on that day."""

from datetime import date

import pytest

from luoshi.breakdown.ledger import found, then
from luoshi.breakdown.ledger.latest import said_of
from luoshi.breakdown.ledger.then import restated
from luoshi.breakdown.ledger.wanted import Wanted
from luoshi.breakdown.lights import light_of
from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import lists
from luoshi.breakdown.operations.children import move_date
from luoshi.breakdown.operations.matters import reopen
from luoshi.breakdown.operations.suspending import resume, suspend
from luoshi.breakdown.operations.takeover import Record, take_over
from luoshi.breakdown.terms import Cause
from luoshi.intake.models import Instruction
from luoshi.intake.operations import note_instruction
from luoshi.organisation.models import Post
from luoshi.reporting.models import Report
from luoshi.reporting.operations import signing
from luoshi.reporting.terms import ReportState
from luoshi.timelimits.here import day_here, end_here
from tests.breakdown import given
from tests.road import DUE, LEAD, S, a_matter, a_report, an_approved_list, bring, the
from tests.walk import Walk
from tests.world import (
    MONDAY,
    MONDAY_NINE,
    THURSDAY_NINE,
    TUESDAY,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    nine_on,
    someone_of,
    unit_named,
)

pytestmark = pytest.mark.django_db


def shown(matter, day):
    """What the ledger says of a matter on a day."""
    light = light_of(matter, day)
    return (
        matter.state,
        light and (int(light.level), light.reason),
        matter.lead_id,
        matter.due_date,
        matter.original_due_date,
        matter.issued_date,
        matter.progress,
    )


class Diary(Walk):
    """A walk that writes down at the end of each day how every matter stood."""

    def __init__(self, seed, **rest):
        super().__init__(seed, **rest)
        self.written = {}

    def _let_time_pass(self):
        day = day_here(self.at)
        if day_here(self.at + self.pause) != day:
            self.written[day] = {one.pk: shown(one, day) for one in Matter.objects.all()}
        super()._let_time_pass()


def taken_back():
    """Matters whose light of a past day is not known: a report answered, and was taken back."""
    return {*Report.objects.filter(state=ReportState.WITHDRAWN).values_list("matter", flat=True)}


def test_every_day_of_a_walk_is_found_again_as_it_was_written_down():
    walk = Diary(3, deeds_a_day=15).go(400)

    wrong, unknown = {}, taken_back()
    for day, was in list(walk.written.items())[::3]:
        now = {one.pk: shown(one, day) for one in restated(Matter.objects.all(), Wanted(), day)}
        alike = {pk for pk in was if was[pk] == now.get(pk)} | unknown
        wrong[day] = [(was.get(pk), now.get(pk)) for pk in {*was, *now} - alike]

    assert len(walk.written) > 20
    assert {day: found for day, found in wrong.items() if found} == {}


def taken_over():
    """A matter taken over from paper a month after it was handed out there."""
    record = Record(
        page="12",
        paper_number="7",
        recorded_date=date(2026, 5, 4),
        title="建成公交首末站4处",
        requirement="建成公交首末站4处",
        standard="4处全部投用",
        lead=unit_named(LEAD),
        due_date=DUE,
        done="2处已投用",
    )
    [matter] = take_over("督查台账", [record], by=the("主任"), at=MONDAY_NINE)
    return matter


@pytest.mark.parametrize(
    "begun, issued", [(lambda: a_matter(S.IN_PROGRESS), MONDAY), (taken_over, date(2026, 5, 4))]
)
def test_before_the_next_round_it_stood_by_the_days_of_the_round_before(begun, issued):
    matter = begun()
    for state in (S.CLAIMED, S.VERIFYING, S.DECIDING, S.COMPLETED):
        matter.refresh_from_db()
        bring(matter, state, at=WEDNESDAY_NINE)
    note_instruction(
        matter=(matter.pk, matter.number),
        by=the("督查员"),
        at=THURSDAY_NINE,
        leader=Post.objects.get(pk=someone_of("市政府", "市长").post_id),
        words="再延伸到二期",
        given_date=day_here(THURSDAY_NINE),
        read_only=False,
    )
    matter.refresh_from_db()
    words, later = Instruction.objects.get(matter_id=matter.pk), date(2026, 12, 1)
    reopen(matter, words, by=the("主任"), at=THURSDAY_NINE, due_date=later)

    [stood] = restated(Matter.objects.all(), Wanted(), TUESDAY)

    assert (stood.issued_date, stood.due_date, stood.original_due_date) == (issued, DUE, DUE)


@pytest.mark.parametrize("sort", ["light", "-light", "issued", "-issued"])
def test_what_has_neither_light_nor_day_of_issue_stands_last_both_ways(sort):
    a_matter(S.IN_PROGRESS)
    given.approved(("编制年度计划", "市发改委", (), DUE))
    wanted = Wanted(sort=sort)

    _said, rows = found.answer(the("主任"), wanted, MONDAY)
    now = list(found.ordered(rows, wanted).values_list("state", flat=True))
    _said, matters = then.answer(the("主任"), wanted, MONDAY)

    assert now == [one.state for one in matters] == [S.IN_PROGRESS, S.REGISTERED]


def test_before_it_stood_still_its_date_was_the_one_before_a_later_change_as_well():
    matter = a_matter(S.IN_PROGRESS)
    director = the("主任")
    suspend(
        matter,
        by=director,
        at=WEDNESDAY_NINE,
        cause=Cause.FORCE_MAJEURE,
        reason="汛期停工",
        review_date=date(2026, 6, 20),
    )
    resume(matter, by=director, at=nine_on(6, 8), reason="汛期已过")
    move_date(matter, date(2026, 8, 1), by=director, at=nine_on(6, 9), reason="提前通水")

    dates = [restated(Matter.objects.all(), Wanted(), one)[0].due_date
             for one in (TUESDAY, date(2026, 6, 8), date(2026, 6, 9))]  # fmt: skip

    assert dates == [DUE, date(2026, 10, 5), date(2026, 8, 1)]


def test_before_its_clock_ran_its_date_was_not_yet_moved_by_the_days_it_stood_still():
    approved, director = an_approved_list(at=MONDAY_NINE), the("主任")
    lists.issue(approved, by=director, at=TUESDAY_NINE)
    matter = approved.matters.get()
    bring(matter, S.IN_PROGRESS, at=TUESDAY_NINE)
    suspend(
        matter,
        by=director,
        at=WEDNESDAY_NINE,
        cause=Cause.FORCE_MAJEURE,
        reason="汛期停工",
        review_date=date(2026, 6, 20),
    )
    resume(matter, by=director, at=nine_on(6, 8), reason="汛期已过")
    move_date(matter, date(2026, 8, 1), by=director, at=nine_on(6, 9), reason="提前通水")

    [stood] = restated(Matter.objects.all(), Wanted(), MONDAY)

    assert (stood.state, stood.due_date) == (S.REGISTERED, DUE)


def test_what_was_taken_back_unread_is_not_read_on_the_day_it_was_there():
    matter = a_matter(S.IN_PROGRESS)
    said = a_report(matter, at=TUESDAY_NINE)
    assert said_of([matter.pk], end_here(TUESDAY))[matter.pk].words == said.progress

    signing.withdraw(said, by=the("联络员", LEAD), at=WEDNESDAY_NINE)

    assert said_of([matter.pk], end_here(TUESDAY)) == {}

"""演示城市: a small town lived through by real deeds; what a visitor may meet is all in it."""

from collections import Counter

import pytest
from django.db.models import F

from luoshi.assessment.appraisal_terms import AppraisalState
from luoshi.assessment.economy import lagging, table_of
from luoshi.assessment.models import Adjustment, Appeal, Appraisal, Period, Scheme
from luoshi.assessment.terms import AdjustmentState, PeriodState, SchemeState
from luoshi.breakdown.ledger.wanted import wanted_in
from luoshi.breakdown.lights import light_of
from luoshi.breakdown.models import LedgerView, Matter, MatterList
from luoshi.breakdown.queries import views_before
from luoshi.breakdown.terms import DraftVerdict, ListState, MatterState
from luoshi.coordination.models import Request
from luoshi.dues.terms import Level, Reason
from luoshi.organisation.models import Person, Unit
from luoshi.organisation.terms import UnitKind
from luoshi.reporting.models import Report, Slip
from luoshi.reporting.terms import ReportState, SlipState
from luoshi.shell import desk, waiting
from luoshi.shell.models import Message
from luoshi.site.demo.city import PLAYED
from luoshi.site.demo.kept_views import HABITS
from luoshi.site.demo.story import SEED
from luoshi.site.demo.voting import left_over
from luoshi.timelimits.here import day_here
from luoshi.trail.checking import check
from luoshi.trail.models import Entry
from tests.site.told import NEVER_STANDS, THURSDAY, lived_through, seen_as, undone

# The story goes through deeds that are tested on both engines: one is enough for it.
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
SMALL = {"matters": 90, "days": 92, "seed": 1}
# Those a town of any size has; the others come and go with the days.
REASONS = {
    Reason.DONE,
    Reason.SUSPENDED,
    Reason.ON_TIME,
    Reason.DUE_TODAY,
    Reason.OVERDUE,
    Reason.LONG_OVERDUE,
    Reason.BEHIND,
    Reason.FAR_BEHIND,
    Reason.REPORTS_MISSED,
    Reason.SENT_BACK,
    Reason.SENT_BACK_AGAIN,
}


def on_the_desk(username, ends):
    """Return how much waits on somebody's desk."""
    return desk.count(seen_as(username, ends), ends)


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker, tmp_path_factory):
    """A small town, told once for all the tests that only look at it."""
    with django_db_blocker.unblock(), undone(tmp_path_factory.mktemp("town")):
        yield lived_through(THURSDAY, **SMALL)


def test_every_state_a_matter_can_stand_in_is_there(town):
    states = set(Matter.objects.values_list("state", flat=True))

    assert set(MatterState) - states == NEVER_STANDS


def test_every_level_of_light_is_there_and_most_reasons(town):
    lights = [light_of(one, day_here(THURSDAY)) for one in Matter.objects.all()]

    assert {one.level for one in lights if one} == set(Level)
    assert {one.reason for one in lights if one} >= REASONS


def test_lists_stand_at_every_step_and_one_is_half_broken_down(town):
    half = MatterList.objects.get(state=ListState.DRAFTING)
    verdicts = Counter(half.drafts.values_list("verdict", flat=True))

    assert set(MatterList.objects.values_list("state", flat=True)) == set(ListState)
    assert set(verdicts) == set(DraftVerdict)


def test_nobody_was_refused_anything(town):
    assert town.refused == []


def test_what_is_signed_for_inside_a_unit_is_there(town):
    assert Report.objects.filter(state=ReportState.SIGNING, unit__code=PLAYED).count() == 1
    assert Slip.objects.filter(state=SlipState.WAITING, unit__code=PLAYED).count() == 1


def test_the_desk_of_whoever_is_played_can_be_cleared_in_a_day(town):
    rows = {name: on_the_desk(name, THURSDAY) for name in ("zjj3", "sfdc1", "sfdc2", "sfdc4")}

    assert {name: 1 <= number <= 25 for name, number in rows.items()} == dict.fromkeys(rows, True)
    assert 4 <= rows["zjj3"] <= 16


def test_something_is_due_today_and_something_late_at_the_played_unit(town):
    owed = desk.owed_here(seen_as("zjj3", THURSDAY), day_here(THURSDAY))
    today, late = desk.numbers(owed, day_here(THURSDAY))

    assert today and late


def test_whoever_directs_the_room_has_every_step_to_decide_on(town):
    lines = {
        str(line.href).partition("#")[2] for line in waiting.waits_for(seen_as("sfdc1", THURSDAY))
    }

    assert {"reassign", "pass_review", "verify", "complete", "file"} <= lines


def test_people_find_messages_of_the_last_month(town):
    assert Message.objects.filter(person__username="zjj3").exists()


def test_people_keep_views_of_the_ledger_that_ask_what_they_say(town):
    kept = {view.name: wanted_in(view.query) for view in LedgerView.objects.all()}

    assert {name: wanted.kept for name, wanted in kept.items()} == {
        one.name: wanted_in(one.asks).kept for one in HABITS
    }
    shared = [view.name for view in views_before(seen_as("sfdc2", THURSDAY)) if view.shared]
    assert sorted(shared) == ["待签收", "重点督办"]


def test_the_city_has_its_townships_people_and_marked_accounts(town):
    assert Unit.objects.filter(kind=UnitKind.TOWNSHIP).count() == 60
    assert 300 <= Person.objects.filter(is_demo=True).count() <= 360


def test_assessors_find_a_month_under_appeal_and_an_appraisal_that_takes_votes(town):
    assert dict(Period.objects.values_list("label", "state")) == {
        "2026-09": PeriodState.PUBLISHED,
        "2026-10": PeriodState.PUBLICITY,
        "2026-Q4": PeriodState.COLLECTING,
    }
    appeals = Appeal.objects.order_by("state").values_list("state", flat=True)
    assert list(appeals) == ["LODGED", "REVIEWING", "SPLIT", "UPHELD"]
    assert Adjustment.objects.get().state == AdjustmentState.PROPOSED
    assert Scheme.objects.get(state=SchemeState.DRAFT).year == 2027
    open_one = Appraisal.objects.get(state=AppraisalState.OPEN)
    assert (open_one.tokens.filter(used=True).count(), open_one.paper.confirmed_by) == (18, None)
    assert left_over(SEED)


def test_a_month_has_its_economy_with_ranks_in_the_province(town):
    month = Period.objects.get(label="2026-10")
    cells = [cell for row in table_of(month) for cell in row]

    # Three indicators of six counties and two zones.
    assert [len(cells), sum(cell.rank is not None for cell in cells)] == [24, 24]
    assert all(cell.risen is not None for cell in cells)
    assert lagging(month)


def test_the_trail_of_the_town_holds(town):
    report = check()

    assert report.sound
    assert report.covered == Entry.objects.count()


def test_units_asked_and_were_answered_and_something_waits(town):
    states = Counter(Request.objects.values_list("state", flat=True))

    assert {"GRANTED", "REFUSED", "SENT"} <= {*states}
    assert on_the_desk("sfdc1", town.ends)
    assert Matter.objects.exclude(due_date=F("original_due_date")).exists()

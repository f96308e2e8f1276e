"""并入: what is open of an assessment goes to the successor, what is closed stays where it was."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.assessment import composing
from luoshi.assessment.appeal_terms import AppealState
from luoshi.assessment.appraisal_terms import AppraisalState
from luoshi.assessment.models import Appraisal, AssessedUnit, Figure, Indicator, Period, Score
from luoshi.assessment.operations import checking, figures, periods
from luoshi.assessment.reckoning.spec import Total
from luoshi.assessment.sight import groups_before, periods_before, sight_of
from luoshi.assessment.standing import gaps
from luoshi.assessment.yearly import year_of
from luoshi.dues.models import OPEN, Due
from luoshi.flow.refusals import Unmet
from luoshi.organisation import mergers
from luoshi.organisation.operations import merging, units
from luoshi.organisation.terms import Role
from luoshi.trail.models import Entry
from tests.assessed import a_period, a_scheme, an_adjustment
from tests.assessment.asked import SATISFIED, a_closed, a_draft
from tests.assessment.steps import (
    AFTER_THE_WINDOWS,
    OPENED,
    PUBLISHED,
    S,
    a_period_at,
    lodged,
    of_the_office,
    the_leader,
)
from tests.world import nine_on, someone_of, unit_named

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 7, 16)
MERGED = nine_on(7, 17)
GONE = "云渡县"
# Not assessed, and assessed in the same group.
NEW, RIVAL = "市委办公室", "岚溪县"


def keeper():
    return someone_of("市政府办公室", Role.SYSTEM_ADMIN)


def merged(unit=GONE, into=RIVAL, at=MERGED):
    gone = unit_named(unit)
    merging.merge(gone, into=unit_named(into), last_day=LAST_DAY, by=keeper(), at=at)
    return gone


def names(rows):
    return sorted(rows.values_list("unit__short_name", flat=True))


def test_a_successor_of_no_place_takes_the_place_with_all_that_still_runs():
    period = a_period_at(S.PUBLICITY)
    appeal = lodged(period, GONE)
    an_adjustment(period, GONE, "BRIGHT", "0.5")
    before = Score.objects.get(period=period, unit=unit_named(GONE)).rank

    gone = merged(into=NEW)

    into = unit_named(NEW)
    assert not AssessedUnit.objects.filter(unit=gone).exists()
    assert Score.objects.get(period=period, unit=into).rank == before
    appeal.refresh_from_db()
    assert (appeal.unit, appeal.state) == (into, AppealState.LODGED)
    for held in (period.figures, period.self_reports, period.adjustments, period.checks):
        assert not held.filter(unit=gone).exists()
        assert held.filter(unit=into).exists()
    assert not Due.objects.filter(OPEN, creditor=gone).exists()
    [entry] = Entry.objects.filter(deed="scheme.move")
    assert entry.facts["taken"] is True
    assert entry.facts["periods"] == ["2026-Q2"]


def test_beside_a_place_of_its_own_the_other_is_given_up_and_its_group_reckoned_without_it():
    period = a_period_at(S.PUBLICITY)
    appeal = lodged(period, GONE)

    gone = merged()

    assert names(AssessedUnit.objects.filter(group__name="综合组")) == [RIVAL, "市审计局"]
    group = Score.objects.filter(period=period, group__name="综合组")
    assert names(group) == [RIVAL, "市审计局"]
    assert not Figure.objects.filter(period=period, unit=gone, current=True).exists()
    assert gaps(period) == []
    appeal.refresh_from_db()
    assert appeal.state == AppealState.WITHDRAWN
    assert not Due.objects.filter(OPEN, about_id=str(appeal.pk)).exists()
    [entry] = Entry.objects.filter(deed="appeal.lapse")
    assert entry.facts["reason"] == "并入岚溪县，不再单独考核"


def test_the_period_goes_its_way_after_a_merger():
    period = a_period_at(S.PUBLICITY)
    merged()

    periods.put_up(period, by=of_the_office("主任"), at=AFTER_THE_WINDOWS)
    periods.approve(period, by=the_leader(), at=PUBLISHED)
    periods.publish(period, by=of_the_office("主任"), at=PUBLISHED)

    assert Period.objects.get().state == S.PUBLISHED
    assert GONE not in names(Score.objects.all())


@pytest.mark.parametrize("state", [S.APPROVING, S.APPROVED, S.PUBLISHED])
@pytest.mark.parametrize("into", [NEW, RIVAL])
def test_what_was_put_up_or_published_stays_with_the_unit_that_earned_it(state, into):
    period = a_period_at(state)
    before = list(Score.objects.order_by("pk").values_list("unit", "points", "rank", "grade"))

    gone = merged(into=into, at=PUBLISHED)

    after = list(Score.objects.order_by("pk").values_list("unit", "points", "rank", "grade"))
    assert after == before
    assert period.figures.filter(unit=gone, current=True).count() == 11
    if state == S.APPROVING:
        periods.approve(period, by=the_leader(), at=PUBLISHED)
    if state != S.PUBLISHED:
        periods.publish(period, by=of_the_office("主任"), at=PUBLISHED)
    assert Period.objects.get().state == S.PUBLISHED


def test_the_successor_reads_what_the_unit_had_earned():
    period = a_period_at(S.PUBLISHED)
    gone = merged("市住建局", "云渡县", at=PUBLISHED)
    head = someone_of("云渡县", "县长")

    assert list(periods_before(head)) == [period]
    assert [one.name for one in groups_before(head, period)] == ["综合组", "部门组"]
    assert sight_of(head, period).opens(gone)
    assert not sight_of(head, period).opens(unit_named("市发改委"))


def published(unit, label, points):
    """Lay what a unit earned in a period that is closed."""
    scheme = Period.objects.get(label="2026").scheme
    period = Period.objects.filter(label=label).first()
    period = period or a_period(scheme, label, state=S.PUBLISHED)
    group = scheme.groups.get(name="综合组")
    return Score.objects.create(
        period=period,
        group=group,
        unit=unit_named(unit),
        points=points,
        computed_at=PUBLISHED,
    )


def means_of(unit):
    """Return what a unit's months and quarters give to the year."""
    year = Period.objects.select_related("scheme").get(label="2026")
    [total] = composing.composed(year, [Total(str(unit_named(unit).pk), Decimal(100), ())])
    return {one.name: one.points for one in total.shares}


def test_a_year_counts_what_the_merged_units_had_earned_where_the_successor_had_nothing():
    a_period(a_scheme(), "2026")
    for unit, label, points in (
        ("云渡县", "2026-Q1", 80), ("岚溪县", "2026-Q1", 90), ("岚溪县", "2026-05", 70),
        (NEW, "2026-Q2", 100),
    ):  # fmt: skip
        published(unit, label, points)
    assert means_of(NEW) == {"QUARTERS": 100, "OWN": 100}
    for gone in ("云渡县", "岚溪县"):
        merged(gone, NEW, at=PUBLISHED)

    # The first quarter is the mean of the two that were merged, the second its own.
    assert means_of(NEW) == {"MONTHS": 70, "QUARTERS": Decimal("92.5"), "OWN": 100}
    year = year_of(Period.objects.get(label="2026"), unit_named(NEW), of_the_office("考核员"))
    shown = {part.kind: [one.unit.short_name for one in part.scores] for part in year.parts}
    assert shown == {"MONTH": ["岚溪县"], "QUARTER": ["岚溪县", "云渡县", NEW], "YEAR": []}
    assert [part.mean for part in year.parts] == [70, Decimal("92.5"), None]


def test_a_successor_with_a_score_of_its_own_keeps_to_that_one():
    a_period(a_scheme(), "2026")
    published("云渡县", "2026-Q1", 60)
    published("岚溪县", "2026-Q1", 90)
    merged("云渡县", "岚溪县", at=PUBLISHED)

    assert means_of("岚溪县") == {"QUARTERS": 90, "OWN": 100}


def test_the_successor_reports_once_for_itself():
    period = a_period_at(S.SELF_REPORTING)
    head = someone_of(RIVAL, "县长")
    checking.report(period, by=head, at=MERGED, text="各项任务按期完成")

    merged()

    owed = Due.objects.filter(OPEN, about_id=str(period.pk), debtor=unit_named(RIVAL))
    assert list(owed) == []


def test_figures_yet_to_be_entered_are_asked_of_the_sources_successor():
    scheme = a_scheme()
    period = periods.open_period(scheme, "2026-Q2", by=of_the_office("考核员"), at=OPENED)

    merged("市统计局", "市发改委")

    assert [one.unit for one in gaps(period)] == [unit_named("市发改委")]
    line = Indicator.objects.get(group__name="综合组", code="1.1")
    typed = [figures.Typed(line, unit_named(RIVAL), 90)]
    figures.enter(period, typed, by=someone_of("市发改委", "承办人"), at=MERGED)
    assert Figure.objects.get().state == "ENTERED"
    assert Due.objects.filter(OPEN, debtor=unit_named("市发改委")).count() == 1


def test_a_draft_names_the_successor_and_what_was_answered_names_the_unit():
    drafted, answered = a_draft(), a_closed(SATISFIED)
    gone = merged("市住建局", "市财政局")

    assert "市财政局" in names(drafted.appraised)
    assert gone.pk in answered.appraised.values_list("unit", flat=True)
    assert Appraisal.objects.filter(state=AppraisalState.CLOSED).get() == answered


def test_the_scheme_of_a_year_that_is_closed_is_left_as_it_was():
    scheme = a_period_at(S.PUBLISHED).scheme
    Period.objects.update(kind="YEAR", label="2026")

    gone = merged(at=PUBLISHED)

    assert AssessedUnit.objects.filter(scheme=scheme, unit=gone).exists()
    assert not Entry.objects.filter(deed="scheme.move").exists()


def test_an_office_hands_on_its_schemes_and_two_offices_of_a_year_do_not_merge():
    scheme = a_scheme()
    merged("市考核办", NEW)
    scheme.refresh_from_db()
    assert scheme.office == unit_named(NEW)

    a_scheme(office=unit_named("市发改委"), state="DRAFT", in_force_at=None)

    with pytest.raises(Unmet, match="也有2026年度考核办法，不能并入"):
        merged(NEW, "市发改委")


def test_what_moves_is_listed_beforehand_and_keeps_a_unit_from_being_closed():
    lodged(a_period_at(S.PUBLICITY), GONE)

    listings = {one.carrier.code: one.things for one in mergers.open_things_of(unit_named(GONE))}

    assert [one.kind for one in listings["assessments"]] == ["assessedunit", "appeal"]
    with pytest.raises(Unmet, match="请并入承接单位"):
        units.close(unit_named(GONE), last_day=LAST_DAY, by=keeper(), at=MERGED)

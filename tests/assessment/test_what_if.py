"""推演: last period's frozen figures under a draft scheme; nothing is stored."""

import pytest

from luoshi.assessment import whatif
from luoshi.assessment.models import AssessedUnit, CatalogueRule, Figure, Indicator, Score
from luoshi.assessment.operations import running
from luoshi.assessment.terms import SchemeState
from tests.assessed import AFTER_THE_QUARTER_NINE, a_period, a_scheme, an_adjustment, figures
from tests.world import someone_of, unit_named

pytestmark = pytest.mark.django_db


def a_quarter():
    period = a_period()
    figures(period)
    an_adjustment(period, "市发改委", "BRIGHT", "0.5")
    running.run(period, by=someone_of("市考核办", "考核员"), at=AFTER_THE_QUARTER_NINE)
    return period


def a_draft():
    return a_scheme(state=SchemeState.DRAFT, version=2)


def weighted(draft, code, weight):
    lines = Indicator.objects.filter(group__scheme=draft, group__name="部门组", code=code)
    lines.update(weight=weight)


def told(group):
    return [(one.name, one.rank, [str(x) for x in one.points]) for one in group.units]


def test_an_identical_scheme_gives_identical_places():
    period = a_quarter()

    found = whatif.compare(period, a_draft())

    assert found.moved == 0
    assert [one.lines for group in found.groups for one in group.units] == [()] * 6
    assert told(found.groups[1]) == [
        ("市住建局", (1, 1), ["98.3000", "98.3000"]),
        ("市发改委", (2, 2), ["94.5000", "94.5000"]),
        ("市财政局", (3, 3), ["92.5000", "92.5000"]),
    ]


def test_places_that_move_add_up_to_the_terms_that_are_listed():
    period = a_quarter()
    draft = a_draft()
    weighted(draft, "1.1", 85)
    weighted(draft, "1.2", 5)

    found = whatif.compare(period, draft)

    assert told(found.groups[1]) == [
        ("市住建局", (1, 1), ["98.3000", "97.8000"]),
        ("市财政局", (3, 2), ["92.5000", "97.5000"]),
        ("市发改委", (2, 3), ["94.5000", "95.7500"]),
    ]
    assert found.moved == 2
    for one in found.groups[1].units:
        before, after = one.points
        assert sum(line.points for line in one.lines) == after - before
    treasury = found.groups[1].units[1]
    assert [(line.key, line.name, str(line.points)) for line in treasury.lines] == [
        ("1.1", "重点任务完成率", "25.0000"),
        ("1.2", "改革任务完成率", "-20.0000"),
    ]


def test_points_beside_count_as_the_drafts_catalogue_says():
    period = a_quarter()
    draft = a_draft()
    CatalogueRule.objects.filter(scheme=draft, code="BRIGHT").update(points=2)

    doubled = whatif.compare(period, draft).groups[1].units[1]
    CatalogueRule.objects.filter(scheme=draft, code="BRIGHT").delete()
    gone = whatif.compare(period, draft).groups[1].units[1]

    assert (str(doubled.points[1]), str(gone.points[1])) == ("96.0000", "94.0000")


def test_a_tolerance_takes_off_what_the_deduction_costs_under_the_draft():
    period = a_period()
    figures(period)
    off = an_adjustment(period, "市发改委", "OVERDUE", "-0.1")
    about = {"about_kind": "adjustment", "about_id": off.pk}
    an_adjustment(period, "市发改委", "TOLERANCE", "0.1", **about)
    running.run(period, by=someone_of("市考核办", "考核员"), at=AFTER_THE_QUARTER_NINE)
    draft = a_draft()
    rule = CatalogueRule.objects.filter(scheme=draft, code="OVERDUE")
    rule.update(points=3)

    dearer = whatif.compare(period, draft).groups[1].units[1]
    rule.delete()
    gone = whatif.compare(period, draft).groups[1].units[1]

    assert [str(one.points[1]) for one in (dearer, gone)] == ["94.0000", "94.0000"]
    for one in (dearer, gone):
        assert (one.name, sum(line.points for line in one.lines)) == ("市发改委", 0)


def test_a_unit_the_period_did_not_assess_is_shown_without_a_before():
    period = a_quarter()
    draft = a_draft()
    group = draft.groups.get(name="部门组")
    AssessedUnit.objects.create(scheme=draft, group=group, unit=unit_named("市统计局"))

    [new] = [one for one in whatif.compare(period, draft).groups[1].units if one.name == "市统计局"]

    assert (new.points[0], new.rank) == (None, (None, None))


def test_how_many_places_rest_on_one_item():
    period = a_quarter()
    # One document less returned is worth half a point: the two then stand half a point apart.
    Figure.objects.filter(period=period, unit=unit_named("市财政局"), indicator__code="1.2").update(
        value="85"
    )

    found = whatif.compare(period, a_draft())

    assert [[len(band) for band in group.bands] for group in found.groups] == [[1, 1, 1], [1, 2]]
    assert found.noisy == 2


def test_nothing_is_stored():
    period = a_quarter()
    before = list(Score.objects.order_by("pk").values())

    whatif.compare(period, a_draft())

    assert list(Score.objects.order_by("pk").values()) == before

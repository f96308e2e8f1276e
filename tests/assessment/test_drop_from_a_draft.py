"""删去: what goes along is named before it is dropped, and nothing goes that was not named."""

from decimal import Decimal

import pytest

from luoshi.assessment.models import AssessedGroup, CatalogueRule, Indicator
from luoshi.assessment.operations import dropping
from luoshi.assessment.terms import SchemeState
from luoshi.flow.refusals import NotFromHere, NotYours
from tests.assessed import COUNTIES, a_scheme
from tests.assessment.test_scheme_pages import a_draft, assessor, counties, head, page
from tests.shell.pages import alerts, sign_in
from tests.world import someone_of

pytestmark = pytest.mark.django_db


def a_line_with_targets(group):
    """Return a line with others below it, one of which has a target for one unit."""
    line = group.indicators.get(code="3")
    unit = group.units.select_related("unit").first().unit
    line.below.first().targets.update_or_create(unit=unit, span="", defaults={"value": Decimal(7)})
    return line


def test_what_goes_along_is_named_first(client):
    group = counties(a_draft())
    line = a_line_with_targets(group)
    lines = group.indicators.filter(code__startswith="3")
    along = dropping.along_with(line)

    shown = assessor(client).get(page("line", line.pk), {"drop": "1"}).text

    assert [one.code for one in along.lines] == sorted(one.code for one in lines)
    assert f"{len(along.lines)}项指标" in shown
    assert f"{along.targets}个目标值" in shown
    assert f'name="seen" value="{along.key}"' in shown
    assert all(f"{one.code} {one.name}" in shown for one in lines)
    assert "删去后不能恢复" in shown
    assert 'href="?drop=1"' in client.get(page("line", line.pk)).text


def test_a_line_goes_with_what_is_below_it_once_that_was_seen(client):
    group = counties(a_draft())
    line = a_line_with_targets(group)
    given = {"verdict": "drop", "seen": dropping.along_with(line).key}

    answer = assessor(client).post(page("line", line.pk), given)

    assert answer.url == page("group", group.pk)
    assert group.indicators.filter(code__startswith="3").count() == 0


def test_nothing_goes_that_was_not_named(client):
    group = counties(a_draft())
    line = a_line_with_targets(group)
    seen = dropping.along_with(line).key
    Indicator.objects.create(
        group=group, parent=line, level=2, code="3.9", name="新增", weight=1, place=9
    )

    for given in ({"verdict": "drop"}, {"verdict": "drop", "seen": seen}):
        answer = assessor(client).post(page("line", line.pk), given)
        assert answer.status_code == 409
        assert alerts(answer) == ["要删去的内容在您打开之后已有变化，请核对后再删"]
    assert group.indicators.filter(code="3.9").exists()


def test_a_group_goes_with_its_indicators_and_places(client):
    scheme = a_draft()
    group = counties(scheme)
    along = dropping.along_with(group)
    assert (len(along.lines), along.units) == (group.indicators.count(), 3)

    shown = assessor(client).get(page("edit_group", group.pk), {"drop": "1"}).text
    client.post(page("edit_group", group.pk), {"verdict": "drop", "seen": along.key})

    assert f"{along.units}家单位在本组的位置，单位本身不变" in shown
    assert not AssessedGroup.objects.filter(pk=group.pk).exists()


def test_a_line_of_the_catalogue_goes_alone(client):
    scheme = a_draft()
    rule = scheme.catalogue.first()

    shown = assessor(client).get(page("rule", rule.pk), {"drop": "1"}).text
    client.post(page("rule", rule.pk), {"verdict": "drop", "seen": "0 0 0"})

    assert (f"删去“{rule.name}”" in shown, "一并删去" in shown) == (True, False)
    assert not CatalogueRule.objects.filter(pk=rule.pk).exists()


def test_who_may_not_write_in_the_draft_drops_nothing_and_is_asked_nothing(client):
    line = counties(a_draft()).indicators.get(code="3")
    given = {"verdict": "drop", "seen": dropping.along_with(line).key}

    asked = head(client).get(page("line", line.pk), {"drop": "1"})
    refused = client.post(page("line", line.pk), given)
    stranger = sign_in(client, someone_of("市住建局", "局长")).post(page("line", line.pk), given)

    assert "一并删去" not in asked.text
    assert (refused.status_code, "一并删去" in refused.text) == (409, False)
    assert stranger.status_code == 404
    with pytest.raises(NotYours):
        dropping.drop(line, seen=given["seen"], by=someone_of("市考核办", "主任"))


def test_nothing_is_dropped_from_what_is_in_force():
    line = a_scheme(state=SchemeState.IN_FORCE).groups.get(name=COUNTIES).indicators.get(code="3")

    with pytest.raises(NotFromHere):
        dropping.drop(line, seen=dropping.along_with(line).key, by=someone_of("市考核办", "考核员"))

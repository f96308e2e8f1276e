"""灯: it turns worse with the days, and better only by an accepted report or a decision."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from luoshi.breakdown import clocks
from luoshi.breakdown.lights import days_of, light_of, with_light
from luoshi.breakdown.models import Matter
from luoshi.dues.lights import components
from luoshi.dues.schemes import DEFAULT
from luoshi.dues.terms import Level, Reason
from luoshi.reporting.operations import reports
from luoshi.shell.why import explained, why
from luoshi.timelimits.here import day_here
from tests.road import S, a_matter, a_report, the
from tests.world import nine_on, someone_of

pytestmark = pytest.mark.django_db
AT = nine_on(6, 1)


def again(matter):
    """Read a matter as the database has it."""
    return Matter.objects.get(pk=matter.pk)


def urged_twice(matter, at):
    """Let a matter have been urged a second time."""
    clocks.urged_again(Matter.objects.filter(pk=matter.pk), at=at)
    return again(matter)


def level_in_sql(matter, today):
    """Return the level the ledger would filter by."""
    lit = with_light(Matter.objects.filter(pk=matter.pk), today)
    return lit.values_list("light_level", flat=True)[0]


def test_a_second_urging_without_an_answer_turns_the_light_after_three_working_days():
    matter = urged_twice(a_matter(S.IN_PROGRESS, at=AT), nine_on(6, 3))

    assert matter.ignored_date == nine_on(6, 9).date()
    eve, day = nine_on(6, 8).date(), nine_on(6, 9).date()
    assert light_of(matter, eve).level < Level.SERIOUS
    assert (light_of(matter, day).level, light_of(matter, day).reason) == (
        Level.SERIOUS, Reason.URGED_IN_VAIN,
    )  # fmt: skip
    assert level_in_sql(matter, day) == Level.SERIOUS


def test_a_later_urging_does_not_put_the_day_off():
    matter = urged_twice(a_matter(S.IN_PROGRESS, at=AT), nine_on(6, 3))

    assert urged_twice(matter, nine_on(6, 8)).ignored_date == matter.ignored_date


def test_a_draft_or_a_report_not_yet_accepted_turns_no_light_better():
    matter = urged_twice(a_matter(S.IN_PROGRESS, at=AT), nine_on(6, 3))
    today = nine_on(6, 30).date()
    before = days_of(again(matter))

    report = a_report(matter, percent=60, at=nine_on(6, 10))

    after = days_of(again(matter))
    assert (after.lag_date, after.far_lag_date, after.ignored_date) == (
        before.lag_date, before.far_lag_date, before.ignored_date,
    )  # fmt: skip
    assert light_of(again(matter), today).level == Level.SERIOUS

    reports.accept(report, by=the("督查员"), at=nine_on(6, 11))

    assert again(matter).ignored_date is None
    assert again(matter).lag_date is None or again(matter).lag_date > before.lag_date


def test_each_component_tells_its_day_its_rule_and_the_way_out():
    matter = urged_twice(a_matter(S.IN_PROGRESS, at=AT), nine_on(6, 3))
    today = matter.due_date + timedelta(days=1)

    told = explained(matter, today, None, DEFAULT)

    assert [one.light for one in told] == components(days_of(matter), today)
    assert [str(one.label) for one in told] == ["时限", "进度", "报送", "质量"]
    time, _progress, report, quality = told
    assert (time.since, time.light.reason) == (matter.ignored_date, Reason.URGED_IN_VAIN)
    assert time.better == "报送进展并审核通过，或申请办结并核查属实。"
    assert "剩3个工作日或时限的20%起临期" in time.rule
    assert report.since in (matter.missed_date, matter.missed_twice_date)
    assert (quality.light.level, quality.better) == (Level.NORMAL, "")


def test_every_reason_has_its_sentence_and_says_what_turns_it():
    matter = a_matter(S.IN_PROGRESS, at=AT)
    today = day_here(AT)

    with override("zh-hans"):
        for reason in Reason:
            light = light_of(matter, today)
            assert why(matter, type(light)(light.level, reason), None).endswith("。")


def test_a_unit_that_merely_waits_sees_its_light_turn_only_for_the_worse():
    matter = a_matter(S.IN_PROGRESS, at=AT)
    levels = [light_of(matter, day_here(AT) + timedelta(days=n)).level for n in range(400)]

    assert levels == sorted(levels)
    assert someone_of("市住建局", "联络员").unit_id == matter.lead_id

"""系统记录: figures are queries over what was done, with what they rest on."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from luoshi.assessment import records
from luoshi.assessment.models import Figure, Indicator
from luoshi.assessment.operations import periods, reading
from luoshi.assessment.terms import FigureState, PeriodState, Source
from luoshi.dues.models import Due
from luoshi.flow.refusals import NotFromHere, NotYours
from luoshi.reporting.operations import claims
from tests.assessed import AFTER_THE_QUARTER_NINE, BUREAUS, a_period
from tests.road import S, a_matter, the
from tests.world import MONDAY_NINE, nine_on, someone_of, unit_named

pytestmark = pytest.mark.django_db
QUARTER = (date(2026, 4, 1), date(2026, 6, 30))
AUGUST_NINE = nine_on(8, 3)


def assessor():
    return someone_of("市考核办", "考核员")


def a_record_period(code="OVERDUE"):
    period = a_period()
    Indicator.objects.filter(group__name=BUREAUS, code="1.3").update(
        source=Source.RECORD, record=code
    )
    return period


def test_the_rate_is_of_what_fell_due_and_names_what_was_late():
    matter = a_matter(S.IN_PROGRESS)
    unit = matter.lead_id
    owed = Due.objects.filter(debtor=unit, due_date__range=QUARTER)
    late = [one for one in owed if one.met_date is None or one.met_date > one.due_date]
    assert owed.exists()

    found = records.read("ON_TIME_RATE", *QUARTER, [unit], at=AUGUST_NINE)[unit]

    assert found.parts == {"owed": str(len(owed)), "in_time": str(len(owed) - len(late))}
    assert {one for _kind, one in found.evidence} == {one.about_id for one in late}


def test_what_falls_due_today_is_not_judged_yet():
    matter = a_matter(S.IN_PROGRESS)
    first = Due.objects.filter(debtor=matter.lead_id).order_by("due_date")[0].due_date
    at = nine_on(first.month, first.day)

    found = records.read("ON_TIME_RATE", first, QUARTER[1], [matter.lead_id], at=at)

    assert found[matter.lead_id] == records.Read(None)


def test_nothing_due_is_not_assessed():
    unit = unit_named("市审计局").pk

    assert records.read("ON_TIME_RATE", *QUARTER, [unit], at=AUGUST_NINE) == {
        unit: records.Read(None)
    }


def test_of_whom_nothing_is_told_a_count_is_nought():
    unit = unit_named("市审计局").pk

    for code in ("OVERDUE", "SENT_BACK", "DIFFERENCES", "COMPLETED"):
        found = records.read(code, *QUARTER, [unit], at=AUGUST_NINE)
        assert found[unit].value == Decimal(0)


def test_a_matter_sent_back_counts_for_its_lead_alone():
    matter = a_matter(S.CLAIMED)
    other = unit_named("市审计局").pk
    claims.fail_review(
        matter, by=the("督查员"), at=MONDAY_NINE, reason="缺单", rework_date=matter.due_date
    )

    found = records.read("SENT_BACK", *QUARTER, [matter.lead_id, other], at=AUGUST_NINE)

    assert (found[matter.lead_id].value, found[other].value) == (Decimal(1), Decimal(0))
    assert found[matter.lead_id].evidence == (("matter", str(matter.pk)),)


def test_reading_off_certifies_what_the_record_says():
    period = a_record_period()

    entry = reading.read_off(period, by=assessor(), at=AFTER_THE_QUARTER_NINE)

    held = Figure.objects.filter(indicator__code="1.3", indicator__group__name=BUREAUS)
    assert set(held.values_list("state", "enterer_name", "value")) == {
        (FigureState.CERTIFIED, "系统记录", Decimal(0))
    }
    assert entry.facts == {"changed": 3}


def test_reading_off_again_changes_nothing():
    period = a_record_period()
    reading.read_off(period, by=assessor(), at=AFTER_THE_QUARTER_NINE)

    entry = reading.read_off(period, by=assessor(), at=AUGUST_NINE)

    assert (entry.facts, Figure.objects.count()) == ({"changed": 0}, 3)


def test_what_the_record_says_otherwise_later_is_a_further_revision():
    period = a_record_period()
    reading.read_off(period, by=assessor(), at=AFTER_THE_QUARTER_NINE)
    Figure.objects.filter(unit=unit_named("市财政局")).update(value=3)

    reading.read_off(period, by=assessor(), at=AUGUST_NINE)

    revisions = Figure.objects.filter(unit=unit_named("市财政局")).order_by("revision")
    assert list(revisions.values_list("revision", "current", "value", "reason")) == [
        (1, False, Decimal(3), ""),
        (2, True, Decimal(0), "系统记录有变化"),
    ]


def test_a_source_department_does_not_read_off():
    with pytest.raises(NotYours, match="取数须由考核办考核员办理"):
        reading.read_off(a_record_period(), by=someone_of("市统计局", "局长"), at=AUGUST_NINE)


def test_after_approval_the_record_is_not_read_again():
    period = a_record_period()
    type(period).objects.update(state=PeriodState.PUBLISHED)

    with pytest.raises(NotFromHere, match="考核周期为“已通报”，不能取数"):
        reading.read_off(period, by=assessor(), at=AUGUST_NINE)


def test_what_is_kept_is_in_the_citys_language_whoever_pressed():
    with override("en"):
        period = periods.open_period(
            a_record_period("ON_TIME_RATE").scheme,
            "2026-Q1",
            by=assessor(),
            at=AFTER_THE_QUARTER_NINE,
        )
        reading.read_off(period, by=assessor(), at=AUGUST_NINE)

    held = Figure.objects.filter(period=period)
    said = held.order_by().values_list("enterer_name", "certifier_name", "absence").distinct()
    owed = Due.objects.filter(about_kind="period", about_id=str(period.pk))
    assert list(said) == [("系统记录", "系统记录", "本期没有可计的事项")]
    assert {one.about_title for one in owed} == {"2026-Q1考核·报送并核定指标数据"}

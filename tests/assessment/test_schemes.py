"""考核办法: drafted, copied, changed as a draft, put in force by the head's word."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.assessment.catalogue import DEFAULTS
from luoshi.assessment.models import Indicator, IndicatorTarget, Scheme
from luoshi.assessment.operations import drafting, schemes, targets
from luoshi.assessment.rules import schemes_shown
from luoshi.assessment.terms import RuleKind, SchemeState
from luoshi.assessment.weighing import flaws_of, trees_of
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.trail.models import Entry
from tests.assessed import BUREAUS, COUNTIES, a_scheme
from tests.world import MONDAY_NINE, TUESDAY_NINE, someone_of, unit_named

pytestmark = pytest.mark.django_db
JULY = date(2026, 7, 1)


def assessor():
    return someone_of("市考核办", "考核员")


def head():
    return someone_of("市考核办", "主任")


def a_draft(**others):
    """Return a draft that holds together, vetoes with their paper."""
    scheme = a_scheme(state=SchemeState.DRAFT, **others)
    scheme.catalogue.filter(kind=RuleKind.VETO).update(approver_name="市委书记")
    return scheme


def test_a_new_scheme_begins_with_the_default_catalogue_and_no_veto():
    scheme = schemes.draft(
        "2027年考核办法", year=2027, since=date(2027, 1, 1), by=assessor(), at=MONDAY_NINE
    )

    assert (scheme.state, scheme.version) == (SchemeState.DRAFT, 1)
    assert scheme.catalogue.count() == len(DEFAULTS)
    assert scheme.catalogue.filter(kind=RuleKind.VETO).count() == 0
    assert Entry.objects.count() == 0


def test_nobody_but_an_assessor_drafts():
    with pytest.raises(NotYours, match="拟定办法须由考核办考核员办理"):
        schemes.draft("办法", year=2027, since=JULY, by=head(), at=MONDAY_NINE)


def test_another_years_scheme_takes_everything_but_the_targets():
    source = a_scheme()

    copied = schemes.copy(source, year=2027, since=date(2027, 1, 1), by=assessor(), at=MONDAY_NINE)

    assert (copied.name, copied.version, copied.copied_from) == (
        "澄川市2027年度综合考核办法",
        1,
        source,
    )
    assert weights(copied) == weights(source)
    assert parents(copied) == parents(source)
    assert copied.units.count() == source.units.count()
    assert copied.catalogue.count() == source.catalogue.count()
    assert IndicatorTarget.objects.filter(indicator__group__scheme=copied).count() == 0


def test_a_next_version_keeps_the_targets():
    source = a_scheme()

    fresh = schemes.next_version(source, since=JULY, by=assessor(), at=MONDAY_NINE)

    held = IndicatorTarget.objects.filter(indicator__group__scheme=source)
    assert (fresh.version, fresh.year) == (2, 2026)
    assert IndicatorTarget.objects.filter(indicator__group__scheme=fresh).count() == held.count()


def test_a_year_has_one_next_version_at_a_time():
    source = a_scheme()
    schemes.next_version(source, since=JULY, by=assessor(), at=MONDAY_NINE)

    with pytest.raises(NotFromHere, match="本年度已有一个草案"):
        schemes.next_version(source, since=JULY, by=assessor(), at=MONDAY_NINE)


def test_the_heads_word_puts_it_in_force():
    scheme = a_draft()

    entry = schemes.put_in_force(scheme, by=head(), at=MONDAY_NINE)

    assert (scheme.state, scheme.approver_name) == (SchemeState.IN_FORCE, head().person_name)
    assert (entry.deed, entry.facts["vetoes"]) == ("scheme.put_in_force", 1)


def test_an_assessor_does_not_put_in_force():
    scheme = a_draft()

    with pytest.raises(NotYours, match="施行须由考核办主要负责人办理"):
        schemes.put_in_force(scheme, by=assessor(), at=MONDAY_NINE)

    assert Scheme.objects.get().state == SchemeState.DRAFT


def test_the_head_of_another_unit_does_not_either():
    with pytest.raises(NotYours):
        schemes.put_in_force(a_draft(), by=someone_of("市统计局", "局长"), at=MONDAY_NINE)


def test_the_version_before_is_superseded_by_the_next():
    first = a_scheme()
    first.catalogue.filter(kind=RuleKind.VETO).update(approver_name="市委书记")
    second = schemes.next_version(first, since=JULY, by=assessor(), at=MONDAY_NINE)

    schemes.rewrite(second, {"basis": "澄考发〔2026〕9号"}, by=assessor(), at=MONDAY_NINE)
    schemes.put_in_force(second, by=head(), at=TUESDAY_NINE)

    first.refresh_from_db()
    assert (first.state, second.state) == (SchemeState.SUPERSEDED, SchemeState.IN_FORCE)


def test_what_begins_earlier_does_not_supersede_what_begins_later():
    standing = a_scheme(since=JULY)
    draft = a_draft(version=2, since=date(2026, 1, 1))

    with pytest.raises(NotFromHere, match="施行中的版本施行日期更晚"):
        schemes.put_in_force(draft, by=head(), at=MONDAY_NINE)

    standing.refresh_from_db()
    assert standing.state == SchemeState.IN_FORCE


def test_the_same_draft_is_put_in_force_once():
    scheme = a_draft()
    seen = Scheme.objects.get(pk=scheme.pk)
    schemes.put_in_force(scheme, by=head(), at=MONDAY_NINE)

    with pytest.raises(NotFromHere):
        schemes.put_in_force(seen, by=head(), at=TUESDAY_NINE)

    assert Entry.objects.filter(deed="scheme.put_in_force").count() == 1


def test_weights_that_do_not_add_up_keep_it_a_draft():
    scheme = a_draft()
    Indicator.objects.filter(group__scheme=scheme, group__name=COUNTIES, code="1.1").update(
        weight=19
    )

    with pytest.raises(Unmet, match="1“重点任务”下级权重合计39，应为40"):
        schemes.put_in_force(scheme, by=head(), at=MONDAY_NINE)


def test_everything_wrong_is_listed_at_once():
    scheme = a_draft(basis="", month_share=Decimal("0.3"))
    scheme.units.filter(group__name=BUREAUS).delete()
    Indicator.objects.filter(group__scheme=scheme, code="3.1").update(method="", source_unit=None)

    assert [flaw.words for flaw in flaws_of(scheme)] == [
        "施行须有依据文号",
        "月度、季度、年终占比合计须为1，现为1.1",
        "3.1“固定资产投资增速”没有计分方法",
        "3.1“固定资产投资增速”没有数据来源单位",
        "分组内还没有单位",
    ]


def test_the_tree_says_what_a_group_can_get():
    scheme = a_draft()

    assert {tree.group.name: tree.whole for tree in trees_of(scheme)} == {
        COUNTIES: Decimal(100),
        BUREAUS: Decimal(100),
    }


def test_what_is_in_force_is_not_changed_in_the_table():
    scheme = a_scheme()
    group = scheme.groups.get(name=COUNTIES)
    line = group.indicators.get(code="1.1")

    with pytest.raises(NotFromHere, match="当前状态为“施行”，不能修改权重"):
        drafting.weigh(group, {line.pk: ("重点任务完成率", Decimal(5))}, by=assessor())


def test_weights_are_typed_by_assessors_of_its_office_only():
    scheme = a_draft()
    group = scheme.groups.get(name=COUNTIES)
    line = group.indicators.get(code="1.1")

    with pytest.raises(NotYours, match="修改权重须由考核办考核员办理"):
        drafting.weigh(group, {line.pk: (line.name, Decimal(5))}, by=someone_of("市统计局", "局长"))

    assert drafting.weigh(group, {line.pk: (line.name, Decimal(5))}, by=assessor()) == 1


def test_a_line_below_the_third_level_is_refused():
    scheme = a_draft()
    group = scheme.groups.get(name=COUNTIES)
    said = {"code": "1.1.1", "name": "项目开工率", "weight": Decimal(1)}
    third = drafting.write_indicator(
        group, said, parent=group.indicators.get(code="1.1"), by=assessor()
    )

    with pytest.raises(Unmet, match="指标只设三级"):
        drafting.write_indicator(group, said | {"code": "x"}, parent=third, by=assessor())


def test_a_unit_is_compared_in_one_group():
    scheme = a_draft()
    group = scheme.groups.get(name=BUREAUS)
    said = drafting.GroupSaid(BUREAUS, [unit_named("岚溪县"), unit_named("市住建局")])

    with pytest.raises(Unmet, match="“岚溪县”已在“综合组”，一家单位只在一个分组"):
        drafting.write_group(scheme, said, group=group, by=assessor())


def test_a_draft_is_its_offices_own_affair():
    a_draft()

    for by, seen in (
        (assessor(), 1),
        (head(), 1),
        (someone_of("岚溪县", "县长"), 0),
        (someone_of("市政府", "市长"), 0),
        (someone_of("市统计局", "承办人"), 0),
    ):
        assert Scheme.objects.filter(schemes_shown(by)).distinct().count() == seen


def test_a_scheme_in_force_is_seen_by_whom_it_is_about_and_who_gives_figures():
    a_scheme()

    for by, seen in (
        (someone_of("岚溪县", "承办人"), 1),
        (someone_of("市统计局", "承办人"), 1),
        (someone_of("市政府", "市长"), 1),
        (someone_of("市政府督查室", "督查员"), 0),
    ):
        assert Scheme.objects.filter(schemes_shown(by)).distinct().count() == seen


def test_a_units_head_agrees_to_its_targets_once():
    scheme = a_scheme()
    place = scheme.units.get(unit=unit_named("岚溪县"))
    county = someone_of("岚溪县", "县长")

    entry = targets.agree(place, by=county, at=MONDAY_NINE)

    assert entry.facts == {"unit": county.unit_name, "number": 4}
    with pytest.raises(NotFromHere, match="没有待确认的目标"):
        targets.agree(place, by=county, at=TUESDAY_NINE)


def test_nobody_agrees_for_another_unit():
    place = a_scheme().units.get(unit=unit_named("岚溪县"))

    with pytest.raises(NotYours, match="确认目标须由被考核单位主要负责人办理"):
        targets.agree(place, by=someone_of("云渡县", "县长"), at=MONDAY_NINE)


def test_a_target_that_was_agreed_changes_with_a_reason_and_is_asked_for_again():
    scheme = a_scheme()
    county = unit_named("岚溪县")
    targets.agree(scheme.units.get(unit=county), by=someone_of("岚溪县", "县长"), at=MONDAY_NINE)
    line = Indicator.objects.get(group__name=COUNTIES, group__scheme=scheme, code="1.1")
    typed = {(line.pk, county.pk, ""): Decimal(95)}

    with pytest.raises(Unmet, match="请写明理由"):
        targets.lay_targets(scheme, typed, by=assessor(), at=TUESDAY_NINE)
    laid = targets.lay_targets(scheme, typed, by=assessor(), at=TUESDAY_NINE, reason="区划调整")

    target = line.targets.get(unit=county)
    assert (laid.changed, target.value, target.agreed_at) == (1, Decimal(95), None)
    assert Entry.objects.get(deed="scheme.set_targets").facts["reason"] == "区划调整"


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"month_share": "-0.5", "quarter_share": "1"}, "各项比例应在0至1之间"),
        ({"excellent_share": "-0.1"}, "各项比例应在0至1之间"),
        ({"appeal_days": 0}, "公示期、申诉期、复核期应为1至60个工作日"),
        ({"publicity_days": 32_767}, "公示期、申诉期、复核期应为1至60个工作日"),
    ],
)
def test_settings_that_make_no_sense_are_not_put_in_force(settings, why):
    scheme = a_draft()
    Scheme.objects.filter(pk=scheme.pk).update(**settings)
    scheme.refresh_from_db()

    assert [flaw.words for flaw in flaws_of(scheme)] == [why]


def test_a_floor_above_its_cap_is_not_put_in_force():
    scheme = a_draft()
    Indicator.objects.filter(code="3.1").update(floor=5, cap=3)

    assert [flaw.words for flaw in flaws_of(scheme)] == ["3.1“固定资产投资增速”的最低分高于最高分"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"points": Decimal(-5)}, "“退回重办”的分值不写正负号"),
        ({"most": Decimal(10) ** 8}, "超出可记录的范围"),
    ],
)
def test_points_of_the_catalogue_have_no_sign_and_a_measure(said, why):
    rule = a_draft().catalogue.get(code="RETURNED")
    whole = {"code": rule.code, "kind": rule.kind, "name": rule.name, "points": rule.points}

    with pytest.raises(Unmet, match=why):
        drafting.write_rule(rule.scheme, whole | said, rule=rule, by=assessor())


def test_figures_are_due_on_a_day_there_is():
    scheme = a_draft()
    group = scheme.groups.get(name=COUNTIES)
    said = {"code": "9", "name": "甲", "weight": Decimal(5), "due_day": 0}

    with pytest.raises(Unmet, match="数据报送日应为1日至31日"):
        drafting.write_indicator(group, said, by=assessor())


def weights(scheme):
    rows = Indicator.objects.filter(group__scheme=scheme).order_by("group__place", "code")
    return list(rows.values_list("group__name", "code", "name", "weight", "method"))


def parents(scheme):
    rows = Indicator.objects.filter(group__scheme=scheme).order_by("group__place", "code")
    return list(rows.values_list("code", "parent__code"))

"""导入名册: the whole organisation from one workbook, all or nothing; the same again: nothing."""

from datetime import date

import pytest

from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation import queries
from luoshi.organisation.models import (
    Designation,
    Person,
    Post,
    Region,
    Term,
    Unit,
    UnitAlias,
    UnitGroup,
)
from luoshi.organisation.operations import roster, spheres, units
from luoshi.organisation.roster.columns import TABLES
from luoshi.organisation.roster.workbook import roster_on, template
from luoshi.papers.tables import Page, write_book
from luoshi.trail.models import Entry
from tests.organisation.rosters import FULL, SINCE, post_row, unit_row, workbook
from tests.world import (
    MONDAY,
    MONDAY_NINE,
    TUESDAY_NINE,
    post_of,
    someone_of,
    town,
    unit_named,
)

pytestmark = pytest.mark.django_db


def keeper():
    return someone_of("市政府办公室", "系统管理员")


def taken_in(content, **given):
    return roster.take_in(
        content, **{"name": "名册.xlsx", "by": keeper(), "at": MONDAY_NINE} | given
    )


def said(content, **given):
    plan = roster.rehearse(content, **{"by": keeper(), "at": MONDAY_NINE} | given)
    return [(one.sheet, one.row, one.label, one.why) for one in plan.verdicts]


def test_everything_stands_after_one_run():
    town()
    taken_in(workbook(**FULL))

    bureau = Unit.objects.get(code="YJJ")
    assert Unit.objects.find_problems() == ([], [], [], [], [])
    assert Region.objects.find_problems() == ([], [], [], [], [])
    assert Unit.objects.get_parent(bureau).code == "SF"
    assert Unit.objects.get_parent(Unit.objects.get(code="YJJZD")) == bureau
    assert Unit.objects.get(code="AJJ").successor == bureau
    assert queries.unit_by_name("澄川市安全生产监督管理局", on=MONDAY) == bureau
    assert queries.unit_by_name("市应急管理局", on=MONDAY) == bureau
    assert bureau.initials == "syjj ccsyjglj"
    (acting,) = queries.actings_of(Person.objects.get(username="yj.ju"), on=MONDAY)
    assert str(acting) == "澄川市应急管理局·局长 应急局长"
    assert not Term.objects.filter(post__unit=bureau, post__title="联络员").exists()
    assert [post.title for post in queries.leaders_of(bureau, on=MONDAY)] == ["市长"]
    assert UnitGroup.objects.get(name="安委会成员单位").units.count() == 2
    assert bureau.hosted_offices.get().name == "市安委会办公室"
    assert bureau.party_orgs.get().name == "应急局机关党委"


def test_the_run_is_one_entry_with_the_files_digest_and_the_counts():
    town()
    taken_in(workbook(**FULL))

    entry = Entry.objects.get()
    assert entry.deed == "roster.take_in"
    assert entry.about_id == entry.facts["sha256"]
    assert entry.facts["rows"]["单位"] == {"new": 3}
    assert entry.facts["rows"]["职务与人员"] == {"new": 2}


def test_the_same_file_again_changes_nothing():
    town()
    content = workbook(**FULL)
    taken_in(content)

    assert {label for _sheet, _row, label, _why in said(content)} == {"无变化"}
    with pytest.raises(Unmet, match="没有需要写入的内容"):
        taken_in(content)


def test_what_is_written_out_comes_in_again_without_a_change():
    town()
    taken_in(workbook(**FULL))
    spheres.designate(
        unit_named("市住建局"),
        scope="内涝治理",
        document_number="澄政函〔2026〕12号",
        since=MONDAY,
        until=date(2026, 12, 31),
        by=someone_of("市政府督查室", "主任"),
        at=MONDAY_NINE,
    )

    plan = roster.rehearse(roster_on(MONDAY, at=MONDAY_NINE), by=keeper(), at=MONDAY_NINE)

    assert [one for one in plan.verdicts if one.fate != "unchanged"] == []
    assert len(plan.verdicts) > 60
    assert plan.idle


def test_imported_people_cannot_sign_in_before_they_are_given_a_password():
    town()
    taken_in(workbook(**FULL))

    person = Person.objects.get(username="yj.ju")
    assert not person.has_usable_password()
    assert person.must_change_password


def bad_rows():
    return workbook(
        units=[
            unit_row("A", "甲局"),
            unit_row("A", "乙局"),
            unit_row("B", "丙局", above="NOWHERE"),
            unit_row("", "丁局"),
            unit_row("C", "戊局", kind="衙门"),
            unit_row("D", "己局", above="E"),
            unit_row("E", "庚局", above="D"),
            unit_row("F", "辛局", until=date(2020, 1, 1)),
            unit_row("G", "壬局", region="1"),
        ],
        aliases=[{"unit": "ZJJ", "name": "市发展改革委"}, {"unit": "X", "name": "某局"}],
        posts=[
            post_row("ZJJ", "总工", "HANDLER", username="half"),
            post_row("ZJJ", "联络员", "HANDLER"),
            post_row("ZJJ", "总工", "HANDLER", username="early", name="早", since=date(2019, 1, 1)),
        ],
    )


def test_every_bad_row_is_named_and_nothing_is_written():
    town()
    content = bad_rows()
    before = Unit.objects.count()
    kinds = "、".join(TABLES["单位"][3].choices)

    assert sorted(row for row in said(content) if row[2] == "不能导入") == [
        ("别名", 2, "不能导入", "“市发展改革委”已是另一个单位的别名"),
        ("别名", 3, "不能导入", "单位代码“X”不存在"),
        ("单位", 3, "不能导入", "与第2行重复"),
        ("单位", 4, "不能导入", "上级代码“NOWHERE”不存在，或与本行互为上级"),
        ("单位", 5, "不能导入", "必填，不能为空。"),
        ("单位", 6, "不能导入", f"“衙门”不在可选范围内，只能填：{kinds}。"),
        ("单位", 7, "不能导入", "上级代码“E”不存在，或与本行互为上级"),
        ("单位", 8, "不能导入", "上级代码“D”不存在，或与本行互为上级"),
        ("单位", 9, "不能导入", "撤销日期早于设立日期"),
        ("单位", 10, "不能导入", "行政区划代码“1”不存在"),
        ("职务与人员", 2, "不能导入", "登录名、姓名、任职日期须同时填写或同时不填"),
        ("职务与人员", 3, "不能导入", "该职务登记的角色是“联络员”"),
        ("职务与人员", 4, "不能导入", "任职日期早于单位或职务的设立日期"),
    ]
    with pytest.raises(Unmet, match="有13处不能导入"):
        taken_in(content)
    assert Unit.objects.count() == before
    assert not Entry.objects.exists()


def test_rows_that_speak_of_a_refused_row_are_judged_by_themselves_in_the_same_round():
    town()
    content = workbook(
        regions=[{"code": "9", "name": ""}],
        units=[
            unit_row("A", "甲局", kind="衙门", region="9"),
            unit_row("AK", "甲局一科", above="A"),
            unit_row("B", "乙局", above="NOWHERE"),
            unit_row("BK", "乙局一科", above="B", until=date(2020, 1, 1)),
            unit_row("A", "又一个甲局"),
        ],
        aliases=[{"unit": "A", "name": "市甲局"}, {"unit": "X", "name": "市某局"}],
        posts=[
            post_row("A", username="a.ju", name="甲", since=SINCE),
            post_row("A", "副局长", "皇帝", username="a.fu", name="乙", since=SINCE),
            post_row("B", "联络员", "LIAISON", username="a.fu", name="丙", since=SINCE),
            post_row("A", "局长", "HANDLER"),
        ],
        spheres=[
            {"unit": "A", "title": "副局长", "name": "应急", "units": "B", "since": SINCE},
            {"unit": "A", "title": "总工", "name": "应急", "units": "B", "since": SINCE},
        ],
    )
    kinds, roles = ("、".join(TABLES[sheet][column].choices) for sheet, column in (
        ("单位", 3), ("职务与人员", 2)))  # fmt: skip

    assert [row for row in said(content) if row[2] == "不能导入"] == [
        ("行政区划", 2, "不能导入", "必填，不能为空。"),
        ("单位", 2, "不能导入", f"“衙门”不在可选范围内，只能填：{kinds}。"),
        ("单位", 4, "不能导入", "上级代码“NOWHERE”不存在，或与本行互为上级"),
        ("单位", 5, "不能导入", "撤销日期早于设立日期"),
        ("单位", 6, "不能导入", "与第2行重复"),
        ("别名", 3, "不能导入", "单位代码“X”不存在"),
        ("职务与人员", 3, "不能导入", f"“皇帝”不在可选范围内，只能填：{roles}。"),
        ("职务与人员", 4, "不能导入", "登录名“a.fu”已登记为“乙”"),
        ("职务与人员", 5, "不能导入", "该职务登记的角色是“单位主要负责人”"),
        ("分管领域", 3, "不能导入", "“甲局”没有职务“总工”"),
    ]


def test_a_sheet_without_a_column_it_needs_says_so_and_nothing_else():
    town()
    content = write_book(
        [
            Page(name, TABLES[name] if name != "别名" else TABLES[name][1:],
                 [{"name": "市甲局"}] if name == "别名" else [])
            for name in TABLES
        ],
        at=MONDAY_NINE,
    )  # fmt: skip

    assert said(content) == [("别名", 1, "不能导入", "缺少“单位代码”这一列。")]


def test_what_has_a_deed_of_its_own_is_not_changed_by_a_file():
    town()
    taken_in(workbook(**FULL))

    def refusal(**given):
        row = unit_row("YJJ", "澄川市应急管理局", short_name="市应急局", place=40, region="990000")
        (one,) = said(workbook(units=[row | given]))
        return one[3]

    assert refusal(name="澄川市应急局") == "与登记不同，请用“更名”办理"
    assert refusal(short_name="应急局") == "与登记不同，请用“更名”办理"
    assert refusal(above="SFB") == "与登记不同，请用“调整隶属”办理"
    assert refusal(until=MONDAY) == "与登记不同，请用“撤销或并入”办理"
    assert refusal(room="PARTY") == "与登记不同，不能由导入更改"
    assert refusal(since=MONDAY) == "与登记不同，不能由导入更改"


def test_kind_place_and_region_may_be_changed_and_the_change_is_shown():
    town()
    content = workbook(
        units=[
            unit_row(
                "SJJ",
                "澄川市审计局",
                short_name="市审计局",
                since=date(2020, 1, 1),
                kind="VERTICAL",
                place=7,
            )
        ]
    )

    assert said(content) == [("单位", 2, "变更", "类别：政府部门 → 垂直管理单位；排序：11 → 7")]
    taken_in(content)
    unit = Unit.objects.get(code="SJJ")
    assert (unit.kind, unit.place) == ("VERTICAL", 7)


def test_a_log_in_name_is_not_given_to_another_person():
    town()
    taken_in(workbook(**FULL))
    content = workbook(
        posts=[post_row("ZJJ", "总工", "HANDLER", username="yj.ju", name="别人", since=SINCE)]
    )

    assert said(content) == [("职务与人员", 2, "不能导入", "登录名“yj.ju”已登记为“应急局长”")]


def test_an_old_file_brings_no_ended_post_or_term_back():
    town()
    content = workbook(**FULL)
    taken_in(content)
    Term.objects.filter(person__username="yj.ju").update(until=MONDAY)
    Post.objects.filter(unit__code="YJJ", title="联络员").update(until=MONDAY)

    refused = [row for row in said(content) if row[2] == "不能导入"]
    assert refused == [
        ("职务与人员", 2, "不能导入", "与登记不同，请用“免职”办理"),
        ("职务与人员", 3, "不能导入", "该职务已撤销，恢复请用“设立职务”办理"),
    ]


def test_what_another_hand_must_bring_in_is_left_for_it():
    town()
    content = workbook(
        posts=[
            post_row(
                "SFB", "系统管理员二", "SYSTEM_ADMIN", username="sa2", name="系统二", since=SINCE
            ),
            post_row("ZJJ", "总工", "HANDLER"),
        ],
        designations=[
            {
                "unit": "ZJJ",
                "scope": "内涝",
                "document_number": "澄政函1号",
                "since": MONDAY,
                "until": date(2026, 12, 31),
            }
        ],
    )

    assert said(content) == [
        ("职务与人员", 2, "留待他人", "须由安全管理员导入"),
        ("职务与人员", 3, "新增", "职务空缺"),
        ("授权", 2, "留待他人", "须由督查室主任或秘书长导入"),
    ]
    taken_in(content)
    assert not Person.objects.filter(username="sa2").exists()
    assert not Designation.objects.exists()

    taken_in(content, by=someone_of("市政府办公室", "安全管理员"))
    taken_in(content, by=someone_of("市政府督查室", "主任"))
    assert Person.objects.get(username="sa2").terms.count() == 1
    assert Designation.objects.get().unit.code == "ZJJ"


def test_nobody_appoints_themselves_by_a_file():
    town()
    system = keeper()
    person = Person.objects.get(pk=system.person_id)
    content = workbook(
        posts=[
            post_row(
                "SFDC", "主任", "DIRECTOR", username=person.username, name=person.name, since=SINCE
            )
        ]
    )

    assert said(content) == [("职务与人员", 2, "不能导入", "不得为本人办理任职")]


def test_the_three_administrators_stay_three_people():
    town()
    audit = Person.objects.get(terms__post=post_of("市政府办公室", "审计管理员"))
    content = workbook(
        posts=[
            post_row(
                "SFB",
                "系统管理员",
                "SYSTEM_ADMIN",
                username=audit.username,
                name=audit.name,
                since=SINCE,
            )
        ]
    )

    assert said(content, by=someone_of("市政府办公室", "安全管理员")) == [
        ("职务与人员", 2, "不能导入", "系统、安全、审计三员不得互相兼任")
    ]


def test_what_was_not_shown_is_not_confirmed():
    town()
    content = workbook(**FULL)
    seen = roster.rehearse(content, by=keeper(), at=MONDAY_NINE).fingerprint
    units.give_alias(unit_named("市住建局"), name="市应急管理局", by=keeper(), at=MONDAY_NINE)
    UnitAlias.objects.update(unit=unit_named("市住建局"))

    with pytest.raises((NotFromHere, Unmet)):
        taken_in(content, seen=seen)
    taken_in(workbook(groups=FULL["groups"][1:]))
    with pytest.raises(NotFromHere, match="登记在试算之后已有变化"):
        taken_in(workbook(groups=FULL["groups"][1:]), seen="另一个", at=TUESDAY_NINE)


def test_only_those_who_keep_a_part_of_the_register_take_in():
    town()
    for unit, title in (
        ("市住建局", "局长"),
        ("市政府督查室", "督查员"),
        ("市政府办公室", "审计管理员"),
    ):
        with pytest.raises(
            NotYours, match="导入名册须由系统管理员、安全管理员、督查室主任或秘书长"
        ):
            taken_in(workbook(**FULL), by=someone_of(unit, title))


def test_a_file_that_is_no_roster_is_refused_with_a_sentence():
    town()
    with pytest.raises(Unmet, match="这不是Excel工作簿"):
        taken_in(b"hello")
    with pytest.raises(Unmet, match="工作簿里没有名为“行政区划”的工作表"):
        taken_in(write_book([Page("单位", TABLES["单位"])], at=MONDAY_NINE))


def test_the_empty_template_is_a_roster_without_rows():
    town()
    plan = roster.rehearse(template(at=MONDAY_NINE), by=keeper(), at=MONDAY_NINE)

    assert plan.verdicts == []

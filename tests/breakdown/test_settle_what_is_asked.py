"""明确、标注: what the text leaves open is asked with its likely answers; nothing is guessed."""

from datetime import date

import pytest
from django.urls import reverse

from luoshi.breakdown.asks import asked_of
from luoshi.breakdown.meant import Names
from luoshi.breakdown.models import Draft
from luoshi.breakdown.operations import drafts, settling
from luoshi.breakdown.terms import Cadence, DraftVerdict, PartRole
from luoshi.breakdown.unstated import offered_for
from luoshi.breakdown.web.picking import register_on
from luoshi.dues.queries import calendar_here
from luoshi.flow.refusals import Unmet
from luoshi.organisation.models import GroupPlace, UnitGroup
from luoshi.reading.terms import Flag
from tests.breakdown.given import (
    TITLE,
    alert_on,
    document,
    draft_at,
    drafting,
    let_in,
    officer,
    page_of,
)  # fmt: skip
from tests.deeds import refused
from tests.world import MONDAY, unit_named

pytestmark = pytest.mark.django_db
RULES = {
    "ordinary": "未明确时限的公文：签收 6月1日(一) + 30天 → 7月1日(三)",
    "meeting_item": "未明确时限的会议纪要：签收 6月1日(一) + 20天；"
    "原6月21日，端午顺延 → 6月22日(一)",
}


def counties():
    """The counties as a group of the register."""
    group = UnitGroup.objects.create(name="各县区")
    for name in ("岚溪县", "云渡县"):
        GroupPlace.objects.create(group=group, unit=unit_named(name))


def on(line):
    """The one draft of a small decision."""
    matters = drafting(document(f"{TITLE}\n{line}\n"))
    return draft_at(matters, 1)


def asked_about(draft, before=None):
    """What a draft asks: the sentences, and the answers with their keys."""
    register = register_on(MONDAY)
    fresh = Draft.objects.prefetch_related("units__unit").get(pk=draft.pk)
    asked = asked_of(fresh, Names(register.names, register.groups), before)
    return [
        (one.sentence, [(choice.key, choice.label) for choice in one.choices])
        for one in asked.questions
    ]


def settle(client, draft, about, **said):
    return client.post(
        reverse("breakdown:settle", args=[draft.pk]), {"about": about, **said}, follow=True
    )


def test_a_collective_name_is_spelled_out_by_its_group_and_shows_whom_it_holds():
    draft = on("由市住建局牵头，各县（区）配合，9月底前改造敬老院22所。")
    counties()

    [question] = asked_about(draft)

    assert question == (
        "“各县（区）”不是名录中的单位，请列明：",
        [("1", "“各县区”（2家）"), ("2", "移除“各县（区）”")],
    )


def test_an_answer_names_the_units_and_the_draft_can_be_accepted(client):
    draft = on("由市住建局牵头，各县（区）配合，9月底前改造敬老院22所。")
    counties()
    let_in(client, officer())
    loose = draft.units.get(unit__isnull=True)
    with refused(Unmet, "“各县（区）”不是名录中的单位，请列明或移除"):
        drafts.accept(draft, by=officer())

    settle(client, draft, f"unit:{loose.pk}", says="group:各县区")

    units = draft.units.filter(role=PartRole.ASSIST).order_by("unit__place")
    assert [row.unit.short_name for row in units] == ["岚溪县", "云渡县"]
    drafts.accept(Draft.objects.get(pk=draft.pk), by=officer())


def test_words_that_mean_nobody_are_taken_off(client):
    draft = on("由市住建局牵头，有关部门配合，9月底前改造敬老院22所。")
    let_in(client, officer())
    loose = draft.units.get(unit__isnull=True)

    settle(client, draft, f"unit:{loose.pk}", says="none")

    assert draft.units.count() == 0


def test_a_collective_lead_is_spelled_out_and_then_asked_who_leads(client):
    draft = on("各县（区）10月底前完成农村危房改造扫尾。")
    counties()
    let_in(client, officer())
    first = asked_about(draft)[0]

    settle(client, draft, "lead", says="group:各县区")

    assert first[0] == "“各县（区）”是一类单位，须列明："
    assert asked_about(draft)[0] == (
        "原文几家并列，须明确一家牵头：",
        [("1", "岚溪县"), ("2", "云渡县"), ("3", "拆成2项，各自牵头")],
    )


def test_two_ways_of_writing_one_class_of_units_are_one_answer():
    draft = on("各县（区）10月底前完成农村危房改造扫尾。")
    counties()
    same = UnitGroup.objects.create(name="各县（区）")
    for place in GroupPlace.objects.filter(group__name="各县区"):
        GroupPlace.objects.create(group=same, unit=place.unit)

    assert asked_about(draft)[0] == (
        "“各县（区）”是一类单位，须列明：",
        [("1", "“各县区”（2家）")],
    )


def test_a_unit_is_typed_where_none_of_the_answers_is_meant(client):
    draft = on("由市双碳办制定节能降碳改造清单，7月31日前印发。")
    let_in(client, officer())

    wrong = settle(client, draft, "lead", typed="市碳中和办")
    settle(client, draft, "lead", typed="sfgw")

    draft.refresh_from_db()
    assert (wrong.status_code, alert_on(wrong)) == (409, "名录中没有“市碳中和办”")
    assert draft.lead == unit_named("市发改委")


def test_a_day_the_text_does_not_name_is_asked_and_may_be_that_of_the_draft_before(client):
    draft = on("由市住建局牵头，全面改造老旧小区126个。")
    let_in(client, officer())
    above = Draft(due_date=date(2026, 8, 31), lead=unit_named("市住建局"))

    assert asked_about(draft, above) == [
        (
            "原文没有写时限，请定下日期",
            [("1", "同上一条：2026年8月31日"), ("2", "2026年12月31日")],
        )
    ]

    settle(client, draft, "due", says="2026-08-31")

    draft.refresh_from_db()
    assert draft.due_date == date(2026, 8, 31)


def test_where_the_text_names_no_day_the_citys_rule_for_such_papers_offers_one():
    draft = on("由市住建局牵头，全面改造老旧小区126个。")
    paper, fresh = draft.list.document, Draft.objects.prefetch_related("units").get(pk=draft.pk)

    offered = offered_for(paper, calendar_here(), today=MONDAY)
    names = Names({}, {}, None, offered)
    [question] = [one for one in asked_of(fresh, names).questions if one.about == "due"]

    last = question.choices[-1]
    assert (last.says, last.why) == (offered.day.isoformat(), offered.why)
    assert offered.why == RULES[paper.kind]
    assert offered_for(paper, calendar_here(), today=date(2027, 1, 1)) is None


def test_a_soft_figure_is_not_accepted_until_it_is_said_whether_it_counts(client):
    draft = on("力争年底前单位工业增加值能耗下降3.5%，由市发改委牵头。")
    let_in(client, officer())
    with refused(Unmet, "“力争”一类软性目标，请先定下是否考核"):
        drafts.accept(draft, by=officer())

    settle(client, draft, "target", says="hoped")

    draft.refresh_from_db()
    assert (draft.targets, Flag.SOFT_TARGET in draft.flags) == ([], False)


def test_what_proves_it_done_is_chosen_from_what_such_demands_are_proved_by():
    draft = on("由市住建局牵头，9月底前印发城市更新办法。")
    Draft.objects.filter(pk=draft.pk).update(standard="", deliverable="", targets=[])

    [(sentence, answers)] = asked_about(draft)

    assert sentence == "请写明以什么证明办结"
    assert answers[0] == ("1", "正式印发的文件")


def test_nothing_is_asked_of_what_was_decided():
    draft = draft_at(drafting(), 2)
    drafts.skip(draft, by=officer(), reason="另列")

    assert asked_about(draft) == []


FIELDS = {
    "lead": ("市发改委", lambda one: one.lead.short_name, "市发改委"),
    "asst": ("市发改委", lambda one: [row.unit.short_name for row in one.units.all()],
             ["市财政局", "市发改委"]),
    "due": ("8月31日前", lambda one: (one.due_words, one.due_date),
            ("8月31日前", date(2026, 8, 31))),
    "cad": ("每10天报送一次", lambda one: one.cadence, Cadence.TEN_DAYS),
    "tgt": ("126个", lambda one: [row["value"] for row in one.targets], ["126"]),
    "task": ("制定城市更新项目清单", lambda one: one.requirement, "制定城市更新项目清单"),
}  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_marked_words_become_a_field_of_the_draft(field):
    words, shown, expected = FIELDS[field]
    matters = drafting()
    at = matters.document.text.index(words)
    draft = draft_at(matters, 1)

    marked = settling.mark(
        matters,
        settling.Marking(field, at, at + len(words)),
        by=officer(),
        names=register_on(MONDAY).names,
        cadence="TEN_DAYS",
        draft=draft,
    )

    assert shown(marked) == expected
    assert marked.verdict == DraftVerdict.PROPOSED


def test_marked_words_of_a_sentence_without_a_draft_make_one(client):
    matters = drafting()
    let_in(client, officer())
    at = matters.document.text.index("提高认识")

    answer = client.post(
        reverse("breakdown:mark", args=[matters.document.pk]),
        {"field": "task", "start": at, "end": at + 4},
    )

    made = draft_at(matters, 4)
    assert answer.url == page_of(matters.document, d=4) + "#d4"
    assert (made.requirement, made.sentence.place) == ("提高认识", 6)


def test_a_figure_is_not_marked_where_there_is_none():
    matters = drafting()
    at = matters.document.text.index("提高认识")

    with refused(Unmet, "选中的文字里没有可以考核的数"):
        settling.mark(
            matters,
            settling.Marking("tgt", at, at + 4),
            by=officer(),
            names={},
            cadence="TEN_DAYS",
        )

"""变更: a later version changes what was issued; shown before for whom, done with the approval."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.breakdown.operations import drafts, lists, matters, reshaping, revising, steps
from luoshi.breakdown.operations.drafts import Wording
from luoshi.breakdown.terms import DraftVerdict, ListState
from luoshi.breakdown.terms import MatterState as S
from luoshi.breakdown.versions import changes_of
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.reporting.operations import claims
from tests.breakdown.given import director, document, issued, let_in, officer
from tests.deeds import due_of, entry_of, owed, refused, told
from tests.road import BASIS, hear_everybody
from tests.world import TUESDAY_NINE, someone_of, unit_named

pytestmark = pytest.mark.django_db

WHY = "市政府常务会议调整"
OTHER_DAY = date(2026, 11, 30)


def a_second_version():
    """An issued list of three, and its next version with nothing in it yet."""
    first = issued()
    second = lists.open_list(first.document, by=officer(), at=TUESDAY_NINE)
    return first, second


def named(first, title):
    return first.matters.select_related("lead").get(title=title)


def revised(second, matter, **given):
    """Lay a matter on the next version, write what is given on its card, and accept it."""
    draft = revising.revise(second, matter, by=officer(), why=WHY)
    beside = list(draft.units.select_related("unit"))
    stands = {
        "title": draft.title,
        "requirement": draft.requirement,
        "standard": draft.standard,
        "lead": draft.lead,
        "due_date": draft.due_date,
        "cadence": draft.cadence,
        "joint": [one.unit for one in beside if one.role == "JOINT"],
        "assist": [one.unit for one in beside if one.role == "ASSIST"],
    }
    drafts.accept(draft, by=officer(), wording=Wording(**stands | given))
    return draft


def approved(second, **given):
    lists.submit(second, by=officer(), at=TUESDAY_NINE)
    lists.approve(second, by=director(), at=TUESDAY_NINE, basis=BASIS, **given)


def seen(second):
    """What the comparison says, unit by unit."""
    return {
        one.unit.short_name: (
            [(row.role, row.title) for row in one.added],
            [(row.role, row.title) for row in one.removed],
            [[(str(f.field), f.was, f.now) for f in row.fields] for row in one.altered],
        )
        for one in changes_of(second)
    }


REFURBISH, LIST_UP, PARKS = "改造老旧小区126个", "制定城市更新项目清单", "建成口袋公园20处"
MOVED = [[("完成时限", "2026年10月31日", "2026年11月30日")]]


def test_another_day_is_shown_before_and_after_and_moves_the_date():
    first, second = a_second_version()
    parks = named(first, PARKS)
    revised(second, parks, due_date=OTHER_DAY)
    assert seen(second) == {"市住建局": ([], [], MOVED)}

    approved(second)

    parks.refresh_from_db()
    assert (parks.due_date, parks.original_due_date) == (OTHER_DAY, date(2026, 10, 31))
    assert due_of(parks, DueKind.COMPLETION).due_date == OTHER_DAY
    assert entry_of(parks, "matter.move_date").facts["reason"] == WHY
    lists.issue(second, by=director(), at=TUESDAY_NINE)
    assert (second.state, second.matters.count()) == (ListState.ISSUED, 0)
    assert seen(second) == {"市住建局": ([], [], MOVED)}


def test_another_lead_loses_it_here_and_gains_it_there_and_the_matter_is_replaced():
    first, second = a_second_version()
    parks = named(first, PARKS)
    revised(second, parks, lead=unit_named("市发改委"))
    shown = {
        "市发改委": ([("牵头", PARKS)], [], []),
        "市住建局": ([], [("牵头", PARKS)], []),
    }
    assert seen(second) == shown

    approved(second)
    [notice] = lists.issue(second, by=director(), at=TUESDAY_NINE)

    parks.refresh_from_db()
    new = second.matters.get()
    assert (parks.state, parks.replaced_by, owed(parks)) == (S.TERMINATED, new, [])
    assert told(parks)[-1] == "matter.terminate"
    assert (new.lead.short_name, new.state, notice.unit) == ("市发改委", S.ASSIGNED, new.lead)
    assert seen(second) == shown


def test_another_demand_of_the_same_units_is_told_to_each_of_them():
    first, second = a_second_version()
    more = "改造老旧小区150个"
    revised(second, named(first, REFURBISH), requirement=more)

    fields = [[("事项内容", REFURBISH, more)]]
    assert seen(second) == {"市住建局": ([], [], fields), "市财政局": ([], [], fields)}

    approved(second)
    assert second.matters.get().requirement == more
    assert named(first, REFURBISH).state == S.TERMINATED


def test_a_partner_left_out_loses_it_and_one_taken_in_gains_it():
    first, second = a_second_version()
    revised(second, named(first, REFURBISH), assist=[unit_named("市统计局")])

    shown = seen(second)

    assert shown["市财政局"][1] == [("配合", REFURBISH)]
    assert shown["市统计局"][0] == [("配合", REFURBISH)]
    assert [field for field, _was, _now in shown["市住建局"][2][0]] == ["承担单位"]


def test_what_is_given_up_is_ended_and_nothing_is_set_up_in_its_place():
    first, second = a_second_version()
    parks = named(first, PARKS)
    draft = revising.revise(second, parks, by=officer(), why=WHY, ends=True)
    assert (draft.verdict, seen(second)) == (
        DraftVerdict.ACCEPTED,
        {"市住建局": ([], [("牵头", PARKS)], [])},
    )

    approved(second)

    parks.refresh_from_db()
    assert (parks.state, parks.replaced_by, second.matters.count()) == (S.TERMINATED, None, 0)
    assert entry_of(parks, "matter.terminate").facts["reason"] == WHY


def test_nothing_is_changed_while_it_is_a_draft_and_it_can_be_taken_back():
    first, second = a_second_version()
    parks = named(first, PARKS)
    before = told(parks)
    revising.revise(second, parks, by=officer(), why=WHY, ends=True)

    steps.undo(second, by=officer())

    parks.refresh_from_db()
    assert (second.drafts.count(), parks.state, told(parks)) == (0, S.ASSIGNED, before)


def test_the_submission_says_what_changes_and_a_change_refused_leaves_the_matter():
    first, second = a_second_version()
    parks = named(first, PARKS)
    draft = revised(second, parks, due_date=OTHER_DAY)

    approved(second, refused={draft.pk: "时限不宜再延"})

    parks.refresh_from_db()
    said = f"{parks.number}变更（{WHY}）：完成时限：2026年10月31日→2026年11月30日"
    assert entry_of(second, "matterlist.submit").facts["changes"] == [said]
    kept = [f"{parks.number}：时限不宜再延"]
    assert entry_of(second, "matterlist.approve").facts["not_changed"] == kept
    assert (parks.due_date, second.matters.count()) == (date(2026, 10, 31), 0)


@pytest.mark.parametrize(
    ("unit", "title"), [("市委督查室", "督查员"), ("市住建局", "局长"), ("市政府督查室", "核查员")]
)
def test_nobody_but_the_lists_room_drafts_a_change(unit, title):
    first, second = a_second_version()

    with pytest.raises(NotYours):
        revising.revise(second, named(first, PARKS), by=someone_of(unit, title), why=WHY)
    assert second.drafts.count() == 0


def test_a_change_says_why_is_made_once_and_of_an_earlier_versions_matter_only():
    first, second = a_second_version()
    parks = named(first, PARKS)
    other = issued(("编制年度计划", "市发改委", (), OTHER_DAY), paper=document(title="计划通知"))
    revising.revise(second, parks, by=officer(), why=WHY)

    with refused(Unmet, "请写明变更理由"):
        revising.revise(second, named(first, LIST_UP), by=officer(), why=" ")
    with refused(Unmet, f"{parks.number}已在本版变更之中"):
        revising.revise(second, parks, by=officer(), why=WHY)
    with refused(Unmet, "只能变更本文件以前各版清单中在办的事项"):
        revising.revise(second, other.matters.get(), by=officer(), why=WHY)


def test_what_was_claimed_meanwhile_is_not_changed_and_the_director_is_told():
    first, second = a_second_version()
    parks = named(first, PARKS)
    revised(second, parks, due_date=OTHER_DAY)
    lists.submit(second, by=officer(), at=TUESDAY_NINE)
    notice = parks.parts.get().notice
    head = someone_of("市住建局", "局长")
    matters.sign(notice, by=head, at=TUESDAY_NINE)
    parks.refresh_from_db()
    hear_everybody(parks, at=TUESDAY_NINE)
    claims.claim(parks, by=head, at=TUESDAY_NINE, statement="已建成")

    with refused(NotFromHere, f"{parks.number}当前状态为“待初审”，不能变更"):
        lists.approve(second, by=director(), at=TUESDAY_NINE, basis=BASIS)
    second.refresh_from_db()
    assert second.state == ListState.SUBMITTED


def test_a_change_that_changes_nothing_is_not_submitted():
    first, second = a_second_version()
    parks = named(first, PARKS)
    revised(second, parks)

    with refused(Unmet, f"{parks.number}没有改动，请修改或跳过这条变更"):
        lists.submit(second, by=officer(), at=TUESDAY_NINE)


def test_a_change_is_neither_merged_nor_split():
    first, second = a_second_version()
    draft = revising.revise(second, named(first, PARKS), by=officer(), why=WHY)

    with refused(Unmet, "变更已交办事项的草稿不能合并或拆分"):
        reshaping.split(draft, 4, by=officer())


def test_the_list_offers_the_matters_and_shows_the_comparison(client):
    first, second = a_second_version()
    parks = named(first, PARKS)
    let_in(client, officer())
    page = reverse("breakdown:list", args=[second.pk])
    address = reverse("breakdown:revise", args=[second.pk])
    assert [one.title for one in client.get(page).context["revisable"]] == [
        REFURBISH,
        LIST_UP,
        PARKS,
    ]

    no_reason = client.post(address, {"matter": parks.pk, "how": "end", "why": ""})
    ended = client.post(address, {"matter": parks.pk, "how": "end", "why": WHY})
    changed = client.post(
        address, {"matter": named(first, LIST_UP).pk, "how": "change", "why": WHY}
    )

    assert (no_reason.status_code, ended["Location"]) == (409, page)
    bench = reverse("breakdown:workbench", args=[first.document.pk])
    assert changed["Location"] == f"{bench}?d=2"
    assert WHY in client.get(changed["Location"]).text
    shown = client.get(page)
    assert "批准立项时终止" in shown.text
    assert f"终止{parks.number}：{PARKS}" in shown.text
    assert [one.title for one in shown.context["revisable"]] == [REFURBISH]


def test_a_first_version_offers_no_change_and_nobody_outside_the_room_makes_one(client):
    first, second = a_second_version()
    let_in(client, officer())

    for one in (first, second):
        page = client.get(reverse("breakdown:list", args=[one.pk]))
        assert ("revisable" in page.context) == (one is second)
    lists_page = reverse("breakdown:revise", args=[second.pk])
    let_in(client, someone_of("市住建局", "局长"))
    given = {"matter": named(first, PARKS).pk, "how": "end", "why": WHY}
    assert client.post(lists_page, given).status_code == 404
    assert second.drafts.count() == 0


def test_the_comparison_asks_no_more_for_more_changes():
    first, second = a_second_version()

    def asked():
        with CaptureQueriesContext(connection) as queries:
            changes_of(second)
        return len(queries)

    revised(second, named(first, REFURBISH), due_date=OTHER_DAY)
    few = asked()
    revised(second, named(first, PARKS), due_date=OTHER_DAY)
    revised(second, named(first, LIST_UP), lead=unit_named("市住建局"))

    assert asked() == few

"""Every door on a matter: who may, the sentence for who may not, and nothing for a stranger."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from luoshi.breakdown.operations import matters
from luoshi.breakdown.terms import MatterState as S
from luoshi.intake import operations as intake
from luoshi.reporting.models import Review, Verification
from luoshi.reporting.terms import Check
from luoshi.trail.models import Entry
from tests.road import LEAD, ROOM, a_matter, the
from tests.shell.pages import alerts, main_of, sign_in, swapped
from tests.world import MONDAY_NINE, post_of, unit_named

# The doors alone: what is done behind them is tried on both engines, each deed in its own file.
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
CHIEF = (ROOM, "主任")
OFFICER = (ROOM, "督查员")
HEAD = (LEAD, "局长")
STRANGER = ("市委督查室", "主任")


def in_days(number):
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def ready(state):
    """Return a matter in a state, also where the straight road does not pass it."""
    if state == S.RETURNED:
        matter = a_matter(S.ASSIGNED, at=timezone.now())
        matters.return_(
            matter,
            by=the("局长", LEAD),
            at=timezone.now(),
            reason="不属本局",
            proposed_unit="市财政局",
        )
        return matter
    return a_matter(state, at=timezone.now())


DECIDER = "须由督办该事项的督查室主任（子事项由交办单位负责人）办理"
REVIEWER = "须由督办该事项的督查员或主任，且不得是申请办结的人办理"


@dataclass(frozen=True)
class Case:
    """A door with somebody who may, somebody who sees and may not, and what comes of it."""

    door: str
    state: str
    may: tuple[str, str]
    may_not: tuple[str, str]
    says: str
    deed: str
    then: str
    given: dict[str, object] = field(default_factory=dict)

    def __str__(self):
        return f"{self.door}-{self.deed}"


ALL_SO = list(Check.values)
FOUND = {
    "method": "ON_SITE",
    "place": "澄河路",
    "record": "实地丈量12公里",
    "visited_date": date(2026, 6, 1).isoformat(),
    "no_interest": "on",
}
CASES = [
    Case("claim", S.IN_PROGRESS, HEAD, OFFICER, "申请办结须由牵头单位主要负责人办理",
         "matter.claim", S.CLAIMED, {"statement": "12公里已完工"}),
    Case("return", S.ASSIGNED, HEAD, OFFICER, "退回须由牵头单位主要负责人办理",
         "matter.return", S.RETURNED, {"reason": "不属本局职责", "proposed_unit": "市财政局"}),
    Case("reassign", S.RETURNED, CHIEF, HEAD, f"重新交办{DECIDER}",
         "matter.reassign", S.ASSIGNED, {"reason": "职责在财政", "lead": "市发改委"}),
    Case("insist", S.RETURNED, CHIEF, HEAD, f"驳回退回{DECIDER}",
         "matter.insist", S.ASSIGNED, {"reason": "职责明确"}),
    Case("review", S.CLAIMED, OFFICER, HEAD, f"初审通过{REVIEWER}",
         "matter.pass_review", S.VERIFYING, {"verdict": "pass", "checks": ALL_SO}),
    Case("review", S.CLAIMED, OFFICER, HEAD, f"初审通过{REVIEWER}",
         "matter.fail_review", S.REWORK, {"verdict": "fail", "note": "资料不全", "rework_date": 9}),
    Case("verify", S.VERIFYING, (ROOM, "核查员"), HEAD,
         "核查通过须由督查室核查人员，且不得是申请办结的人，也不得来自牵头、责任、配合单位及其上级办理",
         "matter.verify", S.DECIDING, FOUND | {"verdict": "TRUE"}),
    Case("verify", S.VERIFYING, (ROOM, "核查员"), HEAD,
         "核查通过须由督查室核查人员，且不得是申请办结的人，也不得来自牵头、责任、配合单位及其上级办理",
         "matter.fail_verification", S.REWORK,
         FOUND | {"verdict": "PARTIAL", "rework_date": 9}),
    Case("complete", S.DECIDING, CHIEF, OFFICER, "批准办结须由督办该事项的督查室主任办理",
         "matter.complete", S.COMPLETED, {"opinion": "同意"}),
    Case("write-off", S.COMPLETED, CHIEF, OFFICER, "销号须由督办该事项的督查室主任办理",
         "matter.write_off", S.WRITTEN_OFF),
    Case("file", S.WRITTEN_OFF, (ROOM, "归档员"), OFFICER, "归档须由督办该事项的归档员办理",
         "matter.file", S.ARCHIVED),
    Case("reopen", S.ARCHIVED, CHIEF, OFFICER, "重新督办须由督办该事项的督查室主任办理",
         "matter.reopen", S.ASSIGNED, {"instruction": "", "due_date": 60}),
]  # fmt: skip
each_door = pytest.mark.parametrize("case", CASES, ids=str)


def filled(case, matter):
    """Return what is typed: units by their key, days from today, the instruction given now."""
    given = dict(case.given)
    for name in ("proposed_unit", "lead"):
        if name in given:
            given[name] = str(unit_named(given[name]).pk)
    for name in ("rework_date", "due_date"):
        if name in given:
            given[name] = in_days(given[name])
    if "instruction" in given:
        given["instruction"] = str(
            intake.note_instruction(
                leader=post_of("市政府", "副市长"),
                words="再查",
                given_date=MONDAY_NINE.date(),
                by=the("主任"),
                at=timezone.now(),
                matter=(matter.pk, matter.number),
            ).pk
        )
    return given | {"once": "the-key"}


def let_in(client, who):
    unit, title = who
    return sign_in(client, the(title, unit))


@each_door
def test_who_may_goes_through_and_comes_to_the_dossier(client, case):
    matter = ready(case.state)
    let_in(client, case.may)

    page = client.get(f"/matters/{matter.number}/{case.door}/")
    done = client.post(f"/matters/{matter.number}/{case.door}/", filled(case, matter))

    matter.refresh_from_db()
    assert page.status_code == 200
    assert done.url == reverse("shell:dossier", args=[matter.number])
    assert matter.state == case.then
    assert Entry.objects.get(key__startswith="the-key-").deed == case.deed


@each_door
def test_who_sees_and_may_not_is_told_why(client, case):
    matter = ready(case.state)
    given = filled(case, matter)
    let_in(client, case.may_not)

    page = client.get(f"/matters/{matter.number}/{case.door}/")
    refused = client.post(f"/matters/{matter.number}/{case.door}/", given)

    matter.refresh_from_db()
    assert (page.status_code, refused.status_code) == (409, 409)
    assert alerts(page) == alerts(refused) == [case.says]
    assert matter.state == case.state


@each_door
def test_for_a_stranger_there_is_no_door(client, case):
    matter = ready(case.state)
    given = filled(case, matter)
    let_in(client, STRANGER)

    assert client.get(f"/matters/{matter.number}/{case.door}/").status_code == 404
    assert client.post(f"/matters/{matter.number}/{case.door}/", given).status_code == 404


@each_door
def test_the_same_press_twice_gives_the_first_answer(client, case):
    matter = ready(case.state)
    given = filled(case, matter)
    let_in(client, case.may)

    first = client.post(f"/matters/{matter.number}/{case.door}/", given)
    second = client.post(f"/matters/{matter.number}/{case.door}/", given)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Entry.objects.filter(deed=case.deed).count() == 1


@each_door
def test_a_swap_equals_a_reload(client, case):
    matter = ready(case.state)
    given = filled(case, matter)
    let_in(client, case.may)

    swap = swapped(client, f"/matters/{matter.number}/{case.door}/", given)

    assert main_of(swap) == main_of(client.get(f"/matters/{matter.number}/"))


@each_door
def test_a_door_is_closed_in_another_state(client, case):
    other = S.ARCHIVED if case.state != S.ARCHIVED else S.IN_PROGRESS
    matter = ready(other)
    let_in(client, case.may)

    response = client.get(f"/matters/{matter.number}/{case.door}/")

    assert response.status_code == 409
    [sentence] = alerts(response)
    assert sentence.startswith(f"当前状态为“{matter.get_state_display()}”，不能")


def test_what_was_typed_is_still_there_when_the_deed_is_refused(client):
    matter = ready(S.VERIFYING)
    let_in(client, (ROOM, "核查员"))
    given = FOUND | {"verdict": "TRUE", "once": "k", "no_interest": ""}

    response = client.post(f"/matters/{matter.number}/verify/", given)

    assert response.status_code == 409
    assert alerts(response) == ["核查人须声明没有应当回避的情形"]
    assert "实地丈量12公里" in response.text
    assert 'value="澄河路"' in response.text


def test_what_is_missing_is_asked_for(client):
    matter = ready(S.IN_PROGRESS)
    let_in(client, HEAD)

    response = client.post(f"/matters/{matter.number}/claim/", {"effect": "通水", "once": "k"})

    assert response.status_code == 422
    assert alerts(response) == ["有1处需要改： 办理结果"]
    assert "通水" in response.text


@pytest.mark.parametrize(("progress", "pointed_out"), [(60, True), (100, False)])
def test_a_claim_is_told_where_the_reports_stand_below_the_whole(client, progress, pointed_out):
    matter = ready(S.IN_PROGRESS)
    type(matter).objects.filter(pk=matter.pk).update(progress=progress)
    let_in(client, HEAD)

    page = client.get(f"/matters/{matter.number}/claim/").text

    assert ("审核通过的进度是60%，还不到100%" in page) == pointed_out


def test_five_of_six_points_do_not_pass_a_claim(client):
    matter = ready(S.CLAIMED)
    let_in(client, OFFICER)

    response = client.post(
        f"/matters/{matter.number}/review/",
        {"verdict": "pass", "checks": ALL_SO[:5], "once": "k"},
    )

    assert response.status_code == 409
    assert alerts(response) == ["初审六项须逐项核对属实，有一项不符的应退回"]


def test_the_sample_is_drawn_with_a_secret_kept_beside_the_review(client):
    matter = ready(S.CLAIMED)
    let_in(client, OFFICER)

    client.post(
        f"/matters/{matter.number}/review/", {"verdict": "pass", "checks": ALL_SO, "once": "k"}
    )

    assert len(Review.objects.get().seed) == 32


def test_the_claimant_may_not_verify_from_another_post(client):
    matter = ready(S.VERIFYING)
    liu = the("核查员", ROOM)
    type(matter).objects.filter(pk=matter.pk).update(claimed_by=liu.person_id)
    sign_in(client, liu)

    response = client.post(
        f"/matters/{matter.number}/verify/", FOUND | {"verdict": "TRUE", "once": "k"}
    )

    assert response.status_code == 409
    assert Verification.objects.count() == 0

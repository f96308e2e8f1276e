"""重新督办: a leader's new words on a closed matter open its next round.

Nothing of the last one is lost: the number stays, the units stay, every clock begins anew.
"""

from datetime import date

import pytest

from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import matters
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.intake import operations as intake
from luoshi.organisation.models import Term, Unit
from tests.deeds import due_of, entry_of, owed, pressed_twice, refused, settled, told
from tests.road import ASSIST, LEAD, a_matter, a_report, bring, notice_to, the
from tests.world import MONDAY, TUESDAY, TUESDAY_NINE, nine_on, post_of, unit_named

pytestmark = pytest.mark.django_db
WORDS = "通水后又有积水，请再查"
NEW_DATE = date(2026, 8, 31)


def an_instruction(matter, **given):
    """The mayor's words on a matter, noted on Tuesday."""
    rest = {"words": WORDS, "given_date": TUESDAY, "by": the("督查员"), "at": TUESDAY_NINE}
    return intake.note_instruction(
        leader=post_of("市政府", "市长"), matter=(matter.pk, matter.number), **{**rest, **given}
    )


def reopen(matter, instruction, **given):
    """Open the next round as the director on Tuesday."""
    rest = {"by": the("主任"), "at": TUESDAY_NINE, "due_date": NEW_DATE, **given}
    return matters.reopen(matter, instruction, **rest)


def test_an_instruction_is_the_words_of_whoever_held_the_post_that_day():
    matter = a_matter(S.COMPLETED)
    mayor = Term.objects.get(post=post_of("市政府", "市长"))
    held = an_instruction(matter).leader_name
    Term.objects.filter(pk=mayor.pk).update(until=MONDAY)

    assert (held, an_instruction(matter).leader_name) == (mayor.person.name, "市长")


@pytest.mark.parametrize("state", [S.COMPLETED, S.WRITTEN_OFF, S.ARCHIVED])
def test_a_closed_matter_begins_again_under_its_number(state):
    matter = a_matter(state)
    number = matter.number

    notice = reopen(matter, an_instruction(matter))

    assert (matter.state, matter.number, matter.round_number) == (S.ASSIGNED, number, 2)
    assert (matter.due_date, matter.original_due_date, matter.progress) == (NEW_DATE, NEW_DATE, 0)
    assert (matter.claimed_by, matter.verified_by, matter.completed_date) == (None, None, None)
    assert (matter.written_off_at, matter.issued_date) == (None, TUESDAY)
    assert (notice.number, notice.unit.short_name) == ("澄政督通〔2026〕4号", "市住建局")
    assert told(matter)[-2:] == ["matter.reopen", "matter.reissue"]
    assert entry_of(matter, "matter.reopen").facts == {
        "instruction": WORDS,
        "leader": "市政府市长",
    }


def closed(short_name, successor=None):
    """Close a unit of the town on Monday, perhaps into another."""
    heir = unit_named(successor) if successor else None
    Unit.objects.filter(pk=unit_named(short_name).pk).update(until=MONDAY, successor=heir)


def test_whoever_took_over_from_the_lead_leads_the_next_round():
    matter = a_matter(S.ARCHIVED)
    word = an_instruction(matter)
    closed(LEAD, "市发改委")

    notice = reopen(matter, word)

    now = matter.parts.filter(round__number=2).order_by("role")
    assert (matter.lead.short_name, notice.unit.short_name) == ("市发改委", "市发改委")
    assert list(now.values_list("role", "unit__short_name")) == [
        ("ASSIST", "市财政局"),
        ("LEAD", "市发改委"),
    ]
    assert owed(matter) == [
        (DueKind.COMPLETION, "市发改委"),
        (DueKind.OPINION, "市财政局"),
        (DueKind.STATUS, "市发改委"),
    ]


def test_an_assisting_unit_that_took_over_from_the_lead_has_one_part():
    matter = a_matter(S.ARCHIVED)
    word = an_instruction(matter)
    closed(LEAD, ASSIST)

    reopen(matter, word)

    now = matter.parts.filter(round__number=2)
    assert list(now.values_list("role", "unit__short_name")) == [("LEAD", "市财政局")]


def test_no_round_begins_for_a_lead_nobody_took_over_from():
    matter = a_matter(S.ARCHIVED)
    word = an_instruction(matter)
    closed(LEAD)

    with refused(Unmet, "“澄川市住房和城乡建设局”已撤销，没有单位承接其职责"):
        reopen(Matter.objects.get(pk=matter.pk), word)


def test_every_unit_has_its_part_again_and_a_notice_of_its_own():
    matter = a_matter(S.WRITTEN_OFF)

    reopen(matter, an_instruction(matter))

    rows = matter.parts.order_by("round__number", "role")
    assert list(rows.values_list("round__number", "role", "unit__short_name")) == [
        (1, "ASSIST", "市财政局"),
        (1, "LEAD", "市住建局"),
        (2, "ASSIST", "市财政局"),
        (2, "LEAD", "市住建局"),
    ]
    assert rows.values("notice").distinct().count() == 4


def test_what_was_said_in_the_last_round_stays_with_it():
    matter = a_matter(S.IN_PROGRESS)
    a_report(matter)
    for state in (S.CLAIMED, S.VERIFYING, S.DECIDING, S.COMPLETED, S.WRITTEN_OFF):
        bring(matter, state, at=TUESDAY_NINE)

    reopen(matter, an_instruction(matter), requirement="查清积水原因")

    first, second = matter.rounds.order_by("number")
    assert (first.claims.count(), first.reports.count(), first.closed_at) == (1, 1, TUESDAY_NINE)
    assert (second.claims.count(), second.closed_at) == (0, None)
    assert (second.requirement, second.instruction.words) == ("查清积水原因", WORDS)


@pytest.mark.parametrize("state", [S.COMPLETED, S.WRITTEN_OFF])
def test_all_that_is_owed_is_of_the_new_round(state):
    matter = a_matter(state)

    notice = reopen(matter, an_instruction(matter))

    assert owed(matter) == [
        (DueKind.COMPLETION, "市住建局"),
        (DueKind.OPINION, "市财政局"),
        (DueKind.STATUS, "市住建局"),
    ]
    assert due_of(matter, DueKind.COMPLETION).due_date == NEW_DATE
    assert owed(notice) == [(DueKind.RECEIPT, "市住建局")]
    ended = {S.COMPLETED: [(False, "已重新督办")], S.WRITTEN_OFF: [(True, "")]}
    assert settled(matter, DueKind.WRITE_OFF) == ended[state]


def test_a_receipt_nobody_gave_in_the_last_round_is_asked_for_no_longer():
    matter = a_matter(S.WRITTEN_OFF)
    former = notice_to(ASSIST, matter.list)
    assert owed(former) == [(DueKind.RECEIPT, "市财政局")]

    reopen(matter, an_instruction(matter))

    assert (owed(former), settled(former, DueKind.RECEIPT)) == ([], [(False, "已重新督办")])
    with refused(NotFromHere, "该通知单已签收"):
        matters.sign(former, by=the("联络员", ASSIST), at=TUESDAY_NINE)


def test_the_next_round_goes_the_whole_road_again():
    matter = a_matter(S.COMPLETED)
    notice = reopen(matter, an_instruction(matter))
    matters.sign(notice, by=the("联络员", LEAD), at=TUESDAY_NINE)
    matter.refresh_from_db()

    for state in (S.CLAIMED, S.VERIFYING, S.DECIDING, S.COMPLETED, S.WRITTEN_OFF, S.ARCHIVED):
        bring(matter, state, at=nine_on(6, 3))

    assert (matter.state, owed(matter)) == (S.ARCHIVED, [])
    assert [one.closed_at is None for one in matter.rounds.order_by("number")] == [False, False]


def test_a_return_refused_in_the_last_round_may_be_asked_in_this_one():
    matter = a_matter(S.WRITTEN_OFF)
    Matter.objects.filter(pk=matter.pk).update(return_refused=True)
    reopen(matter, an_instruction(matter))

    head = the("局长", LEAD)
    matters.return_(matter, by=head, at=TUESDAY_NINE, reason="已移交", proposed_unit="城管局")

    assert matter.state == S.RETURNED


def test_words_on_another_matter_open_nothing_here():
    matter, other = a_matter(S.WRITTEN_OFF), a_matter(S.COMPLETED, room="市委督查室")
    word = an_instruction(other)

    with refused(Unmet, "该批示没有要求对这一事项重新督办"):
        reopen(matter, word)


def test_what_was_only_read_opens_nothing():
    matter = a_matter(S.WRITTEN_OFF)
    word = an_instruction(matter, words="", read_only=True)

    with refused(Unmet, "该批示没有要求对这一事项重新督办"):
        reopen(matter, word)


def test_one_instruction_opens_one_round():
    matter = a_matter(S.WRITTEN_OFF)
    word = an_instruction(matter)
    notice = reopen(matter, word)
    matters.sign(notice, by=the("联络员", LEAD), at=TUESDAY_NINE)
    matter.refresh_from_db()
    for state in (S.CLAIMED, S.VERIFYING, S.DECIDING, S.COMPLETED):
        bring(matter, state, at=TUESDAY_NINE)

    with refused(Unmet, "该批示已开过一轮督办，再次督办须有新的批示"):
        reopen(matter, word)


def test_the_next_round_ends_after_today():
    matter = a_matter(S.WRITTEN_OFF)
    word = an_instruction(matter)

    with refused(Unmet, "重新督办的完成时限须晚于今天"):
        reopen(matter, word, due_date=TUESDAY)


@pytest.mark.parametrize(
    ("unit", "title"), [("市政府督查室", "督查员"), ("市委督查室", "主任"), (LEAD, "局长")]
)
def test_nobody_else_reopens(unit, title):
    matter = a_matter(S.WRITTEN_OFF)
    word = an_instruction(matter)

    with refused(NotYours, "重新督办须由督办该事项的督查室主任办理"):
        reopen(matter, word, by=the(title, unit))


def test_what_is_on_its_way_is_not_reopened():
    matter = a_matter(S.DECIDING)
    word = an_instruction(matter)

    with refused(NotFromHere, "当前状态为“待批办结”，不能重新督办"):
        reopen(matter, word)


def test_the_table_asks_for_the_words_themselves():
    matter = a_matter(S.WRITTEN_OFF)

    with refused(Unmet, "重新督办须有领导批示"):
        matters.MATTER.make("reopen", matter, by=the("主任"), at=TUESDAY_NINE, instruction="")


def test_the_same_key_opens_one_round():
    matter, director = a_matter(S.WRITTEN_OFF), the("主任")
    word = an_instruction(matter)

    pressed_twice(lambda key: reopen(matter, word, key=key), by=director)

    assert matter.rounds.count() == 2

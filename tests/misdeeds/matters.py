"""Misdeeds on a matter on its way: signing, returning, assigning again, the next round."""

from datetime import date

from luoshi.breakdown import clocks
from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter, Round
from luoshi.breakdown.operations import lists, matters
from luoshi.breakdown.terms import MatterState as S
from luoshi.intake import operations as intake
from luoshi.intake.models import Instruction
from luoshi.organisation.models import Unit
from tests.misdeeds import Attempt, again, shows
from tests.misdeeds.lists import give_the_lead_up
from tests.road import ASSIST, LEAD, a_matter, bring, notice_to, the
from tests.world import MONDAY, MONDAY_NINE, TUESDAY, TUESDAY_NINE, nine_on, post_of, unit_named

WHY = {"reason": "职责已划转", "proposed_unit": "市城管局"}
WEDNESDAY = nine_on(6, 3)
NEW_DATE = date(2026, 8, 31)


@shows("MATTER.sign.may")
def signing_for_the_lead():
    """The matter signed for by a handler of the lead, past the door of the operation."""
    matter = a_matter(S.ASSIGNED)
    notice = notice_to(LEAD, matter.list)

    def sign(title):
        part = notice.parts.select_related("matter", "round").get()
        by = the(title, LEAD)
        made = matters._receive(part, notice, matters.Acceptance(), by=by, at=TUESDAY_NINE)
        clocks.meet_receipt(notice, at=TUESDAY_NINE, entry=None)
        return made

    return Attempt(lambda: sign("承办人"), lambda: sign("联络员"))


@shows("matters._check_signer: role", "承办人", ASSIST)
@shows("matters._check_signer: unit", "联络员", LEAD)
def signing_for_an_assisting_unit(title, unit):
    """A notice signed for by a handler, or by a liaison of another unit."""
    matter = a_matter(S.ASSIGNED)
    notice = notice_to(ASSIST, matter.list)

    def sign(by):
        matters.sign(again(notice), by=by, at=TUESDAY_NINE)

    return Attempt(lambda: sign(the(title, unit)), lambda: sign(the("联络员", ASSIST)))


@shows("MATTER.return.may", {"title": "联络员"})
@shows("MATTER.return.a_reason", {"reason": " "})
@shows("MATTER.return.a_unit_proposed", {"proposed_unit": ""})
@shows("matters._check_window", {"at": nine_on(6, 9)})
def returning(wrong):
    """A return by the liaison, without words, or after the window has closed."""
    matter = a_matter(S.IN_PROGRESS)

    def return_(title="局长", at=TUESDAY_NINE, **words):
        matters.return_(again(matter), by=the(title, LEAD), at=at, **{**WHY, **words})

    return Attempt(lambda: return_(**wrong), return_)


def a_returned_matter(state=S.ASSIGNED):
    """A matter its lead returned on Tuesday, before or after it signed."""
    matter = a_matter(state)
    matters.return_(matter, by=the("局长", LEAD), at=TUESDAY_NINE, **WHY)
    return matter


@shows("MATTER.return.not_refused_before")
def returning_again():
    """A return that was refused, tried again."""
    matter, fresh = a_returned_matter(), a_matter_of_the_other_room()
    matters.insist(matter, by=the("主任"), at=WEDNESDAY, reason="属你单位职责")

    def return_(thing):
        matters.return_(again(thing), by=the("局长", LEAD), at=nine_on(6, 4), **WHY)

    return Attempt(lambda: return_(matter), lambda: return_(fresh))


def a_matter_of_the_other_room():
    """Another matter of the same lead, in the party's room."""
    return a_matter(S.ASSIGNED, room="市委督查室")


@shows("MATTER.reassign.may", {"by": "督查员"})
@shows("MATTER.reassign.a_reason", {"reason": ""})
@shows("matters._check_other_lead: another", {"lead": LEAD})
@shows("matters._check_other_lead: standing", {"lead": "市统计局", "until": MONDAY})
def assigning_again(wrong):
    """A matter assigned again by an officer, without a reason, to the same lead or to none."""
    matter = a_returned_matter()

    def reassign(by="主任", lead="市发改委", reason="按三定方案调整", until=None):
        to = unit_named(lead)
        Unit.objects.filter(pk=to.pk).update(until=until)
        given = Matter.objects.select_related("lead", "list").get(pk=matter.pk)
        matters.reassign(given, to, by=the(by), at=WEDNESDAY, reason=reason)

    return Attempt(lambda: reassign(**wrong), reassign)


@shows("MATTER.insist.may", S.ASSIGNED, {"by": "督查员"})
@shows("MATTER.insist.a_reason", S.ASSIGNED, {"reason": " "})
@shows("MATTER.carry_on.may", S.IN_PROGRESS, {"by": "督查员"})
@shows("MATTER.carry_on.a_reason", S.IN_PROGRESS, {"reason": " "})
def refusing_a_return(state, wrong):
    """A return refused by an officer, or without a reason."""
    matter = a_returned_matter(state)

    def insist(by="主任", reason="属你单位职责"):
        matters.insist(again(matter), by=the(by), at=WEDNESDAY, reason=reason)

    return Attempt(lambda: insist(**wrong), insist)


@shows("MATTER.insist.not_signed_yet", S.IN_PROGRESS, "insist", "carry_on")
@shows("MATTER.carry_on.signed_already", S.ASSIGNED, "carry_on", "insist")
def refusing_the_wrong_way(state, wrong, right):
    """A unit that has signed sent to sign again, or one that has not sent to work."""
    matter = a_returned_matter(state)

    def make(move):
        MATTER.make(move, again(matter), by=the("主任"), at=WEDNESDAY, reason="属你单位职责")

    return Attempt(lambda: make(wrong), lambda: make(right))


def words_on(matter, *, at=TUESDAY_NINE, **given):
    """The mayor's words on a matter."""
    rest = {"words": "再查一次", "given_date": MONDAY, "by": the("督查员"), "at": at, **given}
    named = (matter.pk, matter.number)
    return intake.note_instruction(leader=post_of("市政府", "市长"), matter=named, **rest)


def reopen(matter, word, *, due_date=NEW_DATE):
    """Open the next round on Wednesday."""
    closed = Matter.objects.select_related("lead", "list").get(pk=matter.pk)
    matters.reopen(closed, word, by=the("主任"), at=WEDNESDAY, due_date=due_date)


def about_another(matter):
    """Words on another matter."""
    return words_on(a_matter_of_the_other_room())


def read_only(matter):
    """A paper the leader only read."""
    return words_on(matter, words="已阅", read_only=True)


def blank(matter):
    """Words that say nothing, as another door might have let in."""
    word = words_on(matter)
    Instruction.objects.filter(pk=word.pk).update(words=" ")
    word.refresh_from_db()
    return word


def used(matter):
    """Words that have opened a round before."""
    word = words_on(matter)
    matters.sign(
        matters.reopen(matter, word, by=the("主任"), at=TUESDAY_NINE, due_date=NEW_DATE),
        by=the("联络员", LEAD),
        at=TUESDAY_NINE,
    )
    matter.refresh_from_db()
    for state in (S.CLAIMED, S.VERIFYING, S.DECIDING, S.COMPLETED, S.WRITTEN_OFF):
        bring(matter, state, at=TUESDAY_NINE)
    return word


@shows("MATTER.reopen.an_instruction", blank)
@shows("matters._check_instruction: on this matter", about_another)
@shows("matters._check_instruction: not only read", read_only)
@shows("matters._check_instruction: not used before", used)
@shows("matters._check_round_date", words_on, {"due_date": TUESDAY})
def reopening(word_of, wrong=None):
    """A round opened on words that ask for none, or over before it begins."""
    matter = a_matter(S.WRITTEN_OFF)
    word = word_of(matter)
    fresh = words_on(matter)
    return Attempt(
        lambda: reopen(matter, word, **(wrong or {})), lambda: reopen(matter, again(fresh))
    )


@shows("matters._heir", instead=lambda matter, at: matter.lead)
def reopening_for_nobody():
    """A round opened for a lead that was closed, with nobody to take over from it."""
    matter = a_matter(S.WRITTEN_OFF)
    word = words_on(matter)

    def reopen_with(until):
        Unit.objects.filter(short_name=LEAD).update(until=until)
        reopen(again(matter), word)

    return Attempt(lambda: reopen_with(MONDAY), lambda: reopen_with(None))


@shows("MATTER.reopen.may", {"opener": "督查员"})
@shows("MATTER.reissue.may", {"by": "督查员"})
@shows("MATTER.reissue.exactly_one_lead", {"spoilt": True})
def issuing_again(wrong):
    """A next round opened or issued by an officer, or with nobody to lead it."""
    matter = a_matter(S.WRITTEN_OFF, at=MONDAY_NINE)
    word = words_on(matter)

    def reissue(by="主任", opener="主任", spoilt=False):
        moving = Matter.objects.select_related("list").get(pk=matter.pk)
        columns = {"round_number": 2, "due_date": NEW_DATE, "original_due_date": NEW_DATE}
        columns["progress"] = 0
        said = {"instruction": word.words, "leader": word.leader_name}
        given = {"by": the(opener), "at": WEDNESDAY, "columns": columns}
        entry = MATTER.make("reopen", moving, **given, **said)
        fresh = Round.objects.create(
            matter=moving, number=2, instruction=word, due_date=NEW_DATE, opened_at=WEDNESDAY
        )
        before = matters._close_round(moving, at=WEDNESDAY, entry=entry)
        matters._take_parts_over(moving, fresh, before, WEDNESDAY)
        if spoilt:
            give_the_lead_up(moving)
        move = MATTER.make("reissue", moving, by=the(by), at=WEDNESDAY)
        lists.notify(moving.list, {moving: move}, by=the("主任"), at=WEDNESDAY)

    return Attempt(lambda: reissue(**wrong), reissue)
